#pragma once

#include <string>
#include <string_view>

namespace trestle::syntax {

// Offset of the first byte that begins no well-formed code point (overlong forms and surrogates are malformed), or
// npos.
size_t first_invalid_utf8(std::string_view text);

// The text, of the same length, with `instead` for each byte that begins no well-formed code point.
std::string replace_invalid_utf8(std::string_view text, char instead);

}  // namespace trestle::syntax
