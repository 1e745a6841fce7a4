// Which values that a model's states have are not in the shapes inferred for its variables.
#pragma once

#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "translator/core/infer.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/model.h"
#include "translator/runtime/print.h"

namespace trestle::testing {

// Walks a model breadth first, as far as its constraints let it go and up to `most` states.
class Walk : runtime::StateSink, runtime::StepSink {
 public:
  Walk(const runtime::Model& model, runtime::Context& context, size_t most)
      : model_(model), context_(context), signature_(model.signature()), most_(most) {}

  // The values of all states met; of those that satisfy all invariants, when `lawful`.
  std::vector<std::vector<runtime::Value>> states(bool lawful) {
    try {
      if (signature_.has_behavior) model_.initial_states(context_, *this);
      for (size_t i = 0; i < queue_.size() && queue_.size() < most_; ++i) {
        const std::vector<runtime::Word> from = *queue_[i];
        if (satisfies(from, runtime::PredicateKind::Constraint)) {
          from_ = from.data();
          model_.steps(context_, from.data(), *this);
        }
        context_.arena.reset();
      }
    } catch (const runtime::EvalError&) {  // so far, then
    }
    std::vector<std::vector<runtime::Value>> values;
    for (const auto* state : queue_) {
      if (!lawful || satisfies(*state, runtime::PredicateKind::Invariant)) {
        values.push_back(runtime::decode(signature_.layout, state->data()));
      }
    }
    return values;
  }

 private:
  bool state(const runtime::Word* state) override {
    const auto [at, fresh] = seen_.emplace(state, state + signature_.layout.words());
    if (fresh) queue_.push_back(&*at);
    return queue_.size() < most_;
  }
  bool step(const runtime::Step& step) override {
    for (runtime::PredicateId p = 0; p < signature_.predicates.size(); ++p) {
      if (signature_.predicates[p].kind == runtime::PredicateKind::ActionConstraint &&
          !model_.holds(context_, p, from_, step.next)) {
        return true;
      }
    }
    return state(step.next);
  }

  bool satisfies(const std::vector<runtime::Word>& state, runtime::PredicateKind kind) {
    try {
      for (runtime::PredicateId p = 0; p < signature_.predicates.size(); ++p) {
        const runtime::Predicate& predicate = signature_.predicates[p];
        if (predicate.kind == kind && !predicate.on_steps && !model_.holds(context_, p, state.data())) return false;
      }
    } catch (const runtime::EvalError&) {
      return false;
    }
    return true;
  }

  const runtime::Model& model_;
  runtime::Context& context_;
  const runtime::Signature& signature_;
  const size_t most_;
  const runtime::Word* from_ = nullptr;
  std::set<std::vector<runtime::Word>> seen_;
  std::vector<const std::vector<runtime::Word>*> queue_;
};

// One line for each variable that has such a value.
inline std::string misfits(const core::Spec& spec, const std::vector<core::Inferred>& shapes,
                           const std::vector<std::vector<runtime::Value>>& states, runtime::Context& context) {
  std::string found;
  for (size_t v = 0; v < shapes.size(); ++v) {
    size_t count = 0;
    std::string first;
    for (const auto& state : states) {
      if (runtime::shape::contains(context, shapes[v].shape, state[v])) continue;
      if (count++ == 0) first = runtime::to_string(state[v]);
    }
    if (count == 0) continue;
    found += fmt::format("{} of {} values of {} are not in {}, as {}\n", count, states.size(), spec.variables[v].name,
                         runtime::shape::print(shapes[v].shape), first);
  }
  return found;
}

}  // namespace trestle::testing
