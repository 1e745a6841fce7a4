// Which lines are events, as a mapping's `select` has it.
#pragma once

#include <functional>
#include <memory>

#include "validator/embed/mapped.h"

namespace trestle::embed {

// For one reader: what it has in common with others is not changed. It throws TraceError, and MappingError where the
// expression has no Boolean value.
std::function<bool(const trace::Data& line, const trace::Place& place)> selection(
    const LoadedMapping& mapping, std::function<bool(std::string_view)> is_model_value);

}  // namespace trestle::embed
