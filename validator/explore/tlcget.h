// What a specification can ask about its own exploration: TLCGet, TLCExt's Trace and CounterExample. Not for other
// folders.
#pragma once

#include <span>

#include "translator/runtime/model.h"
#include "validator/explore/behavior.h"

namespace trestle::explore {

struct Search;
struct SimulateOptions;

// For the workers of a search; the search outlives it.
runtime::Exploration exploration_of(Search& search);

// What a context's exploration knows now, for who shows the behavior that it found.
std::shared_ptr<const Asked> asked_of(runtime::Context& context);

// The records of module TLC and TLCExt, in the context's arena.
runtime::Value spec_record(runtime::Context& context, const runtime::Model& model);  // TLCGet("spec")
runtime::Value config_record(runtime::Context& context, const runtime::Signature& signature,
                             const SimulateOptions& options);  // TLCGet("config") of a simulation
struct SimulationStats {
  uint64_t id = 0;  // of the behavior at hand
  uint64_t behaviors = 0, generated = 0, levels = 0, squared_levels = 0, seconds = 0;
};
runtime::Value stats_record(runtime::Context& context, const SimulationStats& stats);  // TLCGet("stats") of one
runtime::Value unnamed_action(runtime::Context& context);                              // TLCGet("action") where there is none
runtime::Value state_record(runtime::Context& context, const runtime::Signature& signature, const runtime::Word* state);
// Of a simulation: the action that led there; and the state with it, as _action.
runtime::Value reached_by(runtime::Context& context, const runtime::Signature& signature, const BehaviorState& state);
runtime::Value reached_record(runtime::Context& context, const runtime::Signature& signature, const BehaviorState& state);
runtime::Value action_record(runtime::Context& context, const runtime::Action& action,
                             std::span<const runtime::Value> arguments);
// [state |-> {<<1, s>>, ...}, action |-> {<<<<1, s>>, a, <<2, t>>>>, ...}]
runtime::Value counterexample_record(runtime::Context& context, const runtime::Signature& signature,
                                     const Behavior& behavior);

}  // namespace trestle::explore
