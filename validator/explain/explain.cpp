#include "validator/explain/explain.h"

#include <algorithm>

#include "translator/runtime/print.h"
#include "translator/runtime/store.h"
#include "validator/explain/patience.h"

namespace trestle::explain {
namespace {

using explore::Candidate;
using explore::Check;
using explore::Unexplained;
using runtime::Word;

constexpr double kSecondsForSteps = 5;  // for steps that were not logged

// Values that outlive the call that gave them.
std::vector<runtime::Value> kept(runtime::Arguments arguments) {
  std::vector<runtime::Value> values;
  for (const runtime::Value value : arguments) values.push_back(value.defined() ? runtime::intern(value) : value);
  return values;
}

std::vector<trace::Mismatch> mismatches(const runtime::Layout& layout, const Unexplained& unexplained,
                                        const Word* before, const Word* after) {
  std::vector<trace::Mismatch> found;
  for (const Check& check : unexplained.reading.checks) {
    runtime::Value value_before = layout.get(before, check.variable), value_after = layout.get(after, check.variable);
    if (trace::holds(unexplained.event, check.observation, check.after, value_before, value_after)) continue;
    found.push_back(
        trace::explain_mismatch(unexplained.event, check.observation, check.after, value_before, value_after));
  }
  return found;
}

// Of the steps of one action from one state, the one that misses the fewest observations.
class NearestStep final : public runtime::StepSink {
 public:
  NearestStep(const runtime::Layout& layout, const Unexplained& unexplained, const Word* before)
      : layout_(layout), unexplained_(unexplained), before_(before) {}

  bool step(const runtime::Step& step) override {
    std::vector<trace::Mismatch> missed = mismatches(layout_, unexplained_, before_, step.next);
    if (found && missed.size() >= attempt.mismatches.size()) return true;
    found = true;
    attempt.mismatches = std::move(missed);
    attempt.next.assign(step.next, step.next + layout_.words());
    attempt.arguments = kept(step.arguments);
    return true;
  }

  bool found = false;
  Attempt attempt{};

 private:
  const runtime::Layout& layout_;
  const Unexplained& unexplained_;
  const Word* before_;
};

// Of the possible steps of one action, whatever its arguments, the one that differs least from what was logged.
class NearestOther final : public runtime::StepSink {
 public:
  NearestOther(const runtime::Model& model, const Unexplained& unexplained, const Candidate& candidate,
               const Word* before)
      : signature_(model.signature()), unexplained_(unexplained), candidate_(candidate), before_(before) {}

  bool step(const runtime::Step& step) override {
    constexpr size_t kMost = 1000;
    std::vector<Field> differences;
    const auto& parameters = signature_.action(candidate_.action).parameters;
    for (size_t i = 0; i < parameters.size() && i < step.arguments.size(); ++i) {
      const runtime::Value logged = i < candidate_.arguments.size() ? candidate_.arguments[i] : runtime::Value();
      if (!logged.defined()) continue;
      Field field{parameters[i], runtime::to_short_string(logged), runtime::to_short_string(step.arguments[i])};
      if (field.logged != field.expected) differences.push_back(std::move(field));
    }
    for (trace::Mismatch& missed : mismatches(signature_.layout, unexplained_, before_, step.next)) {
      differences.push_back({"", std::move(missed.expected), std::move(missed.actual)});
    }
    if (!found || differences.size() < found->differences.size()) {
      found = Instead{kept(step.arguments), std::move(differences)};
    }
    return ++seen_ < kMost;
  }

  std::optional<Instead> found;

 private:
  const runtime::Signature& signature_;
  const Unexplained& unexplained_;
  const Candidate& candidate_;
  const Word* before_;
  size_t seen_ = 0;
};

class Names final : public runtime::StepSink {
 public:
  Names(const runtime::Signature& signature, Explanation& into) : signature_(signature), into_(into) {}

  bool step(const runtime::Step& step) override {
    constexpr size_t kFew = 8;
    std::string text =
        step_text(signature_, step.action, std::vector<runtime::Value>(step.arguments.begin(), step.arguments.end()));
    if (std::find(into_.possible.begin(), into_.possible.end(), text) != into_.possible.end()) return true;
    if (into_.possible.size() == kFew) {
      into_.more_possible = true;
      return false;
    }
    into_.possible.push_back(std::move(text));
    return true;
  }

