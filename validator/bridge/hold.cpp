#include "validator/bridge/hold.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "translator/runtime/atoms.h"
#include "translator/runtime/print.h"
#include "translator/runtime/store.h"
#include "validator/bridge/readers.h"
#include "validator/bridge/shown.h"
#include "validator/bridge/spec_steps.h"
#include "validator/bridge/state_claim.h"
#include "validator/bridge/temporal_claim.h"

namespace trestle::bridge {

using explore::Behavior;
using explore::Verdict;
using runtime::ActionId;
using runtime::Context;
using runtime::Value;
using runtime::Word;

namespace {

constexpr size_t kShownSteps = 8;
constexpr size_t kComparedStates = 50;  // for the nearest step

class Holder {
 public:
  Holder(const runtime::Model& model, Context& context, const RecordedBehavior& recorded, const HoldOptions& options,
         bool alias)
      : model_(model), signature_(model.signature()), context_(context), recorded_(recorded), options_(options),
        shown_(model, context, recorded, alias) {}

  Held run() {
    held_.notes = recorded_.notes;
    if (!know_names()) return std::move(held_);
    if (!initial()) return finish();
    for (size_t i = 1; i < recorded_.states.size(); ++i) {
      if (options_.interrupted != nullptr && *options_.interrupted) {
        held_.inconclusive = "interrupted";
        return finish();
      }
      if (!extend(i)) {
        confirm_failure(i);
        return finish();
      }
    }
    if (last_alias()) close();
    const bool whole = claims_whole(model_, recorded_), several = levels_.back().size() > 1;
    if (!held_.difference && !whole) chosen_ = claim_of_state(model_, context_, recorded_, levels_, held_);
    Held held = finish();
    if (whole && held.ok()) claim_temporal(model_, context_, recorded_, several, held);
    return held;
  }

 private:
  const RecordedState& recorded(size_t i) const { return recorded_.states[i]; }
  std::string number(size_t i) const { return "state " + std::to_string(i + 1); }

  bool know_names() {
    if (shown_.anything()) {
      if (!signature_.alias) {
        for (const std::string& name : shown_.unknown())
          held_.notes.push_back(name + " is no variable of " + signature_.module + ": it is not compared");
      }
      return true;
    }
    Difference& difference = differ(Difference::Kind::Names, 0);
    difference.message = "nothing in the file is a variable of " + signature_.module;
    if (!shown_.unknown().empty())
      difference.message += "; it has " + *shown_.unknown().begin() + (shown_.unknown().size() > 1 ? " and others" : "");
    return false;
  }

  // --- Steps.

  std::vector<Node> steps(const State& words, std::span<const ActionId> actions) {
    return steps_from(model_, context_, words, actions, error_);
  }

  std::vector<ActionId> named(const std::string& called) const {
    const std::string name = own_name(called);
    std::vector<ActionId> all;
    for (ActionId id = 0; id < signature_.actions.size(); ++id)
      if (signature_.actions[id].name == name) all.push_back(id);
    for (ActionId id = 0; all.empty() && id < signature_.outer_actions.size(); ++id)
      if (signature_.outer_actions[id].name == name)
        all.push_back(static_cast<ActionId>(signature_.actions.size() + id));
    return all;
  }

  // The states that may stand for state i after one of `actions`.
  std::vector<Node> reached(size_t i, std::span<const ActionId> actions, const RecordedAction* told) {
    std::vector<Node> next;
    std::set<State> met;
    for (size_t from = 0; from < levels_[i - 1].size(); ++from) {
      const State& before = levels_[i - 1][from].words;
      for (Node& node : steps(before, actions)) {
        if (told != nullptr && !shown_.arguments_fit(*told, node)) continue;
        if (!shown_.fits(i, node.words) || !shown_.alias_fits(i - 1, before, &node.words)) continue;
        if (!met.insert(node.words).second) continue;
        node.parent = from;
        next.push_back(std::move(node));
        if (next.size() > options_.max_states) {
          held_.inconclusive =
              "more than " + std::to_string(options_.max_states) + " states may stand for " + number(i);
          return next;
        }
      }
    }
    return next;
  }

