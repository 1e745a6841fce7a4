// Behaviors as JSON: TLC's, the Informal Trace Format, events.
#include "translator/runtime/context.h"
#include "translator/runtime/json.h"
#include "validator/bridge/json_value.h"
#include "validator/bridge/writers.h"

namespace trestle::bridge {

using End = explore::Behavior::End;
using runtime::Value;

namespace {

class Writer {
 public:
  explicit Writer(JsonStyle style) : style_(style) {}
  void key(std::string_view name) { writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }
  void string(std::string_view text) { writer_.String(text.data(), static_cast<rapidjson::SizeType>(text.size())); }
  void field(std::string_view name, std::string_view text) { key(name), string(text); }
  void value(Value v) { write_value(writer_, v, style_); }
  JsonWriter* operator->() { return &writer_; }
  std::string take() { return {buffer_.GetString(), buffer_.GetSize()}; }

 private:
  rapidjson::StringBuffer buffer_;
  JsonWriter writer_{buffer_};
  JsonStyle style_;
};

class TlcJson {
 public:
  std::string write(const RecordedBehavior& behavior) {
    std::vector<std::string> states, steps;
    for (size_t i = 0; i < behavior.states.size(); ++i) {
      std::string state;
      for (const auto& [name, value] : behavior.states[i].variables)
        state += (state.empty() ? "" : ",") + quote(name) + ":" + text(value);
      states.push_back("[" + std::to_string(i + 1) + ",{" + state + "}]");
    }
    const auto step = [&](size_t from, const RecordedAction& action, size_t to) {
      steps.push_back("[" + states[from] + "," + this->action(action) + "," + states[to] + "]");
    };
    for (size_t i = 1; i < states.size(); ++i) step(i - 1, behavior.states[i].action, i);
    if (behavior.end == End::Stuttering) step(states.size() - 1, behavior.states.back().action, states.size() - 1);
    if (behavior.end == End::BackTo) step(states.size() - 1, behavior.back_action, behavior.back_to);
    std::vector<std::string> names;
    for (const std::string& name : variable_names(behavior)) names.push_back(quote(name));
    return "{\"counterexample\":{\"action\":[" + joined(steps) + "],\"state\":[" + joined(states) + "]},\"vars\":[" +
           joined(names) + "]}\n";
  }

 private:
  static std::string joined(const std::vector<std::string>& parts) {
    std::string all;
    for (const std::string& part : parts) all += (all.empty() ? "" : ",") + part;
    return all;
  }
  std::string text(Value v) {
    std::string json = runtime::to_json(context_, v);
    context_.arena.reset();
    return json;
  }
  std::string quote(const std::string& name) { return text(runtime::string_value(name)); }
  std::string action(const RecordedAction& action) {
    const runtime::Location& at = action.location;
    std::string json =
        "{\"name\":" + quote(action.name) + ",\"location\":{\"beginLine\":" + std::to_string(at.begin_line) +
        ",\"beginColumn\":" + std::to_string(at.begin_column) + ",\"endLine\":" + std::to_string(at.end_line) +
        ",\"endColumn\":" + std::to_string(at.end_column) + ",\"module\":" + quote(at.module) + "}";
    if (action.arguments && !action.arguments->empty()) {
      std::vector<std::string> names, bound;
      for (size_t i = 0; i < action.arguments->size(); ++i) {
        names.push_back(quote(i < action.parameters.size() ? action.parameters[i] : "p" + std::to_string(i + 1)));
        bound.push_back(names.back() + ":" + text((*action.arguments)[i]));
      }
      json += ",\"context\":{" + joined(bound) + "},\"parameters\":[" + joined(names) + "]";
    }
    return json + "}";
  }

