#include "validator/trace/follow.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/scratch.h"
#include "validator/trace/trace.h"

namespace trestle::trace {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

// What a writer does to a log, a step each time that its reader waits.
class Follow : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = scratch_folder();
    next_ = 0;
    following_ = std::make_shared<Following>();
    following_->pause = std::chrono::milliseconds(1);
    following_->waiting = [this] {
      if (next_ < steps_.size()) {
        steps_[next_++]();
      } else {
        following_->ended = true;
      }
    };
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string log() const { return (folder_ / "log").string(); }
  void write(const std::string& text) { std::ofstream(log(), std::ios::app) << text; }
  std::vector<std::string> lines(std::vector<std::function<void()>> steps) {
    steps_ = std::move(steps);
    LineReader reader(log(), open_bytes(log(), following_));
    std::vector<std::string> all;
    torn_.clear();
    numbers_.clear();
    losses_.clear();
    for (std::string_view line; reader.next(line);) {
      all.emplace_back(line);
      torn_.push_back(reader.torn());
      spots_.push_back(reader.spot());
      numbers_.push_back(reader.number());
      if (std::string loss = reader.take_loss(); !loss.empty()) losses_.push_back(std::move(loss));
    }
    return all;
  }

  fs::path folder_;
  std::shared_ptr<Following> following_;
  std::vector<std::function<void()>> steps_;
  size_t next_ = 0;
  std::vector<bool> torn_;
  std::vector<FileSpot> spots_;
  std::vector<uint64_t> numbers_;
  std::vector<std::string> losses_;
};

TEST_F(Follow, ALogThatGrowsInTheMiddleOfALine) {
  write("one\ntw");
  EXPECT_THAT(lines({[&] { write("o\nthree"); }, [&] {}, [&] { write("\nfour\n"); }}),
              ElementsAre("one", "two", "three", "four"));
  EXPECT_THAT(torn_, ElementsAre(false, false, false, false));
}

TEST_F(Follow, ALogThatIsNotThereYet) { EXPECT_THAT(lines({[&] { write("one\n"); }}), ElementsAre("one")); }

TEST_F(Follow, ALogThatIsRenamedIsReadToItsEndFirst) {
  write("one\n");
  EXPECT_THAT(lines({[&] {
                       write("two\n");
                       fs::rename(log(), log() + ".1");
                       write("three\n");
                     },
                     [&] { write("four\n"); }}),
              ElementsAre("one", "two", "three", "four"));
  EXPECT_EQ(spots_[3].offset, 11u) << "in the new file";
  EXPECT_NE(spots_[3].file, spots_[1].file);
}

TEST_F(Follow, LinesAreCountedInEachFile) {
  write("one\ntwo\n");
  EXPECT_THAT(lines({[&] {
                       fs::rename(log(), log() + ".1");
                       write("three\nfour\n");
                     },
                     [&] { write("five\n"); },
                     [&] {
                       fs::resize_file(log(), 0);
                       write("six\n");
                     }}),
              ElementsAre("one", "two", "three", "four", "five", "six"));
  EXPECT_THAT(numbers_, ElementsAre(1, 2, 1, 2, 3, 1));
}

// As when the search is slower than the log.
TEST_F(Follow, FilesThatCameInBetweenAreReadInTheirOrder) {
  for (const bool down : {true, false}) {
    TearDown();
    SetUp();
    write("one\n");
    std::vector<std::string> names = {log() + ".1", log() + ".2", log() + ".3"};
    EXPECT_THAT(lines({[&] {
                         for (const char* text : {"two\n", "three\nfour\n", "five\n"}) {
                           if (down) {  // as logrotate: the newest is .1
                             for (int i = 2; i > 0; --i) {
                               if (fs::exists(names[i - 1])) fs::rename(names[i - 1], names[i]);
                             }
                             fs::rename(log(), names[0]);
                           } else {
                             fs::rename(log(), *std::find_if(names.begin(), names.end(), [](const std::string& name) {
                               return !fs::exists(name);
                             }));
                           }
                           write(text);
                         }
                         std::ofstream(folder_ / "log2.1") << "another log's\n";
                         std::ofstream(folder_ / "log.1.gz") << "no line\n";
                       },
                       [&] {
                         fs::rename(log(), folder_ / "log.0");
                         write("six\n");
                       }}),
                ElementsAre("one", "two", "three", "four", "five", "six"))
        << down;
    EXPECT_THAT(losses_, testing::IsEmpty());
    EXPECT_THAT(numbers_, ElementsAre(1, 1, 1, 2, 1, 1));
  }
}

