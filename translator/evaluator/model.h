// The evaluator's Model; private to this folder.
#pragma once

#include <mutex>

#include "translator/evaluator/conjuncts.h"
#include "translator/evaluator/machine.h"
#include "translator/evaluator/symmetry.h"
#include "translator/runtime/model.h"

namespace trestle::evaluator {

// The machines of one worker. A sink may call the Model again while it is being handed a step: each nested call has a
// machine of its own.
struct Worker {
  std::vector<std::unique_ptr<Machine>> machines;
  size_t busy = 0;
  std::vector<runtime::ExpressionCount> counts;
  std::unique_ptr<Orbits> orbits;  // when there is a SYMMETRY
  std::vector<std::vector<Held>> held;  // by predicate and conjunct,
  uint64_t held_since = 0;              // after so many collections
};

class Lease {
 public:
  explicit Lease(Worker& worker, Machine& machine) : worker_(worker), machine_(machine) {}
  ~Lease() { --worker_.busy; }
  Lease(const Lease&) = delete;
  Machine& operator*() const { return machine_; }

 private:
  Worker& worker_;
  Machine& machine_;
};

class Evaluator : public runtime::Model {
 public:
  Evaluator(std::shared_ptr<const core::Spec> spec, runtime::Layout layout, Program::Way way = Program::Way::Fast);

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

  std::span<const runtime::CoveredExpression> covered() const override;
  std::span<runtime::ExpressionCount> counts(Context& context) const override;

  const core::Spec& spec() const { return *spec_; }
  const Program& program() const { return program_; }
  Root compile(const core::Root& root) { return program_.compile(root); }  // not while another thread evaluates
  Lease machine(Context& context) const;
  // Puts a state's values in; null: none.
  void load(Machine& machine, const runtime::Word* state, const runtime::Word* next) const;
  // Only those of a state's that will be read: unpacking costs.
  void load(Machine& machine, const runtime::Word* state, std::span<const uint32_t> variables) const;
  std::span<const Branch* const> leaves(runtime::ActionId action) const { return leaves_[action]; }
  bool foretells(runtime::ActionId action, runtime::Arguments arguments, const runtime::StepSink& sink) const;
  const std::vector<Permutation>& permutations(Context& context) const;
  [[noreturn]] void rethrow(Context& context, runtime::EvalError& error, std::string in) const;

 private:
  class Successors;
  bool conjuncts_hold(Machine& machine, runtime::PredicateId predicate) const;
  Worker& worker(Context& context) const;
  // From now on what is evaluated counts under this.
  void cover(Machine& machine, Coverage::Of of, uint32_t id) const;

  std::shared_ptr<const core::Spec> spec_;
  Program program_;
  runtime::Signature signature_;
  std::vector<std::vector<const Branch*>> leaves_;  // by action
  std::vector<std::vector<Conjunct>> conjuncts_;    // by predicate; none: it is evaluated as a whole
  std::optional<Coverage> coverage_;
  mutable Globals globals_;
  mutable std::once_flag symmetry_once_;
  mutable std::vector<Permutation> permutations_;             // the group, without the identity
};

}  // namespace trestle::evaluator
