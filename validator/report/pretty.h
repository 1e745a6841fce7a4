// Values too long for a line: wrapped, or told by what changed inside them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "translator/runtime/value.h"

namespace trestle::report {

// The value's TLA+ text in lines of at most `width` columns where it can be broken; a single line when it fits. Lines
// after the first are indented to stand under what they belong to, relative to the first line's start.
std::vector<std::string> wrap(runtime::Value value, size_t width);

// What turned `before` into `after`, one line a change, each a path that starts with `name`:
//   log[n1][3].term = 4 (was 2)
//   msgs: added [type |-> "Ack"]
// Nothing when that is no shorter than the value itself, `limit` lines.
std::optional<std::vector<std::string>> changes(const std::string& name, runtime::Value before, runtime::Value after,
                                                size_t width, size_t limit);

}  // namespace trestle::report
