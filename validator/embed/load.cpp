#include "validator/embed/load.h"

#include <algorithm>
#include <fstream>
#include <map>

#include "translator/core/lower.h"
#include "translator/evaluator/evaluator.h"
#include "translator/modules/loader.h"
#include "translator/modules/monolith.h"
#include "translator/modules/resolve.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/context.h"
#include "translator/runtime/files.h"
#include "translator/sany/read.h"
#include "translator/syntax/parse.h"
#include "translator/toolbox/launch.h"

namespace trestle::embed {

namespace fs = std::filesystem;

bool is_xml(const fs::path& path) {
  if (path.extension() == ".xml") return true;
  std::string begin(256, '\0');
  std::ifstream in(path, std::ios::binary);
  in.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  return sany::is_sany_xml(std::string_view(begin).substr(0, static_cast<size_t>(in.gcount())));
}

namespace {

bool is_launch(const fs::path& path) { return path.extension() == ".launch"; }

// Spec.toolbox/Spec___Model.launch lies beside Spec.tla; one that was taken out of its folder, as Spec___Model.launch.
fs::path spec_of_launch(const fs::path& launch) {
  const fs::path folder = launch.parent_path();
  const fs::path named = fs::absolute(launch).lexically_normal().parent_path();  // the folder may be written as . or not at all
  if (folder.extension() == ".toolbox") return folder.parent_path() / folder.stem();
  if (named.extension() == ".toolbox") return folder / ".." / named.stem();
  const std::string name = launch.stem().string();
  return folder / name.substr(0, name.find("___"));
}

}  // namespace

fs::path spec_path(const SpecOptions& options) {
  fs::path path = is_launch(options.spec) ? spec_of_launch(options.spec) : fs::path(options.spec);
  if (path.extension() != ".tla" && !is_xml(path)) path += ".tla";
  return path;
}

fs::path config_path(const SpecOptions& options) {
  if (!options.config.empty()) return options.config;
  if (is_launch(options.spec)) return options.spec;
  return spec_path(options).replace_extension(".cfg");
}

namespace {

// An invariant, or what a property says of the initial state, that is FALSE whatever the state is a mistake in the .cfg,
// as for TLC. Not so an invariant that is []FALSE as a property.
void check_constant_formulas(const Loaded& loaded, Diagnostics& diagnostics) {
  runtime::Context context;
  const auto& predicates = loaded.spec->predicates;
  const auto& entries = loaded.config->entries;
  for (size_t i = 0; i < predicates.size(); ++i) {
    const core::Predicate& predicate = predicates[i];
    const core::Expr& formula = *predicate.root.expr;
    if (formula.level != core::Level::Constant || formula.impure) continue;  // it may print
    const bool invariant =
        predicate.kind == runtime::PredicateKind::Invariant &&
        std::any_of(entries.begin(), entries.end(), [&](const ast::ConfigEntry& entry) {
          return entry.kind == ast::ConfigKind::Invariant && entry.name == predicate.name;
        });
    std::string what, hint;
    switch (predicate.kind) {
      case runtime::PredicateKind::Invariant:
        if (!invariant) continue;
        what = "invariant ", hint = "an invariant says something of every state";
        break;
      case runtime::PredicateKind::ImpliedInit: what = "property ", hint = "a property says something of behaviors"; break;
      case runtime::PredicateKind::Constraint: what = "constraint ", hint = "it excludes all states"; break;
      case runtime::PredicateKind::ActionConstraint: what = "action constraint ", hint = "it excludes all steps"; break;
      default: continue;
    }
    if (loaded.model->holds(context, i, nullptr)) continue;
    diagnostics.error(DiagnosticKind::ConfigConflict, formula.span,
                      "the " + what + predicate.name + " is FALSE, and depends on no variable", hint);
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
  auto specification = sany::read(source, diagnostics, {}, folders.get());
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
  if (is_launch(config_path(options))) {
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
    if (loaded->spec->init == std::nullopt && !loaded->spec->variables.empty()) {
      diagnostics.error(DiagnosticKind::ConfigMissing, {source.get(), 0, 0},
                        "there is neither SPECIFICATION nor INIT and NEXT: nothing says what the variables may be");
      return nullptr;
    }
    loaded->model = evaluator::make_model(loaded->spec);
    check_constant_formulas(*loaded, diagnostics);
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

std::function<bool(std::string_view)> model_values_of(const Loaded& loaded) {
  return [&loaded](std::string_view name) {
    return std::any_of(loaded.spec->model_values.begin(), loaded.spec->model_values.end(),
                       [&](runtime::Value value) { return runtime::atom_text(value.atom_id()) == name; });
  };
}

}  // namespace trestle::embed
