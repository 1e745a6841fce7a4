#include "validator/cli/certificate.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <system_error>
#include <tuple>
#include <vector>

#include "translator/runtime/print.h"
#include "validator/bridge/write.h"
#include "validator/cli/spec_text.h"
#include "validator/cli/terminal.h"
#include "validator/explore/behavior.h"

namespace trestle::cli {
namespace {

using std::filesystem::path;

bool is_itf(const path& file) { return file.string().ends_with(".itf.json"); }

std::vector<path> inputs(const ValidateCommand& command, const Loaded& loaded) {
  std::vector<path> all(command.traces.begin(), command.traces.end());
  all.push_back(embed::spec_path(command.spec));
  all.push_back(embed::config_path(command.spec));
  all.emplace_back(command.mapping);
  for (const core::ModuleText& module : loaded.spec->modules) all.emplace_back(module.span.source->name());
  return all;
}

std::vector<path> outputs(const ValidateCommand& command) {
  std::vector<path> all{command.report, command.junit, command.coverage_page, command.certificate};
  if (all.back().extension() == ".tla") all.push_back(path(all.back()).replace_extension(".cfg"));
  return all;
}

// Steps of the spec from one state to another, the fewest: of what a rule composes, \cdot, there are several. Nothing where
// none are found.
std::vector<std::vector<runtime::Word>> steps_between(const runtime::Model& model, const std::vector<runtime::Word>& from,
                                                      const std::vector<runtime::Word>& to) {
  constexpr size_t kMostStates = 100'000;
  using State = std::vector<runtime::Word>;
  struct Sink final : runtime::StepSink {
    std::map<State, const State*> before;  // each, but the first, with the one that led to it
    std::deque<const State*> waiting;
    const State* at = nullptr;
    bool step(const runtime::Step& step) override {
      const auto [found, added] = before.emplace(State(step.next, step.next + at->size()), at);
      if (added) waiting.push_back(&found->first);
      return before.size() < kMostStates;
    }
  } sink;
  runtime::Context context;
  sink.waiting.push_back(&sink.before.emplace(from, nullptr).first->first);
  while (!sink.waiting.empty() && !sink.before.contains(to) && sink.before.size() < kMostStates) {
    sink.at = sink.waiting.front();
    sink.waiting.pop_front();
    model.steps(context, sink.at->data(), sink);
    context.arena.reset();
  }
  std::vector<State> path;
  const auto found = sink.before.find(to);
  if (found == sink.before.end()) return path;
  for (const State* state = &found->first; *state != from; state = sink.before.at(*state)) path.push_back(*state);
  std::reverse(path.begin(), path.end());
  return path;
}

// The steps in a behavior of the spec, each with the events that it explains. Nothing where one is a step of the mapping
// alone (what was lost, what a crash took), whose number `beyond` is.
std::optional<bridge::RecordedBehavior> in_the_spec(const explore::ValidateResult& result, const runtime::Model& model,
                                                    size_t& beyond) {
  runtime::Context context;
  explore::Behavior behavior;
  std::vector<std::pair<std::string, std::string>> comments;
  for (size_t i = 0; i < result.behavior.size(); ++i) {
    const explore::ExplainedStep& step = result.behavior[i];
    if (i == 0) {
      behavior.states.push_back({.words = step.state});
      comments.emplace_back();
    } else if (step.state != behavior.states.back().words) {
      const bool named = step.action < model.signature().actions.size();
      std::vector<std::vector<runtime::Word>> steps{step.state};
      if (!named) steps = steps_between(model, behavior.states.back().words, step.state);
      if (steps.empty() || (step.event.empty() && steps.size() > 1)) {  // a loss or crash is no sequence of other steps
        beyond = i;
        return {};
      }
      for (const std::vector<runtime::Word>& next : steps) {
        behavior.states.push_back(explore::explain_step(model, context, behavior.states.back().words.data(), next.data(), behavior.depth(),
                                                        named ? step.action : runtime::kNoAction));
        comments.emplace_back();
      }
    }
    if (step.event.empty()) continue;
    auto& [events, places] = comments.back();
    events += (events.empty() ? "" : ", ") + step.event;
    places += (places.empty() ? "" : ", ") + trace::to_string(step.place);
  }
  bridge::RecordedBehavior recorded = bridge::recorded(behavior, model.signature());
  for (size_t i = 0; i < comments.size(); ++i)
    std::tie(recorded.states[i].comment, recorded.states[i].comment_place) = comments[i];
  return recorded;
}

std::string write(const path& to, const std::string& text) {
  return write_file(to.string(), text) ? std::string() : "the certificate was not written";
}

}  // namespace

std::string unwritable(const ValidateCommand& command, const Loaded& loaded) {
  for (const path& output : outputs(command)) {
    for (const path& input : inputs(command, loaded)) {
      std::error_code error;
      if (std::filesystem::equivalent(output, input, error))
        return output.string() + " is not written: it is read by this very command";
    }
  }
  const path file = command.certificate;
  if (file.empty() || is_itf(file) || file.extension() == ".json") return {};
  if (file.extension() != ".tla") return "--certificate is a file F.tla, F.json or F.itf.json, not " + file.string();
  if (!runtime::is_field_name(file.stem().string()))
    return "--certificate " + file.string() + ": \"" + file.stem().string() + "\" is no name of a module, which the file's has to be";
  return {};
}

std::string write_certificate(const path& file, const explore::ValidateResult& result, const runtime::Model& model,
                              const Loaded& loaded) {
  size_t beyond = 0;
  const auto behavior = in_the_spec(result, model, beyond);
  if (!behavior) {
    return "no certificate: step " + std::to_string(beyond) + " of the behavior is one that the mapping allows and Next does not";
  }
  bridge::WriteOptions options{.name = file.stem().string()};
  if (is_itf(file)) {
    options.name = model.signature().module;
    return write(file, bridge::write(*behavior, bridge::Format::Itf, options));
  }
  if (file.extension() == ".json") return write(file, bridge::write(*behavior, bridge::Format::TlcJson, options));
  const bridge::SpecText spec = text_of(loaded);
  if (spec.init.empty() || spec.next.empty()) {
    return "no certificate: the specification does not name its initial predicate and its next-state action";
  }
  options.spec = &spec;
  const std::string problem = write(file, bridge::write(*behavior, bridge::Format::Replay, options));
  return problem.empty() ? write(path(file).replace_extension(".cfg"), bridge::write_config(spec)) : problem;
}

}  // namespace trestle::cli
