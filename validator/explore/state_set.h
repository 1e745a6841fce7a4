// A small set of states: their words, numbered in the order they came.
#pragma once

#include <cstdint>
#include <vector>

#include "validator/explore/hash.h"

namespace trestle::explore {

class StateSet {
 public:
  explicit StateSet(size_t width) : width_(width) {}

  uint32_t size() const { return count_; }
  const runtime::Word* operator[](uint32_t i) const { return words_.data() + i * width_; }

  // The number of the state, and whether it is new.
  std::pair<uint32_t, bool> insert(const runtime::Word* state) {
    if (count_ < kFew) {
      for (uint32_t i = 0; i < count_; ++i) {
        if (equal_words((*this)[i], state, width_)) return {i, false};
      }
    } else {
      if (slots_.size() < 2 * (count_ + 1)) rehash();
      size_t mask = slots_.size() - 1;
      for (size_t at = hash_words(state, width_) & mask;; at = (at + 1) & mask) {
        if (slots_[at] == 0) {
          slots_[at] = count_ + 1;
          break;
        }
        if (equal_words((*this)[slots_[at] - 1], state, width_)) return {slots_[at] - 1, false};
      }
    }
    words_.insert(words_.end(), state, state + width_);
    return {count_++, true};
  }

  void clear() {
    words_.clear();
    slots_.clear();
    count_ = 0;
  }

 private:
  static constexpr uint32_t kFew = 8;

  void rehash() {
    size_t size = 64;
    while (size < 4 * (size_t{count_} + 1)) size *= 2;
    slots_.assign(size, 0);
    for (uint32_t i = 0; i < count_; ++i) {
      size_t at = hash_words((*this)[i], width_) & (size - 1);
      while (slots_[at] != 0) at = (at + 1) & (size - 1);
      slots_[at] = i + 1;
    }
  }

  size_t width_;
  std::vector<runtime::Word> words_;
  std::vector<uint32_t> slots_;  // number + 1; 0: free
  uint32_t count_ = 0;
};

}  // namespace trestle::explore
