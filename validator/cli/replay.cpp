// trestle replay: a behavior of a spec, step by step, on an implementation.
#include "validator/explore/replay.h"

#include <memory>

#include <CLI/CLI.hpp>

#include "validator/bridge/behavior_file.h"
#include "validator/bridge/hold.h"
#include "validator/cli/behavior_input.h"
#include "validator/cli/command.h"
#include "validator/cli/driving.h"
#include "validator/cli/numbers.h"
#include "validator/cli/terminal.h"

namespace trestle::cli {
namespace {

constexpr int kBadBehavior = 150;  // as for a spec that does not parse

struct ReplayCommand {
  DrivingOptions driving;
  std::string behavior, from;
  size_t number = 1;
};

// The behavior in the file, as one of the model's.
explore::Behavior read_behavior(const ReplayCommand& command, Driving& driving) {
  bridge::ReadOptions options{.file = command.behavior == "-" ? "standard input" : command.behavior};
  if (!command.from.empty()) options.format = bridge::format_named(command.from);
  const auto behaviors = bridge::read_behaviors(read_whole(command.behavior), options);
  if (command.number > behaviors.size()) {
    throw bridge::FileError(options.file + ": it has " + std::to_string(behaviors.size()) +
                            " behaviors: there is none of number " + std::to_string(command.number));
  }
  if (behaviors.size() > 1) {
    write_error("trestle: " + options.file + " has " + std::to_string(behaviors.size()) +
                " behaviors; this is number " + std::to_string(command.number) + " (--number)\n");
  }
  const bridge::RecordedBehavior& recorded = behaviors[command.number - 1];
  bridge::Held held = bridge::hold(driving.model(), driving.context(), recorded, {.interrupted = interruption()});
  for (const std::string& note : held.notes) write_error("trestle: " + note + "\n");
  if (!held.inconclusive.empty()) throw bridge::FileError(options.file + ": " + held.inconclusive);
  if (held.difference) {
    using Kind = bridge::Difference::Kind;
    const std::string text = options.file + ": " + held.difference->message;
    // What it claims is another matter than the steps it takes.
    const bool steps_differ = held.difference->kind != Kind::End && held.difference->kind != Kind::Claim;
    if (steps_differ || held.behavior.empty()) {
      throw bridge::FileError(text + "\n  it is no behavior of the specification, so there is nothing to replay");
    }
    write_error("trestle: " + text + "\n");
  }
  if (held.behavior.empty()) throw bridge::FileError(options.file + ": there is nothing to replay: " + held.confirmed.back());
  return held.behavior;
}

int replay(const ReplayCommand& command) {
  const SeedNote note(command.driving.run.seed);
  int code = 0;
  const auto driving = Driving::start(command.driving, code);
  if (driving == nullptr) return code;
  const explore::Behavior behavior = read_behavior(command, *driving);
  if (!driving->has_driver()) {  // only to be written down
    report::Driven driven;
    return driving->write(behavior, driven) ? 0 : kSystem;
  }
  explore::ReplayResult result = explore::replay(driving->bench(), behavior);
  report::Driven driven = driving->driven(result);
  result = driving->shrunk(result, driven);
  const bool written = driving->write(result.behavior, driven);
  return code_unless_unwritten(driving->tell(result, driven), written);
}

}  // namespace

void add_replay(CLI::App& app, Run& run) {
  auto options = std::make_shared<ReplayCommand>();
  CLI::App* verb = app.add_subcommand("replay", "A behavior of the spec, step by step, on an implementation");
  verb->footer(
      "Examples:\n"
      "  trestle replay Lock.tla counterexample.out -- ./lock_driver   does the implementation have the fault, too?\n"
      "  trestle replay Lock cex.out --system Expire -- ./lock_driver  the system takes Expire by itself\n"
      "  trestle replay Lock cex.out --shrink -o short.out -- ./drv    a shorter behavior that diverges as well\n"
      "  trestle replay Lock cex.out --emit gtest lock_test.cpp        the behavior as a test of its own\n\n"
      "BEHAVIOR is whatever TLC, Apalache or Quint wrote, or trestle itself. The driver is a program that reads a "
      "request a\n"
      "line and answers each with a line (docs/replay.md).\n"
      "ok: the implementation does all of it. rejected (20): it does something else, refuses, crashes or hangs. "
      "inconclusive\n"
      "(21): it did something else that the spec allows.");
  DrivingOptions& driving = options->driving;
  add_driving_options(*verb, driving);
  verb->add_option("BEHAVIOR", options->behavior, "A file with a behavior; - for standard input")->required();
  add_command(*verb, driving);
  verb->add_option("--from", options->from, "How the behavior is written (default: its content tells)")
      ->check(CLI::IsMember(bridge::format_names(bridge::reads)))
      ->type_name("FORMAT");
  verb->add_option("--number", options->number, "Which, when the file has several")
      ->check(positive())
      ->type_name("N")
      ->capture_default_str();
  verb->callback([options, &run] {
    const DrivingOptions& driving = options->driving;
    require_known_emit(driving);
    if (driving.command.empty() && driving.emit.empty() && driving.output.empty()) {
      throw CLI::ValidationError("COMMAND", "after --, the program that drives the system");
    }
    run = [options] {
      return guarded(options->driving, [&] {
        try {
          return replay(*options);
        } catch (const bridge::FileError& error) {
          return refuse_input(options->driving.spec, options->driving.run, kBadBehavior, error.what());
        }
      });
    };
  });
}

}  // namespace trestle::cli
