#include "validator/explore/simulate.h"

#include <algorithm>
#include <condition_variable>
#include <list>
#include <mutex>
#include <numeric>
#include <utility>

#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"
#include "validator/explore/hash.h"
#include "validator/explore/path_liveness.h"
#include "validator/explore/region.h"
#include "validator/explore/tlcget.h"
#include "translator/runtime/thread.h"

namespace trestle::explore {
namespace {

using runtime::EvalError;
using runtime::PredicateId;
using runtime::PredicateKind;
using runtime::Word;
using std::chrono::steady_clock;

// A small generator, so that each behavior can have one of its own.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t next() {
    state_ += 0x9e3779b97f4a7c15;
    return mix(state_, 0xd6e8feb86659fd93 ^ state_);
  }
  uint64_t below(uint64_t bound) {
    return static_cast<uint64_t>((static_cast<unsigned __int128>(next()) * bound) >> 64);
  }

 private:
  uint64_t state_;
};

// What the workers share.
struct Simulation {
  Simulation(const runtime::Model& model, const SimulateOptions& options)
      : model(model), signature(model.signature()), options(options), words(signature.layout.words()) {
    for (PredicateId id = 0; id < signature.predicates.size(); ++id)
      of_kind(signature.predicates[id].kind).push_back(id);
  }

  std::vector<PredicateId>& of_kind(PredicateKind kind) { return predicates[static_cast<size_t>(kind)]; }

  const runtime::Model& model;
  const runtime::Signature& signature;
  const SimulateOptions& options;
  const size_t words;
  std::vector<PredicateId> predicates[8];
  std::vector<Word> initial;  // states in the model, one after the other
  size_t initial_count = 0;
  runtime::Exploration exploration;
  runtime::Registers registers;  // set by assumptions and Init

  std::atomic<uint64_t> next{0};  // behavior to make
  std::atomic<uint64_t> bound{
      UINT64_MAX};  // behaviors from here on are not made: a violation was found, or the user stops
  std::atomic<uint64_t> generated{0}, steps{0}, completed{0};
  std::atomic<uint64_t> levels{0}, squared_levels{0};  // of those completed: the sum of their lengths
  std::atomic<bool> abandoned{false};  // what is being evaluated is given up
  std::mutex mutex;                // guards what follows
  uint64_t found_in = UINT64_MAX;  // behavior of the finding; 0 before the first
  Finding finding;

  // Of two findings the one in the earlier behavior stays.
  void found(uint64_t behavior, Finding f) {
    std::lock_guard lock(mutex);
    if (behavior >= found_in) return;
    found_in = behavior;
    finding = std::move(f);
    bound = std::min(bound.load(), behavior);
  }
};

// The arguments of each step, which are not kept while walking.
void fill_arguments(const runtime::Model& model, runtime::Context& context, Behavior& behavior) {
  for (size_t i = 1; i < behavior.states.size(); ++i) {
    BehaviorState& to = behavior.states[i];
    to = explain_step(model, context, behavior.states[i - 1].words.data(), to.words.data(), static_cast<int64_t>(i), to.action);
  }
}

// One worker: makes behaviors until there are none left.
class Walker final : public runtime::StepSink, public runtime::StateSink {
 public:
  explicit Walker(Simulation& simulation)
      : context(simulation.options.seed),
        actions(simulation.signature.actions.size()),
        simulation_(simulation),
        model_(simulation.model),
        signature_(simulation.signature) {
    context.exploration = &simulation.exploration;
    context.stop = &simulation.abandoned;
  }

  // Assumptions and initial states. False when a finding ends the simulation before its first step.
  bool prepare() {
    context.level = 0;  // no state yet
    for (PredicateId predicate : simulation_.of_kind(PredicateKind::Assumption)) {
      if (!judge(predicate, Verdict::AssumptionViolated, Phase::Assumption, nullptr, nullptr)) return false;
    }
    if (!signature_.has_behavior) return false;
    std::optional<EvalError> error;
    try {
      model_.initial_states(context, *this);
    } catch (const EvalError& e) {
      error = e;
    }
    for (size_t i = 0; i < candidates_.size() && !over_; ++i) judge_initial(candidate(i));
    if (error && !over_) {
      path_.clear();
      fail(*error, Phase::Init);
    }
    simulation_.registers = context.registers;
    if (!over_) prepare_liveness();
    return !over_;
  }

