// core::Spec as a Model, at once: nothing is compiled, everything can be explained.
#pragma once

#include <memory>
#include <optional>

#include "translator/core/core.h"
#include "translator/runtime/model.h"

namespace trestle::evaluator {

// The same spec with its temporal formulas taken apart (core/temporal.h), as every engine needs it: the atoms are among the
// predicates then.
std::shared_ptr<const core::Spec> expand_temporal(std::shared_ptr<const core::Spec> spec);

// States of the model are words under `layout`; without one every variable is a handle.
std::unique_ptr<runtime::Model> make_model(std::shared_ptr<const core::Spec> spec);
std::unique_ptr<runtime::Model> make_model(std::shared_ptr<const core::Spec> spec, runtime::Layout layout);
// Which counts how often each expression is evaluated, and is slower for it.
std::unique_ptr<runtime::Model> make_counting_model(std::shared_ptr<const core::Spec> spec);
// Whose errors have names and calls.
std::unique_ptr<runtime::Model> make_witnessing_model(std::shared_ptr<const core::Spec> spec);

}  // namespace trestle::evaluator
