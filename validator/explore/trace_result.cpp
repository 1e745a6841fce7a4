// What a search over a trace found, as a ValidateResult.
#include <algorithm>

#include "validator/explore/trace_search.h"

namespace trestle::explore {

bool TraceSearch::was_kept(const Entry& entry, const CutNode* node) const {
  if (entry.from == nullptr) return false;
  return entry.inside || node->cut.events() > kept_;
}

ExplainedStep TraceSearch::step_of(CutNode* node, uint32_t state) {
  const Entry& entry = node->entries[state];
  ExplainedStep step{.event = {}, .place = {}, .action = entry.action, .state = {}};
  const Word* words = node->states[state];
  step.state.assign(words, words + width_);
  step.spent = spent(*node, state);
  if (entry.arguments != kNone) step.arguments = arguments_[entry.arguments];
  if (was_kept(entry, node) && !entry.inside) {
    // The chain that advanced between the two cuts.
    for (uint32_t chain = 0; chain < trace_.chains(); ++chain) {
      if (node->cut[chain] == entry.from->cut[chain]) continue;
      const trace::Event& event = *trace_.event(chain, entry.from->cut[chain]);
      step.event = trace::to_string(event);
      step.place = trace_.place(event);
    }
  }
  return step;
}

std::vector<ExplainedStep> TraceSearch::behavior_to(CutNode* node, uint32_t state) {
  std::vector<ExplainedStep> steps;
  while (true) {
    steps.push_back(step_of(node, state));
    const Entry& entry = node->entries[state];
    if (!was_kept(entry, node)) break;
    state = entry.from_state;
    node = entry.from;
  }
  std::reverse(steps.begin(), steps.end());
  return steps;
}

void TraceSearch::describe_end(ValidateResult& result, CutNode* node) {
  constexpr uint32_t kFew = 64;
  result.explained = node->cut.events();
  StateSet different(width_);
  for (uint32_t i = 0; i < node->states.size(); ++i) {
    if (!different.insert(node->states[i]).second) continue;
    ++result.frontier;
    if (result.frontier > kFew) continue;
    result.states_at_end.emplace_back(node->states[i], node->states[i] + width_);
  }
  if (node->states.size() == 0) return;
  const uint32_t shown = explaining(node);
  result.behavior = behavior_to(node, shown);
  const auto& counted = result.behavior.back().spent.counted;
  for (const runtime::ActionId action : mapping_.hidden()) {
    const std::optional<Budget> budget = mapping_.budget(action);
    const uint32_t times = budget ? counted[budget->counter] : 0;
    if (times > 0) result.counted.push_back({action, times, budget->at_most});
  }
}

uint32_t TraceSearch::explaining(const CutNode* node) const {
  for (uint32_t i = 0; i < node->entries.size(); ++i) {
    if (node->entries[i].violation == 0) return i;
  }
  return 0;
}

// What a result shows outlives the search.
void TraceSearch::settle(const ValidateResult& result) const {
  const auto settle = [&](const std::vector<Word>& state) {
    signature_.layout.handles(state.data(), [](runtime::Handle handle) { runtime::intern(runtime::from_handle(handle)); });
  };
  for (const auto& state : result.states_at_end) settle(state);
  for (const ReachedState& reached : result.window.states) settle(reached.words);
  for (const ExplainedStep& step : result.behavior) settle(step.state);
  if (result.violation) settle(result.violation->state);
}

ValidateResult TraceSearch::finish() {
  ValidateResult result;
  trace_.stop_waiting();
  if (options_.decided) options_.decided();
  result.states = states_;
  result.error = error_;
  CutNode* end = final_ ? final_ : deepest_;  // none when it was stopped before the first state
  if (end != nullptr) describe_end(result, end);
  if (final_ && explained_) {
    result.verdict = Verdict::Ok;
  } else if (!limit_.empty()) {
    result.verdict = Verdict::Inconclusive;
    result.reason = limit_;
  } else if (final_ && given_up_) {
    result.verdict = Verdict::Inconclusive;
    result.reason = "what explains the trace violates " + violations_[end->entries[0].violation - 1].predicate +
                    ", but what might have been otherwise more than " + std::to_string(options_.reach) +
                    " events earlier was not tried any more (--reach)";
  } else if (final_) {
    result.violation = violations_[end->entries[0].violation - 1];
    const TraceViolation& violation = *result.violation;
    result.verdict = !violation.error.empty() ? Verdict::EvaluationFailed
                     : violation.property     ? Verdict::PropertyViolated
                                              : Verdict::InvariantViolated;
    const std::string where = violation.event.empty() ? "in an initial state" : "after " + violation.event;
    result.reason = std::string("every behavior that explains the trace violates ") +
                    (violation.property ? "property " : "invariant ") + violation.predicate + " " + where;
    if (!violation.error.empty()) {
      result.reason = "evaluating " + violation.predicate + " " + where + " failed: " + violation.error;
    }
  } else {
    result.verdict = Verdict::Rejected;
    for (uint32_t chain : trace_.all_enabled(end->cut)) {
      const trace::Event& event = *trace_.event(chain, end->cut[chain]);
      result.unexplained.push_back({event, trace_.place(event), read_to_keep(event)});
    }
    const Unexplained& first = result.unexplained.front();
    result.reason = result.frontier == 0 ? "the spec has no initial state"
                                         : "no behavior of the spec explains " + trace::to_string(first.event) + " (" +
                                               trace::to_string(first.place) + ")";
    if (given_up_) {
      result.verdict = Verdict::Inconclusive;
      result.reason += ", but what might have been otherwise more than " + std::to_string(options_.reach) +
                       " events earlier was not tried any more (--reach)";
    } else if (!incomplete_.empty()) {
      result.verdict = Verdict::Inconclusive;
      result.reason += ", but not every step could be computed: " + incomplete_;
    } else if (const auto& late = trace_.mixed_late()) {
      result.verdict = Verdict::Inconclusive;
      result.reason += ", but only " + trace::to_string(*late) +
                       " showed that files have lines of several nodes, so that some orders were not tried: have a file for each node, or one for all";
    } else if (trace_.has_gaps()) {
      result.verdict = Verdict::Inconclusive;
      result.reason += ", but the trace is incomplete: its writer dropped events, or lines were lost (see the warnings)";
    }
  }
  const bool wanted = result.verdict != Verdict::Ok || options_.keep_window;
  if (wanted && end != nullptr && end->states.size() > 0) result.window = window(end, explaining(end), result.behavior);
  settle(result);
  try {
    trace_.drain();
  } catch (const trace::TraceError& error) {
    trace_.warnings().add(error.place, "the rest of the trace cannot be read: " + error.message);
  }
  mapping_.finish(trace_.warnings(), final_ != nullptr);
  result.events = trace_.events_read();
  result.warnings = trace_.warnings().all();
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
  return result;
}

}  // namespace trestle::explore
