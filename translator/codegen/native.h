// A compiled unit as a Model. What it does not do, and whatever has no value or does not fit, the evaluator does on the
// same words: both engines share one Layout.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>

#include "translator/codegen/compile.h"
#include "translator/codegen/generate.h"
#include "translator/runtime/model.h"
#include "translator/runtime/packed.h"

namespace trestle::codegen {

using runtime::Value;

class Native final : public runtime::Model {
 public:
  // `spec` as it was generated from (evaluator::expand_temporal).
  Native(std::shared_ptr<const core::Spec> spec, Unit unit, Library library);

  const runtime::Signature& signature() const override { return parts_.model().signature(); }
  void initial_states(runtime::Context& context, runtime::StateSink& sink) const override;
  void steps(runtime::Context& context, const runtime::Word* state, runtime::StepSink& sink) const override;
  void steps(runtime::Context& context, const runtime::Word* state, runtime::ActionId action,
             runtime::Arguments arguments, runtime::StepSink& sink) const override;
  bool holds(runtime::Context& context, runtime::PredicateId predicate, const runtime::Word* state,
             const runtime::Word* next) const override;
  size_t holding(runtime::Context& context, std::span<const runtime::PredicateId> predicates, Rows rows,
                 std::span<const uint32_t> numbers, uint32_t* holding) const override;
  void identity(runtime::Context& context, const runtime::Word* state, runtime::Word* identity) const override;
  Value evaluate(runtime::Context& context, runtime::ExpressionId expression, const runtime::Word* state,
                 const runtime::Word* next) const override;

  // So many states had to be computed by the evaluator after all that it alone is faster.
  bool hopeless() const { return hopeless_.load(std::memory_order_relaxed); }
  // States whose successors the evaluator had to compute.
  uint64_t left() const { return left_.load(std::memory_order_relaxed); }
  const Unit& unit() const { return unit_; }

 private:
  void steps(runtime::Context& context, const runtime::Word* state, packed::Sink& rows, runtime::StepSink& sink) const;
  void steps_one_by_one(runtime::Context& context, const runtime::Word* state, runtime::StepSink& sink) const;
  // The evaluator's steps but for the first so many.
  void evaluate_rest(runtime::Context& context, const runtime::Word* state, uint64_t given,
                     runtime::StepSink& sink) const;
  bool ask(runtime::Context& context, runtime::PredicateId predicate, const runtime::Word* state,
           const runtime::Word* other) const;
  void note(bool misfit) const;  // of a worker's expansions
  void compare(runtime::Context& context, const runtime::Word* state, std::chrono::nanoseconds taken) const;

  mutable std::atomic<bool> hopeless_{false};
  mutable std::atomic<int64_t> taken_{0}, evaluated_{0};  // nanoseconds of work by either, for the same states
  mutable std::atomic<uint64_t> left_{0};
  std::shared_ptr<const core::Spec> spec_;
  Unit unit_;
  Library library_;
  evaluator::Parts parts_;
  std::vector<bool> binds_more_;  // by action (Parts)
};

}  // namespace trestle::codegen
