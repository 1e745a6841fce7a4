// The types that generated code works on: one descriptor a shape (shape.h), with the C++ type of its values, their
// numbers in TLC's order, and their bits in a state (layout.h). Only the standard integers are included: a unit that
// uses this compiles in a fraction of a second.
//
// Every value is canonical (what is unused is zero), so == is member by member. What cannot be computed or stored here
// throws Misfit: the evaluator then computes that state, and either says what is wrong or the layout is widened.
//
// In parts, which find each other beside themselves: here, where Trestle is installed, and where units are compiled.
#pragma once

#include "packed_helpers.h"

namespace trestle::packed {

template <class... V>
bool run_leaf_with(uint32_t leaf, Sink& sink, V... arguments) {
  const Value list[] = {arguments..., Value{}};
  return host->run_leaf(leaf, list, sizeof...(V), sink);
}

struct UnitTable {
  uint32_t version;  // of this header
  uint32_t words;    // of a state
  void (*load)(const Host* host, const Value* constants);
  bool (*initial)(Sink& sink);  // null: left to the evaluator
  bool (*steps)(const Word* state, Sink& sink);
  // Of a step predicate with the next state, of another one with a state that it holds of, or null. Null ones are left to the
  // evaluator.
  bool (*const* predicates)(const Word* state, const Word* other);
  void (*identity)(const Word* state, Word* identity);             // SYMMETRY, VIEW; null: left to the evaluator
  // Steps of one action, by number: those given are bound, undefined ones enumerated. Null ones are left to the
  // evaluator.
  bool (*const* bound)(const Word* state, const Value* arguments, Sink& sink);
};
inline constexpr uint32_t kVersion = 10;

}  // namespace trestle::packed
