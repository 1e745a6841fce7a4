#include "validator/bridge/state_claim.h"

#include <algorithm>
#include <utility>

#include "validator/bridge/readers.h"

namespace trestle::bridge {

using explore::Behavior;
using explore::Verdict;
using runtime::PredicateId;
using runtime::PredicateKind;

namespace {

// Whether what has no name of its own is meant by "line 8, col 23 to line 8, col 31 of module Lock", in which it lies.
bool lies_at(const runtime::Location& location, const std::string& place) {
  const runtime::Location whole = read_location(place);
  return !whole.module.empty() && whole.module == location.module && place.ends_with(whole.module) &&
         std::pair(whole.begin_line, whole.begin_column) <= std::pair(location.begin_line, location.begin_column) &&
         std::pair(location.end_line, location.end_column) <= std::pair(whole.end_line, whole.end_column);
}

// A property may have several parts, of which one is violated; TLC says where that stands.
bool is_claimed(const runtime::Predicate& predicate, const RecordedBehavior& recorded) {
  return predicate.kind != PredicateKind::Liveness &&
         (predicate.name == recorded.violated || lies_at(predicate.location, recorded.violated));
}

class Judge {
 public:
  Judge(const runtime::Model& model, runtime::Context& context, const RecordedBehavior& recorded, Levels& levels, Held& held)
      : model_(model), signature_(model.signature()), context_(context), recorded_(recorded), levels_(levels), held_(held),
        last_(levels.size() - 1), number_("state " + std::to_string(levels.size())) {
    context_.level = static_cast<int64_t>(levels.size());
  }

  size_t run() {
    switch (*recorded_.verdict) {
      case Verdict::Deadlock: deadlock(); break;
      case Verdict::InvariantViolated:
      case Verdict::PropertyViolated: predicate(); break;
      case Verdict::EvaluationFailed:
      case Verdict::AssertionFailed: failure(); break;
      default: break;
    }
    return chosen_;
  }

 private:
  std::vector<Node>& here() { return levels_[last_]; }

  std::vector<Node> steps(const State& words) {
    return steps_from(model_, context_, words, all_actions(signature_), error_);
  }

  void differ(Difference::Kind kind, std::string message) {
    held_.difference.emplace();
    held_.difference->kind = kind;
    held_.difference->state = last_;
    held_.difference->before = here().front().words;
    held_.difference->message = std::move(message);
  }

  void deadlock() {
    // Of what is outside of the constraints TLC's simulation sees nothing.
    const auto constrained = [&](const Node& before, const Node& step) {
      ++context_.level;  // of the state behind it
      const bool kept = model_.all_hold(context_, PredicateKind::Constraint, step.words.data());
      --context_.level;
      return kept && model_.all_hold(context_, PredicateKind::ActionConstraint, before.words.data(), step.words.data());
    };
    std::string possible;
    for (chosen_ = 0; chosen_ < here().size(); ++chosen_) {
      const Node& state = here()[chosen_];
      const auto found = steps(state.words);
      const auto step = std::find_if(found.begin(), found.end(), [&](const Node& s) { return constrained(state, s); });
      if (step == found.end()) {
        held_.confirmed.push_back(number_ + (found.empty() ? " has no successor" : " has no successor within the constraints"));
        return;
      }
      possible = step_text(signature_, step->action, step->arguments);
    }
    differ(Difference::Kind::End, number_ + " is no deadlock: " + possible + " is possible");
  }

  // A state may be reached from several that the file does not tell apart, of which one is kept: any of them counts.
  bool violated_by_a_step(PredicateId id) {
    for (size_t from = 0; from < levels_[last_ - 1].size(); ++from) {
      const State& before = levels_[last_ - 1][from].words;
      for (Node& node : steps(before)) {
        const auto known = std::find_if(here().begin(), here().end(), [&](const Node& other) { return other.words == node.words; });
        if (known == here().end() || model_.holds(context_, id, before.data(), node.words.data())) continue;
        node.parent = from;
        chosen_ = known - here().begin();
        *known = std::move(node);
        return true;
      }
    }
    return false;
  }

