// What the .cfg says: values and replacements of constants, and the names of what to check.
#include <fmt/format.h>

#include "translator/core/lowering.h"
#include "translator/core/pluscal.h"
#include "translator/diagnostics/nearest.h"
#include "translator/runtime/atoms.h"

namespace trestle::core {

Value Lowering::config_value(const ast::ConfigValue& value) {
  using K = ast::ConfigValue::Kind;
  switch (value.kind) {
    case K::Number: {
      bool negative = !value.text.empty() && value.text[0] == '-';
      int64_t n = 0;
      for (size_t i = negative; i < value.text.size(); ++i)
        if (__builtin_mul_overflow(n, 10, &n) || __builtin_add_overflow(n, value.text[i] - '0', &n) || !Value::fits(n)) {
          diagnostics_.error(DiagnosticKind::Unsupported, value.span, "the number is too large");
          return Value::integer(0);
        }
      return Value::integer(negative ? -n : n);
    }
    case K::String: return runtime::string_value(value.text);
    case K::Boolean: return Value::boolean(value.text == "TRUE");
    case K::ModelValue: {
      Value v = runtime::model_value(value.text);
      for (Value known : spec_->model_values)
        if (same(known, v)) return v;
      spec_->model_values.push_back(v);
      return v;
    }
    case K::Set: {
      std::vector<Value> elements;
      for (const auto& e : value.elements) elements.push_back(config_value(e));
      runtime::Context context;
      try {
        return runtime::keep(runtime::make_set(context, elements));
      } catch (const runtime::EvalError& e) {
        diagnostics_.error(DiagnosticKind::ConfigConflict, value.span, e.what());
        return Value::boolean(false);
      }
    }
  }
  return {};
}

namespace {

// What TLC keeps as a value, whatever it is given for: it may stand for an operator with parameters.
bool is_value(const Symbol& symbol) {
  return symbol.arity == 0 &&
         (symbol.kind == SymbolKind::Builtin || symbol.kind == SymbolKind::Constant || !symbol.native.empty());
}

}  // namespace

void Lowering::apply_constants() {
  std::map<std::string, const ast::ConfigEntry*> replaced_here;  // first
  for (const auto& entry : config_.entries) {
    if (entry.kind == ast::ConfigKind::Constant && !entry.replacement.empty() && entry.replacement_module.empty())
      replaced_here.try_emplace(entry.name, &entry);
  }
  for (const auto& entry : config_.entries) {
    if (entry.kind != ast::ConfigKind::Constant) continue;
    if (!entry.arguments.empty()) {
      add_point(entry);
      continue;
    }
    if (!entry.replacement_module.empty()) {
      // Only in that module: CONSTANT Op <- [M]Other, or c = [M]v
      const Symbol* replacement = entry.value.empty() ? module_->find(entry.replacement) : nullptr;
      if (!replacement && entry.value.empty()) {
        diagnostics_.error(DiagnosticKind::ConfigUnknownName, entry.replacement_span,
                           fmt::format("{} has no definition {}", module_->name, entry.replacement));
        continue;
      }
      const Module* target = nullptr;
      std::set<const Module*> seen;
      auto visit = [&](auto&& self, const Module& m) -> void {
        if (!seen.insert(&m).second) return;
        if (m.name == entry.replacement_module) target = &m;
        for (const auto& e : m.extends) self(self, *e);
        for (const auto& i : m.instances) self(self, *i);
        for (const auto& s : m.submodules) self(self, *s);
        for (const auto& i : m.owned_instances) self(self, *i.module);
      };
      visit(visit, *module_);
      // Only definitions are replaced there, as in TLC, which says nothing of values for anything else.
      const Symbol* replaced = target ? target->find(entry.name) : nullptr;
      if (!replaced || replaced->kind == SymbolKind::Constant) {
        const std::string message = target ? fmt::format("module {} has no definition {}", target->name, entry.name)
                                           : fmt::format("no module {} is used here", entry.replacement_module);
        if (replacement) {
          diagnostics_.error(DiagnosticKind::ConfigUnknownName, entry.name_span, message);
        } else {
          diagnostics_.warning(DiagnosticKind::ConfigUnknownName, entry.name_span, message);
          config_value(entry.value[0]);
        }
        continue;
      }
      if (replacement)
        overrides_[replaced] = {Override::Is::Operator, {}, replacement, entry.span, true};
      else
        overrides_[replaced] = {Override::Is::Value, config_value(entry.value[0]), nullptr, entry.span, true};
      continue;
    }
    const Symbol* symbol = module_->find(entry.name);
    if (!symbol) {  // TLC says nothing of values
      const std::string message = fmt::format("{} has no constant or definition {}", module_->name, entry.name);
      if (entry.value.empty()) {
        diagnostics_.error(DiagnosticKind::ConfigUnknownName, entry.name_span, message, similar(entry.name));
      } else {
        diagnostics_.warning(DiagnosticKind::ConfigUnknownName, entry.name_span, message, similar(entry.name));
        config_value(entry.value[0]);
      }
      continue;
    }
    if (symbol->kind == SymbolKind::Imported) symbol = symbol->target;
    if (overrides_.count(symbol))
      diagnostics_.warning(DiagnosticKind::ConfigConflict, entry.name_span,
                           fmt::format("{} is given twice: the last one counts, as in TLC", entry.name));
    if (!entry.value.empty() && symbol->kind == SymbolKind::Variable) {
      diagnostics_.warning(DiagnosticKind::ConfigConflict, entry.name_span,
                           fmt::format("{} is a variable: the value is passed over, as in TLC", entry.name));
      config_value(entry.value[0]);
      continue;
    }
    if (!entry.value.empty()) {
      overrides_[symbol] = {Override::Is::Value, config_value(entry.value[0]), nullptr, entry.span};
      continue;
    }
    const Symbol* replacement = module_->find(entry.replacement);
    if (!replacement) replacement = modules::builtin_symbol(entry.replacement);
    const auto refuse = [&](DiagnosticKind kind, Span span, std::string message, std::string hint = {}) {
      diagnostics_.error(kind, span, std::move(message), std::move(hint));
      overrides_[symbol] = {Override::Is::Value, Value::boolean(false), nullptr, entry.span};  // reported once
    };
    const bool is_variable = symbol->kind == SymbolKind::Variable;
    if (!replacement) {
      refuse(DiagnosticKind::ConfigUnknownName, entry.replacement_span,
             fmt::format("{} has no definition {}", module_->name, entry.replacement), similar(entry.replacement));
    } else if (const auto it = replaced_here.find(entry.replacement); it != replaced_here.end()) {
      refuse(DiagnosticKind::ConfigConflict, entry.replacement_span,
             fmt::format("{} is itself replaced, at {}", entry.replacement, to_string(it->second->span)),
             "what stands on the right of <- cannot stand on the left of one");
    } else if (is_variable || replacement->kind == SymbolKind::Variable) {
      refuse(DiagnosticKind::ConfigConflict, is_variable ? entry.name_span : entry.replacement_span,
             fmt::format("{} is a variable: it cannot {}", is_variable ? entry.name : entry.replacement,
                         is_variable ? "be replaced" : "stand for something else"));
    } else if (replacement->arity != symbol->arity && !is_value(*replacement)) {
      refuse(DiagnosticKind::ConfigConflict, entry.span,
             fmt::format("{} has {} parameters, its replacement {} has {}", entry.name, symbol->arity, entry.replacement,
                         replacement->arity));
    } else {
      overrides_[symbol] = {Override::Is::Operator, {}, replacement, entry.span};
    }
  }
}

// F(a, b) = v, one point of a constant operator: kept as a function.
void Lowering::add_point(const ast::ConfigEntry& entry) {
  const Symbol* symbol = module_->find(entry.name);
  if (!symbol || symbol->arity != entry.arguments.size()) {
    diagnostics_.error(symbol ? DiagnosticKind::ConfigConflict : DiagnosticKind::ConfigUnknownName, entry.name_span,
                       symbol ? fmt::format("{} has {} parameters, {} given", entry.name, symbol->arity, entry.arguments.size())
                              : fmt::format("{} has no constant or definition {}", module_->name, entry.name));
    return;
  }
  std::vector<Value> point;
  for (const auto& a : entry.arguments) point.push_back(config_value(a));
  runtime::Context context;
  auto call = [&](Op op, Value a, Value b) {
    Value args[] = {a, b};
    return runtime::info(op).call(context, args, 2);
  };
  try {
    Value argument = point.size() == 1 ? point[0] : runtime::make_tuple(context, point);
    Value function = call(Op::Pair, argument, config_value(entry.value.at(0)));
    auto [it, added] = overrides_.try_emplace(symbol, Override{Override::Is::Points, {}, nullptr, entry.span});
    if (!added) function = call(Op::Override, it->second.value, function);
    it->second.value = runtime::keep(function);
  } catch (const runtime::EvalError& e) {
    diagnostics_.error(DiagnosticKind::ConfigConflict, entry.span, e.what());
  }
}

void Lowering::check_constants() {
  for (const Symbol* c : module_->constants)
    if (!overrides_.count(c) && !declared_before_.contains(c))
      diagnostics_.error(DiagnosticKind::ConfigMissing, c->span, fmt::format("the constant {} has no value", c->name),
                         fmt::format("add CONSTANT {} {} to {}", c->name, c->arity ? "<- SomeOperator" : "= ...",
                                     config_.source ? config_.source->name() : "the .cfg"));
}

// A constant may only stand for what is constant.
void Lowering::check_replacements() {
  for (const auto& entry : config_.entries) {
    if (entry.kind != ast::ConfigKind::Constant || entry.replacement.empty() || !entry.replacement_module.empty()) continue;
    const Symbol* symbol = module_->find(entry.name);
    if (!symbol || symbol->kind != SymbolKind::Constant || symbol->arity) continue;
    Frame& frame = frames_.emplace_back();
    Place place = top();
    place.frame = &frame;
    if (!reads_variables(*this->symbol(overrides_.at(symbol).symbol, {}, entry.replacement_span, place))) continue;
    diagnostics_.error(DiagnosticKind::ConfigConflict, entry.replacement_span,
                       fmt::format("{} depends on the state, the constant {} must not", entry.replacement, entry.name));
  }
}

// I!Op stays what it was when Op is replaced, unless it was replaced there: `<- [M]Op`. But where a definition of the
// instantiated module just says Op, that is the replaced one.
const Lowering::Override* Lowering::override_of(const Symbol* symbol, const Environment* environment,
                                                bool qualified) const {
  auto it = overrides_.find(symbol);
  if (it == overrides_.end()) return nullptr;
  bool through_instance = qualified && environment && symbol->kind == SymbolKind::Operator && !closed(symbol);
  return through_instance && !it->second.everywhere ? nullptr : &it->second;
}

std::string Lowering::similar(const std::string& name) const {
  std::vector<std::string_view> names;
  for (const auto& [known, visible] : module_->scope)
    if (!visible.symbol->home || !visible.symbol->home->standard) names.push_back(known);
  return did_you_mean(name, names);
}

const Symbol* Lowering::configured(const ast::ConfigEntry& entry) {
  const Symbol* symbol = module_->find(entry.name);
  if (!symbol) {
    const std::string_view written = entry.name_span.text();
    std::string hint = module_->syntax ? untranslated(*module_->syntax->source) : std::string();
    if (hint.empty()) hint = similar(entry.name);
    if (written.find_first_of("/\\=<>+~&|") != written.npos) hint = "a statement names definitions of the module: a formula is defined there";
    diagnostics_.error(DiagnosticKind::ConfigUnknownName, entry.name_span,
                       fmt::format("{} has no definition {}", module_->name, written), std::move(hint));
    return nullptr;
  }
  if (symbol->arity > 0) {
    diagnostics_.error(DiagnosticKind::ConfigConflict, entry.name_span,
                       fmt::format("{} takes {} arguments; a definition without parameters is needed here", entry.name, symbol->arity));
    return nullptr;
  }
  return symbol;
}

}  // namespace trestle::core
