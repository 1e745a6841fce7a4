#include "translator/evaluator/conjuncts.h"

#include "translator/core/reads.h"

namespace trestle::evaluator {

namespace {

void take_apart(const core::Root& root, Program& program, std::vector<Conjunct>& conjuncts) {
  const core::Expr& e = *root.expr;
  if (e.kind == Kind::And) {
    for (const core::Expr* part : e.args) take_apart({part, root.frame}, program, conjuncts);
  } else if (e.kind == Kind::Call && e.args.empty() && !e.definition->recursive && e.definition->body != nullptr) {
    take_apart({e.definition->body, e.definition->frame}, program, conjuncts);
  } else {
    conjuncts.push_back({program.compile(root), core::values_read(e)});
  }
}

}  // namespace

std::vector<Conjunct> conjuncts_of(const core::Root& predicate, Program& program) {
  std::vector<Conjunct> conjuncts;
  if (!predicate.expr->impure && predicate.expr->level == core::Level::State) take_apart(predicate, program, conjuncts);
  return conjuncts;
}

}  // namespace trestle::evaluator
