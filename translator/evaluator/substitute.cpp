#include "translator/evaluator/substitute.h"

#include <algorithm>
#include <utility>

namespace trestle::evaluator {

using core::Expr;
using core::Kind;
using runtime::Op;

namespace {

// Costs no more than reading a slot; a Let without definitions is kept (guards.h).
bool is_leaf(const Expr& e) {
  return e.kind == Kind::Constant || e.kind == Kind::Global || e.kind == Kind::Variable || e.kind == Kind::Local ||
         (e.kind == Kind::Let && e.self >= 0);
}

bool has_own_slots(const Expr& e) {
  if (!e.bindings.empty() || !e.lets.empty() || !e.updates.empty() || !e.free.empty()) return true;
  if (e.kind == Kind::Closure || e.kind == Kind::Invoke) return true;
  return std::any_of(e.args.begin(), e.args.end(), [](const Expr* a) { return has_own_slots(*a); });
}

// The place of p[k], from 0; -1 for anything else.
int64_t component(const Expr& e, uint32_t slot, size_t components) {
  if (e.kind != Kind::Apply || e.op != Op::Apply || e.args[0]->kind != Kind::Local || e.args[0]->index != slot) return -1;
  const Expr& at = *e.args[1];
  if (at.kind != Kind::Constant || !at.value.is_small()) return -1;
  const int64_t k = at.value.small();
  return k >= 1 && k <= static_cast<int64_t>(components) ? k - 1 : -1;
}

// How often the slot is read, but for its first components as p[k].
size_t uses(const Expr& e, uint32_t slot, size_t components) {
  if (component(e, slot, components) >= 0) return 0;
  size_t found = e.kind == Kind::Local && e.index == slot ? 1 : 0;
  found += std::count(e.free.begin(), e.free.end(), slot);  // a rule that stays lazy takes the slot with it
  core::for_each_child(e, [&](const Expr* child) { found += uses(*child, slot, components); });
  return found;
}

}  // namespace

const Expr* Substitution::in(const Expr* e) {
  for (const Place& p : places_) {
    if (e->kind == Kind::Local && e->index == p.slot && p.whole != nullptr) return p.whole;
    if (const int64_t at = component(*e, p.slot, p.components.size()); at >= 0) return p.components[at];
  }
  Expr changed = *e;
  bool same = true;
  core::for_each_child(changed, [&](const Expr*& child) {
    const Expr* const was = std::exchange(child, in(child));
    same = same && child == was;
  });
  return same ? e : &made_.emplace_back(std::move(changed));
}

const Expr* Substitution::inlined(const Expr& call) {
  const core::Definition& d = *call.definition;
  if (has_own_slots(*d.body)) return nullptr;
  places_.clear();
  for (size_t i = 0; i < call.args.size(); ++i) {
    if (call.args[i]->kind == Kind::Closure) return nullptr;
    if (!is_leaf(*call.args[i]) && uses(*d.body, d.slots[i], 0) > 1) return nullptr;
    places_.push_back({d.slots[i], call.args[i], {}});
  }
  return in(d.body);
}

void Substitution::take_tuples_apart(Expr& call, core::Definition& definition) {
  places_.clear();
  std::vector<const Expr*> arguments;
  std::vector<uint32_t> slots;
  for (size_t i = 0; i < call.args.size(); ++i) {
    const Expr& argument = *call.args[i];
    const uint32_t slot = definition.slots[i];
    const size_t size = argument.args.size();
    const bool tuple = argument.kind == Kind::Apply && argument.op == Op::TupleOf && size != 0;
    if (!tuple || uses(*definition.body, slot, size) != 0) {
      arguments.push_back(&argument);
      slots.push_back(slot);
      continue;
    }
    Place& place = places_.emplace_back(Place{slot, nullptr, {}});
    for (const Expr* part : argument.args) {
      Expr& local = made_.emplace_back();
      local.kind = Kind::Local;
      local.level = part->level;
      local.span = part->span;
      local.index = definition.frame;
      place.components.push_back(&local);
      arguments.push_back(part);
      slots.push_back(definition.frame++);
    }
  }
  if (places_.empty()) return;
  definition.body = in(definition.body);
  call.args = std::move(arguments);
  definition.slots = std::move(slots);
}

}  // namespace trestle::evaluator