  bool initial() {
    context_.level = 1;
    std::vector<Node> all;
    try {
      all = initial_nodes(model_, context_);
    } catch (const runtime::EvalError& failed) {
      if (recorded_.verdict != Verdict::EvaluationFailed || recorded_.states.size() != 1) throw;
      held_.confirmed.push_back("the initial states have no value: " + std::string(failed.what()));
      return false;
    }
    std::vector<Node> level;
    std::set<State> met;
    for (Node& node : all) {
      if (shown_.fits(0, node.words) && met.insert(node.words).second) level.push_back(std::move(node));
    }
    if (level.empty()) {
      Difference& difference = differ(Difference::Kind::Initial, 0);
      difference.message = "state 1 is no initial state of " + signature_.module;
      const Node* nearest = nullptr;
      for (const Node& node : all) {
        auto differing = shown_.differs(0, node.words);
        if (nearest == nullptr || differing.size() < difference.differing.size())
          nearest = &node, difference.differing = std::move(differing);
      }
      if (nearest == nullptr) difference.message += ": it has none";
      return false;
    }
    levels_.push_back(std::move(level));
    return true;
  }

  // Of a step that leaves a variable out TLC shows what it says of the others, which is no state.
  void confirm_failure(size_t i) {
    if (recorded_.verdict != Verdict::EvaluationFailed || i + 1 != recorded_.states.size() || error_.empty()) return;
    held_.difference.reset();
    held_.confirmed.push_back(number(i - 1) + ": " + error_);
  }

  bool extend(size_t i) {
    context_.level = static_cast<int64_t>(i);
    error_.clear();
    const RecordedAction& told = recorded(i).action;
    const std::vector<ActionId> all = all_actions(signature_);
    std::vector<ActionId> ids = named(told.name);
    bool hint = !told.told();
    if (told.told() && ids.empty() && is_unnamed(told.name, options_.next)) hint = true;
    if (told.told() && ids.empty() && !hint && recorded_.typing == Typing::Itf) {
      if (unknown_actions_.insert(told.name).second)
        held_.notes.push_back("the spec has no action " + told.name + ": that name is not compared");
      hint = true;
    }
    std::vector<Node> next = reached(i, hint ? all : ids, hint ? nullptr : &told);
    if (!held_.inconclusive.empty()) return false;
    std::vector<Node> other;
    if (next.empty() && !hint) other = reached(i, all, nullptr);
    if (!held_.inconclusive.empty()) return false;
    if (next.empty() && (!told.told() || told.name.find("tuttering") != told.name.npos || repeats_last(i))) {
      // Nothing need happen: the spec's behaviors may stutter.
      for (size_t from = 0; from < levels_[i - 1].size(); ++from) {
        const State& same = levels_[i - 1][from].words;
        if (shown_.fits(i, same) && shown_.alias_fits(i - 1, same, &same))
          next.push_back({.words = same, .parent = from, .action = runtime::kNoAction, .arguments = {}});
      }
      if (!next.empty()) held_.notes.push_back(number(i) + " is the state before it: a stuttering step");
    }
    if (!next.empty()) {
      levels_.push_back(std::move(next));
      return true;
    }
    if (!other.empty()) {
      Difference& difference = differ(Difference::Kind::Action, i);
      difference.before = levels_[i - 1][other[0].parent].words;
      difference.nearest = step_text(signature_, other[0].action, other[0].arguments);
      difference.message = "the step to " + number(i) + " is " + difference.nearest + ", and not " + to_string(told);
      if (ids.empty()) difference.message += ", which is no action of " + signature_.module;
      tell_action(difference, ids, told);
      return false;
    }
    no_step(i, ids, told);
    return false;
  }

  // Where a behavior stutters at its end, -dumpTrace tlcaction names the step before it once more.
  bool repeats_last(size_t i) const {
    return recorded_.format == Format::TlcActions && i > 1 && i + 1 == recorded_.states.size() &&
           to_string(recorded(i).action) == to_string(recorded(i - 1).action);
  }

