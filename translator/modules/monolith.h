// Several modules and configurations in one file, as TLC reads them: after the file's own module may follow others,
// each from a line `---- MODULE Name ----` on, and configurations, from a line `---- CONFIG Name ----` to the next
// `====`.
#pragma once

#include <memory>
#include <string>

#include "translator/diagnostics/source.h"

namespace trestle::modules {

// The file from the line that begins the module on, lines counted as in the whole file; null when there is none.
std::shared_ptr<const Source> module_within(const Source& file, const std::string& name);

// Likewise a configuration, up to its `====`.
std::shared_ptr<const Source> config_within(const Source& file, const std::string& name);

}  // namespace trestle::modules
