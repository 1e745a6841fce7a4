// What is left when a process is killed while several threads record, when the file is cut or damaged afterwards, and
// how a process that starts again goes on with it.
#include <atomic>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <map>
#include <random>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/tracer/trace_file.h"
#include "tracer/left.h"
#include "tracer/resume.h"
#include "tracer/tracer.h"

namespace trestle::tracer {
namespace {

using ::testing::HasSubstr;

constexpr int kThreads = 4;

// How far each thread of the victim got, in memory that outlives it.
struct Progress {
  struct alignas(64) Thread {
    std::atomic<int64_t> done;  // events whose record() returned true
  } threads[kThreads];
};

class DeathTest : public ::testing::Test {
 protected:
  ~DeathTest() override { munmap(progress_, sizeof(Progress)); }

  [[noreturn]] void work(const Options& options) {
    Tracer tracer(options);
    if (!tracer.status().ok) _exit(1);
    const auto thread = [&](int t) {
      const std::string name = "T" + std::to_string(t);
      for (int64_t i = 0;; ++i) {
        if (i % 97 == 0) tracer.receive("{\"peer" + std::to_string(t) + "\":" + std::to_string(i + 1) + "}");
        if (!tracer.event(name).param("i", i).param("text", std::string(i % 40, 'x')).record()) _exit(2);
        progress_->threads[t].done.store(i + 1, std::memory_order_release);
      }
    };
    for (int t = 1; t < kThreads; ++t) std::thread(thread, t).detach();
    thread(0);
    _exit(3);
  }

