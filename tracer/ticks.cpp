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

namespace {

// The reading of the clock lies between two of the counter; the closest of some pairs, since a thread may have to wait
// in between.
template <uint64_t (*clock)()>
Anchor both() {
  const bool counter = has_steady_counter();
  Anchor best;
  uint64_t closest = UINT64_MAX;
  for (int i = 0; i < 3; ++i) {
    const uint64_t before = ticks_now(counter);
    const uint64_t ns = clock();
    const uint64_t apart = ticks_now(counter) - before;
    if (apart >= closest) continue;
    closest = apart;
    best = {before + apart / 2, ns};
  }
  return best;
}

}  // namespace

double tick_length() {
  if (!has_steady_counter()) return 1;
  static const Anchor first = both<monotonic_ns>();
  constexpr uint64_t kMeasured = 2'000'000;
  while (monotonic_ns() - first.wall < kMeasured) {
  }
  const Anchor now = both<monotonic_ns>();
  return static_cast<double>(now.wall - first.wall) / static_cast<double>(now.ticks - first.ticks);
}

Anchor Anchor::now() { return both<wall_ns>(); }

}  // namespace trestle::tracer
