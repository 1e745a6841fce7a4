#include "validator/cli/command.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <system_error>

#include <CLI/CLI.hpp>

#include "translator/runtime/thread.h"

namespace trestle::cli {

int command(const std::vector<std::string>& arguments) {
  CLI::App app{"Runs TLA+ specifications as they are: explores them as TLC does, and holds real systems against them.",
               "trestle"};
  app.set_version_flag("--version", "trestle " TRESTLE_VERSION);
  app.require_subcommand(1);
  app.footer(
      "`trestle VERB --help` explains a verb, with examples.\n\n"
      "Exit codes: 0 ok, 10 assumption or postcondition, 11 deadlock, 12 invariant, 13 property, 14 Assert,\n"
      "20 trace rejected, 21 inconclusive, 64 usage, 75-77 evaluation, 150 parse, 151 config, 255 system.");
  Run run;
#define TRESTLE_VERB(name) add_##name(app, run);
#include "validator/cli/verbs.def"
#undef TRESTLE_VERB

  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // as CLI11 takes them
  try {
    app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  try {
    int code = 0;
    runtime::on_deep_stack([&] { code = run(); });
    return code;
  } catch (const std::exception& error) {
    std::fflush(stdout);
    std::fprintf(stderr, "trestle: %s\n", error.what());
    return kSystem;
  }
}

}  // namespace trestle::cli
