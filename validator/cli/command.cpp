#include "validator/cli/command.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <system_error>

#include <CLI/CLI.hpp>

#include "translator/diagnostics/nearest.h"
#include "translator/runtime/thread.h"
#include "validator/cli/terminal.h"

namespace trestle::cli {

namespace {

// What is wrong with the first word; empty when it is a verb, an option or missing.
std::string unknown_verb(const CLI::App& app, const std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments[0].starts_with('-')) return {};
  const std::string& word = arguments[0];
  std::vector<std::string> names;
  for (const CLI::App* verb : app.get_subcommands({})) names.push_back(verb->get_name());
  if (std::find(names.begin(), names.end(), word) != names.end()) return {};
  if (word.ends_with(".tla")) return "a verb comes first: trestle check " + word;
  const std::string_view meant = nearest(word, std::vector<std::string_view>(names.begin(), names.end()));
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return "there is no verb " + word + (meant.empty() ? "; there are: " + list : "; did you mean " + std::string(meant) + "?");
}

// Whether the verb takes a driver's words.
bool drives(const CLI::App& app, const std::vector<std::string>& arguments) {
  const auto verbs = app.get_subcommands([&](const CLI::App* verb) { return !arguments.empty() && verb->get_name() == arguments[0]; });
  return !verbs.empty() && verbs[0]->get_option_no_throw("COMMAND") != nullptr;
}

}  // namespace

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

  if (const std::string problem = unknown_verb(app, arguments); !problem.empty()) {
    write_error("trestle: " + problem + "\n");
    return kUsage;
  }
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // as CLI11 takes them
  if (drives(app, arguments)) {
    const auto behind = std::find(arguments.begin(), arguments.end(), "--") - arguments.begin();
    for (auto word = reversed.rbegin() + behind; word != reversed.rend(); ++word)
      if (word->starts_with('[')) word->insert(0, 1, kVerbatim);
  }
  try {
    app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  try {
    int code = 0;
    runtime::on_deep_stack([&] { code = run(); });
    const bool written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
    if (!written) write_error("trestle: standard output could not be written to its end\n");
    return code_unless_unwritten(code, written);
  } catch (const std::exception& error) {
    std::fflush(stdout);
    std::fprintf(stderr, "trestle: %s\n", error.what());
    return kSystem;
  }
}

}  // namespace trestle::cli
