// Values as TLA+ text, exactly as TLC prints them, and back-ends' building blocks.
#pragma once

#include <string>

#include "translator/runtime/value.h"

namespace trestle::runtime {

// TLC's text: {1, 2}, <<1, "a">>, [a |-> 1], (0 :> 0 @@ 1 :> 1), 1..3 for a lazy interval. Values that have no text
// (operators, lazy functions over infinite sets) print as what they are in angle brackets; never throws.
std::string to_string(Value v);
// The same, cut with "..." to about `limit` characters: for messages.
std::string to_short_string(Value v, size_t limit = 200);

}  // namespace trestle::runtime
