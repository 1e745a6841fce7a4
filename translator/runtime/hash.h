// How content hashes are put together. The hash of a collection is a sum over its parts, so that adding an element or
// replacing a value updates it in O(1), and so that it does not depend on the order of elements (which depends on
// ranks).
#pragma once

#include <cstdint>

#include "translator/runtime/atoms.h"
#include "translator/runtime/compare.h"
#include "translator/runtime/value.h"

namespace trestle::runtime {

constexpr uint64_t mix(uint64_t x) {
  x ^= x >> 32;
  x *= 0xd6e8feb86659fd93;
  x ^= x >> 32;
  x *= 0xd6e8feb86659fd93;
  x ^= x >> 32;
  return x;
}

// What Object::hash starts from (never 0 in practice), and what each part adds to it.
constexpr uint64_t kEmptySum = 0x9e3779b97f4a7c15;
constexpr uint64_t element_part(uint64_t element) { return element; }
constexpr uint64_t index_part(uint64_t index, uint64_t value) { return mix(value + index * 0x9e3779b97f4a7c15); }

// What Object::id means in an object of an arena, where there is no handle yet: which of its items may still be objects
// of an arena. Lets a set with one element more, or a function with one value replaced, be interned without looking at
// every item.
constexpr uint32_t kAnyFresh = 0;
constexpr uint32_t kNoneFresh = UINT32_MAX;
constexpr uint32_t only_fresh(uint32_t item) { return item + 1; }

// From the running sum to the value's hash.
constexpr uint64_t finish_sum(uint64_t sum, Kind kind) { return mix(sum + (static_cast<uint64_t>(kind) << 56)); }
inline uint64_t finish(const Object& o) { return finish_sum(o.hash, o.kind); }

// The value's hash when it costs nothing to know, else 0.
inline uint64_t known_hash(Value v) {
  if (v.is_object()) return v->hash != 0 ? finish(v.object()) : 0;
  return hash(v);
}

bool hashable(Value v);  // needs no enumeration first

}  // namespace trestle::runtime
