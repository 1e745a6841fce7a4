// What write.cpp is made of: a writer for each family of formats. Private to this folder.
#pragma once

#include <set>

#include "validator/bridge/write.h"

namespace trestle::bridge {

std::string write_text(const RecordedBehavior& behavior, bool messages);
std::string write_dump(const RecordedBehavior& behavior);
std::string write_tlc_json(const RecordedBehavior& behavior);
std::string write_itf(const RecordedBehavior& behavior, const std::string& source);
std::string write_events(const RecordedBehavior& behavior, const std::string& spec);
std::string write_tlc_module(const RecordedBehavior& behavior, const std::string& name);
std::string write_simulation(const RecordedBehavior& behavior, const std::string& name);
std::string write_replay(const RecordedBehavior& behavior, const SpecText& spec, const std::string& name);
std::string write_dot(const RecordedBehavior& behavior, const std::string& name);
std::string write_mermaid(const RecordedBehavior& behavior, const std::string& name);
std::string write_mermaid_states(const RecordedBehavior& behavior);
std::string write_shiviz(const RecordedBehavior& behavior, const std::string& name);

// "<Sell(ann,1) line 13, ... of module Counter>", as TLC has it.
std::string header_text(const RecordedAction& action, bool initial);
// "/\ x = 1" and so on, a line each.
std::string conjuncts_text(const NamedValues& variables);
std::string action_text(const RecordedAction& action);  // "Sell(ann,1)", whole
std::string tla_string(std::string_view text);              // as a TLA+ string
// All names in the behavior's states, in the order they come.
std::vector<std::string> variable_names(const RecordedBehavior& behavior);

}  // namespace trestle::bridge
