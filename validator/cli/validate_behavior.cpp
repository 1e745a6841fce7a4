#include "validator/cli/validate_behavior.h"

#include "translator/evaluator/explain.h"
#include "validator/bridge/compare_graph.h"
#include "validator/bridge/hold.h"
#include "validator/cli/behavior_input.h"
#include "validator/cli/terminal.h"
#include "validator/explore/check.h"
#include "validator/explore/state_space.h"
#include "validator/report/behaviors.h"
#include "validator/report/json.h"
#include "validator/report/text.h"

namespace trestle::cli {
namespace {

// Why the action that the file names is not possible: the conjunct that is false, and the values in it.
std::string refusal_of(const runtime::Model& model, const bridge::Held& held) {
  const bridge::Difference& difference = *held.difference;
  if (difference.action == runtime::kNoAction || difference.before.empty()) return {};
  runtime::Context context;
  try {
    const auto refusal =
        evaluator::refusal(model, context, difference.before.data(), difference.action, difference.arguments);
    if (!refusal) return {};
    const std::string name = model.signature().action(difference.action).name;
    if (!refusal->error.empty()) return name + " has no value there: " + refusal->error + "\n";
    std::string text = name + " is not possible there: " +
                       (refusal->domain ? "its arguments are not in\n"
                                        : (refusal->empty ? "there is nothing in this set (" : "this is false (") +
                                              runtime::to_string(refusal->location) + "):\n") +
                       "    " + refusal->text + "\n";
    for (const evaluator::Named& named : refusal->values) {
      if (named.name != named.value) text += "  where " + named.name + " = " + named.value + "\n";
    }
    return text;
  } catch (const runtime::EvalError&) {
    return {};
  }
}

int validate_graph(const Loaded& loaded, const SpecOptions& spec, const RunOptions& run, const std::string& path,
                   bridge::Format format, uint64_t states) {
  explore::CheckOptions options;
  options.workers = worker_count(run);
  options.seed = run.seed;
  options.keep_states = true;
  options.continue_on_violation = true;  // the file may go on where we would stop
  // Of a spec without end TLC wrote some levels: with several workers it may be ahead in some.
  options.enough = 2 * states + 1000;
  options.interrupted = interruption();
  options.progress = progress_printer();
  options.progress_interval = progress_interval();
  options.print = print_function(run);
  const explore::CheckResult explored = explore::check(*loaded.model, options);
  clear_progress();
  if (explored.states->size() == 0 && explored.verdict != explore::Verdict::Ok) {
    // A false assumption, say, which there may be because TLC ran with one worker.
    const report::TextOptions text = text_options();
    write_out(run.json ? report::to_json(explored, *loaded.model, run_of(spec, run)) + "\n"
                       : report::to_text(explored, *loaded.model, text));
    return explore::exit_code(explored);
  }
  const auto in = open_stream(path);
  const bridge::GraphComparison comparison =
      bridge::compare_graph(*loaded.model, explored, *in, format, path, next_name(loaded));
  write_out(run.json ? report::to_json(comparison, run_of(spec, run)) + "\n"
                     : report::to_text(comparison, text_options()));
  return explore::exit_code(comparison.verdict());
}

}  // namespace

int validate_behavior(const Loaded& loaded, const SpecOptions& spec, const RunOptions& run, const std::string& path,
                      bridge::Format format) {
  if (format == bridge::Format::Dump || format == bridge::Format::Dot) {
    bridge::Survey survey;
    const auto read = bridge::read_state_file(*open_stream(path), format, path, survey);
    if (format == bridge::Format::Dump || !survey.path(read))
      return validate_graph(loaded, spec, run, path, format, survey.states);
  }
  std::vector<report::HeldBehavior> behaviors;
  runtime::Context context(run.seed);
  bridge::HoldOptions options;
  options.next = next_name(loaded);
  options.interrupted = interruption();
  for (bridge::RecordedBehavior& recorded :
       bridge::read_behaviors(read_whole(path), {.format = format, .file = path})) {
    report::HeldBehavior& one = behaviors.emplace_back();
    one.held = bridge::hold(*loaded.model, context, recorded, options);
    one.recorded = std::move(recorded);
    if (one.held.difference) one.refusal = refusal_of(*loaded.model, one.held);
  }
  if (run.json) {
    write_out(report::to_json(behaviors, *loaded.model, run_of(spec, run)) + "\n");
  } else {
    write_out(report::to_text(behaviors, *loaded.model, text_options()));
  }
  return explore::exit_code(report::verdict_of(behaviors));
}

}  // namespace trestle::cli
