// trestle compile: a spec as C++ source.
#include <filesystem>
#include <fstream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "translator/codegen/tiered.h"
#include "validator/cli/command.h"
#include "validator/cli/load.h"
#include "validator/cli/terminal.h"

namespace trestle::cli {
namespace {

struct CompileCommand {
  SpecOptions spec;
  RunOptions run;
  std::string out = ".";
};

bool write(const std::filesystem::path& path, std::string_view text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out) write_error("trestle: cannot write " + path.string() + "\n");
  return static_cast<bool>(out);
}

int compile(const CompileCommand& command) {
  int code = 0;
  const auto loaded = load_or_explain(command.spec, command.run, code);
  if (loaded == nullptr) return code;
  if (!loaded->spec->init) {
    write_error("trestle: there is nothing to compile: the .cfg names no behavior\n");
    return kUsage;
  }
  const codegen::Unit unit = codegen::unit_of(loaded->spec);
  const std::filesystem::path folder = command.out;
  std::error_code error;
  std::filesystem::create_directories(folder / "trestle", error);
  const std::string name = loaded->spec->module + ".cpp";
  if (!write(folder / name, unit.source) || !write(folder / "trestle" / "packed.h", codegen::packed_header()))
    return kSystem;
  write_out(fmt::format("{}: {} bits a state, {} actions, {} predicates\n", (folder / name).string(),
                        runtime::Layout(unit.shapes).bits(), loaded->spec->actions.size(),
                        loaded->spec->predicates.size()));
  for (const std::string& left : unit.left) write_out("  left to the evaluator: " + left + "\n");
  return 0;
}

}  // namespace

void add_compile(CLI::App& app, Run& run) {
  auto options = std::make_shared<CompileCommand>();
  CLI::App* verb = app.add_subcommand("compile", "Translate a specification to C++ step functions");
  verb->footer(
      "Examples:\n  trestle compile Raft.tla -o raft/          writes raft/Raft.cpp and the header that it needs");
  add_spec_options(*verb, options->spec);
  verb->add_option("--out,-o", options->out, "Folder to write to")->type_name("DIR")->capture_default_str();
  verb->callback([options, &run] { run = [options] { return compile(*options); }; });
}

}  // namespace trestle::cli
