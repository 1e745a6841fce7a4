#include "validator/cli/validating.h"

#include "translator/codegen/tiered.h"
#include "translator/core/footprint.h"
#include "translator/core/interchangeable.h"
#include "validator/cli/terminal.h"
#include "validator/trace/follow.h"

namespace trestle::cli {

std::string no_format(const ValidateCommand& command, const LoadedMapping* file) {
  if (command.format.empty() || file == nullptr || file->file.places.empty()) return {};
  return "--format is for formats that Trestle knows; " + file->file.source->name() + " says by [line] where another has what counts";
}

std::string no_skew(const ValidateCommand& command, const trace::Trace& trace) {
  if (!command.skew || trace.goes_by(trace::Order::Time)) return {};
  return "--skew is for --order time; this trace has the order \"" + trace.orders() + "\"";
}

int refuse(const ValidateCommand& command, int code, const std::string& why) {
  clear_progress();
  return refuse_input(command.spec, command.run, code, why);
}

embed::LogReading reading_of(const ValidateCommand& command, const Loaded& loaded, const LoadedMapping* file) {
  embed::LogReading reading = embed::reading_of(loaded, file);
  if (!command.order.empty()) reading.order = *trace::order_named(command.order);
  if (!command.format.empty()) reading.options.format = trace::format_named(command.format);
  if (!command.order_member.empty()) embed::order_by(reading, command.order_member);
  if (command.skew) reading.options.skew = static_cast<int64_t>(*command.skew * 1e6);
  if (command.follow) {
    reading.options.following = std::make_shared<trace::Following>();
    reading.options.following->stop = interruption();
  }
  return reading;
}

std::unique_ptr<explore::Mapping> make_mapping(const ValidateCommand& command, const Loaded& loaded,
                                               const LoadedMapping* file) {
  mapping::ByNameOptions options = embed::by_name(loaded);
  options.hidden = command.hidden;
  options.stuttering = command.stuttering;
  return embed::make_mapping(loaded, file, std::move(options));
}

namespace {

// What steps of both look at and change.
std::shared_ptr<const runtime::Footprints> footprints(const Loaded& loaded, const LoadedMapping* file) {
  auto all = std::make_shared<runtime::Footprints>(core::footprints(*loaded.spec));
  if (file != nullptr) {  // as ObservedModel numbers them
    for (runtime::Footprint& rule : core::footprints(*file->rules).actions) all->actions.push_back(std::move(rule));
  }
  return all;
}

}  // namespace

void shorten(explore::ValidateOptions& options, const Loaded& loaded, const LoadedMapping* file) {
  std::vector<const core::Spec*> specs = {loaded.spec.get()};
  if (file != nullptr) specs.push_back(file->rules.get());
  options.interchangeable = core::interchangeable(specs);
  options.footprints = footprints(loaded, file);
}

bool wants_coverage(const ValidateCommand& command) { return command.coverage || !command.coverage_page.empty(); }

report::ExercisedReport exercised_report(const Loaded& loaded, const explain::Exercised& exercised,
                                         const runtime::Model& counting) {
  report::ExercisedReport report{exercised, counting, {}};
  try {
    report.possible = explain::possible(counting.signature(), core::shapes_of(codegen::inferred_variables(loaded.spec)));
    report.possible.merge(explain::possible_arguments(loaded.spec));
  } catch (const std::exception&) {  // what no shape is known for is not listed
  }
  return report;
}

bool write_coverage_page(const ValidateCommand& command, const report::ExercisedReport& report) {
  return command.coverage_page.empty() ||
         write_file(command.coverage_page, report::to_html(report, run_of(command.spec, command.run)));
}

explore::ValidateOptions limits_of(const ValidateCommand& command, const LoadedMapping* file) {
  explore::ValidateOptions options;
  options.max_hidden = command.max_hidden.value_or(embed::most_hidden(file));
  if (command.max_states != 0) options.max_states = command.max_states;
  options.memory = command.memory;
  options.check_predicates = !command.no_invariants;
  options.interrupted = interruption();
  if (command.follow) {  // which ends when it is interrupted, and has no end otherwise
    constexpr uint64_t kReach = 10'000;
    options.interrupted = nullptr;
    if (command.max_states == 0) options.max_states = UINT64_MAX;
    options.reach = kReach;
  }
  options.keep_behavior = command.all || !command.certificate.empty() || wants_coverage(command);
  options.keep_arguments = wants_coverage(command);
  if (command.reach) options.reach = *command.reach;
  return options;
}

}  // namespace trestle::cli
