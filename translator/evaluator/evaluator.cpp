#include "translator/evaluator/evaluator.h"

#include <fmt/format.h>

#include "translator/diagnostics/diagnostic.h"
#include "translator/evaluator/model.h"
#include "translator/evaluator/symmetry.h"
#include "translator/runtime/store.h"

namespace trestle::evaluator {

using runtime::EvalError;
using runtime::Word;

std::unique_ptr<runtime::Model> make_model(std::shared_ptr<const core::Spec> spec) {
  const size_t variables = spec->variables.size();
  return make_model(std::move(spec), runtime::Layout(variables));
}

std::unique_ptr<runtime::Model> make_counting_model(std::shared_ptr<const core::Spec> spec) {
  const size_t variables = spec->variables.size();
  return std::make_unique<Evaluator>(expand_temporal(std::move(spec)), runtime::Layout(variables), Program::Way::Counting);
}

std::unique_ptr<runtime::Model> make_witnessing_model(std::shared_ptr<const core::Spec> spec) {
  const size_t variables = spec->variables.size();
  return std::make_unique<Evaluator>(expand_temporal(std::move(spec)), runtime::Layout(variables), Program::Way::Witnessing);
}

std::unique_ptr<runtime::Model> make_model(std::shared_ptr<const core::Spec> spec, runtime::Layout layout) {
  return std::make_unique<Evaluator>(expand_temporal(std::move(spec)), std::move(layout));
}

namespace {

Value apply_operator(Context& context, const Object& op, std::span<const Value> arguments) {
  Worker& worker = *static_cast<Worker*>(context.engine.get());
  return worker.machines[worker.busy - 1]->invoke_operator(op, arguments);
}

runtime::Listed listed(const core::Spec& spec) {
  const auto located = [&](const std::vector<core::Part>& parts) {
    std::vector<runtime::Part> all;
    for (const core::Part& part : parts) all.push_back({part.name, core::location(spec, part.span)});
    return all;
  };
  std::vector<core::Part> temporals;
  for (const core::Property& f : spec.fairness) temporals.push_back({std::string(runtime::kUnnamedAction), f.through ? f.through : f.root.expr->span});
  const core::Listed& from = spec.listed;
  return {.inits = located(from.inits),
          .temporals = located(temporals),
          .invariants = located(from.invariants),
          .implied_inits = located(from.implied_inits),
          .implied_actions = located(from.implied_actions),
          .implied_temporals = located(from.implied_temporals),
          .constraints = located(from.constraints),
          .action_constraints = located(from.action_constraints),
          .actions = {}};
}

void collect_leaves(const Branch& node, std::vector<std::vector<const Branch*>>& leaves) {
  if (node.kind == core::ActionNode::Kind::Leaf) leaves[node.action].push_back(&node);
  for (const Branch* c : node.children) collect_leaves(*c, leaves);
}

}  // namespace

Evaluator::Evaluator(std::shared_ptr<const core::Spec> spec, runtime::Layout layout, Program::Way way)
    : spec_(std::move(spec)), program_(*spec_, way), globals_(spec_->globals.size()) {
  signature_.module = spec_->module;
  for (const auto& v : spec_->variables) signature_.variables.push_back({v.name, core::location(*spec_, v.span)});
  for (const auto& a : spec_->actions) signature_.actions.push_back({a.name, a.parameters, core::location(a.span, a.module), a.callable});
  for (const auto& a : spec_->outer_actions)
    signature_.outer_actions.push_back({a.name, a.parameters, core::location(a.span, a.module), a.callable});
  for (const auto& p : spec_->predicates)
    signature_.predicates.push_back({p.name, p.kind, p.on_steps, core::location(*spec_, p.root.expr->span), !p.root.expr->impure});
  if (spec_->alias) {
    signature_.alias = signature_.expressions.size();
    signature_.expressions.push_back("ALIAS");
  }
  signature_.listed = listed(*spec_);
  if (spec_->listed.actions) {
    signature_.listed.actions = signature_.expressions.size();
    signature_.expressions.push_back("TLCGet(\"spec\").actions");
  }
  signature_.has_behavior = spec_->init.has_value() && spec_->next != nullptr;
  signature_.pure_init = spec_->init.has_value() && !spec_->init->expr->impure;
  signature_.check_deadlock = spec_->check_deadlock;
  signature_.has_identity = spec_->view || spec_->symmetry;
  if (spec_->temporal) signature_.temporal = *spec_->temporal;
  signature_.layout = std::move(layout);
  if (spec_->view && !spec_->symmetry) {
    if (const auto listed = core::listed_variables(*spec_->view->expr)) signature_.identity_mask = signature_.layout.mask(*listed);
  }
  leaves_.resize(spec_->actions.size() + spec_->outer_actions.size());
  if (program_.next) collect_leaves(*program_.next, leaves_);
  for (const Branch* leaf : program_.outer_leaves) leaves_[spec_->actions.size() + leaf->action].push_back(leaf);
  if (way == Program::Way::Counting) coverage_.emplace(*spec_, program_, leaves_);
  conjuncts_.resize(spec_->predicates.size());
  // Where values are handles, equal ones are the same word.
  if (way != Program::Way::Fast || signature_.layout.packed()) return;
  for (size_t i = 0; i < conjuncts_.size(); ++i) {
    if (!spec_->predicates[i].on_steps) conjuncts_[i] = conjuncts_of(spec_->predicates[i].root, program_);
  }
}

Worker& Evaluator::worker(Context& context) const {
  if (!context.engine) {
    context.engine = std::make_shared<Worker>();
    context.apply = &apply_operator;
    context.model_values = spec_->model_values;
  }
  return *static_cast<Worker*>(context.engine.get());
}

Lease Evaluator::machine(Context& context) const {
  Worker& worker = this->worker(context);
  if (worker.busy == worker.machines.size()) worker.machines.push_back(std::make_unique<Machine>(context, *spec_, program_, globals_));
  Machine& m = *worker.machines[worker.busy++];
  m.restart();
  m.counting = {};
  return Lease(worker, m);
}

std::span<const runtime::CoveredExpression> Evaluator::covered() const {
  return coverage_ ? coverage_->expressions() : std::span<const runtime::CoveredExpression>();
}

std::span<runtime::ExpressionCount> Evaluator::counts(Context& context) const {
  auto& counts = worker(context).counts;
  counts.resize(covered().size());
  return counts;
}

void Evaluator::cover(Machine& m, Coverage::Of of, uint32_t id) const {
  if (!coverage_) return;
  const Numbers& numbers = of == Coverage::Of::Init     ? coverage_->init()
                           : of == Coverage::Of::Action ? coverage_->action(id)
                                                        : coverage_->predicate(id);
  m.counting = {&numbers, counts(m.context)};
}

void Evaluator::load(Machine& m, const Word* state, const Word* next) const {
  m.has_current = state != nullptr;
  m.has_next = next != nullptr;
  for (size_t i = 0; i < m.current.size(); ++i) {
    m.current[i] = state ? signature_.layout.get(m.context, state, i) : Value();
    m.next[i] = next ? signature_.layout.get(m.context, next, i) : Value();
  }
  m.read_anew(next != nullptr);
}

void Evaluator::load(Machine& m, const Word* state, std::span<const uint32_t> variables) const {
  m.has_current = state != nullptr;
  m.has_next = false;
  std::fill(m.current.begin(), m.current.end(), Value());
  std::fill(m.next.begin(), m.next.end(), Value());
  if (state != nullptr) {
    for (const uint32_t v : variables) m.current[v] = signature_.layout.get(m.context, state, v);
  }
  m.read_anew(false);
}

void Evaluator::rethrow(Context& context, EvalError& error, std::string in) const {
  if (error.place.empty() && context.place) {
    const Node& node = *static_cast<const Node*>(context.place);
    if (!error.general) error.general = node.kind == Kind::Apply && runtime::of_module(node.op);
    const core::Expr& e = *node.source;
    error.place = to_string(e.span);
    error.expression = std::string(e.span.text().substr(0, 400));
    if (e.span) error.excerpt = excerpt(e.span);
  }
  if (error.in.empty()) error.in = std::move(in);
  throw error;
}

// Turns finished assignments into states for a sink.
class Evaluator::Successors {
 public:
  Successors(const Evaluator& model, Machine& machine, const Word* state) : model_(model), machine_(machine), state_(state) {
    words_.resize(model.signature_.layout.words());
  }

