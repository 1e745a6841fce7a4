// Parts of a spec, evaluated on their own: what generated code leaves to the evaluator.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "translator/core/core.h"
#include "translator/runtime/model.h"

namespace trestle::evaluator {

struct Root;
struct Branch;
class Evaluator;

// An evaluator's Model, and some of its spec's expressions and leaves of Next by number. What is evaluated throws
// EvalErrors without a place.
class Parts {
 public:
  struct Expression {
    const core::Expr* expr;
    uint32_t frame;               // size of the frame it is read in
    std::vector<uint32_t> slots;  // of it, that are given
  };
  struct Leaf {
    const core::ActionNode* node;
    uint32_t frame;
    std::vector<uint32_t> slots;
  };

  Parts(std::shared_ptr<const core::Spec> spec, runtime::Layout layout, std::vector<Expression> expressions,
        std::vector<Leaf> leaves);
  ~Parts();

  const runtime::Model& model() const;
  // Of each action and outer action: whether it may foretell() something when it has all of its arguments, too.
  std::vector<bool> binds_more() const;
  // Whether it need not go through all steps of the action, since what the sink knows tells before all is enumerated.
  bool foretells(runtime::ActionId action, runtime::Arguments arguments, const runtime::StepSink& sink) const;
  // The values of Spec::globals; undefined where one has an effect, or no value that can be listed.
  std::vector<runtime::Value> globals(runtime::Context& context) const;
  // The value of a constant expression that needs no frame, likewise.
  runtime::Value closed(runtime::Context& context, const core::Expr& expr) const;
  // The value of an expression that is a constant or stands for one, likewise; undefined where it is none.
  runtime::Value constant(runtime::Context& context, const core::Expr& expr) const;
  // SYMMETRY's group, without the identity: pairs from, to, flattened. Empty when it has no value.
  std::vector<std::vector<runtime::Value>> permutations(runtime::Context& context) const;
  // The value with its model values replaced by one of these.
  runtime::Value permuted(runtime::Context& context, runtime::Value value,
                          const std::vector<runtime::Value>& permutation) const;
  // An EXCEPT has changed nothing (machine.h).
  void warn_of_ignored(runtime::Context& context, const core::Expr& except, std::optional<uint32_t> field) const;
  runtime::Value evaluate(runtime::Context& context, size_t expression, std::span<const runtime::Value> slots,
                          const runtime::Word* state) const;
  // next() is given the words of each successor, and returns false to stop. False when stopped.
  bool run_leaf(runtime::Context& context, size_t leaf, std::span<const runtime::Value> slots,
                const runtime::Word* state, const std::function<bool(const runtime::Word*)>& next) const;

 private:
  std::unique_ptr<Evaluator> evaluator_;
  std::vector<Expression> expressions_;
  std::vector<std::vector<uint32_t>> reads_;  // by expression: variables that it may read
  std::vector<Leaf> leaves_;
  std::vector<Root> roots_;
};

}  // namespace trestle::evaluator