  // Starts the victim, kills it at a moment that the seed chooses.
  void kill_at_random(const Options& options, uint32_t seed) {
    for (Progress::Thread& thread : progress_->threads) thread.done = 0;
    const pid_t pid = fork();
    if (pid == 0) work(options);
    const auto all_began = [&] {
      for (Progress::Thread& thread : progress_->threads) {
        if (thread.done.load() == 0) return false;
      }
      return true;
    };
    int status = 0;
    while (!all_began() && waitpid(pid, &status, WNOHANG) == 0) usleep(50);
    ASSERT_TRUE(all_began()) << "it ended with status " << status;
    std::mt19937 random(seed);
    usleep(random() % 20'000);
    kill(pid, SIGKILL);
    ASSERT_EQ(waitpid(pid, &status, 0), pid);
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  }

  void expect_all_completed(const std::string& file) {
    const std::vector<Line> lines = read_trace(file);
    const uint64_t missing = expect_no_silent_gap(lines);
    EXPECT_LE(missing, static_cast<uint64_t>(kThreads)) << "those that were being stored at that moment";
    std::map<std::string, int64_t> next;
    for (const Line& line : lines) {
      if (line.event.empty() || line.event[0] == '#') continue;
      const int64_t i = number_after(line.text, "\"i\":");
      ASSERT_EQ(i, next[line.event]++) << line.text;
      ASSERT_THAT(line.text, HasSubstr(",\"text\":\"" + std::string(i % 40, 'x') + "\"}"));
      ASSERT_EQ(number_after(line.text, "\"peer" + line.event.substr(1) + "\":"), i / 97 * 97 + 1) << line.text;
    }
    for (int t = 0; t < kThreads; ++t) {
      // One more may have been stored without the victim having told.
      const int64_t done = progress_->threads[t].done.load(), found = next["T" + std::to_string(t)];
      EXPECT_TRUE(found == done || found == done + 1) << "thread " << t << " completed " << done << ", found " << found;
    }
  }

  TemporaryDirectory directory_;
  const std::string file_ = directory_.file("rm1.ndjson"), recovered_ = directory_.file("recovered.ndjson");
  Progress* progress_ = static_cast<Progress*>(
      mmap(nullptr, sizeof(Progress), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
};

// Of each of the three ways below: 200 moments together.
int kills() {
  const char* given = std::getenv("TRESTLE_KILLS");
  return given != nullptr ? std::atoi(given) : 67;
}

TEST_F(DeathTest, EveryCompletedEventIsInTheRings) {
  for (int i = 0; i < kills(); ++i) {
    SCOPED_TRACE("seed " + std::to_string(i));
    std::filesystem::remove(file_);
    std::filesystem::remove(rings_beside(file_));
    kill_at_random({.node = "rm1", .file = file_, .flush = Flush::background, .ring_bytes = 64 * 1024},
                   static_cast<uint32_t>(i));
    recover(file_, recovered_);
    expect_all_completed(recovered_);
    // The next process finds the same, before its own.
    Tracer next({.node = "rm1", .file = file_});
    ASSERT_TRUE(next.status().ok) << next.status().problem;
    next.close();
    EXPECT_FALSE(std::filesystem::exists(rings_beside(file_)));
    expect_all_completed(file_);
    if (HasFailure()) return;
  }
}

TEST_F(DeathTest, EveryCompletedEventIsInABinaryFile) {
  for (int i = 0; i < kills(); ++i) {
    SCOPED_TRACE("seed " + std::to_string(i));
    std::filesystem::remove(file_);
    kill_at_random({.node = "rm1", .file = file_, .flush = Flush::binary, .rings_bytes = size_t{1} << 30},
                   static_cast<uint32_t>(i));
    recover(file_, recovered_);
    expect_all_completed(recovered_);
    if (HasFailure()) return;
  }
}

TEST_F(DeathTest, EveryCompletedEventIsInOneOfTheFilesOfARotation) {
  for (int i = 0; i < kills(); ++i) {
    SCOPED_TRACE("seed " + std::to_string(i));
    for (uint64_t n = last_rotation(file_); n > 0; --n) std::filesystem::remove(rotated_name(file_, n));
    std::filesystem::remove(file_);
    kill_at_random({.node = "rm1", .file = file_, .flush = Flush::binary, .ring_bytes = 64 * 1024, .rotate_bytes = 1},
                   static_cast<uint32_t>(i));
    std::ofstream together(recovered_);
    for (uint64_t n = 1; n <= last_rotation(file_) + 1; ++n) {
      const std::string part = directory_.file("part.ndjson");
      recover(n <= last_rotation(file_) ? rotated_name(file_, n) : file_, part);
      together << std::ifstream(part).rdbuf();
    }
    together.close();
    expect_all_completed(recovered_);
    if (HasFailure()) return;
  }
}

TEST_F(DeathTest, EveryEventBeforeAnAbort) {
  in_child([&] {
    const rlimit no_core = {0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    Tracer tracer({.node = "rm1", .file = file_, .flush = Flush::background});
    for (int i = 0; i < 1000; ++i) tracer.event("E").param("i", i).record();
    std::abort();
  });
  recover(file_, recovered_);
  const std::vector<Line> lines = read_trace(recovered_);
  EXPECT_EQ(count_events(lines, "E"), 1000u);
  EXPECT_EQ(expect_no_silent_gap(lines), 0u);
}

TEST_F(DeathTest, RotationKeepsEveryLine) {
  for (const Flush flush : {Flush::each_event, Flush::background}) {
    const std::string file = directory_.file(flush == Flush::background ? "background" : "direct");
    std::vector<std::string> told;
    Options options = {.node = "rm1", .file = file, .flush = flush, .rotate_bytes = 4000};
    options.rotated = [&](const std::string& name) { told.push_back(name); };
    {
      Tracer tracer(options);
      for (int i = 0; i < 100; ++i) tracer.event("E").param("i", i).record();
      ASSERT_TRUE(tracer.open(options)) << tracer.status().problem;
      for (int i = 0; i < 100; ++i) tracer.event("E").param("i", i).record();
      EXPECT_TRUE(tracer.status().ok) << tracer.status().problem;
    }
    ASSERT_GE(told.size(), 4u);
    std::vector<Line> all;
    told.push_back(file);
    for (size_t i = 0; i < told.size(); ++i) {
      EXPECT_EQ(told[i], i + 1 < told.size() ? file + "." + std::to_string(i + 1) : file);
      EXPECT_LE(std::filesystem::file_size(told[i]), 4500u);
      const std::vector<Line> lines = read_trace(told[i]);
      ASSERT_GE(lines.size(), 2u);
      EXPECT_EQ(lines[0].event, "") << "each file has a header";
      all.insert(all.end(), lines.begin(), lines.end());
    }
    EXPECT_EQ(count_events(all, "E"), 200u);
    EXPECT_EQ(expect_no_silent_gap(all), 0u);
  }
}

TEST_F(DeathTest, RotationByAge) {
  Options options = {.node = "rm1", .file = file_, .rotate_seconds = 1};
  Tracer tracer(options);
  tracer.event("Old").record();
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  tracer.event("New").record();
  tracer.close();
  EXPECT_EQ(count_events(read_trace(file_ + ".1"), "Old"), 1u);
  EXPECT_EQ(count_events(read_trace(file_), "New"), 1u);
}

TEST_F(DeathTest, DyingBetweenRenamingAFileAndTheFirstEventOfTheNext) {
  for (const int way : {0, 1, 2, 3}) {
    const bool with_rings = way % 2 != 0, with_header = way / 2 != 0;
    in_child([&] {
      Tracer tracer({.node = "rm1", .file = file_, .flush = with_rings ? Flush::background : Flush::each_event});
      tracer.receive(R"({"tm":5})");
      tracer.event("E").record();
      tracer.flush();
      // Some of these are written by then, and some are in the rings.
      for (int i = 0; i < 1000; ++i) tracer.event("Late").record();
      _exit(0);
    });
    std::filesystem::rename(file_, file_ + ".1");
    if (with_header) std::ofstream(file_) << read_trace(file_ + ".1").at(0).text << "\n";
    if (with_rings) {
      recover(file_, file_ + ".recovered");
      std::vector<Line> lines = read_trace(file_ + ".1");
      for (const Line& line : read_trace(file_ + ".recovered")) lines.push_back(line);
      std::filesystem::remove(file_ + ".recovered");
      EXPECT_EQ(count_events(lines, ""), 2u) << "each file has one header";
      EXPECT_EQ(count_events(lines, "Late"), 1000u);
      EXPECT_EQ(expect_no_silent_gap(lines), 0u);
    }
    Tracer tracer({.node = "rm1", .file = file_});
    ASSERT_TRUE(tracer.status().ok) << tracer.status().problem;
    tracer.event("Next").record();
    tracer.close();
    std::vector<Line> lines = read_trace(file_ + ".1");
    for (const Line& line : read_trace(file_)) lines.push_back(line);
    EXPECT_EQ(count_events(lines, "E"), 1u);
    EXPECT_EQ(count_events(lines, "Late"), 1000u);
    EXPECT_EQ(expect_no_silent_gap(lines), 0u);
    EXPECT_EQ(lines.at(lines.size() - 2).event, "Next");
    EXPECT_THAT(lines.at(lines.size() - 2).text, HasSubstr(R"("seq":1002,"clock":{"rm1":1002,"tm":5})"));
    std::filesystem::remove(file_);
    std::filesystem::remove(file_ + ".1");
  }
}

TEST_F(DeathTest, DyingBeforeTheRingsAreMade) {
  for (const size_t bytes : {size_t{0}, kPage, kHeaderBytes}) {
    { Tracer({.node = "rm1", .file = file_, .existing = Existing::replace}).event("E").record(); }
    std::ofstream(rings_beside(file_)) << std::string(bytes, '\0');
    recover(file_, recovered_);
    EXPECT_EQ(count_events(read_trace(recovered_), "E"), 1u);
    const std::string binary = directory_.file("binary");
    std::ofstream(binary) << std::string(bytes, '\0');
    Tracer tracer({.node = "rm1", .file = binary, .flush = Flush::binary});
    EXPECT_TRUE(tracer.status().ok) << tracer.status().problem;
    tracer.close();
    std::filesystem::remove(binary);
  }
}

// What is missing is in the file before the rings that tell so are gone: the process may be killed again at once.
TEST_F(DeathTest, ARestartThatIsKilledBeforeItsFirstEvent) {
  in_child([&] {
    Tracer tracer({.node = "rm1", .file = file_, .flush = Flush::background});
    for (int i = 0; i < 2; ++i) tracer.event("E").record();
    tracer.flush();
    tracer.event("Large").param("text", std::string(8 << 20, 'x')).record();
    _exit(0);
  });
  in_child([&] {
    Tracer tracer({.node = "rm1", .file = file_, .flush = Flush::background});
    _exit(0);
  });
  EXPECT_EQ(expect_no_silent_gap(read_trace(file_)), 1u);
  Tracer tracer({.node = "rm1", .file = file_});
  tracer.event("Next").record();
  tracer.close();
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_EQ(expect_no_silent_gap(lines), 1u);
  EXPECT_EQ(lines.at(lines.size() - 2).seq, 4u);
}

// What waited in memory is lost, and that is told, also where the file was rotated just before.
TEST_F(DeathTest, ARotatedFileTellsHowFarTheNumbersMayGo) {
  const Options options{.node = "rm1", .file = file_, .flush = Flush::buffered, .rotate_bytes = 10'000};
  for (int round = 0; round < 2; ++round) {
    in_child([&] {
      Tracer tracer(options);
      for (int i = 0; i < 1500; ++i) tracer.event("E").record();
      _exit(0);
    });
    EXPECT_GE(last_rotation(file_), 2u);
  }
  Tracer tracer(options);
  tracer.event("Next").record();
  tracer.close();
  std::vector<Line> all;
  for (uint64_t i = 1; i <= last_rotation(file_) + 1; ++i) {
    const auto lines = read_trace(i <= last_rotation(file_) ? rotated_name(file_, i) : file_);
    all.insert(all.end(), lines.begin(), lines.end());
  }
  EXPECT_GT(expect_no_silent_gap(all), 0u);
  EXPECT_GT(all.at(all.size() - 2).seq, 3000u);
}

// So it is for who reads the file before there is a next start.
TEST_F(DeathTest, WhatWaitedInMemoryIsMissing) {
  in_child([&] {
    Tracer tracer({.node = "rm1", .file = file_, .flush = Flush::buffered});
    for (int i = 0; i < 1500; ++i) tracer.event("E").record();
    _exit(0);
  });
  EXPECT_TRUE(WholeTrace::has_rings(file_));
  EXPECT_THAT(WholeTrace(file_).loss(), HasSubstr("ended with lines in memory"));
  recover(file_, recovered_);
  const std::vector<Line> recovered = read_trace(recovered_);
  EXPECT_EQ(recovered.back().event, "#dropped");
  EXPECT_GT(expect_no_silent_gap(recovered), 0u);
  // The next start says the same.
  Tracer tracer({.node = "rm1", .file = file_, .flush = Flush::buffered});
  tracer.event("Next").record();
  EXPECT_FALSE(WholeTrace::has_rings(file_)) << "it is in use";
  tracer.close();
  EXPECT_FALSE(WholeTrace::has_rings(file_));
  EXPECT_EQ(expect_no_silent_gap(read_trace(file_)), recovered.back().count);
}

TEST_F(DeathTest, ABinaryFileThatWasNeverBegun) {
  std::ofstream(file_, std::ios::binary) << std::string(kHeaderBytes, '\0');
  EXPECT_TRUE(WholeTrace::has_rings(file_));
  recover(file_, recovered_);
  EXPECT_TRUE(read_trace(recovered_).empty());
}

// Rings have a beginning from when they are there on, so one that is not there was lost; and where nobody knows how far numbers
// went, none is given.
TEST_F(DeathTest, RingsOfWhichNothingIsLeft) {
  for (const bool empty : {true, false}) {
    in_child([&] {
      Tracer tracer({.node = "rm1", .file = file_, .flush = Flush::background});
      for (int i = 0; i < 100; ++i) tracer.event("E").record();
      tracer.flush();
      tracer.event("Late").record();
      _exit(0);
    });
    EXPECT_FALSE(std::filesystem::exists(rings_beside(file_) + ".new"));
    if (!empty) std::fstream(rings_beside(file_), std::ios::in | std::ios::out | std::ios::binary) << std::string(kPage, '\0');
    std::filesystem::resize_file(rings_beside(file_), empty ? 0 : kPage);
    WholeTrace whole(file_);
    EXPECT_THAT(whole.loss(), HasSubstr("is missing: of " + rings_beside(file_)));
    recover(file_, recovered_);
    EXPECT_EQ(read_trace(recovered_).back().event, "#dropped");
    Tracer tracer({.node = "rm1", .file = file_});
    EXPECT_FALSE(tracer.is_on());
    EXPECT_THAT(tracer.status().problem, HasSubstr("how far its numbers went is not known"));
    std::filesystem::remove(rings_beside(file_));
    std::filesystem::remove(file_);
  }
}

// Killed before it made the rings whole: they are not there, and nothing is missing.
TEST_F(DeathTest, RingsThatWereNeverBegun) {
  { Tracer({.node = "rm1", .file = file_, .flush = Flush::background}).event("E").record(); }
  std::ofstream(rings_beside(file_) + ".new", std::ios::binary) << std::string(kHeaderBytes, '\0');
  {
    Tracer tracer({.node = "rm1", .file = file_, .flush = Flush::background});
    EXPECT_TRUE(tracer.is_on() && tracer.status().problem.empty()) << tracer.status().problem;
    tracer.event("Next").record();
  }
  EXPECT_FALSE(std::filesystem::exists(rings_beside(file_) + ".new"));
  EXPECT_EQ(expect_no_silent_gap(read_trace(file_)), 0u);
}

// A power cut may take the rings' beginning: numbers that others have heard of are not given twice, and nothing looks whole.
TEST_F(DeathTest, RingsOfWhichTheBeginningIsDamaged) {
  for (const bool cut : {true, false}) {
    in_child([&] {
      Tracer tracer({.node = "rm1", .file = file_, .flush = Flush::background});
      for (int i = 0; i < 100; ++i) tracer.event("E").record();
      tracer.flush();
      // From here on the file does not grow, however soon the thread that writes looks.
      signal(SIGXFSZ, SIG_IGN);
      const rlimit size{std::filesystem::file_size(file_), RLIM_INFINITY};
      setrlimit(RLIMIT_FSIZE, &size);
      for (int i = 0; i < 20; ++i) tracer.event("Late").record();
      _exit(0);
    });
    std::fstream rings(rings_beside(file_), std::ios::in | std::ios::out | std::ios::binary);
    rings.seekp(offsetof(FileHeader, first)).put('\x55');
    rings.close();
    if (cut) std::filesystem::resize_file(rings_beside(file_), kPage);
    recover(file_, recovered_);
    std::vector<Line> lines = read_trace(recovered_);
    EXPECT_EQ(count_events(lines, "E"), 100u);
    ASSERT_EQ(lines.back().event, "#dropped");
    EXPECT_EQ(lines.back().seq, 120u);
    EXPECT_EQ(expect_no_silent_gap(lines), 20u);
    {
      Tracer tracer({.node = "rm1", .file = file_});
      EXPECT_TRUE(tracer.is_on() && tracer.status().ok);
      EXPECT_THAT(tracer.status().problem, HasSubstr("lost the last events of"));
      tracer.event("Next").record();
    }
    lines = read_trace(file_);
    EXPECT_EQ(lines.at(lines.size() - 2).event, "Next");
    EXPECT_EQ(lines.at(lines.size() - 2).seq, 121u);
    EXPECT_EQ(expect_no_silent_gap(lines), 20u);
    EXPECT_TRUE(std::filesystem::exists(file_ + ".damaged.rings")) << "they are kept";
    std::filesystem::remove(file_);
  }
}

TEST_F(DeathTest, RingsThatDoNotTellHowFarTheyWent) {
  in_child([&] {
    Tracer tracer({.node = "rm1", .file = file_, .flush = Flush::background});
    for (int i = 0; i < 100; ++i) tracer.event("E").record();
    tracer.flush();
    _exit(0);
  });
  std::filesystem::resize_file(rings_beside(file_), 64);
  recover(file_, recovered_);
  EXPECT_EQ(read_trace(recovered_).back().event, "#dropped");
  const Tracer tracer({.node = "rm1", .file = file_});
  EXPECT_FALSE(tracer.is_on()) << "a number might be given twice";
  EXPECT_THAT(tracer.status().problem, HasSubstr("how far its numbers went is not known"));
  EXPECT_TRUE(std::filesystem::exists(rings_beside(file_)));
}

TEST_F(DeathTest, RingsOfAnotherNodeAreNotTakenOver) {
  in_child([&] {
    Tracer tracer({.node = "rm2", .file = file_, .flush = Flush::background});
    tracer.event("E").record();
    _exit(0);
  });
  std::filesystem::remove(file_);
  Tracer tracer({.node = "rm1", .file = file_, .flush = Flush::background});
  EXPECT_THAT(tracer.status().problem, HasSubstr("are of node rm2"));
  EXPECT_TRUE(std::filesystem::exists(rings_beside(file_)));
}

}  // namespace
}  // namespace trestle::tracer