  // Those that a composed step goes through.
  std::span<const std::vector<Word>> between() {
    if (machine_.middles.empty()) return {};
    between_.assign(machine_.middles.size(), std::vector<Word>(words_.size()));
    for (size_t i = 0; i < between_.size(); ++i) {
      for (size_t v = 0; v < machine_.current.size(); ++v)
        model_.signature_.layout.set(machine_.context, between_[i].data(), v, machine_.middles[i][v]);
    }
    return between_;
  }

  // `of` is the action's name, `body` what it says, for errors.
  const Word* words(std::string_view of, const Node& body) {
    std::fill(words_.begin(), words_.end(), 0);
    const runtime::Layout& layout = model_.signature_.layout;
    for (size_t i = 0; i < machine_.current.size(); ++i) {
      Value v = machine_.next[i];
      if (!v.defined()) incomplete(of, body);
      if (state_ && same(v, machine_.current[i])) {
        layout.copy(words_.data(), state_, i);
      } else {
        machine_.context.place = machine_.conjunct_of(i);
        layout.set(machine_.context, words_.data(), i, v);
      }
    }
    return words_.data();
  }

 private:
  [[noreturn]] void incomplete(std::string_view of, const Node& body) {
    std::string names, first;
    for (size_t i = 0; i < machine_.current.size(); ++i) {
      if (machine_.next[i].defined()) continue;
      if (names.empty()) first = model_.spec_->variables[i].name;
      names += (names.empty() ? "" : ", ") + model_.spec_->variables[i].name;
    }
    EvalError error(runtime::ErrorKind::Evaluation,
                    state_ ? fmt::format("{} does not say what happens to {}", of, names)
                           : fmt::format("the initial predicate gives no value to {}", names),
                    state_ ? fmt::format("say {}' = ..., or UNCHANGED {} where it stays as it is", first, first)
                           : fmt::format("say {} = ... or {} \\in ...", first, first));
    std::fill(words_.begin(), words_.end(), 0);
    for (size_t i = 0; i < machine_.current.size(); ++i) {
      model_.signature_.layout.set(machine_.context, words_.data(), i, machine_.next[i]);
    }
    error.general = state_ == nullptr;  // of an initial state it has no exit code of its own
    error.unfinished = words_;
    machine_.context.place = &body;
    throw error;
  }

