// Address space is reserved generously where nothing limits it. Under a limit (ulimit -v, RLIMIT_AS) each reservation keeps
// to a share, so that there is something left for all others.
#pragma once

#include <algorithm>
#include <cstddef>

#include <sys/resource.h>

namespace trestle::runtime {

// As many bytes as wanted, but at most one part in `share` of the limit.
inline size_t within_address_space(size_t wanted, size_t share) {
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return wanted;
  constexpr size_t kPage = 4096;
  return std::max(kPage, std::min<size_t>(wanted, limit.rlim_cur / share) / kPage * kPage);
}

}  // namespace trestle::runtime
