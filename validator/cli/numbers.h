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

}  // namespace trestle::cli
