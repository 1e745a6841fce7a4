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
  SetMembers(runtime::ShapeRef shape, const runtime::Word* words, size_t at) : shape_(shape), words_(words), at_(at) {
    if (shape->capacity == 0) return;
    list_at_ = at + shape->slice_bits();
    listed_ = static_cast<uint32_t>(runtime::read_bits(words, list_at_, shape->length_bits()));
    list_at_ += shape->length_bits();
    number_bits_ = shape->number_bits();
  }
  static constexpr uint64_t kNone = UINT64_MAX;  // the largest
  uint64_t next() {
    while (window_ == 0) {
      if (!shape_->slices.empty()) {
        if (slice_ == shape_->slices.size()) return kNone;
        const runtime::Shape::Slice& s = shape_->slices[slice_];
        if (s.small) {
          open(s.first, s.at, s.count);
        } else if (const uint64_t number = listed(uint64_t{s.at} + s.count); number != kNone) {
          return number - s.at + s.first;
        }
        ++slice_;
      } else if (shape_->capacity > 0) {
        return listed(kNone);
      } else {
        const uint32_t bits = std::min(static_cast<uint32_t>(shape_->parts[0]->count) - seen_, uint32_t{64});
        if (bits == 0) return kNone;
        open(seen_, seen_, bits);
        seen_ += bits;
      }
    }
    const auto lowest = static_cast<uint64_t>(std::countr_zero(window_));
    window_ &= window_ - 1;
    return first_ + lowest;
  }

 private:
  void open(uint32_t first, uint32_t at, uint32_t bits) {
    first_ = first;
    window_ = runtime::read_bits(words_, at_ + at, bits);
  }
  // The next in the list that is below `end`.
  uint64_t listed(uint64_t end) {
    if (listed_ == 0) return kNone;
    const uint64_t number = runtime::read_bits(words_, list_at_, number_bits_);
    if (number >= end) return kNone;
    --listed_;
    list_at_ += number_bits_;
    return number;
  }

  runtime::ShapeRef shape_;
  const runtime::Word* words_;
  size_t at_, list_at_ = 0;
  uint32_t listed_ = 0, number_bits_ = 0;  // of the list: how many are left
  uint32_t seen_ = 0;                      // of a set with a bit for each value: the bits before
  size_t slice_ = 0;
  uint64_t window_ = 0, first_ = 0;        // bits for values, and the number of the first of these
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
