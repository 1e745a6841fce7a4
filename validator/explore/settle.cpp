// What a worker does with the successors that have gathered: looks them up, stores those that are new, and judges.
#include <algorithm>
#include <span>
#include <type_traits>
#include <utility>

#include "validator/explore/search.h"

namespace trestle::explore {

using runtime::EvalError;
using runtime::PredicateId;

namespace {
constexpr size_t kSlice = 256;  // successors that are looked up together, at most
}

// TLCSet("exit", TRUE) lets the state whose successors are being settled be finished, and none after it; all initial states
// are looked at.
void Worker::heed_exit(size_t settled) {
  if (context.exit && !std::exchange(exiting_, true)) [[unlikely]]
    last_expanded_ = parents_[settled];
}

size_t Worker::rows_before_exit(size_t begin, size_t end) const {
  if (!last_expanded_) [[likely]]
    return end;
  while (begin < end && parents_[begin] == *last_expanded_) ++begin;
  return begin;
}

// With one worker, states that were expanded ahead are not counted as expanded.
void Worker::leave() {
  if (last_expanded_ && search_.workers == 1 && !search_.options.depth_first)
    expanded_ = *last_expanded_ == kNoState ? 0 : StateSpace::position(*last_expanded_) + 1;
  search_.stop.store(true);
}

template <typename Do>
void Worker::by_width(const Do& run) {
  if (search_.space.is_masked()) return run(std::integral_constant<size_t, 0>());
  switch (width_) {
    case 1: return run(std::integral_constant<size_t, 1>());
    case 2: return run(std::integral_constant<size_t, 2>());
    case 3: return run(std::integral_constant<size_t, 3>());
    case 4: return run(std::integral_constant<size_t, 4>());
    default: return run(std::integral_constant<size_t, 0>());
  }
}

void Worker::flush() {
  by_width([this](auto words) { flush_as<words>(); });
}

template <size_t W>
void Worker::flush_as() {
  const size_t pending = count();
  if (pending == 0) return;
  // Evaluation in here may come in the middle of an enumeration: leave the context as it was found.
  const int64_t level = context.level;
  const Focus outer = focus;
  const auto mark = context.arena.mark();
  prepare_as<W>();
  for (size_t begin = 0; begin < pending && !search_.stopped(); begin += kSlice) {
    const size_t end = std::min(pending, begin + kSlice);
    if (room_ < kSlice) {
      // What others store is looked at now and then only: their counts are written all the time.
      if (search_.space.needs_growth(search_.workers * kSlice)) search_.grow(id_);
      room_ = std::max<uint64_t>(kSlice, search_.space.allowance(search_.workers));
    }
    room_ -= kSlice;
    if (identity_) identify(begin, end);
    search_.space.approach<W>(probes_.data() + begin, end - begin);
    if (!judges_all_ && !(identity_ && unidentified_)) {
      settle_quickly<W>(begin, end);
    } else {
      for (size_t i = begin; i < rows_before_exit(i, end) && settle<W>(i); ++i) {
        heed_exit(i);
        context.arena.reset(mark);
      }
    }
  }
  begin_anew();
  last_stored_ = false;
  focus = outer;
  context.level = level;
  context.arena.reset(mark);
}

void Worker::identify(size_t begin, size_t end) {
  unidentified_ = false;
  const std::vector<Word>& mask = search_.signature.identity_mask;
  for (size_t i = begin; i < end; ++i) {
    Word* key = pending_keys_.data() + i * width_;
    if (!mask.empty()) {
      for (size_t w = 0; w < width_; ++w) key[w] = words(i)[w] & mask[w];
      continue;
    }
    std::fill_n(key, width_, 0);
    no_identity_[i] = 0;
    try {
      search_.model.identity(context, words(i), key);
    } catch (const EvalError&) {
      // Only an error when the state turns out to satisfy the constraints: raised again when it is its turn.
      no_identity_[i] = 1;
      unidentified_ = true;
    }
  }
  search_.space.aim(pending_keys_.data() + begin * width_, width_, probes_.data() + begin, end - begin);
}

void Worker::prepare() {
  by_width([this](auto words) { prepare_as<words>(); });
}

template <size_t W>
void Worker::prepare_as() {
  const size_t stride = (W != 0 ? W : width_) + 1;
  const Word* const first = std::exchange(prepared_, rows_.at);
  const auto begin = static_cast<size_t>(first - pending_words_.data()) / stride;
  const auto count = static_cast<size_t>(rows_.at - first) / stride;
  StateId parent = kNoState;
  StateId* parents = parents_.data() + begin;
  auto next = begun_.cbegin() + static_cast<ptrdiff_t>(unprepared_);
  for (const Word* row = first; row != rows_.at; row += stride) {
    for (; next != begun_.cend() && next->row == row; ++next) parent = next->parent;
    *parents++ = parent;
  }
  unprepared_ = begun_.size();
  if (identity_) return;  // what it has is asked for when there are many
  search_.space.aim<W>(first, stride, probes_.data() + begin, count);
}

template <size_t W>
void Worker::tally(size_t begin, size_t end) {
  if (begin == end) return;
  const size_t stride = (W != 0 ? W : width_) + 1;
  const Word* last = pending_words_.data() + begin * stride + stride - 1;
  uint64_t generated = 0;
  for (size_t i = begin; i < end; ++i, last += stride) {
    const uint64_t times = packed::Sink::multiplicity(*last);
    generated += times;
    (parents_[i] == kNoState ? init : actions[packed::Sink::action(*last)]).generated += times;
  }
  increment(generated_, generated);
}

// The same when nothing is asked of states that are known.
template <size_t W>
void Worker::settle_quickly(size_t begin, size_t end) {
  const size_t stride = identity_ ? width_ : width_ + 1;
  uint32_t numbers[kSlice];
  const size_t count = search_.space.sift<W>(key(begin), stride, probes_.data() + begin, end - begin, numbers);
  const std::span<const uint32_t> left(numbers, count);
  const bool together = judges_together_ && !context.exit && (search_.implied_inits.empty() || parents_[begin] != kNoState);
  if (together && settle_together<W>(begin, left)) {
    tally<W>(begin, end);
    return;
  }
  const auto mark = context.arena.mark();
  size_t counted = begin;
  end = rows_before_exit(begin, end);
  for (const uint32_t number : left) {
    const size_t i = begin + number;
    if (i >= end) break;
    if (search_.constraints.empty()) {
      if (!store<W>(i)) continue;
      if (!judges_new_) continue;
    }
    tally<W>(counted, i);
    counted = i + 1;
    if (!(search_.constraints.empty() ? settle_new(i) : settle<W>(i))) return;
    heed_exit(i);
    context.arena.reset(mark);
    end = rows_before_exit(i + 1, end);
  }
  tally<W>(counted, end);
}

// Stores those that are new, all of which are found to be as they should. False, and nothing is stored, when something
// is wrong with one of them: which, and with what counts, is seen when they are taken one by one.
template <size_t W>
bool Worker::settle_together(size_t begin, std::span<const uint32_t> left) {
  uint32_t unseen[kSlice], numbers[kSlice];
  std::span<const uint32_t> in_model = left;
  if (judges_new_ || !search_.constraints.empty()) {
    const std::span<const uint32_t> judged(unseen, drop_known<W>(begin, left, unseen));
    if (judged.empty()) return true;
    const Word* before[kSlice];
    const runtime::Model::Rows rows{words(begin), width_ + 1, known_to_hold(begin, judged, before)};
    const auto mark = context.arena.mark();
    in_model = judged;
    try {
      if (search_.model.holding(context, search_.invariants, rows, judged, numbers) != judged.size()) return false;
      if (!search_.constraints.empty())
        in_model = {numbers, search_.model.holding(context, search_.constraints, rows, judged, numbers)};
    } catch (const EvalError&) {
      return false;
    }
    context.arena.reset(mark);
  }
  for (const uint32_t number : in_model) store<W>(begin + number);
  return true;
}

// Of each of these rows the state that it comes from: it was judged before it was expanded, and is as it should be unless
// the run goes on after a violation.
const Word* const* Worker::known_to_hold(size_t begin, std::span<const uint32_t> numbers, const Word** before) const {
  if (search_.options.continue_on_violation) return nullptr;
  for (const uint32_t number : numbers) {
    const StateId parent = parents_[begin + number];
    before[number] = parent == kNoState ? nullptr : search_.space.state(parent);
  }
  return before;
}

// Of these rows those whose state is not stored, each state once; but for a few that come twice all the same.
template <size_t W>
size_t Worker::drop_known(size_t begin, std::span<const uint32_t> left, uint32_t* unseen) {
  constexpr unsigned kBits = 9;
  uint16_t last[1 << kBits] = {};  // row + 1, by hash
  size_t n = 0;
  for (const uint32_t number : left) {
    const size_t i = begin + number;
    StateSpace::Probe& probe = probes_[i];
    uint16_t& same = last[probe.hash >> (64 - kBits)];
    if (same != 0) {
      const size_t other = begin + same - 1;
      if (probes_[other].hash == probe.hash && equal_words(key(i), key(other), W != 0 ? W : width_)) continue;
    }
    if (!search_.space.is_new<W>(probe, key(i))) continue;
    same = static_cast<uint16_t>(number + 1);
    unseen[n++] = number;
  }
  return n;
}

template <size_t W>
bool Worker::store(size_t i) {
  const auto [hash, from] = probes_[i];
  if (!search_.space.insert<W>(id_, hash, from, key(i), words(i), link(i)).inserted) return false;
  ++count_of(i).distinct;
  return true;
}

// Once before it is judged; what is the same successor again right after it changes nothing but the counts, unless a
// constraint counts, too.
template <typename Judge>
bool Worker::counted(size_t i, const Judge& judge) {
  ActionCount& of = count_of(i);
  const auto generated = [&](uint32_t times) {
    increment(generated_, times);
    of.generated += times;
  };
  uint32_t left = multiplicity(i);
  do {
    generated(1);
    if (!judge(of)) return false;
  } while (--left > 0 && judges_each_);
  generated(left);
  return true;
}

// A state that is stored already.
bool Worker::settle_new(size_t i) {
  focus = {parents_[i], words(i)};
  last_stored_ = true;
  return counted(i, [&](const ActionCount&) { return judge_state(i); });
}

template <size_t W>
bool Worker::settle(size_t i) {
  if (search_.liveness && !record(parents_[i])) return false;
  return counted(i, [&](ActionCount& of) { return admit<W>(i, of); });
}

// TLC's order of work for a successor (tlc2/tool/Worker.addElement) and for an initial state
// (ModelChecker.DoInitFunctor).
template <size_t W>
bool Worker::admit(size_t i, ActionCount& count) {
  const auto [hash, from] = probes_[i];
  const StateId parent = parents_[i];
  const bool initial = parent == kNoState;
  const auto level = static_cast<int64_t>(search_.level);
  focus = {parent, words(i)};
  last_stored_ = false;
  bool unseen = true;
  try {
    context.level = initial ? 1 : level + 1;
    const bool known = search_.admits_known && search_.space.find_from<W>(hash, from, words(i)) != kNoState;
    if (known) unseen = false;
    bool in_model = !known && all_hold(search_.constraints, words(i), nullptr);
    if (in_model && !initial && !search_.action_constraints.empty()) {
      context.level = level;
      in_model = all_hold(search_.action_constraints, search_.space.state(parent), words(i));
    }
    if (in_model) {
      if (identity_ && no_identity_[i] != 0) search_.model.identity(context, words(i), pending_keys_.data() + i * width_);
      const auto found = search_.space.insert<W>(id_, hash, from, key(i), words(i), link(i));
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

bool Worker::judge_state(size_t i) {
  const bool initial = parents_[i] == kNoState;
  context.level = initial ? 1 : static_cast<int64_t>(search_.level) + 1;
  const Phase phase = initial ? Phase::Init : Phase::Invariant;
  if (!judge(i, search_.invariants, Verdict::InvariantViolated, phase, words(i), nullptr)) return false;
  return !initial || judge(i, search_.implied_inits, Verdict::PropertyViolated, phase, words(i), nullptr);
}

bool Worker::judge_step(size_t i) {
  focus.next = nullptr;
  context.level = static_cast<int64_t>(search_.level);
  return judge(i, search_.implied_actions, Verdict::PropertyViolated, Phase::Property,
               search_.space.state(parents_[i]), words(i));
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
    // As in TLC: with --continue one violation is reported per state, of an initial one each, and a property false
    // initially still ends the run.
    const bool go_on =
        search_.options.continue_on_violation && !(phase == Phase::Init && verdict == Verdict::PropertyViolated);
    conclude(i, {.verdict = verdict, .predicate = predicate}, go_on);
    if (!go_on || phase != Phase::Init) return go_on;
  }
  return true;
}

// When an invariant has no value, TLC computes the successors of that state again, to show where; those that it had not
// come to are stored then, though not counted as generated, up to the next that is wrong.
void Worker::finish_expansion(size_t failed) {
  if (std::exchange(finishing_, true)) return;
  const StateId parent = parents_[failed];
  ActionCount uncounted;
  for (size_t i = failed + 1; i < count() && parents_[i] == parent; ++i) {
    if (identity_) identify(i, i + 1);
    search_.space.approach(probes_.data() + i, 1);
    if (!admit<0>(i, uncounted)) break;
  }
}

void Worker::conclude(size_t i, Outcome outcome, bool go_on) {
  if (finishing_) return;
  outcome.parent = parents_[i];
  outcome.action = link(i).action();
  outcome.last.assign(words(i), words(i) + width_);
  outcome.last_stored = last_stored_;
  // A step that is given several times at once is judged each time; its state, once it is stored, is not.
  const bool once = !go_on || judges_each_ || (last_stored_ && focus.next != nullptr);
  search_.conclude(std::move(outcome), go_on, once ? 1 : multiplicity(i));
}

}  // namespace trestle::explore
