#include "translator/evaluator/explain.h"

#include <fmt/format.h>

#include <set>

#include "translator/evaluator/model.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/print.h"

namespace trestle::evaluator {
namespace {

using runtime::EvalError;

// Remembers the conjunct that was refused furthest on.
class Furthest : public Machine::Refusals {
 public:
  explicit Furthest(Machine& machine) : machine_(machine) {}

  void refused(const Node& conjunct, Value* frame, uint32_t depth) override {
    if (best_ && !best_->domain && best_->passed >= depth) return;
    tell(first_false(conjunct, frame), frame).passed = depth;
  }

  void nothing_in(const Node& set, Value* frame, uint32_t depth) override {
    if (best_ && !best_->domain && best_->passed >= depth) return;
    Refusal& r = tell(set, frame);
    r.passed = depth;
    r.empty = true;
  }

  void outside(const Node& set, Value* frame) override {
    if (best_) return;
    tell(set, frame).domain = true;
  }

  std::optional<Refusal> best() && { return std::move(best_); }

 private:
  Refusal& tell(const Node& e, Value* frame) {
    Refusal r;
    r.location = core::location(machine_.spec, e.source->span);
    r.text = std::string(e.source->span.text());
    r.between = !machine_.middles.empty();
    values(e, frame, r.values);
    return best_.emplace(std::move(r));
  }

  // Goes down conjunctions, to the smallest part that is false by itself in this frame.
  const Node& first_false(const Node& e, Value* frame) {
    if (e.kind == Kind::Apply && e.op == Op::TLCEval) return first_false(*e.args()[0], frame);  // a primed conjunction
    if (e.kind != Kind::And) return e;
    for (const Node* a : e.args()) {
      try {
        if (!machine_.truth(*a, frame)) return first_false(*a, frame);
      } catch (const EvalError&) {
        return *a;
      }
    }
    return e;
  }

  void values(const Node& e, Value* frame, std::vector<Named>& out) {
    std::set<std::string> seen;
    collect(e, frame, out, seen);
  }

  void add(std::string name, const Node& e, Value* frame, std::vector<Named>& out, std::set<std::string>& seen) {
    if (name.empty() || name.size() > 60 || !seen.insert(name).second || out.size() >= 12) return;
    try {
      out.push_back({std::move(name), runtime::to_short_string(machine_.eval(e, frame), 300)});
    } catch (const EvalError&) {
    }
  }

  void collect(const Node& e, Value* frame, std::vector<Named>& out, std::set<std::string>& seen) {
    switch (e.kind) {
      case Kind::Variable:
        if (!e.primed || machine_.next[e.index].defined())
          add(machine_.variable_name(e.index) + (e.primed ? "'" : ""), e, frame, out, seen);
        return;
      case Kind::Local: add(std::string(e.source->span.text()), e, frame, out, seen); return;
      case Kind::Unchanged:
        for (uint32_t v : e.scope->variables)
          if (machine_.next[v].defined() && !same(machine_.next[v], machine_.current[v])) {
            const std::string& name = machine_.spec.variables[v].name;
            if (seen.insert(name).second) {
              out.push_back({name, runtime::to_short_string(machine_.current[v], 300)});
              out.push_back({name + "'", runtime::to_short_string(machine_.next[v], 300)});
            }
          }
        return;
      case Kind::Forall: case Kind::Exists: case Kind::Choose: case Kind::Filter: case Kind::Map: case Kind::Function:
        // What is bound inside has no one value; the sets and variables do.
        for (const auto& b : e.bindings())
          if (b.set) collect(*b.set, frame, out, seen);
        for (const Node* a : e.args()) variables_only(*a, frame, out, seen);
        return;
      case Kind::Let:  // its names need not have been asked for
        variables_only(e[0], frame, out, seen);
        for (const auto& l : e.scope->lets) variables_only(*l.value, frame, out, seen);
        return;
      case Kind::Apply:
        // f[x] and field accesses say more than the whole function.
        if (e.op == runtime::Op::Apply) add(std::string(e.source->span.text()), e, frame, out, seen);
        break;
      case Kind::Field:
      case Kind::Global: add(std::string(e.source->span.text()), e, frame, out, seen); break;
      case Kind::Call: if (e.size == 0) add(std::string(e.source->span.text()), e, frame, out, seen); break;
      default: break;
    }
    for (const Node* a : e.args()) collect(*a, frame, out, seen);
  }

