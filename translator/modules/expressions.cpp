#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "translator/modules/resolver.h"

namespace trestle::modules {

using ast::Expr;
using ast::ExprKind;

void Resolver::expression(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::Name: return name_expression(expr, 0);
    case ExprKind::Let: return let(expr);
    case ExprKind::Quantified:
    case ExprKind::Choose:
    case ExprKind::SetFilter:
    case ExprKind::SetMap:
    case ExprKind::Function:
    case ExprKind::Lambda: return with_binders(expr);
    case ExprKind::Except:
      for (const Expr* a : expr.args) expression(*a);
      for (const auto& update : expr.updates) {
        for (const auto& selector : update.path)
          for (const Expr* index : selector.indices) expression(*index);
        ++excepts_;
        expression(*update.value);
        --excepts_;
      }
      return;
    case ExprKind::At:
      if (excepts_ == 0 && &expr != left_side_)
        session_.diagnostics.error(DiagnosticKind::SyntaxError, expr.span, "@ outside of an EXCEPT",
                                   "in [f EXCEPT ![x] = e] it stands for f[x]");
      return;
    case ExprKind::Index: return index(expr);
    case ExprKind::Label: return label(expr);
    case ExprKind::Subexpression: return subexpression(expr);
    case ExprKind::Record:
    case ExprKind::RecordSet:
      for (size_t i = 0; i < expr.fields.size(); ++i)
        if (std::find(expr.fields.begin(), expr.fields.begin() + i, expr.fields[i]) != expr.fields.begin() + i)
          session_.diagnostics.error(DiagnosticKind::DuplicateDefinition, expr.span,
                                     fmt::format("the field {} is given twice", expr.fields[i]));
      for (const Expr* a : expr.args) expression(*a);
      return;
    case ExprKind::Number: case ExprKind::Decimal: case ExprKind::String: case ExprKind::Junction:
    case ExprKind::If: case ExprKind::Case: case ExprKind::SetEnumerate: case ExprKind::Tuple: case ExprKind::Product:
    case ExprKind::FunctionSet:
    case ExprKind::Field: case ExprKind::ActionBox: case ExprKind::ActionAngle: case ExprKind::Fairness:
      for (const Expr* a : expr.args) expression(*a);
      return;
  }
}

// f[a, b] of a function defined with another number of arguments. A single one may be a tuple of them all.
void Resolver::index(const Expr& expr) {
  for (const Expr* a : expr.args) expression(*a);
  const auto it = module_.references.find(expr.args[0]);
  if (it == module_.references.end() || !expr.args[0]->args.empty()) return;
  const Symbol* f = it->second.symbol;
  if (f->kind != SymbolKind::Operator || !f->unit || f->unit->kind != ast::UnitKind::Function) return;
  size_t arguments = 0;
  for (const auto& b : f->unit->binders) arguments += b.tuple ? 1 : b.names.size();
  const size_t given = expr.args.size() - 1;
  if (given == 1 || given == arguments) return;
  session_.diagnostics.error(DiagnosticKind::WrongArity, expr.span,
                             fmt::format("the function {} takes {} argument{}, {} given", f->name, arguments,
                                         arguments == 1 ? "" : "s", given),
                             "it is defined at " + to_string(f->span));
}

void Resolver::argument(const Expr& expr, int expected_arity) {
  if (expected_arity == 0 && expr.kind == ExprKind::Lambda) {
    session_.diagnostics.error(DiagnosticKind::NotAnOperator, expr.span, "a value is expected here, not an operator");
    return;
  }
  if (expected_arity == 0) return expression(expr);
  if (expr.kind == ExprKind::Lambda) {
    if (static_cast<int>(expr.parameters.size()) != expected_arity)
      session_.diagnostics.error(DiagnosticKind::WrongArity, expr.span,
                                 fmt::format("an operator with {} parameters is expected here, this LAMBDA has {}",
                                             expected_arity, expr.parameters.size()));
    return with_binders(expr);
  }
  if (expr.kind == ExprKind::Name && expr.args.empty()) {
    name_expression(expr, expected_arity);
    const auto found = module_.references.find(&expr);
    const Symbol* s = found == module_.references.end() ? nullptr : original(found->second.symbol);
    if (s && std::any_of(s->parameters.begin(), s->parameters.end(), [](const Symbol* p) { return p->arity > 0; }))
      session_.diagnostics.error(DiagnosticKind::WrongArity, expr.span,
                                 fmt::format("{} takes an operator, and cannot be given as one itself", expr.text));
    return;
  }
  if (expr.kind == ExprKind::Subexpression) return subexpression(expr, expected_arity);
  session_.diagnostics.error(DiagnosticKind::NotAnOperator, expr.span,
                             fmt::format("an operator with {} parameters is expected here", expected_arity),
                             "name an operator, or write LAMBDA x : ...");
}

