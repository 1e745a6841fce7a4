#include "validator/explore/verdict.h"

namespace trestle::explore {
namespace {

struct Entry {
  std::string_view text;
  int code;
};

constexpr Entry kVerdicts[] = {
#define TRESTLE_VERDICT(name, text, code) {text, code},
#include "validator/explore/verdicts.def"
#undef TRESTLE_VERDICT
};

constexpr Entry kPhases[] = {
#define TRESTLE_PHASE(name, text, code) {text, code},
#include "validator/explore/phases.def"
#undef TRESTLE_PHASE
};

const Entry& entry(Verdict verdict) { return kVerdicts[static_cast<size_t>(verdict)]; }
const Entry& entry(Phase phase) { return kPhases[static_cast<size_t>(phase)]; }

}  // namespace

std::string_view to_string(Verdict verdict) { return entry(verdict).text; }
std::string_view to_string(Phase phase) { return entry(phase).text; }
int exit_code(Verdict verdict) { return entry(verdict).code; }
int exit_code(Phase phase) { return entry(phase).code; }

}  // namespace trestle::explore
