#include "validator/explain/explain.h"

#include <gtest/gtest.h>

#include "tests/explain/small_spec.h"

namespace trestle::explain {
namespace {

using explore::Verdict;

const std::string kAddTwo = R"({"event":"Add","params":{"n":2}})"
                            "\n";

TEST(Explain, AnAcceptedTraceNeedsNone) {
  Held held = hold(kAddTwo);
  EXPECT_EQ(held.result.verdict, Verdict::Ok);
  EXPECT_TRUE(held.explained.events.empty());
}

TEST(Explain, TheConjunctThatIsFalseWithItsValues) {
  Held held = hold(kAddTwo + kAddTwo);
  ASSERT_EQ(held.result.verdict, Verdict::Rejected);
  ASSERT_EQ(held.explained.events.size(), 1u);
  ASSERT_EQ(held.explained.events[0].attempts.size(), 1u);
  const Attempt& attempt = held.explained.events[0].attempts[0];
  EXPECT_EQ(step_text(held.model->signature(), attempt.action, attempt.arguments), "Add(2)");
  ASSERT_TRUE(attempt.refusal);
  EXPECT_EQ(attempt.refusal->text, "count + n <= Limit");
  EXPECT_EQ(attempt.refusal->location.begin_line, 9u);
  ASSERT_GE(attempt.refusal->values.size(), 2u);
  EXPECT_EQ(attempt.refusal->values[0].name, "count");
  EXPECT_EQ(attempt.refusal->values[0].value, "2");
  EXPECT_TRUE(attempt.mismatches.empty());
  EXPECT_EQ(held.explained.events[0].possible[0], "Add(1)");
}

TEST(Explain, AStepThatShowsSomethingElse) {
  Held held = hold(
      kAddTwo +
      R"({"event":"Add","params":{"n":1},"before":[{"var":"count","value":2}],"after":[{"var":"count","value":7}]})"
      "\n");
  ASSERT_EQ(held.result.verdict, Verdict::Rejected);
  const Attempt& attempt = held.explained.events[0].attempts.at(0);
  EXPECT_FALSE(attempt.refusal);
  ASSERT_EQ(attempt.mismatches.size(), 1u);
  EXPECT_EQ(attempt.mismatches[0].expected, "count' = 7");
  EXPECT_EQ(attempt.mismatches[0].actual, "count' = 3");
}

// Of the values of a parameter that was not logged, the one that misses the least is shown.
TEST(Explain, TheNearestOfManySteps) {
  Held held = hold(
      R"({"event":"Put","params":{"b":"left"},"after":[{"var":"count","value":1},{"var":"boxes","path":["left"],"value":{"#set":[3]}}]})"
      "\n");
  ASSERT_EQ(held.result.verdict, Verdict::Rejected);
  const Attempt& attempt = held.explained.events[0].attempts.at(0);
  EXPECT_EQ(step_text(held.model->signature(), attempt.action, attempt.arguments), "Put(\"left\", 3)");
  ASSERT_EQ(attempt.mismatches.size(), 1u);
  EXPECT_EQ(attempt.mismatches[0].expected, "count' = 1");
}

TEST(Explain, AnArgumentOutsideItsSet) {
  Held held = hold(R"({"event":"Add","params":{"n":5}})"
                   "\n");
  const Attempt& attempt = held.explained.events[0].attempts.at(0);
  ASSERT_TRUE(attempt.refusal);
  EXPECT_TRUE(attempt.refusal->domain);
  EXPECT_EQ(attempt.refusal->text, "1..2");
}

TEST(Explain, AnArgumentThatCannotBeCompared) {
  Held held = hold(R"({"event":"Add","params":{"n":"two"}})"
                   "\n");
  EXPECT_EQ(held.result.verdict, Verdict::Rejected);
  const Attempt& attempt = held.explained.events[0].attempts.at(0);
  ASSERT_TRUE(attempt.refusal);
  EXPECT_FALSE(attempt.refusal->error.empty());
}

TEST(Explain, AStutteringEventThatSawSomethingElse) {
  Held held = hold(kAddTwo + R"({"event":"Beat","after":[{"var":"count","value":1}]})"
                             "\n",
                   {"Beat"});
  ASSERT_EQ(held.result.verdict, Verdict::Rejected);
  EXPECT_TRUE(held.explained.events[0].attempts.empty());
  ASSERT_EQ(held.explained.events[0].stuttering.size(), 1u);
  EXPECT_EQ(held.explained.events[0].stuttering[0].actual, "count' = 2");
}

}  // namespace
}  // namespace trestle::explain
