// Folders that cannot be written, and a file system that is really full.
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/tracer/trace_file.h"
#include "tracer/left.h"
#include "tracer/resume.h"
#include "tracer/tracer.h"

namespace trestle::tracer {
namespace {

using ::testing::HasSubstr;

constexpr Flush kWays[] = {Flush::each_event, Flush::each_sync, Flush::buffered, Flush::background, Flush::binary};

// What a child finds wrong; its exit status is that.
enum Wrong { kNothing, kStatus, kProblem, kFiles, kRecord, kSetup };

class ReadOnlyTest : public ::testing::Test {
 protected:
  ReadOnlyTest() { chmod(folder().c_str(), 0755); }
  ~ReadOnlyTest() override { chmod(folder().c_str(), 0755); }

  std::string folder() const { return std::filesystem::path(file_).parent_path(); }

  // As a user who may do nothing but read in the folder. Of root's rights nothing is left.
  int in_read_only_folder(const std::function<Wrong()>& body) {
    chmod(folder().c_str(), 0555);
    const int status = in_child([&] {
      constexpr uid_t kNobody = 65534;
      if (geteuid() == 0 && setresuid(kNobody, kNobody, kNobody) != 0) _exit(kSetup);
      _exit(body());
    });
    chmod(folder().c_str(), 0755);
    return WEXITSTATUS(status);
  }

