// How far into a trace somebody is.
#pragma once

#include <cstddef>
#include <cstdint>

#include <boost/container/small_vector.hpp>

namespace trestle::trace {

// How many events of each chain have happened: a set that contains with an event all that came before it. Chains that
// were discovered after it was made count as 0.
class Cut {
 public:
  uint32_t operator[](size_t chain) const { return chain < positions_.size() ? positions_[chain] : 0; }
  Cut after(size_t chain) const;                  // one more event of that chain
  void add(size_t chain);                         // the same, of this one
  Cut at(size_t chain, uint32_t position) const;  // so many of that chain
  uint64_t events() const { return events_; }
  uint64_t hash() const;
  friend bool operator==(const Cut& a, const Cut& b);

 private:
  boost::container::small_vector<uint32_t, 8> positions_;
  uint64_t events_ = 0;
};

}  // namespace trestle::trace
