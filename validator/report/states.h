// The states of a behavior as people see them: variables by name, or what the model's ALIAS makes of them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/explore/behavior.h"

namespace trestle::report {

using NamedValues = std::vector<std::pair<std::string, runtime::Value>>;

struct ShownState {
  std::string header;     // "<Send(1, 2) line 3, col 4 to line 5, col 6 of module Raft>", as TLC has it
  NamedValues variables;  // in order of declaration
  NamedValues alias;      // fields of ALIAS; where it has no value, the variables and why; empty without one

  // What to show: the alias when there is one.
  const NamedValues& shown() const { return alias.empty() ? variables : alias; }
};

// Evaluates ALIAS, so this may take time and stack. `left_out`: states before the first one that is given.
std::vector<ShownState> shown_states(const runtime::Model& model, const explore::Behavior& behavior,
                                     size_t left_out = 0);

std::string step_header(const runtime::Signature& signature, const explore::BehaviorState& state);

}  // namespace trestle::report
