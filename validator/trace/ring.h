// A queue whose places are used again with what is in them, so that nothing is allocated as it moves on: push_back() may
// find what pop_front() left.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace trestle::trace {

template <class T>
class Ring {
 public:
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T& operator[](size_t i) { return places_[(first_ + i) & mask_]; }
  const T& operator[](size_t i) const { return places_[(first_ + i) & mask_]; }
  T& front() { return (*this)[0]; }
  T& push_back() {
    if (size_ > mask_) [[unlikely]]
      grow();
    ++size_;
    return (*this)[size_ - 1];
  }
  void pop_front() {
    first_ = (first_ + 1) & mask_;
    --size_;
  }
  void clear() { *this = Ring(); }

 private:
  [[gnu::noinline]] void grow() {
    std::vector<T> more(2 * places_.size());
    for (size_t i = 0; i < size_; ++i) more[i] = std::move((*this)[i]);
    places_ = std::move(more);
    mask_ = places_.size() - 1;
    first_ = 0;
  }

  std::vector<T> places_ = std::vector<T>(8);  // a power of two
  size_t mask_ = 7;
  size_t first_ = 0, size_ = 0;
};

}  // namespace trestle::trace
