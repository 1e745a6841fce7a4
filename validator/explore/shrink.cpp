#include "validator/explore/shrink.h"

#include <algorithm>
#include <set>

#include "translator/runtime/store.h"
#include "validator/explore/state_set.h"

namespace trestle::explore {
namespace {

using runtime::Word;

// The step that leads to the wanted state, else the first.
class Best final : public runtime::StepSink {
 public:
  Best(size_t words, const BehaviorState& wanted) : words_(words), wanted_(wanted) {}

  bool step(const runtime::Step& step) override {
    const bool is_wanted = std::equal(step.next, step.next + words_, wanted_.words.begin());
    if (!found.words.empty() && !is_wanted) return true;
    found = {.words = {step.next, step.next + words_}, .action = step.action};
    for (const runtime::Value argument : step.arguments) found.arguments.push_back(runtime::intern(argument));
    return !is_wanted;
  }

  BehaviorState found;

 private:
  size_t words_;
  const BehaviorState& wanted_;
};

// What is met first on the way from a state, breadth first.
class Widening final : public runtime::StepSink {
 public:
  struct Way {
    uint32_t from;
    runtime::ActionId action;
  };

  explicit Widening(size_t words) : states(words) {}

  bool step(const runtime::Step& step) override {
    if (states.insert(step.next).second) ways.push_back({from, step.action});
    return true;
  }

  StateSet states;
  std::vector<Way> ways;  // by state
  uint32_t from = 0;
};

class Shrinker {
 public:
  Shrinker(const runtime::Model& model, runtime::Context& context, const ReplayResult& found, const Oracle& oracle,
           const ShrinkOptions& options)
      : model_(model), context_(context), fault_(*found.divergence), oracle_(oracle), options_(options) {
    best_.result = found;
  }

  Shrunk run() {
    try_shorter_way(false);
    leave_out();
    try_shorter_way(true);
    return std::move(best_);
  }

 private:
  bool over() const {
    return best_.tried >= options_.max_tries || (options_.interrupted != nullptr && *options_.interrupted);
  }
  const std::vector<BehaviorState>& states() const { return best_.result.behavior.states; }

  // Whether it is shorter and shows the fault; then it is the best.
  bool try_it(const Behavior& behavior) {
    if (behavior.size() >= states().size() || over()) return false;
    ++best_.tried;
    ReplayResult result = oracle_(behavior);
    if (!result.divergence || !same_fault(*result.divergence, fault_)) return false;
    if (result.behavior.size() >= states().size()) return false;
    best_.result = std::move(result);
    return true;
  }

  BehaviorState take(const BehaviorState& from, const BehaviorState& step) {
    Best sink(model_.signature().layout.words(), step);
    const auto mark = context_.arena.mark();
    try {
      model_.steps(context_, from.words.data(), step.action, step.arguments, sink);
    } catch (const runtime::EvalError&) {
      sink.found.words.clear();  // in this state it has no value: not possible
    }
    context_.arena.reset(mark);
    return std::move(sink.found);
  }

  // Without the steps from `begin` to `end`, and without those that are not possible then; nothing when the last is
  // among these.
  Behavior without(size_t begin, size_t end) {
    Behavior behavior;
    behavior.states.push_back(states()[0]);
    for (size_t i = 1; i < states().size(); ++i) {
      if (i >= begin && i < end) continue;
      BehaviorState next = take(behavior.states.back(), states()[i]);
      const bool last = i + 1 == states().size();
      if (next.words.empty() && last) return {};
      if (!next.words.empty()) behavior.states.push_back(std::move(next));
    }
    return behavior;
  }

  // Ever smaller pieces, as long as any can be left out. The last step is the one that diverges: it stays.
  void leave_out() {
    for (size_t piece = states().size() / 2; piece > 0 && !over();) {
      bool shorter = false;
      for (size_t begin = 1; begin + 1 < states().size() && !over();) {
        const size_t end = std::min(begin + piece, states().size() - 1);
        const Behavior behavior = without(begin, end);
        if (!behavior.empty() && try_it(behavior)) {
          shorter = true;
        } else {
          begin = end;
        }
      }
      if (!shorter || piece > 1) piece /= 2;
    }
  }

  // Breadth first, by actions that the behavior has (whoever drives the system may know no others), to a state from
  // which the last step is tried: the one that it is taken from now, or any one where it is possible.
  void try_shorter_way(bool anywhere) {
    if (states().size() <= 2) return;
    std::set<runtime::ActionId> used;
    for (size_t i = 1; i < states().size(); ++i) used.insert(states()[i].action);
    const BehaviorState goal = states()[states().size() - 2], last = states().back();
    Widening found(model_.signature().layout.words());
    found.states.insert(states()[0].words.data());
    found.ways.push_back({0, runtime::kNoAction});
    uint32_t begin = 0;
    for (size_t steps = 0; steps + 2 < states().size() && begin < found.states.size(); ++steps) {
      const uint32_t end = found.states.size();
      for (; begin < end; ++begin) {
        if (found.states.size() > options_.max_states || over()) return;
        const BehaviorState from{.words = {found.states[begin], found.states[begin] + goal.words.size()}};
        if (from.words == goal.words || anywhere) {
          BehaviorState to = take(from, last);
          if (!to.words.empty() && try_it(by(found, begin, std::move(to)))) return;
        }
        found.from = begin;
        const auto mark = context_.arena.mark();
        try {
          for (const runtime::ActionId action : used) {
            model_.steps(context_, from.words.data(), action, {}, found);
          }
        } catch (const runtime::EvalError&) {
          // What was found before it counts.
        }
        context_.arena.reset(mark);
      }
    }
  }

  Behavior by(const Widening& found, uint32_t at, BehaviorState last) {
    std::vector<uint32_t> path = {at};
    while (path.back() != 0) path.push_back(found.ways[path.back()].from);
    Behavior behavior;
    behavior.states.push_back(states()[0]);
    for (size_t i = path.size() - 1; i-- > 0;) {
      behavior.states.push_back(explain_step(model_, context_, behavior.states.back().words.data(),
                                             found.states[path[i]], behavior.depth(), found.ways[path[i]].action));
    }
    behavior.states.push_back(std::move(last));
    return behavior;
  }

  const runtime::Model& model_;
  runtime::Context& context_;
  const Divergence fault_;
  const Oracle& oracle_;
  const ShrinkOptions& options_;
  Shrunk best_;
};

}  // namespace

Shrunk shrink(const runtime::Model& model, runtime::Context& context, const ReplayResult& found, const Oracle& oracle,
              const ShrinkOptions& options) {
  return Shrinker(model, context, found, oracle, options).run();
}

}  // namespace trestle::explore
