// Members of an event that a rule of a mapping reads (`e.vote`, `e.state.term`), with other values: those that other
// events have there, the nearest numbers, and what variables may become. What the model cannot enumerate is tried.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/explore/window.h"

namespace trestle::explain {

struct OtherMember {
  std::string name;  // e.state.term
  std::string logged, other;
  runtime::Value event;  // with the other value; in the arena of the context
};

// `event` is the record that `rule` was given. The first few other values of each member, and of those that are likely.
using Likely = std::function<std::vector<runtime::Value>(const std::string& member)>;
std::vector<OtherMember> other_members(runtime::Context& context, const explore::Window& window, runtime::ActionId rule,
                                       runtime::Value event, const Likely& likely);

// Adds to `found` the values in a value: of a function's arguments, of a record's fields, of what a set has.
void collect_values(runtime::Value value, std::vector<runtime::Value>& found);

// A rule of a mapping has one parameter that it does not show, the event.
inline bool is_rule(const runtime::Signature& signature, runtime::ActionId action,
                    const std::vector<runtime::Value>& arguments) {
  return signature.action(action).parameters.empty() && arguments.size() == 1 && arguments[0].defined() &&
         arguments[0].kind() == runtime::Kind::Record;
}

// The actions that a rule's text names: VoteYes of VoteYes(e.from).
std::vector<runtime::ActionId> actions_in(const runtime::Signature& signature, runtime::ActionId rule);

// What the event says, without when and where: e.vote = "yes".
std::string member_text(runtime::Value event);

// Names of the members that have other values to try: `e.vote`.
std::vector<std::string> member_names(runtime::Value event);

}  // namespace trestle::explain
