// What operators on sequences share.
#pragma once

#include <span>

#include "translator/runtime/context.h"
#include "translator/runtime/value.h"

namespace trestle::runtime {

// The argument as a Tuple; an error naming the operator when it is no sequence.
Value sequence_argument(Context&, const char* which, const char* op, Value v);

// A new sequence of two parts.
Value copy_sequence(Context&, std::span<const Value> a, std::span<const Value> b);

}  // namespace trestle::runtime
