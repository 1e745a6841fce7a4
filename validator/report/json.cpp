#include "validator/report/json.h"

#include "translator/runtime/print.h"
#include "validator/report/coverage.h"
#include "validator/report/json_writer.h"
#include "validator/report/states.h"

namespace trestle::report {
namespace {

using runtime::Value;

void write_action(Json& json, const runtime::Signature& signature, const explore::BehaviorState& state) {
  json.key("action");
  if (state.action == runtime::kNoAction) {
    json->Null();
    return;
  }
  const runtime::Action& action = signature.action(state.action);
  json.string(action.name);
  json.key("arguments");
  json->StartObject();
  for (size_t i = 0; i < state.arguments.size(); ++i) {
    json.key(i < action.parameters.size() ? action.parameters[i] : std::to_string(i + 1));
    json.value(state.arguments[i]);
  }
  json->EndObject();
  json.location(action.location);
}

void write_behavior(Json& json, const runtime::Model& model, const explore::Behavior& behavior) {
  json->StartArray();
  const auto states = shown_states(model, behavior);
  for (size_t i = 0; i < states.size(); ++i) {
    json->StartObject();
    json.field("number", i + 1);
    write_action(json, model.signature(), behavior.states[i]);
    json.values("variables", states[i].variables);
    if (!states[i].alias.empty()) json.values("alias", states[i].alias);
    json->EndObject();
  }
  json->EndArray();
}

void write_error(Json& json, const explore::Finding& finding) {
  json.key("error");
  if (!finding.failure) {
    json->Null();
    return;
  }
  const runtime::EvalError& error = finding.failure->error;
  json->StartObject();
  json.field("while", to_string(finding.failure->phase));
  json.field("message", error.what());
  const std::pair<const char*, const std::string&> parts[] = {
      {"place", error.place}, {"expression", error.expression}, {"in", error.in}, {"hint", error.hint}};
  for (const auto& [name, text] : parts) {
    json.key(name);
    json.string_or_null(text);
  }
  json.strings("names", error.names);
  json.strings("calls", error.calls);
  json->EndObject();
}

// What check and simulate have in common.
void write_finding(Json& json, const explore::Finding& finding, const runtime::Model& model, const Run& run) {
  json.field("verdict", to_string(finding.verdict));
  json.field("exit_code", static_cast<uint64_t>(exit_code(finding)));
  json.key("violated");
  json.string_or_null(finding.violated);
  json.key("reason");
  json.string_or_null(finding.reason);
  json.run(run);
  json.key("behavior");
  write_behavior(json, model, finding.behavior);
  json.key("lasso");
  switch (finding.behavior.end) {
    case explore::Behavior::End::Finite: json->Null(); break;
    case explore::Behavior::End::Stuttering: json.string("stuttering"); break;
    case explore::Behavior::End::BackTo: json->Uint64(finding.behavior.back_to + 1); break;
  }
  write_error(json, finding);
  json.strings("warnings", finding.warnings);
}

}  // namespace

std::string to_json(const explore::CheckResult& result, const runtime::Model& model, const Run& run) {
  Json json;
  json->StartObject();
  write_finding(json, result, model, run);
  json.field("generated", result.generated);
  json.field("distinct", result.distinct);
  json.field("initial", result.initial);
  json.field("depth", result.depth);
  json.field("queue", result.queue);
  json.field("violations", result.violations);
  json.key("seconds");
  json->Double(result.seconds);
  json.key("cpu_seconds");
  json->Double(result.cpu_seconds);
  json.field("workers", result.workers);
  json.field("memory", result.memory);
  json.field("spilled", result.spilled);
  write_coverage(json, model, {&result.init, result.actions, result.expressions});
  json->EndObject();
  return json.take();
}

std::string to_json(const explore::SimulateResult& result, const runtime::Model& model, const Run& run) {
  Json json;
  json->StartObject();
  write_finding(json, result, model, run);
  json.field("behaviors", result.behaviors);
  json.field("generated", result.generated);
  json.field("steps", result.steps);
  json.field("longest", result.longest);
  json.key("seconds");
  json->Double(result.seconds);
  json.field("workers", result.workers);
  write_coverage(json, model, {nullptr, result.actions, result.expressions});
  json->EndObject();
  return json.take();
}

std::string behavior_json(const runtime::Model& model, const explore::Behavior& behavior) {
  Json json;
  write_behavior(json, model, behavior);
  return json.take();
}

std::string value_json(Value value) {
  Json json;
  json.value(value);
  return json.take();
}

std::string text_json(std::string_view text) {
  Json json;
  json.string(text);
  return json.take();
}

std::string error_json(const std::string& verdict, int exit_code, const std::string& text, const Run& run) {
  Json json;
  json->StartObject();
  json.field("verdict", verdict);
  json.field("exit_code", static_cast<uint64_t>(exit_code));
  json.run(run);
  json.field("message", text);
  json->EndObject();
  return json.take();
}

}  // namespace trestle::report
