// Functions, tuples and records: application, DOMAIN, EXCEPT, :> and @@.
#include <algorithm>
#include <cstdlib>

#include "translator/runtime/atoms.h"
#include "translator/runtime/compare.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/hash.h"
#include "translator/runtime/op.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/sequences.h"
#include "translator/runtime/store.h"

namespace trestle::runtime {

namespace {

// IOEnv, as far as it can be told.
bool is_environment(Value record) {
  const auto fields = record_fields(record->aux);
  for (size_t i = 0; i < fields.size(); ++i) {
    const char* const set = std::getenv(std::string(atom_text(fields[i])).c_str());
    const Value value = record->items()[i];
    if (set == nullptr || value.kind() != Kind::String || atom_text(value.atom_id()) != set) return false;
  }
  return !fields.empty();
}

[[noreturn, gnu::cold]] void outside_domain(Value function, Value argument) {
  if (function.kind() == Kind::Record && argument.kind() == Kind::String) {
    if (is_environment(function)) {  // which is long, and may hold secrets
      throw EvalError(ErrorKind::Evaluation,
                      fmt::format("Attempted to access nonexistent field \"{}\" of IOEnv", atom_text(argument.atom_id())),
                      "there is no such environment variable");
    }
    std::string fields;
    for (uint32_t field : record_fields(function->aux))
      fields += (fields.empty() ? "its fields are " : ", ") + std::string(atom_text(field));
    throw EvalError(ErrorKind::Evaluation,
                    fmt::format("Attempted to access nonexistent field \"{}\" of record {}", atom_text(argument.atom_id()),
                                show(function)),
                    fields);
  }
  if (function.kind() == Kind::Tuple && argument.is_small()) {
    throw EvalError(ErrorKind::Evaluation,
                    fmt::format("Attempted to access index {} of tuple {}, which is out of bounds", show(argument),
                                show(function)),
                    function->size == 0 ? "it is empty" : fmt::format("its indices are 1 to {}", function->size));
  }
  throw EvalError(ErrorKind::Evaluation,
                  fmt::format("Attempted to apply function {} to argument {}, which is not in its domain", show(function),
                              show(argument)),
                  function.kind() == Kind::Function ? "its domain is " + show(function->items()[0]) : std::string());
}

}  // namespace

int64_t place_of(Context& context, Value function, Value index) {
  switch (function.kind()) {
    case Kind::Tuple:
      if (!index.is_small()) return -1;
      return index.small() >= 1 && index.small() <= function->size ? index.small() - 1 : -1;
    case Kind::Record: return index.kind() == Kind::String ? record_index(function->aux, index.atom_id()) : -1;
    default: {
      const int64_t at = position(context, function->items()[0].object(), index);
      return at < 0 ? -1 : at + 1;
    }
  }
}

namespace {

// What the hash of `function` gains for value v at items()[place].
uint64_t part(const Object& function, int64_t place, uint64_t value_hash) {
  switch (function.kind) {
    case Kind::Tuple: return index_part(place, value_hash);
    case Kind::Record: return index_part(record_field_hashes(function.aux)[place], value_hash);
    default: return index_part(hash(function[0].object()[place - 1]), value_hash);
  }
}

}  // namespace

Value replaced(Context& context, Value function, int64_t place, Value value) {
  const Object& old = function.object();
  if (same(old[place], value)) return function;
  Object* copy = context.arena.object(old.kind, old.size, old.aux);
  std::copy_n(old.items(), old.size, copy->items());
  copy->items()[place] = value;
  if (old.interned) {
    copy->id = only_fresh(static_cast<uint32_t>(place));
    const uint64_t before = known_hash(old[place]), after = known_hash(value);
    if (before != 0 && after != 0) copy->hash = old.hash - part(old, place, before) + part(old, place, after);
  }
  return Value::object(copy);
}

namespace {

// [f EXCEPT ![x] = v] of a lazy function: the pairs follow domain and body.
Value lazily_replaced(Context& context, Value function, Value index, Value value) {
  if (stretch_of(function)) return except(context, explicit_function(context, function), index, value);
  if (!member(context, index, function->items()[0])) return function;
  Object* copy = context.arena.object(Kind::LazyFunction, function->size + 2);
  std::copy_n(function->items(), function->size, copy->items());
  copy->items()[function->size] = index;
  copy->items()[function->size + 1] = value;
  return Value::object(copy);
}

Value apply_lazily(Context& context, Value function, Value argument) {
  if (const auto stretch = stretch_of(function)) {
    if (argument.is_small() && argument.small() >= 1 && argument.small() <= stretch->size)
      return stretch->span()[argument.small() - 1];
    outside_domain(explicit_function(context, function), argument);
  }
  const Object& f = function.object();
  for (uint32_t i = f.size; i > 2; i -= 2) {
    if (equal(context, f[i - 2], argument)) return f[i - 1];
  }
  if (!member(context, argument, f[0])) outside_domain(function, argument);
  return call(context, f[1], {&argument, 1});
}

}  // namespace

Value apply_slowly(Context& context, Value function, Value argument) {
  const Kind kind = function.kind();
  if (kind == Kind::LazyFunction) return apply_lazily(context, function, argument);
  if (!is_function(kind)) {
    fail("Attempted to apply {} to the argument {}, but it is no function: {}", name(kind), show(argument),
         show(function));
  }
  const int64_t at = place_of(context, function, argument);
  if (at < 0) outside_domain(function, argument);
  return function->items()[at];
}

Value domain(Context& context, Value function) {
  switch (function.kind()) {
    case Kind::Tuple: return make_interval(context, 1, function->size);
    case Kind::Record: return record_domain(function->aux);
    case Kind::Function:
    case Kind::LazyFunction: return function->items()[0];
    default: bad_argument("argument", "DOMAIN", "a function", function);
  }
}

Value field(Context& context, Value record, uint32_t field_atom) {
  if (record.kind() == Kind::Record) {
    const int at = record_index(record->aux, field_atom);
    if (at >= 0) return record->items()[at];
    outside_domain(record, Value::string(field_atom));
  }
  if (!is_function(record.kind())) {
    fail("Attempted to select field \"{}\" from {}, which is no record: {}", atom_text(field_atom), name(record.kind()),
         show(record));
  }
  return apply_function(context, record, Value::string(field_atom));
}

Value except(Context& context, Value function, Value index, Value value) {
  const Kind kind = function.kind();
  if (kind == Kind::LazyFunction) return lazily_replaced(context, function, index, value);
  if (!is_function(kind)) fail("Attempted to apply EXCEPT to {}, which is no function: {}", name(kind), show(function));
  const int64_t at = place_of(context, function, index);
  return at < 0 ? function : replaced(context, function, at, value);
}

namespace op {

Value Domain(Context& c, const Value* a, uint32_t) { return domain(c, a[0]); }
Value Apply(Context& c, const Value* a, uint32_t) { return apply_function(c, a[0], a[1]); }
Value TupleOf(Context& c, const Value* a, uint32_t n) { return make_tuple(c, {a, n}); }

Value Pair(Context& c, const Value* a, uint32_t) { return make_function(c, make_set(c, {a, 1}), {a + 1, 1}); }

// Walks both domains, which are sorted; where they meet the first function wins.
Value Override(Context& c, const Value* a, uint32_t) {
  for (int i = 0; i < 2; ++i) {
    if (!is_function(a[i].kind()))
      bad_argument(i == 0 ? "first argument" : "second argument", "@@", "a function", a[i]);
  }
  const Value f = explicit_function(c, a[0]), g = explicit_function(c, a[1]);
  if (same(f, empty_tuple())) return g;
  if (same(g, empty_tuple())) return f;
  const Value fd = enumerated(c, domain(c, f)), gd = enumerated(c, domain(c, g));
  const Object &x = fd.object(), &y = gd.object();
  const Value* fv = f->items() + (f.kind() == Kind::Function);
  const Value* gv = g->items() + (g.kind() == Kind::Function);
  Object* both = c.arena.object(Kind::Set, x.size + y.size);
  auto* values = static_cast<Value*>(c.arena.allocate((x.size + y.size) * sizeof(Value)));
  uint32_t i = 0, j = 0, n = 0;
  while (i < x.size || j < y.size) {
    const int order = i == x.size ? 1 : j == y.size ? -1 : compare(c, x[i], y[j]);
    both->items()[n] = order <= 0 ? x[i] : y[j];
    values[n++] = order <= 0 ? fv[i] : gv[j];
    i += order <= 0;
    j += order >= 0;
  }
  if (n == x.size) return f;
  both->size = n;
  both->dense = is_dense(*both);
  return make_function(c, Value::object(both), {values, n});
}

}  // namespace op

}  // namespace trestle::runtime
