// What is wrong with a spec or its .cfg, found after parsing: each kind is provoked, with its place.
#include <gtest/gtest.h>

#include "tests/core/memory.h"

namespace trestle::testing {
namespace {

struct Wrong {
  const char* name;
  DiagnosticKind kind;
  const char* place;  // "M.tla:line:column"; the module's text starts in line 2
  const char* body;
  const char* config;
};

class Errors : public ::testing::TestWithParam<Wrong> {};

TEST_P(Errors, IsFoundWhereItStands) {
  const Wrong& wrong = GetParam();
  Diagnostics diagnostics;
  auto spec = lowered(wrong.body, wrong.config, diagnostics,
                      {{"Loop", "---- MODULE Loop ----\nEXTENDS Loop\n===="},
                       {"Other", "---- MODULE Another ----\n===="},
                       {"Box", "---- MODULE Box ----\nCONSTANT Size, Fit(_)\nVARIABLE held\nFull == held = Size\n===="}});
  EXPECT_EQ(spec, nullptr);
  ASSERT_FALSE(diagnostics.all().empty());
  std::string all = render(diagnostics);
  bool found = false;
  for (const auto& d : diagnostics.all())
    found |= d.kind == wrong.kind && d.severity == Severity::Error && (wrong.place[0] == 0 || to_string(d.span) == wrong.place);
  EXPECT_TRUE(found) << all;
}

const char* const kRun = "INIT Init\nNEXT Next\n";

INSTANTIATE_TEST_SUITE_P(
    All, Errors,
    ::testing::Values(
        Wrong{"UnknownName", DiagnosticKind::UnknownIdentifier, "M.tla:2:6", "A == Missing", ""},
        Wrong{"UnknownInstance", DiagnosticKind::UnknownIdentifier, "M.tla:2:6", "A == Nobody!Op", ""},
        Wrong{"RecursiveNeverDefined", DiagnosticKind::UnknownIdentifier, "M.tla:2:11", "RECURSIVE F(_)", ""},
        Wrong{"UnknownModule", DiagnosticKind::UnknownModule, "M.tla:2:9", "EXTENDS Nowhere", ""},
        Wrong{"CircularModule", DiagnosticKind::CircularModule, "Loop.tla:2:9", "EXTENDS Loop", ""},
        Wrong{"ModuleNameMismatch", DiagnosticKind::ModuleNameMismatch, "Other.tla:1:13", "EXTENDS Other", ""},
        Wrong{"DuplicateDefinition", DiagnosticKind::DuplicateDefinition, "M.tla:3:1", "A == 1\nA == 2", ""},
        Wrong{"DuplicateBoundName", DiagnosticKind::DuplicateDefinition, "M.tla:3:9", "A == 1\nB == \\A A \\in {} : TRUE", ""},
        Wrong{"TooManyArguments", DiagnosticKind::WrongArity, "M.tla:3:6", "F(x) == x\nA == F(1, 2)", ""},
        Wrong{"OperatorOfOtherArity", DiagnosticKind::WrongArity, "M.tla:4:8", "F(G(_)) == G(1)\nH(x, y) == x\nA == F(H)", ""},
        Wrong{"ValueForAnOperator", DiagnosticKind::NotAnOperator, "M.tla:3:8", "F(G(_)) == G(1)\nA == F({1})", ""},
        Wrong{"InstanceAsAValue", DiagnosticKind::NotAnOperator, "M.tla:3:6", "B == INSTANCE Naturals\nA == B", ""},
        Wrong{"SubstitutionOfNothing", DiagnosticKind::BadSubstitution, "M.tla:2:24",
              "B == INSTANCE Box WITH sise <- 1, Size <- 1, Fit <- LAMBDA x : x, held <- 1", ""},
        Wrong{"SubstitutionMissing", DiagnosticKind::BadSubstitution, "M.tla:2:1", "B == INSTANCE Box WITH Size <- 1, held <- 1", ""},
        Wrong{"PrimeOfPrime", DiagnosticKind::LevelError, "M.tla:4:10", "VARIABLE x\nInit == x = 0\nNext == (x')' = 1", kRun},
        Wrong{"PrimeInInit", DiagnosticKind::LevelError, "M.tla:3:9", "VARIABLE x\nInit == x' = 0\nNext == x' = 1", kRun},
        Wrong{"ActionAsInvariant", DiagnosticKind::InvariantLevel, "M.tla:5:8",
              "VARIABLE x\nInit == x = 0\nNext == x' = 1\nInv == x' = 1", "INIT Init\nNEXT Next\nINVARIANT Inv"},
        Wrong{"TemporalQuantifier", DiagnosticKind::Unsupported, "M.tla:4:9",
              "VARIABLE x\nInit == x = 0\nNext == \\EE y : x' = y", kRun},
        Wrong{"ConstantWithoutValue", DiagnosticKind::ConfigMissing, "M.tla:2:10", "CONSTANT N", ""},
        Wrong{"NextWithoutInit", DiagnosticKind::ConfigMissing, "M.cfg:1:1", "VARIABLE x\nNext == x' = 1", "NEXT Next"},
        Wrong{"InvariantThatIsNotThere", DiagnosticKind::ConfigUnknownName, "M.cfg:3:11",
              "VARIABLE x\nInit == x = 0\nNext == x' = 1", "INIT Init\nNEXT Next\nINVARIANT Inv"},
        Wrong{"BothForms", DiagnosticKind::ConfigConflict, "M.cfg:3:1",
              "VARIABLE x\nInit == x = 0\nNext == x' = 1\nSpec == Init /\\ [][Next]_x",
              "INIT Init\nNEXT Next\nSPECIFICATION Spec"},
        Wrong{"GivenTwice", DiagnosticKind::ConfigConflict, "M.cfg:3:1",
              "VARIABLE x\nInit == x = 0\nNext == x' = 1", "INIT Init\nNEXT Next\nINIT Init"},
        Wrong{"ConstantGivenAsADefinitionOfItsModule", DiagnosticKind::ConfigMissing, "M.tla:2:10", "CONSTANT N", "CONSTANT N = [M] 1"},
        Wrong{"ReplacementOfAConstantInItsModule", DiagnosticKind::ConfigUnknownName, "M.cfg:1:16", "CONSTANT N\nG == 1", "CONSTANT N = 1 N <- [M] G"},
        Wrong{"ReplacementOfNothing", DiagnosticKind::ConfigUnknownName, "M.cfg:1:10", "G == 1", "CONSTANT F <- G"},
        Wrong{"ReplacementOfWhatIsReplaced", DiagnosticKind::ConfigConflict, "M.cfg:1:15", "A == 1\nB == 2\nC == 3", "CONSTANT A <- B B <- C"},
        Wrong{"ReplacementOfAVariable", DiagnosticKind::ConfigConflict, "M.cfg:1:10", "VARIABLE x\nG == 1", "CONSTANT x <- G"},
        Wrong{"ReplacementByAVariable", DiagnosticKind::ConfigConflict, "M.cfg:1:15", "VARIABLE x\nG == 1", "CONSTANT G <- x"},
        Wrong{"InitThatHasAValue", DiagnosticKind::ConfigConflict, "M.cfg:2:6", "VARIABLE x\nInit == x = 0\nNext == x' = 1",
              "CONSTANT Init = {a}\nINIT Init\nNEXT Next"},
        Wrong{"InvariantThatIsNotTrue", DiagnosticKind::ConfigConflict, "M.cfg:4:11",
              "VARIABLE x\nInit == x = 0\nNext == x' = 1\nInv == x = 0", "INIT Init\nNEXT Next\nCONSTANT Inv = FALSE\nINVARIANT Inv"},
        Wrong{"ViewGivenTwice", DiagnosticKind::ConfigConflict, "M.cfg:4:1",
              "VARIABLE x\nInit == x = 0\nNext == x' = 1", "INIT Init\nNEXT Next\nVIEW Init\nVIEW Init"},
        Wrong{"ReplacementOfOtherArity", DiagnosticKind::ConfigConflict, "M.cfg:1:10", "CONSTANT F(_)\nG == 1", "CONSTANT F <- G"}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace trestle::testing