  const Evaluator& model_;
  Machine& machine_;
  const Word* state_;
  std::vector<Word> words_;
  std::vector<std::vector<Word>> between_;
};

void Evaluator::initial_states(Context& context, runtime::StateSink& sink) const {
  Lease lease = machine(context);
  Machine& m = *lease;
  load(m, nullptr, nullptr);
  Successors successors(*this, m, nullptr);
  cover(m, Coverage::Of::Init, 0);
  try {
    m.run_root(*program_.init, [&] { return sink.state(successors.words("Init", *program_.init->node)); });
  } catch (EvalError& e) {
    rethrow(context, e, "the initial predicate");
  }
}

void Evaluator::steps(Context& context, const Word* state, runtime::StepSink& sink) const {
  Lease lease = machine(context);
  Machine& m = *lease;
  load(m, state, nullptr);
  Successors successors(*this, m, state);
  const Branch* at = nullptr;
  Value* bound = nullptr;  // the frame of the leaf
  std::vector<Value> arguments;
  Machine::Emit emit = [&] {
    if (arguments.size() != at->arguments.size()) {
      for (const Node* a : at->arguments) arguments.push_back(m.argument(*a, bound));
    }
    return sink.step({at->action, arguments, successors.words(spec_->actions[at->action].name, *at->body), 1});
  };
  try {
    Value* frame = m.push_frame(spec_->next_frame, nullptr);
    m.run_node(*program_.next, frame, [&](const Branch& leaf, Value* f) {
      at = &leaf;
      bound = f;
      cover(m, Coverage::Of::Action, leaf.action);
      arguments.clear();
      return m.run_leaf(leaf, f, emit);
    });
    m.pop_frame(frame);
  } catch (EvalError& e) {
    if (at != nullptr) e.action = at->action;
    rethrow(context, e, at ? "action " + spec_->actions[at->action].name : "the next-state action");
  }
}

void Evaluator::steps(Context& context, const Word* state, runtime::ActionId action, runtime::Arguments arguments,
                      runtime::StepSink& sink) const {
  Lease lease = machine(context);
  Machine& m = *lease;
  load(m, state, nullptr);
  Successors successors(*this, m, state);
  std::vector<Value> bound;
  cover(m, Coverage::Of::Action, action);
  try {
    for (const Branch* leaf : leaves_[action]) {
      Value* frame = m.push_frame(spec_->next_frame, nullptr);
      const Machine::Emit emit = [&] {
        bound.clear();
        for (const Node* a : leaf->arguments) bound.push_back(m.argument(*a, frame));
        const Word* const next = successors.words(signature_.action(action).name, *leaf->body);
        return sink.step({action, bound, next, 1, successors.between()});
      };
      const bool go_on = m.run_path({*leaf, arguments, frame, emit, &sink});
      m.pop_frame(frame);
      if (!go_on) return;
    }
  } catch (EvalError& e) {
    e.action = action;
    rethrow(context, e, "action " + signature_.action(action).name);
  }
}

bool Evaluator::foretells(runtime::ActionId action, runtime::Arguments arguments, const runtime::StepSink& sink) const {
  const std::span<const Branch* const> leaves = leaves_[action];
  return std::any_of(leaves.begin(), leaves.end(), [&](const Branch* leaf) {
    if (leaf->tests.empty()) return false;
    const size_t to = leaf->enumerated_to(arguments);
    return std::any_of(leaf->tests.begin(), leaf->tests.end(), [&](const LeafTest& test) {
      const bool changes = test.variable != EarlyTest::kNone && test.node->kind != Kind::Variable;
      return changes && test.bound < to && sink.observes(test.variable);
    });
  });
}

bool Evaluator::conjuncts_hold(Machine& m, runtime::PredicateId predicate) const {
  std::vector<std::vector<Held>>& all = worker(m.context).held;
  if (uint64_t& since = worker(m.context).held_since; since != runtime::collections()) {
    since = runtime::collections();
    all.clear();
  }
  if (all.empty()) all.resize(conjuncts_.size());
  std::vector<Held>& held = all[predicate];
  held.resize(conjuncts_[predicate].size());
  for (size_t i = 0; i < held.size(); ++i) {
    const Conjunct& conjunct = conjuncts_[predicate][i];
    Held& before = held[i];
    const auto unchanged = [&] {
      for (size_t r = 0; r < conjunct.reads->size(); ++r) {
        if (!same(before.values[r], m.current[(*conjunct.reads)[r]])) return false;
      }
      return true;
    };
    if (before.known && unchanged()) continue;
    if (!m.test(conjunct.root)) return false;
    if (!conjunct.reads) continue;
    before.known = true;
    before.values.clear();
    for (const uint32_t v : *conjunct.reads) before.values.push_back(m.current[v]);
  }
  return true;
}

bool Evaluator::holds(Context& context, runtime::PredicateId predicate, const Word* state, const Word* next) const {
  Lease lease = machine(context);
  Machine& m = *lease;
  load(m, state, next);
  const core::Predicate& p = spec_->predicates[predicate];
  cover(m, Coverage::Of::Predicate, predicate);
  try {
    if (state != nullptr && !conjuncts_[predicate].empty()) return conjuncts_hold(m, predicate);
    return m.test(program_.predicates[predicate]);
  } catch (EvalError& e) {
    rethrow(context, e, p.name);
  }
}

Value Evaluator::evaluate(Context& context, runtime::ExpressionId expression, const Word* state, const Word* next) const {
  Lease lease = machine(context);
  Machine& m = *lease;
  load(m, state, next);
  try {
    return m.evaluate(expression == signature_.alias ? *program_.alias : *program_.listed_actions);
  } catch (EvalError& e) {
    rethrow(context, e, signature_.expressions[expression]);
  }
}

void Evaluator::identity(Context& context, const Word* state, Word* identity) const {
  const runtime::Layout& layout = signature_.layout;
  if (const std::vector<Word>& mask = signature_.identity_mask; !mask.empty()) {
    for (size_t i = 0; i < mask.size(); ++i) identity[i] = state[i] & mask[i];
    return;
  }
  std::fill(identity, identity + layout.words(), 0);
  Lease lease = machine(context);
  Machine& m = *lease;
  load(m, state, nullptr);
  try {
    const auto take_view = [&] { identity[0] = runtime::to_handle(context, m.evaluate(*program_.view)); };
    if (!spec_->symmetry) return take_view();
    const auto& group = permutations(context);
    Worker& worker = *static_cast<Worker*>(context.engine.get());
    if (!worker.orbits) worker.orbits = std::make_unique<Orbits>(group);
    worker.orbits->forget();
    for (size_t i = 0; i < m.current.size(); ++i) m.current[i] = layout.get(state, i);  // interned: orbits are remembered
    std::vector<const Value*> images;
    for (Value v : m.current) images.push_back(worker.orbits->images(context, v));
    std::vector<Value> least = m.current;
    for (size_t p = 0; p < group.size(); ++p) {
      const auto image = [&](size_t i) { return images[i] ? images[i][p] : m.current[i]; };
      int order = 0;
      for (size_t i = 0; i < least.size() && order == 0; ++i) order = runtime::compare(context, image(i), least[i]);
      if (order >= 0) continue;
      for (size_t i = 0; i < least.size(); ++i) least[i] = image(i);
    }
    for (size_t i = 0; i < least.size(); ++i) layout.set(context, identity, i, least[i]);
    if (!spec_->view) return;
    // As in TLC (TLCStateMut.fingerPrint) the view is of the least image.
    load(m, std::vector<Word>(identity, identity + layout.words()).data(), nullptr);
    std::fill(identity, identity + layout.words(), 0);
    take_view();
  } catch (EvalError& e) {
    rethrow(context, e, spec_->view ? "VIEW" : "SYMMETRY");
  }
}

}  // namespace trestle::evaluator
