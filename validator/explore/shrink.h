// From a behavior in which an implementation diverges to a shorter one in which it does so in the same way. The
// implementation decides; what is tried is always a behavior of the spec: steps are left out, and the others taken
// again where they are still possible, or a shorter way to the same state is looked for.
#pragma once

#include <functional>

#include "validator/explore/replay.h"

namespace trestle::explore {

struct ShrinkOptions {
  size_t max_tries = 1'000;     // behaviors to be replayed
  size_t max_states = 100'000;  // to look at for a shorter way
  const std::atomic<bool>* interrupted = nullptr;
};

struct Shrunk {
  ReplayResult result;  // of the shortest behavior found
  size_t tried = 0;     // behaviors replayed
};

using Oracle = std::function<ReplayResult(const Behavior&)>;

// `found` has a divergence.
Shrunk shrink(const runtime::Model& model, runtime::Context& context, const ReplayResult& found, const Oracle& oracle,
              const ShrinkOptions& options = {});

}  // namespace trestle::explore
