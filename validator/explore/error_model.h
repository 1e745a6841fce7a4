// What a counterexample to a property has to be: fairness /\ ~property, as a disjunction of error models. A behavior
// that satisfies one of them is a counterexample.
//
// What only concerns the infinitely distant future ([]<>f, <>[]f, and []<>f \/ <>[]g, which is what SF_v(A) is) needs
// no automaton: it says which components of the state graph a behavior may stay in for ever. Only the rest does.
#pragma once

#include <optional>
#include <vector>

#include "translator/runtime/temporal.h"

namespace trestle::explore {

// When `often` is true infinitely often, so is `then`.
struct Response {
  runtime::FormulaId often, then;
};

// All formulas but `rest` are without temporal operators, of a step.
struct ErrorModel {
  size_t property = 0;                             // index into Temporal::properties
  std::vector<runtime::FormulaId> recurring = {};  // each true infinitely often
  std::vector<Response> responses = {};
  runtime::FormulaId finally;  // true from some step on
  runtime::FormulaId rest;     // of the whole behavior,
  bool anywhere = false;       // or of some suffix of it

  bool only_rest(const runtime::Formulas& formulas) const {
    return recurring.empty() && responses.empty() && finally == formulas.truth(true);
  }
};

// Nothing when there are too many.
std::optional<std::vector<ErrorModel>> error_models(runtime::Temporal& temporal);

}  // namespace trestle::explore
