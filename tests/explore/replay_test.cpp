// The loop by itself: what an implementation may answer, and what is made of it. Models and implementations are a few
// lines each, so that every case is seen whole.
#include "validator/explore/replay.h"

#include <deque>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/explore/toy.h"
#include "validator/drive/protocol.h"
#include "validator/explore/drive.h"
#include "validator/explore/shrink.h"
#include "validator/mapping/by_name.h"

namespace trestle::explore {
namespace {

using testing::HasSubstr;

// Takes one of two lots, which only `drawn` shows, and shows it then: `shown` follows.
Toy lots() {
  Toy toy({"drawn", "shown"});
  toy.init({{0, 0}});
  toy.action("Draw", {}, [](const Row& s, const Toy::Emit& emit) {
    if (s[0] != 0) return;
    emit({1, s[1]}, {}, 1);
    emit({2, s[1]}, {}, 1);
  });
  toy.action("Show", {}, [](const Row& s, const Toy::Emit& emit) {
    if (s[0] != 0 && s[1] == 0) emit({s[0], s[0]}, {}, 1);
  });
  toy.action("Again", {}, [](const Row& s, const Toy::Emit& emit) {
    if (s[0] == 2 && s[1] == 0) emit({0, 0}, {}, 1);
  });
  return toy;
}

// Answers as it was told to, and remembers what it was asked.
class Scripted final : public Implementation {
 public:
  explicit Scripted(const runtime::Signature& signature) : signature_(signature), reader_("scripted", {}) {}

  Scripted& answers(std::vector<std::string> lines) {
    lines_.assign(lines.begin(), lines.end());
    return *this;
  }
  Reply ask(const Request& request) override {
    asked.push_back(request.step == 0 ? "start" : signature_.action(request.to.action).name);
    if (lines_.empty()) return {.kind = Reply::Kind::Ended, .text = "is out of answers"};
    const std::string line = lines_.front();
    lines_.pop_front();
    return reader_.read(line, signature_, request);
  }
  std::optional<Reply> finish() override { return {}; }
  trace::Trace& trace() { return reader_.trace(); }

  std::vector<std::string> asked;

 private:
  const runtime::Signature& signature_;
  drive::ReplyReader reader_;
  std::deque<std::string> lines_;
};

class Replayed : public testing::Test {
 protected:
  Behavior behavior(const std::vector<std::pair<int, Row>>& steps) {
    Behavior behavior;
    for (const auto& [action, row] : steps) {
      std::vector<runtime::Value> values;
      for (const int64_t number : row) values.push_back(runtime::Value::integer(number));
      behavior.states.push_back({.words = runtime::encode(toy.signature().layout, values),
                                 .action = action < 0 ? runtime::kNoAction : static_cast<runtime::ActionId>(action)});
    }
    return behavior;
  }
  ReplayResult run(const Behavior& behavior, std::vector<std::string> answers) {
    system.answers(std::move(answers));
    return replay(bench, behavior);
  }

