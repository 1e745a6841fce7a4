// Where the lines of a log that Trestle does not know seem to have what an event needs: for a first mapping, to be looked
// at by people.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/trace/line_places.h"

namespace trestle::mapping {

struct Guess {
  trace::LinePlaces places;     // `event`, and others that were found
  size_t lines = 0, named = 0;  // of the sample: all, and those that have a name there
};

// Nothing for a log in a format that Trestle knows, or one in which nothing seems to name events. What is not JSON is
// passed over. Throws TraceError for a file that cannot be read.
std::optional<Guess> guess_places(const std::vector<std::string>& paths, const runtime::Signature& signature);

}  // namespace trestle::mapping
