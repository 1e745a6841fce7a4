#include "validator/explore/trace_search.h"

#include <algorithm>
#include <utility>

#include "validator/explore/region.h"

namespace trestle::explore {

using runtime::ActionId;
using runtime::EvalError;
using runtime::PredicateKind;

TraceSearch::TraceSearch(const runtime::Model& model, trace::Trace& trace, Mapping& mapping,
                         const ValidateOptions& options)
    : model_(model),
      signature_(model.signature()),
      trace_(trace),
      mapping_(mapping),
      options_(options),
      ordered_(trace.totally_ordered()),
      width_(signature_.layout.words()),
      engines_(model.engines()),
      found_(width_) {
  if (options.interrupted != nullptr) context_.stop = options.interrupted;
  if (options.reclaim) {
    context_.mortal = true;
    tenancy_.emplace([this](const runtime::Tenancy::Tell& tell) { tell_needed(tell); });
  }
  if (!options.check_predicates) return;
  for (runtime::PredicateId id = 0; id < signature_.predicates.size(); ++id) {
    switch (signature_.predicates[id].kind) {
      case PredicateKind::Invariant:
        invariants_.push_back(id);
        pure_invariants_ = pure_invariants_ && signature_.predicates[id].pure;
        break;
      case PredicateKind::ImpliedInit: init_properties_.push_back(id); break;
      case PredicateKind::ImpliedAction: step_properties_.push_back(id); break;
      default: break;
    }
  }
  for (const auto* judged : {&invariants_, &step_properties_}) {
    for (const runtime::PredicateId id : *judged) judged_ |= Independence::predicate(id);
  }
  know_invariants();
}

class TraceSearch::Sink final : public runtime::StepSink, public runtime::StateSink {
 public:
  // Collects the different next states; those that do not show what the event observed are passed over. Without an event
  // `last` is the one before.
  Sink(TraceSearch& search, const trace::Event* event, const Word* before, const trace::Event* last = nullptr)
      : found(search.found_), actions(search.found_by_), search_(search), event_(event), last_(last), before_(before) {
    found.clear();
    actions.clear();
    search.found_with_.clear();
    search.found_violating_.clear();
    search.made_.clear();
  }

  // Of the steps that there are, passes over the first and stops after the last of these.
  void only(uint64_t from, uint64_t to) {
    from_ = from;
    to_ = to;
  }
  bool stopped() const { return seen_ >= to_; }  // there may be more
  uint64_t seen() const { return seen_; }

  bool step(const runtime::Step& step) override {
    if (stopped()) return false;
    if (seen_++ < from_) return true;
    if (event_ != nullptr && !search_.shows(*event_, before_, step.next)) return true;
    std::optional<uint32_t> violation;
    if (!step.between.empty() && search_.options_.check_predicates) violation = search_.judge_composed(step, event_ != nullptr ? event_ : last_, before_);
    take(step.next, step.action, step.arguments, violation);
    return true;
  }
  bool observes(uint32_t variable) const override {
    if (event_ == nullptr) return false;
    const std::vector<Check>& checks = search_.reading_->checks;
    return std::any_of(checks.begin(), checks.end(),
                       [&](const Check& check) { return check.after && check.variable == variable; });
  }
  bool possible(uint32_t variable, runtime::Value value) override {
    return search_.may_become(*event_, before_, variable, value);
  }
  bool state(const Word* state) override {
    take(state, runtime::kNoAction);
    return true;
  }
  void take(const Word* state, ActionId action, runtime::Arguments arguments = {}, std::optional<uint32_t> violation = {}) {
    auto [number, added] = found.insert(state, violation.value_or(0) != 0 ? kViolated : 0);
    if (!added) return;
    actions.push_back(action);
    search_.found_violating_.push_back(violation);
    if (!search_.options_.keep_arguments) return;
    const bool of_spec = action < search_.signature_.actions.size();  // not of a rule, whose argument is the event
    search_.found_with_.push_back(of_spec ? search_.keep_arguments(arguments) : kNone);
  }

  StateSet& found;
  std::vector<ActionId>& actions;

