#include "validator/explore/tlcget.h"

#include <algorithm>

#include "translator/runtime/atoms.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/operators.h"
#include "validator/explore/search.h"
#include "validator/explore/simulate.h"

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

// {[name |-> ..., location |-> ...], ...} of everything that has both.
template <typename Named>
Value named_set(Context& context, const std::vector<Named>& all) {
  std::vector<Value> elements;
  for (const Named& one : all) {
    elements.push_back(
        record(context, {{"name", text(one.name)}, {"location", runtime::location_record(context, one.location)}}));
  }
  return runtime::make_set(context, elements);
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

int64_t statistic(const Context& context, const Search& search, std::string_view name) {
  const Progress progress = search.progress();
  if (name == "generated") return static_cast<int64_t>(progress.generated);
  if (name == "distinct") return static_cast<int64_t>(progress.distinct);
  if (name == "queue") {
    const Worker* worker = search.workers == 1 && !search.options.depth_first ? worker_of(search, context) : nullptr;
    return static_cast<int64_t>(worker != nullptr && worker->busy ? worker->queued() : progress.queue);
  }
  if (name == "diameter") return static_cast<int64_t>(search.diameter());
  if (name == "duration") return static_cast<int64_t>(progress.seconds);
  return -1;
}

// TLCGet("stats"), as tlc2.tool.AbstractChecker.getStatistics.
Value stats_record(Context& context, const Search& search) {
  std::vector<uint32_t> names = {runtime::atom("worker"), runtime::atom("initial")};
  int64_t initial = 0;
  for (const auto& worker : search.team) initial += static_cast<int64_t>(worker->init.generated);
  std::vector<Value> values = {Value::integer(0), runtime::integer_value(context, initial)};
  for (const std::string_view name : runtime::kStatistics) {
    names.push_back(runtime::atom(name));
    values.push_back(runtime::integer_value(context, context.exploration->statistic(context, name)));
  }
  return runtime::make_record(context, names, values);
}

}  // namespace

// As tlc2.tool.Simulator.getStatistics; what is not counted here is -1, as it is there unless it is asked for.
Value stats_record(Context& context, const SimulationStats& stats) {
  const auto number = [&](uint64_t n) { return runtime::integer_value(context, static_cast<int64_t>(n)); };
  const uint64_t mean = stats.behaviors == 0 ? 0 : stats.levels / stats.behaviors;
  const uint64_t variance =
      stats.behaviors == 0 ? 0 : (stats.squared_levels - std::min(stats.squared_levels, mean * stats.levels)) / (stats.behaviors + 1);
  const Value nothing = runtime::empty_tuple(), unknown = Value::integer(-1);
  return record(context, {{"behavior", record(context, {{"id", number(stats.id)}, {"actions", nothing}})},
                          {"worker", Value::integer(0)},
                          {"traces", number(stats.behaviors)},
                          {"actions", nothing},
                          {"duration", number(stats.seconds)},
                          {"generated", number(stats.generated)},
                          {"distinct", unknown},
                          {"retries", unknown},
                          {"distinctvalues", unknown},
                          {"levelmean", number(mean)},
                          {"levelvariance", number(variance)}});
}

// TLCGet("spec"). The names are met in the order in which TLC meets them: records and sets are ordered by it.
Value spec_record(Context& context, const runtime::Model& model) {
  const runtime::Signature& signature = model.signature();
  const runtime::Listed& listed = signature.listed;
  const Value actions = listed.actions ? model.evaluate(context, *listed.actions, nullptr, nullptr)
                                       : named_set(context, signature.actions);
  return record(context, {{"impliedinits", named_set(context, listed.implied_inits)},
                          {"impliedactions", named_set(context, listed.implied_actions)},
                          {"invariants", named_set(context, listed.invariants)},
                          {"impliedtemporals", named_set(context, listed.implied_temporals)},
                          {"temporals", named_set(context, listed.temporals)},
                          {"actions", actions},
                          {"inits", named_set(context, listed.inits)},
                          {"variables", named_set(context, signature.variables)},
                          {"actionconstraints", named_set(context, listed.action_constraints)},
                          {"constraints", named_set(context, listed.constraints)}});
}

