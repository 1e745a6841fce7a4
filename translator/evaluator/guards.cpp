#include "translator/evaluator/guards.h"

#include <algorithm>

#include "translator/core/reads.h"

namespace trestle::evaluator {

using core::Expr;
using core::Kind;

namespace {

bool reads_any(const Expr& e, const std::set<uint32_t>& slots) {
  return std::any_of(slots.begin(), slots.end(), [&](uint32_t slot) { return core::reads_slot(e, slot); });
}

bool is_test(const Expr& e) {
  return !e.impure && e.kind != Kind::Enabled && e.kind != Kind::Compose && e.kind < Kind::Always;
}

}  // namespace

const Expr* Guards::of(const Expr& exists) {
  std::set<uint32_t> bound;
  for (const core::Binding& b : exists.bindings) bound.insert(b.slots.begin(), b.slots.end());
  depth_ = 0;
  return independent(exists.args[0], bound);
}

const Expr* Guards::junction(const Expr* of, std::vector<const Expr*> parts) {
  if (parts.empty() || exprs_.size() > kMost) return nullptr;
  if (parts.size() == 1) return parts[0];
  Expr& made = exprs_.emplace_back(*of);
  made.args = std::move(parts);
  return &made;
}

const Expr* Guards::independent(const Expr* e, const Slots& dependent) {
  if (!reads_any(*e, dependent)) return is_test(*e) ? e : nullptr;
  switch (e->kind) {
    case Kind::And: {
      std::vector<const Expr*> parts;
      for (const Expr* part : e->args) {
        if (const Expr* known = independent(part, dependent)) parts.push_back(known);
      }
      return junction(e, std::move(parts));
    }
    case Kind::Or: {
      std::vector<const Expr*> parts;
      for (const Expr* part : e->args) {
        parts.push_back(independent(part, dependent));
        if (parts.back() == nullptr) return nullptr;
      }
      return junction(e, std::move(parts));
    }
    case Kind::Let: {
      Slots more = dependent;
      for (const core::LetSlot& let : e->lets) more.insert(let.slot);
      return independent(e->args[0], more);
    }
    case Kind::Exists: {
      Slots more = dependent;
      for (const core::Binding& b : e->bindings) more.insert(b.slots.begin(), b.slots.end());
      return independent(e->args[0], more);
    }
    case Kind::Call: return independent_call(e, dependent);
    default: return nullptr;
  }
}

const Expr* Guards::independent_call(const Expr* e, const Slots& dependent) {
  const core::Definition& d = *e->definition;
  if (d.recursive || d.body == nullptr || depth_ >= kMostDepth || exprs_.size() > kMost) return nullptr;
  Slots inside;
  for (size_t i = 0; i < e->args.size(); ++i) {
    if (reads_any(*e->args[i], dependent)) inside.insert(d.slots[i]);
  }
  const auto [at, added] = known_.try_emplace({&d, inside}, nullptr);
  if (added) {
    ++depth_;
    const Expr* body = independent(d.body, inside);
    --depth_;
    if (body != nullptr) {
      core::Definition& made = definitions_.emplace_back(d);
      made.body = body;
      known_[{&d, inside}] = &made;
    }
  }
  const core::Definition* known = known_[{&d, inside}];
  if (known == nullptr) return nullptr;
  Expr& made = exprs_.emplace_back(*e);
  made.definition = known;
  for (size_t i = 0; i < made.args.size(); ++i) {
    if (!inside.contains(d.slots[i])) continue;
    Expr& unread = exprs_.emplace_back();
    unread.kind = Kind::Constant;
    unread.value = core::Value::boolean(false);
    made.args[i] = &unread;
  }
  return &made;
}

}  // namespace trestle::evaluator