  void walk_all() {
    const SimulateOptions& options = simulation_.options;
    if (liveness_ == nullptr) prepare_liveness();
    for (;;) {
      number_ = simulation_.next.fetch_add(1);
      if (number_ >= options.behaviors || number_ >= simulation_.bound) return;
      random_ = Random(mix(options.seed ^ 0xa0761d6478bd642f, number_ + 0x9e3779b97f4a7c15));
      context.random.seed(random_.next());
      {
        std::lock_guard lock(context.registers_mutex);
        context.registers = simulation_.registers;
      }
      over_ = false;
      walk();
      longest = std::max<uint64_t>(longest, path_.size());
      if (over_) continue;
      simulation_.completed.fetch_add(1, std::memory_order_relaxed);
      simulation_.levels.fetch_add(path_.size(), std::memory_order_relaxed);
      simulation_.squared_levels.fetch_add(path_.size() * path_.size(), std::memory_order_relaxed);
    }
  }

  // TLCExt!Trace: the states up to the one that is being looked at, without those that are as the one before
  // (tlc2.tool.SimulationWorker.getTrace).
  runtime::Value trace() {
    if (path_.empty()) {
      throw EvalError(runtime::ErrorKind::Evaluation, "Trace has no value where there is no state");
    }
    Behavior behavior = so_far();
    const auto as_before = [](const BehaviorState& a, const BehaviorState& b) { return a.words == b.words; };
    behavior.states.erase(std::unique(behavior.states.begin(), behavior.states.end(), as_before), behavior.states.end());
    runtime::Context asking;  // the one at hand is in the middle of something
    fill_arguments(model_, asking, behavior);
    std::vector<runtime::Value> states;
    for (const BehaviorState& state : behavior.states) states.push_back(reached_record(context, signature_, state));
    return runtime::make_tuple(context, states);
  }

  // TLCGet("action"): what led to the state that is being looked at.
  runtime::Value action() {
    Behavior behavior = so_far(2);
    if (behavior.states.empty()) return unnamed_action(context);
    runtime::Context asking;
    fill_arguments(model_, asking, behavior);
    return reached_by(context, signature_, behavior.states.back());
  }

  bool state(const Word* state) override { return add(state, runtime::kNoAction, 1); }
  bool step(const runtime::Step& step) override { return add(step.next, step.action, step.multiplicity); }

  runtime::Context context;
  std::vector<ActionCount> actions;
  uint64_t longest = 0;

 private:
  // With the state that is being looked at; of the path at most so many.
  Behavior so_far(size_t most = SIZE_MAX) const {
    Behavior behavior{.states = {path_.end() - static_cast<std::ptrdiff_t>(std::min(most, path_.size())), path_.end()}};
    if (!path_.empty() && judged_ && context.level > static_cast<int64_t>(path_.size())) {
      const Word* state = candidate(*judged_);
      behavior.states.push_back({.words = {state, state + simulation_.words}, .action = candidates_[*judged_].action});
    }
    return behavior;
  }

  void prepare_liveness() {
    if (signature_.temporal.empty()) return;
    try {
      liveness_ = std::make_unique<PathLiveness>(model_);
    } catch (const EvalError& error) {
      path_.clear();
      fail(error, Phase::Liveness);
    }
  }

  void walk() {
    const SimulateOptions& options = simulation_.options;
    const uint64_t start = random_.below(simulation_.initial_count);
    const Word* initial = simulation_.initial.data() + start * simulation_.words;
    path_.assign(1, {.words = {initial, initial + simulation_.words}});
    while (path_.size() < options.depth && number_ < simulation_.bound) {
      const bool moved = move();
      publish();
      if (over_) return;
      if (!moved) {
        if (signature_.check_deadlock && options.check_deadlock) return report({.verdict = Verdict::Deadlock});
        break;
      }
    }
    if (number_ >= simulation_.bound) {
      over_ = true;  // given up: it is not complete
    } else if (liveness_ != nullptr) {
      judge_behavior();
    }
  }

