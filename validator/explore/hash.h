// Hash of a state's words within one run: fast, and different words only make it slower, never wrong.
#pragma once

#include <cstddef>
#include <cstdint>

#include "translator/runtime/layout.h"

namespace trestle::explore {

inline uint64_t mix(uint64_t a, uint64_t b) {
  const auto product = static_cast<unsigned __int128>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

inline uint64_t hash_words(const runtime::Word* words, size_t count) {
  constexpr uint64_t k0 = 0x9e3779b97f4a7c15, k1 = 0xd6e8feb86659fd93, k2 = 0xa0761d6478bd642f;
  uint64_t even = k0, odd = k1;
  size_t i = 0;
  for (; i + 2 <= count; i += 2) {
    even = mix(words[i] ^ even, k1);
    odd = mix(words[i + 1] ^ odd, k2);
  }
  if (i < count) even = mix(words[i] ^ even, k1);
  return mix(even ^ odd, k2);
}

// The same of a state of so many bits, in the upper bits of the result, of which no other state has the same.
class BitsHash {
 public:
  BitsHash() = default;
  explicit BitsHash(unsigned bits) {
    if (bits == 0) return;
    left_ = 64 - bits;
    half_ = (bits + 1) / 2;
    upper_ = ~uint64_t{0} << left_;
  }
  uint64_t operator()(runtime::Word word) const {
    uint64_t h = (word << left_) * 0x9e3779b97f4a7c15;
    h ^= (h >> half_) & upper_;
    h *= 0xd6e8feb86659fd93;
    return h ^ ((h >> half_) & upper_);
  }

 private:
  unsigned left_ = 0, half_ = 0;
  uint64_t upper_ = 0;
};

inline bool equal_words(const runtime::Word* a, const runtime::Word* b, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    if (a[i] != b[i]) return false;
  }
  return true;
}

// Whether `a` under the mask is `b`.
inline bool equal_under(const runtime::Word* mask, const runtime::Word* a, const runtime::Word* b, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    if ((a[i] & mask[i]) != b[i]) return false;
  }
  return true;
}

}  // namespace trestle::explore
