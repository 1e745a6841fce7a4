// What replay and drive have in common: a spec, a mapping, and a program that drives a system.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "validator/cli/load.h"
#include "validator/cli/mapped.h"
#include "validator/cli/terminal.h"
#include "validator/drive/program.h"
#include "validator/explore/replay.h"
#include "validator/explore/shrink.h"
#include "validator/report/replay.h"

namespace CLI {
class Option;
}

namespace trestle::cli {

struct DrivingOptions {
  SpecOptions spec;
  RunOptions run;
  std::vector<std::string> command;  // the driver and its arguments
  std::string mapping, output;       // files; empty: none
  std::vector<std::string> environment, system, hidden;
  double timeout = 10;  // seconds
  bool reuse = false, shrink = false, all = false;
  size_t tries = 1000;
  std::vector<std::string> emit;  // "gtest", file; empty: none
};
void add_driving_options(CLI::App& app, DrivingOptions& options);
CLI::Option* add_command(CLI::App& app, DrivingOptions& options);  // the last argument
void require_known_emit(const DrivingOptions& options);            // throws CLI::ValidationError

class Driving {
 public:
  // Throws MappingError. When something else is wrong it has been said, `exit_code` is set and this is null.
  static std::unique_ptr<Driving> start(const DrivingOptions& options, int& exit_code);

  const runtime::Model& model() const { return mapped_ != nullptr ? *mapped_->model : *loaded_->model; }
  runtime::Context& context() { return context_; }
  bool has_driver() const { return program_ != nullptr; }
  const explore::Bench& bench() const { return *bench_; }

  // The shortest behavior with the same divergence that is found, when that was asked for; else `result`.
  explore::ReplayResult shrunk(const explore::ReplayResult& result, report::Driven& driven);
  // What the driver said last, and why the mapping refuses; before it is asked anything else.
  report::Driven driven(const explore::ReplayResult& result);
  // Writes --output and --emit, as far as they were asked for, and finds what the behavior violates; false when a file
  // cannot be written.
  bool write(const explore::Behavior& behavior, report::Driven& driven);
  // The end of a verb: warns of what all replies together did not show, and tells the result. The exit code.
  template <class Result>
  int tell(const Result& result, const report::Driven& driven) {
    warn();
    if (options_.run.json) {
      write_out(report::to_json(result, driven, model(), run_of(options_.spec, options_.run)) + "\n");
    } else {
      report::TextOptions text = text_options();
      text.all = options_.all;
      write_out(report::to_text(result, driven, model(), text));
    }
    return exit_code(result.verdict);
  }

 private:
  void warn();
  explicit Driving(const DrivingOptions& options) : options_(options) {}
  std::vector<runtime::ActionId> actions_named(const std::vector<std::string>& names) const;
  void set_roles();
  std::string refusal(const explore::Divergence& divergence);
  // The invariant that is false in the last state.
  std::string violated(const explore::Behavior& behavior);

  const DrivingOptions& options_;
  std::unique_ptr<Loaded> loaded_;
  std::unique_ptr<LoadedMapping> mapped_;
  std::unique_ptr<explore::Mapping> mapping_;
  std::unique_ptr<drive::Program> program_;
  std::vector<explore::Role> roles_;
  runtime::Context context_;
  std::optional<explore::Bench> bench_;
};

// Runs `verb`, and says of whatever it throws what is wrong with the driver, its replies or the mapping.
int guarded(const DrivingOptions& options, const std::function<int()>& verb);

}  // namespace trestle::cli
