#include "validator/explore/check.h"

#include <thread>

#include <gtest/gtest.h>

#include "tests/explore/toy.h"
#include "validator/explore/edges.h"

namespace trestle::explore {
namespace {

using runtime::ErrorKind;
using runtime::EvalError;
using runtime::PredicateKind;

CheckResult run(const runtime::Model& model, CheckOptions options = {}) { return check(model, options); }

std::vector<Row> rows(const Toy& toy, const Behavior& behavior) {
  std::vector<Row> rows;
  for (const BehaviorState& state : behavior.states) rows.push_back(toy.decode_row(state.words.data()));
  return rows;
}

TEST(Check, CountsEveryStateOnce) {
  const CheckResult result = run(jugs());
  EXPECT_EQ(result.verdict, Verdict::Ok);
  EXPECT_EQ(result.generated, 97u);
  EXPECT_EQ(result.distinct, 16u);
  EXPECT_EQ(result.depth, 8u);
  EXPECT_EQ(result.queue, 0u);
  EXPECT_EQ(result.initial, 1u);
  EXPECT_EQ(exit_code(result), 0);
}

TEST(Check, CountsPerActionAddUp) {
  const CheckResult result = run(jugs());
  ASSERT_EQ(result.actions.size(), 6u);
  uint64_t distinct = result.init.distinct;
  for (const ActionCount& action : result.actions) {
    EXPECT_EQ(action.generated, 16u);
    distinct += action.distinct;
  }
  EXPECT_EQ(distinct, 16u);
}

// Breadth first in the order of actions, and the run stops at the violation: counts as TLC's with one worker.
TEST(Check, ShortestCounterexampleAndCountsAtTheViolation) {
  Toy toy = jugs();
  toy.invariant("NotFour", [](const Row& s) { return s[1] != 4; });
  const CheckResult result = run(toy);
  EXPECT_EQ(result.verdict, Verdict::InvariantViolated);
  EXPECT_EQ(result.violated, "NotFour");
  EXPECT_EQ(exit_code(result), 12);
  const std::vector<Row> expected = {{0, 0}, {0, 5}, {3, 2}, {0, 2}, {2, 0}, {2, 5}, {3, 4}};
  EXPECT_EQ(rows(toy, result.behavior), expected);
  EXPECT_EQ(toy.signature().actions[result.behavior.states.back().action].name, "BigToSmall");
  // 13 states were expanded fully, and BigToSmall is the last of six successors of the 14th.
  EXPECT_EQ(result.distinct, 14u);
  EXPECT_EQ(result.generated, 1 + 6 * (result.distinct - result.queue - 1));
  EXPECT_EQ(result.depth, 7u);
}

TEST(Check, ArgumentsAreRecovered) {
  Toy toy = grid(3, 2);
  toy.invariant("NotThere", [](const Row& s) { return s != Row{0, 1, 1}; });
  const CheckResult result = run(toy);
  ASSERT_EQ(result.behavior.size(), 3u);
  EXPECT_TRUE(result.behavior.states[0].arguments.empty());
  ASSERT_EQ(result.behavior.states[1].arguments.size(), 1u);
  EXPECT_EQ(result.behavior.states[1].arguments[0].small(), 1);
  EXPECT_EQ(result.behavior.states[2].arguments[0].small(), 2);
}

TEST(Check, DeadlockIsNoSuccessorAtAll) {
  Toy toy = grid(2, 3);
  EXPECT_EQ(run(toy).verdict, Verdict::Ok);
  toy.edit().check_deadlock = true;
  const CheckResult result = run(toy);
  EXPECT_EQ(result.verdict, Verdict::Deadlock);
  EXPECT_EQ(exit_code(result), 11);
  EXPECT_EQ(result.behavior.size(), 7u);
  EXPECT_EQ(rows(toy, result.behavior).back(), (Row{3, 3}));
  EXPECT_EQ(run(toy, {.check_deadlock = false}).verdict, Verdict::Ok);
  // A step to itself is a successor.
  toy.action("Stay", {}, [](const Row& s, const Toy::Emit& emit) { emit(s, {}, 1); });
  EXPECT_EQ(run(toy).verdict, Verdict::Ok);
}

// A successor that the constraint excludes is generated, but not stored, so it is no deadlock and its invariants are
// evaluated each time it is met.
TEST(Check, ConstraintsCutAfterCheckingInvariants) {
  int outside = 0;
  Toy toy = grid(2, 5);
  toy.edit().check_deadlock = true;
  toy.predicate("Small", PredicateKind::Constraint, [](const Row& s, const Row&) { return s[0] + s[1] <= 2; });
  toy.invariant("Any", [&](const Row& s) {
    outside += s[0] + s[1] == 3;
    return true;
  });
  const CheckResult result = run(toy);
  EXPECT_EQ(result.verdict, Verdict::Ok);
  EXPECT_EQ(result.distinct, 6u);
  EXPECT_EQ(result.generated, 1u + 2 * 6);
  EXPECT_EQ(result.depth, 3u);
  EXPECT_EQ(outside, 6);

  toy.invariant("Within", [](const Row& s) { return s[0] + s[1] <= 2; });
  const CheckResult violated = run(toy);
  EXPECT_EQ(violated.verdict, Verdict::InvariantViolated);
  EXPECT_EQ(violated.behavior.size(), 4u);
  EXPECT_EQ(violated.distinct, 6u);
  EXPECT_EQ(violated.depth, 3u);
}

TEST(Check, ActionConstraintsSeeBothStates) {
  Toy toy = grid(2, 3);
  toy.predicate("FirstFirst", PredicateKind::ActionConstraint,
                [](const Row& s, const Row& next) { return next[1] == s[1] || s[0] == 3; });
  const CheckResult result = run(toy);
  EXPECT_EQ(result.distinct, 4u + 3);
  EXPECT_EQ(result.generated, 1u + 3 * 2 + 1 + 3 - 1);
}

TEST(Check, ImpliedActionsAreCheckedOnEveryStep) {
  Toy toy({"x"});
  toy.init({{0}});
  toy.action("Go", {}, [](const Row& s, const Toy::Emit& emit) { emit({(s[0] + 1) % 3}, {}, 1); });
  toy.predicate("Grows", PredicateKind::ImpliedAction, [](const Row& s, const Row& next) { return next[0] > s[0]; });
  const CheckResult result = run(toy);
  // The step that violates leads to a state seen before.
  EXPECT_EQ(result.verdict, Verdict::PropertyViolated);
  EXPECT_EQ(result.violated, "Grows");
  EXPECT_EQ(exit_code(result), 13);
  EXPECT_EQ(rows(toy, result.behavior), (std::vector<Row>{{0}, {1}, {2}, {0}}));
  EXPECT_EQ(result.distinct, 3u);
  EXPECT_EQ(result.generated, 4u);
}

TEST(Check, InitialStates) {
  Toy toy = grid(1, 3);
  toy.init({{2}, {0}, {2}, {1}});
  CheckResult result = run(toy);
  EXPECT_EQ(result.initial, 3u);
  EXPECT_EQ(result.init.generated, 4u);
  EXPECT_EQ(result.distinct, 4u);
  EXPECT_EQ(result.generated, 4u + 3);
  EXPECT_EQ(result.depth, 2u);

  toy.predicate("StartsLow", PredicateKind::ImpliedInit, [](const Row& s, const Row&) { return s[0] < 2; });
  result = run(toy);
  EXPECT_EQ(result.verdict, Verdict::PropertyViolated);
  EXPECT_EQ(result.generated, 1u);
  EXPECT_EQ(rows(toy, result.behavior), (std::vector<Row>{{2}}));
}

TEST(Check, OnlyInitialStatesHaveDepthOne) {
  Toy toy = grid(1, 0);
  EXPECT_EQ(run(toy).depth, 1u);
}

TEST(Check, NoInitialStateIsOkButSaysSo) {
  Toy toy = grid(1, 3);
  toy.init({});
  CheckResult result = run(toy);
  EXPECT_EQ(result.verdict, Verdict::Ok);
  EXPECT_EQ(result.depth, 0u);
  ASSERT_EQ(result.warnings.size(), 1u);
  EXPECT_NE(result.warnings[0].find("initial predicate"), std::string::npos);
  toy.init({{1}}).predicate("None", PredicateKind::Constraint, [](const Row&, const Row&) { return false; });
  result = run(toy);
  EXPECT_EQ(result.generated, 1u);
  EXPECT_EQ(result.distinct, 0u);
  EXPECT_EQ(result.depth, 1u);
  EXPECT_EQ(result.warnings.size(), 1u);
}

TEST(Check, MultiplicityOnlyAddsToGenerated) {
  Toy toy({"x"});
  toy.init({{0}});
  toy.action("Go", {}, [](const Row& s, const Toy::Emit& emit) {
    if (s[0] < 2) emit({s[0] + 1}, {}, 3);
  });
  toy.edit().check_deadlock = false;
  EXPECT_EQ(run(toy).generated, 7u);
  EXPECT_EQ(run(toy).actions[0].generated, 6u);
  // At a violation only the first is generated.
  toy.invariant("BelowTwo", [](const Row& s) { return s[0] < 2; });
  EXPECT_EQ(run(toy).generated, 1u + 3 + 1);
}

TEST(Check, AssumptionsComeFirst) {
  Toy toy = jugs();
  toy.predicate("Fine", PredicateKind::Assumption, [](const Row&, const Row&) { return true; });
  EXPECT_EQ(run(toy).verdict, Verdict::Ok);
  toy.predicate("Wrong", PredicateKind::Assumption, [](const Row&, const Row&) { return false; });
  const CheckResult result = run(toy);
  EXPECT_EQ(result.verdict, Verdict::AssumptionViolated);
  EXPECT_EQ(result.violated, "Wrong");
  EXPECT_EQ(result.generated, 0u);
  EXPECT_EQ(result.depth, 0u);
  EXPECT_EQ(exit_code(result), 10);
}

TEST(Check, WithoutBehaviorOnlyAssumptions) {
  Toy toy({});
  toy.edit().has_behavior = false;
  toy.predicate("Fine", PredicateKind::Assumption, [](const Row&, const Row&) { return true; });
  const CheckResult result = run(toy, {.workers = 2});
  EXPECT_EQ(result.verdict, Verdict::Ok);
  EXPECT_EQ(result.generated, 0u);
  EXPECT_EQ(result.distinct, 0u);
  EXPECT_EQ(result.depth, 0u);
  EXPECT_TRUE(result.warnings.empty());
}

TEST(Check, PostconditionComesLastAndOnlySpoilsAnOkRun) {
  Toy toy = jugs();
  toy.predicate("Reached", PredicateKind::Postcondition, [](const Row&, const Row&) { return false; });
  EXPECT_EQ(run(toy).verdict, Verdict::PostconditionViolated);
  EXPECT_EQ(run(toy).distinct, 16u);
  EXPECT_EQ(exit_code(run(toy)), 10);
  toy.invariant("NotFour", [](const Row& s) { return s[1] != 4; });
  EXPECT_EQ(run(toy).verdict, Verdict::InvariantViolated);
}

TEST(Check, ContinueCountsViolationsAndKeepsTheFirst) {
  Toy toy = grid(2, 4);
  toy.invariant("NotDiagonal", [](const Row& s) { return s[0] == 0 || s[0] != s[1]; });
  const CheckResult result = run(toy, {.continue_on_violation = true});
  EXPECT_EQ(result.verdict, Verdict::InvariantViolated);
  EXPECT_EQ(result.violations, 4u);
  EXPECT_EQ(result.behavior.size(), 3u);
  EXPECT_EQ(result.distinct, 25u);
  EXPECT_EQ(result.queue, 0u);
}

TEST(Check, ContinueEndsByAnErrorWhichIsShown) {
  Toy toy = grid(1, 5);
  toy.invariant("NotOne", [](const Row& s) { return s[0] != 1; });
  toy.action("Fail", {}, [](const Row& s, const Toy::Emit&) {
    if (s[0] == 3) throw EvalError(ErrorKind::Evaluation, "no value");
  });
  const CheckResult result = run(toy, {.continue_on_violation = true});
  EXPECT_EQ(result.verdict, Verdict::EvaluationFailed);
  EXPECT_EQ(result.behavior.size(), 4u);
  EXPECT_EQ(result.violations, 2u);
}

TEST(Check, ContinueCountsEachInvariantOfAnInitialState) {
  Toy toy = grid(1, 2);
  for (const char* name : {"A", "B"}) toy.invariant(name, [](const Row&) { return false; });
  EXPECT_EQ(run(toy, {.continue_on_violation = true}).violations, 4u);  // and one of each state that follows
}

// A state outside of the model, and a step, are judged each time that they come; a stored state once.
TEST(Check, ContinueCountsAViolationAsOftenAsItsStepIsGiven) {
  const auto violations = [](Toy toy) { return run(toy, {.continue_on_violation = true}).violations; };
  const auto three = [] {
    Toy toy({"x"});
    toy.init({{0}});
    toy.action("Next", {}, [](const Row& s, const Toy::Emit& emit) { emit({(s[0] + 1) % 3}, {}, 3); });
    return toy;
  };
  Toy stored = three().invariant("Inv", [](const Row& s) { return s[0] < 2; });
  EXPECT_EQ(violations(stored), 1u);
  EXPECT_EQ(violations(stored.predicate("Small", PredicateKind::Constraint, [](const Row& s, const Row&) { return s[0] < 2; })),
            3u);
  EXPECT_EQ(violations(three().predicate("Step", PredicateKind::ImpliedAction,
                                         [](const Row&, const Row& next) { return next[0] < 2; })),
            3u);
}

TEST(Check, EvaluationErrorsShowTheBehaviorThatLedThere) {
  Toy toy = grid(1, 5);
  toy.action("Fail", {}, [](const Row& s, const Toy::Emit&) {
    if (s[0] == 3) throw EvalError(ErrorKind::Evaluation, "no value");
  });
  CheckResult result = run(toy);
  EXPECT_EQ(result.verdict, Verdict::EvaluationFailed);
  EXPECT_EQ(exit_code(result), 75);
  ASSERT_TRUE(result.failure);
  EXPECT_EQ(result.failure->phase, Phase::Next);
  EXPECT_EQ(rows(toy, result.behavior), (std::vector<Row>{{0}, {1}, {2}, {3}}));
  // The successor generated before the error counts.
  EXPECT_EQ(result.generated, 5u);

  Toy assertion = grid(1, 5);
  assertion.action("Fail", {}, [](const Row& s, const Toy::Emit&) {
    if (s[0] == 1) throw EvalError(ErrorKind::Assertion, "assertion");
  });
  EXPECT_EQ(run(assertion).verdict, Verdict::AssertionFailed);
  EXPECT_EQ(exit_code(run(assertion)), 14);
}

TEST(Check, AViolationBeforeTheErrorWins) {
  Toy toy = grid(1, 5);
  toy.invariant("BelowThree", [](const Row& s) { return s[0] < 3; });
  toy.action("Fail", {}, [](const Row& s, const Toy::Emit&) {
    if (s[0] == 2) throw EvalError(ErrorKind::Evaluation, "no value");
  });
  EXPECT_EQ(run(toy).verdict, Verdict::InvariantViolated);
}

TEST(Check, ErrorsInInvariantsHaveTheirOwnExitCode) {
  Toy toy = grid(1, 5);
  toy.invariant("Fails", [](const Row& s) -> bool {
    if (s[0] == 2) throw EvalError(ErrorKind::Evaluation, "no value");
    return true;
  });
  const CheckResult result = run(toy);
  EXPECT_EQ(result.verdict, Verdict::EvaluationFailed);
  EXPECT_EQ(result.violated, "Fails");
  EXPECT_EQ(exit_code(result), 76);
  EXPECT_EQ(result.behavior.size(), 3u);
}

TEST(Check, ALimitIsInconclusive) {
  Toy toy = grid(1, 5);
  toy.action("Fail", {}, [](const Row& s, const Toy::Emit&) {
    if (s[0] == 2) throw EvalError(ErrorKind::Limit, "the set is too large");
  });
  const CheckResult result = run(toy);
  EXPECT_EQ(result.verdict, Verdict::Inconclusive);
  EXPECT_EQ(result.reason, "the set is too large");
  EXPECT_EQ(exit_code(result), 21);
}

// The first state met of those that look alike stays, and only it is expanded.
TEST(Check, ViewKeepsTheFirstStateMet) {
  Toy toy({"x", "steps"});
  toy.init({{0, 0}});
  toy.action("Two", {}, [](const Row& s, const Toy::Emit& emit) {
    if (s[0] + 2 <= 6) emit({s[0] + 2, s[1] + 1}, {}, 1);
  });
  toy.action("One", {}, [](const Row& s, const Toy::Emit& emit) {
    if (s[0] + 1 <= 6) emit({s[0] + 1, s[1] + 1}, {}, 1);
  });
  toy.edit().check_deadlock = false;
  toy.view([](const Row& s) { return Row{s[0], 0}; });
  toy.invariant("Reached", [](const Row& s) { return s[0] != 6 || s[1] != 3; });
  const CheckResult result = run(toy);
  EXPECT_EQ(result.verdict, Verdict::InvariantViolated);
  EXPECT_EQ(rows(toy, result.behavior), (std::vector<Row>{{0, 0}, {2, 1}, {4, 2}, {6, 3}}));
  Toy all = toy;
  all.edit().predicates.clear();
  EXPECT_EQ(run(all).distinct, 7u);
}

TEST(Check, DepthLimitIsInconclusiveUnlessEverythingWasExplored) {
  Toy toy = grid(2, 3);
  const CheckResult cut = run(toy, {.depth = 3});
  EXPECT_EQ(cut.verdict, Verdict::Inconclusive);
  EXPECT_EQ(cut.distinct, 6u);
  EXPECT_EQ(cut.depth, 3u);
  EXPECT_EQ(cut.queue, 3u);
  EXPECT_EQ(run(toy, {.depth = 8}).verdict, Verdict::Ok);
}

TEST(Check, InterruptionReportsWhatWasExplored) {
  Toy toy({"x"});
  toy.init({{0}});
  toy.action("Up", {}, [](const Row& s, const Toy::Emit& emit) { emit({s[0] + 1}, {}, 1); });
  std::atomic<bool> interrupted{false};
  std::atomic<int> reports{0};
  CheckOptions options{.workers = 2};
  options.interrupted = &interrupted;
  options.progress_interval = std::chrono::milliseconds(1);
  options.progress = [&](const Progress& progress) {
    ++reports;
    if (progress.distinct > 100) interrupted = true;
  };
  const CheckResult result = check(toy, options);
  EXPECT_EQ(result.verdict, Verdict::Inconclusive);
  EXPECT_EQ(result.reason, "interrupted");
  EXPECT_GT(result.distinct, 100u);
  EXPECT_GT(reports, 0);
}

TEST(Check, MemoryCeilingIsInconclusive) {
  Toy toy({"x"});
  toy.init({{0}});
  toy.action("Up", {}, [](const Row& s, const Toy::Emit& emit) { emit({s[0] + 1}, {}, 1); });
  const CheckResult result = run(toy, {.memory = size_t{1} << 20});
  EXPECT_EQ(result.verdict, Verdict::Inconclusive);
  EXPECT_NE(result.reason.find("memory"), std::string::npos);
  EXPECT_GT(result.distinct, 0u);
}

// Wide enough for the table to grow many times and for workers to meet while they do.
// Wide states, of which a few hundred thousand are more than the ceiling allows, though not their table.
TEST(Check, StatesBeyondMemoryGoToDisk) {
  constexpr int64_t kSide = 600;
  std::vector<std::string> names{"x", "y"};
  for (int i = 0; i < 30; ++i) names.push_back("pad" + std::to_string(i));
  Toy toy(names);
  toy.init({Row(names.size(), 0)});
  for (size_t axis : {0, 1}) {
    toy.action("Move", {}, [axis](const Row& state, const Toy::Emit& emit) {
      Row next = state;
      if (next[axis] + 1 < kSide) ++next[axis];
      emit(next, {}, 1);
    });
  }
  for (unsigned workers : {1u, 2u}) {
    const CheckResult all = run(toy, {.workers = workers, .memory = resident_memory() + (size_t{40} << 20)});
    if (all.spilled == 0 && all.verdict == Verdict::Inconclusive) GTEST_SKIP() << "temporary files lie in memory here";
    EXPECT_EQ(all.verdict, Verdict::Ok) << all.reason;
    EXPECT_EQ(all.distinct, static_cast<uint64_t>(kSide * kSide));
    EXPECT_EQ(all.generated, static_cast<uint64_t>(2 * kSide * kSide + 1));
    EXPECT_EQ(all.depth, static_cast<uint64_t>(2 * kSide - 1));
    EXPECT_GT(all.spilled, 0u);
  }
}

// Many states of one word: it is the table that the ceiling has no room for.
TEST(Check, TablesBeyondMemoryGoToDisk) {
  const Toy toy = grid(4, 39);
  const CheckResult all = run(toy);
  for (unsigned workers : {1u, 2u}) {
    const CheckResult tight = run(toy, {.workers = workers, .memory = resident_memory() + (size_t{56} << 20)});
    if (tight.spilled == 0 && tight.verdict == Verdict::Inconclusive) GTEST_SKIP() << "temporary files lie in memory here";
    EXPECT_EQ(tight.verdict, Verdict::Ok) << tight.reason;
    EXPECT_EQ(tight.distinct, all.distinct);
    EXPECT_EQ(tight.generated, all.generated);
    EXPECT_EQ(tight.depth, all.depth);
    EXPECT_GT(tight.spilled, 0u);
  }
}

TEST(Check, SameCountsWithAnyNumberOfWorkers) {
  const Toy toy = grid(4, 15);
  const CheckResult one = run(toy);
  EXPECT_EQ(one.distinct, 65536u);
  EXPECT_EQ(one.generated, 1u + 4 * 15 * 4096);
  EXPECT_EQ(one.depth, 61u);
  for (unsigned workers : {2u, 3u, 8u}) {
    const CheckResult many = run(toy, {.workers = workers});
    EXPECT_EQ(many.verdict, Verdict::Ok);
    EXPECT_EQ(many.distinct, one.distinct) << workers;
    EXPECT_EQ(many.generated, one.generated) << workers;
    EXPECT_EQ(many.depth, one.depth) << workers;
    EXPECT_EQ(many.queue, 0u) << workers;
    EXPECT_EQ(many.actions[0].distinct, 65535u) << workers;
  }
}

TEST(Check, ShortestCounterexampleWithManyWorkers) {
  Toy toy = grid(4, 12);
  toy.invariant("Corner", [](const Row& s) { return s != Row{5, 5, 5, 5}; });
  for (unsigned workers : {1u, 2u, 5u}) {
    const CheckResult result = run(toy, {.workers = workers});
    EXPECT_EQ(result.verdict, Verdict::InvariantViolated);
    EXPECT_EQ(result.behavior.size(), 21u) << workers;
    EXPECT_EQ(result.depth, 21u) << workers;
  }
}

TEST(Check, NarrowAndWideLevelsTakeTurns) {
  // Alternates between one state and 1,000 states a level: workers join and leave.
  Toy toy({"phase", "choice"});
  toy.init({{0, 0}});
  toy.action("Go", {}, [](const Row& s, const Toy::Emit& emit) {
    if (s[0] == 20) return;
    for (int64_t i = 0; i < (s[0] % 2 == 0 ? 1000 : 1); ++i) emit({s[0] + 1, i}, {}, 1);
  });
  toy.edit().check_deadlock = false;
  for (unsigned workers : {1u, 2u, 4u}) {
    const CheckResult result = run(toy, {.workers = workers});
    EXPECT_EQ(result.distinct, 1u + 10 * 1001) << workers;
    EXPECT_EQ(result.depth, 21u) << workers;
  }
}

// More successors of one state than are gathered before they are looked up.
TEST(Check, ManySuccessorsOfOneState) {
  Toy toy({"x", "y"});
  toy.init({{0, 0}});
  toy.action("Fan", {}, [](const Row& s, const Toy::Emit& emit) {
    for (int64_t i = 0; i < 50'000 && s[0] == 0; ++i) emit({i % 40'000, 1}, {}, 1);
  });
  toy.edit().check_deadlock = false;
  const CheckResult result = run(toy);
  EXPECT_EQ(result.generated, 1u + 50'000 + 50'000);
  EXPECT_EQ(result.distinct, 1u + 40'000);
  toy.invariant("NotThere", [](const Row& s) { return s[0] != 39'999; });
  EXPECT_EQ(run(toy).generated, 1u + 40'000);
}

TEST(Check, KeepsTheStateGraph) {
  const Toy toy = jugs();
  const CheckResult result = run(toy, {.keep_states = true});
  ASSERT_TRUE(result.states);
  EXPECT_EQ(result.states->size(), 16u);
  uint64_t edges = 0;
  std::vector<uint64_t> levels(9);
  for (uint64_t i = 0; i < 16; ++i) ++levels[result.states->level(StateSpace::id(0, i))];
  for_each_edge(toy, *result.states, result.expanded, [&](const Edge& edge) {
    ++edges;
    EXPECT_LE(result.states->level(edge.to), result.states->level(edge.from) + 1);
  });
  EXPECT_EQ(edges, 96u);
  EXPECT_EQ(levels[1], 1u);
  EXPECT_EQ(levels[2], 2u);
}

}  // namespace
}  // namespace trestle::explore
