// The constructors: counts, bits, and one pointer per shape.
#include "translator/runtime/shape.h"

#include <algorithm>
#include <bit>
#include <mutex>
#include <unordered_set>

#include "translator/runtime/atoms.h"
#include "translator/runtime/context.h"
#include "translator/runtime/hash.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/shape_internal.h"
#include "translator/runtime/store.h"

namespace trestle::runtime {

uint32_t bits_for(uint64_t count) { return count <= 1 ? 0 : 64 - std::countl_zero(count - 1); }

uint32_t Shape::tag_bits() const { return bits_for(parts.size()); }
uint32_t Shape::length_bits() const { return bits_for(uint64_t{capacity} + 1); }
uint32_t Shape::number_bits() const {
  uint64_t numbers = slices.empty() ? parts[0]->count : 0;
  for (const Slice& s : slices) numbers += s.small ? 0 : s.count;
  return bits_for(numbers);
}
uint32_t Shape::slice_bits() const {
  uint32_t bits = 0;
  for (const Slice& s : slices) bits += s.small ? s.count : 0;
  return bits;
}
uint32_t Shape::domain_bits() const {
  if (capacity == 0) return static_cast<uint32_t>(parts[0]->count);
  return static_cast<uint32_t>(slice_bits() + length_bits() + uint64_t{capacity} * number_bits());
}
bool Shape::lists() const { return capacity > 0 && slices.empty(); }

namespace shape {

namespace {

using Kind = Shape::Kind;

constexpr uint64_t kLimit = uint64_t{1} << 62;

uint64_t times(uint64_t a, uint64_t b) {
  uint64_t product;
  if (a == 0 || b == 0) return 0;
  return __builtin_mul_overflow(a, b, &product) || product > kLimit ? Shape::kMany : product;
}

uint64_t plus(uint64_t a, uint64_t b) { return a > kLimit || b > kLimit || a + b > kLimit ? Shape::kMany : a + b; }

struct SameShape {
  bool operator()(const std::unique_ptr<Interned>& a, const std::unique_ptr<Interned>& b) const {
    return a->kind == b->kind && a->low == b->low && a->high == b->high && a->capacity == b->capacity &&
           a->parts == b->parts && std::equal(a->keys.begin(), a->keys.end(), b->keys.begin(), b->keys.end(), same);
  }
};

struct HashShape {
  size_t operator()(const std::unique_ptr<Interned>& s) const {
    uint64_t h = mix((static_cast<uint64_t>(s->kind) << 32) + s->capacity + mix(s->low + mix(s->high)));
    for (Value k : s->keys) h = mix(h + k.bits());
    for (ShapeRef p : s->parts) h = mix(h + reinterpret_cast<uint64_t>(p));
    return h;
  }
};

// Rank of an atom: model values come before strings.
uint64_t rank(Value v) { return (uint64_t{v.kind() == runtime::Kind::String} << 32) | v.atom_id(); }

// Sizes, as numbers of arguments, of the functions in an alternative.
struct Sizes {
  uint64_t least, most;
};
Sizes sizes(ShapeRef f) {
  switch (f->kind) {
    case Kind::Function: return {f->keys.size(), f->keys.size()};
    case Kind::Sequence: return {0, f->capacity};
    default: return {0, f->parts[0]->count};
  }
}

bool is_function(ShapeRef s) { return s->is(Kind::Function) || s->is(Kind::Sequence) || s->is(Kind::Partial); }

// Whether every function in `a` comes before every one in `b`, alternatives of a Union in order.
bool apart(ShapeRef a, ShapeRef b) {
  if (!is_function(a) || !is_function(b)) return true;
  if (sizes(a).most < sizes(b).least) return true;
  return a->is(Kind::Function) && b->is(Kind::Function);
}

// TLC's order of alternatives, as far as it has one. All keys of functions are atoms, or the functions have different
// sizes, or their keys have an order of their own that compare_keys() follows.
int place(ShapeRef s) {
  switch (s->kind) {
    case Kind::Atoms: return 0;
    case Kind::Boolean: return 1;
    case Kind::Range: return 2;
    case Kind::Set: return 3;
    case Kind::Sequence: return 4;
    case Kind::Partial: return 5;
    default: return 6;
  }
}

bool before(ShapeRef a, ShapeRef b) {
  if (place(a) != place(b)) return place(a) < place(b);
  if (a->keys.size() != b->keys.size()) return a->keys.size() < b->keys.size();
  return std::lexicographical_compare(a->keys.begin(), a->keys.end(), b->keys.begin(), b->keys.end(), key_before);
}

uint32_t bits_of(uint64_t bits) { return bits > kMaxBits ? Shape::kTooMany : bits; }

void measure_function(Interned& s) {
  s.tuple = true;
  bool strings = true;
  for (size_t i = 0; i < s.keys.size(); ++i) {
    s.tuple &= same(s.keys[i], Value::integer(i + 1));
    strings &= s.keys[i].kind() == runtime::Kind::String;
  }
  Context context;
  s.domain = intern(make_set(context, s.keys));
  if (strings) {
    std::vector<uint32_t> fields;
    for (Value k : s.keys) fields.push_back(k.atom_id());
    s.record = record_shape(fields);
  }
  s.count = 1;
  uint64_t bits = 0;
  for (ShapeRef p : s.parts) {
    s.count = times(s.count, p->count);
    bits += p->bits;
    s.dynamic |= p->dynamic;
  }
  s.bits = bits_of(bits);
}

// Of some of the values of parts[0]: a bit for each, or else their numbers; and `more` bits for each.
uint32_t bits_of_some(const Interned& s, uint64_t more) {
  const uint64_t n = s.parts[0]->count;
  if (s.capacity > 0 && (n == Shape::kMany || s.capacity > kMostFew)) return Shape::kTooMany;
  return bits_of(s.domain_bits() + (s.capacity > 0 ? s.capacity : n) * more);
}

void slice(Interned& set) {
  uint32_t first = 0, bits = 0, numbers = 0;
  for (const ShapeRef p : alternatives(set.parts[0])) {
    const auto count = static_cast<uint32_t>(p->count);
    const bool small = is_small(set.parts[0], p);
    uint32_t& at = small ? bits : numbers;
    set.slices.push_back({first, count, at, small});
    first += count;
    at += count;
  }
}

// Fills in what follows from kind, bounds, keys and parts.
void measure(Interned& s) {
  for (ShapeRef p : s.parts) s.dynamic |= p->dynamic;
  switch (s.kind) {
    case Kind::Never: return;
    case Kind::Boolean:
      s.count = 2;
      s.bits = 1;
      return;
    case Kind::Range:
      if (s.low == kNoLow || s.high == kNoHigh) {
        s.count = Shape::kMany;
        s.bits = Shape::kTooMany;
        return;
      }
      s.count = static_cast<uint64_t>(s.high) - static_cast<uint64_t>(s.low) + 1;
      s.bits = bits_for(s.count);
      return;
    case Kind::Atoms:
      s.count = s.keys.size();
      s.bits = bits_for(s.count);
      return;
    case Kind::Set: {
      const uint64_t n = s.parts[0]->count;
      s.count = n <= kMaxNested ? uint64_t{1} << n : Shape::kMany;
      if (s.capacity > 0 && n <= kMaxUniverse) slice(s);
      s.bits = comparable(s.parts[0]) ? bits_of_some(s, 0) : Shape::kTooMany;
      return;
    }
    case Kind::Function: return measure_function(s);
    case Kind::Sequence: {
      uint64_t power = 1;
      if (s.parts[0]->count <= 1) {  // one sequence of each length
        s.count = s.capacity == kNoCapacity ? Shape::kMany : uint64_t{s.capacity} + 1;
        power = 0;
      }
      for (uint64_t i = 0; i <= s.capacity && power != 0 && s.count != Shape::kMany; ++i) {
        s.count = plus(s.count, power);
        power = times(power, s.parts[0]->count);
      }
      const uint64_t bits = s.length_bits() + uint64_t{s.capacity} * s.parts[0]->bits;
      s.bits = bits_of(bits);
      return;
    }
    case Kind::Partial: {
      const uint64_t keys = s.parts[0]->count;
      s.count = s.capacity == 0 && keys <= 62 && comparable(s.parts[0]) ? 1 : Shape::kMany;
      for (uint64_t i = 0; i < keys && s.count != Shape::kMany; ++i) s.count = times(s.count, plus(1, s.parts[1]->count));
      s.bits = comparable(s.parts[0]) ? bits_of_some(s, s.parts[1]->bits) : Shape::kTooMany;
      return;
    }
    case Kind::Union:
      for (size_t i = 0; i < s.parts.size(); ++i) {
        s.count = plus(s.count, s.parts[i]->count);
        s.bits = std::max(s.bits, s.parts[i]->bits);
        for (size_t j = 0; j < i; ++j) {
          if (!apart(s.parts[j], s.parts[i])) s.count = Shape::kMany;
        }
      }
      s.bits = s.parts.size() > kMaxAlternatives ? Shape::kTooMany : bits_of(uint64_t{s.bits} + s.tag_bits());
      return;
    case Kind::Dynamic:
      s.count = Shape::kMany;
      s.bits = 32;
      s.dynamic = true;
      return;
  }
}

ShapeRef interned(Interned made) {
  static std::mutex mutex;
  static auto& known = *new std::unordered_set<std::unique_ptr<Interned>, HashShape, SameShape>;
  auto candidate = std::make_unique<Interned>(std::move(made));
  {
    std::lock_guard lock(mutex);
    if (auto it = known.find(candidate); it != known.end()) return it->get();
  }
  measure(*candidate);
  std::lock_guard lock(mutex);
  return known.insert(std::move(candidate)).first->get();
}

// The capacity of a Set or Partial.
uint32_t listed(ShapeRef of, uint32_t capacity) { return of->count <= kMaxUniverse ? 0 : std::max(capacity, kFewest); }

Interned made(Kind kind) {
  Interned s;
  s.kind = kind;
  return s;
}

}  // namespace

bool key_before(Value a, Value b) {
  if (same(a, b)) return false;
  const bool atoms = !a.is_object() && !b.is_object() && !a.is_small() && !b.is_small();
  if (atoms) return rank(a) < rank(b);
  if (a.is_small() && b.is_small()) return a.small() < b.small();
  return a.bits() < b.bits();  // has no order that matters: only one of two shapes must come first
}

ShapeRef never() {
  static const ShapeRef s = interned(made(Kind::Never));
  return s;
}

ShapeRef boolean() {
  static const ShapeRef s = interned(made(Kind::Boolean));
  return s;
}

ShapeRef dynamic() {
  static const ShapeRef s = interned(made(Kind::Dynamic));
  return s;
}

ShapeRef range(int64_t low, int64_t high) {
  if (low > high) return never();
  if (!Value::fits(low)) low = kNoLow;
  if (!Value::fits(high)) high = kNoHigh;
  Interned s = made(Kind::Range);
  s.low = low;
  s.high = high;
  return interned(std::move(s));
}

ShapeRef atoms(std::vector<Value> keys) {
  if (keys.empty()) return never();
  std::sort(keys.begin(), keys.end(), [](Value a, Value b) { return rank(a) < rank(b); });
  keys.erase(std::unique(keys.begin(), keys.end(), same), keys.end());
  Interned s = made(Kind::Atoms);
  s.keys = std::move(keys);
  return interned(std::move(s));
}

ShapeRef set(ShapeRef element, uint32_t capacity) {
  Interned s = made(Kind::Set);
  s.capacity = listed(element, capacity);
  s.parts = {element};
  return interned(std::move(s));
}

// Packing a list takes more time than copying bits does: it is to take half the room or less.
ShapeRef few(ShapeRef element, uint32_t capacity) {
  const ShapeRef dense = set(element, capacity);
  if (element->count <= kMaxDense || element->count > kMaxUniverse || capacity == 0 || capacity > kMostFew) return dense;
  Interned s = made(Kind::Set);
  s.capacity = capacity;
  s.parts = {element};
  const ShapeRef sparse = interned(std::move(s));
  return sparse->bits <= dense->bits / 2 ? sparse : dense;
}

ShapeRef function(std::vector<Value> keys, std::vector<ShapeRef> parts) {
  if (keys.empty()) return sequence(never(), 0);
  if (std::find(parts.begin(), parts.end(), never()) != parts.end()) return never();
  Interned s = made(Kind::Function);
  s.keys = std::move(keys);
  s.parts = std::move(parts);
  return interned(std::move(s));
}

ShapeRef tuple(std::vector<ShapeRef> parts) {
  std::vector<Value> keys;
  for (size_t i = 1; i <= parts.size(); ++i) keys.push_back(Value::integer(i));
  return function(std::move(keys), std::move(parts));
}

ShapeRef sequence(ShapeRef element, uint32_t capacity) {
  if (element->is(Kind::Never)) capacity = 0;
  Interned s = made(Kind::Sequence);
  s.capacity = capacity;
  s.parts = {capacity == 0 ? never() : element};
  return interned(std::move(s));
}

ShapeRef partial(ShapeRef key, ShapeRef value, uint32_t capacity) {
  if (key->is(Kind::Never) || value->is(Kind::Never)) return sequence(never(), 0);
  Interned s = made(Kind::Partial);
  s.capacity = listed(key, capacity);
  s.parts = {key, value};
  return interned(std::move(s));
}

ShapeRef union_of(std::vector<ShapeRef> parts) {
  if (parts.empty()) return never();
  if (parts.size() == 1) return parts[0];
  std::sort(parts.begin(), parts.end(), before);
  Interned s = made(Kind::Union);
  s.parts = std::move(parts);
  return interned(std::move(s));
}

ShapeRef with_parts(ShapeRef shape, std::vector<ShapeRef> parts) {
  switch (shape->kind) {
    case Kind::Set: return few(parts[0], shape->capacity);
    case Kind::Function: return function(shape->keys, std::move(parts));
    case Kind::Sequence: return sequence(parts[0], shape->capacity);
    case Kind::Partial: return partial(parts[0], parts[1], shape->capacity);
    case Kind::Union: {
      ShapeRef all = never();
      for (const ShapeRef part : parts) all = join(all, part);
      return all;
    }
    default: return shape;
  }
}

ShapeRef settled(ShapeRef shape) {
  std::vector<ShapeRef> parts;
  for (ShapeRef p : shape->parts) parts.push_back(settled(p));
  if (shape->is(Kind::Union)) {
    if (std::find(parts.begin(), parts.end(), dynamic()) != parts.end()) return dynamic();
    shape = union_of(std::move(parts));
  } else {
    shape = with_parts(shape, std::move(parts));
  }
  return shape->bits == Shape::kTooMany ? dynamic() : shape;
}

std::span<const ShapeRef> alternatives(const ShapeRef& shape) {
  if (shape->is(Kind::Union)) return shape->parts;
  if (shape->is(Kind::Never)) return {};
  return {&shape, 1};
}

bool is_small(ShapeRef element, ShapeRef alternative) { return element->is(Kind::Union) && alternative->count <= kSmall; }

bool comparable(ShapeRef element) {
  if (!std::all_of(element->parts.begin(), element->parts.end(), comparable)) return false;
  if (!element->is(Kind::Union)) return true;
  int sorts = 0;
  bool function = false;
  for (ShapeRef p : element->parts) {
    if (p->is(Kind::Atoms) && p->keys.back().kind() == runtime::Kind::ModelValue) continue;
    sorts += !(is_function(p) && function);
    function |= is_function(p);
  }
  return sorts <= 1;
}

}  // namespace shape
}  // namespace trestle::runtime
