// Integer arithmetic: exact, on 61-bit integers in the word with a fallback to big integers; under
// options().integers_32_bit a result outside 32 bits is an error, as in TLC.
#pragma once

#include <cstdint>

#include "translator/runtime/context.h"
#include "translator/runtime/value.h"

namespace trestle::runtime {

int compare_integers(Value a, Value b);  // both integers; <0, 0, >0

namespace integers_internal {
Value plus(Context&, Value a, Value b);
Value subtract(Context&, Value a, Value b);
int order(const char* op, Value a, Value b);
inline bool fits(int64_t i) { return options().integers_32_bit ? i == static_cast<int32_t>(i) : Value::fits(i); }
}  // namespace integers_internal

// The value of an int64 result that was computed without overflow.
Value integer_value(Context&, int64_t i);

inline Value plus(Context& context, Value a, Value b) {
  if (a.is_small() && b.is_small()) {
    const int64_t sum = a.small() + b.small();  // of two 61-bit numbers
    if (integers_internal::fits(sum)) return Value::integer(sum);
  }
  return integers_internal::plus(context, a, b);
}

inline Value subtract(Context& context, Value a, Value b) {
  if (a.is_small() && b.is_small()) {
    const int64_t difference = a.small() - b.small();
    if (integers_internal::fits(difference)) return Value::integer(difference);
  }
  return integers_internal::subtract(context, a, b);
}

inline bool less(Value a, Value b) {
  return a.is_small() && b.is_small() ? a.small() < b.small() : integers_internal::order("<", a, b) < 0;
}
inline bool less_or_equal(Value a, Value b) {
  return a.is_small() && b.is_small() ? a.small() <= b.small() : integers_internal::order("<=", a, b) <= 0;
}
inline bool greater(Value a, Value b) {
  return a.is_small() && b.is_small() ? a.small() > b.small() : integers_internal::order(">", a, b) > 0;
}
inline bool greater_or_equal(Value a, Value b) {
  return a.is_small() && b.is_small() ? a.small() >= b.small() : integers_internal::order(">=", a, b) >= 0;
}

Value times(Context&, Value a, Value b);
Value power(Context&, Value a, Value b);
Value divide(Context&, Value a, Value b);  // \div: towards minus infinity
Value modulo(Context&, Value a, Value b);  // %: b positive, result in 0..b-1
Value negate(Context&, Value a);

std::string integer_text(Value v);
Value parse_integer(Context&, std::string_view decimal);  // an optional minus sign and digits

// A small integer argument of an operator, for indices and counts; an error when it is something else.
int64_t small_argument(const char* which, const char* op, Value v);

}  // namespace trestle::runtime
