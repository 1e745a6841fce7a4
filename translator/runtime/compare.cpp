// The rules are TLC's (equals and compareTo of tlc2/value/impl). Both functions follow one plan: model values first,
// then by the class of the left value. Where TLC's answer depends on which side a value stands, so does equality here;
// the order is made symmetric, since sorting needs it to be.
#include "translator/runtime/compare.h"

#include <optional>

#include "translator/runtime/atoms.h"
#include "translator/runtime/context.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/sequences.h"

namespace trestle::runtime {

namespace {

[[noreturn, gnu::cold]] void incomparable(Value a, Value b) {
  fail_with("values of different kinds are not comparable; a model value, CONSTANT None = None, differs from everything",
            "Attempted to compare {} with {}: {} and {}", name(a.kind()), name(b.kind()), show(a), show(b));
}

[[noreturn, gnu::cold]] void incomparable_model_value(Value typed, Value other) {
  if (other.kind() == Kind::ModelValue) {
    fail("Attempted to check equality of the differently-typed model values {} and {}", show(typed), show(other));
  }
  fail("Attempted to compare the typed model value {} with a value that is no model value: {}", show(typed),
       show(other));
}

// One of them is a model value. Typed ones compare only with untyped ones and with their own type.
void check_model_values(Value a, Value b) {
  const char type_a = a.kind() == Kind::ModelValue ? model_value_type(a.atom_id()) : 0;
  const char type_b = b.kind() == Kind::ModelValue ? model_value_type(b.atom_id()) : 0;
  if (type_a != 0 && (b.kind() != Kind::ModelValue || (type_b != 0 && type_b != type_a)))
    incomparable_model_value(a, b);
  if (type_b != 0 && a.kind() != Kind::ModelValue) incomparable_model_value(b, a);
}

bool equal_items(Context& context, const Object& a, const Object& b) {
  for (uint32_t i = 0; i < a.size; ++i) {
    if (!equal(context, a[i], b[i])) return false;
  }
  return true;
}

int compare_items(Context& context, const Object& a, const Object& b) {
  for (uint32_t i = 0; i < a.size; ++i) {
    if (int c = compare(context, a[i], b[i])) return c;
  }
  return 0;
}

bool is_empty(Context& context, Value set) {
  Value ignored;
  return !Elements(context, set).next(ignored);
}

// The same set as elements. A product is empty with the first of its sets that is: TLC does not look at those behind it.
std::optional<Value> as_listed(Context& context, Value set) {
  if (enumerable(set)) return enumerated(context, set);
  if (set.kind() != Kind::ProductSet && set.kind() != Kind::RecordSet) return {};
  for (Value part : set->span()) {
    if (!enumerable(part)) return {};
    if (is_empty(context, part)) return make_set(context, std::span<const Value>());
  }
  return {};
}

bool equal_sets(Context& context, Value a, Value b) {
  const Kind ka = a.kind(), kb = b.kind();
  if (!is_set(kb)) incomparable(a, b);
  if (ka == kb) {
    switch (ka) {
      case Kind::Interval:
      case Kind::Powerset:
      case Kind::SequenceSet: return equal_items(context, a.object(), b.object());
      case Kind::FunctionSet:
      case Kind::RecordSet:
      case Kind::ProductSet:
        if (a->aux == b->aux && a->size == b->size && equal_items(context, a.object(), b.object())) return true;
        if (!enumerable(a) || !enumerable(b)) return false;
        return is_empty(context, a) && is_empty(context, b);
      case Kind::Naturals:
      case Kind::Integers:
      case Kind::Reals:
      case Kind::Strings:
      case Kind::Anything: return true;
      default: break;
    }
  } else if (!a.is_object() && !b.is_object()) {
    return false;  // Nat and Int, say
  }
  const auto x = as_listed(context, a), y = as_listed(context, b);
  if (!x || !y) incomparable(a, b);
  return equal(context, *x, *y);
}

int compare_sets(Context& context, Value a, Value b) {
  const Kind ka = a.kind(), kb = b.kind();
  if (!is_set(kb)) incomparable(a, b);
  if (!a.is_object() && !b.is_object()) return ka < kb ? -1 : 1;  // Nat, Int, Real, ...
  if (ka == Kind::SequenceSet && kb == Kind::SequenceSet) return compare_items(context, a.object(), b.object());
  const auto x = as_listed(context, a), y = as_listed(context, b);
  if (!x || !y) incomparable(a, b);
  return compare(context, *x, *y);
}

// The number of arguments of an explicit function, and the i-th of them.
uint32_t arguments(const Object& f) { return f.kind == Kind::Function ? f.size - 1 : f.size; }
Value argument(const Object& f, uint32_t i) {
  switch (f.kind) {
    case Kind::Tuple: return Value::integer(i + 1);
    case Kind::Record: return Value::string(record_fields(f.aux)[i]);
    default: return f[0].object()[i];
  }
}
const Value* results(const Object& f) { return f.kind == Kind::Function ? f.items() + 1 : f.items(); }

bool equal_functions(Context& context, Value va, Value vb) {
  if (!is_function(vb.kind())) incomparable(va, vb);
  if (va.kind() == Kind::LazyFunction || vb.kind() == Kind::LazyFunction) {
    const auto a = stretch_of(va), b = stretch_of(vb);
    if (a && b) {
      return a->size == b->size && std::equal(a->span().begin(), a->span().end(), b->span().begin(),
                                              [&](Value x, Value y) { return equal(context, x, y); });
    }
    return equal(context, explicit_function(context, va), explicit_function(context, vb));
  }
  const Object &a = va.object(), &b = vb.object();
  if (a.kind == Kind::Record && b.size != 0) incomparable(va, vb);
  const uint32_t n = arguments(a);
  if (n != arguments(b)) return false;
  if (a.kind != b.kind) {
    // Canonical forms differ, so the domains do; TLC notices at their first difference, or finds them incomparable.
    for (uint32_t i = 0; i < n; ++i) {
      if (!equal(context, argument(a, i), argument(b, i))) return false;
    }
  }
  return equal_items(context, a, b);
}

int compare_functions(Context& context, Value va, Value vb) {
  if (!is_function(vb.kind())) incomparable(va, vb);
  if (va.kind() == Kind::LazyFunction || vb.kind() == Kind::LazyFunction) {
    return compare(context, explicit_function(context, va), explicit_function(context, vb));
  }
  const Object &a = va.object(), &b = vb.object();
  const uint32_t n = arguments(a), m = arguments(b);
  if (n != m) return n < m ? -1 : 1;
  if (a.kind != b.kind || !same(a[0], b[0])) {  // Tuple with Tuple and Record with Record are done with
    for (uint32_t i = 0; i < n; ++i) {
      if (int c = compare(context, argument(a, i), argument(b, i))) return c;
    }
  }
  const Value *x = results(a), *y = results(b);
  for (uint32_t i = 0; i < n; ++i) {
    if (int c = compare(context, x[i], y[i])) return c;
  }
  return 0;
}

// Two records of as many fields, but not the same ones: the first difference decides.
int compare_fields(const Object& a, const Object& b) {
  const auto x = record_fields(a.aux), y = record_fields(b.aux);
  for (uint32_t i = 0; i < a.size; ++i) {
    if (x[i] != y[i]) return x[i] < y[i] ? -1 : 1;
  }
  return 0;
}

// Both interned and of the same kind: then different words are different values.
bool both_canonical(const Object& a, const Object& b) { return a.interned && b.interned; }

}  // namespace

// What is commonest comes first: values of one kind.

bool equal_slowly(Context& context, Value a, Value b) {
  const Kind ka = a.kind(), kb = b.kind();
  if (ka == kb) {
    switch (ka) {
      case Kind::ModelValue:
        if (model_value_type(a.atom_id()) != model_value_type(b.atom_id())) check_model_values(a, b);
        return false;
      case Kind::Boolean:
      case Kind::String: return false;
      case Kind::Set:
      case Kind::Tuple:
      case Kind::Record:
      case Kind::Function: {
        const Object &x = a.object(), &y = b.object();
        if (both_canonical(x, y) || x.size != y.size || (ka == Kind::Record && x.aux != y.aux)) return false;
        return equal_items(context, x, y);
      }
      default: break;
    }
  }
  if (ka == Kind::ModelValue || kb == Kind::ModelValue) {
    check_model_values(a, b);
    return false;
  }
  if (is_integer(a)) {
    if (!is_integer(b)) incomparable(a, b);
    return compare_integers(a, b) == 0;
  }
  if (is_set(ka)) return equal_sets(context, a, b);
  if (is_function(ka)) return equal_functions(context, a, b);
  incomparable(a, b);
}

int compare_slowly(Context& context, Value a, Value b) {
  const Kind ka = a.kind(), kb = b.kind();
  if (ka == kb) {
    switch (ka) {
      case Kind::ModelValue:
        if (model_value_type(a.atom_id()) != model_value_type(b.atom_id())) check_model_values(a, b);
        [[fallthrough]];
      case Kind::Boolean:
      case Kind::String: return a.atom_id() < b.atom_id() ? -1 : 1;
      case Kind::Set:
      case Kind::Tuple:
      case Kind::Record: {
        const Object &x = a.object(), &y = b.object();
        if (x.size != y.size) return x.size < y.size ? -1 : 1;
        if (ka == Kind::Record && x.aux != y.aux) return compare_fields(x, y);
        return compare_items(context, x, y);
      }
      default: break;
    }
  }
  if (ka == Kind::ModelValue || kb == Kind::ModelValue) {
    check_model_values(a, b);
    return ka == Kind::ModelValue ? -1 : 1;
  }
  if (is_integer(a)) {
    if (!is_integer(b)) incomparable(a, b);
    return compare_integers(a, b);
  }
  if (is_set(ka)) return compare_sets(context, a, b);
  if (is_function(ka)) return compare_functions(context, a, b);
  incomparable(a, b);
}

}  // namespace trestle::runtime
