// Levels, checked in all that is defined: each case is wrong where it says, or right.
#include <gtest/gtest.h>

#include "tests/modules/probe.h"

namespace trestle::modules {
namespace {

struct Case {
  const char* name;
  const char* place;  // "Probe.tla:line:column" of the error; the text starts in line 2. Null: nothing is wrong
  const char* body;
};

class Levels : public testing::TestWithParam<Case> {};

TEST_P(Levels, AreChecked) {
  const Case& c = GetParam();
  const auto [module, diagnostics] = resolve_text(c.body);
  if (c.place == nullptr) {
    EXPECT_TRUE(module) << render(diagnostics);
    return;
  }
  EXPECT_FALSE(module);
  ASSERT_FALSE(diagnostics.all().empty());
  EXPECT_EQ(diagnostics.all()[0].kind, DiagnosticKind::LevelError) << render(diagnostics);
  EXPECT_EQ(to_string(diagnostics.all()[0].span), c.place) << render(diagnostics);
}

INSTANTIATE_TEST_SUITE_P(
    All, Levels,
    testing::Values(
        Case{"PrimeOfPrime", "Probe.tla:3:6", "VARIABLE v\nA == v''"},
        Case{"PrimeOfASumWithAPrime", "Probe.tla:4:7", "EXTENDS Naturals\nVARIABLE v\nA == (v' + 1)'"},
        Case{"PrimeThroughADefinition", "Probe.tla:5:6", "VARIABLE v\nNow == v\nThen == v'\nA == Then'"},
        Case{"PrimeThroughAParameter", "Probe.tla:4:6", "VARIABLE v\nNext(x) == x'\nA == Next(v')"},
        Case{"ParameterOfAState", nullptr, "VARIABLE v\nNext(x) == x'\nA == Next(v) /\\ Next(3)"},
        Case{"UnchangedOfAnAction", "Probe.tla:3:17", "VARIABLE v\nA == UNCHANGED (v')"},
        Case{"AlwaysAnAction", "Probe.tla:3:6", "VARIABLE v\nA == [](v' = v)"},
        Case{"AlwaysABoxedAction", nullptr, "VARIABLE v\nA == [][v' = {v}]_v\nB == <><<v' = v>>_v"},
        Case{"EventuallyAnAction", "Probe.tla:3:6", "VARIABLE v\nA == <>(v' = v)"},
        Case{"LeadsToAnAction", "Probe.tla:3:15", "VARIABLE v\nA == v = 1 ~> v' = 2"},
        Case{"ActionAndTemporal", "Probe.tla:3:6", "VARIABLE v\nA == v' = 1 /\\ []v"},
        Case{"ActionAndTemporalInAList", "Probe.tla:3:6", "VARIABLE v\nA == /\\ v' = 1\n     /\\ []v"},
        Case{"TemporalBodyOverAnActionsSet", "Probe.tla:3:15", "VARIABLE v\nA == \\A x \\in v' : []v"},
        Case{"TemporalOperandOfPlus", "Probe.tla:3:13", "VARIABLE v\nA == {1} = {[]v}"},
        Case{"AssumptionOfAState", "Probe.tla:3:8", "VARIABLE v\nASSUME v = 1"},
        Case{"RecursivePrime", "Probe.tla:4:3", "VARIABLE v\nRECURSIVE F(_)\nF(x) == x'"},
        Case{"AnOperatorIsAppliedToAnAction", "Probe.tla:5:8",
             "VARIABLE v\nF(Op(_)) == Op(v')\nG(x) == x'\nA == F(G)"},
        Case{"AnOperatorIsAppliedToWhatItAllows", nullptr,
             "VARIABLE v\nF(Op(_)) == Op(v')\nG(x) == {x}\nH(Op(_), x) == Op(x)\nN(x) == x'\nA == F(G)\nB == H(N, v)"},
        Case{"AnOperatorIsAppliedToAnActionThatIsGivenToo", "Probe.tla:6:8",
             "VARIABLE v\nF(Op(_), x) == Op({x})\nG(x) == x'\nB == F(G, v)\nA == F(G, v')"},
        Case{"AnOperatorIsHandedOnToWhatAppliesIt", "Probe.tla:6:8",
             "VARIABLE v\nF(Op(_, _)) == Op(1, v')\nH(Op(_, _)) == F(Op)\nG(x, y) == x = 1 /\\ y' = 1\nA == H(G)"},
        Case{"PrimeIsAppliedToAnAction", "Probe.tla:4:8", "VARIABLE v\nF(Op(_)) == Op(v')\nA == F(')"},
        Case{"AnOperatorIsAppliedInALet", "Probe.tla:5:8",
             "VARIABLE v\nF(Op(_)) == LET e(y) == Op(y) IN e(v')\nG(x) == x'\nA == F(G)"},
        Case{"AnOperatorIsAppliedInAnInstance", "Probe.tla:9:10",
             "---- MODULE Inner ----\nVARIABLE w\nF(Op(_)) == Op(w')\n====\nVARIABLE v\nG(x) == x'\nI == INSTANCE Inner WITH w <- v\n"
             "A == I!F(G)"},
        Case{"StateForAConstant", "Probe.tla:8:31",
             "---- MODULE Inner ----\nCONSTANT c\nVARIABLE w\nA == w = c\n====\nVARIABLE v\nI == INSTANCE Inner WITH c "
             "<- v, w <- v"},
        Case{"StateForAConstantOfAConstantModule", nullptr,
             "---- MODULE Inner ----\nCONSTANT c\nA == {c}\n====\nVARIABLE v\nI == INSTANCE Inner "
             "WITH c <- v"},
        Case{"PrimedVariableForAVariable", "Probe.tla:7:31",
             "---- MODULE Inner ----\nVARIABLE w\nA == w = 1\n====\nVARIABLE v\nI == INSTANCE Inner WITH w <- v'"},
        Case{"PrimeAsAnOperator", "Probe.tla:7:31",
             "---- MODULE Inner ----\nCONSTANT F(_)\n====\nVARIABLE v\nNext(x) == x'\nI == INSTANCE Inner WITH F <- "
             "Next"},
        Case{"TemporalForAConstantThatStandsInASet", "Probe.tla:7:31",  // E4245
             "---- MODULE Inner ----\nCONSTANT c\nA == {c}\n====\nVARIABLE v\nI == INSTANCE Inner WITH c <- []v"},
        Case{"TheModuleAppliesAnOperatorToMoreThanItAllows", "Probe.tla:7:31",  // E4246
             "---- MODULE Inner ----\nCONSTANT F(_)\nA == F([]TRUE)\n====\nG(x) == {x}\nI == INSTANCE Inner WITH F <- "
             "G"},
        Case{"TheModuleAppliesAnOperatorToWhatItAllows", nullptr,
             "---- MODULE Inner ----\nCONSTANT F(_), c\nA == F(F(c))\nB == F([]TRUE)\n====\nVARIABLE v\nG(x) == x\n"
             "I == INSTANCE Inner WITH F <- G, c <- 3"},
        Case{"AModuleWithinAppliesAnOperatorToMoreThanItAllows", "Probe.tla:11:32",  // E4246
             "---- MODULE Inner ----\nCONSTANT F(_)\nA == F([]TRUE)\n====\n---- MODULE Middle ----\nCONSTANT H(_)\n"
             "I == INSTANCE Inner WITH F <- H\n====\nG(x) == {x}\nI == INSTANCE Middle WITH H <- G"},
        Case{"AnExtendedModuleAppliesAnOperatorToMoreThanItAllows", "Probe.tla:10:31",  // E4246
             "---- MODULE Base ----\nCONSTANT F(_)\nA == F([]TRUE)\n====\n---- MODULE Inner ----\nEXTENDS Base\n====\n"
             "G(x) == {x}\nI == INSTANCE Inner WITH F <- G"},
        Case{"TheModuleAppliesAnOperatorToWhatIsPutToo", "Probe.tla:7:31",  // E4247
             "---- MODULE Inner ----\nCONSTANT F(_), c\nA == F(c)\n====\nG(x) == {x}\nI == INSTANCE Inner WITH F <- "
             "G, c <- []TRUE"},
        Case{"TheModuleHandsAnOperatorOnWithWhatIsPutToo", "Probe.tla:8:31",  // E4247
             "---- MODULE Inner ----\nCONSTANT F(_), c\nApply(P(_), q) == P(q)\nA == Apply(F, c)\n====\nG(x) == {x}\n"
             "I == INSTANCE Inner WITH F <- G, c <- []TRUE"},
        Case{"ArgumentOfAnInstance", "Probe.tla:8:6",
             "---- MODULE Inner ----\nCONSTANT c\nA == c'\n====\nVARIABLE v\nI(x) == INSTANCE Inner WITH c <- x\nA == "
             "I(v')!A"},
        Case{"LetAroundAnAction", "Probe.tla:3:21", "VARIABLE v\nA == LET n == v' IN n'"}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace trestle::modules
