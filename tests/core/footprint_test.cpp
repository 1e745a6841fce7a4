// What an action looks at and changes: each row is a way to write it.
#include "translator/core/footprint.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/core/memory.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/print.h"

namespace trestle::testing {
namespace {

using runtime::Access;
using runtime::Key;

std::string shown(const Key& key) {
  switch (key.kind) {
    case Key::Kind::Any: return "*";
    case Key::Kind::Position: return "[*]";
    case Key::Kind::Value: return runtime::to_string(runtime::Value::from_bits(key.value));
    case Key::Kind::Argument: {
      std::string argument = fmt::format("${}", key.argument);
      for (const uint32_t field : key.fields) argument += fmt::format(".{}", runtime::atom_text(field));
      return argument;
    }
    case Key::Kind::Record: {
      std::string members;
      for (const auto& [field, member] : key.members)
        members += fmt::format("{}{}={}", members.empty() ? "" : " ", runtime::atom_text(field), shown(member));
      return "<" + members + ">";
    }
  }
  return {};
}

std::string shown(const core::Spec& spec, const runtime::Footprint& footprint) {
  static constexpr const char* kKinds[] = {"tests", "reads", "adds", "writes"};
  if (!footprint.known) return "unknown";
  std::string all;
  for (const Access& access : footprint.accesses) {
    all += fmt::format("{}{} {}", all.empty() ? "" : ", ", kKinds[static_cast<size_t>(access.kind)],
                       spec.variables[access.variable].name);
    for (const Key& key : access.path) all += "[" + shown(key) + "]";
  }
  return all;
}

struct Written {
  const char* name;
  const char* action;  // of p, for which the rest of the variables stays as it is where it says nothing
  const char* footprint;
};

class OfActions : public ::testing::TestWithParam<Written> {};

TEST_P(OfActions, Footprint) {
  Diagnostics diagnostics;
  const auto spec = lowered(std::string("EXTENDS Naturals, FiniteSets, Sequences, TLC\nVARIABLES f, s, n\n"
                                        "Init == f = [p \\in {\"a\", \"b\"} |-> 0] /\\ s = {} /\\ n = 0\n"
                                        "Send(m) == s' = s \\cup {m}\n"
                                        "With(set, m) == set \\cup {m}\n"
                                        "Act(p) == ") +
                                GetParam().action + "\nNext == \\E p \\in {\"a\", \"b\"} : Act(p)",
                            "INIT Init NEXT Next", diagnostics);
  ASSERT_NE(spec, nullptr) << render(diagnostics);
  const runtime::Footprints found = core::footprints(*spec);
  ASSERT_EQ(spec->actions.at(0).name, "Act");
  EXPECT_EQ(shown(*spec, found.actions.at(0)), GetParam().footprint);
}

INSTANTIATE_TEST_SUITE_P(
    , OfActions,
    ::testing::Values(
        Written{"NothingChanges", "UNCHANGED <<f, s, n>>", ""},
        Written{"TheSameValue", "f' = f /\\ s' = s /\\ n' = n", ""},
        Written{"AtAnArgument", "f' = [f EXCEPT ![p] = @ * 2] /\\ UNCHANGED <<s, n>>", "reads f[$0], writes f[$0]"},
        Written{"ANumberMore", "f' = [f EXCEPT ![p] = @ - n] /\\ n' = 1 + n /\\ UNCHANGED s", "reads n, adds f[$0], adds n"},
        Written{"AtAConstant", "f[\"a\"] = 0 /\\ f' = [f EXCEPT ![\"b\"] = n] /\\ UNCHANGED <<s, n>>",
            "reads f[\"a\"], reads n, writes f[\"b\"]"},
        Written{"AtAKeyOfTheState", "f' = [f EXCEPT ![n] = 0] /\\ UNCHANGED <<s, n>>", "reads n, writes f[*]"},
        Written{"AFieldWithin", "f' = [f EXCEPT ![p].x = 1, !.y = 2] /\\ UNCHANGED <<s, n>>",
            "writes f[\"y\"], writes f[$0][\"x\"]"},
        Written{"AllOfIt", "f' = [q \\in {\"a\", \"b\"} |-> n] /\\ UNCHANGED <<s, n>>", "reads n, writes f"},
        Written{"OneOfTwo", "f' = (IF n = 0 THEN [f EXCEPT ![p] = 0] ELSE f) /\\ UNCHANGED <<s, n>>", "reads n, writes f[$0]"},
        Written{"InADomain", "p \\in DOMAIN f /\\ UNCHANGED <<f, s, n>>", "reads f"},
        Written{"AnElement", "Send([to |-> p, kind |-> \"x\", n |-> n]) /\\ UNCHANGED <<f, n>>",
            "reads n, adds s[<n=* to=$0 kind=\"x\">]"},
        Written{"AnElementByAnOperator", "s' = With(With(s, p), 1) /\\ UNCHANGED <<f, n>>", "adds s[1], adds s[$0]"},
        Written{"SeveralElements", "s' = s \\cup {[to |-> q, from |-> p] : q \\in {1, 2}} /\\ UNCHANGED <<f, n>>",
            "adds s[<to=* from=$0>]"},
        Written{"AnAnswer", "s' = (s \\ {p}) \\cup {\"x\"} /\\ UNCHANGED <<f, n>>", "adds s[\"x\"], writes s[$0]"},
        Written{"Within", "f' = [f EXCEPT ![p] = @ \\cup {1}] /\\ UNCHANGED <<s, n>>", "adds f[$0][1]"},
        Written{"WhatIsThere", "p \\in s /\\ UNCHANGED <<f, s, n>>", "tests s[$0]"},
        Written{"WhatIsNot", "p \\notin s /\\ ~ (1 \\in s) /\\ UNCHANGED <<f, s, n>>", "reads s[1], reads s[$0]"},
        Written{"SomeElement", "\\E m \\in s : m.to = p /\\ m.kind = \"x\" /\\ n' = m.n /\\ UNCHANGED <<f, s>>",
            "tests s[<to=$0 kind=\"x\">], writes n"},
        Written{"SomeElementAfterSomethingElse", "\\E m \\in s : m.n > 1 /\\ m.to = p /\\ UNCHANGED <<f, s, n>>", "tests s[*]"},
        Written{"NoElement", "~ (\\E m \\in s : m.to = p) /\\ UNCHANGED <<f, s, n>>", "reads s[<to=$0>]"},
        Written{"AllElements", "(\\A m \\in s : m.to = p) /\\ UNCHANGED <<f, s, n>>", "reads s[*]"},
        Written{"SomeOfThem", "n' = Cardinality({m \\in s : m.to = p}) /\\ UNCHANGED <<f, s>>", "reads s[<to=$0>], writes n"},
        Written{"AllOfThem", "n' = Cardinality(s) /\\ UNCHANGED <<f, s>>", "reads s, writes n"},
        Written{"TheNextValue", "n' = n + 1 /\\ f' = [f EXCEPT ![p] = n'] /\\ UNCHANGED s", "reads n, adds n, writes f[$0]"},
        Written{"SaidTwice", "s' = s \\cup {1} /\\ s' = s \\cup {p} /\\ UNCHANGED <<f, n>>",
            "reads s, adds s[1], adds s[$0], writes s"},
        Written{"NamedFirst", "LET old == f[p] IN n' = old /\\ UNCHANGED <<f, s>>", "reads f[$0], writes n"},
        Written{"OneOfASet", "n' \\in {1, f[p]} /\\ UNCHANGED <<f, s>>", "reads f[$0], writes n"},
        Written{"Possible", "ENABLED (n' = 1) /\\ UNCHANGED <<f, s, n>>", "unknown"},
        Written{"Printed", "PrintT(p) /\\ UNCHANGED <<f, s, n>>", "unknown"}),
    [](const auto& info) { return info.param.name; });

TEST(Footprints, OfAnElementThatIsTheArgument) {
  Diagnostics diagnostics;
  const auto spec = lowered("VARIABLE s\nInit == s = {}\nReceive(m) == s' = s \\ {m}\nNext == \\E m \\in s : Receive(m)",
                            "INIT Init NEXT Next", diagnostics);
  ASSERT_NE(spec, nullptr) << render(diagnostics);
  EXPECT_EQ(shown(*spec, core::footprints(*spec).actions.at(0)), "tests s[$0], writes s[$0]");
}

TEST(Footprints, OfPredicates) {
  Diagnostics diagnostics;
  const auto spec = lowered("VARIABLES f, n\nInit == f = [p \\in {1, 2} |-> 0] /\\ n = 0\nNext == UNCHANGED <<f, n>>\n"
                            "One == f[1] = 0\nAll == \\A p \\in {1, 2} : f[p] = 0\nSteps == [][n' = n]_f",
                            "INIT Init NEXT Next INVARIANTS One All PROPERTY Steps", diagnostics);
  ASSERT_NE(spec, nullptr) << render(diagnostics);
  const runtime::Footprints found = core::footprints(*spec);
  std::string all;
  for (size_t i = 0; i < spec->predicates.size(); ++i)
    all += spec->predicates[i].name + ": " + shown(*spec, found.predicates[i]) + "\n";
  EXPECT_EQ(all, "One: reads f[1]\nAll: reads f[*]\nSteps: reads f, reads n\n");
}

}  // namespace
}  // namespace trestle::testing
