// Two-phase commit with eight resource managers, messages as a set that only grows.
#include "search.h"

namespace {

constexpr unsigned kManagers = 8;
constexpr uint64_t kAll = (1u << kManagers) - 1;

enum ManagerState : uint64_t { kWorking, kPrepared, kCommitted, kAborted };
enum CoordinatorState : uint64_t { kInit, kDecidedCommit, kDecidedAbort };

// Two bits a manager, then the coordinator's state, whom it knows to be prepared, who said so, and the two decisions.
constexpr unsigned kCoordinator = 2 * kManagers, kKnown = kCoordinator + 2, kSaid = kKnown + kManagers,
                   kCommit = kSaid + kManagers, kAbort = kCommit + 1;
constexpr uint64_t kMark = uint64_t{1} << 63;  // no state is zero

struct TwoPhase {
  using State = kernels::State<1>;

  template <class Emit>
  void initial(const Emit& emit) const {
    emit(State{{kMark}});
  }

  template <class Emit>
  void steps(const State& state, const Emit& emit) const {
    const uint64_t s = state.words[0];
    const bool undecided = (s >> kCoordinator & 3) == kInit, commit = s >> kCommit & 1, abort = s >> kAbort & 1;
    if (undecided && (s >> kKnown & kAll) == kAll)
      emit(State{{s | uint64_t{kDecidedCommit} << kCoordinator | uint64_t{1} << kCommit}});
    if (undecided) emit(State{{s | uint64_t{kDecidedAbort} << kCoordinator | uint64_t{1} << kAbort}});
    for (unsigned m = 0; m < kManagers; ++m) {
      const uint64_t others = s & ~(uint64_t{3} << 2 * m);
      const bool working = (s >> 2 * m & 3) == kWorking;
      if (undecided && (s >> (kSaid + m) & 1)) emit(State{{s | uint64_t{1} << (kKnown + m)}});
      if (working) {
        emit(State{{others | uint64_t{kPrepared} << 2 * m | uint64_t{1} << (kSaid + m)}});
        emit(State{{others | uint64_t{kAborted} << 2 * m}});
      }
      if (commit) emit(State{{others | uint64_t{kCommitted} << 2 * m}});
      if (abort) emit(State{{others | uint64_t{kAborted} << 2 * m}});
    }
  }

  static bool kept(const State&) { return true; }
  // Of the type invariant only the coordinator's state does not hold by layout.
  static bool holds(const State& s) { return (s.words[0] >> kCoordinator & 3) <= kDecidedAbort; }
};

}  // namespace

int main() { return kernels::Search<1>().run("TwoPhase8", TwoPhase{}); }
