// Exploration of a Model, breadth-first unless asked otherwise: TLC's order of work, TLC's counts.
//
// With one worker everything is TLC's with -workers 1: the order of states, so what VIEW keeps; the counts also when a
// violation ends the run early; the counterexample. With more workers the search goes level by level, so the depth and
// the length of a counterexample stay the same, and so do all counts of a run that completes (except under VIEW).
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/explore/finding.h"
#include "validator/explore/journal.h"
#include "validator/explore/state_space.h"

namespace trestle::explore {

struct Progress {
  uint64_t generated = 0;
  uint64_t distinct = 0;
  uint64_t depth = 0;  // level being expanded; 1 for the initial states
  uint64_t queue = 0;  // distinct states not expanded yet
  size_t memory = 0;   // bytes, resident
  double seconds = 0;
};

struct CheckOptions {
  unsigned workers = 1;
  bool check_deadlock = true;  // and the model's CHECK_DEADLOCK
  bool continue_on_violation = false;
  // The state met last is expanded first, by one worker: TLC's StateDeque. For models of which one behavior is wanted,
  // not all: a trace held against a spec, that ends the run by TLCSet("exit", TRUE). Leaves no checkpoints.
  bool depth_first = false;
  uint64_t depth = 0;   // states at this level are not expanded; 0: no bound
  uint64_t enough = 0;  // no further level is expanded once so many states are known; 0: no bound
  size_t memory = 0;   // bytes resident that the run keeps within, by moving states to disk, or else ends as
                       // inconclusive; 0: most of what the machine has
  uint64_t seed = 0;
  Checkpointing checkpoint = {};
  bool keep_states = false;                               // leave the explored states in CheckResult::states
  const std::atomic<bool>* interrupted = nullptr;         // set from outside: stop, and report what was explored
  std::function<void(std::string_view line)> print = {};  // Print and PrintT; standard output
  std::function<void(const Progress&)> progress = {};     // called from the thread that called check()
  std::chrono::milliseconds progress_interval{1000};
};

// Which of the stored states were expanded.
struct Expanded {
  // By store: those before this position. With several workers, also those of a block that was left in the middle.
  std::vector<uint64_t> before;
  // And one where the run ended, up to its step to these words; no words: up to the error, or all of it.
  StateId last = kNoState;
  std::vector<runtime::Word> up_to = {};
};

struct CheckResult : Finding {
  uint64_t generated = 0, distinct = 0, initial = 0, depth = 0, queue = 0;
  // More than one only with continue_on_violation: the first is the finding, or the last where nothing goes on after it.
  uint64_t violations = 0;
  std::vector<ActionCount> actions;  // by ActionId
  ActionCount init;
  std::vector<runtime::ExpressionCount> expressions;  // by Model::covered(); empty when it counts nothing
  double seconds = 0;                                 // of exploration
  double cpu_seconds = 0;                             // that all threads of the process used meanwhile
  size_t spilled = 0;                                 // bytes of states that were moved to disk
  size_t memory = 0;                                  // bytes resident at the end
  unsigned workers = 1;
  std::shared_ptr<const StateSpace> states;  // with keep_states
  Expanded expanded;                         // likewise
};

// Throws CheckpointError when the folder for checkpoints cannot be used, and Misfit when a state in it does not fit the
// model's layout.
CheckResult check(const runtime::Model& model, const CheckOptions& options);

}  // namespace trestle::explore