TEST_F(Follow, WhatIsOlderThanTheLogIsNotRead) {
  std::ofstream(log() + ".1") << "older\n";
  write("one\n");
  EXPECT_THAT(lines({[&] {
                       fs::rename(log() + ".1", log() + ".2");
                       fs::rename(log(), log() + ".1");
                       write("two\n");
                       std::ofstream(log() + ".2", std::ios::app) << "a late line\n";
                     },
                     [&] {
                       std::ofstream(log() + ".1", std::ios::app) << "another\n";
                       fs::rename(log(), log() + ".0");
                       write("three\n");
                     }}),
              ElementsAre("one", "two", "three"));
  EXPECT_THAT(losses_, testing::IsEmpty());
}

TEST_F(Follow, WhenTheFileBeforeIsGoneThatIsSaid) {
  write("one\n");
  EXPECT_THAT(lines({[&] {
                       fs::rename(log(), log() + ".old");
                       write("never seen\n");
                       fs::rename(log(), log() + ".old");
                       write("three\n");
                     }}),
              ElementsAre("one", "three"));
  EXPECT_THAT(losses_, ElementsAre(testing::HasSubstr("is gone from its folder")));
}

TEST_F(Follow, ALogThatIsCutAndWrittenToMoreThanItHadBeginsAnew) {
  for (const std::string anew : {"another one\ntwo\nthree\n", "one\ntvo\nthree\n"}) {
    TearDown();
    SetUp();
    write("one\ntwo\n");
    const std::vector<std::string> read = lines({[&] {
      fs::resize_file(log(), 0);
      write(anew);
    }});
    EXPECT_EQ(read.size(), 5u) << anew;
    EXPECT_EQ(read.back(), "three");
    EXPECT_EQ(numbers_.back(), 3u);
    EXPECT_THAT(losses_, ElementsAre(testing::HasSubstr("the log was cut")));
  }
}

TEST_F(Follow, ALogThatIsCutBeginsAnew) {
  write("one\ntwo\n");
  EXPECT_THAT(lines({[&] {
                       fs::resize_file(log(), 0);
                       write("3\n");
                     }}),
              ElementsAre("one", "two", "3"));
}

TEST_F(Follow, ALineThatItsWriterNeverEndedIsNoPartOfTheNextFile) {
  write("one\nhal");
  EXPECT_THAT(lines({[&] {
                       fs::rename(log(), log() + ".1");
                       write("two\n");
                     }}),
              ElementsAre("one", "hal", "two"));
  EXPECT_THAT(torn_, ElementsAre(false, true, false));
}

TEST_F(Follow, AtTheEndALineWithoutEndIsTorn) {
  write("one\ntw");
  EXPECT_THAT(lines({}), ElementsAre("one", "tw"));
  EXPECT_THAT(torn_, ElementsAre(false, true));
}

TEST_F(Follow, ReadingGoesOnWhereItStoppedAlsoInARenamedFile) {
  write("one\ntwo\n");
  lines({});
  fs::rename(log(), log() + ".1");
  write("three\n");
  following_->ended = false;
  next_ = 0;
  steps_ = {};
  LineReader reader(log(), open_bytes(log(), following_, &spots_[0]));
  reader.resume(spots_[0], 1);
  std::string_view line;
  ASSERT_TRUE(reader.next(line));
  EXPECT_EQ(line, "two");
  EXPECT_EQ(reader.number(), 2u);
  ASSERT_TRUE(reader.next(line));
  EXPECT_EQ(line, "three");
  EXPECT_EQ(reader.number(), 1u);
  fs::remove(log() + ".1");
  EXPECT_THROW(open_bytes(log(), following_, &spots_[0]), TraceError);
}

// Several rotations since: all that came in between.
TEST_F(Follow, ReadingGoesOnThroughSeveralRotations) {
  std::ofstream(log() + ".5") << "older\n";
  std::this_thread::sleep_for(std::chrono::milliseconds(30));  // files know when they began by a coarse clock
  write("one\n");
  lines({});
  fs::rename(log(), log() + ".3");
  write("two\n");
  fs::rename(log(), log() + ".2");
  write("three\n");
  auto to_the_end = std::make_shared<Following>();
  to_the_end->ended = true;
  for (const auto& following : {std::shared_ptr<Following>(), to_the_end}) {
    LineReader reader(log(), open_bytes(log(), following, &spots_[0]));
    reader.resume(spots_[0], 1);
    std::vector<std::string> read;
    for (std::string_view line; reader.next(line);) read.emplace_back(line);
    EXPECT_THAT(read, ElementsAre("two", "three"));
  }
}

