// Random choices, drawn from the context's seeded generator.
#pragma once

#include "translator/runtime/context.h"
#include "translator/runtime/value.h"

namespace trestle::runtime {

// Each element equally likely; sets of functions, records and tuples, and SUBSET S, are not enumerated.
Value random_element(Context& context, Value set);

}  // namespace trestle::runtime
