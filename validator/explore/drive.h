// Random behaviors of the spec, made as the implementation goes along: at each state an action is chosen at random, and
// among its steps one. Where the system decides something itself, the behavior goes on from what it did.
//
// A behavior depends on the seed, its own number and what the implementation does.
#pragma once

#include <functional>

#include "validator/explore/check.h"
#include "validator/explore/replay.h"

namespace trestle::explore {

struct DriveOptions {
  uint64_t behaviors = 100;
  uint64_t depth = 50;  // steps of a behavior, at most
  uint64_t seed = 0;
  std::function<void(const Progress&)> progress = {};  // generated counts steps, distinct behaviors
  std::chrono::milliseconds progress_interval{1000};
};

struct DriveResult : ReplayResult {  // of the behavior that diverged; else behavior is empty
  uint64_t behaviors = 0;            // begun
  uint64_t taken = 0;                // steps, in all
  uint64_t longest = 0;              // steps of the longest behavior
  std::vector<uint64_t> actions;     // taken, by action
};

DriveResult drive(const Bench& bench, const DriveOptions& options);

}  // namespace trestle::explore
