// Expressions by themselves: their trees where the choice is subtle, and their way back to text.
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include <gtest/gtest.h>

#include "helpers.h"

namespace trestle::syntax {
namespace {

std::string error(const std::string& text) {
  Diagnostics diagnostics;
  auto source = std::make_shared<Source>("e", text);
  auto module = parse_expression(source, "e", {}, diagnostics);
  return module ? "none" : diagnostics.all().at(0).message;
}

TEST(Expression, StandsAloneAsADefinition) {
  Diagnostics diagnostics;
  auto source = std::make_shared<Source>("e", "x + e.f");
  auto module = parse_expression(source, "mapped", {"e", "x"}, diagnostics);
  ASSERT_NE(module, nullptr);
  EXPECT_EQ(print(*module), "(Module mapped (Operator mapped e x (+ x (Field f e))))\n");
}

TEST(Expression, MayHaveJunctionListsAndComments) {
  EXPECT_EQ(tree("/\\ a (* why *)\n/\\ b \\* because"), "(Junction \\land a b)");
}

TEST(Expression, ReadsValuesAsTlcPrintsThem) {
  EXPECT_EQ(tree("[a |-> {\"x\", n1}, b |-> <<1, -2>>]"), "(Record (a (SetEnumerate \"x\" n1)) (b (Tuple 1 (-. 2))))");
  EXPECT_EQ(tree("(1 :> TRUE @@ 2 :> FALSE @@ 3 :> {})"), "(@@ (@@ (:> 1 TRUE) (:> 2 FALSE)) (:> 3 (SetEnumerate)))");
}

TEST(Expression, IsNeverEmptyAndNeverMore) {
  EXPECT_EQ(error(""), "expected an expression, found nothing");
  EXPECT_EQ(error("a b"), "expected the end of the definition or statement, found `b`");
  EXPECT_EQ(error("a == b"), "expected the end of the definition or statement, found `==`");
  EXPECT_EQ(error("a +"), "expected an expression, found the end of the text");
  EXPECT_EQ(error("(a"), "expected `)`, found the end of the text");
  EXPECT_EQ(error("VARIABLE x"), "expected an expression, found `VARIABLE`");
}

TEST(Expression, NumbersAreDecimalWhateverTheirBase) {
  EXPECT_EQ(tree("\\b101"), "5");
  EXPECT_EQ(tree("\\o777"), "511");
  EXPECT_EQ(tree("\\hFFFFFFFFFFFFFFFFFFFFFFFF"), "79228162514264337593543950335");
  EXPECT_EQ(tree("007"), "7");
  EXPECT_EQ(tree("0"), "0");
}

// What to_tla writes must be read back as the same tree.
void expect_round_trip(const ast::Expr& expr) {
  std::string text = to_tla(expr);
  Diagnostics diagnostics;
  auto source = std::make_shared<Source>("again", text);
  auto again = parse_expression(source, "e", {}, diagnostics);
  ASSERT_NE(again, nullptr) << text << "\n" << render(diagnostics);
  EXPECT_EQ(to_tla(*again->units[0]->body), text);
  if (expr.kind != ast::ExprKind::Junction) {
    EXPECT_EQ(again->units[0]->body->kind, expr.kind) << text;
  }
}

TEST(ToTla, IsReadBackAsTheSameForAllGoldenModules) {
  int expressions = 0;
  std::function<void(const ast::Module&)> visit = [&](const ast::Module& module) {
    for (const ast::Unit* unit : module.units) {
      if (unit->module) visit(*unit->module);
      if (!unit->body) continue;
      expect_round_trip(*unit->body);
      ++expressions;
    }
  };
  for (const auto& entry : std::filesystem::directory_iterator(TRESTLE_ROOT "/tests/syntax/golden")) {
    std::ifstream file(entry.path());
    std::stringstream text;
    text << file.rdbuf();
    Diagnostics diagnostics;
    auto source = std::make_shared<Source>("golden", text.str());
    auto module = parse(source, diagnostics);
    if (module) visit(*module);
  }
  EXPECT_GT(expressions, 100);
}

std::string rewritten(const std::string& text) {
  Diagnostics diagnostics;
  auto source = std::make_shared<Source>("e", text);
  auto module = parse_expression(source, "e", {}, diagnostics);
  return module ? to_tla(*module->units[0]->body) : render(diagnostics);
}

TEST(ToTla, WritesParenthesesOnlyWhereTheyMatter) {
  for (const char* text : {"a + b * c",
                           "(a + b) * c",
                           "a - (b - c)",
                           "a - b - c",
                           "~a = b",
                           "~(a => b)",
                           "~a => b",
                           "-a + b",
                           "-(a + b)",
                           "a \\X b \\X c",
                           "(a \\X b) \\X c",
                           "SUBSET (a \\cup b)",
                           "f[a + b].c'",
                           "(a + b)'",
                           "(\\A x \\in S : P) /\\ Q",
                           "Q /\\ (\\A x \\in S : P)",
                           "IF a THEN b ELSE c + d",
                           "(IF a THEN b ELSE c) + d",
                           "[](x' = x)",
                           "ENABLED A",
                           "<<x, y>>[1]",
                           "WF_<<x, y>>(A /\\ B)",
                           "[A]_(f[x])",
                           "<<A>>_v",
                           "1..n",
                           "(a => b) => c",
                           "[f EXCEPT ![1].b = @ + 1]",
                           "{x \\in S : x > 1}",
                           "{x + y : x, y \\in S, <<a, b>> \\in T}",
                           "CHOOSE x \\in S : P(x)",
                           "F(LAMBDA x : x, +)",
                           "LET a == 1 f[x \\in S] == x RECURSIVE G(_) G(x) == x I == INSTANCE M WITH + <- * IN f[a]",
                           "CASE a -> 1 [] b -> 2 [] OTHER -> 3",
                           "lab(x) :: x + 1",
                           "I(x)!Op(y)",
                           "\"say \\\"hi\\\"\"",
                           "[a |-> 1, b |-> {}]"}) {
    EXPECT_EQ(rewritten(text), text);
  }
}

TEST(ToTla, KeepsOperatorsAwayFromParentheses) {
  EXPECT_EQ(rewritten("F( *, 1)"), "F( *, 1)");
  EXPECT_EQ(rewritten("F( + )"), "F( +)");
  EXPECT_EQ(rewritten("F(1, +)"), "F(1, +)");
}

TEST(ToTla, WritesJunctionListsOnOneLine) {
  EXPECT_EQ(rewritten("/\\ a\n/\\ \\/ b\n   \\/ c\n/\\ \\A x \\in S : P"), "a /\\ (b \\/ c) /\\ (\\A x \\in S : P)");
  EXPECT_EQ(rewritten("/\\ a = b"), "a = b");
}

}  // namespace
}  // namespace trestle::syntax
