// Values of a shape by number, in TLC's order, and in words for people.
#include <algorithm>
#include <bit>

#include <fmt/format.h>

#include "translator/runtime/atoms.h"
#include "translator/runtime/compare.h"
#include "translator/runtime/context.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/print.h"
#include "translator/runtime/shape_internal.h"
#include "translator/runtime/store.h"

namespace trestle::runtime::shape {

namespace {

using Kind = Shape::Kind;

uint64_t choose(uint64_t n, uint64_t k) {
  uint64_t c = 1;
  for (uint64_t i = 0; i < k; ++i) c = c * (n - i) / (i + 1);
  return c;
}

uint64_t power(uint64_t base, uint32_t exponent) {
  uint64_t p = 1;
  for (; exponent > 0; --exponent) p *= base;
  return p;
}

// Functions from some of n keys to m values, in TLC's order: by the size of the domain, the domain, then the values. How many
// there are with smaller domains than of that size.
uint64_t with_less_keys(uint64_t n, uint64_t m, uint64_t size) {
  uint64_t number = 0;
  for (uint64_t k = 0; k < size; ++k) number += choose(n, k) * power(m, static_cast<uint32_t>(k));
  return number;
}

// Subsets of 0..n-1 in TLC's order: by cardinality, then by the sorted elements.
uint64_t number_of_subset(uint64_t n, std::span<const uint64_t> elements) {
  const uint64_t k = elements.size();
  uint64_t number = with_less_keys(n, 1, k), next = 0;
  for (uint64_t i = 0; i < k; ++i) {
    for (; next < elements[i]; ++next) number += choose(n - next - 1, k - i - 1);
    ++next;
  }
  return number;
}

std::vector<uint64_t> subset(uint64_t n, uint64_t number) {
  uint64_t k = 0;
  for (; number >= choose(n, k); ++k) number -= choose(n, k);
  std::vector<uint64_t> elements;
  for (uint64_t next = 0; elements.size() < k; ++next) {
    const uint64_t with = choose(n - next - 1, k - elements.size() - 1);
    if (number < with) {
      elements.push_back(next);
    } else {
      number -= with;
    }
  }
  return elements;
}

uint64_t index_of_set(Context& context, ShapeRef shape, Value v) {
  std::vector<uint64_t> elements;
  for (Value e : v->span()) {
    elements.push_back(index(context, shape->parts[0], e));
    if (elements.back() == Shape::kMany) return Shape::kMany;
  }
  return number_of_subset(shape->parts[0]->count, elements);
}

// Mixed radix, the first digit most significant.
uint64_t index_of_items(Context& context, std::span<const ShapeRef> parts, const Value* items, uint64_t from) {
  for (size_t i = 0; i < parts.size(); ++i) {
    const uint64_t digit = index(context, parts[i], items[i]);
    if (digit == Shape::kMany) return Shape::kMany;
    from = from * parts[i]->count + digit;
  }
  return from;
}

uint64_t index_of_sequence(Context& context, ShapeRef shape, Value v) {
  if (v->size > shape->capacity) return Shape::kMany;
  uint64_t shorter = 0;
  for (uint32_t n = 0; n < v->size; ++n) shorter += power(shape->parts[0]->count, n);
  const std::vector<ShapeRef> parts(v->size, shape->parts[0]);
  const uint64_t among = index_of_items(context, parts, v->items(), 0);
  return among == Shape::kMany ? among : shorter + among;
}

Value sequence_value(Context& context, ShapeRef shape, uint64_t index) {
  const ShapeRef element = shape->parts[0];
  uint32_t length = 0;
  while (index >= power(element->count, length)) index -= power(element->count, length++);
  std::vector<Value> items(length);
  for (uint32_t i = length; i-- > 0; index /= element->count)
    items[i] = value(context, element, index % element->count);
  return runtime::make_tuple(context, std::span<const Value>(items));
}

uint64_t index_of_partial(Context& context, ShapeRef shape, Value v) {
  const uint64_t n = shape->parts[0]->count, m = shape->parts[1]->count;
  std::vector<uint64_t> keys;
  Elements all(context, domain(context, v));
  for (Value key; all.next(key);) {
    keys.push_back(index(context, shape->parts[0], key));
    if (keys.back() == Shape::kMany) return Shape::kMany;
  }
  const auto size = static_cast<uint32_t>(keys.size());
  const uint64_t among = number_of_subset(n, keys) - with_less_keys(n, 1, size);
  const std::vector<ShapeRef> parts(size, shape->parts[1]);
  const uint64_t digits = index_of_items(context, parts, v->items() + (v.kind() == runtime::Kind::Function), 0);
  return digits == Shape::kMany ? digits : with_less_keys(n, m, size) + among * power(m, size) + digits;
}

Value partial_value(Context& context, ShapeRef shape, uint64_t index) {
  const uint64_t n = shape->parts[0]->count, m = shape->parts[1]->count;
  uint32_t size = 0;
  while (index >= with_less_keys(n, m, size + 1)) ++size;
  index -= with_less_keys(n, m, size);
  const uint64_t number = index / power(m, size) + with_less_keys(n, 1, size);
  std::vector<Value> keys, items(size);
  for (const uint64_t i : subset(n, number)) keys.push_back(value(context, shape->parts[0], i));
  for (uint32_t i = size; i-- > 0; index /= m) items[i] = value(context, shape->parts[1], index % m);
  return make_function(context, make_set(context, keys), items);
}

std::string keys_text(std::span<const Value> keys) {
  std::string text = "{";
  for (size_t i = 0; i < keys.size(); ++i) {
    if (i == 8 && keys.size() > 10) return text + fmt::format(", ... {} more}}", keys.size() - i);
    text += (i == 0 ? "" : ", ") + to_string(keys[i]);
  }
  return text + "}";
}

// In brackets where it stands as an operand.
std::string operand(ShapeRef shape) {
  const bool brackets = (shape->is(Kind::Range) && shape->count > 1) || shape->is(Kind::Set) ||
                        shape->is(Kind::Union) || (shape->is(Kind::Function) && shape->tuple);
  return brackets ? "(" + print(shape) + ")" : print(shape);
}

std::string at_most(ShapeRef s) { return s->capacity == 0 ? "" : fmt::format(" of at most {}", s->capacity); }

std::string domain_text(ShapeRef f) {
  const auto& keys = f->keys;
  const bool dense = is_dense(f->domain.object());
  if (dense && keys.size() > 1) return fmt::format("{}..{}", keys.front().small(), keys.back().small());
  return keys_text(keys);
}

std::string function_text(ShapeRef f) {
  std::string text;
  if (f->record != 0) {
    for (size_t i = 0; i < f->parts.size(); ++i) {
      text += fmt::format("{}{}: {}", i == 0 ? "[" : ", ", atom_text(f->keys[i].atom_id()), print(f->parts[i]));
    }
    return text + "]";
  }
  const bool uniform = std::all_of(f->parts.begin(), f->parts.end(), [&](ShapeRef p) { return p == f->parts[0]; });
  if (f->tuple && (!uniform || f->parts.size() == 2)) {
    for (size_t i = 0; i < f->parts.size(); ++i) text += (i == 0 ? "" : " \\X ") + operand(f->parts[i]);
    return text;
  }
  if (uniform) return "[" + domain_text(f) + " -> " + print(f->parts[0]) + "]";
  std::vector<bool> said(f->parts.size());
  for (size_t i = 0; i < f->parts.size(); ++i) {
    if (said[i]) continue;
    std::vector<Value> keys;
    for (size_t j = i; j < f->parts.size(); ++j) {
      if (f->parts[j] != f->parts[i]) continue;
      said[j] = true;
      keys.push_back(f->keys[j]);
    }
    text += fmt::format("{}{} -> {}", i == 0 ? "[" : ", ", keys.size() == 1 ? to_string(keys[0]) : keys_text(keys),
                        print(f->parts[i]));
  }
  return text + "]";
}

}  // namespace

ShapeRef alternative(Context& context, ShapeRef shape, Value v) {
  if (shape->is(Kind::Dynamic)) return shape;
  const runtime::Kind kind = v.kind();
  const auto accepts = [&](ShapeRef s) {
    switch (s->kind) {
      case Kind::Boolean: return kind == runtime::Kind::Boolean;
      case Kind::Range: return v.is_small();
      case Kind::Atoms: return kind == runtime::Kind::String || kind == runtime::Kind::ModelValue;
      case Kind::Set: return runtime::is_set(kind);
      case Kind::Sequence: return kind == runtime::Kind::Tuple && v->size <= s->capacity;
      case Kind::Partial: {
        if (kind == runtime::Kind::Record) {  // unless it is one of the other alternatives
          return std::none_of(alternatives(shape).begin(), alternatives(shape).end(),
                              [&](ShapeRef o) { return o->record == v->aux; });
        }
        return kind == runtime::Kind::Tuple || kind == runtime::Kind::Function;
      }
      case Kind::Function:
        if (kind == runtime::Kind::Tuple) return s->tuple && v->size == s->keys.size();
        if (kind == runtime::Kind::Record) return s->record == v->aux;
        return kind == runtime::Kind::Function && !s->tuple && s->record == 0 && v->size == s->keys.size() + 1 &&
               same(intern(context, v->items()[0]), s->domain);
      default: return false;
    }
  };
  for (const ShapeRef& s : alternatives(shape)) {
    if (accepts(s)) return s;
  }
  return nullptr;
}

namespace {

// How many of the elements a list has to take.
uint32_t listed_of(Context& context, ShapeRef element, std::span<const Value> set) {
  if (!element->is(Kind::Union) || element->count > kMaxUniverse) return static_cast<uint32_t>(set.size());
  return static_cast<uint32_t>(std::count_if(set.begin(), set.end(), [&](Value v) {
    const ShapeRef part = alternative(context, element, v);
    return part == nullptr || !is_small(element, part);
  }));
}

}  // namespace

ShapeRef roomy(Context& context, ShapeRef shape, Value v) {
  v = plain(context, v);
  const ShapeRef part = shape->parts.empty() ? nullptr : alternative(context, shape, v);
  if (part == nullptr) return shape;
  std::vector<ShapeRef> parts = part->parts;
  uint32_t size = 0;  // of which there may be at most `capacity`
  const auto all = [&](std::span<const Value> values, ShapeRef& wide) {
    for (const Value each : values) wide = roomy(context, wide, each);
  };
  const bool keyed = v.kind() == runtime::Kind::Function;
  switch (part->kind) {
    case Kind::Set:
      if (v.kind() != runtime::Kind::Set) return shape;  // Int
      all(v->span(), parts[0]);
      size = listed_of(context, parts[0], v->span());
      break;
    case Kind::Function: {
      const Value* items = v->items() + keyed;
      for (ShapeRef& p : parts) p = roomy(context, p, *items++);
      break;
    }
    case Kind::Sequence: all(v->span(), parts[0]); break;
    case Kind::Partial:
      size = v->size - keyed;
      if (keyed && plain(context, v->items()[0]).kind() != runtime::Kind::Set) return shape;
      if (keyed) all(plain(context, v->items()[0])->span(), parts[0]);
      all(v->span().subspan(keyed), parts[1]);
      break;
    default: return shape;
  }
  const bool fits = part->capacity == 0 || size <= part->capacity;
  if (fits && parts == part->parts) return shape;
  const uint32_t capacity = size <= part->capacity ? part->capacity : std::bit_ceil(size);
  const ShapeRef wide = part->is(Kind::Set)       ? few(parts[0], capacity)
                        : part->is(Kind::Partial) ? partial(parts[0], parts[1], capacity)
                                                  : with_parts(part, std::move(parts));
  return part == shape ? wide : join(shape, wide);
}

namespace {

// With lists of few elements wherever these might be shorter.
ShapeRef listing(ShapeRef shape) {
  if (shape->parts.empty()) return shape;
  std::vector<ShapeRef> parts;
  for (ShapeRef p : shape->parts) parts.push_back(listing(p));
  constexpr uint32_t kAtLeast = 2 * kFewest;
  if (shape->is(Kind::Set) && shape->capacity == 0) return few(parts[0], kAtLeast);
  return with_parts(shape, std::move(parts));
}

}  // namespace

ShapeRef sparse(Context& context, ShapeRef shape, std::span<const Value> met) {
  if (met.empty()) return shape;
  ShapeRef listed = listing(shape);
  for (const Value value : met) listed = roomy(context, listed, value);
  return listed;
}

uint64_t index_of_scalar(ShapeRef shape, Value v) {
  if (shape->is(Kind::Boolean)) return v.is_boolean() ? v.truth() : Shape::kMany;
  if (shape->is(Kind::Range))
    return !v.is_small() || v.small() < shape->low || v.small() > shape->high ? Shape::kMany : v.small() - shape->low;
  constexpr size_t kFew = 8;
  const std::vector<Value>& keys = shape->keys;
  if (keys.size() <= kFew) {
    const auto at = std::find_if(keys.begin(), keys.end(), [&](Value key) { return same(key, v); });
    return at == keys.end() ? Shape::kMany : at - keys.begin();
  }
  if (v.kind() != runtime::Kind::String && v.kind() != runtime::Kind::ModelValue) return Shape::kMany;
  const auto at = std::lower_bound(keys.begin(), keys.end(), v, key_before);
  return at == keys.end() || !same(*at, v) ? Shape::kMany : at - keys.begin();
}

uint64_t index(Context& context, ShapeRef shape, Value v) {
  if (shape->is(Kind::Union)) {
    const ShapeRef part = alternative(context, shape, v);
    uint64_t before = 0;
    for (ShapeRef p : shape->parts) {
      if (p == part) {
        const uint64_t i = index(context, p, v);
        return i == Shape::kMany ? i : before + i;
      }
      before += p->count;
    }
    return Shape::kMany;
  }
  v = shape::plain(context, v);
  if (shape->count == Shape::kMany || alternative(context, shape, v) == nullptr) return Shape::kMany;
  switch (shape->kind) {
    case Kind::Boolean:
    case Kind::Range:
    case Kind::Atoms: return index_of_scalar(shape, v);
    case Kind::Set: return index_of_set(context, shape, v);
    case Kind::Function:
      return index_of_items(context, shape->parts, v->items() + (v.kind() == runtime::Kind::Function), 0);
    case Kind::Sequence: return index_of_sequence(context, shape, v);
    case Kind::Partial: return index_of_partial(context, shape, v);
    default: return Shape::kMany;
  }
}

Value value(Context& context, ShapeRef shape, uint64_t index) {
  switch (shape->kind) {
    case Kind::Boolean: return Value::boolean(index != 0);
    case Kind::Range: return Value::integer(shape->low + static_cast<int64_t>(index));
    case Kind::Atoms: return shape->keys[index];
    case Kind::Set: {
      std::vector<Value> elements;
      for (uint64_t i : subset(shape->parts[0]->count, index)) elements.push_back(value(context, shape->parts[0], i));
      return make_set(context, elements);
    }
    case Kind::Function: {
      std::vector<Value> items(shape->parts.size());
      for (size_t i = items.size(); i-- > 0; index /= shape->parts[i]->count) {
        items[i] = value(context, shape->parts[i], index % shape->parts[i]->count);
      }
      return make_function(context, shape->domain, items);
    }
    case Kind::Sequence: return sequence_value(context, shape, index);
    case Kind::Partial: return partial_value(context, shape, index);
    case Kind::Union:
      for (ShapeRef p : shape->parts) {
        if (index < p->count) return value(context, p, index);
        index -= p->count;
      }
      return {};
    default: return {};
  }
}

const Enumeration& enumeration(ShapeRef shape) {
  auto& made = static_cast<const Interned*>(shape)->enumeration;
  if (const Enumeration* known = made.load(std::memory_order_acquire)) return *known;
  Context context;
  auto all = std::make_unique<Enumeration>();
  all->slots.resize(std::bit_ceil(2 * shape->count + 2));
  for (uint64_t i = 0; i < shape->count; ++i) {
    Value v;
    try {
      v = intern(value(context, shape, i));
    } catch (const EvalError&) {  // a set that cannot be sorted: nobody has it
    }
    context.arena.reset();
    all->values.push_back(v);
    size_t slot = all->slot(v);
    while (all->slots[slot] != 0) slot = (slot + 1) & (all->slots.size() - 1);
    all->slots[slot] = i + 1;
  }
  const Enumeration* known = nullptr;
  if (made.compare_exchange_strong(known, all.get())) known = all.release();
  return *known;
}

std::span<const Value> values(ShapeRef shape) { return enumeration(shape).values; }

uint64_t position(Context& context, ShapeRef shape, Value v) {
  if ((v.is_object() && !v->interned) || shape->count > kMaxUniverse) return index(context, shape, v);
  const Enumeration& all = enumeration(shape);
  for (size_t slot = all.slot(v); all.slots[slot] != 0; slot = (slot + 1) & (all.slots.size() - 1)) {
    const uint32_t i = all.slots[slot] - 1;
    if (same(all.values[i], v)) return i;
  }
  return Shape::kMany;
}

Value plain(Context& context, Value v) {
  const runtime::Kind kind = v.kind();
  if (kind >= runtime::Kind::Set && kind <= runtime::Kind::Function) return v;
  if (kind == runtime::Kind::LazyFunction) return explicit_function(context, v);
  return is_set(kind) ? enumerated(context, v) : v;
}

std::string print(ShapeRef shape) {
  switch (shape->kind) {
    case Kind::Never: return "{}";
    case Kind::Boolean: return "BOOLEAN";
    case Kind::Range:
      if (shape->count == Shape::kMany) {
        if (shape->low == kNoLow) return shape->high == kNoHigh ? "Int" : fmt::format("Int up to {}", shape->high);
        return shape->low == 0 ? "Nat" : fmt::format("Int from {}", shape->low);
      }
      return shape->low == shape->high ? fmt::format("{{{}}}", shape->low)
                                       : fmt::format("{}..{}", shape->low, shape->high);
    case Kind::Atoms: return keys_text(shape->keys);
    case Kind::Set: return "SUBSET " + operand(shape->parts[0]) + at_most(shape);
    case Kind::Function: return function_text(shape);
    case Kind::Sequence:
      if (shape->capacity == kNoCapacity) return "Seq(" + print(shape->parts[0]) + ")";
      return shape->capacity == 0 ? "{<<>>}" : fmt::format("Seq({}) up to {}", print(shape->parts[0]), shape->capacity);
    case Kind::Partial:
      return fmt::format("[SUBSET {}{} -> {}]", operand(shape->parts[0]), at_most(shape), print(shape->parts[1]));
    case Kind::Dynamic: return "any value";
    case Kind::Union: break;
  }
  std::string text;
  for (ShapeRef p : shape->parts) text += (text.empty() ? "" : " \\cup ") + operand(p);
  return text;
}

}  // namespace trestle::runtime::shape
