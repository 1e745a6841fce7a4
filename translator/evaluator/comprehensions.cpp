// Quantifiers and constructors with bound variables. With several bound variables the first varies fastest, as in TLC's
// ContextEnumerator.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "translator/evaluator/machine.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/print.h"

namespace trestle::evaluator {

using runtime::Elements;

// While it is there, what is kept for a quantifier stays; one that runs within itself keeps values of its own.
class Machine::Runs {
 public:
  Runs(Machine& machine, const Node& e, const Value* frame) : machine_(machine), number_(e.scope->quantifier) {
    std::vector<Running>& running = machine.running_;
    if (number_ >= running.size()) running.resize(machine.program.quantifiers());
    uint32_t lowest = UINT32_MAX;
    for (const Binding& b : e.bindings()) lowest = std::min(lowest, b.slot);
    outer_ = std::exchange(running[number_], {++machine.serial_, frame + lowest - 1});
  }
  Runs(const Runs&) = delete;
  ~Runs() { machine_.running_[number_] = outer_; }

 private:
  Machine& machine_;
  const size_t number_;
  Running outer_;
};

bool Machine::quantify(const Node& e, Value* frame, bool exists) {
  Quantified now{&e[0]};
  const auto decided = [&](const Value* sets) {
    if (e.scope->rest == nullptr) return quantify(e, e.bindings().size(), sets, frame, exists, now);
    const Runs runs(*this, e, frame);
    return quantify(e, e.bindings().size(), sets, frame, exists, now);
  };
  if (e.bindings().size() == 1) {
    const Value set = bound_set(e, 0, frame);
    return decided(&set);
  }
  Value sets[8];
  bound_sets(e, sets, frame);
  return decided(sets);
}

void Machine::bound_sets(const Node& e, std::span<Value, 8> sets, Value* frame) {
  if (e.bindings().size() > sets.size()) fail(e, "more than eight sets in one quantifier");
  for (size_t i = 0; i < e.bindings().size(); ++i) sets[i] = bound_set(e, i, frame);
}

Value Machine::bound_set(const Node& e, size_t binding, Value* frame) {
  const Node* set = e.bindings()[binding].set;
  if (!set) fail(e, "a quantifier without a set cannot be evaluated");
  // Of {x \in S : P} no more is listed than it takes to decide: as in TLC, unless S is stored.
  const auto has_value = [&](uint32_t slot) { return tag(frame[slot]) < kLetTag; };
  if (set->kind == Kind::Filter && counting.numbers == nullptr &&
      std::all_of(set->scope->free.begin(), set->scope->free.end(), has_value)) {
    const Value from = narrowed(*set, eval(*set->bindings()[0].set, frame), frame);
    if (from.kind() == runtime::Kind::Set || from.kind() == runtime::Kind::Interval) return filter(*set, from, frame);
    return runtime::make_filter(context, from, captured_operator(*set, from, frame));
  }
  return eval(*set, frame);
}

bool Machine::quantify(const Node& e, size_t binding, const Value* sets, Value* frame, bool exists, Quantified& now) {
  context.place = &e;
  const auto goes_on = [&](Value, Round&) {
    const bool held = binding == 1 ? truth(*now.body, frame) : quantify(e, binding - 1, sets, frame, exists, now);
    if (held == exists) return false;
    return may_decide(e, frame, now);
  };
  const bool all = e.bindings().size() == 1 ? each_likely(e, sets[0], frame, goes_on)
                                            : each(e.bindings()[binding - 1], sets[binding - 1], frame, goes_on);
  return (all || now.refuted) != exists;
}

// After an element that did not decide: whether another one may.
bool Machine::may_decide(const Node& e, Value* frame, Quantified& now) {
  if (now.tried) return !now.refuted;
  now.tried = true;
  const Scope& scope = *e.scope;
  const std::optional<bool> guard = scope.guard != nullptr ? truth_if_any(*scope.guard, frame) : true;
  now.refuted = guard == false;
  if (guard == true && scope.rest != nullptr) now.body = scope.rest;
  return !now.refuted;
}

std::optional<Value> Machine::value_if_any(const Node& e, Value* frame) {
  Value* const top = top_;
  const size_t collected = scratch_.size();
  try {
    return eval(e, frame);
  } catch (const runtime::EvalError&) {
    top_ = top;
    scratch_.resize(collected);
    kept_ = stack_;
    return std::nullopt;
  }
}

std::optional<bool> Machine::truth_if_any(const Node& e, Value* frame) {
  const std::optional<Value> value = value_if_any(e, frame);
  return value && value->is_boolean() ? std::optional(value->truth()) : std::nullopt;
}

Value Machine::choose(const Node& e, Value* frame) {
  const Binding& b = e.bindings()[0];
  if (!b.set) fail(e, "CHOOSE without a set cannot be evaluated", "replace the definition in the .cfg: Name = model_value");
  Value set = eval(*b.set, frame);
  context.place = &e;
  // TLC chooses from the set in its normal order.
  set = runtime::each_once(context, set);
  Value chosen;
  const bool none = each_likely(e, set, frame, [&](Value x, Round&) {
    if (!truth(e[0], frame)) return true;
    chosen = x;
    return false;
  });
  if (none) fail(e, fmt::format("no element of {} satisfies the CHOOSE", runtime::to_short_string(set)));
  return chosen;
}

Value Machine::filter(const Node& e, Value* frame) { return filter(e, eval(*e.bindings()[0].set, frame), frame); }

Value Machine::filter(const Node& e, Value set, Value* frame) {
  set = narrowed(e, set, frame);
  context.place = &e;
  if (!runtime::enumerable(set) || runtime::is_vast(set))
    return runtime::make_filter(context, set, captured_operator(e, set, frame));
  const bool stored = set.kind() == runtime::Kind::Set;
  const size_t base = scratch_.size();
  each_likely(e, set, frame, [&](Value x, Round& round) {
    if (!truth(e[0], frame)) return true;
    scratch_.push_back(x);
    if (!stored && x.is_object()) round.keep();
    return true;
  });
  return collected(e, base);
}

// Whether x is in a set that is being defined here. TLC tests {x \in S : P} at once only when S is stored or an interval;
// of {x \in SUBSET T : P} it never lists more than it must, and asks for P where membership is asked.
bool Machine::is_member(Value x, const Node& set, Value* frame) {
  const bool walked = set.kind == Kind::Filter || set.kind == Kind::Let || set.kind == Kind::If || set.kind == Kind::Call;
  if (walked) count(set, Value());
  switch (set.kind) {
    case Kind::Filter: {
      const Value from = eval(*set.bindings()[0].set, frame);
      context.place = &set;
      if (from.kind() == runtime::Kind::Set || from.kind() == runtime::Kind::Interval)
        return runtime::member(context, x, filter(set, from, frame));
      if (!runtime::member(context, x, from)) return false;
      bind(set.bindings()[0], x, frame);
      return truth(set[0], frame);
    }
    case Kind::Let: bind_lets(set.scope->lets, frame); return is_member(x, set[0], frame);
    case Kind::If: return is_member(x, truth(set[0], frame) ? set[1] : set[2], frame);
    case Kind::Call: {
      Value* callee = push_frame(set.routine->frame, frame);
      bind_arguments(set, 0, *set.routine, callee, frame);
      const bool in = is_member(x, *set.routine->body, callee);
      pop_frame(callee);
      return in;
    }
    default: return runtime::member(context, x, eval(set, frame));
  }
}

// The set of the scratch values from `base` on.
Value Machine::collected(const Node& e, size_t base) {
  context.place = &e;
  Value result = runtime::make_set(context, {scratch_.data() + base, scratch_.size() - base});
  scratch_.resize(base);
  return result;
}

Value Machine::map(const Node& e, Value* frame) {
  Value sets[8];
  bound_sets(e, sets, frame);
  const size_t base = scratch_.size();
  map_into(e, e.bindings().size(), sets, frame);
  return collected(e, base);
}

void Machine::map_into(const Node& e, size_t binding, const Value* sets, Value* frame) {
  context.place = &e;
  each(e.bindings()[binding - 1], sets[binding - 1], frame, [&](Value, Round& round) {
    const size_t before = scratch_.size();
    if (binding > 1) {
      map_into(e, binding - 1, sets, frame);
    } else {
      Value v = eval(e[0], frame);
      scratch_.push_back(v);
    }
    const auto fresh = [](Value v) { return v.is_object() && !v->permanent(); };
    if (std::any_of(scratch_.begin() + before, scratch_.end(), fresh)) round.keep();
    return true;
  });
}

Value Machine::domain_of(const Node& e, Value* frame) {
  if (e.bindings().size() == 1) return eval(*e.bindings()[0].set, frame);
  std::vector<Value> sets;
  for (const auto& b : e.bindings()) sets.push_back(eval(*b.set, frame));
  context.place = &e;
  return runtime::info(runtime::Op::ProductSet).call(context, sets.data(), sets.size());
}

void Machine::bind_element(const Node& e, Value element, Value* frame) {
  if (e.bindings().size() == 1) return bind(e.bindings()[0], element, frame);
  if (element.kind() != runtime::Kind::Tuple || element->size != e.bindings().size())
    fail(e, fmt::format("the function is applied to {}; {} arguments are needed", runtime::to_short_string(element), e.bindings().size()));
  for (size_t i = 0; i < e.bindings().size(); ++i) bind(e.bindings()[i], element.object()[i], frame);
}

Value Machine::function(const Node& e, Value* frame) {
  Value domain = domain_of(e, frame);
  context.place = &e;
  if (e.self >= 0 || e.lazy || keeps_rules_ || !runtime::enumerable(domain)) {
    Value f = runtime::make_lazy_function(context, domain, captured_operator(e, domain, frame));
    if (e.self >= 0) frame[e.self] = f;
    return f;
  }
  size_t base = scratch_.size();
  Value sorted = domain.kind() == runtime::Kind::Interval ? domain : runtime::enumerated(context, domain);
  Elements elements(context, sorted);
  Value x;
  while (elements.next(x)) {
    bind_element(e, x, frame);
    Value v = eval(e[0], frame);
    scratch_.push_back(v);
  }
  context.place = &e;
  if (sorted.kind() == runtime::Kind::Interval && !(sorted.object()[0].is_small() && sorted.object()[0].small() == 1))
    sorted = runtime::enumerated(context, sorted);
  std::span<const Value> values{scratch_.data() + base, scratch_.size() - base};
  Value f = sorted.kind() == runtime::Kind::Interval ? runtime::make_tuple(context, values)
                                                     : runtime::make_function(context, sorted, values);
  scratch_.resize(base);
  return f;
}

}  // namespace trestle::evaluator
