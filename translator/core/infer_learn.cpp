// What guards tell, and what actions assign.
#include <algorithm>
#include <set>

#include "translator/core/infer_internal.h"
#include "translator/runtime/store.h"

namespace trestle::core::inference {

namespace {

using K = Shape::Kind;
using runtime::kNoHigh;
using runtime::kNoLow;

bool mentions(TermRef t, TermRef part) {
  return t == part || std::any_of(t->args.begin(), t->args.end(), [&](TermRef a) { return mentions(a, part); });
}

Op opposite(Op op) {
  switch (op) {
    case Op::Equal: return Op::NotEqual;
    case Op::NotEqual: return Op::Equal;
    case Op::In: return Op::NotIn;
    case Op::NotIn: return Op::In;
    case Op::Less: return Op::GreaterEqual;
    case Op::LessEqual: return Op::Greater;
    case Op::Greater: return Op::LessEqual;
    default: return Op::Less;
  }
}

bool is_comparison(Op op) {
  switch (op) {
    case Op::Equal:
    case Op::NotEqual:
    case Op::In:
    case Op::NotIn:
    case Op::Less:
    case Op::LessEqual:
    case Op::Greater:
    case Op::GreaterEqual: return true;
    default: return false;
  }
}

// The integers below (or not above, ...) some integer of `s`.
ShapeRef below(ShapeRef s, int64_t distance) {
  int64_t high = kNoLow;
  if (s->is(K::Dynamic)) return s;
  for (const ShapeRef& a : shape::alternatives(s)) {
    if (a->is(K::Range)) high = a->high == kNoHigh ? kNoHigh : std::max(high, a->high - distance);
  }
  return high == kNoLow ? shape::never() : shape::range(kNoLow, high);
}
ShapeRef above(ShapeRef s, int64_t distance) { return negated(below(negated(s), distance)); }

// What is left without one value, when that is an atom or an end of a range.
ShapeRef without(ShapeRef s, Value v) {
  if (s->is(K::Dynamic)) return s;
  ShapeRef all = shape::never();
  for (const ShapeRef& a : shape::alternatives(s)) {
    ShapeRef left = a;
    if (a->is(K::Atoms)) {
      std::vector<Value> keys;
      for (Value k : a->keys) {
        if (!same(k, v)) keys.push_back(k);
      }
      left = shape::atoms(std::move(keys));
    } else if (a->is(K::Range) && v.is_small()) {
      if (a->low == v.small()) left = shape::range(a->low + 1, a->high);
      if (a->high == v.small()) left = shape::range(a->low, a->high - 1);
    } else if (a->is(K::Sequence) && a->capacity == 0 && same(v, runtime::empty_tuple())) {
      left = shape::never();
    }
    all = shape::join(all, left);
  }
  return all;
}

}  // namespace

ShapeRef Interpreter::shape_of(TermRef t, World& world) {
  ShapeRef s = t->shape;
  switch (t->kind) {
    case Term::Kind::Constant: return s;
    case Term::Kind::Bound: break;
    case Term::Kind::Variable:
      if (!t->primed) {
        s = current[t->index];
      } else {
        s = world.assigned[t->index] ? world.next[t->index].shape : shape::dynamic();
      }
      break;
    case Term::Kind::Field: s = field(shape_of(t->args[0], world), t->index); break;
    case Term::Kind::Op: {
      if (t->op == Op::Apply && t->args[1]->kind == Term::Kind::Constant && is_key(t->args[1]->value)) {
        s = applied(shape_of(t->args[0], world), t->args[1]->value);
        break;
      }
      std::vector<ShapeRef> args;
      for (TermRef a : t->args) args.push_back(shape_of(a, world));
      s = result(t->op, args);
      break;
    }
  }
  const auto fact = world.facts.find(t);
  return fact == world.facts.end() ? s : shape::meet(s, fact->second);
}

void Interpreter::constrain(const Abstract& a, ShapeRef s, World& world) {
  if (shape::meet(a.shape, s)->is(K::Never)) world.dead = true;
  if (a.term != nullptr && !a.constant.defined()) constrain(a.term, s, world);
}

void Interpreter::constrain(TermRef t, ShapeRef s, World& world) {
  if (t->kind == Term::Kind::Constant) return;
  const ShapeRef old = shape_of(t, world);
  const ShapeRef now = shape::meet(old, s);
  if (now == old) return;
  world.facts[t] = now;
  if (now->is(K::Never)) {
    world.dead = true;
    return;
  }
  const auto arg = [&](size_t i) { return shape_of(t->args[i], world); };
  if (t->kind == Term::Kind::Field) return constrain(t->args[0], with_field(arg(0), t->index, now, true), world);
  if (t->kind != Term::Kind::Op) return;
  switch (t->op) {
    case Op::Apply:
      return constrain(t->args[0], arg(1)->count == 1 ? with_keys_in(arg(0), arg(1), now) : arg(0), world);
    case Op::Len: return constrain(t->args[0], with_length(arg(0), now), world);
    case Op::Plus:
      constrain(t->args[0], plus(now, negated(arg(1))), world);
      return constrain(t->args[1], plus(now, negated(arg(0))), world);
    case Op::Minus:
      constrain(t->args[0], plus(now, arg(1)), world);
      return constrain(t->args[1], plus(arg(0), negated(now)), world);
    case Op::Negate: return constrain(t->args[0], negated(now), world);
    case Op::TupleOf:
      for (size_t i = 0; i < t->args.size(); ++i) {
        constrain(t->args[i], applied(now, shape::range(i + 1, i + 1)), world);
      }
      return;
    default: return;
  }
}

void Interpreter::assume_comparison(const Expr& e, bool positive, Frame& frame, World& world) {
  const auto unassigned = [&](const Expr& x) {
    return x.kind == Kind::Variable && x.primed && x.index < world.assigned.size() && !world.assigned[x.index];
  };
  if (positive && (e.op == Op::Equal || e.op == Op::In) && unassigned(*e.args[0])) return;  // an assignment to come
  const Abstract a = eval(*e.args[0], frame, world), b = eval(*e.args[1], frame, world);
  if (a.shape->is(K::Never) || b.shape->is(K::Never)) {
    world.dead = true;
    return;
  }
  switch (positive ? e.op : opposite(e.op)) {
    case Op::Equal: constrain(a, b.shape, world); return constrain(b, a.shape, world);
    case Op::NotEqual:
      if (a.constant.defined() && b.constant.defined() && same(a.constant, b.constant)) world.dead = true;
      if (b.constant.defined()) constrain(a, without(a.shape, b.constant), world);
      if (a.constant.defined()) constrain(b, without(b.shape, a.constant), world);
      return;
    case Op::In: {
      const ShapeRef s = element(b.shape);
      return s->is(K::Dynamic) ? void() : constrain(a, s, world);
    }
    case Op::NotIn:
      if (b.constant.defined() && b.constant.kind() == runtime::Kind::Set) {
        ShapeRef left = a.shape;
        for (Value v : b.constant->span()) left = without(left, v);
        constrain(a, left, world);
      }
      return;
    case Op::Less: constrain(a, below(b.shape, 1), world); return constrain(b, above(a.shape, 1), world);
    case Op::LessEqual: constrain(a, below(b.shape, 0), world); return constrain(b, above(a.shape, 0), world);
    case Op::Greater: constrain(a, above(b.shape, 1), world); return constrain(b, below(a.shape, 1), world);
    case Op::GreaterEqual: constrain(a, above(b.shape, 0), world); return constrain(b, below(a.shape, 0), world);
    default: return;
  }
}

// Some of `args` is `positive`.
void Interpreter::assume_branches(const std::vector<const Expr*>& args, bool positive, Frame& frame, World& world) {
  std::vector<World> worlds;
  for (const Expr* a : args) {
    worlds.push_back(world);
    Frame own = frame;
    assume(*a, positive, own, worlds.back());
  }
  join_worlds(world, worlds);
}

void Interpreter::join_worlds(World& world, std::vector<World>& branches) {
  std::erase_if(branches, [](const World& w) { return w.dead; });
  if (branches.empty()) {
    world.dead = true;
    return;
  }
  World all = std::move(branches[0]);
  for (size_t i = 1; i < branches.size(); ++i) {
    const World& other = branches[i];
    std::erase_if(all.facts, [&](const auto& fact) { return !other.facts.contains(fact.first); });
    for (auto& [t, s] : all.facts) s = shape::join(s, other.facts.at(t));
    for (size_t v = 0; v < all.next.size(); ++v) {
      if (!other.assigned[v]) continue;
      if (!all.assigned[v]) {
        all.next[v] = other.next[v];
      } else if (!(all.next[v].constant.defined() && other.next[v].constant.defined() &&
                   same(all.next[v].constant, other.next[v].constant))) {
        const ShapeRef joined = shape::join(all.next[v].shape, other.next[v].shape);
        all.next[v] = {};
        all.next[v].shape = joined;
      }
      all.assigned[v] = true;
    }
  }
  world = std::move(all);
}

template <typename Use>
bool Interpreter::unfolded(const Expr& e, Frame& frame, World& world, const Use& use) {
  if (e.kind == Kind::Local) {
    const Abstract a = frame[e.index];
    if (a.argument != nullptr) return use(*a.argument, *a.home), true;
    if (a.pending == nullptr) return false;
    return use(*a.pending, frame), true;  // a LET's
  }
  const Definition* d = e.definition;
  std::vector<Abstract> values = arguments(e.args, frame, world);
  if (e.kind == Kind::Invoke) {
    const auto closure = values[0].closure;
    if (closure == nullptr) return false;
    d = closure->definition;
    values.erase(values.begin());
    values.insert(values.end(), closure->captured.begin(), closure->captured.end());
  }
  if (d->body == nullptr || d->recursive || depth_ > 100) return false;
  ++depth_;
  Frame callee = callee_frame(*d, std::move(values));
  use(*d->body, callee);
  --depth_;
  return true;
}

void Interpreter::assume(const Expr& e, bool positive, Frame& frame, World& world) {
  if (world.dead) return;
  switch (e.kind) {
    case Kind::And:
    case Kind::Or:
      if ((e.kind == Kind::And) != positive) return assume_branches(e.args, positive, frame, world);
      for (const Expr* a : e.args) assume(*a, positive, frame, world);
      return;
    case Kind::Implies: {
      if (!positive) {
        assume(*e.args[0], true, frame, world);
        return assume(*e.args[1], false, frame, world);
      }
      std::vector<World> worlds(2, world);
      Frame own = frame;
      assume(*e.args[0], false, own, worlds[0]);
      own = frame;
      assume(*e.args[0], true, own, worlds[1]);
      assume(*e.args[1], true, own, worlds[1]);
      return join_worlds(world, worlds);
    }
    case Kind::If: {
      std::vector<World> worlds(2, world);
      for (int i = 0; i < 2; ++i) {
        Frame own = frame;
        assume(*e.args[0], i == 0, own, worlds[i]);
        assume(*e.args[i + 1], positive, own, worlds[i]);
      }
      return join_worlds(world, worlds);
    }
    case Kind::Let:
      for (const LetSlot& l : e.lets) {
        frame[l.slot] = {};
        frame[l.slot].pending = l.value;
      }
      return assume(*e.args[0], positive, frame, world);
    case Kind::Call:
    case Kind::Invoke:
    case Kind::Local: {
      const auto use = [&](const Expr& formula, Frame& its) { assume(formula, positive, its, world); };
      if (unfolded(e, frame, world, use)) return;
      break;
    }
    case Kind::Exists:
    case Kind::Forall: {
      if ((e.kind == Kind::Forall) == positive) return assume_for_all(e, positive, frame, world);
      for (const Binding& b : e.bindings) {
        if (b.set == nullptr) return;
        const ShapeRef x = element(eval(*b.set, frame, world).shape);
        if (x->is(K::Never)) {
          world.dead = true;
          return;
        }
        bind(b, bound(x), frame);
      }
      return assume(*e.args[0], positive, frame, world);
    }
    case Kind::Apply:
      if (e.op == Op::Not) return assume(*e.args[0], !positive, frame, world);
      if (e.op == Op::TLCEval) return assume(*e.args[0], positive, frame, world);
      if (is_comparison(e.op)) return assume_comparison(e, positive, frame, world);
      if (e.op == Op::SubsetEq && positive) {
        const Abstract a = eval(*e.args[0], frame, world), b = eval(*e.args[1], frame, world);
        if (!b.shape->is(K::Dynamic)) constrain(a, b.shape, world);
        return;
      }
      break;
    case Kind::Unchanged:
    case Kind::Enabled:
    case Kind::Compose: return;
    default: break;
  }
  const Abstract a = eval(e, frame, world);
  if (a.shape->is(K::Never)) world.dead = true;
  if (a.constant.defined() && a.constant.is_boolean() && a.constant.truth() != positive) world.dead = true;
}

// What holds of an element x of S, whichever it is, holds of all: about S itself, about f[x], and about the rest when S
// is known to have elements.
void Interpreter::assume_for_all(const Expr& e, bool positive, Frame& frame, World& world) {
  World inside = world;
  std::vector<Abstract> sets, elements;
  bool some = true;
  for (const Binding& b : e.bindings) {
    if (b.set == nullptr) return;
    sets.push_back(eval(*b.set, frame, inside));
    const ShapeRef x = element(sets.back().shape);
    if (x->is(K::Never)) return;
    elements.push_back(bound(x));
    bind(b, elements.back(), frame);
    const Value known = sets.back().constant;
    some &= known.defined() && runtime::is_set(known.kind()) && !same(known, runtime::empty_set());
  }
  assume(*e.args[0], positive, frame, inside);
  if (inside.dead) {
    world.dead |= some;
    return;
  }
  // Inner quantifiers first: they were bound last.
  for (size_t i = elements.size(); i-- > 0;) {
    const TermRef x = elements[i].term;
    if (x == nullptr) return;
    const ShapeRef keys = elements[i].shape;
    std::vector<std::pair<TermRef, ShapeRef>> learned;
    for (const auto& [t, s] : inside.facts) {
      if (t == x) continue;
      const bool applied_to_x =
          t->kind == Term::Kind::Op && t->op == Op::Apply && t->args[1] == x && !mentions(t->args[0], x);
      if (applied_to_x) learned.push_back({t->args[0], s});
    }
    for (const auto& [f, s] : learned) constrain(f, with_keys_in(shape_of(f, inside), keys, s), inside);
    const auto fact = inside.facts.find(x);
    if (fact != inside.facts.end() && !sets[i].constant.defined()) {
      constrain(sets[i], shape::set(fact->second), inside);
      if (inside.dead) {  // then S is empty
        inside.dead = false;
        return;
      }
    }
    std::erase_if(inside.facts, [&](const auto& f) { return mentions(f.first, x); });
  }
  if (inside.dead) {
    world.dead |= some;
    return;
  }
  for (const auto& [t, s] : inside.facts) {
    const bool about_sets =
        std::any_of(sets.begin(), sets.end(), [&, named = t](const Abstract& set) { return set.term == named; });
    if (some || about_sets) constrain(t, s, world);
  }
}

// An action that is not followed, a recursive one: what it may assign can have any value.
void Interpreter::give_anything(const Expr& e, World& world) {
  std::set<const Expr*> seen;
  const auto visit = [&](auto&& self, const Expr& x) -> void {
    if (x.level < Level::Action || !seen.insert(&x).second) return;
    if (x.kind == Kind::Variable && x.primed && x.index < world.next.size() && !world.assigned[x.index]) {
      world.next[x.index] = of_shape(shape::dynamic());
      world.assigned[x.index] = true;
      culprit_ = &e;
    }
    for (const Expr* a : x.args) self(self, *a);
    for (const LetSlot& l : x.lets) self(self, *l.value);
    if (x.definition != nullptr && x.definition->body != nullptr) self(self, *x.definition->body);
  };
  visit(visit, e);
}

// e as an action: what it assigns goes to world.next.
void Interpreter::act(const Expr& e, Frame& frame, World& world) {
  if (world.dead) return;
  const auto each = [&](size_t count, const auto& branch) {
    std::vector<World> worlds(count, world);
    for (size_t i = 0; i < count; ++i) {
      Frame own = frame;
      branch(i, own, worlds[i]);
    }
    join_worlds(world, worlds);
  };
  switch (e.kind) {
    case Kind::And:
      for (const Expr* a : e.args) assume(*a, true, frame, world);
      for (const Expr* a : e.args) act(*a, frame, world);
      return;
    case Kind::Or: return each(e.args.size(), [&](size_t i, Frame& f, World& w) { act(*e.args[i], f, w); });
    case Kind::If:
      return each(2, [&](size_t i, Frame& f, World& w) {
        assume(*e.args[0], i == 0, f, w);
        act(*e.args[i + 1], f, w);
      });
    case Kind::Implies:
      return each(2, [&](size_t i, Frame& f, World& w) {
        assume(*e.args[0], i == 0, f, w);
        if (i == 0) act(*e.args[1], f, w);
      });
    case Kind::Case:
      return each((e.args.size() + 1) / 2, [&](size_t i, Frame& f, World& w) {
        for (size_t j = 0; j < i; ++j) assume(*e.args[2 * j], false, f, w);
        if (2 * i + 1 < e.args.size()) assume(*e.args[2 * i], true, f, w);
        act(*e.args[std::min(2 * i + 1, e.args.size() - 1)], f, w);
      });
    case Kind::Let:
      for (const LetSlot& l : e.lets) {
        frame[l.slot] = {};
        frame[l.slot].pending = l.value;
      }
      return act(*e.args[0], frame, world);
    case Kind::Call:
    case Kind::Invoke:
    case Kind::Local:
      if (unfolded(e, frame, world, [&](const Expr& formula, Frame& its) { act(formula, its, world); })) return;
      if (e.level >= Level::Action) give_anything(e, world);
      break;
    case Kind::Exists:
      for (const Binding& b : e.bindings) {
        if (b.set == nullptr) return;
        const ShapeRef x = element(eval(*b.set, frame, world).shape);
        if (x->is(K::Never)) {
          world.dead = true;
          return;
        }
        bind(b, bound(x), frame);
      }
      return act(*e.args[0], frame, world);
    case Kind::Forall:
      if (act_for_all(e, frame, world)) return;
      break;
    case Kind::Unchanged:
      for (uint32_t v : e.variables) {
        if (v >= world.next.size() || world.assigned[v]) continue;
        world.next[v] = of_shape(shape_of(variable_term(v, false), world));
        world.assigned[v] = true;
      }
      return;
    case Kind::Compose:  // in between there is another state: nothing is known about it
      for (size_t v = 0; v < world.next.size(); ++v) {
        world.next[v] = of_shape(shape::dynamic());
        world.assigned[v] = true;
      }
      culprit_ = &e;
      return;
    case Kind::Apply:
      if (assign(e, frame, world)) return;
      break;
    default: break;
  }
  assume(e, true, frame, world);
}

bool Interpreter::assign(const Expr& e, Frame& frame, World& world) {
  if (e.op != Op::Equal && e.op != Op::In) return false;
  const Expr& to = *e.args[0];
  if (to.kind != Kind::Variable || !to.primed || to.index >= world.next.size() || world.assigned[to.index])
    return false;
  Abstract value = eval(*e.args[1], frame, world);
  if (e.op == Op::In) value = of_shape(element(value.shape));
  unchecked_[to.index] = shape::join(unchecked_[to.index], value.shape);
  const ShapeRef s =
      shape::meet(value.shape, shape_of(variable_term(to.index, true), world));  // facts of conjuncts to come
  if (s != value.shape) value = of_shape(s);
  if (s->is(K::Never)) world.dead = true;
  if (s->dynamic && culprits_[to.index] == nullptr) culprits_[to.index] = culprit_;
  assignments_[to.index] = &e;
  world.next[to.index] = value;
  world.assigned[to.index] = true;
  return true;
}

}  // namespace trestle::core::inference
