// Behaviors as TLA+ modules: as TLC dumps them, and as TLC takes them again.
#include "translator/runtime/print.h"
#include "validator/bridge/writers.h"

namespace trestle::bridge {

using End = explore::Behavior::End;

namespace {

constexpr const char* kAt = "trestle_at";  // where in the behavior

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : between) + part;
  return text;
}

std::string record_text(const NamedValues& variables, const char* between) {
  std::vector<std::string> fields;
  for (const auto& [name, value] : variables) fields.push_back(name + " |-> " + runtime::to_string(value));
  return fields.empty() ? "<<>>" : "[" + joined(fields, between) + "]";
}

std::string place_text(const runtime::Location& at) {
  const auto number = [](uint32_t n) { return std::to_string(n); };
  return "<<" + number(at.begin_line) + ", " + number(at.begin_column) + ", " + number(at.end_line) + ", " +
         number(at.end_column) + ", " + tla_string(at.module) + ">>";
}

// [name |-> "Sell", location |-> [...], context |-> [c |-> ann], parameters |-> <<"c">>], as TLC has it.
std::string tlc_action(const RecordedAction& action) {
  const runtime::Location& at = action.location;
  const auto number = [](uint32_t n) { return std::to_string(n); };
  std::string text = "[name |-> " + tla_string(action.name) + ", location |-> [beginLine |-> " + number(at.begin_line) +
                     ", beginColumn |-> " + number(at.begin_column) + ", endLine |-> " + number(at.end_line) +
                     ", endColumn |-> " + number(at.end_column) + ", module |-> " + tla_string(at.module) + "]";
  if (action.arguments && !action.arguments->empty()) {
    std::vector<std::string> names, bound;
    for (size_t i = 0; i < action.arguments->size(); ++i) {
      const std::string name = i < action.parameters.size() ? action.parameters[i] : "p" + std::to_string(i + 1);
      names.push_back(tla_string(name));
      bound.push_back(name + " |-> " + runtime::to_string((*action.arguments)[i]));
    }
    text += ", context |-> [" + joined(bound, ", ") + "], parameters |-> <<" + joined(names, ", ") + ">>";
  }
  return text + "]";
}

std::string replay_action(const RecordedAction& action) {
  std::string text = "[name |-> " + tla_string(action.name);
  if (action.arguments) {
    std::vector<std::string> arguments;
    for (const runtime::Value argument : *action.arguments) arguments.push_back(runtime::to_string(argument));
    text += ", arguments |-> <<" + joined(arguments, ", ") + ">>";
  }
  if (action.location.begin_line != 0) text += ", at |-> " + place_text(action.location);
  return text + "]";
}

}  // namespace

std::string write_tlc_module(const RecordedBehavior& behavior, const std::string& name) {
  std::vector<std::string> states, steps;
  for (size_t i = 0; i < behavior.states.size(); ++i)
    states.push_back("<<" + std::to_string(i + 1) + ", " + record_text(behavior.states[i].variables, ", ") + ">>");
  const auto step = [&](size_t from, const RecordedAction& action, size_t to) {
    steps.push_back("<<" + states[from] + ", " + tlc_action(action) + ", " + states[to] + ">>");
  };
  for (size_t i = 1; i < states.size(); ++i) step(i - 1, behavior.states[i].action, i);
  if (behavior.end == End::Stuttering) step(states.size() - 1, behavior.states.back().action, states.size() - 1);
  if (behavior.end == End::BackTo) step(states.size() - 1, behavior.back_action, behavior.back_to);
  return "---- MODULE " + name + " ----\nLOCAL INSTANCE TLC\n\nCounterExample == \n\t[action |-> {" +
         joined(steps, ", ") + "}, state |-> {" + joined(states, ", ") + "}]\n\n====\n";
}

