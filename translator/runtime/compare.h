// Equality, order and hash of values. Comparing what TLC refuses to compare (1 = "a") is an EvalError, not FALSE.
#pragma once

#include "translator/runtime/value.h"

namespace trestle::runtime {

class Context;

bool equal(Context& context, Value a, Value b);          // TLA+ =, errors as TLC
int compare(Context& context, Value a, Value b);         // TLC's total order within comparable values; <0, 0, >0
uint64_t hash(Value v);                                  // of a canonical, enumerated value; independent of atom numbers and addresses

}  // namespace trestle::runtime
