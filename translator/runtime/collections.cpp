// Constructors: the one place where canonical forms are made.
#include <algorithm>
#include <atomic>
#include <memory>

#include "translator/runtime/atoms.h"
#include "translator/runtime/compare.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/sequences.h"
#include "translator/runtime/store.h"

namespace trestle::runtime {

namespace {

// Words of the same sort of atom compare as numbers: signed, since integers are; ids are small enough not to matter.
bool before(Value a, Value b) { return static_cast<int64_t>(a.bits()) < static_cast<int64_t>(b.bits()); }

// Whether all are small integers, or all atoms of one kind.
bool one_sort_of_atom(const Value* v, size_t n) {
  const uint64_t mask = v[0].is_small() ? 7 : 0xFF;
  for (size_t i = 0; i < n; ++i) {
    if (v[i].is_object() || (v[i].bits() & mask) != (v[0].bits() & mask)) return false;
  }
  return true;
}

bool ascending(Context& context, const Value* v, size_t n) {
  for (size_t i = 1; i < n; ++i) {
    if (compare(context, v[i - 1], v[i]) >= 0) return false;
  }
  return true;
}

// A comparison may throw, so the elements are never in a moved-from state: sort() swaps plain words.
size_t sort_unique(Context& context, Value* v, size_t n) {
  if (n < 2) return n;
  if (one_sort_of_atom(v, n)) {
    if (!std::is_sorted(v, v + n, before)) std::sort(v, v + n, before);
    return std::unique(v, v + n, same) - v;
  }
  if (ascending(context, v, n)) return n;
  std::sort(v, v + n, [&](Value a, Value b) { return compare(context, a, b) < 0; });
  return std::unique(v, v + n, [&](Value a, Value b) { return compare(context, a, b) == 0; }) - v;
}

// The record shape whose fields are the elements of a set of strings, remembered in the set. Interned sets are shared.
uint32_t shape_of_domain(const Object& domain) {
  std::atomic_ref<uint32_t> known(const_cast<uint32_t&>(domain.aux));
  if (uint32_t shape = known.load(std::memory_order_relaxed)) return shape;
  const auto fields = std::make_unique<uint32_t[]>(domain.size);
  for (uint32_t i = 0; i < domain.size; ++i) fields[i] = domain[i].atom_id();
  const uint32_t shape = record_shape({fields.get(), domain.size});
  known.store(shape, std::memory_order_relaxed);
  return shape;
}

void require_set(std::string_view what, Value set) {
  if (!is_set(set.kind()))
    fail("Attempted to use {} as {}, which should be a set: {}", name(set.kind()), what, show(set));
}

// Sorts fields with their values, both copied to the arena. Returns the shape.
uint32_t sorted_fields(Context& context, std::span<const uint32_t> fields, std::span<const Value> values, Value* out) {
  const uint32_t n = fields.size();
  auto* sorted = static_cast<uint32_t*>(context.arena.allocate(n * sizeof(uint32_t)));
  for (uint32_t i = 0; i < n; ++i) {
    uint32_t j = i;
    for (; j > 0 && sorted[j - 1] >= fields[i]; --j) {
      if (sorted[j - 1] == fields[i]) fail("Field name {} occurs multiple times in a record", atom_text(fields[i]));
      sorted[j] = sorted[j - 1];
      out[j] = out[j - 1];
    }
    sorted[j] = fields[i];
    out[j] = values[i];
  }
  return record_shape({sorted, n});
}

}  // namespace

Value make_set_in_place(Context& context, Object* set) {
  set->size = sort_unique(context, set->items(), set->size);
  if (set->size == 0) return empty_set();
  set->dense = is_dense(*set);
  return Value::object(set);
}

Value make_set(Context& context, std::span<const Value> elements) {
  if (elements.empty()) return empty_set();
  Object* set = context.arena.object(Kind::Set, elements.size());
  std::copy(elements.begin(), elements.end(), set->items());
  return make_set_in_place(context, set);
}

Value make_tuple(Context& context, std::span<const Value> elements) {
  if (elements.empty()) return empty_tuple();
  Object* tuple = context.arena.object(Kind::Tuple, elements.size());
  std::copy(elements.begin(), elements.end(), tuple->items());
  return Value::object(tuple);
}

Value make_record(Context& context, std::span<const uint32_t> fields, std::span<const Value> values) {
  if (fields.empty()) return empty_tuple();
  Object* record = context.arena.object(Kind::Record, fields.size());
  record->aux = sorted_fields(context, fields, values, record->items());
  return Value::object(record);
}

Value make_record_set(Context& context, std::span<const uint32_t> fields, std::span<const Value> sets) {
  for (size_t i = 0; i < sets.size(); ++i) require_set("the set of a record's field", sets[i]);
  Object* set = context.arena.object(Kind::RecordSet, fields.size());
  set->aux = sorted_fields(context, fields, sets, set->items());
  return Value::object(set);
}

Value make_function(Context& context, Value domain_set, std::span<const Value> values) {
  if (values.empty()) return empty_tuple();
  const Value domain = enumerated(context, domain_set);
  const Object& d = domain.object();
  const uint32_t n = d.size;
  if (d.dense && d[0].small() == 1) return make_tuple(context, values);
  // Model values come first, so two strings at the ends mean strings throughout.
  if (d[0].kind() == Kind::String && d[n - 1].kind() == Kind::String) {
    Object* record = context.arena.object(Kind::Record, n, shape_of_domain(d));
    std::copy(values.begin(), values.end(), record->items());
    return Value::object(record);
  }
  Object* function = context.arena.object(Kind::Function, n + 1);
  function->items()[0] = domain;
  std::copy(values.begin(), values.end(), function->items() + 1);
  return Value::object(function);
}

Value make_lazy_function(Context& context, Value domain_set, Value body) {
  require_set("the domain of a function", domain_set);
  Object* function = context.arena.object(Kind::LazyFunction, 2);
  function->items()[0] = domain_set;
  function->items()[1] = body;
  return Value::object(function);
}

Value make_filter(Context& context, Value set, Value predicate) {
  require_set("S of {x \\in S : P}", set);
  Object* filter = context.arena.object(Kind::Filter, 2);
  filter->items()[0] = set;
  filter->items()[1] = predicate;
  return Value::object(filter);
}

Value make_interval(Context& context, int64_t low, int64_t high) {
  if (low > high) return empty_set();
  Object* interval = context.arena.object(Kind::Interval, 2);
  interval->items()[0] = Value::integer(low);
  interval->items()[1] = Value::integer(high);
  return Value::object(interval);
}

Value make_function_of(Context& context, std::span<const Value> arguments, std::span<const Value> values) {
  const Value domain = make_set(context, arguments);
  if (domain->size != arguments.size()) return {};
  auto* ordered = static_cast<Value*>(context.arena.allocate(values.size() * sizeof(Value)));
  for (size_t i = 0; i < values.size(); ++i) ordered[position(context, domain.object(), arguments[i])] = values[i];
  return make_function(context, domain, {ordered, values.size()});
}

Value explicit_function(Context& context, Value function) {
  if (function.kind() != Kind::LazyFunction) return function;
  if (const auto stretch = stretch_of(function)) return copy_sequence(context, *stretch, {});
  const Value domain = enumerated(context, function->items()[0]);
  auto* values = static_cast<Value*>(context.arena.allocate(domain->size * sizeof(Value)));
  for (uint32_t i = 0; i < domain->size; ++i) values[i] = apply_function(context, function, domain->items()[i]);
  return make_function(context, domain, {values, domain->size});
}

Value listed_function(Context& context, Value v) {
  return v.kind() == Kind::LazyFunction && enumerable(v->items()[0]) ? explicit_function(context, v) : v;
}

Value call(Context& context, Value op, std::span<const Value> arguments) {
  if (op.kind() != Kind::Operator) fail("Attempted to use {} as an operator: {}", name(op.kind()), show(op));
  if (context.apply == nullptr) fail("An operator cannot be applied here");
  return context.apply(context, op.object(), arguments);
}

bool holds(Context& context, Value op, std::span<const Value> arguments) {
  const Value result = call(context, op, arguments);
  if (!result.is_boolean())
    fail("Expected a Boolean, but the predicate's value is {}: {}", name(result.kind()), show(result));
  return result.truth();
}

}  // namespace trestle::runtime