std::string write_replay(const RecordedBehavior& behavior, const SpecText& spec, const std::string& name) {
  const std::vector<std::string> variables = variable_names(behavior);
  std::vector<std::string> equal, equal_next, back;
  for (const std::string& variable : variables) {
    equal.push_back(variable + " = Trestle_states[" + kAt + "]." + variable);
    equal_next.push_back(variable + "' = Trestle_states[" + kAt + "']." + variable);
  }
  const std::string at = kAt;
  std::string text = "---- MODULE " + name + " ----\n" + "\\* A behavior of " + spec.module +
                     ", written by Trestle.\n"
                     "\\* TLC confirms that the spec allows it: it finds no error. The postcondition is false when "
                     "some step is none of\n"
                     "\\* the spec's.\n"
                     "EXTENDS " +
                     spec.module + ", Integers, Sequences, TLC\n\n";
  if (!spec.model_values.empty()) text += "CONSTANTS " + joined(spec.model_values, ", ") + "\n\n";
  text += "VARIABLE " + at + "  \\* the number of the state\n\n";
  text += "Trestle_states == <<\n";
  for (size_t i = 0; i < behavior.states.size(); ++i) {
    const RecordedState& state = behavior.states[i];
    text += "  " + record_text(state.variables, ",\n   ") + (i + 1 < behavior.states.size() ? "," : "");
    if (!state.comment.empty()) text += "  \\* " + state.comment + "  (" + state.comment_place + ")";
    text += "\n";
  }
  text += ">>\n\n";
  // Not used by TLC: so that the module can be read back.
  std::vector<std::string> actions;
  bool told = behavior.end != End::Finite;
  for (const RecordedState& state : behavior.states) {
    actions.push_back(replay_action(state.action));
    told = told || state.action.told();
  }
  if (told) {
    text += "Trestle_actions == <<\n  " + joined(actions, ",\n  ") + "\n>>\n\n";
    text += "Trestle_end == ";
    switch (behavior.end) {
      case End::Finite: text += "\"finite\""; break;
      case End::Stuttering: text += "\"stuttering\""; break;
      case End::BackTo:
        text += "[back_to |-> " + std::to_string(behavior.back_to + 1) + ", action |-> " +
                replay_action(behavior.back_action) + "]";
        break;
    }
    text += "\n\n";
  }
  text +=
      "Trestle_init ==\n  /\\ " + at + " = 1\n  /\\ " + joined(equal, "\n  /\\ ") + "\n  /\\ (" + spec.init + ")\n\n";
  const bool lasso = behavior.end == End::BackTo;
  // The step back to an earlier state is one like any other, and the last one.
  if (lasso) {
    std::vector<std::string> same;
    for (const std::string& variable : variables)
      same.push_back(variable + "' = Trestle_states[" + std::to_string(behavior.back_to + 1) + "]." + variable);
    text += "Trestle_back ==\n  /\\ " + at + " = Len(Trestle_states)\n  /\\ " + at + "' = " + at + " + 1\n  /\\ " +
            joined(same, "\n  /\\ ") + "\n  /\\ \\/ UNCHANGED <<" + joined(variables, ", ") + ">>\n     \\/ (" +
            spec.next + ")\n\n";
  }
  text += std::string("Trestle_next ==\n") + (lasso ? "  \\/ Trestle_back\n  \\/ " : "  ") + "/\\ " + at +
          " < Len(Trestle_states)\n";
  const std::string margin = lasso ? "     /\\ " : "  /\\ ", deeper = lasso ? "        \\/ " : "     \\/ ";
  text += margin + at + "' = " + at + " + 1\n" + margin + joined(equal_next, ("\n" + margin).c_str()) + "\n" + margin +
          "\\/ UNCHANGED <<" + joined(variables, ", ") + ">>\n" + deeper + "(" + spec.next + ")\n\n";
  text += std::string("Trestle_complete == TLCGet(\"stats\").diameter = Len(Trestle_states)") + (lasso ? " + 1" : "") +
          "\n====\n";
  return text;
}

std::string write_config(const SpecText& spec) {
  std::string config = "INIT Trestle_init\nNEXT Trestle_next\nPOSTCONDITION Trestle_complete\nCHECK_DEADLOCK FALSE\n";
  for (const std::string& constant : spec.constants) config += "CONSTANT " + constant + "\n";
  for (const std::string& value : spec.model_values) config += "CONSTANT " + value + " = " + value + "\n";
  return config;
}

}  // namespace trestle::bridge
