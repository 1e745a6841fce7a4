// A binary file that is rotated while threads record into it.
#include <atomic>
#include <fstream>
#include <map>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/tracer/trace_file.h"
#include "tracer/left.h"
#include "tracer/resume.h"
#include "tracer/tracer.h"

namespace trestle::tracer {
namespace {

using ::testing::HasSubstr;

class RotationTest : public ::testing::Test {
 protected:
  Options binary() {
    Options options = {.node = "rm1", .file = file_, .flush = Flush::binary, .ring_bytes = 16 * 1024};
    options.rotated = [this](const std::string& name) { told_.push_back(name); };
    return options;
  }

  // Of all files, the oldest first.
  std::vector<Line> all_lines() {
    std::vector<Line> all;
    for (uint64_t i = 1; i <= last_rotation(file_) + 1; ++i) {
      const std::string file = i <= last_rotation(file_) ? rotated_name(file_, i) : file_;
      recover(file, recovered_);
      const std::vector<Line> lines = read_trace(recovered_);
      EXPECT_EQ(lines.at(0).event, "") << "each file has a header";
      all.insert(all.end(), lines.begin(), lines.end());
    }
    return all;
  }

  // FILE.1 with all that FILE has, events up to this one, which FILE is not told.
  void move_all(uint64_t last) {
    LeftBytes bytes(file_);
    auto& header = *reinterpret_cast<FileHeader*>(bytes.words().data());
    bool damaged = false;
    Turning turning = *header.newest(damaged);
    turning.moved = last;
    ++turning.turn;
    header.store(turning);
    std::ofstream(rotated_name(file_, 1), std::ios::binary) << bytes.view();
  }

