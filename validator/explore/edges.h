// The edges of an explored state graph, computed again from its states.
#pragma once

#include <functional>
#include <span>

#include "translator/runtime/model.h"
#include "validator/explore/check.h"
#include "validator/explore/state_space.h"

namespace trestle::explore {

struct Edge {
  StateId from, to;
  runtime::ActionId action;
  std::span<const runtime::Value> arguments;  // valid during the call
};

// Every step between stored states, from those that were expanded, that the action constraints allow, in the order of
// states and of TLC's steps; a step that TLC generates several times in a row comes once. Throws EvalError as the model
// does, but where the run ended by one.
void for_each_edge(const runtime::Model& model, const StateSpace& states, const Expanded& expanded,
                   const std::function<void(const Edge&)>& visit);

// As if all of them had been.
Expanded all_expanded(const StateSpace& states);

}  // namespace trestle::explore
