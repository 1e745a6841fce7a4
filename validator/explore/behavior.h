// A behavior that the spec allows: how check, simulate, validate and replay hand one on.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "translator/runtime/model.h"

namespace trestle::explore {

struct BehaviorState {
  std::vector<runtime::Word> words = {};          // under the model's layout
  runtime::ActionId action = runtime::kNoAction;  // that led here; none for an initial state
  std::vector<runtime::Value> arguments = {};     // of that action, interned; empty when not known
};

// What TLCGet knew of the exploration that found a behavior.
struct Asked {
  std::map<std::string, int64_t, std::less<>> statistics = {};  // "distinct", "diameter", ...
  runtime::Value stats = {}, config = {};                       // interned
  runtime::Registers registers = {};                            // interned, of the worker that shows it
};

// States in order, the first one initial. A behavior that violates a liveness property goes on for ever: it ends either
// by stuttering in its last state, or by going back to an earlier one.
struct Behavior {
  enum class End : uint8_t { Finite, Stuttering, BackTo };

  std::vector<BehaviorState> states;
  End end = End::Finite;
  size_t back_to = 0;                                  // index of the state that follows the last one, with BackTo
  runtime::ActionId back_action = runtime::kNoAction;  // of that last step
  std::shared_ptr<const Asked> asked = {};             // nothing where no exploration found it

  bool empty() const { return states.empty(); }
  size_t size() const { return states.size(); }
  int64_t depth() const { return static_cast<int64_t>(states.size()); }  // the last state's level: the first has 1
};

// A step from `state`, at that level, to `next` by `action` (any action when kNoAction), with its arguments: the first in
// TLC's order. Without such a step the action stays the one given. `next` is compared word by word.
BehaviorState explain_step(const runtime::Model& model, runtime::Context& context, const runtime::Word* state,
                           const runtime::Word* next, int64_t level, runtime::ActionId action = runtime::kNoAction);

// What a specification may ask about a behavior at one of its states, as an ALIAS does: TLCExt's Trace, and TLCGet of
// "action", "spec" and what the exploration knew. Model and behavior outlive it.
runtime::Exploration exploration_at(const runtime::Model& model, const Behavior& behavior, size_t state);

}  // namespace trestle::explore
