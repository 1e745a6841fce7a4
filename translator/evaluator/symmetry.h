#pragma once

#include "translator/evaluator/machine.h"

namespace trestle::evaluator {

// The value with model values replaced: pairs from, to, flattened.
Value permuted(Context& context, Value value, std::span<const Value> permutation);

}  // namespace trestle::evaluator
