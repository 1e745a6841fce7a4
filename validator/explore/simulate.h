// Random behaviors of a Model, as TLC's -simulate makes them: at each state an action is chosen at random, and among
// its successors one. All successors computed on the way are checked.
//
// Temporal properties are checked on each behavior that is complete, as if it went on within itself for ever.
//
// A behavior depends on the seed and its own number only, so results are the same for any number of workers; with a
// violation it is the one in the behavior with the least number.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/explore/check.h"

namespace trestle::explore {

struct SimulateOptions {
  unsigned workers = 1;
  uint64_t behaviors = 1000;
  uint64_t depth = 100;  // states of a behavior, at most
  uint64_t seed = 0;
  bool check_deadlock = true;
  size_t memory = 0;  // bytes at which it ends; 0: 90 % of the machine's
  const std::atomic<bool>* interrupted = nullptr;
  std::function<void(std::string_view line)> print = {};  // Print and PrintT; standard output
  std::function<void(const Progress&)> progress = {};     // distinct counts behaviors
  std::chrono::milliseconds progress_interval{1000};
};

struct SimulateResult : Finding {
  uint64_t behaviors = 0;                             // completed
  uint64_t generated = 0;                             // states computed and checked
  uint64_t steps = 0;                                 // steps taken
  uint64_t longest = 0;                               // states of the longest behavior
  std::vector<ActionCount> actions;                   // generated: successors; distinct: steps taken
  std::vector<runtime::ExpressionCount> expressions;  // by Model::covered(); empty when it counts nothing
  double seconds = 0;
  unsigned workers = 1;
};

SimulateResult simulate(const runtime::Model& model, const SimulateOptions& options);

}  // namespace trestle::explore
