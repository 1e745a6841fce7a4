// The shapes that a unit is made for: inferred, with some states of the spec as evidence.
#pragma once

#include <atomic>
#include <vector>

#include "translator/core/core.h"
#include "translator/core/infer.h"
#include "translator/evaluator/part.h"
#include "translator/runtime/shape.h"

namespace trestle::codegen {

// `ended` cuts it short.
std::vector<core::Inferred> variables_of(const core::Spec& spec, const evaluator::Parts& parts,
                                         const std::vector<runtime::Value>& globals, const std::atomic<bool>& ended);

// Shapes that also hold the images of what they hold under SYMMETRY's permutations: the least one is a state's identity.
std::vector<runtime::ShapeRef> with_images(runtime::Context& context, const evaluator::Parts& parts,
                                           std::vector<runtime::ShapeRef> shapes);

// Functions that are asked at an index, as arrays: their values get one shape where that costs little. Records stay.
runtime::ShapeRef homogeneous(runtime::ShapeRef shape);

// A shape that also holds `value`, and some more than that: what grew once may grow again.
runtime::ShapeRef widened(runtime::ShapeRef shape, runtime::Value value);

}  // namespace trestle::codegen
