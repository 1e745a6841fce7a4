// What a word was meant to be where a text breaks off: a keyword with a slip of the pen, or in small letters.
// Included only by sources of this folder.
#pragma once

#include <string_view>

namespace trestle::syntax {

// All empty when it looks like none.
std::string_view meant_keyword(std::string_view word);    // of a module
std::string_view meant_statement(std::string_view word);  // of a .cfg
std::string_view meant_operator(std::string_view word);   // "\nin" -> "\notin"

}  // namespace trestle::syntax
