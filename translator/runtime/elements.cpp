// Listing sets. The order is TLC's: components vary fastest at the right; SUBSET lists smaller sets first.
#include <algorithm>
#include <cstring>
#include <utility>

#include "translator/runtime/compare.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"

namespace trestle::runtime {

// Lives in the arena, so it is never destroyed: only trivially destructible members.
struct Elements::Generator {
  virtual bool next(Context& context, Value& element) = 0;
};

namespace {

[[noreturn, gnu::cold]] void not_enumerable(Value set) {
  if (!is_set(set.kind())) fail("Attempted to enumerate {}, which is no set: {}", name(set.kind()), show(set));
  fail_with("put a finite set in its place, in the .cfg say: CONSTANT Nat <- SmallNat",
            "Attempted to enumerate {}: {}", enumerable(set) ? "a set that is too large" : "an infinite set", show(set));
}

template <typename G, typename... A>
G* make(Context& context, A&&... arguments) {
  return new (context.arena.allocate(sizeof(G))) G(std::forward<A>(arguments)...);
}

// Elements by number: those of an interval are not listed.
struct Numbered {
  const Value* items;
  int64_t low;
  uint64_t size;
  Value at(uint64_t i) const { return items != nullptr ? items[i] : Value::integer(low + static_cast<int64_t>(i)); }
};

Numbered numbered(Context& context, Value set) {
  if (set.kind() == Kind::Interval) {
    const int64_t low = set->items()[0].small(), high = set->items()[1].small();
    return {nullptr, low, high < low ? 0 : static_cast<uint64_t>(high - low) + 1};
  }
  const std::span<const Value> elements = listed(context, set);
  return {elements.data(), 0, elements.size()};
}

// Subsets with `always` in all of them: what else is in them, `base`, is chosen in the same order.
struct SubsetGenerator final : Elements::Generator {
  SubsetGenerator(Context& context, Value base, Value always = empty_set())
      : base(base), always(always), n(base->size) {
    chosen = static_cast<uint32_t*>(context.arena.allocate(sizeof(uint32_t) * (n + 1)));
  }
  bool next(Context& context, Value& element) override {
    if (size > n) return false;
    if (size == 0) {
      element = always;
      start(1);
      return true;
    }
    element = always->size == 0 ? chosen_set(context) : cup(context, always, chosen_set(context));
    // The rightmost index that can still move; all to its right follow it closely.
    uint32_t i = size;
    while (i > 0 && chosen[i - 1] == n - size + i - 1) --i;
    if (i == 0) {
      start(size + 1);
    } else {
      ++chosen[i - 1];
      for (; i < size; ++i) chosen[i] = chosen[i - 1] + 1;
    }
    return true;
  }
  Value chosen_set(Context& context) const {
    Object* set = context.arena.object(Kind::Set, size);
    for (uint32_t i = 0; i < size; ++i) set->items()[i] = base->items()[chosen[i]];
    set->dense = is_dense(*set);
    return Value::object(set);
  }
  void start(uint32_t k) {
    size = k;
    for (uint32_t i = 0; i < k && k <= n; ++i) chosen[i] = i;
  }

  Value base, always;
  uint32_t n, size = 0;
  uint32_t* chosen;
};

// [S -> T], [f: S, ...], S \X T: one choice per component.
struct ProductGenerator final : Elements::Generator {
  ProductGenerator(Context& context, Value set, uint32_t n) : set(set), n(n) {
    components = static_cast<Numbered*>(context.arena.allocate(sizeof(Numbered) * n));
    chosen = static_cast<uint64_t*>(context.arena.allocate(sizeof(uint64_t) * n));
    values = static_cast<Value*>(context.arena.allocate(sizeof(Value) * n));
    std::fill_n(chosen, n, 0);
  }
  bool next(Context& context, Value& element) override {
    if (done) return false;
    for (uint32_t i = 0; i < n; ++i) values[i] = components[i].at(chosen[i]);
    element = build(context);
    uint32_t i = n;
    while (i > 0 && ++chosen[i - 1] == components[i - 1].size) chosen[--i] = 0;
    done = i == 0;
    return true;
  }
  Value build(Context& context) {
    switch (set.kind()) {
      case Kind::FunctionSet: return make_function(context, domain, {values, n});
      case Kind::RecordSet: {
        Object* record = context.arena.object(Kind::Record, n, set->aux);
        std::copy_n(values, n, record->items());
        return Value::object(record);
      }
      default: return make_tuple(context, {values, n});
    }
  }

  Value set, domain;
  uint32_t n;
  Numbered* components;
  uint64_t* chosen;
  Value* values;
  bool done = false;
};

struct UnionGenerator final : Elements::Generator {
  UnionGenerator(Context& context, Value sets) : outer(context, sets) {}
  bool next(Context& context, Value& element) override {
    while (inner == nullptr || !inner->next(element)) {
      Value set;
      if (!outer.next(set)) return false;
      inner = make<Elements>(context, context, set);
    }
    return true;
  }

  Elements outer;
  Elements* inner = nullptr;
};

struct CupGenerator final : Elements::Generator {
  CupGenerator(Context& context, Value left, Value right) : left(context, left), right(context, right) {}
  bool next(Context&, Value& element) override { return left.next(element) || right.next(element); }

  Elements left, right;
};

// The elements of one set that pass a test: a predicate, or (not) being in another set.
struct SelectingGenerator final : Elements::Generator {
  SelectingGenerator(Context& context, Value from, Value test, Kind kind)
      : from(context, from), test(test), kind(kind) {}
  // What is passed over is freed, so a thousand elements among a billion need no more room than a thousand.
  bool next(Context& context, Value& element) override {
    for (Arena::Mark mark = context.arena.mark(); from.next(element); mark = context.arena.mark()) {
      context.look_up();
      const bool before = std::exchange(context.retained, false);
      const bool in = passes(context, element);
      const bool retained = std::exchange(context.retained, before || context.retained);
      if (in) return true;
      if (from.steady() && !retained) context.arena.reset(mark);
    }
    return false;
  }
  bool passes(Context& context, Value element) {
    if (kind == Kind::Cap) return member(context, element, test);
    if (kind == Kind::Minus) return !member(context, element, test);
    return holds(context, test, {&element, 1});
  }

