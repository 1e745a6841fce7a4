#include "validator/explore/validate.h"

#include <algorithm>

#include "validator/explore/trace_search.h"
#include "validator/trace/match.h"

namespace trestle::explore {

bool fits(runtime::Context& context, const runtime::Layout& layout, const trace::Event& event, const Reading& reading,
          const runtime::Word* before, const runtime::Word* after) {
  for (const Check& check : reading.checks) {
    if (!trace::holds(context, layout, event, check.observation, check.after, check.variable, before, after)) {
      return false;
    }
  }
  return true;
}

ValidateResult validate(const runtime::Model& model, trace::Trace& trace, Mapping& mapping,
                        const ValidateOptions& options) {
  if (options.resume == nullptr && !trace.first_enabled(trace::Cut())) {
    std::string why = "the trace has no events: there is nothing to validate";
    if (trace.passed_over() > 0) why += "; the mapping passes over all " + std::to_string(trace.passed_over()) + " lines (select, unnamed)";
    for (const trace::Warning& warning : trace.warnings().all()) why += "; " + to_string(warning.place) + ": " + warning.message;
    throw trace::TraceError(trace.place(), "", why);
  }
  return TraceSearch(model, trace, mapping, options).run();
}

void recode(ValidateResult& result, const runtime::Layout& from, const runtime::Layout& to) {
  const auto move = [&](std::vector<runtime::Word>& state) {
    state = runtime::encode(to, runtime::decode(from, state.data()));
  };
  for (auto& state : result.states_at_end) move(state);
  for (ReachedState& reached : result.window.states) move(reached.words);
  for (ExplainedStep& step : result.behavior) move(step.state);
  if (result.violation) move(result.violation->state);
}

void keep_last(ValidateResult& result, size_t steps) {
  if (result.verdict != Verdict::Ok || result.behavior.size() <= steps) return;
  const size_t gone = result.behavior.size() - steps;
  result.behavior.erase(result.behavior.begin(), result.behavior.begin() + static_cast<ptrdiff_t>(gone));
  for (WindowEvent& event : result.window.events) event.step -= std::min(event.step, gone);
}

int exit_code(const ValidateResult& result) {
  // As check: of an initial state it is the initial states that cannot be had.
  const bool of_invariant = result.verdict == Verdict::EvaluationFailed && result.violation && !result.violation->property &&
                            !result.violation->event.empty();
  return of_invariant ? exit_code(Phase::Invariant) : exit_code(result.verdict);
}

}  // namespace trestle::explore
