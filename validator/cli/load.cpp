#include "validator/cli/load.h"

#include <algorithm>
#include <random>
#include <thread>

#include <CLI/CLI.hpp>

#include "validator/cli/command.h"
#include "validator/cli/terminal.h"

namespace trestle::cli {

void add_spec_options(CLI::App& app, SpecOptions& options) {
  app.add_option("SPEC", options.spec,
                 "The specification's root module, .tla may be left out; a model of the Toolbox, F.launch; or what SANY's "
                 "XMLExporter wrote of it")
      ->required();
  app.add_option("--config,-c", options.config,
                 "Its configuration, or a model of the Toolbox, F.launch (default: SPEC with .cfg)")
      ->type_name("FILE");
  app.add_option("--library,-L", options.library, "Folder to look for modules in, after SPEC's own; repeatable")
      ->type_name("DIR")
      ->allow_extra_args(false);
  app.add_option("--integers", options.integers,
                 "exact: integers have no limit; tlc: beyond 32 bits is an error, as in TLC")
      ->check(CLI::IsMember({"exact", "tlc"}))
      ->capture_default_str();
  app.add_option("--max-set-size", options.max_set_size, "Sets larger than this are not enumerated (default: 1000000)")
      ->type_name("N");
}

void add_run_options(CLI::App& app, RunOptions& options) {
  app.add_option("--workers,-w", options.workers, "Threads (default: one a core; 1 is TLC's exact order)")
      ->check(CLI::Range(1u, 255u))
      ->type_name("N");
  app.add_option("--seed", options.seed, "For whatever is random; printed at the end (default: chosen at random)")
      ->type_name("N");
  app.add_option("--engine", options.engine, "What evaluates the specification")
      ->check(CLI::IsMember({"auto", "evaluator", "native"}))
      ->capture_default_str();
  app.add_flag("--json", options.json, "One JSON object on standard output, all else on standard error");
  options.seed = std::random_device{}();
}

unsigned worker_count(const RunOptions& options) {
  return options.workers != 0 ? options.workers : std::clamp(std::thread::hardware_concurrency(), 1u, 255u);
}

std::function<void(std::string_view)> print_function(const RunOptions& options) {
  if (!options.json) return nullptr;
  return [](std::string_view line) { write_error(std::string(line) + "\n"); };
}

report::Run run_of(const SpecOptions& spec, const RunOptions& run) {
  return {.spec = spec_path(spec).string(),
          .config = config_path(spec).string(),
          .engine = run.engine == "auto" ? "evaluator" : run.engine,
          .seed = run.seed};
}

int report(const Diagnostics& diagnostics) {
  if (diagnostics.all().empty()) return 0;
  write_error(render(diagnostics, color_on_errors()));
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.severity == Severity::Error) return exit_code(diagnostic.kind);
  }
  return 0;
}

int refuse_input(const SpecOptions& options, const RunOptions& run, int exit_code, const std::string& text) {
  write_error("error: " + text + "\n");
  if (run.json) write_out(report::error_json("error", exit_code, text, run_of(options, run)) + "\n");
  return exit_code;
}

int refuse_evaluation(const SpecOptions& options, const RunOptions& run, const runtime::EvalError& error,
                      explore::Phase phase, std::string_view what) {
  const std::string text = report::failure_text({error, phase});
  const std::string verdict(to_string(explore::Verdict::EvaluationFailed));
  const int exit_code = explore::exit_code(explore::Verdict::EvaluationFailed);
  if (run.json) {
    write_error(text);
    write_out(report::error_json(verdict, exit_code, text, run_of(options, run)) + "\n");
  } else {
    write_out(verdict + ": " + std::string(what) + "\n\n" + text);
  }
  return exit_code;
}

std::unique_ptr<Loaded> load_or_explain(const SpecOptions& options, const RunOptions& run, int& exit_code) {
  Diagnostics diagnostics;
  try {
    auto loaded = load(options, diagnostics);
    exit_code = report(diagnostics);
    if (loaded != nullptr) return loaded;
    if (exit_code == 0) exit_code = kSystem;
    if (run.json) {
      write_out(report::error_json("error", exit_code, render(diagnostics, false), run_of(options, run)) + "\n");
    }
  } catch (const runtime::EvalError& error) {
    report(diagnostics);
    exit_code = refuse_evaluation(options, run, error, explore::Phase::Init, "a constant expression has no value");
  }
  return nullptr;
}

SeedNote::~SeedNote() { write_error("seed " + std::to_string(seed_) + "\n"); }

}  // namespace trestle::cli
