#include <algorithm>

#include "translator/runtime/print.h"
#include "validator/report/replay.h"

namespace trestle::report {
namespace {

using explore::Role;

// A raw string literal. A delimiter that the text does not have ends it.
std::string literal(const std::string& text) {
  std::string delimiter;
  while (text.find(")" + delimiter + "\"") != std::string::npos) delimiter += "_";
  return "R\"" + delimiter + "(" + text + ")" + delimiter + "\"";
}

const char* taker(Role role) {
  switch (role) {
    case Role::Environment: return "environment";
    case Role::System: return "await";
    default: return "step";
  }
}

std::string object(const std::vector<std::pair<std::string, runtime::Value>>& members) {
  std::string text = "{";
  for (const auto& [name, value] : members)
    text += (text.size() == 1 ? "" : ",") + text_json(name) + ":" + value_json(value);
  return text + "}";
}

}  // namespace

std::string to_gtest(const runtime::Model& model, const explore::Behavior& behavior, const TestOptions& options) {
  const runtime::Signature& signature = model.signature();
  const bool fault = !options.violated.empty();
  std::string text = "// A behavior of " + signature.module + ", written by trestle replay --emit gtest.\n";
  text +=
      fault ? "// Its last state violates " + options.violated + ": an implementation must not be able to follow it.\n"
            : "// An implementation must be able to follow it.\n";
  text +=
      "//\n// Link whatever defines std::unique_ptr<trestle::driver::Driver> trestle::driver::make_driver().\n"
      "#include \"driver/gtest.h\"\n\n";
  text += "TEST(" + signature.module + ", " + options.name + ") {\n  trestle::driver::Behavior behavior;\n";
  for (size_t i = 0; i < behavior.size(); ++i) {
    const explore::BehaviorState& state = behavior.states[i];
    const std::vector<runtime::Value> values = runtime::decode(signature.layout, state.words.data());
    std::vector<std::pair<std::string, runtime::Value>> variables, parameters;
    for (size_t v = 0; v < values.size(); ++v) variables.emplace_back(signature.variables[v].name, values[v]);
    if (i == 0) {
      text += "  behavior.start(" + literal(object(variables)) + ");\n";
      continue;
    }
    if (state.action == runtime::kNoAction) continue;
    const Role role = state.action < options.roles.size() ? options.roles[state.action] : Role::Asked;
    const runtime::Action& action = signature.action(state.action);
    if (role == Role::Hidden) {
      text += "  // " + step_name(signature, state) + " is not seen from outside.\n";
      continue;
    }
    for (size_t a = 0; a < state.arguments.size() && a < action.parameters.size(); ++a) {
      parameters.emplace_back(action.parameters[a], state.arguments[a]);
    }
    text += std::string("  behavior.") + taker(role) + "(\"" + action.name + "\", " + literal(object(parameters)) +
            ",\n      " + literal(object(variables)) + ");\n";
  }
  text += std::string("  EXPECT_") + (fault ? "FALSE" : "TRUE") + "(trestle::driver::follows(behavior));\n}\n";
  return text;
}

}  // namespace trestle::report
