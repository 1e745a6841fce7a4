// What a run ends with: closed sets, in verdicts.def and phases.def.
#pragma once

#include <cstdint>
#include <string_view>

namespace trestle::explore {

enum class Verdict : uint8_t {
#define TRESTLE_VERDICT(name, text, code) name,
#include "validator/explore/verdicts.def"
#undef TRESTLE_VERDICT
};

// What was being evaluated when an evaluation failed.
enum class Phase : uint8_t {
#define TRESTLE_PHASE(name, text, code) name,
#include "validator/explore/phases.def"
#undef TRESTLE_PHASE
};

std::string_view to_string(Verdict verdict);  // "invariant-violated"
std::string_view to_string(Phase phase);      // "checking an invariant"
int exit_code(Verdict verdict);
int exit_code(Phase phase);  // of an evaluation that failed in it

}  // namespace trestle::explore
