#include <algorithm>
#include <cstring>

#include "translator/runtime/store.h"
#include "validator/explore/search.h"

namespace trestle::explore {
namespace {

using runtime::ErrorKind;
using runtime::EvalError;
using runtime::PredicateId;

constexpr size_t kBatch = 64;                     // successors looked up together
constexpr uint64_t kBlock = 64;                   // states taken from the frontier at a time
constexpr size_t kMostPending = size_t{1} << 14;  // of one expansion, before they are looked up within it

void increment(std::atomic<uint64_t>& counter, uint64_t by = 1) {
  // Only its owner writes; others may read at any time.
  counter.store(counter.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
}

Verdict verdict_of(const EvalError& error, Phase phase) {
  if (error.kind == ErrorKind::Limit) return Verdict::Inconclusive;
  // TLC's: an Assert that fails anywhere but in Next is an evaluation that failed.
  if (error.kind == ErrorKind::Assertion && phase == Phase::Next) return Verdict::AssertionFailed;
  return Verdict::EvaluationFailed;
}

Outcome failure_outcome(const EvalError& error, Phase phase) {
  Outcome outcome{.verdict = verdict_of(error, phase), .failure = Failure{error, phase}};
  if (outcome.verdict == Verdict::Inconclusive) outcome.reason = error.what();
  return outcome;
}

}  // namespace

Worker::Worker(Search& search, unsigned id)
    : context(search.options.seed + id),
      actions(search.signature.actions.size()),
      search_(search),
      id_(id),
      width_(search.signature.layout.words()),
      identity_(search.signature.has_identity),
      plain_(search.constraints.empty() && search.action_constraints.empty() && search.invariants.empty() &&
             search.implied_actions.empty()) {
  context.exploration = &search.exploration;
  pending_.resize(4 * kBatch);
  pending_words_.resize(pending_.size() * width_);
  if (identity_) pending_keys_.resize(pending_.size() * width_);
}

void Worker::check_assumptions() {
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

void Worker::initial_states() {
  std::optional<EvalError> error;
  try {
    search_.model.initial_states(context, *this);
  } catch (const EvalError& e) {
    error = e;
  }
  flush();
  if (error && !search_.stopped()) search_.conclude(failure_outcome(*error, Phase::Init));
  context.arena.reset();
}

void Worker::explore_level() {
  unsigned store;
  uint64_t at, end;
  while (!search_.stopped() && search_.take(id_, kBlock, store, at, end)) {
    for (; at < end && !search_.stopped(); ++at) {
      expand(StateSpace::id(store, at));
      if (count_ >= kBatch) flush();
    }
    if (search_.growth_requested.load(std::memory_order_relaxed)) search_.grow(id_);
  }
  flush();
}

void Worker::expand(StateId id) {
  expanding = id;
  emitted_ = 0;
  context.level = static_cast<int64_t>(search_.level);
  std::optional<EvalError> error;
  try {
    search_.model.steps(context, search_.space.state(id), *this);
  } catch (const EvalError& e) {
    error = e;
  }
  context.arena.reset();
  const bool deadlock = emitted_ == 0 && !error && search_.signature.check_deadlock && search_.options.check_deadlock;
  if (error || deadlock) {
    flush();  // what came before goes first
    if (search_.stopped()) return;
    Outcome outcome = error ? failure_outcome(*error, Phase::Next) : Outcome{.verdict = Verdict::Deadlock};
    outcome.parent = id;
    search_.conclude(std::move(outcome));
  }
  increment(expanded_);
}

bool Worker::step(const runtime::Step& step) {
  ++emitted_;
  add(step.next, Link(expanding, step.action), step.multiplicity);
  if (count_ >= kMostPending) flush();
  return !search_.stopped();
}

bool Worker::state(const Word* state) {
  add(state, Link(kNoState, runtime::kNoAction), 1);
  if (count_ >= kMostPending) flush();
  return !search_.stopped();
}

inline void Worker::add(const Word* state, Link link, uint32_t multiplicity) {
  if (count_ == pending_.size()) [[unlikely]] {
    pending_.resize(2 * count_);
    pending_words_.resize(pending_.size() * width_);
    if (identity_) pending_keys_.resize(pending_.size() * width_);
  }
  Word* to = pending_words_.data() + count_ * width_;
  for (size_t i = 0; i < width_; ++i) to[i] = state[i];
  Pending& pending = pending_[count_++];
  pending.link = link;
  pending.multiplicity = multiplicity;
  pending.no_identity = false;
  if (!identity_) {
    pending.hash = search_.space.hash(to);
    search_.space.prefetch_slot(pending.hash);
  }
}

void Worker::flush() {
  // Evaluation in here may come in the middle of an enumeration: leave the context as it was found.
  const int64_t level = context.level;
  const auto mark = context.arena.mark();
  for (size_t begin = 0; begin < count_ && !search_.stopped(); begin += kBatch) {
    const size_t end = std::min(count_, begin + kBatch);
    if (search_.space.needs_growth(search_.workers * kBatch)) search_.grow(id_);
    prepare(begin, end);
    for (size_t i = begin; i < end; ++i) {
      if (!settle(i)) break;
      if (!plain_) context.arena.reset(mark);
    }
  }
  count_ = 0;
  context.level = level;
  context.arena.reset(mark);
}

void Worker::prepare(size_t begin, size_t end) {
  if (identity_) {
    for (size_t i = begin; i < end; ++i) {
      Word* key = pending_keys_.data() + i * width_;
      std::fill_n(key, width_, 0);
      try {
        search_.model.identity(context, words(i), key);
      } catch (const EvalError&) {
        // Only an error when the state turns out to satisfy the constraints: raised again when it is its turn.
        pending_[i].no_identity = true;
      }
      pending_[i].hash = search_.space.hash(key);
      search_.space.prefetch_slot(pending_[i].hash);
    }
  }
  for (size_t i = begin; i < end; ++i) search_.space.prefetch_candidate(pending_[i].hash);
}

bool Worker::settle(size_t i) {
  const Pending& pending = pending_[i];
  increment(generated_);
  ActionCount& count = pending.link.parent() == kNoState ? init : actions[pending.link.action()];
  ++count.generated;
  if (!admit(i, count)) return false;
  // The same successor again right after the first changes nothing but the counts.
  const uint32_t again = pending.multiplicity - 1;
  increment(generated_, again);
  count.generated += again;
  return true;
}

// TLC's order of work for a successor (tlc2/tool/Worker.addElement) and for an initial state
// (ModelChecker.DoInitFunctor).
bool Worker::admit(size_t i, ActionCount& count) {
  const Pending& pending = pending_[i];
  const StateId parent = pending.link.parent();
  const bool initial = parent == kNoState;
  const auto level = static_cast<int64_t>(search_.level);
  last_stored_ = false;
  Phase phase = initial ? Phase::Init : Phase::Next;
  try {
    context.level = initial ? 1 : level + 1;
    bool in_model = all_hold(search_.constraints, words(i), nullptr);
    if (in_model && !initial && !search_.action_constraints.empty()) {
      context.level = level;
      in_model = all_hold(search_.action_constraints, search_.space.state(parent), words(i));
      context.level = level + 1;
    }
    bool unseen = true;
    if (in_model) {
      if (pending.no_identity) search_.model.identity(context, words(i), pending_keys_.data() + i * width_);
      unseen = search_.space.insert(id_, pending.hash, key(i), words(i), pending.link).inserted;
      if (unseen) {
        last_stored_ = true;
        ++count.distinct;
      }
    }
    if (unseen) {
      if (!initial) phase = Phase::Invariant;
      if (!judge(i, search_.invariants, Verdict::InvariantViolated, words(i), nullptr)) return false;
      if (initial && !judge(i, search_.implied_inits, Verdict::PropertyViolated, words(i), nullptr)) return false;
    }
    if (!initial && !search_.implied_actions.empty()) {
      phase = Phase::Property;
      context.level = level;
      if (!judge(i, search_.implied_actions, Verdict::PropertyViolated, search_.space.state(parent), words(i))) {
        return false;
      }
    }
    return true;
  } catch (const EvalError& error) {
    Outcome outcome = failure_outcome(error, phase);
    if (phase != Phase::Init && phase != Phase::Next) outcome.predicate = judging_;
    conclude(i, std::move(outcome), false);
    return false;
  }
}

bool Worker::all_hold(const std::vector<PredicateId>& predicates, const Word* state, const Word* next) {
  return std::all_of(predicates.begin(), predicates.end(),
                     [&](PredicateId predicate) { return search_.model.holds(context, predicate, state, next); });
}

bool Worker::judge(size_t i, const std::vector<PredicateId>& predicates, Verdict verdict, const Word* state,
                   const Word* next) {
  for (PredicateId predicate : predicates) {
    judging_ = predicate;
    if (search_.model.holds(context, predicate, state, next)) continue;
    // As in TLC, with --continue one violation is reported per state, and a property false initially still ends the
    // run.
    const bool implied_init = verdict == Verdict::PropertyViolated && next == nullptr;
    const bool go_on = search_.options.continue_on_violation && !implied_init;
    conclude(i, {.verdict = verdict, .predicate = predicate}, go_on);
    return go_on;
  }
  return true;
}

void Worker::conclude(size_t i, Outcome outcome, bool go_on) {
  outcome.parent = pending_[i].link.parent();
  outcome.action = pending_[i].link.action();
  outcome.last.assign(words(i), words(i) + width_);
  outcome.last_stored = last_stored_;
  search_.conclude(std::move(outcome), go_on);
}

}  // namespace trestle::explore
