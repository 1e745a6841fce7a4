// The C++ printer: brackets exactly where the language, or its compilers' warnings, ask for them.
#include "translator/codegen/cpp.h"

#include <gtest/gtest.h>

namespace trestle::codegen::cpp {
namespace {

const Expr a = name("a"), b = name("b"), c = name("c");

TEST(Cpp, BindsAsTheLanguageDoes) {
  EXPECT_EQ(print(infix("*", infix("+", a, b), c)), "(a + b) * c");
  EXPECT_EQ(print(infix("+", a, infix("*", b, c))), "a + b * c");
  EXPECT_EQ(print(infix("-", a, infix("-", b, c))), "a - (b - c)");
  EXPECT_EQ(print(infix("-", infix("-", a, b), c)), "a - b - c");
  EXPECT_EQ(print(member(infix("|", a, b), "words")), "(a | b).words");
  EXPECT_EQ(print(conditional(conditional(a, b, c), b, c)), "(a ? b : c) ? b : c");
}

TEST(Cpp, GivesCompilersNothingToWarnOf) {
  EXPECT_EQ(print(infix("||", infix("&&", a, b), c)), "(a && b) || c");
  EXPECT_EQ(print(infix("==", infix("&", a, b), c)), "(a & b) == c");
}

TEST(Cpp, LeavesOutWhatIsKnown) {
  EXPECT_EQ(print(infix("&&", boolean(true), a)), "a");
  EXPECT_EQ(print(infix("||", boolean(false), a)), "a");
  EXPECT_EQ(print(infix("&&", a, boolean(false))), "a && false");  // a may have no value
  EXPECT_EQ(print(negate(negate(a))), "a");
  EXPECT_EQ(print(negate(infix("==", a, b))), "a != b");
}

TEST(Cpp, WritesLargeNumbersWithTheirWidth) {
  EXPECT_EQ(print(integer(-7)), "-7");
  EXPECT_EQ(print(integer(INT64_C(5000000000))), "INT64_C(5000000000)");
  EXPECT_EQ(print(infix("-", a, integer(-7))), "a - -7");
}

TEST(Cpp, IndentsStatements) {
  EXPECT_EQ(print(Block{for_range("i", integer(1), a, {when(b, {give(c)}, {evaluate(call("f", {a}))})})}, 0),
            "for (int64_t i = 1; i <= a; ++i) {\n"
            "  if (b) {\n"
            "    return c;\n"
            "  } else {\n"
            "    f(a);\n"
            "  }\n"
            "}\n");
}

}  // namespace
}  // namespace trestle::codegen::cpp
