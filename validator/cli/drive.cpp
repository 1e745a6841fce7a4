// trestle drive: random behaviors of a spec, made while an implementation takes them.
#include "validator/explore/drive.h"

#include <memory>

#include <CLI/CLI.hpp>

#include "validator/cli/command.h"
#include "validator/cli/driving.h"
#include "validator/cli/numbers.h"
#include "validator/cli/terminal.h"

namespace trestle::cli {
namespace {

struct DriveCommand {
  DrivingOptions driving;
  uint64_t behaviors = 100, depth = 50;
};

int drive(const DriveCommand& command) {
  const SeedNote note(command.driving.run.seed);
  int code = 0;
  const auto driving = Driving::start(command.driving, code);
  if (driving == nullptr) return code;
  explore::DriveOptions options{
      .behaviors = command.behaviors, .depth = command.depth, .seed = command.driving.run.seed};
  options.progress = progress_printer();
  options.progress_interval = progress_interval();
  explore::DriveResult result = explore::drive(driving->bench(), options);
  clear_progress();
  report::Driven driven = driving->driven(result);
  static_cast<explore::ReplayResult&>(result) = driving->shrunk(result, driven);
  const bool written = !result.divergence || driving->write(result.behavior, driven);
  return code_unless_unwritten(driving->tell(result, driven), written);
}

}  // namespace

void add_drive(CLI::App& app, Run& run) {
  auto options = std::make_shared<DriveCommand>();
  CLI::App* verb = app.add_subcommand("drive", "Random behaviors of the spec, on an implementation");
  verb->footer(
      "Examples:\n"
      "  trestle drive Lock.tla -- ./lock_driver                  100 behaviors of up to 50 steps\n"
      "  trestle drive Lock --num 10000 --reuse -- ./lock_driver  many, with one process\n"
      "  trestle drive Lock --seed 7 --shrink -o cex.out -- ./drv the same again, and a short behavior for replay\n\n"
      "ok means that the implementation did these behaviors; it proves nothing about others. The driver is that of "
      "replay.");
  add_driving_options(*verb, options->driving);
  add_command(*verb, options->driving)->required();
  verb->add_option("--num", options->behaviors, "Behaviors to make")->type_name("N")->capture_default_str();
  verb->add_option("--depth", options->depth, "Steps of a behavior, at most")
      ->check(positive())
      ->type_name("N")
      ->capture_default_str();
  verb->callback([options, &run] {
    require_known_emit(options->driving);
    run = [options] { return guarded(options->driving, [&] { return drive(*options); }); };
  });
}

}  // namespace trestle::cli
