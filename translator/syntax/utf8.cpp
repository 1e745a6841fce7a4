#include "translator/syntax/utf8.h"

#include <cstdint>

namespace trestle::syntax {

size_t first_invalid_utf8(std::string_view text) {
  auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  for (size_t i = 0; i < text.size();) {
    if (byte(i) < 0x80) {
      ++i;
      continue;
    }
    size_t length = byte(i) >= 0xF0 ? 4 : byte(i) >= 0xE0 ? 3 : 2;
    if (byte(i) < 0xC2 || byte(i) > 0xF4 || i + length > text.size()) return i;
    uint32_t code = byte(i) & (0xFFu >> (length + 1));
    for (size_t k = 1; k < length; ++k) {
      if ((byte(i + k) & 0xC0) != 0x80) return i;
      code = code << 6 | (byte(i + k) & 0x3Fu);
    }
    bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return i;
    i += length;
  }
  return std::string_view::npos;
}

std::string replace_invalid_utf8(std::string_view text, char instead) {
  std::string result(text);
  for (size_t from = 0;;) {
    const size_t bad = first_invalid_utf8(text.substr(from));
    if (bad == std::string_view::npos) return result;
    from += bad + 1;
    result[from - 1] = instead;
  }
}

}  // namespace trestle::syntax
