#include "validator/explore/search.h"

#include <algorithm>
#include <new>
#include <utility>

#include "translator/runtime/store.h"

namespace trestle::explore {
namespace {

constexpr uint64_t kTooFewToShare = 256;      // states of a level
constexpr std::chrono::seconds kPatience{5};  // until a run that is to end has taken its last checkpoint

std::vector<runtime::PredicateId> of_kind(const runtime::Signature& signature, runtime::PredicateKind kind) {
  std::vector<runtime::PredicateId> ids;
  for (runtime::PredicateId id = 0; id < signature.predicates.size(); ++id) {
    if (signature.predicates[id].kind == kind) ids.push_back(id);
  }
  return ids;
}

}  // namespace

Search::Search(const runtime::Model& model, const CheckOptions& options)
    : model(model),
      signature(model.signature()),
      options(options),
      workers(options.depth_first ? 1 : std::clamp(options.workers, 1u, kMaxWorkers)),
      space(signature.layout.words(), signature.has_identity, workers, signature.layout.bits(), signature.identity_mask),
      assumptions(of_kind(signature, runtime::PredicateKind::Assumption)),
      invariants(of_kind(signature, runtime::PredicateKind::Invariant)),
      implied_inits(of_kind(signature, runtime::PredicateKind::ImpliedInit)),
      implied_actions(of_kind(signature, runtime::PredicateKind::ImpliedAction)),
      constraints(of_kind(signature, runtime::PredicateKind::Constraint)),
      action_constraints(of_kind(signature, runtime::PredicateKind::ActionConstraint)),
      postconditions(of_kind(signature, runtime::PredicateKind::Postcondition)),
      admits_known(!signature.has_identity && signature.temporal.empty() && action_constraints.empty() && all_pure(constraints)),
      temporal(!signature.temporal.empty()),
      frontier(workers),
      engines(model.engines()),
      may_share_initial_states(workers > 1 && signature.pure_init && model.covered().empty()),
      barrier_(workers, Meeting{this}) {
  for (unsigned i = 0; i < workers; ++i) {
    team.push_back(std::make_unique<Worker>(*this, i));
    space.store(i).level_starts.push_back(0);
  }
}

Search::~Search() = default;

bool Search::all_pure(const std::vector<runtime::PredicateId>& predicates) const {
  return std::all_of(predicates.begin(), predicates.end(),
                     [&](runtime::PredicateId id) { return signature.predicates[id].pure; });
}

void Search::conclude(Outcome found, bool go_on, uint64_t times) {
  if (found.verdict == Verdict::Inconclusive) {
    cut_short = true;
  } else {
    violations.fetch_add(times, std::memory_order_relaxed);
  }
  {
    std::lock_guard lock(outcome_mutex);
    // A search that went on after a violation may still end by an error, which is what is told then, as in TLC. A limit,
    // or the user, leaves the first violation.
    const bool ends = !go_on && found.verdict != Verdict::Inconclusive;
    if (!outcome || (ends && !ended_)) outcome = std::move(found);
    ended_ |= ends;
  }
  if (!go_on) stop.store(true);
}

void Search::interrupt(Outcome found) {
  const auto end = [&] {
    conclude(std::move(found));
    abandoned = true;
  };
  if (checkpoint == nullptr) return end();
  const auto now = std::chrono::steady_clock::now();
  {
    std::lock_guard lock(outcome_mutex);
    if (!ending_) {
      ending_ = found;
      patience_ = now + kPatience;
      checkpoint_requested = true;
    }
    if (now < patience_) return;
  }
  end();
}

Progress Search::progress() const {
  Progress progress;
  uint64_t expanded = 0;
  for (const auto& worker : team) {
    progress.generated += worker->generated();
    expanded += worker->expanded();
  }
  progress.distinct = space.size();
  progress.queue = progress.distinct - std::min(expanded, progress.distinct);
  progress.depth = level;
  progress.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return progress;
}

size_t Search::memory_limit() const { return explore::memory_limit(options.memory); }

uint64_t Search::diameter() const {
  if (!started_levels_) return 1;
  if (options.depth_first) {
    const StateStore& store = space.store(0);
    return store.size() > store.levels.size() ? std::max<uint64_t>(deepest, level + 1) : deepest;
  }
  for (unsigned i = 0; i < workers; ++i) {
    if (space.store(i).size() > frontier[i].end) return level + 1;
  }
  return level;
}

std::vector<runtime::Registers> Search::registers() const {
  std::vector<runtime::Registers> all;
  for (const auto& worker : team) {
    std::lock_guard lock(worker->context.registers_mutex);
    all.push_back(worker->context.registers);
  }
  return all;
}

void Search::run(unsigned id) {
  Worker& worker = *team[id];
  try {
    if (restored_) {
      worker.idle = true;
    } else if (id == 0) {
      worker.check_assumptions();
      if (signature.has_behavior && !stopped()) start_liveness();
      if (signature.has_behavior && !stopped()) worker.initial_states();
      worker.idle = true;
      if (!initial_shared_) hand_on_registers();
    } else {
      worker.idle = true;
    }
    bool joined = id == 0;
    for (;;) {
      meet();
      if (stopped() || over_) break;
      worker.idle = false;
      if (initial_shared_ && !std::exchange(joined, true)) worker.initial_states();
      if (options.depth_first) {
        worker.explore_depth_first();
        break;
      } else if (shared_) {
        worker.explore_level();
      } else if (id == 0) {
        while (alone_ && !stopped() && !finished_) {
          worker.explore_level();
          advance();
        }
        continue;  // to the meeting, with a level that is not done: the others join in
      }
      worker.idle = true;
    }
  } catch (const std::bad_alloc&) {
    conclude({.verdict = Verdict::Inconclusive, .reason = "out of memory"});
  } catch (const runtime::Stopped&) {
    // There is an outcome.
  }
  barrier_.arrive_and_drop();
}

// TLCSet of an assumption or of Init is every worker's.
void Search::hand_on_registers() {
  for (unsigned other = 1; other < workers; ++other) team[other]->context.registers = team[0]->context.registers;
}

void Search::start_liveness() {
  if (!temporal) return;
  try {
    liveness = std::make_unique<Liveness>(model, space, memory_limit() / 4);
    if (checkpoint != nullptr) liveness->graph().keep_recent();
  } catch (const runtime::EvalError& error) {
    conclude({.verdict = verdict_of(error, Phase::Liveness),
              .failure = Failure{error, Phase::Liveness},
              .reason = error.what()});
  }
}

void Search::meet() {
  barrier_.arrive_and_wait();
  if (!rehashing_) return;
  space.rehash_share();
  barrier_.arrive_and_wait();
}

void Search::met() noexcept {
  decide();
  shared_ = !alone_;
  over_ = finished_;
  initial_shared_ = others_called_;
}

void Search::decide() noexcept {
  if (rehashing_) {
    space.end_growth();
    rehashing_ = false;
    growth_requested = false;
    return;
  }
  if (growth_requested && !stopped()) {
    rehashing_ = begin_growth();
    growth_requested = rehashing_;
    return;
  }
  const auto all = [&](bool Worker::*flag, bool value) {
    return std::all_of(team.begin(), team.end(), [&](const auto& worker) { return (*worker).*flag == value; });
  };
  // Nobody is in the middle of a state, and what is pending is settled.
  if (change_requested && !stopped()) change_engine();
  if (checkpoint_requested && started_levels_ && !stopped() && all(&Worker::busy, false)) {
    checkpoint_requested = false;
    save_checkpoint();
    std::unique_lock lock(outcome_mutex);
    if (ending_) {
      lock.unlock();
      conclude(*ending_);
    }
  }
  if (!stopped() && !finished_ && all(&Worker::idle, true)) {
    if (std::exchange(restored_, false)) {
      take_up();
    } else {
      advance();
    }
  }
}

void Search::save_checkpoint() noexcept {
  if (checkpoint != nullptr) checkpoint->save(*this);
}

void Search::pause(unsigned id) {
  if (engines && engines->ready()) change_requested = true;
  team[id]->busy = false;
  while ((checkpoint_requested || change_requested) && !stopped()) meet();
  team[id]->busy = true;
}

void Search::pause_for_change() {
  while (change_requested && !stopped()) meet();
}

void Search::outgrow(const runtime::Misfit& misfit) {
  std::lock_guard lock(outcome_mutex);
  if (!outgrown_) outgrown_ = runtime::Misfit{misfit.variable, runtime::intern(misfit.value)};
  change_requested = true;
}

void Search::change_engine() {
  change_requested = false;
  const runtime::Layout before = signature.layout;
  if (outgrown_) {
    engines->outgrow(*std::exchange(outgrown_, std::nullopt));
  } else if (engines->ready()) {
    engines->change();
  } else {
    return;
  }
  try {
    for (;;) {
      for (const auto& worker : team) worker->context.engine.reset();
      try {
        recode(before);
        break;
      } catch (const runtime::Misfit& misfit) {
        engines->outgrow(misfit);  // a state met so far does not fit
      }
    }
    for (const auto& worker : team) worker->use_layout();
  } catch (const std::bad_alloc&) {
    conclude({.verdict = Verdict::Inconclusive, .reason = "out of memory while states were moved to another layout"});
  } catch (const runtime::EvalError& error) {
    conclude(
        {.verdict = verdict_of(error, Phase::Next), .failure = Failure{error, Phase::Next}, .reason = error.what()});
  }
}

void Search::recode(const runtime::Layout& before) {
  runtime::Context& context = team.front()->context;
  const runtime::Layout& after = signature.layout;
  const auto move = [&](const Word* from, Word* to) {
    for (size_t i = 0; i < after.variables(); ++i) after.set(context, to, i, before.get(context, from, i));
  };
  space.recode(after.words(), after.bits(), signature.identity_mask, [&](const Word* from, Word* to, Word* key) {
    const auto mark = context.arena.mark();
    move(from, to);
    if (key != nullptr) model.identity(context, to, key);
    context.arena.reset(mark);
  });
  // Whoever watches the run may end it meanwhile.
  std::lock_guard lock(outcome_mutex);
  if (outcome && !outcome->last.empty()) {
    std::vector<Word> last(after.words());
    move(outcome->last.data(), last.data());
    outcome->last = std::move(last);
  }
}

void Search::restore() {
  restored_ = checkpoint->restore(*this);
  started_levels_ = restored_;
}

void Search::grow(unsigned id) {
  if (workers == 1) return grow_alone();
  const bool idle = std::exchange(team[id]->idle, false);
  growth_requested = true;
  meet();
  team[id]->idle = idle;
}

void Search::grow_alone() {
  if (!begin_growth()) return;
  space.rehash_share();
  space.end_growth();
}

bool Search::begin_growth() {
  const auto lacks = [&] { return resident_memory() + space.growth_bytes() > memory_limit(); };
  const bool on_disk = lacks() && (space.spill() == 0 || lacks());
  if (on_disk && space.fill_up()) return false;
  try {
    space.begin_growth(on_disk ? StateSpace::Place::Disk : StateSpace::Place::Memory);
    return true;
  } catch (const std::bad_alloc&) {
    conclude({.verdict = Verdict::Inconclusive,
              .reason = on_disk ? "neither the memory limit nor the disk allows a larger table of states" : "out of memory"});
    return false;
  }
}

void Search::advance() {
  // The first call turns from the initial states to expanding them: their level stays 1.
  const bool first = !started_levels_;
  started_levels_ = true;
  uint64_t total = 0;
  for (unsigned i = 0; i < workers; ++i) {
    StateStore& store = space.store(i);
    frontier[i].next = store.level_starts.back();
    frontier[i].end = store.size();
    total += store.size() - store.level_starts.back();
    store.level_starts.push_back(store.size());
  }
  finished_ = total == 0;
  if (!first && !finished_) ++level;
  share_out(total);
  if (!first && !finished_ && space.size() >= liveness_due) look_for_violation();
  if (total == 0) save_checkpoint();  // what is checked at the end can take long
}

Liveness::Team Search::liveness_team() const {
  const size_t limit = memory_limit(), resident = resident_memory();
  return {.workers = workers, .memory = (limit - std::min(limit, resident)) / 2};
}

void Search::look_for_violation() noexcept {
  if (!liveness) return;
  liveness_due = 2 * space.size();
  if (resident_memory() > memory_limit() / 2) return;  // looking needs some, too
  try {
    // A context of its own: this may be any worker's thread.
    runtime::Context context(options.seed);
    context.exploration = &exploration;
    context.stop = &abandoned;
    const bool interruptible = options.interrupted != nullptr;
    violation = liveness->check(context, liveness_team(), [&] { return !interruptible || !options.interrupted->load(); });
    if (violation) conclude({.verdict = Verdict::PropertyViolated});
  } catch (const runtime::EvalError& error) {
    conclude({.verdict = verdict_of(error, Phase::Liveness),
              .failure = Failure{error, Phase::Liveness},
              .reason = error.what()});
  } catch (const std::bad_alloc&) {
    // There may be enough for the states alone.
  } catch (const runtime::Stopped&) {
    // There is an outcome.
  }
}

void Search::take_up() {
  uint64_t total = 0;
  for (const Range& range : frontier) total += range.end - range.next;
  if (total == 0) {
    advance();
  } else {
    share_out(total);
  }
}

void Search::share_out(uint64_t states) {
  alone_ = workers > 1 && states < kTooFewToShare;
  if (!finished_ && options.enough != 0 && space.size() >= options.enough) {
    finished_ = true;
    conclude({.verdict = Verdict::Inconclusive, .reason = "no more states were asked for"});
  }
  if (!finished_ && options.depth != 0 && level >= options.depth) {
    finished_ = true;
    save_checkpoint();  // a run with a larger depth goes on here
    conclude({.verdict = Verdict::Inconclusive, .reason = "states at the depth limit were not explored further"});
  }
}

bool Search::take(unsigned worker, uint64_t most, unsigned& store, uint64_t& begin, uint64_t& end) {
  for (unsigned k = 0; k < workers; ++k) {
    store = (worker + k) % workers;
    Range& range = frontier[store];
    if (range.next.load(std::memory_order_relaxed) >= range.end) continue;
    begin = range.next.fetch_add(most, std::memory_order_relaxed);
    if (begin >= range.end) continue;
    end = std::min(begin + most, range.end);
    return true;
  }
  return false;
}

}  // namespace trestle::explore
