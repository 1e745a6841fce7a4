#include "validator/explain/strength.h"

#include <algorithm>
#include <map>
#include <set>

#include "translator/runtime/print.h"
#include "validator/explain/alternatives.h"

namespace trestle::explain {
namespace {

using explore::Window;
using explore::WindowEvent;
using runtime::Value;

constexpr size_t kEventsOfEach = 6;
constexpr size_t kWrongValues = 3;
constexpr size_t kHorizon = 48;  // events
constexpr uint64_t kMostSteps = 400'000;
constexpr double kSecondsForStrength = 300;
constexpr uint64_t kStepsOfOne = 600, kStepsAtFirst = 6'000;

class Prober {
 public:
  Prober(const runtime::Model& model, const explore::ValidateResult& result, const Shows& shows)
      : signature_(model.signature()),
        result_(result),
        window_(result.window),
        shows_(shows),
        fit_(model, result.window, kMostSteps, kSecondsForStrength) {}

  Strength probe();

 private:
  State before(size_t event) const { return reached(result_.behavior[window_.events[event].step - 1]); }
  State after(size_t event) const { return reached(result_.behavior[window_.events[event].step]); }
  static State reached(const explore::ExplainedStep& step) { return {step.state, step.spent}; }

  void collect_values();
  void collect_values(const runtime::Word* state);
  std::vector<Slot> slots_after(size_t event) const;
  // The events that come after one, and how many of them what was found explains, when so much is tried.
  struct Rest {
    std::vector<Slot> slots;
    size_t explained = 0;
    uint64_t patience = 0;
  };
  Rest rest(size_t event);
  // Counts whether as many are explained after these states instead.
  void judge(const Rest& rest, const States& states, std::string value, Noticed& into);
  void variables(size_t event, const Rest& rest, StrengthOfEvent& into);
  void fields(size_t event, const Rest& rest, StrengthOfEvent& into);

  const runtime::Signature& signature_;
  const explore::ValidateResult& result_;
  const Window& window_;
  const Shows& shows_;
  Fit fit_;
  std::vector<std::vector<Value>> values_;  // by variable: different ones of the behavior, the first few, and of where the spec may go
};

Noticed& of(std::vector<Noticed>& all, const std::string& name) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Noticed& noticed) { return noticed.name == name; });
  if (found != all.end()) return *found;
  all.push_back({.name = name, .passed = {}});
  return all.back();
}

void Prober::collect_values() {
  values_.resize(signature_.variables.size());
  for (const explore::ExplainedStep& step : result_.behavior) collect_values(step.state.data());
  // What never moved in the behavior has others where the spec may go from its beginning.
  constexpr size_t kMostStates = 300;
  const auto enough = [&] {
    return std::all_of(values_.begin(), values_.end(), [](const auto& values) { return values.size() > kWrongValues; });
  };
  std::set<State> known{reached(result_.behavior.front())};
  std::vector<State> waiting(known.begin(), known.end());
  while (!waiting.empty() && !enough()) {
    const State from = std::move(waiting.back());  // into the depth: there more has happened
    waiting.pop_back();
    fit_.steps(from, [&](const State&, const runtime::Step& step) {
      State next{{step.next, step.next + from.words.size()}, from.spent};
      if (known.size() >= kMostStates || !known.insert(next).second) return;
      collect_values(step.next);
      waiting.push_back(std::move(next));
    });
  }
}

void Prober::collect_values(const runtime::Word* state) {
  constexpr size_t kMostValues = 200;
  for (size_t i = 0; i < values_.size(); ++i) {
    const Value value = runtime::intern(signature_.layout.get(state, i));
    const auto is_it = [&](Value other) { return same(other, value); };
    if (values_[i].size() < kMostValues && std::none_of(values_[i].begin(), values_[i].end(), is_it))
      values_[i].push_back(value);
  }
}

// The events behind this one as if the trace began there.
std::vector<Slot> Prober::slots_after(size_t event) const {
  std::vector<Slot> slots;
  std::map<uint32_t, size_t> last_of_chain;
  const size_t first = event + 1, end = std::min(window_.explained, first + kHorizon);
  for (size_t i = first; i < end; ++i) {
    const WindowEvent& next = window_.events[i];
    Slot slot{.event = &next.event, .reading = &next.reading, .needs = {}};
    for (const uint32_t other : next.after) {
      if (other >= first && other < end) slot.needs.set(other - first);
    }
    if (const auto last = last_of_chain.find(next.chain); last != last_of_chain.end()) slot.needs.set(last->second);
    last_of_chain[next.chain] = slots.size();
    slots.push_back(slot);
  }
  return slots;
}

