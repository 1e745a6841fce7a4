// A resolved module and a .cfg to one core::Spec.
#pragma once

#include <memory>

#include "translator/core/core.h"
#include "translator/diagnostics/diagnostic.h"
#include "translator/modules/module.h"
#include "translator/syntax/ast.h"

namespace trestle::core {

// Lowers what the .cfg names, and what that needs. Reports and returns nothing when the .cfg does not fit the module.
std::shared_ptr<Spec> lower(std::shared_ptr<const modules::Module> module, const ast::ConfigFile& config,
                            Diagnostics& diagnostics);

}  // namespace trestle::core
