#include "validator/trace/follow.h"

#include <filesystem>
#include <fstream>
#include <functional>
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
    for (std::string_view line; reader.next(line);) {
      all.emplace_back(line);
      torn_.push_back(reader.torn());
      spots_.push_back(reader.spot());
    }
    return all;
  }

  fs::path folder_;
  std::shared_ptr<Following> following_;
  std::vector<std::function<void()>> steps_;
  size_t next_ = 0;
  std::vector<bool> torn_;
  std::vector<FileSpot> spots_;
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
  fs::remove(log() + ".1");
  EXPECT_THROW(open_bytes(log(), following_, &spots_[0]), TraceError);
}

TEST_F(Follow, ATraceGoesOnAtAMark) {
  for (int i = 1; i <= 40; ++i) {
    write("{\"event\":\"Step\",\"node\":\"n" + std::to_string(i % 3) + "\",\"seq\":" + std::to_string((i + 2) / 3) + "}\n");
  }
  Trace::Mark mark;
  {
    Trace trace({log()}, Order::File);
    trace.keep_marks(8);
    while (trace.first_enabled(Cut().at(0, static_cast<uint32_t>(trace.events_read())))) {
    }
    EXPECT_EQ(trace.mark_before(0), nullptr) << "its first event was read to learn what it is";
    ASSERT_NE(trace.mark_before(30), nullptr);
    mark = *trace.mark_before(30);
  }
  EXPECT_LE(mark.position, 30u);
  EXPECT_GT(mark.position, 20u);
  Trace trace(log(), mark, {});
  const Event* event = trace.event(0, 30);
  ASSERT_NE(event, nullptr);
  EXPECT_EQ(event->line, 31u);
  EXPECT_EQ(trace.nodes().name(event->node), "n1");
  trace.drain();
  EXPECT_EQ(trace.events_read(), 40u);
  EXPECT_TRUE(trace.warnings().all().empty()) << trace.warnings().all()[0].message;
}

}  // namespace
}  // namespace trestle::trace
