// Passes over the whole spec, after lowering: levels of recursive operators, constant subexpressions, captured slots.
#include <algorithm>
#include <map>
#include <set>

#include "translator/core/forks.h"
#include "translator/core/lowering.h"
#include "translator/core/reads.h"

namespace trestle::core {
namespace {

bool fixed_level(Kind kind) {
  return kind == Kind::Variable || kind == Kind::Local || kind == Kind::Enabled || kind == Kind::Always ||
         kind == Kind::Eventually || kind == Kind::LeadsTo || kind == Kind::WeakFairness ||
         kind == Kind::StrongFairness;
}

// A call of an operator that was still being lowered took it for constant. Raise levels until nothing changes.
void settle_levels(Spec& spec) {
  for (bool changed = true; changed;) {
    changed = false;
    for (Expr& e : spec.exprs) {
      if (fixed_level(e.kind)) continue;
      Level level = e.level;
      for_each_child(e, [&](const Expr*& c) { level = std::max(level, c->level); });
      if (e.definition) level = std::max(level, e.definition->level);
      bool impure = e.impure;
      for_each_child(e, [&](const Expr*& c) { impure |= c->impure; });
      if (e.definition && e.definition->body) impure |= e.definition->body->impure;
      if (level != e.level || impure != e.impure) e.level = level, e.impure = impure, changed = true;
    }
    for (Definition& d : spec.definitions)
      if (d.body && d.body->level > d.level) d.level = d.body->level, changed = true;
  }
}

using Slots = std::set<uint32_t>;

// The slots of its frame that an expression reads and does not bind itself.
class FreeSlots {
 public:
  const Slots& of(const Expr* e) {
    auto [it, added] = known_.try_emplace(e);
    if (!added) return it->second;
    Slots free;
    if (e->kind == Kind::Local) free.insert(e->index);
    for_each_child(*e, [&](const Expr* c) {
      const Slots& inner = of(c);
      free.insert(inner.begin(), inner.end());
    });
    for (const auto& b : e->bindings)
      for (uint32_t s : b.slots) free.erase(s);
    for (const auto& l : e->lets) free.erase(l.slot);
    for (const auto& u : e->updates)
      if (u.at_slot >= 0) free.erase(u.at_slot);
    return known_[e] = std::move(free);
  }

