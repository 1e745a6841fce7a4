#include "tracer/text.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace trestle::tracer {
namespace {

// The length of the well-formed UTF-8 sequence at the start of `text`, or 0 (RFC 3629: no overlong forms, no
// surrogates).
size_t utf8_length(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  const auto continuation = [&](size_t i) { return i < text.size() && (byte(i) & 0xC0) == 0x80; };
  const uint8_t lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return continuation(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (!continuation(1) || !continuation(2)) return 0;
    const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
    const bool surrogate = lead == 0xED && byte(1) >= 0xA0;
    return overlong || surrogate ? 0 : 3;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (!continuation(1) || !continuation(2) || !continuation(3)) return 0;
    const bool overlong = lead == 0xF0 && byte(1) < 0x90;
    const bool too_large = lead == 0xF4 && byte(1) >= 0x90;
    return overlong || too_large ? 0 : 4;
  }
  return 0;
}

bool plain(char c) {
  return static_cast<uint8_t>(c) >= 0x20 && static_cast<uint8_t>(c) < 0x80 && c != '"' && c != '\\';
}

}  // namespace

bool Text::grow(size_t more) {
  if (failed_) return false;
  const size_t capacity = std::max(capacity_ * 2, size_ + more);
  char* grown = static_cast<char*>(std::malloc(capacity));
  if (grown == nullptr) {
    failed_ = true;
    return false;
  }
  std::memcpy(grown, data_, size_);
  if (data_ != inline_) std::free(data_);
  data_ = grown;
  capacity_ = capacity;
  return true;
}

void Text::append_string(std::string_view text) {
  append('"');
  while (!text.empty()) {
    const auto end = std::find_if_not(text.begin(), text.end(), plain);
    const auto run = static_cast<size_t>(end - text.begin());
    append(text.substr(0, run));
    text.remove_prefix(run);
    if (text.empty()) break;
    const char c = text[0];
    size_t used = 1;
    if (c == '"' || c == '\\') {
      append('\\');
      append(c);
    } else if (c == '\n') {
      append("\\n");
    } else if (c == '\t') {
      append("\\t");
    } else if (static_cast<uint8_t>(c) < 0x20) {
      constexpr std::string_view hex = "0123456789abcdef";
      append("\\u00");
      append(hex[static_cast<uint8_t>(c) >> 4]);
      append(hex[static_cast<uint8_t>(c) & 15]);
    } else if (const size_t length = utf8_length(text); length != 0) {
      append(text.substr(0, length));
      used = length;
    } else {
      append("\xEF\xBF\xBD");
    }
    text.remove_prefix(used);
  }
  append('"');
}

std::optional<std::string> take_string(std::string_view& text) {
  if (!text.starts_with('"')) return std::nullopt;
  text.remove_prefix(1);
  std::string result;
  while (!text.empty()) {
    const char c = text[0];
    text.remove_prefix(1);
    if (c == '"') return result;
    if (c != '\\') {
      result += c;
      continue;
    }
    if (text.empty()) return std::nullopt;
    const char escaped = text[0];
    text.remove_prefix(1);
    if (escaped == '"' || escaped == '\\') {
      result += escaped;
    } else if (escaped == 'n') {
      result += '\n';
    } else if (escaped == 't') {
      result += '\t';
    } else if (escaped == 'u' && text.size() >= 4) {
      unsigned code = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + 4, code, 16);
      if (error != std::errc() || end != text.data() + 4 || code >= 0x20) return std::nullopt;
      result += static_cast<char>(code);
      text.remove_prefix(4);
    } else {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace trestle::tracer
