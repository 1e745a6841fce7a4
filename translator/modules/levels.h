// Levels: constant, state, action, temporal (Specifying Systems, section 17.2), checked over everything a module defines,
// whether it is used or not, as TLC's parser does.
#pragma once

#include <vector>

#include "translator/diagnostics/diagnostic.h"
#include "translator/modules/module.h"

namespace trestle::modules {

// The module, what it extends and instantiates, and the modules in it; built-in ones are right.
void check_levels(const Module& module, Diagnostics& diagnostics);

// Of each of module.definitions, as it stands there; parameters count as constants.
std::vector<Level> definition_levels(const Module& module);

}  // namespace trestle::modules