  // Its temporal properties, as if it went on within itself for ever.
  void judge_behavior() {
    try {
      auto violation = liveness_->check(context, path_);
      if (!violation) return;
      Finding finding{.verdict = Verdict::PropertyViolated};
      for (const std::string& property : violation->properties) {
        finding.violated += (finding.violated.empty() ? "" : " ") + property;
      }
      finding.behavior = std::move(violation->behavior);
      over_ = true;
      simulation_.found(number_, std::move(finding));
    } catch (const EvalError& error) {
      fail(error, Phase::Liveness);
    }
  }

  // To a random successor by a random action that has one.
  bool move() {
    const size_t count = signature_.actions.size();
    if (count == 0) return false;
    size_t action = random_.below(count);
    size_t stride = 1 + random_.below(count);
    while (std::gcd(stride, count) != 1) stride = 1 + random_.below(count);
    for (size_t i = 0; i < count && !over_; ++i, action = (action + stride) % count) {
      const auto chosen = successor_by(static_cast<runtime::ActionId>(action));
      if (!chosen) continue;
      ++steps_;
      ++actions[action].distinct;
      const Word* state = candidate(*chosen);
      path_.push_back({.words = {state, state + simulation_.words}, .action = static_cast<runtime::ActionId>(action)});
      return true;
    }
    return false;
  }

  // A random one among the action's successors that are in the model; all successors are judged.
  std::optional<size_t> successor_by(runtime::ActionId action) {
    candidates_.clear();
    candidate_words_.clear();
    context.level = static_cast<int64_t>(path_.size());
    std::optional<EvalError> error;
    try {
      model_.steps(context, path_.back().words.data(), action, {}, *this);
    } catch (const EvalError& e) {
      error = e;
    }
    context.arena.reset();
    std::optional<size_t> chosen;
    uint64_t in_model = 0;
    for (size_t i = 0; i < candidates_.size(); ++i) {
      const uint32_t multiplicity = candidates_[i].multiplicity;
      generated_ += multiplicity;
      actions[action].generated += multiplicity;
      const bool fits = judge_successor(i);
      context.arena.reset();
      if (over_) return {};
      if (!fits) continue;
      in_model += multiplicity;
      if (random_.below(in_model) < multiplicity) chosen = i;
    }
    if (error) {
      fail(*error, Phase::Next);
      return {};
    }
    return chosen;
  }

  // Adds it to the initial states when it is in the model.
  void judge_initial(const Word* state) {
    simulation_.generated.fetch_add(1, std::memory_order_relaxed);
    path_.assign(1, {.words = {state, state + simulation_.words}});
    context.level = 1;
    if (judge_all(PredicateKind::Invariant, Verdict::InvariantViolated, Phase::Init, state, nullptr) &&
        judge_all(PredicateKind::ImpliedInit, Verdict::PropertyViolated, Phase::Init, state, nullptr) &&
        in_model(PredicateKind::Constraint, Phase::Init, state, nullptr)) {
      simulation_.initial.insert(simulation_.initial.end(), state, state + simulation_.words);
      ++simulation_.initial_count;
    }
    context.arena.reset();
  }

  // Whether it is in the model.
  bool judge_successor(size_t i) {
    const Word* next = candidate(i);
    const Word* state = path_.back().words.data();
    const auto level = static_cast<int64_t>(path_.size());
    judged_ = i;
    context.level = level + 1;
    bool good = judge_all(PredicateKind::Invariant, Verdict::InvariantViolated, Phase::Invariant, next, nullptr);
    context.level = level;
    good = good && judge_all(PredicateKind::ImpliedAction, Verdict::PropertyViolated, Phase::Property, state, next);
    context.level = level + 1;
    good = good && in_model(PredicateKind::Constraint, Phase::Next, next, nullptr);
    context.level = level;
    good = good && in_model(PredicateKind::ActionConstraint, Phase::Next, state, next);
    judged_.reset();
    return good;
  }

  void publish() {
    simulation_.generated.fetch_add(std::exchange(generated_, 0), std::memory_order_relaxed);
    simulation_.steps.fetch_add(std::exchange(steps_, 0), std::memory_order_relaxed);
  }

  bool in_model(PredicateKind kind, Phase phase, const Word* state, const Word* next) {
    try {
      for (PredicateId predicate : simulation_.of_kind(kind)) {
        if (!model_.holds(context, predicate, state, next)) return false;
      }
      return true;
    } catch (const EvalError& error) {
      fail(error, phase);
      return false;
    }
  }

