// The initial states. One worker enumerates them; where they are many, to check an invariant that is inductive, say, the
// others join in: all enumerate, which is little work, and each takes its blocks of them to look up, store and judge.
#include <algorithm>
#include <utility>

#include "validator/explore/search.h"

namespace trestle::explore {
namespace {

constexpr uint64_t kAlone = 1 << 14;  // states that the first worker takes before it calls the others
constexpr uint64_t kShare = 512;      // states in a block

}  // namespace

void Search::share_initial_states() {
  hand_on_registers();
  others_called_ = true;
  meet();
}

// After another engine took over, those that were dealt with are passed over.
void Worker::initial_states() {
  busy = true;
  context.level = 0;
  std::optional<runtime::EvalError> error;
  begin(kNoState);
  uint64_t dealt = 0;
  for (bool again = true; again && !search_.stopped();) {
    again = false;
    passed_over_ = dealt;
    initial_ = 0;
    changing_ = false;
    try {
      search_.model.initial_states(context, *this);
    } catch (const runtime::EvalError& e) {
      error = e;
    } catch (const runtime::Misfit& misfit) {
      search_.outgrow(misfit);
    }
    dealt = std::max(dealt, initial_);
    flush();
    if (last_expanded_) leave();
    if (!error && (changing_ || search_.change_requested)) {
      search_.change_for_initial_states();
      again = true;
    }
  }
  if (error && !search_.stopped()) {
    Outcome outcome = failure_outcome(*error, Phase::Init);
    outcome.last = error->unfinished;
    search_.conclude(std::move(outcome));
  }
  context.arena.reset();
  busy = false;
}

// While the first worker is alone at it, the others wait.
void Search::change_for_initial_states() {
  if (!initial_shared_) return change_engine();
  change_requested = true;
  pause_for_change();
}

bool Worker::state(const Word* state) {
  const uint64_t number = initial_++;
  if (number < passed_over_) return true;
  if (number >= kAlone && search_.may_share_initial_states) {
    if (number == kAlone && id_ == 0) search_.share_initial_states();
    if ((number - kAlone) / kShare % search_.workers == id_) return take_initial(state);
  } else if (id_ == 0) {
    return take_initial(state);
  }
  return number % kShare != 0 || !search_.stopped();
}

bool Worker::take_initial(const Word* state) {
  if (!add(state, runtime::kNoAction, 1)) return false;
  changing_ = search_.engines != nullptr && search_.engines->ready();
  return !changing_ && !search_.stopped();
}

}  // namespace trestle::explore
