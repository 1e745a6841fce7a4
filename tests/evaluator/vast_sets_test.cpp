// Sets far too large to list stay as they are written: membership, inclusion, size and the first elements are found
// without listing them, and where a list is needed the error names the expression.
#include <atomic>
#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/memory.h"
#include "translator/evaluator/evaluator.h"
#include "translator/runtime/eval_error.h"

namespace trestle::testing {
namespace {

using ::testing::HasSubstr;

// Whether a constant formula is true; what is said when it has no value.
std::string truth(const std::string& formula) {
  Diagnostics diagnostics;
  auto spec = lowered(
      "EXTENDS Integers, Sequences, FiniteSets, TLC, Randomization\nBig == 1 .. 2 ^ 59\nASSUME Holds == " + formula, "",
      diagnostics);
  if (spec == nullptr) return render(diagnostics);
  const auto model = evaluator::make_model(spec);
  runtime::Context context;
  try {
    return model->holds(context, 0, nullptr) ? "TRUE" : "FALSE";
  } catch (const runtime::EvalError& error) {
    return error.expression + ": " + error.what();
  }
}

class VastSets : public ::testing::TestWithParam<const char*> {};

TEST_P(VastSets, AreNotListed) { EXPECT_EQ(truth(GetParam()), "TRUE") << GetParam(); }

INSTANTIATE_TEST_SUITE_P(
    Membership, VastSets,
    ::testing::Values(
        "3 \\in Big", "{1, 5} \\in SUBSET Big", "{{1}, {2, 3}} \\in SUBSET SUBSET Big",
        "[i \\in 1 .. 3 |-> i] \\in [1 .. 3 -> Big]", "[i \\in 1 .. 3 |-> {i}] \\notin [1 .. 2 -> SUBSET Big]",
        "<<4, 4>> \\in Seq(Big)", "<<<<1>>, <<>>>> \\in Seq(Seq(Nat))",
        "[a |-> {7}, b |-> <<>>] \\in [a : SUBSET Nat, b : Seq(Int)]", "<<{9}, -1>> \\in (SUBSET Nat) \\X Int",
        "{2} \\in (SUBSET Big) \\cup (SUBSET {\"a\"})", "{2} \\in (SUBSET Big) \\cap (SUBSET {1, 2})",
        "{2} \\notin (SUBSET Big) \\ (SUBSET {1, 2})", "{2, 40} \\in {s \\in SUBSET Big : 2 \\in s}",
        "{2, 40} \\in {s \\in {t \\in SUBSET Big : 40 \\in t} : 2 \\in s}", "{5} \\in UNION {SUBSET Big}",
        "LET T == [f : [1 .. 9 -> SUBSET Big], n : Nat] IN [f |-> [i \\in 1 .. 9 |-> {i}], n |-> 0] \\in T"));

INSTANTIATE_TEST_SUITE_P(Inclusion, VastSets,
                         ::testing::Values("Big \\subseteq Nat", "5 .. 7 \\subseteq Big",
                                           "SUBSET (1 .. 50) \\subseteq SUBSET Big",
                                           "[1 .. 40 -> 0 .. 1] \\subseteq [1 .. 40 -> Nat]",
                                           "~([1 .. 40 -> 0 .. 1] \\subseteq [1 .. 40 -> {0, 2}])",
                                           "[a : Big, b : SUBSET Big] \\subseteq [a : Nat, b : SUBSET Nat]",
                                           "Big \\X Big \\subseteq Nat \\X Int", "[{} -> Big] \\subseteq [{} -> {}]",
                                           "Seq(Big) \\subseteq Seq(Nat)", "{{3}, {4}} \\subseteq SUBSET Big"));

INSTANTIATE_TEST_SUITE_P(FirstElements, VastSets,
                         ::testing::Values("\\E x \\in Big : x = 3", "\\E s \\in SUBSET (1 .. 60) : Cardinality(s) = 1",
                                           "\\E f \\in [1 .. 60 -> 0 .. 1] : f[60] = 1",
                                           "\\E p \\in Big \\X Big : p[2] = 2",
                                           "\\E r \\in [a : Big, b : Big] : r.b = 4",
                                           "\\E s \\in {t \\in SUBSET (1 .. 60) : t # {}} : 3 \\in s",
                                           "(CHOOSE x \\in Big : x > 2) = 3", "~ \\A x \\in Big : x < 9"));

INSTANTIATE_TEST_SUITE_P(
    Bounded, VastSets,
    ::testing::Values(
        "\\E s \\in SUBSET (1 .. 60) : s \\subseteq {7, 70} /\\ Cardinality(s) # 0",
        "~ \\E s \\in SUBSET (1 .. 60) : 61 \\in s",
        "~ \\E s \\in SUBSET (1 .. 60) : {3, 4} \\subseteq s /\\ s \\subseteq {4, 5}",
        "(CHOOSE s \\in SUBSET (1 .. 60) : 9 \\in s /\\ {3, 4} \\subseteq s) = {3, 4, 9}",
        "{s \\in SUBSET SUBSET (1 .. 5) : \\A e \\in s : Cardinality(e) = 1} = SUBSET {{n} : n \\in 1 .. 5}"));

INSTANTIATE_TEST_SUITE_P(Size, VastSets,
                         ::testing::Values("Cardinality(Big) = 2 ^ 59", "Cardinality(SUBSET (1 .. 100)) = 2 ^ 100",
                                           "Cardinality([1 .. 50 -> 1 .. 4]) = 4 ^ 50",
                                           "Cardinality(Big \\X Big) = 2 ^ 118",
                                           "Cardinality([a : Big, b : {1, 2}]) = 2 ^ 60",
                                           "IsFiniteSet([1 .. 9 -> SUBSET Big])", "~IsFiniteSet(Seq({1}))",
                                           "Cardinality(RandomSubset(7, Big)) = 7",
                                           "RandomSubset(5, [1 .. 9 -> 1 .. 90]) \\subseteq [1 .. 9 -> Nat]",
                                           "RandomSubset(5, [1 .. 4 -> {n \\in 1 .. 90 : n > 2}]) \\subseteq [1 .. 4 -> Nat]",
                                           "Cardinality(RandomSubset(5, [1 .. 20 -> 1 .. 300])) = 5",
                                           "RandomElement(SUBSET (1 .. 70)) \\subseteq Big"));

TEST(VastSet, ThatMustBeListedIsNamed) {
  EXPECT_THAT(truth("{x \\in SUBSET (1 .. 40) : 3 \\in x} = {}"), HasSubstr("too many elements (>1000000)"));
  EXPECT_THAT(truth("{s \\cup {0} : s \\in [1 .. 30 -> 1 .. 3]} = {}"), HasSubstr("s \\cup {0}"));
  EXPECT_THAT(truth("\\A s \\in Seq(Nat) : Len(s) > 0"), HasSubstr("Attempted to enumerate an infinite set: Seq(Nat)"));
}

TEST(VastSet, ABoundWithoutAValueIsNone) {
  // As in TLC: the empty set, tried first, is a subset of anything, and satisfies the rest.
  EXPECT_EQ(truth("\\E s \\in SUBSET (1 .. 60) : s \\subseteq 5 /\\ s = {}"), "TRUE");
}

struct Counted final : runtime::StateSink {
  bool state(const runtime::Word*) override {
    ++states;
    return true;
  }
  size_t states = 0;
};

std::unique_ptr<runtime::Model> with_init(const std::string& init) {
  Diagnostics diagnostics;
  auto spec = lowered("EXTENDS Naturals, FiniteSets\nVARIABLE x\nInit == " + init + "\nNext == x' = x",
                      "INIT Init NEXT Next", diagnostics);
  EXPECT_NE(spec, nullptr) << render(diagnostics);
  return spec == nullptr ? nullptr : evaluator::make_model(spec);
}

TEST(VastSet, KeepsNothingOfWhatItsConditionRejects) {
  const auto model = with_init("x \\in {s \\in SUBSET (1 .. 20) : Cardinality(s) = 1}");
  runtime::Context context;
  Counted counted;
  model->initial_states(context, counted);
  EXPECT_EQ(counted.states, 20u);
  EXPECT_LT(context.arena.bytes_reserved(), size_t{1} << 20);  // of a million sets
}

TEST(VastSet, IsGivenUpWhenNobodyWaits) {
  const std::atomic<bool> stop{true};
  for (const char* init :
       {"x = CHOOSE n \\in 1 .. 2 ^ 59 : n = 0", "x \\in {s \\in SUBSET (1 .. 60) : 0 \\notin s /\\ s = 1 .. 9}",
        "x = 0 /\\ \\A s \\in SUBSET (1 .. 60) : 0 \\notin s", "x \\in [1 .. 60 -> {1, 2}] /\\ x[1] = 3"}) {
    const auto model = with_init(init);
    runtime::Context context;
    context.stop = &stop;
    Counted counted;
    EXPECT_THROW(model->initial_states(context, counted), runtime::Stopped) << init;
  }
}

}  // namespace
}  // namespace trestle::testing
