#include "validator/mapping/by_name.h"

#include <algorithm>
#include <numeric>

#include "translator/runtime/eval_error.h"
#include "translator/runtime/store.h"
#include "validator/mapping/near.h"
#include "validator/trace/match.h"

namespace trestle::mapping {

using runtime::ActionId;
using trace::TraceError;
using trace::UnknownName;

namespace {

std::vector<std::string> variable_names(const runtime::Signature& signature) {
  std::vector<std::string> names;
  for (const runtime::Variable& variable : signature.variables) names.push_back(variable.name);
  return names;
}

std::string names_of_parameters(const trace::Event& event) {
  std::string names;
  for (const trace::Argument& argument : event.arguments) {
    if (argument.name != trace::Argument::kNoName) names += event.text(argument.name);
    names += '\0';
  }
  return names;
}

std::string quoted(std::string_view name) { return "\"" + std::string(name) + "\""; }

}  // namespace

ByName::ByName(const runtime::Signature& signature, ByNameOptions options)
    : signature_(signature), options_(std::move(options)), observed_(signature.variables.size()) {
  // A name that is both an action's and that of a definition around another action means both.
  for (ActionId id = 0; id < signature.actions.size() + signature.outer_actions.size(); ++id) {
    plans_[signature.action(id).name].actions.push_back(id);
  }
  for (const std::string& name : options_.hidden) {
    auto found = plans_.find(name);
    if (found == plans_.end()) {
      throw MappingError("hidden action " + quoted(name) + ": the spec has no such action" +
                         suggestion(name, action_names(signature)));
    }
    hidden_.insert(hidden_.end(), found->second.actions.begin(), found->second.actions.end());
  }
  for (const std::string& name : options_.stuttering) plans_[name].stutters = true;
  // A spec may always stutter: whether it did, what the event shows of the state says.
  Plan& any = plans_[std::string(trace::kAnyStep)];
  for (ActionId id = 0; id < signature.actions.size(); ++id) any.actions.push_back(id);
  any.stutters = any.met = any.takes_any = true;
  any.steps = true;
  Plan& none = plans_[std::string(trace::kNoStep)];
  none.stutters = none.met = none.takes_any = true;
}

ByName::Plan& ByName::plan_of(const trace::Event& event, const trace::Trace& trace) {
  auto found = plans_.find(event.name());
  if (found != plans_.end()) return found->second;
  throw UnknownName(
      trace.place(event), "event",
      "the spec has no action " + quoted(event.name()) + suggestion(event.name(), action_names(signature_)));
}

// Once for each name of events and their parameters: what the log and the spec do not agree on.
void ByName::compare_parameters(const trace::Event& event, const Plan& plan, trace::Trace& trace) const {
  const size_t by_position =
      static_cast<size_t>(std::count_if(event.arguments.begin(), event.arguments.end(),
                                        [](const trace::Argument& a) { return a.name == trace::Argument::kNoName; }));
  for (ActionId action : plan.actions) {
    const size_t takes = signature_.action(action).parameters.size();
    if (takes < by_position) {
      throw TraceError(trace.place(event), "params",
                       "event " + quoted(event.name()) + " has " + std::to_string(by_position) +
                           " arguments, and the action has " + std::to_string(takes) + " parameters");
    }
  }
  std::vector<std::string> known;
  for (ActionId action : plan.actions) {
    const std::vector<std::string>& parameters = signature_.action(action).parameters;
    known.insert(known.end(), parameters.begin(), parameters.end());
  }
  for (const trace::Argument& argument : event.arguments) {
    if (argument.name == trace::Argument::kNoName) continue;
    std::string_view name = event.text(argument.name);
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    trace.warnings().add(trace.place(event), "parameter " + quoted(name) + " of event " + quoted(event.name()) +
                                                 ": the action has no such parameter, so nothing reads it" +
                                                 suggestion(name, known));
  }
  for (ActionId action : plan.actions) {
    const std::vector<std::string>& parameters = signature_.action(action).parameters;
    for (size_t i = std::min(by_position, parameters.size()); i < parameters.size(); ++i) {
      const std::string& parameter = parameters[i];
      bool given = std::any_of(event.arguments.begin(), event.arguments.end(), [&](const trace::Argument& a) {
        return a.name != trace::Argument::kNoName && event.text(a.name) == parameter;
      });
      if (given) continue;
      trace.warnings().add(trace.place(event), "event " + quoted(event.name()) + " does not say what parameter " +
                                                   quoted(parameter) + " was: every value is tried");
    }
  }
}

uint32_t ByName::variable(const trace::Event& event, const trace::Observation& observation, const trace::Trace& trace,
                          bool after) const {
  std::string_view name = event.text(observation.variable);
  for (uint32_t i = 0; i < signature_.variables.size(); ++i) {
    if (signature_.variables[i].name == name) return i;
  }
  const std::vector<trace::Observation>& list = after ? event.after : event.before;
  const std::string member = observation.relation == trace::Relation::Updates
                                 ? "updates." + std::string(name)
                                 : std::string(after ? "after[" : "before[") + std::to_string(&observation - list.data()) + "].var";
  throw UnknownName(trace.place(event), member,
                    "the spec has no variable " + quoted(name) + suggestion(name, variable_names(signature_)));
}

void ByName::add_checks(const trace::Event& event, const trace::Trace& trace, bool after, explore::Reading& reading) {
  for (const trace::Observation& observation : after ? event.after : event.before) {
    uint32_t number = variable(event, observation, trace, after);
    observed_[number] = true;
    reading.checks.push_back({observation, number, after});
  }
}

const explore::Reading& ByName::read(runtime::Context& context, const trace::Event& event, trace::Trace& trace) {
  if (event.form == trace::Event::kNoForm || options_.strings_too) {
    last_ = read_anew(event, trace);
    give(context, event, trace, last_);
    if (options_.strings_too) give_strings(context, event, last_);
    return last_.reading;
  }
  Known* const before = known_.find(event.form);
  const bool anew = before == nullptr;
  Known& known = anew ? known_.set(event.form, read_anew(event, trace)) : *before;
  give(context, event, trace, known);
  if (!anew) return known.reading;
  std::erase_if(known.given, [&](const Known::Given& given) {  // the same for all of the form, and no object
    return !event.data.varies(event.arguments[given.argument].value) &&
           !known.reading.candidates[given.candidate].arguments[given.parameter].is_object();
  });
  return known.reading;
}

ByName::Known ByName::read_anew(const trace::Event& event, trace::Trace& trace) {
  Known read;
  Plan& plan = plan_of(event, trace);
  if (!plan.takes_any && plan.compared.insert(names_of_parameters(event)).second) compare_parameters(event, plan, trace);
  plan.met = true;
  read.reading.stutters = plan.stutters;
  read.reading.form = event.form;
  // An event that stands for no step stands for none even when an action has its name.
  if (!plan.stutters || plan.steps) {
    for (ActionId action : plan.actions) {
      const auto candidate = static_cast<uint32_t>(read.reading.candidates.size());
      const std::vector<std::string>& parameters = signature_.action(action).parameters;
      read.reading.candidates.push_back({action, std::vector<runtime::Value>(parameters.size())});
      for (uint32_t number = 0; number < event.arguments.size(); ++number) {
        const trace::Argument& argument = event.arguments[number];
        const bool by_position = argument.name == trace::Argument::kNoName;
        for (uint32_t i = 0; i < parameters.size(); ++i) {
          if (by_position ? i != number : parameters[i] != event.text(argument.name)) continue;
          read.given.push_back({candidate, i, number});
        }
      }
    }
  }
  add_observations(event, trace, read.reading);
  return read;
}

void ByName::give(runtime::Context& context, const trace::Event& event, const trace::Trace& trace, Known& known) {
  for (const auto& [candidate, parameter, number] : known.given) {
    const trace::Datum logged = event.value(event.arguments[number].value);
    runtime::Value& value = known.reading.candidates[candidate].arguments[parameter];
    try {
      value = argument(context, logged);
    } catch (const runtime::EvalError& error) {
      const std::string& name = signature_.action(known.reading.candidates[candidate].action).parameters[parameter];
      throw TraceError(trace.place(event), "params." + name, error.what());
    }
  }
}

// Besides what all texts that name model values mean as these: what each argument's mean as strings.
void ByName::give_strings(runtime::Context& context, const trace::Event& event, Known& known) {
  constexpr size_t kMost = 64;
  std::vector<explore::Candidate>& candidates = known.reading.candidates;
  std::vector<uint32_t> of(candidates.size());  // by candidate: which of the first it came from
  std::iota(of.begin(), of.end(), 0);
  for (const auto& [candidate, parameter, number] : known.given) {
    const trace::Datum logged = event.value(event.arguments[number].value);
    const runtime::Value value =
        runtime::intern_like_states(context, trace::to_value(context, logged, [](std::string_view) { return false; }));
    if (runtime::same(value, candidates[candidate].arguments[parameter])) continue;
    for (size_t i = 0, n = candidates.size(); i < n && candidates.size() < kMost; ++i) {
      if (of[i] != candidate) continue;
      explore::Candidate other = candidates[i];
      other.arguments[parameter] = value;
      candidates.push_back(std::move(other));
      of.push_back(candidate);
    }
  }
}

runtime::Value ByName::argument(runtime::Context& context, trace::Datum logged) {
  constexpr size_t kMostNames = 1 << 12;
  if (logged.kind() != trace::DatumKind::String) {
    return runtime::intern_like_states(context, trace::to_value(context, logged, options_.is_model_value));
  }
  if (const auto found = names_.find(logged.text()); found != names_.end()) return found->second;
  const runtime::Value value = runtime::intern(context, trace::to_value(context, logged, options_.is_model_value));
  if (names_.size() < kMostNames) names_.emplace(logged.text(), value);
  return value;
}

void ByName::add_observations(const trace::Event& event, const trace::Trace& trace, explore::Reading& reading) {
  add_checks(event, trace, false, reading);
  add_checks(event, trace, true, reading);
}

void ByName::write(runtime::BytesWriter& out) const {
  out.number(observed_.size());
  for (const bool observed : observed_) out.byte(observed);
}

void ByName::restore(runtime::BytesReader& in) {
  if (in.count() != observed_.size()) throw runtime::DamagedBytes();
  for (size_t i = 0; i < observed_.size(); ++i) observed_[i] = in.byte() != 0;
}

void ByName::finish(trace::Warnings& warnings, bool all) {
  for (const std::string& name : options_.stuttering) {
    if (all && !plans_[name].met) warnings.add({}, "no event has the name " + quoted(name) + ", which is said to stand for no step");
  }
  if (observed_otherwise_) return;
  std::string silent;
  bool any = false;
  for (size_t i = 0; i < observed_.size(); ++i) {
    if (observed_[i])
      any = true;
    else
      silent += (silent.empty() ? "" : ", ") + signature_.variables[i].name;
  }
  if (!any) {
    warnings.add(
        {},
        "no event observes any variable: only the order of actions and their parameters were held against the spec");
  } else if (!silent.empty()) {
    warnings.add({}, "no event observes " + silent + ": any value of it would pass unless another variable shows it");
  }
}

}  // namespace trestle::mapping
