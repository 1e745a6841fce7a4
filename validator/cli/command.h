// The `trestle` command: one subcommand a verb.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace trestle::cli {

inline constexpr int kUsage = 64;    // exit code for a command line that makes no sense
inline constexpr int kConfig = 151;  // for a configuration that is refused
inline constexpr int kSystem = 255;  // and for what the machine refused

// Before words of a driver that CLI11 would take for a list: [x,y].
inline constexpr char kVerbatim = '\x1f';

// What the chosen verb does, once the command line is read; returns the exit code.
using Run = std::function<int()>;

#define TRESTLE_VERB(name) void add_##name(CLI::App& app, Run& run);
#include "validator/cli/verbs.def"
#undef TRESTLE_VERB

// Runs `trestle` with these arguments (without the program's name); returns its exit code.
int command(const std::vector<std::string>& arguments);

}  // namespace trestle::cli
