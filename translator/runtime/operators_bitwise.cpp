// Module Bitwise: natural numbers as bits.
#include <bit>

#include "translator/runtime/failure.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/op.h"

namespace trestle::runtime::op {

namespace {
uint64_t natural(const char* which, const char* op, Value v) {
  if (!v.is_small() || v.small() < 0) bad_argument(which, op, "a natural number below 2^60", v);
  return v.small();
}
}  // namespace

Value BitAnd(Context&, const Value* a, uint32_t) {
  return Value::integer(natural("first argument", "&", a[0]) & natural("second argument", "&", a[1]));
}
Value BitOr(Context&, const Value* a, uint32_t) {
  return Value::integer(natural("first argument", "|", a[0]) | natural("second argument", "|", a[1]));
}
Value BitXor(Context&, const Value* a, uint32_t) {
  return Value::integer(natural("first argument", "^^", a[0]) ^ natural("second argument", "^^", a[1]));
}

// The bits below and at the highest 1, inverted.
Value BitNot(Context&, const Value* a, uint32_t) {
  const uint64_t n = natural("argument", "Not", a[0]);
  return Value::integer(~n & ((uint64_t{1} << std::bit_width(n)) - 1));
}

Value ShiftRight(Context&, const Value* a, uint32_t) {
  const uint64_t n = natural("first argument", "shiftR", a[0]), places = natural("second argument", "shiftR", a[1]);
  return Value::integer(places < 64 ? n >> places : 0);
}

}  // namespace trestle::runtime::op
