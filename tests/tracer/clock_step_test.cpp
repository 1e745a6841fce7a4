// Somebody sets the wall clock while a program records: times follow it, the order does not, and hybrid time never goes
// back, not even over a restart.
#include <atomic>
#include <thread>

#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "tests/tracer/trace_file.h"
#include "tracer/left.h"
#include "tracer/tracer.h"

namespace {
std::atomic<int64_t> step_seconds = 0;  // how far the wall clock of this process was set
}  // namespace

// The C library's, for the whole test program.
extern "C" int clock_gettime(clockid_t id, timespec* now) noexcept {
  const auto result = static_cast<int>(syscall(SYS_clock_gettime, id, now));
  if (id == CLOCK_REALTIME) now->tv_sec += step_seconds.load();
  return result;
}

namespace trestle::tracer {
namespace {

constexpr int64_t kHour = 3600, kNanoseconds = 1'000'000'000;

class ClockStepTest : public ::testing::TestWithParam<Flush> {
 protected:
  ~ClockStepTest() override { step_seconds = 0; }

  Options options() const { return {.node = "rm1", .file = file_, .flush = GetParam(), .hybrid = true}; }

  std::vector<Line> lines() {
    recover(file_, recovered_);
    return read_trace(recovered_);
  }

  // Of the file, or of one that a restart made of it.
  std::vector<int64_t> hybrid_times(const std::string& file) {
    recover(file, recovered_);
    std::vector<int64_t> times;
    for (const Line& line : read_trace(recovered_)) {
      if (line.event == "E") times.push_back(number_after(line.text, "\"hlc\":"));
    }
    return times;
  }

  TemporaryDirectory directory_;
  const std::string file_ = directory_.file("rm1"), recovered_ = directory_.file("recovered.ndjson");
};

INSTANTIATE_TEST_SUITE_P(Ways, ClockStepTest,
                         ::testing::Values(Flush::each_event, Flush::buffered, Flush::background, Flush::binary),
                         [](const auto& info) { return name_of(info.param); });

TEST_P(ClockStepTest, TimesFollowTheClockAndTheOrderDoesNot) {
  for (const int64_t step : {-kHour, kHour}) {
    step_seconds = 0;
    Options replacing = options();
    replacing.existing = Existing::replace;
    Tracer tracer(replacing);
    const auto begun = static_cast<int64_t>(wall_ns());
    tracer.event("Before").record();
    tracer.flush();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    step_seconds = step;
    tracer.flush();
    // Whose ring begins with a look at both clocks.
    std::thread([&] { tracer.event("After").record(); }).join();
    tracer.close();
    const auto ended = static_cast<int64_t>(wall_ns());
    const std::vector<Line> lines = this->lines();
    ASSERT_EQ(lines.size(), 4u);
    EXPECT_EQ(expect_no_silent_gap(lines), 0u);
    EXPECT_EQ(lines[1].event, "Before");
    EXPECT_EQ(lines[2].event, "After");
    const auto time = [&](size_t i) { return number_after(lines[i].text, "\"time\":"); };
    constexpr int64_t kSlack = 60 * kNanoseconds;  // of a machine that has other work: a step is an hour
    EXPECT_GE(time(1), begun - kSlack);
    EXPECT_LE(time(1), begun + kSlack);
    EXPECT_GE(time(2), ended - kSlack);
    EXPECT_LE(time(2), ended + kSlack);
    EXPECT_GT(number_after(lines[2].text, "\"hlc\":"), number_after(lines[1].text, "\"hlc\":"));
  }
}

TEST_P(ClockStepTest, HybridTimeGoesOnAfterAStepAndARestart) {
  for (const bool killed : {false, true}) {
    step_seconds = 0;
    for (const std::string& file : {file_, file_ + ".1", file_ + ".2", rings_beside(file_)}) unlink(file.c_str());
    in_child([&] {
      Tracer tracer(options());
      for (int i = 0; i < 10; ++i) tracer.event("E").record();
      if (!killed) tracer.close();
      tracer.flush();
      _exit(0);
    });
    step_seconds = -kHour;
    Tracer tracer(options());
    ASSERT_TRUE(tracer.status().ok) << tracer.status().problem;
    tracer.event("E").record();
    tracer.close();
    std::vector<int64_t> times;
    if (GetParam() == Flush::binary) times = hybrid_times(file_ + ".1");
    for (const int64_t time : hybrid_times(file_)) times.push_back(time);
    ASSERT_EQ(times.size(), 11u);
    for (size_t i = 1; i < times.size(); ++i) EXPECT_GT(times[i], times[i - 1]);
  }
}

}  // namespace
}  // namespace trestle::tracer
