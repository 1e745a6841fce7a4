// Hostile texts end in a diagnostic: each of these once could, or could well, exhaust the stack or the memory.
#include <gtest/gtest.h>

#include "helpers.h"

namespace trestle::syntax {
namespace {

std::string times(size_t n, std::string_view text) {
  std::string out;
  for (size_t i = 0; i < n; ++i) out += text;
  return out;
}

constexpr size_t kMany = 10'000;

TEST(Limits, OfNesting) {
  const std::pair<std::string, std::string> nests[] = {{"(", ")"},
                                                       {"{", "}"},
                                                       {"<<", ">>"},
                                                       {"f(", ")"},
                                                       {"f[", "]"},
                                                       {"[a |-> ", "]"},
                                                       {"{x \\in S : ", "}"},
                                                       {"/\\ ", ""},
                                                       {"\\/ /\\ ", ""},
                                                       {"LET a == ", " IN 1"},
                                                       {"LET a == 1 IN ", ""},
                                                       {"IF ", " THEN 1 ELSE 2"},
                                                       {"IF a THEN b ELSE ", ""},
                                                       {"CASE a -> ", ""},
                                                       {"\\A x \\in S : ", ""},
                                                       {"CHOOSE x : ", ""},
                                                       {"F(LAMBDA x : ", ")"},
                                                       {"~", ""},
                                                       {"- ", ""},
                                                       {"[] ", ""},
                                                       {"1 + ", ""},
                                                       {"l :: ", ""},
                                                       {"[][", "]_v"},
                                                       {"WF_v(", ")"},
                                                       {"[f EXCEPT ![", "] = 1]"}};
  for (const auto& [open, close] : nests) {
    for (const std::string& text : {times(kMany, open) + "1" + times(kMany, close), times(kMany, open)}) {
      EXPECT_EQ(first_error(in_module("x == " + text)), "TooLarge") << open;
    }
    EXPECT_EQ(first_error(in_module("x == " + times(300, open) + "1" + times(300, close))), "none") << open;
  }
}

TEST(Limits, OfTreesThatGrowToTheLeft) {
  for (const char* suffix : {"'", "[1]", ".a", " \\cup a", " - a"}) {
    EXPECT_EQ(first_error(in_module("x == a" + times(kMany, suffix))), "TooLarge") << suffix;
  }
  // Neither the brackets nor the chains alone are too much here.
  EXPECT_EQ(first_error(in_module("x == " + times(500, "(") + "1" + times(500, times(500, " + 1") + ")"))), "TooLarge");
}

TEST(Limits, DoNotCountWhatIsSideBySide) {
  EXPECT_EQ(first_error(in_module("x == {" + times(kMany, "1, ") + "1}")), "none");
  EXPECT_EQ(first_error(in_module("x == [f EXCEPT " + times(50'000, "![1] = 2, ") + "!.a = 1]")), "none");
  EXPECT_EQ(first_error(in_module(times(50'000, "x == 1\n"))), "none");
  std::string list = "x ==\n" + times(50'000, "  /\\ a \\/ b\n");
  EXPECT_EQ(first_error(in_module(list)), "none");
}

TEST(Limits, OfModulesWithinModules) { EXPECT_EQ(first_error(times(20'000, "---- MODULE m ----\n")), "TooLarge"); }

TEST(Limits, OfTheText) {
  Limits small;
  small.bytes = 100;
  EXPECT_EQ(first_error(in_module(std::string(100, ' ')), small), "TooLarge");
  Limits few;
  few.tokens = 10;
  EXPECT_EQ(first_error(in_module("x == 1 y == 2 z == 3"), few), "TooLarge");
  EXPECT_EQ(first_error(in_module("x == 1"), few), "none");
}

TEST(Limits, OfNumbers) {
  EXPECT_EQ(first_error(in_module("x == " + std::string(1'000'000, '9'))), "TooLarge");
  EXPECT_EQ(first_error(in_module("x == \\h" + std::string(1'000'000, 'f'))), "TooLarge");
}

TEST(Limits, OfComments) {
  EXPECT_EQ(first_error(in_module(times(kMany, "(*") + times(kMany, "*)") + " x == 1")), "none");
  EXPECT_EQ(first_error(in_module(times(kMany, "(*"))), "LexicalError");
}

TEST(Limits, OfProofs) {
  EXPECT_EQ(first_error(in_module("THEOREM x\n" + times(kMany, "<1>1. a\n"))), "SyntaxError");
  std::string deep = "THEOREM x\n";
  for (int level = 1; level < 20'000; ++level) deep += "<" + std::to_string(level) + ">1. a\n";
  EXPECT_EQ(first_error(in_module(deep)), "TooLarge");
  EXPECT_EQ(first_error(in_module("THEOREM x BY " + times(kMany, "(") + "a")), "SyntaxError");
}

TEST(Limits, OfTheWorkForEachError) {
  EXPECT_EQ(first_error(in_module(times(kMany, "THEOREM x <1>1. a\n"))), "SyntaxError");
  EXPECT_EQ(first_error(in_module("x == a" + times(kMany, "\n) == "))), "SyntaxError");
  EXPECT_EQ(first_error(in_module("x == " + times(1000, "{") + times(kMany, ")"))), "SyntaxError");
}

TEST(Limits, OfTheErrorsReported) {
  Diagnostics diagnostics;
  auto source = std::make_shared<Source>("t.tla", in_module(times(10'000, "x == )\n")));
  EXPECT_EQ(parse(source, diagnostics), nullptr);
  EXPECT_LE(diagnostics.errors(), 20u);
}

}  // namespace
}  // namespace trestle::syntax
