// What a log wrote against values of the spec. The value decides how the text is meant: "r1" fits the string and the
// model value of that name, an object fits a record and a function from strings or model values.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "translator/runtime/context.h"
#include "translator/runtime/layout.h"
#include "translator/runtime/value.h"
#include "validator/trace/datum.h"
#include "validator/trace/event.h"

namespace trestle::trace {

// Whether `logged` says exactly `value`, which is interned (as everything in a state is).
bool matches(Datum logged, runtime::Value value);

// The part of `value` that the elements of `path`, but for the first few, lead to; nothing when it has no such part.
std::optional<runtime::Value> part(runtime::Value value, Datum path, uint32_t skipped = 0);

// Whether what was logged stands in that relation to a place's values before and after the step.
bool related(Datum logged, Relation relation, bool after, runtime::Value before_part, runtime::Value after_part);
bool needs_before(Relation relation, bool after);  // whether it speaks about the place before the step

// Why an observation does not hold.
struct Mismatch {
  std::string expected;  // what the log says, as TLA+: "msgs' = msgs \cup {..}"
  std::string actual;    // what the spec has there: "msgs = {..}, msgs' = {..}"
};

// Whether an observation holds of a variable's values before and after a step (`after` says in which list it stands).
bool holds(const Event& event, const Observation& observation, bool after, runtime::Value value_before,
           runtime::Value value_after);
// The same of a variable in the words of two states; `after_words` are not read unless `after`.
bool holds(runtime::Context& context, const runtime::Layout& layout, const Event& event, const Observation& observation,
           bool after, uint32_t variable, const runtime::Word* before, const runtime::Word* after_words);
// For one that does not hold.
Mismatch explain_mismatch(const Event& event, const Observation& observation, bool after, runtime::Value value_before,
                          runtime::Value value_after);

// The value that a text alone stands for: a string is a model value when `is_model_value` says that there is one of
// that name, an object is a record. In the context's arena. Throws EvalError when it is no value (keys repeated in a
// #map).
runtime::Value to_value(runtime::Context& context, Datum logged,
                        const std::function<bool(std::string_view)>& is_model_value);

}  // namespace trestle::trace
