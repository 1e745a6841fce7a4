// A write-ahead log: what a process must still know after a crash. One entry per line, the last one counts.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace two_phase_commit {

struct Entry {
  uint64_t tid = 0;
  std::string phase = "idle";
};

class DurableLog {
 public:
  // Continues the log in `file`; throws std::system_error when that is not possible.
  DurableLog(const std::filesystem::path& file, bool sync);
  ~DurableLog();
  DurableLog(const DurableLog&) = delete;
  DurableLog& operator=(const DurableLog&) = delete;

  const Entry& last() const { return last_; }

  // On return the entry survives a crash of this process, and with `sync` one of the machine.
  void write(const Entry& entry);

 private:
  int fd_;
  bool sync_;
  Entry last_;
};

}  // namespace two_phase_commit
