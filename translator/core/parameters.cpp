// Which parameters of an operator must stand for the text of their argument rather than for its value.
#include "translator/core/lowering.h"

namespace trestle::core {

using ast::ExprKind;
using modules::Builtin;

namespace {

template <typename F>
void for_each_part(const ast::Expr& expr, const F& visit) {
  for (const ast::Expr* a : expr.args) visit(*a);
  for (const auto& q : expr.qualifiers)
    for (const ast::Expr* a : q.args) visit(*a);
  for (const auto& b : expr.binders)
    if (b.set) visit(*b.set);
  for (const auto& u : expr.updates) {
    for (const auto& selector : u.path)
      for (const ast::Expr* index : selector.indices) visit(*index);
    visit(*u.value);
  }
  for (const ast::Unit* unit : expr.units) {
    if (unit->body) visit(*unit->body);
    for (const auto& b : unit->binders)
      if (b.set) visit(*b.set);
    for (const auto& s : unit->substitutions) visit(*s.value);
  }
}

const Symbol* plain_reference(const ast::Expr& expr, const Module& module) {
  if (expr.kind != ExprKind::Name || !expr.qualifiers.empty()) return nullptr;
  auto it = module.references.find(&expr);
  return it == module.references.end() ? nullptr : it->second.symbol;
}

bool is_builtin(const Symbol* s, Builtin b) { return s && s->kind == SymbolKind::Builtin && s->builtin == b; }

}  // namespace

void Lowering::collect_uses(const ast::Expr& expr, const Module& module, bool primed, ParameterUse& use) {
  const Symbol* symbol = plain_reference(expr, module);
  auto operand = [&](size_t i) { return expr.args.size() > i ? plain_reference(*expr.args[i], module) : nullptr; };
  bool below = primed;
  if (symbol) {
    if (symbol->kind == SymbolKind::Parameter && primed) use.primed.insert(symbol);
    if (symbol->in_let && symbol->unit && symbol->unit->body && primed && expr.args.empty() &&
        symbol->unit->body != &expr)
      collect_uses(*symbol->unit->body, module, true, use);
    if (is_builtin(symbol, Builtin::Prime) || is_builtin(symbol, Builtin::Unchanged) || is_builtin(symbol, Builtin::Enabled))
      below = true;
    if (is_builtin(symbol, Builtin::Equal) || is_builtin(symbol, Builtin::In) || is_builtin(symbol, Builtin::SubsetEq))
      if (const Symbol* left = operand(0); left && left->kind == SymbolKind::Parameter) use.assigned.insert(left);
    if (symbol->kind == SymbolKind::Operator && !expr.args.empty() && symbol->native.empty() && symbol->unit) {
      const ParameterUse& inner = uses(symbol);
      for (size_t i = 0; i < expr.args.size() && i < symbol->parameters.size(); ++i) {
        if (inner.primed.count(symbol->parameters[i])) collect_uses(*expr.args[i], module, true, use);
        if (inner.assigned.count(symbol->parameters[i]))
          if (const Symbol* s = operand(i); s && s->kind == SymbolKind::Parameter) use.assigned.insert(s);
      }
    }
  }
  if (expr.kind == ExprKind::ActionBox || expr.kind == ExprKind::ActionAngle) {
    collect_uses(*expr.args[0], module, primed, use);
    return collect_uses(*expr.args[1], module, true, use);
  }
  if (expr.kind == ExprKind::Fairness) {
    collect_uses(*expr.args[0], module, true, use);
    return collect_uses(*expr.args[1], module, primed, use);
  }
  for_each_part(expr, [&](const ast::Expr& part) { collect_uses(part, module, below, use); });
  // A parameter given to an INSTANCE may be primed in there.
  for (const ast::Unit* unit : expr.units)
    for (const auto& s : unit->substitutions) collect_uses(*s.value, module, true, use);
}

const Lowering::ParameterUse& Lowering::uses(const Symbol* symbol) {
  auto [it, added] = parameter_uses_.try_emplace(symbol);
  if (!added || !symbol->unit || !symbol->unit->body) return it->second;
  ParameterUse use;
  collect_uses(*symbol->unit->body, *symbol->home, false, use);
  return parameter_uses_[symbol] = std::move(use);
}

// Is the argument an operator, ENABLED or ' say, that means more than a function of its arguments' values?
bool Lowering::needs_text(const ast::Expr& operator_name, const Module& module) {
  const Symbol* s = plain_reference(operator_name, module);
  if (!s) return false;
  if (s->kind == SymbolKind::Operator) return !s->recursive && !(uses(s).primed.empty() && uses(s).assigned.empty());
  for (Builtin b : {Builtin::Prime, Builtin::Enabled, Builtin::Unchanged, Builtin::Always, Builtin::Eventually, Builtin::LeadsTo})
    if (is_builtin(s, b)) return true;
  return false;
}

// Is the argument a variable to assign: x' in an action, x in Init, or a parameter that stands for one?
bool Lowering::names_target(const ast::Expr& expr, const Module& module, const Scope* scope, bool init) {
  const Symbol* s = plain_reference(expr, module);
  if (!s) return false;
  if (is_builtin(s, Builtin::Prime)) return !init && expr.args[0]->kind == ExprKind::Name;
  if (s->kind == SymbolKind::Variable) return init;
  for (const Scope* x = scope; x; x = x->outer)
    if (x->symbol == s && x->is == Scope::Is::Alias && x->alias.syntax)
      return names_target(*x->alias.syntax, *x->alias.place.module, x->alias.place.scope, init);
  return false;
}

bool Lowering::must_be_in_place(const Symbol* symbol, const std::vector<Argument>& arguments, const Place& place) {
  if (arguments.empty() || symbol->parameters.empty()) return false;
  for (size_t i = 0; i < arguments.size() && i < symbol->parameters.size(); ++i)
    if (symbol->parameters[i]->arity && arguments[i].syntax && needs_text(*arguments[i].syntax, *arguments[i].place.module))
      return true;
  const ParameterUse& use = uses(symbol);
  if (use.primed.empty() && use.assigned.empty()) return false;
  for (size_t i = 0; i < arguments.size() && i < symbol->parameters.size(); ++i) {
    const Symbol* p = symbol->parameters[i];
    if (!arguments[i].syntax) continue;
    if (use.primed.count(p)) return true;
    if (!use.assigned.count(p) || symbol->recursive) continue;  // the evaluator finds the variable behind an argument too
    bool init = place.primed && !place.prime_allowed;
    if (names_target(*arguments[i].syntax, *arguments[i].place.module, arguments[i].place.scope, init)) return true;
  }
  return false;
}

}  // namespace trestle::core
