#include "translator/diagnostics/diagnostic.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trestle {
namespace {

using testing::HasSubstr;

std::string rendered(const Source& source, uint32_t begin, uint32_t end, std::string hint = {}) {
  Diagnostics diagnostics;
  diagnostics.error(DiagnosticKind::SyntaxError, {&source, begin, end}, "something is wrong", std::move(hint));
  return render(diagnostics);
}

TEST(Diagnostics, CountErrorsOnly) {
  Diagnostics diagnostics;
  diagnostics.warning(DiagnosticKind::Unsupported, {}, "careful");
  EXPECT_FALSE(diagnostics.has_errors());
  diagnostics.error(DiagnosticKind::SyntaxError, {}, "wrong");
  EXPECT_EQ(diagnostics.errors(), 1u);
  EXPECT_EQ(diagnostics.all().size(), 2u);
}

TEST(Diagnostics, KindsHaveTheirNameAndExitCode) {
  EXPECT_EQ(name(DiagnosticKind::PrecedenceConflict), "PrecedenceConflict");
  EXPECT_EQ(exit_code(DiagnosticKind::PrecedenceConflict), 150);
  EXPECT_EQ(exit_code(DiagnosticKind::ConfigSyntax), 151);
}

TEST(Render, ShowsThePlaceTheLineAndACaret) {
  Source source("a.tla", "first\nx == y + z\nlast");
  EXPECT_EQ(rendered(source, 11, 12, "expected something else"),
            "a.tla:2:6: error: something is wrong [SyntaxError]\n"
            "    2 | x == y + z\n"
            "      |      ^\n"
            "      = expected something else\n");
}

TEST(Render, UnderlinesTheWholeSpanInCodePoints) {
  Source source("a.tla", "x ∈ Set");
  EXPECT_EQ(rendered(source, 0, 9),
            "a.tla:1:1: error: something is wrong [SyntaxError]\n"
            "    1 | x ∈ Set\n"
            "      | ^^^^^^^\n");
}

TEST(Render, KeepsTabsSoThatTheCaretStandsBelow) {
  Source source("a.tla", "\tx\ty");
  EXPECT_THAT(rendered(source, 3, 4), HasSubstr("      | \t \t^\n"));
}

TEST(Render, MarksASpanOverSeveralLinesOnItsFirst) {
  Source source("a.tla", "x == (a\n + b)");
  EXPECT_THAT(rendered(source, 5, 13), HasSubstr("      |      ^^\n"));
}

TEST(Render, PointsBehindTheEndOfTheText) {
  Source source("a.tla", "ab");
  EXPECT_THAT(rendered(source, 2, 2), HasSubstr("      |   ^\n"));
}

TEST(Render, CutsLinesThatAreTooLong) {
  Source source("a.tla", std::string(5000, 'a') + "!" + std::string(5000, 'b'));
  std::string text = rendered(source, 5000, 5001);
  EXPECT_LT(text.size(), 500u);
  EXPECT_THAT(text, HasSubstr("    1 | ...aaa"));
  EXPECT_THAT(text, HasSubstr("bbb...\n"));
  size_t mark = text.find('!'), line = text.rfind('\n', mark);
  size_t caret = text.find('^'), under = text.rfind('\n', caret);
  EXPECT_EQ(mark - line, caret - under);
}

TEST(Render, HidesControlCharacters) {
  Source source("a.tla", "a\x1b[31mb");
  EXPECT_THAT(rendered(source, 0, 1), HasSubstr("a?[31mb"));
}

TEST(Render, WorksWithoutAPlace) {
  Diagnostics diagnostics;
  diagnostics.warning(DiagnosticKind::Unsupported, {}, "nowhere in particular", "none");
  EXPECT_EQ(render(diagnostics), "warning: nowhere in particular [Unsupported]\n  = none\n");
}

TEST(Render, ColorsOnRequest) {
  Source source("a.tla", "x");
  Diagnostic diagnostic{DiagnosticKind::SyntaxError, Severity::Error, {&source, 0, 1}, "wrong", ""};
  EXPECT_THAT(render(diagnostic, true), HasSubstr("\x1b[1;31merror: "));
  EXPECT_THAT(render(diagnostic, false), testing::Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace trestle
