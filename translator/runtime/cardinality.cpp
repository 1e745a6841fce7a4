// How many elements a set has, whether it ends, and which is the nth, where its form tells without listing them.
#include <algorithm>
#include <cmath>

#include "translator/runtime/failure.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/op.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"

namespace trestle::runtime {

Value cardinality(Context& context, Value set) {
  switch (set.kind()) {
    case Kind::Set: return Value::integer(set->size);
    case Kind::Interval: return integer_value(context, set->items()[1].small() - set->items()[0].small() + 1);
    case Kind::Powerset: return power(context, Value::integer(2), cardinality(context, set->items()[0]));
    case Kind::FunctionSet: {
      const Value arguments = cardinality(context, set->items()[0]);
      if (same(arguments, Value::integer(0))) return Value::integer(1);
      return power(context, cardinality(context, set->items()[1]), arguments);
    }
    case Kind::RecordSet:
    case Kind::ProductSet: {
      Value product = Value::integer(1);
      for (Value s : set->span()) product = times(context, product, cardinality(context, s));
      return product;
    }
    default: break;
  }
  if (!is_set(set.kind())) bad_argument("argument", "Cardinality", "a set", set);
  if (!enumerable(set)) fail("Attempted to compute the number of elements of an infinite set: {}", show(set));
  return Value::integer(enumerated(context, set)->size);
}

namespace {

// log2 of the number of elements where the form tells; 0 where it does not.
double bits(Value set) {
  switch (set.kind()) {
    case Kind::Set: return set->size == 0 ? 0 : std::log2(set->size);
    case Kind::Interval: {
      const int64_t low = set->items()[0].small(), high = set->items()[1].small();
      return high < low ? 0 : std::log2(static_cast<double>(high) - static_cast<double>(low) + 1);
    }
    case Kind::Powerset: return std::exp2(bits(set->items()[0]));
    case Kind::FunctionSet: return std::exp2(bits(set->items()[0])) * bits(set->items()[1]);
    case Kind::RecordSet:
    case Kind::ProductSet: {
      double sum = 0;
      for (Value s : set->span()) sum += bits(s);
      return sum;
    }
    default: return 0;
  }
}

}  // namespace

bool is_vast(Value set) { return bits(set) > std::log2(static_cast<double>(options().max_set_size)); }

Value parts_listed(Context& context, Value set) {
  switch (set.kind()) {
    case Kind::Set:
    case Kind::Interval: return set;
    case Kind::Powerset:
    case Kind::FunctionSet:
    case Kind::RecordSet:
    case Kind::ProductSet: {
      Object* o = context.arena.object(set.kind(), set->size, set->aux);
      for (uint32_t i = 0; i < set->size; ++i) o->items()[i] = parts_listed(context, set->items()[i]);
      return Value::object(o);
    }
    default: return enumerated(context, set);
  }
}

Value element_at(Context& context, Value set, uint64_t index) {
  const auto size_of = [&](Value s) { return static_cast<uint64_t>(cardinality(context, s).small()); };
  switch (set.kind()) {
    case Kind::Interval: return Value::integer(set->items()[0].small() + static_cast<int64_t>(index));
    case Kind::Powerset: {
      const Value base = enumerated(context, set->items()[0]);
      Object* chosen = context.arena.object(Kind::Set, base->size);
      uint32_t n = 0;
      for (uint32_t i = 0; i < base->size && i < 64; ++i)
        if ((index >> i & 1) != 0) chosen->items()[n++] = base->items()[i];
      chosen->size = n;
      return make_set_in_place(context, chosen);
    }
    case Kind::FunctionSet: {
      const Value domain = enumerated(context, set->items()[0]), range = set->items()[1];
      const uint64_t n = size_of(range);
      auto* values = static_cast<Value*>(context.arena.allocate(domain->size * sizeof(Value)));
      for (uint32_t i = domain->size; i-- > 0; index /= n) values[i] = element_at(context, range, index % n);
      return make_function(context, domain, {values, domain->size});
    }
    case Kind::RecordSet:
    case Kind::ProductSet: {
      Object* o = context.arena.object(set.kind() == Kind::RecordSet ? Kind::Record : Kind::Tuple, set->size, set->aux);
      for (uint32_t i = set->size; i-- > 0;) {
        const uint64_t n = size_of(set->items()[i]);
        o->items()[i] = element_at(context, set->items()[i], index % n);
        index /= n;
      }
      return Value::object(o);
    }
    default: return enumerated(context, set)->items()[index];
  }
}

namespace {

// Fails, as TLC does, where what is left of an infinite set may be finite or not.
bool finite(Context& context, Value set) {
  switch (set.kind()) {
    case Kind::Set:
    case Kind::Interval: return true;
    case Kind::Powerset: return finite(context, set->items()[0]);
    case Kind::Minus:
      if (finite(context, set->items()[0])) return true;
      if (finite(context, set->items()[1])) return false;
      break;
    case Kind::Filter:
      if (finite(context, set->items()[0])) return true;
      break;
    case Kind::FunctionSet:
    case Kind::RecordSet:
    case Kind::ProductSet:
    case Kind::Cup:
      return std::all_of(set->span().begin(), set->span().end(), [&](Value s) { return finite(context, s); });
    case Kind::Cap: return finite(context, set->items()[0]) || finite(context, set->items()[1]);
    case Kind::UnionOf: {
      Elements each(context, set->items()[0]);
      for (Value s; each.next(s);) {
        if (!finite(context, s)) return false;
      }
      return true;
    }
    case Kind::Naturals:
    case Kind::Integers:
    case Kind::Reals:
    case Kind::Strings:
    case Kind::Anything:
    case Kind::SequenceSet: return false;
    default: break;
  }
  fail("Attempted to check if {} is a finite set: {}", name(set.kind()), show(set));
}

}  // namespace

namespace op {

Value Cardinality(Context& c, const Value* a, uint32_t) { return cardinality(c, a[0]); }
// As in TLC a function, a record or a sequence is finite as well (Value.isFinite).
Value IsFiniteSet(Context& c, const Value* a, uint32_t) {
  const Kind kind = a[0].kind();
  return Value::boolean((is_function(kind) && kind != Kind::LazyFunction) || finite(c, a[0]));
}

}  // namespace op

}  // namespace trestle::runtime
