#include "validator/explore/error_model.h"

#include <algorithm>

namespace trestle::explore {
namespace {

using runtime::Formula;
using runtime::FormulaId;
using runtime::Formulas;

constexpr size_t kMost = 50'000;

using Conjunction = std::vector<FormulaId>;

bool is_response(const Formulas& formulas, FormulaId f) {
  const Formula& of = formulas[f];
  if (of.kind != Formula::Kind::Or || of.args.size() != 2) return false;
  const auto [first, second] = std::pair(of.args[0], of.args[1]);
  return (formulas.is_infinitely_often(first) && formulas.is_eventually_always(second)) ||
         (formulas.is_infinitely_often(second) && formulas.is_eventually_always(first));
}

// Disjunctive normal form; stops growing beyond kMost.
std::vector<Conjunction> alternatives(const Formulas& formulas, FormulaId f) {
  const Formula& of = formulas[f];
  if (!of.temporal || is_response(formulas, f)) return {{f}};
  if (of.kind == Formula::Kind::Or) {
    std::vector<Conjunction> all;
    for (FormulaId arg : of.args) {
      for (auto& alternative : alternatives(formulas, arg)) all.push_back(std::move(alternative));
    }
    return all;
  }
  if (of.kind != Formula::Kind::And) return {{f}};
  std::vector<Conjunction> product = {{}};
  for (FormulaId arg : of.args) {
    const auto choices = alternatives(formulas, arg);
    std::vector<Conjunction> longer;
    for (const Conjunction& one : product) {
      for (const Conjunction& choice : choices) {
        Conjunction both = one;
        both.insert(both.end(), choice.begin(), choice.end());
        longer.push_back(std::move(both));
        if (longer.size() > kMost) return longer;
      }
    }
    product = std::move(longer);
  }
  return product;
}

ErrorModel error_model(Formulas& formulas, const Conjunction& conjunction) {
  ErrorModel model{.finally = formulas.truth(true), .rest = formulas.truth(true)};
  std::vector<FormulaId> rest;
  for (FormulaId f : conjunction) {
    if (formulas.is_infinitely_often(f)) {
      model.recurring.push_back(formulas.body(f));
    } else if (formulas.is_eventually_always(f)) {
      model.finally = formulas.conjunction({model.finally, formulas.body(f)});
    } else if (is_response(formulas, f)) {
      FormulaId then = formulas[f].args[0], never = formulas[f].args[1];
      if (!formulas.is_infinitely_often(then)) std::swap(then, never);
      model.responses.push_back({formulas.negation(formulas.body(never)), formulas.body(then)});
    } else {
      rest.push_back(f);
    }
  }
  model.rest = formulas.conjunction(std::move(rest));
  // Every stored state is reached by some behavior, so "eventually" is "from any state".
  if (formulas[model.rest].kind == Formula::Kind::Eventually) {
    model.anywhere = true;
    model.rest = formulas[model.rest].args[0];
  } else if (model.rest == formulas.truth(true)) {
    model.anywhere = true;
  }
  return model;
}

bool possible(const Formulas& formulas, const ErrorModel& model) {
  const FormulaId never = formulas.truth(false);
  return model.rest != never && model.finally != never;
}

}  // namespace

std::optional<std::vector<ErrorModel>> error_models(runtime::Temporal& temporal) {
  Formulas& formulas = temporal.formulas;
  std::vector<FormulaId> fairness;
  for (const auto& f : temporal.fairness) fairness.push_back(f.formula);
  std::vector<ErrorModel> models;
  for (size_t i = 0; i < temporal.properties.size(); ++i) {
    std::vector<FormulaId> conjuncts = fairness;
    conjuncts.push_back(formulas.negation(temporal.properties[i].formula));
    const auto all = alternatives(formulas, formulas.conjunction(std::move(conjuncts)));
    if (all.size() > kMost) return std::nullopt;
    for (const Conjunction& conjunction : all) {
      ErrorModel model = error_model(formulas, conjunction);
      model.property = i;
      if (possible(formulas, model)) models.push_back(std::move(model));
    }
    if (models.size() > kMost) return std::nullopt;
  }
  return models;
}

}  // namespace trestle::explore
