// How events speak about the spec, as the search asks for it. Implemented in validator/mapping.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "translator/runtime/bytes.h"
#include "translator/runtime/eval_error.h"
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

// One step of the spec may show as several events: it is taken at one of them, and the others stand for nothing.
enum class Part : uint8_t { Whole, First, Middle, Last };

// What one event says, in terms of the model.
struct Reading {
  std::vector<Candidate> candidates;
  bool stutters = false;  // it may also stand for no step at all
  bool ignored = false;   // it is no event: steps without one before it and after it count together
  Part part = Part::Whole;
  std::string part_key = {};     // which step it is a part of,
  std::string part_member = {};  // which member of the event says so,
  uint32_t split_step = 0;       // and, in a window, a number for that key
  std::vector<Check> checks;
  uint32_t form = trace::Event::kNoForm;  // all events of this form have these checks

  void clear() {
    candidates.clear();
    stutters = ignored = false;
    part = Part::Whole;
    checks.clear();
    form = trace::Event::kNoForm;
  }
};

// Whether a step from `before` to `after` shows what the event observed.
bool fits(runtime::Context& context, const runtime::Layout& layout, const trace::Event& event, const Reading& reading,
          const runtime::Word* before, const runtime::Word* after);

inline constexpr uint32_t kCounters = 4;  // hidden steps of which there are only so many
inline constexpr uint32_t kMostCounted = 255;

// Of a hidden action there are only so many in the whole trace.
struct Budget {
  uint32_t counter;  // below kCounters
  uint32_t at_most;  // up to kMostCounted
};

// What a state of the search remembers besides the values of the variables: what of all that is bounded was taken.
struct Spent {
  int32_t hidden = 0;                             // steps since the last event
  std::array<uint8_t, kCounters> counted = {};    // hidden steps, by Budget::counter
  std::vector<uint32_t> taken = {};               // split steps whose last part is still to come; sorted
  friend auto operator<=>(const Spent&, const Spent&) = default;
};

class Mapping {
 public:
  virtual ~Mapping() = default;

  // What is returned is valid until the next event is read. Throws TraceError for an event that can stand for nothing.
  // What it ignores, it warns about.
  virtual const Reading& read(runtime::Context& context, const trace::Event& event, trace::Trace& trace) = 0;

  // Steps of an action, which the event that was read last may stand for or none does, have no value. Throws what it likes
  // where that is a mistake of the mapping; else it counts as no step.
  virtual void failed(runtime::ActionId, const runtime::EvalError&, const trace::Event*, const trace::Trace&) const {}

  // Steps that the system takes without an event.
  virtual const std::vector<runtime::ActionId>& hidden() const = 0;

  // Warns about what all events together did not show; `all`: they were all read.
  virtual void finish(trace::Warnings& warnings, bool all) = 0;
  virtual std::optional<Budget> budget(runtime::ActionId) const { return {}; }
  // Some lines are no events.
  virtual bool ignores() const { return false; }
  // Some events may be parts of steps.
  virtual bool has_parts() const { return false; }
  // For another process to go on.
  virtual void write(runtime::BytesWriter& out) const = 0;
  virtual void restore(runtime::BytesReader& in) = 0;  // throws DamagedBytes
};

}  // namespace trestle::explore
