#include "translator/runtime/store_space.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>
#include <sys/mman.h>

#include "translator/runtime/address_space.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/store.h"

namespace trestle::runtime::store_internal {

namespace {

constexpr size_t kLeastGap = 64;  // bytes; what is smaller waits until what lies beside it is given back
size_t range_bytes = 0;
std::atomic<size_t> used{kUnit};  // offset 0 is no object

}  // namespace

char* reserve() {
  range_bytes = within_address_space(size_t{16} << 30, 4);  // 30 bits of 16 bytes
  for (; range_bytes >= size_t{64} << 20; range_bytes /= 2) {
    void* at = mmap(nullptr, range_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at != MAP_FAILED) return static_cast<char*>(at);
  }
  std::fputs("trestle: no address space for the value store\n", stderr);
  std::abort();
}

size_t range_used() { return used.load(std::memory_order_relaxed); }

// Turns to a gap with that much room; the last few are looked at.
bool Space::reuse(size_t bytes) {
  constexpr size_t kTried = 8;
  for (size_t i = 0; i < std::min(kTried, gaps_.size()); ++i) {
    Gap& gap = gaps_[gaps_.size() - 1 - i];
    if (gap.size() < bytes) continue;
    std::swap(room_, gap);
    if (gap.size() < kLeastGap) {
      std::swap(gap, gaps_.back());
      gaps_.pop_back();
    }
    return true;
  }
  return false;
}

char* Space::allocate(size_t bytes) {
  if (room_.size() < bytes && !reuse(bytes)) {
    const size_t chunk = std::max(bytes, chunk_);
    const size_t offset = used.fetch_add(chunk, std::memory_order_relaxed);
    if (offset + chunk > range_bytes) {
      throw EvalError(ErrorKind::Limit, fmt::format("the states' values need more than {} MB", range_bytes >> 20));
    }
    if (room_.size() >= kLeastGap) gaps_.push_back(room_);
    room_ = {base + offset, base + offset + chunk};
  }
  bytes_ += bytes;
  return std::exchange(room_.begin, room_.begin + bytes);
}

void Space::give_back(char* at, size_t bytes) {
  gaps_.push_back({at, at + bytes});
  bytes_ -= bytes;
}

void Space::join(size_t& spare) {
  constexpr size_t kReturned = size_t{1} << 20, kPage = 4096;
  std::sort(gaps_.begin(), gaps_.end(), [](const Gap& a, const Gap& b) { return a.begin < b.begin; });
  size_t last = 0;
  for (size_t i = 1; i < gaps_.size(); ++i) {
    if (gaps_[last].end == gaps_[i].begin) {
      gaps_[last].end = gaps_[i].end;
    } else {
      gaps_[++last] = gaps_[i];
    }
  }
  if (!gaps_.empty()) gaps_.resize(last + 1);
  std::sort(gaps_.begin(), gaps_.end(), [](const Gap& a, const Gap& b) { return a.size() < b.size(); });
  for (size_t i = gaps_.size(); i-- > 0 && gaps_[i].size() >= kReturned;) {
    if (gaps_[i].size() <= spare) {
      spare -= gaps_[i].size();
      continue;
    }
    char* const page = gaps_[i].begin + (kPage - (gaps_[i].begin - base) % kPage) % kPage;
    madvise(page, static_cast<size_t>(gaps_[i].end - page) / kPage * kPage, MADV_DONTNEED);
  }
}

}  // namespace trestle::runtime::store_internal
