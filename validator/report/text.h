// Results as people read them.
#pragma once

#include <string>

#include "translator/runtime/model.h"
#include "validator/explore/check.h"
#include "validator/explore/simulate.h"
#include "validator/report/states.h"

namespace trestle::report {

struct TextOptions {
  bool color = false;
  size_t width = 100;  // columns
  bool all =
      false;  // every state in full; otherwise long values are told by their changes between first and last state
  bool coverage = false;
  std::string why = {};  // said after the behavior: what keeps it from going on
};

// Verdict first, in one line; what shows it; counts last.
std::string to_text(const explore::CheckResult& result, const runtime::Model& model, const TextOptions& options);
std::string to_text(const explore::SimulateResult& result, const runtime::Model& model, const TextOptions& options);

// Numbered states, changed variables marked with a star. `before`: so many states are left out in front.
std::string behavior_text(const runtime::Model& model, const explore::Behavior& behavior, const TextOptions& options,
                          size_t before = 0);

// 1234567 as 1,234,567.
std::string grouped(uint64_t number);

// Where and why an evaluation failed, in several lines.
std::string failure_text(const explore::Failure& failure);

}  // namespace trestle::report
