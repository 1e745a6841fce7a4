#pragma once

#include <string>

#include "settings.h"

namespace two_phase_commit {

// Takes part in transactions until the coordinator says goodbye. `incarnation` counts the restarts of this node.
// Returns the process's exit code, or does not return: an injected crash ends the process by abort().
int run_participant(const Settings& settings, const std::string& name, int port, uint64_t incarnation);

}  // namespace two_phase_commit
