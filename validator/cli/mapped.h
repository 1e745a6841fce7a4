// An observation mapping that a verb was given.
#pragma once

#include <memory>
#include <string>

#include "validator/cli/load.h"
#include "validator/embed/mapped.h"

namespace trestle::cli {

using embed::LoadedMapping;
using embed::load_mapping;
using embed::refuse_function;

// load_mapping() for a verb with results: on failure everything has been said, also as JSON, and `exit_code` is set.
std::unique_ptr<LoadedMapping> load_mapping_or_explain(const std::string& path, const Loaded& loaded,
                                                       const SpecOptions& options, const RunOptions& run,
                                                       int& exit_code);

}  // namespace trestle::cli
