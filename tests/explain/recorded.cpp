#include "tests/explain/recorded.h"

#include <random>

#include <gtest/gtest.h>

#include "translator/core/lower.h"
#include "translator/evaluator/evaluator.h"
#include "translator/modules/loader.h"
#include "translator/modules/resolve.h"
#include "translator/runtime/atoms.h"
#include "translator/syntax/parse.h"
#include "validator/report/json.h"

namespace trestle::explain {
namespace {

using runtime::Value;
using runtime::Word;

struct Choice {
  runtime::ActionId action;
  std::vector<Value> arguments;
  std::vector<Word> next;
};

class Choices final : public runtime::StepSink {
 public:
  explicit Choices(size_t words) : words_(words) {}
  bool step(const runtime::Step& step) override {
    all.push_back({step.action, {step.arguments.begin(), step.arguments.end()}, {step.next, step.next + words_}});
    return true;
  }
  std::vector<Choice> all;

 private:
  size_t words_;
};

class First final : public runtime::StateSink {
 public:
  explicit First(size_t words) : words_(words) {}
  bool state(const Word* state) override {
    found.assign(state, state + words_);
    return false;
  }
  std::vector<Word> found;

 private:
  size_t words_;
};

bool allowed(const runtime::Model& model, runtime::Context& context, const std::vector<Word>& state) {
  const auto& predicates = model.signature().predicates;
  for (runtime::PredicateId i = 0; i < predicates.size(); ++i) {
    if (predicates[i].kind == runtime::PredicateKind::Constraint && !model.holds(context, i, state.data()))
      return false;
  }
  return true;
}

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

// Of a function, the one argument where it differs; otherwise the whole value.
std::string observation(const std::string& variable, Value before, Value after) {
  std::string path;
  Value shown = after;
  if (before.kind() == after.kind() && after.kind() == runtime::Kind::Function &&
      same(before.object()[0], after.object()[0])) {
    size_t differing = 0;
    for (uint32_t i = 1; i < after->size; ++i) {
      if (same(before.object()[i], after.object()[i])) continue;
      ++differing;
      path = report::value_json(after.object()[0].object()[i - 1]);
      shown = after.object()[i];
    }
    if (differing != 1) path.clear(), shown = after;
  }
  return "{\"var\":" + quoted(variable) + (path.empty() ? "" : ",\"path\":[" + path + "]") +
         ",\"value\":" + report::value_json(shown) + "}";
}

}  // namespace

std::shared_ptr<const core::Spec> load_spec(const std::filesystem::path& path, const std::filesystem::path& config_path) {
  Diagnostics diagnostics;
  std::string error;
  const auto source = modules::read_source(path.string(), error),
             config_source = modules::read_source(config_path.string(), error);
  EXPECT_TRUE(source && config_source) << error;
  modules::FileLoader loader({});
  auto module = modules::resolve(loader, source, diagnostics);
  auto config = syntax::parse_config(config_source, diagnostics);
  EXPECT_TRUE(module && config) << render(diagnostics);
  auto spec = core::lower(module, *config, diagnostics);
  EXPECT_TRUE(spec) << render(diagnostics);
  return spec;
}

std::unique_ptr<runtime::Model> load_model(const std::filesystem::path& path, const std::filesystem::path& config,
                                           std::set<std::string, std::less<>>& model_values) {
  const auto spec = load_spec(path, config);
  for (const Value value : spec->model_values) model_values.emplace(runtime::atom_text(value.atom_id()));
  return evaluator::make_model(spec);
}

std::vector<std::string> record(const runtime::Model& model, const std::set<std::string>& observed, size_t events,
                                unsigned seed) {
  std::mt19937 random(seed);
  runtime::Context context;
  const runtime::Signature& signature = model.signature();
  First first(signature.layout.words());
  model.initial_states(context, first);
  std::vector<Word> state = first.found;
  std::vector<std::string> lines;
  while (lines.size() < events) {
    Choices choices(signature.layout.words());
    for (runtime::ActionId action = 0; action < signature.actions.size(); ++action) {
      model.steps(context, state.data(), action, {}, choices);
    }
    std::erase_if(choices.all,
                  [&](const Choice& choice) { return choice.next == state || !allowed(model, context, choice.next); });
    if (choices.all.empty()) break;
    const Choice& choice = choices.all[random() % choices.all.size()];
    const runtime::Action& action = signature.action(choice.action);
    std::string line =
        "{\"event\":" + quoted(action.name) + ",\"node\":\"log\",\"seq\":" + std::to_string(lines.size() + 1);
    std::string parameters, after;
    for (size_t i = 0; i < action.parameters.size(); ++i) {
      parameters += (i ? "," : "") + quoted(action.parameters[i]) + ":" + report::value_json(choice.arguments[i]);
    }
    for (size_t i = 0; i < signature.variables.size(); ++i) {
      const std::string& name = signature.variables[i].name;
      const Value was = signature.layout.get(state.data(), i), is = signature.layout.get(choice.next.data(), i);
      if (!observed.contains(name) || same(was, is)) continue;
      after += (after.empty() ? "" : ",") + observation(name, was, is);
    }
    if (!parameters.empty()) line += ",\"params\":{" + parameters + "}";
    if (!after.empty()) line += ",\"after\":[" + after + "]";
    lines.push_back(line + "}");
    state = choice.next;
  }
  return lines;
}

}  // namespace trestle::explain
