// How much of the spec a log and its mapping hold: would a wrong value have been noticed? Found by making one: a
// variable has another value after an event, or a field of the event another one, and the trace is held against the
// spec from there.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/explain/fit.h"
#include "validator/explore/validate.h"

namespace trestle::explain {

struct Noticed {
  std::string name;      // of the variable, or the field
  uint64_t tried = 0;    // wrong values
  uint64_t at_once = 0;  // of them: the event itself shows that they are wrong
  uint64_t later = 0;    // an event after it does, within Strength::ahead events
  std::string passed;    // one that nothing showed

  uint64_t unnoticed() const { return tried - at_once - later; }
};

struct StrengthOfEvent {
  std::string event;               // its name
  uint64_t events = 0;             // that were tried
  std::vector<Noticed> variables;  // the state after it was wrong; those for which a wrong value is known
  std::vector<Noticed> fields;     // the event was; a field without another possible value counts as noticed at once
};

struct Strength {
  std::vector<StrengthOfEvent> events;  // by name
  std::vector<std::string> never;       // variables whose wrong values nothing ever showed
  std::vector<std::string> untried;     // variables of which no other value is known
  uint64_t of = 0;                      // explained events that were to choose from
  uint64_t ahead = 0;                   // events that were looked at behind each
};

// Whether what rules of a mapping say of the states, apart from the action, holds of these two. Needed where an event
// stands for a rule: all else of a rule's observations is inside the model.
using Shows = std::function<bool(const explore::WindowEvent& event, const State& before, const State& after)>;

// Of the events in the window that are explained. `shows` may be empty.
Strength strength(const runtime::Model& model, const explore::ValidateResult& result, const Shows& shows);

}  // namespace trestle::explain
