#include "validator/report/phrases.h"
#include "validator/report/replay.h"
#include "validator/trace/match.h"

namespace trestle::report {

using explore::Divergence;
using explore::ReplayResult;
using explore::Reply;

std::vector<explain::Field> differences(const Divergence& divergence, const runtime::Model& model) {
  const runtime::Layout& layout = model.signature().layout;
  const bool start = divergence.before.words.empty();
  const runtime::Word* after = divergence.to.words.data();
  const runtime::Word* before = start ? after : divergence.before.words.data();
  std::vector<explain::Field> fields;
  for (const explore::Check& check : divergence.differing) {
    const runtime::Value was = layout.get(before, check.variable), is = layout.get(after, check.variable);
    if (auto field = explain::as_observed(divergence.event, check, was, is)) {
      fields.push_back(std::move(*field));
      continue;
    }
    const trace::Mismatch mismatch = trace::explain_mismatch(divergence.event, check.observation, check.after, was, is);
    fields.push_back({model.signature().variables[check.variable].name + (check.after ? "'" : ""), mismatch.expected,
                      mismatch.actual});
  }
  return fields;
}

std::string divergence_line(const Divergence& divergence, const runtime::Model& model) {
  const std::string step = step_name(model.signature(), divergence.to);
  switch (divergence.kind) {
    case Reply::Kind::Refused: return step + ": refused" + (divergence.text.empty() ? "" : ": " + divergence.text);
    case Reply::Kind::Ended: return step + ": the driver " + divergence.text;
    case Reply::Kind::Late: return step + ": the driver " + divergence.text;
    case Reply::Kind::Shows: break;
  }
  if (divergence.differing.empty()) {
    return step + ": the implementation shows " + trace::to_string(divergence.event) + ", which is no such step";
  }
  return step + ": the implementation shows another state";
}

namespace {

std::string indented(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += "    " + line + "\n";
  return text;
}

std::string difference_text(const Divergence& divergence, const runtime::Model& model, const TextOptions& options) {
  std::string text;
  for (const explain::Field& field : differences(divergence, model)) {
    text += "  " + field.name + "\n";
    text += colored(options, "32", "    - the specification:   " + field.expected) + "\n";
    text += colored(options, "31", "    + the implementation:  " + field.logged) + "\n";
  }
  return text;
}

// What is below the headline.
std::string details(const ReplayResult& result, const Driven& driven, const runtime::Model& model,
                    const TextOptions& options) {
  std::string text;
  if (result.divergence) {
    text += "  " + divergence_line(*result.divergence, model) + "\n";
    text += difference_text(*result.divergence, model, options);
    if (result.divergence->differing.empty()) text += driven.refusal;
    if (!driven.errors.empty()) text += "  its last lines on standard error:\n" + indented(driven.errors);
    if (!driven.conversation.empty()) {
      text += "  what was said last (> to the driver, < its reply):\n" + indented(driven.conversation);
    }
    text += "\n" + behavior_text(model, result.behavior, options);
    if (!driven.violated.empty()) {
      text += driven.violated + " is false in the last state: not following the specification there may be right.\n";
    }
  }
  if (driven.shrunk_from != 0) {
    text += "shrunk from " + plural(driven.shrunk_from, "step") + " to " + grouped(result.behavior.size() - 1) +
            ", by " + plural(driven.tried, "behavior") + " tried.\n";
  }
  if (!driven.written.empty()) text += "the behavior is in " + driven.written + "\n";
  return text;
}

std::string verdict_line(const ReplayResult& result, const std::string& when_ok, const TextOptions& options) {
  const std::string verdict = colored_verdict(result.verdict, options) + ": ";
  if (result.verdict == explore::Verdict::Ok) return verdict + "the implementation does " + when_ok + "\n";
  if (result.verdict == explore::Verdict::Rejected)
    return verdict + "the implementation diverges " + result.reason + "\n";
  return verdict + result.reason + "\n";
}

}  // namespace

std::string to_text(const ReplayResult& result, const Driven& driven, const runtime::Model& model,
                    const TextOptions& options) {
  std::string all = "all " + plural(result.steps, "step") + " of the behavior";
  if (!driven.violated.empty()) all += ", after which " + driven.violated + " is false: it has the fault, too";
  std::string text = verdict_line(result, all, options);
  text += details(result, driven, model, options);
  text += grouped(result.replayed) + " of " + plural(result.steps, "step") + " replayed, " +
          seconds_text(result.seconds) + ".\n";
  return text;
}

std::string to_text(const explore::DriveResult& result, const Driven& driven, const runtime::Model& model,
                    const TextOptions& options) {
  std::string text = verdict_line(result, "what these random behaviors do (this samples, it does not prove)", options);
  text += details(result, driven, model, options);
  text += plural(result.behaviors, "behavior") + ", the longest of " + plural(result.longest, "step") + "; " +
          plural(result.taken, "step") + " taken, " + seconds_text(result.seconds) + ".\n";
  std::string never;
  for (size_t i = 0; i < result.actions.size(); ++i) {
    if (result.actions[i] == 0) never += (never.empty() ? "" : ", ") + model.signature().actions[i].name;
  }
  if (!never.empty()) text += "never taken: " + never + "\n";
  return text;
}

}  // namespace trestle::report
