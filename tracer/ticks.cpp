#include "tracer/ticks.h"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace trestle::tracer {

bool has_steady_counter() {
  static const bool steady = [] {
#if defined(__x86_64__)
    unsigned a = 0, b = 0, c = 0, d = 0;
    constexpr unsigned kPowerManagement = 0x80000007, kInvariant = 1u << 8;
    return __get_cpuid(kPowerManagement, &a, &b, &c, &d) != 0 && (d & kInvariant) != 0;
#elif defined(__aarch64__)
    return true;
#else
    return false;
#endif
  }();
  return steady;
}

double tick_length() {
  if (!has_steady_counter()) return 1;
  struct Moment {
    uint64_t ns, ticks;
  };
  static const Moment first = {monotonic_ns(), ticks_now(true)};
  constexpr uint64_t kMeasured = 2'000'000;
  uint64_t now = monotonic_ns();
  while (now - first.ns < kMeasured) now = monotonic_ns();
  return static_cast<double>(now - first.ns) / static_cast<double>(ticks_now(true) - first.ticks);
}

Anchor Anchor::now() {
  const bool counter = has_steady_counter();
  // The reading of the wall clock lies between two of the counter; the closest of three pairs.
  Anchor best;
  uint64_t closest = UINT64_MAX;
  for (int i = 0; i < 3; ++i) {
    const uint64_t before = ticks_now(counter);
    const uint64_t wall = wall_ns();
    const uint64_t apart = ticks_now(counter) - before;
    if (apart >= closest) continue;
    closest = apart;
    best = {before + apart / 2, wall};
  }
  return best;
}

}  // namespace trestle::tracer
