#pragma once

#include "settings.h"

namespace two_phase_commit {

// Leads all transactions over connections accepted from `listening_fd`. Returns the process's exit code.
int run_coordinator(const Settings& settings, int listening_fd);

}  // namespace two_phase_commit
