// Violations that a finite behavior shows already, found while exploring, as TLC does: of an error model that asks
// nothing of the infinitely distant future, once nothing is owed any more in an expanded state.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "validator/explore/acceptor.h"
#include "validator/explore/state_graph.h"

namespace trestle::explore {

class Monitor {
 public:
  static bool suits(const runtime::Formulas& formulas, const Acceptor& acceptor);

  // The acceptor must outlive the monitor.
  Monitor(const StateGraph& graph, Acceptor& acceptor) : graph_(graph), acceptor_(acceptor) {}

  // A state was expanded and recorded. Where the acceptor is satisfied now, if anywhere.
  std::optional<Node> expanded(const Letters& letters, Node node, bool initial);

 private:
  uint64_t& reached(Node node) {
    if (reached_.size() <= node) reached_.resize(node + node / 2 + 1024);
    return reached_[node];
  }

  const StateGraph& graph_;
  Acceptor& acceptor_;
  std::vector<uint64_t> reached_;  // by node: states of the automaton, one bit each
};

}  // namespace trestle::explore