  runtime::Context context_;
};

void write_told(Writer& json, const RecordedAction& action) {
  json->StartObject();
  json.field("name", action.name);
  if (!action.parameters.empty()) {
    json.key("parameters");
    json->StartArray();
    for (const std::string& parameter : action.parameters) json.string(parameter);
    json->EndArray();
  }
  if (action.arguments) {
    json.key("arguments");
    json->StartArray();
    for (const Value argument : *action.arguments) json.value(argument);
    json->EndArray();
  }
  if (action.location.begin_line != 0) {
    const runtime::Location& at = action.location;
    json.key("location");
    json->StartArray();
    for (const uint32_t number : {at.begin_line, at.begin_column, at.end_line, at.end_column}) json->Uint(number);
    json.string(at.module);
    json->EndArray();
  }
  json->EndObject();
}

}  // namespace

std::string write_tlc_json(const RecordedBehavior& behavior) { return TlcJson().write(behavior); }

std::string write_itf(const RecordedBehavior& behavior, const std::string& source) {
  Writer json(JsonStyle::Itf);
  json->StartObject();
  json.key("#meta");
  json->StartObject();
  json.field("format", "ITF");
  json.field("format-description", "https://apalache-mc.org/docs/adr/015adr-trace.html");
  json.field("source", source);
  if (behavior.end == End::Stuttering) json.field("end", "stuttering");
  if (behavior.end == End::BackTo && behavior.back_action.told())
    json.key("back"), write_told(json, behavior.back_action);
  if (behavior.verdict) json.field("verdict", to_string(*behavior.verdict));
  if (!behavior.violated.empty()) json.field("violated", behavior.violated);
  json->EndObject();
  json.key("vars");
  json->StartArray();
  for (const std::string& name : variable_names(behavior)) json.string(name);
  json->EndArray();
  json.key("states");
  json->StartArray();
  for (size_t i = 0; i < behavior.states.size(); ++i) {
    const RecordedState& state = behavior.states[i];
    json->StartObject();
    json.key("#meta");
    json->StartObject();
    json.key("index");
    json->Uint64(i);
    if (state.action.told()) json.key("action"), write_told(json, state.action);
    if (!state.comment.empty()) json.field("event", state.comment);
    json->EndObject();
    for (const auto& [name, value] : state.variables) json.key(name), json.value(value);
    json->EndObject();
  }
  json->EndArray();
  // ITF's own way to say that it goes on for ever; a stuttering end is a loop of one state.
  if (behavior.end == End::BackTo) json.key("loop"), json->Uint64(behavior.back_to);
  if (behavior.end == End::Stuttering) json.key("loop"), json->Uint64(behavior.states.size() - 1);
  json->EndObject();
  return json.take() + "\n";
}

std::string write_events(const RecordedBehavior& behavior, const std::string& spec) {
  std::string text =
      "{\"trestle\":1,\"node\":\"behavior\"" + (spec.empty() ? "" : ",\"spec\":\"" + spec + "\"") + "}\n";
  for (size_t i = 0; i < behavior.states.size(); ++i) {
    const RecordedState& state = behavior.states[i];
    Writer json(JsonStyle::Trestle);
    json->StartObject();
    json.field("event", i == 0 ? "#state" : state.action.told() ? state.action.name : "#step");
    if (i > 0 && state.action.arguments && !state.action.arguments->empty()) {
      const RecordedAction& action = state.action;
      const bool named = action.parameters.size() == action.arguments->size();
      json.key("params");
      named ? json->StartObject() : json->StartArray();
      for (size_t a = 0; a < action.arguments->size(); ++a) {
        if (named) json.key(action.parameters[a]);
        json.value((*action.arguments)[a]);
      }
      named ? json->EndObject() : json->EndArray();
    }
    json.key(i == 0 ? "before" : "after");
    json->StartArray();
    for (const auto& [name, value] : state.variables) {
      json->StartObject();
      json.field("var", name);
      json.key("value");
      json.value(value);
      json->EndObject();
    }
    json->EndArray();
    json->EndObject();
    text += json.take() + "\n";
  }
  return text;
}

}  // namespace trestle::bridge
