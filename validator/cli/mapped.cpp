#include "validator/cli/mapped.h"

#include "validator/cli/terminal.h"

namespace trestle::cli {

std::unique_ptr<LoadedMapping> load_mapping_or_explain(const std::string& path, const Loaded& loaded,
                                                       const SpecOptions& options, const RunOptions& run,
                                                       int& exit_code) {
  Diagnostics diagnostics;
  auto mapped = load_mapping(path, loaded, diagnostics);
  exit_code = report(diagnostics);
  if (mapped == nullptr && run.json)
    write_out(report::error_json("error", exit_code, render(diagnostics, false), run_of(options, run)) + "\n");
  return mapped;
}

}  // namespace trestle::cli
