// Java's String.format as far as specs use it: %s, %1$s, %n, %%.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace trestle::runtime {

// An EvalError naming `op` when the format asks for more arguments, or for anything else.
std::string format_text(const char* op, std::string_view format, std::span<const std::string> arguments);

}  // namespace trestle::runtime
