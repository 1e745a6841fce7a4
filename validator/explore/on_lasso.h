// What temporal formulas say of one behavior that goes on for ever: it stutters in its last state, or goes back.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "validator/explore/behavior.h"
#include "validator/explore/letters.h"

namespace trestle::explore {

// The value of a formula at each position of a lasso: letters[i] is of the step from position i, and the last one goes
// back to `entry`.
class OnLasso {
 public:
  OnLasso(const runtime::Formulas& formulas, const std::vector<Valuation>& letters, size_t entry)
      : formulas_(formulas), letters_(letters), entry_(entry) {}

  const std::vector<bool>& at(runtime::FormulaId id);

 private:
  const runtime::Formulas& formulas_;
  const std::vector<Valuation>& letters_;
  size_t entry_;
  std::map<runtime::FormulaId, std::vector<bool>> known_;
};

struct LassoJudgement {
  std::vector<runtime::Location> unfair;  // fairness conditions of the specification that it does not meet
  std::vector<std::string> violated;      // properties that it violates, each once
};

// `behavior` does not end. Throws EvalError as the model does, and when the formulas cannot be checked.
LassoJudgement judge_lasso(const runtime::Model& model, runtime::Context& context, const Behavior& behavior);

}  // namespace trestle::explore
