// A small set of states, numbered in the order they came. Each carries a mark, a word: a state with one mark and the same
// with another are different members.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "validator/explore/hash.h"

namespace trestle::explore {

class StateSet {
 public:
  explicit StateSet(size_t width) : width_(width + 1), key_(width_) {}  // words of a state

  uint32_t size() const { return count_; }
  const runtime::Word* operator[](uint32_t i) const { return words_.data() + i * width_; }

  uint64_t mark(uint32_t i) const { return (*this)[i][width_ - 1]; }

  // The member's number, and whether it is new.
  std::pair<uint32_t, bool> insert(const runtime::Word* state, uint64_t mark = 0) {
    if (slots_.size() < 2 * (size_t{count_} + 1) && count_ >= kFew) rehash();
    uint32_t* free = nullptr;
    if (uint32_t found = lookup(state, mark, &free); found != kAbsent) return {found, false};
    if (free != nullptr) *free = count_ + 1;
    const size_t at = count_ * width_;
    if (words_.size() < at + width_) words_.resize(at + std::max(at, width_));
    std::copy(state, state + width_ - 1, words_.data() + at);
    words_[at + width_ - 1] = mark;
    return {count_++, true};
  }

  static constexpr uint32_t kAbsent = UINT32_MAX;
  uint32_t find(const runtime::Word* state, uint64_t mark) { return lookup(state, mark, nullptr); }

  void clear() { clear(width_ - 1); }
  void clear(size_t width) {  // for states of so many words
    width_ = width + 1;
    key_.resize(width_);
    slots_.clear();
    count_ = 0;
  }

 private:
  static constexpr uint32_t kFew = 8;

  bool is(uint32_t i, const runtime::Word* state, uint64_t mark) const {
    return this->mark(i) == mark && equal_words((*this)[i], state, width_ - 1);
  }

  // Says in `free` where a new member's slot would be.
  uint32_t lookup(const runtime::Word* state, uint64_t mark, uint32_t** free) {
    if (slots_.empty()) {
      for (uint32_t i = 0; i < count_; ++i) {
        if (is(i, state, mark)) return i;
      }
      return kAbsent;
    }
    std::copy(state, state + width_ - 1, key_.begin());
    key_.back() = mark;
    size_t mask = slots_.size() - 1;
    for (size_t at = hash_words(key_.data(), width_) & mask;; at = (at + 1) & mask) {
      if (slots_[at] == 0) {
        if (free != nullptr) *free = &slots_[at];
        return kAbsent;
      }
      if (is(slots_[at] - 1, state, mark)) return slots_[at] - 1;
    }
  }

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

  size_t width_;  // with the mark
  std::vector<runtime::Word> key_;
  std::vector<runtime::Word> words_;  // of the members; beyond them, room
  std::vector<uint32_t> slots_;  // number + 1; 0: free
  uint32_t count_ = 0;
};

}  // namespace trestle::explore
