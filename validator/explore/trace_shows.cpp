// Whether a step shows what an event observed.
#include <algorithm>
#include <numeric>
#include <utility>

#include "translator/runtime/compare.h"
#include "validator/explore/trace_search.h"
#include "validator/trace/match.h"
#include "validator/trace/updates.h"

namespace trestle::explore {

const TraceSearch::Expectations* TraceSearch::expected_of(const trace::Event& event) {
  if (reading_->form == trace::Event::kNoForm) return nullptr;
  if (const Expectations* known = expected_.find(reading_->form)) return known;
  Expectations all;
  for (const Check& check : reading_->checks)
    all.push_back(trace::Expectation::of(signature_.layout, event, check.observation, check.after, check.variable));
  return &expected_.set(reading_->form, std::move(all));
}

namespace {

// It says what becomes of a whole variable, given its value.
bool updates_all(const Check& check) {
  return check.observation.relation == trace::Relation::Updates && check.after &&
         check.observation.path == trace::Observation::kNoPath;
}

}  // namespace

bool TraceSearch::shows(const trace::Event& event, const Word* before, const Word* after) {
  for (size_t i = 0; i < reading_->checks.size(); ++i) {
    const Check& check = reading_->checks[i];
    const trace::Expectation* expected = expecting_ != nullptr && (*expecting_)[i] ? &*(*expecting_)[i] : nullptr;
    const bool holds = expected != nullptr ? expected->holds(event, before, after)
                       : updates_all(check) ? makes(i, event, before, after)
                                           : trace::holds(context_, signature_.layout, event, check.observation, check.after,
                                                          check.variable, before, after);
    if (!holds) return false;
  }
  return true;
}

// Whether a step may give the variable this value, as far as the event says.
bool TraceSearch::may_become(const trace::Event& event, const Word* before, uint32_t variable, runtime::Value value) {
  const runtime::Layout& layout = signature_.layout;
  try {
    for (size_t i = 0; i < reading_->checks.size(); ++i) {
      const Check& check = reading_->checks[i];
      if (!check.after || check.variable != variable) continue;
      if (updates_all(check)) {
        const std::optional<runtime::Value>& made = made_of(i, event, before);
        if (!made || !runtime::equal(context_, *made, value)) return false;
        continue;
      }
      const runtime::Value was = layout.get(context_, before, variable);
      const runtime::Value is = value.is_object() ? runtime::intern_like_states(context_, value) : value;
      if (!trace::holds(event, check.observation, true, was, is)) return false;
    }
  } catch (const runtime::EvalError&) {  // the step itself will tell
  }
  return true;
}

// What the updates that a check speaks of make of the state that the event is tried from; none where they cannot be
// applied.
const std::optional<runtime::Value>& TraceSearch::made_of(size_t number, const trace::Event& event, const Word* before) {
  made_.resize(reading_->checks.size());
  std::optional<std::optional<runtime::Value>>& made = made_[number];
  if (!made) {
    made.emplace();
    const Check& check = reading_->checks[number];
    const runtime::Value was = signature_.layout.get(context_, before, check.variable);
    if (const auto value = trace::updated(context_, event.value(check.observation.value), was))
      *made = runtime::intern_like_states(context_, *value);
  }
  return *made;
}

bool TraceSearch::makes(size_t number, const trace::Event& event, const Word* before, const Word* after) {
  try {
    const std::optional<runtime::Value>& made = made_of(number, event, before);
    return made && runtime::equal(context_, *made, signature_.layout.get(context_, after, reading_->checks[number].variable));
  } catch (const runtime::EvalError&) {
    return false;
  }
}

// The states that were found, those first in which the fewest variables changed that the event does not speak of: what a
// system logs is what it did.
const std::vector<uint32_t>& TraceSearch::likely_first(const Word* before) {
  found_order_.resize(found_.size());
  std::iota(found_order_.begin(), found_order_.end(), 0);
  if (found_.size() < 2 || reading_->checks.empty()) return found_order_;
  const size_t variables = signature_.layout.variables();
  for (uint32_t v = static_cast<uint32_t>(masks_.size()); v < variables; ++v) masks_.push_back(signature_.layout.mask({v}));
  std::vector<bool> spoken_of(variables);
  for (const Check& check : reading_->checks) {
    if (check.after) spoken_of[check.variable] = true;
  }
  std::vector<uint32_t> changed(found_.size());
  for (uint32_t j = 0; j < found_.size(); ++j) {
    for (size_t v = 0; v < variables; ++v) {
      if (spoken_of[v]) continue;
      bool differs = false;
      for (size_t w = 0; w < width_ && !differs; ++w) differs = ((found_[j][w] ^ before[w]) & masks_[v][w]) != 0;
      changed[j] += differs;
    }
  }
  std::stable_sort(found_order_.begin(), found_order_.end(), [&](uint32_t a, uint32_t b) { return changed[a] < changed[b]; });
  return found_order_;
}

}  // namespace trestle::explore
