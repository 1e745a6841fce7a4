// What became of a trace, as people and programs read it.
#pragma once

#include <string>
#include <vector>

#include "validator/explain/explain.h"
#include "validator/explore/validate.h"
#include "validator/report/exercised.h"
#include "validator/report/json.h"
#include "validator/report/text.h"

namespace trestle::report {

// Verdict first, in one line; then what leads up to the event that nothing explains, and what each action lacks.
std::string to_text(const explore::ValidateResult& result, const explain::Explained& explained,
                    const runtime::Model& model, const TextOptions& options);

// With `exercised`, also what it says.
std::string to_json(const explore::ValidateResult& result, const explain::Explained& explained,
                    const runtime::Model& model, const Run& run, const ExercisedReport* exercised = nullptr);

// "412 edits tried, 96 events looked at"; "then all 96 events that are left are explained".
std::string tried_text(const explain::Edits& edits);
std::string then_text(const explain::Edit& edit, const explore::Window& window);

// "1;  2;  ...", each in so many columns.
std::string values_text(const explain::Agreement& agreement, size_t each);

std::string warning_text(const trace::Warning& warning);

}  // namespace trestle::report
