// From the files a user names to a Model: the one place where the pipeline is put together.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "translator/core/core.h"
#include "translator/diagnostics/diagnostic.h"
#include "translator/modules/loader.h"
#include "translator/modules/module.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/model.h"
#include "translator/syntax/ast.h"
#include "validator/explore/journal.h"
#include "validator/explore/verdict.h"
#include "validator/report/json.h"

namespace CLI {
class App;
}

namespace trestle::cli {

// What every verb that runs a spec takes.
struct SpecOptions {
  std::string spec;                  // a path, ".tla" may be left out; or SANY's XML
  std::string config;                // empty: the spec's .cfg beside it
  std::vector<std::string> library;  // folders to look for modules in
  std::string integers = "exact";    // or "tlc"
  uint64_t max_set_size = 0;         // 0: the default
};
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

bool is_xml(const std::filesystem::path& path);  // as SANY writes it, by name or by content
std::filesystem::path spec_path(const SpecOptions& options);
std::filesystem::path config_path(const SpecOptions& options);

struct Loaded {
  std::shared_ptr<const modules::Module> module;
  std::shared_ptr<const ast::ConfigFile> config;
  std::shared_ptr<const core::Spec> spec;
  std::unique_ptr<runtime::Model> model;
};
enum class Stage { Module, Core, Model };  // how far to go

// The root module as parsed, from text or from SANY's XML, and what finds the others. No root when something is wrong.
struct Opened {
  std::shared_ptr<const ast::Module> root;
  std::shared_ptr<modules::ModuleLoader> loader;
};
Opened open(const SpecOptions& options, Diagnostics& diagnostics);

// Null when something is wrong, and then `diagnostics` says what.
std::unique_ptr<Loaded> load(const SpecOptions& options, Diagnostics& diagnostics, Stage until = Stage::Model);

// What decides the results of a run, as far as files go: hashes of all modules' texts and of the .cfg.
explore::ManifestEntries text_identity(const Loaded& loaded);

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
