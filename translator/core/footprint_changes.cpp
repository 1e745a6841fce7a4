// What steps change.
#include <algorithm>

#include "translator/core/footprint_internal.h"

namespace trestle::core::footprint {

// Of two conjuncts that say what a variable will be, one is a test of what the other made of it.
void Looker::merge(Assigned& all, const Assigned& more, bool both) {
  for (const auto& [variable, changes] : more) {
    const auto [known, added] = all.try_emplace(variable, changes);
    if (added) continue;
    if (both && (known->second || changes)) {
      access(Access::Kind::Reads, {variable});
      access(Access::Kind::Writes, {variable});
    }
    known->second = known->second || changes;
  }
}

Looker::Assigned Looker::step(const Expr& e, Frame& frame) {
  Assigned assigned;
  if (enough()) return assigned;
  if (e.impure) known_ = false;
  if (e.level < Level::Action) {
    value(e, frame, true);
    return assigned;
  }
  switch (e.kind) {
    case Kind::And:
      for (const Expr* arg : e.args) merge(assigned, step(*arg, frame), true);
      return assigned;
    case Kind::Or:
      for (const Expr* arg : e.args) merge(assigned, step(*arg, frame), false);
      return assigned;
    case Kind::If:
      value(*e.args[0], frame, false);
      for (const size_t i : {1, 2}) merge(assigned, step(*e.args[i], frame), false);
      return assigned;
    case Kind::Case:
      for (size_t i = 0; i < e.args.size(); ++i) {
        if (i % 2 == 0 && i + 1 < e.args.size()) {
          value(*e.args[i], frame, false);
        } else {
          merge(assigned, step(*e.args[i], frame), false);
        }
      }
      return assigned;
    case Kind::Let: bind_lets(e, frame); return step(*e.args[0], frame);
    case Kind::Call: return within(e, frame, [&](const Expr& body, Frame& inner) { return step(body, inner); });
    case Kind::Exists:
      for (const Binding& binding : e.bindings)
        bind(binding, e.bindings.size() == 1 ? e.args[0] : nullptr, frame, Access::Kind::Tests);
      return step(*e.args[0], frame);
    case Kind::Forall: known_ = false; return assigned;
    case Kind::Unchanged:
      for (const uint32_t variable : e.variables) assigned[variable] = false;
      return assigned;
    case Kind::Apply: {
      const bool of_next = !e.args.empty() && e.args[0]->kind == Kind::Variable && e.args[0]->primed;
      if (!of_next || (e.op != Op::Equal && e.op != Op::In && e.op != Op::SubsetEq)) break;
      const uint32_t variable = e.args[0]->index;
      if (e.op == Op::Equal) {
        assigned[variable] = !is_old(*e.args[1], frame, {variable}, {});
        change({variable}, *e.args[1], frame);
      } else {
        assigned[variable] = true;
        access(Access::Kind::Writes, {variable});
        value(*e.args[1], frame, false);
      }
      return assigned;
    }
    default: break;
  }
  value(e, frame, true);
  return assigned;
}

// Whether the expression is what is at the place now: the variable itself, or @.
bool Looker::is_old(const Expr& e, const Frame& frame, const Place& place, At at) const {
  if (e.kind == Kind::Variable) return !e.primed && at.frame == nullptr && e.index == place.variable;
  if (e.kind != Kind::Local) return false;
  if (&frame == at.frame && e.index == at.slot) return true;
  const Bound* bound = frame.find(e.index);
  return bound != nullptr && bound->expr != nullptr && is_old(*bound->expr, *bound->in, place, at);
}

static bool is_listed(const Expr& e) { return e.kind == Kind::Apply && e.op == Op::SetOf; }

bool Looker::is_old_but_for_elements(const Expr& e, Frame& frame, const Place& place, At at) {
  if (is_old(e, frame, place, at)) return true;
  const auto holds = [&](size_t side) { return is_old_but_for_elements(*e.args[side], frame, place, at); };
  switch (e.kind) {
    case Kind::Local: {
      const Bound* bound = frame.find(e.index);
      return bound != nullptr && bound->expr != nullptr && is_old_but_for_elements(*bound->expr, *bound->in, place, at);
    }
    case Kind::Call:
      return within(e, frame, [&](const Expr& body, Frame& inner) { return is_old_but_for_elements(body, inner, place, at); });
    case Kind::Apply:
      return (e.op == Op::Cup && (holds(0) || holds(1))) || (e.op == Op::SetMinus && is_listed(*e.args[1]) && holds(0));
    default: return false;
  }
}

// What is at the place becomes the expression's value.
void Looker::change(const Place& place, const Expr& e, Frame& frame, At at) {
  if (enough() || is_old(e, frame, place, at)) return;
  if (e.impure) known_ = false;
  switch (e.kind) {
    case Kind::Local:
      if (const Bound* bound = frame.find(e.index); bound != nullptr && bound->expr != nullptr)
        return change(place, *bound->expr, *bound->in, at);
      break;
    case Kind::If:
      value(*e.args[0], frame, false);
      change(place, *e.args[1], frame, at);
      return change(place, *e.args[2], frame, at);
    case Kind::Let: bind_lets(e, frame); return change(place, *e.args[0], frame, at);
    case Kind::Call: return within(e, frame, [&](const Expr& body, Frame& inner) { change(place, body, inner, at); });
    case Kind::Apply:
      if (e.op == Op::Plus || e.op == Op::Minus) {
        const bool left = is_old(*e.args[0], frame, place, at);
        if (!left && (e.op == Op::Minus || !is_old(*e.args[1], frame, place, at))) break;
        access(Access::Kind::Adds, place);
        return value(*e.args[left ? 1 : 0], frame, false);
      }
      if (!is_old_but_for_elements(e, frame, place, at)) break;
      if (e.op == Op::Cup) {
        const size_t old = is_old_but_for_elements(*e.args[0], frame, place, at) ? 0 : 1;
        change(place, *e.args[old], frame, at);
        return add(place, *e.args[1 - old], frame);
      }
      change(place, *e.args[0], frame, at);
      for (const Expr* element : e.args[1]->args) {
        value(*element, frame, false);
        access(Access::Kind::Writes, place.at(key_of(*element, frame)));
      }
      return;
    case Kind::Except:
      if (!is_old(*e.args[0], frame, place, at)) break;
      for (const Update& update : e.updates) {
        Place inner = place;
        for (const PathStep& step : update.path) {
          if (step.index != nullptr) value(*step.index, frame, false);
          inner = inner.at(step.index != nullptr ? key_of(*step.index, frame) : name_key(step.field));
        }
        if (update.at_slot >= 0) frame.slots[static_cast<uint32_t>(update.at_slot)] = {.place = inner};
        change(inner, *update.value, frame, {&frame, update.at_slot});
      }
      return;
    default: break;
  }
  access(Access::Kind::Writes, place);
  value(e, frame, false);
}

// The elements of the expression's value are added to the set at the place.
void Looker::add(const Place& place, const Expr& e, Frame& frame) {
  if (enough()) return;
  switch (e.kind) {
    case Kind::Local:
      if (const Bound* bound = frame.find(e.index); bound != nullptr && bound->expr != nullptr)
        return add(place, *bound->expr, *bound->in);
      break;
    case Kind::Call: return within(e, frame, [&](const Expr& body, Frame& inner) { add(place, body, inner); });
    case Kind::Global: return add(place, *spec_.globals[e.index].root.expr, frames_.emplace_back());
    case Kind::If:
      value(*e.args[0], frame, false);
      add(place, *e.args[1], frame);
      return add(place, *e.args[2], frame);
    case Kind::Constant:
      if (e.value.kind() != runtime::Kind::Set) break;
      for (const Value element : e.value->span()) access(Access::Kind::Adds, place.at(Key::of(element)));
      return;
    default: break;
  }
  value(e, frame, false);
  if (is_listed(e)) {
    for (const Expr* element : e.args) access(Access::Kind::Adds, place.at(key_of(*element, frame)));
  } else if (e.kind == Kind::Map) {  // its bindings are known now
    access(Access::Kind::Adds, place.at(key_of(*e.args[0], frame)));
  } else {
    access(Access::Kind::Adds, place.at({}));
  }
}

void Looker::look_at_step(const ActionNode& leaf) {
  Frame& frame = frames_.emplace_back();
  const auto argument = [&](uint32_t slot) -> Key {
    for (uint32_t i = 0; i < leaf.arguments.size(); ++i) {
      if (leaf.arguments[i]->kind == Kind::Local && leaf.arguments[i]->index == slot)
        return {.kind = Key::Kind::Argument, .argument = i};
    }
    return {};
  };
  for (auto at = leaf.path.begin(); at != leaf.path.end(); ++at) {
    const ActionNode& node = **at;
    for (const LetSlot& let : node.lets) {
      value(*let.value, frame, false);
      frame.slots[let.slot] = {.expr = let.value, .in = &frame, .key = argument(let.slot)};
    }
    if (node.kind != ActionNode::Kind::Bind) continue;
    // Nothing that may fail stands between it and what the body asks of it.
    const bool innermost = std::all_of(at + 1, leaf.path.end(), [](const ActionNode* inner) {
      return inner->kind == ActionNode::Kind::Bind && inner->binding.set->level == Level::Constant;
    });
    bind(node.binding, innermost ? leaf.body : nullptr, frame, Access::Kind::Tests, argument);
  }
  step(*leaf.body, frame);
}

}  // namespace trestle::core::footprint
