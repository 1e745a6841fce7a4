// What shapes are inferred: each row is a way in which a spec says what its variables hold.
#include "translator/core/infer.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/core/memory.h"
#include "translator/runtime/operators.h"

namespace trestle::testing {
namespace {

std::string shapes(const core::Spec& spec, const core::Evidence& evidence = {}) {
  std::string text;
  const auto inferred = core::infer_variables(spec, evidence);
  for (size_t v = 0; v < inferred.size(); ++v) {
    text +=
        fmt::format("{}{}: {}", v == 0 ? "" : "\n", spec.variables[v].name, runtime::shape::print(inferred[v].shape));
    if (inferred[v].guessed) text += " ?";
  }
  return text;
}

struct Row {
  const char* name;
  const char* body;
  const char* config;  // after INIT Init NEXT Next
  const char* shapes;  // of each variable, a line; a question mark after a guess
};

class Infer : public ::testing::TestWithParam<Row> {};

TEST_P(Infer, Shapes) {
  Diagnostics diagnostics;
  const auto spec = lowered(GetParam().body, std::string("INIT Init\nNEXT Next\n") + GetParam().config, diagnostics);
  ASSERT_NE(spec, nullptr) << render(diagnostics);
  EXPECT_EQ(shapes(*spec), GetParam().shapes);
}

#define EXT "EXTENDS Integers, Sequences, FiniteSets, TLC\n"

INSTANTIATE_TEST_SUITE_P(
    All, Infer,
    ::testing::Values(
        Row{"Enumeration",
            "VARIABLE light\nInit == light = \"red\"\nNext == light' = IF light = \"red\" THEN \"green\" ELSE \"red\"",
            "", "light: {\"red\", \"green\"}"},
        Row{"GuardBoundsACounter", EXT "VARIABLE n\nInit == n = 0\nNext == n < 7 /\\ n' = n + 1", "", "n: 0..7"},
        Row{"GuardAfterTheAssignment", EXT "VARIABLE n\nInit == n = 0\nNext == n' = n + 2 /\\ n' <= 9", "", "n: 0..11"},
        Row{"DownToAGuard", EXT "VARIABLE n\nInit == n = 10\nNext == n > 0 /\\ n' = n - 1", "", "n: 0..10"},
        Row{"NotEqualToAnEnd", EXT "VARIABLE n\nInit == n = 0\nNext == n' = IF n # 5 THEN n + 1 ELSE 0", "", "n: 0..5"},
        Row{"InvariantBounds", EXT "VARIABLE n\nInit == n = 0\nNext == n' = n + 1\nInv == n \\in 0..4", "INVARIANT Inv",
            "n: 0..5"},
        Row{"ConstraintLeavesRoomForTheStateItCuts", EXT "VARIABLE n\nInit == n = 0\nNext == n' = n + 1\nC == n < 4",
            "CONSTRAINT C", "n: 0..4"},
        Row{"NothingBounds", EXT "VARIABLE n\nInit == n = 0\nNext == n' = n + 1", "", "n: 0..65535 ?"},
        Row{"ModuloBounds", EXT "VARIABLE n\nInit == n = 0\nNext == n' = (n + 3) % 8", "", "n: 0..7"},
        Row{"FunctionByKey",
            EXT "VARIABLE pc\nInit == pc = [p \\in 1..3 |-> IF p = 1 THEN \"ask\" ELSE \"wait\"]\n"
                "Next == \\E p \\in 2..3 : pc[p] = \"wait\" /\\ pc' = [pc EXCEPT ![p] = \"done\"]",
            "", "pc: {\"ask\"} \\X {\"wait\", \"done\"} \\X {\"wait\", \"done\"}"},
        Row{"GuardOnAPartBoundsIt",
            EXT "CONSTANT P\nVARIABLE f\nInit == f = [p \\in P |-> 0]\nNext == \\E p \\in P : f[p] < 3 /\\ f' = [f "
                "EXCEPT ![p] = @ + 1]",
            "CONSTANT P = {p1, p2}", "f: [{p1, p2} -> 0..3]"},
        Row{"InvariantForAllKeys",
            EXT "CONSTANT P\nVARIABLE q\nInit == q = [p \\in P |-> [r \\in P |-> <<>>]]\n"
                "Next == \\E p, r \\in P : q' = [q EXCEPT ![p][r] = Append(@, TRUE)]\nInv == \\A p, r \\in P : "
                "Len(q[p][r]) <= 2",
            "CONSTANT P = {p1, p2}\nINVARIANT Inv", "q: [{p1, p2} -> [{p1, p2} -> Seq(BOOLEAN) up to 2]]"},
        Row{"MessageSet",
            EXT
            "VARIABLES msgs, done\nInit == msgs = {} /\\ done = FALSE\n"
            "Next == \\/ \\E n \\in 1..3 : msgs' = msgs \\cup {[kind |-> \"ask\", num |-> n]} /\\ UNCHANGED done\n"
            "        \\/ \\E m \\in msgs : /\\ m.kind = \"ask\" /\\ m.num > 1\n"
            "                           /\\ msgs' = msgs \\cup {[kind |-> \"reply\", by |-> m.num]} /\\ done' = TRUE",
            "", "msgs: SUBSET ([kind: {\"ask\"}, num: 1..3] \\cup [kind: {\"reply\"}, by: 2..3])\ndone: BOOLEAN"},
        Row{"TagSelectsTheVariant",
            EXT "VARIABLE m\nInit == m = [t |-> \"none\"]\n"
                "Next == \\/ m.t = \"none\" /\\ m' = [t |-> \"num\", v |-> 4]\n"
                "        \\/ m.t = \"num\" /\\ m.v > 0 /\\ m' = [m EXCEPT !.v = @ - 1]",
            "", "m: [t: {\"none\"}] \\cup [t: {\"num\"}, v: 0..4]"},
        Row{"Stack",
            EXT "VARIABLES s, n\nInit == s = <<>> /\\ n = 0\n"
                "Next == \\/ Len(s) < 3 /\\ s' = <<[pc |-> \"a\", n |-> n]>> \\o s /\\ n' = 1 - n\n"
                "        \\/ s # <<>> /\\ s' = Tail(s) /\\ n' = Head(s).n",
            "", "s: Seq([n: 0..1, pc: {\"a\"}]) up to 3\nn: 0..1"},
        Row{"PartialFunction",
            EXT "CONSTANT K\nVARIABLE f\nInit == f = <<>>\nNext == \\E k \\in K : f' = (k :> TRUE) @@ f",
            "CONSTANT K = {k1, k2}", "f: [SUBSET {k1, k2} -> BOOLEAN]"},
        Row{"SubsetsAndChoices",
            EXT "VARIABLES s, x\nInit == s = {} /\\ x = 0\nNext == /\\ s' \\in SUBSET (1..3) /\\ s' # {}\n"
                "        /\\ x' = CHOOSE y \\in s' : \\A z \\in s' : y <= z",
            "", "s: SUBSET (1..3)\nx: 0..3"},
        Row{"SumOfAFunction",
            EXT "VARIABLES f, t\nSum[s \\in SUBSET (1..2)] == IF s = {} THEN 0 ELSE LET x == CHOOSE y \\in s : TRUE IN "
                "x + Sum[s \\ {x}]\n"
                "Init == f = [p \\in 1..2 |-> 0] /\\ t = 0\nNext == UNCHANGED f /\\ t' = Sum[{1, 2}]",
            "", "f: {0} \\X {0}\nt: 0..3"},
        Row{"RecursiveOperator",
            EXT "VARIABLE n\nRECURSIVE Fact(_)\nFact(k) == IF k = 0 THEN 1 ELSE k * Fact(k - 1)\nInit == n = 1\nNext "
                "== n' = Fact(4)",
            "", "n: 1..24"},
        Row{"ParameterUsedAsAFormula",
            EXT "VARIABLE n\nOnce(A, c) == c /\\ A\nInit == n = 0\nNext == Once(n' = n + 1, n < 2)", "", "n: 0..2"},
        Row{"AllAtOnce", EXT "VARIABLES x, y\nInit == \\A v \\in {2} : x = v /\\ y = <<v>>\nNext == UNCHANGED <<x, y>>",
            "", "x: {2}\ny: [{1} -> {2}]"},
        Row{"ModelValueOrNumber", EXT "CONSTANT None\nVARIABLE v\nInit == v = None\nNext == v' \\in 0..3",
            "CONSTANT None = None", "v: {None} \\cup (0..3)"},
        Row{"TooLargeOnlyThere",
            EXT "VARIABLE r\nInit == r = [a |-> 0, b |-> {}]\n"
                "Next == LET n == Cardinality(r.b) IN r' = [r EXCEPT !.b = @ \\cup {<<n, n, n, n>>}]",
            "", "r: [a: {0}, b: any value] ?"},
        Row{"FewOfVeryMany",
            EXT "VARIABLE r\nInit == r = {}\nNext == r' = r \\cup {<<Cardinality(r), Cardinality(r)>>}", "",
            "r: SUBSET ((0..65535) \\X (0..65535)) of at most 4 ?"}),
    [](const auto& info) { return info.param.name; });

TEST(InferSamples, BoundWhatNothingElseDoes) {
  Diagnostics diagnostics;
  const auto spec = lowered(EXT "VARIABLES n, s\nInit == n = 0 /\\ s = <<>>\nNext == n' = n - 1 /\\ s' = Append(s, n)",
                            "INIT Init\nNEXT Next\n", diagnostics);
  ASSERT_NE(spec, nullptr) << render(diagnostics);
  EXPECT_EQ(shapes(*spec), "n: -65535..0 ?\ns: Seq(-65535..0) up to 8 ?");
  runtime::Context context;
  std::vector<std::vector<runtime::Value>> met(2);
  std::vector<runtime::Value> sequence;
  for (int64_t n = 0; n < 3; ++n) {
    met[0].push_back(runtime::Value::integer(-n));
    met[1].push_back(runtime::make_tuple(context, sequence));
    sequence.push_back(runtime::Value::integer(-n));
  }
  core::Evidence evidence;
  evidence.samples = met;
  EXPECT_EQ(shapes(*spec, evidence), "n: -15..0 ?\ns: Seq(-7..0) up to 4 ?");
}

TEST(DynamicBits, AreThoseThatAStateHas) {
  const runtime::ShapeRef keys = runtime::shape::range(1, 65536), any = runtime::shape::dynamic();
  EXPECT_EQ(core::dynamic_bits(runtime::shape::partial(keys, any, 4)), 4 * any->bits);  // listed, not one a key
  EXPECT_EQ(core::dynamic_bits(runtime::shape::partial(runtime::shape::range(1, 3), any)), 3 * any->bits);
}

TEST(InferReasons, SayWhereAValueBecameDynamic) {
  Diagnostics diagnostics;
  const auto spec = lowered(EXT
                            "VARIABLES name, copy\nInit == name = \"a\" /\\ copy = \"\"\n"
                            "Next == name' = name \\o \"b\" /\\ copy' = name",
                            "INIT Init\nNEXT Next\n", diagnostics);
  ASSERT_NE(spec, nullptr) << render(diagnostics);
  EXPECT_EQ(core::print_layout(*spec, core::infer_variables(*spec)),
            "name     32 bits  any value\n"
            "                  no shape is known for the value of this expression [M.tla:5:17]\n"
            "copy     32 bits  any value\n"
            "                  no shape is known for the value of this expression [M.tla:5:40]\n"
            "64 bits a state, 64 of them value handles; 1 words\n");
}

}  // namespace
}  // namespace trestle::testing
