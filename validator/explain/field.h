// One field of an event against what a step has there.
#pragma once

#include <optional>
#include <string>

#include "validator/explore/mapping.h"

namespace trestle::explain {

struct Field {
  std::string name;              // `yes`, `memory'["rm1"].tid`, `what is added to msgs'`
  std::string logged, expected;  // as TLA+
};

// How an observation would have to read to fit the step; nothing when no other value of it would.
std::optional<Field> as_observed(const trace::Event& event, const explore::Check& check, runtime::Value before,
                                 runtime::Value after);

// The one place in which a logged value differs from a value of the spec; at the root when there are several.
Field difference(std::string name, trace::Datum logged, runtime::Value value);

}  // namespace trestle::explain