 private:
  const runtime::Signature& signature_;
  Explanation& into_;
};

// A possible step is nearer than an impossible one; then whatever lacks less.
bool nearer(const Attempt& a, const Attempt& b) {
  if (a.refusal.has_value() != b.refusal.has_value()) return !a.refusal;
  if (!a.refusal) return a.mismatches.size() < b.mismatches.size();
  if (a.refusal->domain != b.refusal->domain) return b.refusal->domain;
  return a.refusal->passed > b.refusal->passed;
}

Attempt attempt_in(const runtime::Model& model, runtime::Context& context, const Unexplained& unexplained,
                   const Candidate& candidate, const std::vector<Word>& state, const Refuse& refuse,
                   const Patience& patience) {
  NearestStep nearest(model.signature().layout, unexplained, state.data());
  const std::string error = patience.enumerate(
      context, [&] { model.steps(context, state.data(), candidate.action, candidate.arguments, nearest); });
  nearest.attempt.action = candidate.action;
  if (!nearest.found) {
    nearest.attempt.arguments = candidate.arguments;
    nearest.attempt.refusal = refuse(context, state.data(), candidate.action, candidate.arguments);
    if (!nearest.attempt.refusal) nearest.attempt.refusal.emplace();
    if (nearest.attempt.refusal->error.empty()) nearest.attempt.refusal->error = error;
    if (!candidate.arguments.empty() && !model.signature().action(candidate.action).parameters.empty()) {
      NearestOther other(model, unexplained, candidate, state.data());
      patience.enumerate(context, [&] { model.steps(context, state.data(), candidate.action, {}, other); });
      nearest.attempt.instead = std::move(other.found);
    }
  }
  context.arena.reset();
  return std::move(nearest.attempt);
}

std::vector<Agreement> agreements(const runtime::Signature& signature, const std::vector<std::vector<Word>>& states) {
  constexpr size_t kFew = 4;
  std::vector<Agreement> agreed;
  for (size_t i = 0; i < signature.variables.size() && !states.empty(); ++i) {
    std::vector<runtime::Value> values;
    for (const auto& state : states) {
      const runtime::Value value = signature.layout.get(state.data(), i);
      const auto is_it = [&](runtime::Value other) { return same(other, value); };
      if (std::none_of(values.begin(), values.end(), is_it)) values.push_back(value);
    }
    Agreement& agreement = agreed.emplace_back();
    agreement.variable = signature.variables[i].name;
    agreement.different = values.size();
    values.resize(std::min(values.size(), kFew));
    agreement.values = std::move(values);
  }
  return agreed;
}

}  // namespace

Explained explain(const runtime::Model& model, const explore::ValidateResult& result, const Refuse& refuse) {
  Explained explained;
  std::vector<Explanation>& explanations = explained.events;
  explained.frontier = agreements(model.signature(), result.states_at_end);
  if (result.unexplained.empty()) return explained;
  runtime::Context context;
  const Patience patience(kSecondsForSteps);
  for (size_t event = 0; event < result.unexplained.size(); ++event) {
    const Unexplained& unexplained = result.unexplained[event];
    Explanation& explanation = explanations.emplace_back();
    explanation.event = event;
    for (const Candidate& candidate : unexplained.reading.candidates) {
      std::optional<Attempt> best;
      for (size_t state = 0; state < result.states_at_end.size(); ++state) {
        Attempt attempt =
            attempt_in(model, context, unexplained, candidate, result.states_at_end[state], refuse, patience);
        attempt.state = state;
        if (!best || nearer(attempt, *best)) best = std::move(attempt);
      }
      if (best) explanation.attempts.push_back(std::move(*best));
    }
    std::stable_sort(explanation.attempts.begin(), explanation.attempts.end(), nearer);
    if (result.states_at_end.empty()) continue;
    const Word* state = result.states_at_end[explanation.nearest_state()].data();
    if (unexplained.reading.stutters) {
      explanation.stuttering = mismatches(model.signature().layout, unexplained, state, state);
    }
    Names names(model.signature(), explanation);
    patience.enumerate(context, [&] { model.steps(context, state, names); });
    context.arena.reset();
  }
  explained.edits = find_edits(model, result.window);
  return explained;
}

std::string step_text(const runtime::Signature& signature, runtime::ActionId action,
                      const std::vector<runtime::Value>& arguments) {
  std::string text = signature.action(action).name;
  const size_t parameters = signature.action(action).parameters.size();
  if (parameters == 0) return text;
  text += '(';
  for (size_t i = 0; i < parameters; ++i) {
    if (i != 0) text += ", ";
    text += i < arguments.size() && arguments[i].defined() ? runtime::to_short_string(arguments[i], 60) : "_";
  }
  return text + ')';
}

}  // namespace trestle::explain
