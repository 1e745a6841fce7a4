// The temporal checker: whether some behavior of the explored state graph is fair and violates a property.
//
// While the search runs it records the graph and looks for violations that a finite behavior shows. When the search is
// complete it goes through the error models (error_model.h), one after the other, and looks for a component of the
// product that a counterexample can stay in for ever. Stuttering is possible in every state; steps that constraints
// exclude do not exist, as in TLC.
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "validator/explore/behavior.h"
#include "validator/explore/lasso.h"
#include "validator/explore/monitor.h"

namespace trestle::explore {

class Liveness {
 public:
  // Throws EvalError when the formulas cannot be checked. Beyond `in_memory` bytes the graph goes to disk.
  Liveness(const runtime::Model& model, const StateSpace& space, size_t in_memory = SIZE_MAX);

  // A violation that a finite behavior shows.
  struct Shown {
    size_t acceptor;
    Node node;  // its last state
  };
  // Takes the successors of a state that was expanded, in any order. Throws EvalError as the model does.
  std::optional<Shown> expanded(unsigned worker, runtime::Context& context, StateId from,
                                std::vector<StateGraph::Successor>& successors);

  struct Violation {
    std::vector<std::string> properties;  // all that the behavior violates
    Behavior behavior;
  };
  Violation explain(runtime::Context& context, const Shown& shown);
  // Several error models at a time, in as many threads, where their work has room in so many bytes.
  struct Team {
    unsigned workers = 1;
    size_t memory = SIZE_MAX;
  };
  // Of what was explored; the first error model in order that has a counterexample counts. `go_on` false ends it early, with
  // no violation.
  std::optional<Violation> check(runtime::Context& context, const Team& team, const std::function<bool()>& go_on);

  size_t bytes() const { return graph_.bytes(); }

  // For checkpoints: the graph, and what follows from it once it is as it was.
  StateGraph& graph() { return graph_; }
  void graph_restored();

 private:
  Violation violation(runtime::Context& context, const Lasso& lasso, size_t property, bool finite);
  // Nothing when the lasso is not fair.
  std::vector<std::string> violated(runtime::Context& context, const Lasso& lasso) const;
  Behavior behavior(runtime::Context& context, const Lasso& lasso, bool finite) const;

  const runtime::Model& model_;
  const StateSpace& space_;
  runtime::Temporal temporal_;
  StateGraph graph_;
  Levels levels_;
  std::vector<Acceptor> acceptors_;
  std::vector<std::pair<size_t, Monitor>> monitors_;  // with the acceptor's index
  std::mutex monitoring_;
};

}  // namespace trestle::explore