 private:
  std::map<const Expr*, Slots> known_;
};

// A frame that holds every slot the expression reads or binds, numbered as in the frame it comes from.
uint32_t slots_used(const Expr& e) {
  uint32_t frame = 0;
  auto use = [&](int64_t slot) { frame = std::max<uint32_t>(frame, slot + 1); };
  if (e.kind == Kind::Local) use(e.index);
  use(e.self);
  for (const auto& b : e.bindings)
    for (uint32_t s : b.slots) use(s);
  for (const auto& l : e.lets) use(l.slot);
  for (const auto& u : e.updates) use(u.at_slot);
  for_each_child(e, [&](const Expr* c) { frame = std::max(frame, slots_used(*c)); });
  return frame;
}

// Where successors are enumerated, each witness of a \E and each true disjunct counts, of constant ones too.
bool multiplies(const Expr& e, const Forks& forks) {
  const auto within = [&](const Expr* a) { return multiplies(*a, forks); };
  switch (e.kind) {
    case Kind::Or:
    case Kind::Exists:
    case Kind::And:
    case Kind::Implies:
    case Kind::Forall: return true;
    case Kind::If:
    case Kind::Case:
    case Kind::Let: return std::any_of(e.args.begin(), e.args.end(), within);
    case Kind::Local: return true;  // it may stand for what does
    case Kind::Call:
      return !e.args.empty() && (forks.of(*e.definition) || std::any_of(e.args.begin(), e.args.end(), within));
    case Kind::Apply: return e.op == Op::Apply && forks.of(e, [](uint32_t) { return true; });
    default: return false;
  }
}

bool worth_hoisting(const Expr& e, const Forks& forks) {
  switch (e.kind) {
    case Kind::Constant:
    case Kind::Global:
    case Kind::Local:
    case Kind::Closure:
    case Kind::Variable: return false;
    default: return !multiplies(e, forks);
  }
}

}  // namespace

bool reads_slot(const Expr& e, uint32_t slot) {
  bool found = e.kind == Kind::Local && e.index == slot;
  for_each_child(e, [&](const Expr* child) { found = found || reads_slot(*child, slot); });
  return found;
}

bool is_closed(const Expr& e) { return FreeSlots().of(&e).empty(); }

std::vector<SubsetBound> subset_bounds(const Expr& condition, uint32_t slot) {
  std::vector<SubsetBound> bounds;
  const auto is_subject = [&](const Expr& x) { return x.kind == Kind::Local && x.index == slot; };
  const auto collect = [&](const auto& self, const Expr& e) -> bool {
    if (e.kind == Kind::And)
      return std::all_of(e.args.begin(), e.args.end(), [&](const Expr* a) { return self(self, *a); });
    if (e.impure) return false;
    if (e.kind == Kind::Apply && (e.op == Op::SubsetEq || e.op == Op::In)) {
      const Expr &left = *e.args[0], &right = *e.args[1];
      if (is_subject(right) && !reads_slot(left, slot)) {
        bounds.push_back({e.op == Op::In ? SubsetBound::Kind::Has : SubsetBound::Kind::Contains, &left});
        return true;
      }
      if (e.op == Op::SubsetEq && is_subject(left) && !reads_slot(right, slot)) {
        bounds.push_back({SubsetBound::Kind::Within, &right});
        return true;
      }
    }
    if (e.kind == Kind::Forall && !e.branches && e.bindings.size() == 1 && e.bindings[0].set != nullptr &&
        is_subject(*e.bindings[0].set) && !reads_slot(*e.args[0], slot)) {
      bounds.push_back({SubsetBound::Kind::All, &e});
      return true;
    }
    return false;
  };
  collect(collect, condition);
  return bounds;
}

namespace {

// Whether all of an expression, and of the bodies that it calls, is accepted; looked at until something is not.
template <typename Accept>
bool all_of_it(const Expr& expr, const Accept& accept) {
  std::set<const Definition*> seen;
  const auto accepted = [&](const auto& self, const Expr& e) -> bool {
    if (!accept(e)) return false;
    if (e.definition && e.definition->body && seen.insert(e.definition).second && !self(self, *e.definition->body))
      return false;
    bool all = true;
    for_each_child(e, [&](const Expr* child) { all = all && self(self, *child); });
    return all;
  };
  return accepted(accepted, expr);
}

}  // namespace

std::optional<std::vector<uint32_t>> next_values_read(const Definition& definition) {
  std::set<uint32_t> read;
  const bool known = all_of_it(*definition.body, [&](const Expr& e) {
    if (e.kind == Kind::Variable && e.primed) read.insert(e.index);
    read.insert(e.variables.begin(), e.variables.end());
    return e.kind != Kind::Enabled && e.kind != Kind::Compose;
  });
  if (!known) return std::nullopt;
  return std::vector<uint32_t>(read.begin(), read.end());
}

std::optional<std::vector<uint32_t>> values_read(const Expr& expr) {
  std::set<uint32_t> read;
  const bool known = all_of_it(expr, [&](const Expr& e) {
    if (e.kind == Kind::Variable) read.insert(e.index);
    return e.kind != Kind::Enabled && e.kind != Kind::Compose && e.kind != Kind::Unchanged && !e.primed &&
           e.variables.empty();
  });
  if (!known) return std::nullopt;
  return std::vector<uint32_t>(read.begin(), read.end());
}

std::optional<std::vector<uint32_t>> listed_variables(const Expr& expr) {
  std::vector<uint32_t> listed;
  const auto list = [&](const auto& self, const Expr& e) -> bool {
    if (e.kind == Kind::Call && e.args.empty() && !e.definition->recursive && e.definition->body != nullptr)
      return self(self, *e.definition->body);
    if (e.kind == Kind::Variable && !e.primed) {
      listed.push_back(e.index);
      return true;
    }
    return e.kind == Kind::Apply && e.op == Op::TupleOf &&
           std::all_of(e.args.begin(), e.args.end(), [&](const Expr* arg) { return self(self, *arg); });
  };
  return list(list, expr) ? std::optional(std::move(listed)) : std::nullopt;
}

bool reads_variables(const Expr& expr) {
  return !all_of_it(expr, [](const Expr& e) { return e.kind != Kind::Variable && e.kind != Kind::Unchanged; });
}

void hoist_constants(Spec& spec) {
  settle_levels(spec);
  FreeSlots free;
  std::map<const Expr*, const Expr*> replaced;
  std::map<const void*, const Expr*> of_definition;  // constants defined once are evaluated once
  const auto origin = [](const Definition* d) -> const void* { return d->origin ? d->origin : d; };
  const Forks forks(spec);
  auto hoistable = [&](const Expr* e) {
    // A constant definition is evaluated once, with what is random in it, as in TLC; other effects stay where they are.
    bool defined = e->kind == Kind::Call && e->args.empty();
    return e->level == Level::Constant && (defined || !e->impure) && worth_hoisting(*e, forks) && free.of(e).empty();
  };
  auto global = [&](const Expr* e) -> const Expr* {
    const Definition* d = e->kind == Kind::Call && e->args.empty() ? e->definition : nullptr;
    if (d)
      if (auto it = of_definition.find(origin(d)); it != of_definition.end()) return it->second;
    Global g;
    g.root.expr = e;
    if (d) {
      g.name = d->name;
      g.root = {d->body, d->frame};
    } else {
      g.root.frame = slots_used(*e);
    }
    Expr& node = spec.exprs.emplace_back();
    node.kind = Kind::Global;
    node.span = e->span;
    node.index = spec.globals.size();
    spec.globals.push_back(std::move(g));
    if (d) of_definition[origin(d)] = &node;
    return &node;
  };
  auto replace = [&](const Expr*& slot) {
    if (!slot || !hoistable(slot)) return;
    auto [it, added] = replaced.try_emplace(slot, nullptr);
    if (added) it->second = global(slot);
    slot = it->second;
  };
  for (Expr& e : spec.exprs)
    if (e.kind == Kind::Forall) e.branches = e.level >= Level::Action || forks.of(*e.args[0], [](uint32_t) { return true; });
  size_t count = spec.exprs.size();
  for (size_t i = 0; i < count; ++i) {
    Expr& e = spec.exprs[i];
    bool within = hoistable(&e);  // an ancestor, or it itself, becomes the global
    for_each_child(e, [&](const Expr*& c) {
      if (!within || (c->kind == Kind::Call && c->args.empty())) replace(c);
    });
  }
  for (ActionNode& n : spec.nodes) {
    if (n.binding.set) replace(n.binding.set);
    for (auto& l : n.lets) replace(l.value);
  }
}

namespace {

void make_lazy_within(Expr& e, uint32_t self) {
  if (e.kind == Kind::Function && std::find(e.free.begin(), e.free.end(), self) != e.free.end()) e.lazy = true;
  for_each_child(e, [&](const Expr*& child) { make_lazy_within(const_cast<Expr&>(*child), self); });
}

}  // namespace

void collect_free_slots(Spec& spec) {
  FreeSlots free;
  for (Expr& e : spec.exprs) {
    if (e.kind != Kind::Filter && e.kind != Kind::Function && !(e.kind == Kind::Enabled && e.primed)) continue;
    Slots slots;
    for (const Expr* a : e.args) {
      const Slots& inner = free.of(a);
      slots.insert(inner.begin(), inner.end());
    }
    for (const auto& b : e.bindings)
      for (uint32_t s : b.slots) slots.erase(s);
    if (e.self >= 0 && !slots.count(e.self)) e.self = -1;  // it does not use itself
    e.free.assign(slots.begin(), slots.end());
    e.frame = slots_used(e);
  }
  // A function within a recursive one may need values of its own that are still being computed.
  for (Expr& e : spec.exprs)
    if (e.kind == Kind::Function && e.self >= 0) make_lazy_within(const_cast<Expr&>(*e.args[0]), e.self);
}

}  // namespace trestle::core
