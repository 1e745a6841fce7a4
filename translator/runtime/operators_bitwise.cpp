// Module Bitwise: integers as bits, negative ones in two's complement (tlc2.overrides.Bitwise, which has 32 bits).
#include <bit>

#include "translator/runtime/failure.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/op.h"

namespace trestle::runtime::op {

namespace {
int64_t bits(const char* which, const char* op, Value v) {
  if (!v.is_small()) bad_argument(which, op, "an integer of less than 60 bits", v);
  return v.small();
}
}  // namespace

Value BitAnd(Context&, const Value* a, uint32_t) {
  return Value::integer(bits("first argument", "&", a[0]) & bits("second argument", "&", a[1]));
}
Value BitOr(Context&, const Value* a, uint32_t) {
  return Value::integer(bits("first argument", "|", a[0]) | bits("second argument", "|", a[1]));
}
Value BitXor(Context&, const Value* a, uint32_t) {
  return Value::integer(bits("first argument", "^^", a[0]) ^ bits("second argument", "^^", a[1]));
}

// The bits below and at the highest 1, inverted; none of a negative number, which has no highest.
Value BitNot(Context&, const Value* a, uint32_t) {
  const int64_t n = bits("argument", "Not", a[0]);
  if (n < 0) return Value::integer(0);
  return Value::integer(~n & ((int64_t{1} << std::bit_width(static_cast<uint64_t>(n))) - 1));
}

// Where a number is negative there are 32 bits, as in TLC: of the first, of which zeros take the place, and of the second the lowest 5 count.
Value ShiftRight(Context&, const Value* a, uint32_t) {
  const int64_t n = bits("first argument", "shiftR", a[0]), places = bits("second argument", "shiftR", a[1]);
  if (n >= 0 && places >= 0) return Value::integer(places < 64 ? n >> places : 0);
  if (n < INT32_MIN || n > INT32_MAX) bad_argument("first argument", "shiftR", "a natural number or one of 32 bits", a[0]);
  return Value::integer(static_cast<int32_t>(static_cast<uint32_t>(n) >> (places & 31)));
}

}  // namespace trestle::runtime::op
