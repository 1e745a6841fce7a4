// Files with behaviors and state graphs, as verbs take them: plain, gzip or zstd.
#pragma once

#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "validator/bridge/behavior_file.h"
#include "validator/cli/load.h"

namespace trestle::cli {

// What the file holds, by its first bytes; nothing for logs, and for what can be read once only (standard input, a
// pipe). Throws TraceError when it cannot be opened.
std::optional<bridge::Format> sniffed(const std::string& path);
// All of it. Throws TraceError, FileError for what is beyond 2 GB.
std::string read_whole(const std::string& path);
std::unique_ptr<std::istream> open_stream(const std::string& path);

// The name of the specification's next-state action.
std::string next_name(const Loaded& loaded);

}  // namespace trestle::cli
