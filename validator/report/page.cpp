#include "validator/report/page.h"

#include <algorithm>
#include <map>
#include <set>

#include "translator/runtime/print.h"
#include "validator/report/json_writer.h"
#include "validator/report/page_template.h"
#include "validator/report/phrases.h"
#include "validator/report/pretty.h"
#include "validator/report/validate.h"

namespace trestle::report {
namespace {

using explore::Window;
using explore::WindowEvent;
using runtime::Signature;
using runtime::Word;

constexpr size_t kLongest = 2'000;  // of a value's text
constexpr size_t kNone = SIZE_MAX;

// JSON that may stand inside a script element: no '<' can end that.
std::string script_text(const std::string& json) {
  std::string out;
  for (const char c : json) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

std::string filled_in(const std::string& title, const std::string& json) {
  const std::string page = kPage,
                    title_mark =
                        "@TITLE"
                        "@",
                    data_mark =
                        "@DATA"
                        "@";
  const size_t title_at = page.find(title_mark), data_at = page.find(data_mark);
  return page.substr(0, title_at) + html_text(title) +
         page.substr(title_at + title_mark.size(), data_at - title_at - title_mark.size()) + script_text(json) +
         page.substr(data_at + data_mark.size());
}

class Lanes {
 public:
  size_t number(const std::string& name) {
    const auto [found, added] = numbers_.try_emplace(name, names_.size());
    if (added) names_.push_back(name);
    return found->second;
  }
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::map<std::string, size_t> numbers_;
  std::vector<std::string> names_;
};

void numbers(Json& json, std::string_view name, const std::vector<size_t>& all) {
  json.key(name);
  json->StartArray();
  for (const size_t number : all) json->Uint64(number);
  json->EndArray();
}

void state(Json& json, const Signature& signature, const Word* state) {
  json->StartArray();
  for (size_t i = 0; state != nullptr && i < signature.variables.size(); ++i) {
    json->StartArray();
    json.string(signature.variables[i].name);
    json.string(runtime::to_short_string(signature.layout.get(state, i), kLongest));
    json->EndArray();
  }
  json->EndArray();
}

// [[variable, its new value, [what changed in it, a line each]]]; without a state before, all of it is new.
void step_changes(Json& json, const Signature& signature, const Word* before, const Word* after) {
  json.key("changes");
  json->StartArray();
  for (size_t i = 0; i < signature.variables.size(); ++i) {
    const runtime::Value is = signature.layout.get(after, i);
    if (before != nullptr && same(signature.layout.get(before, i), is)) continue;
    const std::string& name = signature.variables[i].name;
    const std::string text = runtime::to_short_string(is, kLongest);
    std::optional<std::vector<std::string>> lines;
    if (before != nullptr) lines = changes(name, signature.layout.get(before, i), is, 60, 12);
    json->StartArray();
    json.string(name);
    json.string(text);
    json->StartArray();
    for (const std::string& line : lines.value_or(std::vector<std::string>{name + " = " + text})) json.string(line);
    json->EndArray();
    json->EndArray();
  }
  json->EndArray();
}

std::vector<std::string> observed(const trace::Event& event) {
  std::vector<std::string> lines;
  for (const auto& observation : event.before) lines.push_back(trace::to_string(event, observation, false));
  for (const auto& observation : event.after) lines.push_back(trace::to_string(event, observation, true));
  return lines;
}

void head(Json& json, explore::Verdict verdict, const Run& run, const std::string& reason, const std::string& counts) {
  json.field("verdict", to_string(verdict));
  json.field("spec", run.spec);
  json.field("reason", reason);
  json.field("counts", counts);
}

// --- A trace.

struct Rows {
  size_t first_step = 1;         // of the behavior, the first that has a row
  std::vector<size_t> of_event;  // of the window: its row
  size_t explained = 0;          // rows
  size_t folder = 0;             // so much of each place's text is left out: the folder of all files
};

// The steps of the behavior, those that no event stands for too, then the events that are not explained.
Rows arrange(const explore::ValidateResult& result) {
  Rows rows;
  const Window& window = result.window;
  rows.of_event.assign(window.events.size(), kNone);
  if (!window.events.empty()) {
    const trace::Place& place = window.events.front().place;
    rows.folder = trace::to_string(place).size() - window.short_text(place).size();
  }
  if (window.earlier > 0) rows.first_step = window.explained > 0 ? window.events[0].step : result.behavior.size();
  size_t event = 0;
  for (size_t i = rows.first_step; i < result.behavior.size(); ++i, ++rows.explained) {
    if (event < window.explained && window.events[event].step == i) rows.of_event[event++] = rows.explained;
  }
  for (size_t row = rows.explained; event < rows.of_event.size(); ++event) rows.of_event[event] = row++;
  return rows;
}

void event_row(Json& json, const Rows& rows, const Window& window, size_t number, Lanes& lanes) {
  const WindowEvent& event = window.events[number];
  json.field("text", trace::to_string(event.event));
  json.field("lane", lanes.number(event.node));
  json.field("kind", "event");
  json.field("place", trace::to_string(event.place).substr(rows.folder));
  json.field("number", grouped(window.earlier + number + 1));
  std::vector<size_t> after;
  for (const uint32_t other : event.after) {
    if (rows.of_event[other] != kNone) after.push_back(rows.of_event[other]);
  }
  numbers(json, "after", after);
  json.strings("observed", observed(event.event));
}

void step_rows(Json& json, const Signature& signature, const explore::ValidateResult& result, const Rows& rows,
               Lanes& lanes) {
  const auto& steps = result.behavior;
  size_t event = 0;
  for (size_t i = rows.first_step; i < steps.size(); ++i) {
    const explore::ExplainedStep& step = steps[i];
    json->StartObject();
    const std::string action =
        step.action == runtime::kNoAction ? std::string("no step") : signature.action(step.action).name;
    if (event < result.window.explained && result.window.events[event].step == i) {
      event_row(json, rows, result.window, event++, lanes);
    } else {
      // On the lane of the event it comes before.
      const size_t next = std::min(event, result.window.events.size() - 1);
      json.field("text", action);
      json.field("lane", lanes.number(result.window.events[next].node));
      json.field("kind", "hidden");
      json.field("place", "");
      json.field("number", "");
    }
    json.field("action", action);
    step_changes(json, signature, steps[i - 1].state.data(), step.state.data());
    json->EndObject();
  }
  for (; event < result.window.events.size(); ++event) {
    json->StartObject();
    event_row(json, rows, result.window, event, lanes);
    json->EndObject();
  }
}

void refused(Json& json, const std::optional<evaluator::Refusal>& refusal) {
  json.key("refused");
  if (!refusal) {
    json->Null();
    return;
  }
  json->StartObject();
  json.field("text", refusal->text);
  json.field("where", refusal->location.begin_line == 0 ? "" : runtime::to_string(refusal->location));
  json.field("error", refusal->error);
  json.key("outside_domain");
  json->Bool(refusal->domain);
  json.key("empty");
  json->Bool(refusal->empty);
  json.key("between");
  json->Bool(refusal->between);
  json.key("values");
  json->StartArray();
  for (const evaluator::Named& named : refusal->values) {
    json->StartArray();
    json.string(named.name);
    json.string(named.value);
    json->EndArray();
  }
  json->EndArray();
  json->EndObject();
}

void difference(Json& json, std::string_view field, std::string_view logged, std::string_view spec) {
  json->StartObject();
  json.field("field", field);
  json.field("logged", logged);
  json.field("spec", spec);
  json->EndObject();
}

void attempt(Json& json, const Signature& signature, const explain::Attempt& tried) {
  json->StartObject();
  json.field("step", explain::step_text(signature, tried.action, tried.arguments));
  refused(json, tried.refusal);
  json.key("mismatches");
  json->StartArray();
  for (const trace::Mismatch& missed : tried.mismatches) difference(json, "", missed.expected, missed.actual);
  json->EndArray();
  json.key("instead");
  if (!tried.instead) {
    json->Null();
  } else {
    json->StartObject();
    json.field("step", explain::step_text(signature, tried.action, tried.instead->arguments));
    json.key("differences");
    json->StartArray();
    for (const explain::Field& field : tried.instead->differences) {
      difference(json, field.name, field.logged, field.expected);
    }
    json->EndArray();
    json->EndObject();
  }
  json->EndObject();
}

void explanations(Json& json, const Signature& signature, const explain::Explained& explained,
                  const std::vector<size_t>& stuck) {
  json.key("explanations");
  json->StartArray();
  for (const explain::Explanation& explanation : explained.events) {
    json->StartObject();
    json.key("row");
    json->Int64(explanation.event < stuck.size() ? static_cast<int64_t>(stuck[explanation.event]) : -1);
    json.key("candidates");
    json->StartArray();
    for (const explain::Attempt& tried : explanation.attempts) attempt(json, signature, tried);
    json->EndArray();
    json.strings("possible", explanation.possible);
    json->EndObject();
  }
  json->EndArray();
}

// What the states that explain the prefix differ in, and the one in which the event comes nearest.
void frontier(Json& json, const Signature& signature, const explore::ValidateResult& result, const explain::Explained& explained) {
  const size_t nearest = explained.events.empty() ? 0 : explained.events.front().nearest_state();
  json.field("frontier", result.frontier);
  json.key("nearest_state");
  state(json, signature, nearest < result.states_at_end.size() ? result.states_at_end[nearest].data() : nullptr);
  std::vector<std::string> lines;
  for (const explain::Agreement& agreement : explained.frontier) {
    if (agreement.different >= 2) lines.push_back(agreement.variable + ": " + values_text(agreement, kLongest));
  }
  json.strings("differ", lines);
}

void edits(Json& json, const Window& window, const Rows& rows, const explain::Edits& found) {
  json.key("edits");
  json->StartArray();
  for (const explain::Edit& edit : found.best) {
    json->StartObject();
    json.field("text", edit.text(window));
    json.field("then", then_text(edit, window));
    json.field("told", explain::told(edit.cause));
    json.key("row");
    json->Int64(rows.of_event[edit.event] == kNone ? -1 : static_cast<int64_t>(rows.of_event[edit.event]));
    json->EndObject();
  }
  json->EndArray();
  json.field("edits_text", found.tried == 0 ? std::string() : tried_text(found));
}

}  // namespace

std::string to_html(const explore::ValidateResult& result, const explain::Explained& explained,
                    const runtime::Model& model, const Run& run) {
  const Signature& signature = model.signature();
  const Window& window = result.window;
  const Rows rows = arrange(result);
  std::vector<size_t> stuck;  // by Unexplained
  for (const explore::Unexplained& unexplained : result.unexplained) {
    size_t row = kNone;
    for (size_t i = window.explained; i < window.events.size(); ++i) {
      const trace::Place& place = window.events[i].place;
      if (place.file == unexplained.place.file && place.line == unexplained.place.line) row = rows.of_event[i];
    }
    if (row != kNone) stuck.push_back(row);
  }
  Json json;
  Lanes lanes;
  std::set<std::string> nodes;
  for (const WindowEvent& event : window.events) nodes.insert(event.node);
  for (const std::string& node : nodes) lanes.number(node);
  json->StartObject();
  std::string counts = grouped(result.explained) + " of " + plural(result.events, "event") + " explained";
  const uint64_t left_out = window.earlier;
  if (left_out > 0) counts += "; the first " + grouped(left_out) + " are left out here";
  if (window.more) counts += "; what follows the last one is left out here";
  if (!window.cut_short.empty()) counts += "; the rest cannot be read: " + window.cut_short;
  head(json, result.verdict, run,
       result.reason.empty() ? "the spec allows what was recorded: a behavior explains every event" : result.reason,
       counts);
  json.key("rows");
  json->StartArray();
  step_rows(json, signature, result, rows, lanes);
  json->EndArray();
  json.strings("lanes", lanes.names());
  json.field("end", static_cast<uint64_t>(rows.explained));
  json.field("end_text", "nothing explains what follows");
  numbers(json, "stuck", stuck);
  json.key("first_state");
  state(json, signature,
        rows.first_step - 1 < result.behavior.size() ? result.behavior[rows.first_step - 1].state.data() : nullptr);
  frontier(json, signature, result, explained);
  explanations(json, signature, explained, stuck);
  edits(json, window, rows, explained.edits);
  json->EndObject();
  return filled_in(std::string(to_string(result.verdict)) + ": " + run.spec, json.take());
}

std::string to_html(const explore::CheckResult& result, const runtime::Model& model, const Run& run) {
  const Signature& signature = model.signature();
  const auto& states = result.behavior.states;
  Json json;
  Lanes lanes;
  json->StartObject();
  std::string reason = result.reason;
  if (!result.violated.empty()) reason = result.violated + " is violated";
  if (result.failure) reason = result.failure->error.what();
  head(json, result.verdict, run, reason,
       plural(result.generated, "state") + " generated, " + grouped(result.distinct) + " distinct; depth " +
           grouped(result.depth));
  json.key("rows");
  json->StartArray();
  for (size_t i = 0; i < states.size(); ++i) {
    const explore::BehaviorState& state = states[i];
    const bool initial = state.action == runtime::kNoAction;
    using runtime::Kind;
    std::string lane = signature.module;
    if (!state.arguments.empty() && state.arguments[0].defined()) {
      const Kind kind = state.arguments[0].kind();
      if (kind == Kind::ModelValue || kind == Kind::String || kind == Kind::Integer)
        lane = runtime::to_string(state.arguments[0]);
    }
    json->StartObject();
    json.field("text", initial ? "initial state" : explain::step_text(signature, state.action, state.arguments));
    json.field("lane", lanes.number(lane));
    json.field("kind", "step");
    json.field("place", initial ? "" : runtime::to_string(signature.action(state.action).location));
    json.field("number", grouped(i + 1));
    json.field("action", "");
    step_changes(json, signature, i == 0 ? nullptr : states[i - 1].words.data(), state.words.data());
    json->EndObject();
  }
  using explore::Behavior;
  if (result.behavior.end != Behavior::End::Finite) {
    const bool back = result.behavior.end == Behavior::End::BackTo;
    json->StartObject();
    json.field("text", back ? "back to state " + grouped(result.behavior.back_to + 1) : "stays there for ever");
    json.field("lane", lanes.number(signature.module));
    json.field("kind", "hidden");
    json.field("place", "");
    json.field("number", "");
    json.field("action", "");
    json->EndObject();
  }
  json->EndArray();
  json.strings("lanes", lanes.names());
  json.field("end", static_cast<uint64_t>(states.size() + (result.behavior.end == Behavior::End::Finite ? 0 : 1)));
  json.field("end_text", "");
  numbers(json, "stuck", states.empty() ? std::vector<size_t>() : std::vector<size_t>{states.size() - 1});
  json.key("first_state");
  state(json, signature, nullptr);
  for (const char* nothing : {"explanations", "edits"}) {
    json.key(nothing);
    json->StartArray();
    json->EndArray();
  }
  json.field("edits_text", "");
  json->EndObject();
  return filled_in(std::string(to_string(result.verdict)) + ": " + run.spec, json.take());
}

}  // namespace trestle::report
