// What operators do to shapes.
#include <algorithm>

#include "translator/core/infer_internal.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/store.h"

namespace trestle::core::inference {

namespace {

using K = Shape::Kind;
using runtime::kNoCapacity;
using runtime::kNoHigh;
using runtime::kNoLow;
using Shapes = std::span<const ShapeRef>;

// What the alternatives of a shape give, joined. Dynamic gives Dynamic.
template <typename F>
ShapeRef each(ShapeRef s, const F& give) {
  if (s->is(K::Dynamic)) return s;
  ShapeRef all = shape::never();
  for (const ShapeRef& a : shape::alternatives(s)) all = shape::join(all, give(a));
  return all;
}

ShapeRef join_all(Shapes parts) {
  ShapeRef all = shape::never();
  for (ShapeRef p : parts) all = shape::join(all, p);
  return all;
}

// The integers among a shape's values; all of them when it may be anything.
ShapeRef integers(ShapeRef s) {
  if (s->is(K::Dynamic)) return shape::range(kNoLow, kNoHigh);
  return each(s, [](ShapeRef a) { return a->is(K::Range) ? a : shape::never(); });
}

// Sums and products that stop at infinity.
int64_t sum(int64_t a, int64_t b, int64_t infinity) {
  if (a == kNoLow || a == kNoHigh || b == kNoLow || b == kNoHigh) return infinity;
  int64_t r;
  return __builtin_add_overflow(a, b, &r) ? infinity : r;
}
bool infinite(int64_t a) { return a == kNoLow || a == kNoHigh; }
int64_t product(int64_t a, int64_t b) {
  if (a == 0 || b == 0) return 0;
  const int64_t infinity = (a < 0) == (b < 0) ? kNoHigh : kNoLow;
  int64_t r;
  return infinite(a) || infinite(b) || __builtin_mul_overflow(a, b, &r) ? infinity : r;
}

ShapeRef hull(std::initializer_list<int64_t> corners) { return shape::range(std::min(corners), std::max(corners)); }

using OnRanges = ShapeRef (*)(ShapeRef a, ShapeRef b);
ShapeRef arithmetic(Shapes a, OnRanges compute) {
  const ShapeRef x = integers(a[0]), y = integers(a[1]);
  if (x->is(K::Never) || y->is(K::Never)) return shape::never();
  return compute(x, y);
}

ShapeRef add(ShapeRef a, ShapeRef b) {
  return shape::range(sum(a->low, b->low, kNoLow), sum(a->high, b->high, kNoHigh));
}
ShapeRef multiply(ShapeRef a, ShapeRef b) {
  return hull({product(a->low, b->low), product(a->low, b->high), product(a->high, b->low), product(a->high, b->high)});
}
ShapeRef power(ShapeRef a, ShapeRef b) {
  if (a->low < 0 || infinite(a->high) || infinite(b->high)) return shape::range(a->low < 0 ? kNoLow : 0, kNoHigh);
  int64_t high = 1, low = 1;
  for (int64_t i = 0; i < b->high && high < kNoHigh && i < 64; ++i) high = product(high, std::max<int64_t>(a->high, 1));
  for (int64_t i = 0; i < b->low && i < 64; ++i) low = product(low, a->low);
  return shape::range(std::min(low, high), high);
}
ShapeRef divide(ShapeRef a, ShapeRef b) {  // towards minus infinity; by a positive number, or all bets are off
  if (b->high < 1) return shape::range(kNoLow, kNoHigh);
  const int64_t least = std::max<int64_t>(b->low, 1), most = b->high;
  const auto quotient = [](int64_t x, int64_t y) {
    if (infinite(x)) return x;
    if (infinite(y)) return x < 0 ? int64_t{-1} : int64_t{0};
    return x / y - (x % y != 0 && x < 0);
  };
  if (b->low < 0) return shape::range(kNoLow, kNoHigh);
  return hull({quotient(a->low, least), quotient(a->low, most), quotient(a->high, least), quotient(a->high, most)});
}
ShapeRef modulo(ShapeRef a, ShapeRef b) {
  if (a->low >= 0 && b->low > a->high) return a;
  if (infinite(b->high)) return shape::range(0, a->low >= 0 ? a->high : kNoHigh);
  return shape::range(0, a->low >= 0 ? std::min(a->high, b->high - 1) : b->high - 1);
}

ShapeRef interval(ShapeRef a, ShapeRef b) { return shape::set(shape::range(a->low, b->high)); }

bool is_text(ShapeRef a) { return a->is(K::Atoms) && a->keys.back().kind() == runtime::Kind::String; }

// A sequence's elements, and how many there may be. Strings are sequences too, of what no shape is known.
ShapeRef elements(ShapeRef s) {
  return each(s, [](ShapeRef a) {
    if (is_text(a)) return shape::dynamic();
    if (a->is(K::Sequence)) return a->parts[0];
    if (a->is(K::Function) && a->tuple) return join_all(a->parts);
    return a->is(K::Partial) ? a->parts[1] : shape::never();
  });
}

struct Bounds {
  uint32_t least = kNoCapacity, most = 0;
};
Bounds length_bounds(ShapeRef s) {
  if (s->is(K::Dynamic)) return {0, kNoCapacity};
  Bounds b;
  for (const ShapeRef& a : shape::alternatives(s)) {
    if (is_text(a)) b = {0, kNoCapacity};
    const bool fixed = a->is(K::Function);
    if (fixed && !a->tuple) continue;
    if (!fixed && !a->is(K::Sequence) && !a->is(K::Partial)) continue;
    const uint64_t most = fixed ? a->keys.size() : a->is(K::Sequence) ? a->capacity : a->parts[0]->count;
    b.least = std::min<uint32_t>(b.least, fixed ? a->keys.size() : 0);
    b.most = std::max<uint32_t>(b.most, std::min<uint64_t>(most, kNoCapacity));
  }
  return b;
}

ShapeRef concat(ShapeRef a, ShapeRef b) {
  for (ShapeRef s : {a, b}) {
    const auto all = shape::alternatives(s);
    if (s->is(K::Dynamic) || std::any_of(all.begin(), all.end(), is_text)) return shape::dynamic();
  }
  const ShapeRef tuples[] = {a, b};
  if (std::all_of(tuples, tuples + 2, [](ShapeRef s) { return s->is(K::Function) && s->tuple; })) {
    std::vector<ShapeRef> parts = a->parts;
    parts.insert(parts.end(), b->parts.begin(), b->parts.end());
    return shape::tuple(std::move(parts));
  }
  if (a->is(K::Never) || b->is(K::Never)) return shape::never();
  const uint64_t most = uint64_t{length_bounds(a).most} + length_bounds(b).most;
  return shape::sequence(shape::join(elements(a), elements(b)), std::min<uint64_t>(most, kNoCapacity));
}

ShapeRef tail(ShapeRef s) {
  return each(s, [](ShapeRef a) {
    if (is_text(a)) return shape::dynamic();
    if (a->is(K::Function) && a->tuple) return shape::tuple({a->parts.begin() + 1, a->parts.end()});
    if (!a->is(K::Sequence) || a->capacity == 0) return shape::never();
    return shape::sequence(a->parts[0], a->capacity == kNoCapacity ? kNoCapacity : a->capacity - 1);
  });
}

ShapeRef head(ShapeRef s) {
  return each(s, [](ShapeRef a) { return a->is(K::Function) && a->tuple ? a->parts[0] : elements(a); });
}

// A sequence of what `s` holds, not longer.
ShapeRef part_of(ShapeRef s, uint32_t most) {
  if (s->is(K::Dynamic) || s->is(K::Never)) return s;
  if (elements(s)->is(K::Dynamic)) return shape::dynamic();
  return shape::sequence(elements(s), std::min(most, length_bounds(s).most));
}

ShapeRef keys(ShapeRef f) {
  return each(f, [](ShapeRef a) {
    if (a->is(K::Sequence)) return shape::range(1, a->capacity == kNoCapacity ? kNoHigh : a->capacity);
    if (a->is(K::Partial)) return a->parts[0];
    ShapeRef all = shape::never();
    for (Value k : a->keys) all = shape::join(all, shape::of(k));
    return all;
  });
}

ShapeRef values(ShapeRef f) {
  return each(f, [](ShapeRef a) {
    return a->is(K::Function) ? join_all(a->parts) : a->is(K::Partial) ? a->parts[1] : elements(a);
  });
}

bool is_functions(ShapeRef s) {
  const auto all = shape::alternatives(s);
  return std::all_of(all.begin(), all.end(),
                     [](ShapeRef a) { return a->is(K::Function) || a->is(K::Sequence) || a->is(K::Partial); });
}

ShapeRef override_one(ShapeRef f, ShapeRef g) {  // f @@ g
  if (!f->is(K::Function) || !g->is(K::Function)) {
    return shape::partial(shape::join(keys(f), keys(g)), shape::join(values(f), values(g)));
  }
  if (same(f->domain, g->domain)) return f;
  runtime::Context context;
  const Value domain = runtime::intern(runtime::cup(context, f->domain, g->domain));
  std::vector<ShapeRef> parts;
  for (Value k : domain->span()) {
    const auto at = std::find_if(f->keys.begin(), f->keys.end(), [&](Value key) { return same(key, k); });
    parts.push_back(at != f->keys.end() ? f->parts[at - f->keys.begin()] : applied(g, shape::of(k)));
  }
  return shape::function({domain->span().begin(), domain->span().end()}, std::move(parts));
}

// Merging every pair would lose nothing but time: one of each is enough, when there are many.
ShapeRef override(ShapeRef f, ShapeRef g) {
  if (f->is(K::Dynamic) || g->is(K::Dynamic)) return shape::dynamic();
  if (!is_functions(f) || !is_functions(g)) return shape::never();
  return each(f, [&](ShapeRef a) { return each(g, [&](ShapeRef b) { return override_one(a, b); }); });
}

ShapeRef pair(ShapeRef key, ShapeRef value) {
  if (key->is(K::Never) || value->is(K::Never)) return shape::never();
  if (key->count == 1) {
    runtime::Context context;
    return shape::function({runtime::intern(shape::value(context, key, 0))}, {value});
  }
  return shape::partial(key, value);
}

ShapeRef bag_sum(ShapeRef a, ShapeRef b) {
  const ShapeRef two[] = {values(a), values(b)};
  const ShapeRef counts = shape::join(shape::join(two[0], two[1]), arithmetic(two, add));
  if (a->is(K::Dynamic) || b->is(K::Dynamic)) return shape::dynamic();
  return shape::join(shape::of(runtime::empty_tuple()), shape::partial(shape::join(keys(a), keys(b)), counts));
}

ShapeRef functions(ShapeRef domain, ShapeRef range) {
  return shape::set(shape::partial(element(domain), element(range)));
}

ShapeRef strings() { return shape::dynamic(); }

}  // namespace

ShapeRef element(ShapeRef set) {
  return each(set, [](ShapeRef a) { return a->is(K::Set) ? a->parts[0] : shape::never(); });
}

ShapeRef plus(ShapeRef a, ShapeRef b) {
  const ShapeRef two[] = {a, b};
  return arithmetic(two, add);
}

ShapeRef negated(ShapeRef a) {
  a = integers(a);
  if (a->is(K::Never)) return a;
  return shape::range(a->high == kNoHigh ? kNoLow : -a->high, a->low == kNoLow ? kNoHigh : -a->low);
}

ShapeRef lengths(ShapeRef s) {
  const Bounds b = length_bounds(s);
  return b.least > b.most ? shape::never() : shape::range(b.least, b.most == kNoCapacity ? kNoHigh : b.most);
}

ShapeRef applied(ShapeRef function, ShapeRef argument) {
  if (argument->is(K::Never)) return argument;
  return each(function, [&](ShapeRef f) {
    if (f->is(K::Sequence))
      return shape::meet(argument, shape::range(1, f->capacity))->is(K::Never) ? shape::never() : f->parts[0];
    if (f->is(K::Partial)) return shape::meet(argument, f->parts[0])->is(K::Never) ? shape::never() : f->parts[1];
    if (!f->is(K::Function)) return shape::never();
    ShapeRef all = shape::never();
    for (size_t i = 0; i < f->keys.size(); ++i) {
      if (f->parts[i] == all) continue;
      if (!shape::meet(argument, shape::of(f->keys[i]))->is(K::Never)) all = shape::join(all, f->parts[i]);
    }
    return all;
  });
}

bool is_key(Value v) { return !v.is_object() || v->interned || v->kind == runtime::Kind::Interval; }

ShapeRef applied(ShapeRef function, Value argument) {
  argument = runtime::intern(argument);
  const ShapeRef one = shape::of(argument);
  return each(function, [&](ShapeRef f) {
    if (!f->is(K::Function)) return applied(f, one);
    const auto at = std::find_if(f->keys.begin(), f->keys.end(), [&](Value k) { return same(k, argument); });
    return at == f->keys.end() ? shape::never() : f->parts[at - f->keys.begin()];
  });
}

ShapeRef field(ShapeRef record, uint32_t atom) { return applied(record, Value::string(atom)); }

ShapeRef with_field(ShapeRef record, uint32_t atom, ShapeRef value, bool only_if_common) {
  return each(record, [&](ShapeRef r) {
    if (!r->is(K::Function)) return r;
    for (size_t i = 0; i < r->keys.size(); ++i) {
      if (!same(r->keys[i], Value::string(atom))) continue;
      std::vector<ShapeRef> parts = r->parts;
      parts[i] = only_if_common ? shape::meet(parts[i], value) : value;
      return shape::function(r->keys, std::move(parts));
    }
    return only_if_common ? shape::never() : r;
  });
}

ShapeRef with_value(ShapeRef function, ShapeRef argument, ShapeRef value) {
  return each(function, [&](ShapeRef f) {
    if (f->is(K::Sequence)) return f->capacity == 0 ? f : shape::sequence(shape::join(f->parts[0], value), f->capacity);
    if (f->is(K::Partial)) return shape::partial(f->parts[0], shape::join(f->parts[1], value), f->capacity);
    if (!f->is(K::Function)) return shape::never();
    std::vector<ShapeRef> parts = f->parts;
    const bool one = argument->count == 1;
    for (size_t i = 0; i < parts.size(); ++i) {
      if (shape::meet(argument, shape::of(f->keys[i]))->is(K::Never)) continue;
      parts[i] = one ? value : shape::join(parts[i], value);
    }
    return shape::function(f->keys, std::move(parts));
  });
}

ShapeRef with_length(ShapeRef s, ShapeRef length) {
  const ShapeRef n = integers(length);
  if (n->is(K::Never)) return n;
  return each(s, [&](ShapeRef a) {
    if (a->is(K::Function)) {
      const auto size = static_cast<int64_t>(a->keys.size());
      return !a->tuple || n->low > size || n->high < size ? shape::never() : a;
    }
    if (is_text(a)) return a;
    if (!a->is(K::Sequence)) return a->is(K::Partial) ? a : shape::never();
    if (n->high < 0 || (a->capacity != kNoCapacity && n->low > a->capacity)) return shape::never();
    return n->high < a->capacity ? shape::sequence(a->parts[0], n->high) : a;
  });
}

ShapeRef with_keys_in(ShapeRef function, ShapeRef keys, ShapeRef value) {
  return each(function, [&](ShapeRef f) {
    if (f->is(K::Sequence)) {
      const bool all = shape::contains(keys, shape::range(1, f->capacity == kNoCapacity ? kNoHigh : f->capacity));
      return all ? shape::sequence(shape::meet(f->parts[0], value), f->capacity) : f;
    }
    if (f->is(K::Partial)) {
      return shape::contains(keys, f->parts[0]) ? shape::partial(f->parts[0], shape::meet(f->parts[1], value), f->capacity)
                                                     : f;
    }
    if (!f->is(K::Function)) return f;
    std::vector<ShapeRef> parts = f->parts;
    for (size_t i = 0; i < parts.size(); ++i) {
      if (shape::contains(keys, shape::of(f->keys[i]))) parts[i] = shape::meet(parts[i], value);
    }
    return shape::function(f->keys, std::move(parts));
  });
}

bool has_no_effect(Op op) {
  switch (op) {
    case Op::TLCGet:
    case Op::TLCSet:
    case Op::Print:
    case Op::PrintT:
    case Op::JavaTime:
    case Op::RandomElement:
    case Op::TLCGetOrDefault:
    case Op::Trace:
    case Op::CounterExample:
    case Op::TLCModelValue:
    case Op::PickSuccessor:
    case Op::TLCFP:
    case Op::TLCEvalDefinition:
    case Op::TLCDefer:
    case Op::IOSerialize:
    case Op::IODeserialize:
    case Op::Serialize:
    case Op::Deserialize:
    case Op::IOExec:
    case Op::IOEnvExec:
    case Op::IOExecTemplate:
    case Op::IOEnvExecTemplate:
    case Op::IOEnv:
    case Op::JsonSerialize:
    case Op::JsonDeserialize:
    case Op::NdJsonSerialize:
    case Op::NdJsonDeserialize:
    case Op::CSVWrite:
    case Op::CSVWriteRecord:
    case Op::CSVRead:
    case Op::CSVRecords:
    case Op::RandomSubset:
    case Op::RandomSetOfSubsets:
    case Op::AssertError: return false;
    default: return true;
  }
}

ShapeRef result(Op op, Shapes a) {
  if (std::find(a.begin(), a.end(), shape::never()) != a.end()) return shape::never();
  const auto cardinalities = [](ShapeRef s) {
    const uint64_t most = element(s)->count;
    return shape::range(0, most == Shape::kMany ? kNoHigh : most);
  };
  switch (op) {
    // Truth values
    case Op::Not:
    case Op::Equiv:
    case Op::Equal:
    case Op::NotEqual:
    case Op::In:
    case Op::NotIn:
    case Op::SubsetEq:
    case Op::Less:
    case Op::LessEqual:
    case Op::Greater:
    case Op::GreaterEqual:
    case Op::IsFiniteSet:
    case Op::Assert:
    case Op::PrintT:
    case Op::TLCSet:
    case Op::IsABag: return shape::boolean();
    case Op::Print: return a[1];
    case Op::TLCEval: return a[0];
    // Sets
    case Op::Cup: return shape::join(a[0], a[1]);
    case Op::Cap: return shape::meet(a[0], a[1]);
    case Op::SetMinus: return a[0];
    case Op::Powerset: return shape::set(shape::set(element(a[0])));
    case Op::Union: return shape::set(element(element(a[0])));
    case Op::SetOf: return shape::set(join_all(a));
    case Op::ProductSet: {
      std::vector<ShapeRef> parts;
      for (ShapeRef s : a) parts.push_back(element(s));
      return shape::set(shape::tuple(std::move(parts)));
    }
    case Op::FunctionSet: return functions(a[0], a[1]);
    case Op::KSubset: return shape::set(shape::set(element(a[1])));
    case Op::RandomElement: return element(a[0]);
    case Op::RandomSubset: return a[1];
    // Functions
    case Op::Domain: return shape::set(keys(a[0]));
    case Op::Apply: return applied(a[0], a[1]);
    case Op::TupleOf: return shape::tuple({a.begin(), a.end()});
    case Op::Pair: return pair(a[0], a[1]);
    case Op::Override: return override(a[0], a[1]);
    // Integers
    case Op::Nat: return shape::set(shape::range(0, kNoHigh));
    case Op::Int: return shape::set(shape::range(kNoLow, kNoHigh));
    case Op::Plus: return arithmetic(a, add);
    case Op::Minus: return plus(a[0], negated(a[1]));
    case Op::Times: return arithmetic(a, multiply);
    case Op::Power: return arithmetic(a, power);
    case Op::Negate: return negated(a[0]);
    case Op::Div: return arithmetic(a, divide);
    case Op::Mod: return arithmetic(a, modulo);
    case Op::Interval: return arithmetic(a, interval);
    case Op::Cardinality: return cardinalities(a[0]);
    case Op::Max:
    case Op::Min: return integers(element(a[0]));
    case Op::ParseInteger: return shape::range(kNoLow, kNoHigh);
    case Op::BitAnd:
    case Op::BitOr:
    case Op::BitXor: {
      const ShapeRef both = shape::join(integers(a[0]), integers(a[1]));
      if (!both->is(K::Range) || both->low < 0 || both->high == kNoHigh) return shape::range(kNoLow, kNoHigh);
      int64_t high = 1;
      while (high <= both->high) high *= 2;
      return shape::range(0, high - 1);
    }
    case Op::ShiftRight: {
      const ShapeRef shifted = integers(a[0]);
      return shifted->is(K::Range) && shifted->low < 0 ? shape::range(kNoLow, kNoHigh) : shape::join(shifted, shape::range(0, 0));
    }
    // Sequences
    case Op::Seq: return shape::set(shape::sequence(element(a[0]), kNoCapacity));
    case Op::Len: return lengths(a[0]);
    case Op::Concat: return concat(a[0], a[1]);
    case Op::Append: return concat(a[0], shape::tuple({a[1]}));
    case Op::Head: return head(a[0]);
    case Op::Tail: return tail(a[0]);
    case Op::SubSeq: {
      const ShapeRef from = integers(a[1]), to = integers(a[2]);
      const int64_t most = from->is(K::Range) && to->is(K::Range) ? to->high : kNoHigh;
      return part_of(
          a[0], most < kNoCapacity ? std::max<int64_t>(most - std::max<int64_t>(from->low, 1) + 1, 0) : kNoCapacity);
    }
    case Op::SelectSeq:
    case Op::SortSeq: return part_of(a[0], kNoCapacity);
    case Op::SetToSeq: {
      const uint64_t most = element(a[0])->count;
      return shape::sequence(element(a[0]), most < kNoCapacity ? most : kNoCapacity);
    }
    // Bags
    case Op::BagSum: return bag_sum(a[0], a[1]);
    case Op::BagDifference:
      return a[0]->is(K::Dynamic)
                 ? a[0]
                 : shape::join(shape::of(runtime::empty_tuple()), shape::partial(keys(a[0]), values(a[0])));
    case Op::Permutations: return shape::set(shape::partial(element(a[0]), element(a[0])));
    case Op::ToString:
    case Op::ToJson: return strings();
    default: return shape::dynamic();
  }
}

}  // namespace trestle::core::inference
