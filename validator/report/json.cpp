#include "validator/report/json.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "translator/runtime/atoms.h"
#include "translator/runtime/print.h"
#include "validator/report/states.h"

namespace trestle::report {
namespace {

using runtime::Kind;
using runtime::Value;

class Json {
 public:
  using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

  void key(std::string_view name) { writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }
  void string(std::string_view text) { writer_.String(text.data(), static_cast<rapidjson::SizeType>(text.size())); }
  void string_or_null(std::string_view text) {
    if (text.empty()) {
      writer_.Null();
    } else {
      string(text);
    }
  }
  void field(std::string_view name, std::string_view text) { key(name), string(text); }
  void field(std::string_view name, uint64_t number) { key(name), writer_.Uint64(number); }
  Writer* operator->() { return &writer_; }
  std::string take() { return {buffer_.GetString(), buffer_.GetSize()}; }

  void value(Value v) {
    switch (v.kind()) {
      case Kind::Boolean: writer_.Bool(v.truth()); return;
      case Kind::Integer: return integer(v);
      case Kind::BigInteger: return tagged("#bigint", runtime::to_string(v));
      case Kind::String: return string(runtime::atom_text(v.atom_id()));
      case Kind::ModelValue: return tagged("#model", runtime::atom_text(v.atom_id()));
      case Kind::Set: return collection("#set", v.object());
      case Kind::Tuple: return array(v->span());
      case Kind::Record: return record(v.object());
      case Kind::Function:
        if (v.object()[0].kind() == Kind::Set) return function(v.object());
        break;
      default: break;
    }
    tagged("#unserializable", runtime::to_string(v));
  }

 private:
  // What every JSON reader keeps exact is a number; the rest is text.
  void integer(Value v) {
    constexpr int64_t kExact = int64_t{1} << 53;
    if (v.small() > -kExact && v.small() < kExact) {
      writer_.Int64(v.small());
    } else {
      tagged("#bigint", std::to_string(v.small()));
    }
  }
  void tagged(std::string_view tag, std::string_view text) {
    writer_.StartObject();
    field(tag, text);
    writer_.EndObject();
  }
  void array(std::span<const Value> items) {
    writer_.StartArray();
    for (Value item : items) value(item);
    writer_.EndArray();
  }
  void collection(std::string_view tag, const runtime::Object& object) {
    writer_.StartObject();
    key(tag);
    array(object.span());
    writer_.EndObject();
  }
  void pair(Value from, Value to) {
    const Value both[] = {from, to};
    array(both);
  }
  void record(const runtime::Object& object) {
    const auto fields = runtime::record_fields(object.aux);
    bool plain = true;
    for (uint32_t field : fields) plain = plain && !runtime::atom_text(field).starts_with('#');
    writer_.StartObject();
    if (!plain) {
      // Its keys would read as tags: written as the function it is.
      key("#map");
      writer_.StartArray();
      for (uint32_t i = 0; i < object.size; ++i) pair(Value::string(fields[i]), object[i]);
      writer_.EndArray();
    } else {
      for (uint32_t i = 0; i < object.size; ++i) {
        key(runtime::atom_text(fields[i]));
        value(object[i]);
      }
    }
    writer_.EndObject();
  }
  void function(const runtime::Object& object) {
    writer_.StartObject();
    key("#map");
    writer_.StartArray();
    for (uint32_t i = 1; i < object.size; ++i) pair(object[0].object()[i - 1], object[i]);
    writer_.EndArray();
    writer_.EndObject();
  }

  rapidjson::StringBuffer buffer_;
  Writer writer_{buffer_};
};

void write_location(Json& json, const runtime::Location& location) {
  json.key("location");
  if (location.begin_line == 0) {
    json->Null();
    return;
  }
  json->StartObject();
  json.field("module", location.module);
  json.field("file", location.file);
  json.field("begin_line", location.begin_line);
  json.field("begin_column", location.begin_column);
  json.field("end_line", location.end_line);
  json.field("end_column", location.end_column);
  json->EndObject();
}

void write_values(Json& json, std::string_view name, const NamedValues& values) {
  json.key(name);
  json->StartObject();
  for (const auto& [variable, value] : values) {
    json.key(variable);
    json->StartObject();
    json.field("tla", runtime::to_string(value));
    json.key("value");
    json.value(value);
    json->EndObject();
  }
  json->EndObject();
}

void write_action(Json& json, const runtime::Signature& signature, const explore::BehaviorState& state) {
  json.key("action");
  if (state.action == runtime::kNoAction) {
    json->Null();
    return;
  }
  const runtime::Action& action = signature.actions[state.action];
  json.string(action.name);
  json.key("arguments");
  json->StartObject();
  for (size_t i = 0; i < state.arguments.size(); ++i) {
    json.key(i < action.parameters.size() ? action.parameters[i] : std::to_string(i + 1));
    json.value(state.arguments[i]);
  }
  json->EndObject();
  write_location(json, action.location);
}

void write_behavior(Json& json, const runtime::Model& model, const explore::Behavior& behavior) {
  json->StartArray();
  const auto states = shown_states(model, behavior);
  for (size_t i = 0; i < states.size(); ++i) {
    json->StartObject();
    json.field("number", i + 1);
    write_action(json, model.signature(), behavior.states[i]);
    write_values(json, "variables", states[i].variables);
    if (!states[i].alias.empty()) write_values(json, "alias", states[i].alias);
    json->EndObject();
  }
  json->EndArray();
}

void write_run(Json& json, const Run& run) {
  json.field("spec", run.spec);
  json.field("config", run.config);
  json.field("engine", run.engine);
  json.field("seed", run.seed);
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
  write_run(json, run);
  json.key("behavior");
  write_behavior(json, model, finding.behavior);
  json.key("lasso");
  switch (finding.behavior.end) {
    case explore::Behavior::End::Finite: json->Null(); break;
    case explore::Behavior::End::Stuttering: json.string("stuttering"); break;
    case explore::Behavior::End::BackTo: json->Uint64(finding.behavior.back_to + 1); break;
  }
  write_error(json, finding);
  json.key("warnings");
  json->StartArray();
  for (const std::string& warning : finding.warnings) json.string(warning);
  json->EndArray();
}

void write_count(Json& json, std::string_view name, const runtime::Location& location,
                 const explore::ActionCount& count) {
  json->StartObject();
  json.field("action", name);
  json.field("generated", count.generated);
  json.field("distinct", count.distinct);
  write_location(json, location);
  json->EndObject();
}

void write_coverage(Json& json, const runtime::Signature& signature, const std::vector<explore::ActionCount>& actions,
                    const explore::ActionCount* init) {
  json.key("coverage");
  json->StartArray();
  if (init != nullptr) write_count(json, "Init", {}, *init);
  for (size_t i = 0; i < actions.size(); ++i) {
    write_count(json, signature.actions[i].name, signature.actions[i].location, actions[i]);
  }
  json->EndArray();
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
  json.field("workers", result.workers);
  json.field("memory", result.memory);
  write_coverage(json, model.signature(), result.actions, &result.init);
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
  write_coverage(json, model.signature(), result.actions, nullptr);
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

std::string error_json(const std::string& verdict, int exit_code, const std::string& text, const Run& run) {
  Json json;
  json->StartObject();
  json.field("verdict", verdict);
  json.field("exit_code", static_cast<uint64_t>(exit_code));
  write_run(json, run);
  json.field("message", text);
  json->EndObject();
  return json.take();
}

}  // namespace trestle::report
