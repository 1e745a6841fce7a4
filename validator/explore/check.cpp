#include "validator/explore/check.h"

#include <algorithm>
#include <condition_variable>
#include <ctime>
#include <list>
#include <mutex>

#include "translator/runtime/thread.h"
#include "validator/explore/search.h"
#include "validator/explore/tlcget.h"

namespace trestle::explore {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kWatchInterval{100};  // how often limits and interruption are looked at

// The stored states from an initial one to `id`.
Behavior behavior_to(const Search& search, runtime::Context& context, StateId id) {
  const size_t words = search.space.words();
  std::vector<StateId> path;
  for (StateId at = id; at != kNoState; at = search.space.link(at).parent()) path.push_back(at);
  Behavior behavior;
  for (auto at = path.rbegin(); at != path.rend(); ++at) {
    const Word* state = search.space.state(*at);
    const Link link = search.space.link(*at);
    if (link.parent() == kNoState) {
      behavior.states.push_back({.words = {state, state + words}});
    } else {
      behavior.states.push_back(
          explain_step(search.model, context, search.space.state(link.parent()), state, behavior.depth(), link.action()));
    }
  }
  return behavior;
}

Behavior behavior_of(const Search& search, runtime::Context& context, const Outcome& outcome) {
  Behavior behavior = behavior_to(search, context, outcome.parent);
  if (outcome.last.empty()) return behavior;
  if (outcome.parent == kNoState) {
    behavior.states.push_back({.words = outcome.last});
  } else {
    behavior.states.push_back(
        explain_step(search.model, context, search.space.state(outcome.parent), outcome.last.data(), behavior.depth(), outcome.action));
  }
  return behavior;
}

uint64_t depth_of(const StateSpace& space, uint64_t generated) {
  if (generated == 0) return 0;
  uint64_t depth = 1;
  for (uint32_t level : space.store(0).levels) depth = std::max<uint64_t>(depth, level);
  for (unsigned i = 0; i < space.stores(); ++i) {
    const StateStore& store = space.store(i);
    if (store.size() > 0 && store.levels.empty())
      depth = std::max(depth, space.level(StateSpace::id(i, store.size() - 1)));
  }
  return depth;
}

// Waits until all workers have ended; reports progress, and stops them when a limit is reached or the user says so.
class Watch {
 public:
  explicit Watch(Search& search) : search_(search), running_(search.workers) {}

  void worker_ended() {
    std::lock_guard lock(mutex_);
    if (--running_ == 0) ended_.notify_one();
  }

  void wait() {
    const CheckOptions& options = search_.options;
    const size_t limit = search_.memory_limit();
    auto next_report = steady_clock::now() + options.progress_interval;
    const milliseconds interval = std::max(options.checkpoint.interval, milliseconds(1));
    const milliseconds watch = search_.checkpoint != nullptr ? std::min(interval, kWatchInterval) : kWatchInterval;
    auto next_checkpoint = steady_clock::now() + interval;
    std::unique_lock lock(mutex_);
    while (!ended_.wait_for(lock, watch, [&] { return running_ == 0; })) {
      if (options.interrupted != nullptr && options.interrupted->load()) {
        search_.interrupt({.verdict = Verdict::Inconclusive, .reason = "interrupted"});
      }
      size_t memory = resident_memory();
      // States leave memory early enough that there is some for what cannot.
      if (memory > limit / 4 * 3 && search_.space.spill() > 0) memory = resident_memory();
      if (memory > limit) {
        search_.interrupt({.verdict = Verdict::Inconclusive, .reason = "the memory limit was reached"});
      }
      if (search_.checkpoint != nullptr && steady_clock::now() >= next_checkpoint && !search_.checkpoint_requested) {
        next_checkpoint = steady_clock::now() + interval;
        search_.checkpoint_requested = true;
      }
      if (options.progress && steady_clock::now() >= next_report) {
        next_report += options.progress_interval;
        Progress progress = search_.progress();
        progress.memory = memory;
        options.progress(progress);
      }
    }
  }

