// A state graph that is one behavior, as write_dot() has it.
#include <algorithm>
#include <map>
#include <sstream>

#include "translator/runtime/eval_error.h"
#include "translator/runtime/store.h"
#include "validator/bridge/readers.h"
#include "validator/bridge/state_file.h"

namespace trestle::bridge {
namespace {

struct Path final : StateFileSink {
  void state(const ListedState& listed) override {
    const auto [node, added] = nodes.try_emplace(listed.id);
    if (!added) return;
    for (size_t i = 0; i < listed.names.size(); ++i)
      node->second.variables.emplace_back(listed.names[i], runtime::intern(listed.values[i]));
    if (listed.initial) initial.push_back(listed.id);
  }
  void edge(const ListedEdge& edge) override { branches = !steps.try_emplace(edge.from, edge).second || branches; }
  std::map<int64_t, RecordedState> nodes;
  std::map<int64_t, ListedEdge> steps;
  std::vector<int64_t> initial;
  bool branches = false;
};

}  // namespace

std::vector<RecordedBehavior> read_path(std::string_view bytes, const std::string& file) {
  std::istringstream in{std::string(bytes)};
  Path path;
  StateFileRead read;
  try {
    read = read_state_file(in, Format::Dot, file, path);
  } catch (const runtime::EvalError& error) {
    refuse(file, 0, error.what());
  }
  if (path.nodes.empty())
    refuse(file, 0, "no node has a state with names of variables (TLC's -dumpTrace dot leaves them out)");
  if (path.branches || path.initial.size() != 1)
    refuse(file, 0, "this is a state graph, not a behavior: a path from one initial state, or a lasso");
  std::vector<std::pair<size_t, RecordedState>> states;
  std::vector<Edge> edges;
  std::map<int64_t, size_t> numbers;
  for (int64_t at = path.initial[0];;) {
    const auto node = path.nodes.find(at);
    if (node == path.nodes.end()) refuse(file, 0, "an edge ends at " + std::to_string(at) + ", which is no node");
    numbers[at] = states.size() + 1;
    states.emplace_back(states.size() + 1, std::move(node->second));
    const auto step = path.steps.find(at);
    if (step == path.steps.end()) break;
    const auto known = numbers.find(step->second.to);
    edges.push_back({numbers[at], known == numbers.end() ? states.size() + 1 : known->second, step->second.action});
    if (known != numbers.end()) break;
    at = step->second.to;
  }
  if (states.size() != path.nodes.size())
    refuse(file, 0, "there are states that the path from the initial one does not reach");
  RecordedBehavior behavior = assemble(std::move(states), std::move(edges), file);
  behavior.notes = std::move(read.notes);
  return {std::move(behavior)};
}

}  // namespace trestle::bridge
