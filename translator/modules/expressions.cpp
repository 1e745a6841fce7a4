#include <fmt/format.h>

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
        expression(*update.value);
      }
      return;
    case ExprKind::Label: {
      size_t before = mark();
      for (const Expr* a : expr.args) expression(*a);
      release(before);
      return;
    }
    case ExprKind::Subexpression: return subexpression(expr);
    case ExprKind::Number: case ExprKind::Decimal: case ExprKind::String: case ExprKind::At: case ExprKind::Junction:
    case ExprKind::If: case ExprKind::Case: case ExprKind::SetEnumerate: case ExprKind::Tuple: case ExprKind::Product:
    case ExprKind::FunctionSet: case ExprKind::Record: case ExprKind::RecordSet: case ExprKind::Index:
    case ExprKind::Field: case ExprKind::ActionBox: case ExprKind::ActionAngle: case ExprKind::Fairness:
      for (const Expr* a : expr.args) expression(*a);
      return;
  }
}

void Resolver::argument(const Expr& expr, int expected_arity) {
  if (expected_arity == 0) return expression(expr);
  if (expr.kind == ExprKind::Lambda) {
    if (static_cast<int>(expr.parameters.size()) != expected_arity)
      session_.diagnostics.error(DiagnosticKind::WrongArity, expr.span,
                                 fmt::format("an operator with {} parameters is expected here, this LAMBDA has {}",
                                             expected_arity, expr.parameters.size()));
    return with_binders(expr);
  }
  if (expr.kind == ExprKind::Name && expr.args.empty()) return name_expression(expr, expected_arity);
  session_.diagnostics.error(DiagnosticKind::NotAnOperator, expr.span,
                             fmt::format("an operator with {} parameters is expected here", expected_arity),
                             "name an operator, or write LAMBDA x : ...");
}

void Resolver::name_expression(const Expr& expr, int expected_arity) {
  Reference reference;
  const Symbol* symbol = nullptr;
  if (expr.qualifiers.empty()) {
    symbol = find(expr.text);
  } else {
    const Module* within = nullptr;
    for (const auto& qualifier : expr.qualifiers) {
      const Symbol* instance = nullptr;
      if (!within) {
        instance = find(qualifier.name);
      } else if (auto it = within->scope.find(qualifier.name); it != within->scope.end() && !it->second.local) {
        instance = it->second.symbol;
      }
      const Symbol* seen = instance && instance->kind == SymbolKind::Imported ? instance->target : instance;
      if (!seen || seen->kind != SymbolKind::Instance) {
        session_.diagnostics.error(DiagnosticKind::UnknownIdentifier, qualifier.span,
                                   fmt::format("{} does not name an INSTANCE", qualifier.name), similar(qualifier.name));
        return;
      }
      if (seen->instance->parameters.size() != qualifier.args.size()) {
        session_.diagnostics.error(DiagnosticKind::WrongArity, qualifier.span,
                                   fmt::format("the instance {} takes {} arguments, {} given", qualifier.name,
                                               seen->instance->parameters.size(), qualifier.args.size()));
        return;
      }
      for (size_t i = 0; i < qualifier.args.size(); ++i)
        argument(*qualifier.args[i], seen->instance->parameters[i]->arity);
      reference.instances.push_back(instance);
      within = seen->instance->module;
    }
    if (auto it = within->scope.find(expr.text); it != within->scope.end() && !it->second.local) symbol = it->second.symbol;
  }
  if (!symbol) {
    session_.diagnostics.error(DiagnosticKind::UnknownIdentifier, expr.name_span ? expr.name_span : expr.span,
                               fmt::format("unknown operator or name {}", expr.text), similar(expr.text));
    for (const Expr* a : expr.args)
      if (a->kind != ExprKind::Lambda) expression(*a);
    return;
  }
  const Symbol* seen = symbol->kind == SymbolKind::Imported ? symbol->target : symbol;
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

namespace {

// One step into an expression: `1` the first operand or item, `<<` and `>>` the two sides, a label by its name.
// Nothing where the step would go under a bound name, or where there is no such part.
const Expr* step_into(const Expr* e, const std::string& step) {
  if (step == ":") return e;
  while (e->kind == ExprKind::Label) {
    if (e->text == step) return e->args[0];
    e = e->args[0];
  }
  if (!e->binders.empty() || !e->units.empty() || !e->parameters.empty()) return nullptr;
  if (step == "<<") return e->args.empty() ? nullptr : e->args[0];
  if (step == ">>") return e->args.size() < 2 ? nullptr : e->args[1];
  if (step[0] >= '0' && step[0] <= '9') {
    size_t n = std::stoul(step);
    return n >= 1 && n <= e->args.size() ? e->args[n - 1] : nullptr;
  }
  for (const Expr* a : e->args)
    if (const Expr* found = step_into(a, step)) return found;
  return nullptr;
}

}  // namespace

// I!Op!2: a part of a definition without parameters (Specifying Systems' successor, "TLA+2", section on subexpressions).
void Resolver::subexpression(const Expr& expr) {
  Reference reference;
  const Module* within = nullptr;
  size_t i = 0;
  for (; i < expr.qualifiers.size() && !reference.symbol; ++i) {
    const auto& q = expr.qualifiers[i];
    const Symbol* s = within ? within->find(q.name) : find(q.name);
    const Symbol* seen = s && s->kind == SymbolKind::Imported ? s->target : s;
    if (seen && seen->kind == SymbolKind::Instance && q.args.empty()) {
      reference.instances.push_back(s);
      within = seen->instance->module;
    } else if (seen && seen->unit && seen->unit->body && seen->arity == 0) {
      reference.symbol = s;
      reference.part = seen->unit->body;
    } else {
      break;
    }
  }
  for (; reference.part && i < expr.qualifiers.size(); ++i) {
    const auto& q = expr.qualifiers[i];
    reference.part = q.args.empty() ? step_into(reference.part, q.name.empty() ? std::string(q.span.text()) : q.name) : nullptr;
  }
  if (!reference.part) {
    session_.diagnostics.error(DiagnosticKind::Unsupported, expr.span, "no such part of a definition",
                               "parts of definitions with parameters, and parts under bound names, are not supported");
    return;
  }
  module_.references[&expr] = std::move(reference);
}

void Resolver::let(const Expr& expr) {
  size_t before = mark();
  for (const ast::Unit* u : expr.units) {
    switch (u->kind) {
      case ast::UnitKind::Recursive:
        for (const auto& p : u->parameters) {
          check_new(p.name, p.span);
          Symbol& s = make(SymbolKind::Operator, p.name, p.span, p.arity);
          s.recursive = s.in_let = true;
          declare_local(s);
        }
        break;
      case ast::UnitKind::Instance: instance(*u, true); break;
      default: define(*u, true); break;
    }
  }
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
