// trestle validate: recorded traces held against a spec.
#include "validator/explore/validate.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "translator/codegen/tiered.h"
#include "translator/evaluator/evaluator.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/thread.h"
#include "validator/bridge/write.h"
#include "validator/cli/behavior_input.h"
#include "validator/cli/command.h"
#include "validator/cli/load.h"
#include "validator/cli/mapped.h"
#include "validator/cli/spec_text.h"
#include "validator/cli/terminal.h"
#include "validator/cli/validate_behavior.h"
#include "validator/explain/explain.h"
#include "validator/mapping/lower_rules.h"
#include "validator/mapping/observed.h"
#include "validator/mapping/scaffold.h"
#include "validator/mapping/shown.h"
#include "validator/report/many.h"
#include "validator/report/page.h"
#include "validator/report/validate.h"

namespace trestle::cli {
namespace {

constexpr int kBadTrace = 150;    // as for a spec that does not parse
constexpr int kBadMapping = 151;  // as for a configuration that does not fit

struct ValidateCommand {
  SpecOptions spec;
  RunOptions run;
  std::vector<std::string> traces, hidden, stuttering;
  std::string mapping, order, format, order_member;
  std::string from;            // a behavior's format; empty: sniffed
  std::optional<double> skew;  // milliseconds
  std::string certificate;     // file; empty: none
  std::optional<uint32_t> max_hidden;
  uint64_t max_states = 0, memory = 0;
  bool no_invariants = false, all = false, scaffold = false, strength = false;
  std::string report;  // file; empty: none
  bool each = false;   // the traces are several
  std::string junit;   // file; empty: none
};

// What keeps the trace from being held against the spec at all.
int refuse(const ValidateCommand& command, int code, const std::string& why) {
  return refuse_input(command.spec, command.run, code, why);
}

// How the log is read: as the command line says, else as the mapping does, else as the log itself does.
struct Reading {
  trace::Order order = trace::Order::Auto;
  trace::ReadOptions options;
};
Reading reading_of(const ValidateCommand& command, const Loaded& loaded, const LoadedMapping* file) {
  Reading reading;
  if (file != nullptr) {
    reading.order = file->file.order.value_or(reading.order);
    reading.options.format = file->file.format;
    reading.options.members = file->members;
  }
  if (!command.order.empty()) reading.order = *trace::order_named(command.order);
  if (!command.format.empty()) reading.options.format = trace::format_named(command.format);
  std::string member = command.order_member;
  if (member.empty() && file != nullptr) member = file->file.order_member;
  if (!member.empty()) {
    reading.options.order_member = member;
    if (reading.order == trace::Order::Auto) reading.order = trace::Order::Sequence;
  }
  double skew = file != nullptr ? static_cast<double>(file->file.skew_ms.value_or(0)) : 0;
  if (command.skew) skew = *command.skew;
  reading.options.skew = static_cast<int64_t>(skew * 1e6);
  reading.options.is_model_value = model_values_of(loaded);
  return reading;
}

std::unique_ptr<explore::Mapping> make_mapping(const ValidateCommand& command, const Loaded& loaded,
                                               const LoadedMapping* file) {
  mapping::ByNameOptions options;
  options.hidden = command.hidden;
  options.stuttering = command.stuttering;
  options.is_model_value = model_values_of(loaded);
  if (file == nullptr) return std::make_unique<mapping::ByName>(loaded.model->signature(), std::move(options));
  options.hidden.insert(options.hidden.end(), file->file.hidden.begin(), file->file.hidden.end());
  return std::make_unique<mapping::ByFile>(*file->model, file->file, file->members, std::move(options));
}

// What is wrong, or nothing.
std::string write_certificate(const std::filesystem::path& file, const explore::ValidateResult& result,
                              const runtime::Model& model, const Loaded& loaded) {
  const auto write = [](const std::filesystem::path& to, const std::string& text) -> std::string {
    std::ofstream out(to);
    out << text;
    out.close();
    return out ? std::string() : "cannot write " + to.string();
  };
  const bridge::RecordedBehavior behavior = bridge::recorded(result, model.signature());
  bridge::WriteOptions options{.name = file.stem().string()};
  if (file.string().ends_with(".itf.json")) {
    options.name = model.signature().module;
    return write(file, bridge::write(behavior, bridge::Format::Itf, options));
  }
  if (file.extension() == ".json") return write(file, bridge::write(behavior, bridge::Format::TlcJson, options));
  const bridge::SpecText spec = text_of(loaded);
  if (spec.init.empty() || spec.next.empty()) {
    return "no certificate: the specification does not name its initial predicate and its next-state action";
  }
  options.spec = &spec;
  const std::string problem = write(file, bridge::write(behavior, bridge::Format::Replay, options));
  return problem.empty() ? write(std::filesystem::path(file).replace_extension(".cfg"), bridge::write_config(spec))
                         : problem;
}

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
  mapping::Shown shown(*file->model, evaluator::make_model(rules), file->file);
  return explain::strength(
      model, result, [&](const explore::WindowEvent& event, const explain::State& before, const explain::State& after) {
        return shown.accepts(event.reading, before.data(), after.data());
      });
}

explore::ValidateOptions limits_of(const ValidateCommand& command, const LoadedMapping* file) {
  explore::ValidateOptions options;
  options.max_hidden = file != nullptr ? file->file.max_hidden.value_or(1) : 1;
  if (command.max_hidden) options.max_hidden = *command.max_hidden;
  if (command.max_states != 0) options.max_states = command.max_states;
  options.memory = command.memory << 20;
  options.check_predicates = !command.no_invariants;
  options.interrupted = interruption();
  return options;
}

// One of several traces.
report::Outcome outcome_of(const ValidateCommand& command, const Loaded& loaded, const LoadedMapping* file,
                           const std::string& path) {
  const auto started = std::chrono::steady_clock::now();
  report::Outcome outcome{.trace = path};
  const auto refused = [&](int code, const char* verdict, const std::string& why) {
    outcome.verdict = verdict;
    outcome.code = code;
    outcome.reason = why;
    outcome.text = std::string(verdict) + ": " + why + "\n";
  };
  try {
    const runtime::Model& model = file != nullptr ? static_cast<const runtime::Model&>(*file->model) : *loaded.model;
    const auto mapping = make_mapping(command, loaded, file);
    Reading reading = reading_of(command, loaded, file);
    trace::Trace trace({path}, reading.order, std::move(reading.options));
    const explore::ValidateResult result = explore::validate(model, trace, *mapping, limits_of(command, file));
    outcome.verdict = explore::to_string(result.verdict);
    outcome.code = exit_code(result);
    outcome.reason = result.reason;
    outcome.events = result.events;
    outcome.explained = result.explained;
    if (outcome.code != 0) {
      const auto explanations = explain::explain(model, result, refuse_function(loaded, file));
      outcome.text = report::to_text(result, explanations, model, {});
    }
  } catch (const mapping::MappingError& error) {
    refused(kBadMapping, "error", error.what());
  } catch (const trace::UnknownName& error) {
    refused(kBadMapping, "error", error.what());
  } catch (const trace::TraceError& error) {
    refused(kBadTrace, "error", error.what());
  } catch (const runtime::EvalError& error) {
    refused(exit_code(explore::Verdict::EvaluationFailed), "evaluation-failed", error.what());
  }
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return outcome;
}

// Files as they were named; of a folder, the files in it by name.
std::vector<std::string> traces_named(const std::vector<std::string>& named) {
  std::vector<std::string> traces;
  for (const std::string& name : named) {
    if (!std::filesystem::is_directory(name)) {
      traces.push_back(name);
      continue;
    }
    std::vector<std::string> within;
    for (const auto& entry : std::filesystem::directory_iterator(name)) {
      if (entry.is_regular_file() && !entry.path().filename().string().starts_with('.')) {
        within.push_back(entry.path().string());
      }
    }
    std::sort(within.begin(), within.end());
    traces.insert(traces.end(), within.begin(), within.end());
  }
  return traces;
}

// Every trace by itself, several at a time, on the evaluator: traces that come in numbers are short.
int validate_each(const ValidateCommand& command, const Loaded& loaded, const LoadedMapping* first) {
  const std::vector<std::string> traces = traces_named(command.traces);
  if (traces.empty()) return refuse(command, kBadTrace, "there are no traces in the folders that were named");
  const size_t workers = std::min<size_t>(worker_count(command.run), traces.size());
  std::vector<std::unique_ptr<LoadedMapping>> files(workers);  // one each: rules keep what they need
  for (auto& file : files) {
    Diagnostics diagnostics;
    if (first != nullptr) file = load_mapping(command.mapping, loaded, diagnostics);
  }
  std::vector<report::Outcome> outcomes(traces.size());
  std::atomic<size_t> next{0};
  {
    std::vector<std::unique_ptr<runtime::DeepThread>> threads;
    for (const auto& file : files) {
      threads.push_back(std::make_unique<runtime::DeepThread>([&, given = file.get()] {
        for (size_t i = next++; i < traces.size(); i = next++) {
          outcomes[i] = outcome_of(command, loaded, given, traces[i]);
        }
      }));
    }
  }
  const report::Run run = run_of(command.spec, command.run);
  if (!command.junit.empty() && !write_file(command.junit, report::to_junit(outcomes, run))) return kSystem;
  write_out(command.run.json ? report::to_json(outcomes, run) + "\n" : report::to_table(outcomes));
  return report::exit_code(outcomes);
}

int refuse_initial(const ValidateCommand& command, const runtime::EvalError& error) {
  return refuse_evaluation(command.spec, command.run, error, explore::Phase::Init,
                           "the initial states cannot be computed");
}

// A single file that holds behaviors, and nothing on the command line that speaks of traces.
std::optional<bridge::Format> behavior_format(const ValidateCommand& command) {
  if (!command.from.empty()) return bridge::format_named(command.from);
  const bool of_a_trace = !command.mapping.empty() || !command.format.empty() || !command.order.empty() ||
                          !command.hidden.empty() || !command.stuttering.empty() || !command.certificate.empty() ||
                          !command.report.empty() || command.scaffold || command.strength || command.each;
  if (of_a_trace || command.traces.size() != 1) return {};
  return sniffed(command.traces[0]);
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
  if (command.each) return validate_each(command, *loaded, file.get());
  // Rules are evaluated; without them, native code takes over when it is ready.
  std::unique_ptr<codegen::Tiered> tiers;
  if (file == nullptr && command.run.engine != "evaluator") {
    tiers = std::make_unique<codegen::Tiered>(
        loaded->spec,
        codegen::TieredOptions{
            .wait = command.run.engine == "native", .arguments = true, .notice = [](std::string_view text) {
              write_error("trestle: going on without native code: " + std::string(text) + "\n");
            }});
  }
  const runtime::Model& model = file != nullptr    ? static_cast<const runtime::Model&>(*file->model)
                                : tiers != nullptr ? *tiers
                                                   : *loaded->model;

  explore::ValidateOptions options = limits_of(command, file.get());
  options.keep_behavior = command.all || !command.certificate.empty();
  constexpr uint64_t kMostOnPage = 20'000;
  if (!command.report.empty()) options.recent = kMostOnPage;
  constexpr uint64_t kTriedForStrength = 2'000;
  if (command.strength) options.recent = std::max(options.recent, kTriedForStrength);
  options.progress_interval = progress_interval();
  options.progress = validate_progress_printer();
  try {
    const auto mapping = make_mapping(command, *loaded, file.get());
    Reading reading = reading_of(command, *loaded, file.get());
    trace::Trace trace(command.traces, reading.order, std::move(reading.options));
    if (command.scaffold) {
      write_out(mapping::scaffold(model.signature(), trace));
      return 0;
    }
    explore::ValidateResult result = explore::validate(model, trace, *mapping, options);
    clear_progress();
    if (!command.certificate.empty() && result.verdict == explore::Verdict::Ok) {
      const std::string problem = write_certificate(command.certificate, result, model, *loaded);
      if (!problem.empty()) {
        write_error("trestle: " + problem + "\n");
        return kSystem;
      }
    }
    // From here on the evaluator speaks, which can explain itself and has a place for every value.
    if (tiers != nullptr) explore::recode(result, tiers->signature().layout, loaded->model->signature().layout);
    const runtime::Model& told = tiers != nullptr ? *loaded->model : model;
    auto explanations = explain::explain(told, result, refuse_function(*loaded, file.get()));
    if (command.strength) explanations.strength = strength_of(told, result, *loaded, file.get());
    if (!command.report.empty()) {
      const std::string page = report::to_html(result, explanations, told, run_of(command.spec, command.run));
      if (!write_file(command.report, page)) return kSystem;
    }
    if (command.run.json) {
      report::Run run = run_of(command.spec, command.run);
      run.engine = tiers != nullptr && tiers->native() ? "native" : "evaluator";
      write_out(report::to_json(result, explanations, told, run) + "\n");
      for (const trace::Warning& warning : result.warnings) write_error(report::warning_text(warning));
    } else {
      write_out(report::to_text(result, explanations, told, text_options()));
    }
    return exit_code(result);
  } catch (const mapping::MappingError& error) {
    return refuse(command, kBadMapping, error.what());
  } catch (const trace::UnknownName& error) {
    clear_progress();
    return refuse(command, kBadMapping, error.what());
  } catch (const trace::TraceError& error) {
    clear_progress();
    return refuse(command, kBadTrace, error.what());
  } catch (const runtime::EvalError& error) {
    clear_progress();
    return refuse_initial(command, error);
  }
}

}  // namespace