  bool add(const Word* state, runtime::ActionId action, uint32_t multiplicity) {
    candidates_.push_back({action, multiplicity});
    candidate_words_.insert(candidate_words_.end(), state, state + simulation_.words);
    return true;
  }
  const Word* candidate(size_t i) const { return candidate_words_.data() + i * simulation_.words; }

  bool judge_all(PredicateKind kind, Verdict verdict, Phase phase, const Word* state, const Word* next) {
    for (PredicateId predicate : simulation_.of_kind(kind)) {
      if (!judge(predicate, verdict, phase, state, next)) return false;
    }
    return true;
  }

  bool judge(PredicateId predicate, Verdict verdict, Phase phase, const Word* state, const Word* next) {
    try {
      if (model_.holds(context, predicate, state, next)) return true;
      report({.verdict = verdict, .predicate = predicate, .violated = signature_.predicates[predicate].name});
    } catch (const EvalError& error) {
      fail(error, phase, predicate);
    }
    return false;
  }

  void fail(const EvalError& error, Phase phase, std::optional<PredicateId> predicate = {}) {
    Finding finding{.verdict = verdict_of(error, phase), .predicate = predicate};
    if (predicate) finding.violated = signature_.predicates[*predicate].name;
    if (finding.verdict == Verdict::Inconclusive) finding.reason = error.what();
    finding.failure = Failure{error, phase};
    report(std::move(finding));
  }

  // With the path so far as its behavior, and the successor being judged.
  void report(Finding finding) {
    finding.behavior.states = path_;
    if (judged_) {
      const Word* state = candidate(*judged_);
      finding.behavior.states.push_back(
          {.words = {state, state + simulation_.words}, .action = candidates_[*judged_].action});
    }
    over_ = true;
    simulation_.found(number_, std::move(finding));
  }

  Simulation& simulation_;
  const runtime::Model& model_;
  const runtime::Signature& signature_;
  Random random_{0};
  uint64_t number_ = 0;  // of the behavior being made
  bool over_ = false;    // a finding, or given up
  std::vector<BehaviorState> path_;
  std::unique_ptr<PathLiveness> liveness_;  // when there are temporal properties
  struct Candidate {
    runtime::ActionId action;
    uint32_t multiplicity;
  };
  std::vector<Candidate> candidates_;  // initial states, or successors by one action
  std::vector<Word> candidate_words_;
  std::optional<size_t> judged_;  // candidate
  uint64_t generated_ = 0, steps_ = 0;
};

template <typename Work>
void until_stopped(const Work& work) {
  try {
    work();
  } catch (const runtime::Stopped&) {
    // The user knows.
  }
}

Progress progress_of(const Simulation& simulation, steady_clock::time_point started) {
  return {.generated = simulation.generated,
          .distinct = simulation.completed,
          .memory = resident_memory(),
          .seconds = std::chrono::duration<double>(steady_clock::now() - started).count()};
}

}  // namespace

