#include "validator/explore/drive.h"

#include <algorithm>
#include <numeric>
#include <random>

#include "translator/runtime/store.h"
#include "validator/explore/hash.h"

namespace trestle::explore {
namespace {

using runtime::PredicateKind;
using runtime::Word;
using std::chrono::steady_clock;

class Driver {
 public:
  Driver(const Bench& bench, const DriveOptions& options)
      : bench_(bench), signature_(bench.model.signature()), options_(options), conversation_(bench) {
    result_.actions.resize(signature_.actions.size());
  }

  DriveResult run() {
    find_initial_states();
    if (initial_.empty()) {
      end(Verdict::Inconclusive, "no initial state satisfies the constraints: there is nothing to drive");
    }
    for (uint64_t number = 0; number < options_.behaviors && result_.reason.empty(); ++number) {
      random_.seed(mix(options_.seed ^ 0xa0761d6478bd642f, number + 0x9e3779b97f4a7c15));
      ++result_.behaviors;
      try {
        walk();
      } catch (const Interrupted&) {
        end(Verdict::Inconclusive, "interrupted");
      }
      result_.longest = std::max<uint64_t>(result_.longest, steps_);
    }
    if (conversation_.divergence()) {
      result_.divergence = conversation_.divergence();
      result_.behavior = conversation_.behavior();
      // The state or step that was asked for and not taken; at the start it is all there is.
      if (result_.behavior.states.empty() || steps_ < result_.divergence->step)
        result_.behavior.states.push_back(result_.divergence->to);
      result_.replayed = steps_;
      result_.steps = result_.divergence->step;
    }
    result_.seconds = std::chrono::duration<double>(steady_clock::now() - started_).count();
    return std::move(result_);
  }

 private:
  class Initial final : public runtime::StateSink {
   public:
    explicit Initial(Driver& driver) : driver_(driver) {}
    bool state(const Word* state) override {
      if (driver_.in_model(PredicateKind::Constraint, state, nullptr)) {
        driver_.initial_.emplace_back(state, state + driver_.signature_.layout.words());
      }
      return true;
    }

   private:
    Driver& driver_;
  };

  // One of the steps that stay in the model, each as likely as the others.
  class OneStep final : public runtime::StepSink {
   public:
    OneStep(Driver& driver, const Word* from) : driver_(driver), from_(from) {}
    bool step(const runtime::Step& step) override {
      const size_t words = driver_.signature_.layout.words();
      if (!driver_.in_model(PredicateKind::ActionConstraint, from_, step.next)) return true;
      if (!driver_.in_model(PredicateKind::Constraint, step.next, nullptr)) return true;
      if (driver_.below(++count_) != 0) return true;
      chosen = {.words = {step.next, step.next + words}, .action = step.action};
      for (const runtime::Value argument : step.arguments) chosen.arguments.push_back(runtime::intern(argument));
      return true;
    }
    BehaviorState chosen;

   private:
    Driver& driver_;
    const Word* from_;
    uint64_t count_ = 0;
  };

  uint64_t below(uint64_t bound) {
    return static_cast<uint64_t>((static_cast<unsigned __int128>(random_()) * bound) >> 64);
  }

  bool in_model(PredicateKind kind, const Word* state, const Word* next) {
    return bench_.model.all_hold(bench_.context, kind, state, next);
  }

  void find_initial_states() {
    Initial sink(*this);
    bench_.model.initial_states(bench_.context, sink);
  }

  void end(Verdict verdict, std::string reason) {
    result_.verdict = verdict;
    result_.reason = std::move(reason);
  }

  void diverged(const std::string& where) {
    end(Verdict::Rejected, "in behavior " + std::to_string(result_.behaviors) + ", " + where);
  }

  void walk() {
    steps_ = 0;
    bench_.context.random.seed(random_());
    if (conversation_.start({.words = initial_[below(initial_.size())]}) == Conversation::Outcome::Diverged) {
      return diverged("at the start");
    }
    std::vector<runtime::ActionId> order(bench_.model.signature().actions.size());
    while (steps_ < options_.depth && result_.reason.empty()) {
      if (bench_.stopped()) return end(Verdict::Inconclusive, "interrupted");
      report();
      std::iota(order.begin(), order.end(), 0);
      for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[below(i)]);
      if (!std::any_of(order.begin(), order.end(), [&](runtime::ActionId action) { return move(action); })) break;
    }
    if (result_.reason.empty() && conversation_.finish() == Conversation::Outcome::Diverged) {
      diverged("after the last step");
    }
  }

  // Whether the action took the behavior on, or ended everything.
  bool move(runtime::ActionId action) {
    const std::vector<Word> from = conversation_.at().words;
    OneStep sink(*this, from.data());
    const auto mark = bench_.context.arena.mark();
    bench_.context.level = static_cast<int64_t>(steps_ + 1);
    bench_.model.steps(bench_.context, from.data(), action, {}, sink);
    bench_.context.arena.reset(mark);
    if (sink.chosen.words.empty()) return false;
    switch (conversation_.step(sink.chosen)) {
      case Conversation::Outcome::AsGiven:
      case Conversation::Outcome::Otherwise: break;
      case Conversation::Outcome::NotTaken: return false;
      case Conversation::Outcome::TooMany:
        end(Verdict::Inconclusive, "more than " + std::to_string(bench_.max_states) +
                                       " states of the specification agree with what the implementation showed");
        return true;
      case Conversation::Outcome::Diverged:
        diverged("in step " + std::to_string(conversation_.divergence()->step) + ", " +
                 step_name(signature_, sink.chosen));
        return true;
    }
    ++result_.taken;
    steps_ = conversation_.steps();
    if (conversation_.at().action < result_.actions.size()) ++result_.actions[conversation_.at().action];
    return true;
  }

  void report() {
    if (!options_.progress || steady_clock::now() - reported_ < options_.progress_interval) return;
    reported_ = steady_clock::now();
    options_.progress({.generated = result_.taken,
                       .distinct = result_.behaviors - 1,
                       .memory = 0,
                       .seconds = std::chrono::duration<double>(reported_ - started_).count()});
  }

  const Bench& bench_;
  const runtime::Signature& signature_;
  const DriveOptions& options_;
  Conversation conversation_;
  std::vector<std::vector<Word>> initial_;
  std::mt19937_64 random_;
  uint64_t steps_ = 0;  // of this behavior
  DriveResult result_;
  steady_clock::time_point started_ = steady_clock::now(), reported_ = started_;
};

}  // namespace

DriveResult drive(const Bench& bench, const DriveOptions& options) { return Driver(bench, options).run(); }

}  // namespace trestle::explore
