#include "validator/explore/finding.h"

#include <algorithm>
#include <utility>

namespace trestle::explore {

Verdict verdict_of(const runtime::EvalError& error, Phase phase) {
  if (error.kind == runtime::ErrorKind::Limit) return Verdict::Inconclusive;
  if (phase == Phase::Assumption) return Verdict::AssumptionViolated;
  if (phase == Phase::Postcondition) return Verdict::PostconditionViolated;
  // TLC's: an Assert that fails before the first step, after the last, or in an invariant, is an evaluation that failed.
  const bool exploring = phase == Phase::Next || phase == Phase::Property;
  if (error.kind == runtime::ErrorKind::Assertion && exploring) return Verdict::AssertionFailed;
  return Verdict::EvaluationFailed;
}

void add_counts(std::vector<runtime::ExpressionCount>& sum, std::span<const runtime::ExpressionCount> more) {
  sum.resize(more.size());
  for (size_t i = 0; i < more.size(); ++i) {
    sum[i].evaluated += more[i].evaluated;
    sum[i].held += more[i].held;
    sum[i].failed += more[i].failed;
  }
}

void add_once(std::vector<std::string>& warnings, std::string warning) {
  if (std::find(warnings.begin(), warnings.end(), warning) == warnings.end()) warnings.push_back(std::move(warning));
}

int exit_code(const Finding& finding) {
  if (finding.verdict == Verdict::EvaluationFailed && finding.failure) {
    const Phase phase = finding.failure->phase;
    // Of the initial predicate, where it leaves a variable out.
    const bool step = phase == Phase::Next || phase == Phase::Property || !finding.failure->error.unfinished.empty();
    constexpr int kGeneral = 255;
    return step && finding.failure->error.general.value_or(false) ? kGeneral : exit_code(phase);
  }
  return exit_code(finding.verdict);
}

}  // namespace trestle::explore
