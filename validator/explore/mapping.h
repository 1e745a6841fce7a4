// How events speak about the spec, as the search asks for it. Implemented in validator/mapping.
#pragma once

#include <vector>

#include "translator/runtime/model.h"
#include "validator/trace/event.h"
#include "validator/trace/problem.h"
#include "validator/trace/trace.h"

namespace trestle::explore {

// A step that an event may stand for.
struct Candidate {
  runtime::ActionId action;
  std::vector<runtime::Value> arguments;  // of the action, in order; undefined ones are enumerated
};

// An observation of the event, with the variable it is about.
struct Check {
  trace::Observation observation;
  uint32_t variable;
  bool after;  // it stands among those of the state after the step
};

// What one event says, in terms of the model.
struct Reading {
  std::vector<Candidate> candidates;
  bool stutters = false;  // it may also stand for no step at all
  std::vector<Check> checks;

  void clear() {
    candidates.clear();
    stutters = false;
    checks.clear();
  }
};

// Whether a step from `before` to `after` shows what the event observed.
bool fits(runtime::Context& context, const runtime::Layout& layout, const trace::Event& event, const Reading& reading,
          const runtime::Word* before, const runtime::Word* after);

class Mapping {
 public:
  virtual ~Mapping() = default;

  // Fills `reading` (cleared before). Throws TraceError for an event that can stand for nothing. What it ignores, it
  // warns about.
  virtual void read(runtime::Context& context, const trace::Event& event, trace::Trace& trace, Reading& reading) = 0;

  // Steps that the system takes without an event.
  virtual const std::vector<runtime::ActionId>& hidden() const = 0;

  // Warns about what all events together did not show.
  virtual void finish(trace::Warnings& warnings) = 0;
};

}  // namespace trestle::explore
