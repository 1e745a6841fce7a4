// Where the trace file of a process that died or was restarted stopped.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tracer/clock.h"

namespace trestle::tracer {

struct Stopped {
  std::string problem;  // why the file cannot be continued; empty when it can
  uint64_t seq = 0;     // of the last complete line; 0 for a new file
  VectorClock clock;    // of the last complete event
  uint64_t hybrid = 0;  // its time, if it has one
  uint64_t bytes = 0;   // of complete lines; what follows was cut short
};

// Reads the end of the trace in `fd`, a regular file. One that is not a trace of `node` is a problem.
Stopped find_stop(int fd, std::string_view node);

// Files that `file` was rotated to, FILE.1, FILE.2, ...: the largest number; 0 when there is none.
uint64_t last_rotation(const std::string& file);
std::string rotated_name(const std::string& file, uint64_t number);

}  // namespace trestle::tracer
