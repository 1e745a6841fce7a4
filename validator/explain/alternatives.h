// What else an event could have said: one of its fields is left out, and what the steps have there instead is listed.
#pragma once

#include <string>
#include <vector>

#include "validator/explain/field.h"
#include "validator/explain/fit.h"

namespace trestle::explain {

struct Alternative {
  Field field;
  bool parameter = false;  // of the action, or a member that a rule reads, not something observed
  std::string source;      // the parameter, or the variable: `memory'`
  States states;           // that the event then leads to
};

// In the order of their names, numbers nearest to what was logged first. Every field has the logged value and others; one that is not there has no others.
std::vector<Alternative> alternatives(Fit& fit, const runtime::Signature& signature, const Slot& slot,
                                      const States& before);

// The sources of all fields that alternatives() looks at.
std::vector<std::string> sources(const runtime::Signature& signature, const Slot& slot);

}  // namespace trestle::explain