TEST_F(Follow, ATraceGoesOnAtAMark) {
  for (int i = 1; i <= 40; ++i) {
    write("{\"event\":\"Step\",\"node\":\"n" + std::to_string(i % 3) + "\",\"seq\":" + std::to_string((i + 2) / 3) + "}\n");
  }
  std::optional<Trace::Mark> mark;
  {
    Trace trace({log()}, Order::File);
    trace.keep_marks(8);
    while (trace.first_enabled(Cut().at(0, static_cast<uint32_t>(trace.events_read())))) {
    }
    EXPECT_FALSE(trace.mark_before(Cut())) << "its first event was read to learn what it is";
    mark = trace.mark_before(Cut().at(0, 30));
    ASSERT_TRUE(mark);
  }
  EXPECT_LE(mark->chains[0].position, 30u);
  EXPECT_GT(mark->chains[0].position, 20u);
  Trace trace({log()}, *mark, {});
  const Event* event = trace.event(0, 30);
  ASSERT_NE(event, nullptr);
  EXPECT_EQ(event->line, 31u);
  EXPECT_EQ(trace.nodes().name(event->node), "n1");
  trace.drain();
  EXPECT_EQ(trace.events_read(), 40u);
  EXPECT_TRUE(trace.warnings().all().empty()) << trace.warnings().all()[0].message;
}

// Two logs, the second of which has events of two nodes.
TEST_F(Follow, ATraceOfSeveralLogsGoesOnAtAMark) {
  const auto event = [](const char* node, int p, int q, int r) {
    return R"({"event":"Step","node":")" + std::string(node) + R"(","clock":{"p":)" + std::to_string(p) + R"(,"q":)" +
           std::to_string(q) + R"(,"r":)" + std::to_string(r) + "}}\n";
  };
  std::string second;
  for (int i = 1; i <= 40; ++i) {
    write(event("p", i, i - 1, 0));
    second += event("q", i, i, 0) + event("r", i, 0, i);
  }
  const std::string other = log() + ".second";
  std::ofstream(other) << second;
  Trace whole({log(), other});
  whole.keep_marks(8);
  Cut cut;
  for (int i = 0; i < 60; ++i) cut = cut.after(*whole.first_enabled(cut));
  const std::optional<Trace::Mark> mark = whole.mark_before(cut);
  ASSERT_TRUE(mark);
  EXPECT_EQ(mark->files.size(), 2u);
  EXPECT_EQ(mark->chains.size(), 3u);
  EXPECT_GT(mark->events, 30u);
  Trace trace({log(), other}, *mark, {});
  for (int i = 60; i < 120; ++i) {
    const auto chain = trace.first_enabled(cut);
    ASSERT_TRUE(chain);
    EXPECT_EQ(*chain, *whole.first_enabled(cut));
    const Event *now = trace.event(*chain, cut[*chain]), *before = whole.event(*chain, cut[*chain]);
    EXPECT_EQ(to_string(trace.place(*now)), to_string(whole.place(*before)));
    EXPECT_EQ(trace.nodes().name(now->node), whole.nodes().name(before->node));
    cut = cut.after(*chain);
  }
  EXPECT_FALSE(trace.first_enabled(cut));
  EXPECT_TRUE(trace.warnings().all().empty()) << trace.warnings().all()[0].message;
}

TEST_F(Follow, ATraceOfSeveralSourcesGoesOnAtAMark) {
  std::string second;
  for (int i = 1; i <= 40; ++i) {
    write(R"({"event":"Step","order":)" + std::to_string(i) + "}\n");
    second += R"({"event":"Other","node":"q","clock":{"q":)" + std::to_string(i) + "}}\n";
  }
  const std::string other = log() + ".second";
  std::ofstream(other) << second;
  const std::vector<LogSource> sources = {{.files = {"*.second"}, .order = Order::Clock}};
  Trace whole({log(), other}, Order::Sequence, {}, sources);
  whole.keep_marks(8);
  Cut cut;
  for (int i = 0; i < 60; ++i) cut = cut.after(*whole.first_enabled(cut));
  const std::optional<Trace::Mark> mark = whole.mark_before(cut);
  ASSERT_TRUE(mark);
  EXPECT_EQ(mark->orders, (std::vector<Order>{Order::Clock, Order::Sequence}));
  Trace trace({log(), other}, *mark, {}, sources);
  EXPECT_EQ(trace.orders(), "clock, sequence");
  for (int i = 60; i < 80; ++i) {
    const auto chain = trace.first_enabled(cut);
    ASSERT_TRUE(chain);
    const Event *now = trace.event(*chain, cut[*chain]), *before = whole.event(*chain, cut[*chain]);
    ASSERT_TRUE(now != nullptr && before != nullptr);
    EXPECT_EQ(to_string(trace.place(*now)), to_string(whole.place(*before)));
    EXPECT_EQ(trace.all_enabled(cut).size(), whole.all_enabled(cut).size());
    cut = cut.after(*chain);
  }
  EXPECT_FALSE(trace.first_enabled(cut));
}

}  // namespace
}  // namespace trestle::trace
