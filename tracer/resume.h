// Continuing a trace file after its process died or was restarted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tracer/clock.h"

namespace trestle::tracer {

struct Resumed {
  std::string problem;  // why the file cannot be continued; empty when it can
  uint64_t seq = 0;     // of the last complete line; 0 for a new file
  VectorClock clock;    // of the last complete event
};

// Reads where the trace in `fd` stopped and cuts off a line that was left incomplete. A file that is not a trace of
// `node` is left untouched.
Resumed resume(int fd, std::string_view node);

}  // namespace trestle::tracer
