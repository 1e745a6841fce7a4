// trestle check: explore all reachable states.
#include "validator/explore/check.h"

#include <algorithm>
#include <fstream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "translator/codegen/misfits.h"
#include "translator/codegen/tiered.h"
#include "translator/core/infer.h"
#include "translator/evaluator/evaluator.h"
#include "translator/runtime/atoms.h"
#include "validator/cli/command.h"
#include "validator/cli/load.h"
#include "validator/cli/numbers.h"
#include "validator/cli/terminal.h"
#include "validator/explain/why.h"
#include "validator/report/graph.h"
#include "validator/report/json.h"
#include "validator/report/page.h"
#include "validator/report/text.h"

namespace trestle::cli {
namespace {

struct CheckCommand {
  SpecOptions spec;
  RunOptions run;
  bool no_deadlock = false, keep_going = false, strict = false, exact = false, coverage = false, all = false;
  bool misfits = false;
  uint64_t depth = 0, memory = 0;
  std::string checkpoint;  // folder; empty: none
  double checkpoint_interval = 60;
  std::string search = "breadth-first";
  std::vector<std::string> dump;  // format, file
  std::string report;             // file; empty: none
};

// Whether the graph could be written.
bool dump(const CheckCommand& options, const runtime::Model& model, const explore::CheckResult& result) {
  const std::string& file = options.dump[1];
  std::ofstream out(file);
  try {
    if (options.dump[0] == "dot") {
      report::write_dot(out, model, result);
    } else {
      report::write_graph_json(out, model, result);
    }
  } catch (const runtime::EvalError& error) {
    write_error("trestle: the state graph in " + file + " is not complete: " + error.what() + "\n");
    return true;  // the verdict says as much
  }
  out.close();
  if (!out) write_error("trestle: cannot write " + file + "\n");
  return static_cast<bool>(out);
}

// TLCGet("queue"), by which trace specifications ask whether some candidate still goes on. With several workers it depends on
// whose turn it is.
bool asks_for_queue(const core::Spec& spec) {
  return std::any_of(spec.exprs.begin(), spec.exprs.end(), [](const core::Expr& e) {
    return e.kind == core::Kind::Apply && e.op == runtime::Op::TLCGet && e.args[0]->kind == core::Kind::Constant &&
           runtime::same(e.args[0]->value, runtime::string_value("queue"));
  });
}

unsigned workers_of(const CheckCommand& command, const Loaded& loaded) {
  return command.run.workers == 0 && asks_for_queue(*loaded.spec) ? 1 : worker_count(command.run);
}

// What must be the same for a run to go on from a checkpoint. How deep it goes and how much memory it may use need not.
explore::ManifestEntries identity_of(const CheckCommand& command, const Loaded& loaded) {
  explore::ManifestEntries identity = text_identity(loaded);
  std::string flags = "--integers " + command.spec.integers;
  if (command.spec.max_set_size != 0) flags += " --max-set-size " + std::to_string(command.spec.max_set_size);
  if (command.no_deadlock) flags += " --no-deadlock";
  if (command.keep_going) flags += " --continue";
  if (command.coverage) flags += " --coverage";
  identity.emplace_back("version", TRESTLE_VERSION);
  identity.emplace_back("options", flags);
  identity.emplace_back("workers", std::to_string(workers_of(command, loaded)));
  identity.emplace_back("seed", std::to_string(command.run.seed));
  return identity;
}

// Workers and seed that were not given are those of the checkpoint, when there is one.
void adopt(CheckCommand& command) {
  const auto found = explore::Journal::manifest(command.checkpoint);
  if (!found) return;
  for (const auto& [name, value] : *found) {
    if (name == "workers" && command.run.workers == 0) command.run.workers = static_cast<unsigned>(std::stoul(value));
    if (name == "seed" && !command.run.seed_given) command.run.seed = std::stoull(value);
  }
}

int refuse(const CheckCommand& command, int code, const std::string& why) {
  write_error("trestle: " + why + "\n");
  if (command.run.json) {
    write_out(report::error_json("error", code, why, run_of(command.spec, command.run)) + "\n");
  }
  return code;
}

constexpr std::string_view kUnsound =
    "temporal properties under SYMMETRY or VIEW: violations may be missed, and behaviors shown that do not exist; "
    "check "
    "them without it";

bool unsound(const runtime::Signature& signature) { return signature.has_identity && !signature.temporal.empty(); }

std::optional<report::Native> native_share(const codegen::Tiered& tiers) {
  const codegen::Unit* unit = tiers.unit();
  if (unit == nullptr) return std::nullopt;
  const core::StateBits bits = core::bits_of(unit->shapes);
  return report::Native{.bits = bits.all, .dynamic_bits = bits.dynamic, .states = tiers.left(), .parts = unit->left};
}

void add_places(report::Native& share) {
  for (const codegen::MisfitPlace& p : codegen::misfit_places({}))
    share.places.push_back({p.unit, p.function, p.code, p.line, p.count});
}

std::string native_text(const std::optional<report::Native>& share) {
  if (!share) return "No native code ran.\n";
  std::string text =
      fmt::format("Native code: {} bits a state, {} of them value handles; it left {} states to the evaluator.\n",
                  share->bits, share->dynamic_bits, share->states);
  for (const auto& p : share->places)
    text += fmt::format("  {} times in {}, {}:{}: {}\n", p.count, p.function, p.unit, p.line, p.code);
  for (const std::string& part : share->parts) text += "  left to the evaluator: " + part + "\n";
  return text;
}

int check(const CheckCommand& command) {
  const SeedNote note(command.run.seed);
  int code = 0;
  const auto loaded = load_or_explain(command.spec, command.run, code);
  if (loaded == nullptr) return code;
  if (unsound(loaded->model->signature())) {
    if (command.strict) return refuse(command, kConfig, "--strict: " + std::string(kUnsound));
    write_error("trestle: warning: " + std::string(kUnsound) + "\n");
  }
  if (command.coverage) loaded->model = evaluator::make_counting_model(loaded->spec);

  explore::CheckOptions options;
  options.workers = workers_of(command, *loaded);
  options.check_deadlock = !command.no_deadlock;
  options.continue_on_violation = command.keep_going;
  options.depth = command.depth;
  options.depth_first = command.search == "depth-first";
  options.memory = command.memory;
  options.seed = command.run.seed;
  options.keep_states = !command.dump.empty();
  options.interrupted = interruption();
  options.progress = progress_printer();
  options.progress_interval = progress_interval();
  options.print = print_function(command.run);
  if (!command.checkpoint.empty()) {
    options.checkpoint.folder = command.checkpoint;
    options.checkpoint.interval =
        std::chrono::milliseconds(static_cast<int64_t>(std::max(0.0, command.checkpoint_interval) * 1000));
    options.checkpoint.identity = identity_of(command, *loaded);
    options.checkpoint.notice = [](std::string_view text) { write_error("trestle: " + std::string(text) + "\n"); };
  }
  const codegen::Tiered* tiers = nullptr;
  if (command.run.engine != "evaluator" && command.dump.empty() && !command.coverage && loaded->spec->init) {
    auto model = std::make_unique<codegen::Tiered>(
        loaded->spec,
        codegen::TieredOptions{.wait = command.run.engine == "native",
                               .interrupted = options.interrupted,
                               .notice = [](std::string_view text) {
                                 write_error("trestle: going on without native code: " + std::string(text) + "\n");
                               }});
    tiers = model.get();
    codegen::watch_misfits(command.misfits);
    loaded->model = std::move(model);
  }
  explore::CheckResult result = explore::check(*loaded->model, options);
  const std::string engine = tiers != nullptr && tiers->native() ? "native" : "evaluator";
  clear_progress();
  if (result.failure) explain::add_circumstances(*evaluator::make_witnessing_model(loaded->spec), *loaded->model, result);

  report::Run run = run_of(command.spec, command.run);
  run.engine = engine;
  if (tiers != nullptr) {
    run.native = native_share(*tiers);
    run.without_native = tiers->given_up();
  }
  if (command.misfits && run.native) add_places(*run.native);
  if (command.run.json) {
    write_out(report::to_json(result, *loaded->model, run) + "\n");
  } else {
    report::TextOptions text = text_options();
    text.all = command.all;
    text.coverage = command.coverage;
    using explore::Verdict;
    if (result.verdict == Verdict::Deadlock || result.verdict == Verdict::InvariantViolated)
      text.why = explain::why(*evaluator::make_model(loaded->spec), *loaded->model, result);
    write_out(report::to_text(result, *loaded->model, text));
    if (command.misfits) write_out(native_text(run.native));
  }
  bool written = command.report.empty() || write_file(command.report, report::to_html(result, *loaded->model, run));
  if (!command.dump.empty()) written = dump(command, *loaded->model, result) && written;
  return code_unless_unwritten(exit_code(result), written);
}

int check_or_refuse(CheckCommand command) {
  try {
    if (!command.checkpoint.empty()) adopt(command);
    return check(command);
  } catch (const explore::CheckpointError& error) {
    return refuse(command, kSystem, error.what());
  }
}

}  // namespace

void add_check(CLI::App& app, Run& run) {
  auto options = std::make_shared<CheckCommand>();
  CLI::App* verb = app.add_subcommand("check", "Explore every reachable state: invariants, properties, deadlock");
  verb->footer(
      "Examples:\n"
      "  trestle check Raft.tla                       with Raft.cfg, on all cores\n"
      "  trestle check Raft --config Small.cfg -w 1   one worker: TLC's exact order and counts, also at a violation\n"
      "  trestle check Raft --json | jq .verdict      for scripts; the exit code says it too\n"
      "  trestle check Raft --depth 12                only the first 12 levels: ends as inconclusive, never as ok\n"
      "  trestle check Raft --dump dot raft.dot       the state graph, for Graphviz\n"
      "  trestle check Raft --checkpoint raft.run     again after a crash: goes on from the last checkpoint\n\n"
      "Ctrl-C stops and reports what was explored so far; memory and disk running out do the same. All are "
      "inconclusive.");
  add_spec_options(*verb, options->spec);
  add_run_options(*verb, options->run);
  verb->add_flag("--no-deadlock,--deadlock-ok", options->no_deadlock, "A state without successor is no error");
  verb->add_flag("--continue", options->keep_going, "Go on after a violation; the first is shown, all are counted");
  verb->add_option("--search", options->search,
                   "breadth-first, or depth-first: follow one behavior to its end before others, with one worker; for\n"
                   "specs that walk a log and end the run by TLCSet(\"exit\", TRUE) (TLC: StateDeque)")
      ->check(CLI::IsMember({"breadth-first", "depth-first"}))
      ->capture_default_str();
  verb->add_option("--depth", options->depth, "Do not explore beyond this level (initial states: 1)")
      ->type_name("N")
      ->check(positive());
  verb->add_option("--memory", options->memory,
                   "Memory to keep within, e.g. 8G: states beyond it go to disk (default: 90 % of the machine's)")
      ->transform(size_in_bytes());
  verb->add_flag("--exact", options->exact,
                 "Compare whole states, so that none is taken for another: always so, there is no other way");
  verb->add_flag("--strict", options->strict,
                 "Refuse temporal properties under SYMMETRY or VIEW, instead of a warning");
  verb->add_flag("--coverage", options->coverage, "How often each action was taken, and each expression evaluated");
  verb->add_flag("--misfits", options->misfits, "What native code left to the evaluator, and where");
  verb->add_flag("--all", options->all, "Show every value of every state in full");
  verb->add_option("--dump", options->dump, "Write the state graph: dot FILE or json FILE")
      ->expected(2)
      ->allow_extra_args(false)  // what follows is SPEC
      ->type_name("FORMAT FILE");
  verb->add_option("--report", options->report, "Write the behavior that shows a violation as an HTML page")
      ->type_name("FILE");
  verb->add_option("--checkpoint", options->checkpoint,
                   "Leave checkpoints in this folder, and go on from the one that is there")
      ->type_name("DIR");
  verb->add_option("--checkpoint-interval", options->checkpoint_interval, "Seconds between checkpoints")
      ->type_name("SECONDS")
      ->check(not_negative())
      ->capture_default_str()
      ->needs("--checkpoint");
  verb->callback([options, verb, &run] {
    options->run.seed_given = verb->count("--seed") != 0;
    if (!options->dump.empty() && options->dump[0] != "dot" && options->dump[0] != "json") {
      throw CLI::ValidationError("--dump", "the format is dot or json, not " + options->dump[0]);
    }
    if (options->search == "depth-first") {
      if (options->run.workers > 1) throw CLI::ValidationError("--search", "depth-first has one worker");
      if (!options->checkpoint.empty()) throw CLI::ValidationError("--search", "depth-first leaves no checkpoints");
      options->run.workers = 1;
    }
    run = [options] { return check_or_refuse(*options); };
  });
}

}  // namespace trestle::cli
