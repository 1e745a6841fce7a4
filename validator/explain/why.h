// Why a check ended as it did, in the words of the spec: what each action lacks in a deadlock, which conjunct of an
// invariant is false.
#pragma once

#include <string>

#include "translator/runtime/model.h"
#include "validator/explore/check.h"

namespace trestle::explain {

// Lines of text, or nothing when there is nothing to add. `result` is of `explored`; `evaluator` is the same spec as
// the evaluator runs it, which can say what it refused.
std::string why(const runtime::Model& evaluator, const runtime::Model& explored, const explore::CheckResult& result);

// Evaluates what failed again, and notes in the finding's error with which values that was. `witness` is the same spec as
// make_witnessing_model() runs it. Nothing is added where it does not fail in the same way.
void add_circumstances(const runtime::Model& witness, const runtime::Model& explored, explore::Finding& finding);

}  // namespace trestle::explain
