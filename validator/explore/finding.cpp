#include "validator/explore/finding.h"

namespace trestle::explore {

Verdict verdict_of(const runtime::EvalError& error, Phase phase) {
  if (error.kind == runtime::ErrorKind::Limit) return Verdict::Inconclusive;
  // TLC's: an Assert that fails elsewhere is an evaluation that failed.
  if (error.kind == runtime::ErrorKind::Assertion && (phase == Phase::Next || phase == Phase::Invariant))
    return Verdict::AssertionFailed;
  return Verdict::EvaluationFailed;
}

int exit_code(const Finding& finding) {
  if (finding.verdict == Verdict::EvaluationFailed && finding.failure) return exit_code(finding.failure->phase);
  return exit_code(finding.verdict);
}

}  // namespace trestle::explore
