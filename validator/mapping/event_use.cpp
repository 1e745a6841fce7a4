#include "validator/mapping/event_use.h"

#include <algorithm>
#include <utility>

#include "translator/runtime/atoms.h"

namespace trestle::mapping {

using core::Expr;
using core::Kind;

namespace {

// What lower_rules() takes the event from.
bool is_any(const core::Spec& rules, const Expr* set) {
  if (set == nullptr) return false;
  const Expr& of = core::unhoisted(rules, *set);
  return of.kind == Kind::Apply && of.op == core::Op::Any;
}

std::string key(std::string_view place, std::string_view text) {
  constexpr size_t kTold = 400;  // of an expression, in an EvalError
  return std::string(place) + "\n" + std::string(text.substr(0, kTold));
}

}  // namespace

// The parameter of a rule, also where it is captured, or where LET gives it another name.
bool EventUse::is_event(const Expr& e) const {
  return e.kind == Kind::Local && (e.index == event_slot_ || e.span.text() == "e");
}

EventUse::EventUse(const core::Spec& rules, const std::string& file) : file_(file), named_{"event", "node", "seq", "time", "params"} {
  for (const core::Global& global : rules.globals) {
    Slots none;
    walk(*global.root.expr, none);
  }
  if (rules.alias) {
    const Expr& select = core::unhoisted(rules, *rules.alias->expr);
    event_slot_ = select.bindings[0].slots[0];
    Slots none;
    walk(select, none);
  }
  for (const core::ActionNode& node : rules.nodes) {
    if (node.kind != core::ActionNode::Kind::Leaf) continue;
    Slots alone;
    event_slot_ = kNone;
    for (const core::ActionNode* above : node.path) walk_above(rules, *above, alone);
    walk(*node.body, alone);
  }
  members_.assign(named_.begin(), named_.end());
}

void EventUse::judge(const Expr& e, bool alone) {
  if (!e.span) return;
  const auto [known, added] = alone_.try_emplace(key(to_string(e.span), e.span.text()), alone ? &e : nullptr);
  if (!added && !alone) known->second = nullptr;
}

// What of the event an expression reads, when the event is one of its parts.
void EventUse::reads(const Expr& e) {
  if (&e == accounted_) return;
  const auto named = [&](const Expr& part) {
    if (part.kind != Kind::Constant || part.value.kind() != runtime::Kind::String) return false;
    named_.insert(std::string(runtime::atom_text(part.value.atom_id())));
    return true;
  };
  if (e.kind == Kind::Field && is_event(*e.args[0])) {
    named_.insert(std::string(runtime::atom_text(e.index)));
    return;
  }
  const auto domain = [this](const Expr& part) {
    return part.kind == Kind::Apply && part.op == core::Op::Domain && is_event(*part.args[0]);
  };
  if (e.kind == Kind::Apply && e.args.size() == 2) {
    const bool tests = e.op == core::Op::In || e.op == core::Op::NotIn;
    if (tests && domain(*e.args[1])) {
      if (!named(*e.args[0])) whole_ = true;
      accounted_ = e.args[1];
      return;
    }
    if (e.op == core::Op::Apply && is_event(*e.args[0]) && named(*e.args[1])) return;
  }
  core::for_each_child(e, [&](const Expr* child) { whole_ = whole_ || is_event(*child); });
}

bool EventUse::bind(const Expr& e, Slots& alone) {
  bool all = true;
  for (const core::Binding& binding : e.bindings) {
    const bool known = binding.set == nullptr || walk(*binding.set, alone);
    for (const uint32_t slot : binding.slots) known ? void(alone.insert(slot)) : void(alone.erase(slot));
    all = all && known;
  }
  return all;
}

void EventUse::walk_above(const core::Spec& rules, const core::ActionNode& node, Slots& alone) {
  if (node.kind == core::ActionNode::Kind::Bind) {
    if (is_any(rules, node.binding.set)) {
      event_slot_ = node.binding.slots[0];
    } else if (node.binding.set != nullptr) {
      walk(*node.binding.set, alone);
      whole_ = whole_ || is_event(*node.binding.set);
    }
    alone.insert(node.binding.slots.begin(), node.binding.slots.end());
  }
  for (const core::LetSlot& let : node.lets) {
    whole_ = whole_ || is_event(*let.value);
    if (walk(*let.value, alone)) alone.insert(let.slot);
  }
}

bool EventUse::walk_children(const Expr& e, Slots& alone) {
  bool all = true;
  for (const core::Binding& binding : e.bindings) {
    all = all && std::all_of(binding.slots.begin(), binding.slots.end(), [&](uint32_t slot) { return alone.contains(slot); });
  }
  for (const core::LetSlot& let : e.lets) {
    const bool known = walk(*let.value, alone);
    known ? void(alone.insert(let.slot)) : void(alone.erase(let.slot));
  }
  for (const Expr* arg : e.args) all = walk(*arg, alone) && all;
  for (const core::Update& update : e.updates) {
    for (const core::PathStep& step : update.path) {
      if (step.index != nullptr) all = walk(*step.index, alone) && all;
    }
    if (update.at_slot >= 0) {
      const auto slot = static_cast<uint32_t>(update.at_slot);
      all ? void(alone.insert(slot)) : void(alone.erase(slot));
    }
    all = walk(*update.value, alone) && all;
  }
  return all;
}

bool EventUse::walk(const Expr& e, Slots& alone) {
  reads(e);
  bool known = false;
  switch (e.kind) {
    case Kind::Constant:
    case Kind::Global: known = true; break;
    case Kind::Local: known = alone.contains(e.index); break;
    // A next value that is read where no rule has said what it is.
    case Kind::Variable: known = e.primed; judge(e, known); return false;
    case Kind::Unchanged: break;
    case Kind::Enabled:
    case Kind::Compose: walk_children(e, alone); break;
    case Kind::Call:
    case Kind::Closure:
      known = walk_children(e, alone) && e.definition->level == core::Level::Constant;
      walk_definition(*e.definition, known);
      break;
    default: {
      if (e.self >= 0) alone.erase(static_cast<uint32_t>(e.self));
      const bool sets = bind(e, alone);
      known = walk_children(e, alone);
      // Its own is what is wrong with the sets; what is wrong within has a place within.
      if (!e.bindings.empty() && e.kind != Kind::Choose) {
        judge(e, sets);
        return known;
      }
    }
  }
  judge(e, known);
  return known;
}

// What stands in a definition is without the state if whoever uses it is.
void EventUse::walk_definition(const core::Definition& definition, bool alone) {
  if (definition.body == nullptr || !walked_.emplace(&definition, alone).second) return;
  Slots slots;
  if (alone) slots.insert(definition.slots.begin(), definition.slots.end());
  const bool whole = whole_;
  const uint32_t around = std::exchange(event_slot_, kNone);
  walk(*definition.body, slots);
  event_slot_ = around;
  // Its `e`, if it has one, may be another.
  if (!definition.span || definition.span.source->name() != file_) whole_ = whole;
  whole_ = whole_ || is_event(*definition.body);  // what is done with its value is not followed
}

std::optional<Mistake> EventUse::mistake(const runtime::EvalError& error) const {
  if (error.kind != runtime::ErrorKind::Evaluation && error.kind != runtime::ErrorKind::Assertion) return {};
  Mistake mistake;
  mistake.of_step = !error.unfinished.empty();
  if (mistake.of_step) return mistake;
  const auto found = alone_.find(key(error.place, error.expression));
  if (found == alone_.end() || found->second == nullptr) return {};
  const Expr* at = found->second;
  mistake.of_step = at->kind == Kind::Variable;
  if (at->kind != Kind::Field) return mistake;
  mistake.field = runtime::atom_text(at->index);
  std::vector<std::string> path;
  for (at = at->args[0]; at->kind == Kind::Field; at = at->args[0]) path.emplace_back(runtime::atom_text(at->index));
  if (!is_event(*at)) return mistake;
  std::reverse(path.begin(), path.end());
  mistake.record = std::move(path);
  return mistake;
}

}  // namespace trestle::mapping
