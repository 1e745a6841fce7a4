// Temporal properties of a random behavior, as TLC's simulation checks them: the states of the behavior, its steps and
// stuttering in each state are a graph of their own, and a violation is a way to go round in that graph for ever.
#pragma once

#include <optional>
#include <vector>

#include "validator/explore/liveness.h"

namespace trestle::explore {

class PathLiveness {
 public:
  // Throws EvalError when the formulas cannot be checked.
  explicit PathLiveness(const runtime::Model& model);

  // Throws EvalError as the model does.
  std::optional<Liveness::Violation> check(runtime::Context& context, const std::vector<BehaviorState>& path);

 private:
  StateId add(runtime::Context& context, const BehaviorState& state, StateId before);

  const runtime::Model& model_;
  StateSpace space_;
  Liveness liveness_;
  std::vector<Word> key_;
  std::vector<std::vector<StateGraph::Successor>> successors_;  // by position of the state
};

}  // namespace trestle::explore
