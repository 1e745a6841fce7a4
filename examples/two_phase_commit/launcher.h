#pragma once

#include "settings.h"

namespace two_phase_commit {

// Starts coordinator and participants as processes, restarts participants that crash, and waits for the end. Traces of
// an earlier run in the same directory are replaced. Returns 0 when every process finished properly.
int run_all(const Settings& settings);

}  // namespace two_phase_commit
