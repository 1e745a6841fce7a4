// Sets: membership, algebra on sorted arrays.
#include <algorithm>
#include <optional>

#include "translator/runtime/atoms.h"
#include "translator/runtime/compare.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/hash.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/op.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"

namespace trestle::runtime {

namespace {

constexpr uint32_t kCompared = 4;  // few elements are compared one by one
constexpr uint32_t kScanned = 64;  // sets of at most this size are scanned for a canonical word

[[noreturn, gnu::cold]] void cannot_be_element(Value element, Value set) {
  const Kind rules[] = {Kind::Naturals, Kind::Integers, Kind::Strings, Kind::SequenceSet};
  fail_in(std::find(std::begin(rules), std::end(rules), set.kind()) != std::end(rules),
          "Attempted to check if {}, which is {}, is an element of {}: {}", show(element), name(element.kind()), name(set.kind()),
          show(set));
}

// A value of a kind that the set's elements never have: FALSE for an untyped model value, else an error.
bool foreign_member(Value element, Value set) {
  if (element.kind() == Kind::ModelValue && model_value_type(element.atom_id()) == 0) return false;
  cannot_be_element(element, set);
}

bool all_members(Context& context, std::span<const Value> values, Value set) {
  return std::all_of(values.begin(), values.end(), [&](Value v) { return member(context, v, set); });
}

bool member_of_functions(Context& context, Value element, Value set) {
  if (!is_function(element.kind())) return foreign_member(element, set);
  const Value f = explicit_function(context, element);
  if (!equal(context, set->items()[0], domain(context, f))) return false;
  return all_members(context, f.kind() == Kind::Function ? f->span().subspan(1) : f->span(), set->items()[1]);
}

bool member_of_records(Context& context, Value element, Value set) {
  if (element.kind() != Kind::Record) {
    const bool record = is_function(element.kind()) && explicit_function(context, element).kind() == Kind::Record;
    if (record) return member_of_records(context, explicit_function(context, element), set);
    return same(element, empty_tuple()) ? false : foreign_member(element, set);
  }
  if (element->aux != set->aux) return false;
  for (uint32_t i = 0; i < element->size; ++i) {
    if (!member(context, element->items()[i], set->items()[i])) return false;
  }
  return true;
}

bool member_of_tuples(Context& context, Value element, Value set) {
  if (element.kind() != Kind::Tuple) {
    if (element.kind() == Kind::LazyFunction)
      return member_of_tuples(context, explicit_function(context, element), set);
    const bool integers =
        element.kind() == Kind::Function &&
        std::all_of(element->items()[0]->span().begin(), element->items()[0]->span().end(), is_integer);
    return integers ? false : foreign_member(element, set);
  }
  if (element->size != set->size) return false;
  for (uint32_t i = 0; i < element->size; ++i) {
    if (!member(context, element->items()[i], set->items()[i])) return false;
  }
  return true;
}

bool member_of_union(Context& context, Value element, Value sets) {
  Elements each(context, sets);
  for (Value set; each.next(set);) {
    if (member(context, element, set)) return true;
  }
  return false;
}

bool member_of_symbolic(Context& context, Value e, Value set) {
  const Kind kind = set.kind();
  switch (kind) {
    case Kind::Naturals:
      if (is_integer(e)) return e.is_small() ? e.small() >= 0 : e->aux == 0;
      return foreign_member(e, set);
    case Kind::Integers:
    case Kind::Reals: return is_integer(e) || foreign_member(e, set);
    case Kind::Strings: return e.kind() == Kind::String || foreign_member(e, set);
    case Kind::Anything: return true;
    default: break;
  }
  if (!set.is_object() || !is_set(kind)) cannot_be_element(e, set);
  const Object& o = set.object();
  switch (kind) {
    case Kind::Interval:
      if (!is_integer(e)) return foreign_member(e, set);
      return e.is_small() && e.small() >= o[0].small() && e.small() <= o[1].small();
    case Kind::Powerset:
      if (!enumerable(e)) cannot_be_element(e, set);
      return subset_or_equal(context, e, o[0]);
    case Kind::FunctionSet: return member_of_functions(context, e, set);
    case Kind::RecordSet: return member_of_records(context, e, set);
    case Kind::ProductSet: return member_of_tuples(context, e, set);
    case Kind::SequenceSet: {
      const Value sequence = e.kind() == Kind::LazyFunction ? explicit_function(context, e) : e;
      if (sequence.kind() != Kind::Tuple) return foreign_member(e, set);
      return all_members(context, sequence->span(), o[0]);
    }
    case Kind::UnionOf: return member_of_union(context, e, o[0]);
    case Kind::Cup: return member(context, e, o[0]) || member(context, e, o[1]);
    case Kind::Cap: return member(context, e, o[0]) && member(context, e, o[1]);
    case Kind::Minus: return member(context, e, o[0]) && !member(context, e, o[1]);
    case Kind::Filter: return member(context, e, o[0]) && holds(context, o[1], {&e, 1});
    default: cannot_be_element(e, set);
  }
}

bool plain(Value set) { return set.kind() == Kind::Set || set.kind() == Kind::Interval; }

Value lazy(Context& context, Kind kind, Value a, Value b) {
  Object* o = context.arena.object(kind, 2);
  o->items()[0] = a;
  o->items()[1] = b;
  return Value::object(o);
}

void require_sets(const char* op, Value a, Value b) {
  for (Value v : {a, b}) {
    if (!is_set(v.kind())) fail("Attempted to compute {} with {}, which is no set: {}", op, name(v.kind()), show(v));
  }
}

// A set in the arena with `size` elements set (of more room), without the sorting that canonical order does not need.
Value finished(Object* set, uint32_t size) {
  if (size == 0) return empty_set();
  set->size = size;
  set->dense = is_dense(*set);
  return Value::object(set);
}

// set \cup {element}: the hottest of all. One allocation, and the hash is carried on.
Value with(Context& context, Value set, Value element) {
  const Object& o = set.object();
  uint32_t low = 0, high = o.size;
  // New messages and growing sequences tend to come last.
  if (o.size != 0) {
    const int c = compare(context, element, o[o.size - 1]);
    if (c == 0) return set;
    if (c > 0) low = o.size;
  }
  while (low < high) {
    const uint32_t middle = (low + high) / 2;
    const int c = compare(context, element, o[middle]);
    if (c == 0) return set;
    if (c < 0) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  Object* result = context.arena.object(Kind::Set, o.size + 1);
  std::copy_n(o.items(), low, result->items());
  result->items()[low] = element;
  std::copy(o.items() + low, o.items() + o.size, result->items() + low + 1);
  if (o.interned) {
    result->id = only_fresh(low);
    // Hashing the element is only work done early: it is added to be kept. Small sets are summed up soon enough.
    if (o.size > 4 && hashable(element)) result->hash = o.hash + element_part(hash(element));
  }
  return finished(result, o.size + 1);
}

Value merged(Context& context, Value a, Value b) {
  const Object &x = a.object(), &y = b.object();
  Object* result = context.arena.object(Kind::Set, x.size + y.size);
  Value* out = result->items();
  uint32_t i = 0, j = 0;
  while (i < x.size && j < y.size) {
    const int c = compare(context, x[i], y[j]);
    *out++ = c <= 0 ? x[i] : y[j];
    i += c <= 0;
    j += c >= 0;
  }
  out = std::copy(x.items() + i, x.items() + x.size, out);
  out = std::copy(y.items() + j, y.items() + y.size, out);
  const uint32_t size = out - result->items();
  if (size == x.size) return a;
  if (size == y.size) return b;
  return finished(result, size);
}

// The elements of a Kind::Set that are (wanted) or are not (!wanted) members of any other set.
Value selected(Context& context, Value from, Value other, bool wanted) {
  const Object& o = from.object();
  Object* result = nullptr;  // made at the first element left out
  uint32_t size = 0;
  for (uint32_t i = 0; i < o.size; ++i) {
    const bool in = member(context, o[i], other) == wanted;
    if (in && result != nullptr) {
      result->items()[size] = o[i];
    } else if (!in && result == nullptr) {
      result = context.arena.object(Kind::Set, o.size);
      std::copy_n(o.items(), i, result->items());
    }
    size += in;
  }
  return result == nullptr ? from : finished(result, size);
}

// Few elements, or words that can be scanned for, are looked up one by one; else both sets are walked side by side.
bool walk_pays(const Object& a, const Object& b) {
  return b.size < 8 * a.size && !b.dense && !(a.interned && b.interned && b.size <= kScanned);
}

Value selected_by_walking(Context& context, Value from, Value other, bool wanted) {
  const Object &x = from.object(), &y = other.object();
  Object* result = context.arena.object(Kind::Set, x.size);
  uint32_t size = 0;
  for (uint32_t i = 0, j = 0; i < x.size; ++i) {
    int c = 1;
    while (j < y.size && (c = compare(context, x[i], y[j])) > 0) ++j;
    if ((j < y.size && c == 0) == wanted) result->items()[size++] = x[i];
  }
  return size == x.size ? from : finished(result, size);
}

Value select(Context& context, Value from, Value other, bool wanted) {
  if (from.kind() == Kind::Interval) from = enumerated(context, from);
  if (other.kind() == Kind::Set && walk_pays(from.object(), other.object())) {
    return selected_by_walking(context, from, other, wanted);
  }
  return selected(context, from, other, wanted);
}

bool subset_by_walking(Context& context, const Object& a, const Object& b) {
  uint32_t j = 0;
  for (uint32_t i = 0; i < a.size; ++i) {
    int c = 1;
    while (j < b.size && (c = compare(context, a[i], b[j])) > 0) ++j;
    if (j == b.size || c != 0) return false;
  }
  return true;
}

// Both interned: an element of a stands in b as the same word, and in the same order.
bool subset_by_scanning(Context& context, const Object& a, Value b) {
  const Value* at = b->items();
  const Value* const end = at + b->size;
  for (Value v : a.span()) {
    at = std::find_if(at, end, [v](Value w) { return same(v, w); });
    if (at == end) return member(context, v, b);  // FALSE, or an error
    ++at;
  }
  return true;
}

bool is_empty(Context& context, Value set) {
  const auto part = [&](Value s) { return is_empty(context, s); };
  switch (set.kind()) {
    case Kind::Powerset:
    case Kind::SequenceSet:
    case Kind::Naturals:
    case Kind::Integers:
    case Kind::Reals:
    case Kind::Strings:
    case Kind::Anything: return false;
    case Kind::FunctionSet: return !part(set->items()[0]) && part(set->items()[1]);
    case Kind::RecordSet:
    case Kind::ProductSet: return std::any_of(set->span().begin(), set->span().end(), part);
    default: break;
  }
  Elements elements(context, set);
  Value any;
  return !elements.next(any);
}

// [S -> T], [a: S, ...] and S \X T against sets of the same form: by their parts, if that decides it.
std::optional<bool> subset_by_parts(Context& context, Value a, Value b) {
  const Kind kind = a.kind();
  const bool alike = (kind == Kind::FunctionSet && b.kind() == kind && equal(context, a->items()[0], b->items()[0])) ||
                     (kind == Kind::RecordSet && b.kind() == kind && a->aux == b->aux) ||
                     (kind == Kind::ProductSet && b.kind() == kind && a->size == b->size);
  if (!alike) return std::nullopt;
  const bool functions = kind == Kind::FunctionSet;
  if (functions && is_empty(context, a->items()[0])) return true;
  for (uint32_t i = functions ? 1 : 0; i < a->size; ++i)
    if (is_empty(context, a->items()[i])) return true;
  for (uint32_t i = functions ? 1 : 0; i < a->size; ++i)
    if (!subset_or_equal(context, a->items()[i], b->items()[i])) return false;
  return true;
}

}  // namespace

namespace {

// A tuple or record of canonical parts, as a test often makes one: <<x, y>> \in edges.
bool has_canonical_parts(Value v) {
  if (v.kind() != Kind::Tuple && v.kind() != Kind::Record) return false;
  return std::all_of(v->span().begin(), v->span().end(), [](Value part) { return !part.is_object() || part->interned; });
}

}  // namespace

int64_t position_slowly(Context& context, const Object& set, Value element) {
  const uint32_t n = set.size;
  if (n == 0) return -1;
  const Value* items = set.items();
  if (set.dense && element.is_small()) {
    const int64_t i = element.small() - items[0].small();
    return i >= 0 && i < n ? i : -1;
  }
  // Canonical words are equal exactly when the values are; a short scan beats comparing.
  if (set.interned && n > kCompared && n <= kScanned && element.is_object() && !element->interned &&
      has_canonical_parts(element)) {
    const Value known = find_interned(element);
    if (known.defined()) {
      element = known;
    } else if (items[n - 1].kind() == element.kind()) {
      return -1;
    }
  }
  if (n <= kScanned && (!element.is_object() || (element->interned && set.interned))) {
    for (uint32_t i = 0; i < n; ++i) {
      if (same(items[i], element)) return i;
    }
    // Not there; of another kind than the elements (model values stand first) it may be an error to ask.
    const Value last = items[n - 1];
    if (element.is_small() ? last.is_small() : element.kind() == last.kind() && element.kind() != Kind::ModelValue)
      return -1;
  }
  int64_t low = 0, high = n;
  while (low < high) {
    const int64_t middle = (low + high) / 2;
    const int c = compare(context, element, items[middle]);
    if (c == 0) return middle;
    if (c < 0) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return -1;
}

bool member(Context& context, Value element, Value set) {
  if (set.kind() == Kind::Set) return position(context, set.object(), element) >= 0;
  return member_of_symbolic(context, element, set);
}

bool subset_or_equal(Context& context, Value a, Value b) {
  if (a.kind() == Kind::SequenceSet && b.kind() == Kind::SequenceSet)
    return subset_or_equal(context, a->items()[0], b->items()[0]);
  if (!enumerable(a)) {
    fail("Attempted to evaluate S \\subseteq T, but S cannot be enumerated; it is {}: {}", name(a.kind()), show(a));
  }
  if (same(a, b)) return true;
  if (a.kind() == Kind::Powerset && b.kind() == Kind::Powerset)
    return subset_or_equal(context, a->items()[0], b->items()[0]);
  if (a.kind() == Kind::Interval && (b.kind() == Kind::Interval || b.kind() == Kind::Naturals || b.kind() == Kind::Integers)) {
    return member(context, a->items()[0], b) && member(context, a->items()[1], b);
  }
  if (const auto answer = subset_by_parts(context, a, b)) return *answer;
  if (a.kind() == Kind::Set && b.kind() == Kind::Set && !b->dense) {
    if (a->interned && b->interned) return subset_by_scanning(context, a.object(), b);
    if (walk_pays(a.object(), b.object())) return subset_by_walking(context, a.object(), b.object());
  }
  Elements each(context, a);
  for (Value v; each.next(v);) {
    if (!member(context, v, b)) return false;
  }
  return true;
}

// TLC computes with explicit sets and intervals at once and leaves all else as it is; so do we: asking whether a
// message is in [type: ...] \cup [type: ...] must not list them.
Value cup(Context& context, Value a, Value b) {
  if (same(a, b)) return a;
  require_sets("S \\cup T", a, b);
  if (!plain(a) && plain(b)) std::swap(a, b);
  if (!plain(a)) return lazy(context, Kind::Cup, a, b);
  if (same(a, empty_set())) return b;
  if (!plain(b)) return lazy(context, Kind::Cup, a, b);
  if (same(b, empty_set())) return a;
  a = enumerated(context, a);
  b = enumerated(context, b);
  if (b->size == 1) return with(context, a, b->items()[0]);
  if (a->size == 1) return with(context, b, a->items()[0]);
  return merged(context, a, b);
}

Value cap(Context& context, Value a, Value b) {
  if (same(a, b)) return a;
  require_sets("S \\cap T", a, b);
  if (plain(a)) return select(context, a, b, true);
  if (plain(b)) return select(context, b, a, true);
  return lazy(context, Kind::Cap, a, b);
}

Value minus(Context& context, Value a, Value b) {
  require_sets("S \\ T", a, b);
  if (plain(a)) return same(a, b) ? empty_set() : select(context, a, b, false);
  return lazy(context, Kind::Minus, a, b);
}

namespace op {

Value In(Context& c, const Value* a, uint32_t) { return Value::boolean(member(c, a[0], a[1])); }
Value NotIn(Context& c, const Value* a, uint32_t) { return Value::boolean(!member(c, a[0], a[1])); }
Value SubsetEq(Context& c, const Value* a, uint32_t) { return Value::boolean(subset_or_equal(c, a[0], a[1])); }
Value Cup(Context& c, const Value* a, uint32_t) { return cup(c, a[0], a[1]); }
Value Cap(Context& c, const Value* a, uint32_t) { return cap(c, a[0], a[1]); }
Value SetMinus(Context& c, const Value* a, uint32_t) { return minus(c, a[0], a[1]); }
Value SetOf(Context& c, const Value* a, uint32_t n) { return make_set(c, {a, n}); }

Value Powerset(Context& c, const Value* a, uint32_t) {
  if (!is_set(a[0].kind())) bad_argument("argument", "SUBSET", "a set", a[0]);
  Object* set = c.arena.object(Kind::Powerset, 1);
  set->items()[0] = a[0];
  return Value::object(set);
}

// As TLC: computed when every element is an explicit set, else left as it is.
Value Union(Context& c, const Value* a, uint32_t) {
  const Value sets = a[0];
  if (!is_set(sets.kind())) bad_argument("argument", "UNION", "a set of sets", sets);
  if (sets.kind() != Kind::Set ||
      !std::all_of(sets->span().begin(), sets->span().end(), [](Value s) { return s.kind() == Kind::Set; })) {
    if (sets.kind() == Kind::Set) {
      for (Value s : sets->span()) {
        if (!is_set(s.kind())) bad_argument("argument", "UNION", "a set of sets", sets);
      }
    }
    Object* set = c.arena.object(Kind::UnionOf, 1);
    set->items()[0] = sets;
    return Value::object(set);
  }
  size_t total = 0;
  for (Value s : sets->span()) total += s->size;
  Object* all = c.arena.object(Kind::Set, total);
  Value* out = all->items();
  for (Value s : sets->span()) out = std::copy_n(s->items(), s->size, out);
  return make_set_in_place(c, all);
}

Value ProductSet(Context& c, const Value* a, uint32_t n) {
  Object* set = c.arena.object(Kind::ProductSet, n);
  for (uint32_t i = 0; i < n; ++i) {
    if (!is_set(a[i].kind())) bad_argument("argument", "\\X", "a set", a[i]);
    set->items()[i] = a[i];
  }
  return Value::object(set);
}

Value FunctionSet(Context& c, const Value* a, uint32_t) {
  for (uint32_t i = 0; i < 2; ++i) {
    if (!is_set(a[i].kind())) bad_argument(i == 0 ? "domain" : "range", "[S -> T]", "a set", a[i]);
  }
  return lazy(c, Kind::FunctionSet, a[0], a[1]);
}

}  // namespace op

}  // namespace trestle::runtime
