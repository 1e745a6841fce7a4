// A process that lines are written to and read from, with deadlines.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace trestle::drive {

using Deadline = std::chrono::steady_clock::time_point;

struct ProcessError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Process {
 public:
  static constexpr size_t kMaxLine = size_t{64} << 20;
  static constexpr size_t kLastErrors = 20;  // lines of its standard error that are kept

  // The program, looked for in PATH, and its arguments; no shell in between. Throws ProcessError. Where the functions below
  // wait they throw explore::Interrupted once `interrupted` is set.
  explicit Process(const std::vector<std::string>& command, const std::atomic<bool>* interrupted = nullptr);
  // Kills it and the processes it started, if they are still there.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  enum class Did : uint8_t { Well, Ended, Late };
  // Ended: it does not read any more.
  Did write(std::string_view text, Deadline deadline);
  // Without the line's end. Ended: it closed its standard output. Throws ProcessError for a line over the limit.
  Did read_line(std::string& line, Deadline deadline);
  // Closes its standard input, and waits until it ends. Well: with status 0.
  Did close(Deadline deadline);
  // Waits until it ends, killing it at the deadline, and says how it did: "was killed by signal 11 (Segmentation
  // fault)", "ended with status 3", "closed its standard output, and went on".
  std::string how_it_ended(Deadline deadline);

  // The last lines of its standard error.
  std::vector<std::string> errors();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trestle::drive
