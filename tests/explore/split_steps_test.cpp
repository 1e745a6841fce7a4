#include "validator/explore/split_steps.h"

#include <gtest/gtest.h>

namespace trestle::explore {
namespace {

TEST(SplitSteps, AnEventIsPartOfTheSameStepWheneverItIsAsked) {
  SplitSteps split;
  const uint32_t first = split.number("k", Part::First, 0, 0);
  EXPECT_EQ(split.number("k", Part::Middle, 1, 0), first);
  EXPECT_EQ(split.number("k", Part::Last, 0, 1), first);
  const uint32_t again = split.number("k", Part::First, 0, 2);
  EXPECT_NE(again, first) << "whose middle part the trace may have after this";
  EXPECT_EQ(split.number("k", Part::Middle, 1, 0), first);
  EXPECT_EQ(split.number("k", Part::First, 0, 2), again);
  EXPECT_THROW(split.number("k", Part::First, 1, 1), std::length_error);
}

TEST(SplitSteps, OnlyNumbersThatAreSurelyDoneWithAreGivenAgain) {
  SplitSteps split;
  const uint32_t one = split.number("1", Part::First, 0, 0);
  split.number("1", Part::Last, 0, 1);
  EXPECT_NE(split.number("2", Part::First, 1, 0), one) << "another node's may come before";
  EXPECT_EQ(split.number("3", Part::First, 0, 2), one) << "its own comes after";
  const uint32_t two = split.number("2", Part::Last, 0, 3);
  const uint32_t four = split.number("4", Part::First, 0, 4);
  EXPECT_NE(four, two);
  split.forget(trace::Cut().at(0, 4));
  EXPECT_NE(split.number("5", Part::First, 0, 5), two) << "its first part may still be asked for";
  split.forget(trace::Cut().at(0, 4).at(1, 1));
  EXPECT_EQ(split.number("6", Part::First, 0, 6), two);
}

TEST(SplitSteps, TakenStepsAreSets) {
  SplitSteps split;
  const auto a = split.with(0, 7), b = split.with(a, 3);
  EXPECT_EQ(split.with(split.with(0, 3), 7), b);
  EXPECT_TRUE(split.has(b, 7));
  EXPECT_FALSE(split.has(a, 3));
  EXPECT_EQ(split.without(b, 3), a);
  EXPECT_EQ(split.without(a, 7), 0u);
  EXPECT_EQ(split.with(a, 7), a);
}

TEST(SplitSteps, AreTheSameInAnotherProcess) {
  SplitSteps split;
  const uint32_t one = split.number("1", Part::First, 0, 0), two = split.number("2", Part::First, 1, 0);
  split.number("2", Part::Last, 1, 1);
  const auto taken = split.with(0, one);
  std::string bytes;
  runtime::BytesWriter out(bytes);
  split.write(out);
  SplitSteps other;
  runtime::BytesReader in(bytes);
  other.restore(in);
  EXPECT_TRUE(in.empty());
  EXPECT_EQ(other.number("1", Part::Last, 0, 1), one);
  EXPECT_EQ(other.number("2", Part::First, 1, 0), two);
  EXPECT_EQ(other.number("3", Part::First, 1, 2), two);
  EXPECT_TRUE(other.has(taken, one));
  EXPECT_EQ(other.with(0, one), taken);
}

}  // namespace
}  // namespace trestle::explore
