// What a server must not forget: its term, its vote and its log, in one file that is only appended to.
#pragma once

#include <filesystem>
#include <vector>

#include "message.h"

namespace raft {

// When the process is to be killed while it writes, as by `kill -9` at that moment.
struct Fate {
  uint64_t write = 0;  // at which write; 0: never
  uint64_t bytes = 0;  // of which no more than so many get to the file
};

class Disk {
 public:
  // Reads what is there; a last line that a crash cut short is not. Throws std::system_error.
  Disk(const std::filesystem::path& file, bool sync, const Fate& fate);
  ~Disk();
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  uint64_t term() const { return term_; }
  const std::string& voted_for() const { return voted_for_; }  // empty: nobody
  const std::vector<Entry>& log() const { return log_; }       // entry k of the spec is log()[k - 1]

  // Each returns when the file has it.
  void set_term(uint64_t term, const std::string& voted_for);
  void replace(uint64_t from, const std::vector<Entry>& entries);  // entries `from`, from + 1, ... and none after them

  void set_vote_in_memory_only(const std::string& voted_for) { voted_for_ = voted_for; }  // a bug: a crash forgets it

 private:
  void apply(const std::string& line);
  void write(const std::string& lines);

  int fd_;
  const bool sync_;
  const Fate fate_;
  uint64_t writes_ = 0;
  uint64_t term_ = 0;
  std::string voted_for_;
  std::vector<Entry> log_;
};

}  // namespace raft