  void tell_action(Difference& difference, const std::vector<ActionId>& ids, const RecordedAction& told) {
    if (ids.empty()) return;
    difference.action = ids.front();
    if (told.arguments && recorded_.typing == Typing::Exact &&
        told.arguments->size() == signature_.action(ids.front()).parameters.size())
      difference.arguments = *told.arguments;
  }

  // The steps that are possible before state i, and which comes nearest to it.
  void no_step(size_t i, const std::vector<ActionId>& ids, const RecordedAction& told) {
    Difference& difference = differ(Difference::Kind::Step, i);
    tell_action(difference, ids, told);
    const std::vector<ActionId> all = all_actions(signature_);
    size_t best = SIZE_MAX;
    bool told_possible = false;
    difference.before = levels_[i - 1].front().words;
    for (size_t from = 0; from < std::min(levels_[i - 1].size(), kComparedStates); ++from) {
      const State& before = levels_[i - 1][from].words;
      for (const Node& node : steps(before, all)) {
        const std::string text = step_text(signature_, node.action, node.arguments);
        const bool of_told = std::find(ids.begin(), ids.end(), node.action) != ids.end() && shown_.arguments_fit(told, node);
        told_possible = told_possible || of_told;
        auto& possible = difference.possible;
        if (std::find(possible.begin(), possible.end(), text) == possible.end()) {
          if (possible.size() < kShownSteps) {
            possible.push_back(text);
          } else {
            difference.more_possible = true;
          }
        }
        std::vector<Differing> differing =
            shown_.by_alias(i - 1) ? shown_.alias_differs(i - 1, before, &node.words) : shown_.differs(i, node.words);
        const size_t far = 2 * differing.size() + (of_told ? 0 : 1);
        if (far >= best) continue;
        best = far;
        difference.before = before;
        difference.nearest = text;
        difference.differing = std::move(differing);
      }
    }
    difference.message = "no step leads from " + number(i - 1) + " to " + number(i);
    if (told.told())
      difference.message += told_possible ? "; " + to_string(told) + " leads elsewhere"
                                          : "; " + to_string(told) + " is not possible there";
    if (told.told() && ids.empty())
      difference.message = "no step leads from " + number(i - 1) + " to " + number(i) + ", and " + told.name +
                           " is no action of " + signature_.module;
    if (difference.possible.empty()) difference.message += ": " + number(i - 1) + " has no successor";
    if (!error_.empty()) difference.message += " (" + error_ + ")";
  }

  // --- The end.

  const State& ancestor(size_t level, size_t node, size_t wanted) const {
    for (; level > wanted; --level) node = levels_[level][node].parent;
    return levels_[level][node].words;
  }

  bool same_state(const State& a, const State& b) {
    if (a == b) return true;
    if (!signature_.has_identity) return false;
    State of_a(a.size()), of_b(b.size());
    model_.identity(context_, a.data(), of_a.data());
    model_.identity(context_, b.data(), of_b.data());
    return of_a == of_b;
  }

  // TLC's ALIAS of the last state sees the state the behavior goes back to, or itself, or nothing.
  bool last_alias() {
    const size_t last = levels_.size() - 1;
    if (!shown_.by_alias(last)) return true;
    context_.level = static_cast<int64_t>(last) + 1;
    std::vector<Node> kept;
    std::vector<Differing> differing;
    for (size_t n = 0; n < levels_[last].size(); ++n) {
      const State& words = levels_[last][n].words;
      const State& next = recorded_.end == Behavior::End::BackTo ? ancestor(last, n, recorded_.back_to) : words;
      if (shown_.alias_fits(last, words, &next) || shown_.alias_fits(last, words, nullptr)) {
        kept.push_back(levels_[last][n]);
      } else if (differing.empty()) {
        differing = shown_.alias_differs(last, words, &next);
      }
    }
    if (kept.empty()) {
      Difference& difference = differ(Difference::Kind::Step, last);
      difference.message = number(last) + " is not what the alias shows";
      difference.differing = std::move(differing);
      if (last > 0) difference.before = levels_[last - 1].front().words;
      levels_.pop_back();
      return false;
    }
    levels_[last] = std::move(kept);
    return true;
  }

