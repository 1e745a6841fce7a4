// What an event may say besides parameters and observations, sampling, and the C interface.
#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/tracer/trace_file.h"
#include "tracer/tracer.h"

namespace trestle::tracer {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

class ApiTest : public ::testing::TestWithParam<Flush> {
 protected:
  Options options() const { return {.node = "rm1", .file = file_, .flush = GetParam()}; }

  TemporaryDirectory directory_;
  const std::string file_ = directory_.file("rm1.ndjson");
};

INSTANTIATE_TEST_SUITE_P(Modes, ApiTest, ::testing::Values(Flush::each_event, Flush::background));

TEST_P(ApiTest, IntervalsHaveABeginAndAnEnd) {
  Tracer tracer(options());
  Event slow = tracer.interval("Slow");
  slow.param("n", 1);
  tracer.event("Between").record();
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  slow.record();
  tracer.close();
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_EQ(lines.at(1).event, "Between");
  EXPECT_THAT(lines.at(1).text, Not(HasSubstr("until")));
  const std::string& text = lines.at(2).text;
  const int64_t from = number_after(text, "\"time\":"), to = number_after(text, "\"until\":");
  EXPECT_GE(to - from, 29'000'000) << text;
  // Ticks are measured, so that two events know the time differently by a few millionths of what lies between.
  EXPECT_GT(number_after(lines.at(1).text, "\"time\":"), from - 1'000'000);
  EXPECT_LT(number_after(lines.at(1).text, "\"time\":"), to);
}

// Such a line would be no JSON.
TEST_P(ApiTest, WhatIsGivenTwiceIsDropped) {
  Tracer tracer(options());
  tracer.event("Params").param("p", 1).param("q", 2).param("p", "x").record();
  tracer.event("Sends").sends("m1").sends("m2").record();
  tracer.event("Good").param("p", 1).param("q", 1).sends("m1").receives("m2").receives("m3").record();
  tracer.record("Params", "p", 1, "p", 2);
  tracer.flush();
  EXPECT_EQ(tracer.status().dropped, 3u);
  EXPECT_THAT(tracer.status().problem, HasSubstr("given twice"));
  tracer.close();
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_EQ(expect_no_silent_gap(lines), 3u);
  EXPECT_EQ(count_events(lines, "Good"), 1u);
}

TEST_P(ApiTest, MetadataThatCannotBeWrittenAreAProblem) {
  Value deep = 1;
  for (int i = 0; i < 250; ++i) deep = Value::sequence({deep});
  Options given = options();
  given.run = {{"x", deep}};
  Tracer tracer(given);
  EXPECT_THAT(tracer.status().problem, HasSubstr("nested too deeply"));
  given.run = {{"x", 1}, {"x", 2}};
  EXPECT_FALSE(tracer.open(given));
  EXPECT_THAT(tracer.status().problem, HasSubstr("two members of one name"));
}

TEST(RingBytesTest, AThreadForWhichThereIsNoRing) {
  const TemporaryDirectory directory;
  for (const Flush flush : {Flush::background, Flush::binary}) {
    Tracer tracer(
        {.node = "rm1", .file = directory.file(name_of(flush)), .flush = flush, .ring_bytes = 4096, .rings_bytes = 4096});
    EXPECT_TRUE(tracer.event("E").record());
    std::thread([&] { EXPECT_FALSE(tracer.event("E").record()); }).join();
    EXPECT_TRUE(tracer.event("E").record());
    EXPECT_EQ(tracer.status().dropped, 1u);
    EXPECT_THAT(tracer.status().problem, HasSubstr("more threads record than rings_bytes has rings for"));
  }
}

TEST(RingBytesTest, AnEventLargerThanHalfARing) {
  const TemporaryDirectory directory;
  for (const Flush flush : {Flush::background, Flush::binary}) {
    Tracer tracer({.node = "rm1", .file = directory.file(name_of(flush)), .flush = flush, .ring_bytes = 4096});
    EXPECT_FALSE(tracer.event("E").param("p", std::string(3000, 'x')).record());
    EXPECT_TRUE(tracer.event("E").record());
    EXPECT_THAT(tracer.status().problem, HasSubstr("it is larger than half a ring (ring_bytes)"));
  }
}

TEST(RingBytesTest, MoreThanARingCanHaveAreRefused) {
  const TemporaryDirectory directory;
  for (const Flush flush : {Flush::background, Flush::binary}) {
    Tracer tracer({.node = "rm1", .file = directory.file("rm1"), .flush = flush, .ring_bytes = size_t{1} << 32});
    EXPECT_FALSE(tracer.is_on());
    EXPECT_THAT(tracer.status().problem, HasSubstr("ring_bytes"));
  }
}

// They record until all is asked: who has to wait for that waits for ever.
TEST_P(ApiTest, WhoAsksIsAnsweredWhileOthersRecord) {
  Tracer tracer(options());
  std::atomic<bool> stop = false;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&, i] {
      while (!stop) tracer.record("E", "i", i);
    });
  }
  alarm(120);
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(tracer.flush());
    EXPECT_TRUE(tracer.status().ok);
  }
  alarm(0);
  stop = true;
  for (std::thread& thread : threads) thread.join();
}

