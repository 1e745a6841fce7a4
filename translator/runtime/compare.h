// Equality, order and hash of values. Comparing what TLC refuses to compare (1 = "a") is an EvalError, not FALSE.
#pragma once

#include "translator/runtime/value.h"

namespace trestle::runtime {

class Context;

bool equal_slowly(Context& context, Value a, Value b);
int compare_slowly(Context& context, Value a, Value b);

// TLA+ =, errors as TLC's.
inline bool equal(Context& context, Value a, Value b) {
  if (same(a, b)) return true;
  if (a.is_small() && b.is_small()) return false;
  return equal_slowly(context, a, b);
}

// TLC's total order within comparable values; <0, 0, >0.
inline int compare(Context& context, Value a, Value b) {
  if (same(a, b)) return 0;
  if (a.is_small() && b.is_small()) return a.small() < b.small() ? -1 : 1;
  return compare_slowly(context, a, b);
}

// Of a canonical, enumerated value (intervals too); independent of atom numbers and addresses. Remembered in the
// object.
uint64_t hash(Value v);

}  // namespace trestle::runtime
