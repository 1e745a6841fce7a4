// Accepted logs of three examples, damaged in a thousand ways: is what is no behavior rejected, and does the first edit
// that a rejection proposes undo what was done? The suite tries a few of each kind; TRESTLE_MUTANTS=84 makes it a
// thousand (scripts/campaign).
#include <cstdlib>
#include <iostream>

#include <gtest/gtest.h>

#include "tests/examples/mutant.h"
#include "tests/explain/recorded.h"
#include "tests/explain/slow_matcher.h"
#include "tests/trace/text_source.h"
#include "translator/core/footprint.h"
#include "translator/evaluator/explain.h"
#include "validator/explain/explain.h"
#include "validator/mapping/by_name.h"

namespace trestle::explain {
namespace {

using examples::Mutant;
using examples::Mutation;

const std::filesystem::path kRoot = TRESTLE_ROOT;

unsigned mutants_of_each_kind() {
  const char* asked = std::getenv("TRESTLE_MUTANTS");
  return asked != nullptr ? static_cast<unsigned>(std::atoi(asked)) : 8;
}

struct Example {
  std::string name;
  std::unique_ptr<runtime::Model> model;
  std::set<std::string, std::less<>> model_values = {};
  examples::Trace log = {};
  std::shared_ptr<const runtime::Footprints> footprints = {};
};

// Of each node so many events that no clock speaks of one that is left out.
examples::Trace beginning(const examples::Trace& whole, uint64_t of_coordinator) {
  examples::Trace log;
  for (const auto& [file, lines] : whole) {
    for (const std::string& line : lines) {
      rapidjson::Document json;
      json.Parse(line.c_str());
      if (!json.HasMember("event") || json["event"].GetString()[0] == '#') continue;
      const auto& clock = json["clock"];
      if (clock.HasMember("coordinator") && clock["coordinator"].GetUint64() > of_coordinator) break;
      log[file].push_back(line);
    }
  }
  return log;
}

Example two_phase_commit() {
  Example example{.name = "two-phase commit", .model = nullptr};
  const std::filesystem::path folder = kRoot / "examples/two_phase_commit";
  example.model = load_model(folder / "TwoPhaseCommit.tla", folder / "TwoPhaseCommitTrace.cfg", example.model_values);
  example.log = beginning(examples::read_trace(folder / "traces/ok"), 60);
  example.footprints = std::make_shared<runtime::Footprints>(
      core::footprints(*load_spec(folder / "TwoPhaseCommit.tla", folder / "TwoPhaseCommitTrace.cfg")));
  return example;
}

Example turnstile() {
  Example example{.name = "turnstile", .model = nullptr};
  const std::filesystem::path folder = kRoot / "examples/turnstile";
  example.model = load_model(folder / "Turnstile.tla", folder / "Turnstile.cfg", example.model_values);
  example.log["gate.ndjson"] = record(*example.model, {"paid", "passed"}, 80, 3);
  return example;
}

Example lock_service() {
  Example example{.name = "lock service", .model = nullptr};
  const std::filesystem::path folder = kRoot / "tests/corpus";
  example.model = load_model(folder / "LockService.tla", folder / "LockService.three.cfg", example.model_values);
  example.log["server.ndjson"] = record(*example.model, {"holder", "waiting", "has"}, 120, 5);
  return example;
}

struct Outcome {
  explore::ValidateResult result;
  Explained explained;
};

Outcome hold(const Example& example, const examples::Trace& log) {
  std::vector<trace::LineReader> files;
  for (const auto& [file, lines] : log) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    files.push_back(trace::lines_of(std::move(text), file));
  }
  mapping::ByName mapping(example.model->signature(),
                          {.hidden = {}, .stuttering = {}, .is_model_value = [&](std::string_view name) {
                             return example.model_values.contains(name);
                           }});
  trace::Trace trace(std::move(files));
  Outcome outcome;
  explore::ValidateOptions options;
  options.check_predicates = false;
  options.footprints = example.footprints;
  outcome.result = explore::validate(*example.model, trace, mapping, options);
  outcome.explained = explain(*example.model, outcome.result,
                              [&](runtime::Context& context, const runtime::Word* state, runtime::ActionId action,
                                  runtime::Arguments arguments) {
                                return evaluator::refusal(*example.model, context, state, action, arguments);
                              });
  return outcome;
}

// "true" as TRUE, "\"rm1\"" as rm1: the text of a value without its quotes.
std::string plain(std::string text) {
  if (text == "true") return "TRUE";
  if (text == "false") return "FALSE";
  std::erase(text, '"');
  return text;
}

// The step that a line of the log stands for: "ReceiveVote(rm1, TRUE)".
std::string step_of(const runtime::Signature& signature, const std::string& line) {
  rapidjson::Document json;
  json.Parse(line.c_str());
  const std::string name = json["event"].GetString();
  for (runtime::ActionId id = 0; id < signature.actions.size() + signature.outer_actions.size(); ++id) {
    const runtime::Action& action = signature.action(id);
    if (action.name != name) continue;
    std::string text = name;
    for (const std::string& parameter : action.parameters) {
      const rapidjson::Value& value = json["params"][parameter.c_str()];
      std::string shown = value.IsBool() ? (value.GetBool() ? "TRUE" : "FALSE") : spelled(value);
      std::erase(shown, '\'');
      text += (&parameter == &action.parameters.front() ? "(" : ", ") + shown;
    }
    return text + (action.parameters.empty() ? "" : ")");
  }
  return name;
}

bool undoes(const Edit& edit, const explore::Window& window, const Mutant& mutant, Mutation mutation,
            const runtime::Signature& signature) {
  const auto is_line = [&](size_t event, size_t line) {
    const trace::Place& place = window.events[event].place;
    return place.file == mutant.file && place.line == line;
  };
  switch (mutation) {
    case Mutation::drop: {
      const std::string step = step_of(signature, mutant.dropped);
      const std::string proposed = " or " + plain(edit.step) + " or ";
      return edit.kind == EditKind::Missing && proposed.find(" or " + step + " or ") != std::string::npos;
    }
    case Mutation::repeat:
      return edit.kind == EditKind::Repeated &&
             (is_line(edit.event, mutant.line) || is_line(edit.event, mutant.line - 1));
    case Mutation::swap:
      return (edit.kind == EditKind::Swapped || edit.kind == EditKind::Moved) &&
             ((is_line(edit.event, mutant.line) && is_line(edit.other, mutant.line + 1)) ||
              (is_line(edit.event, mutant.line + 1) && is_line(edit.other, mutant.line)));
    case Mutation::alter:
      return edit.kind == EditKind::Field && is_line(edit.event, mutant.line) &&
             plain(edit.expected) == plain(mutant.was);
  }
  return false;
}

TEST(Campaign, WhatIsNoBehaviorIsRejectedAndTheFirstEditUndoesTheMutation) {
  const std::pair<Mutation, const char*> kinds[] = {{Mutation::drop, "dropped"},
                                                    {Mutation::swap, "swapped"},
                                                    {Mutation::repeat, "repeated"},
                                                    {Mutation::alter, "altered"}};
  size_t mutants = 0, rejected = 0, right = 0;
  std::vector<Example> all;
  all.push_back(two_phase_commit());
  all.push_back(turnstile());
  all.push_back(lock_service());
  for (const Example& example : all) {
    SlowMatcher reference(*example.model);
    ASSERT_EQ(hold(example, example.log).result.verdict, explore::Verdict::Ok) << example.name;
    for (const auto& [mutation, kind] : kinds) {
      size_t rejected_here = 0, right_here = 0;
      for (unsigned number = 0; number < mutants_of_each_kind(); ++number) {
        const Mutant mutant = examples::mutate(example.log, mutation, number);
        const Outcome outcome = hold(example, mutant.trace);
        std::vector<std::vector<std::string>> files;
        for (const auto& [file, lines] : mutant.trace) files.push_back(lines);
        ASSERT_EQ(outcome.result.verdict, reference.allows(files) ? explore::Verdict::Ok : explore::Verdict::Rejected)
            << example.name << ": " << mutant.what;
        ++mutants;
        if (outcome.result.verdict == explore::Verdict::Ok) continue;
        ++rejected_here;
        const std::vector<Edit>& edits = outcome.explained.edits.best;
        const bool is_right =
            !edits.empty() && undoes(edits[0], outcome.result.window, mutant, mutation, example.model->signature());
        right_here += is_right ? 1 : 0;
        if (!is_right && std::getenv("TRESTLE_MUTANTS_SHOWN") != nullptr) {
          std::cout << example.name << ": " << mutant.what << " (" << mutant.file << ":" << mutant.line << ")\n    "
                    << outcome.result.reason << "\n";
          for (const Edit& edit : edits)
            std::cout << "    - " << edit.text(outcome.result.window) << " (" << edit.explains << ")\n";
        }
      }
      std::cout << example.name << ", " << kind << ": " << rejected_here << " rejected, the first edit right for "
                << right_here << "\n";
      rejected += rejected_here;
      right += right_here;
    }
  }
  std::cout << mutants << " mutants, " << rejected << " rejected, the first edit right for " << right << " ("
            << 100 * right / std::max<size_t>(1, rejected) << " %)\n";
  EXPECT_GE(rejected * 2, mutants) << "too few to say anything";
  EXPECT_GE(right * 100, rejected * 80);
}

}  // namespace
}  // namespace trestle::explain
