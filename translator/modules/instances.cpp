#include <fmt/format.h>

#include "translator/modules/resolver.h"

namespace trestle::modules {
namespace {

const Module* find_submodule(const Module& module, const std::string& name) {
  for (const auto& m : module.submodules)
    if (m->name == name) return m.get();
  for (const auto& e : module.extends)
    if (const Module* m = find_submodule(*e, name)) return m;
  return nullptr;
}

// Nothing in it depends on a parameter, so that an INSTANCE of it is the module itself.
bool closed(const Module& module) { return module.constants.empty() && module.variables.empty(); }

}  // namespace

std::shared_ptr<const Module> Resolver::nested(const std::string& name) const {
  for (const Resolver* r = this; r; r = r->outer_)
    if (const Module* module = find_submodule(r->module_, name))
      return std::shared_ptr<const Module>(std::shared_ptr<const Module>(), module);  // owned by the module around it
  return nullptr;
}

std::shared_ptr<const Module> Resolver::instantiated(const ast::Unit& unit) {
  if (auto module = nested(unit.module_name)) return module;
  auto module = session_.load(unit.module_name, unit.module_span, module_.standard);
  if (module) module_.instances.push_back(module);
  return module;
}

void Resolver::instance(const ast::Unit& unit, bool in_let) {
  auto module = instantiated(unit);
  if (!module) return;
  Instance& instance = module_.owned_instances.emplace_back();
  instance.unit = &unit;
  instance.module = module.get();
  instance.home = &module_;
  size_t before = mark();
  if (!unit.parameters.empty()) instance.parameters = bind_parameters(&unit, unit.parameters);
  substitute(instance, unit);
  release(before);

  if (unit.name.empty()) return import(instance, unit.local, in_let);
  check_new(unit.name, unit.name_span);
  Symbol& s = make(SymbolKind::Instance, unit.name, unit.name_span, unit.parameters.size());
  s.unit = &unit;
  s.instance = &instance;
  s.local = unit.local;
  s.in_let = in_let;
  s.parameters = instance.parameters;
  module_.defined[&unit] = &s;
  if (in_let)
    declare_local(s);
  else
    declare_module_level(s, unit.local);
}

void Resolver::substitute(Instance& instance, const ast::Unit& unit) {
  std::vector<const Symbol*> formals = instance.module->constants;
  formals.insert(formals.end(), instance.module->variables.begin(), instance.module->variables.end());
  for (const auto& s : unit.substitutions) {
    const Symbol* formal = nullptr;
    for (const Symbol* f : formals)
      if (f->name == s.name) formal = f;
    if (!formal) {
      session_.diagnostics.error(DiagnosticKind::BadSubstitution, s.span,
                                 fmt::format("module {} has no constant or variable {}", instance.module->name, s.name));
      if (s.value && s.value->kind != ast::ExprKind::Name) expression(*s.value);
      continue;
    }
    for (const auto& entry : instance.substitution)
      if (entry.formal == formal)
        session_.diagnostics.error(DiagnosticKind::BadSubstitution, s.span, fmt::format("{} is substituted twice", s.name));
    argument(*s.value, formal->arity);
    instance.substitution.push_back({formal, s.value, nullptr});
  }
  for (const Symbol* formal : formals) {
    bool given = false;
    for (const auto& entry : instance.substitution) given |= entry.formal == formal;
    if (given) continue;
    const Symbol* same = find(formal->name);
    if (same == formal) continue;
    if (!same || same->kind == SymbolKind::Builtin) {
      session_.diagnostics.error(DiagnosticKind::BadSubstitution, unit.span,
                                 fmt::format("nothing is given for {} of module {}", formal->name, instance.module->name),
                                 fmt::format("write WITH {} <- ..., or declare {} here", formal->name, formal->name));
      continue;
    }
    const Symbol* seen = original(same);
    if (seen->arity != formal->arity) {
      session_.diagnostics.error(DiagnosticKind::WrongArity, unit.span,
                                 fmt::format("{} has {} parameters here and {} in module {}", formal->name, seen->arity,
                                             formal->arity, instance.module->name));
      continue;
    }
    instance.substitution.push_back({formal, nullptr, same});
  }
}

void Resolver::import(const Instance& instance, bool local, bool in_let) {
  for (const auto& [name, visible] : instance.module->scope) {
    const Symbol* symbol = visible.symbol;
    if (visible.local || symbol->kind == SymbolKind::Constant || symbol->kind == SymbolKind::Variable) continue;
    const Symbol* imported = symbol;
    if (!instance.substitution.empty() && !(symbol->home && closed(*symbol->home))) {
      Symbol& s = make(SymbolKind::Imported, name, symbol->span, symbol->arity);
      s.target = symbol;
      s.instance = &instance;
      s.parameters = symbol->parameters;
      imported = &s;
    }
    const Symbol* existing = find(name);
    if (existing && existing->kind != SymbolKind::Builtin) {
      // One definition under two substitutions is two.
      if (existing == imported) continue;
      const bool as_warning = alike(*original(existing), *original(symbol)) && existing->arity == symbol->arity;
      report_duplicate(as_warning, instance.unit->span,
                       fmt::format("{} of module {} is already {} here", name, instance.module->name,
                                   trestle::modules::name(existing->kind)),
                       (as_warning ? "that one counts" : "it is another thing") +
                           (existing->span ? ", defined at " + to_string(existing->span) : std::string{}));
      continue;
    }
    if (in_let)
      declare_local(*imported);
    else
      declare_module_level(*imported, local);
  }
}

}  // namespace trestle::modules
