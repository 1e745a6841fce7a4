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

// With the shortest path that leads into the component; stutters in its last state when that will do.
Lasso find_lasso(const Product& product, const Reached& reached, const Levels& levels, const Component& component);

// The shortest path to a point at which nothing is owed any more, where it is in `node` when one is given.
std::vector<Node> find_path(const Product& product, const Reached& reached, const Levels& levels, uint32_t state);

}  // namespace trestle::explore
