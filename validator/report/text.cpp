#include "validator/report/text.h"

#include <algorithm>
#include <cstdio>

#include "validator/report/coverage.h"
#include "validator/report/phrases.h"
#include "validator/report/pretty.h"

namespace trestle::report {
namespace {

using explore::Behavior;
using explore::Finding;
using explore::Phase;
using explore::Verdict;

std::string bytes_text(size_t bytes) {
  char text[32];
  const double mega = static_cast<double>(bytes) / (1 << 20);
  std::snprintf(text, sizeof text, mega < 1000 ? "%.0f MB" : "%.1f GB", mega < 1000 ? mega : mega / 1024);
  return text;
}

std::string rate_text(double count, double seconds) {
  if (seconds <= 0) return {};
  return ", " + grouped(static_cast<uint64_t>(count / std::max(seconds, 1e-9))) + " a second";
}

// The line that says it all.
std::string headline(const Finding& finding, const char* ok, const TextOptions& options) {
  const std::string name = finding.violated.empty() ? "" : finding.violated;
  const std::string in_state = finding.behavior.empty() ? "" : " in state " + std::to_string(finding.behavior.size());
  std::string why;
  switch (finding.verdict) {
    case Verdict::Ok: why = ok; break;
    case Verdict::AssumptionViolated:
      why = (name.starts_with("assumption ") ? "" : "assumption ") + name +
            (finding.failure ? " has no value" : " is false");
      break;
    case Verdict::Deadlock:
      why = "state " + std::to_string(finding.behavior.size()) +
            " has no successor. (If it should have none, say CHECK_DEADLOCK FALSE or --no-deadlock.)";
      break;
    case Verdict::InvariantViolated: why = name + " is false" + in_state; break;
    case Verdict::PropertyViolated: why = name + " does not hold of the behavior below"; break;
    case Verdict::AssertionFailed: why = "an Assert is false"; break;
    case Verdict::EvaluationFailed:
      why = "an expression has no value, while " + std::string(to_string(finding.failure->phase)) +
            (name.empty() ? "" : ", " + name);
      break;
    case Verdict::PostconditionViolated:
      why = "postcondition " + name + (finding.failure ? " has no value" : " is false");
      break;
    case Verdict::Rejected:
    case Verdict::Inconclusive: why = finding.reason; break;
  }
  return colored_verdict(finding.verdict, options) + ": " + why + "\n";
}

std::string finding_text(const Finding& finding, const runtime::Model& model, const char* ok,
                         const TextOptions& options) {
  std::string text = headline(finding, ok, options);
  for (const std::string& warning : finding.warnings) text += "warning: " + warning + "\n";
  if (finding.failure) text += "\n" + failure_text(*finding.failure);
  if (finding.predicate && finding.verdict != Verdict::Ok) {
    const runtime::Location& location = model.signature().predicates[*finding.predicate].location;
    if (location.begin_line != 0) text += "  " + finding.violated + ": " + to_string(location) + "\n";
  }
  if (!finding.behavior.empty()) text += "\n" + behavior_text(model, finding.behavior, options);
  text += options.why;
  return text;
}

// Generated and distinct per action: what was never taken is what to look at.
// One variable of one state. `before`: its value in the state before, when there is one.
std::string variable_text(const std::string& name, runtime::Value value, const runtime::Value* before,
                          bool tell_changes, size_t name_width, const TextOptions& options) {
  const bool changed = before != nullptr && !same(*before, value);
  const std::string margin = changed ? "* /\\ " : "  /\\ ";
  const std::string padded = name + std::string(name_width - name.size(), ' ') + " = ";
  const size_t indent = margin.size() + padded.size();
  const auto finish = [&](const std::string& text) { return changed ? colored(options, "1", text) : text; };

  std::vector<std::string> lines = wrap(value, options.width > indent + 30 ? options.width - indent : 30);
  if (lines.size() > 1 && tell_changes && before != nullptr) {
    if (!changed) return margin + padded + "(as before)\n";
    if (auto told = changes(name, *before, value, options.width - margin.size(), lines.size())) {
      std::string text;
      for (const std::string& line : *told) text += finish("* /\\ " + line) + "\n";
      return text;
    }
  }
  std::string text = finish(margin + padded + lines[0]) + "\n";
  for (size_t i = 1; i < lines.size(); ++i) text += finish(std::string(indent, ' ') + lines[i]) + "\n";
  return text;
}

}  // namespace

std::string grouped(uint64_t number) {
  std::string digits = std::to_string(number);
  for (size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string failure_text(const explore::Failure& failure) {
  const runtime::EvalError& error = failure.error;
  std::string text = (error.place.empty() ? "" : error.place + ": ") + std::string("error: ") + error.what() + "\n";
  text += error.excerpt.empty() && !error.expression.empty() ? "    " + error.expression + "\n" : error.excerpt;
  if (!error.hint.empty()) text += "      = " + error.hint + "\n";
  for (size_t i = 0; i < error.names.size(); ++i) text += (i == 0 ? "  where " : "        ") + error.names[i] + "\n";
  for (const std::string& call : error.calls) text += "  called as " + call + "\n";
  if (!error.in.empty()) text += "  in " + error.in + "\n";
  return text;
}

std::string behavior_text(const runtime::Model& model, const Behavior& behavior, const TextOptions& options,
                          size_t left_out) {
  const std::vector<ShownState> states = shown_states(model, behavior, left_out);
  std::string text;
  for (size_t i = 0; i < states.size(); ++i) {
    const ShownState& state = states[i];
    text += colored(options, "1", "State " + std::to_string(left_out + i + 1) + ":") + " " + state.header + "\n";
    const NamedValues* before = i == 0 ? nullptr : &states[i - 1].shown();
    size_t name_width = 0;
    for (const auto& [name, value] : state.shown()) name_width = std::max(name_width, name.size());
    const bool tell_changes = !options.all && i > 0 && i + 1 < states.size();
    for (const auto& [name, value] : state.shown()) {
      const runtime::Value* old = nullptr;
      if (before != nullptr) {
        const auto found =
            std::find_if(before->begin(), before->end(), [&](const auto& other) { return other.first == name; });
        if (found != before->end()) old = &found->second;
      }
      text += variable_text(name, value, old, tell_changes, name_width, options);
    }
    text += "\n";
  }
  if (behavior.end == Behavior::End::Stuttering)
    text += "State " + std::to_string(states.size() + 1) + ": Stuttering\n\n";
  if (behavior.end == Behavior::End::BackTo) {
    text += "Back to state " + std::to_string(behavior.back_to + 1) + ": " +
            step_header(model.signature(), {.action = behavior.back_action}) + "\n\n";
  }
  return text;
}

std::string to_text(const explore::CheckResult& result, const runtime::Model& model, const TextOptions& options) {
  const bool only_assumptions = !model.signature().has_behavior;
  std::string text = finding_text(result, model,
                                  only_assumptions ? "every assumption is true (there is no behavior to explore)"
                                                   : "every reachable state was explored, and nothing is violated",
                                  options);
  if (only_assumptions) return text;
  if (result.violations > 1) {
    const bool goes_on = result.verdict == explore::Verdict::InvariantViolated || result.verdict == explore::Verdict::PropertyViolated;
    text += plural(result.violations, "violation") + " in all; the " + (goes_on ? "first" : "last, which ended the run,") + " is shown.\n";
  }
  text += plural(result.generated, "state") + " generated, " + grouped(result.distinct) + " distinct, " +
          grouped(result.queue) + " left to explore, depth " + std::to_string(result.depth) + ".\n";
  text += seconds_text(result.seconds) + " with " + plural(result.workers, "worker") +
          rate_text(static_cast<double>(result.generated), result.seconds) + ", " + bytes_text(result.memory) +
          (result.spilled == 0 ? "" : ", and " + bytes_text(result.spilled) + " on disk") + ".\n";
  if (options.coverage) text += coverage_text(model, {&result.init, result.actions, result.expressions});
  return text;
}

std::string to_text(const explore::SimulateResult& result, const runtime::Model& model, const TextOptions& options) {
  std::string text =
      finding_text(result, model, "no random behavior violates anything (this samples, it does not prove)", options);
  if (!model.signature().has_behavior) return text;
  text += plural(result.behaviors, "behavior") + ", the longest of " + plural(result.longest, "state") + "; " +
          plural(result.steps, "step") + " taken, " + plural(result.generated, "state") + " generated.\n";
  text += seconds_text(result.seconds) + " with " + plural(result.workers, "worker") +
          rate_text(static_cast<double>(result.generated), result.seconds) + ".\n";
  if (options.coverage) text += coverage_text(model, {nullptr, result.actions, result.expressions});
  return text;
}

}  // namespace trestle::report
