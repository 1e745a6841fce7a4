// Clocks that arrive where there is little room for them, or that nobody can have: an order that is lost is a gap, and
// never silence.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/tracer/trace_file.h"
#include "tracer/clock.h"
#include "tracer/tracer.h"

namespace trestle::tracer {
namespace {

using ::testing::HasSubstr;

std::string clock_of(int nodes, int count) {
  std::string text = "{";
  for (int i = 0; i < nodes; ++i)
    text += std::string(i == 0 ? "" : ",") + "\"server-" + std::to_string(1000 + i) + "\":" + std::to_string(count);
  return text + "}";
}

class ClockRoomTest : public ::testing::TestWithParam<Flush> {
 protected:
  std::vector<Line> lines() {
    recover(file_, recovered_);
    return read_trace(recovered_);
  }

  TemporaryDirectory directory_;
  const std::string file_ = directory_.file("rm1"), recovered_ = directory_.file("recovered");
};

INSTANTIATE_TEST_SUITE_P(Ways, ClockRoomTest,
                         ::testing::Values(Flush::each_event, Flush::buffered, Flush::background, Flush::binary),
                         [](const auto& info) { return name_of(info.param); });

TEST_P(ClockRoomTest, AClockThatFitsNoRingIsAGap) {
  Tracer tracer({.node = "rm1", .file = file_, .flush = GetParam(), .ring_bytes = 4096});
  const bool fits = GetParam() == Flush::each_event || GetParam() == Flush::buffered;
  tracer.event("Before").record();
  EXPECT_EQ(tracer.receive(clock_of(150, 7)), fits);
  tracer.event("After").record();
  EXPECT_THAT(tracer.stamp(), HasSubstr("\"server-1149\":7")) << "what this node knows travels on in any case";
  EXPECT_EQ(tracer.status().ok, fits) << tracer.status().problem;
  EXPECT_EQ(tracer.status().dropped, fits ? 0u : 1u);
  tracer.close();
  EXPECT_EQ(expect_no_silent_gap(lines()), fits ? 0u : 1u);
}

// Nothing is recorded that would take them out of the ring.
TEST_P(ClockRoomTest, ManyClocksWithoutAnEvent) {
  Tracer tracer({.node = "rm1", .file = file_, .flush = GetParam(), .ring_bytes = 4096});
  alarm(60);
  for (int i = 1; i <= 200; ++i) EXPECT_TRUE(tracer.receive(clock_of(50, i))) << i;
  tracer.event("After").record();
  alarm(0);
  tracer.close();
  const std::vector<Line> all = lines();
  EXPECT_EQ(count_events(all, "After"), 1u);
  EXPECT_THAT(all[1].text, HasSubstr("\"server-1049\":200"));
  EXPECT_EQ(expect_no_silent_gap(all), 0u);
}

// More than anybody can have heard of: the next number would be the first again.
TEST_P(ClockRoomTest, NumbersThatThisNodeNeverGaveAreNotBelieved) {
  Tracer tracer({.node = "rm1", .file = file_, .flush = GetParam()});
  tracer.event("E").record();
  for (const char* stamp : {R"({"rm1":18446744073709551615})", R"({"rm1":1000000000000,"tm":3})"}) {
    EXPECT_FALSE(tracer.receive(stamp));
    EXPECT_EQ(tracer.stamp(), R"({"rm1":1})");
  }
  EXPECT_FALSE(tracer.receive(R"({"rm1":1000000000000}@7zzzzzzzzzz)")) << "nor is the time that comes with them";
  EXPECT_TRUE(tracer.receive(R"({"rm1":3})")) << "as many may be lost";
  tracer.event("E").record();
  tracer.close();
  EXPECT_EQ(expect_no_silent_gap(lines()), 2u);
}

// The ring has no room when the message arrives, and some again before the next event.
TEST(ClockWaitsTest, TheClockComesWithTheNextEventThatHasRoom) {
  const TemporaryDirectory directory;
  const std::string file = directory.file("rm1");
  Tracer tracer(
      {.node = "rm1", .file = file, .flush = Flush::background, .full = Full::drop, .ring_bytes = 4096});
  int more = 0;
  while (more < 100'000 && tracer.receive(R"({"tm":)" + std::to_string(++more) + "}")) {
    for (int i = 0; i < 200; ++i) tracer.event("Many").record();
  }
  tracer.flush();
  tracer.event("After").record();
  tracer.close();
  const std::vector<Line> lines = read_trace(file);
  EXPECT_EQ(lines[lines.size() - 2].event, "After");
  EXPECT_THAT(lines[lines.size() - 2].text, HasSubstr("\"tm\":" + std::to_string(more)));
  expect_no_silent_gap(lines);
}

}  // namespace
}  // namespace trestle::tracer
