#include <algorithm>
#include <utility>

#include "translator/runtime/store.h"
#include "validator/explore/search.h"

namespace trestle::explore {
namespace {

using runtime::EvalError;
using runtime::PredicateId;

constexpr size_t kBatch = 64;          // successors to gather before they are looked up
constexpr uint64_t kBlock = 64;        // states taken from the frontier at a time
constexpr size_t kTogether = 16;       // successors whose slots are asked for at a time
constexpr size_t kMostPending = 1024;  // successors there is room for: the rest of an expansion comes after these

}  // namespace

Outcome failure_outcome(const EvalError& error, Phase phase) {
  Outcome outcome{.verdict = verdict_of(error, phase), .failure = Failure{error, phase}};
  if (outcome.verdict == Verdict::Inconclusive) outcome.reason = error.what();
  return outcome;
}

Worker::Worker(Search& search, unsigned id)
    : context(search.options.seed + id),
      actions(search.signature.actions.size()),
      search_(search),
      id_(id),
      identity_(search.signature.has_identity),
      judges_all_(search.temporal || !search.action_constraints.empty() || !search.implied_actions.empty() ||
                  (!search.constraints.empty() && !search.admits_known)),
      judges_new_(!search.invariants.empty() || !search.implied_inits.empty()),
      judges_together_(search.model.covered().empty() && search.all_pure(search.invariants)),
      judges_each_(!search.all_pure(search.constraints) || !search.all_pure(search.action_constraints)) {
  context.seed = search.options.seed;
  context.exploration = &search.exploration;
  context.stop = &search.abandoned;
  parents_.resize(kMostPending);
  probes_.resize(kMostPending);
  no_identity_.resize(kMostPending);
  rows_.worker = this;
  rows_.given = 0;
  rows_.full = [](packed::Sink* rows) {
    Worker& worker = *static_cast<Rows*>(rows)->worker;
    worker.flush();
    return !worker.search_.stopped();
  };
  use_layout();
}

void Worker::use_layout() {
  width_ = search_.signature.layout.words();
  pending_words_.assign(kMostPending * (width_ + 1), 0);
  if (identity_) pending_keys_.assign(kMostPending * width_, 0);
  rows_.end = pending_words_.data() + pending_words_.size();
  enough_ = pending_words_.data() + kBatch * (width_ + 1);
  together_ = kTogether * (width_ + 1);
  begin_anew();
  focus = {};
}

void Worker::check_assumptions() {
  context.level = 0;  // as in TLC: there is no state yet, and none any more in a postcondition
  for (PredicateId predicate : search_.assumptions) {
    try {
      if (!search_.model.holds(context, predicate, nullptr)) {
        search_.conclude({.verdict = Verdict::AssumptionViolated, .predicate = predicate});
        return;
      }
    } catch (const EvalError& error) {
      Outcome outcome = failure_outcome(error, Phase::Assumption);
      outcome.predicate = predicate;
      search_.conclude(std::move(outcome));
      return;
    }
    context.arena.reset();
  }
}

void Worker::check_postconditions() {
  context.level = 0;
  for (PredicateId predicate : search_.postconditions) {
    try {
      if (!search_.model.holds(context, predicate, nullptr)) {
        search_.conclude({.verdict = Verdict::PostconditionViolated, .predicate = predicate});
        return;
      }
    } catch (const EvalError& error) {
      Outcome outcome = failure_outcome(error, Phase::Postcondition);
      outcome.predicate = predicate;
      search_.conclude(std::move(outcome));
      return;
    }
  }
}

void Worker::explore_level() {
  unsigned store;
  uint64_t at, end;
  busy = true;
  while (!search_.stopped() && search_.take(id_, kBlock, store, at, end)) {
    for (; at < end && !search_.stopped(); ++at) {
      expand(StateSpace::id(store, at));
      if (rows_.at < enough_) continue;
      flush();
      if (last_expanded_) leave();
    }
    if (search_.growth_requested.load(std::memory_order_relaxed)) search_.grow(id_);
    // Settled after every block, also when no checkpoint is taken: when one is taken must not make a difference.
    if (search_.checkpoint != nullptr) settle_all();
    if (search_.wants_pause()) {
      settle_all();
      search_.pause(id_);
    }
  }
  settle_all();
  busy = false;
}

// The only worker there is. States met last lie at the end of the store.
void Worker::explore_depth_first() {
  StateStore& store = search_.space.store(id_);
  std::vector<uint64_t> stack;  // positions
  const auto push = [&](uint32_t level) {
    for (uint64_t at = store.levels.size(); at < store.size(); ++at) {
      stack.push_back(at);
      store.levels.push_back(level);
      search_.deepest = std::max<uint64_t>(search_.deepest, level);
    }
  };
  bool limited = false;
  busy = true;
  push(1);
  while (!search_.stopped() && !stack.empty()) {
    const uint64_t at = stack.back();
    stack.pop_back();
    const uint32_t level = store.levels[at];
    if (search_.options.depth != 0 && level >= search_.options.depth) {
      limited = true;
      continue;
    }
    search_.level = level;
    expand(StateSpace::id(id_, at));
    settle_all();
    push(level + 1);
    if (search_.wants_pause()) search_.pause(id_);
  }
  busy = false;
  if (limited && !search_.stopped())
    search_.conclude(
        {.verdict = Verdict::Inconclusive, .reason = "states at the depth limit were not explored further"});
}

void Worker::settle_all() {
  flush();
  if (!search_.stopped()) record(kNoState);
  if (last_expanded_) leave();
}

void Worker::expand(StateId id) {
  expanding = id;
  emitted_ = rows_.given;
  begin(id);
  context.level = static_cast<int64_t>(search_.level);
  focus = {id, nullptr};
  bool failed = false;
  for (bool again = true; again;) {
    again = false;
    try {
      search_.model.steps(context, search_.space.state(id), *this);
    } catch (const EvalError& error) {
      failed = true;
      if (!fail(id, &error)) return;
    } catch (const runtime::Misfit& misfit) {
      // With another layout from where it came to; what is pending of this state is computed again.
      drop_begun();
      skip_ = emitted();
      emitted_ = rows_.given;
      flush();
      if (recording_ != id && !search_.stopped()) record(kNoState);
      search_.outgrow(misfit);
      search_.pause_for_change();
      if (search_.stopped()) return;
      again = true;
    }
    context.arena.reset();
  }
  if (emitted() == 0 && !failed) [[unlikely]] {
    if (search_.signature.check_deadlock && search_.options.check_deadlock) {
      if (!fail(id, nullptr)) return;
    } else if (search_.liveness) {
      flush();
      if (!search_.stopped()) record(id);  // its successors are none
    }
  }
  increment(expanded_);
  if (context.exit) [[unlikely]] {
    exiting_ = true;  // set by Next itself: what is pending comes before
    flush();
    leave();
  }
}

uint64_t Worker::queued() const {
  const uint64_t stored = search_.space.size();
  if (focus.at == kNoState) return stored;
  return stored - (last_stored_ ? 1 : 0) - (StateSpace::position(focus.at) + 1);
}

bool Worker::fail(StateId id, const EvalError* error) {
  flush();  // what came before goes first
  if (search_.stopped()) return false;
  Outcome outcome = error != nullptr ? failure_outcome(*error, Phase::Next) : Outcome{.verdict = Verdict::Deadlock};
  outcome.parent = id;
  if (error != nullptr && !error->unfinished.empty()) {
    // A successor without all its values counts as generated, and ends the behavior.
    increment(generated_);
    ++actions[error->action].generated;
    outcome.last = error->unfinished;
    outcome.action = error->action;
  }
  search_.conclude(std::move(outcome));
  return true;
}

bool Worker::record(StateId next) {
  if (recording_ == next) return true;
  const StateId from = std::exchange(recording_, next);
  if (from == kNoState) return true;
  context.level = static_cast<int64_t>(search_.level);
  focus = {from, nullptr};
  for (size_t i = 0; i < successors_.size(); ++i) {
    successors_[i].words = identity_ ? successor_words_.data() + i * width_ : search_.space.state(successors_[i].id);
  }
  Outcome outcome{.parent = from};
  try {
    outcome.shown = search_.liveness->expanded(id_, context, from, successors_);
    if (outcome.shown) outcome.verdict = Verdict::InvariantViolated;
  } catch (const EvalError& error) {
    outcome = failure_outcome(error, Phase::Liveness);
    outcome.parent = from;
  }
  successors_.clear();
  successor_words_.clear();
  if (outcome.verdict == Verdict::Ok) return true;
  search_.conclude(std::move(outcome));
  return false;
}

bool Worker::step(const runtime::Step& step) {
  uint32_t multiplicity = step.multiplicity;
  if (skip_ > 0) [[unlikely]] {
    const auto skipped = static_cast<uint32_t>(std::min<uint64_t>(skip_, multiplicity));
    skip_ -= skipped;
    rows_.given += skipped;
    multiplicity -= skipped;
    if (multiplicity == 0) return true;
  }
  return add(step.next, step.action, multiplicity) && !search_.stopped();
}

bool Worker::add(const Word* state, runtime::ActionId action, uint64_t multiplicity) {
  return rows_.emit(action, state, static_cast<unsigned>(width_), multiplicity);
}

void Worker::begin(StateId parent) {
  if (begun_.back().row == rows_.at) begun_.pop_back();
  if (static_cast<size_t>(rows_.at - prepared_) >= together_) prepare();
  begun_.push_back({parent, rows_.at});
}

void Worker::begin_anew() {
  rows_.at = pending_words_.data();
  prepared_ = rows_.at;
  const StateId parent = begun_.empty() ? kNoState : begun_.back().parent;
  begun_.assign(1, {parent, rows_.at});
  unprepared_ = 0;
}

void Worker::drop_begun() {
  Word* const row = begun_.back().row;
  for (const Word* at = row; at != rows_.at; at += width_ + 1) rows_.given -= packed::Sink::multiplicity(at[width_]);
  rows_.at = row;
}

}  // namespace trestle::explore
