#include "tracer/tracer.h"

#include <map>
#include <set>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/tracer/trace_file.h"

namespace trestle::tracer {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class TracerTest : public ::testing::Test {
 protected:
  TemporaryDirectory directory_;
  const std::string file_ = directory_.file("rm1.ndjson");
};

TEST_F(TracerTest, WritesHeaderEventsAndEnd) {
  Tracer tracer({.node = "rm1", .file = file_, .spec = "TwoPhase", .run = {{"seed", 7}, {"who", "us"}}});
  ASSERT_TRUE(tracer.status().ok) << tracer.status().problem;
  EXPECT_TRUE(tracer.event("Prepare")
                  .param("r", "rm1")
                  .param("n", 2)
                  .before(at("rmState", "rm1"), "working")
                  .after(at("rmState", "rm1"), "prepared")
                  .after("msgs", Op::add, fields("type", "Prepared", "rm", "rm1"))
                  .record());
  EXPECT_TRUE(tracer.event("Nothing").record());
  EXPECT_EQ(tracer.status().recorded, 2u);
  tracer.close();

  const std::vector<Line> lines = read_trace(file_);
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_THAT(lines[0].text, StartsWith("{\"trestle\":1,\"node\":\"rm1\",\"pid\":"));
  EXPECT_THAT(lines[0].text, HasSubstr(",\"spec\":\"TwoPhase\",\"run\":{\"seed\":7,\"who\":\"us\"}"));
  EXPECT_THAT(lines[1].text, StartsWith(R"({"event":"Prepare","node":"rm1","seq":1,"clock":{"rm1":1},"time":)"));
  EXPECT_THAT(lines[1].text, EndsWith(R"(,"params":{"r":"rm1","n":2},)"
                                      R"("before":[{"var":"rmState","path":["rm1"],"value":"working"}],)"
                                      R"("after":[{"var":"rmState","path":["rm1"],"value":"prepared"},)"
                                      R"({"var":"msgs","op":"add","value":{"type":"Prepared","rm":"rm1"}}]})"));
  EXPECT_THAT(lines[2].text, Not(HasSubstr("params")));
  EXPECT_THAT(lines[2].text, Not(HasSubstr("before")));
  EXPECT_THAT(lines[2].text, Not(HasSubstr("after")));
  EXPECT_EQ(lines[3].text, R"({"event":"#end","node":"rm1","seq":3})");
}

TEST_F(TracerTest, EveryOpHasItsName) {
  Tracer tracer({.node = "rm1", .file = file_});
  tracer.event("E")
      .after("a", Op::is, 1)
      .after("b", Op::add, 1)
      .after("c", Op::remove, 1)
      .after("d", Op::append, 1)
      .before(at("e", 1, "x"), Op::contains, 1)
      .record();
  const std::string text = read_trace(file_).at(1).text;
  EXPECT_THAT(text, HasSubstr(R"({"var":"a","value":1},{"var":"b","op":"add","value":1})"));
  EXPECT_THAT(text, HasSubstr(R"({"var":"c","op":"remove","value":1},{"var":"d","op":"append","value":1})"));
  EXPECT_THAT(text, HasSubstr(R"([{"var":"e","path":[1,"x"],"op":"contains","value":1}])"));
}

TEST_F(TracerTest, ClocksTravelInStamps) {
  Tracer sender({.node = "tm", .file = directory_.file("tm.ndjson")});
  Tracer receiver({.node = "rm1", .file = file_});
  sender.event("Send").record();
  sender.event("Send").record();
  receiver.event("Alone").record();
  EXPECT_TRUE(receiver.receive(sender.stamp()));
  receiver.event("Receive").record();

  const std::vector<Line> lines = read_trace(file_);
  EXPECT_THAT(lines.at(1).text, HasSubstr(R"("clock":{"rm1":1},)"));
  EXPECT_THAT(lines.at(2).text, HasSubstr(R"("clock":{"rm1":2,"tm":2},)"));
  EXPECT_EQ(receiver.stamp(), R"({"rm1":2,"tm":2})");
}

TEST_F(TracerTest, AStampThatIsNoneChangesNothing) {
  Tracer tracer({.node = "rm1", .file = file_});
  tracer.event("E").record();
  EXPECT_FALSE(tracer.receive("{\"tm\":3,"));
  EXPECT_TRUE(tracer.receive("")) << "from a node whose tracer is off";
  EXPECT_EQ(tracer.stamp(), R"({"rm1":1})");
}

TEST_F(TracerTest, AStampThatKnowsLostEventsOfOursMakesTheGapVisible) {
  Tracer tracer({.node = "rm1", .file = file_});
  tracer.event("E").record();
  EXPECT_TRUE(tracer.receive(R"({"rm1":5})"));
  tracer.event("E").record();
  tracer.close();
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_EQ(lines.at(2).text, R"({"event":"#dropped","node":"rm1","seq":5,"count":4})");
  EXPECT_EQ(expect_no_silent_gap(lines), 4u);
}

TEST_F(TracerTest, AnEventIsRecordedOnceAndOnlyWhenAsked) {
  Tracer tracer({.node = "rm1", .file = file_});
  Event never = tracer.event("Never");
  never.param("x", 1);
  Event once = tracer.event("Once");
  once.record();
  once.record();
  tracer.close();
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_EQ(count_events(lines, "Never"), 0u);
  EXPECT_EQ(count_events(lines, "Once"), 1u);
}

TEST_F(TracerTest, ATracerThatIsOffCostsNothingAndSaysSo) {
  Tracer tracer;
  EXPECT_FALSE(tracer.is_on());
  EXPECT_TRUE(tracer.event("E").param("x", 1).after("y", 2).record());
  EXPECT_EQ(tracer.stamp(), "");
  EXPECT_TRUE(tracer.receive("{\"tm\":1}"));
  EXPECT_TRUE(tracer.flush());
  EXPECT_EQ(tracer.status().recorded, 0u);
}

TEST_F(TracerTest, ThreadsWriteCompleteLinesInOrder) {
  constexpr int kThreads = 8;
  constexpr int kEvents = 2000;
  {
    Tracer tracer({.node = "rm1", .file = file_, .flush = Flush::buffered});
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&tracer, t] {
        for (int i = 0; i < kEvents; ++i) {
          if (i % 100 == 0) tracer.receive("{\"peer" + std::to_string(t) + "\":" + std::to_string(i) + "}");
          tracer.event("T" + std::to_string(t)).param("i", i).after("text", std::string(i % 700, 'x')).record();
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_EQ(lines.size(), kThreads * kEvents + 2u);
  EXPECT_EQ(expect_no_silent_gap(lines), 0u);
  std::map<std::string, int> next;
  for (const Line& line : lines) {
    if (line.event.empty() || line.event[0] == '#') continue;
    EXPECT_THAT(line.text, HasSubstr("\"params\":{\"i\":" + std::to_string(next[line.event]++) + "}"));
  }
  EXPECT_EQ(next.size(), static_cast<size_t>(kThreads));
}

TEST_F(TracerTest, BufferedEventsWaitForFlush) {
  Tracer tracer({.node = "rm1", .file = file_, .flush = Flush::buffered});
  tracer.event("E").record();
  EXPECT_EQ(read_trace(file_).size(), 1u);
  EXPECT_TRUE(tracer.flush());
  EXPECT_EQ(read_trace(file_).size(), 2u);
}

TEST_F(TracerTest, ReplaceStartsOver) {
  Tracer({.node = "rm1", .file = file_}).event("Old").record();
  Tracer({.node = "rm1", .file = file_, .existing = Existing::replace}).event("New").record();
  const std::vector<Line> lines = read_trace(file_);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[1].event, "New");
  EXPECT_EQ(lines[1].seq, 1u);
}

}  // namespace
}  // namespace trestle::tracer
