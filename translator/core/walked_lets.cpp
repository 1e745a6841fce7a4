// LETs that hold in several ways. Where TLC enumerates successors and meets such a name as a conjunct, it goes into what the
// name stands for, whether or not that has been evaluated before: each true disjunct and each witness gives its step.
// (tlc2/tool/impl/Tool.java: getNextStatesAppl; a LET's name is an OpDefNode there, not a LazyValue as an argument is.)
#include <algorithm>
#include <set>
#include <span>

#include "translator/core/forks.h"
#include "translator/core/lowering.h"

namespace trestle::core {
namespace {

// Whether the name stands where successors are enumerated, or is handed on to where it may.
bool walks(const Expr& e, uint32_t slot) {
  const auto within = [&](const Expr* a) { return walks(*a, slot); };
  switch (e.kind) {
    case Kind::Local: return e.index == slot;
    case Kind::And:
    case Kind::Or:
    case Kind::Exists:
    case Kind::Forall:
    case Kind::Implies:
    case Kind::If:
    case Kind::Case:
    case Kind::Call: return std::any_of(e.args.begin(), e.args.end(), within);
    case Kind::Apply: return e.op == runtime::Op::Apply && within(e.args[0]);
    case Kind::Let:
      return within(e.args[0]) || std::any_of(e.lets.begin(), e.lets.end(), [&](const LetSlot& l) {
               return l.value->kind == Kind::Local && within(l.value);
             });
    default: return false;
  }
}

bool walks(const ActionNode& n, uint32_t slot) {
  if (n.kind == ActionNode::Kind::Leaf) return walks(*n.body, slot);
  return std::any_of(n.children.begin(), n.children.end(), [&](const ActionNode* child) { return walks(*child, slot); });
}

class Marks {
 public:
  explicit Marks(const Spec& spec) : forks_(spec) {}
  void in(const Expr& e, uint32_t slot) {
    if (e.kind == Kind::Local && e.index == slot) marked.insert(&e);
    for_each_child(e, [&](const Expr* child) { in(*child, slot); });
  }
  void in(const ActionNode& n, uint32_t slot) {
    if (n.binding.set != nullptr) in(*n.binding.set, slot);
    for (const LetSlot& l : n.lets) in(*l.value, slot);
    if (n.body != nullptr) in(*n.body, slot);
    for (const ActionNode* child : n.children) in(*child, slot);
  }
  // The names of a LET: `whole` is the expression or node, `body` what it is for.
  template <class Whole>
  void lets(const Whole& whole, std::span<LetSlot> lets, const Whole& body) {
    std::set<uint32_t> forking;
    const auto names = [&](uint32_t slot) { return forking.contains(slot); };
    for (LetSlot& l : lets) {
      if (l.argument || !forks_.of(*l.value, names)) continue;
      forking.insert(l.slot);
      const bool named = std::any_of(lets.begin(), lets.end(), [&](const LetSlot& other) { return walks(*other.value, l.slot); });
      l.walked = named || walks(body, l.slot);
      if (l.walked) in(whole, l.slot);
    }
  }

  std::set<const Expr*> marked;

 private:
  Forks forks_;
};

}  // namespace

void mark_walked_lets(Spec& spec) {
  Marks marks(spec);
  for (Expr& e : spec.exprs)
    if (e.kind == Kind::Let) marks.lets(e, e.lets, *e.args[0]);
  for (ActionNode& n : spec.nodes)
    if (n.kind == ActionNode::Kind::Let) marks.lets(n, n.lets, *n.children[0]);
  for (Expr& e : spec.exprs) e.branches |= marks.marked.contains(&e);
}

}  // namespace trestle::core
