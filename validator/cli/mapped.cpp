#include "validator/cli/mapped.h"

#include <algorithm>

#include "translator/evaluator/evaluator.h"
#include "translator/evaluator/explain.h"
#include "translator/modules/loader.h"
#include "translator/runtime/atoms.h"
#include "validator/cli/terminal.h"
#include "validator/mapping/lower_rules.h"

namespace trestle::cli {

std::unique_ptr<LoadedMapping> load_mapping(const std::string& path, const Loaded& loaded, Diagnostics& diagnostics) {
  std::string error;
  const auto source = modules::read_source(path, error);
  if (source == nullptr) {
    diagnostics.error(DiagnosticKind::MappingError, {}, "no mapping in " + path + ": " + error);
    return nullptr;
  }
  auto file = mapping::parse_observe_file(source, diagnostics);
  if (!file) return nullptr;
  if (!file->spec.empty() && file->spec != loaded.model->signature().module) {
    diagnostics.error(DiagnosticKind::MappingError, {},
                      path + " is for module " + file->spec + ", not " + loaded.model->signature().module);
    return nullptr;
  }
  const auto rules = mapping::lower_rules(*file, loaded.module, *loaded.config, diagnostics);
  if (rules == nullptr || diagnostics.has_errors()) return nullptr;
  auto result = std::make_unique<LoadedMapping>();
  result->file = std::move(*file);
  result->members = mapping::members_read(*rules);
  result->rules = evaluator::make_model(rules);
  result->model = std::make_unique<mapping::ObservedModel>(*loaded.model, *result->rules, result->file);
  return result;
}

std::unique_ptr<LoadedMapping> load_mapping_or_explain(const std::string& path, const Loaded& loaded,
                                                       const SpecOptions& options, const RunOptions& run,
                                                       int& exit_code) {
  Diagnostics diagnostics;
  auto mapped = load_mapping(path, loaded, diagnostics);
  exit_code = report(diagnostics);
  if (mapped == nullptr && run.json)
    write_out(report::error_json("error", exit_code, render(diagnostics, false), run_of(options, run)) + "\n");
  return mapped;
}

std::function<bool(std::string_view)> model_values_of(const Loaded& loaded) {
  return [&loaded](std::string_view name) {
    return std::any_of(loaded.spec->model_values.begin(), loaded.spec->model_values.end(),
                       [&](runtime::Value value) { return runtime::atom_text(value.atom_id()) == name; });
  };
}

explain::Refuse refuse_function(const Loaded& loaded, const LoadedMapping* file) {
  return [&loaded, file](runtime::Context& context, const runtime::Word* state, runtime::ActionId action,
                         runtime::Arguments arguments) {
    if (file == nullptr) return evaluator::refusal(*loaded.model, context, state, action, arguments);
    const mapping::ObservedModel::Owner owner = file->model->owner(context, action);
    return evaluator::refusal(owner.model, owner.context, state, owner.action, arguments);
  };
}

}  // namespace trestle::cli
