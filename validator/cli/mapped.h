// An observation mapping that a verb was given, and how events mean something with it or without.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "translator/diagnostics/diagnostic.h"
#include "validator/cli/load.h"
#include "validator/explain/explain.h"
#include "validator/mapping/observe_file.h"
#include "validator/mapping/observed.h"

namespace trestle::cli {

// A mapping file and what it became.
struct LoadedMapping {
  mapping::ObserveFile file;
  std::vector<std::string> members;
  std::unique_ptr<runtime::Model> rules;
  std::unique_ptr<mapping::ObservedModel> model;
};

// Null when something is wrong, and then `diagnostics` says what.
std::unique_ptr<LoadedMapping> load_mapping(const std::string& path, const Loaded& loaded, Diagnostics& diagnostics);

// The same for a verb with results: on failure everything has been said, also as JSON, and `exit_code` is set.
std::unique_ptr<LoadedMapping> load_mapping_or_explain(const std::string& path, const Loaded& loaded,
                                                       const SpecOptions& options, const RunOptions& run,
                                                       int& exit_code);

std::function<bool(std::string_view)> model_values_of(const Loaded& loaded);

// Without a mapping `file` is null.
explain::Refuse refuse_function(const Loaded& loaded, const LoadedMapping* file);

}  // namespace trestle::cli
