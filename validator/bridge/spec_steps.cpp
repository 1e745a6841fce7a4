#include "validator/bridge/spec_steps.h"

#include <numeric>

#include "translator/runtime/store.h"

namespace trestle::bridge {

using runtime::Value;
using runtime::Word;

namespace {

struct Steps final : runtime::StepSink {
  explicit Steps(size_t words) : words(words) {}
  bool step(const runtime::Step& step) override {
    Node& node = found.emplace_back();
    node.words.assign(step.next, step.next + words);
    node.action = step.action;
    for (const Value argument : step.arguments) node.arguments.push_back(runtime::intern(argument));
    return true;
  }
  size_t words;
  std::vector<Node> found;
};

struct Initial final : runtime::StateSink {
  explicit Initial(size_t words) : words(words) {}
  bool state(const Word* state) override {
    found.push_back({.words = State(state, state + words), .parent = 0, .action = runtime::kNoAction, .arguments = {}});
    return true;
  }
  size_t words;
  std::vector<Node> found;
};

}  // namespace

std::vector<runtime::ActionId> all_actions(const runtime::Signature& signature) {
  std::vector<runtime::ActionId> all(signature.actions.size());
  std::iota(all.begin(), all.end(), runtime::ActionId{0});
  return all;
}

std::string step_text(const runtime::Signature& signature, runtime::ActionId action, const std::vector<Value>& arguments) {
  return to_string(RecordedAction{.name = signature.action(action).name, .arguments = arguments});
}

std::vector<Node> initial_nodes(const runtime::Model& model, runtime::Context& context) {
  Initial sink(model.signature().layout.words());
  model.initial_states(context, sink);
  return std::move(sink.found);
}

std::vector<Node> steps_from(const runtime::Model& model, runtime::Context& context, const State& words,
                             std::span<const runtime::ActionId> actions, std::string& error) {
  Steps sink(words.size());
  for (const runtime::ActionId action : actions) {
    const auto mark = context.arena.mark();
    try {
      model.steps(context, words.data(), action, {}, sink);
    } catch (const runtime::EvalError& failed) {
      error = model.signature().action(action).name + " has no value there: " + failed.what();
    }
    context.arena.reset(mark);
  }
  return std::move(sink.found);
}

}  // namespace trestle::bridge
