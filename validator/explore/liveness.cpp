#include "validator/explore/liveness.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>

#include "validator/explore/on_lasso.h"

namespace trestle::explore {
namespace {

using runtime::EvalError;

Lasso without_stuttering(const Lasso& lasso) {
  Lasso out;
  for (Node node : lasso.path) {
    if (out.path.empty() || out.path.back() != node) out.path.push_back(node);
  }
  Node before = out.path.back();
  for (Node node : lasso.cycle) {
    if (node != before) out.cycle.push_back(node);
    before = node;
  }
  if (out.cycle.empty()) out.cycle.push_back(out.path.back());
  return out;
}

}  // namespace

Liveness::Liveness(const runtime::Model& model, const StateSpace& space, size_t in_memory)
    : model_(model),
      space_(space),
      temporal_(model.signature().temporal),
      graph_(model, space, in_memory),
      levels_(graph_, space) {
  if (temporal_.failure) throw *temporal_.failure;
  const auto models = error_models(temporal_);
  const auto too_large = [] {
    return EvalError(runtime::ErrorKind::Limit, "the temporal formulas are too large to be checked",
                     "check the properties one by one");
  };
  if (!models) throw too_large();
  for (const ErrorModel& error_model : *models) {
    auto acceptor = Acceptor::make(temporal_.formulas, error_model);
    if (!acceptor) throw too_large();
    acceptors_.push_back(*std::move(acceptor));
  }
  for (size_t i = 0; i < acceptors_.size(); ++i) {
    if (Monitor::suits(temporal_.formulas, acceptors_[i])) monitors_.emplace_back(i, Monitor(graph_, acceptors_[i]));
  }
}

std::optional<Liveness::Shown> Liveness::expanded(unsigned worker, runtime::Context& context, StateId from,
                                                  std::vector<StateGraph::Successor>& successors) {
  graph_.record(worker, context, from, successors);
  if (monitors_.empty()) return std::nullopt;
  // What was recorded before the lock is taken is seen by whoever takes it later, and may be seen earlier.
  std::lock_guard lock(monitoring_);
  const bool initial = space_.link(from).parent() == kNoState;
  for (auto& [index, monitor] : monitors_) {
    if (const auto node = monitor.expanded(graph_.letters(), graph_.node(from), initial)) return Shown{index, *node};
  }
  return std::nullopt;
}

void Liveness::graph_restored() {
  for (auto& [index, monitor] : monitors_) {
    for (Node node = 0; node < graph_.nodes(); ++node) {
      if (!graph_.has(node)) continue;
      monitor.expanded(graph_.letters(), node, space_.link(graph_.state(node)).parent() == kNoState);
    }
  }
}

Liveness::Violation Liveness::explain(runtime::Context& context, const Shown& shown) {
  Acceptor& acceptor = acceptors_[shown.acceptor];
  const Product product(graph_, graph_.letters(), acceptor);
  const Reached reached(product, starts(product, levels_));
  std::vector<Node> path = find_path(product, reached, levels_, *acceptor.satisfied());
  const Node last = path.back();
  return violation(context, {std::move(path), {last}}, acceptor.model().property, true);
}

std::optional<Liveness::Violation> Liveness::check(runtime::Context& context, const Team& team,
                                                   const std::function<bool()>& go_on) {
  if (acceptors_.empty()) return std::nullopt;
  constexpr size_t kPerPoint = 32;  // bytes; more where the way into the depth is long
  std::vector<std::optional<Component>> found(acceptors_.size());
  std::atomic<size_t> next{0}, first{acceptors_.size()};
  std::atomic<bool> over{false};
  std::mutex asking;
  std::exception_ptr error;
  size_t points = 1;
  for (const Acceptor& acceptor : acceptors_) points = std::max<size_t>(points, graph_.nodes() * acceptor.states());
  const auto look = [&] {
    try {
      for (size_t i = next++; i < first; i = next++) {
        const auto goes_on = [&] {
          std::lock_guard lock(asking);
          over = over || !go_on();
          return !over && i < first;
        };
        const Product product(graph_, graph_.letters(), acceptors_[i]);
        const Reached reached(product, starts(product, levels_));
        if (!goes_on()) continue;
        found[i] = find_component(product, reached, goes_on);
        for (size_t before = first; found[i] && i < before && !first.compare_exchange_weak(before, i);) {
        }
      }
    } catch (...) {
      std::lock_guard lock(asking);
      if (!error) error = std::current_exception();
      over = true;
      first = 0;
    }
  };
  {
    const size_t at_once = std::clamp<size_t>(team.memory / (kPerPoint * points), 1, std::min<size_t>(team.workers, acceptors_.size()));
    std::vector<std::jthread> others;
    while (others.size() + 1 < at_once) others.emplace_back(look);
    look();
  }
  if (error) std::rethrow_exception(error);
  if (!go_on() || over || first == acceptors_.size()) return std::nullopt;
  Acceptor& acceptor = acceptors_[first];
  const Product product(graph_, graph_.letters(), acceptor);
  const Reached reached(product, starts(product, levels_));
  return violation(context, find_lasso(product, reached, levels_, *found[first]), acceptor.model().property, false);
}

Liveness::Violation Liveness::violation(runtime::Context& context, const Lasso& lasso, size_t property, bool finite) {
  // Steps that change nothing only matter to formulas that tell them apart from no step at all.
  Lasso shown = without_stuttering(lasso);
  std::vector<std::string> properties = violated(context, shown);
  if (properties.empty()) {
    shown = lasso;
    properties = violated(context, shown);
  }
  if (properties.empty()) properties.push_back(temporal_.properties[property].name);  // VIEW or SYMMETRY
  return {std::move(properties), behavior(context, shown, finite)};
}

std::vector<std::string> Liveness::violated(runtime::Context& context, const Lasso& lasso) const {
  std::vector<Node> nodes = lasso.path;
  nodes.insert(nodes.end(), lasso.cycle.begin(), lasso.cycle.end());
  std::vector<Valuation> letters;
  for (size_t i = 0; i + 1 < nodes.size(); ++i) {
    context.level = static_cast<int64_t>(i + 1);
    letters.push_back(
        graph_.evaluate(context, space_.state(graph_.state(nodes[i])), space_.state(graph_.state(nodes[i + 1]))));
    context.arena.reset();
  }
  OnLasso on_lasso(temporal_.formulas, letters, lasso.path.size() - 1);
  std::vector<std::string> names;
  for (const auto& assumed : temporal_.fairness) {
    if (!on_lasso.at(assumed.formula)[0]) return names;
  }
  for (const auto& property : temporal_.properties) {
    if (on_lasso.at(property.formula)[0]) continue;
    if (std::find(names.begin(), names.end(), property.name) == names.end()) names.push_back(property.name);
  }
  return names;
}

Behavior Liveness::behavior(runtime::Context& context, const Lasso& lasso, bool finite) const {
  const auto words = [&](Node node) { return space_.state(graph_.state(node)); };
  std::vector<Node> nodes = lasso.path;
  nodes.insert(nodes.end(), lasso.cycle.begin(), lasso.cycle.end() - 1);
  Behavior behavior;
  behavior.states.push_back({.words = {words(nodes[0]), words(nodes[0]) + space_.words()}});
  for (size_t i = 1; i < nodes.size(); ++i) {
    behavior.states.push_back(explain_step(model_, context, words(nodes[i - 1]), words(nodes[i]), behavior.depth()));
  }
  if (finite) return behavior;
  if (lasso.cycle.size() == 1 && lasso.cycle[0] == lasso.path.back()) {
    behavior.end = Behavior::End::Stuttering;
    return behavior;
  }
  behavior.end = Behavior::End::BackTo;
  behavior.back_to = lasso.path.size() - 1;
  behavior.back_action = explain_step(model_, context, words(nodes.back()), words(lasso.cycle.back()), behavior.depth()).action;
  return behavior;
}

}  // namespace trestle::explore
