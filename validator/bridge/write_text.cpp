// What TLC prints, lists of states, files of a simulation.
#include "translator/runtime/atoms.h"
#include "translator/runtime/print.h"
#include "validator/bridge/writers.h"

namespace trestle::bridge {

using End = explore::Behavior::End;
using explore::Verdict;

std::string tla_string(std::string_view text) { return runtime::to_string(runtime::string_value(text)); }

std::string action_text(const RecordedAction& action) {
  std::string text = action.name;
  if (!action.arguments || action.arguments->empty()) return text;
  for (size_t i = 0; i < action.arguments->size(); ++i)
    text += (i == 0 ? "(" : ",") + runtime::to_string((*action.arguments)[i]);
  return text + ")";
}

std::string header_text(const RecordedAction& action, bool initial) {
  if (initial) return "<Initial predicate>";
  std::string text = "<" + action_text(action);
  if (action.location.begin_line != 0) text += " " + runtime::to_string(action.location);
  return text + ">";
}

std::string conjuncts_text(const NamedValues& variables) {
  std::string text;
  for (const auto& [name, value] : variables) text += "/\\ " + name + " = " + runtime::to_string(value) + "\n";
  return text;
}

std::vector<std::string> variable_names(const RecordedBehavior& behavior) {
  std::vector<std::string> names;
  std::set<std::string> met;
  for (const RecordedState& state : behavior.states) {
    for (const auto& [name, value] : state.variables)
      if (met.insert(name).second) names.push_back(name);
  }
  return names;
}

namespace {

struct Said {
  int code;
  std::string text;
};

// What TLC says before it shows the states.
Said claim_of(const RecordedBehavior& behavior) {
  const std::string& name = behavior.violated;
  switch (behavior.verdict.value_or(Verdict::Ok)) {
    case Verdict::InvariantViolated: return {2110, "Invariant " + name + " is violated."};
    case Verdict::Deadlock: return {2114, "Deadlock reached."};
    case Verdict::PropertyViolated:
      if (behavior.end == End::Finite) return {2112, "Action property " + name + " is violated."};
      return {2116, "Temporal property " + name + " was violated.\n"};
    case Verdict::AssertionFailed:
      return {2132, "The first argument of Assert evaluated to FALSE; the second argument was:"};
    case Verdict::EvaluationFailed:
      if (!name.empty()) return {2111, "Evaluating invariant " + name + " failed."};
      return {1000, "TLC threw an unexpected exception."};
    default: return {0, {}};
  }
}

}  // namespace

std::string write_text(const RecordedBehavior& behavior, bool messages) {
  std::string text;
  const auto message = [&](int code, int kind, const std::string& what) {
    if (!messages) {
      text += (kind == 1 ? "Error: " : "") + what + "\n";
      return;
    }
    const std::string number = std::to_string(code);
    text += "@!@!@STARTMSG " + number + ":" + std::to_string(kind) + " @!@!@\n" + what + "\n@!@!@ENDMSG " + number +
            " @!@!@\n";
  };
  if (const Said said = claim_of(behavior); said.code != 0) message(said.code, 1, said.text);
  if (behavior.end == End::Finite) {
    message(2121, 1, "The behavior up to this point is:");
  } else {
    message(2264, 1, "The following behavior constitutes a counter-example:\n");
  }
  const std::string state = messages ? "" : "State ";
  for (size_t i = 0; i < behavior.states.size(); ++i) {
    message(2217, 4,
            state + std::to_string(i + 1) + ": " + header_text(behavior.states[i].action, i == 0) + "\n" +
                conjuncts_text(behavior.states[i].variables));
  }
  if (behavior.end == End::Stuttering)
    message(2218, 4, state + std::to_string(behavior.states.size() + 1) + ": Stuttering");
  if (behavior.end == End::BackTo) {
    const std::string number = std::to_string(behavior.back_to + 1), header = header_text(behavior.back_action, false);
    message(2122, 4, (messages ? number + ": Back to state: " : "Back to state " + number + ": ") + header + "\n");
  }
  return text;
}

std::string write_dump(const RecordedBehavior& behavior) {
  std::string text;
  for (size_t i = 0; i < behavior.states.size(); ++i)
    text += "State " + std::to_string(i + 1) + ":\n" + conjuncts_text(behavior.states[i].variables) + "\n";
  return text;
}

std::string write_simulation(const RecordedBehavior& behavior, const std::string& name) {
  std::string text = "---------------- MODULE " + name + " -----------------\n";
  for (size_t i = 0; i < behavior.states.size(); ++i) {
    const RecordedState& state = behavior.states[i];
    if (state.action.told()) text += "\\* " + header_text(state.action, false) + "\n";
    text += "STATE_" + std::to_string(i + 1) + " == \n" + conjuncts_text(state.variables) + "\n\n";
  }
  return text + "=================================================\n";
}

}  // namespace trestle::bridge
