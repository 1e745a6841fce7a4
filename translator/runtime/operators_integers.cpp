#include <algorithm>

#include <boost/multiprecision/cpp_int.hpp>

#include "translator/runtime/failure.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/op.h"

namespace trestle::runtime {

namespace {

using Big = boost::multiprecision::cpp_int;

Big big(Value v) {
  if (v.is_small()) return Big(v.small());
  Big result;
  const auto* limbs = reinterpret_cast<const uint64_t*>(v->items());
  import_bits(result, limbs, limbs + v->size, 64, false);
  return v->aux ? Big(-result) : result;
}

// Only results that cannot be small words reach the arena.
Value from_big(Context& context, const Big& i) {
  if (i >= Value::kMinSmall && i <= Value::kMaxSmall) return Value::integer(static_cast<int64_t>(i));
  std::vector<uint64_t> limbs;
  export_bits(Big(abs(i)), std::back_inserter(limbs), 64, false);
  Object* o = context.arena.object(Kind::BigInteger, limbs.size(), i < 0);
  for (size_t n = 0; n < limbs.size(); ++n) o->items()[n] = Value::from_bits(limbs[n]);
  return Value::object(o);
}

bool is_zero(Value v) { return v.is_small() && v.small() == 0; }
bool is_negative(Value v) { return v.is_small() ? v.small() < 0 : v->aux != 0; }

void require_integers(const char* op, Value a, Value b) {
  if (!is_integer(a)) bad_argument("first argument", op, "an integer", a);
  if (!is_integer(b)) bad_argument("second argument", op, "an integer", b);
}

[[noreturn, gnu::cold]] void overflow(const char* op, Value a, Value b) {
  fail_with("without --integers tlc, integers have no limit", "Overflow when computing {} {} {}: the result does not fit the 32 bits that TLC's integers have",
       integer_text(a), op, integer_text(b));
}

Value checked(Context& context, const char* op, Value a, Value b, const Big& result) {
  if (options().integers_32_bit && (result < INT32_MIN || result > INT32_MAX)) overflow(op, a, b);
  return from_big(context, result);
}

}  // namespace

int compare_integers(Value a, Value b) {
  if (a.is_small() && b.is_small()) return a.small() < b.small() ? -1 : a.small() > b.small();
  return big(a).compare(big(b));
}

Value integer_value(Context& context, int64_t i) {
  if (integers_internal::fits(i)) return Value::integer(i);
  return checked(context, "+", Value::integer(0), Value::integer(std::clamp(i, Value::kMinSmall, Value::kMaxSmall)),
                 Big(i));
}

namespace integers_internal {

Value plus(Context& context, Value a, Value b) {
  require_integers("+", a, b);
  return checked(context, "+", a, b, big(a) + big(b));
}

Value subtract(Context& context, Value a, Value b) {
  require_integers("-", a, b);
  return checked(context, "-", a, b, big(a) - big(b));
}

int order(const char* op, Value a, Value b) {
  require_integers(op, a, b);
  return compare_integers(a, b);
}

}  // namespace integers_internal

Value times(Context& context, Value a, Value b) {
  int64_t product;
  if (a.is_small() && b.is_small() && !__builtin_mul_overflow(a.small(), b.small(), &product) &&
      integers_internal::fits(product)) {
    return Value::integer(product);
  }
  require_integers("*", a, b);
  return checked(context, "*", a, b, big(a) * big(b));
}

Value power(Context& context, Value a, Value b) {
  require_integers("^", a, b);
  if (is_negative(b)) bad_argument("second argument", "^", "a natural number", b);
  if (is_zero(b)) {
    if (is_zero(a)) fail("0^0 is undefined");
    return Value::integer(1);
  }
  if (a.is_small() && a.small() >= -1 && a.small() <= 1) {
    const bool odd = b.is_small() ? b.small() & 1 : b->items()[0].bits() & 1;
    return odd ? a : Value::integer(a.small() * a.small());
  }
  if (options().integers_32_bit && (!b.is_small() || b.small() > 31)) overflow("^", a, b);
  if (!b.is_small() || b.small() > 1'000'000) {
    throw EvalError(ErrorKind::TooLarge, fmt::format("{} ^ {} is too large to compute", integer_text(a), integer_text(b)));
  }
  return checked(context, "^", a, b, pow(big(a), static_cast<unsigned>(b.small())));
}

Value divide(Context& context, Value a, Value b) {
  require_integers("\\div", a, b);
  if (is_zero(b)) fail("Division by zero: {} \\div 0", integer_text(a));
  if (a.is_small() && b.is_small()) {
    const int64_t x = a.small(), y = b.small();
    int64_t quotient = x / y;
    if (x % y != 0 && (x < 0) != (y < 0)) --quotient;
    if (integers_internal::fits(quotient)) return Value::integer(quotient);
  }
  Big quotient, remainder;
  divide_qr(big(a), big(b), quotient, remainder);
  if (remainder != 0 && is_negative(a) != is_negative(b)) --quotient;
  return checked(context, "\\div", a, b, quotient);
}

Value modulo(Context& context, Value a, Value b) {
  require_integers("%", a, b);
  if (is_zero(b) || is_negative(b)) bad_argument("second argument", "%", "a positive number", b);
  if (a.is_small() && b.is_small()) {
    const int64_t remainder = a.small() % b.small();
    return Value::integer(remainder < 0 ? remainder + b.small() : remainder);
  }
  Big remainder = big(a) % big(b);
  if (remainder < 0) remainder += big(b);
  return from_big(context, remainder);
}

Value negate(Context& context, Value a) {
  if (!is_integer(a)) bad_argument("argument", "-", "an integer", a);
  if (a.is_small() && integers_internal::fits(-a.small())) return Value::integer(-a.small());
  return checked(context, "-", Value::integer(0), a, -big(a));
}

std::string integer_text(Value v) { return v.is_small() ? std::to_string(v.small()) : big(v).str(); }

Value parse_integer(Context& context, std::string_view decimal) {
  const Big i{std::string(decimal)};
  if (options().integers_32_bit && (i < INT32_MIN || i > INT32_MAX)) {
    fail("{} does not fit the 32 bits that TLC's integers have", decimal);
  }
  return from_big(context, i);
}

int64_t small_argument(const char* which, const char* op, Value v) {
  if (!v.is_small()) bad_argument(which, op, "an integer", v);
  return v.small();
}

namespace op {

Value Nat(Context&, const Value*, uint32_t) { return Value::infinite(Kind::Naturals); }
Value Int(Context&, const Value*, uint32_t) { return Value::infinite(Kind::Integers); }
Value Real(Context&, const Value*, uint32_t) { return Value::infinite(Kind::Reals); }
Value Plus(Context& c, const Value* a, uint32_t) { return plus(c, a[0], a[1]); }
Value Minus(Context& c, const Value* a, uint32_t) { return subtract(c, a[0], a[1]); }
Value Times(Context& c, const Value* a, uint32_t) { return times(c, a[0], a[1]); }
Value Power(Context& c, const Value* a, uint32_t) { return power(c, a[0], a[1]); }
Value Negate(Context& c, const Value* a, uint32_t) { return negate(c, a[0]); }
Value Div(Context& c, const Value* a, uint32_t) { return divide(c, a[0], a[1]); }
Value Mod(Context& c, const Value* a, uint32_t) { return modulo(c, a[0], a[1]); }
Value Less(Context&, const Value* a, uint32_t) { return Value::boolean(less(a[0], a[1])); }
Value LessEqual(Context&, const Value* a, uint32_t) { return Value::boolean(less_or_equal(a[0], a[1])); }
Value Greater(Context&, const Value* a, uint32_t) { return Value::boolean(greater(a[0], a[1])); }
Value GreaterEqual(Context&, const Value* a, uint32_t) { return Value::boolean(greater_or_equal(a[0], a[1])); }

// There are no fractions: a quotient that is no integer has no value here.
Value Divide(Context& c, const Value* a, uint32_t) {
  const Value quotient = divide(c, a[0], a[1]);
  if (compare_integers(times(c, quotient, a[1]), a[0]) != 0) {
    fail("{} / {} is not an integer, and real numbers cannot be evaluated", integer_text(a[0]), integer_text(a[1]));
  }
  return quotient;
}

Value Interval(Context& c, const Value* a, uint32_t) {
  return make_interval(c, small_argument("first argument", "..", a[0]), small_argument("second argument", "..", a[1]));
}

}  // namespace op

}  // namespace trestle::runtime