  TemporaryDirectory directory_;
  const std::string file_ = directory_.file("rm1");
};

TEST_F(ReadOnlyTest, NothingCanBeBegunAndTheProgramGoesOn) {
  EXPECT_EQ(in_read_only_folder([&] {
              for (const Flush flush : kWays) {
                Tracer tracer({.node = "rm1", .file = file_, .flush = flush});
                if (tracer.is_on() || tracer.status().ok) return kStatus;
                if (tracer.status().problem.find("rm1: Permission denied") == std::string::npos) return kProblem;
                tracer.event("E").record();
                tracer.flush();
                tracer.close();
                if (!std::filesystem::is_empty(folder())) return kFiles;
              }
              return kNothing;
            }),
            kNothing);
}

// The file is there and may be written; files beside it may not be made.
TEST_F(ReadOnlyTest, AFileThatIsThereGoesOn) {
  std::ofstream(file_).flush();
  chmod(file_.c_str(), 0666);
  EXPECT_EQ(in_read_only_folder([&] {
              Tracer rings({.node = "rm1", .file = file_, .flush = Flush::background});
              if (rings.is_on() || rings.status().problem.find("Permission denied") == std::string::npos)
                return kProblem;
              Tracer tracer({.node = "rm1", .file = file_, .rotate_bytes = 1000});
              if (!tracer.status().ok) return kStatus;
              for (int i = 0; i < 100; ++i) {
                if (!tracer.event("E").record()) return kRecord;
              }
              return kNothing;
            }),
            kNothing);
  const std::vector<Line> lines = read_trace(file_);
  EXPECT_EQ(count_events(lines, "E"), 100u);
  EXPECT_EQ(expect_no_silent_gap(lines), 0u);
}

TEST_F(ReadOnlyTest, ABinaryFileThatCannotBeRotatedCountsWhatItDrops) {
  std::ofstream(file_).flush();
  chmod(file_.c_str(), 0666);
  EXPECT_EQ(in_read_only_folder([&] {
              Tracer tracer({.node = "rm1",
                             .file = file_,
                             .flush = Flush::binary,
                             .ring_bytes = 4096,
                             .rings_bytes = 8192,
                             .rotate_bytes = 1});
              if (!tracer.is_on()) return kStatus;
              unsigned recorded = 0;
              for (int i = 0; i < 1000; ++i) recorded += tracer.event("E").param("i", i).record();
              if (recorded == 0 || recorded == 1000 || tracer.status().dropped != 1000 - recorded) return kRecord;
              return tracer.status().problem.find("it cannot be rotated") == std::string::npos ? kProblem : kNothing;
            }),
            kNothing);
  const std::string recovered = directory_.file("recovered.ndjson");
  recover(file_, recovered);
  const std::vector<Line> lines = read_trace(recovered);
  EXPECT_EQ(count_events(lines, "E") + expect_no_silent_gap(lines), 1000u);
}

// A file system of two MiB of the child's own, where that is allowed: full, and then not any more.
class FullDiskTest : public ::testing::TestWithParam<Flush> {
 public:
  static bool mount_small(const std::string& folder) {
    if (unshare(geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
    return mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=2m") == 0;
  }

  static void fill(const std::string& file) {
    std::ofstream out(file);
    const std::string block(4096, 'x');
    while (out << block << std::flush) {
    }
  }

 protected:
  TemporaryDirectory directory_;
};

INSTANTIATE_TEST_SUITE_P(Ways, FullDiskTest, ::testing::ValuesIn(kWays),
                         [](const auto& info) { return name_of(info.param); });

TEST_P(FullDiskTest, WhatIsDroppedIsCountedAndThereIsMoreAfterwards) {
  const std::string folder = std::filesystem::path(directory_.file("rm1")).parent_path(), kept = folder + ".kept";
  const int status = in_child([&] {
    alarm(120);
    if (!mount_small(folder)) _exit(kSetup);
    const std::string file = folder + "/rm1";
    Tracer tracer({.node = "rm1",
                   .file = file,
                   .flush = GetParam(),
                   .buffer_bytes = 4096,
                   .full = Full::drop,
                   .ring_bytes = 64 * 1024});
    if (!tracer.status().ok) _exit(kStatus);
    tracer.event("First").record();
    fill(folder + "/other");
    unsigned recorded = 0;
    for (int i = 0; i < 20'000; ++i) recorded += tracer.event("E").param("i", i).record();
    tracer.flush();
    if (recorded == 20'000 || tracer.status().dropped == 0) _exit(kRecord);
    std::filesystem::remove(folder + "/other");
    tracer.flush();
    for (int i = 0; i < 10; ++i) {
      if (!tracer.event("Later").record()) _exit(kRecord);
    }
    tracer.close();
    if (GetParam() != Flush::binary && std::filesystem::exists(rings_beside(file))) _exit(kFiles);
    recover(file, kept);  // out of the file system that ends with this process
    _exit(kNothing);
  });
  if (WEXITSTATUS(status) == kSetup) GTEST_SKIP() << "no file system of its own may be mounted here";
  ASSERT_EQ(status, 0) << WEXITSTATUS(status);
  const std::vector<Line> lines = read_trace(kept);
  std::filesystem::remove(kept);
  EXPECT_EQ(count_events(lines, "First"), 1u);
  EXPECT_EQ(count_events(lines, "Later"), 10u);
  EXPECT_EQ(count_events(lines, "E") + expect_no_silent_gap(lines), 20'000u);
  EXPECT_EQ(lines.back().event, "#end");
}

// The files that were begun meanwhile say that nothing is missing, as soon as they can.
TEST(FullDiskWithRotationTest, NothingIsMissingWhereEverythingFoundRoom) {
  TemporaryDirectory directory;
  const std::string folder = std::filesystem::path(directory.file("rm1")).parent_path();
  const int status = in_child([&] {
    alarm(120);
    if (!FullDiskTest::mount_small(folder)) _exit(kSetup);
    for (int more = 0; more < 60; ++more) {
      const std::string file = folder + "/rm" + std::to_string(more);
      FullDiskTest::fill(folder + "/other");
      std::filesystem::resize_file(folder + "/other", std::filesystem::file_size(folder + "/other") - (size_t{64} << 10));
      Tracer tracer({.node = "rm1", .file = file, .rotate_bytes = 3000});
      for (int i = 0; i < 2000 && tracer.status().ok; ++i) tracer.event("E").param("i", i).record();
      for (int i = 0; i < more; ++i) tracer.event("E").param("i", i).record();
      std::filesystem::remove(folder + "/other");
      for (int i = 0; i < 200; ++i) tracer.event("E").param("i", i).record();
      tracer.close();
      if (tracer.status().dropped != 0 || last_rotation(file) < 5) _exit(kRecord);
      for (const Rotated& rotated : rotations_of(file)) {
        if (!WholeTrace(rotated.file).loss().empty()) _exit(kFiles);
        std::filesystem::remove(rotated.file);
      }
      std::filesystem::remove(file);
    }
    _exit(kNothing);
  });
  if (WEXITSTATUS(status) == kSetup) GTEST_SKIP() << "no file system of its own may be mounted here";
  EXPECT_EQ(status, 0) << WEXITSTATUS(status);
}

}  // namespace
}  // namespace trestle::tracer
