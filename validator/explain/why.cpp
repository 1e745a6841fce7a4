#include "validator/explain/why.h"

#include "translator/evaluator/explain.h"
#include "translator/runtime/context.h"
#include "translator/runtime/thread.h"

namespace trestle::explain {
namespace {

using evaluator::Refusal;
using explore::Verdict;

constexpr size_t kMostActions = 20;
constexpr size_t kMostText = 60;

// The conjunct on one line, cut when it is long.
std::string one_line(const std::string& text) {
  std::string line;
  for (char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (blank && (line.empty() || line.back() == ' ')) continue;
    line += blank ? ' ' : c;
  }
  return line.size() > kMostText ? line.substr(0, kMostText) + "..." : line;
}

// `given`: the module that needs no name.
std::string told(const Refusal& refusal, const std::string& given) {
  if (refusal.text.empty()) return "nothing to choose from";
  std::string text = one_line(refusal.text);
  if (!refusal.error.empty()) {
    text += " has no value: " + refusal.error;
  } else if (refusal.domain) {
    text = "its arguments are not in " + text;
  } else {
    text += refusal.empty ? " is empty" : " is false";
    const char* before = ", with ";
    for (const evaluator::Named& named : refusal.values) {
      if (named.name == named.value) continue;  // written out in the conjunct
      text += before + named.name + " = " + one_line(named.value);
      before = ", ";
    }
  }
  const runtime::Location& at = refusal.location;
  return text + "  (line " + std::to_string(at.begin_line) + (at.module == given ? "" : " of " + at.module) + ")";
}

std::string deadlocked(const runtime::Model& model, runtime::Context& context, const runtime::Word* state,
                       size_t number) {
  const auto& actions = model.signature().actions;
  std::string text = "Why no action is possible in state " + std::to_string(number) + ":\n";
  for (size_t i = 0; i < actions.size() && i < kMostActions; ++i) {
    const auto refusal = evaluator::refusal(model, context, state, i, {});
    if (refusal) text += "  " + actions[i].name + ": " + told(*refusal, model.signature().module) + "\n";
  }
  if (actions.size() > kMostActions) text += "  and " + std::to_string(actions.size() - kMostActions) + " more\n";
  return text + "\n";
}

}  // namespace

std::string why(const runtime::Model& evaluator, const runtime::Model& explored, const explore::CheckResult& result) {
  if (result.behavior.empty()) return {};
  std::string text;
  runtime::on_deep_stack([&] {
    runtime::Context context;
    const auto values = runtime::decode(explored.signature().layout, result.behavior.states.back().words.data());
    const std::vector<runtime::Word> state = runtime::encode(evaluator.signature().layout, values);
    try {
      if (result.verdict == Verdict::Deadlock)
        text = deadlocked(evaluator, context, state.data(), result.behavior.size());
      if (result.verdict == Verdict::InvariantViolated && result.predicate) {
        const auto refusal = evaluator::false_conjunct(evaluator, context, *result.predicate, state.data());
        if (refusal && !refusal->text.empty()) text = told(*refusal, evaluator.signature().module) + "\n\n";
      }
    } catch (const runtime::EvalError&) {
      text.clear();  // what cannot be evaluated again explains nothing
    }
  });
  return text;
}

void add_circumstances(const runtime::Model& witness, const runtime::Model& explored, explore::Finding& finding) {
  using explore::Phase;
  if (!finding.failure || finding.failure->error.kind == runtime::ErrorKind::TooLarge) return;
  runtime::EvalError& error = finding.failure->error;
  struct Everything final : runtime::StateSink, runtime::StepSink {
    bool state(const runtime::Word*) override { return true; }
    bool step(const runtime::Step&) override { return true; }
  };
  runtime::on_deep_stack([&] {
    runtime::Exploration silence;  // what Print says was said before
    silence.print = [](std::string_view) {};
    runtime::Context context;
    context.exploration = &silence;
    context.level = static_cast<int64_t>(finding.behavior.size());
    std::vector<std::vector<runtime::Word>> states;
    for (const explore::BehaviorState& s : finding.behavior.states)
      states.push_back(runtime::encode(witness.signature().layout, runtime::decode(explored.signature().layout, s.words.data())));
    const runtime::Word* const last = states.empty() ? nullptr : states.back().data();
    Everything all;
    try {
      if (finding.predicate) {
        const bool on_step = witness.signature().predicates[*finding.predicate].on_steps;
        if (on_step && states.size() < 2) return;
        witness.holds(context, *finding.predicate, on_step ? states[states.size() - 2].data() : last, on_step ? last : nullptr);
      } else if (finding.failure->phase == Phase::Init) {
        witness.initial_states(context, all);
      } else if (finding.failure->phase == Phase::Next && last != nullptr) {
        witness.steps(context, last, all);
      }
    } catch (const runtime::EvalError& again) {
      if (again.place != error.place || std::string_view(again.what()) != error.what()) return;
      error.names = again.names;
      error.calls = again.calls;
    }
  });
}

}  // namespace trestle::explain
