#include "validator/report/json_writer.h"
#include "validator/report/replay.h"

namespace trestle::report {
namespace {

using explore::Reply;
using explore::Role;

const char* kind_name(Reply::Kind kind) {
  switch (kind) {
    case Reply::Kind::Shows: return "observation";
    case Reply::Kind::Refused: return "refused";
    case Reply::Kind::Ended: return "crashed";
    case Reply::Kind::Late: return "timeout";
  }
  return "observation";
}

const char* role_name(Role role) {
  switch (role) {
    case Role::Asked: return "asked";
    case Role::Environment: return "environment";
    case Role::System: return "system";
    case Role::Hidden: return "hidden";
  }
  return "asked";
}

void write_divergence(Json& json, const explore::ReplayResult& result, const Driven& driven,
                      const runtime::Model& model) {
  json.key("divergence");
  if (!result.divergence) {
    json->Null();
    return;
  }
  const explore::Divergence& divergence = *result.divergence;
  json->StartObject();
  json.field("kind", kind_name(divergence.kind));
  json.field("step", uint64_t{divergence.step});
  json.key("action");
  if (divergence.to.action == runtime::kNoAction) {
    json->Null();
  } else {
    const runtime::Action& action = model.signature().action(divergence.to.action);
    json.string(action.name);
    json.key("params");
    json->StartObject();
    for (size_t i = 0; i < divergence.to.arguments.size() && i < action.parameters.size(); ++i) {
      json.key(action.parameters[i]);
      json.value(divergence.to.arguments[i]);
    }
    json->EndObject();
  }
  json.field("by", role_name(divergence.role));
  json.key("message");
  json.string(divergence_line(divergence, model));
  json.key("differences");
  json->StartArray();
  for (const explain::Field& field : differences(divergence, model)) {
    json->StartObject();
    json.field("name", field.name);
    json.field("specification", field.expected);
    json.field("implementation", field.logged);
    json->EndObject();
  }
  json->EndArray();
  json.key("refusal");
  json.string_or_null(driven.refusal);
  json->EndObject();
}

void write_common(Json& json, const explore::ReplayResult& result, const Driven& driven, const runtime::Model& model) {
  write_divergence(json, result, driven, model);
  json.key("driver");
  json->StartObject();
  json.strings("command", driven.command);
  json.strings("stderr", driven.errors);
  json.strings("conversation", driven.conversation);
  json->EndObject();
  json.key("shrunk");
  if (driven.shrunk_from == 0) {
    json->Null();
  } else {
    json->StartObject();
    json.field("from", uint64_t{driven.shrunk_from});
    json.field("to", uint64_t{result.behavior.size() - 1});
    json.field("tried", uint64_t{driven.tried});
    json->EndObject();
  }
  json.key("written");
  json.string_or_null(driven.written);
}

void end_replay(Json& json, const explore::ReplayResult& result, const Run& run, std::string_view behavior) {
  json.key("seconds");
  json->Double(result.seconds);
  json.run(run);
  json.key("behavior");
  json->RawValue(behavior.data(), behavior.size(), rapidjson::kArrayType);
  json->EndObject();
}

}  // namespace

std::string to_json(const explore::ReplayResult& result, const Driven& driven, const runtime::Model& model,
                    const Run& run) {
  Json json;
  json->StartObject();
  json.field("verdict", to_string(result.verdict));
  json.field("exit_code", uint64_t(exit_code(result.verdict)));
  json.field("steps", uint64_t{result.steps});
  json.field("replayed", uint64_t{result.replayed});
  json.key("reason");
  json.string_or_null(result.reason);
  json.key("violated");
  json.string_or_null(driven.violated);
  write_common(json, result, driven, model);
  end_replay(json, result, run, behavior_json(model, result.behavior));
  return json.take();
}

std::string to_json(const explore::DriveResult& result, const Driven& driven, const runtime::Model& model,
                    const Run& run) {
  Json json;
  json->StartObject();
  json.field("verdict", to_string(result.verdict));
  json.field("exit_code", uint64_t(exit_code(result.verdict)));
  json.field("behaviors", result.behaviors);
  json.field("steps", result.taken);
  json.field("longest", result.longest);
  json.key("reason");
  json.string_or_null(result.reason);
  json.key("actions");
  json->StartObject();
  for (size_t i = 0; i < result.actions.size(); ++i) json.field(model.signature().actions[i].name, result.actions[i]);
  json->EndObject();
  write_common(json, result, driven, model);
  end_replay(json, result, run, behavior_json(model, result.behavior));
  return json.take();
}

}  // namespace trestle::report
