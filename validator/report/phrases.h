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

}  // namespace trestle::report
