// Levels of what is assumed, stated and proved, as tla2sany/semantic/TheoremNode.java has them.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "translator/modules/level_checker.h"

namespace trestle::modules {

using ast::Expr;

void LevelChecker::statement(const Module& module, const ast::Unit& unit) {
  Profile own;
  Profile* outer = std::exchange(current_, &own);
  const Module* around = std::exchange(module_, &module);
  if (unit.kind == ast::UnitKind::Assume && unit.body) {
    if (const Level level = level_of(rank(*unit.body)); level != Level::Constant)
      error(unit.body->span, fmt::format("an assumption must be constant, this is {}", text(level)),
            "what is to hold in every state is an INVARIANT");
  }
  if (unit.kind == ast::UnitKind::Theorem) {
    const Rank stated = unit.body ? rank(*unit.body) : unit.sequent ? sequent(*unit.sequent) : Rank{};
    if (unit.proof) proof(*unit.proof, level_of(stated) == Level::Temporal);
  }
  for (const Expr* fact : unit.facts.facts) rank(*fact);
  current_ = outer;
  module_ = around;
  const char* what = unit.kind == ast::UnitKind::Assume ? "an assumption" : "a theorem";
  statements_[&module].emplace_back(unit.name.empty() ? what : unit.name, std::move(own));
}

void LevelChecker::keep_from_temporal(const Rank& assumed) {
  for (const Symbol* s : assumed.adds) {
    if (s->kind != SymbolKind::Constant) continue;
    auto [it, added] = current_->at_most.try_emplace(s, Level::Action);
    if (!added) it->second = std::min(it->second, Level::Action);
  }
}

Rank LevelChecker::sequent(const ast::Sequent& sequent) {
  Rank all;
  for (const ast::Assumption& assumption : sequent.assumptions) {
    if (assumption.formula) {
      add(all, rank(*assumption.formula));
    } else if (assumption.sequent) {
      add(all, this->sequent(*assumption.sequent));
    } else {
      all.level = std::max(all.level, declared_level(assumption.declares));
      if (!assumption.set) continue;
      const Rank set = rank(*assumption.set);
      if (level_of(set) == Level::Temporal)
        error(assumption.set->span, fmt::format("{} is declared an element of a temporal formula", assumption.declared.name),
              "a set is expected behind \\in");
      add(all, set);
    }
  }
  add(all, rank(*sequent.goal));
  keep_from_temporal(all);
  return all;
}

Level LevelChecker::declared_level(ast::Declares declared) {
  switch (declared) {
    case ast::Declares::Constant: return Level::Constant;
    case ast::Declares::Variable:
    case ast::Declares::State: return Level::State;
    case ast::Declares::Action: return Level::Action;
    case ast::Declares::Temporal: return Level::Temporal;
  }
  return Level::Constant;
}

void LevelChecker::proof(const ast::Proof& proof, bool temporal) {
  for (const Expr* fact : proof.facts.facts) rank(*fact);
  for (const ast::Step* step : proof.steps) {
    const Level level = level_of(rank(*step));
    const bool assumes = step->kind == ast::StepKind::Have || step->kind == ast::StepKind::Case ||
                         step->kind == ast::StepKind::Take || step->kind == ast::StepKind::Witness;
    if (temporal && assumes && level != Level::Constant)
      error(step->span, fmt::format("this step is {}, in the proof of a temporal formula it must be constant", text(level)),
            "a temporal formula is proved for all steps, what is assumed of a state holds in the first one only");
    if (!step->proof) continue;
    const bool same_goal = step->kind == ast::StepKind::Qed || step->kind == ast::StepKind::Case;
    this->proof(*step->proof, level == Level::Temporal || (same_goal && temporal));
  }
}

Rank LevelChecker::rank(const ast::Step& step) {
  Rank all;
  for (const auto& b : step.binders)
    if (b.set) add(all, rank(*b.set));
  for (const Expr* formula : step.formulas) add(all, rank(*formula));
  if (step.sequent) add(all, sequent(*step.sequent));
  for (const ast::Unit* unit : step.definitions)
    if (const auto it = module_->defined.find(unit); it != module_->defined.end() && it->second->unit) local(it->second);
  for (const Expr* fact : step.facts.facts) rank(*fact);
  if (step.kind == ast::StepKind::Pick && level_of(all) == Level::Temporal)
    for (const auto& b : step.binders)
      if (b.set && level_of(rank(*b.set)) != Level::Constant)
        error(b.set->span, "the set of PICK over a temporal formula must be constant");
  return all;
}

}  // namespace trestle::modules
