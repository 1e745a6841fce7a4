// The evaluator's Model; private to this folder.
#pragma once

#include <mutex>

#include "translator/evaluator/machine.h"
#include "translator/runtime/model.h"

namespace trestle::evaluator {

class Evaluator : public runtime::Model {
 public:
  explicit Evaluator(std::shared_ptr<const core::Spec> spec);

  const runtime::Signature& signature() const override { return signature_; }
  void initial_states(Context& context, runtime::StateSink& sink) const override;
  void steps(Context& context, const runtime::Word* state, runtime::StepSink& sink) const override;
  void steps(Context& context, const runtime::Word* state, runtime::ActionId action, runtime::Arguments arguments,
             runtime::StepSink& sink) const override;
  bool holds(Context& context, runtime::PredicateId predicate, const runtime::Word* state,
             const runtime::Word* next) const override;
  void identity(Context& context, const runtime::Word* state, runtime::Word* identity) const override;
  Value evaluate(Context& context, runtime::ExpressionId expression, const runtime::Word* state,
                 const runtime::Word* next) const override;

  const core::Spec& spec() const { return *spec_; }
  Machine& machine(Context& context) const;  // the worker's, made at first use
  // Puts a state's values in; null: none.
  void load(Machine& machine, const runtime::Word* state, const runtime::Word* next) const;
  std::span<const core::ActionNode* const> leaves(runtime::ActionId action) const { return leaves_[action]; }
  [[noreturn]] void rethrow(Context& context, runtime::EvalError& error, std::string in) const;

 private:
  class Successors;
  const std::vector<std::vector<Value>>& permutations(Context& context) const;

  std::shared_ptr<const core::Spec> spec_;
  runtime::Signature signature_;
  std::vector<std::vector<const core::ActionNode*>> leaves_;  // by action
  mutable Globals globals_;
  mutable std::once_flag symmetry_once_;
  mutable std::vector<std::vector<Value>> permutations_;      // pairs from, to, flattened: [from0, to0, from1, to1, ...]
};

}  // namespace trestle::evaluator
