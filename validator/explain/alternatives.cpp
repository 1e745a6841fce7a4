#include "validator/explain/alternatives.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "translator/runtime/print.h"
#include "translator/runtime/store.h"
#include "validator/explain/members.h"

namespace trestle::explain {
namespace {

constexpr size_t kLongestValue = 120;

std::string source_of(const trace::Event& event, const explore::Check& check) {
  return std::string(event.text(check.observation.variable)) + (check.after ? "'" : "");
}

// What variables may become by the actions that a rule names: an event shows that, as a rule, when it shows the state.
std::vector<runtime::Value> values_after(Fit& fit, const runtime::Signature& signature, runtime::ActionId rule,
                                         const States& states) {
  constexpr size_t kMostStates = 4;
  std::vector<runtime::Value> found;
  for (size_t i = 0; i < std::min(states.size(), kMostStates); ++i) {
    for (const runtime::ActionId action : actions_in(signature, rule)) {
      fit.steps(states[i], action, {}, [&](const State& before, const runtime::Step& step) {
        for (size_t v = 0; v < signature.variables.size(); ++v) {
          const runtime::Value next = fit.layout().get(step.next, v);
          if (same(next, fit.layout().get(before.data(), v))) continue;
          collect_values(runtime::intern(next), found);
        }
      });
    }
  }
  return found;
}

// How far from what was logged; 0 for what are no numbers.
uint64_t apart(const Field& field) {
  const auto number = [](const std::string& text) {
    int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
  };
  const auto logged = number(field.logged), expected = number(field.expected);
  if (!logged || !expected) return 0;
  return static_cast<uint64_t>(std::max(*logged, *expected)) - static_cast<uint64_t>(std::min(*logged, *expected));
}

}  // namespace

std::vector<std::string> sources(const runtime::Signature& signature, const Slot& slot) {
  std::vector<std::string> all;
  const auto add = [&](std::string source) {
    if (std::find(all.begin(), all.end(), source) == all.end()) all.push_back(std::move(source));
  };
  for (const explore::Candidate& candidate : slot.reading->candidates) {
    const auto& parameters = signature.action(candidate.action).parameters;
    for (size_t p = 0; p < std::min(parameters.size(), candidate.arguments.size()); ++p) {
      if (candidate.arguments[p].defined()) add(parameters[p]);
    }
    if (!is_rule(signature, candidate.action, candidate.arguments)) continue;
    for (std::string& name : member_names(candidate.arguments[0])) add(std::move(name));
  }
  for (const explore::Check& check : slot.reading->checks) add(source_of(*slot.event, check));
  return all;
}

std::vector<Alternative> alternatives(Fit& fit, const runtime::Signature& signature, const Slot& slot,
                                      const States& before_event) {
  States states = fit.with_hidden(before_event);
  std::erase_if(states, [&](const State& state) { return fit.was_taken(state, *slot.reading); });
  struct Found {
    bool parameter;
    std::string source;
    std::set<State> states;
  };
  std::map<std::tuple<std::string, std::string, std::string>, Found> found;  // name, logged, expected
  const auto add = [&](Field field, bool parameter, std::string source, const State& before, const runtime::Word* next) {
    if (field.logged == field.expected) return;
    Found& to = found[{std::move(field.name), std::move(field.logged), std::move(field.expected)}];
    to.parameter = parameter;
    to.source = std::move(source);
    to.states.insert(fit.led(before, next, *slot.reading));
  };
  for (const State& state : states) {
    for (const explore::Candidate& candidate : slot.reading->candidates) {
      const auto& parameters = signature.action(candidate.action).parameters;
      for (size_t p = 0; p < std::min(parameters.size(), candidate.arguments.size()); ++p) {
        if (!candidate.arguments[p].defined()) continue;
        std::vector<runtime::Value> arguments = candidate.arguments;
        arguments[p] = runtime::Value();
        fit.steps(state, candidate.action, arguments, [&](const State& before, const runtime::Step& step) {
          if (p >= step.arguments.size() || !fit.shows(slot, before, step.next)) return;
          add({parameters[p], runtime::to_short_string(candidate.arguments[p], kLongestValue),
               runtime::to_short_string(step.arguments[p], kLongestValue)},
              true, parameters[p], before, step.next);
        });
      }
    }
  }
  runtime::Context members;  // holds the events with other members
  for (const explore::Candidate& candidate : slot.reading->candidates) {
    if (!is_rule(signature, candidate.action, candidate.arguments)) continue;
    // What the action is given says what was done; all else, what was seen of it.
    const auto chooses = [&](const std::string& member) {
      return signature.action(candidate.action).name.find(member) != std::string::npos;
    };
    std::optional<std::vector<runtime::Value>> after;  // by need: all steps of the actions are gone through
    const auto likely = [&](const std::string& member) {
      if (chooses(member)) return std::vector<runtime::Value>();
      if (!after) after = values_after(fit, signature, candidate.action, states);
      return *after;
    };
    for (OtherMember& other : other_members(members, fit.window(), candidate.action, candidate.arguments[0], likely)) {
      for (const State& state : states) {
        fit.steps(state, candidate.action, {&other.event, 1}, [&](const State& before, const runtime::Step& step) {
          if (fit.shows(slot, before, step.next))
            add({other.name, other.logged, other.other}, chooses(other.name), other.name, before, step.next);
        });
      }
    }
  }
  for (size_t i = 0; i < slot.reading->checks.size(); ++i) {
    explore::Reading reading = *slot.reading;
    const explore::Check check = reading.checks[i];
    reading.checks.erase(reading.checks.begin() + static_cast<std::ptrdiff_t>(i));
    const Slot relaxed{.event = slot.event, .reading = &reading, .needs = {}};
    const auto observe = [&](const State& before, const runtime::Word* next) {
      if (!fit.shows(relaxed, before, next)) return;
      auto field = as_observed(*slot.event, check, fit.layout().get(before.data(), check.variable),
                               fit.layout().get(next, check.variable));
      if (field) add(std::move(*field), false, source_of(*slot.event, check), before, next);
    };
    for (const State& state : states) {
      for (const explore::Candidate& candidate : reading.candidates) {
        fit.steps(state, candidate.action, candidate.arguments,
                  [&](const State& before, const runtime::Step& step) { observe(before, step.next); });
      }
      if (reading.stutters) observe(state, state.data());
    }
  }
  std::vector<Alternative> all;
  for (auto& [field, to] : found) {
    all.push_back({{std::get<0>(field), std::get<1>(field), std::get<2>(field)},
                   to.parameter,
                   std::move(to.source),
                   {to.states.begin(), to.states.end()}});
  }
  const auto order = [](const Alternative& a) { return std::pair(std::string_view(a.field.name), apart(a.field)); };
  std::stable_sort(all.begin(), all.end(), [&](const Alternative& a, const Alternative& b) { return order(a) < order(b); });
  return all;
}

}  // namespace trestle::explain
