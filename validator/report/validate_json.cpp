#include <algorithm>
#include <span>

#include "translator/runtime/print.h"
#include "validator/report/json_writer.h"
#include "validator/report/states.h"
#include "validator/report/strength.h"
#include "validator/report/validate.h"

namespace trestle::report {
namespace {

using explain::Attempt;
using explain::Explanation;
using explore::ValidateResult;
using runtime::Signature;

void write_state(Json& json, const Signature& signature, std::string_view name,
                 const std::vector<runtime::Word>& words) {
  NamedValues values;
  for (size_t i = 0; i < signature.variables.size(); ++i) {
    values.emplace_back(signature.variables[i].name, signature.layout.get(words.data(), i));
  }
  json.values(name, values);
}

void write_place(Json& json, const trace::Place& place) {
  json.key("file");
  json.string_or_null(place.file);
  json.field("line", place.line);
}

void write_mismatches(Json& json, std::string_view name, const std::vector<trace::Mismatch>& mismatches) {
  json.key(name);
  json->StartArray();
  for (const trace::Mismatch& mismatch : mismatches) {
    json->StartObject();
    json.field("logged", mismatch.expected);
    json.field("spec", mismatch.actual);
    json->EndObject();
  }
  json->EndArray();
}

void write_refusal(Json& json, const std::optional<evaluator::Refusal>& refusal) {
  json.key("refused");
  if (!refusal) {
    json->Null();
    return;
  }
  json->StartObject();
  json.field("text", refusal->text);
  json.location(refusal->location);
  json.key("outside_domain");
  json->Bool(refusal->domain);
  json.key("error");
  json.string_or_null(refusal->error);
  json.key("empty");
  json->Bool(refusal->empty);
  json.key("between");
  json->Bool(refusal->between);
  json.key("values");
  json->StartObject();
  for (const evaluator::Named& named : refusal->values) json.field(named.name, named.value);
  json->EndObject();
  json->EndObject();
}

void write_attempt(Json& json, const Signature& signature, const Attempt& attempt) {
  const runtime::Action& action = signature.action(attempt.action);
  json->StartObject();
  json.field("action", action.name);
  json.field("step", explain::step_text(signature, attempt.action, attempt.arguments));
  json.location(action.location);
  json.field("state", attempt.state);
  write_refusal(json, attempt.refusal);
  write_mismatches(json, "mismatches", attempt.mismatches);
  json.key("instead");
  if (!attempt.instead) {
    json->Null();
  } else {
    json->StartObject();
    json.field("step", explain::step_text(signature, attempt.action, attempt.instead->arguments));
    json.key("differences");
    json->StartArray();
    for (const explain::Field& field : attempt.instead->differences) {
      json->StartObject();
      json.key("field");
      json.string_or_null(field.name);
      json.field("logged", field.logged);
      json.field("spec", field.expected);
      json->EndObject();
    }
    json->EndArray();
    json->EndObject();
  }
  json->EndObject();
}

void write_unexplained(Json& json, const Signature& signature, const ValidateResult& result,
                       const explain::Explained& explained) {
  json.key("unexplained");
  json->StartArray();
  for (const Explanation& explanation : explained.events) {
    const explore::Unexplained& unexplained = result.unexplained[explanation.event];
    json->StartObject();
    json.field("event", to_string(unexplained.event));
    json.field("name", unexplained.event.name());
    write_place(json, unexplained.place);
    json.key("candidates");
    json->StartArray();
    for (const Attempt& attempt : explanation.attempts) write_attempt(json, signature, attempt);
    json->EndArray();
    json.strings("possible", explanation.possible);
    json->EndObject();
  }
  json->EndArray();
}

void write_event(Json& json, std::string_view name, const explore::WindowEvent& event) {
  json.key(name);
  json->StartObject();
  json.field("event", to_string(event.event));
  json.field("node", event.node);
  write_place(json, event.place);
  json->EndObject();
}

void write_edits(Json& json, const ValidateResult& result, const explain::Edits& edits) {
  json.key("edits");
  json->StartArray();
  for (const explain::Edit& edit : edits.best) {
    json->StartObject();
    json.field("kind", to_string(edit.kind));
    json.field("cause", to_string(edit.cause));
    json.field("text", edit.text(result.window));
    write_event(json, "at", result.window.events[edit.event]);
    json.key("other");
    const bool two = edit.kind == explain::EditKind::Swapped || edit.kind == explain::EditKind::Moved ||
                     edit.kind == explain::EditKind::Repeated;
    json.string_or_null(two ? to_string(result.window.events[edit.other].place) : "");
    json.key("step");
    json.string_or_null(edit.step);
    json.key("field");
    json.string_or_null(edit.field);
    json.key("logged");
    json.string_or_null(edit.logged);
    json.key("expected");
    json.string_or_null(edit.expected);
    json.field("explains", edit.explains);
    json.key("to_the_end");
    json->Bool(edit.to_the_end);
    json->EndObject();
  }
  json->EndArray();
  json.key("edits_tried");
  json->StartObject();
  json.field("edits", edits.tried);
  json.field("events_ahead", edits.ahead);
  json.key("all");
  json->Bool(edits.all_tried);
  json->EndObject();
}

void write_frontier(Json& json, const std::vector<explain::Agreement>& frontier) {
  json.key("frontier_values");
  json->StartObject();
  for (const explain::Agreement& agreement : frontier) {
    json.key(agreement.variable);
    json->StartObject();
    json.field("different", agreement.different);
    json.key("values");
    json->StartArray();
    for (const runtime::Value value : agreement.values) json.string(runtime::to_string(value));
    json->EndArray();
    json->EndObject();
  }
  json->EndObject();
}

void write_behavior(Json& json, const Signature& signature, const ValidateResult& result) {
  // States may be large, and of the steps before an accepted end nobody asks which they were.
  const bool whole = result.behavior.size() > result.events;
  constexpr size_t kBeforeRejection = 16;
  const size_t shown = whole ? result.behavior.size() : result.verdict != explore::Verdict::Ok ? kBeforeRejection : 1;
  json.key("behavior");
  json->StartArray();
  for (const explore::ExplainedStep& step : std::span(result.behavior).last(std::min(shown, result.behavior.size()))) {
    json->StartObject();
    json.key("event");
    json.string_or_null(step.event);
    write_place(json, step.place);
    json.key("action");
    json.string_or_null(step.action == runtime::kNoAction ? "" : signature.action(step.action).name);
    write_state(json, signature, "variables", step.state);
    json->EndObject();
  }
  json->EndArray();
}

// A few, and those that something refers to.
size_t states_shown(const ValidateResult& result, const explain::Explained& explained) {
  size_t shown = 4;
  for (const Explanation& explanation : explained.events) {
    for (const Attempt& attempt : explanation.attempts) shown = std::max<size_t>(shown, attempt.state + 1);
  }
  return std::min(shown, result.states_at_end.size());
}

}  // namespace

std::string to_json(const ValidateResult& result, const explain::Explained& explained, const runtime::Model& model,
                    const Run& run, const ExercisedReport* exercised) {
  const Signature& signature = model.signature();
  Json json;
  json->StartObject();
  json.field("verdict", to_string(result.verdict));
  json.field("exit_code", static_cast<uint64_t>(exit_code(result)));
  json.key("reason");
  json.string_or_null(result.reason);
  json.field("events", result.events);
  json.field("explained", result.explained);
  json.field("frontier", result.frontier);
  json.field("states", result.states);
  json.key("seconds");
  json->Double(result.seconds);
  json.run(run);
  json.key("without_events");
  json->StartArray();
  for (const explore::Counted& counted : result.counted) {
    json->StartObject();
    json.field("step", signature.action(counted.action).name);
    json.field("times", static_cast<uint64_t>(counted.times));
    json.field("at_most", static_cast<uint64_t>(counted.at_most));
    json->EndObject();
  }
  json->EndArray();
  json.key("violated");
  json.string_or_null(result.violation ? result.violation->predicate : "");
  write_unexplained(json, signature, result, explained);
  write_edits(json, result, explained.edits);
  write_frontier(json, explained.frontier);
  json.key("frontier_states");
  json->StartArray();
  for (const auto& state : std::span(result.states_at_end).first(states_shown(result, explained))) {
    json->StartObject();
    write_state(json, signature, "variables", state);
    json->EndObject();
  }
  json->EndArray();
  write_behavior(json, signature, result);
  json.key("warnings");
  json->StartArray();
  for (const trace::Warning& warning : result.warnings) {
    json->StartObject();
    json.field("message", warning.message);
    write_place(json, warning.place);
    json.field("count", warning.count);
    json->EndObject();
  }
  json->EndArray();
  if (explained.strength) {
    const std::string strength = to_json(*explained.strength);
    json.key("strength");
    json->RawValue(strength.data(), strength.size(), rapidjson::kObjectType);
  }
  if (exercised != nullptr) write_exercised(json, *exercised);
  json->EndObject();
  return json.take();
}

}  // namespace trestle::report
