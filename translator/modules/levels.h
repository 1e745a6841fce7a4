// Levels: constant, state, action, temporal (Specifying Systems, section 17.2), checked over everything a module defines,
// whether it is used or not, as TLC's parser does.
#pragma once

#include "translator/diagnostics/diagnostic.h"
#include "translator/modules/module.h"

namespace trestle::modules {

// The module, what it extends and instantiates, and the modules in it; built-in ones are right.
void check_levels(const Module& module, Diagnostics& diagnostics);

}  // namespace trestle::modules
