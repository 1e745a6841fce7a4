// Whether the last state shows what the file says: a deadlock, an invariant that is false, an expression without a value.
// Private to this folder.
#pragma once

#include "validator/bridge/hold.h"
#include "validator/bridge/spec_steps.h"

namespace trestle::bridge {

using Levels = std::vector<std::vector<Node>>;  // the states of the spec that may stand for each recorded one

// The behavior to one of the last level's states.
explore::Behavior behavior_to(const Levels& levels, size_t node);

// Whether it is for claim_temporal to judge: the file speaks of the whole behavior, not of its last state.
bool claims_whole(const runtime::Model& model, const RecordedBehavior& recorded);

// `held` has no difference yet, and gets one or what is confirmed. The node of the last level that shows what the file says;
// how it is reached may change, since a violated step may lead from another one.
size_t claim_of_state(const runtime::Model& model, runtime::Context& context, const RecordedBehavior& recorded,
                      Levels& levels, Held& held);

}  // namespace trestle::bridge
