// What the states and steps that explain a trace violate.
#include <algorithm>
#include <utility>

#include "validator/explore/trace_search.h"

namespace trestle::explore {

using runtime::EvalError;

std::optional<TraceSearch::Broken> TraceSearch::broken(const std::vector<runtime::PredicateId>& predicates,
                                                       const Word* state, const Word* next) {
  std::optional<Broken> found;
  if (predicates.empty()) return found;
  size_t i = 0;
  try {
    while (i < predicates.size() && model_.holds(context_, predicates[i], state, next)) ++i;
    if (i < predicates.size()) found = {predicates[i], {}};
  } catch (const EvalError& failure) {
    found = {predicates[i], (failure.place.empty() ? "" : failure.place + ": ") + failure.what()};
  }
  context_.arena.reset();
  return found;
}

// By action, those that look at something that it may change; all, when that is not known.
void TraceSearch::know_invariants() {
  const runtime::Footprints* const all = options_.footprints.get();
  breakable_.assign(signature_.actions.size(), invariants_);
  if (all == nullptr) return;
  for (size_t action = 0; action < std::min(breakable_.size(), all->actions.size()); ++action) {
    const runtime::Footprint& step = all->actions[action];
    if (!step.known) continue;
    std::erase_if(breakable_[action], [&](runtime::PredicateId id) {
      const auto changed = [&](const runtime::Access& looked_at) {
        return std::any_of(step.accesses.begin(), step.accesses.end(), [&](const runtime::Access& access) {
          return access.changes() && access.variable == looked_at.variable;
        });
      };
      if (id >= all->predicates.size()) return false;
      const runtime::Footprint& looks = all->predicates[id];
      return looks.known && std::none_of(looks.accesses.begin(), looks.accesses.end(), changed);
    });
  }
}

// In one call; false also when they have to be asked one by one. They held before the step, if there was one.
bool TraceSearch::all_invariants(const Word* state, runtime::ActionId action) {
  if (invariants_.empty()) return true;
  if (!pure_invariants_) return false;
  const std::vector<runtime::PredicateId>& asked = action < breakable_.size() ? breakable_[action] : invariants_;
  if (asked.empty()) return true;
  const uint32_t number = 0;
  uint32_t holding = 0;
  try {
    const bool all = model_.holding(context_, asked, {state, width_}, {&number, 1}, &holding) == 1;
    context_.arena.reset();
    return all;
  } catch (const EvalError&) {
    return false;
  }
}

uint32_t TraceSearch::judge(const CutNode& node, const Entry& entry, const Word* state, const Word* before) {
  if (!all_invariants(state, entry.action)) {
    if (const auto found = broken(invariants_, state, nullptr)) return violated(*found, false, last_event(node), state);
  }
  if (entry.composed) return 0;
  const auto found = before == nullptr ? broken(init_properties_, state, nullptr) : broken(step_properties_, before, state);
  return found ? violated(*found, true, last_event(node), state) : 0;
}

// Its steps, and the states that it goes through; the last state is judged as any.
uint32_t TraceSearch::judge_composed(const runtime::Step& step, const trace::Event* event, const Word* before) {
  for (size_t i = 0; i <= step.between.size(); ++i) {
    const bool last = i == step.between.size();
    const Word* const state = last ? step.next : step.between[i].data();
    if (!last) {
      if (const auto found = broken(invariants_, state, nullptr)) return violated(*found, false, event, state);
    }
    if (const auto found = broken(step_properties_, before, state)) return violated(*found, true, event, state);
    before = state;
  }
  return 0;
}

uint32_t TraceSearch::violated(const Broken& broken, bool property, const trace::Event* event, const Word* state) {
  violated_ |= Independence::predicate(broken.predicate);
  TraceViolation violation;
  violation.predicate = signature_.predicates[broken.predicate].name;
  violation.property = property;
  violation.error = broken.error;
  violation.state.assign(state, state + width_);
  if (event != nullptr) {
    violation.event = trace::to_string(*event);
    violation.place = trace_.place(*event);
  }
  violations_.push_back(std::move(violation));
  return static_cast<uint32_t>(violations_.size());
}

}  // namespace trestle::explore