  TemporaryDirectory directory_;
  const std::string file_ = directory_.file("rm1.bin"), recovered_ = directory_.file("recovered.ndjson");
  std::vector<std::string> told_;
};

TEST_F(RotationTest, KeepsEveryEventOfEveryThread) {
  Options options = binary();
  options.rotate_bytes = 128 * 1024;
  Tracer tracer(options);
  ASSERT_TRUE(tracer.status().ok) << tracer.status().problem;
  constexpr int kThreads = 4, kEvents = 5000;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&tracer, name = "T" + std::to_string(t), peer = "peer" + std::to_string(t)] {
      for (int i = 0; i < kEvents; ++i) {
        if (i % 97 == 0) {
          EXPECT_TRUE(tracer.receive("{\"" + peer + "\":" + std::to_string(i + 1) + "}"));
        }
        EXPECT_TRUE(tracer.event(name).param("i", i).record());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  tracer.close();
  EXPECT_EQ(tracer.status().recorded, kThreads * kEvents);
  ASSERT_GE(told_.size(), 5u);
  for (size_t i = 0; i < told_.size(); ++i) {
    EXPECT_EQ(told_[i], rotated_name(file_, i + 1));
    EXPECT_LE(std::filesystem::file_size(told_[i]), options.rotate_bytes + kThreads * 20 * 1024);
  }
  const std::vector<Line> lines = all_lines();
  EXPECT_EQ(expect_no_silent_gap(lines), 0u);
  EXPECT_EQ(lines.back().event, "#end");
  std::map<std::string, int64_t> next;
  for (const Line& line : lines) {
    if (line.event.empty() || line.event[0] == '#') continue;
    const int64_t i = number_after(line.text, "\"i\":");
    ASSERT_EQ(i, next[line.event]++) << line.text;
    // Of its own peer it knows what it received last, whichever file that is in.
    ASSERT_EQ(number_after(line.text, "\"peer" + line.event.substr(1) + "\":"), i / 97 * 97 + 1) << line.text;
  }
}

TEST_F(RotationTest, ByAge) {
  Options options = binary();
  options.rotate_seconds = 1;
  Tracer tracer(options);
  tracer.receive(R"({"tm":7})");
  tracer.event("Old").record();
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  tracer.event("New").record();
  tracer.event("Newer").record();
  tracer.close();
  ASSERT_EQ(told_, std::vector<std::string>{file_ + ".1"});
  recover(file_ + ".1", recovered_);
  EXPECT_EQ(count_events(read_trace(recovered_), "Old"), 1u);
  EXPECT_EQ(count_events(read_trace(recovered_), "#end"), 0u) << "there is more";
  recover(file_, recovered_);
  const std::vector<Line> lines = read_trace(recovered_);
  EXPECT_EQ(lines.at(1).event, "New");
  EXPECT_THAT(lines.at(1).text, HasSubstr(R"("seq":2,"clock":{"rm1":2,"tm":7})"));
  EXPECT_EQ(expect_no_silent_gap(all_lines()), 0u);
}

TEST_F(RotationTest, AProcessThatStartsAgainGoesOnBehindTheLastFile) {
  Options options = binary();
  options.rotate_bytes = 64 * 1024;
  for (int run = 0; run < 2; ++run) {
    Tracer tracer(options);
    ASSERT_TRUE(tracer.status().ok) << tracer.status().problem;
    for (int i = 0; i < 1000; ++i) ASSERT_TRUE(tracer.event("E").param("i", i).record());
  }
  EXPECT_GE(last_rotation(file_), 5u);
  const std::vector<Line> lines = all_lines();
  EXPECT_EQ(count_events(lines, "E"), 2000u);
  EXPECT_EQ(expect_no_silent_gap(lines), 0u);
}

TEST_F(RotationTest, ClocksAloneFillNoRing) {
  Options options = binary();
  options.rotate_bytes = 1;
  Tracer tracer(options);
  for (int i = 1; i <= 3000; ++i) {
    ASSERT_TRUE(tracer.receive("{\"tm\":" + std::to_string(i) + "}"));
    if (i % 250 == 0) {
      ASSERT_TRUE(tracer.event("E").record());
    }
  }
  tracer.close();
  const std::vector<Line> lines = all_lines();
  EXPECT_EQ(expect_no_silent_gap(lines), 0u);
  EXPECT_EQ(count_events(lines, "E"), 12u);
  EXPECT_THAT(lines.at(lines.size() - 2).text, HasSubstr(R"("clock":{"rm1":12,"tm":3000})"));
}

// What a process leaves that is killed between giving the new file its name and giving up what it moved.
TEST_F(RotationTest, WhatIsInBothFilesIsReadOnce) {
  Tracer tracer(binary());
  for (int i = 0; i < 10; ++i) tracer.event("E").record();
  move_all(10);
  for (int i = 0; i < 5; ++i) tracer.event("E").record();
  const std::vector<Line> lines = all_lines();
  EXPECT_EQ(count_events(lines, "E"), 15u);
  EXPECT_EQ(expect_no_silent_gap(lines), 0u);
}

TEST_F(RotationTest, WhatIsInBothFilesIsReadOnceAlsoAfterARestart) {
  in_child([&] {
    Tracer tracer(binary());
    tracer.receive(R"({"tm":7})");
    for (int i = 0; i < 10; ++i) tracer.event("E").record();
    move_all(10);
    for (int i = 0; i < 5; ++i) tracer.event("E").record();
    _exit(0);
  });
  Tracer(binary()).event("E").record();
  const std::vector<Line> lines = all_lines();
  EXPECT_EQ(last_rotation(file_), 2u);
  EXPECT_EQ(count_events(lines, "E"), 16u);
  EXPECT_EQ(expect_no_silent_gap(lines), 0u);
  EXPECT_THAT(lines.at(lines.size() - 2).text, HasSubstr(R"("clock":{"rm1":16,"tm":7})"));
}

// Killed while it made the file; it is empty, or has room for a header and nothing in it.
TEST_F(RotationTest, ARunWithoutEventsKeepsTheClock) {
  for (int run = 0; run < 4; ++run) {
    Tracer tracer(binary());
    ASSERT_TRUE(tracer.status().ok) << tracer.status().problem;
    if (run == 0) tracer.receive(R"({"tm":7})");
    if (run % 3 == 0) tracer.event("E").record();
  }
  const std::vector<Line> lines = all_lines();
  EXPECT_EQ(expect_no_silent_gap(lines), 0u);
  EXPECT_THAT(lines.at(lines.size() - 2).text, HasSubstr(R"("tm":7})"));
}

TEST_F(RotationTest, AFileThatWasNeverBegunGoesOnFromTheLastOne) {
  for (const size_t bytes : {size_t{0}, kHeaderBytes}) {
    const uint64_t before = last_rotation(file_);
    in_child([&] {
      Tracer tracer(binary());
      tracer.receive(R"({"tm":7})");
      for (int i = 0; i < 10; ++i) tracer.event("E").record();
      _exit(0);
    });
    std::filesystem::rename(file_, rotated_name(file_, last_rotation(file_) + 1));
    std::ofstream(file_) << std::string(bytes, '\0');
    Tracer tracer(binary());
    EXPECT_THAT(tracer.stamp(), HasSubstr(R"("tm":7})"));
    tracer.event("E").record();
    EXPECT_GT(last_rotation(file_), before);
  }
  const std::vector<Line> lines = all_lines();
  EXPECT_EQ(count_events(lines, "E"), 22u);
  EXPECT_EQ(expect_no_silent_gap(lines), 0u);
}

// The file is a header, and what came before is in the one that it was rotated to.
TEST_F(RotationTest, LinesThatWereNeverBegunGoOnFromTheLastFile) {
  const Options options = {.node = "rm1", .file = file_};
  in_child([&] {
    Tracer tracer(options);
    for (int i = 0; i < 10; ++i) tracer.event("E").record();
    _exit(0);
  });
  std::filesystem::rename(file_, file_ + ".1");
  for (int i = 0; i < 2; ++i) {
    in_child([&] {
      Tracer tracer(options);
      _exit(0);
    });
  }
  Tracer(options).event("E").record();
  EXPECT_EQ(read_trace(file_).at(3).seq, 11u);
}

TEST_F(RotationTest, AFileThatCannotBeMadeIsAProblemAndNotTheEnd) {
  Options options = binary();
  options.rotate_bytes = 64 * 1024;
  options.rings_bytes = 32 * 1024;
  std::filesystem::create_directory(file_ + ".part");
  Tracer tracer(options);
  int recorded = 0;
  for (int i = 0; i < 1000; ++i) recorded += tracer.event("E").param("i", i).record();
  EXPECT_THAT(tracer.status().problem, HasSubstr("it cannot be rotated"));
  EXPECT_GT(recorded, 0);
  EXPECT_EQ(tracer.status().dropped, 1000u - static_cast<unsigned>(recorded));
  std::filesystem::remove(file_ + ".part");
  std::this_thread::sleep_for(std::chrono::milliseconds(150));  // it is not tried for each event
  EXPECT_TRUE(tracer.event("After").record());
  tracer.close();
  const std::vector<Line> lines = all_lines();
  EXPECT_EQ(expect_no_silent_gap(lines), 1000u - static_cast<unsigned>(recorded));
  EXPECT_EQ(count_events(lines, "After"), 1u);
}

}  // namespace
}  // namespace trestle::tracer
