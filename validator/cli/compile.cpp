// trestle compile: a spec as a C++ library, header and source.
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "translator/codegen/tiered.h"
#include "translator/codegen/tracing.h"
#include "translator/codegen/types.h"
#include "translator/modules/module.h"
#include "validator/cli/command.h"
#include "validator/cli/load.h"
#include "validator/cli/terminal.h"

namespace trestle::cli {
namespace {

struct CompileCommand {
  SpecOptions spec;
  RunOptions run;
  std::string out = ".";
  std::string name;     // of namespace and files; empty: the module's
  std::string depfile;  // for build systems: what was read
  bool headers = true;  // those that the code includes are written beside it
  bool tracer = false;  // its words for a tracer, instead
};

std::string as_make_writes(const std::string& path) {
  std::string text;
  for (const char c : path) text += c == ' ' || c == '#' ? std::string("\\") + c : c == '$' ? "$$" : std::string(1, c);
  return text;
}

// What make, ninja and their like want to know: the files that `made` depends on.
std::string dependencies(const std::string& made, const Loaded& loaded, const SpecOptions& options) {
  std::set<std::string> files{std::filesystem::absolute(spec_path(options)).string(),
                              std::filesystem::absolute(config_path(options)).string()};
  const auto collect = [&](const auto& self, const modules::Module& module) -> void {
    if (module.syntax != nullptr && module.syntax->source != nullptr) {
      const std::filesystem::path path = module.syntax->source->name();
      std::error_code error;
      if (std::filesystem::exists(path, error)) files.insert(std::filesystem::absolute(path).string());
    }
    for (const auto* others : {&module.extends, &module.instances, &module.submodules})
      for (const auto& other : *others) self(self, *other);
  };
  collect(collect, *loaded.module);
  std::string text = as_make_writes(made) + ":";
  for (const std::string& file : files) text += " \\\n  " + as_make_writes(file);
  return text + "\n";
}

bool write(const std::filesystem::path& path, std::string_view text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out) write_error("trestle: cannot write " + path.string() + "\n");
  return static_cast<bool>(out);
}

int write_tracing(const CompileCommand& command, const Loaded& loaded, const codegen::LibraryNames& names) {
  const codegen::TracingText text = codegen::tracing_of(loaded.spec, names);
  const std::filesystem::path folder = command.out;
  const std::string stem = (folder / (names.file + "_tracer")).string(), mapping = (folder / (names.file + ".observe.toml")).string();
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!write(stem + ".h", text.header) || !write(mapping, text.mapping) ||
      (!command.depfile.empty() && !write(command.depfile, dependencies(stem + ".h", loaded, command.spec))))
    return kSystem;
  write_out(fmt::format("{}.h, {}: {} actions; {} of {} parameters have a kind\n", stem, mapping, text.actions, text.typed,
                        text.parameters));
  return 0;
}

int compile(const CompileCommand& command) {
  int code = 0;
  const auto loaded = load_or_explain(command.spec, command.run, code);
  if (loaded == nullptr) return code;
  if (!loaded->spec->init) {
    write_error("trestle: there is nothing to compile: the .cfg names no behavior\n");
    return kUsage;
  }
  const core::Spec& spec = *loaded->spec;
  const std::string name = command.name.empty() ? spec.module : command.name;
  if (name.find('/') != std::string::npos) {
    write_error("trestle: --name is a name, not a path: " + name + "\n");
    return kUsage;
  }
  const codegen::LibraryNames names{
      .name = codegen::identifier(name), .file = name, .config = config_path(command.spec).filename().string(), .version = TRESTLE_VERSION};
  if (command.tracer) return write_tracing(command, *loaded, names);
  const codegen::LibraryText text = codegen::library_of(loaded->spec, names);
  const std::filesystem::path folder = command.out;
  std::error_code error;
  std::filesystem::create_directories(command.headers ? folder / "trestle" : folder, error);
  if (!write(folder / (name + ".h"), text.header) || !write(folder / (name + ".cpp"), text.source)) return kSystem;
  // They are not the user's to mend, whatever warnings are asked for.
  for (const codegen::Header& header : codegen::headers())
    if (command.headers && !write(folder / "trestle" / header.name, "#pragma GCC system_header\n" + std::string(header.text)))
      return kSystem;
  if (!command.depfile.empty() &&
      !write(command.depfile, dependencies((folder / (name + ".cpp")).string(), *loaded, command.spec)))
    return kSystem;
  write_out(fmt::format("{0}.h, {0}.cpp: {1} variables, {2} actions, {3} predicates\n", (folder / name).string(),
                        spec.variables.size(), spec.actions.size(), spec.predicates.size()));
  for (const std::string& left : text.left) write_out("  not native, throws: " + left + "\n");
  return 0;
}

}  // namespace

void add_compile(CLI::App& app, Run& run) {
  auto options = std::make_shared<CompileCommand>();
  CLI::App* verb = app.add_subcommand("compile", "Translate a specification to a C++ library");
  verb->footer(
      "Examples:\n  trestle compile Raft.tla -o raft/     writes raft/Raft.h, raft/Raft.cpp and the headers they need\n"
      "In a CMake project, trestle_add_spec does this: docs/library.md.");
  add_spec_options(*verb, options->spec);
  verb->add_option("--out,-o", options->out, "Folder to write to")->type_name("DIR")->capture_default_str();
  verb->add_option("--name", options->name, "Of the namespace and the files (default: the module's)");
  verb->add_option("--depfile", options->depfile, "Write what was read, as a rule for make")->type_name("FILE");
  verb->add_flag("--headers,!--no-headers", options->headers,
                 "Whether the headers that the code includes are written beside it (default: yes)");
  verb->add_flag("--tracer", options->tracer,
                 "Write NAME_tracer.h, with which a program records events in the specification's words, and the "
                 "observation mapping NAME.observe.toml (docs/tracer.md)");
  verb->callback([options, &run] { run = [options] { return compile(*options); }; });
}

}  // namespace trestle::cli
