// Files that cannot be opened, written or shared: always a status, never a crash, and never a silent gap.
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <filesystem>

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/tracer/trace_file.h"
#include "tracer/resume.h"
#include "tracer/tracer.h"

namespace trestle::tracer {
namespace {

using ::testing::HasSubstr;

class FileTroubleTest : public ::testing::Test {
 protected:
  TemporaryDirectory directory_;
  const std::string file_ = directory_.file("rm1.ndjson");
};

std::string contents(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST_F(FileTroubleTest, AFileThatCannotBeOpened) {
  Tracer tracer({.node = "rm1", .file = directory_.file("missing/rm1.ndjson")});
  EXPECT_FALSE(tracer.is_on());
  EXPECT_FALSE(tracer.status().ok);
  EXPECT_THAT(tracer.status().problem, HasSubstr("missing/rm1.ndjson: No such file or directory"));
  tracer.event("E").record();
}

TEST_F(FileTroubleTest, ANodeNeedsAName) {
  Tracer tracer({.node = "", .file = file_});
  EXPECT_THAT(tracer.status().problem, HasSubstr("no node name"));
}

TEST_F(FileTroubleTest, AForeignFileIsLeftAsItIs) {
  for (const std::string text : {"my only copy", "{\"trestle\":1,\"node\":\"rm2\",\"pid\":1}\n", "\n"}) {
    std::ofstream(file_, std::ios::binary) << text;
    Tracer tracer({.node = "rm1", .file = file_});
    EXPECT_FALSE(tracer.status().ok);
    EXPECT_THAT(tracer.status().problem, HasSubstr("is not a trace of this node"));
    EXPECT_EQ(contents(file_), text);
  }
}

TEST_F(FileTroubleTest, AForeignFileIsNotReplacedEither) {
  for (const Flush flush : {Flush::each_event, Flush::background, Flush::binary}) {
    for (const std::string text : {"my only copy", "{\"trestle\":1,\"node\":\"rm2\",\"pid\":1}\n"}) {
      for (const std::string name : {"", ".rings", ".1"}) {
        if (flush == Flush::binary && name == ".rings") continue;
        std::ofstream(file_ + name, std::ios::binary) << text;
        Tracer tracer({.node = "rm1", .file = file_, .flush = flush, .existing = Existing::replace, .rotate_bytes = 1000});
        EXPECT_EQ(tracer.status().ok, name == ".1") << name;
        for (int i = 0; i < 100; ++i) tracer.event("E").record();
        tracer.close();
        EXPECT_TRUE(contents(file_ + name) == text) << name;
        for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(file_).parent_path()))
          std::filesystem::remove(entry);
      }
    }
  }
}

TEST_F(FileTroubleTest, AReplacedTraceLeavesNothingBehind) {
  for (const Flush flush : {Flush::each_event, Flush::binary, Flush::background}) {
    const Options options = {.node = "rm1",
                             .file = file_,
                             .flush = flush,
                             .existing = Existing::replace,
                             .ring_bytes = 4096,
                             .rotate_bytes = 4096};
    Tracer tracer(options);
    EXPECT_TRUE(tracer.status().ok) << tracer.status().problem;
    EXPECT_EQ(last_rotation(file_), 0u);
    for (int i = 0; i < 1000; ++i) tracer.event("E").param("i", i).record();
    tracer.close();
    EXPECT_GT(last_rotation(file_), 2u);
  }
}

// The file may be read, and closed, by any code of the process.
TEST_F(FileTroubleTest, OneTracerHasTheFile) {
  const Flush ways[] = {Flush::each_event, Flush::background, Flush::binary};
  for (const Flush flush : ways) {
    Tracer tracer({.node = "rm1", .file = file_, .flush = flush, .existing = Existing::replace});
    tracer.event("E").record();
    tracer.flush();
    contents(file_), contents(file_ + ".rings");
    for (const Flush other : ways) {
      for (const Existing existing : {Existing::resume, Existing::replace}) {
        const auto is_refused = [&] {
          return !Tracer({.node = "rm1", .file = file_, .flush = other, .existing = existing}).status().ok;
        };
        EXPECT_TRUE(is_refused());
        EXPECT_EQ(in_child([&] { _exit(is_refused() ? 0 : 1); }), 0);
      }
    }
    tracer.event("E").record();
    tracer.close();
    const std::string recovered = directory_.file("recovered");
    recover(file_, recovered);
    EXPECT_EQ(count_events(read_trace(recovered), "E"), 2u);
  }
}

// A child of fork() that records nothing, and lives on, does not keep others from the file.
TEST_F(FileTroubleTest, AChildLetsTheFileGo) {
  for (const Flush flush : {Flush::each_event, Flush::background, Flush::binary}) {
    int end[2];
    ASSERT_EQ(pipe(end), 0);
    pid_t child = 0;
    const Options options = {.node = "rm1", .file = file_, .flush = flush, .existing = Existing::replace};
    {
      Tracer tracer(options);
      child = fork();
      if (child == 0) {
        close(end[1]);
        char byte;
        _exit(read(end[0], &byte, 1) == 0 ? 0 : 1);
      }
    }
    EXPECT_TRUE(Tracer(options).status().ok);
    close(end[1]);
    close(end[0]);
    int status = 1;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
}

TEST_F(FileTroubleTest, APipeIsRefusedAndDoesNotHang) {
  ASSERT_EQ(mkfifo(file_.c_str(), 0600), 0);
  Tracer tracer({.node = "rm1", .file = file_});
  EXPECT_FALSE(tracer.status().ok);
}

TEST_F(FileTroubleTest, TwoProcessesCannotWriteOneTrace) {
  Tracer tracer({.node = "rm1", .file = file_});
  EXPECT_EQ(in_child([&] {
              Tracer second({.node = "rm1", .file = file_});
              _exit(second.status().ok ? 1 : 0);
            }),
            0);
  tracer.event("E").record();
  tracer.close();
  EXPECT_EQ(read_trace(file_).size(), 3u);
}

TEST_F(FileTroubleTest, AFullDiskFromTheStart) {
  Tracer tracer({.node = "rm1", .file = "/dev/full", .buffer_bytes = 4096});
  EXPECT_FALSE(tracer.status().ok);
  EXPECT_THAT(tracer.status().problem, HasSubstr("No space left on device"));
  bool dropped = false;
  for (int i = 0; i < 100; ++i) dropped = !tracer.event("E").record() || dropped;
  EXPECT_TRUE(dropped);
  EXPECT_GT(tracer.status().dropped, 0u);
  EXPECT_EQ(tracer.status().recorded + tracer.status().dropped, 100u);
}

// A file size limit cuts a line in the middle, as a full disk does; then there is room again.
// Nor while the first one rotates its file: that has its name at every moment.
TEST_F(FileTroubleTest, TwoProcessesCannotWriteOneTraceThatRotates) {
  for (const Flush flush : {Flush::each_event, Flush::background}) {
    const Options options{.node = "rm1", .file = file_, .flush = flush, .existing = Existing::resume, .rotate_bytes = 1000};
    Tracer tracer(options);
    ASSERT_TRUE(tracer.status().ok) << tracer.status().problem;
    const pid_t child = fork();
    if (child == 0) {
      const bool free = [&] {
        Tracer second;
        for (int i = 0; i < 3000; ++i)
          if (second.open(options)) return true;
        return false;
      }();
      _exit(free ? 1 : 0);
    }
    uint64_t recorded = 0;
    int status = 0;
    while (waitpid(child, &status, WNOHANG) == 0 && recorded < 20'000) recorded += tracer.event("E").record();
    kill(child, SIGKILL);
    if (recorded == 20'000) waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0) << "the second one got it";
    tracer.close();
    EXPECT_EQ(tracer.status().recorded, recorded);
    EXPECT_FALSE(std::filesystem::exists(file_ + ".part"));
  }
  std::vector<Line> all;
  for (uint64_t i = 1; i <= last_rotation(file_) + 1; ++i) {
    const auto lines = read_trace(i <= last_rotation(file_) ? rotated_name(file_, i) : file_);
    all.insert(all.end(), lines.begin(), lines.end());
  }
  EXPECT_EQ(expect_no_silent_gap(all), 0u);
}

// A process that was killed while its file had two names.
TEST_F(FileTroubleTest, AFileWithTwoNamesKeepsItsOwn) {
  Tracer({.node = "rm1", .file = file_}).event("First").record();
  std::filesystem::create_hard_link(file_, rotated_name(file_, 1));
  Tracer({.node = "rm1", .file = file_}).event("Next").record();
  EXPECT_EQ(last_rotation(file_), 0u);
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_EQ(count_events(lines, "First") + count_events(lines, "Next"), 2u);
  EXPECT_EQ(expect_no_silent_gap(lines), 0u);
}

TEST_F(FileTroubleTest, ADiskThatIsFullForAWhile) {
  EXPECT_EQ(in_child([&] {
              signal(SIGXFSZ, SIG_IGN);
              rlimit limit = {};
              getrlimit(RLIMIT_FSIZE, &limit);
              const rlimit small = {3001, limit.rlim_max};
              Tracer tracer({.node = "rm1", .file = file_, .buffer_bytes = 2048});
              setrlimit(RLIMIT_FSIZE, &small);
              for (int i = 0; i < 100; ++i) tracer.event("E").param("i", i).record();
              if (tracer.status().ok || tracer.status().dropped == 0) _exit(1);
              setrlimit(RLIMIT_FSIZE, &limit);
              if (!tracer.flush() || read_trace(file_).back().event != "#dropped") _exit(3);
              for (int i = 0; i < 10; ++i) {
                if (!tracer.event("Later").record()) _exit(2);
              }
            }),
            0);
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_EQ(count_events(lines, "#dropped"), 1u);
  EXPECT_EQ(count_events(lines, "Later"), 10u);
  EXPECT_EQ(count_events(lines, "E") + expect_no_silent_gap(lines), 100u);
}

// What the tracer does whose disk is full from some event on; `kills` it then.
void record_on_full_disk(const Options& options, bool kills) {
  signal(SIGXFSZ, SIG_IGN);
  rlimit limit = {};
  getrlimit(RLIMIT_FSIZE, &limit);
  const rlimit small = {3001, limit.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  Tracer tracer(options);
  for (int i = 0; i < 100; ++i) tracer.event("E").param("i", i).record();
  if (kills) _exit(0);
  tracer.close();
  const std::vector<Line> lines = read_trace(options.file);
  const Status status = tracer.status();
  _exit(!status.ok && status.recorded == count_events(lines, "E") && status.recorded + status.dropped == 100 ? 0 : 1);
}

// Lines wait in memory for room, and there is none up to the end.
TEST_F(FileTroubleTest, ADiskThatIsFullAtTheEnd) {
  for (const Flush flush : {Flush::each_event, Flush::buffered}) {
    for (const size_t buffer : {size_t{1024}, size_t{1} << 20}) {
      const Options options = {
          .node = "rm1", .file = file_, .flush = flush, .existing = Existing::replace, .buffer_bytes = buffer};
      EXPECT_EQ(in_child([&] { record_on_full_disk(options, false); }), 0);
      EXPECT_EQ(read_trace(file_).back().event, "#end");
      Tracer({.node = "rm1", .file = file_}).event("After").record();
      const std::vector<Line> lines = read_trace(file_);
      EXPECT_GT(count_events(lines, "E"), 0u);
      EXPECT_EQ(count_events(lines, "E") + expect_no_silent_gap(lines), 100u);
    }
  }
}

// Others may have heard of events that are lost: their numbers are not given again.
TEST_F(FileTroubleTest, KilledWhileTheDiskIsFull) {
  for (const Flush flush : {Flush::each_event, Flush::buffered}) {
    const Options options = {.node = "rm1", .file = file_, .flush = flush, .existing = Existing::replace};
    EXPECT_EQ(in_child([&] { record_on_full_disk(options, true); }), 0);
    Tracer({.node = "rm1", .file = file_}).event("After").record();
    const std::vector<Line> lines = read_trace(file_);
    EXPECT_GE(count_events(lines, "E") + expect_no_silent_gap(lines), 100u);
    EXPECT_EQ(count_events(lines, "#dropped"), 1u);
  }
}

TEST_F(FileTroubleTest, DropsAtTheVeryEndAreReportedToo) {
  EXPECT_EQ(in_child([&] {
              signal(SIGXFSZ, SIG_IGN);
              rlimit limit = {};
              getrlimit(RLIMIT_FSIZE, &limit);
              const rlimit small = {1000, limit.rlim_max};
              Tracer tracer({.node = "rm1", .file = file_, .buffer_bytes = 1024});
              setrlimit(RLIMIT_FSIZE, &small);
              for (int i = 0; i < 50; ++i) tracer.event("E").record();
              setrlimit(RLIMIT_FSIZE, &limit);
              tracer.close();
            }),
            0);
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_EQ(lines.back().event, "#end");
  EXPECT_EQ(count_events(lines, "E") + expect_no_silent_gap(lines), 50u);
}

}  // namespace
}  // namespace trestle::tracer
