// What became of a log that was rotated: the files in its folder that had its place one after another.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace trestle::trace {

struct FileBeside {
  std::string path;
  uint64_t file = 0;  // as the system numbers it,
  int64_t born = 0;   // which it may do again for another file; nanoseconds, 0: not known
  int64_t written = 0;

  friend bool operator==(const FileBeside& a, const FileBeside& b) { return a.file == b.file && a.born == b.born; }
  bool before(const FileBeside& other) const {
    return born != 0 && other.born != 0 ? born < other.born : written < other.written;
  }
};

// The regular files in the folder of the log, but for the log itself.
std::vector<FileBeside> files_beside(const std::string& log);

// Those of `files` that have the name that `one` was renamed to, but for its numbers, without it; the oldest first.
std::vector<FileBeside> renamed_like(const std::string& log, const FileBeside& one, const std::vector<FileBeside>& files);

}  // namespace trestle::trace
