#include "validator/bridge/recorded_model.h"

#include <algorithm>

#include "translator/runtime/atoms.h"
#include "validator/bridge/writers.h"

namespace trestle::bridge {

RecordedModel::RecordedModel(const RecordedBehavior& recorded, std::string module) {
  signature_.module = std::move(module);
  for (const std::string& name : variable_names(recorded)) signature_.variables.push_back({name, {}});
  signature_.layout = runtime::Layout(signature_.variables.size());
  for (size_t i = 0; i < recorded.states.size(); ++i) {
    const RecordedState& state = recorded.states[i];
    explore::BehaviorState& shown = behavior_.states.emplace_back();
    // A variable of which a state says nothing.
    std::vector<runtime::Value> values(signature_.variables.size(), runtime::model_value("not recorded"));
    for (const auto& [name, value] : state.variables) {
      const auto found = std::find_if(signature_.variables.begin(), signature_.variables.end(),
                                      [&](const runtime::Variable& variable) { return variable.name == name; });
      values[static_cast<size_t>(found - signature_.variables.begin())] = value;
    }
    shown.words = runtime::encode(signature_.layout, values);
    if (i == 0) continue;
    shown.action = action_of(state.action);
    if (state.action.arguments) shown.arguments = *state.action.arguments;
  }
  behavior_.end = recorded.end;
  behavior_.back_to = recorded.back_to;
  if (recorded.end == explore::Behavior::End::BackTo) behavior_.back_action = action_of(recorded.back_action);
}

runtime::ActionId RecordedModel::action_of(const RecordedAction& action) {
  const std::string name = action.told() ? action.name : "a step";
  for (runtime::ActionId id = 0; id < signature_.actions.size(); ++id)
    if (signature_.actions[id].name == name) return id;
  signature_.actions.push_back({name, action.parameters, action.location});
  return static_cast<runtime::ActionId>(signature_.actions.size() - 1);
}

}  // namespace trestle::bridge
