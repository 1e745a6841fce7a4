#include "validator/explore/edges.h"

#include <algorithm>

#include "translator/runtime/thread.h"

namespace trestle::explore {
namespace {

class Edges final : public runtime::StepSink {
 public:
  Edges(const runtime::Model& model, const StateSpace& states, const std::function<void(const Edge&)>& visit)
      : model_(model), states_(states), visit_(visit), key_(states.words()) {
    const auto& predicates = model.signature().predicates;
    for (runtime::PredicateId id = 0; id < predicates.size(); ++id) {
      if (predicates[id].kind == runtime::PredicateKind::ActionConstraint) action_constraints_.push_back(id);
    }
  }

  void of(StateId from) {
    from_ = from;
    context_.level = static_cast<int64_t>(states_.level(from));
    model_.steps(context_, states_.state(from), *this);
    context_.arena.reset();
  }

  // The same up to a step to these words, or an error.
  void of(StateId from, std::span<const Word> up_to) {
    up_to_ = up_to;
    try {
      of(from);
    } catch (const runtime::EvalError&) {
    }
  }

  bool step(const runtime::Step& step) override {
    const Word* key = step.next;
    if (states_.has_identity()) {
      std::fill(key_.begin(), key_.end(), 0);
      model_.identity(context_, step.next, key_.data());
      key = key_.data();
    }
    const StateId to = states_.find(states_.hash(key), key);
    const bool allowed =
        to != kNoState &&
        std::all_of(action_constraints_.begin(), action_constraints_.end(), [&](runtime::PredicateId constraint) {
          return model_.holds(context_, constraint, states_.state(from_), step.next);
        });
    if (allowed) visit_({from_, to, step.action, step.arguments});
    return up_to_.empty() || !std::equal(up_to_.begin(), up_to_.end(), step.next);
  }

 private:
  const runtime::Model& model_;
  const StateSpace& states_;
  const std::function<void(const Edge&)>& visit_;
  std::vector<runtime::PredicateId> action_constraints_;
  std::vector<Word> key_;
  runtime::Context context_;
  StateId from_ = kNoState;
  std::span<const Word> up_to_;
};

}  // namespace

void for_each_edge(const runtime::Model& model, const StateSpace& states, const Expanded& expanded,
                   const std::function<void(const Edge&)>& visit) {
  runtime::on_deep_stack([&] {
    Edges edges(model, states, visit);
    for (unsigned worker = 0; worker < expanded.before.size(); ++worker) {
      for (uint64_t position = 0; position < expanded.before[worker]; ++position) {
        edges.of(StateSpace::id(worker, position));
      }
    }
    if (expanded.last != kNoState) edges.of(expanded.last, expanded.up_to);
  });
}

Expanded all_expanded(const StateSpace& states) {
  Expanded expanded;
  for (unsigned worker = 0; worker < states.stores(); ++worker) expanded.before.push_back(states.store(worker).size());
  return expanded;
}

}  // namespace trestle::explore
