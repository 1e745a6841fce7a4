// Which nodes are counted, and under what: an expression that several actions share is counted under each of them.
// Private to this folder.
#pragma once

#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "translator/evaluator/node.h"
#include "translator/runtime/model.h"

namespace trestle::evaluator {

// Where a node's count is.
using Numbers = std::unordered_map<const Node*, uint32_t>;

class Coverage {
 public:
  using Of = runtime::CoveredExpression::Of;

  // `leaves`: of each action.
  Coverage(const core::Spec& spec, const Program& program, std::span<const std::vector<const Branch*>> leaves);

  const std::vector<runtime::CoveredExpression>& expressions() const { return expressions_; }
  const Numbers& init() const { return init_; }
  const Numbers& action(size_t id) const { return actions_[id]; }
  const Numbers& predicate(size_t id) const { return predicates_[id]; }

 private:
  struct Walk {
    Numbers& numbers;
    Of of;
    uint32_t id;
    std::unordered_set<const Routine*> entered = {};
  };
  void collect(Walk& walk, const Node* node, uint32_t depth);

  const core::Spec& spec_;
  std::vector<runtime::CoveredExpression> expressions_;
  Numbers init_;
  std::vector<Numbers> actions_, predicates_;
};

// Whether a node is counted at all: names and constants are not.
bool counts(const Node& node);

}  // namespace trestle::evaluator