 private:
  Search& search_;
  unsigned running_;
  std::mutex mutex_;
  std::condition_variable ended_;
};

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// In TLC's order of work a run ended in the middle of a state's steps; states expanded ahead of that are not expanded.
bool ended_within(const Search& search) {
  // One that went on ends in the middle of something by an error only.
  if (search.outcome && search.options.continue_on_violation && !search.outcome->failure) return false;
  return search.outcome && search.workers == 1 && !search.options.depth_first && search.outcome->parent != kNoState &&
         search.stopped();
}

Expanded expanded(const Search& search) {
  Expanded expanded;
  for (unsigned i = 0; i < search.space.stores(); ++i) {
    const Search::Range& range = search.frontier[i];
    const uint64_t size = search.space.store(i).size();
    expanded.before.push_back(search.options.depth_first ? size : std::min(range.next.load(), range.end));
  }
  if (!ended_within(search)) return expanded;
  expanded.last = search.outcome->parent;
  expanded.before = {StateSpace::position(expanded.last)};
  expanded.up_to = search.outcome->last;
  return expanded;
}

void fill_counts(CheckResult& result, const Search& search) {
  const Progress progress = search.progress();
  result.generated = progress.generated;
  result.distinct = progress.distinct;
  result.queue = progress.queue;
  result.seconds = progress.seconds;
  result.spilled = search.space.spilled();
  result.depth = depth_of(search.space, result.generated);
  result.workers = search.workers;
  result.memory = resident_memory();
  result.violations = search.violations;
  result.actions.resize(search.signature.actions.size());
  for (const auto& worker : search.team) {
    for (size_t i = 0; i < result.actions.size(); ++i) {
      result.actions[i].generated += worker->actions[i].generated;
      result.actions[i].distinct += worker->actions[i].distinct;
    }
    add_counts(result.expressions, search.model.counts(worker->context));
    result.init.generated += worker->init.generated;
    result.init.distinct += worker->init.distinct;
  }
  result.initial = result.init.distinct;
  if (ended_within(search)) {
    const uint64_t stored = result.distinct - (search.outcome->last_stored ? 1 : 0);
    result.queue = stored - (StateSpace::position(search.outcome->parent) + 1);
  }
}

// What the temporal checker has to say once the search has ended, if anything.
std::optional<Liveness::Violation> check_liveness(Search& search, runtime::Context& context) {
  if (!search.liveness) return std::nullopt;
  if (search.violation) return std::move(search.violation);
  try {
    if (search.outcome) {
      if (!search.outcome->shown) return std::nullopt;
      return search.liveness->explain(context, *search.outcome->shown);
    }
    const auto interrupted = [&] {
      return search.options.interrupted != nullptr && search.options.interrupted->load();
    };
    bool exhausted = false;
    auto violation = search.liveness->check(context, search.liveness_team(), [&] {
      exhausted = resident_memory() > search.memory_limit();
      return !exhausted && !interrupted();
    });
    if (violation) search.conclude({.verdict = Verdict::PropertyViolated});
    if (exhausted) {
      search.conclude({.verdict = Verdict::Inconclusive,
                       .reason = "the memory limit was reached while checking temporal properties"});
    }
    if (interrupted()) search.conclude({.verdict = Verdict::Inconclusive, .reason = "interrupted"});
    return violation;
  } catch (const runtime::EvalError& error) {
    search.conclude({.verdict = verdict_of(error, Phase::Liveness),
                     .failure = Failure{error, Phase::Liveness},
                     .reason = error.what()});
  } catch (const std::bad_alloc&) {
    search.conclude({.verdict = Verdict::Inconclusive, .reason = "out of memory while checking temporal properties"});
  }
  return std::nullopt;
}

// An assumption is violated, or the initial states have no value.
bool ended_before_init(const Search& search) {
  if (!search.outcome) return false;
  const auto& failure = search.outcome->failure;
  return search.outcome->verdict == Verdict::AssumptionViolated ||
         (failure && (failure->phase == Phase::Assumption || failure->phase == Phase::Init));
}

void explore(Search& search) {
  Watch watch(search);
  std::list<runtime::DeepThread> threads;
  for (unsigned i = 0; i < search.workers; ++i) {
    threads.emplace_back([&search, &watch, i] {
      search.run(i);
      watch.worker_ended();
    });
  }
  watch.wait();
}

void note_restored(const Search& search, bool ended) {
  const auto& [folder, interval, identity, notice] = search.options.checkpoint;
  if (!notice) return;
  if (ended) {
    notice("the run in " + folder.string() + " came to its end: this is its verdict");
  } else if (search.space.size() != 0) {
    notice("going on from the checkpoint in " + folder.string() + ": level " + std::to_string(search.level) + ", " +
           std::to_string(search.space.size()) + " distinct states");
  }
}

}  // namespace

