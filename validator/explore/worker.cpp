#include <algorithm>
#include <utility>

#include "translator/runtime/store.h"
#include "validator/explore/search.h"

namespace trestle::explore {
namespace {

using runtime::EvalError;
using runtime::PredicateId;

constexpr size_t kBatch = 64;          // successors to gather before they are looked up
constexpr size_t kSlice = 256;         // and the most that are looked up together
constexpr uint64_t kBlock = 64;        // states taken from the frontier at a time
constexpr size_t kMostPending = 1024;  // successors there is room for: the rest of an expansion comes after these

void increment(std::atomic<uint64_t>& counter, uint64_t by = 1) {
  // Only its owner writes; others may read at any time.
  counter.store(counter.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
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
      identity_(search.signature.has_identity),
      judges_all_(search.temporal || !search.constraints.empty() || !search.action_constraints.empty() ||
                  !search.implied_actions.empty()),
      judges_new_(!search.invariants.empty() || !search.implied_inits.empty()) {
  context.seed = search.options.seed;
  context.exploration = &search.exploration;
  context.stop = &search.abandoned;
  beside_.resize(kMostPending);
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
  rows_.at = pending_words_.data();
  rows_.end = rows_.at + pending_words_.size();
  enough_ = rows_.at + kBatch * (width_ + 1);
  if (!begun_.empty()) begun_ = {{begun_.back().parent, rows_.at}};
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

void Worker::initial_states() {
  busy = true;
  context.level = 0;
  std::optional<EvalError> error;
  emitted_ = rows_.given;
  begin(kNoState);
  for (bool again = true; again && !search_.stopped();) {
    again = false;
    skip_ = emitted();
    emitted_ = rows_.given;
    changing_ = false;
    try {
      search_.model.initial_states(context, *this);
    } catch (const EvalError& e) {
      error = e;
    } catch (const runtime::Misfit& misfit) {
      search_.outgrow(misfit);
    }
    flush();
    if (!error && (changing_ || search_.change_requested)) {
      search_.change_engine();  // the others wait
      again = true;
    }
  }
  if (error && !search_.stopped()) {
    Outcome outcome = failure_outcome(*error, Phase::Init);
    outcome.last = error->unfinished;
    search_.conclude(std::move(outcome));
  }
  context.arena.reset();
  busy = false;
}

void Worker::explore_level() {
  unsigned store;
  uint64_t at, end;
  busy = true;
  while (!search_.stopped() && search_.take(id_, kBlock, store, at, end)) {
    for (; at < end && !search_.stopped(); ++at) {
      expand(StateSpace::id(store, at));
      if (rows_.at >= enough_) flush();
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
}

void Worker::expand(StateId id) {
  expanding = id;
  emitted_ = rows_.given;
  begin(id);
  context.level = static_cast<int64_t>(search_.level);
  focus = {id, nullptr};
  std::optional<EvalError> error;
  for (bool again = true; again;) {
    again = false;
    try {
      search_.model.steps(context, search_.space.state(id), *this);
    } catch (const EvalError& e) {
      error = e;
    } catch (const runtime::Misfit& misfit) {
      // With another layout from where it came to; what is pending of this state is computed again.
      drop_to(begun_.back().row);
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
  const bool deadlock = emitted() == 0 && !error && search_.signature.check_deadlock && search_.options.check_deadlock;
  if (error || deadlock) {
    flush();  // what came before goes first
    if (search_.stopped()) return;
    Outcome outcome = error ? failure_outcome(*error, Phase::Next) : Outcome{.verdict = Verdict::Deadlock};
    outcome.parent = id;
    if (error && !error->unfinished.empty()) {
      // A successor without all its values counts as generated, and ends the behavior.
      increment(generated_);
      ++actions[error->action].generated;
      outcome.last = error->unfinished;
      outcome.action = error->action;
    }
    search_.conclude(std::move(outcome));
  } else if (emitted() == 0 && search_.liveness) {
    flush();
    if (!search_.stopped()) record(id);  // its successors are none
  }
  increment(expanded_);
  if (context.exit) [[unlikely]] {
    exiting_ = true;  // set by Next itself: what is pending comes before
    flush();
    search_.stop.store(true);
  }
}

bool Worker::record(StateId next) {
  if (recording_ == next) return true;
  const StateId from = std::exchange(recording_, next);
  if (from == kNoState) return true;
  context.level = static_cast<int64_t>(search_.level);
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

bool Worker::state(const Word* state) {
  if (skip_ > 0) {
    --skip_;
    ++rows_.given;
    return true;
  }
  if (!add(state, runtime::kNoAction, 1)) return false;
  if (search_.engines != nullptr && search_.engines->ready()) {
    changing_ = true;
    return false;
  }
  return !search_.stopped();
}

bool Worker::add(const Word* state, runtime::ActionId action, uint64_t multiplicity) {
  return rows_.emit(action, state, static_cast<unsigned>(width_), multiplicity);
}

void Worker::begin(StateId parent) {
  if (rows_.at == pending_words_.data()) begun_.clear();
  begun_.push_back({parent, rows_.at});
}

void Worker::drop_to(Word* row) {
  for (const Word* at = row; at != rows_.at; at += width_ + 1) rows_.given -= packed::Sink::multiplicity(at[width_]);
  rows_.at = row;
}

// TLCSet("exit", TRUE) lets the state whose successors are being settled be finished, and none after it.
bool Worker::ended_before(size_t i) {
  if (!context.exit) [[likely]]
    return false;
  if (!std::exchange(exiting_, true) && i > 0) last_expanded_ = beside_[i - 1].parent;
  return last_expanded_ != kNoState && beside_[i].parent != last_expanded_;
}

void Worker::flush() {
  switch (width_) {
    case 1: return flush_as<1>();
    case 2: return flush_as<2>();
    case 3: return flush_as<3>();
    case 4: return flush_as<4>();
    default: return flush_as<0>();
  }
}

template <size_t W>
void Worker::flush_as() {
  const size_t pending = count();
  if (pending == 0) return;
  // Evaluation in here may come in the middle of an enumeration: leave the context as it was found.
  const int64_t level = context.level;
  const Focus outer = focus;
  const auto mark = context.arena.mark();
  size_t from = 0;
  for (size_t begin = 0; begin < pending && !search_.stopped(); begin += kSlice) {
    const size_t end = std::min(pending, begin + kSlice);
    if (room_ < kSlice) {
      // What others store is looked at now and then only: their counts are written all the time.
      if (search_.space.needs_growth(search_.workers * kSlice)) search_.grow(id_);
      room_ = std::max<uint64_t>(kSlice, search_.space.allowance(search_.workers));
    }
    room_ -= kSlice;
    prepare<W>(begin, end, from);
    if (!judges_all_ && !(identity_ && unidentified_)) {
      settle_quickly<W>(begin, end);
    } else {
      for (size_t i = begin; i < end && !ended_before(i) && settle(i); ++i) context.arena.reset(mark);
    }
  }
  rows_.at = pending_words_.data();
  begun_ = {{begun_.back().parent, rows_.at}};
  focus = outer;
  context.level = level;
  context.arena.reset(mark);
}

void Worker::identify(size_t begin, size_t end) {
  unidentified_ = false;
  for (size_t i = begin; i < end; ++i) {
    Word* key = pending_keys_.data() + i * width_;
    std::fill_n(key, width_, 0);
    beside_[i].no_identity = false;
    try {
      search_.model.identity(context, words(i), key);
    } catch (const EvalError&) {
      // Only an error when the state turns out to satisfy the constraints: raised again when it is its turn.
      beside_[i].no_identity = true;
      unidentified_ = true;
    }
  }
}

template <size_t W>
void Worker::prepare(size_t begin, size_t end, size_t& from) {
  if (identity_) identify(begin, end);
  const StateSpace& space = search_.space;
  Beside* beside = beside_.data();
  const size_t width = W != 0 ? W : width_, stride = identity_ ? width : width + 1;
  const Word* key = (identity_ ? pending_keys_.data() : pending_words_.data()) + begin * stride;
  const Word* row = pending_words_.data() + begin * (width + 1);
  const Begun* last = begun_.data() + begun_.size() - 1;
  const Begun* begun = begun_.data() + from;
  for (size_t i = begin; i < end; ++i, key += stride, row += width + 1) {
    while (begun != last && begun[1].row <= row) ++begun;
    const uint64_t hash = space.hash<W>(key);
    space.prefetch(hash);
    beside[i].parent = begun->parent;
    beside[i].hash = hash;
    beside[i].slot = space.home(hash);
  }
  from = static_cast<size_t>(begun - begun_.data());
  if (space.told_by_slots()) return;  // no state is looked at
  for (size_t i = begin; i < end; ++i) beside[i].slot = space.approach<W>(beside[i].hash);
}

// The same when only new states have to be looked at closer.
template <size_t W>
void Worker::settle_quickly(size_t begin, size_t end) {
  uint64_t generated = 0;
  StateSpace& space = search_.space;
  for (size_t i = begin; i < end; ++i) {
    if (ended_before(i)) break;
    const Beside& beside = beside_[i];
    const Word* state = pending_words_.data() + i * ((W != 0 ? W : width_) + 1);
    const uint64_t again = packed::Sink::multiplicity(state[W != 0 ? W : width_]);
    ActionCount& count = count_of(i);
    if (space.insert<W>(id_, beside.hash, beside.slot, identity_ ? key(i) : state, state, link(i)).inserted) {
      ++count.distinct;
      if (judges_new_) {
        increment(generated_, generated + 1);
        ++count.generated;
        if (!judge_new(i)) return;
        generated = again - 1;
        count.generated += again - 1;
        continue;
      }
    }
    count.generated += again;
    generated += again;
  }
  increment(generated_, generated);
}

bool Worker::settle(size_t i) {
  if (search_.liveness && !record(beside_[i].parent)) return false;
  increment(generated_);
  ActionCount& count = count_of(i);
  ++count.generated;
  if (!admit(i, count)) return false;
  // The same successor again right after the first changes nothing but the counts.
  const uint32_t again = multiplicity(i) - 1;
  increment(generated_, again);
  count.generated += again;
  return true;
}

// TLC's order of work for a successor (tlc2/tool/Worker.addElement) and for an initial state
// (ModelChecker.DoInitFunctor).
bool Worker::admit(size_t i, ActionCount& count) {
  const Beside& beside = beside_[i];
  const StateId parent = beside.parent;
  const bool initial = parent == kNoState;
  const auto level = static_cast<int64_t>(search_.level);
  focus = {parent, words(i)};
  last_stored_ = false;
  bool unseen = true;
  try {
    context.level = initial ? 1 : level + 1;
    const bool known = search_.admits_known && search_.space.find_from(beside.hash, beside.slot, words(i)) != kNoState;
    if (known) unseen = false;
    bool in_model = !known && all_hold(search_.constraints, words(i), nullptr);
    if (in_model && !initial && !search_.action_constraints.empty()) {
      context.level = level;
      in_model = all_hold(search_.action_constraints, search_.space.state(parent), words(i));
    }
    if (in_model) {
      if (identity_ && beside.no_identity) search_.model.identity(context, words(i), pending_keys_.data() + i * width_);
      const auto found = search_.space.insert(id_, beside.hash, beside.slot, key(i), words(i), link(i));
      unseen = found.inserted;
      if (unseen) {
        last_stored_ = true;
        ++count.distinct;
      }
      if (search_.liveness && !initial) {
        successors_.push_back({found.id, nullptr});
        if (identity_) successor_words_.insert(successor_words_.end(), words(i), words(i) + width_);
      }
    }
  } catch (const EvalError& error) {
    conclude(i, failure_outcome(error, initial ? Phase::Init : Phase::Next), false);
    return false;
  }
  if (unseen && !judge_state(i)) return false;
  return initial || search_.implied_actions.empty() || judge_step(i);
}

bool Worker::judge_new(size_t i) {
  focus = {beside_[i].parent, words(i)};
  last_stored_ = true;
  const auto mark = context.arena.mark();
  const bool go_on = judge_state(i);
  context.arena.reset(mark);
  return go_on;
}

bool Worker::judge_state(size_t i) {
  const bool initial = beside_[i].parent == kNoState;
  context.level = initial ? 1 : static_cast<int64_t>(search_.level) + 1;
  const Phase phase = initial ? Phase::Init : Phase::Invariant;
  if (!judge(i, search_.invariants, Verdict::InvariantViolated, phase, words(i), nullptr)) return false;
  return !initial || judge(i, search_.implied_inits, Verdict::PropertyViolated, phase, words(i), nullptr);
}

bool Worker::judge_step(size_t i) {
  focus.next = nullptr;
  context.level = static_cast<int64_t>(search_.level);
  return judge(i, search_.implied_actions, Verdict::PropertyViolated, Phase::Property,
               search_.space.state(beside_[i].parent), words(i));
}

bool Worker::all_hold(const std::vector<PredicateId>& predicates, const Word* state, const Word* next) {
  return std::all_of(predicates.begin(), predicates.end(),
                     [&](PredicateId predicate) { return search_.model.holds(context, predicate, state, next); });
}

bool Worker::judge(size_t i, const std::vector<PredicateId>& predicates, Verdict verdict, Phase phase,
                   const Word* state, const Word* next) {
  for (PredicateId predicate : predicates) {
    try {
      if (search_.model.holds(context, predicate, state, next)) continue;
    } catch (const EvalError& error) {
      Outcome outcome = failure_outcome(error, phase);
      outcome.predicate = predicate;
      conclude(i, std::move(outcome), false);
      if (phase == Phase::Invariant && last_stored_ && search_.workers == 1) finish_expansion(i);
      return false;
    }
    // As in TLC: with --continue one violation is reported per state, and a property false initially still ends the
    // run.
    const bool go_on =
        search_.options.continue_on_violation && !(phase == Phase::Init && verdict == Verdict::PropertyViolated);
    conclude(i, {.verdict = verdict, .predicate = predicate}, go_on);
    return go_on;
  }
  return true;
}

// When an invariant has no value, TLC computes the successors of that state again, to show where; those that it had not
// come to are stored then, though not counted as generated, up to the next that is wrong.
void Worker::finish_expansion(size_t failed) {
  if (std::exchange(finishing_, true)) return;
  const StateId parent = beside_[failed].parent;
  ActionCount uncounted;
  for (size_t i = failed + 1; i < count() && beside_[i].parent == parent; ++i) {
    size_t from = 0;
    prepare<0>(i, i + 1, from);
    if (!admit(i, uncounted)) break;
  }
}

void Worker::conclude(size_t i, Outcome outcome, bool go_on) {
  if (finishing_) return;
  outcome.parent = beside_[i].parent;
  outcome.action = link(i).action();
  outcome.last.assign(words(i), words(i) + width_);
  outcome.last_stored = last_stored_;
  search_.conclude(std::move(outcome), go_on);
}

}  // namespace trestle::explore
