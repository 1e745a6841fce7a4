#include "validator/cli/driving.h"

#include <filesystem>

#include <CLI/CLI.hpp>

#include "validator/bridge/write.h"
#include "validator/cli/command.h"
#include "validator/cli/numbers.h"
#include "validator/cli/terminal.h"
#include "validator/mapping/near.h"
#include "validator/report/validate.h"

namespace trestle::cli {

using explore::Role;
using runtime::ActionId;

namespace {

constexpr int kBadReply = 150;    // as for a trace that is none
constexpr int kBadMapping = 151;  // as for a configuration that does not fit

}  // namespace

void add_driving_options(CLI::App& app, DrivingOptions& options) {
  add_spec_options(app, options.spec);
  add_run_options(app, options.run);
  app.add_option("--mapping,-m", options.mapping, "How replies speak about the spec, when names do not agree")
      ->type_name("FILE");
  const auto actions = [&](const char* name, std::vector<std::string>& list, const char* about) {
    app.add_option(name, list, about)->delimiter(',')->allow_extra_args(false)->type_name("ACTION,...");
  };
  actions("--environment", options.environment, "Actions of what is around the system: the driver is told");
  actions("--system", options.system, "Actions that the system takes by itself: the driver waits, and reports");
  actions("--hidden", options.hidden, "Actions that nobody sees: the driver hears nothing of them");
  app.add_option("--timeout", options.timeout, "Seconds to wait for each reply")
      ->check(positive())
      ->type_name("SECONDS")
      ->capture_default_str();
  app.add_flag("--reuse", options.reuse, "One process for all behaviors, instead of a new one for each");
  app.add_flag("--shrink", options.shrink, "Look for a shorter behavior that diverges in the same way");
  app.add_option("--tries", options.tries, "Behaviors to run for that, at most")->type_name("N")->capture_default_str();
  app.add_option("--output,-o", options.output, "Write the behavior that diverges, for `trestle replay`")
      ->type_name("FILE");
  app.add_option("--emit", options.emit, "Write the behavior as a test that needs no specification: gtest FILE.cpp")
      ->expected(2)
      ->allow_extra_args(false)  // what follows is SPEC
      ->type_name("FORMAT FILE");
  app.add_flag("--all", options.all, "Show every value of every state in full");
}

CLI::Option* add_command(CLI::App& app, DrivingOptions& options) {
  return app.add_option("COMMAND", options.command, "After --: the program that drives the system, and its arguments")
      ->type_name("PROGRAM ...")
      ->transform(CLI::Validator(
          [](std::string& word) {
            if (word.starts_with(kVerbatim)) word.erase(0, 1);
            return std::string();
          },
          ""));
}

void require_known_emit(const DrivingOptions& options) {
  if (!options.emit.empty() && options.emit[0] != "gtest")
    throw CLI::ValidationError("--emit", "the format is gtest, not " + options.emit[0]);
}

int guarded(const DrivingOptions& options, const std::function<int()>& verb) {
  const auto refuse = [&](int code, const char* why) { return refuse_input(options.spec, options.run, code, why); };
  try {
    return verb();
  } catch (const drive::ProcessError& error) {
    return refuse(kSystem, error.what());
  } catch (const mapping::MappingError& error) {
    return refuse(kBadMapping, error.what());
  } catch (const trace::UnknownName& error) {
    return refuse(kBadMapping, error.what());
  } catch (const trace::TraceError& error) {
    return refuse(kBadReply, error.what());
  } catch (const runtime::EvalError& error) {
    return refuse_evaluation(options.spec, options.run, error, explore::Phase::Next, "an expression has no value");
  }
}

std::unique_ptr<Driving> Driving::start(const DrivingOptions& options, int& exit_code) {
  std::unique_ptr<Driving> driving(new Driving(options));
  driving->loaded_ = load_or_explain(options.spec, options.run, exit_code);
  if (driving->loaded_ == nullptr) return nullptr;
  const Loaded& loaded = *driving->loaded_;
  if (!loaded.model->signature().has_behavior) {
    exit_code = refuse_input(options.spec, options.run, kBadMapping,
                             "the .cfg names no INIT and NEXT or SPECIFICATION: there are no behaviors");
    return nullptr;
  }
  if (!options.mapping.empty()) {
    driving->mapped_ = load_mapping_or_explain(options.mapping, loaded, options.spec, options.run, exit_code);
    if (driving->mapped_ == nullptr) return nullptr;
  }
  driving->set_roles();
  if (options.command.empty()) return driving;

  mapping::ByNameOptions by_name = embed::by_name(loaded);
  trace::ReadOptions read{.is_model_value = model_values_of(loaded)};
  if (driving->mapped_ != nullptr) {
    const LoadedMapping& mapped = *driving->mapped_;
    read.members = mapped.members;
    read.all_members = mapped.use.whole();
    driving->mapping_ =
        std::make_unique<mapping::ByFile>(*mapped.model, mapped.file, mapped.use, std::move(by_name));
  } else {
    driving->mapping_ = std::make_unique<mapping::ByName>(loaded.model->signature(), std::move(by_name));
  }
  drive::ProgramOptions program{.command = options.command,
                                .reuse = options.reuse,
                                .seed = options.run.seed,
                                .interrupted = interruption()};
  program.timeout = std::chrono::milliseconds(std::max<int64_t>(1, static_cast<int64_t>(options.timeout * 1000)));
  driving->program_ =
      std::make_unique<drive::Program>(driving->model().signature(), std::move(program), std::move(read));
  driving->bench_.emplace(explore::Bench{.model = driving->model(),
                                         .context = driving->context_,
                                         .mapping = *driving->mapping_,
                                         .replies = driving->program_->replies(),
                                         .implementation = *driving->program_,
                                         .roles = driving->roles_,
                                         .interrupted = interruption()});
  return driving;
}

std::vector<ActionId> Driving::actions_named(const std::vector<std::string>& names) const {
  const std::vector<runtime::Action>& actions = loaded_->model->signature().actions;
  std::vector<ActionId> found;
  std::vector<std::string> known;
  for (const runtime::Action& action : actions) known.push_back(action.name);
  for (const std::string& name : names) {
    const size_t before = found.size();
    for (ActionId id = 0; id < actions.size(); ++id) {
      if (actions[id].name == name) found.push_back(id);
    }
    if (found.size() == before) {
      throw mapping::MappingError("the spec has no action \"" + name + "\"" + mapping::suggestion(name, known));
    }
  }
  return found;
}

// The command line goes before the mapping.
void Driving::set_roles() {
  roles_.assign(loaded_->model->signature().actions.size(), Role::Asked);
  const auto set = [&](const std::vector<std::string>& names, Role role) {
    for (const ActionId action : actions_named(names)) roles_[action] = role;
  };
  if (mapped_ != nullptr) {
    set(mapped_->file.hidden, Role::Hidden);
    set(mapped_->file.environment, Role::Environment);
    set(mapped_->file.system, Role::System);
  }
  set(options_.hidden, Role::Hidden);
  set(options_.environment, Role::Environment);
  set(options_.system, Role::System);
}

std::string Driving::refusal(const explore::Divergence& divergence) {
  if (mapped_ == nullptr || divergence.before.words.empty()) return {};
  const explain::Refuse refuse = refuse_function(*loaded_, mapped_.get());
  std::string text;
  for (const explore::Candidate& candidate : divergence.reading.candidates) {
    const auto refused = refuse(context_, divergence.before.words.data(), candidate.action, candidate.arguments);
    if (!refused) continue;
    text += "  " + model().signature().action(candidate.action).name + " is refused: " + refused->text + "  (" +
            to_string(refused->location) + ")\n";
    for (const evaluator::Named& named : refused->values)
      text += "    where " + named.name + " = " + named.value + "\n";
    if (!refused->error.empty()) text += "    " + refused->error + "\n";
  }
  return text;
}

report::Driven Driving::driven(const explore::ReplayResult& result) {
  report::Driven driven{.command = options_.command};
  if (program_ == nullptr) return driven;
  driven.conversation = program_->conversation();
  if (!result.divergence) return driven;
  driven.errors = program_->errors();
  driven.refusal = refusal(*result.divergence);
  return driven;
}

explore::ReplayResult Driving::shrunk(const explore::ReplayResult& result, report::Driven& driven) {
  if (!options_.shrink || !result.divergence) return result;
  const size_t before = result.behavior.size() - 1;
  report::Driven best = driven;
  const explore::Oracle oracle = [&](const explore::Behavior& behavior) {
    explore::ReplayResult again;
    try {
      again = explore::replay(*bench_, behavior);
    } catch (const trace::TraceError&) {
      return again;  // the driver cannot do that: not the same fault
    }
    if (again.divergence && explore::same_fault(*again.divergence, *result.divergence)) best = this->driven(again);
    return again;
  };
  explore::Shrunk shrunk =
      explore::shrink(model(), context_, result, oracle, {.max_tries = options_.tries, .interrupted = interruption()});
  driven = std::move(best);
  driven.shrunk_from = before;
  driven.tried = shrunk.tried;
  return std::move(shrunk.result);
}

std::string Driving::violated(const explore::Behavior& behavior) {
  const runtime::Signature& signature = loaded_->model->signature();
  const size_t last = behavior.size() - 1;
  for (runtime::PredicateId id = 0; id < signature.predicates.size(); ++id) {
    const runtime::Predicate& predicate = signature.predicates[id];
    const bool on_step = predicate.kind == runtime::PredicateKind::ImpliedAction && last > 0;
    if (predicate.kind != runtime::PredicateKind::Invariant && !on_step) continue;
    const runtime::Word* state = behavior.states[last].words.data();
    try {
      const bool holds = on_step ? loaded_->model->holds(context_, id, behavior.states[last - 1].words.data(), state)
                                 : loaded_->model->holds(context_, id, state);
      if (!holds) return predicate.name;
    } catch (const runtime::EvalError& error) {  // it may be what the behavior shows
      write_error("trestle: " + predicate.name + " has no value in the last state: " + error.what() + "\n");
    }
  }
  return {};
}

bool Driving::write(const explore::Behavior& behavior, report::Driven& driven) {
  driven.violated = violated(behavior);
  bool written = true;
  if (!options_.output.empty()) {
    const auto recorded = bridge::recorded(behavior, loaded_->model->signature());
    written = write_file(options_.output, bridge::write(recorded, bridge::Format::Text));
    if (written) driven.written = options_.output;
  }
  if (options_.emit.empty()) return written;
  const std::string& file = options_.emit[1];
  std::string name = std::filesystem::path(file).stem().string();
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return write_file(file, report::to_gtest(*loaded_->model, behavior,
                                           {.name = name, .violated = driven.violated, .roles = roles_})) &&
         written;
}

void Driving::warn() {
  if (program_ == nullptr) return;
  mapping_->finish(program_->replies().warnings(), false);
  for (const trace::Warning& warning : program_->replies().warnings().all()) {
    write_error(report::warning_text(warning));
  }
}

}  // namespace trestle::cli
