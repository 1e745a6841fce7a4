#include "translator/evaluator/guards.h"

#include <algorithm>

#include "translator/core/reads.h"
#include "translator/evaluator/substitute.h"

namespace trestle::evaluator {

using core::Expr;
using core::Kind;

namespace {

bool reads_any(const Expr& e, const std::set<uint32_t>& slots) {
  return std::any_of(slots.begin(), slots.end(), [&](uint32_t slot) { return core::reads_slot(e, slot); });
}

bool is_test(const Expr& e) {
  return e.kind != Kind::Enabled && e.kind != Kind::Compose && e.kind < Kind::Always;
}

// What is cheaper to evaluate than to look up, and what is an operator, which may refer to a frame.
bool worth_keeping(const Expr& e) {
  return is_test(e) && e.kind != Kind::Constant && e.kind != Kind::Global && e.kind != Kind::Variable &&
         e.kind != Kind::Local && e.kind != Kind::Closure;
}

// Nothing is bound in it, and its operands are evaluated where it is.
bool is_plain(const Expr& e) {
  switch (e.kind) {
    case Kind::Apply:
    case Kind::Implies:
    case Kind::If:
    case Kind::Case:
    case Kind::Record:
    case Kind::RecordSet:
    case Kind::Field: return true;
    default: return false;
  }
}

}  // namespace

Guards::Parts Guards::of(const Expr& quantifier) {
  if (quantifier.args[0]->impure) return {};  // what it does is done for each element
  Frame frame;
  for (const core::Binding& b : quantifier.bindings) frame.varying.insert(b.slots.begin(), b.slots.end());
  frame.unbound = frame.varying;
  depth_ = 0;
  base_ = exprs_.size();
  const bool exists = quantifier.kind == Kind::Exists;
  const Split found = split(quantifier.args[0], frame, exists);
  Parts parts;
  if (exists) parts.guard = found.guard;
  if (found.rest == quantifier.args[0]) return parts;
  parts.rest = found.rest;
  parts.quantifier = quantifiers_++;
  return parts;
}

const Expr* Guards::junction(const Expr* of, std::vector<const Expr*> parts) {
  if (parts.empty()) return nullptr;
  if (parts.size() == 1) return parts[0];
  if (parts == of->args) return of;
  Expr& made = copy(*of);
  made.args = std::move(parts);
  return &made;
}

const Expr* Guards::keep(const Expr* e) {
  if (!worth_keeping(*e)) return e;
  Expr& kept = exprs_.emplace_back();
  kept.kind = Kind::Let;
  kept.level = e->level;
  kept.span = e->span;
  kept.args = {e};
  kept.index = kept_++;
  kept.self = quantifiers_;
  return &kept;
}

Guards::Split Guards::split(const Expr* e, const Frame& frame, bool tested) {
  if (!reads_any(*e, frame.unbound) && is_test(*e)) return {e, tested ? nullptr : keep(e)};
  if (enough()) return {nullptr, e};
  if (!reads_any(*e, frame.varying)) return {nullptr, keep(e)};
  switch (e->kind) {
    case Kind::And: {
      std::vector<const Expr*> guards, rests;
      for (const Expr* part : e->args) {
        const Split known = split(part, frame, tested);
        if (known.guard != nullptr) guards.push_back(known.guard);
        if (known.rest != nullptr) rests.push_back(known.rest);
      }
      return {junction(e, std::move(guards)), junction(e, std::move(rests))};
    }
    case Kind::Or: {
      std::vector<const Expr*> guards, rests;
      for (const Expr* part : e->args) {
        const Split known = split(part, frame, false);
        if (known.guard != nullptr) guards.push_back(known.guard);
        rests.push_back(known.rest);
      }
      if (guards.size() < e->args.size()) guards.clear();
      return {junction(e, std::move(guards)), junction(e, std::move(rests))};
    }
    case Kind::Let: {
      Frame inside = frame;
      Expr made = *e;
      for (core::LetSlot& let : made.lets) {
        inside.unbound.insert(let.slot);
        if (reads_any(*let.value, inside.varying)) inside.varying.insert(let.slot);
      }
      for (core::LetSlot& let : made.lets) let.value = rest_of(let.value, inside);
      const Split known = split(e->args[0], inside, tested);
      if (known.rest == nullptr) return known;
      made.args[0] = known.rest;
      return {known.guard, &copy(made)};
    }
    case Kind::Exists: {
      Frame inside = frame;
      for (const core::Binding& b : e->bindings) {
        inside.unbound.insert(b.slots.begin(), b.slots.end());
        inside.varying.insert(b.slots.begin(), b.slots.end());
      }
      return {split(e->args[0], inside, false).guard, e};
    }
    case Kind::Call: return split_call(e, frame, tested);
    default: break;
  }
  if (!is_plain(*e)) return {nullptr, e};
  std::vector<const Expr*> operands;
  for (const Expr* operand : e->args) operands.push_back(rest_of(operand, frame));
  if (operands == e->args) return {nullptr, e};
  Expr& made = copy(*e);
  made.args = std::move(operands);
  return {nullptr, &made};
}

// Its body in its place, or else a call of a definition that is made for this place.
Guards::Split Guards::split_call(const Expr* e, const Frame& frame, bool tested) {
  const core::Definition& d = *e->definition;
  if (d.recursive || d.body == nullptr) return {nullptr, e};
  Substitution substitution(exprs_);
  if (const Expr* body = substitution.inlined(*e)) {
    ++depth_;
    const Split known = split(body, frame, tested);
    --depth_;
    return known;
  }
  Expr& call = copy(*e);
  core::Definition& definition = definitions_.emplace_back(d);
  call.definition = &definition;
  substitution.take_tuples_apart(call, definition);
  Frame inside;
  for (size_t i = 0; i < call.args.size(); ++i) {
    if (reads_any(*call.args[i], frame.unbound)) inside.unbound.insert(definition.slots[i]);
    if (reads_any(*call.args[i], frame.varying)) inside.varying.insert(definition.slots[i]);
  }
  ++depth_;
  const Split body = split(definition.body, inside, tested);
  --depth_;
  Split known;
  if (body.guard != nullptr) {
    core::Definition& tried = definitions_.emplace_back(definition);
    tried.body = body.guard;
    Expr& guard = copy(call);
    guard.definition = &tried;
    for (size_t i = 0; i < guard.args.size(); ++i) {
      if (!inside.unbound.contains(definition.slots[i])) continue;
      Expr& unread = exprs_.emplace_back();
      unread.kind = Kind::Constant;
      unread.value = core::Value::boolean(false);
      guard.args[i] = &unread;
    }
    known.guard = &guard;
  }
  if (body.rest != nullptr) {
    for (const Expr*& argument : call.args) argument = rest_of(argument, frame);
    definition.body = body.rest;
    known.rest = definition.body == d.body && call.args == e->args ? e : &call;
  }
  return known;
}

}  // namespace trestle::evaluator
