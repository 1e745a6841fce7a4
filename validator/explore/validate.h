// A trace held against a Model: is there a behavior of the spec that explains every event?
//
// The search keeps, for each cut of the trace (a set of events closed under "came before"), the states that explain it.
// It extends the cut with the most events first, in the order the events seem to have had, and goes back to other
// orders, and to hidden steps (fewest first), only when that fails. What it has tried at a cut it never tries again, so
// the verdict is exact: `rejected` only when no order, no hidden steps and no choice of the spec explains the trace.
// Cuts that nothing can lead to any more are forgotten: over a totally ordered trace without hidden steps memory is
// flat.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "translator/runtime/footprint.h"
#include "translator/runtime/model.h"
#include "validator/explore/journal.h"
#include "validator/explore/mapping.h"
#include "validator/explore/verdict.h"
#include "validator/explore/window.h"
#include "validator/trace/trace.h"

namespace trestle::explore {

struct ValidateProgress {
  uint64_t events = 0;     // read
  uint64_t explained = 0;  // of the longest explained prefix
  uint64_t states = 0;     // met
  size_t memory = 0;       // bytes, resident
  double seconds = 0;
};

// What a search over a trace left for another process: where to read on, and what was found so far.
struct TraceCheckpoint {
  trace::Trace::Mark mark;
  std::vector<trace::Warning> warnings;
  std::string search;  // as TraceSearch writes it
};

// The one that is in the folder, if any. To be called before anything else meets names that the specification does not
// have. Throws CheckpointError.
std::optional<TraceCheckpoint> trace_checkpoint(const Checkpointing& options);
void save(const Checkpointing& options, const TraceCheckpoint& checkpoint);  // throws CheckpointError

struct ValidateOptions {
  uint32_t max_hidden = 1;           // hidden steps between two events
  uint64_t max_states = 50'000'000;  // met in all; over it the verdict is inconclusive
  size_t memory = 0;                 // bytes resident at which the search ends as inconclusive; 0: no bound
  bool check_predicates = true;      // the .cfg's invariants and properties, on behaviors that survive
  uint64_t recent = 64;              // events behind the search whose steps are kept for the result
  bool keep_window = false;          // in the result, also of a trace that is accepted
  uint64_t reach = 0;                // events behind the longest explained prefix that it goes back to; 0: all
  bool reclaim = false;              // give back the values of forgotten states
  Checkpointing checkpoint = {};     // of a trace that keeps marks
  const TraceCheckpoint* resume = nullptr;  // and the trace is what follows its mark
  // Names that neither the specification nor the mapping tells apart, in classes. What is wide is searched up to swapping
  // those that the trace does not tell apart either.
  std::vector<std::vector<runtime::Value>> interchangeable = {};
  // What the model's actions and predicates look at and change, where that is known: what events of a partial order do not
  // care for each other's place is found with it. None: every cut is looked at.
  std::shared_ptr<const runtime::Footprints> footprints = {};
  bool keep_arguments = false;       // of the behavior's steps
  bool keep_behavior = false;        // the whole behavior in the result, not only its last steps
  const std::atomic<bool>* interrupted = nullptr;
  std::atomic<uint64_t>* explained = nullptr;  // kept at the events of the longest explained prefix
  std::function<void()> decided = {};          // called when what follows in the trace matters no more
  std::function<void(const ValidateProgress&)> progress;
  std::chrono::milliseconds progress_interval{1000};
};

// One step of a behavior that explains the trace.
struct ExplainedStep {
  std::string event;                              // as logged; empty for a hidden step
  trace::Place place;                             // of the event
  runtime::ActionId action = runtime::kNoAction;  // none: stuttering, or an initial state
  std::vector<runtime::Word> state;               // after it
  std::vector<runtime::Value> arguments = {};     // of the action, interned; none unless they were to be kept
  Spent spent = {};                               // so far
};

// Steps without an event of which the mapping allows so many in the whole trace, and how many the behavior has.
struct Counted {
  runtime::ActionId action;
  uint32_t times, at_most;
};

// An event that nothing explains although everything before it is explained.
struct Unexplained {
  trace::Event event;
  trace::Place place;
  Reading reading;
};

// A predicate of the .cfg that every behavior that explains the trace violates.
struct TraceViolation {
  std::string predicate;
  bool property = false;  // a refinement property, not an invariant
  std::string error;      // its evaluation failed with this; empty: it is false
  std::string event;      // after this one; empty: in an initial state
  trace::Place place;
  std::vector<runtime::Word> state;
};

struct ValidateResult {
  Verdict verdict = Verdict::Ok;
  std::string reason;      // one sentence; empty when ok
  uint64_t events = 0;     // in the trace
  uint64_t explained = 0;  // events of the longest explained prefix
  uint64_t frontier = 0;   // states that explain it
  uint64_t states = 0;     // met by the search
  double seconds = 0;

  std::vector<std::vector<runtime::Word>> states_at_end;  // of the frontier, the first few
  std::vector<ExplainedStep> behavior;   // one that explains the prefix: its last steps, or all with keep_behavior
  std::vector<Counted> counted;          // those that the behavior has
  std::vector<Unexplained> unexplained;  // rejected: what could have come next, earliest first
  Window window;                         // the events around the end of the prefix
  std::optional<TraceViolation> violation;
  std::optional<runtime::EvalError> error;  // the first one that made a step impossible
  std::vector<trace::Warning> warnings;
};

// Throws trace::TraceError when the input is no trace, and EvalError when Init has no value.
ValidateResult validate(const runtime::Model& model, trace::Trace& trace, Mapping& mapping,
                        const ValidateOptions& options);

// The same result with its states under another layout: of an engine that can explain itself, say.
void recode(ValidateResult& result, const runtime::Layout& from, const runtime::Layout& to);

// Forgets of an accepted trace's behavior all but so many steps.
void keep_last(ValidateResult& result, size_t steps);

int exit_code(const ValidateResult& result);

}  // namespace trestle::explore
