// A trace file as the tests look at it: every line parsed by an independent JSON parser.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tracer/options.h"

namespace trestle::tracer {

struct Line {
  std::string text;
  std::string event;  // "" for a header
  uint64_t seq = 0;
  uint64_t count = 0;      // of #dropped
  uint64_t own_clock = 0;  // clock[node]
  std::string node;
};

// Fails the test at a line that is not one complete JSON object.
std::vector<Line> read_trace(const std::filesystem::path& file);

// Fails the test unless the sequence numbers are 1, 2, 3, ... with every gap accounted for by a #dropped line.
// Returns how many events were dropped.
uint64_t expect_no_silent_gap(const std::vector<Line>& lines);

// The line without its time, which no two runs have in common.
std::string without_time(const std::string& line);

// The number that follows `key` in the line; -1 when it is not there.
int64_t number_after(const std::string& line, const std::string& key);

// Writes what `trestle recover` would.
void recover(const std::string& file, const std::string& to);

// For the names of tests.
std::string name_of(Flush flush);

size_t count_events(const std::vector<Line>& lines, const std::string& event);

// A directory of this test's own, removed at the end.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

// Runs `body` in a child process and returns its wait status.
int in_child(const std::function<void()>& body);

}  // namespace trestle::tracer