  Toy toy = lots();
  runtime::Context context;
  mapping::ByName by_name{toy.signature(), {}};
  Scripted system{toy.signature()};
  Bench bench{
      .model = toy, .context = context, .mapping = by_name, .replies = system.trace(), .implementation = system};
};

TEST_F(Replayed, WhatIsNotShownMayBeAnything) {
  const ReplayResult result = run(behavior({{-1, {0, 0}}, {0, {1, 0}}, {1, {1, 1}}}),
                                  {R"({"state":{"shown":0}})", R"({"state":{"shown":0}})", R"({"state":{"shown":1}})"});
  EXPECT_EQ(result.verdict, Verdict::Ok) << result.reason;
  EXPECT_EQ(result.replayed, 2u);
}

TEST_F(Replayed, AnotherChoiceThatTheSpecAllowsIsNoDivergence) {
  const ReplayResult result =
      run(behavior({{-1, {0, 0}}, {0, {1, 0}}, {1, {1, 1}}}), {"{}", "{}", R"({"state":{"shown":2}})"});
  EXPECT_EQ(result.verdict, Verdict::Inconclusive);
  EXPECT_THAT(result.reason, HasSubstr("in step 2, Show"));
}

TEST_F(Replayed, WhatNoChoiceExplainsIsADivergence) {
  const ReplayResult result =
      run(behavior({{-1, {0, 0}}, {0, {1, 0}}, {1, {1, 1}}}), {"{}", "{}", R"({"state":{"shown":3}})"});
  ASSERT_EQ(result.verdict, Verdict::Rejected);
  EXPECT_EQ(result.divergence->step, 2u);
  ASSERT_EQ(result.divergence->differing.size(), 1u);
  EXPECT_EQ(result.divergence->differing[0].variable, 1u);
  EXPECT_EQ(result.behavior.size(), 3u);
}

TEST_F(Replayed, ARefusalTellsWhichChoiceWasTaken) {
  // Again is possible after 2 only. Refused, the system may have drawn 1, which the spec allows.
  const Behavior again = behavior({{-1, {0, 0}}, {0, {2, 0}}, {2, {0, 0}}});
  EXPECT_EQ(run(again, {"{}", "{}", R"({"refused":"no"})"}).verdict, Verdict::Inconclusive);
  const ReplayResult seen = run(again, {"{}", R"({"state":{"drawn":2}})", R"({"refused":"no"})"});
  ASSERT_EQ(seen.verdict, Verdict::Rejected);
  EXPECT_EQ(seen.divergence->kind, Reply::Kind::Refused);
  EXPECT_EQ(seen.divergence->text, "no");
}

TEST_F(Replayed, NobodyHearsOfHiddenSteps) {
  bench.roles = {Role::Hidden, Role::Asked, Role::Asked};
  const ReplayResult result =
      run(behavior({{-1, {0, 0}}, {0, {1, 0}}, {1, {1, 1}}}), {"{}", R"({"state":{"shown":1}})"});
  EXPECT_EQ(result.verdict, Verdict::Ok) << result.reason;
  EXPECT_THAT(system.asked, testing::ElementsAre("start", "Show"));
}

TEST_F(Replayed, WhatTheSystemReportsIsHeldAgainstTheSpec) {
  bench.roles = {Role::System, Role::System, Role::System};
  const Behavior draws = behavior({{-1, {0, 0}}, {0, {2, 0}}, {1, {2, 2}}});
  const std::string drawn = R"({"event":"Draw","after":[{"var":"drawn","value":2}]})";
  EXPECT_EQ(run(draws, {"{}", drawn, R"({"event":"Show"})"}).verdict, Verdict::Ok);
  EXPECT_EQ(run(draws, {"{}", drawn, R"({"event":"Again"})"}).verdict, Verdict::Inconclusive);
  const ReplayResult result = run(draws, {"{}", drawn, drawn});
  ASSERT_EQ(result.verdict, Verdict::Rejected);
  EXPECT_EQ(result.divergence->event.name(), "Draw");
}

TEST_F(Replayed, RepliesThatAreNoneAreLocated) {
  const Behavior start = behavior({{-1, {0, 0}}});
  const auto message = [&](const std::string& line) {
    try {
      run(start, {line});
    } catch (const trace::TraceError& error) {
      return std::string(error.what());
    }
    return std::string("no error");
  };
  EXPECT_THAT(message("hello"), HasSubstr("Standard output is for replies only"));
  EXPECT_THAT(message("[]"), HasSubstr("a reply is a JSON object"));
  EXPECT_THAT(message(R"({"state":[1]})"), HasSubstr("\"state\": expected an object"));
  EXPECT_THAT(message(R"({"state":{"shwon":1}})"), HasSubstr("no variable \"shwon\""));
  EXPECT_THAT(message(R"({"error":"no disk"})"), HasSubstr("no disk"));
}

TEST_F(Replayed, AnEndIsTheLastStepsFault) {
  const ReplayResult result = run(behavior({{-1, {0, 0}}, {0, {1, 0}}}), {"{}"});
  ASSERT_EQ(result.verdict, Verdict::Rejected);
  EXPECT_EQ(result.divergence->kind, Reply::Kind::Ended);
  EXPECT_EQ(result.divergence->text, "is out of answers");
}

// Counts up to 9 by 1 or 3, and down; an implementation whose counter sticks at 6.
class Sticks final : public Implementation {
 public:
  explicit Sticks(const runtime::Signature& signature) : signature_(signature), reader_("sticks", {}) {}
  Reply ask(const Request& request) override {
    if (request.step == 0) n_ = 0;
    if (request.step != 0) n_ += std::array<int, 3>{1, 3, -1}[request.to.action];
    n_ = std::min(n_, 6);
    return reader_.read(R"({"state":{"n":)" + std::to_string(n_) + "}}", signature_, request);
  }
  std::optional<Reply> finish() override { return {}; }
  trace::Trace& trace() { return reader_.trace(); }

