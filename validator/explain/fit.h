// How far a few events can be explained, from given states on, in every order that they may have had: the search of
// explore/trace_search.h once more, over events in memory that somebody has edited.
#pragma once

#include <bitset>
#include <cstdint>
#include <functional>
#include <set>
#include <unordered_map>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/explain/patience.h"
#include "validator/explore/window.h"

namespace trestle::explain {

inline constexpr size_t kMostEvents = 256;
using Events = std::bitset<kMostEvents>;  // by number
using State = explore::ReachedState;
using States = std::vector<State>;  // all different

struct Slot {
  const trace::Event* event;
  const explore::Reading* reading;
  Events needs;  // these came before
};

class Fit {
 public:
  // `most` calls of the model, and `seconds`, in all, before it gives up.
  Fit(const runtime::Model& model, const explore::Window& window, uint64_t most, double seconds);

  // The states that a step which the event may stand for leads to, after as many hidden steps as may be.
  States after(const States& states, const Slot& slot);
  // `seen` is given every step of an action that shows what the event observed.
  using Seen = std::function<void(const State& before, const runtime::Step& step)>;
  void steps(const State& state, runtime::ActionId action, runtime::Arguments arguments, const Seen& seen);
  void steps(const State& state, const Seen& seen);  // of Next
  bool shows(const Slot& slot, const State& before, const runtime::Word* next);
  States with_hidden(const States& states);
  // The state after the event, by a step that it stands for.
  State led(const State& before, const runtime::Word* next, const explore::Reading& reading) const;
  // The event is a part of a step that was taken at an earlier part.
  bool was_taken(const State& state, const explore::Reading& reading) const;

  // The most events that some behavior explains, of all slots, where those in `done` have happened and led to `states`.
  // Gives up after `patience` calls of the model.
  Events reach(const std::vector<Slot>& slots, const Events& done, const States& states, uint64_t patience);

  // In which order reach() has explained them.
  const std::vector<size_t>& order() const { return best_order_; }

  uint64_t calls() const { return calls_; }
  bool exhausted() const { return calls_ >= most_ || patience_.over(); }
  const explore::Window& window() const { return window_; }
  const runtime::Layout& layout() const { return model_.signature().layout; }

 private:
  void visit(const std::vector<Slot>& slots, const Events& done, const States& states);

  const runtime::Model& model_;
  const explore::Window& window_;
  const uint64_t most_;
  const Patience patience_;
  runtime::Context context_;
  uint64_t calls_ = 0;
  uint64_t give_up_at_ = 0;
  Events best_;
  std::vector<size_t> order_, best_order_;
  std::unordered_map<Events, std::set<State>> visited_;
};

}  // namespace trestle::explain
