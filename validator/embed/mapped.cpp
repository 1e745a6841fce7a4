#include "validator/embed/mapped.h"

#include <algorithm>

#include "translator/evaluator/evaluator.h"
#include "translator/evaluator/explain.h"
#include "translator/modules/loader.h"
#include "validator/embed/selection.h"
#include "validator/mapping/lower_rules.h"

namespace trestle::embed {

std::unique_ptr<LoadedMapping> load_mapping(const std::string& path, const Loaded& loaded, Diagnostics& diagnostics) {
  std::string error;
  const auto source = modules::read_source(path, error);
  if (source == nullptr) {
    diagnostics.error(DiagnosticKind::MappingError, {}, "no mapping in " + path + ": " + error);
    return nullptr;
  }
  auto file = mapping::parse_observe_file(source, diagnostics);
  if (!file) return nullptr;
  mapping::check_names(*file, loaded.model->signature(), diagnostics);
  if (diagnostics.has_errors()) return nullptr;
  const auto rules = mapping::lower_rules(*file, loaded.module, *loaded.config, diagnostics);
  if (rules == nullptr || diagnostics.has_errors()) return nullptr;
  auto result = std::make_unique<LoadedMapping>();
  result->file = std::move(*file);
  result->use = mapping::EventUse(*rules, source->name());
  result->members = result->use.members();
  for (const mapping::Rule& rule : result->file.rules) {
    const auto known = [&](const std::string& member) { return member == rule.key.front(); };
    if (!rule.key.empty() && std::none_of(result->members.begin(), result->members.end(), known))
      result->members.push_back(rule.key.front());
  }
  result->rules = rules;
  result->model = observed(*result, *loaded.model);
  return result;
}

mapping::MakeRules maker_of(std::shared_ptr<const core::Spec> rules) {
  return [rules = std::move(rules)](const runtime::Layout& layout) { return evaluator::make_model(rules, layout); };
}

std::unique_ptr<mapping::ObservedModel> observed(const LoadedMapping& mapping, const runtime::Model& model) {
  return std::make_unique<mapping::ObservedModel>(model, maker_of(mapping.rules), mapping.file);
}

const runtime::Model& model_of(const Loaded& loaded, const LoadedMapping* file) {
  return file != nullptr ? static_cast<const runtime::Model&>(*file->model) : *loaded.model;
}

LogReading reading_of(const Loaded& loaded, const LoadedMapping* file) {
  LogReading reading;
  reading.options.is_model_value = model_values_of(loaded);
  if (file == nullptr) return reading;
  reading.order = file->file.order.value_or(reading.order);
  reading.options.format = file->file.format;
  reading.options.members = file->members;
  reading.options.all_members = file->use.whole();
  reading.options.places = file->file.places;
  if (file->file.select) reading.options.selects = selection(*file, reading.options.is_model_value);
  if (reading.order == trace::Order::Auto && file->file.places.find("causes") != nullptr) reading.order = trace::Order::Causes;
  if (!file->file.order_member.empty()) order_by(reading, file->file.order_member);
  reading.options.skew = file->file.skew;
  reading.sources = file->file.sources;
  return reading;
}

void order_by(LogReading& reading, const std::string& member) {
  reading.options.order_member = member;
  if (reading.order == trace::Order::Auto) reading.order = trace::Order::Sequence;
}

namespace {

// Whether the spec has a string that is also a model value's name.
bool has_strings_like_model_values(const Loaded& loaded) {
  const std::vector<runtime::Value>& names = loaded.spec->model_values;
  const std::function<bool(runtime::Value)> has = [&](runtime::Value value) {
    if (value.kind() == runtime::Kind::String)
      return std::any_of(names.begin(), names.end(), [&](runtime::Value name) { return name.atom_id() == value.atom_id(); });
    if (!value.is_object() || value.kind() == runtime::Kind::BigInteger) return false;
    const auto items = value->span();
    return std::any_of(items.begin(), items.end(), has);
  };
  return !names.empty() && std::any_of(loaded.spec->exprs.begin(), loaded.spec->exprs.end(), [&](const core::Expr& e) {
    return e.kind == core::Kind::Constant && has(e.value);
  });
}

}  // namespace

mapping::ByNameOptions by_name(const Loaded& loaded) {
  mapping::ByNameOptions options;
  options.is_model_value = model_values_of(loaded);
  options.strings_too = has_strings_like_model_values(loaded);
  return options;
}

std::unique_ptr<explore::Mapping> make_mapping(const Loaded& loaded, const LoadedMapping* file,
                                               mapping::ByNameOptions options) {
  if (file == nullptr) return std::make_unique<mapping::ByName>(loaded.model->signature(), std::move(options));
  options.hidden.insert(options.hidden.end(), file->file.hidden.begin(), file->file.hidden.end());
  return std::make_unique<mapping::ByFile>(*file->model, file->file, file->use, std::move(options));
}

uint32_t most_hidden(const LoadedMapping* file) { return file != nullptr ? file->file.max_hidden.value_or(1) : 1; }

explain::Refuse refuse_function(const Loaded& loaded, const LoadedMapping* file) {
  return [&loaded, file](runtime::Context& context, const runtime::Word* state, runtime::ActionId action,
                         runtime::Arguments arguments) {
    if (file == nullptr) return evaluator::refusal(*loaded.model, context, state, action, arguments);
    const mapping::ObservedModel::Owner owner = file->model->owner(context, action);
    return evaluator::refusal(owner.model, owner.context, state, owner.action, arguments);
  };
}

}  // namespace trestle::embed
