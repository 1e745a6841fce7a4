// What numbers an option takes, said so that the message fits on a line.
#pragma once

#include <cstdlib>
#include <string>

#include <CLI/CLI.hpp>

namespace trestle::cli {

inline CLI::Validator number_that(const char* expected, bool (*fits)(double)) {
  const auto check = [expected, fits](std::string& text) {
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    return !text.empty() && *end == '\0' && fits(value) ? std::string() : std::string(expected) + " is needed, not " + text;
  };
  return CLI::Validator(check, "");
}

inline CLI::Validator positive() {
  return number_that("a number above 0", [](double n) { return n > 0; });
}
inline CLI::Validator not_negative() {
  return number_that("a number from 0 on", [](double n) { return n >= 0; });
}
// Bytes, as 300M or 8G; CLI11 takes -5 for a very large one.
inline CLI::Validator size_in_bytes() {
  const auto check = [](std::string& text) {
    return text.starts_with('-') ? "a size like 8G is needed, not " + text : CLI::AsSizeValue(false)(text);
  };
  return CLI::Validator(check, "");
}

}  // namespace trestle::cli
