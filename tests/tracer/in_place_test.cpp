// Tracer::record writes what the event that is described parameter by parameter writes.
#include <thread>

#include <gtest/gtest.h>

#include "tests/tracer/trace_file.h"
#include "tracer/tracer.h"

namespace trestle::tracer {
namespace {

struct Recorder {
  const char* name;
  Flush flush;
  Time time = Time::counter;
  bool hybrid = false;
};
void PrintTo(const Recorder& recorder, std::ostream* out) { *out << recorder.name; }

class InPlaceTest : public ::testing::TestWithParam<Recorder> {
 protected:
  Options options_for(const std::string& name) const {
    const Recorder& recorder = GetParam();
    return {.node = "n1",
            .file = directory_.file(name),
            .flush = recorder.flush,
            .time = recorder.time,
            .ring_bytes = 4096,
            .hybrid = recorder.hybrid};
  }
  // What `body` records, line by line without times.
  template <class Body>
  std::vector<std::string> recorded(const std::string& name, Body body) {
    const Options options = options_for(name);
    {
      Tracer tracer(options);
      EXPECT_TRUE(tracer.is_on()) << tracer.status().problem;
      body(tracer);
      EXPECT_EQ(tracer.status().dropped, 0u);
    }
    std::string lines = options.file;
    if (options.flush == Flush::binary) recover(options.file, lines += ".lines");
    std::vector<std::string> result;
    for (const Line& line : read_trace(lines)) {
      if (line.event.empty()) continue;
      std::string text = without_time(line.text);
      if (const size_t at = text.find(R"("hlc":)"); at != std::string::npos) text.erase(at, text.find(',', at) - at);
      result.push_back(text);
    }
    return result;
  }

  TemporaryDirectory directory_;
};

TEST_P(InPlaceTest, IsWhatADescribedEventIs) {
  const std::string letters = "abcdefghijklmnopqrstuvwxyz\"\n\xC3\xA9";
  const auto described = recorded("described", [&](Tracer& tracer) {
    for (int round = 0; round < 3; ++round) {
      tracer.event("Nothing").record();
      tracer.event("Numbers").param("a", round).param("b", INT32_MIN).param("c", uint8_t{255}).record();
      tracer.event("Large").param("a", int64_t{INT32_MAX} + 1).param("b", UINT64_MAX).record();
      tracer.event("Truth").param("yes", true).param("no", false).record();
      for (size_t length = 0; length <= letters.size(); ++length)
        tracer.event("Text").param("p", letters.substr(0, length)).param("n", length).record();
      tracer.event("Literal").param("p", "rm1").param("c", 'x').record();
      tracer.event(std::string("Made")).param(std::string("p"), std::string_view("view")).record();
      tracer.event("Values").param("s", std::vector<int>{1, 2}).param("m", ModelValue{"r1"}).param("n", 1).record();
    }
  });
  const auto at_once = recorded("at_once", [&](Tracer& tracer) {
    for (int round = 0; round < 3; ++round) {
      EXPECT_TRUE(tracer.record("Nothing"));
      EXPECT_TRUE(tracer.record("Numbers", "a", round, "b", INT32_MIN, "c", uint8_t{255}));
      EXPECT_TRUE(tracer.record("Large", "a", int64_t{INT32_MAX} + 1, "b", UINT64_MAX));
      EXPECT_TRUE(tracer.record("Truth", "yes", true, "no", false));
      for (size_t length = 0; length <= letters.size(); ++length)
        EXPECT_TRUE(tracer.record("Text", "p", letters.substr(0, length), "n", length));
      EXPECT_TRUE(tracer.record("Literal", "p", "rm1", "c", 'x'));
      EXPECT_TRUE(tracer.record(std::string("Made"), std::string("p"), std::string_view("view")));
      EXPECT_TRUE(tracer.record("Values", "s", std::vector<int>{1, 2}, "m", ModelValue{"r1"}, "n", 1));
    }
  });
  ASSERT_EQ(described.size(), 3 * (7 + letters.size() + 1) + 1);  // and the #end
  EXPECT_EQ(described, at_once);
}

// A ring of a page goes round thousands of times; texts of all lengths make records of all sizes come to its end.
TEST_P(InPlaceTest, GoesRoundItsRing) {
  const auto trace = recorded("round", [&](Tracer& tracer) {
    const std::string text(300, 'x');
    for (size_t i = 0; i < 20'000; ++i) {
      EXPECT_TRUE(tracer.record("Text", "i", i, "p", std::string_view(text).substr(0, i % text.size())));
      if (i % 7 == 0) tracer.event("Described").param("i", i).record();
    }
  });
  size_t at = 0;
  for (size_t i = 0; i < 20'000; ++i) {
    const std::string expected = R"("params":{"i":)" + std::to_string(i);
    ASSERT_NE(trace[at++].find(expected + R"(,"p":")" + std::string(i % 300, 'x') + '"'), std::string::npos) << i;
    if (i % 7 == 0) {
      ASSERT_NE(trace[at++].find(expected + "}"), std::string::npos) << i;
    }
  }
}

TEST_P(InPlaceTest, SeveralThreadsLeaveNoGap) {
  const auto trace = recorded("threads", [&](Tracer& tracer) {
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&tracer, thread] {
        for (int i = 0; i < 5'000; ++i) EXPECT_TRUE(tracer.record("Step", "thread", thread, "i", i));
      });
    }
    for (std::thread& thread : threads) thread.join();
  });
  std::vector<int> next(4, 0);
  for (const std::string& line : trace) {
    if (line.find("\"Step\"") == std::string::npos) continue;
    const auto thread = static_cast<size_t>(number_after(line, R"("thread":)"));
    EXPECT_EQ(number_after(line, R"("i":)"), next.at(thread)++);
  }
  EXPECT_EQ(next, std::vector<int>(4, 5'000));
}

TEST_P(InPlaceTest, OffAndPausedRecordNothing) {
  Tracer off;
  EXPECT_TRUE(off.record("Step", "i", 1));
  Tracer tracer(options_for("paused"));
  EXPECT_TRUE(tracer.record("Step", "i", 1));
  tracer.pause();
  EXPECT_TRUE(tracer.record("Step", "i", 2));
  tracer.resume();
  EXPECT_TRUE(tracer.record("Step", "i", 3));
  const Status status = tracer.status();
  EXPECT_EQ(status.recorded, 2u);
  EXPECT_EQ(status.dropped, 1u);  // at least one, says the trace
}

INSTANTIATE_TEST_SUITE_P(
    All, InPlaceTest,
    ::testing::Values(Recorder{"background", Flush::background}, Recorder{"tick", Flush::background, Time::tick},
                      Recorder{"binary", Flush::binary}, Recorder{"hybrid", Flush::background, Time::counter, true},
                      Recorder{"buffered", Flush::buffered}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace trestle::tracer
