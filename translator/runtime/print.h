// Values as TLA+ text, exactly as TLC prints them, and back-ends' building blocks.
#pragma once

#include <string>
#include <string_view>

#include "translator/runtime/value.h"

namespace trestle::runtime {

class Context;

// TLC's text: {1, 2}, <<1, "a">>, [a |-> 1], (0 :> 0 @@ 1 :> 1), 1..3 for a lazy interval. Small symbolic sets are
// enumerated, as TLC does; values that have no text (operators, lazy functions over infinite sets) print as what they
// are in angle brackets; never throws. Sets and functions that call back into an engine need its context.
std::string to_string(Value v);
std::string to_string(Context& context, Value v);
// The same, cut with "..." to about `limit` characters, symbolic sets as they are: for messages.
std::string to_short_string(Value v, size_t limit = 200);
// Whether text can stand as a field's name.
bool is_field_name(std::string_view text);
// A record with a field that has another is written as a function.
bool has_field_names(const Object& record);
// As TLC lays values out in states and for Print: text of a value broken into lines where wider than `width`.
std::string to_pretty_string(std::string_view text, size_t width = 80);

}  // namespace trestle::runtime
