// trestle simulate: random behaviors, for specs too large to explore.
#include "validator/explore/simulate.h"

#include <memory>

#include <CLI/CLI.hpp>

#include "translator/evaluator/evaluator.h"
#include "validator/cli/command.h"
#include "validator/cli/load.h"
#include "validator/cli/numbers.h"
#include "validator/cli/terminal.h"
#include "validator/report/json.h"
#include "validator/report/text.h"

namespace trestle::cli {
namespace {

struct SimulateCommand {
  SpecOptions spec;
  RunOptions run;
  bool no_deadlock = false, coverage = false, all = false;
  uint64_t behaviors = 1000, depth = 100, memory = 0;
};

int simulate(const SimulateCommand& command) {
  const SeedNote note(command.run.seed);
  int code = 0;
  const auto loaded = load_or_explain(command.spec, command.run, code);
  if (loaded == nullptr) return code;
  if (command.coverage) loaded->model = evaluator::make_counting_model(loaded->spec);

  explore::SimulateOptions options;
  options.workers = worker_count(command.run);
  options.behaviors = command.behaviors;
  options.depth = command.depth;
  options.seed = command.run.seed;
  options.check_deadlock = !command.no_deadlock;
  options.memory = command.memory;
  options.interrupted = interruption();
  options.progress = progress_printer();
  options.progress_interval = progress_interval();
  options.print = print_function(command.run);
  const explore::SimulateResult result = explore::simulate(*loaded->model, options);
  clear_progress();

  if (command.run.json) {
    write_out(report::to_json(result, *loaded->model, run_of(command.spec, command.run)) + "\n");
  } else {
    report::TextOptions text = text_options();
    text.all = command.all;
    text.coverage = command.coverage;
    write_out(report::to_text(result, *loaded->model, text));
  }
  return exit_code(result);
}

}  // namespace

void add_simulate(CLI::App& app, Run& run) {
  auto options = std::make_shared<SimulateCommand>();
  CLI::App* verb = app.add_subcommand("simulate", "Follow random behaviors, for what is too large to explore");
  verb->footer(
      "Examples:\n"
      "  trestle simulate Raft.tla                          1,000 behaviors of up to 100 states\n"
      "  trestle simulate Raft --num 1000000 --depth 40     more and shorter ones\n"
      "  trestle simulate Raft --seed 7                     the same behaviors again, with any number of workers\n\n"
      "ok means that these behaviors violate nothing; it proves nothing about others.");
  add_spec_options(*verb, options->spec);
  add_run_options(*verb, options->run);
  verb->add_option("--num", options->behaviors, "Behaviors to follow")->check(not_negative())->type_name("N")->capture_default_str();
  verb->add_option("--depth", options->depth, "States of a behavior, at most")
      ->check(positive())
      ->type_name("N")
      ->capture_default_str();
  verb->add_flag("--no-deadlock,--deadlock-ok", options->no_deadlock, "A state without successor is no error");
  verb->add_option("--memory", options->memory, "Stop when this much is used, e.g. 8G (default: 90 % of the machine's)")
      ->transform(size_in_bytes());
  verb->add_flag("--coverage", options->coverage, "How often each action was taken, and each expression evaluated");
  verb->add_flag("--all", options->all, "Show every value of every state in full");
  verb->callback([options, &run] { run = [options] { return simulate(*options); }; });
}

}  // namespace trestle::cli
