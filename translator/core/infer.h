// What shape each variable of a spec has: abstract interpretation of Init and Next, with the constants known.
//
// Optimistic: a state is assumed to satisfy the invariants and constraints of the .cfg, and what nothing bounds is
// bounded by the states met so far, or by a guess. So a value may turn up that is not in its shape: Layout::set says
// so, and whoever called it widens the layout. What a shape cannot say is Dynamic, and only slower.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "translator/core/core.h"
#include "translator/runtime/shape.h"

namespace trestle::core {

struct Evidence {
  std::span<const std::vector<Value>> samples;  // of each variable, the values that were met
  // The value of one of Spec::globals, when an engine is at hand; undefined when it has none. May be empty.
  std::function<Value(uint32_t global)> global;
  const std::atomic<bool>* ended = nullptr;  // once it is true, runtime::Stopped is thrown
};

struct Inferred {
  runtime::ShapeRef shape;  // settled
  std::string reason;       // why a part is Dynamic; empty when none is
  Span span;                // the expression that made it so
  bool guessed = false;     // some bound comes from the samples, or from nowhere
};

std::vector<Inferred> infer_variables(const Spec& spec, const Evidence& evidence = {});
std::vector<runtime::ShapeRef> shapes_of(const std::vector<Inferred>& variables);

uint32_t dynamic_bits(runtime::ShapeRef shape);  // how many of its bits are value handles
struct StateBits {
  uint32_t all = 0, dynamic = 0;
};
StateBits bits_of(const std::vector<runtime::ShapeRef>& variables);

// For `trestle parse --print layout`: a line for each variable.
std::string print_layout(const Spec& spec, const std::vector<Inferred>& variables);

}  // namespace trestle::core
