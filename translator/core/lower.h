// A resolved module and a .cfg to one core::Spec.
#pragma once

#include <memory>

#include "translator/core/core.h"
#include "translator/diagnostics/diagnostic.h"
#include "translator/modules/module.h"
#include "translator/syntax/ast.h"

namespace trestle::core {

// Lowers what the .cfg names, and what that needs. Reports and returns nothing when the .cfg does not fit the module.
std::shared_ptr<const Spec> lower(std::shared_ptr<const modules::Module> module, const ast::ConfigFile& config,
                                  Diagnostics& diagnostics);

// One expression that sees the module, under the same .cfg: a constant, unless it reads variables. Used for values given on
// the command line and for observation mappings. `syntax` has one Operator unit (syntax::parse_expression).
struct Extra {
  std::string name;
  std::shared_ptr<const ast::Module> syntax;
};

}  // namespace trestle::core
