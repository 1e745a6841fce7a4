// A driver in the test's own process, held to a behavior.
#include <gmock/gmock.h>

#include "driver/gtest.h"

namespace trestle::driver {
namespace {

using testing::HasSubstr;

// A queue of at most `room` elements, which the system empties by itself.
class Queue final : public Driver {
 public:
  explicit Queue(size_t room) : room_(room) {}

  Observation start(const Value&) override {
    elements_.clear();
    return look();
  }
  Observation step(const Step& step) override {
    if (step.action != "Put") throw Unknown(step);
    if (elements_.size() == room_) return Observation::refused("it is full");
    elements_.push_back(step["x"].integer());
    return look();
  }
  std::optional<Taken> await(const Step&) override {
    if (elements_.empty()) return {};
    const int64_t first = elements_.front();
    elements_.erase(elements_.begin());
    return Taken{"Get", {{"x", first}}, look()};
  }

 private:
  Observation look() const {
    Observation seen;
    seen.variable("queue", elements_);
    if (!elements_.empty()) seen.part("queue", {1}, elements_.front());
    return seen;
  }
  size_t room_;
  std::vector<int64_t> elements_;
};

Behavior two_in_one_out() {
  Behavior behavior;
  behavior.start(R"({"queue":[],"log":{"#set":[]}})");
  behavior.step("Put", R"({"x":7})", R"({"queue":[7],"log":{"#set":[7]}})");
  behavior.step("Put", R"({"x":8})", R"({"queue":[7,8],"log":{"#set":[7,8]}})");
  behavior.await("Get", R"({"x":7})", R"({"queue":[8],"log":{"#set":[7,8]}})");
  return behavior;
}

TEST(Follows, WhatTheBehaviorHas) {
  Queue queue(2);
  EXPECT_TRUE(follows(two_in_one_out(), queue));
  EXPECT_TRUE(follows(two_in_one_out(), queue)) << "the driver starts anew";
}

TEST(Follows, NotWhatIsRefused) {
  Queue queue(1);
  const testing::AssertionResult result = follows(two_in_one_out(), queue);
  EXPECT_FALSE(result);
  EXPECT_THAT(result.message(), HasSubstr("in step 2, Put(x |-> 8): refused: it is full"));
}

TEST(Follows, NotAnotherState) {
  Behavior behavior;
  behavior.start(R"({"queue":[]})");
  behavior.step("Put", R"({"x":7})", R"({"queue":[9]})");
  Queue queue(2);
  const testing::AssertionResult result = follows(behavior, queue);
  EXPECT_FALSE(result);
  EXPECT_THAT(result.message(), HasSubstr("queue[1]\n    - the specification:   9\n    + the implementation:  7"));
}

TEST(Follows, NotAnotherStepOfTheSystem) {
  Behavior behavior;
  behavior.start(R"({"queue":[]})");
  behavior.await("Get", R"({"x":7})", R"({"queue":[]})");
  Queue queue(2);
  EXPECT_THAT(follows(behavior, queue).message(), HasSubstr("the system took no step by itself"));
  Behavior other;
  other.start(R"({"queue":[]})");
  other.step("Put", R"({"x":7})", R"({"queue":[7]})");
  other.await("Get", R"({"x":8})", R"({"queue":[]})");
  EXPECT_THAT(follows(other, queue).message(), HasSubstr("in step 2, Get(x |-> 8): the system took Get with x = 7"));
}

TEST(Follows, ObservationsNameVariablesOfTheSpecification) {
  Behavior behavior;
  behavior.start(R"({"line":[]})");
  Queue queue(2);
  EXPECT_THROW(behavior.departure(queue), ValueError);
}

}  // namespace
}  // namespace trestle::driver
