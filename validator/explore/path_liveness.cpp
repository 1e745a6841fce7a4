#include "validator/explore/path_liveness.h"

#include <algorithm>

namespace trestle::explore {

PathLiveness::PathLiveness(const runtime::Model& model)
    : model_(model),
      space_(model.signature().layout.words(), model.signature().has_identity, 1, 0, model.signature().identity_mask),
      liveness_(model, space_),
      key_(space_.words()) {}

std::optional<Liveness::Violation> PathLiveness::check(runtime::Context& context,
                                                       const std::vector<BehaviorState>& path) {
  liveness_.graph().clear();
  space_.clear();
  successors_.clear();
  std::vector<StateId> ids;
  StateId before = kNoState;
  for (const BehaviorState& state : path) {
    context.level = static_cast<int64_t>(ids.size() + 1);
    const StateId id = add(context, state, before);
    if (before != kNoState) successors_[StateSpace::position(before)].push_back({id, state.words.data()});
    ids.push_back(before = id);
  }
  for (uint64_t at = 0; at < successors_.size(); ++at) {
    context.level = static_cast<int64_t>(at + 1);
    liveness_.graph().record(0, context, StateSpace::id(0, at), successors_[at]);
  }
  return liveness_.check(context, {}, [] { return true; });
}

// Each state is a level of its own: the first one is the only initial one.
StateId PathLiveness::add(runtime::Context& context, const BehaviorState& state, StateId before) {
  const Word* key = state.words.data();
  if (space_.has_identity()) {
    std::fill(key_.begin(), key_.end(), 0);
    model_.identity(context, state.words.data(), key_.data());
    context.arena.reset();
    key = key_.data();
  }
  if (space_.needs_growth(1)) {
    space_.begin_growth();
    space_.rehash_share();
    space_.end_growth();
  }
  const uint64_t hash = space_.hash(key);
  const auto found = space_.insert(0, hash, space_.home(hash), key, state.words.data(), Link(before, state.action));
  if (found.inserted) {
    space_.store(0).level_starts.push_back(StateSpace::position(found.id));
    successors_.emplace_back();
  }
  return found.id;
}

}  // namespace trestle::explore
