#include "validator/explore/monitor.h"

#include <utility>

namespace trestle::explore {

bool Monitor::suits(const runtime::Formulas& formulas, const Acceptor& acceptor) {
  // Where any behavior will do there is nothing to watch for.
  if (acceptor.model().rest == formulas.truth(true)) return false;
  return acceptor.model().only_rest(formulas) && acceptor.satisfied() && acceptor.states() <= 64;
}

std::optional<Node> Monitor::expanded(const Letters& letters, Node node, bool initial) {
  std::vector<std::pair<Node, uint32_t>> todo;
  const auto reach = [&](Node at, uint32_t state) {
    uint64_t& known = reached(at);
    if ((known >> state & 1) != 0) return;
    known |= uint64_t{1} << state;
    if (graph_.has(at)) todo.emplace_back(at, state);
  };
  for (uint32_t state = 0; state < acceptor_.states(); ++state) {
    if ((reached(node) >> state & 1) != 0) todo.emplace_back(node, state);
  }
  if (initial || acceptor_.model().anywhere) reach(node, 0);
  while (!todo.empty()) {
    const auto [at, state] = todo.back();
    todo.pop_back();
    if (state == acceptor_.satisfied()) return at;
    for (StateGraph::Steps steps(graph_, at); steps.next();) {
      for (const auto& move : acceptor_.read(letters, steps.letter()).moves[state]) reach(steps.to(), move.to);
    }
  }
  return std::nullopt;
}

}  // namespace trestle::explore
