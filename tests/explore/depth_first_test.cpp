// The same states in another order, and one behavior to its end before others.
#include <gtest/gtest.h>

#include "tests/explore/toy.h"
#include "validator/explore/check.h"

namespace trestle::explore {
namespace {

CheckResult deep(const runtime::Model& model, CheckOptions options = {}) {
  options.depth_first = true;
  return check(model, options);
}

TEST(DepthFirst, MeetsEveryState) {
  const CheckResult result = deep(jugs());
  EXPECT_EQ(result.verdict, Verdict::Ok);
  EXPECT_EQ(result.generated, 97u);
  EXPECT_EQ(result.distinct, 16u);
  EXPECT_EQ(result.queue, 0u);
  EXPECT_GE(result.depth, 8u);
}

TEST(DepthFirst, SeveralWorkersAreOne) {
  const CheckResult result = deep(jugs(), {.workers = 3});
  EXPECT_EQ(result.workers, 1u);
  EXPECT_EQ(result.distinct, 16u);
}

// A line of 1000 states with a branch at each: breadth-first meets nearly all of them before the end.
TEST(DepthFirst, FollowsTheLastSuccessorFirst) {
  Toy toy({"at", "side"});
  toy.init({{0, 0}});
  toy.action("Aside", {}, [](const Row& s, const Toy::Emit& emit) { emit({s[0], s[1] + 1}, {}, 1); });
  toy.action("Ahead", {}, [](const Row& s, const Toy::Emit& emit) { emit({s[0] + 1, s[1]}, {}, 1); });
  toy.invariant("NotThere", [](const Row& s) { return s[0] < 1000; });
  const CheckResult result = deep(toy);
  EXPECT_EQ(result.verdict, Verdict::InvariantViolated);
  EXPECT_EQ(result.behavior.states.size(), 1001u);
  EXPECT_EQ(result.depth, 1001u);
  EXPECT_EQ(result.distinct, 2001u);
}

TEST(DepthFirst, ADepthLimitIsNoVerdict) {
  const CheckResult result = deep(jugs(), {.depth = 3});
  EXPECT_EQ(result.verdict, Verdict::Inconclusive);
  EXPECT_LT(result.distinct, 16u);
}

TEST(DepthFirst, DeadlockIsFound) {
  Toy toy = grid(2, 2);
  toy.edit().check_deadlock = true;
  const CheckResult result = deep(toy);
  EXPECT_EQ(result.verdict, Verdict::Deadlock);
  EXPECT_EQ(result.behavior.states.size(), 5u);
}

}  // namespace
}  // namespace trestle::explore
