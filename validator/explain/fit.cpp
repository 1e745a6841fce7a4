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

State Fit::led(const State& before, const Word* next, const explore::Reading& reading) const {
  State state{{next, next + layout().words()}, before.spent};
  if (!reading.ignored) state.spent.hidden = 0;
  if (reading.part == explore::Part::First || reading.part == explore::Part::Middle) {
    std::vector<uint32_t>& taken = state.spent.taken;
    taken.insert(std::upper_bound(taken.begin(), taken.end(), reading.split_step), reading.split_step);
  }
  return state;
}

bool Fit::was_taken(const State& state, const explore::Reading& reading) const {
  const std::vector<uint32_t>& taken = state.spent.taken;
  return reading.part != explore::Part::Whole && std::binary_search(taken.begin(), taken.end(), reading.split_step);
}

States Fit::with_hidden(const States& states) {
  if (window_.hidden.empty()) return states;
  std::set<State> known(states.begin(), states.end());
  States all = states;
  for (size_t i = 0; i < all.size() && all.size() < kMostAtOnePlace && !exhausted(); ++i) {
    const State from = all[i];
    if (from.spent.hidden >= static_cast<int64_t>(window_.max_hidden)) continue;
    for (const auto& [action, budget] : window_.hidden) {
      if (budget && from.spent.counted[budget->counter] >= budget->at_most) continue;
      State next{{}, from.spent};
      ++next.spent.hidden;
      if (budget) ++next.spent.counted[budget->counter];
      steps(from, action, {}, [&](const State&, const runtime::Step& step) {
        next.words.assign(step.next, step.next + layout().words());
        if (known.insert(next).second) all.push_back(next);
      });
    }
  }
  return all;
}

States Fit::after(const States& states, const Slot& slot) {
  const explore::Reading& reading = *slot.reading;
  std::set<State> found;
  for (const State& state : with_hidden(states)) {
    const bool taken = was_taken(state, reading);
    if (!taken) {
      for (const explore::Candidate& candidate : reading.candidates) {
        steps(state, candidate.action, candidate.arguments, [&](const State& before, const runtime::Step& step) {
          if (shows(slot, before, step.next)) found.insert(led(before, step.next, reading));
        });
      }
    }
    if (reading.part == explore::Part::Whole) {
      if (reading.stutters && shows(slot, state, state.data())) found.insert(led(state, state.data(), reading));
    } else if (taken || reading.part != explore::Part::Last) {  // the step was taken at another part, or will be
      State same = state;
      same.spent.hidden = 0;
      if (reading.part == explore::Part::Last) std::erase(same.spent.taken, reading.split_step);
      found.insert(std::move(same));
    }
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
