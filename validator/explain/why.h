// Why a check ended as it did, in the words of the spec: what each action lacks in a deadlock, which conjunct of an
// invariant is false.
#pragma once

#include <string>

#include "translator/runtime/model.h"
#include "validator/explore/check.h"

namespace trestle::explain {

// Indented lines, or nothing when there is nothing to add. The model is the evaluator's.
std::string why(const runtime::Model& model, const explore::CheckResult& result);

}  // namespace trestle::explain
