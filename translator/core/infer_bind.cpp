// Calls, and what binds variables: quantifiers, comprehensions, functions.
#include <algorithm>

#include "translator/core/infer_internal.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/store.h"

namespace trestle::core::inference {

namespace {

using K = Shape::Kind;

constexpr uint64_t kMaxUnrolled = 64;  // elements of one set
constexpr uint32_t kMaxDepth = 120;    // of calls
constexpr int kRounds = 12;            // until a recursion is widened

bool is_true(const Abstract& a) { return a.constant.defined() && a.constant.is_boolean() && a.constant.truth(); }
bool is_false(const Abstract& a) { return a.constant.defined() && a.constant.is_boolean() && !a.constant.truth(); }

// The elements of a known set, when there are few.
bool elements_of(runtime::Context& context, const Abstract& set, uint64_t most, std::vector<Value>& elements) {
  if (!set.constant.defined() || !runtime::is_set(set.constant.kind()) || !runtime::enumerable(set.constant))
    return false;
  try {
    runtime::Elements all(context, set.constant);
    for (Value v; all.next(v);) {
      if (elements.size() == most) return false;
      elements.push_back(runtime::keep(v));
    }
  } catch (const runtime::EvalError&) {
    return false;
  }
  return true;
}

// The keys in TLC's order.
ShapeRef function_of(runtime::Context& context, const std::vector<Value>& keys, const std::vector<ShapeRef>& parts) {
  const Value domain = runtime::intern(runtime::make_set(context, keys));
  std::vector<ShapeRef> ordered(domain->size, shape::never());
  for (size_t i = 0; i < keys.size(); ++i) ordered[runtime::position(context, domain.object(), keys[i])] = parts[i];
  return shape::function({domain->span().begin(), domain->span().end()}, std::move(ordered));
}

// 1..n: a function of it is a sequence.
bool from_one(const Expr& set) {
  return set.kind == Kind::Apply && set.op == Op::Interval && set.args[0]->kind == Kind::Constant &&
         same(set.args[0]->value, Value::integer(1));
}

}  // namespace

Frame Interpreter::callee_frame(const Definition& d, std::vector<Abstract> arguments) {
  Frame frame(std::max<size_t>(d.frame, d.slots.size()));
  for (size_t i = 0; i < d.slots.size() && i < arguments.size(); ++i) frame[d.slots[i]] = std::move(arguments[i]);
  return frame;
}

Abstract Interpreter::call(const Definition& d, std::vector<Abstract> arguments, World& world) {
  if (d.body == nullptr || depth_ > kMaxDepth) return of_shape(shape::dynamic());
  const bool constant =
      std::all_of(arguments.begin(), arguments.end(), [](const Abstract& a) { return a.constant.defined(); });
  if (d.recursive && !(constant && depth_ < kMaxDepth - 20)) return recursive_call(d, std::move(arguments), world);
  std::pair<const Definition*, std::vector<uint64_t>> key{&d, {}};
  const bool remembered = constant && d.level == Level::Constant;
  if (remembered) {
    for (const Abstract& a : arguments) key.second.push_back(a.constant.bits());
    if (const auto at = calls_.find(key); at != calls_.end()) return at->second;
  }
  ++depth_;
  Frame frame = callee_frame(d, std::move(arguments));
  Abstract value = eval(*d.body, frame, world);
  --depth_;
  if (remembered && recursions_.empty()) calls_[std::move(key)] = value;
  return value;
}

// The outermost call evaluates the body with ever larger arguments and results until nothing grows.
Abstract Interpreter::recursive_call(const Definition& d, std::vector<Abstract> arguments, World& world) {
  if (const auto at = recursions_.find(&d); at != recursions_.end()) {
    Recursion& r = at->second;
    for (size_t i = 0; i < arguments.size(); ++i) {
      Abstract& sofar = r.arguments[i];
      const ShapeRef joined = shape::join(sofar.shape, arguments[i].shape);
      if (joined == sofar.shape) continue;
      const auto closure = sofar.closure;
      sofar = {};
      sofar.shape = joined;
      sofar.closure = closure;
      r.grown = true;
    }
    return of_shape(r.result);
  }
  Recursion& r = recursions_[&d];
  r.arguments = std::move(arguments);
  for (Abstract& a : r.arguments) {  // they stand for those of other calls too
    a.constant = {};
    a.term = nullptr;
  }
  ++depth_;
  for (int round = 0;; ++round) {
    r.grown = false;
    std::vector<ShapeRef> before;
    for (const Abstract& a : r.arguments) before.push_back(a.shape);
    Frame frame = callee_frame(d, r.arguments);
    World inside = world;
    const ShapeRef got = shape::join(r.result, eval(*d.body, frame, inside).shape);
    if (!r.grown && got == r.result) break;
    const bool wide = round >= kRounds;
    r.result = round >= 3 * kRounds ? shape::dynamic() : limited(wide ? widened(r.result, got, {}) : got, 8);
    for (size_t i = 0; i < before.size() && wide; ++i) {
      r.arguments[i].shape =
          round >= 3 * kRounds ? shape::dynamic() : limited(widened(before[i], r.arguments[i].shape, {}), 8);
    }
    if (round > 3 * kRounds) break;
  }
  --depth_;
  const Abstract value = of_shape(r.result);
  recursions_.erase(&d);
  return value;
}

Abstract Interpreter::invoke(const Abstract& op, std::vector<Abstract> arguments, World& world) {
  if (op.closure == nullptr) return of_shape(shape::dynamic());
  for (const Abstract& a : op.closure->captured) arguments.push_back(a);
  return call(*op.closure->definition, std::move(arguments), world);
}

// Operators that take operators: what they call must be seen. Only results matter; nothing is learned on the way.
Abstract Interpreter::higher_order(Op op, const std::vector<Abstract>& args, World& world) {
  if (op == Op::SelectSeq || op == Op::SortSeq) {
    const ShapeRef shapes[] = {args[0].shape, shape::boolean()};
    return of_shape(result(op, shapes));
  }
  if (op != Op::Fold) return of_shape(shape::dynamic());
  // FoldFunctionOnSet(op, base, fun, indices): as often as there are indices.
  const ShapeRef index = element(args[3].shape);
  const Abstract value = of_shape(applied(args[2].shape, index));
  uint64_t most = index->count;
  if (args[3].constant.defined()) {
    std::vector<Value> elements;
    if (elements_of(context_, args[3], kMaxUnrolled, elements)) most = elements.size();
  }
  ShapeRef sofar = args[1].shape;
  for (uint64_t i = 0; i < most; ++i) {
    World inside = world;
    const ShapeRef next = shape::join(sofar, invoke(args[0], {value, of_shape(sofar)}, inside).shape);
    if (next == sofar) break;
    sofar = i < kMaxUnrolled ? next : i < 3 * kMaxUnrolled ? widened(sofar, next, {}) : shape::dynamic();
  }
  return of_shape(sofar);
}

Abstract Interpreter::bound(ShapeRef s) {
  Term t;
  t.kind = Term::Kind::Bound;
  t.index = bound_++;
  t.shape = s;
  const TermRef named = term(std::move(t));
  return of_shape(s, named);
}

void Interpreter::bind(const Binding& b, const Abstract& element, Frame& frame) {
  if (!b.tuple) {
    for (uint32_t slot : b.slots) frame[slot] = element;
    return;
  }
  for (size_t i = 0; i < b.slots.size(); ++i) {
    const Abstract at = constant(Value::integer(i + 1));
    if (element.constant.defined() && element.constant.kind() == runtime::Kind::Tuple && element.constant->size > i) {
      frame[b.slots[i]] = constant(element.constant->items()[i]);
    } else {
      frame[b.slots[i]] = of_shape(applied(element.shape, at.shape),
                                   element.term ? op_term(Op::Apply, {element.term, at.term}) : nullptr);
    }
  }
}

template <typename Visit>
bool Interpreter::unrolled(const Expr& e, Frame& frame, World& world, const Visit& visit) {
  std::vector<std::vector<Value>> sets;
  uint64_t ways = 1;
  for (const Binding& b : e.bindings) {
    if (b.set == nullptr) return false;
    sets.emplace_back();
    if (!elements_of(context_, eval(*b.set, frame, world), kMaxUnrolled, sets.back())) return false;
    ways *= sets.back().size();
  }
  if (ways * unrolled_ > most_unrolled_) return false;
  const uint64_t outside = unrolled_;
  unrolled_ *= std::max<uint64_t>(ways, 1);
  std::vector<Value> chosen(sets.size());
  for (uint64_t way = 0; way < ways; ++way) {
    uint64_t rest = way;
    for (size_t i = sets.size(); i-- > 0; rest /= sets[i].size()) {
      chosen[i] = sets[i][rest % sets[i].size()];
      bind(e.bindings[i], constant(chosen[i]), frame);
    }
    if (!visit(std::span<const Value>(chosen))) break;
  }
  unrolled_ = outside;
  return true;
}

// \A over few known elements, as an action: a conjunction.
bool Interpreter::act_for_all(const Expr& e, Frame& frame, World& world) {
  return unrolled(e, frame, world, [&](std::span<const Value>) {
    act(*e.args[0], frame, world);
    return !world.dead;
  });
}

Abstract Interpreter::quantify(const Expr& e, Frame& frame, World& world) {
  if (e.level != Level::Constant) return of_shape(shape::boolean());
  const bool decisive = e.kind == Kind::Exists;
  bool unknown = false, decided = false;
  const bool all = unrolled(e, frame, world, [&](std::span<const Value>) {
    const Abstract a = eval(*e.args[0], frame, world);
    decided = decisive ? is_true(a) : is_false(a);
    unknown |= !is_true(a) && !is_false(a);
    return !decided && !unknown;
  });
  if (!all || (unknown && !decided)) return of_shape(shape::boolean());
  return known(decided == decisive);
}

Abstract Interpreter::choose(const Expr& e, Frame& frame, World& world) {
  const Binding& b = e.bindings[0];
  if (b.set == nullptr) return of_shape(shape::dynamic());
  Abstract candidates;
  bool unknown = false;
  const auto visit = [&](std::span<const Value> chosen) {
    World inside = world;
    const Abstract truth = eval(*e.args[0], frame, inside);
    if (is_false(truth)) return true;
    if (!is_true(truth)) {
      assume(*e.args[0], true, frame, inside);
      if (inside.dead) return true;
    }
    const Abstract candidate = constant(chosen[0]);
    candidates = unknown ? of_shape(shape::join(candidates.shape, candidate.shape)) : candidate;
    unknown = true;
    return !is_true(truth);
  };
  if (unrolled(e, frame, world, visit)) return candidates;
  const Abstract x = bound(element(eval(*b.set, frame, world).shape));
  World inside = world;
  bind(b, x, frame);
  assume(*e.args[0], true, frame, inside);
  return of_shape(inside.dead || x.term == nullptr ? x.shape : shape_of(x.term, inside));
}

Abstract Interpreter::filter(const Expr& e, Frame& frame, World& world) {
  std::vector<Value> kept;
  ShapeRef maybe = shape::never();
  bool unknown = false;
  const auto visit = [&](std::span<const Value> chosen) {
    World inside = world;
    const Abstract truth = eval(*e.args[0], frame, inside);
    if (is_false(truth)) return true;
    if (!is_true(truth)) {
      assume(*e.args[0], true, frame, inside);
      if (inside.dead) return true;
      unknown = true;
    }
    kept.push_back(chosen[0]);
    maybe = shape::join(maybe, shape::of(chosen[0]));
    return true;
  };
  if (unrolled(e, frame, world, visit)) {
    return unknown ? of_shape(shape::set(maybe)) : constant(runtime::make_set(context_, kept));
  }
  const ShapeRef set = eval(*e.bindings[0].set, frame, world).shape;
  if (set->is(K::Dynamic)) return of_shape(set);
  const Abstract x = bound(element(set));
  World inside = world;
  bind(e.bindings[0], x, frame);
  assume(*e.args[0], true, frame, inside);
  if (inside.dead || x.term == nullptr) return of_shape(shape::set(x.shape));
  return of_shape(shape::set(shape_of(x.term, inside)));
}

Abstract Interpreter::map(const Expr& e, Frame& frame, World& world) {
  std::vector<Value> values;
  ShapeRef all = shape::never();
  bool unknown = false;
  const auto visit = [&](std::span<const Value>) {
    World inside = world;
    const Abstract a = eval(*e.args[0], frame, inside);
    all = shape::join(all, a.shape);
    unknown |= !a.constant.defined();
    if (!unknown) values.push_back(a.constant);
    return true;
  };
  if (unrolled(e, frame, world, visit)) {
    return unknown ? of_shape(shape::set(all)) : constant(runtime::make_set(context_, values));
  }
  World inside = world;
  for (const Binding& b : e.bindings) {
    const ShapeRef set = eval(*b.set, frame, inside).shape;
    const ShapeRef x = element(set);
    if (x->is(K::Never)) return set->is(K::Set) ? constant(runtime::empty_set()) : Abstract{};
    bind(b, bound(x), frame);
  }
  return of_shape(shape::set(eval(*e.args[0], frame, inside).shape));
}

// [x \in S, y \in T |-> e] has the domain S \X T; a recursive function is its own slot, of which nothing is known at
// first.
Abstract Interpreter::function(const Expr& e, Frame& frame, World& world) {
  const bool pairs = e.bindings.size() > 1, asked = std::exchange(applied_, false);
  std::vector<Value> keys, values;
  std::vector<ShapeRef> parts;
  Abstract self;
  for (int round = 0; round < 3 * kRounds + static_cast<int>(kMaxUnrolled); ++round) {
    if (e.self >= 0) frame[e.self] = self;
    keys.clear();
    values.clear();
    parts.clear();
    bool unknown = false;
    const auto visit = [&](std::span<const Value> chosen) {
      World inside = world;
      const Abstract a = eval(*e.args[0], frame, inside);
      keys.push_back(pairs ? runtime::make_tuple(context_, chosen) : chosen[0]);
      parts.push_back(a.shape);
      unknown |= !a.constant.defined();
      if (!unknown) values.push_back(a.constant);
      return true;
    };
    if (unrolled(e, frame, world, visit)) {
      for (Value& k : keys) k = runtime::intern(k);
      if (!unknown) {
        const Value domain = runtime::make_set(context_, keys);
        const Abstract made = constant(runtime::make_function(context_, domain, values));
        if (e.self < 0 || made.shape == self.shape) return made;
      }
    } else {
      std::vector<Abstract> sets;
      World inside = world;
      for (const Binding& b : e.bindings) sets.push_back(eval(*b.set, frame, inside));
      for (size_t i = 0; i < sets.size(); ++i) {
        const ShapeRef x = element(sets[i].shape);
        if (x->is(K::Never)) return constant(runtime::empty_tuple());
        bind(e.bindings[i], bound(x), frame);
      }
      const ShapeRef value = eval(*e.args[0], frame, inside).shape;
      std::vector<Value> elements;
      if (!pairs && elements_of(context_, sets[0], runtime::kMaxUniverse, elements)) {
        keys = elements;
        parts.assign(keys.size(), value);
      } else {
        std::vector<ShapeRef> factors;
        for (const Abstract& s : sets) factors.push_back(element(s.shape));
        const ShapeRef key = pairs ? shape::tuple(std::move(factors)) : factors[0];
        if (key->is(K::Dynamic)) return of_shape(key);
        const bool sequence = !pairs && key->is(K::Range) && from_one(*e.bindings[0].set);
        const bool bounded = sequence && key->high < runtime::kNoCapacity;
        const ShapeRef any =
            sequence ? shape::sequence(value, bounded ? key->high : runtime::kNoCapacity) : shape::partial(key, value);
        if (e.self < 0 || any == self.shape) return of_shape(any);
        self = of_shape(round < kRounds ? any : widened(self.shape, any, {}));
        continue;
      }
    }
    // While a value is missing, the function has those that are there; and where it is asked for one of them, for good.
    std::vector<Value> some;
    std::vector<ShapeRef> theirs;
    for (size_t i = 0; i < keys.size(); ++i) {
      if (parts[i]->is(K::Never) && (e.self >= 0 || asked)) continue;
      some.push_back(keys[i]);
      theirs.push_back(parts[i]);
    }
    const ShapeRef made = function_of(context_, some, theirs);
    if (e.self < 0 || made == self.shape) return of_shape(made);
    self = of_shape(round < static_cast<int>(kMaxUnrolled) ? made : widened(self.shape, made, {}));
  }
  return of_shape(shape::dynamic());
}

}  // namespace trestle::core::inference
