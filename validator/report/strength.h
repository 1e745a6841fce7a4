// What a log and its mapping would have noticed, as people and programs read it.
#pragma once

#include <string>

#include "validator/explain/strength.h"
#include "validator/report/text.h"

namespace trestle::report {

std::string to_text(const explain::Strength& strength, const TextOptions& options);
// An object, as `strength` in the result of validate.
std::string to_json(const explain::Strength& strength);

}  // namespace trestle::report
