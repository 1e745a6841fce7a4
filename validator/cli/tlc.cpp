// trestle tlc: runs TLC, and compares what it found with what check finds.
#include "validator/bridge/tlc.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>

#include <CLI/CLI.hpp>

#include "validator/bridge/hold.h"
#include "validator/cli/behavior_input.h"
#include "validator/cli/command.h"
#include "validator/cli/load.h"
#include "validator/cli/numbers.h"
#include "validator/cli/terminal.h"
#include "validator/explore/state_space.h"
#include "validator/report/tlc.h"

namespace trestle::cli {
namespace {

namespace fs = std::filesystem;

struct TlcCommand {
  SpecOptions spec;
  RunOptions run;
  std::string jar, java = "java", output;
  double timeout = 0;  // seconds; 0: none
  uint64_t graph = 10'000;
  std::vector<std::string> arguments;
  bool has(const char* option) const {
    return std::find(arguments.begin(), arguments.end(), option) != arguments.end();
  }
};

std::string class_path(const TlcCommand& command) {
  if (!command.jar.empty()) return command.jar;
  for (const char* variable : {"TRESTLE_TLC_JAR", "TRESTLE_TLC"}) {
    if (const char* value = std::getenv(variable); value != nullptr && *value != 0) return value;
  }
  return {};
}

// A folder that is there as long as this is.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "trestle_tlc_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
      throw bridge::FileError("cannot make a folder in " + fs::temp_directory_path().string());
    path_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  fs::path operator/(const char* name) const { return path_ / name; }

 private:
  fs::path path_;
};

explore::CheckResult our_check(const TlcCommand& command, const Loaded& loaded) {
  explore::CheckOptions options;
  options.check_deadlock = !command.has("-deadlock");
  options.continue_on_violation = command.has("-continue");
  options.seed = command.run.seed;
  options.keep_states = true;
  options.interrupted = interruption();
  options.progress = progress_printer();
  options.progress_interval = progress_interval();
  options.print = [](std::string_view) {};  // TLC prints it
  explore::CheckResult result = explore::check(*loaded.model, options);
  clear_progress();
  return result;
}

// "-loadTrace json FILE": TLC replays it, or nothing, and says "No error" either way.
size_t states_to_replay(const TlcCommand& command, const fs::path& folder) {
  const auto& arguments = command.arguments;
  const auto load = std::find(arguments.begin(), arguments.end(), "-loadTrace");
  if (arguments.end() - load < 3 || load[1] != "json") return 0;
  const std::string path = (folder / load[2]).string();
  return bridge::read_behaviors(read_whole(path), {.format = bridge::Format::TlcJson, .file = path})
      .front()
      .states.size();
}

// The jars, or an answer to where they are.
int missing(const std::string& jars) {
  if (jars.empty())
    write_error("error: where TLC is, is not known: --jar tla2tools.jar, or TRESTLE_TLC_JAR in the environment\n");
  for (size_t at = 0, end; at < jars.size(); at = end + 1) {
    end = std::min(jars.find(':', at), jars.size());
    const std::string jar = jars.substr(at, end - at);
    if (jar.empty() || jar.ends_with('*') || fs::exists(jar)) continue;
    write_error("error: there is no " + jar + " (--jar, or TRESTLE_TLC_JAR in the environment)\n");
    return kUsage;
  }
  return jars.empty() ? kUsage : 0;
}

bridge::TlcRun run_tlc(const TlcCommand& command, bridge::TlcOptions options) {
  options.java = command.java;
  options.arguments.insert(options.arguments.end(), command.arguments.begin(), command.arguments.end());
  options.arguments.insert(options.arguments.end(), {"-config", fs::absolute(config_path(command.spec)).string(),
                                                     fs::absolute(spec_path(command.spec)).string()});
  options.timeout = std::chrono::milliseconds(static_cast<int64_t>(command.timeout * 1000));
  options.interrupted = interruption();
  options.line = [](std::string_view line) {
    if (const auto progress = bridge::progress_line(line); !progress.empty())
      write_error("TLC: " + std::string(progress) + "\n");
  };
  return bridge::run_tlc(options);
}

// What TLC does, and how that compares with what we found, if it checks at all.
void compare(const TlcCommand& command, const Loaded& loaded, const std::string& jars,
             report::TlcComparison& comparison) {
  const bool checks = comparison.ours.has_value();
  const Scratch scratch;
  bridge::TlcOptions options;
  options.class_path = jars;
  options.folder = fs::absolute(spec_path(command.spec)).parent_path();
  options.arguments = {"-tool", "-noTE", "-metadir", (scratch / "meta").string()};
  const bool one_worker = !command.has("-workers");
  if (one_worker) options.arguments.insert(options.arguments.end(), {"-workers", "1"});
  const fs::path dot = scratch / "graph.dot";
  const bool small = checks && comparison.ours->distinct <= command.graph;
  const bool graph = small && loaded.model->signature().has_behavior && !command.has("-dump");
  if (graph) options.arguments.insert(options.arguments.end(), {"-dump", "dot,actionlabels", dot.string()});
  if (checks && !small)
    comparison.no_graph = "it has more than " + report::grouped(command.graph) + " states (--graph)";
  comparison.run = run_tlc(command, options);
  comparison.tlc = bridge::read_report(comparison.run.output, comparison.run.exit_code);
  comparison.to_replay = states_to_replay(command, options.folder);
  // What violates a temporal property TLC looks for now and then, by the clock: where that ends it differs from run to run.
  const bool in_turn = one_worker && checks && comparison.ours->behavior.end == explore::Behavior::End::Finite;
  comparison.counts = checks && (in_turn || comparison.ours->verdict == explore::Verdict::Ok);
  runtime::Context context(command.run.seed);
  for (bridge::RecordedBehavior& behavior : comparison.tlc.behaviors) {
    report::HeldBehavior& one = comparison.behaviors.emplace_back();
    one.held =
        bridge::hold(*loaded.model, context, behavior, {.next = next_name(loaded), .interrupted = interruption()});
    one.recorded = std::move(behavior);
  }
  if (graph && fs::exists(dot) && !comparison.ended_early()) {
    std::ifstream in(dot, std::ios::binary);
    comparison.graph = bridge::compare_graph(*loaded.model, *comparison.ours, in, bridge::Format::Dot, "TLC's graph",
                                             next_name(loaded));
  }
}

int tlc(TlcCommand command) {
  const std::string jars = class_path(command);
  if (const int code = missing(jars); code != 0) return code;
  command.spec.integers = "tlc";
  int code = 0;
  const auto loaded = load_or_explain(command.spec, command.run, code);
  if (loaded == nullptr) return code;
  const bool checks = !command.has("-simulate") && !command.has("-generate") && !command.has("-dfid") &&
                      !command.has("-recover") && !command.has("-loadTrace");
  report::TlcComparison comparison;
  bool ran = false;
  if (checks) comparison.ours = our_check(command, *loaded);
  try {
    comparison.run.interrupted = *interruption();
    ran = !comparison.run.interrupted;
    if (ran) compare(command, *loaded, jars, comparison);
  } catch (const bridge::FileError& error) {
    write_error("error: " + std::string(error.what()) + "\n");
    return kSystem;
  }
  if (command.run.json) {
    write_out(report::to_json(comparison, *loaded->model, run_of(command.spec, command.run)) + "\n");
  } else {
    write_out(report::to_text(comparison, *loaded->model, text_options()));
  }
  const bool written = !ran || command.output.empty() || write_file(command.output, comparison.run.output);
  const explore::Verdict verdict = comparison.verdict();
  // TLC's own word where it gave one we agree with, or none that we know.
  const bool as_tlc = verdict == explore::Verdict::Ok ||
                      (verdict == explore::Verdict::Inconclusive && !comparison.ended_early());
  return code_unless_unwritten(as_tlc ? comparison.run.exit_code : explore::exit_code(verdict), written);
}

}  // namespace

