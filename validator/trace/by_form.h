// Something for each form of events, by its number (Event::form). Numbers are given one after the other, so that those of
// a trace lie close together.
#pragma once

#include <cstdint>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace trestle::trace {

template <class T>
class ByForm {
 public:
  T* find(uint32_t form) {
    const uint32_t i = form - first_;
    return i < all_.size() ? all_[i].get() : nullptr;
  }
  // What is there stays where it is.
  T& set(uint32_t form, T value) {
    if (all_.empty()) first_ = form;
    if (form < first_) {
      std::vector<std::unique_ptr<T>> more(first_ - form);
      all_.insert(all_.begin(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
      first_ = form;
    }
    if (form - first_ >= all_.size()) all_.resize(form - first_ + 1);
    std::unique_ptr<T>& place = all_[form - first_];
    place = std::make_unique<T>(std::move(value));
    return *place;
  }
  void clear() { all_.clear(); }

 private:
  uint32_t first_ = 0;
  std::vector<std::unique_ptr<T>> all_;  // from the first on
};

}  // namespace trestle::trace
