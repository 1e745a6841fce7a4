// Several traces in one run, each by itself: one line a trace, one JSON object, or JUnit's XML for CI.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "validator/report/exercised.h"
#include "validator/report/json.h"

namespace trestle::report {

// What became of one trace.
struct Outcome {
  std::string trace = {};    // its file, as the user named it
  std::string verdict = {};  // "error": it could not be held against the spec
  int code = 0;              // the exit code that it alone would have had
  std::string reason = {};   // one sentence; empty when ok
  std::string text = {};     // the whole report of one that is not ok
  uint64_t events = 0, explained = 0;
  double seconds = 0;
};

// The highest code among them.
int exit_code(std::span<const Outcome> outcomes);

std::string to_table(std::span<const Outcome> outcomes);
std::string to_json(std::span<const Outcome> outcomes, const Run& run, const ExercisedReport* exercised = nullptr);
// A test case each: what is neither ok nor inconclusive nor an error is a failure, the latter two are errors.
std::string to_junit(std::span<const Outcome> outcomes, const Run& run);

}  // namespace trestle::report
