// An append-only array of T that never moves what it holds: reading an element published to a thread needs no lock.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace trestle::runtime {

template <typename T, unsigned kSegmentBits = 12, unsigned kSegments = 1 << 14>
class Segmented {
 public:
  const T& operator[](uint32_t i) const {
    return segments_[i >> kSegmentBits].load(std::memory_order_acquire)[i & kMask];
  }
  T& operator[](uint32_t i) { return segments_[i >> kSegmentBits].load(std::memory_order_acquire)[i & kMask]; }
  uint32_t size() const { return size_.load(std::memory_order_acquire); }

  // The caller serialises appending.
  uint32_t push_back(T value) {
    const uint32_t i = size_.load(std::memory_order_relaxed);
    if (i >> kSegmentBits >= kSegments) std::abort();  // 64 million texts or shapes: memory is gone long before
    T* segment = segments_[i >> kSegmentBits].load(std::memory_order_relaxed);
    if (segment == nullptr) {
      segment = new T[size_t{1} << kSegmentBits];
      segments_[i >> kSegmentBits].store(segment, std::memory_order_release);
    }
    segment[i & kMask] = value;
    size_.store(i + 1, std::memory_order_release);
    return i;
  }

 private:
  static constexpr uint32_t kMask = (1u << kSegmentBits) - 1;
  std::atomic<T*> segments_[kSegments] = {};
  std::atomic<uint32_t> size_{0};
};

}  // namespace trestle::runtime