void add_validate(CLI::App& app, Run& run) {
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
      ->check(CLI::NonNegativeNumber)
      ->type_name("MS");
  verb->add_option("--max-states", options->max_states, "States to meet before giving up (default: 50000000)")
      ->type_name("N");
  verb->add_option("--memory", options->memory, "Stop when this much is used, e.g. 8G (default: no limit)")
      ->transform(CLI::AsSizeValue(false));
  verb->add_option(
          "--certificate", options->certificate,
          "Write the explaining behavior: F.tla and F.cfg, with which TLC confirms it; F.json as TLC writes it;\n"
          "F.itf.json")
      ->type_name("FILE");
  verb->add_flag("--scaffold", options->scaffold,
                 "Print a first mapping for this log, with what could not be matched, and do nothing else");
  verb->add_option("--report", options->report,
                   "Write a page to look at: the nodes' events as a diagram, the states, why the trace is rejected")
      ->type_name("FILE.html");
  verb->add_flag("--strength", options->strength,
                 "Also say what a wrong value of each variable and field would have shown as, or that it would not");
  verb->add_flag("--each", options->each,
                 "Every TRACE is a trace by itself, and a folder stands for the files in it: a line for each")
      ->excludes("--certificate")
      ->excludes("--report")
      ->excludes("--strength")
      ->excludes("--scaffold");
  verb->add_option("--junit", options->junit, "With --each, also write JUnit's XML, a test case for each trace")
      ->needs("--each")
      ->type_name("FILE");
  verb->add_flag("--no-invariants", options->no_invariants, "Do not judge the .cfg's invariants and properties");
  verb->add_flag("--all", options->all, "Keep the whole explaining behavior (in --json)");
  verb->callback([options, &run] { run = [options] { return validate(*options); }; });
}

}  // namespace trestle::cli
