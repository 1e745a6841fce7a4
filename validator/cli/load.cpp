#include "validator/cli/load.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <thread>

#include <CLI/CLI.hpp>

#include "translator/core/lower.h"
#include "translator/evaluator/evaluator.h"
#include "translator/modules/loader.h"
#include "translator/modules/monolith.h"
#include "translator/modules/resolve.h"
#include "translator/runtime/context.h"
#include "translator/runtime/files.h"
#include "translator/sany/read.h"
#include "translator/syntax/parse.h"
#include "translator/toolbox/launch.h"
#include "validator/cli/command.h"
#include "validator/cli/terminal.h"

namespace trestle::cli {

namespace fs = std::filesystem;

void add_spec_options(CLI::App& app, SpecOptions& options) {
  app.add_option("SPEC", options.spec, "The specification's root module, .tla may be left out; or what SANY's XMLExporter wrote of it")->required();
  app.add_option("--config,-c", options.config,
                 "Its configuration, or a model of the Toolbox, F.launch (default: SPEC with .cfg)")
      ->type_name("FILE");
  app.add_option("--library,-L", options.library, "Folder to look for modules in, after SPEC's own; repeatable")
      ->type_name("DIR")
      ->allow_extra_args(false);
  app.add_option("--integers", options.integers,
                 "exact: integers have no limit; tlc: beyond 32 bits is an error, as in TLC")
      ->check(CLI::IsMember({"exact", "tlc"}))
      ->capture_default_str();
  app.add_option("--max-set-size", options.max_set_size, "Sets larger than this are not enumerated (default: 1000000)")
      ->type_name("N");
}

void add_run_options(CLI::App& app, RunOptions& options) {
  app.add_option("--workers,-w", options.workers, "Threads (default: one a core; 1 is TLC's exact order)")
      ->check(CLI::Range(1u, 255u))
      ->type_name("N");
  app.add_option("--seed", options.seed, "For whatever is random; printed at the end (default: chosen at random)")
      ->type_name("N");
  app.add_option("--engine", options.engine, "What evaluates the specification")
      ->check(CLI::IsMember({"auto", "evaluator", "native"}))
      ->capture_default_str();
  app.add_flag("--json", options.json, "One JSON object on standard output, all else on standard error");
  options.seed = std::random_device{}();
}

unsigned worker_count(const RunOptions& options) {
  return options.workers != 0 ? options.workers : std::clamp(std::thread::hardware_concurrency(), 1u, 255u);
}

std::function<void(std::string_view)> print_function(const RunOptions& options) {
  if (!options.json) return nullptr;
  return [](std::string_view line) { write_error(std::string(line) + "\n"); };
}

report::Run run_of(const SpecOptions& spec, const RunOptions& run) {
  return {.spec = spec_path(spec).string(),
          .config = config_path(spec).string(),
          .engine = run.engine == "auto" ? "evaluator" : run.engine,
          .seed = run.seed};
}

bool is_xml(const fs::path& path) {
  if (path.extension() == ".xml") return true;
  std::string begin(256, '\0');
  std::ifstream in(path, std::ios::binary);
  in.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  return sany::is_sany_xml(std::string_view(begin).substr(0, static_cast<size_t>(in.gcount())));
}

fs::path spec_path(const SpecOptions& options) {
  fs::path path = options.spec;
  if (path.extension() != ".tla" && !is_xml(path)) path += ".tla";
  return path;
}

fs::path config_path(const SpecOptions& options) {
  if (!options.config.empty()) return options.config;
  return spec_path(options).replace_extension(".cfg");
}

namespace {

// An invariant that is FALSE whatever the state is a mistake in the .cfg, as for TLC.
void check_constant_invariants(const Loaded& loaded, Diagnostics& diagnostics) {
  runtime::Context context;
  const auto& predicates = loaded.spec->predicates;
  for (size_t i = 0; i < predicates.size(); ++i) {
    const core::Expr& formula = *predicates[i].root.expr;
    if (predicates[i].kind != runtime::PredicateKind::Invariant || formula.level != core::Level::Constant ||
        formula.impure)  // it may print
      continue;
    if (loaded.model->holds(context, i, nullptr)) continue;
    diagnostics.error(DiagnosticKind::ConfigConflict, formula.span,
                      "the invariant " + predicates[i].name + " is FALSE, and depends on no variable",
                      "an invariant says something of every state");
  }
}

// The folders to look for modules in, the spec's own first.
std::shared_ptr<modules::FileLoader> folders_of(const SpecOptions& options) {
  std::vector<fs::path> folders = {spec_path(options).parent_path()};
  folders.insert(folders.end(), options.library.begin(), options.library.end());
  return std::make_shared<modules::FileLoader>(std::move(folders));
}

// The module MC of a model of the Toolbox; its configuration, or null.
std::shared_ptr<const Source> load_toolbox_model(const SpecOptions& options, Loaded& loaded, Diagnostics& diagnostics) {
  const fs::path path = config_path(options);
  std::string error;
  const auto source = modules::read_source(path, error);
  if (source == nullptr) {
    diagnostics.error(DiagnosticKind::ConfigMissing, {}, "no model in " + path.string() + ": " + error);
    return nullptr;
  }
  const Opened spec = open(options, diagnostics);
  if (spec.root == nullptr) return nullptr;
  const auto instantiated = [&](const std::string& name) {
    const auto& units = spec.root->units;
    const auto found = std::find_if(units.begin(), units.end(), [&](const ast::Unit* unit) {
      return unit->kind == ast::UnitKind::Instance && unit->name == name;
    });
    return found == units.end() ? std::string() : (*found)->module_name;
  };
  const auto model = toolbox::read_launch(source, spec.root->name, instantiated, diagnostics);
  if (!model) return nullptr;
  loaded.module = modules::resolve(*spec.loader, model->module, diagnostics);
  return model->config;
}

// Null when there is none.
std::shared_ptr<const Source> read_config(const SpecOptions& options, const modules::Module& module,
                                          Diagnostics& diagnostics) {
  std::string error;
  const fs::path path = config_path(options);
  auto source = modules::read_source(path, error);
  if (source == nullptr && options.config.empty()) {  // it may stand in the spec's own file
    source = modules::config_within(*module.syntax->source, module.name);
  } else if (source != nullptr && path.extension() == ".tla") {
    source = modules::config_within(*source, path.stem().string());
    error = "the file has no line ---- CONFIG " + path.stem().string() + " ----";
  }
  if (source == nullptr) {
    diagnostics.error(
        DiagnosticKind::ConfigMissing, {}, "no configuration in " + path.string() + ": " + error,
        "a .cfg says what is checked: INIT and NEXT or SPECIFICATION, constants, invariants; --config names one");
  }
  return source;
}

}  // namespace

Opened open(const SpecOptions& options, Diagnostics& diagnostics) {
  const fs::path path = spec_path(options);
  std::string error;
  const auto source = modules::read_source(path, error);
  if (source == nullptr) {
    diagnostics.error(DiagnosticKind::FileNotReadable, {}, path.string() + ": " + error);
    return {};
  }
  auto folders = folders_of(options);
  if (!is_xml(path)) {
    folders->set_root(source);
    return {modules::parse_file(source, diagnostics), std::move(folders)};
  }
  auto specification = sany::read(source, diagnostics);
  if (!specification) return {};
  auto loader = std::make_shared<sany::Loader>(std::move(*specification), std::move(folders));
  return {loader->root(), loader};
}

std::unique_ptr<Loaded> load(const SpecOptions& options, Diagnostics& diagnostics, Stage until) {
  runtime::options().integers_32_bit = options.integers == "tlc";
  if (options.max_set_size != 0) runtime::options().max_set_size = options.max_set_size;

  runtime::look_for_files_around(fs::absolute(spec_path(options)).parent_path());

  auto loaded = std::make_unique<Loaded>();
  std::shared_ptr<const Source> source;
  if (config_path(options).extension() == ".launch") {
    source = load_toolbox_model(options, *loaded, diagnostics);
    if (source == nullptr) return nullptr;
  } else {
    const Opened spec = open(options, diagnostics);
    if (spec.root != nullptr) loaded->module = modules::resolve(*spec.loader, spec.root, diagnostics);
  }
  if (loaded->module == nullptr || diagnostics.has_errors()) return nullptr;
  if (until == Stage::Module) return loaded;

  if (source == nullptr) source = read_config(options, *loaded->module, diagnostics);
  if (source == nullptr) return nullptr;
  auto config = syntax::parse_config(source, diagnostics);
  if (!config || diagnostics.has_errors()) return nullptr;
  loaded->config = std::make_shared<const ast::ConfigFile>(std::move(*config));
  loaded->spec = core::lower(loaded->module, *loaded->config, diagnostics);
  if (loaded->spec == nullptr || diagnostics.has_errors()) return nullptr;
  if (until == Stage::Model) {
    loaded->model = evaluator::make_model(loaded->spec);
    check_constant_invariants(*loaded, diagnostics);
    if (diagnostics.has_errors()) return nullptr;
  }
  return loaded;
}

explore::ManifestEntries text_identity(const Loaded& loaded) {
  // By name, so that the order is no accident. As trees, so that it does not matter which front end read them.
  std::map<std::string, std::string> texts;
  const auto collect = [&](const auto& self, const modules::Module& module) -> void {
    if (module.syntax == nullptr || !texts.emplace(module.name, syntax::print(*module.syntax)).second) return;
    for (const auto* others : {&module.extends, &module.instances, &module.submodules}) {
      for (const auto& other : *others) self(self, *other);
    }
  };
  collect(collect, *loaded.module);
  std::string all;
  for (const auto& [name, text] : texts) all += name + "\n" + explore::text_hash(text) + "\n";
  return {{"specification", explore::text_hash(all)},
          {"configuration", explore::text_hash(loaded.config->source->text())}};
}

int report(const Diagnostics& diagnostics) {
  if (diagnostics.all().empty()) return 0;
  write_error(render(diagnostics, color_on_errors()));
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.severity == Severity::Error) return exit_code(diagnostic.kind);
  }
  return 0;
}