 private:
  TraceSearch& search_;
  const trace::Event *event_, *last_;
  const Word* before_;
  uint64_t seen_ = 0, from_ = 0, to_ = UINT64_MAX;
};

inline bool TraceSearch::find_steps(const Word* state, const Candidate& candidate, const trace::Event* event, Sink& sink) {
  bool whole = true;
  try {
    model_.steps(context_, state, candidate.action, candidate.arguments, sink);
  } catch (const EvalError& error) {
    whole = false;
    no_steps(candidate.action, error, event);
  }
  context_.arena.reset();
  return whole;
}

void TraceSearch::no_steps(ActionId action, const EvalError& error, const trace::Event* event) {
  mapping_.failed(action, error, event, trace_);
  if (!error_) error_ = error;
  using runtime::ErrorKind;
  const bool computable = error.kind != ErrorKind::TooLarge && error.kind != ErrorKind::Limit && error.kind != ErrorKind::Unsupported;
  if (!incomplete_.empty() || (computable && event != nullptr)) return;
  // A step that no event speaks of has a value in every state that is come to, as one of Next has.
  incomplete_ = event != nullptr ? error.what() : signature_.action(action).name + ", without an event, has no value: " + error.what();
}

uint32_t TraceSearch::keep_arguments(runtime::Arguments arguments) {
  std::vector<runtime::Value>& kept = arguments_.emplace_back();
  for (const runtime::Value argument : arguments)
    kept.push_back(argument.defined() ? runtime::intern(context_, argument) : argument);
  return static_cast<uint32_t>(arguments_.size() - 1);
}

bool TraceSearch::add(CutNode* node, const Word* state, const Entry& entry, const Word* before, uint64_t memory) {
  const size_t recorded = violations_.size();
  // A state that was judged need not be judged again, unless the step to it matters.
  const bool known_good = step_properties_.empty() && node->states.find(state, memory) != StateSet::kAbsent;
  uint32_t violation = entry.violation;
  if (violation == 0 && !known_good) violation = judge(*node, entry, state, before);
  const uint64_t mark = memory | (violation != 0 ? kViolated : 0);
  const auto forget_violations = [&] {
    violations_.erase(violations_.begin() + static_cast<ptrdiff_t>(recorded), violations_.end());
  };
  const bool wide = node->states.size() >= kWide && !options_.interchangeable.empty();
  if (wide && node->states.find(state, mark) == StateSet::kAbsent && stood_for(node, state, mark, entry.hidden)) {
    forget_violations();
    return false;
  }
  auto [number, added] = node->states.insert(state, mark);
  if (added) {
    node->entries.push_back(entry);
    node->entries.back().violation = violation;
    ++states_;
    return true;
  }
  forget_violations();
  Entry& known = node->entries[number];
  if (entry.hidden >= known.hidden) return false;
  violation = known.violation;
  known = entry;
  known.violation = violation;
  if (mapping_.ignores()) {  // what an ignored line made of it has as many behind it, too
    for (Branch& branch : node->branches) {
      if (branch.done > number) branch = {.chain = branch.chain, .done = number, .enough = branch.enough};
    }
  }
  return true;
}

void TraceSearch::start() {
  Sink sink(*this, nullptr, nullptr);
  model_.initial_states(context_, sink);
  context_.arena.reset();
  CutNode* node = node_at(trace::Cut());
  for (uint32_t i = 0; i < sink.found.size(); ++i) add(node, sink.found[i], {}, nullptr, 0);
  deepest_ = node;
  if (node->states.size() > 0) queue(node);
}

// On the way that made the node.
const trace::Event* TraceSearch::last_event(const CutNode& node) {
  return node.chain == kNone ? nullptr : &*trace_.event(node.chain, node.cut[node.chain] - 1);
}

void TraceSearch::reach(CutNode* node) {
  deepest_ = node;
  if (options_.explained != nullptr) options_.explained->store(node->cut.events(), std::memory_order_relaxed);
}

void TraceSearch::try_event(CutNode* node, Branch& branch) {
  const trace::Event& event = *trace_.event(branch.chain, node->cut[branch.chain]);
  reading_ = &mapping_.read(context_, event, trace_);
  expecting_ = expected_of(event);
  context_.level = static_cast<int64_t>(node->cut.events()) + 1;
  CutNode* after = nullptr;
  const bool part = reading_->part != Part::Whole;
  const uint32_t step_number = part ? split_step(*reading_, event, branch.chain, node->cut[branch.chain]) : 0;
  // Where an event leaves much open, some of the states, and some of their steps, go on to the end of the trace before
  // the others do. Steps that are passed over were computed again: each time twice as many are taken.
  const uint32_t end = std::min(node->states.size(), branch.done + kTogether);
  uint64_t steps_left = kAtOnce;
  for (uint32_t i = branch.done; i < end && steps_left > 0; ++i) {
    Entry& tried = node->entries[i];
    if (tried.settled || is_doomed(tried)) {
      branch.done = i + 1;
      branch.taken = 0;
      continue;
    }
    const Word* state = node->states[i];
    const uint64_t memory = node->states.mark(i) & ~kViolated;
    const bool steps = !part || !split_.has(taken(memory), step_number);
    const bool last = reading_->part == Part::Last;
    Sink sink(*this, &event, state);
    const uint64_t passed = branch.taken;
    branch.taken = 0;
    if (passed == 0) tried.stepped = false;
    if (steps) {
      sink.only(passed, passed + std::max(passed, steps_left));
      for (const Candidate& candidate : reading_->candidates) {
        if (sink.stopped()) break;
        const bool whole = find_steps(state, candidate, &event, sink);
        doubtful_ = doubtful_ || (!whole && tests_a_set(candidate.action));
      }
      if (sink.stopped()) branch.taken = passed + std::max(passed, steps_left);
      steps_left -= std::min<uint64_t>(steps_left, sink.seen() - passed);
      if (!part && reading_->stutters && shows(event, state, state))
        sink.take(state, runtime::kNoAction);
      const bool early = part && !last;
      after = add_found(node, after, branch, i, early ? with_taken(memory, split_.with(taken(memory), step_number)) : memory);
      if (found_.size() > 0) tried.stepped = true;
    }
    if (part && (!steps || !last)) {  // the step was taken at another part, or will be
      Sink none(*this, nullptr, nullptr);
      none.take(state, runtime::kNoAction);
      after = add_found(node, after, branch, i, last ? with_taken(memory, split_.without(taken(memory), step_number)) : memory);
    }
    if (branch.taken == 0) {
      branch.done = i + 1;
      if (branch.enough) tried.settled = tried.stepped;
    }
    if (i + 1 < end && over_limits()) break;
  }
}

uint32_t TraceSearch::split_step(const Reading& reading, const trace::Event& event, uint32_t chain, uint32_t position) {
  try {
    return split_.number(reading.part_key, reading.part, chain, position);
  } catch (const std::length_error& error) {
    throw trace::TraceError(trace_.place(event), reading.part_member, error.what());
  }
}

Spent TraceSearch::spent(const CutNode& node, uint32_t state) const {
  const uint64_t mark = node.states.mark(state);
  Spent spent{.hidden = node.entries[state].hidden, .taken = split_.steps(taken(mark))};
  for (uint32_t counter = 0; counter < kCounters; ++counter) spent.counted[counter] = mark >> counter_shift(counter) & kMostCounted;
  return spent;
}

// What is true already of a state that was found.
void TraceSearch::note_composed(Entry& entry, uint32_t found) const {
  entry.composed = found_violating_[found].has_value();
  if (entry.violation == 0) entry.violation = found_violating_[found].value_or(0);
}

TraceSearch::CutNode* TraceSearch::add_found(CutNode* node, CutNode* after, const Branch& branch, uint32_t from,
                                             uint64_t memory) {
  for (const uint32_t j : likely_first(node->states[from])) {
    if (after == nullptr) {
      after = node_after(node, branch.chain);
      if (after->chain == kNone) after->chain = branch.chain;
    }
    Entry entry{.from = node, .from_state = from, .action = found_by_[j], .violation = node->entries[from].violation};
    if (options_.keep_arguments) entry.arguments = found_with_[j];
    note_composed(entry, j);
    if (reading_->ignored) entry.hidden = node->entries[from].hidden;
    const bool added = add(after, found_[j], entry, node->states[from], memory);
    if (after->asleep) begin_again(after);
    if (!added) continue;
    queue(after);
    if (after->cut.events() > deepest_->cut.events()) reach(after);
  }
  return after;
}

// The states with the fewest hidden steps behind them that have not taken another yet.
void TraceSearch::try_hidden(CutNode* node) {
  uint16_t fewest = UINT16_MAX;
  for (const Entry& entry : node->entries) {
    if (!entry.hidden_tried && !is_doomed(entry)) fewest = std::min(fewest, entry.hidden);
  }
  if (fewest >= options_.max_hidden) return;
  const trace::Event* const last = last_event(*node);
  for (uint32_t i = 0, n = node->states.size(); i < n; ++i) {
    if (node->entries[i].hidden_tried || node->entries[i].hidden != fewest || is_doomed(node->entries[i])) continue;
    const std::vector<Word> state(node->states[i], node->states[i] + width_);  // the set grows
    for (const ActionId action : mapping_.hidden()) {
      uint64_t memory = node->states.mark(i) & ~kViolated;
      if (const std::optional<Budget> budget = mapping_.budget(action)) {
        const uint32_t shift = counter_shift(budget->counter);
        if ((memory >> shift & kMostCounted) >= budget->at_most) continue;
        memory += uint64_t{1} << shift;
      }
      Sink sink(*this, nullptr, state.data(), last);
      find_steps(state.data(), {action, {}}, nullptr, sink);
      for (uint32_t j = 0; j < sink.found.size(); ++j) {
        Entry entry{.from = node,
                    .from_state = i,
                    .action = sink.actions[j],
                    .violation = node->entries[i].violation,
                    .hidden = static_cast<uint16_t>(fewest + 1),
                    .inside = true};
        if (options_.keep_arguments) entry.arguments = found_with_[j];
        note_composed(entry, j);
        add(node, sink.found[j], entry, state.data(), memory);
      }
    }
    node->entries[i].hidden_tried = true;
    if (over_limits()) break;
  }
}

bool TraceSearch::all_doomed(const CutNode* node) const {
  return final_ != nullptr &&
         std::all_of(node->entries.begin(), node->entries.end(), [&](const Entry& entry) { return is_doomed(entry); });
}

bool TraceSearch::is_over(const CutNode* node) const { return node == final_ || node->asleep || all_doomed(node); }

bool TraceSearch::has_events(const CutNode* node) const {
  if (is_over(node)) return false;
  if (!node->opened || !node->all_known) return true;
  for (const Branch& branch : node->branches) {
    if (branch.done < node->states.size()) return true;
  }
  return rejected_ && stuck(node);
}

bool TraceSearch::has_hidden(const CutNode* node) const {
  if (mapping_.hidden().empty() || is_over(node)) return false;
  return std::any_of(node->entries.begin(), node->entries.end(),
                     [&](const Entry& entry) {
                       return !entry.hidden_tried && entry.hidden < options_.max_hidden && !is_doomed(entry);
                     });
}

void TraceSearch::advance(CutNode* node) {
  if (!node->opened) {
    node->opened = true;
    bool alone = false;
    if (std::optional<uint32_t> chain = trace_.first_enabled(node->cut, alone)) {
      node->branches.push_back({*chain});
      node->all_known = ordered_ || alone;
    } else {
      final_ = node;
    }
  }
  if (final_ == node) {
    explained_ =
        std::any_of(node->entries.begin(), node->entries.end(), [](const Entry& e) { return e.violation == 0; });
    return;
  }
  if (all_doomed(node)) return;
  if (reducing_ && !node->all_known) know_branches(node);
  if (!node->all_known && node->branches[0].done == node->states.size()) {
    if (!reducing_ && !far_behind(node->cut.events()) && independence() != nullptr) return reduce();
    know_branches(node);
  }
  for (Branch& branch : node->branches) {
    if (branch.done < node->states.size()) {
      try_event(node, branch);
      return;
    }
  }
  if (stuck(node)) return know_branches(node);
  if (patience_ == 0) try_hidden(node);
}

bool TraceSearch::over_limits() {
  if (!limit_.empty()) return true;
  if (states_ > options_.max_states) {
    limit_ = "the search met more than " + std::to_string(options_.max_states) + " states (--max-states)";
  } else if (options_.interrupted != nullptr && options_.interrupted->load(std::memory_order_relaxed)) {
    limit_ = "the search was interrupted";
  }
  return !limit_.empty();
}

ValidateResult TraceSearch::run() {
  try {
    search();
  } catch (const runtime::Stopped&) {
    over_limits();
  }
  context_.stop = &runtime::kNeverStopped;  // what is left is to show what was found
  return finish();
}

void TraceSearch::begin() {
  if (options_.resume != nullptr) {
    runtime::BytesReader in(options_.resume->search);
    return read(in);
  }
  start();
}

void TraceSearch::work_on(CutNode* node) {
  try {
    advance(node);
  } catch (const runtime::Misfit& misfit) {
    outgrow(misfit);  // and what was not done yet is done under the new layout
  }
  if (has_events(node)) return queue(node);
  if (!has_hidden(node)) return;
  if (patience_ == 0) return queue(node);
  // Another order may need no hidden step.
  level(node->cut.events()).held.push_back(node);
  ++held_;
}

// What was left open far back, two events in either order say, keeps all behind it: it is done on the way, too.
TraceSearch::CutNode* TraceSearch::left_behind() {
  if (!far_behind(floor_) || !mapping_.hidden().empty()) return nullptr;
  raise_floor();
  if (!far_behind(floor_)) return nullptr;
  if (level(floor_).queue.empty()) {
    for (const auto& node : level(floor_).nodes()) {
      if (!may_matter(node.get())) continue;
      node->for_now ? begin_again(node.get()) : queue(node.get());
    }
  }
  if (level(floor_).queue.empty()) return nullptr;
  CutNode* node = level(floor_).queue.back();
  if (node->states.size() > kTogether) return nullptr;
  level(floor_).queue.pop_back();
  node->queued = false;
  return node;
}

void TraceSearch::search() {
  for (bool again = true; again;) {
    again = false;
    try {
      begin();
    } catch (const runtime::Misfit& misfit) {
      outgrow(misfit);
      again = true;
    }
  }
  if (!options_.checkpoint.folder.empty()) trace_.keep_marks(kMarkedEvery);
  if (!ordered_ && !mapping_.hidden().empty()) patience_ = kWithoutHidden;
  trace_.while_waiting([this] { look_up(); });
  look_at_memory();  // what there is before anything is tried may be too much already
  uint64_t rounds = 0, looked = states_;
  while (CutNode* node = limit_.empty() ? next() : nullptr) {
    if (engines_ != nullptr && engines_->ready()) change_engine();
    work_on(node);
    if (explained_ || over_limits()) break;
    if (CutNode* left = left_behind()) work_on(left);
    if (held_ > 0 && --patience_ == 0) take_up_held();
    if (++rounds % kForgottenEvery == 0) forget();
    if (rounds % 1024 == 0 || states_ - looked >= kLookedEvery) {
      looked = states_;
      look_up();
    }
  }
  // Whoever stopped the search, or the writing of the trace, may go on later.
  if (explained_ || !limit_.empty()) save();
}

void TraceSearch::look_at_memory() {
  if (options_.memory == 0 || resident_memory() <= options_.memory) return;
  constexpr size_t kMega = size_t{1} << 20;
  const bool bytes = options_.memory < kMega;
  limit_ = "the run used more than " + std::to_string(bytes ? options_.memory : options_.memory / kMega) +
           (bytes ? " bytes" : " MB") + " (--memory)";
}

// Now and then, when nothing is being evaluated.
void TraceSearch::look_up() {
  reclaim();
  const auto now = std::chrono::steady_clock::now();
  look_at_memory();
  if (options_.progress && now - reported_ >= options_.progress_interval) {
    reported_ = now;
    options_.progress({trace_.events_read(), deepest_->cut.events(), states_, resident_memory(),
                       std::chrono::duration<double>(now - started_).count()});
  }
  if (now - saved_ >= options_.checkpoint.interval) save();
}

// The values that only forgotten states had.
void TraceSearch::reclaim() {
  if (tenancy_ && tenancy_->due()) tenancy_->collect();
}

void TraceSearch::tell_needed(const runtime::Tenancy::Tell& tell) {
  if (orbits_) orbits_->forget();
  each_node(kept_, [&](const CutNode& node) {
    for (const StateSet* states : std::initializer_list<const StateSet*>{&node.states, node.orbits.get()}) {
      for (uint32_t i = 0; states != nullptr && i < states->size(); ++i) signature_.layout.handles((*states)[i], tell);
    }
  });
  for (const TraceViolation& violation : violations_) signature_.layout.handles(violation.state.data(), tell);
}

}  // namespace trestle::explore