TEST_P(ApiTest, ScopedEventsAreRecordedWhereTheScopeEnds) {
  Tracer tracer(options());
  {
    Scoped outer(tracer, "Outer");
    Scoped inner(tracer, "Inner");
    inner.param("n", 1);
    Scoped cancelled(tracer, "Cancelled");
    cancelled.cancel();
  }
  try {
    Scoped left(tracer, "LeftByAnException");
    throw std::runtime_error("no");
  } catch (const std::runtime_error&) {
    Scoped handled(tracer, "Handled");
  }
  tracer.close();
  const std::vector<Line> lines = read_trace(file_);
  ASSERT_EQ(lines.size(), 5u);
  EXPECT_EQ(lines[1].event, "Inner");
  EXPECT_EQ(lines[2].event, "Outer");
  EXPECT_EQ(lines[3].event, "Handled");
  EXPECT_THAT(lines[1].text, HasSubstr("\"until\":"));
}

TEST_P(ApiTest, MessagesHaveIdentities) {
  Tracer tracer(options());
  tracer.event("E").receives("a").sends("b").receives("c").record();
  tracer.close();
  EXPECT_THAT(read_trace(file_).at(1).text, EndsWith(",\"causes\":[\"a\",\"c\"],\"id\":\"b\"}"));
}

TEST_P(ApiTest, AllNodesSampleTheSameIds) {
  Options sampling = options();
  sampling.sample_one_in = 10;
  Tracer tracer(sampling);
  sampling.node = "other";
  sampling.file = directory_.file("other");
  Tracer other(sampling);
  uint64_t sampled = 0;
  for (uint64_t id = 0; id < 10'000; ++id) {
    EXPECT_EQ(tracer.samples(TraceId{id}), other.samples(TraceId{id}));
    sampled += tracer.samples(TraceId{id});
    EXPECT_TRUE(tracer.event("E", TraceId{id}).param("id", id).record());
  }
  EXPECT_GT(sampled, 800u);
  EXPECT_LT(sampled, 1200u);
  tracer.close();
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_EQ(count_events(lines, "E"), sampled);
  EXPECT_EQ(expect_no_silent_gap(lines), 0u) << "what is not sampled is not missing";
}

TEST(CApi, AProgramInC) {
  TemporaryDirectory directory;
  const std::string one = directory.file("one"), two = directory.file("two");
  ASSERT_EQ(std::system((std::string(TRESTLE_FROM_C) + " " + one + " " + two).c_str()), 0);
  const std::vector<Line> lines = read_trace(one);
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_THAT(lines[0].text, HasSubstr("\"spec\":\"TwoPhase\""));
  EXPECT_THAT(lines[1].text,
              EndsWith(R"("params":{"p":"rm1","tid":7,"forced":false,"pair":[-1,{"#model":"r1"}]},)"
                       R"("before":[{"var":"memory","path":["rm1"],"value":"working"}],)"
                       R"("after":[{"var":"msgs","op":"add","value":{"type":"Vote","to":{"#set":[1]},"yes":true}}],)"
                       R"("causes":["m0"],"id":"m1"})"));
  EXPECT_THAT(lines[1].text, HasSubstr(R"("clock":{"rm1":1,"tm":1})"));
  EXPECT_EQ(expect_no_silent_gap(lines), 2u) << "the event without a value, and where it was paused";
  EXPECT_THAT(read_trace(two).at(1).text, HasSubstr("\"until\":"));
}

}  // namespace
}  // namespace trestle::tracer
