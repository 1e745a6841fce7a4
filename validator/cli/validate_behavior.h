// trestle validate, of behaviors and state graphs that TLC, Apalache or Quint wrote.
#pragma once

#include <string>
#include <vector>

#include "validator/bridge/behavior_file.h"
#include "validator/cli/load.h"

namespace trestle::cli {

// Holds the file against the spec, writes what became of it, returns the exit code. Throws what reading throws.
int validate_behavior(const Loaded& loaded, const SpecOptions& spec, const RunOptions& run, const std::string& path,
                      bridge::Format format);

}  // namespace trestle::cli