  void variables_only(const Node& e, Value* frame, std::vector<Named>& out, std::set<std::string>& seen) {
    if (e.kind == Kind::Variable) return collect(e, frame, out, seen);
    for (const Node* a : e.args()) variables_only(*a, frame, out, seen);
    if (e.binds())
      for (const auto& b : e.bindings())
        if (b.set) variables_only(*b.set, frame, out, seen);
  }

  Machine& machine_;
  std::optional<Refusal> best_;
};

template <typename Run>
std::optional<Refusal> explain(const Evaluator& model, Machine& machine, const Run& run) {
  (void)model;
  Furthest furthest(machine);
  machine.refusals = &furthest;
  bool possible = false;
  std::string error;
  try {
    run([&] {
      possible = true;
      return false;
    });
  } catch (const EvalError& e) {
    error = e.what();
  }
  machine.refusals = nullptr;
  if (possible) return std::nullopt;
  std::optional<Refusal> refusal = std::move(furthest).best();
  if (!refusal) refusal.emplace();
  if (!error.empty()) {
    if (machine.context.place) {
      const core::Expr& e = *static_cast<const Node*>(machine.context.place)->source;
      refusal->location = core::location(machine.spec, e.span);
      refusal->text = std::string(e.span.text());
      refusal->values.clear();
    }
    refusal->error = std::move(error);
  }
  return refusal;
}

const Evaluator& evaluator_of(const runtime::Model& model) { return dynamic_cast<const Evaluator&>(model); }

}  // namespace

std::optional<Refusal> refusal(const runtime::Model& model, Context& context, const runtime::Word* state,
                               runtime::ActionId action, runtime::Arguments arguments) {
  const Evaluator& evaluator = evaluator_of(model);
  Lease lease = evaluator.machine(context);
  Machine& m = *lease;
  evaluator.load(m, state, nullptr);
  return explain(evaluator, m, [&](const Machine::Emit& emit) {
    for (const Branch* leaf : evaluator.leaves(action)) {
      Value* frame = m.push_frame(evaluator.spec().next_frame, nullptr);
      bool go_on = m.run_path({*leaf, arguments, frame, emit});
      m.pop_frame(frame);
      if (!go_on) return;
    }
  });
}

std::optional<Refusal> initial_refusal(const runtime::Model& model, Context& context) {
  const Evaluator& evaluator = evaluator_of(model);
  Lease lease = evaluator.machine(context);
  Machine& m = *lease;
  evaluator.load(m, nullptr, nullptr);
  return explain(evaluator, m, [&](const Machine::Emit& emit) { m.run_root(*evaluator.program().init, emit); });
}

std::optional<Refusal> false_conjunct(const runtime::Model& model, Context& context, runtime::PredicateId predicate,
                                      const runtime::Word* state, const runtime::Word* next) {
  const Evaluator& evaluator = evaluator_of(model);
  Lease lease = evaluator.machine(context);
  Machine& m = *lease;
  evaluator.load(m, state, next);
  const Root& root = evaluator.program().predicates[predicate];
  Value* frame = m.push_frame(root.frame, nullptr);
  Furthest furthest(m);
  try {
    if (m.truth(*root.node, frame)) return std::nullopt;
    furthest.refused(*root.node, frame, 0);
  } catch (const EvalError& e) {
    Refusal r;
    r.error = e.what();
    return r;
  }
  return std::move(furthest).best();
}

}  // namespace trestle::evaluator