Prober::Rest Prober::rest(size_t event) {
  Rest rest{.slots = slots_after(event)};
  const uint64_t before = fit_.calls();
  rest.explained = fit_.reach(rest.slots, Events(), {after(event)}, kStepsAtFirst).count();
  rest.patience = std::max(kStepsOfOne, 2 * (fit_.calls() - before));
  return rest;
}

void Prober::judge(const Rest& rest, const States& states, std::string value, Noticed& into) {
  const bool goes_on = fit_.reach(rest.slots, Events(), states, rest.patience).count() >= rest.explained;
  if (!goes_on && fit_.exhausted()) return;  // nobody knows
  ++into.tried;
  if (goes_on)
    into.passed = std::move(value);
  else
    ++into.later;
}

void Prober::variables(size_t event, const Rest& rest, StrengthOfEvent& into) {
  const WindowEvent& shown = window_.events[event];
  const Slot slot{.event = &shown.event, .reading = &shown.reading, .needs = {}};
  const State was = before(event), is = after(event);
  for (size_t i = 0; i < signature_.variables.size(); ++i) {
    const Value right = signature_.layout.get(is.data(), i);
    // The one before it, as if the step had not changed it, and others that the variable had.
    std::vector<Value> wrong;
    const auto add = [&](Value value) {
      const auto is_it = [&](Value other) { return same(other, value); };
      if (wrong.size() < kWrongValues && !same(value, right) && std::none_of(wrong.begin(), wrong.end(), is_it))
        wrong.push_back(value);
    };
    add(signature_.layout.get(was.data(), i));
    for (size_t j = 0; j < values_[i].size() && wrong.size() < kWrongValues; ++j)
      add(values_[i][(event + j * (values_[i].size() / 3 + 1)) % values_[i].size()]);
    for (const Value value : wrong) {
      std::vector<Value> values = runtime::decode(signature_.layout, is.data());
      values[i] = value;
      State state;
      try {
        state = {runtime::encode(signature_.layout, values), is.spent};
      } catch (const runtime::Misfit&) {
        continue;  // the engine's layout has no place for it
      }
      Noticed& noticed = of(into.variables, signature_.variables[i].name);
      if (!fit_.shows(slot, was, state.data()) || (shows_ && !shows_(shown, was, state))) {
        ++noticed.tried;
        ++noticed.at_once;
      } else {
        judge(rest, {state}, runtime::to_short_string(value, 80) + " after " + trace::to_string(shown.place), noticed);
      }
    }
  }
}

void Prober::fields(size_t event, const Rest& rest, StrengthOfEvent& into) {
  const WindowEvent& shown = window_.events[event];
  const Slot slot{.event = &shown.event, .reading = &shown.reading, .needs = {}};
  std::set<std::string> others;
  for (const Alternative& other : alternatives(fit_, signature_, slot, {before(event)})) {
    others.insert(other.source);
    judge(rest, other.states, other.field.expected + " at " + trace::to_string(shown.place), of(into.fields, other.source));
  }
  for (const std::string& source : sources(signature_, slot)) {
    if (others.contains(source)) continue;
    Noticed& noticed = of(into.fields, source);
    ++noticed.tried;
    ++noticed.at_once;
  }
}

Strength Prober::probe() {
  Strength strength;
  strength.ahead = kHorizon;
  collect_values();
  std::map<std::string, std::vector<size_t>> by_name;
  const size_t first = window_.events.empty() || !window_.events[0].reading.candidates.empty() ? 0 : window_.start;
  for (size_t i = first; i < window_.explained; ++i) {
    by_name[std::string(window_.events[i].event.name())].push_back(i);
    ++strength.of;
  }
  std::map<std::string, uint64_t> tried, unnoticed;
  for (const auto& [name, events] : by_name) {
    StrengthOfEvent& of_event = strength.events.emplace_back();
    of_event.event = name;
    // Those near the end have little behind them that could show anything.
    const size_t count = std::min(events.size(), kEventsOfEach);
    for (size_t i = 0; i < count; ++i) {
      const size_t event = events[i * events.size() / count];
      const Rest behind = rest(event);
      variables(event, behind, of_event);
      fields(event, behind, of_event);
      ++of_event.events;
    }
    for (const Noticed& noticed : of_event.variables) {
      tried[noticed.name] += noticed.tried;
      unnoticed[noticed.name] += noticed.unnoticed();
    }
  }
  for (const runtime::Variable& variable : signature_.variables) {
    if (!tried.contains(variable.name)) strength.untried.push_back(variable.name);
  }
  for (const auto& [name, count] : tried) {
    if (count > 0 && unnoticed[name] == count) strength.never.push_back(name);
  }
  return strength;
}

}  // namespace

Strength strength(const runtime::Model& model, const explore::ValidateResult& result, const Shows& shows) {
  if (result.window.explained == 0 || result.behavior.size() < 2) return {};
  return Prober(model, result, shows).probe();
}

}  // namespace trestle::explain
