#include "translator/evaluator/early_tests.h"

#include <algorithm>
#include <set>

#include "translator/core/reads.h"

namespace trestle::evaluator {

using core::ActionNode;
using core::Expr;
using core::Kind;

namespace {

constexpr uint32_t kNever = UINT32_MAX;

bool is_of_states(const Expr& e) { return core::values_read(e).has_value(); }

// x' = e
bool assigns(const Expr& e) {
  return e.kind == Kind::Apply && e.op == runtime::Op::Equal && e.args[0]->kind == Kind::Variable && e.args[0]->primed;
}

// So many nodes of the path bind what it reads; more than there are where that is not of states. `looked` are LETs that have
// been looked into: a function may read itself.
uint32_t bound_by(const std::vector<const ActionNode*>& path, const Expr& e, std::set<uint32_t>& looked) {
  if (!is_of_states(e)) return kNever;
  const auto reads = [&](uint32_t slot) { return core::reads_slot(e, slot); };
  uint32_t bound = 0;
  for (uint32_t i = 0; i < path.size(); ++i) {
    const ActionNode& node = *path[i];
    if (std::any_of(node.binding.slots.begin(), node.binding.slots.end(), reads)) bound = i + 1;
    for (const core::LetSlot& let : node.lets) {
      if (!reads(let.slot)) continue;
      bound = std::max(bound, i + 1);
      if (looked.insert(let.slot).second) bound = std::max(bound, bound_by(path, *let.value, looked));
      if (bound == kNever) return kNever;
    }
  }
  return bound;
}

}  // namespace

std::vector<EarlyTest> EarlyTests::of(const ActionNode& leaf) {
  if (leaf.path.empty() || leaf.body->impure) return {};
  std::vector<const Expr*> conjuncts;
  add_conjuncts(leaf.body, conjuncts);
  std::vector<EarlyTest> tests;
  uint32_t so_far = 0;  // what the conjuncts up to here need
  for (const Expr* e : conjuncts) {
    if (e->kind == Kind::Unchanged) {
      for (const uint32_t variable : e->variables) {
        Expr& same = exprs_.emplace_back();
        same.kind = Kind::Variable;
        same.level = core::Level::State;
        same.span = e->span;
        same.index = variable;
        tests.push_back({&same, variable, 0});
      }
      continue;
    }
    const bool assigns = evaluator::assigns(*e);
    const Expr* const test = assigns ? e->args[1] : e;
    std::set<uint32_t> looked;
    const uint32_t bound = bound_by(leaf.path, *test, looked);
    so_far = std::max(so_far, bound);
    tests.push_back({test, assigns ? e->args[0]->index : EarlyTest::kNone, assigns ? bound : so_far});
  }
  std::erase_if(tests, [&](const EarlyTest& test) { return test.bound >= leaf.path.size(); });
  return tests;
}

// Those of a definition that is called are calls of definitions that say no more than one conjunct, and so with LET.
void EarlyTests::add_conjuncts(const Expr* e, std::vector<const Expr*>& conjuncts) {
  if (e->kind == Kind::And) {
    for (const Expr* part : e->args) add_conjuncts(part, conjuncts);
    return;
  }
  const bool calls = e->kind == Kind::Call && !e->definition->recursive && e->definition->body != nullptr;
  if ((!calls && e->kind != Kind::Let) || depth_ == kMostDepth || exprs_.size() >= kMost) {
    conjuncts.push_back(e);
    return;
  }
  std::vector<const Expr*> inside;
  ++depth_;
  add_conjuncts(calls ? e->definition->body : e->args[0], inside);
  --depth_;
  for (const Expr* part : inside) {
    if (part->kind == Kind::Unchanged) {
      conjuncts.push_back(part);
    } else if (assigns(*part)) {
      Expr& equal = copy(*part);
      equal.args[1] = within(*e, part->args[1]);
      conjuncts.push_back(&equal);
    } else {
      conjuncts.push_back(within(*e, part));
    }
  }
}

// A call, or LET, that says no more than this part of its body.
const Expr* EarlyTests::within(const Expr& e, const Expr* body) {
  Expr& made = copy(e);
  made.level = body->level;
  if (e.kind == Kind::Let) {
    made.args[0] = body;
    return &made;
  }
  core::Definition& definition = definitions_.emplace_back(*e.definition);
  definition.body = body;
  made.definition = &definition;
  for (size_t i = 0; i < made.args.size(); ++i) {
    if (core::reads_slot(*body, definition.slots[i])) continue;
    Expr& unread = exprs_.emplace_back();
    unread.kind = Kind::Constant;
    unread.value = core::Value::boolean(false);
    made.args[i] = &unread;
  }
  return &made;
}

}  // namespace trestle::evaluator
