#include "validator/report/certificate.h"

#include "translator/runtime/json.h"
#include "validator/report/json_writer.h"

namespace trestle::report {

using explore::ExplainedStep;
using runtime::Value;

namespace {

constexpr const char* kAt = "trestle_at";  // where in the behavior

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : between) + part;
  return text;
}

std::string comment(const ExplainedStep& step) {
  if (step.event.empty()) return {};
  return "  \\* " + step.event + "  (" + trace::to_string(step.place) + ")";
}

}  // namespace

Certificate to_certificate(const explore::ValidateResult& result, const runtime::Model& model, const SpecText& spec,
                           const std::string& name) {
  const runtime::Signature& signature = model.signature();
  std::vector<std::string> variables, equal, equal_next;
  for (const runtime::Variable& variable : signature.variables) {
    variables.push_back(variable.name);
    equal.push_back(variable.name + " = Trestle_states[" + kAt + "]." + variable.name);
    equal_next.push_back(variable.name + "' = Trestle_states[" + std::string(kAt) + "']." + variable.name);
  }
  const std::string at = kAt;
  std::string text = "---- MODULE " + name + " ----\n" + "\\* A behavior of " + spec.module +
                     " that explains a trace, written by trestle validate --certificate.\n"
                     "\\* TLC confirms that the spec allows it: it finds no error. The postcondition is false when "
                     "some step is none of\n"
                     "\\* the spec's.\n"
                     "EXTENDS " +
                     spec.module + ", Integers, Sequences, TLC\n\n";
  if (!spec.model_values.empty()) text += "CONSTANTS " + joined(spec.model_values, ", ") + "\n\n";
  text += "VARIABLE " + at + "  \\* the number of the state\n\n";
  text += "Trestle_states == <<\n";
  for (size_t i = 0; i < result.behavior.size(); ++i) {
    const std::vector<Value> values = runtime::decode(signature.layout, result.behavior[i].state.data());
    std::vector<std::string> fields;
    for (size_t v = 0; v < values.size(); ++v) fields.push_back(variables[v] + " |-> " + runtime::to_string(values[v]));
    text += "  [" + joined(fields, ",\n   ") + "]" + (i + 1 < result.behavior.size() ? "," : "") +
            comment(result.behavior[i]) + "\n";
  }
  text += ">>\n\n";
  text +=
      "Trestle_init ==\n  /\\ " + at + " = 1\n  /\\ " + joined(equal, "\n  /\\ ") + "\n  /\\ (" + spec.init + ")\n\n";
  text += "Trestle_next ==\n  /\\ " + at + " < Len(Trestle_states)\n  /\\ " + at + "' = " + at + " + 1\n  /\\ " +
          joined(equal_next, "\n  /\\ ") + "\n  /\\ \\/ UNCHANGED <<" + joined(variables, ", ") + ">>\n     \\/ (" +
          spec.next + ")\n\n";
  text += "Trestle_complete == TLCGet(\"stats\").diameter = Len(Trestle_states)\n====\n";
  std::string config = "INIT Trestle_init\nNEXT Trestle_next\nPOSTCONDITION Trestle_complete\nCHECK_DEADLOCK FALSE\n";
  for (const std::string& constant : spec.constants) config += "CONSTANT " + constant + "\n";
  for (const std::string& value : spec.model_values) config += "CONSTANT " + value + " = " + value + "\n";
  return {std::move(text), std::move(config)};
}

std::string to_tlc_json(const explore::ValidateResult& result, const runtime::Model& model) {
  const runtime::Signature& signature = model.signature();
  runtime::Context context;
  std::vector<std::string> states, actions, variables;
  const auto quoted = [&](const std::string& text) { return runtime::to_json(context, runtime::string_value(text)); };
  for (size_t i = 0; i < result.behavior.size(); ++i) {
    const ExplainedStep& step = result.behavior[i];
    const std::vector<Value> values = runtime::decode(signature.layout, step.state.data());
    std::string state;
    for (size_t v = 0; v < values.size(); ++v) {
      state += (v == 0 ? "" : ",") + quoted(signature.variables[v].name) + ":" + runtime::to_json(context, values[v]);
    }
    states.push_back("[" + std::to_string(i + 1) + ",{" + state + "}]");
    context.arena.reset();
    if (i == 0) continue;
    const bool none = step.action == runtime::kNoAction;
    const runtime::Location where = none ? runtime::Location() : signature.action(step.action).location;
    const std::string name = none ? "<Stuttering>" : signature.action(step.action).name;
    actions.push_back("[" + states[i - 1] + ",{\"name\":" + quoted(name) + ",\"location\":{\"beginLine\":" +
                      std::to_string(where.begin_line) + ",\"beginColumn\":" + std::to_string(where.begin_column) +
                      ",\"endLine\":" + std::to_string(where.end_line) +
                      ",\"endColumn\":" + std::to_string(where.end_column) + ",\"module\":" + quoted(where.module) +
                      "},\"context\":{}}," + states[i] + "]");
  }
  for (const runtime::Variable& variable : signature.variables) variables.push_back(quoted(variable.name));
  return "{\"counterexample\":{\"action\":[" + joined(actions, ",") + "],\"state\":[" + joined(states, ",") +
         "]},\"vars\":[" + joined(variables, ",") + "]}\n";
}

std::string to_itf(const explore::ValidateResult& result, const runtime::Model& model) {
  const runtime::Signature& signature = model.signature();
  Json json(Json::Style::Itf);
  json->StartObject();
  json.key("#meta");
  json->StartObject();
  json.field("format", "ITF");
  json.field("format-description", "https://apalache-mc.org/docs/adr/015adr-trace.html");
  json.field("source", signature.module);
  json->EndObject();
  json.key("vars");
  json->StartArray();
  for (const runtime::Variable& variable : signature.variables) json.string(variable.name);
  json->EndArray();
  json.key("states");
  json->StartArray();
  for (size_t i = 0; i < result.behavior.size(); ++i) {
    const ExplainedStep& step = result.behavior[i];
    const std::vector<Value> values = runtime::decode(signature.layout, step.state.data());
    json->StartObject();
    json.key("#meta");
    json->StartObject();
    json.field("index", i);
    if (!step.event.empty()) json.field("event", step.event);
    json->EndObject();
    for (size_t v = 0; v < values.size(); ++v) {
      json.key(signature.variables[v].name);
      json.value(values[v]);
    }
    json->EndObject();
  }
  json->EndArray();
  json->EndObject();
  return json.take() + "\n";
}

}  // namespace trestle::report
