#include "translator/evaluator/part.h"

#include <algorithm>
#include <numeric>

#include "translator/core/reads.h"
#include "translator/evaluator/evaluator.h"
#include "translator/evaluator/model.h"
#include "translator/evaluator/symmetry.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/store.h"

namespace trestle::evaluator {

namespace {

Value* fill(Machine& m, uint32_t size, std::span<const uint32_t> slots, std::span<const Value> values) {
  Value* frame = m.push_frame(size, nullptr);
  for (size_t i = 0; i < slots.size(); ++i) frame[slots[i]] = values[i];
  return frame;
}

}  // namespace

Parts::Parts(std::shared_ptr<const core::Spec> spec, runtime::Layout layout, std::vector<Expression> expressions,
             std::vector<Leaf> leaves)
    : evaluator_(std::make_unique<Evaluator>(expand_temporal(std::move(spec)), std::move(layout))),
      expressions_(std::move(expressions)),
      leaves_(std::move(leaves)) {
  std::vector<uint32_t> all(evaluator_->signature().variables.size());
  std::iota(all.begin(), all.end(), 0);
  for (const Expression& e : expressions_) {
    roots_.push_back(evaluator_->compile({e.expr, e.frame}));
    reads_.push_back(core::values_read(*e.expr).value_or(all));
  }
}

Parts::~Parts() = default;

const runtime::Model& Parts::model() const { return *evaluator_; }

std::vector<bool> Parts::binds_more() const {
  const runtime::Signature& signature = evaluator_->signature();
  std::vector<bool> all(signature.actions.size() + signature.outer_actions.size());
  for (runtime::ActionId action = 0; action < all.size(); ++action) {
    const std::vector<Value> given(signature.action(action).parameters.size(), Value::boolean(true));
    const std::span<const Branch* const> leaves = evaluator_->leaves(action);
    all[action] = std::any_of(leaves.begin(), leaves.end(), [&](const Branch* leaf) { return leaf->enumerated_to(given) > 0; });
  }
  return all;
}

bool Parts::foretells(runtime::ActionId action, runtime::Arguments arguments, const runtime::StepSink& sink) const {
  return evaluator_->foretells(action, arguments, sink);
}

void Parts::warn_of_ignored(runtime::Context& context, const core::Expr& except, std::optional<uint32_t> field) const {
  evaluator::warn_of_ignored(context, evaluator_->spec(), except, field);
}

std::vector<Value> Parts::globals(Context& context) const {
  const core::Spec& spec = evaluator_->spec();
  std::vector<Value> values(spec.globals.size());
  Lease lease = evaluator_->machine(context);
  Machine& m = *lease;
  for (size_t i = 0; i < values.size(); ++i) {
    if (spec.globals[i].root.expr->impure) continue;
    m.restart();
    evaluator_->load(m, nullptr, nullptr);
    try {
      const Value v = m.constant(i);
      if (v.kind() != runtime::Kind::Operator && v.kind() != runtime::Kind::LazyFunction) values[i] = v;
    } catch (const runtime::EvalError&) {
      // It may never be needed.
    }
  }
  return values;
}

Value Parts::closed(Context& context, const core::Expr& expr) const {
  const Root root = evaluator_->compile({&expr, 0});
  Lease lease = evaluator_->machine(context);
  evaluator_->load(*lease, nullptr, nullptr);
  try {
    const Value v = runtime::listed_function(context, (*lease).evaluate(root));
    if (v.kind() != runtime::Kind::Operator && v.kind() != runtime::Kind::LazyFunction) return runtime::keep(v);
  } catch (const runtime::EvalError&) {
    // As above.
  }
  return {};
}

Value Parts::constant(Context& context, const core::Expr& expr) const {
  if (expr.kind == core::Kind::Constant) return expr.value;
  const bool is_one = expr.kind == core::Kind::Global ? !core::unhoisted(evaluator_->spec(), expr).impure
                                                      : expr.level == core::Level::Constant && core::is_closed(expr);
  return is_one ? closed(context, expr) : Value();
}

std::vector<std::vector<Value>> Parts::permutations(Context& context) const {
  if (!evaluator_->spec().symmetry) return {};
  try {
    return evaluator_->permutations(context);
  } catch (const runtime::EvalError&) {
    return {};
  }
}

Value Parts::permuted(Context& context, Value value, const std::vector<Value>& permutation) const {
  return evaluator::permuted(context, value, permutation);
}

Value Parts::evaluate(Context& context, size_t expression, std::span<const Value> slots,
                      const runtime::Word* state) const {
  Lease lease = evaluator_->machine(context);
  evaluator_->load(*lease, state, reads_[expression]);
  const Expression& e = expressions_[expression];
  // What is still a rule would need this frame later.
  const Value v = runtime::listed_function(
      context, (*lease).eval(*roots_[expression].node, fill(*lease, e.frame, e.slots, slots)));
  if (v.kind() == runtime::Kind::LazyFunction || v.kind() == runtime::Kind::Operator ||
      v.kind() == runtime::Kind::Filter)
    throw runtime::EvalError(runtime::ErrorKind::Unsupported, "a rule is no value here");
  return v;
}

bool Parts::run_leaf(Context& context, size_t leaf, std::span<const Value> slots, const runtime::Word* state,
                     const std::function<bool(const runtime::Word*)>& next) const {
  const runtime::Layout& layout = evaluator_->signature().layout;
  Lease lease = evaluator_->machine(context);
  Machine& m = *lease;
  evaluator_->load(m, state, nullptr);
  std::vector<runtime::Word> words(layout.words());
  const Leaf& l = leaves_[leaf];
  return m.run_bound(evaluator_->program().branch(*l.node), fill(m, l.frame, l.slots, slots), [&] {
    std::fill(words.begin(), words.end(), 0);
    for (size_t i = 0; i < m.current.size(); ++i) {
      if (!m.next[i].defined())
        throw runtime::EvalError(runtime::ErrorKind::Evaluation, "a variable without a next value");
      layout.set(context, words.data(), i, m.next[i]);
    }
    return next(words.data());
  });
}

}  // namespace trestle::evaluator
