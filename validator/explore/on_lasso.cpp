#include "validator/explore/on_lasso.h"

#include <algorithm>
#include <cstdint>

#include "validator/explore/state_graph.h"

namespace trestle::explore {

using runtime::Formula;
using runtime::FormulaId;

const std::vector<bool>& OnLasso::at(FormulaId id) {
  if (const auto it = known_.find(id); it != known_.end()) return it->second;
  const Formula& f = formulas_[id];
  std::vector<bool> values(letters_.size());
  if (!f.temporal) {
    for (size_t i = 0; i < values.size(); ++i) values[i] = holds(formulas_, id, letters_[i]);
  } else if (f.kind == Formula::Kind::And || f.kind == Formula::Kind::Or) {
    const bool all = f.kind == Formula::Kind::And;
    values.assign(values.size(), all);
    for (FormulaId arg : f.args) {
      const auto& part = at(arg);
      for (size_t i = 0; i < values.size(); ++i) values[i] = all ? values[i] && part[i] : values[i] || part[i];
    }
  } else {
    // From position i on, all positions from min(i, entry) on come.
    const bool all = f.kind == Formula::Kind::Always;
    const auto& part = at(f.args[0]);
    bool so_far = all;
    for (size_t i = values.size(); i-- > 0;) {
      so_far = all ? so_far && part[i] : so_far || part[i];
      values[i] = so_far;
    }
    for (size_t i = entry_; i < values.size(); ++i) values[i] = values[entry_];
  }
  return known_.emplace(id, std::move(values)).first->second;
}

namespace {

std::vector<Valuation> letters_of(const runtime::Model& model, runtime::Context& context, const Behavior& behavior,
                                  size_t entry) {
  StateSpace space(model.signature().layout.words(), model.signature().has_identity, 1, 0, model.signature().identity_mask);
  const StateGraph graph(model, space, SIZE_MAX);
  std::vector<Valuation> letters;
  for (size_t i = 0; i < behavior.size(); ++i) {
    const size_t next = i + 1 < behavior.size() ? i + 1 : entry;
    context.level = static_cast<int64_t>(i + 1);
    letters.push_back(
        graph.evaluate(context, behavior.states[i].words.data(), behavior.states[next].words.data()));
    context.arena.reset();
  }
  return letters;
}

// The first atom of a formula: where it stands in the specification.
const runtime::TemporalAtom* first_atom(const runtime::Temporal& temporal, FormulaId id) {
  const Formula& f = temporal.formulas[id];
  if (f.kind == Formula::Kind::Atom) return &temporal.atoms[f.atom];
  for (FormulaId arg : f.args)
    if (const auto* atom = first_atom(temporal, arg)) return atom;
  return nullptr;
}

}  // namespace

LassoJudgement judge_lasso(const runtime::Model& model, runtime::Context& context, const Behavior& behavior) {
  const runtime::Temporal& temporal = model.signature().temporal;
  if (temporal.failure) throw *temporal.failure;
  const size_t entry = behavior.end == Behavior::End::BackTo ? behavior.back_to : behavior.size() - 1;
  const std::vector<Valuation> letters = letters_of(model, context, behavior, entry);
  OnLasso on_lasso(temporal.formulas, letters, entry);
  LassoJudgement judgement;
  for (const auto& assumed : temporal.fairness) {
    const Formula& formula = temporal.formulas[assumed.formula];
    const auto conditions =
        formula.kind == Formula::Kind::And ? formula.args : std::vector<FormulaId>{assumed.formula};
    for (FormulaId condition : conditions) {
      if (on_lasso.at(condition)[0]) continue;
      const auto* atom = first_atom(temporal, condition);
      judgement.unfair.push_back(atom == nullptr ? runtime::Location{}
                                                 : model.signature().predicates[atom->predicate].location);
    }
  }
  for (const auto& property : temporal.properties) {
    if (on_lasso.at(property.formula)[0]) continue;
    if (std::find(judgement.violated.begin(), judgement.violated.end(), property.name) == judgement.violated.end())
      judgement.violated.push_back(property.name);
  }
  return judgement;
}

}  // namespace trestle::explore
