// trestle validate: recorded traces held against a spec.
#include "validator/explore/validate.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "translator/codegen/tiered.h"
#include "validator/bridge/write.h"
#include "validator/cli/behavior_input.h"
#include "validator/cli/certificate.h"
#include "validator/cli/command.h"
#include "validator/cli/load.h"
#include "validator/cli/numbers.h"
#include "validator/cli/spec_text.h"
#include "validator/cli/terminal.h"
#include "validator/cli/validate_behavior.h"
#include "validator/cli/validating.h"
#include "validator/explain/explain.h"
#include "validator/explore/behavior.h"
#include "validator/mapping/lower_rules.h"
#include "validator/mapping/observed.h"
#include "validator/mapping/scaffold.h"
#include "validator/mapping/shown.h"
#include "validator/report/page.h"
#include "validator/report/validate.h"

namespace trestle::cli {
namespace {

explain::Strength strength_of(const runtime::Model& model, const explore::ValidateResult& result, const Loaded& loaded,
                              const LoadedMapping* file) {
  if (file == nullptr) return explain::strength(model, result, {});
  Diagnostics diagnostics;
  const mapping::ObserveFile given = mapping::with_given_steps(file->file, model.signature());
  const auto rules = mapping::lower_rules(given, loaded.module, *loaded.config, diagnostics);
  if (rules == nullptr || diagnostics.has_errors()) {
    write_error("trestle: what the mapping's rules show at once was not tried:\n" +
                render(diagnostics, color_on_errors()));
    return explain::strength(model, result, {});
  }
  mapping::Shown shown(*file->model, embed::maker_of(rules), file->file);
  return explain::strength(
      model, result, [&](const explore::WindowEvent& event, const explain::State& before, const explain::State& after) {
        return shown.accepts(event.reading, before.data(), after.data());
      });
}

// What must be the same to go on from a checkpoint.
explore::Checkpointing checkpointing_of(const ValidateCommand& command, const Loaded& loaded,
                                        const LoadedMapping* file) {
  explore::Checkpointing checkpoint;
  checkpoint.folder = command.checkpoint;
  checkpoint.interval =
      std::chrono::milliseconds(static_cast<int64_t>(std::max(0.0, command.checkpoint_interval) * 1000));
  checkpoint.notice = [](std::string_view text) { write_error("trestle: " + std::string(text) + "\n"); };
  checkpoint.identity = text_identity(loaded);
  const auto add = [&](const char* name, const std::vector<std::string>& values) {
    std::string all;
    for (const std::string& value : values) all += value + "\n";
    checkpoint.identity.emplace_back(name, explore::text_hash(all));
  };
  add("mapping", {file != nullptr ? std::string(file->file.source->text()) : std::string()});
  add("traces", command.traces);
  add("hidden", command.hidden);
  add("stuttering", command.stuttering);
  add("options", {command.format, command.order, command.order_member, command.spec.integers,
                  std::to_string(limits_of(command, file).max_hidden), command.no_invariants ? "none" : "all"});
  return checkpoint;
}

bool reads_standard_input(const ValidateCommand& command) {
  return std::find(command.traces.begin(), command.traces.end(), "-") != command.traces.end();
}

// Why a validation of this trace cannot be gone on with; empty: it can.
std::string no_checkpoint(const trace::Trace& trace) {
  if (trace.goes_by(trace::Order::Time))
    return "--checkpoint is not for --order time, which has to know the whole trace before anything is tried";
  return {};
}

int refuse_initial(const ValidateCommand& command, const runtime::EvalError& error) {
  clear_progress();
  return refuse_evaluation(command.spec, command.run, error, explore::Phase::Init,
                           "the initial states cannot be computed");
}

// A single file that holds behaviors, and nothing on the command line that speaks of traces.
std::optional<bridge::Format> behavior_format(const ValidateCommand& command) {
  if (!command.from.empty()) return bridge::format_named(command.from);
  const bool of_a_trace = !command.mapping.empty() || !command.format.empty() || !command.order.empty() ||
                          !command.order_member.empty() || command.skew || !command.hidden.empty() ||
                          !command.stuttering.empty() || !command.certificate.empty() || !command.report.empty() ||
                          command.scaffold || command.strength || command.each || command.follow ||
                          !command.checkpoint.empty();
  if (of_a_trace || command.traces.size() != 1) return {};
  const auto format = sniffed(command.traces[0]);
  return format == bridge::Format::Events ? std::nullopt : format;
}

// Native code takes over when it is ready; the rules of a mapping are evaluated on its states. It does not tell arguments.
// Null: it won't.
std::unique_ptr<codegen::Tiered> tiers_of(const ValidateCommand& command, const Loaded& loaded) {
  if (wants_coverage(command) || command.run.engine == "evaluator") return nullptr;
  const auto notice = [](std::string_view text) {
    write_error("trestle: going on without native code: " + std::string(text) + "\n");
  };
  return std::make_unique<codegen::Tiered>(
      loaded.spec,
      codegen::TieredOptions{.wait = command.run.engine == "native",
                             .interrupted = interruption(),
                             .arguments = true,
                             .notice = notice});
}

// Everything about the result that was asked for. The exit code.
int tell(const ValidateCommand& command, const Loaded& loaded, const LoadedMapping* file, const runtime::Model& model,
         const codegen::Tiered* tiers, explore::ValidateResult& result) {
  constexpr size_t kLastSteps = 64;
  std::optional<explain::Exerciser> exerciser;
  std::optional<report::ExercisedReport> exercised;
  std::optional<explain::Strength> strength;  // of as many steps as there are: what is shown of these is less
  if (command.strength) strength = strength_of(model, result, loaded, file);
  if (wants_coverage(command)) {
    exerciser.emplace(loaded.spec).add(result, model.signature().layout);
    if (!command.all) explore::keep_last(result, std::min<size_t>(kLastSteps, result.events));
    exercised.emplace(exercised_report(loaded, exerciser->exercised(), exerciser->counting()));
  }
  auto explanations = explain::explain(model, result, refuse_function(loaded, file));
  explanations.strength = std::move(strength);
  report::Run run = run_of(command.spec, command.run);
  const std::string page = command.report.empty() ? std::string() : report::to_html(result, explanations, model, run);
  if (command.run.json) {
    run.engine = tiers != nullptr && tiers->native() ? "native" : "evaluator";
    if (tiers != nullptr) run.without_native = tiers->given_up();
    write_out(report::to_json(result, explanations, model, run, exercised ? &*exercised : nullptr) + "\n");
    for (const trace::Warning& warning : result.warnings) write_error(report::warning_text(warning));
  } else {
    write_out(report::to_text(result, explanations, model, text_options()));
    if (command.coverage) write_out(report::to_text(*exercised, text_options()));
  }
  bool written = command.report.empty() || write_file(command.report, page);
  if (exercised) written = write_coverage_page(command, *exercised) && written;
  return code_unless_unwritten(exit_code(result), written);
}

int validate(const ValidateCommand& command) {
  const SeedNote note(command.run.seed);
  int code = 0;
  const auto loaded = load_or_explain(command.spec, command.run, code);
  if (loaded == nullptr) return code;
  if (!loaded->model->signature().has_behavior) {
    return refuse(command, kBadMapping, "the .cfg names no INIT and NEXT or SPECIFICATION: there are no behaviors");
  }
  try {
    if (const auto format = behavior_format(command))
      return validate_behavior(*loaded, command.spec, command.run, command.traces[0], *format);
  } catch (const bridge::FileError& error) {
    return refuse(command, kBadTrace, error.what());
  } catch (const trace::TraceError& error) {
    return refuse(command, kBadTrace, error.what());
  } catch (const runtime::EvalError& error) {
    return refuse_initial(command, error);
  }
  std::unique_ptr<LoadedMapping> file;
  if (!command.mapping.empty()) {
    file = load_mapping_or_explain(command.mapping, *loaded, command.spec, command.run, code);
    if (file == nullptr) return code;
  }
  if (const std::string why = no_format(command, file.get()); !why.empty()) return refuse(command, kUsage, why);
  if (const std::string why = unwritable(command, *loaded); !why.empty()) return refuse(command, kUsage, why);
  if (command.each) return validate_each(command, *loaded, file.get());
  explore::ValidateOptions options = limits_of(command, file.get());
  std::optional<explore::TraceCheckpoint> left;  // by an earlier run
  try {
    if (!command.checkpoint.empty()) {
      if (reads_standard_input(command))
        return refuse(command, kBadTrace, "--checkpoint is for files: standard input cannot be read again");
      options.checkpoint = checkpointing_of(command, *loaded, file.get());
      left = explore::trace_checkpoint(options.checkpoint);
      if (left) options.resume = &*left;
    }
  } catch (const explore::CheckpointError& error) {
    return refuse(command, kSystem, error.what());
  }
  const auto tiers = tiers_of(command, *loaded);
  const runtime::Model& evaluated = embed::model_of(*loaded, file.get());
  std::unique_ptr<mapping::ObservedModel> observed;
  if (tiers != nullptr && file != nullptr) observed = embed::observed(*file, *tiers);
  const runtime::Model& model = observed != nullptr ? *observed : tiers != nullptr ? *tiers : evaluated;

  options.reclaim = true;
  constexpr uint64_t kMostOnPage = 20'000;
  if (!command.report.empty()) options.recent = kMostOnPage;
  constexpr uint64_t kTriedForStrength = 2'000;
  if (command.strength) options.recent = std::max(options.recent, kTriedForStrength);
  options.keep_window = command.strength || !command.report.empty();
  options.progress_interval = progress_interval();
  options.progress = validate_progress_printer();
  try {
    const auto mapping = make_mapping(command, *loaded, file.get());
    embed::LogReading reading = reading_of(command, *loaded, file.get());
    std::optional<mapping::Guess> guess;
    if (command.scaffold && file == nullptr && command.format.empty()) {
      guess = mapping::guess_places(command.traces, model.signature());
      if (reads_standard_input(command)) trace::rewind_standard_input();
    }
    if (guess) reading.options.places = guess->places;
    trace::Trace trace = left ? trace::Trace(command.traces, left->mark, std::move(reading.options), std::move(reading.sources))
                              : trace::Trace(command.traces, reading.order, std::move(reading.options), std::move(reading.sources));
    if (const std::string why = no_skew(command, trace); !why.empty()) return refuse(command, kUsage, why);
    if (!command.checkpoint.empty()) {
      if (const std::string why = no_checkpoint(trace); !why.empty())
        return refuse(command, kBadTrace, why);
    }
    if (command.scaffold) {
      write_out(mapping::scaffold(model.signature(), trace, guess ? &*guess : nullptr));
      return 0;
    }
    shorten(options, *loaded, file.get());
    explore::ValidateResult result = explore::validate(model, trace, *mapping, options);
    clear_progress();
    std::string problem;
    if (!command.certificate.empty()) {
      problem = result.verdict == explore::Verdict::Ok ? write_certificate(command.certificate, result, model, *loaded)
                                                       : "nothing is written to " + command.certificate + ": the trace is not accepted";
      if (!problem.empty()) write_error("trestle: " + problem + "\n");
    }
    // From here on the evaluator speaks, which can explain itself and has a place for every value.
    if (tiers != nullptr) explore::recode(result, tiers->signature().layout, loaded->model->signature().layout);
    code = tell(command, *loaded, file.get(), evaluated, tiers.get(), result);
    return code_unless_unwritten(code, problem.empty());
  } catch (const explore::CheckpointError& error) {
    return refuse(command, kSystem, error.what());
  } catch (const runtime::DamagedBytes&) {
    return refuse(command, kSystem, "the checkpoint in " + command.checkpoint + " is damaged");
  } catch (const mapping::MappingError& error) {
    return refuse(command, kBadMapping, error.what());
  } catch (const trace::UnknownName& error) {
    return refuse(command, kBadMapping, error.what());
  } catch (const trace::TraceError& error) {
    return refuse(command, kBadTrace, error.what());
  } catch (const runtime::EvalError& error) {
    return refuse_initial(command, error);
  }
}

}  // namespace

void add_validate(CLI::App& app, Run& run) {
  const auto a_number = [](const std::string& text) {  // which a range does not ask
    return text.find_first_of("nN") == std::string::npos ? std::string() : text + " is no number";
  };
  auto options = std::make_shared<ValidateCommand>();
  CLI::App* verb = app.add_subcommand("validate", "Does the spec allow what a real system recorded? If not, why not?");
  verb->footer(
      "Examples:\n"
      "  trestle validate Raft.tla run.ndjson                 one log in the order of its lines\n"
      "  trestle validate Raft n1.ndjson n2.ndjson n3.ndjson  one log a node, ordered by vector clocks\n"
      "  zcat run.gz | trestle validate Raft -                from standard input\n"
      "  trestle validate Raft run.ndjson --hidden Crash      the system crashes without saying so\n"
      "  trestle validate Raft run.ndjson -m raft.observe.toml  a log in words of its own\n"
      "  trestle validate Raft traces/ --each --junit out.xml   many traces, each by itself\n"
      "  trestle validate Raft tlc.out                        a counterexample that TLC printed, step by step\n\n"
      "An event names an action, its parameters and what it saw of the state before and after "
      "(docs/formats/trace.md).\n"
      "ok: some behavior of the spec explains every event. rejected (20): none does, whatever the order and the "
      "hidden\n"
      "steps. inconclusive (21): a limit was reached first.");
  add_spec_options(*verb, options->spec);
  add_run_options(*verb, options->run);
  verb->add_option("TRACE", options->traces, "Recorded events, NDJSON, also gzip or zstd; - for standard input")
      ->required();
  verb->add_option("--mapping,-m", options->mapping, "How events speak about the spec, when names do not agree")
      ->type_name("FILE");
  verb->add_option("--hidden", options->hidden, "Actions that the system takes without an event")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("ACTION,...");
  verb->add_option("--max-hidden", options->max_hidden, "Hidden steps between two events, at most (default: 1)")
      ->check(CLI::Range(0, 1000))
      ->type_name("N");
  verb->add_option("--stuttering", options->stuttering, "Events that stand for no step of the spec")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("EVENT,...");
  verb->add_option("--format", options->format, "How the log is written (default: its first line tells)")
      ->check(CLI::IsMember(trace::format_names()));
  verb->add_option("--from", options->from,
                   "It is a behavior or a state graph, in this format (default: its content tells)")
      ->check(CLI::IsMember(bridge::format_names(bridge::reads)));
  verb->add_option("--order", options->order,
                   "What came before what (docs/formats/order.md; default: what the first events have, else the order\n"
                   "of lines)")
      ->check(CLI::IsMember(trace::order_names()));
  verb->add_option("--order-member", options->order_member, "The member whose number orders the events")
      ->type_name("NAME");
  verb->add_option("--skew", options->skew, "How far apart the nodes' clocks may be, in milliseconds, for --order time")
      ->check(CLI::Range(0.0, static_cast<double>(trace::kMostSkewMs)) & CLI::Validator(a_number, ""))
      ->type_name("MS");
  verb->add_option("--max-states", options->max_states, "States to meet before giving up (default: 50000000)")
      ->check(positive())
      ->type_name("N");
  verb->add_option("--memory", options->memory, "Stop when this much is used, e.g. 8G (default: no limit)")
      ->transform(size_in_bytes());
  verb->add_option(
          "--certificate", options->certificate,
          "Write the explaining behavior, in the format that FILE's ending says: F.tla (and F.cfg), with which TLC\n"
          "confirms it; F.json as TLC writes it; F.itf.json as Apalache does")
      ->type_name("FILE");
  verb->add_flag("--scaffold", options->scaffold,
                 "Print a first mapping for this log, with what could not be matched, and do nothing else");
  verb->add_option("--report", options->report,
                   "Write a page to look at: the nodes' events as a diagram, the states, why the trace is rejected")
      ->type_name("FILE.html");
  verb->add_flag("--strength", options->strength,
                 "Also say what a wrong value of each variable and field would have shown as, or that it would not");
  verb->add_flag("--each", options->each,
                 "Every TRACE is a trace by itself, and a folder stands for the files in it, and for the folders, each a trace of\n"
                 "all its files: a line for each")
      ->excludes("--certificate")
      ->excludes("--report")
      ->excludes("--strength")
      ->excludes("--scaffold");
  verb->add_option("--junit", options->junit, "With --each, also write JUnit's XML, a test case for each trace")
      ->needs("--each")
      ->type_name("FILE");
  verb->add_flag("--coverage", options->coverage,
                 "Also say what the traces exercised of the spec, and what not: actions, arguments, conjuncts, values\n"
                 "(keeps whole behaviors)");
  verb->add_option("--coverage-report", options->coverage_page, "The same as a page")->type_name("FILE.html");
  verb->add_flag("--follow,-f", options->follow,
                 "Wait for more at the end of a log, also when it is rotated, until Ctrl-C: the verdict so far")
      ->excludes("--each")
      ->excludes("--scaffold");
  verb->add_option("--reach", options->reach,
                   "Events behind the longest explained prefix whose alternatives are still tried; 0: all\n"
                   "(default: 0, with --follow 10000)")
      ->check(not_negative())
      ->type_name("N");
  verb->add_option("--checkpoint", options->checkpoint,
                   "Leave checkpoints in this folder, and go on from the one that is there")
      ->type_name("DIR")
      ->excludes("--each")
      ->excludes("--certificate");
  verb->add_option("--checkpoint-interval", options->checkpoint_interval, "Seconds between checkpoints")
      ->capture_default_str()
      ->needs("--checkpoint")
      ->type_name("SECONDS");
  verb->add_flag("--no-invariants", options->no_invariants, "Do not judge the .cfg's invariants and properties");
  verb->add_flag("--all", options->all, "Keep the whole explaining behavior (in --json)");
  verb->callback([options, &run] {
    options->traces = trace::traces_among(options->traces);
    run = [options] { return validate(*options); };
  });
}

}  // namespace trestle::cli
