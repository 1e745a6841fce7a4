// Units: what a module, and a LET, is made of.
#include "translator/syntax/tree.h"

namespace trestle::syntax {

using Lexer = TreeBuilder::Parser;  // for the token types
using ast::UnitKind;

ast::Unit* TreeBuilder::new_unit(UnitKind kind, Span span) {
  ast::Unit& unit = module_->owned_units.emplace_back();
  unit.kind = kind;
  unit.span = span;
  return &unit;
}

const ast::Unit* TreeBuilder::unit(Parser::UnitContext* context) {
  Span extent = span(context);
  if (auto* recursive = context->recursive()) return declarations(UnitKind::Recursive, recursive->declarations, extent);
  if (!context->keyword) {
    auto* defined = context->definition();
    ast::Unit* unit = defined ? definition(defined, extent) : instance(context->instance(), extent);
    if (unit) unit->local = context->local != nullptr;
    return unit;
  }
  switch (context->keyword->getType()) {
    case Lexer::CONSTANT: return declarations(UnitKind::Constants, context->declarations, extent);
    case Lexer::VARIABLE: {
      ast::Unit* unit = new_unit(UnitKind::Variables, extent);
      for (const antlr4::Token* name : context->names) unit->parameters.push_back(name_parameter(name));
      return unit;
    }
    case Lexer::SEPARATOR: return new_unit(UnitKind::Separator, extent);
    case Lexer::USE: {
      ast::Unit* unit = new_unit(UnitKind::ProofHint, extent);
      unit->hides = text(context->keyword) == "HIDE";
      return facts(context->facts(), unit->facts) ? unit : nullptr;
    }
    default: break;
  }
  // ASSUME P, ASSUME name == P, and theorems alike; the statement ASSUME ... PROVE ... is a sequent.
  bool theorem = context->keyword->getType() == Lexer::THEOREM;
  ast::Unit* unit = new_unit(theorem ? UnitKind::Theorem : UnitKind::Assume, extent);
  unit->axiom = text(context->keyword) == "AXIOM";
  auto* body = context->statement;
  if (body && (context->body || context->assumeProve())) {
    Operand name = chain(body);
    if (!name.expr) return nullptr;
    if (name.expr->kind != ast::ExprKind::Name || !name.expr->args.empty() || !name.expr->qualifiers.empty() ||
        name.extent != name.expr->span || find_operator(name.expr->text)) {
      error(name.extent, "expected a name before `==`");
      return nullptr;
    }
    unit->name = name.expr->text;
    unit->name_span = name.expr->span;
    body = context->body;
  }
  if (body) unit->body = expression(body);
  if (auto* statement = context->assumeProve()) unit->sequent = sequent(statement);
  if (!unit->body && !unit->sequent) return nullptr;
  if (theorem) begin_theorem(*unit);
  return unit;
}

const ast::Unit* TreeBuilder::local_unit(Parser::LocalUnitContext* context) {
  Span extent = span(context);
  if (context->local) {
    error(span(context->local), "LOCAL inside LET", "what LET defines is local already");
    return nullptr;
  }
  if (auto* recursive = context->recursive()) return declarations(UnitKind::Recursive, recursive->declarations, extent);
  if (auto* defined = context->definition()) return definition(defined, extent);
  error(extent, "INSTANCE without a name inside LET", "give it one: LET M == INSTANCE ... IN ... M!Operator ...");
  return nullptr;
}

const ast::Unit* TreeBuilder::declarations(UnitKind kind, const std::vector<Parser::DeclarationContext*>& declared,
                                           Span span) {
  ast::Unit* unit = new_unit(kind, span);
  for (auto* context : declared) unit->parameters.push_back(declaration(context));
  return unit;
}

ast::Parameter TreeBuilder::name_parameter(const antlr4::Token* token) { return {text(token), 0, span(token)}; }

ast::Parameter TreeBuilder::declaration(Parser::DeclarationContext* context) {
  const antlr4::Token* symbol = context->name ? context->name : context->op;
  std::string name = text(symbol);
  if (context->op) name = find_operator(name)->symbol;
  return {std::move(name), static_cast<uint8_t>(context->holes.size()), span(context)};
}

ast::Unit* TreeBuilder::definition(Parser::DefinitionContext* context, Span extent) {
  if (auto* instantiated = context->instance()) {
    ast::Unit* unit = instance(instantiated, extent);
    if (!unit) return nullptr;
    unit->name = text(context->name);
    unit->name_span = span(context->name);
    for (auto* parameter : context->parameters) unit->parameters.push_back(declaration(parameter));
    return unit;
  }
  ast::Unit* unit = new_unit(context->bounds() ? UnitKind::Function : UnitKind::Operator, extent);
  if (context->op) {  // a + b, - a, a ^+
    unit->name_span = span(context->op);
    unit->name = find_operator(unit->name_span.text())->symbol;
    if (context->name) unit->parameters.push_back(name_parameter(context->name));
    if (context->right) unit->parameters.push_back(name_parameter(context->right));
  } else {
    unit->name_span = span(context->name);
    unit->name = text(context->name);
    for (auto* parameter : context->parameters) unit->parameters.push_back(declaration(parameter));
  }
  bool good = !context->bounds() || binders(context->bounds(), true, unit->binders);
  unit->body = expression(context->body);
  return good && unit->body ? unit : nullptr;
}

ast::Unit* TreeBuilder::instance(Parser::InstanceContext* context, Span extent) {
  ast::Unit* unit = new_unit(UnitKind::Instance, extent);
  unit->module_name = text(context->name);
  unit->module_span = span(context->name);
  for (auto* item : context->substitutions) {
    ast::Substitution substitution;
    substitution.name = text(item->name);
    if (const Operator* op = find_operator(substitution.name)) substitution.name = op->symbol;
    substitution.value = argument(item->argument());
    substitution.span = span(item);
    if (!substitution.value) return nullptr;
    unit->substitutions.push_back(std::move(substitution));
  }
  return unit;
}

const ast::Unit* TreeBuilder::definition_of(std::string name, const std::vector<std::string>& parameters,
                                            const ast::Expr* body) {
  ast::Unit* unit = new_unit(UnitKind::Operator, body->span);
  unit->name = std::move(name);
  for (const std::string& parameter : parameters) unit->parameters.push_back({parameter, 0, {}});
  unit->body = body;
  return unit;
}

}  // namespace trestle::syntax
