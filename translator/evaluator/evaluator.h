// core::Spec as a Model, at once: nothing is compiled, everything can be explained.
#pragma once

#include <memory>
#include <optional>

#include "translator/core/core.h"
#include "translator/runtime/model.h"

namespace trestle::evaluator {

std::unique_ptr<runtime::Model> make_model(std::shared_ptr<const core::Spec> spec);

}  // namespace trestle::evaluator
