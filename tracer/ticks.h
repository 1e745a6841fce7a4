// The cheapest clock there is: the processor's time stamp counter where it runs evenly (invariant, on x86-64) or the
// virtual counter (on 64-bit ARM), CLOCK_MONOTONIC elsewhere. Ticks become wall time beside an anchor, a moment of
// which both are known. Steps of the wall clock after the anchor are not in what is computed from it; a new anchor has
// them.
#pragma once

#include <cstdint>

#include <time.h>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace trestle::tracer {

inline uint64_t monotonic_ns() {
  timespec now = {};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000'000'000u + static_cast<uint64_t>(now.tv_nsec);
}

inline uint64_t wall_ns() {
  timespec now = {};
  clock_gettime(CLOCK_REALTIME, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000'000'000u + static_cast<uint64_t>(now.tv_nsec);
}

bool has_steady_counter();  // of the machine, asked once

// `counter`: what has_steady_counter() said.
inline uint64_t ticks_now(bool counter) {
#if defined(__x86_64__)
  if (counter) [[likely]]
    return __rdtsc();
#elif defined(__aarch64__)
  if (counter) [[likely]] {
    uint64_t ticks;
    asm volatile("mrs %0, cntvct_el0" : "=r"(ticks));
    return ticks;
  }
#endif
  (void)counter;
  return monotonic_ns();
}

// Nanoseconds a tick, measured from the first call on, which takes two milliseconds: the longer ago, the more exact.
double tick_length();

// A moment of which both are known.
struct Anchor {
  uint64_t ticks = 0;
  uint64_t wall = 0;  // nanoseconds since 1970

  static Anchor now();
};

struct WallClock {
  Anchor anchor = {};
  double length = 1;  // nanoseconds a tick

  uint64_t at(uint64_t ticks) const {
    const auto apart = static_cast<int64_t>(ticks - anchor.ticks);
    if (length == 1) return anchor.wall + static_cast<uint64_t>(apart);
    return anchor.wall + static_cast<uint64_t>(static_cast<int64_t>(static_cast<double>(apart) * length));
  }
};

}  // namespace trestle::tracer
