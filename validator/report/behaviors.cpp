#include "validator/report/behaviors.h"

#include <algorithm>

#include "validator/report/json_writer.h"
#include "validator/report/phrases.h"

namespace trestle::report {

using bridge::Difference;
using bridge::Held;
using explore::Behavior;
using explore::Verdict;

namespace {

std::string sentence(const HeldBehavior& one) {
  const Held& held = one.held;
  if (held.difference) return held.difference->message;
  if (!held.inconclusive.empty()) return held.inconclusive;
  std::string text = "the spec allows the behavior of " + plural(one.recorded.states.size(), "state");
  if (one.recorded.end == Behavior::End::Stuttering) text += ", which ends by stuttering";
  if (one.recorded.end == Behavior::End::BackTo)
    text += ", which goes back to state " + std::to_string(one.recorded.back_to + 1);
  return text;
}

std::string difference_text(const HeldBehavior& one) {
  const Difference& difference = *one.held.difference;
  std::string text;
  size_t width = 0;
  for (const bridge::Differing& differing : difference.differing) width = std::max(width, differing.variable.size());
  if (!difference.differing.empty()) {
    text += difference.nearest.empty() ? "Nearest is an initial state in which\n"
                                       : "Nearest is " + difference.nearest + ", after which\n";
    for (const bridge::Differing& differing : difference.differing) {
      const std::string name = differing.variable + std::string(width - differing.variable.size(), ' ');
      text += "  " + name + " = " + differing.expected + "\n  " + std::string(width, ' ') + " # " + differing.recorded +
              "  in the file\n";
    }
    text += "\n";
  }
  if (!one.refusal.empty()) text += one.refusal + "\n";
  if (!difference.possible.empty()) {
    text += "The spec allows there:\n";
    for (const std::string& step : difference.possible) text += "  " + step + "\n";
    if (difference.more_possible) text += "  and more\n";
    text += "\n";
  }
  return text;
}

void write_difference(Json& json, const Difference& difference, const std::string& refusal) {
  json->StartObject();
  json.field("kind", bridge::to_string(difference.kind));
  json.field("state", static_cast<uint64_t>(difference.state + 1));
  json.field("message", difference.message);
  json.key("nearest");
  json.string_or_null(difference.nearest);
  json.key("refusal");
  json.string_or_null(refusal);
  json.key("differing");
  json->StartArray();
  for (const bridge::Differing& differing : difference.differing) {
    json->StartObject();
    json.field("variable", differing.variable);
    json.field("recorded", differing.recorded);
    json.field("expected", differing.expected);
    json->EndObject();
  }
  json->EndArray();
  json.strings("possible", difference.possible);
  json->EndObject();
}

// The states before the difference, the last few.
Behavior last_states(const Behavior& behavior, size_t count, size_t& left_out) {
  left_out = behavior.states.size() > count ? behavior.states.size() - count : 0;
  Behavior last = behavior;
  last.states.erase(last.states.begin(), last.states.begin() + static_cast<std::ptrdiff_t>(left_out));
  return last;
}

}  // namespace

Verdict verdict_of(const HeldBehavior& behavior) {
  if (behavior.held.difference) return Verdict::Rejected;
  return behavior.held.inconclusive.empty() ? Verdict::Ok : Verdict::Inconclusive;
}

Verdict verdict_of(const std::vector<HeldBehavior>& behaviors) {
  Verdict worst = Verdict::Ok;
  for (const HeldBehavior& behavior : behaviors) {
    const Verdict verdict = verdict_of(behavior);
    if (verdict == Verdict::Rejected || worst == Verdict::Ok) worst = verdict;
  }
  return worst;
}

std::string to_text(const std::vector<HeldBehavior>& behaviors, const runtime::Model& model,
                    const TextOptions& options) {
  std::string text;
  for (size_t i = 0; i < behaviors.size(); ++i) {
    const HeldBehavior& one = behaviors[i];
    if (behaviors.size() > 1)
      text += "Behavior " + std::to_string(i + 1) + " of " + std::to_string(behaviors.size()) + "\n";
    text += colored_verdict(verdict_of(one), options) + ": " + sentence(one) + "\n";
    for (const std::string& confirmed : one.held.confirmed) text += "confirmed: " + confirmed + "\n";
    for (const std::string& note : one.held.notes) text += "note: " + note + "\n";
    if (one.held.difference) {
      text += "\n" + difference_text(one);
      size_t left_out = 0;
      const Behavior shown = last_states(one.held.behavior, 2, left_out);
      if (!shown.empty()) {
        text += left_out == 0
                    ? "Up to there the spec allows it:\n\n"
                    : "Up to there the spec allows it; its last states, of " + std::to_string(left_out + 2) + ":\n\n";
        text += behavior_text(model, shown, options, left_out);
      }
    }
    if (i + 1 < behaviors.size()) text += "\n";
  }
  return text;
}

std::string to_json(const std::vector<HeldBehavior>& behaviors, const runtime::Model& model, const Run& run) {
  const Verdict verdict = verdict_of(behaviors);
  uint64_t states = 0, explained = 0;
  std::string reason;
  for (const HeldBehavior& one : behaviors) {
    states += one.recorded.states.size();
    explained += one.held.behavior.size();
    if (reason.empty() && verdict_of(one) == verdict && verdict != Verdict::Ok) reason = sentence(one);
  }
  Json json;
  json->StartObject();
  json.field("verdict", to_string(verdict));
  json.field("exit_code", static_cast<uint64_t>(exit_code(verdict)));
  json.key("reason");
  json.string_or_null(reason);
  json.run(run);
  json.field("events", states);
  json.field("explained", explained);
  json.key("behaviors");
  json->StartArray();
  for (const HeldBehavior& one : behaviors) {
    json->StartObject();
    json.field("verdict", to_string(verdict_of(one)));
    json.field("format", bridge::name(one.recorded.format));
    json.field("states", static_cast<uint64_t>(one.recorded.states.size()));
    json.field("explained", static_cast<uint64_t>(one.held.behavior.size()));
    json.key("violated");
    json.string_or_null(one.recorded.violated);
    json.strings("confirmed", one.held.confirmed);
    json.strings("notes", one.held.notes);
    json.key("difference");
    if (one.held.difference) {
      write_difference(json, *one.held.difference, one.refusal);
    } else {
      json->Null();
    }
    json.key("behavior");
    const std::string behavior = behavior_json(model, one.held.behavior);
    json->RawValue(behavior.data(), behavior.size(), rapidjson::kArrayType);
    json->EndObject();
  }
  json->EndArray();
  json->EndObject();
  return json.take();
}

std::string to_text(const bridge::GraphComparison& comparison, const TextOptions& options) {
  const Verdict verdict = comparison.verdict();
  std::string text = colored_verdict(verdict, options) + ": ";
  const std::string states = plural(comparison.states, "state"),
                    edges = plural(comparison.edges + comparison.around, "edge");
  if (comparison.equal()) {
    text += "the spec has " + (comparison.edges == 0 ? states : states + " and " + edges) + " of the file" +
            (comparison.whole ? ", and no others" : "") + "\n";
  } else if (verdict == Verdict::Inconclusive) {
    text += plural(comparison.unknown, "state") + " of the file were not met before the search of the spec ended\n";
  } else {
    text += plural(comparison.different, "difference") + " between the file (" + states + ") and the spec (" +
            plural(comparison.our_states, "state") + ")\n\n";
    for (const std::string& difference : comparison.differences) text += "  " + difference + "\n";
    if (comparison.different > comparison.differences.size())
      text += "  and " + grouped(comparison.different - comparison.differences.size()) + " more\n";
  }
  for (const std::string& note : comparison.notes) text += "note: " + note + "\n";
  return text;
}

std::string to_json(const bridge::GraphComparison& comparison, const Run& run) {
  const Verdict verdict = comparison.verdict();
  Json json;
  json->StartObject();
  json.field("verdict", to_string(verdict));
  json.field("exit_code", static_cast<uint64_t>(exit_code(verdict)));
  json.key("reason");
  json.string_or_null(comparison.differences.empty() ? "" : comparison.differences.front());
  json.run(run);
  json.field("events", comparison.states);
  json.field("states", comparison.our_states);
  json.field("edges", comparison.edges + comparison.around);
  json.key("whole");
  json->Bool(comparison.whole);
  json.field("different", comparison.different);
  json.strings("differences", comparison.differences);
  json.strings("notes", comparison.notes);
  json->EndObject();
  return json.take();
}

}  // namespace trestle::report