int refuse_input(const SpecOptions& options, const RunOptions& run, int exit_code, const std::string& text) {
  write_error("error: " + text + "\n");
  if (run.json) write_out(report::error_json("error", exit_code, text, run_of(options, run)) + "\n");
  return exit_code;
}

int refuse_evaluation(const SpecOptions& options, const RunOptions& run, const runtime::EvalError& error,
                      explore::Phase phase, std::string_view what) {
  const std::string text = report::failure_text({error, phase});
  const std::string verdict(to_string(explore::Verdict::EvaluationFailed));
  const int exit_code = explore::exit_code(explore::Verdict::EvaluationFailed);
  if (run.json) {
    write_error(text);
    write_out(report::error_json(verdict, exit_code, text, run_of(options, run)) + "\n");
  } else {
    write_out(verdict + ": " + std::string(what) + "\n\n" + text);
  }
  return exit_code;
}

std::unique_ptr<Loaded> load_or_explain(const SpecOptions& options, const RunOptions& run, int& exit_code) {
  Diagnostics diagnostics;
  try {
    auto loaded = load(options, diagnostics);
    exit_code = report(diagnostics);
    if (loaded != nullptr) return loaded;
    if (exit_code == 0) exit_code = kSystem;
    if (run.json) {
      write_out(report::error_json("error", exit_code, render(diagnostics, false), run_of(options, run)) + "\n");
    }
  } catch (const runtime::EvalError& error) {
    report(diagnostics);
    exit_code = refuse_evaluation(options, run, error, explore::Phase::Init, "a constant expression has no value");
  }
  return nullptr;
}

SeedNote::~SeedNote() { write_error("seed " + std::to_string(seed_) + "\n"); }

}  // namespace trestle::cli
