// Observations as the Inria trace-validation tools log them: not what a variable is after a step, but what was done to
// it. {"op":"AddElement","path":["rm1"],"args":[7]} says that 7 was added to the set at x["rm1"].
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "translator/runtime/context.h"
#include "translator/runtime/value.h"
#include "validator/trace/datum.h"

namespace trestle::trace {

// What is wrong with a list of updates, or nothing.
std::string updates_problem(Datum list);

// What the updates, one after another, make of `before`, in the context's arena; nothing when one cannot be applied (an
// element is added to what is no set).
std::optional<runtime::Value> updated(runtime::Context& context, Datum list, runtime::Value before);
// Whether that is `after`.
bool updates_hold(Datum list, runtime::Value before, runtime::Value after);

}  // namespace trestle::trace
