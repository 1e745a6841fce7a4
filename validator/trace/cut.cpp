#include "validator/trace/cut.h"

#include <algorithm>
#include <utility>

namespace trestle::trace {
namespace {

uint64_t mix(uint64_t x) {
  x ^= x >> 31;
  x *= 0x9E3779B97F4A7C15u;
  x ^= x >> 29;
  x *= 0xBF58476D1CE4E5B9u;
  return x ^ x >> 32;
}

}  // namespace

Cut Cut::after(size_t chain) const {
  Cut cut = *this;
  cut.add(chain);
  return cut;
}

void Cut::add(size_t chain) {
  if (chain >= positions_.size()) positions_.resize(chain + 1);
  ++positions_[chain];
  ++events_;
}

Cut Cut::at(size_t chain, uint32_t position) const {
  Cut cut = *this;
  if (chain >= cut.positions_.size()) cut.positions_.resize(chain + 1);
  const uint32_t old = std::exchange(cut.positions_[chain], position);
  cut.events_ += position;
  cut.events_ -= old;
  return cut;
}

uint64_t Cut::hash() const {
  uint64_t hash = 0;
  for (size_t chain = 0; chain < positions_.size(); ++chain) {
    if (positions_[chain] > 0) hash += mix(uint64_t{chain} << 40 | positions_[chain]);
  }
  return hash;
}

bool operator==(const Cut& a, const Cut& b) {
  if (a.events_ != b.events_) return false;
  for (size_t i = 0, n = std::max(a.positions_.size(), b.positions_.size()); i < n; ++i) {
    if (a[i] != b[i]) return false;
  }
  return true;
}

}  // namespace trestle::trace
