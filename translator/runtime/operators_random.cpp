// RandomElement and module Randomization, drawn from the context's seeded generator.
#include <algorithm>
#include <unordered_set>
#include <vector>

#include "translator/runtime/failure.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/op.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/random.h"
#include "translator/runtime/store.h"

namespace trestle::runtime {

Value random_element(Context& context, Value set) {
  const auto one_of = [&](uint64_t n) {
    if (n == 0) fail("Attempted to choose a random element of the empty set");
    return std::uniform_int_distribution<uint64_t>(0, n - 1)(context.random);
  };
  switch (set.kind()) {
    case Kind::Interval: {
      const int64_t low = set->items()[0].small();
      return Value::integer(low + static_cast<int64_t>(one_of(set->items()[1].small() - low + 1)));
    }
    case Kind::Powerset: {
      const Value base = enumerated(context, set->items()[0]);
      Object* chosen = context.arena.object(Kind::Set, base->size);
      uint32_t n = 0;
      for (Value v : base->span()) {
        if (context.random() & 1) chosen->items()[n++] = v;
      }
      chosen->size = n;
      return make_set_in_place(context, chosen);
    }
    case Kind::FunctionSet: {
      const Value domain = enumerated(context, set->items()[0]);
      auto* values = static_cast<Value*>(context.arena.allocate(domain->size * sizeof(Value)));
      for (uint32_t i = 0; i < domain->size; ++i) values[i] = random_element(context, set->items()[1]);
      return make_function(context, domain, {values, domain->size});
    }
    case Kind::RecordSet:
    case Kind::ProductSet: {
      Object* o = context.arena.object(set.kind() == Kind::RecordSet ? Kind::Record : Kind::Tuple, set->size, set->aux);
      for (uint32_t i = 0; i < set->size; ++i) o->items()[i] = random_element(context, set->items()[i]);
      return Value::object(o);
    }
    default: break;
  }
  if (!enumerable(set)) bad_argument("argument", "RandomElement", "a finite set", set);
  const Value elements = enumerated(context, set);
  return elements->items()[one_of(elements->size)];
}

namespace {

Value finite_argument(const char* which, const char* op, Value set) {
  if (!is_set(set.kind()) || !enumerable(set)) bad_argument(which, op, "a finite set", set);
  return set;
}

// k different elements of a set with many more, which is not enumerated.
Value random_elements(Context& context, int64_t k, Value set) {
  const Value count = cardinality(context, set);
  if (!count.is_small()) {  // more than can be numbered: drawing one twice hardly happens
    std::vector<Value> chosen;
    while (static_cast<int64_t>(chosen.size()) < k) {
      while (static_cast<int64_t>(chosen.size()) < k) chosen.push_back(random_element(context, set));
      const Value different = make_set(context, chosen);
      chosen.assign(different->span().begin(), different->span().end());
    }
    return make_set(context, chosen);
  }
  const auto n = static_cast<uint64_t>(count.small());
  // Floyd's: each turn adds one index that was not drawn before.
  std::unordered_set<uint64_t> drawn;
  Object* chosen = context.arena.object(Kind::Set, std::min<uint64_t>(k, n));
  for (uint64_t i = 0; i < chosen->size; ++i) {
    const uint64_t last = n - chosen->size + i;
    uint64_t index = std::uniform_int_distribution<uint64_t>(0, last)(context.random);
    if (!drawn.insert(index).second) drawn.insert(index = last);
    chosen->items()[i] = element_at(context, set, index);
  }
  return make_set_in_place(context, chosen);
}

int64_t natural_argument(const char* which, const char* op, Value v) {
  if (!v.is_small() || v.small() < 0) bad_argument(which, op, "a natural number", v);
  return v.small();
}

}  // namespace

namespace op {

Value RandomElement(Context& c, const Value* a, uint32_t) {
  return random_element(c, is_set(a[0].kind()) && enumerable(a[0]) ? parts_listed(c, a[0]) : a[0]);
}

// Every subset of k elements equally likely.
Value RandomSubset(Context& c, const Value* a, uint32_t) {
  const int64_t k = natural_argument("first argument", "RandomSubset", a[0]);
  const Value set = parts_listed(c, finite_argument("second argument", "RandomSubset", a[1]));
  if (is_vast(set)) return random_elements(c, k, set);
  const std::span<const Value> from = enumerated(c, set)->span();
  Object* chosen = c.arena.object(Kind::Set, std::min<size_t>(k, from.size()));
  std::sample(from.begin(), from.end(), chosen->items(), k, c.random);
  return make_set_in_place(c, chosen);
}

// k picks, with repetitions, of subsets that have each element with probability n / |S|.
Value RandomSetOfSubsets(Context& c, const Value* a, uint32_t) {
  const int64_t picks = natural_argument("first argument", "RandomSetOfSubsets", a[0]);
  const int64_t n = natural_argument("second argument", "RandomSetOfSubsets", a[1]);
  const std::span<const Value> from = enumerated(c, finite_argument("third argument", "RandomSetOfSubsets", a[2]))->span();
  const auto size = static_cast<int64_t>(from.size());
  if (size < 62 && picks > int64_t{1} << size) {
    fail("The first argument of RandomSetOfSubsets should be at most 2^{}, the number of subsets, but it is {}", size,
         picks);
  }
  if (n > size) {
    fail("The second argument of RandomSetOfSubsets should be at most {}, the size of the set, but it is {}", size, n);
  }
  std::bernoulli_distribution in(size == 0 ? 0 : static_cast<double>(n) / static_cast<double>(size));
  Object* subsets = c.arena.object(Kind::Set, picks);
  for (int64_t i = 0; i < picks; ++i) {
    Object* subset = c.arena.object(Kind::Set, from.size());
    uint32_t count = 0;
    for (Value v : from) {
      if (in(c.random)) subset->items()[count++] = v;
    }
    subset->size = count;
    subsets->items()[i] = make_set_in_place(c, subset);
  }
  return make_set_in_place(c, subsets);
}

}  // namespace op

}  // namespace trestle::runtime
