// Formulas followed to what they say: through definitions, whose parameters stand for the text of their arguments,
// LETs, labels and overrides. For formulas that are taken apart rather than evaluated: SPECIFICATION, PROPERTY,
// UNCHANGED.
#include "translator/core/lowering.h"

namespace trestle::core {

using ast::ExprKind;

namespace {

constexpr int kMostSteps = 200;  // a definition that unfolds to itself has no end

// The same place in the text, for what is lowered at `now`.
Place moved(Place to, const Place& now) {
  to.frame = now.frame;
  to.primed = now.primed;
  to.prime_allowed = now.prime_allowed;
  return to;
}

}  // namespace

bool Lowering::unfold(const ast::Expr*& formula, Place& place, std::string* name) {
  int steps = 0;
  while (steps < kMostSteps && unfold_once(formula, place, name)) ++steps;
  return steps > 0;
}

bool Lowering::unfold_once(const ast::Expr*& formula, Place& place, std::string* name) {
  const bool single = formula->kind == ExprKind::Junction && formula->args.size() == 1;
  if (formula->kind == ExprKind::Label || single) {
    formula = formula->args[0];
    return true;
  }
  if (formula->kind == ExprKind::Let) return open_let(formula, place);
  if (formula->kind != ExprKind::Name && formula->kind != ExprKind::Subexpression) return false;
  auto it = place.module->references.find(formula);
  if (it == place.module->references.end()) return false;

  const Symbol* s = it->second.symbol;
  // Of a part of a definition (modules/subexpressions.cpp), what is written along the path.
  const std::vector<const ast::Expr*>& given_here = it->second.arguments.empty() ? formula->args : it->second.arguments;
  Place inside = place;
  for (size_t i = 0; i < it->second.instances.size(); ++i) {
    std::vector<Argument> arguments;
    for (const ast::Expr* a : formula->qualifiers[i].args) arguments.push_back({a, place, nullptr});
    inside = enter_instance(it->second.instances[i], arguments, inside);
  }
  const Scope* local = it->second.instances.empty() ? find(s, place) : nullptr;
  if (local) {
    const ast::Expr* text = local->is == Scope::Is::Alias  ? local->alias.syntax
                            : local->is == Scope::Is::Slot ? local->body
                                                           : nullptr;
    const Place there = moved(local->is == Scope::Is::Alias ? local->alias.place : local->place, place);
    if (text && given_here.empty()) {
      formula = text;
      place = there;
      return true;
    }
    inside = there;
    if (local->is == Scope::Is::Alias) {  // an operator given as an argument
      if (!text || text->kind != ExprKind::Name) return false;
      const auto& given = there.module->references.at(text);
      if (!given.instances.empty()) return false;
      s = given.symbol;
    } else if (local->is != Scope::Is::Operator) {
      return false;
    }
  }
  const bool qualified = !it->second.instances.empty() || s->kind == SymbolKind::Imported;
  while (s->kind == SymbolKind::Imported) {
    inside.environment = environment(s->instance, inside.environment, nullptr);
    inside.module = s->instance->module;
    s = s->target;
  }
  if (const Override* o = override_of(s, inside.environment, qualified)) {
    if (o->is != Override::Is::Operator || o->symbol == s) return false;
    s = o->symbol;
    inside.environment = nullptr;
  }
  const bool statement = s->kind == SymbolKind::Statement;
  if ((s->kind != SymbolKind::Operator && !statement) || (s->in_let && !local) || s->recursive || !s->native.empty() ||
      !s->unit || (s->unit->kind != ast::UnitKind::Operator && !statement) || s->unit->body == nullptr ||
      s->parameters.size() != given_here.size())
    return false;
  if (!s->in_let) {
    inside.module = s->home;
    if (closed(s)) inside.environment = nullptr;
  }
  for (size_t i = 0; i < s->parameters.size(); ++i) {
    Scope parameter{.is = Scope::Is::Alias, .outer = inside.scope, .symbol = s->parameters[i]};
    parameter.alias = {given_here[i], place, nullptr};
    inside.scope = push(parameter);
  }
  formula = s->unit->body;
  place = inside;
  if (name) *name = s->name;
  return true;
}

// What a LET defines without parameters stands for its text.
bool Lowering::open_let(const ast::Expr*& formula, Place& place) {
  Place inside = place;
  for (const ast::Unit* unit : formula->units) {
    if (unit->kind == ast::UnitKind::Function || unit->kind == ast::UnitKind::Recursive) return false;
    if (unit->kind == ast::UnitKind::Instance || !unit->parameters.empty()) {
      define_lets({unit}, inside);
      continue;
    }
    Scope definition{.is = Scope::Is::Alias, .outer = inside.scope, .symbol = place.module->defined.at(unit)};
    definition.alias = {unit->body, inside, nullptr};
    inside.scope = push(definition);
  }
  formula = formula->args[0];
  place = inside;
  return true;
}

}  // namespace trestle::core
