// Successors, as TLC enumerates them: tlc2/tool/impl/Tool.java, getNextStates and getNextStatesAllAssigned.
#include <fmt/format.h>

#include "translator/evaluator/machine.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/print.h"

namespace trestle::evaluator {

using runtime::Elements;
using runtime::Op;

namespace {

// Whether Elements lists the set in its normal order, as TLC's quantifiers go through it (Tool.contexts).
bool comes_in_order(Value set) {
  using runtime::Kind;
  switch (set.kind()) {
    case Kind::Filter:
    case Kind::Minus: return comes_in_order(set->items()[0]);
    case Kind::Cap: return comes_in_order(set->items()[runtime::enumerable(set->items()[0]) ? 0 : 1]);
    default: return runtime::lists_in_order(set);
  }
}

// A union of sets that are not listed, say, is listed first. What cannot be is left as it is, for whom a part is enough.
Value in_order(runtime::Context& context, Value set) {
  if (!set.is_object() || comes_in_order(set) || !runtime::enumerable(set) || runtime::is_vast(set)) return set;
  return runtime::enumerated(context, set);
}

constexpr uint32_t kFewElements = 8;  // of a set that is not worth more than running through it

}

bool Machine::run_root(const Root& root, const Emit& emit) {
  Value* frame = push_frame(root.frame, nullptr);
  assigned_ = progress_ = 0;
  std::fill(next.begin(), next.end(), Value());
  has_next = true;
  emit_ = &emit;
  bool go_on = run(*root.node, frame, nullptr);
  pop_frame(frame);
  return go_on;
}

bool Machine::run_node(const Branch& node, Value* frame,
                       const std::function<bool(const Branch&, Value*)>& leaf) {
  switch (node.kind) {
    case core::ActionNode::Kind::Choice:
      for (const Branch* c : node.children)
        if (!run_node(*c, frame, leaf)) return false;
      return true;
    case core::ActionNode::Kind::Bind: {
      const Value set = eval(*node.binding.set, frame);
      context.place = node.binding.set;
      return each(node.binding, in_order(context, set), frame,
                  [&](Value, Round&) { return run_node(*node.children[0], frame, leaf); });
    }
    case core::ActionNode::Kind::Let: bind_lets(node.lets, frame); return run_node(*node.children[0], frame, leaf);
    case core::ActionNode::Kind::Leaf: return leaf(node, frame);
  }
  return true;
}

bool Machine::run_leaf(const Branch& leaf, Value* frame, const Emit& emit) {
  assigned_ = progress_ = 0;
  std::fill(next.begin(), next.end(), Value());
  has_next = true;
  emit_ = &emit;
  return run(*leaf.body, frame, nullptr);
}

bool Machine::run_bound(const Branch& leaf, Value* frame, const Emit& emit) {
  for (const Branch* b : leaf.path) bind_lets(b->lets, frame);
  return run_leaf(leaf, frame, emit);
}

bool Machine::run_path(const Path& path) {
  // What can be asked early is, as long as something is left to enumerate.
  const bool tests = !path.leaf.tests.empty() && refusals == nullptr && counting.numbers == nullptr;
  return run_path(path, 0, tests ? path.leaf.enumerated_to(path.given) : 0);
}

// Whether there may be a step, as far as so many nodes of the path tell and fewer did not.
bool Machine::possible(const Path& path, size_t step) {
  for (const LeafTest& test : path.leaf.tests) {
    if (test.bound != step) continue;
    if (test.variable == EarlyTest::kNone) {
      if (truth_if_any(*test.node, path.frame) == false) return false;
    } else if (path.sink != nullptr && path.sink->observes(test.variable)) {
      const std::optional<Value> value = value_if_any(*test.node, path.frame);
      if (value && !path.sink->possible(test.variable, *value)) return false;
    }
  }
  return true;
}

bool Machine::run_path(const Path& path, size_t step, size_t tested_to) {
  const Branch& leaf = path.leaf;
  Value* const frame = path.frame;
  if (step < tested_to && !possible(path, step)) return true;
  if (step == leaf.path.size()) {
    for (size_t i = 0; i < path.given.size() && i < leaf.arguments.size(); ++i)
      if (path.given[i].defined() && !runtime::equal(context, eval(*leaf.arguments[i], frame), path.given[i])) return true;
    return run_leaf(leaf, frame, path.emit);
  }
  const Branch& node = *leaf.path[step];
  if (node.kind == core::ActionNode::Kind::Let) {
    bind_lets(node.lets, frame);
    return run_path(path, step + 1, tested_to);
  }
  const Value set = eval(*node.binding.set, frame);
  // A bound variable that is an argument takes the value given, if the set has it.
  if (const Value* given = leaf.given(node, path.given)) {
    if (!runtime::member(context, *given, set)) {
      if (refusals) refusals->outside(*node.binding.set, frame);
      return true;
    }
    bind(node.binding, *given, frame);
    return run_path(path, step + 1, tested_to);
  }
  refuse_if_empty(*node.binding.set, set, frame);
  return each(node.binding, set, frame, [&](Value, Round&) { return run_path(path, step + 1, tested_to); });
}

void Machine::refuse_if_empty(const Node& e, Value set, Value* frame) {
  Value element;
  if (refusals != nullptr && !Elements(context, set).next(element)) refusals->nothing_in(e, frame, progress_);
}

bool Machine::assign(const Node& conjunct, uint32_t variable, Value value, const Pending* rest) {
  next[variable] = value;
  conjuncts_[variable] = &conjunct;
  ++assigned_;
  ++progress_;
  bool go_on = proceed(rest);
  --progress_;
  --assigned_;
  next[variable] = Value();
  return go_on;
}

namespace {

// In the place of a conjunct: that it was come to is noted in what `frame` points to.
bool is_mark(const Pending& p) { return p.expr == nullptr; }
void note(const Pending& mark) { *mark.frame = Value::boolean(true); }

Value constant_value(Machine&, const Node& e, Value*) { return e.value; }

}  // namespace

bool Machine::proceed(const Pending* rest) {
  if (!rest) return (*emit_)();
  if (is_mark(*rest)) {
    note(*rest);
    return proceed(rest->rest);
  }
  if (assigned_ == current.size()) {
    uint32_t progress = progress_;
    for (const Pending* p = rest; p; p = p->rest) {
      if (is_mark(*p)) {
        note(*p);
        continue;
      }
      // The rest of a conjunction, or a whole conjunct.
      for (size_t i = p->from; i < p->expr->size; ++i) {
        const Node& item = (*p->expr)[i];
        if (!truth(item, p->frame)) {
          refuse(item, p->frame);
          progress_ = progress;
          return true;
        }
        ++progress_;
      }
    }
    bool go_on = (*emit_)();
    progress_ = progress;
    return go_on;
  }
  const Node& e = *rest->expr;
  if (rest->from + 1 == e.size) return run(e[rest->from], rest->frame, rest->rest);
  Pending after{&e, rest->frame, rest->from + 1, rest->rest};
  return run(e[rest->from], rest->frame, &after);
}

// The variable that x' = e gives a value to: one without a value yet, written as such or reached through arguments, LETs
// and definitions.
const Node* Machine::target(const Node& e, const Value* frame) const {
  for (const Node* at = &e;;) {
    switch (at->kind) {
      case Kind::Variable: return at->primed && !next[at->index].defined() ? at : nullptr;
      case Kind::Local: {
        if (!frame || tag(frame[at->index]) < kLetTag) return nullptr;
        const Value promise = frame[at->index];
        at = promised(promise);
        frame = home(promise, frame);
        break;
      }
      case Kind::Call:
        if (at->size != 0) return nullptr;
        at = at->routine->body;
        frame = nullptr;
        break;
      case Kind::Let: {
        const Node& let = *at;
        at = &let[0];
        for (const Let& slot : let.scope->lets)
          if (at->kind == Kind::Local && at->index == slot.slot) at = slot.value;
        break;
      }
      default: return nullptr;
    }
  }
}

bool Machine::run(const Node& e, Value* frame, const Pending* rest) {
  if (counting.numbers != nullptr) [[unlikely]] count_walked(e);
  switch (e.kind) {
    case Kind::And: {
      if (e.size == 1) return run(e[0], frame, rest);
      Pending after{&e, frame, 1, rest};
      return run(e[0], frame, &after);
    }
    case Kind::Or:
      for (const Node* a : e.args())
        if (!run(*a, frame, rest)) return false;
      return true;
    case Kind::Implies:
      if (truth(e[0], frame)) return run(e[1], frame, rest);
      return proceed(rest);
    case Kind::If: return run(truth(e[0], frame) ? e[1] : e[2], frame, rest);
    case Kind::Case: {
      size_t i = 0;
      for (; i + 1 < e.size; i += 2)
        if (truth(e[i], frame)) return run(e[i + 1], frame, rest);
      if (i < e.size) return run(e[i], frame, rest);
      fail(e, "no condition of the CASE is true", "add an OTHER, or a condition for this case");
    }
    case Kind::Let: bind_lets(e.scope->lets, frame); return run(e[0], frame, rest);
    case Kind::Call: return run_call(*e.routine, e, 0, frame, rest);
    case Kind::Exists: {
      Value sets[8];
      bound_sets(e, sets, frame);
      context.place = &e;
      for (size_t i = 0; i < e.bindings().size(); ++i) {
        sets[i] = in_order(context, sets[i]);
        refuse_if_empty(*e.bindings()[i].set, sets[i], frame);
      }
      return run_exists(e, e.bindings().size(), {sets, e.bindings().size()}, frame, rest);
    }
    case Kind::Forall: {
      if (!e.branches) break;
      Value sets[8];
      bound_sets(e, sets, frame);
      // All combinations, one after the other, the first bound name varying fastest.
      std::vector<Value> elements, combination(e.bindings().size());
      auto combine = [&](auto&& self, size_t binding) -> void {
        if (binding == 0) {
          elements.insert(elements.end(), combination.begin(), combination.end());
          return;
        }
        context.place = &e;
        Elements each(context, sets[binding - 1]);
        while (each.next(combination[binding - 1])) self(self, binding - 1);
      };
      combine(combine, e.bindings().size());
      return run_forall(e, elements, 0, frame, rest);
    }
    case Kind::Unchanged: {
      uint32_t assigned = 0, progress = progress_;
      uint32_t few[64];
      std::vector<uint32_t> many(e.scope->variables.size() > 64 ? e.scope->variables.size() : 0);
      uint32_t* done = many.empty() ? few : many.data();
      bool go_on = true, possible = true;
      for (uint32_t v : e.scope->variables) {
        if (!next[v].defined()) {
          next[v] = current[v];
          ++assigned_;
          done[assigned++] = v;
        } else {
          ++next_reads_;
          if (!same(next[v], current[v]) && !runtime::equal(context, next[v], current[v])) {
            possible = false;
            break;
          }
        }
        ++progress_;
      }
      if (possible)
        go_on = proceed(rest);
      else
        refuse(e, frame);
      progress_ = progress;
      assigned_ -= assigned;
      for (uint32_t i = 0; i < assigned; ++i) next[done[i]] = Value();
      return go_on;
    }
    case Kind::Local: {
      // A LET that is an action, or an action given as an argument, is walked, not evaluated.
      Value v = frame[e.index];
      if (tag(v) < kLetTag) break;
      return run(*promised(v), home(v, frame), rest);
    }
    case Kind::Invoke: {
      Value op = eval(e[0], frame);
      if (op.kind() != runtime::Kind::Operator) break;
      if (!has_frame(op.object())) break;
      Value* const top = top_;
      Value* callee = enter(e, op.object(), frame);
      bool go_on = run(*static_cast<const Node*>(op->payload)->routine->body, callee, rest);
      top_ = top;
      return go_on;
    }
    case Kind::Apply:
      if (e.op == Op::Apply) return run_application(e[0], frame, e, frame, rest);
      if (e.op == Op::Equal) {
        if (const Node* variable = target(e[0], frame)) return assign(e, variable->index, eval(e[1], frame), rest);
      } else if (e.op == Op::In || e.op == Op::SubsetEq) {
        const Node* variable = target(e[0], frame);
        if (!variable) break;
        Value set = eval(e[1], frame);
        context.place = &e;
        if (e.op == Op::SubsetEq) set = runtime::info(Op::Powerset).call(context, &set, 1);
        if (can_narrow(set)) set = between(bounded(set, variable->index, rest));
        Elements elements(context, set);
        Round round(context, kept_, top_);
        for (Value x; elements.next(x);) {
          if (!elements.steady()) round.keep();
          if (!assign(e, variable->index, x, rest)) return false;
          round.end();
        }
        return true;
      }
      break;
    case Kind::Compose: return run_compose(e, frame, rest);
    default: break;
  }
  if (!truth(e, frame)) return refuse(e, frame);
  ++progress_;
  bool go_on = proceed(rest);
  --progress_;
  return go_on;
}

bool Machine::run_exists(const Node& e, size_t binding, std::span<const Value> sets, Value* frame, const Pending* rest) {
  if (binding == 0) return run(e[0], frame, rest);
  context.place = &e;
  const auto go_on = [&](Value, Round&) { return run_exists(e, binding - 1, sets, frame, rest); };
  if (sets.size() == 1) return each_likely(e, sets[0], frame, go_on);
  const Binding& b = e.bindings()[binding - 1];
  const Value set = sets[binding - 1];
  const bool few = set.kind() == runtime::Kind::Set && set->size <= kFewElements;
  if (few || !b.tuple.empty() || e[0].source->impure || refusals != nullptr || counting.numbers != nullptr) {
    return each(b, set, frame, go_on);
  }
  // The element is a promise, so that it shows whether anybody asked for it. When nobody did and the body was refused, it
  // is refused for every other element as well: a guard that does not depend on the variable is tried once.
  Node element{};
  element.kind = Kind::Constant;
  element.evaluate = &constant_value;
  element.source = e.source;
  bool alike = false;
  const bool all = each(b, set, frame, [&](Value x, Round&) {
    element.value = x;
    frame[b.slot] = promise(&element, kLetTag);
    Value passed = Value::boolean(false);
    const Pending mark{nullptr, &passed, 0, rest};
    if (!run_exists(e, binding - 1, sets, frame, &mark)) return false;
    alike = !passed.truth() && tag(frame[b.slot]) == kLetTag;
    return !alike;
  });
  return all || alike;
}

// A conjunction over the elements. The rest of it is not a Pending of the usual kind, since each element has the bound
// variable for itself, and whatever the body binds: when its own alternatives are tried again later, the slots must hold
// that again.
bool Machine::run_forall(const Node& e, std::span<const Value> elements, size_t at, Value* frame, const Pending* rest) {
  if (at == elements.size()) return proceed(rest);
  const Emit* outer = emit_;
  const std::span<const uint32_t> own = e.scope->own;
  // Enumerate this element's ways alone, and go on with the next element from each.
  Emit then = [&] {
    const Emit* inner = emit_;
    emit_ = outer;
    const size_t base = scratch_.size();
    for (const uint32_t slot : own) scratch_.push_back(frame[slot]);
    bool go_on = run_forall(e, elements, at + e.bindings().size(), frame, rest);
    for (size_t i = 0; i < own.size(); ++i) frame[own[i]] = scratch_[base + i];
    scratch_.resize(base);
    emit_ = inner;
    return go_on;
  };
  for (size_t i = 0; i < e.bindings().size(); ++i) bind(e.bindings()[i], elements[at + i], frame);
  emit_ = &then;
  bool go_on = run(e[0], frame, nullptr);
  emit_ = outer;
  return go_on;
}

bool Machine::run_call(const Routine& d, const Node& e, size_t first, Value* frame, const Pending* rest) {
  Value* callee = push_frame(d.frame, frame);
  bind_arguments(e, first, d, callee, frame);
  bool go_on = run(*d.body, callee, rest);
  pop_frame(callee);
  return go_on;
}

// f[x]: of a function that is still a rule the body is walked. It is one where it stands, and where a LET or a definition
// says it.
bool Machine::run_application(const Node& f, Value* at, const Node& e, Value* frame, const Pending* rest) {
  switch (f.kind) {
    case Kind::Function: {
      if (f.self >= 0) break;
      const Value domain = domain_of(f, at), argument = eval(e[1], frame);
      context.place = &e;
      if (!runtime::member(context, argument, domain))
        return test_application(runtime::make_lazy_function(context, domain, captured_operator(f, domain, at)), e, frame, rest);
      const bool one = f.bindings().size() == 1;
      const std::span<const Value> items = one ? std::span(&argument, 1) : argument->span();
      return run_forall(f, std::vector(items.begin(), items.end()), 0, at, rest);
    }
    case Kind::Local:
      if (const Value v = at[f.index]; tag(v) >= kLetTag) return run_application(*promised(v), home(v, at), e, frame, rest);
      break;
    case Kind::Let:
      bind_lets(f.scope->lets, at);
      return run_application(f[0], at, e, frame, rest);
    case Kind::Call: {
      Value* callee = push_frame(f.routine->frame, at, &f);
      bind_arguments(f, 0, *f.routine, callee, at);
      const bool go_on = run_application(*f.routine->body, callee, e, frame, rest);
      pop_frame(callee);
      return go_on;
    }
    default: break;
  }
  return test_application(eval(f, at), e, frame, rest);
}

bool Machine::test_application(Value function, const Node& e, Value* frame, const Pending* rest) {
  const Value argument = eval(e[1], frame);
  context.place = &e;
  if (function.kind() == runtime::Kind::LazyFunction && function.object()[1].kind() == runtime::Kind::Operator &&
      runtime::member(context, argument, function.object()[0])) {
    const Object& op = function.object()[1].object();
    const Node& node = *static_cast<const Node*>(op.payload);
    if (node.kind == Kind::Function) {
      Value* callee = lazy_frame(op, argument);
      bool go_on = run(node[0], callee, rest);
      pop_frame(callee);
      return go_on;
    }
  }
  if (!as_truth(e, runtime::apply_function(context, function, argument))) return refuse(e, frame);
  ++progress_;
  bool go_on = proceed(rest);
  --progress_;
  return go_on;
}

}  // namespace trestle::evaluator
