// Where expressions are, and what they look at.
#include "translator/core/footprint.h"

#include <algorithm>

#include "translator/core/footprint_internal.h"
#include "translator/runtime/atoms.h"

namespace trestle::core {
namespace footprint {
namespace {

bool is_apply(const Expr& e) { return e.kind == Kind::Apply && e.op == Op::Apply; }

}  // namespace

Footprint Looker::found() {
  if (!known_) return {};
  std::sort(found_.begin(), found_.end());
  found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
  return {true, std::move(found_)};
}

// --- Where things are.

Frame& Looker::enter(const Expr& call, Frame& from) {
  Frame& frame = frames_.emplace_back();
  for (size_t i = 0; i < call.args.size() && i < call.definition->slots.size(); ++i)
    frame.slots[call.definition->slots[i]] = {.expr = call.args[i], .in = &from};
  return frame;
}

void Looker::bind_lets(const Expr& let, Frame& frame) {
  for (const LetSlot& slot : let.lets) frame.slots[slot.slot] = {.expr = slot.value, .in = &frame};
}

std::optional<Place> Looker::place_of(const Expr& e, Frame& frame) {
  if (enough()) return {};
  switch (e.kind) {
    case Kind::Variable:
      if (e.index >= spec_.variables.size()) return {};
      return Place{e.index};
    case Kind::Local: {
      const Bound* bound = frame.find(e.index);
      if (bound == nullptr) return {};
      if (bound->place) return bound->place;
      return bound->expr != nullptr ? place_of(*bound->expr, *bound->in) : std::nullopt;
    }
    case Kind::Field:
      if (const auto outer = place_of(*e.args[0], frame)) return outer->at(name_key(e.index));
      return {};
    case Kind::Apply:
      if (e.op != Op::Apply) return {};
      if (const auto outer = place_of(*e.args[0], frame)) return outer->at(key_of(*e.args[1], frame));
      return {};
    case Kind::Call: return within(e, frame, [&](const Expr& body, Frame& inner) { return place_of(body, inner); });
    case Kind::Let: bind_lets(e, frame); return place_of(*e.args[0], frame);
    default: return {};
  }
}

// What is read to find the place of an expression that has one.
void Looker::keys_on_the_way(const Expr& e, Frame& frame) {
  switch (e.kind) {
    case Kind::Local:
      if (const Bound* bound = frame.find(e.index); bound != nullptr && !bound->place && bound->expr != nullptr)
        keys_on_the_way(*bound->expr, *bound->in);
      return;
    case Kind::Field: return keys_on_the_way(*e.args[0], frame);
    case Kind::Apply:
      keys_on_the_way(*e.args[0], frame);
      return value(*e.args[1], frame, false);
    case Kind::Call: return within(e, frame, [&](const Expr& body, Frame& inner) { keys_on_the_way(body, inner); });
    case Kind::Let: bind_lets(e, frame); return keys_on_the_way(*e.args[0], frame);
    default: return;
  }
}

// Known only where it depends on constants and arguments.
Key Looker::key_of(const Expr& e, Frame& frame) {
  if (enough()) return {};
  switch (e.kind) {
    case Kind::Constant: return Key::of(e.value);
    case Kind::Global: return key_of(*spec_.globals[e.index].root.expr, frames_.emplace_back());
    case Kind::Local: {
      const Bound* bound = frame.find(e.index);
      if (bound == nullptr || bound->place) return {};
      return bound->expr != nullptr && bound->key.kind == Key::Kind::Any ? key_of(*bound->expr, *bound->in) : bound->key;
    }
    case Kind::Field: {
      Key key = key_of(*e.args[0], frame);
      if (key.kind == Key::Kind::Argument) {
        key.fields.push_back(e.index);
        return key;
      }
      for (const auto& [field, member] : key.members) {
        if (field == e.index) return member;
      }
      return {};
    }
    case Kind::Record: {
      Key key{.kind = Key::Kind::Record};
      const auto fields = runtime::record_fields(e.index);
      for (size_t i = 0; i < fields.size(); ++i) key.members.emplace_back(fields[i], key_of(*e.args[i], frame));
      return key;
    }
    case Kind::Call: return within(e, frame, [&](const Expr& body, Frame& inner) { return key_of(body, inner); });
    case Kind::Let: bind_lets(e, frame); return key_of(*e.args[0], frame);
    default: return {};
  }
}

bool Looker::is_slot(const Expr& e, const Frame& frame, const Frame& home, uint32_t slot) const {
  if (e.kind != Kind::Local) return false;
  if (&frame == &home && e.index == slot) return true;
  const Bound* bound = frame.find(e.index);
  return bound != nullptr && bound->expr != nullptr && is_slot(*bound->expr, *bound->in, home, slot);
}

// What a condition asks of an element before it asks anything else: its members' values. False where it asks something
// else. An element without such a member is an error, which the search hears of.
bool Looker::match(const Expr& condition, Frame& frame, const Frame& home, uint32_t slot, Key& pattern) {
  if (condition.kind == Kind::And) {
    return std::all_of(condition.args.begin(), condition.args.end(),
                       [&](const Expr* conjunct) { return match(*conjunct, frame, home, slot, pattern); });
  }
  if (condition.kind == Kind::Call)
    return within(condition, frame, [&](const Expr& body, Frame& inner) { return match(body, inner, home, slot, pattern); });
  if (condition.kind != Kind::Apply || condition.op != Op::Equal) return false;
  for (const bool left : {true, false}) {
    const Expr &about = *condition.args[left ? 0 : 1], &is = *condition.args[left ? 1 : 0];
    if (about.kind != Kind::Field || !is_slot(*about.args[0], frame, home, slot)) continue;
    Key key = key_of(is, frame);
    if (key.kind != Key::Kind::Value && key.kind != Key::Kind::Argument) return false;
    pattern.kind = Key::Kind::Record;
    pattern.members.emplace_back(about.index, std::move(key));
    return true;
  }
  return false;
}

void Looker::bind(const Binding& binding, const Expr* body, Frame& frame, Access::Kind kind, const Known& known) {
  Key pattern;
  for (const uint32_t slot : binding.slots) frame.slots[slot] = {.key = known(slot)};
  if (binding.slots.size() == 1 && !binding.tuple) {
    const uint32_t slot = binding.slots[0];
    pattern = known(slot);
    if (pattern.kind == Key::Kind::Any && body != nullptr) match(*body, frame, frame, slot, pattern);
    frame.slots[slot] = {.key = pattern};
  }
  if (binding.set == nullptr) return;
  if (const auto place = place_of(*binding.set, frame)) {
    access(kind, place->at(pattern));
    keys_on_the_way(*binding.set, frame);
  } else {
    value(*binding.set, frame, false);
  }
}

// --- What is looked at. `positive`: what is found in more sets, or more often, can only make it true.

void Looker::children(const Expr& e, Frame& frame) {
  for_each_child(e, [&](const Expr* child) { value(*child, frame, false); });
}

void Looker::value(const Expr& e, Frame& frame, bool positive) {
  if (enough()) return;
  if (e.impure) known_ = false;
  if (const auto place = e.kind == Kind::Variable || e.kind == Kind::Field || is_apply(e) ? place_of(e, frame) : std::nullopt) {
    access(Access::Kind::Reads, *place);
    return keys_on_the_way(e, frame);
  }
  const auto elements = [&](Access::Kind kind, const Expr* body) {
    for (const Binding& binding : e.bindings) bind(binding, e.bindings.size() == 1 ? body : nullptr, frame, kind);
  };
  switch (e.kind) {
    case Kind::Constant: case Kind::Global: return;
    case Kind::Variable: known_ = false; return;  // of an instance under ENABLED
    case Kind::Local:
      if (const Bound* bound = frame.find(e.index)) {
        if (bound->place) return access(Access::Kind::Reads, *bound->place);
        if (bound->expr != nullptr) value(*bound->expr, *bound->in, positive);
      }
      return;
    case Kind::Apply:
      if (e.op == Op::In || e.op == Op::NotIn) {
        if (const auto place = place_of(*e.args[1], frame)) {
          value(*e.args[0], frame, false);
          keys_on_the_way(*e.args[1], frame);
          return access(positive && e.op == Op::In ? Access::Kind::Tests : Access::Kind::Reads,
                        place->at(key_of(*e.args[0], frame)));
        }
      }
      return children(e, frame);
    case Kind::And: case Kind::Or:
      for (const Expr* arg : e.args) value(*arg, frame, positive);
      return;
    case Kind::Implies:
      value(*e.args[0], frame, false);
      return value(*e.args[1], frame, positive);
    case Kind::If:
      value(*e.args[0], frame, false);
      value(*e.args[1], frame, positive);
      return value(*e.args[2], frame, positive);
    case Kind::Case:
      for (size_t i = 0; i < e.args.size(); ++i) value(*e.args[i], frame, positive && (i % 2 == 1 || i + 1 == e.args.size()));
      return;
    case Kind::Let: bind_lets(e, frame); return value(*e.args[0], frame, positive);
    case Kind::Call: return within(e, frame, [&](const Expr& body, Frame& inner) { value(body, inner, positive); });
    case Kind::Closure:  // it may be applied to anything
      return within(e, frame, [&](const Expr& body, Frame&) {
        Frame& inner = frames_.emplace_back();
        const auto& slots = e.definition->slots;
        const size_t captured = slots.size() - std::min(e.args.size(), slots.size());
        for (size_t i = captured; i < slots.size(); ++i) inner.slots[slots[i]] = {.expr = e.args[i - captured], .in = &frame};
        value(body, inner, false);
      });
    case Kind::Exists:
      elements(positive ? Access::Kind::Tests : Access::Kind::Reads, e.args[0]);
      return value(*e.args[0], frame, positive);
    case Kind::Forall:
      elements(Access::Kind::Reads, nullptr);
      return value(*e.args[0], frame, positive);
    case Kind::Choose: case Kind::Filter:
      elements(Access::Kind::Reads, e.args[0]);
      return value(*e.args[0], frame, false);
    case Kind::Map: case Kind::Function:
      elements(Access::Kind::Reads, nullptr);
      return value(*e.args[0], frame, false);
    case Kind::Invoke: case Kind::Record: case Kind::RecordSet: case Kind::Field: case Kind::Except: return children(e, frame);
    case Kind::Unchanged:
      for (const uint32_t variable : e.variables) access(Access::Kind::Reads, {variable});
      return;
    default: known_ = false;
  }
}

}  // namespace footprint

runtime::Footprints footprints(const Spec& spec) {
  runtime::Footprints all;
  const size_t actions = spec.actions.size() + spec.outer_actions.size();
  std::vector<std::optional<footprint::Looker>> lookers(actions);
  const auto look_at = [&](const ActionNode& leaf, size_t action) {
    if (!lookers[action]) lookers[action].emplace(spec);
    lookers[action]->look_at_step(leaf);
  };
  for (const ActionNode& node : spec.nodes) {
    if (node.kind != ActionNode::Kind::Leaf) continue;
    const bool outer = std::find(spec.outer_leaves.begin(), spec.outer_leaves.end(), &node) != spec.outer_leaves.end();
    look_at(node, node.action + (outer ? spec.actions.size() : 0));
  }
  for (auto& looker : lookers) all.actions.push_back(looker ? looker->found() : runtime::Footprint());
  for (const Predicate& predicate : spec.predicates) {
    footprint::Looker looker(spec);
    looker.look_at_predicate(predicate.root);
    all.predicates.push_back(looker.found());
  }
  return all;
}

}  // namespace trestle::core
