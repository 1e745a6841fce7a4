// trestle parse: is the text in order, and what do we make of it?
#include "translator/syntax/parse.h"

#include <memory>

#include <CLI/CLI.hpp>

#include "translator/codegen/tiered.h"
#include "translator/core/infer.h"
#include "translator/modules/loader.h"
#include "validator/cli/command.h"
#include "validator/cli/load.h"
#include "validator/cli/terminal.h"

namespace trestle::cli {
namespace {

struct ParseOptions {
  SpecOptions spec;
  std::string print;
};

std::string summary(const SpecOptions& options, const Loaded& loaded) {
  const modules::Module& module = *loaded.module;
  const auto some = [](size_t count, const char* one, const char* many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
  };
  return spec_path(options).string() + ": module " + module.name + ", " +
         some(module.constants.size(), "constant", "constants") + ", " +
         some(module.variables.size(), "variable", "variables") + ", " +
         some(module.definitions.size(), "definition", "definitions") + "\n";
}

// As native code begins with; where nothing can be computed, without the states that it looks at.
std::vector<core::Inferred> layout_of(const std::shared_ptr<const core::Spec>& spec) {
  try {
    return codegen::inferred_variables(spec);
  } catch (const std::exception&) {
    return core::infer_variables(*spec);
  }
}

int parse(const ParseOptions& options) {
  Diagnostics diagnostics;
  std::string text;
  const std::filesystem::path path = spec_path(options.spec);
  if (options.print == "tokens") {
    std::string error;
    const auto source = modules::read_source(path, error);
    if (source == nullptr) {
      diagnostics.error(DiagnosticKind::FileNotReadable, {}, path.string() + ": " + error);
    } else if (is_xml(path)) {
      diagnostics.error(DiagnosticKind::Unsupported, {}, path.string() + ": XML has no tokens", "--print ast shows the tree");
    } else {
      text = syntax::print_tokens(source, diagnostics);
    }
  } else if (options.print == "ast") {
    if (const auto spec = open(options.spec, diagnostics); spec.root != nullptr) text = syntax::print(*spec.root);
  } else {
    const Stage stage = options.print == "core" || options.print == "layout" ? Stage::Core : Stage::Module;
    if (const auto loaded = load(options.spec, diagnostics, stage)) {
      text = options.print == "core"     ? core::print(*loaded->spec)
             : options.print == "layout" ? core::print_layout(*loaded->spec, layout_of(loaded->spec))
             : options.print == "module" ? modules::print(*loaded->module)
                                         : summary(options.spec, *loaded);
    }
  }
  write_out(text);
  return report(diagnostics);
}

}  // namespace

void add_parse(CLI::App& app, Run& run) {
  auto options = std::make_shared<ParseOptions>();
  CLI::App* verb = app.add_subcommand("parse", "Read a specification and say what is wrong with it");
  verb->footer(
      "Examples:\n"
      "  trestle parse Raft.tla                  says what is wrong, file:line:column, or a line of summary\n"
      "  trestle parse Raft.tla --print core     what will be run, with Raft.cfg's constants\n"
      "  trestle parse Raft.tla --print layout   the shape of each variable, and its bits in a state\n\n"
      "No .cfg is needed, except for --print core and layout. Exit code 150: the text is wrong; 151: the .cfg is.");
  add_spec_options(*verb, options->spec);
  verb->add_option("--print", options->print, "Print a stage: tokens, ast, module, core, layout")
      ->check(CLI::IsMember({"tokens", "ast", "module", "core", "layout"}));
  verb->callback([options, &run] { run = [options] { return parse(*options); }; });
}

}  // namespace trestle::cli
