#pragma once

#include <chrono>
#include <cstdint>

namespace raft {

// Milliseconds of a clock that only goes forward.
inline int64_t now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

}  // namespace raft
