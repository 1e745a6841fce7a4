#include "validator/explain/fit.h"

#include <algorithm>

#include "translator/runtime/eval_error.h"

namespace trestle::explain {
namespace {

using runtime::Word;

constexpr size_t kMostAtOnePlace = 512;  // at one place

class Each final : public runtime::StepSink {
 public:
  Each(const State& before, const Fit::Seen& seen) : before_(before), seen_(seen) {}
  bool step(const runtime::Step& step) override {
    seen_(before_, step);
    return true;
  }

 private:
  const State& before_;
  const Fit::Seen& seen_;
};

}  // namespace

Fit::Fit(const runtime::Model& model, const explore::Window& window, uint64_t most, double seconds)
    : model_(model), window_(window), most_(most), patience_(seconds) {}

void Fit::steps(const State& state, runtime::ActionId action, runtime::Arguments arguments, const Seen& seen) {
  ++calls_;
  Each sink(state, seen);
  patience_.enumerate(context_, [&] { model_.steps(context_, state.data(), action, arguments, sink); });
  context_.arena.reset();
}

void Fit::steps(const State& state, const Seen& seen) {
  ++calls_;
  Each sink(state, seen);
  patience_.enumerate(context_, [&] { model_.steps(context_, state.data(), sink); });
  context_.arena.reset();
}

bool Fit::shows(const Slot& slot, const State& before, const Word* next) {
  return explore::fits(context_, layout(), *slot.event, *slot.reading, before.data(), next);
}

States Fit::with_hidden(const States& states) {
  if (window_.hidden.empty() || window_.max_hidden == 0) return states;
  std::set<State> known(states.begin(), states.end());
  States all = states;
  size_t begin = 0;
  for (uint32_t hidden = 0; hidden < window_.max_hidden && begin < all.size(); ++hidden) {
    const size_t end = all.size();
    for (; begin < end && all.size() < kMostAtOnePlace && !exhausted(); ++begin) {
      const State from = all[begin];
      for (const runtime::ActionId action : window_.hidden) {
        steps(from, action, {}, [&](const State&, const runtime::Step& step) {
          State next(step.next, step.next + layout().words());
          if (known.insert(next).second) all.push_back(std::move(next));
        });
      }
    }
    begin = end;
  }
  return all;
}

States Fit::after(const States& states, const Slot& slot) {
  std::set<State> found;
  for (const State& state : with_hidden(states)) {
    for (const explore::Candidate& candidate : slot.reading->candidates) {
      steps(state, candidate.action, candidate.arguments, [&](const State& before, const runtime::Step& step) {
        if (shows(slot, before, step.next)) found.emplace(step.next, step.next + layout().words());
      });
    }
    if (slot.reading->stutters && shows(slot, state, state.data())) found.insert(state);
    if (found.size() >= kMostAtOnePlace || exhausted()) break;
  }
  return {found.begin(), found.end()};
}

void Fit::visit(const std::vector<Slot>& slots, const Events& done, const States& states) {
  if (done.count() > best_.count()) {
    best_ = done;
    best_order_ = order_;
  }
  if (best_.count() == slots.size() || calls_ >= give_up_at_) return;
  std::set<State>& visited = visited_[done];
  States fresh;
  for (const State& state : states) {
    if (visited.insert(state).second) fresh.push_back(state);
  }
  if (fresh.empty()) return;
  for (size_t i = 0; i < slots.size(); ++i) {
    if (done[i] || (slots[i].needs & ~done).any()) continue;
    const States next = after(fresh, slots[i]);
    if (next.empty()) continue;
    order_.push_back(i);
    visit(slots, Events(done).set(i), next);
    order_.pop_back();
    if (best_.count() == slots.size() || calls_ >= give_up_at_) return;
  }
}

Events Fit::reach(const std::vector<Slot>& slots, const Events& done, const States& states, uint64_t patience) {
  visited_.clear();
  order_.clear();
  best_order_.clear();
  best_ = done;
  give_up_at_ = std::min(most_, calls_ + patience);
  if (!states.empty()) visit(slots, done, states);
  return best_;
}

}  // namespace trestle::explain
