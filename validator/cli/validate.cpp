// trestle validate: recorded traces held against a spec.
#include "validator/explore/validate.h"

#include <algorithm>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "translator/evaluator/evaluator.h"
#include "translator/evaluator/explain.h"
#include "translator/modules/loader.h"
#include "translator/runtime/atoms.h"
#include "validator/cli/command.h"
#include "validator/cli/load.h"
#include "validator/cli/terminal.h"
#include "validator/explain/explain.h"
#include "validator/mapping/lower_rules.h"
#include "validator/mapping/observed.h"
#include "validator/report/validate.h"

namespace trestle::cli {
namespace {

constexpr int kBadTrace = 150;    // as for a spec that does not parse
constexpr int kBadMapping = 151;  // as for a configuration that does not fit

struct ValidateCommand {
  SpecOptions spec;
  RunOptions run;
  std::vector<std::string> traces, hidden, stuttering;
  std::string mapping, order = "auto";
  std::optional<uint32_t> max_hidden;
  uint64_t max_states = 0, memory = 0;
  bool no_invariants = false, all = false;
};

trace::Order order_of(const std::string& name) {
  return name == "file" ? trace::Order::File : name == "clock" ? trace::Order::Clock : trace::Order::Auto;
}

// What keeps the trace from being held against the spec at all.
int refuse_input(const ValidateCommand& command, int code, const std::string& text) {
  write_error("error: " + text + "\n");
  if (command.run.json) {
    write_out(report::error_json("error", code, text, run_of(command.spec, command.run)) + "\n");
  }
  return code;
}

// A mapping file and what it became.
struct LoadedMapping {
  mapping::ObserveFile file;
  std::vector<std::string> members;
  std::unique_ptr<runtime::Model> rules;
  std::unique_ptr<mapping::ObservedModel> model;
};

// Null when something is wrong, and then `diagnostics` says what.
std::unique_ptr<LoadedMapping> load_mapping(const std::string& path, const Loaded& loaded, Diagnostics& diagnostics) {
  std::string error;
  const auto source = modules::read_source(path, error);
  if (source == nullptr) {
    diagnostics.error(DiagnosticKind::MappingError, {}, "no mapping in " + path + ": " + error);
    return nullptr;
  }
  auto file = mapping::parse_observe_file(source, diagnostics);
  if (!file) return nullptr;
  if (!file->spec.empty() && file->spec != loaded.model->signature().module) {
    diagnostics.error(DiagnosticKind::MappingError, {},
                      path + " is for module " + file->spec + ", not " + loaded.model->signature().module);
    return nullptr;
  }
  const auto rules = mapping::lower_rules(*file, loaded.module, *loaded.config, diagnostics);
  if (rules == nullptr || diagnostics.has_errors()) return nullptr;
  auto result = std::make_unique<LoadedMapping>();
  result->file = std::move(*file);
  result->members = mapping::members_read(*rules);
  result->rules = evaluator::make_model(rules);
  result->model = std::make_unique<mapping::ObservedModel>(*loaded.model, *result->rules, result->file);
  return result;
}

std::unique_ptr<explore::Mapping> make_mapping(const ValidateCommand& command, const Loaded& loaded,
                                               const LoadedMapping* file) {
  mapping::ByNameOptions options;
  options.hidden = command.hidden;
  options.stuttering = command.stuttering;
  options.is_model_value = [&loaded](std::string_view name) {
    return std::any_of(loaded.spec->model_values.begin(), loaded.spec->model_values.end(),
                       [&](runtime::Value value) { return runtime::atom_text(value.atom_id()) == name; });
  };
  if (file == nullptr) return std::make_unique<mapping::ByName>(loaded.model->signature(), std::move(options));
  options.hidden.insert(options.hidden.end(), file->file.hidden.begin(), file->file.hidden.end());
  return std::make_unique<mapping::ByFile>(*file->model, file->file, file->members, std::move(options));
}

explain::Refuse refuse_function(const Loaded& loaded, const LoadedMapping* file) {
  return [&loaded, file](runtime::Context& context, const runtime::Word* state, runtime::ActionId action,
                         runtime::Arguments arguments) {
    if (file == nullptr) return evaluator::refusal(*loaded.model, context, state, action, arguments);
    const mapping::ObservedModel::Owner owner = file->model->owner(context, action);
    return evaluator::refusal(owner.model, owner.context, state, owner.action, arguments);
  };
}

int validate(const ValidateCommand& command) {
  const SeedNote note(command.run.seed);
  int code = 0;
  const auto loaded = load_or_explain(command.spec, command.run, code);
  if (loaded == nullptr) return code;
  if (!loaded->model->signature().has_behavior) {
    return refuse_input(command, kBadMapping,
                        "the .cfg names no INIT and NEXT or SPECIFICATION: there are no behaviors");
  }
  std::unique_ptr<LoadedMapping> file;
  if (!command.mapping.empty()) {
    Diagnostics diagnostics;
    file = load_mapping(command.mapping, *loaded, diagnostics);
    code = report(diagnostics);
    if (file == nullptr) {
      if (command.run.json) {
        write_out(report::error_json("error", code, render(diagnostics, false), run_of(command.spec, command.run)) +
                  "\n");
      }
      return code;
    }
  }
  const runtime::Model& model = file != nullptr ? *file->model : *loaded->model;

  explore::ValidateOptions options;
  options.max_hidden = file != nullptr ? file->file.max_hidden.value_or(1) : 1;
  if (command.max_hidden) options.max_hidden = *command.max_hidden;
  if (command.max_states != 0) options.max_states = command.max_states;
  options.memory = command.memory << 20;
  options.check_predicates = !command.no_invariants;
  options.keep_behavior = command.all;
  options.interrupted = interruption();
  options.progress_interval = progress_interval();
  options.progress = validate_progress_printer();
  try {
    const auto mapping = make_mapping(command, *loaded, file.get());
    trace::Trace trace(command.traces, order_of(command.order),
                       file != nullptr ? file->members : std::vector<std::string>());
    const explore::ValidateResult result = explore::validate(model, trace, *mapping, options);
    clear_progress();
    const auto explanations = explain::explain(model, result, refuse_function(*loaded, file.get()));
    if (command.run.json) {
      write_out(report::to_json(result, explanations, model, run_of(command.spec, command.run)) + "\n");
      for (const trace::Warning& warning : result.warnings) write_error(report::warning_text(warning));
    } else {
      write_out(report::to_text(result, explanations, model, text_options()));
    }
    return exit_code(result);
  } catch (const mapping::MappingError& error) {
    return refuse_input(command, kBadMapping, error.what());
  } catch (const trace::UnknownName& error) {
    clear_progress();
    return refuse_input(command, kBadMapping, error.what());
  } catch (const trace::TraceError& error) {
    clear_progress();
    return refuse_input(command, kBadTrace, error.what());
  } catch (const runtime::EvalError& error) {
    clear_progress();
    const std::string text = report::failure_text({error, explore::Phase::Init});
    if (!command.run.json) {
      write_out("evaluation-failed: the initial states cannot be computed\n\n" + text);
      return exit_code(explore::Verdict::EvaluationFailed);
    }
    write_error(text);
    write_out(report::error_json("evaluation-failed", exit_code(explore::Verdict::EvaluationFailed), text,
                                 run_of(command.spec, command.run)) +
              "\n");
    return exit_code(explore::Verdict::EvaluationFailed);
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
      "  trestle validate Raft run.ndjson -m raft.observe.toml  a log in words of its own\n\n"
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
  verb->add_option(
          "--order", options->order,
          "auto: by vector clocks if events have them; file: a file's lines in their order, files in any; clock")
      ->check(CLI::IsMember({"auto", "file", "clock"}))
      ->capture_default_str();
  verb->add_option("--max-states", options->max_states, "States to meet before giving up (default: 50000000)")
      ->type_name("N");
  verb->add_option("--memory", options->memory, "Stop when this much is used, e.g. 8G (default: no limit)")
      ->transform(CLI::AsSizeValue(false));
  verb->add_flag("--no-invariants", options->no_invariants, "Do not judge the .cfg's invariants and properties");
  verb->add_flag("--all", options->all, "Keep the whole explaining behavior (in --json)");
  verb->callback([options, &run] { run = [options] { return validate(*options); }; });
}

}  // namespace trestle::cli
