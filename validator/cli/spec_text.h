// What others are told of a specification's text: its initial predicate, its next-state action, its constants.
#pragma once

#include "validator/cli/load.h"
#include "validator/report/certificate.h"

namespace trestle::cli {

report::SpecText text_of(const Loaded& loaded);

}  // namespace trestle::cli
