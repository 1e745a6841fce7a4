// The outermost layer: what is a module in a text, encodings, line ends, and the printed tokens.
#include <gtest/gtest.h>

#include "helpers.h"
#include "translator/syntax/utf8.h"

namespace trestle::syntax {
namespace {

std::string module_name(const std::string& text) {
  Diagnostics diagnostics;
  auto source = std::make_shared<Source>("t.tla", text);
  auto module = parse(source, diagnostics);
  return module ? module->name : render(diagnostics);
}

TEST(Text, BeforeAndAfterTheModuleIsFree) {
  EXPECT_EQ(module_name("\" (* `\n---- MODULE m ----\n==== \" (* ` ===="), "m");
  EXPECT_EQ(module_name("x----MODULE m----===="), "m");
  EXPECT_EQ(module_name("--- MODULE no ---\n-------   MODULE m ----\n====="), "m");
}

TEST(Text, EndsWithTheFirstModule) {
  EXPECT_EQ(module_name("---- MODULE a ----\n====\n---- MODULE b ----\nx == == )\n"), "a");
}

TEST(Text, NeedsAModuleAndItsEnd) {
  EXPECT_EQ(module_name("no module"),
            "t.tla:1:1: error: the text has no module [SyntaxError]\n"
            "    1 | no module\n"
            "      | ^\n"
            "      = expected a line like ---- MODULE Name ----\n");
  EXPECT_EQ(module_name("---- MODULE m ----\nx == 1\n"),
            "t.tla:3:1: error: module `m` has no end [SyntaxError]\n"
            "    3 | \n"
            "      | ^\n"
            "      = expected a line of ====\n");
  EXPECT_EQ(module_name("---- MODULE m"),
            "t.tla:1:14: error: expected `----`, found the end of the text [SyntaxError]\n"
            "    1 | ---- MODULE m\n"
            "      |              ^\n");
}

TEST(Text, ModulesMayBeNamedLikeKeywords) {
  EXPECT_EQ(module_name("---- MODULE THEOREM ----\nEXTENDS IF, LET\nI == INSTANCE BY\n===="), "THEOREM");
}

TEST(Text, MayEndItsLinesInAnyWay) {
  EXPECT_EQ(module_name("---- MODULE m ----\r\nx == /\\ a\r\n     /\\ b\r\ny == 1 \\* c\r\n====\r\n"), "m");
  EXPECT_EQ(module_name("---- MODULE m ----\rx == /\\ a\r     /\\ b\ry == 1 \\* c\r====\r"), "m");
}

TEST(Text, MustBeUtf8ButForComments) {
  EXPECT_EQ(first_error("---- MODULE m ----\nx == \"\xff\"\n===="), "InvalidEncoding");
  EXPECT_EQ(first_error("---- MODULE m ----\nx == a\x92\n===="), "InvalidEncoding");
  EXPECT_EQ(first_error("caf\xe9 ---- MODULE m ----\n\\* it\x92s\nx == (* \xff\xc3 (* \x80 *) *) 1\n===="), "none");
  EXPECT_EQ(first_error(std::string("\xEF\xBB\xBF") + in_module("x == 1")), "none");  // a byte order mark
}

TEST(Utf8, FindsTheFirstMalformedByte) {
  EXPECT_EQ(first_invalid_utf8("plain, ∀, 𝔸"), std::string_view::npos);
  EXPECT_EQ(first_invalid_utf8("ab\x80"), 2u);            // a continuation without a beginning
  EXPECT_EQ(first_invalid_utf8("a\xE2\x88"), 1u);         // cut short
  EXPECT_EQ(first_invalid_utf8("\xC0\xAF"), 0u);          // overlong
  EXPECT_EQ(first_invalid_utf8("\xE0\x80\xAF"), 0u);      // overlong
  EXPECT_EQ(first_invalid_utf8("\xED\xA0\x80"), 0u);      // a surrogate
  EXPECT_EQ(first_invalid_utf8("\xF4\x90\x80\x80"), 0u);  // beyond Unicode
}

TEST(Text, PrintsTheTokensThatTheParserSees) {
  Diagnostics diagnostics;
  auto source = std::make_shared<Source>("t.tla", in_module("x == /\\ [](a - -1)\n     /\\ f[b]"));
  EXPECT_EQ(print_tokens(source, diagnostics),
            "1:1 BEGIN_MODULE ---- MODULE\n1:13 IDENTIFIER t\n1:15 SEPARATOR ----\n"
            "2:1 IDENTIFIER x\n2:3 DEFINED_AS ==\n2:6 BULLET_FIRST /\\\n2:9 PREFIX []\n2:11 LEFT_PAREN (\n"
            "2:12 IDENTIFIER a\n2:14 INFIX -\n2:16 PREFIX -\n2:17 NUMBER 1\n2:18 RIGHT_PAREN )\n"
            "3:6 BULLET_NEXT /\\\n3:9 IDENTIFIER f\n3:10 INDEX_BRACKET [\n3:11 IDENTIFIER b\n3:12 RIGHT_BRACKET ]\n"
            "3:13 LIST_END\n4:1 END_MODULE ====\n");
}

}  // namespace
}  // namespace trestle::syntax