 private:
  const runtime::Signature& signature_;
  drive::ReplyReader reader_;
  int n_ = 0;
};

Toy counter() {
  Toy toy({"n"});
  toy.init({{0}});
  const auto by = [](int64_t step) {
    return [step](const Row& s, const Toy::Emit& emit) {
      if (s[0] + step >= 0 && s[0] + step <= 9) emit({s[0] + step}, {}, 1);
    };
  };
  toy.action("One", {}, by(1)).action("Three", {}, by(3)).action("Down", {}, by(-1));
  return toy;
}

TEST(Shrinking, LeavesOutAndLooksForShorterWays) {
  const Toy toy = counter();
  runtime::Context context;
  mapping::ByName by_name(toy.signature(), {});
  Sticks system(toy.signature());
  const Bench bench{
      .model = toy, .context = context, .mapping = by_name, .replies = system.trace(), .implementation = system};
  DriveResult found;
  for (uint64_t seed = 0; seed < 100 && found.behavior.size() < 12; ++seed) {
    found = drive(bench, {.behaviors = 1, .depth = 60, .seed = seed});
  }
  ASSERT_EQ(found.verdict, Verdict::Rejected);
  ASSERT_GE(found.behavior.size(), 12u);
  const Shrunk shrunk = shrink(toy, context, found, [&](const Behavior& behavior) { return replay(bench, behavior); });
  // Two steps of three, and one more of the kind that was the last.
  EXPECT_EQ(shrunk.result.behavior.size() - 1, 3u);
  ASSERT_TRUE(shrunk.result.divergence);
  EXPECT_TRUE(same_fault(*shrunk.result.divergence, *found.divergence));
  // What is left is a behavior of the spec.
  for (size_t i = 1; i < shrunk.result.behavior.size(); ++i) {
    const BehaviorState& to = shrunk.result.behavior.states[i];
    const BehaviorState step =
        explain_step(toy, context, shrunk.result.behavior.states[i - 1].words.data(), to.words.data(), static_cast<int64_t>(i));
    EXPECT_NE(step.action, runtime::kNoAction);
  }
}

TEST(Driving, DependsOnTheSeedOnly) {
  const Toy toy = counter();
  runtime::Context context;
  mapping::ByName by_name(toy.signature(), {});
  Sticks system(toy.signature());
  const Bench bench{
      .model = toy, .context = context, .mapping = by_name, .replies = system.trace(), .implementation = system};
  const auto states = [&](uint64_t seed) {
    std::vector<std::vector<runtime::Word>> words;
    for (const BehaviorState& state : drive(bench, {.seed = seed}).behavior.states) words.push_back(state.words);
    return words;
  };
  EXPECT_EQ(states(1), states(1));
  EXPECT_NE(states(1), states(2));
}

}  // namespace
}  // namespace trestle::explore
