// Of what the parts of a rule may speak: `select` of the line alone, `when` and `before` of the state before the step too,
// `action` of both, `after` of the state after it, and nothing of whole behaviors.
#pragma once

#include <memory>

#include "translator/diagnostics/diagnostic.h"
#include "translator/modules/module.h"
#include "validator/mapping/observe_file.h"

namespace trestle::mapping {

// `module` is the spec's. Each part parses and resolves by itself.
void check_part_levels(const ObserveFile& file, const std::shared_ptr<const modules::Module>& module,
                       Diagnostics& diagnostics);

}  // namespace trestle::mapping
