// A behavior that never ends, in a state graph: a path from an initial state to a component and a way around in it that
// sees all that has to recur.
#pragma once

#include <optional>
#include <vector>

#include "validator/explore/components.h"

namespace trestle::explore {

struct Lasso {
  std::vector<Node> path = {};   // from an initial state to where the cycle is entered
  std::vector<Node> cycle = {};  // what follows for ever; its last node is the path's last. Never empty.
};

// The nodes of stored states by level, and how each was reached first.
class Levels {
 public:
  explicit Levels(const StateGraph& graph, const StateSpace& space) : graph_(graph), space_(space) {}
  std::vector<Node> at(uint64_t level) const;  // empty behind the last
  std::vector<Node> path_to(Node node) const;  // from an initial state, both included

 private:
  const StateGraph& graph_;
  const StateSpace& space_;
};

// The points that a counterexample may begin in: initial states, or any.
std::vector<Point> starts(const Product& product, const Levels& levels);

// The shortest path into the component, and a way around in it; or to where a behavior may stop for ever and be a
// counterexample, when that is no longer.
Lasso find_lasso(const Product& product, const Reached& reached, const Levels& levels, const Component& component);

// The shortest path to an expanded state in which the automaton is in the given one of its states.
std::vector<Node> find_path(const Product& product, const Reached& reached, const Levels& levels, uint32_t state);

}  // namespace trestle::explore
