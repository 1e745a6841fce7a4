// trestle validate --each: traces that have nothing to do with each other.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <optional>

#include "translator/runtime/store.h"
#include "translator/runtime/thread.h"
#include "validator/cli/command.h"
#include "validator/cli/terminal.h"
#include "validator/cli/validating.h"
#include "validator/explain/explain.h"
#include "validator/report/many.h"
#include "validator/report/validate.h"

namespace trestle::cli {
namespace {

// One of several: of one file, or of one for each node.
struct NamedTrace {
  std::string name;
  std::vector<std::string> files;
};

std::vector<std::string> within(const std::filesystem::path& folder) {
  std::vector<std::string> all;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (!entry.path().filename().string().starts_with('.')) all.push_back(entry.path().string());
  }
  std::sort(all.begin(), all.end());
  return trace::traces_among(all);
}

// All files in a folder are one trace; and likewise of each folder in it.
void add_folder(std::vector<NamedTrace>& traces, const std::string& folder) {
  NamedTrace trace{folder, {}};
  std::vector<std::string> folders;
  for (const std::string& path : within(folder)) {
    if (std::filesystem::is_regular_file(path)) trace.files.push_back(path);
    if (std::filesystem::is_directory(path) && !std::filesystem::is_symlink(path)) folders.push_back(path);  // or it may be one around
  }
  if (!trace.files.empty()) traces.push_back(std::move(trace));
  for (const std::string& path : folders) add_folder(traces, path);
}

// Files as they were named. In a folder that was named each file is a trace.
std::vector<NamedTrace> traces_named(const std::vector<std::string>& named) {
  std::vector<NamedTrace> traces;
  const auto file = [&](const std::string& path) { traces.push_back({path, {path}}); };
  for (const std::string& name : named) {
    if (!std::filesystem::is_directory(name)) {
      file(name);
      continue;
    }
    for (const std::string& path : within(name)) {
      if (std::filesystem::is_regular_file(path)) file(path);
      if (std::filesystem::is_directory(path)) add_folder(traces, path);
    }
  }
  return traces;
}

report::Outcome outcome_of(const ValidateCommand& command, const Loaded& loaded, const LoadedMapping* file,
                           const NamedTrace& named, explain::Exerciser* exerciser) {
  const auto started = std::chrono::steady_clock::now();
  report::Outcome outcome{.trace = named.name};
  const auto refused = [&](int code, const char* verdict, const std::string& why) {
    outcome.verdict = verdict;
    outcome.code = code;
    outcome.reason = why;
    outcome.text = std::string(verdict) + ": " + why + "\n";
  };
  // Other threads free values that only searches needed, this one's too: but for its search it says that it makes some.
  std::optional<runtime::StoreUse> use(std::in_place);
  try {
    const runtime::Model& model = embed::model_of(loaded, file);
    const auto mapping = make_mapping(command, loaded, file);
    embed::LogReading reading = reading_of(command, loaded, file);
    trace::Trace trace(named.files, reading.order, std::move(reading.options), std::move(reading.sources));
    if (const std::string why = no_skew(command, trace); !why.empty()) {
      refused(kUsage, "error", why);
      return outcome;
    }
    explore::ValidateOptions limits = limits_of(command, file);
    shorten(limits, loaded, file);
    limits.reclaim = true;
    use.reset();
    const explore::ValidateResult result = explore::validate(model, trace, *mapping, limits);
    use.emplace();
    outcome.verdict = explore::to_string(result.verdict);
    outcome.code = exit_code(result);
    outcome.reason = result.reason;
    outcome.events = result.events;
    outcome.explained = result.explained;
    if (exerciser != nullptr) exerciser->add(result, model.signature().layout);
    if (outcome.code != 0) {
      const auto explanations = explain::explain(model, result, refuse_function(loaded, file));
      outcome.text = report::to_text(result, explanations, model, {.width = text_options().width});
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

}  // namespace

// On the evaluator: traces that come in numbers are short.
int validate_each(const ValidateCommand& command, const Loaded& loaded, const LoadedMapping* first) {
  const std::vector<NamedTrace> traces = traces_named(command.traces);
  if (traces.empty()) return refuse(command, kBadTrace, "there are no traces in the folders that were named");
  const size_t workers = std::min<size_t>(worker_count(command.run), traces.size());
  std::vector<std::unique_ptr<LoadedMapping>> files(workers);  // one each: rules keep what they need
  for (auto& file : files) {
    Diagnostics diagnostics;
    if (first != nullptr) file = load_mapping(command.mapping, loaded, diagnostics);
  }
  std::vector<std::unique_ptr<explain::Exerciser>> exercisers(workers);
  for (auto& exerciser : exercisers) {
    if (wants_coverage(command)) exerciser = std::make_unique<explain::Exerciser>(loaded.spec);
  }
  std::vector<report::Outcome> outcomes(traces.size());
  std::atomic<size_t> next{0};
  {
    std::vector<std::unique_ptr<runtime::DeepThread>> threads;
    for (size_t worker = 0; worker < workers; ++worker) {
      threads.push_back(std::make_unique<runtime::DeepThread>([&, worker] {
        for (size_t i = next++; i < traces.size(); i = next++) {
          outcomes[i] = outcome_of(command, loaded, files[worker].get(), traces[i], exercisers[worker].get());
        }
      }));
    }
  }
  const report::Run run = run_of(command.spec, command.run);
  explain::Exercised exercised;
  std::optional<report::ExercisedReport> merged;
  if (wants_coverage(command)) {
    for (const auto& exerciser : exercisers) exercised.add(exerciser->exercised());
    merged.emplace(exercised_report(loaded, exercised, exercisers[0]->counting()));
  }
  if (command.run.json) {
    write_out(report::to_json(outcomes, run, merged ? &*merged : nullptr) + "\n");
  } else {
    write_out(report::to_table(outcomes));
    if (command.coverage) write_out(report::to_text(*merged, text_options()));
  }
  bool written = command.junit.empty() || write_file(command.junit, report::to_junit(outcomes, run));
  if (merged) written = write_coverage_page(command, *merged) && written;
  return code_unless_unwritten(report::exit_code(outcomes), written);
}

}  // namespace trestle::cli
