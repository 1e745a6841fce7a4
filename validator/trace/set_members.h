// The elements of a set as they stand in the words of a state: by number, rising.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>

#include "translator/runtime/layout.h"

namespace trestle::trace {

class SetMembers {
 public:
  SetMembers(runtime::ShapeRef shape, const runtime::Word* words, size_t at)
      : words_(words), few_(shape->capacity > 0), first_at_(at), at_(at) {
    if (!few_) {
      left_ = static_cast<uint32_t>(shape->parts[0]->count);
      return;
    }
    left_ = static_cast<uint32_t>(runtime::read_bits(words, at_, shape->length_bits()));
    at_ += shape->length_bits();
    bits_ = shape->number_bits();
  }
  static constexpr uint64_t kNone = UINT64_MAX;  // the largest
  uint64_t next() {
    if (few_) {
      if (left_ == 0) return kNone;
      --left_;
      const uint64_t number = runtime::read_bits(words_, at_, bits_);
      at_ += bits_;
      return number;
    }
    while (window_ == 0) {
      if (left_ == 0) return kNone;
      bits_ = std::min<uint32_t>(left_, 64);
      window_ = runtime::read_bits(words_, at_, bits_);
      first_ = at_ - first_at_;
      at_ += bits_;
      left_ -= bits_;
    }
    const auto lowest = static_cast<uint64_t>(std::countr_zero(window_));
    window_ &= window_ - 1;
    return first_ + lowest;
  }

 private:
  const runtime::Word* words_;
  const bool few_;
  const size_t first_at_;
  size_t at_;
  uint32_t left_;                      // numbers; of a set with a bit for each value: bits
  uint32_t bits_ = 0;                  // of a number; of a window
  uint64_t window_ = 0, first_ = 0;
};

// What one set of two has and the other has not.
struct SetDifference {
  struct Side {
    uint64_t number = SetMembers::kNone;  // the last of them
    uint32_t size = 0;

    void add(uint64_t member) {
      number = member;
      ++size;
    }
  };
  Side removed, added;
};

inline SetDifference difference(SetMembers old, SetMembers now) {
  SetDifference found;
  uint64_t a = old.next(), b = now.next();
  while (a != SetMembers::kNone || b != SetMembers::kNone) {
    if (a == b) {
      a = old.next();
      b = now.next();
    } else if (a < b) {
      found.removed.add(std::exchange(a, old.next()));
    } else {
      found.added.add(std::exchange(b, now.next()));
    }
  }
  return found;
}

}  // namespace trestle::trace