  // TLCExt's Trace is the behavior to the state.
  bool violated_in(PredicateId id, size_t node) {
    const Behavior behavior = behavior_to(levels_, node);
    const runtime::Exploration exploration = explore::exploration_at(model_, behavior, last_);
    context_.exploration = &exploration;
    const bool violated = !model_.holds(context_, id, here()[node].words.data());
    context_.exploration = nullptr;
    if (violated) chosen_ = node;
    return violated;
  }

  void predicate() {
    bool known = false;
    for (PredicateId id = 0; id < signature_.predicates.size(); ++id) {
      const runtime::Predicate& predicate = signature_.predicates[id];
      if (!is_claimed(predicate, recorded_) || (predicate.on_steps && last_ == 0)) continue;
      known = true;
      bool violated = predicate.on_steps && violated_by_a_step(id);
      for (size_t n = 0; n < here().size() && !violated && !predicate.on_steps; ++n) violated = violated_in(id, n);
      if (violated) {
        held_.confirmed.push_back(predicate.name + " is false in " + number_);
        return;
      }
    }
    if (known) return differ(Difference::Kind::Claim, recorded_.violated + " holds in " + number_ + ", which the file says violates it");
    held_.notes.push_back(recorded_.violated + " is not checked under this .cfg: that it is violated was not confirmed");
  }

  // What of a state may fail: its constraints, invariants and properties, and its steps with what is asked of those.
  void evaluate(size_t node) {
    const Node& state = here()[node];
    std::vector<std::pair<const State*, const State*>> taken;
    if (last_ > 0) taken.emplace_back(&levels_[last_ - 1][state.parent].words, &state.words);
    const std::vector<Node> next = steps(state.words);
    if (!error_.empty()) return;
    for (const Node& step : next) taken.emplace_back(&state.words, &step.words);
    for (PredicateId id = 0; id < signature_.predicates.size(); ++id) {
      const runtime::Predicate& predicate = signature_.predicates[id];
      using enum PredicateKind;
      if (predicate.kind == Assumption || predicate.kind == Postcondition || predicate.kind == Liveness) continue;
      try {
        if (!predicate.on_steps) violated_in(id, node);
        for (size_t i = 0; predicate.on_steps && i < taken.size(); ++i)
          model_.holds(context_, id, taken[i].first->data(), taken[i].second->data());
      } catch (const runtime::EvalError& failed) {
        context_.exploration = nullptr;
        error_ = predicate.name + " has no value there: " + failed.what();
        return;
      }
    }
  }

  void failure() {
    for (size_t node = 0; node < here().size(); ++node) {
      error_.clear();
      evaluate(node);
      if (error_.empty()) continue;
      chosen_ = node;
      held_.confirmed.push_back(number_ + ": " + error_);
      return;
    }
    held_.notes.push_back("all that is asked of " + number_ + " has a value: that something has none was not confirmed");
  }

  const runtime::Model& model_;
  const runtime::Signature& signature_;
  runtime::Context& context_;
  const RecordedBehavior& recorded_;
  Levels& levels_;
  Held& held_;
  const size_t last_;
  const std::string number_;
  std::string error_;
  size_t chosen_ = 0;
};

}  // namespace

Behavior behavior_to(const Levels& levels, size_t node) {
  Behavior behavior;
  behavior.states.resize(levels.size());
  for (size_t level = levels.size(); level-- > 0;) {
    const Node& state = levels[level][node];
    behavior.states[level] = {.words = state.words, .action = state.action, .arguments = state.arguments};
    node = state.parent;
  }
  return behavior;
}

bool claims_whole(const runtime::Model& model, const RecordedBehavior& recorded) {
  if (!recorded.verdict) return recorded.end != Behavior::End::Finite;
  if (*recorded.verdict != Verdict::PropertyViolated) return false;
  // Of Init /\ [][Next]_v /\ WF_v(A) a lasso violates the last part.
  const auto& predicates = model.signature().predicates;
  return recorded.end != Behavior::End::Finite ||
         std::none_of(predicates.begin(), predicates.end(), [&](const auto& predicate) { return is_claimed(predicate, recorded); });
}

size_t claim_of_state(const runtime::Model& model, runtime::Context& context, const RecordedBehavior& recorded,
                      Levels& levels, Held& held) {
  return recorded.verdict ? Judge(model, context, recorded, levels, held).run() : 0;
}

}  // namespace trestle::bridge
