// Text on its way from TLC to a ticket: a terminal colours it, PowerShell writes it as UTF-16, a web page or JUnit's XML
// has it with entities, and with spaces that do not break.
#include <cctype>
#include <utility>

#include "validator/bridge/readers.h"

namespace trestle::bridge {
namespace {

std::string without_colours(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] != '\x1b') {
      text += bytes[i];
      continue;
    }
    if (i + 1 >= bytes.size() || bytes[i + 1] != '[') continue;
    for (i += 2; i < bytes.size() && !std::isalpha(static_cast<unsigned char>(bytes[i]));) ++i;
  }
  return text;
}

void append_utf8(std::string& text, uint32_t code) {
  const auto tail = [&](int shift) { text += static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0 | (code >> 6)), tail(0);
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0 | (code >> 12)), tail(6), tail(0);
  } else {
    text += static_cast<char>(0xF0 | (code >> 18)), tail(12), tail(6), tail(0);
  }
}

// Half of a pair that stands alone is kept as a question mark.
std::string from_utf16(std::string_view bytes, bool little) {
  const auto unit = [&](size_t i) {
    const auto first = static_cast<unsigned char>(bytes[i]), second = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<uint32_t>(little ? first | second << 8 : first << 8 | second);
  };
  std::string text;
  for (size_t i = 2; i + 1 < bytes.size(); i += 2) {
    uint32_t code = unit(i);
    if ((code & 0xFC00) == 0xD800 && i + 3 < bytes.size() && (unit(i + 2) & 0xFC00) == 0xDC00) {
      code = 0x10000 + ((code & 0x3FF) << 10 | (unit(i + 2) & 0x3FF));
      i += 2;
    }
    append_utf8(text, (code & 0xF800) == 0xD800 ? '?' : code);
  }
  return text;
}

using Replacements = std::initializer_list<std::pair<std::string_view, char>>;

std::string replaced(std::string_view bytes, Replacements replacements) {
  std::string text;
  for (size_t i = 0; i < bytes.size();) {
    std::string_view found;
    for (const auto& [from, to] : replacements) {
      if (!bytes.substr(i).starts_with(from)) continue;
      found = from;
      text += to;
      break;
    }
    if (found.empty()) text += bytes[i];
    i += std::max<size_t>(found.size(), 1);
  }
  return text;
}

}  // namespace

std::optional<std::string> plain(std::string_view bytes) {
  std::optional<std::string> text;
  const auto has = [&](std::string_view part) { return (text ? *text : bytes).find(part) != bytes.npos; };
  const auto change = [&](auto&& how) { text = how(text ? std::string_view(*text) : bytes); };
  if (bytes.starts_with("\xFF\xFE")) text = from_utf16(bytes, true);
  if (bytes.starts_with("\xFE\xFF")) text = from_utf16(bytes, false);
  if (bytes.starts_with("\xEF\xBB\xBF")) text = bytes.substr(3);
  if (has("\x1b[")) change(without_colours);
  if (has("State\xC2\xA0") || has("STARTMSG\xC2\xA0")) change([](std::string_view t) { return replaced(t, {{"\xC2\xA0", ' '}}); });
  if (has(": &lt;")) {
    change([](std::string_view t) {
      return replaced(t, {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#34;", '"'}, {"&apos;", '\''},
                          {"&#39;", '\''}, {"&nbsp;", ' '}, {"&amp;", '&'}});
    });
  }
  return text;
}

}  // namespace trestle::bridge