  void close() {
    const size_t last = levels_.size() - 1;
    if (recorded_.end != Behavior::End::BackTo) return;
    const std::vector<ActionId> ids = named(recorded_.back_action.name), all = all_actions(signature_);
    for (const bool told : {true, false}) {
      if (told && ids.empty()) continue;
      for (size_t n = 0; n < levels_[last].size(); ++n) {
        const State& target = ancestor(last, n, recorded_.back_to);
        // Of a behavior that stutters TLC's simulation says that it goes back to its last state, by the step before.
        if (!told && recorded_.back_to == last && recorded_.back_action.told()) {
          chosen_ = n;
          return;
        }
        for (const Node& node : steps(levels_[last][n].words, told ? ids : all)) {
          if (!same_state(node.words, target)) continue;
          if (told && !shown_.arguments_fit(recorded_.back_action, node)) continue;
          if (!told && recorded_.back_action.told() && recorded_.typing != Typing::Itf &&
              !is_unnamed(recorded_.back_action.name, options_.next)) {
            Difference& difference = differ(Difference::Kind::Action, last + 1);
            difference.before = levels_[last][n].words;
            difference.nearest = step_text(signature_, node.action, node.arguments);
            difference.message = "the step back to " + number(recorded_.back_to) + " is " + difference.nearest +
                                 ", and not " + to_string(recorded_.back_action);
            return;
          }
          chosen_ = n;
          back_action_ = node.action;
          return;
        }
        if (!recorded_.back_action.told() && target == levels_[last][n].words) {
          chosen_ = n;  // to itself: it stutters
          return;
        }
      }
    }
    Difference& difference = differ(Difference::Kind::End, last + 1);
    difference.before = levels_[last].front().words;
    difference.message = "no step leads from " + number(last) + " back to " + number(recorded_.back_to);
    for (const Node& node : steps(difference.before, all)) {
      if (difference.possible.size() == kShownSteps)
        difference.more_possible = true;
      else
        difference.possible.push_back(step_text(signature_, node.action, node.arguments));
    }
  }

  // --- The result.

  Difference& differ(Difference::Kind kind, size_t state) {
    held_.difference.emplace();
    held_.difference->kind = kind;
    held_.difference->state = state;
    return *held_.difference;
  }

  Held finish() {
    Behavior& behavior = held_.behavior;
    if (!levels_.empty()) behavior = behavior_to(levels_, chosen_ < levels_.back().size() ? chosen_ : 0);
    if (!held_.difference && held_.inconclusive.empty()) {
      behavior.end = recorded_.end;
      behavior.back_to = recorded_.back_to;
      behavior.back_action = back_action_;
    }
    return std::move(held_);
  }

  const runtime::Model& model_;
  const runtime::Signature& signature_;
  Context& context_;
  const RecordedBehavior& recorded_;
  const HoldOptions& options_;
  Held held_;
  Shown shown_;
  std::set<std::string> unknown_actions_;
  Levels levels_;
  std::string error_;
  size_t chosen_ = 0;
  ActionId back_action_ = runtime::kNoAction;
};

}  // namespace

std::string_view to_string(Difference::Kind kind) {
  switch (kind) {
    case Difference::Kind::Names: return "names";
    case Difference::Kind::Initial: return "initial";
    case Difference::Kind::Step: return "step";
    case Difference::Kind::Action: return "action";
    case Difference::Kind::End: return "end";
    case Difference::Kind::Claim: return "claim";
  }
  return "step";
}

Held hold(const runtime::Model& model, Context& context, const RecordedBehavior& recorded, const HoldOptions& options) {
  Held held = Holder(model, context, recorded, options, false).run();
  if (!held.difference || !model.signature().alias) return held;
  Held by_alias = Holder(model, context, recorded, options, true).run();
  return by_alias.ok() ? by_alias : held;
}

}  // namespace trestle::bridge
