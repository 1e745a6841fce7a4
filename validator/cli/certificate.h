// What `trestle validate` writes of a behavior that it found.
#pragma once

#include <filesystem>
#include <string>

#include "validator/cli/load.h"
#include "validator/cli/validating.h"
#include "validator/explore/validate.h"

namespace trestle::cli {

// What of the command's outputs would take the place of something that it reads, or is no certificate's name; empty: all is
// well.
std::string unwritable(const ValidateCommand& command, const Loaded& loaded);

// The behavior of an accepted trace, in steps of the spec: what a rule of a mapping is called, and steps that change nothing,
// are the mapping's. What is wrong, or nothing.
std::string write_certificate(const std::filesystem::path& file, const explore::ValidateResult& result,
                              const runtime::Model& model, const Loaded& loaded);

}  // namespace trestle::cli
