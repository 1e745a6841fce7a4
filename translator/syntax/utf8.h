#pragma once

#include <string_view>

namespace trestle::syntax {

// Offset of the first byte that begins no well-formed code point (overlong forms and surrogates are malformed), or
// npos.
size_t first_invalid_utf8(std::string_view text);

}  // namespace trestle::syntax
