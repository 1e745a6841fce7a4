// Steps of a spec as they are needed to hold a behavior against it. Private to this folder.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/bridge/behavior_file.h"

namespace trestle::bridge {

using State = std::vector<runtime::Word>;

// A state that stands for one recorded state, and how it was reached.
struct Node {
  State words;
  size_t parent = 0;  // among those of the state before
  runtime::ActionId action = runtime::kNoAction;
  std::vector<runtime::Value> arguments;
};

// Whether TLC calls any step so: one without an action of its own has the name of the next-state action, or this, in text
// and elsewhere.
inline bool is_unnamed(std::string_view action, std::string_view next) {
  return action == next || action == "Action" || action == runtime::kUnnamedAction;
}

// Of what TLC calls S!A, A: actions here have the names of their definitions.
inline std::string own_name(const std::string& action) {
  return action.substr(action.rfind('!') == action.npos ? 0 : action.rfind('!') + 1);
}

std::vector<runtime::ActionId> all_actions(const runtime::Signature& signature);

// "Sell(ann, 1)".
std::string step_text(const runtime::Signature& signature, runtime::ActionId action, const std::vector<runtime::Value>& arguments);

std::vector<Node> initial_nodes(const runtime::Model& model, runtime::Context& context);
// The steps of some actions, one action after the other, so that all engines give arguments. An action that has no
// value there has no steps, and `error` says why.
std::vector<Node> steps_from(const runtime::Model& model, runtime::Context& context, const State& words,
                             std::span<const runtime::ActionId> actions, std::string& error);

}  // namespace trestle::bridge
