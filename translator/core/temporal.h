// Temporal formulas taken apart: what is left in Spec::fairness and Spec::properties becomes runtime::Temporal, and its
// atoms become predicates of kind Liveness.
//
// Definitions are unfolded, quantifiers over constant sets expanded, fairness is replaced by what it stands for:
//   WF_v(A) = []<>(~ENABLED <<A>>_v \/ <<A>>_v)        SF_v(A) = <>[]~ENABLED <<A>>_v \/ []<><<A>>_v
// and the largest parts without a temporal operator become atoms. An atom's bound names are constants by then: its
// expression is wrapped in a LET that gives them their values, once per frame.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "translator/core/core.h"

namespace trestle::core {

// What evaluates constant expressions; values must outlive everything (interned). May throw EvalError.
struct Constants {
  std::function<bool(const Root&)> truth;
  std::function<std::vector<Value>(const Root&)> elements;  // of a set
};

// The same spec with Spec::temporal filled in, when it has properties to check and does not have it yet. Formulas that
// cannot be taken apart leave Temporal::failure.
std::shared_ptr<const Spec> expand_temporal(std::shared_ptr<const Spec> spec, const Constants& constants);

}  // namespace trestle::core
