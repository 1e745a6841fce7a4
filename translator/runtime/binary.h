// Values as bytes, for what is kept from one run to the next: by content, model values by their names.
#pragma once

#include <string>
#include <string_view>

#include "translator/runtime/context.h"
#include "translator/runtime/value.h"

namespace trestle::runtime {

std::string to_bytes(Context& context, Value v);             // symbolic sets are enumerated first
Value from_bytes(Context& context, std::string_view bytes);  // an EvalError when they are not such bytes

}  // namespace trestle::runtime
