// Processes that die, restart and fork.
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/tracer/trace_file.h"
#include "tracer/left.h"
#include "tracer/tracer.h"

namespace trestle::tracer {
namespace {

using ::testing::HasSubstr;

class CrashTest : public ::testing::Test {
 protected:
  void append(const std::string& text) { std::ofstream(file_, std::ios::app | std::ios::binary) << text; }

  TemporaryDirectory directory_;
  const std::string file_ = directory_.file("rm1.ndjson");
};

TEST_F(CrashTest, EventsBeforeAnAbortAreInTheFile) {
  const int status = in_child([&] {
    const rlimit no_core = {0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    Tracer tracer({.node = "rm1", .file = file_});
    for (int i = 0; i < 100; ++i) tracer.event("E").param("i", i).record();
    std::abort();
  });
  ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_EQ(count_events(lines, "E"), 100u);
  EXPECT_EQ(count_events(lines, "#end"), 0u);
}

TEST_F(CrashTest, EventsRecordedBeforeKillMinus9AreInTheFile) {
  int progress[2];
  ASSERT_EQ(pipe(progress), 0);
  const pid_t pid = fork();
  if (pid == 0) {
    Tracer tracer({.node = "rm1", .file = file_});
    const auto work = [&] {
      while (tracer.event("E").record() && write(progress[1], "x", 1) == 1) {
      }
    };
    std::thread other(work);
    work();
  }
  close(progress[1]);
  size_t told = 0;
  char buffer[1];
  while (told < 500 && read(progress[0], buffer, 1) == 1) ++told;
  kill(pid, SIGKILL);
  while (read(progress[0], buffer, 1) == 1) ++told;
  close(progress[0]);
  ASSERT_EQ(waitpid(pid, nullptr, 0), pid);

  ASSERT_GE(told, 500u);
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_GE(count_events(lines, "E"), told);
  EXPECT_EQ(expect_no_silent_gap(lines), 0u);
}

TEST_F(CrashTest, ARestartedProcessContinuesSequenceAndClock) {
  in_child([&] {
    Tracer tracer({.node = "rm1", .file = file_});
    tracer.receive(R"({"tm":9})");
    tracer.event("Before").record();
    tracer.event("Before").record();
    _exit(0);
  });
  {
    Tracer tracer({.node = "rm1", .file = file_});
    ASSERT_TRUE(tracer.status().ok) << tracer.status().problem;
    EXPECT_EQ(tracer.stamp(), R"({"rm1":2,"tm":9})");
    tracer.event("After").record();
  }
  Tracer third({.node = "rm1", .file = file_});
  third.event("AfterAProperEnd").record();

  const std::vector<Line> lines = read_trace(file_);
  ASSERT_EQ(lines.size(), 8u);
  EXPECT_EQ(lines[3].event, "") << "a second header";
  EXPECT_THAT(lines[4].text, HasSubstr(R"("seq":3,"clock":{"rm1":3,"tm":9})"));
  EXPECT_EQ(lines[5].event, "#end");
  EXPECT_THAT(lines[7].text, HasSubstr(R"("seq":5,"clock":{"rm1":5,"tm":9})"));
  EXPECT_EQ(expect_no_silent_gap(lines), 0u);
}

TEST_F(CrashTest, ALineCutByACrashIsRemoved) {
  Tracer({.node = "rm1", .file = file_}).event("Whole").record();
  append(R"({"event":"Torn","node":"rm1","seq":3,"clo)");
  Tracer({.node = "rm1", .file = file_}).event("Next").record();
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_EQ(count_events(lines, "Torn"), 0u);
  EXPECT_EQ(count_events(lines, "Next"), 1u);
  EXPECT_EQ(expect_no_silent_gap(lines), 0u);
}

TEST_F(CrashTest, WhatABufferHeldIsMissingAndItsNumbersAreNotGivenAgain) {
  const auto record = [&](bool kills) {
    in_child([&] {
      Tracer tracer({.node = "rm1", .file = file_, .flush = Flush::buffered});
      tracer.event("Written").record();
      tracer.flush();
      for (int i = 0; i < 3; ++i) tracer.event("Lost").record();
      if (!kills) tracer.close();
      _exit(0);
    });
  };
  record(true);
  Tracer({.node = "rm1", .file = file_}).event("After").record();
  std::vector<Line> lines = read_trace(file_);
  EXPECT_GE(expect_no_silent_gap(lines), 3u);
  EXPECT_EQ(count_events(lines, "Lost"), 0u);
  // After a proper end nothing is missing.
  record(false);
  Tracer({.node = "rm1", .file = file_}).event("After").record();
  lines = read_trace(file_);
  EXPECT_EQ(count_events(lines, "#dropped"), 1u);
  EXPECT_EQ(count_events(lines, "Lost"), 3u);
  expect_no_silent_gap(lines);
}

// Behind the proper end of the process before.
TEST_F(CrashTest, WhatABufferHeldIsMissingAlsoWhereAnotherHadEnded) {
  Tracer({.node = "rm1", .file = file_, .flush = Flush::buffered}).event("First").record();
  in_child([&] {
    Tracer tracer({.node = "rm1", .file = file_, .flush = Flush::buffered});
    for (int i = 0; i < 10; ++i) tracer.event("Lost").record();
    _exit(0);
  });
  EXPECT_THAT(WholeTrace(file_).loss(), HasSubstr("ended with lines in memory"));
  Tracer({.node = "rm1", .file = file_}).event("After").record();
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_GE(expect_no_silent_gap(lines), 10u);
  EXPECT_EQ(count_events(lines, "After"), 1u);
}

// The next process is killed, too, before it has written a line: its events are in rings.
TEST_F(CrashTest, WhatABufferHeldIsMissingBeforeWhatIsInRings) {
  for (const Flush flush : {Flush::buffered, Flush::background}) {
    in_child([&] {
      Tracer tracer({.node = "rm1", .file = file_, .flush = flush});
      for (int i = 0; i < 10; ++i) tracer.event("E").record();
      _exit(0);
    });
  }
  recover(file_, file_ + ".recovered");
  const std::vector<Line> lines = read_trace(file_ + ".recovered");
  EXPECT_EQ(count_events(lines, "E"), 10u);
  EXPECT_GE(expect_no_silent_gap(lines), 10u);
}

TEST_F(CrashTest, AHeaderCutByACrashIsWrittenAgain) {
  append(R"({"trestle":1,"no)");
  Tracer({.node = "rm1", .file = file_}).event("First").record();
  const std::vector<Line> lines = read_trace(file_);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[1].seq, 1u);
}

TEST_F(CrashTest, LinesLongerThanTheBlockThatIsReadAreFound) {
  {
    Tracer tracer({.node = "rm1", .file = file_});
    tracer.receive(R"({"tm":4})");
    tracer.event("Long").param("text", std::string(300'000, 'x')).record();
  }
  append(R"({"event":"Torn )" + std::string(200'000, 'y'));
  Tracer tracer({.node = "rm1", .file = file_});
  ASSERT_TRUE(tracer.status().ok) << tracer.status().problem;
  EXPECT_EQ(tracer.stamp(), R"({"rm1":2,"tm":4})");
}

TEST_F(CrashTest, WordsOfTheFormatInsideValuesDoNotConfuseAResume) {
  {
    Tracer tracer({.node = "rm1", .file = file_});
    tracer.event("\"seq\":77,\"clock\":{\"x\":1}").param("clock", fields("rm1", 99)).param("seq", 88).record();
  }
  EXPECT_EQ(Tracer({.node = "rm1", .file = file_}).stamp(), R"({"rm1":2})");
}

TEST_F(CrashTest, WordsOfTheFormatInTheHeaderDoNotConfuseAResume) {
  const Options options = {.node = "rm1", .file = file_, .run = {{"seq", 3}, {"clock", fields("tm", 9)}}};
  for (int i = 0; i < 3; ++i) in_child([&] { _exit(Tracer(options).is_on() ? 0 : 1); });
  in_child([&] {
    Tracer tracer(options);
    tracer.event("E").record();
    _exit(0);
  });
  EXPECT_EQ(Tracer(options).stamp(), R"({"rm1":1})");
}

// main() returns while they record: the tracer ends before them.
TEST_F(CrashTest, ThreadsThatRecordWhileTheProgramEnds) {
  for (const Flush flush : {Flush::each_event, Flush::buffered, Flush::background, Flush::binary}) {
    for (int i = 0; i < 10; ++i) {
      const bool opens_later = i % 2 != 0;
      const Options options = {
          .node = "rm1", .file = file_, .flush = flush, .existing = Existing::replace, .ring_bytes = 64 * 1024};
      const int status = in_child([&] {
        alarm(60);
        static Tracer tracer(opens_later ? Options{} : options);
        if (opens_later) tracer.open(options);
        static std::atomic<int> begun = 0;
        for (int thread = 0; thread < 3; ++thread) {
          std::thread([thread] {
            for (int n = 0;; ++n) {
              if (n == 100) ++begun;
              tracer.record("E", "thread", thread, "n", n);
              tracer.event("F").param("n", n).record();
            }
          }).detach();
        }
        while (begun != 3) std::this_thread::yield();
        std::exit(7);
      });
      EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 7) << name_of(flush) << " " << status;
      const std::string recovered = directory_.file("recovered");
      recover(file_, recovered);
      const std::vector<Line> lines = read_trace(recovered);
      expect_no_silent_gap(lines);
      EXPECT_EQ(lines.back().event, "#end");
      EXPECT_GE(count_events(lines, "E"), 100u);
    }
  }
}

TEST_F(CrashTest, AChildMustOpenItsOwnTrace) {
  Tracer tracer({.node = "rm1", .file = file_, .flush = Flush::buffered});
  tracer.event("Parent").record();
  const std::string child_file = directory_.file("child.ndjson");
  const int status = in_child([&] {
    if (tracer.event("Refused").record() || tracer.status().ok || !tracer.stamp().empty() || tracer.flush()) _exit(1);
    if (!tracer.open({.node = "child", .file = child_file})) _exit(2);
    if (!tracer.event("Child").record()) _exit(3);
    tracer.close();
  });
  EXPECT_EQ(status, 0);
  tracer.event("Parent").record();
  tracer.close();

  EXPECT_EQ(count_events(read_trace(child_file), "Child"), 1u);
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_EQ(count_events(lines, "Parent"), 2u);
  EXPECT_EQ(lines.size(), 4u) << "the child wrote nothing of the parent's";
}

TEST_F(CrashTest, ForkingWhileOtherThreadsRecordDoesNotBlockTheChild) {
  Tracer tracer({.node = "rm1", .file = file_});
  std::atomic<bool> stop = false;
  std::thread busy([&] {
    while (!stop) tracer.event("Busy").record();
  });
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(in_child([&] {
                alarm(20);
                if (tracer.event("Refused").record()) _exit(1);
                tracer.close();
              }),
              0);
  }
  stop = true;
  busy.join();
  tracer.close();
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_EQ(count_events(lines, "Refused"), 0u);
  EXPECT_EQ(expect_no_silent_gap(lines), 0u);
}

}  // namespace
}  // namespace trestle::tracer
