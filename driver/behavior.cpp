#include "driver/behavior.h"

namespace trestle::driver {
namespace {

// What the path leads to; null when there is no such part.
const Value* part(const Value& value, const Value& path, size_t from,
                  std::vector<std::vector<std::pair<Value, Value>>>& kept) {
  if (from == path.elements().size()) return &value;
  using Kind = Value::Kind;
  if (value.kind() != Kind::Sequence && value.kind() != Kind::Record && value.kind() != Kind::Function) return nullptr;
  kept.push_back(value.pairs());
  for (const auto& [argument, inner] : kept.back()) {
    if (argument == path.elements()[from]) return part(inner, path, from + 1, kept);
  }
  return nullptr;
}

std::string differences(const Observation& observation, const Value& state) {
  std::string text;
  for (const Observation::Part& seen : observation.parts()) {
    const Value shown = Value::parse(seen.value);
    const Value* variable = state.find(seen.variable);
    if (variable == nullptr) throw ValueError("the specification has no variable " + seen.variable);
    std::vector<std::vector<std::pair<Value, Value>>> kept;
    const Value path = Value::parse(seen.path.empty() ? "[]" : seen.path);
    const Value* wanted = part(*variable, path, 0, kept);
    if (wanted != nullptr && *wanted == shown) continue;
    std::string name = seen.variable;
    for (const Value& argument : path.elements()) name += "[" + argument.to_string() + "]";
    text += "\n  " + name + "\n    - the specification:   " + (wanted == nullptr ? "nothing" : wanted->to_string()) +
            "\n    + the implementation:  " + shown.to_string();
  }
  return text;
}

}  // namespace

void Behavior::add(Taker taker, std::string_view action, std::string_view arguments, std::string_view state) {
  steps_.push_back({taker, {std::string(action), Value::parse(arguments)}, Value::parse(state)});
}

std::string Behavior::departure(Driver& driver) const {
  for (size_t i = 0; i < steps_.size(); ++i) {
    const Planned& planned = steps_[i];
    const std::string where =
        i == 0 ? "at the start" : "in step " + std::to_string(i) + ", " + planned.step.to_string();
    Observation observation;
    switch (planned.taker) {
      case Taker::Start: observation = driver.start(planned.state); break;
      case Taker::Asked: observation = driver.step(planned.step); break;
      case Taker::Environment: observation = driver.environment(planned.step); break;
      case Taker::System: {
        std::optional<Taken> taken = driver.await(planned.step);
        if (!taken) return where + ": the system took no step by itself";
        std::string otherwise = taken->action == planned.step.action ? "" : taken->action;
        for (const auto& [name, value] : taken->arguments) {
          const Value given = Value::parse(value.json());
          const Value* wanted = planned.step.arguments.find(name);
          if (wanted == nullptr || *wanted != given)
            otherwise = taken->action + " with " + name + " = " + given.to_string();
        }
        if (!otherwise.empty()) return where + ": the system took " + otherwise;
        observation = std::move(taken->observation);
        break;
      }
    }
    if (observation.is_refused())
      return where + ": refused" + (observation.why()->empty() ? "" : ": " + *observation.why());
    const std::string different = differences(observation, planned.state);
    if (!different.empty()) return where + ": the implementation shows another state" + different;
  }
  return {};
}

}  // namespace trestle::driver
