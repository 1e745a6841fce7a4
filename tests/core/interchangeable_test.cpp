// Which names a spec cannot tell apart: each row is a way to use them.
#include "translator/core/interchangeable.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/core/memory.h"
#include "translator/runtime/print.h"

namespace trestle::testing {
namespace {

struct Use {
  const char* name;
  const char* next;
  const char* constants;
  const char* classes;
};

class Interchangeable : public ::testing::TestWithParam<Use> {};

TEST_P(Interchangeable, Classes) {
  Diagnostics diagnostics;
  const auto spec = lowered(std::string("EXTENDS Naturals, Sequences, FiniteSets\nCONSTANTS P, Q\nVARIABLE x\n"
                                        "Init == x = {}\nNext == ") +
                                GetParam().next,
                            std::string("INIT Init NEXT Next CONSTANTS ") + GetParam().constants, diagnostics);
  ASSERT_NE(spec, nullptr) << render(diagnostics);
  std::string text;
  const std::vector<const core::Spec*> specs = {spec.get()};
  for (const auto& names : core::interchangeable(specs)) {
    text += text.empty() ? "" : " ";
    for (size_t i = 0; i < names.size(); ++i) text += (i == 0 ? "" : "=") + runtime::to_string(names[i]);
  }
  EXPECT_EQ(text, GetParam().classes);
}

constexpr const char* kModelValues = "P = {ia, ib} Q = {}";
constexpr const char* kStrings = "P = {\"ia\", \"ib\"} Q = {}";

INSTANTIATE_TEST_SUITE_P(
    , Interchangeable,
    ::testing::Values(
        Use{"Elements", "\\E p \\in P : p \\notin x /\\ x' = x \\cup {p}", kModelValues, "ia=ib"},
        Use{"Strings", "\\E p \\in P : x' = [q \\in P |-> q = p]", kStrings, "\"ia\"=\"ib\""},
        Use{"NamedInTheText", "x' = {\"ia\"} \\cap P", kStrings, ""},
        Use{"NamedAsAField", "x' = [ia |-> 1] /\\ P # {}", kStrings, ""},
        Use{"Chosen", "x' = {CHOOSE p \\in P : TRUE}", kModelValues, ""},
        Use{"Measured", "\\E p \\in P : x' = Len(p)", kStrings, ""},
        Use{"InASetOfOthers", "\\E p \\in P \\cup Q : x' = {p}", "P = {ia, ib, ic} Q = {ia, id}", "ib=ic"},
        Use{"InsideAnotherConstant", "\\E p \\in P : x' = {p} /\\ Q # {}", "P = {ia, ib, ic} Q = {{ia}}", "ib=ic"}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace trestle::testing
