// Results as programs read them: one JSON object. docs/formats/json.md says what is in it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/explore/check.h"
#include "validator/explore/simulate.h"

namespace trestle::report {

// How far a run on native code left its work to the evaluator.
struct Native {
  uint32_t bits = 0, dynamic_bits = 0;  // of a state; of those, handles to values without a better shape
  uint64_t states = 0;                  // whose successors the evaluator computed
  std::vector<std::string> parts = {};  // what has no code at all, and why
  struct Place {
    std::string unit, function, code;
    uint64_t line = 0, count = 0;
  };
  std::vector<Place> places = {};  // where code gave up, when that was asked for
};

// What the caller knows about the run.
struct Run {
  std::string spec = {}, config = {};  // paths as the user gave them
  std::string engine = {};
  std::optional<Native> native = {};
  std::string without_native = {};  // why the run went on without native code that was wanted
  uint64_t seed = 0;
};

std::string to_json(const explore::CheckResult& result, const runtime::Model& model, const Run& run);
std::string to_json(const explore::SimulateResult& result, const runtime::Model& model, const Run& run);

// The states of a behavior as a JSON array, and one value, both as in results.
std::string behavior_json(const runtime::Model& model, const explore::Behavior& behavior);
std::string value_json(runtime::Value value);
std::string text_json(std::string_view text);  // a JSON string

// When a run ended before there was a Model.
std::string error_json(const std::string& verdict, int exit_code, const std::string& text, const Run& run);

}  // namespace trestle::report