void add_tlc(CLI::App& app, Run& run) {
  auto options = std::make_shared<TlcCommand>();
  CLI::App* verb = app.add_subcommand("tlc", "Run TLC itself, and compare what it finds with what check finds");
  verb->footer(
      "Examples:\n"
      "  trestle tlc Raft.tla --jar tla2tools.jar             verdict, counts, behavior, state graph\n"
      "  trestle tlc Raft.tla --timeout 600 -- -workers 4     TLC's own arguments behind --\n\n"
      "--jar is a class path: several jars separated by colons. The exit code is TLC's, 20 when the two do not agree, "
      "21\n"
      "when TLC did not end in time.");
  add_spec_options(*verb, options->spec);
  options->run.engine = "evaluator";
  verb->add_flag("--json", options->run.json, "One JSON object on standard output, all else on standard error");
  verb->add_option("--jar", options->jar, "TLC (default: TRESTLE_TLC_JAR or TRESTLE_TLC in the environment)")
      ->type_name("PATH");
  verb->add_option("--java", options->java, "The Java to run it with")->type_name("PROGRAM")->capture_default_str();
  verb->add_option("--timeout", options->timeout, "Seconds after which TLC is ended (default: none)")
      ->check(not_negative())
      ->type_name("SECONDS");
  verb->add_option("--graph", options->graph, "Compare the whole state graph when it has at most so many states")
      ->type_name("N")
      ->capture_default_str();
  verb->add_option("--output", options->output, "Keep what TLC wrote in this file")->type_name("FILE");
  verb->add_option("ARGUMENTS", options->arguments, "TLC's own, behind --");
  verb->callback([options, &run] { run = [options] { return tlc(*options); }; });
}

}  // namespace trestle::cli