SimulateResult simulate(const runtime::Model& model, const SimulateOptions& options) {
  const auto started = steady_clock::now();
  Simulation simulation(model, options);
  simulation.exploration.print = options.print;
  std::vector<std::string> warnings;
  simulation.exploration.warn = [&](std::string warning) {
    std::lock_guard lock(simulation.mutex);
    add_once(warnings, std::move(warning));
  };
  simulation.exploration.statistic = [&](const runtime::Context&, std::string_view name) -> int64_t {
    const Progress progress = progress_of(simulation, started);
    if (name == "generated") return static_cast<int64_t>(progress.generated);
    if (name == "duration") return static_cast<int64_t>(progress.seconds);
    if (name == "diameter" || name == "distinct") return static_cast<int64_t>(progress.distinct);
    return -1;
  };
  simulation.exploration.stats = [&](runtime::Context& context) {
    return stats_record(context, {.id = std::min(simulation.next.load(), options.behaviors),
                                  .behaviors = simulation.completed,
                                  .generated = simulation.generated,
                                  .levels = simulation.levels,
                                  .squared_levels = simulation.squared_levels,
                                  .seconds = static_cast<uint64_t>(progress_of(simulation, started).seconds)});
  };
  SimulateResult result;
  result.workers = std::clamp(options.workers, 1u, 255u);
  std::list<Walker> walkers;
  for (unsigned i = 0; i < result.workers; ++i) walkers.emplace_back(simulation);

  simulation.exploration.spec = [&](runtime::Context& context) { return spec_record(context, model); };
  simulation.exploration.config = [&](runtime::Context& context) {
    return config_record(context, model.signature(), options);
  };
  const auto walker_of = [&](const runtime::Context& context) {
    return std::find_if(walkers.begin(), walkers.end(), [&](const Walker& one) { return &one.context == &context; });
  };
  simulation.exploration.behavior = [&](runtime::Context& context) { return walker_of(context)->trace(); };
  simulation.exploration.action = [&](runtime::Context& context) {
    const auto walker = walker_of(context);
    return walker == walkers.end() ? unnamed_action(context) : walker->action();
  };
  simulation.exploration.registers = [&] {
    std::vector<runtime::Registers> all;
    for (Walker& walker : walkers) {
      std::lock_guard lock(walker.context.registers_mutex);
      all.push_back(walker.context.registers);
    }
    return all;
  };

  std::mutex mutex;
  std::condition_variable ended;
  bool done = false;
  const char* ended_by = nullptr;  // other than by what was found
  const size_t limit = memory_limit(options.memory);
  {
    runtime::DeepThread first([&] {
      bool prepared = false;
      until_stopped([&] { prepared = walkers.front().prepare(); });
      if (prepared && simulation.initial_count > 0) {
        std::list<runtime::DeepThread> others;
        for (auto walker = std::next(walkers.begin()); walker != walkers.end(); ++walker) {
          others.emplace_back([walker] { until_stopped([&] { walker->walk_all(); }); });
        }
        until_stopped([&] { walkers.front().walk_all(); });
      }
      std::lock_guard lock(mutex);
      done = true;
      ended.notify_one();
    });
    auto next_report = started + options.progress_interval;
    std::unique_lock lock(mutex);
    while (!ended.wait_for(lock, std::chrono::milliseconds(100), [&] { return done; })) {
      if (options.interrupted != nullptr && options.interrupted->load()) ended_by = "interrupted";
      if (resident_memory() > limit) ended_by = "the memory limit was reached";
      if (ended_by != nullptr) {
        simulation.bound = 0;
        simulation.abandoned = true;
      }
      if (options.progress && steady_clock::now() >= next_report) {
        next_report += options.progress_interval;
        options.progress(progress_of(simulation, started));
      }
    }
  }

  static_cast<Finding&>(result) = std::move(simulation.finding);
  result.warnings = std::move(warnings);
  result.behaviors = simulation.completed;
  result.generated = simulation.generated;
  result.steps = simulation.steps;
  result.actions.resize(model.signature().actions.size());
  for (Walker& walker : walkers) {
    add_counts(result.expressions, model.counts(walker.context));
    result.longest = std::max(result.longest, walker.longest);
    for (size_t i = 0; i < result.actions.size(); ++i) {
      result.actions[i].generated += walker.actions[i].generated;
      result.actions[i].distinct += walker.actions[i].distinct;
    }
  }
  walkers.front().context.stop = &runtime::kNeverStopped;
  runtime::on_deep_stack([&] {
    runtime::Context& first = walkers.front().context;
    fill_arguments(model, first, result.behavior);
    if (model.signature().alias && !result.behavior.empty()) result.behavior.asked = asked_of(first);
  });
  if (result.verdict == Verdict::Ok && ended_by != nullptr) {
    result.verdict = Verdict::Inconclusive;
    result.reason = ended_by;
  }
  if (result.verdict == Verdict::Ok && model.signature().has_behavior && simulation.initial_count == 0) {
    result.warnings.push_back(simulation.generated == 0
                                  ? "no state satisfies the initial predicate: nothing was checked"
                                  : "no initial state satisfies the constraints: nothing was explored");
  }
  if (!model.signature().temporal.empty() && model.signature().has_identity) {
    result.warnings.push_back(
        "temporal properties were checked under VIEW or SYMMETRY: violations may be missed, and behaviors shown that "
        "do not exist. Check them without it.");
  }
  result.seconds = std::chrono::duration<double>(steady_clock::now() - started).count();
  return result;
}

}  // namespace trestle::explore
