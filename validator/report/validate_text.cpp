#include <algorithm>

#include "translator/runtime/print.h"
#include "validator/report/phrases.h"
#include "validator/report/pretty.h"
#include "validator/report/strength.h"
#include "validator/report/validate.h"

namespace trestle::report {
namespace {

using explain::Attempt;
using explain::Explanation;
using explore::ExplainedStep;
using explore::ValidateResult;
using explore::Verdict;
using runtime::Signature;
using runtime::Word;

constexpr size_t kStepsShown = 4;

// As TLC does it, and with the file where it is not the one that was given; a mapping is no module.
std::string location_text(const runtime::Location& location, const std::string& given) {
  if (location.begin_line == 0) return {};
  const std::string place =
      location.file + ":" + std::to_string(location.begin_line) + ":" + std::to_string(location.begin_column);
  if (location.file.ends_with(".toml")) return place;
  return to_string(location) + (location.module == given ? "" : ", " + place);
}

// One line, or as many as the text has, each after `indent`.
std::string indented(const std::string& text, size_t indent) {
  std::string out(indent, ' ');
  for (char c : text) {
    out += c;
    if (c == '\n') out.append(indent, ' ');
  }
  return out + "\n";
}

// Lines of the spec as written, without the indentation they share after the first.
std::string quoted(const std::string& text, uint32_t column, size_t indent) {
  std::string out(indent, ' ');
  size_t at = 0;
  while (at < text.size()) {
    char c = text[at++];
    out += c;
    if (c != '\n') continue;
    out.append(indent, ' ');
    for (uint32_t skipped = 1; skipped < column && at < text.size() && text[at] == ' '; ++skipped) ++at;
  }
  return out + "\n";
}

std::string state_text(const Signature& signature, const Word* state, const TextOptions& options) {
  size_t width = 0;
  for (const auto& variable : signature.variables) width = std::max(width, variable.name.size());
  std::string text;
  for (size_t i = 0; i < signature.variables.size(); ++i) {
    const std::string& name = signature.variables[i].name;
    std::string head = "    /\\ " + name + std::string(width - name.size(), ' ') + " = ";
    const size_t indent = head.size();
    for (const std::string& line :
         wrap(signature.layout.get(state, i), options.width > indent + 30 ? options.width - indent : 30)) {
      text += head + line + "\n";
      head.assign(indent, ' ');
    }
  }
  return text;
}

// What a step changed, one line a variable.
std::string changes_text(const Signature& signature, const Word* before, const Word* after, size_t indent,
                         const TextOptions& options) {
  std::string text;
  for (size_t i = 0; i < signature.variables.size(); ++i) {
    const runtime::Value was = signature.layout.get(before, i), is = signature.layout.get(after, i);
    if (same(was, is)) continue;
    const std::string& name = signature.variables[i].name;
    constexpr size_t kMost = 6;
    auto told = changes(name, was, is, options.width - indent, kMost);
    if (!told) told = std::vector<std::string>{name + " = " + runtime::to_short_string(is)};
    for (const std::string& line : *told) text += indented(line, indent);
  }
  return text.empty() ? indented("(nothing changed)", indent) : text;
}

std::string steps_text(const Signature& signature, const ValidateResult& result, const TextOptions& options) {
  const std::vector<ExplainedStep>& steps = result.behavior;
  if (steps.size() < 2) return {};
  const size_t first = steps.size() > kStepsShown + 1 ? steps.size() - kStepsShown : 1;
  std::string text = "\nThe last steps that are explained:\n";
  for (size_t i = first; i < steps.size(); ++i) {
    const ExplainedStep& step = steps[i];
    if (step.event.empty()) {
      text += "  (not logged)  " + signature.action(step.action).name + "\n";
    } else {
      text += "  " + result.window.short_text(step.place) + "  " + colored(options, "1", step.event) + "\n";
    }
    text += changes_text(signature, steps[i - 1].state.data(), step.state.data(), 6, options);
  }
  return text;
}

std::string mismatch_text(const std::vector<trace::Mismatch>& mismatches) {
  std::string text;
  for (const trace::Mismatch& mismatch : mismatches) {
    text += "      logged   " + mismatch.expected + "\n";
    text += "      spec     " + mismatch.actual + "\n";
  }
  return text;
}

std::string refusal_text(const Signature& signature, const evaluator::Refusal& refusal) {
  std::string text;
  const std::string where = location_text(refusal.location, signature.module);
  const std::string in_between = refusal.between ? "of the state in between " : "";
  if (!refusal.error.empty()) {
    text += "    cannot be evaluated" + (where.empty() ? "" : " at " + where) + ": " + refusal.error + "\n";
  } else if (refusal.domain) {
    text += "    an argument is not in the set it is taken from (" + where + "):\n";
  } else if (refusal.empty) {
    text += "    is not possible: there is nothing in this set " + in_between + "(" + where + "):\n";
  } else if (!refusal.text.empty()) {
    text += "    is not possible: this is false " + in_between + "(" + where + "):\n";
  } else {
    text += "    is not possible\n";
  }
  if (!refusal.text.empty()) text += quoted(refusal.text, refusal.location.begin_column, 8);
  for (const evaluator::Named& named : refusal.values) {
    text += "      where " + named.name + " = " + named.value + "\n";
  }
  return text;
}

std::string instead_text(const Signature& signature, const Attempt& attempt) {
  std::string text =
      "    possible instead: " + explain::step_text(signature, attempt.action, attempt.instead->arguments) + "\n";
  size_t width = 0;
  for (const explain::Field& field : attempt.instead->differences) width = std::max(width, field.name.size());
  for (const explain::Field& field : attempt.instead->differences) {
    if (field.name.empty()) {
      text += "      logged   " + field.logged + "\n      spec     " + field.expected + "\n";
    } else {
      text += "      " + field.name + std::string(width - field.name.size(), ' ') + "   logged " + field.logged +
              "   spec " + field.expected + "\n";
    }
  }
  return text;
}

std::string attempt_text(const Signature& signature, const Attempt& attempt, const TextOptions& options) {
  std::string text =
      "  " + colored(options, "1", explain::step_text(signature, attempt.action, attempt.arguments)) + "\n";
  if (attempt.refusal) {
    text += refusal_text(signature, *attempt.refusal);
    return attempt.instead ? text + instead_text(signature, attempt) : text;
  }
  text += "    is possible, but the event shows something else:\n";
  return text + mismatch_text(attempt.mismatches);
}

std::string explanation_text(const Signature& signature, const ValidateResult& result, const Explanation& explanation,
                             const TextOptions& options) {
  const explore::Unexplained& unexplained = result.unexplained[explanation.event];
  std::string text = "\nThe event that nothing explains:\n  " + result.window.short_text(unexplained.place) + "  " +
                     colored(options, "1", to_string(unexplained.event)) + "\n";
  constexpr size_t kAttempts = 6;
  for (size_t i = 0; i < std::min(kAttempts, explanation.attempts.size()); ++i) {
    text += attempt_text(signature, explanation.attempts[i], options);
  }
  if (!explanation.stuttering.empty()) {
    text +=
        "  (no step)\n    is allowed, but the event shows something else:\n" + mismatch_text(explanation.stuttering);
  }
  return text;
}

std::string edits_text(const ValidateResult& result, const explain::Edits& edits, const TextOptions& options) {
  if (edits.tried == 0) return {};
  if (edits.best.empty()) return "\n" + folded(tried_text(edits), options.width, 2) + "\n";
  std::string text =
      "\n" + folded("What would make the trace fit, the best first (" + tried_text(edits) + "):", options.width, 2) + "\n";
  size_t number = 0;
  for (const explain::Edit& edit : edits.best) {
    const std::string head = "  " + std::to_string(++number) + ". ", indent(head.size(), ' ');
    const size_t width = options.width - head.size();
    const std::string what = folded(edit.text(result.window), width, head.size());
    text += head + (number == 1 ? colored(options, "1", what) : what) + "\n";
    text += indent +
            folded(then_text(edit, result.window) + "; " + std::string(explain::told(edit.cause)), width, head.size()) +
            "\n";
  }
  return text;
}

}  // namespace

std::string values_text(const explain::Agreement& agreement, size_t each) {
  std::string text;
  for (size_t i = 0; i < agreement.values.size(); ++i) {
    text += (i == 0 ? "" : ";  ") + runtime::to_short_string(agreement.values[i], each);
  }
  return text + (agreement.different > agreement.values.size() ? ";  ..." : "");
}

namespace {

std::string frontier_text(const ValidateResult& result, const std::vector<explain::Agreement>& frontier,
                          const TextOptions& options) {
  std::string text;
  const bool some = result.frontier > result.states_at_end.size();
  for (const explain::Agreement& agreement : frontier) {
    if (agreement.different < 2) continue;
    std::string line = "    " + agreement.variable + " has " + grouped(agreement.different) + " values: ";
    const size_t each = std::max<size_t>(24, (options.width - 20) / agreement.values.size());
    text += folded(line + values_text(agreement, each), options.width, 8) + "\n";
  }
  if (text.empty()) return {};
  return "\n" +
         (some ? "The first " + grouped(result.states_at_end.size()) + " of the " + grouped(result.frontier) +
                     " states that explain what came before"
               : "The " + grouped(result.frontier) + " states that explain what came before") +
         " agree on all but:\n" + text;
}

std::string rejection_text(const ValidateResult& result, const explain::Explained& explained,
                           const Signature& signature, const TextOptions& options) {
  const Explanation* first = explained.events.empty() ? nullptr : &explained.events.front();
  // Why the nearest of what the event may stand for has no value is not a question of edits.
  const bool no_value = first != nullptr && !first->attempts.empty() && first->attempts.front().refusal &&
                        !first->attempts.front().refusal->error.empty();
  const std::string edits = edits_text(result, explained.edits, options);
  std::string text = no_value ? std::string() : edits;
  for (const Explanation& explanation : explained.events) {
    constexpr size_t kEvents = 3;
    if (explanation.event < kEvents) text += explanation_text(signature, result, explanation, options);
  }
  if (no_value) text += edits;
  text += steps_text(signature, result, options);
  if (result.states_at_end.empty()) return text;
  text += frontier_text(result, explained.frontier, options);
  const size_t nearest = first != nullptr ? first->nearest_state() : 0;
  text += "\nThe state before the event";
  if (result.frontier > 1) {
    text += ", the nearest of " + grouped(result.frontier) + " that explain what came before";
    if (!result.behavior.empty() && result.behavior.back().state != result.states_at_end[nearest])
      text += " (the steps above lead to another)";
  }
  text += ":\n" + state_text(signature, result.states_at_end[nearest].data(), options);
  if (first == nullptr || first->possible.empty()) return text;
  std::string possible = "What the spec allows there: ";
  for (const std::string& step : first->possible) possible += (&step == &first->possible.front() ? "" : ", ") + step;
  return text + "\n" + folded(possible + (first->more_possible ? ", ..." : ""), options.width, 4) + "\n";
}

std::string violation_text(const explore::TraceViolation& violation, const Signature& signature,
                           const TextOptions& options) {
  std::string text = "\n";
  text += violation.event.empty() ? "In an initial state:\n"
                                  : "After " + violation.event + " (" + to_string(violation.place) + "):\n";
  return text + state_text(signature, violation.state.data(), options);
}

}  // namespace

std::string tried_text(const explain::Edits& edits) {
  std::string text = plural(edits.tried, "edit") + " tried, " + plural(edits.ahead, "event") + " looked at";
  if (!edits.all_tried) text += "; more were left untried, to bound the work";
  return edits.best.empty() ? "No single edit of the trace makes it fit (" + text + ")." : text;
}

std::string then_text(const explain::Edit& edit, const explore::Window& window) {
  const bool one = edit.explains == 1;
  if (edit.explains == 0) return "then nothing is left to explain";
  if (!edit.to_the_end) {
    return "then " + grouped(edit.explains) + (one ? " more event is explained" : " more events are explained");
  }
  if (window.more || !window.cut_short.empty()) {
    return one ? "then the one event that was looked at is explained"
               : "then all " + grouped(edit.explains) + " events that were looked at are explained";
  }
  return one ? "then the one event that is left is explained"
             : "then all " + grouped(edit.explains) + " events that are left are explained";
}

std::string warning_text(const trace::Warning& warning) {
  std::string text = "warning: ";
  if (!warning.place.file.empty()) text += to_string(warning.place) + ": ";
  text += warning.message;
  if (warning.count > 1) text += " (" + grouped(warning.count) + " times)";
  return text + "\n";
}

std::string to_text(const ValidateResult& result, const explain::Explained& explained, const runtime::Model& model,
                    const TextOptions& options) {
  const Signature& signature = model.signature();
  std::string text = colored_verdict(result.verdict, options) + ": " +
                     (result.verdict == Verdict::Ok ? "the spec allows what was recorded: a behavior explains " +
                                                          (result.events == 1 ? std::string("the event")
                                                                              : "all " + plural(result.events, "event"))
                                                    : result.reason) +
                     "\n";
  for (const explore::Counted& counted : result.counted) {
    text += "it takes what the mapping allows besides: " + signature.action(counted.action).name + ", " +
            plural(counted.times, "time") + " of at most " + std::to_string(counted.at_most) + "\n";
  }
  for (const trace::Warning& warning : result.warnings) text += warning_text(warning);
  if (!result.unexplained.empty()) text += rejection_text(result, explained, signature, options);
  if (result.violation) text += violation_text(*result.violation, signature, options);
  if (explained.strength) text += to_text(*explained.strength, options);
  std::string counts = grouped(result.explained) + " of " + plural(result.events, "event") + " explained, by " +
          plural(result.frontier, "state") + " at the end; " + plural(result.states, "state") + " met in all; " +
          seconds_text(result.seconds);
  if (result.seconds > 0) {
    counts += ", " + grouped(static_cast<uint64_t>(static_cast<double>(result.explained) / result.seconds)) +
              " events a second";
  }
  return text + "\n" + folded(counts, options.width, 2) + "\n";
}

}  // namespace trestle::report
