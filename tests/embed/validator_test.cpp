#include "validator/embed/validator.h"

#include <memory>
#include <thread>
#include <vector>

#include "tests/embed/specs.h"
#include "translator/runtime/store.h"

namespace trestle {
namespace {

using testing::HasSubstr;

class EmbeddedValidator : public Embedded {
 protected:
  void SetUp() override {
    Embedded::SetUp();
    spec_ = write("Stock.tla",
                  "---- MODULE Stock ----\n"
                  "EXTENDS Naturals\n"
                  "VARIABLES held, log\n"
                  "Init == held = 0 /\\ log = [last |-> <<>>]\n"
                  "Put(n) == held' = held + n /\\ log' = [last |-> <<n, held>>]\n"
                  "Take == held > 0 /\\ held' = held - 1 /\\ UNCHANGED log\n"
                  "Next == Take \\/ \\E n \\in 1..3 : Put(n)\n"
                  "Few == held < 1000000\n"
                  "====\n");
    write("Stock.cfg", "INIT Init\nNEXT Next\nINVARIANT Few\n");
  }
  static std::string put(int n) { return R"({"event":"Put","params":{"n":)" + std::to_string(n) + "}}"; }
  static constexpr const char* kTake = R"({"event":"Take"})";
  std::string spec_;
};

TEST_F(EmbeddedValidator, JudgesWhileTheSystemRuns) {
  Validator validator(spec_);
  validator.feed(put(2));
  validator.feed(kTake);
  Validator::Status status = validator.settle();
  EXPECT_EQ(status.fed, 2u);
  EXPECT_EQ(status.explained, 2u);
  EXPECT_TRUE(status.ok());
  validator.feed(kTake);
  const Validator::Verdict& verdict = validator.finish();
  EXPECT_EQ(verdict.verdict, "ok") << verdict.report;
  EXPECT_EQ(verdict.events, 3u);
  EXPECT_EQ(verdict.explained, 3u);
  EXPECT_EQ(verdict.reason, "");
  EXPECT_EQ(&validator.finish(), &verdict);
}

// Before the first event was judged, at whichever moment.
TEST_F(EmbeddedValidator, WithoutFinishItIsDropped) {
  for (int events = 0; events < 20; ++events) {
    Validator validator(spec_);
    for (int i = 0; i < events; ++i) validator.feed(put(1));
  }
}

TEST_F(EmbeddedValidator, AnEventThatNothingExplainsEndsIt) {
  Validator validator(spec_);
  validator.feed(put(1));
  validator.feed(kTake);
  validator.feed(kTake);
  EXPECT_FALSE(validator.settle().ok());
  validator.feed(put(1));
  const Validator::Verdict& verdict = validator.finish();
  EXPECT_EQ(verdict.verdict, "rejected");
  EXPECT_EQ(verdict.explained, 2u);
  EXPECT_THAT(verdict.reason, HasSubstr("fed:3"));
  EXPECT_THAT(verdict.report, HasSubstr("held > 0"));
  EXPECT_THAT(verdict.json, HasSubstr("\"verdict\":\"rejected\""));
}

TEST_F(EmbeddedValidator, WhatCannotBeUsedIsSaidWithItsPlace) {
  const auto problem = [&](const std::string& spec, ValidatorOptions options = {}) -> std::string {
    try {
      Validator validator(spec, std::move(options));
    } catch (const ValidatorError& error) {
      return error.what();
    }
    return "none";
  };
  EXPECT_THAT(problem(path("Missing.tla")), HasSubstr("Missing.tla"));
  write("m.observe.toml", "[[event]]\nname = \"x\"\naction = 'Put(nothing)'\n");
  EXPECT_THAT(problem(spec_, {.mapping = path("m.observe.toml")}), HasSubstr("m.observe.toml:3"));
  EXPECT_THAT(problem(spec_, {.hidden = {"Steal"}}), HasSubstr("no such action"));
  EXPECT_THAT(problem(spec_, {.order = "sideways"}), HasSubstr("sideways"));
  Validator validator(spec_);
  validator.feed("{\"event\":");
  validator.feed(put(1));
  EXPECT_EQ(validator.finish().verdict, "error");
  EXPECT_THAT(validator.finish().reason, HasSubstr("fed:1"));
}

TEST_F(EmbeddedValidator, NoEventsAreNoVerdict) {
  Validator validator(spec_);
  EXPECT_EQ(validator.finish().verdict, "error");
}

TEST_F(EmbeddedValidator, ManyThreadsFeedAndSeveralJudge) {
  Validator first(spec_), second(spec_);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 500; ++i) {
        first.feed(put(1 + i % 3));
        second.feed(put(1));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(first.settle().explained, 2000u);
  EXPECT_EQ(second.finish().verdict, "ok");
  EXPECT_EQ(first.finish().verdict, "ok");
}

// Each state of Wide is 800 bytes of its own: together 120 MB, of which those at the end of each remain.
TEST_F(EmbeddedValidator, SeveralGiveBackTheValuesOfStatesThatAreNoLongerNeeded) {
  const std::string wide = write("Wide.tla",
                                 "---- MODULE Wide ----\n"
                                 "EXTENDS Naturals\n"
                                 "CONSTANT Start\n"
                                 "VARIABLE row\n"
                                 "Init == row = [i \\in 1..96 |-> Start]\n"
                                 "Step == row' = [i \\in 1..96 |-> row[i] + 1]\n"
                                 "Next == Step\n"
                                 "====\n");
  constexpr int kValidators = 3, kEvents = 50'000;
  const uint64_t before = runtime::collections();
  std::vector<std::unique_ptr<Validator>> all;
  for (int v = 0; v < kValidators; ++v) {
    const std::string config = "Wide" + std::to_string(v) + ".cfg";
    write(config, "INIT Init NEXT Next CONSTANT Start = " + std::to_string(1'000'000 * v));
    all.push_back(std::make_unique<Validator>(wide, ValidatorOptions{.config = path(config)}));
  }
  std::vector<std::thread> threads;
  for (auto& validator : all) {
    threads.emplace_back([&validator] {
      for (int i = 0; i < kEvents; ++i) validator->feed(R"({"event":"Step"})");
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (auto& validator : all) EXPECT_EQ(validator->settle().explained, uint64_t{kEvents});
  // Whether there was a moment when all were between two events is the scheduler's; now there is.
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  for (auto& validator : all) validator->feed(R"({"event":"Step"})");
  for (auto& validator : all) EXPECT_EQ(validator->settle().explained, uint64_t{kEvents + 1});
  EXPECT_GT(runtime::collections(), before);
  EXPECT_LT(runtime::store_bytes(), size_t{80} << 20);
  for (auto& validator : all) EXPECT_EQ(validator->finish().verdict, "ok");
}

TEST_F(EmbeddedValidator, CanBeLeftBeforeTheEnd) {
  Validator validator(spec_, {.queue_bytes = 100});
  for (int i = 0; i < 100; ++i) validator.feed(put(1));
}

}  // namespace
}  // namespace trestle
