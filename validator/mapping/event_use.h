// What the rules of a mapping make of the event: the members of it that they read, and the expressions whose value no state
// has a say in. One of those that has no value is a mistake of the mapping, and not a step that is impossible here.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "translator/core/core.h"
#include "translator/runtime/eval_error.h"

namespace trestle::mapping {

// What no state can give a value to.
struct Mistake {
  bool of_step = false;                            // the rule does not say what a variable is after the step; else
  std::optional<std::vector<std::string>> record;  // it asks for a field: the path from `e` to the record,
  std::string field;                               // and its name
};

class EventUse {
 public:
  EventUse() = default;
  // `rules` as lower_rules() made them of the file of this name.
  EventUse(const core::Spec& rules, const std::string& file);

  // The members that the record `e` needs to have: what the rules name (`state` of e.state.term, "x" of "x" \in DOMAIN e),
  // and the members of every event: event, node, seq, time, params.
  const std::vector<std::string>& members() const { return members_; }
  // Some rule uses `e` in a way that any of its members may matter.
  bool whole() const { return whole_; }

  // Whether what has no value is the mapping's own: without the state, or because the rule does not say what the next
  // state is.
  std::optional<Mistake> mistake(const runtime::EvalError& error) const;

 private:
  using Slots = std::set<uint32_t>;  // of the frame: those with a value that no state has a say in

  bool is_event(const core::Expr& e) const;
  bool walk(const core::Expr& e, Slots& alone);  // whether it is without the state
  void walk_above(const core::Spec& rules, const core::ActionNode& node, Slots& alone);  // a Bind or Let around a leaf
  bool walk_children(const core::Expr& e, Slots& alone);
  bool bind(const core::Expr& e, Slots& alone);  // whether all its sets are
  void walk_definition(const core::Definition& definition, bool alone);
  void reads(const core::Expr& e);
  void judge(const core::Expr& e, bool alone);

  static constexpr uint32_t kNone = UINT32_MAX;
  std::string file_;
  uint32_t event_slot_ = kNone;  // in the frame of the rule at hand
  std::set<std::string> named_;
  std::vector<std::string> members_;
  bool whole_ = false;
  // By place and text: null where the state has a say after all.
  std::unordered_map<std::string, const core::Expr*> alone_;
  std::set<std::pair<const core::Definition*, bool>> walked_;
  const core::Expr* accounted_ = nullptr;  // the DOMAIN e of the test at hand
};

}  // namespace trestle::mapping
