// Values as JSON text and back, as TLC's module Json has them: sequences and sets are arrays, other functions objects,
// model values strings. JSON read back gives sequences, records, strings, integers and Booleans.
#pragma once

#include <string>
#include <string_view>

#include "translator/runtime/context.h"
#include "translator/runtime/value.h"

namespace trestle::runtime {

// Throws for what has no JSON form (operators, infinite sets).
std::string to_json(Context& context, Value v);
// The same of a function, appended as an object even when it is a sequence.
void write_json_object(Context& context, std::string& out, Value function);
// An EvalError, with the offset in the text, when it is no JSON, or holds null. Fractions are cut towards zero, as by
// TLC.
Value from_json(Context& context, std::string_view text);

}  // namespace trestle::runtime
