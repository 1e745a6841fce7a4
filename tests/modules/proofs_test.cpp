// What proofs may say: each case is wrong where it says, or right.
#include <gtest/gtest.h>

#include "tests/modules/probe.h"

namespace trestle::modules {
namespace {

using Kind = DiagnosticKind;

struct Probe {
  const char* name;
  const char* place;  // "Probe.tla:line:column" of the first error; the text starts in line 2. Null: nothing is wrong
  Kind kind;
  const char* body;
};

class Proofs : public testing::TestWithParam<Probe> {};

TEST_P(Proofs, AreChecked) {
  const Probe& c = GetParam();
  const auto [module, diagnostics] = resolve_text(c.body);
  if (c.place == nullptr) {
    EXPECT_TRUE(module) << render(diagnostics);
    EXPECT_TRUE(diagnostics.all().empty()) << render(diagnostics);
    return;
  }
  EXPECT_FALSE(module);
  ASSERT_FALSE(diagnostics.all().empty());
  EXPECT_EQ(diagnostics.all()[0].kind, c.kind) << render(diagnostics);
  EXPECT_EQ(to_string(diagnostics.all()[0].span), c.place) << render(diagnostics);
}

Probe right(const char* name, const char* body) { return {name, nullptr, Kind::SyntaxError, body}; }

INSTANTIATE_TEST_SUITE_P(
    Names, Proofs,
    testing::Values(
        right("OfSteps", "F(x) == x\nTHEOREM T == TRUE\n<1>1. TRUE\n<1>2. F(<1>1) BY <1>1 DEF F\n<1>. QED BY <1>2, <*>1"),
        right("OfTheTheoremInItsProof", "THEOREM T == TRUE\n<1> QED BY T"),
        right("OfWhatIsAssumed", "THEOREM ASSUME NEW x, NEW S, x \\in S PROVE x \\in S\n<1> x \\in S\n<1> QED"),
        right("OfWhatAStepAssumes",
              "THEOREM TRUE\n<1>1. ASSUME NEW x PROVE x = x\n  <2> x = x\n  <2> QED\n<1>2. ASSUME NEW x PROVE x = x\n<1> QED"),
        Probe{"AfterTheStepThatAssumesThem", "Probe.tla:4:5", Kind::UnknownIdentifier,
         "THEOREM TRUE\n<1> ASSUME NEW x PROVE x = x\n<1> x = 1\n<1> QED"},
        right("AfterSuffices", "THEOREM TRUE\n<1> SUFFICES ASSUME NEW x PROVE x = x OBVIOUS\n<1> x = x\n<1> QED"),
        Probe{"InTheProofOfSuffices", "Probe.tla:4:7", Kind::UnknownIdentifier,
         "THEOREM TRUE\n<1> SUFFICES ASSUME NEW x PROVE x = x\n  <2> x = 1\n  <2> QED\n<1> QED"},
        right("OfWhatIsPickedAndTaken", "THEOREM TRUE\n<1> PICK x \\in {1} : x = 1\n<1> TAKE y, z\n<1> x = y\n<1> WITNESS z\n<1> QED"),
        Probe{"InTheProofOfPick", "Probe.tla:3:32", Kind::UnknownIdentifier,
         "THEOREM TRUE\n<1> PICK x \\in {1} : x = 1  BY x\n<1> QED"},
        right("OfWhatIsDefined", "THEOREM TRUE\n<1> DEFINE F(x) == x\n           G == 1\n<1> H == F(G)\n<1> HIDE DEF F, G\n<1> QED BY DEF H"),
        Probe{"AfterTheProof", "Probe.tla:5:6", Kind::UnknownIdentifier, "THEOREM TRUE\n<1> DEFINE F == 1\n<1> QED\nG == F"},
        Probe{"Unknown", "Probe.tla:2:17", Kind::UnknownIdentifier, "THEOREM TRUE BY Nothing"},  // E4200
        Probe{"UnknownToUse", "Probe.tla:2:9", Kind::UnknownIdentifier, "USE DEF Nothing"},
        Probe{"OfAnotherStep", "Probe.tla:4:12", Kind::UnknownIdentifier, "THEOREM TRUE\n<1>1. TRUE\n<1> QED BY <1>2"},
        Probe{"ThatAreThereAlready", "Probe.tla:4:10", Kind::DuplicateDefinition, "x == 1\nTHEOREM TRUE\n<1> TAKE x\n<1> QED"},
        Probe{"Declared", "Probe.tla:3:20", Kind::DuplicateDefinition, "x == 1\nTHEOREM ASSUME NEW x PROVE TRUE"},
        right("DeclaredAgain", "THEOREM ASSUME NEW x PROVE TRUE\n<1> SUFFICES ASSUME NEW x PROVE x = x\n<1> QED"),
        right("OfTheoremsOfLibraries", "EXTENDS FiniteSetTheorems\nTHEOREM TRUE BY FS_Something, FS_Other(1) DEF IsFiniteSet"),
        right("OfAnInstance", "THEOREM TRUE\n<1> I == INSTANCE Naturals\n<1> I!+(1, 2) = I!-(4, 1) BY DEF I!+, I\n<1> QED"),
        right("OfOperators", "a ++ b == {a, b}\nTHEOREM TRUE BY DEF ++"),
        right("OfTheOperatorBefore", "EXTENDS Integers\nTHEOREM TRUE BY DEF -., +"),
        Probe{"OfMinusBetween", "Probe.tla:3:21", Kind::SyntaxError, "EXTENDS Integers\nTHEOREM TRUE BY DEF -, +"},
        right("OfParts", "F == 1 = 2 /\\ TRUE\nTHEOREM T == ASSUME TRUE PROVE TRUE\nTHEOREM F!1 BY T!1, F!2")),
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Facts, Proofs,
    testing::Values(
        right("HideStatements", "ASSUME A == TRUE\nTHEOREM T == TRUE\n<1>1. TRUE\n<1> HIDE <1>1, T, A\n<1> QED\nHIDE T, A"),
        Probe{"HideADefinition", "Probe.tla:3:6", Kind::BadProof, "F == TRUE\nHIDE F"},  // E4357
        Probe{"HideAFormula", "Probe.tla:3:9", Kind::BadProof, "THEOREM T == TRUE\nHIDE T, 1 = 2"},
        right("UseAFormula", "F == TRUE\nTHEOREM T == TRUE\nUSE F, 1 = 2, T DEF F"),
        Probe{"AStepThatStatesNothing", "Probe.tla:4:12", Kind::BadProof, "THEOREM TRUE\n<1>1. DEFINE F == 1\n<1> QED BY <1>1"},
        Probe{"ADefinitionThatIsNone", "Probe.tla:3:21", Kind::BadProof, "CONSTANT c\nTHEOREM TRUE BY DEF c"},
        right("AStepThatIsNoFormula", "THEOREM TRUE\n<1>1. HAVE TRUE\n<1>2. CASE TRUE OBVIOUS\n<1> QED BY <1>1, <1>2"),
        Probe{"AStepThatIsNoFormulaAsOne", "Probe.tla:4:9", Kind::NotAnOperator, "THEOREM TRUE\n<1>1. HAVE TRUE\n<1> 1 = <1>1\n<1> QED"},  // E4351
        Probe{"QedAsAFormula", "Probe.tla:5:15", Kind::NotAnOperator, "THEOREM TRUE\n<1>1. TRUE\n<1>2. QED\n  <2> <1>1 /\\ <1>2\n  <2> QED"},
        right("AnAssumeProve", "THEOREM T == ASSUME TRUE PROVE TRUE\nTHEOREM TRUE BY T"),
        Probe{"AnAssumeProveAsAFormula", "Probe.tla:3:6", Kind::NotAnOperator, "THEOREM T == ASSUME TRUE PROVE TRUE\nF == T"}),  // E4355
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Steps, Proofs,
    testing::Values(
        Probe{"WithANameAndNoLevel", "Probe.tla:3:1", Kind::BadProof, "THEOREM TRUE\n<*>1. TRUE\n<*> QED"},  // E4350
        Probe{"WithANameAndNoLevelBelow", "Probe.tla:4:3", Kind::BadProof, "THEOREM TRUE\n<1>1. TRUE\n  <+>1. QED\n<1> QED"},
        Probe{"ThatHaveAProof", "Probe.tla:4:3", Kind::BadProof, "THEOREM TRUE\n<1> TRUE OBVIOUS\n  OBVIOUS\n<1> QED"},
        Probe{"OfALevelThatIsNotOpen", "Probe.tla:6:2", Kind::BadProof,
              "THEOREM TRUE\n<1> TRUE\n  <3> TRUE\n  <3> QED\n <2> QED\n<1> QED"},
        Probe{"OfOneNameThatDiffer", "Probe.tla:4:1", Kind::DuplicateDefinition,
              "THEOREM TRUE\n<1>1. TRUE\n<1>1. DEFINE F == 1\n<1> QED"},
        right("WithoutNames", "THEOREM TRUE\n<*> TRUE\n  <+> TRUE\n  <*> QED\n<*>. QED"),
        Probe{"ThatTakeNoProof", "Probe.tla:3:15", Kind::BadProof, "THEOREM TRUE\n<1> HAVE TRUE OBVIOUS\n<1> QED"},
        right("ThatGoOnWithTheOneBefore", "THEOREM TRUE\n<1> 1 = 1\n<1> @ = 2\n<1> @ = 3\n<1> QED"),
        Probe{"ThatGoOnWithNothing", "Probe.tla:3:5", Kind::SyntaxError, "THEOREM TRUE\n<1> @ = 2\n<1> QED"},
        right("WithLabels", "THEOREM T == ASSUME NEW x, l :: x = x PROVE TRUE\n<1>1. m :: TRUE\n<1> QED BY T!l, <1>1!m"),
        Probe{"WithoutANameWithLabels", "Probe.tla:3:5", Kind::BadLabel, "THEOREM TRUE\n<1> m :: TRUE\n<1> QED"},
        right("WithALabelBeforeADeclaration", "THEOREM T == ASSUME ASSUME l :: TRUE, NEW x PROVE x = x PROVE TRUE"),
        Probe{"WithALabelBehindADeclaration", "Probe.tla:2:35", Kind::BadLabel,  // E4334
         "THEOREM T == ASSUME ASSUME NEW x, l :: x = x PROVE TRUE PROVE TRUE"}),
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    LevelsOf, Proofs,
    testing::Values(
        Probe{"HaveOfATemporalFormula", "Probe.tla:4:1", Kind::LevelError, "VARIABLE v\nTHEOREM []v\n<1> HAVE v\n<1> QED"},  // E4352
        Probe{"TakeOfATemporalFormula", "Probe.tla:4:1", Kind::LevelError, "VARIABLE v\nTHEOREM []v\n<1> TAKE x \\in v\n<1> QED"},
        Probe{"WitnessOfATemporalFormula", "Probe.tla:4:1", Kind::LevelError, "VARIABLE v\nTHEOREM []v\n<1> WITNESS v\n<1> QED"},
        Probe{"CaseOfATemporalFormula", "Probe.tla:4:1", Kind::LevelError, "VARIABLE v\nTHEOREM []v\n<1> CASE v\n<1> QED"},  // E4353
        Probe{"InTheProofOfQed", "Probe.tla:5:3", Kind::LevelError, "VARIABLE v\nTHEOREM []v\n<1> QED\n  <2> HAVE v\n  <2> QED"},
        Probe{"InTheProofOfACase", "Probe.tla:5:3", Kind::LevelError, "VARIABLE v\nTHEOREM []v\n<1> CASE TRUE\n  <2> HAVE v\n  <2> QED\n<1> QED"},
        Probe{"InTheProofOfAStep", "Probe.tla:5:3", Kind::LevelError, "VARIABLE v\nTHEOREM TRUE\n<1> []v\n  <2> HAVE v\n  <2> QED\n<1> QED"},
        right("OfAStateInTheProofOfATemporalFormula", "VARIABLE v\nTHEOREM []v\n<1> v\n  <2> HAVE v\n  <2> QED\n<1> QED"),
        right("ConstantOfATemporalFormula", "VARIABLE v\nTHEOREM []v\n<1> HAVE TRUE\n<1> TAKE x \\in {1}\n<1> CASE x = 1\n<1> QED"),
        Probe{"PickOverATemporalFormula", "Probe.tla:4:16", Kind::LevelError,  // E4354
         "VARIABLE v\nTHEOREM TRUE\n<1> PICK x \\in v : []v\n<1> QED"},
        right("PickOverAState", "VARIABLE v\nTHEOREM TRUE\n<1> PICK x \\in v : x = v'\n<1> PICK y \\in {1} : []v\n<1> QED"),
        Probe{"NewInATemporalFormula", "Probe.tla:3:26", Kind::LevelError, "VARIABLE v\nTHEOREM ASSUME NEW x \\in []v PROVE TRUE"},  // E4356
        right("NewOfAllLevels", "THEOREM ASSUME STATE s, ACTION a, TEMPORAL t, VARIABLE v, NEW x \\in v PROVE s' = v' /\\ a = x"),
        Probe{"NewActionPrimed", "Probe.tla:2:31", Kind::LevelError, "THEOREM ASSUME ACTION a PROVE a'"},
        Probe{"OfTheoremsLikeOfDefinitions", "Probe.tla:3:9", Kind::LevelError, "VARIABLE v\nTHEOREM v''"},
        Probe{"OfSteps", "Probe.tla:4:5", Kind::LevelError, "VARIABLE v\nTHEOREM TRUE\n<1> v''\n<1> QED"},
        Probe{"OfFacts", "Probe.tla:3:17", Kind::LevelError, "VARIABLE v\nTHEOREM TRUE BY v''"},
        Probe{"OfWhatIsDefined", "Probe.tla:4:10", Kind::LevelError, "VARIABLE v\nTHEOREM TRUE\n<1> F == v''\n<1> QED"},
        Probe{"TemporalForAConstantThatIsAssumedSomethingOf", "Probe.tla:7:31", Kind::LevelError,
         "---- MODULE Inner ----\nCONSTANT c\nASSUME c = 1\n====\nVARIABLE v\nI == INSTANCE Inner WITH c <- []v"},
        Probe{"TemporalForAConstantOfAnAssumeProve", "Probe.tla:7:31", Kind::LevelError,
         "---- MODULE Inner ----\nCONSTANT c\nTHEOREM ASSUME c PROVE TRUE\n====\nVARIABLE v\nI == INSTANCE Inner WITH c <- []v"},
        Probe{"TemporalForAConstantOfAStep", "Probe.tla:9:31", Kind::LevelError,
         "---- MODULE Inner ----\nCONSTANT c\nTHEOREM TRUE\n<1> c = 1\n<1> QED\n====\nVARIABLE v\nI == INSTANCE Inner WITH c <- []v"},
        right("TemporalForAConstantThatIsAFormula",
              "---- MODULE Inner ----\nCONSTANT c\nASSUME c\nTHEOREM c\n<1> TAKE x \\in c\n<1> PICK y \\in c : c\n<1> QED\n====\n"
              "VARIABLE v\nI == INSTANCE Inner WITH c <- []v"),
        right("ActionForAConstantThatIsAssumedSomethingOf",
              "---- MODULE Inner ----\nCONSTANT c\nASSUME c\nTHEOREM c\n====\nVARIABLE v\nI == INSTANCE Inner WITH c <- v'")),
    [](const auto& info) { return std::string(info.param.name); });

TEST(ProofSteps, OfTwoStepsOfANameTheFirstCounts) {
  FileLoader loader({});
  Diagnostics diagnostics;
  auto source = std::make_shared<Source>(
      "Probe.tla", "---- MODULE Probe ----\nF(x) == x\nTHEOREM TRUE\n<1>1. TRUE\n<1>1. QED BY F(<1>1)\n====\n");
  EXPECT_TRUE(resolve(static_cast<ModuleLoader&>(loader), source, diagnostics)) << render(diagnostics);
  ASSERT_EQ(diagnostics.all().size(), 1u);
  EXPECT_EQ(diagnostics.all()[0].severity, Severity::Warning);
  EXPECT_EQ(to_string(diagnostics.all()[0].span), "Probe.tla:5:1");
}

}  // namespace
}  // namespace trestle::modules
