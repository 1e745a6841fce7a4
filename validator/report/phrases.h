// Small pieces of text that results have in common. Not for other folders.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

#include "validator/report/text.h"

namespace trestle::report {

inline std::string colored(const TextOptions& options, const char* code, const std::string& text) {
  return options.color ? std::string("\x1b[") + code + "m" + text + "\x1b[0m" : text;
}

inline std::string plural(uint64_t count, const char* noun, const char* nouns = nullptr) {
  return grouped(count) + " " + (count == 1 ? noun : nouns != nullptr ? nouns : std::string(noun) + "s");
}

inline std::string seconds_text(double seconds) {
  char text[32];
  std::snprintf(text, sizeof text, seconds < 10 ? "%.2f s" : "%.0f s", seconds);
  return text;
}

// ok is green, inconclusive yellow, the rest red.
inline std::string colored_verdict(explore::Verdict verdict, const TextOptions& options) {
  const char* color = verdict == explore::Verdict::Ok             ? "1;32"
                      : verdict == explore::Verdict::Inconclusive ? "1;33"
                                                                  : "1;31";
  return colored(options, color, std::string(to_string(verdict)));
}

// In lines of at most `width` columns, broken at spaces; those after the first begin with `indent` of them.
inline std::string folded(const std::string& text, size_t width, size_t indent) {
  std::string out;
  size_t begin = 0, room = width;
  while (text.size() - begin > room) {
    size_t space = text.rfind(' ', begin + room);
    if (space == std::string::npos || space <= begin) space = text.find(' ', begin + room);
    if (space == std::string::npos) break;
    out += text.substr(begin, space - begin) + "\n" + std::string(indent, ' ');
    begin = space + 1;
    room = width > indent + 20 ? width - indent : 20;
  }
  return out + text.substr(begin);
}

// As it may stand between tags.
inline std::string html_text(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace trestle::report
