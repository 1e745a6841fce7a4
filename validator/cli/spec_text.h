// What others are told of a specification's text: its initial predicate, its next-state action, its constants.
#pragma once

#include "validator/bridge/write.h"
#include "validator/cli/load.h"

namespace trestle::cli {

bridge::SpecText text_of(const Loaded& loaded);

}  // namespace trestle::cli
