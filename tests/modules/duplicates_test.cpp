// One name from two modules: SANY only warns when both are operators (of an INSTANCE: of one arity), and so do we.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/modules/probe.h"

namespace trestle::modules {
namespace {

using testing::HasSubstr;

TEST(Duplicates, AnInstanceDoesNotReplaceADefinitionOfTheSameArity) {
  auto [module, diagnostics] = resolve_text("Max(S) == 0\nINSTANCE FiniteSetsExt");
  ASSERT_TRUE(module) << render(diagnostics);
  EXPECT_EQ(module->find("Max")->home->name, "Probe");
  ASSERT_EQ(diagnostics.all().size(), 1u);
  EXPECT_EQ(diagnostics.all()[0].severity, Severity::Warning);
  EXPECT_EQ(diagnostics.all()[0].kind, DiagnosticKind::DuplicateDefinition);
}

TEST(Duplicates, TheLettersOfNumbersAreNamesLikeOthers) {
  auto [module, diagnostics] = resolve_text("EXTENDS Integers\nℤ ≜ {ℕ}\nLOCAL ℝ == ℤ\nx == ℤ");
  EXPECT_TRUE(diagnostics.all().empty()) << render(diagnostics);
  EXPECT_EQ(module->find("ℤ")->home->name, "Probe");
  EXPECT_EQ(module->find("ℕ"), nullptr) << "not a definition";
}

TEST(Duplicates, AModuleHasANameOfItsOwn) {
  auto [module, diagnostics] = resolve_text("EXTENDS Naturals\n---- MODULE Naturals ----\n====");
  EXPECT_FALSE(module);
  EXPECT_THAT(render(diagnostics), HasSubstr("Probe.tla:3:13: error: there is another module Naturals"));

  auto [twice, again] = resolve_text("---- MODULE A ----\n====\n---- MODULE A ----\n====");
  EXPECT_FALSE(twice);
  EXPECT_THAT(render(again), HasSubstr("Probe.tla:4:13: error: there is another module A"));

  auto [other, none] = resolve_text("---- MODULE Naturals ----\nx == 1\n====\nINSTANCE Naturals\ny == x");
  EXPECT_TRUE(other) << render(none);
}

TEST(Arguments, AnOperatorThatTakesOperatorsIsNone) {
  auto [module, diagnostics] = resolve_text("D(Op(_)) == Op(42)\nFoo == D(D)");
  EXPECT_FALSE(module);
  EXPECT_THAT(render(diagnostics), HasSubstr("Probe.tla:3:10: error: D takes an operator"));
}

TEST(Duplicates, OfTwoExtendedModulesTheFirstCounts) {
  auto [module, diagnostics] = resolve_text("EXTENDS Graphs, WellFoundedInduction");
  ASSERT_TRUE(module) << render(diagnostics);
  EXPECT_TRUE(diagnostics.all().empty()) << "one definition reached in two ways is no duplicate";

  auto [both, warned] = resolve_text("EXTENDS Sequences, UndirectedGraphs, Graphs");
  ASSERT_TRUE(both) << render(warned);
  EXPECT_EQ(both->find("SimplePath")->home->name, "UndirectedGraphs");
  EXPECT_FALSE(warned.all().empty());
}

TEST(Duplicates, OfDifferentArityAreAnError) {
  auto [module, diagnostics] = resolve_text("Max(S, T) == 0\nINSTANCE FiniteSetsExt");
  EXPECT_FALSE(module);
  EXPECT_TRUE(diagnostics.has_errors());
}

TEST(Duplicates, ADefinitionOfAnExtendedNameIsAnError) {
  auto [module, diagnostics] = resolve_text("EXTENDS FiniteSetsExt\nMax(S) == 0");
  EXPECT_FALSE(module);
  // The text is gone by now, but for what the diagnostics keep of it.
  EXPECT_THAT(render(diagnostics), HasSubstr("Probe.tla:3:1"));
  EXPECT_THAT(render(diagnostics), HasSubstr("Max(S) == 0"));
}

// Inner's Value by two ways, with other values put for its constant: SANY warns, and the first counts.
constexpr std::string_view kTwoWays =
    "---- MODULE Inner ----\nCONSTANT c\nValue == c\nOf(x) == {c, x}\nTHEOREM Same == c = c\n====\n"
    "---- MODULE One ----\nINSTANCE Inner WITH c <- 1\nI == INSTANCE Inner WITH c <- 1\n====\n"
    "---- MODULE Two ----\nINSTANCE Inner WITH c <- 2\nI == INSTANCE Inner WITH c <- 2\n====\n";

TEST(Duplicates, OneDefinitionByTwoInstancesIsTheFirst) {
  auto [module, diagnostics] = resolve_text(std::string(kTwoWays) + "INSTANCE One\nINSTANCE Two\nA == <<Value, I!Value>>");
  ASSERT_TRUE(module) << render(diagnostics);
  EXPECT_EQ(module->find("Value")->home->name, "One");
  EXPECT_EQ(module->find("I")->home->name, "One");
  EXPECT_EQ(diagnostics.all().size(), 4u) << render(diagnostics);  // Value, Of, Same, I
  EXPECT_THAT(render(diagnostics), HasSubstr("Probe.tla:17:1: warning: Value of module Two is already imported"));
}

TEST(Duplicates, AnInstanceOverAnInstanceIsTheDefinitionThatItLeadsTo) {
  auto [module, diagnostics] = resolve_text(
      "---- MODULE Inner ----\nCONSTANT c\nValue == c\n====\n"
      "---- MODULE One ----\nVARIABLE v\nINSTANCE Inner WITH c <- v\n====\n"
      "---- MODULE Two ----\nINSTANCE Inner WITH c <- 2\n====\n"
      "VARIABLE w\nINSTANCE One WITH v <- w\nINSTANCE Two");
  ASSERT_TRUE(module) << render(diagnostics);
  EXPECT_EQ(diagnostics.all().size(), 1u) << render(diagnostics);
}

TEST(Duplicates, ADefinitionAndATheoremOfOneNameAreAnError) {
  const std::string modules =
      "---- MODULE One ----\nName == 1\n====\n---- MODULE Two ----\nTHEOREM Name == TRUE\n====\n";
  auto [module, diagnostics] = resolve_text(modules + "INSTANCE One\nINSTANCE Two");
  EXPECT_FALSE(module);
  EXPECT_THAT(render(diagnostics), HasSubstr("Probe.tla:9:1: error: Name of module Two"));
}

TEST(Duplicates, ATheoremMayHaveTheNameOfOneThatIsThere) {
  auto [module, diagnostics] = resolve_text("THEOREM Name == TRUE\nTHEOREM Name == 1 = 1");
  ASSERT_TRUE(module) << render(diagnostics);
  EXPECT_EQ(diagnostics.all().size(), 1u) << render(diagnostics);
}

TEST(Theorems, SayNothingOfUnknownNames) {
  auto [module, diagnostics] = resolve_text("THEOREM 1 > 0");
  EXPECT_FALSE(module);
  EXPECT_THAT(render(diagnostics), HasSubstr("Probe.tla:2:11"));
  auto [extending, none] = resolve_text("EXTENDS Naturals\nTHEOREM 1 > 0");
  EXPECT_TRUE(extending) << render(none);
}

}  // namespace
}  // namespace trestle::modules
