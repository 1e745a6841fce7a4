// Of the elements of SUBSET S that are about to be enumerated, only those that the tests right behind let pass:
//   \E r \in SUBSET S : r \subseteq A /\ B \subseteq r /\ ...      x' \in SUBSET S /\ B \subseteq x' /\ ...
// What lies between B and A \cap S is listed in the order that all subsets have, so nothing else changes. Such a test
// can be made for all subsets at once because its other side does not depend on the subset; and it would be made, as {}
// or a set of one element is among them. What has no value here is left to be found where it is evaluated.
#include <algorithm>

#include "translator/core/reads.h"
#include "translator/evaluator/machine.h"
#include "translator/runtime/eval_error.h"

namespace trestle::evaluator {

using runtime::Op;

std::span<const Bound> Program::bounds(const core::Expr& e) {
  const bool picks = e.kind == Kind::Exists || e.kind == Kind::Filter || e.kind == Kind::Choose;
  if (!picks || way_ != Way::Fast || e.bindings.size() != 1 || e.bindings[0].tuple || e.bindings[0].set == nullptr) return {};
  return list<Bound>(core::subset_bounds(*e.args[0], e.bindings[0].slots[0]),
                     [&](const core::SubsetBound& bound) { return Bound{bound.kind, node(bound.expr)}; });
}

Machine::Subsets Machine::bounded(Value powerset, std::span<const Bound> bounds, Value* frame) {
  Subsets some{runtime::enumerated(context, powerset->items()[0]), runtime::empty_set()};
  for (const Bound& bound : bounds)
    if (!tighten(some, bound, frame)) break;
  return some;
}

// x' \in SUBSET S: the tests are what is left of the enclosing conjunctions. One that reads x' has no value yet.
Machine::Subsets Machine::bounded(Value powerset, uint32_t variable, const Pending* rest) {
  Subsets some{runtime::enumerated(context, powerset->items()[0]), runtime::empty_set()};
  const auto is_subject = [&](const Node& e) { return e.kind == Kind::Variable && e.primed && e.index == variable; };
  const auto go = [&](const auto& self, const Node& e, Value* frame) -> bool {
    if (e.kind == Kind::And)
      return std::all_of(e.args().begin(), e.args().end(), [&](const Node* a) { return self(self, *a, frame); });
    if (e.kind != Kind::Apply || e.source->impure) return false;
    if (e.op == Op::SubsetEq && is_subject(e[0])) return tighten(some, {Bound::Kind::Within, &e[1]}, frame);
    if (e.op == Op::SubsetEq && is_subject(e[1])) return tighten(some, {Bound::Kind::Contains, &e[0]}, frame);
    if (e.op == Op::In && is_subject(e[1])) return tighten(some, {Bound::Kind::Has, &e[0]}, frame);
    return false;
  };
  for (const Pending* p = rest; p != nullptr; p = p->rest)
    for (size_t i = p->from; i < p->expr->size; ++i)
      if (!go(go, (*p->expr)[i], p->frame)) return some;
  return some;
}

// Whether the next test may be looked at.
bool Machine::tighten(Subsets& some, const Bound& bound, Value* frame) {
  const auto within = [&](const auto& may_be_in) {
    const size_t base = scratch_.size();
    for (Value x : some.most->span())
      if (may_be_in(x)) scratch_.push_back(x);
    if (scratch_.size() - base < some.most->size)
      some.most = runtime::make_set(context, {scratch_.data() + base, scratch_.size() - base});
    scratch_.resize(base);
  };
  const Subsets before = some;
  Value* const top = top_;
  const size_t collected = scratch_.size();
  try {
    switch (bound.kind) {
      case Bound::Kind::Within: {
        const Value most = eval(*bound.node, frame);
        within([&](Value x) { return runtime::member(context, x, most); });
        break;
      }
      case Bound::Kind::Contains:
        some.least = runtime::enumerated(context, runtime::cup(context, some.least, eval(*bound.node, frame)));
        break;
      case Bound::Kind::Has: {
        const Value element = eval(*bound.node, frame);
        some.least = runtime::cup(context, some.least, runtime::make_set(context, {&element, 1}));
        break;
      }
      case Bound::Kind::All: {
        const Node& all = *bound.node;
        within([&](Value x) {
          bind(all.bindings()[0], x, frame);
          return truth(all[0], frame);
        });
        break;
      }
    }
    if (runtime::subset_or_equal(context, some.least, some.most)) return true;
    some.most = Value();  // none passes this test, so no later one is made
    return false;
  } catch (const runtime::EvalError&) {
    some = before;
    top_ = top;
    scratch_.resize(collected);
    kept_ = stack_;
    return false;
  }
}

// For one enumeration, and nothing else.
Value Machine::between(const Subsets& some) {
  if (!some.most.defined()) return runtime::empty_set();
  Object* set = context.arena.object(runtime::Kind::Powerset, 2);
  set->items()[0] = some.most;
  set->items()[1] = some.least;
  return Value::object(set);
}

// {r \in SUBSET S : ...} as a set of subsets of less.
Value Machine::narrowed(const Node& e, Value set, Value* frame) {
  if (!narrows(e, set)) return set;
  const Subsets some = bounded(set, e.scope->bounds, frame);
  if (!some.most.defined()) return runtime::empty_set();
  return runtime::info(Op::Powerset).call(context, &some.most, 1);
}

bool Machine::narrows(const Node& e, Value set) const { return !e.scope->bounds.empty() && can_narrow(set); }

bool Machine::can_narrow(Value set) const {
  return set.kind() == runtime::Kind::Powerset && refusals == nullptr && counting.numbers == nullptr &&
         runtime::enumerable(set->items()[0]) && !runtime::is_vast(set->items()[0]);
}

}  // namespace trestle::evaluator
