// What verbs have in common: their options, a spec that is loaded, and what is said when it cannot be.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "translator/diagnostics/diagnostic.h"
#include "translator/runtime/eval_error.h"
#include "validator/explore/verdict.h"
#include "validator/embed/load.h"
#include "validator/report/json.h"

namespace CLI {
class App;
}

namespace trestle::cli {

using embed::Loaded;
using embed::SpecOptions;
using embed::Stage;
using embed::load;
using embed::config_path;
using embed::model_values_of;
using embed::spec_path;
using embed::text_identity;

// What every verb that runs a spec takes.
void add_spec_options(CLI::App& app, SpecOptions& options);

// What every verb takes that reports a result.
struct RunOptions {
  std::string engine = "auto";
  uint64_t seed = 0;  // chosen at random unless given
  bool seed_given = false;
  unsigned workers = 0;  // 0: one a core
  bool json = false;
};
void add_run_options(CLI::App& app, RunOptions& options);
unsigned worker_count(const RunOptions& options);
// Where Print goes: standard output is the result's with --json. Null: where it goes anyway.
std::function<void(std::string_view)> print_function(const RunOptions& options);
report::Run run_of(const SpecOptions& spec, const RunOptions& run);

// Prints what is wrong (warnings too); the exit code it leads to, 0 without errors.
int report(const Diagnostics& diagnostics);

// What keeps a verb from its work: said on standard error, and as JSON where that was asked for. The exit code.
int refuse_input(const SpecOptions& options, const RunOptions& run, int exit_code, const std::string& text);
// An expression without a value does so; `what` says which, "the initial states cannot be computed".
int refuse_evaluation(const SpecOptions& options, const RunOptions& run, const runtime::EvalError& error,
                      explore::Phase phase, std::string_view what);

// load() for a verb with results: on failure everything has been said, also as JSON, and `exit_code` is set.
std::unique_ptr<Loaded> load_or_explain(const SpecOptions& options, const RunOptions& run, int& exit_code);

// Says the seed on standard error when it goes out of scope: on every exit path.
class SeedNote {
 public:
  explicit SeedNote(uint64_t seed) : seed_(seed) {}
  ~SeedNote();
  SeedNote(const SeedNote&) = delete;
  SeedNote& operator=(const SeedNote&) = delete;

 private:
  uint64_t seed_;
};

}  // namespace trestle::cli
