// Vector clocks of nodes that send each other messages, in every way into the file, over restarts and rotation: exactly
// those that a few lines here say.
#include <array>
#include <random>

#include <gtest/gtest.h>

#include "tests/tracer/trace_file.h"
#include "tracer/clock.h"
#include "tracer/resume.h"
#include "tracer/tracer.h"

namespace trestle::tracer {
namespace {

constexpr size_t kNodes = 3;
using Clock = std::array<uint64_t, kNodes>;

struct Way {
  const char* name;
  Flush flush;
  uint64_t rotate_bytes;
};

class CausalityTest : public ::testing::TestWithParam<Way> {
 protected:
  std::string name(size_t node) const { return "n" + std::to_string(node); }
  std::string file(size_t node) const { return directory_.file(name(node)); }

  void open(Tracer& tracer, size_t node) {
    const bool opened = tracer.open({.node = name(node),
                                     .file = file(node),
                                     .flush = GetParam().flush,
                                     .ring_bytes = 4096,
                                     .rotate_bytes = GetParam().rotate_bytes});
    ASSERT_TRUE(opened) << tracer.status().problem;
  }

  // Of the node's events, in order, in all its files.
  std::vector<Clock> recorded(size_t node) {
    std::vector<Clock> clocks;
    for (uint64_t i = 1; i <= last_rotation(file(node)) + 1; ++i) {
      recover(i <= last_rotation(file(node)) ? rotated_name(file(node), i) : file(node), recovered_);
      for (const Line& line : read_trace(recovered_)) {
        if (line.event.empty() || line.event[0] == '#') continue;
        const std::string_view text = std::string_view(line.text).substr(line.text.find("\"clock\":") + 8);
        std::string_view rest;
        const auto clock = VectorClock::parse(text, &rest);
        EXPECT_TRUE(clock) << line.text;
        Clock& counts = clocks.emplace_back();
        for (size_t n = 0; n < kNodes && clock; ++n) counts[n] = clock->at(name(n));
      }
    }
    return clocks;
  }

  TemporaryDirectory directory_;
  const std::string recovered_ = directory_.file("recovered.ndjson");
};

INSTANTIATE_TEST_SUITE_P(Ways, CausalityTest,
                         ::testing::Values(Way{"EachEvent", Flush::each_event, 0}, Way{"Buffered", Flush::buffered, 0},
                                           Way{"Background", Flush::background, 0},
                                           Way{"RotatedLines", Flush::background, 5000},
                                           Way{"Binary", Flush::binary, 0}, Way{"RotatedBinary", Flush::binary, 1}),
                         [](const auto& info) { return info.param.name; });

TEST_P(CausalityTest, ClocksAreThoseOfTheMessages) {
  struct Message {
    std::string stamp;
    Clock clock;
  };
  std::array<Tracer, kNodes> tracers;
  std::array<Clock, kNodes> now = {};
  std::array<std::vector<Clock>, kNodes> expected;
  std::vector<Message> messages;
  std::mt19937 random(1);
  for (size_t n = 0; n < kNodes; ++n) open(tracers[n], n);
  for (int step = 0; step < 3000; ++step) {
    const size_t n = random() % kNodes;
    if (random() % 300 == 0) {  // the node starts again
      tracers[n].close();
      ++now[n][n];  // `#end`
      open(tracers[n], n);
    }
    const bool receives = !messages.empty() && random() % 2 == 0;
    if (receives) {
      const Message& message = messages[random() % messages.size()];  // it may come again, and late
      ASSERT_TRUE(tracers[n].receive(message.stamp));
      for (size_t i = 0; i < kNodes; ++i) now[n][i] = std::max(now[n][i], message.clock[i]);
    }
    ASSERT_TRUE(tracers[n].event(receives ? "Receive" : "Send").param("step", step).record());
    ++now[n][n];
    expected[n].push_back(now[n]);
    if (!receives) messages.push_back({tracers[n].stamp(), now[n]});
  }
  for (size_t n = 0; n < kNodes; ++n) {
    tracers[n].close();
    EXPECT_EQ(recorded(n), expected[n]) << name(n);
    if (GetParam().rotate_bytes != 0) {
      EXPECT_GE(last_rotation(file(n)), 5u);
    }
  }
}

}  // namespace
}  // namespace trestle::tracer