CheckResult check(const runtime::Model& model, const CheckOptions& options) {
  const bool saves = !options.checkpoint.folder.empty();
  std::optional<Checkpoint> checkpoint;
  if (saves) checkpoint.emplace(model, options.checkpoint);
  auto shared = std::make_shared<Search>(model, options);
  Search& search = *shared;
  search.exploration = exploration_of(search);
  if (saves) {
    search.checkpoint = &*checkpoint;
    runtime::on_deep_stack([&] { search.restore(); });
    const bool ended = checkpoint->result() && !options.keep_states;
    note_restored(search, ended);
    if (ended) return *checkpoint->result();
  }
  const double before = cpu_seconds();
  explore(search);

  CheckResult result;
  fill_counts(result, search);
  result.cpu_seconds = cpu_seconds() - before;
  runtime::on_deep_stack([&] {
    Worker& first = *search.team.front();
    first.context.stop = &runtime::kNeverStopped;  // what is left is to show what was found
    auto violation = check_liveness(search, first.context);
    if (violation) {
      for (const std::string& property : violation->properties) {
        result.violated += (result.violated.empty() ? "" : " ") + property;
      }
      result.behavior = std::move(violation->behavior);
    } else if (search.outcome) {
      result.behavior = behavior_of(search, first.context, *search.outcome);
    }
    if (search.signature.alias && !result.behavior.empty()) result.behavior.asked = asked_of(first.context);
    // As in TLC the postcondition is also evaluated after a violation, for its effects; the verdict stays.
    if (search.signature.has_behavior && !search.postconditions.empty() && !ended_before_init(search)) {
      search.exploration.counterexample = [&](runtime::Context& context) {
        return counterexample_record(context, search.signature, result.behavior);
      };
      search.exploration.statistic = [&, known = search.exploration.statistic](const auto& context, auto name) {
        return name == "queue" ? static_cast<int64_t>(result.queue) : known(context, name);
      };
      const std::optional<Outcome> before = search.outcome;
      if (!before || before->verdict != Verdict::Inconclusive) first.check_postconditions();
      if (before) search.outcome = before;
    }
    if (!search.outcome) return;
    Outcome& outcome = *search.outcome;
    result.verdict = outcome.verdict;
    result.predicate = outcome.predicate;
    if (outcome.predicate) result.violated = search.signature.predicates[*outcome.predicate].name;
    result.failure = std::move(outcome.failure);
    result.reason = std::move(outcome.reason);
  });
  result.warnings = std::move(search.warnings);
  if (std::any_of(search.team.begin(), search.team.end(), [](const auto& worker) { return worker->context.exit; })) {
    result.warnings.push_back("the specification ended the run by TLCSet(\"exit\", TRUE)");
  }
  if (model.signature().has_behavior && result.verdict == Verdict::Ok && result.distinct == 0) {
    result.warnings.push_back(result.generated == 0
                                  ? "no state satisfies the initial predicate: nothing was checked"
                                  : "no initial state satisfies the constraints: nothing was explored");
  }
  if (search.liveness && model.signature().has_identity) {
    result.warnings.push_back(
        "temporal properties were checked under VIEW or SYMMETRY: violations may be missed, and behaviors shown that "
        "do "
        "not exist. Check them without it.");
  }
  if (saves && !search.cut_short && result.verdict != Verdict::Inconclusive)
    runtime::on_deep_stack([&] { checkpoint->save(result); });
  search.checkpoint = nullptr;
  if (options.keep_states) {
    result.states = {shared, &search.space};
    result.expanded = expanded(search);
  }
  return result;
}

}  // namespace trestle::explore