  Elements from;
  Value test;
  Kind kind;
};

// A second item is what all of them must contain: an engine that knows leaves it there, for this one enumeration.
Elements::Generator* subsets(Context& context, const Object& set) {
  const Value base = enumerated(context, set[0]);
  if (set.size == 1) return make<SubsetGenerator>(context, context, base);
  return make<SubsetGenerator>(context, context, enumerated(context, minus(context, base, set[1])), set[1]);
}

Elements::Generator* product(Context& context, Value set) {
  const Object& o = set.object();
  const bool functions = o.kind == Kind::FunctionSet;
  const Value domain = functions ? enumerated(context, o[0]) : Value();
  const uint32_t n = functions ? domain->size : o.size;
  auto* generator = make<ProductGenerator>(context, context, set, n);
  generator->domain = domain;
  const Numbered range = functions && n > 0 ? numbered(context, o[1]) : Numbered{};
  for (uint32_t i = 0; i < n; ++i) {
    generator->components[i] = functions ? range : numbered(context, o[i]);
    if (generator->components[i].size == 0) generator->done = true;
  }
  return generator;
}

}  // namespace

Elements::Elements(Context& context, Value set) : context_(context) {
  const Kind kind = set.kind();
  if (kind == Kind::Set) {
    at_ = set->items();
    end_ = at_ + set->size;
    return;
  }
  if (kind == Kind::Interval) {
    low_ = set->items()[0].small();
    high_ = set->items()[1].small();
    return;
  }
  if (!set.is_object() || !is_set(kind)) not_enumerable(set);
  const Object& o = set.object();
  if (o.payload != nullptr) {
    const auto* elements = static_cast<const Object*>(o.payload);
    at_ = elements->items();
    end_ = at_ + elements->size;
    return;
  }
  switch (kind) {
    case Kind::Powerset: generator_ = subsets(context, o); break;
    case Kind::FunctionSet:
    case Kind::RecordSet:
    case Kind::ProductSet: generator_ = product(context, set); break;
    case Kind::UnionOf:
      generator_ = make<UnionGenerator>(context, context, o[0]);
      steady_ = false;
      break;
    case Kind::Cup: {
      auto* both = make<CupGenerator>(context, context, o[0], o[1]);
      generator_ = both;
      steady_ = both->left.steady() && both->right.steady();
      break;
    }
    case Kind::Cap:
    case Kind::Minus:
    case Kind::Filter: {
      const bool left = kind != Kind::Cap || enumerable(o[0]);
      auto* some = make<SelectingGenerator>(context, context, o[left ? 0 : 1], o[left ? 1 : 0], kind);
      generator_ = some;
      steady_ = some->from.steady();
      break;
    }
    default: not_enumerable(set);
  }
}

bool lists_in_order(Value set) {
  switch (set.kind()) {
    case Kind::Set:
    case Kind::Interval: return true;
    case Kind::Powerset:
    case Kind::FunctionSet:
    case Kind::RecordSet:
    case Kind::ProductSet: return std::all_of(set->span().begin(), set->span().end(), lists_in_order);
    default: return false;
  }
}

bool Elements::generate(Value& element) {
  context_.look_up();
  return generator_->next(context_, element);
}

bool enumerable(Value set) {
  switch (set.kind()) {
    case Kind::Set:
    case Kind::Interval: return true;
    case Kind::Powerset:
    case Kind::UnionOf:
    case Kind::Minus:
    case Kind::Filter: return enumerable(set->items()[0]);
    case Kind::FunctionSet:
    case Kind::RecordSet:
    case Kind::ProductSet:
    case Kind::Cup: return std::all_of(set->span().begin(), set->span().end(), enumerable);
    case Kind::Cap: return enumerable(set->items()[0]) || enumerable(set->items()[1]);
    default: return false;
  }
}

std::span<const Value> listed(Context& context, Value set) {
  if (set.kind() == Kind::Set) return set->span();
  size_t capacity = 16, n = 0;
  auto* list = static_cast<Value*>(context.arena.allocate(capacity * sizeof(Value)));
  const void* const place = context.place;  // evaluating elements moves it
  Elements elements(context, set);
  for (Value v; elements.next(v);) {
    if (n == capacity) {
      if (n >= options().max_set_size) {
        context.place = place;
        throw EvalError(ErrorKind::TooLarge,
                        fmt::format("Attempted to construct a set with too many elements (>{}): {}", options().max_set_size,
                                    show(set)),
                        "x \\in S, S \\subseteq T and most of Cardinality(S) need no list of S; --max-set-size N raises the limit");
      }
      auto* larger = static_cast<Value*>(context.arena.allocate(capacity * 2 * sizeof(Value)));
      std::copy_n(list, n, larger);
      list = larger;
      capacity *= 2;
    }
    list[n++] = v;
  }
  return {list, n};
}

Value enumerated(Context& context, Value set) {
  if (set.kind() == Kind::Set) return set;
  if (set.is_object() && is_set(set.kind()) && set->payload != nullptr) {
    return Value::object(static_cast<const Object*>(set->payload));
  }
  return make_set(context, listed(context, set));
}

Value each_once(Context& context, Value set) {
  return lists_in_order(set) || !enumerable(set) ? set : enumerated(context, set);
}

}  // namespace trestle::runtime