void Resolver::name_expression(const Expr& expr, int expected_arity) {
  const bool as_fact = std::exchange(as_fact_, false);
  Reference reference;
  const Symbol* symbol = nullptr;
  const Module* within = nullptr;  // of M!Op
  if (expr.qualifiers.empty()) {
    symbol = find(expr.text);
  } else {
    for (const auto& qualifier : expr.qualifiers) {
      const Symbol* instance = nullptr;
      if (!within) {
        instance = find(qualifier.name);
      } else if (auto it = within->scope.find(qualifier.name); it != within->scope.end() && !it->second.local) {
        instance = it->second.symbol;
      }
      const Symbol* seen = original(instance);
      if (seen && (seen->kind == SymbolKind::Operator || seen->kind == SymbolKind::Statement))
        return subexpression(expr, expected_arity);
      if (!seen || seen->kind != SymbolKind::Instance) {
        session_.diagnostics.error(DiagnosticKind::UnknownIdentifier, qualifier.span,
                                   fmt::format("{} does not name an INSTANCE", qualifier.name), similar(qualifier.name));
        return;
      }
      if (seen->instance->parameters.size() != qualifier.args.size() && expected_arity != kAnyArity) {
        session_.diagnostics.error(DiagnosticKind::WrongArity, qualifier.span,
                                   fmt::format("the instance {} takes {} arguments, {} given", qualifier.name,
                                               seen->instance->parameters.size(), qualifier.args.size()));
        return;
      }
      for (size_t i = 0; i < qualifier.args.size() && i < seen->instance->parameters.size(); ++i)
        argument(*qualifier.args[i], seen->instance->parameters[i]->arity);
      reference.instances.push_back(instance);
      within = seen->instance->module;
    }
    if (auto it = within->scope.find(expr.text); it != within->scope.end() && !it->second.local) symbol = it->second.symbol;
  }
  if (!symbol) {
    if (may_be_a_theorem(expr.text)) return;
    session_.diagnostics.error(DiagnosticKind::UnknownIdentifier, expr.name_span ? expr.name_span : expr.span,
                               fmt::format("unknown operator or name {}", expr.text),
                               within != nullptr ? similar(expr.text, *within) : hint_for(expr.text));
    for (const Expr* a : expr.args)
      if (a->kind != ExprKind::Lambda) expression(*a);
    return;
  }
  const Symbol* seen = original(symbol);
  if (expected_arity == kAnyArity) {
    reference.symbol = symbol;
    module_.references[&expr] = std::move(reference);
    return;
  }
  if (!as_fact && seen->kind == SymbolKind::Statement && !is_formula(*seen, expr.span, expr.text)) return;
  if (seen->kind == SymbolKind::Instance) {
    session_.diagnostics.error(DiagnosticKind::NotAnOperator, expr.span,
                               fmt::format("{} is an INSTANCE, not a value", expr.text),
                               fmt::format("name something in it: {}!Op", expr.text));
    return;
  }
  reference.symbol = symbol;
  module_.references[&expr] = std::move(reference);

  bool as_operator = expected_arity > 0;
  if (as_operator) {
    if (seen->arity != expected_arity)
      session_.diagnostics.error(DiagnosticKind::WrongArity, expr.span,
                                 fmt::format("an operator with {} parameters is expected here, {} has {}", expected_arity,
                                             expr.text, seen->arity));
    return;
  }
  if (seen->arity != expr.args.size()) {
    session_.diagnostics.error(DiagnosticKind::WrongArity, expr.name_span ? expr.name_span : expr.span,
                               fmt::format("{} takes {} argument{}, {} given", expr.text, seen->arity,
                                           seen->arity == 1 ? "" : "s", expr.args.size()),
                               seen->span ? "it is declared at " + to_string(seen->span) : std::string{});
    return;
  }
  for (size_t i = 0; i < expr.args.size(); ++i) {
    int arity = 0;
    if (i < seen->parameters.size()) arity = seen->parameters[i]->arity;
    argument(*expr.args[i], arity);
  }
}

void Resolver::let(const Expr& expr) {
  size_t before = mark();
  const size_t outer = std::exchange(recursive_from_, recursive_.size());
  for (const ast::Unit* u : expr.units) {
    switch (u->kind) {
      case ast::UnitKind::Recursive: declare_recursive(*u, true); break;
      case ast::UnitKind::Instance: instance(*u, true); break;
      default: define(*u, true); break;
    }
  }
  end_recursive(recursive_from_);
  recursive_from_ = outer;
  for (const Expr* a : expr.args) expression(*a);
  release(before);
}

void Resolver::with_binders(const Expr& expr) {
  size_t before = mark();
  for (const auto& b : expr.binders)
    if (b.set) expression(*b.set);
  for (const auto& b : expr.binders) bind(b);
  if (!expr.parameters.empty()) bind_parameters(&expr, expr.parameters);
  for (const Expr* a : expr.args) expression(*a);
  release(before);
}

void Resolver::bind(const ast::Binder& binder) {
  auto& symbols = module_.bound[&binder];
  for (size_t i = 0; i < binder.names.size(); ++i) {
    Span span = i < binder.name_spans.size() ? binder.name_spans[i] : Span{};
    check_new(binder.names[i], span);
    Symbol& s = make(SymbolKind::Bound, binder.names[i], span);
    declare_local(s);
    symbols.push_back(&s);
  }
}

std::vector<const Symbol*> Resolver::bind_parameters(const void* owner, const std::vector<ast::Parameter>& parameters) {
  auto& symbols = module_.bound[owner];
  symbols.clear();
  for (const auto& p : parameters) {
    check_new(p.name, p.span);
    Symbol& s = make(SymbolKind::Parameter, p.name, p.span, p.arity);
    // Operator parameters take values only, so that arguments of theirs have arity 0.
    declare_local(s);
    symbols.push_back(&s);
  }
  return symbols;
}

}  // namespace trestle::modules
