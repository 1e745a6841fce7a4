// Shared by shape*.cpp and layout.cpp only.
#pragma once

#include <atomic>
#include <memory>

#include "translator/runtime/shape.h"

namespace trestle::runtime {

uint32_t bits_for(uint64_t count);  // ceil(log2(count))

namespace shape {

struct Interned : Shape {
  // Made once, by values(); immortal.
  mutable std::atomic<const Value*> values = nullptr;

  Interned() = default;
  Interned(Interned&& other) noexcept : Shape(std::move(other)) {}
};

// Which of two keys of functions comes first, when TLC can tell.
bool key_before(Value a, Value b);
// Of alternatives that no two share a form; makes one of them when there is only one.
ShapeRef union_of(std::vector<ShapeRef> parts);
// Whether TLC can sort a set of such elements: a Union of, say, strings and integers it cannot.
bool comparable(ShapeRef element);
// The value with its elements or results listed, when it was known by a rule.
Value plain(Context& context, Value v);

}  // namespace shape
}  // namespace trestle::runtime
