// The order of shapes: joins, and the shapes of values.
#include <algorithm>
#include <map>
#include <mutex>
#include <unordered_map>

#include "translator/runtime/atoms.h"
#include "translator/runtime/hash.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/shape_internal.h"
#include "translator/runtime/store.h"

namespace trestle::runtime::shape {

namespace {

using Kind = Shape::Kind;

bool sequence_like(ShapeRef s) { return s->is(Kind::Sequence) || (s->is(Kind::Function) && s->tuple); }
bool record(ShapeRef s) { return s->is(Kind::Function) && s->record != 0; }
bool function_like(ShapeRef s) { return s->is(Kind::Function) || s->is(Kind::Sequence) || s->is(Kind::Partial); }

ShapeRef join_all(std::span<const ShapeRef> parts) {
  ShapeRef all = never();
  for (ShapeRef p : parts) all = join(all, p);
  return all;
}

size_t forms(ShapeRef s) { return alternatives(s).size(); }

// Whether the places of a tuple hold values of different forms: then it is no sequence of something.
bool mixed(ShapeRef tuple) {
  const ShapeRef all = join_all(tuple->parts);
  return std::any_of(tuple->parts.begin(), tuple->parts.end(), [&](ShapeRef p) { return forms(p) < forms(all); });
}

bool is_mixed_tuple(ShapeRef s) { return s->is(Kind::Function) && s->tuple && mixed(s); }

ShapeRef key_shape(ShapeRef f) {
  if (f->is(Kind::Partial)) return f->parts[0];
  if (f->is(Kind::Sequence)) return range(1, f->capacity);
  ShapeRef all = never();
  for (Value k : f->keys) all = join(all, of(k));
  return all;
}

ShapeRef value_shape(ShapeRef f) { return f->is(Kind::Partial) ? f->parts[1] : join_all(f->parts); }

// Whether some key of a Partial is a string: then a record may be one of its values.
bool has_strings(ShapeRef key) {
  for (ShapeRef a : alternatives(key)) {
    if (a->is(Kind::Atoms) && a->keys.back().kind() == runtime::Kind::String) return true;
  }
  return false;
}

// Whether two alternatives must become one, since they may have values in common or are of one form.
bool share(ShapeRef a, ShapeRef b) {
  if (!function_like(a) || !function_like(b)) return a->kind == b->kind;
  if (a->is(Kind::Function) && b->is(Kind::Function) && same(a->domain, b->domain)) return true;
  if (record(a) || record(b)) {
    const ShapeRef other = record(a) ? b : a;
    return other->is(Kind::Partial) && has_strings(other->parts[0]);
  }
  // Tuples of different lengths, unless it is one sequence that was longer or shorter.
  const bool sequence = (a->is(Kind::Sequence) && a->capacity > 0) || (b->is(Kind::Sequence) && b->capacity > 0);
  if (sequence_like(a) && sequence_like(b) && !sequence) return !is_mixed_tuple(a) && !is_mixed_tuple(b);
  return true;
}

// A Set with bits, where it could have listed its elements.
bool may_be_many(ShapeRef set) { return set->capacity == 0 && set->parts[0]->count > kMaxDense; }

ShapeRef merge(ShapeRef a, ShapeRef b) {
  switch (a->kind) {
    case Kind::Boolean: return a;
    case Kind::Range:
      if (b->is(Kind::Range)) return range(std::min(a->low, b->low), std::max(a->high, b->high));
      break;
    case Kind::Atoms: {
      std::vector<Value> keys = a->keys;
      keys.insert(keys.end(), b->keys.begin(), b->keys.end());
      return atoms(std::move(keys));
    }
    case Kind::Set: {
      const ShapeRef element = join(a->parts[0], b->parts[0]);
      const uint32_t capacity = std::max(a->capacity, b->capacity);
      return may_be_many(a) || may_be_many(b) ? set(element, capacity) : few(element, capacity);
    }
    default: break;
  }
  if (a->is(Kind::Function) && b->is(Kind::Function) && same(a->domain, b->domain)) {
    std::vector<ShapeRef> parts;
    for (size_t i = 0; i < a->parts.size(); ++i) parts.push_back(join(a->parts[i], b->parts[i]));
    return function(a->keys, std::move(parts));
  }
  if (sequence_like(a) && sequence_like(b)) {
    const auto capacity = [](ShapeRef s) { return s->is(Kind::Sequence) ? s->capacity : uint32_t(s->keys.size()); };
    return sequence(join(value_shape(a), value_shape(b)), std::max(capacity(a), capacity(b)));
  }
  const auto most = [](ShapeRef s) { return s->is(Kind::Function) ? uint32_t(s->keys.size()) : s->capacity; };
  return partial(join(key_shape(a), key_shape(b)), join(value_shape(a), value_shape(b)), std::max(most(a), most(b)));
}

struct PairHash {
  size_t operator()(const std::pair<ShapeRef, ShapeRef>& p) const {
    return mix(reinterpret_cast<uint64_t>(p.first) * 31 + reinterpret_cast<uint64_t>(p.second));
  }
};

ShapeRef compute_join(ShapeRef a, ShapeRef b) {
  std::vector<ShapeRef> found(alternatives(a).begin(), alternatives(a).end());
  std::vector<ShapeRef> left(alternatives(b).begin(), alternatives(b).end());
  while (!left.empty()) {
    ShapeRef next = left.back();
    left.pop_back();
    const auto like = std::find_if(found.begin(), found.end(), [&](ShapeRef s) { return share(s, next); });
    if (like == found.end()) {
      found.push_back(next);
      continue;
    }
    const ShapeRef merged = merge(*like, next);
    if (merged == *like) continue;
    found.erase(like);  // its form may have changed
    left.push_back(merged);
  }
  return union_of(std::move(found));
}

}  // namespace

ShapeRef join(ShapeRef a, ShapeRef b) {
  if (a == b || b->is(Kind::Never) || a->is(Kind::Dynamic)) return a;
  if (a->is(Kind::Never) || b->is(Kind::Dynamic)) return b;
  static std::mutex mutex;
  static auto& known = *new std::unordered_map<std::pair<ShapeRef, ShapeRef>, ShapeRef, PairHash>;
  {
    std::lock_guard lock(mutex);
    if (const auto it = known.find({a, b}); it != known.end()) return it->second;
  }
  const ShapeRef joined = compute_join(a, b);
  std::lock_guard lock(mutex);
  return known[{a, b}] = known[{b, a}] = joined;
}

bool contains(ShapeRef outer, ShapeRef inner) { return join(outer, inner) == outer; }

namespace {

ShapeRef of_all(std::span<const Value> values);

std::vector<Value> field_names(uint32_t record) {
  std::vector<Value> keys;
  for (uint32_t field : record_fields(record)) keys.push_back(Value::string(field));
  return keys;
}

// Of functions with the same domain: by key. `first` is where the results begin.
std::vector<ShapeRef> columns(const std::vector<Value>& functions, uint32_t first) {
  std::vector<ShapeRef> parts;
  std::vector<Value> column(functions.size());
  for (uint32_t i = first; i < functions[0]->size; ++i) {
    for (size_t f = 0; f < functions.size(); ++f) column[f] = functions[f]->items()[i];
    parts.push_back(of_all(column));
  }
  return parts;
}

ShapeRef element_of(Value set) {
  const ShapeRef s = of(set);
  return s->is(Kind::Set) ? s->parts[0] : dynamic();
}

// The join of the shapes of values, which may be many: those of one form are looked at together.
ShapeRef of_all(std::span<const Value> values) {
  using runtime::Kind;
  constexpr uint32_t kLong = 256;
  int64_t low = INT64_MAX, high = INT64_MIN;
  std::vector<Value> names, elements;
  bool sets = false;
  uint32_t most = 0;  // elements of one of them
  std::map<std::pair<Kind, uint64_t>, std::vector<Value>> functions;  // by domain
  ShapeRef all = never();
  for (Value v : values) {
    switch (v.kind()) {
      case Kind::Integer:
        if (v.is_small()) {
          low = std::min(low, v.small());
          high = std::max(high, v.small());
          continue;
        }
        break;
      case Kind::String:
      case Kind::ModelValue:
        if (names.empty() || !same(names.back(), v)) names.push_back(v);
        continue;
      case Kind::Set:
        sets = true;
        most = std::max(most, v->size);
        elements.insert(elements.end(), v->span().begin(), v->span().end());
        continue;
      case Kind::Tuple:
        // Of a long sequence, a log that was read say, every element is taken to be like the others: it is indexed again
        // and again.
        if (v->size > kLong) {
          all = join(all, sequence(of_all(v->span()), v->size));
        } else {
          functions[{Kind::Tuple, v->size}].push_back(v);
        }
        continue;
      case Kind::Record: functions[{Kind::Record, v->aux}].push_back(v); continue;
      case Kind::Function: functions[{Kind::Function, intern(v->items()[0]).bits()}].push_back(v); continue;
      default: break;
    }
    all = join(all, of(v));
  }
  if (low <= high) all = join(all, range(low, high));
  all = join(all, atoms(std::move(names)));
  if (sets) all = join(all, set(of_all(elements), most));
  for (const auto& [form, alike] : functions) {
    if (form.first == Kind::Tuple) {
      all = join(all, tuple(columns(alike, 0)));
    } else if (form.first == Kind::Record) {
      all = join(all, function(field_names(form.second), columns(alike, 0)));
    } else {
      const Value domain = Value::from_bits(form.second);
      all = join(all, function({domain->span().begin(), domain->span().end()}, columns(alike, 1)));
    }
  }
  return all;
}

// The shape of the functions in [domain -> range].
ShapeRef function_of(Value domain, ShapeRef range) {
  if (domain.kind() == runtime::Kind::Interval &&
      domain->items()[1].small() - domain->items()[0].small() < int64_t{kMaxUniverse}) {
    domain = intern(domain);
  }
  if (domain.kind() != runtime::Kind::Set) return partial(element_of(domain), range);
  domain = intern(domain);
  return function({domain->span().begin(), domain->span().end()}, std::vector<ShapeRef>(domain->size, range));
}

}  // namespace

ShapeRef of(Value v) {
  using runtime::Kind;
  switch (v.kind()) {
    case Kind::Boolean: return boolean();
    case Kind::Integer: return v.is_small() ? range(v.small(), v.small()) : range(kNoLow, kNoHigh);
    case Kind::BigInteger: return range(kNoLow, kNoHigh);
    case Kind::String:
    case Kind::ModelValue: return atoms({v});
    case Kind::Set: return set(of_all(v->span()), v->size);
    case Kind::Tuple:
    case Kind::Record:
    case Kind::Function: return of_all({&v, 1});
    case Kind::Interval: return set(range(v->items()[0].small(), v->items()[1].small()));
    case Kind::Powerset: return set(set(element_of(v->items()[0])));
    case Kind::FunctionSet: return set(function_of(v->items()[0], element_of(v->items()[1])));
    case Kind::RecordSet:
    case Kind::ProductSet: {
      std::vector<ShapeRef> parts;
      for (Value factor : v->span()) parts.push_back(element_of(factor));
      return set(v.kind() == Kind::ProductSet ? tuple(std::move(parts))
                                              : function(field_names(v->aux), std::move(parts)));
    }
    case Kind::SequenceSet: return set(sequence(element_of(v->items()[0]), kNoCapacity));
    case Kind::Cup: return join(of(v->items()[0]), of(v->items()[1]));
    case Kind::Cap:
    case Kind::Minus:
    case Kind::Filter: return of(v->items()[0]);
    case Kind::Naturals: return set(range(0, kNoHigh));
    case Kind::Integers: return set(range(kNoLow, kNoHigh));
    default: return dynamic();
  }
}

}  // namespace trestle::runtime::shape