// As tlc2.tool.Simulator.createConfig.
Value config_record(Context& context, const runtime::Signature& signature, const SimulateOptions& options) {
  return record(context, {{"mode", text("simulate")},
                          {"depth", Value::integer(static_cast<int64_t>(options.depth))},
                          {"traces", runtime::integer_value(context, static_cast<int64_t>(options.behaviors))},
                          {"deadlock", Value::boolean(signature.check_deadlock && options.check_deadlock)},
                          {"seed", text(std::to_string(options.seed))},
                          {"aril", text("0")},
                          {"worker", Value::integer(options.workers)},
                          {"install", text("")},
                          {"sched", text("random")}});
}

Value unnamed_action(Context& context) {
  runtime::Location nowhere;
  nowhere.module = "--TLA+ BUILTINS--";
  return record(context, {{"name", text(runtime::kUnnamedAction)}, {"location", runtime::location_record(context, nowhere)}});
}

namespace {

// [variable |-> value, ...] with what is there already.
Value with_variables(Context& context, const runtime::Signature& signature, const Word* state, std::vector<uint32_t> names,
                     std::vector<Value> values) {
  for (size_t i = 0; i < signature.variables.size(); ++i) {
    names.push_back(runtime::atom(signature.variables[i].name));
    values.push_back(signature.layout.get(state, i));
  }
  return runtime::make_record(context, names, values);
}

}  // namespace

Value state_record(Context& context, const runtime::Signature& signature, const Word* state) {
  return with_variables(context, signature, state, {}, {});
}

Value reached_by(Context& context, const runtime::Signature& signature, const BehaviorState& state) {
  if (state.action != runtime::kNoAction) return action_record(context, signature.action(state.action), state.arguments);
  const auto& inits = signature.listed.inits;
  if (inits.empty()) return unnamed_action(context);
  return record(context, {{"name", text(inits[0].name)}, {"location", runtime::location_record(context, inits[0].location)}});
}

Value reached_record(Context& context, const runtime::Signature& signature, const BehaviorState& state) {
  return with_variables(context, signature, state.words.data(), {runtime::atom("_action")}, {reached_by(context, signature, state)});
}

Value action_record(Context& context, const runtime::Action& action, std::span<const Value> arguments) {
  const Value location = runtime::location_record(context, action.location);
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
            ? unnamed_action(context)
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
  exploration.warn = [&search](std::string warning) {
    std::lock_guard lock(search.outcome_mutex);
    add_once(search.warnings, std::move(warning));
  };
  exploration.statistic = [&search](const Context& context, std::string_view name) { return statistic(context, search, name); };
  exploration.behavior = [&search](Context& context) { return trace(context, search); };
  exploration.stats = [&search](Context& context) { return stats_record(context, search); };
  exploration.action = unnamed_action;  // as TLC, which tells the action in a simulation alone
  exploration.config = [&search](Context& context) { return config_record(context, search); };
  exploration.spec = [&search](Context& context) { return spec_record(context, search.model); };
  exploration.registers = [&search] { return search.registers(); };
  return exploration;
}

std::shared_ptr<const Asked> asked_of(Context& context) {
  auto asked = std::make_shared<Asked>();
  for (const std::string_view name : runtime::kStatistics)
    asked->statistics[std::string(name)] = context.exploration->statistic(context, name);
  asked->stats = runtime::intern(context, context.exploration->stats(context));
  asked->config = runtime::intern(context, context.exploration->config(context));
  asked->registers = context.registers;
  return asked;
}

runtime::Exploration exploration_at(const runtime::Model& model, const Behavior& behavior, size_t state) {
  const runtime::Signature& signature = model.signature();
  runtime::Exploration exploration;
  exploration.behavior = [&, state](Context& context) {
    std::vector<Value> states;
    for (size_t i = 0; i <= state; ++i) {
      // A simulation's Trace leaves out what is as the state before it (simulate.cpp); a search's has no such state.
      if (i > 0 && behavior.states[i].words == behavior.states[i - 1].words) continue;
      states.push_back(state_record(context, signature, behavior.states[i].words.data()));
    }
    return runtime::make_tuple(context, states);
  };
  exploration.action = unnamed_action;  // TLC knows no other here
  if (const Asked* asked = behavior.asked.get()) {
    exploration.config = [asked](Context&) { return asked->config; };
    exploration.stats = [asked](Context&) { return asked->stats; };
    exploration.statistic = [asked](const Context&, std::string_view name) -> int64_t {
      const auto found = asked->statistics.find(name);
      return found == asked->statistics.end() ? -1 : found->second;
    };
  }
  exploration.spec = [&](Context& context) { return spec_record(context, model); };
  return exploration;
}

}  // namespace trestle::explore
