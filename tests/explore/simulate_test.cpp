#include "validator/explore/simulate.h"

#include <gtest/gtest.h>

#include "tests/explore/toy.h"

namespace trestle::explore {
namespace {

using runtime::PredicateKind;

std::vector<Row> rows(const Toy& toy, const Behavior& behavior) {
  std::vector<Row> rows;
  for (const BehaviorState& state : behavior.states) rows.push_back(toy.decode_row(state.words.data()));
  return rows;
}

TEST(Simulate, MakesTheBehaviorsAskedFor) {
  const SimulateResult result = simulate(jugs(), {.behaviors = 20, .depth = 30, .seed = 1});
  EXPECT_EQ(result.verdict, Verdict::Ok);
  EXPECT_EQ(result.behaviors, 20u);
  EXPECT_EQ(result.longest, 30u);
  EXPECT_EQ(result.steps, 20u * 29);
  // One action is tried at a time, and each has one successor here.
  EXPECT_EQ(result.generated, 1 + result.steps);
}

TEST(Simulate, EndsWithinItsMemory) {
  const SimulateResult result = simulate(jugs(), {.behaviors = UINT64_MAX, .depth = 30, .memory = 1});
  EXPECT_EQ(result.verdict, Verdict::Inconclusive);
  EXPECT_EQ(result.reason, "the memory limit was reached");
}

TEST(Simulate, TheSeedDecidesForAnyNumberOfWorkers) {
  Toy toy = grid(3, 6);
  toy.invariant("Near", [](const Row& s) { return s[0] < 4 || s[1] > 1; });
  const SimulateResult first = simulate(toy, {.behaviors = 500, .seed = 7});
  ASSERT_EQ(first.verdict, Verdict::InvariantViolated);
  EXPECT_EQ(first.violated, "Near");
  for (unsigned workers : {1u, 2u, 4u}) {
    const SimulateResult again = simulate(toy, {.workers = workers, .behaviors = 500, .seed = 7});
    EXPECT_EQ(rows(toy, again.behavior), rows(toy, first.behavior)) << workers;
  }
  const SimulateResult other = simulate(toy, {.behaviors = 500, .seed = 8});
  EXPECT_NE(rows(toy, other.behavior), rows(toy, first.behavior));
}

TEST(Simulate, TheBehaviorIsOneAndHasItsArguments) {
  Toy toy = grid(2, 9);
  toy.invariant("NotLate", [](const Row& s) { return s[0] + s[1] < 6; });
  const SimulateResult result = simulate(toy, {.behaviors = 1, .seed = 3});
  ASSERT_EQ(result.behavior.size(), 7u);
  const auto states = rows(toy, result.behavior);
  for (size_t i = 1; i < states.size(); ++i) {
    ASSERT_EQ(result.behavior.states[i].arguments.size(), 1u);
    Row expected = states[i - 1];
    ++expected[static_cast<size_t>(result.behavior.states[i].arguments[0].small())];
    EXPECT_EQ(states[i], expected);
  }
}

TEST(Simulate, DeadlockEndsABehaviorOrIsReported) {
  Toy toy = grid(2, 2);
  EXPECT_EQ(simulate(toy, {.behaviors = 5}).verdict, Verdict::Ok);
  EXPECT_EQ(simulate(toy, {.behaviors = 5}).longest, 5u);
  toy.edit().check_deadlock = true;
  const SimulateResult result = simulate(toy, {.behaviors = 5});
  EXPECT_EQ(result.verdict, Verdict::Deadlock);
  EXPECT_EQ(result.behavior.size(), 5u);
}

TEST(Simulate, ConstraintsKeepItIn) {
  Toy toy = grid(2, 9);
  toy.predicate("Low", PredicateKind::Constraint, [](const Row& s, const Row&) { return s[0] < 3; });
  toy.predicate("Slow", PredicateKind::ActionConstraint,
                [](const Row& s, const Row& next) { return s[0] == next[0] || s[1] > 1; });
  const SimulateResult result = simulate(toy, {.behaviors = 50});
  EXPECT_EQ(result.verdict, Verdict::Ok);
  EXPECT_EQ(result.longest, 1u + 2 + 9);
}

TEST(Simulate, ErrorsAndPropertiesAreFound) {
  Toy failing = grid(1, 5);
  failing.invariant("Fails", [](const Row& s) -> bool {
    if (s[0] == 2) throw runtime::EvalError(runtime::ErrorKind::Evaluation, "no value");
    return true;
  });
  const SimulateResult failed = simulate(failing, {.behaviors = 1});
  EXPECT_EQ(failed.verdict, Verdict::EvaluationFailed);
  EXPECT_EQ(failed.behavior.size(), 3u);
  EXPECT_EQ(exit_code(failed), 76);

  Toy toy = grid(1, 5);
  toy.predicate("Stays", PredicateKind::ImpliedAction, [](const Row& s, const Row&) { return s[0] < 3; });
  const SimulateResult violated = simulate(toy, {.behaviors = 1});
  EXPECT_EQ(violated.verdict, Verdict::PropertyViolated);
  EXPECT_EQ(violated.behavior.size(), 5u);

  Toy wrong = grid(1, 5);
  wrong.predicate("Wrong", PredicateKind::Assumption, [](const Row&, const Row&) { return false; });
  EXPECT_EQ(simulate(wrong, {}).verdict, Verdict::AssumptionViolated);
}

}  // namespace
}  // namespace trestle::explore
