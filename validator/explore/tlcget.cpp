#include "validator/explore/tlcget.h"

#include <algorithm>

#include "translator/runtime/atoms.h"
#include "translator/runtime/operators.h"
#include "validator/explore/search.h"

namespace trestle::explore {
namespace {

using runtime::Context;
using runtime::PredicateKind;
using runtime::Value;

Value text(std::string_view text) { return runtime::string_value(text); }

// [name |-> value, ...]
Value record(Context& context, std::initializer_list<std::pair<std::string_view, Value>> fields) {
  std::vector<uint32_t> names;
  std::vector<Value> values;
  for (const auto& [name, value] : fields) {
    names.push_back(runtime::atom(name));
    values.push_back(value);
  }
  return runtime::make_record(context, names, values);
}

Value location_record(Context& context, const runtime::Location& location) {
  return record(context, {{"beginLine", Value::integer(location.begin_line)},
                          {"beginColumn", Value::integer(location.begin_column)},
                          {"endLine", Value::integer(location.end_line)},
                          {"endColumn", Value::integer(location.end_column)},
                          {"module", text(location.module)}});
}

// {[name |-> ..., location |-> ...], ...} of everything that has both.
template <typename Named>
Value named_set(Context& context, const std::vector<Named>& all, const auto& wanted) {
  std::vector<Value> elements;
  for (const Named& one : all) {
    if (!wanted(one)) continue;
    elements.push_back(
        record(context, {{"name", text(one.name)}, {"location", location_record(context, one.location)}}));
  }
  return runtime::make_set(context, elements);
}

// TLCGet("spec")
Value spec_record(Context& context, const runtime::Signature& signature) {
  const auto all = [](const auto&) { return true; };
  const auto of_kind = [&](PredicateKind kind) {
    return named_set(context, signature.predicates, [&](const runtime::Predicate& p) { return p.kind == kind; });
  };
  std::vector<Value> temporal;
  for (const auto& property : signature.temporal.properties)
    temporal.push_back(record(context, {{"name", text(property.name)}}));
  return record(context, {{"actions", named_set(context, signature.actions, all)},
                          {"variables", named_set(context, signature.variables, all)},
                          {"invariants", of_kind(PredicateKind::Invariant)},
                          {"impliedinits", of_kind(PredicateKind::ImpliedInit)},
                          {"impliedactions", of_kind(PredicateKind::ImpliedAction)},
                          {"impliedtemporals", runtime::make_set(context, temporal)},
                          {"constraints", of_kind(PredicateKind::Constraint)},
                          {"actionconstraints", of_kind(PredicateKind::ActionConstraint)}});
}

// TLCGet("config")
Value config_record(Context& context, const Search& search) {
  return record(context,
                {{"mode", text("bfs")},
                 {"deadlock", Value::boolean(search.signature.check_deadlock && search.options.check_deadlock)},
                 {"worker", Value::integer(search.workers)},
                 {"seed", text(std::to_string(search.options.seed))},
                 {"fingerprint", text("0")},
                 {"install", text("")}});
}

const Worker* worker_of(const Search& search, const Context& context) {
  for (const auto& worker : search.team) {
    if (&worker->context == &context) return worker.get();
  }
  return nullptr;
}

// TLCExt!Trace: the states up to the one that is being looked at.
Value trace(Context& context, const Search& search) {
  const Worker* worker = worker_of(search, context);
  if (worker == nullptr || (worker->focus.at == kNoState && worker->focus.next == nullptr)) {
    throw runtime::EvalError(runtime::ErrorKind::Evaluation, "Trace has no value where there is no state");
  }
  std::vector<Value> states;
  if (worker->focus.next != nullptr) states.push_back(state_record(context, search.signature, worker->focus.next));
  for (StateId at = worker->focus.at; at != kNoState; at = search.space.link(at).parent()) {
    states.push_back(state_record(context, search.signature, search.space.state(at)));
  }
  std::reverse(states.begin(), states.end());
  return runtime::make_tuple(context, states);
}

int64_t statistic(const Search& search, std::string_view name) {
  const Progress progress = search.progress();
  if (name == "generated") return static_cast<int64_t>(progress.generated);
  if (name == "distinct") return static_cast<int64_t>(progress.distinct);
  if (name == "queue") return static_cast<int64_t>(progress.queue);
  if (name == "diameter") return static_cast<int64_t>(search.diameter());
  if (name == "duration") return static_cast<int64_t>(progress.seconds);
  return -1;
}

}  // namespace

Value state_record(Context& context, const runtime::Signature& signature, const Word* state) {
  std::vector<uint32_t> names;
  std::vector<Value> values;
  for (size_t i = 0; i < signature.variables.size(); ++i) {
    names.push_back(runtime::atom(signature.variables[i].name));
    values.push_back(signature.layout.get(state, i));
  }
  return runtime::make_record(context, names, values);
}

Value action_record(Context& context, const runtime::Action& action, std::span<const Value> arguments) {
  const Value location = location_record(context, action.location);
  if (arguments.empty()) return record(context, {{"name", text(action.name)}, {"location", location}});
  std::vector<uint32_t> names;
  std::vector<Value> parameters;
  for (const std::string& parameter : action.parameters) {
    names.push_back(runtime::atom(parameter));
    parameters.push_back(text(parameter));
  }
  return record(context, {{"name", text(action.name)},
                          {"location", location},
                          {"context", runtime::make_record(context, names, arguments)},
                          {"parameters", runtime::make_tuple(context, parameters)}});
}

Value counterexample_record(Context& context, const runtime::Signature& signature, const Behavior& behavior) {
  std::vector<Value> states, steps;
  for (size_t i = 0; i < behavior.size(); ++i) {
    const BehaviorState& state = behavior.states[i];
    const Value pair[] = {Value::integer(static_cast<int64_t>(i) + 1),
                          state_record(context, signature, state.words.data())};
    states.push_back(runtime::make_tuple(context, pair));
    if (i == 0) continue;
    const Value action =
        state.action == runtime::kNoAction
            ? record(context, {{"name", text("UnnamedAction")}, {"location", location_record(context, {})}})
            : action_record(context, signature.action(state.action), state.arguments);
    const Value step[] = {states[i - 1], action, states[i]};
    steps.push_back(runtime::make_tuple(context, step));
  }
  return record(context,
                {{"action", runtime::make_set(context, steps)}, {"state", runtime::make_set(context, states)}});
}

runtime::Exploration exploration_of(Search& search) {
  runtime::Exploration exploration;
  exploration.print = search.options.print;
  exploration.statistic = [&search](std::string_view name) { return statistic(search, name); };
  exploration.behavior = [&search](Context& context) { return trace(context, search); };
  exploration.config = [&search](Context& context) { return config_record(context, search); };
  exploration.spec = [&search](Context& context) { return spec_record(context, search.signature); };
  exploration.registers = [&search] { return search.registers(); };
  return exploration;
}

}  // namespace trestle::explore
