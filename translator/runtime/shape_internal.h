// Shared by shape*.cpp and layout.cpp only.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "translator/runtime/shape.h"

namespace trestle::runtime {

uint32_t bits_for(uint64_t count);  // ceil(log2(count))

namespace shape {

// All values of a shape, interned, and their indexes. Open addressing by the bits of the value; at most half full.
struct Enumeration {
  std::vector<Value> values;
  std::vector<uint32_t> slots;  // index + 1, 0 when free

  size_t slot(Value v) const { return (v.bits() * 0x9e3779b97f4a7c15 >> 32) & (slots.size() - 1); }
};
const Enumeration& enumeration(ShapeRef shape);  // of at most kMaxUniverse values; made at the first call

struct Interned : Shape {
  mutable std::atomic<const Enumeration*> enumeration = nullptr;  // immortal

  Interned() = default;
  Interned(Interned&& other) noexcept : Shape(std::move(other)) {}
};

// Which of two keys of functions comes first, when TLC can tell.
bool key_before(Value a, Value b);
uint64_t index_of_scalar(ShapeRef shape, Value v);  // of Boolean, Range and Atoms; kMany when it is not in the shape
// Of alternatives that no two share a form; makes one of them when there is only one.
ShapeRef union_of(std::vector<ShapeRef> parts);
// Whether a sparse Set of such elements has bits for those of the alternative.
bool is_small(ShapeRef element, ShapeRef alternative);
// Whether TLC can sort any set of such elements: with, say, strings and integers it cannot, nor where records have both in a field.
bool comparable(ShapeRef element);
// As index(), but faster for interned values of a shape that has no more than kMaxUniverse.
uint64_t position(Context& context, ShapeRef shape, Value v);
// The value with its elements or results listed, when it was known by a rule.
Value plain(Context& context, Value v);

}  // namespace shape
}  // namespace trestle::runtime
