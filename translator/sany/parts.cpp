// Parts of definitions, Op(a)!lab(b)!1, as SANY has them: the part itself once more, under $Nop or as body of a LAMBDA
// that is applied; and below a SubstInNode when the definition was named through an INSTANCE.
#include "translator/sany/builder.h"

namespace trestle::sany {

using ast::Expr;
using ast::ExprKind;

const Expr* Builder::copied(pugi::xml_node node) {
  ++copies_;
  const Expr* copy = expression(node);
  --copies_;
  return copy;
}

// LET Op(b) == e IN Op(a)
const Expr* Builder::let_applied(pugi::xml_node node, Expr* applied, std::vector<ast::Parameter> parameters,
                                 const Expr* body) {
  Expr* let = new_expr(ExprKind::Let, node);
  ast::Unit* unit = new_unit(ast::UnitKind::Operator, node);
  unit->name = applied->text;
  unit->name_span = unit->span;
  unit->parameters = std::move(parameters);
  unit->body = body;
  let->units.push_back(unit);
  let->args.push_back(finish(applied, node));
  return finish(let, node);
}

// LET LAMBDA#7(b) == part IN LAMBDA#7(b)
const Expr* Builder::applied_lambda(pugi::xml_node node, pugi::xml_node reference) {
  const auto lambda = document_.entry(reference);
  Expr* applied = new_expr(ExprKind::Name, node);
  for (const auto operand : operands(node)) applied->args.push_back(argument(operand));
  ++copies_;
  applied->text = declared(reference);
  std::vector<ast::Parameter> parameters = parameters_of(lambda);
  const Expr* body = expression(only(need(lambda, "body"), "an expression"));
  --copies_;
  return let_applied(node, applied, std::move(parameters), body);
}

// Whether a definition of a LET is named from outside: Op(a)!1!local(b).
bool Builder::is_stray(pugi::xml_node reference) const {
  return copies_ > 0 && is(reference, "UserDefinedOpKindRef") && !document_.is_of_module(uid(reference)) &&
         in_lets_.count(uid(reference)) == 0;
}

// LET local(n) == ... IN local(b)
const Expr* Builder::with_its_definition(pugi::xml_node node, pugi::xml_node reference) {
  Expr* let = new_expr(ExprKind::Let, node);
  const auto around = in_lets_;
  in_lets_.insert(uid(reference));
  auto uses = std::exchange(uses_, {});
  let->units.push_back(definition(document_.entry(reference)));
  declare_recursive(let->units, {std::exchange(uses_, std::move(uses))}, {uid(reference)});
  let->args.push_back(name(node, reference));
  in_lets_ = around;
  return finish(let, node);
}

// LET M#7 == INSTANCE M WITH x <- e IN part, where the part's own x is e, and what M defines is M#7's.
const Expr* Builder::substituted(pugi::xml_node node) {
  const auto module = document_.entry(only(need(node, "instTo"), "<ModuleNodeRef>"));
  Expr* let = new_expr(ExprKind::Let, node);
  ast::Unit* instance = new_unit(ast::UnitKind::Instance, node);
  Instantiated here;
  instance->module_name = text(module, "uniquename");
  instance->name = here.name = instance->module_name + "#" + std::to_string(++instances_);
  instance->name_span = instance->module_span = instance->span;
  substitutions(need(node, "substs"), instance->substitutions);
  for (auto subst = first(need(node, "substs")); subst; subst = after(subst)) here.values[uid(first(subst))] = after(first(subst));
  for (const auto listed : module.children("UserDefinedOpKindRef")) here.definitions.insert(uid(listed));
  instantiated_.push_back(std::move(here));
  const Expr* part = copied(only(need(node, "body"), "an expression"));
  instantiated_.pop_back();
  let->units.push_back(instance);
  let->args.push_back(part);
  return finish(let, node);
}

// What stands for a declaration of the module around a part; null when nothing does.
const Expr* Builder::substituted_for(pugi::xml_node node, pugi::xml_node reference) {
  if (instantiated_.empty()) return nullptr;
  const auto found = instantiated_.back().values.find(uid(reference));
  if (found == instantiated_.back().values.end()) return nullptr;
  const pugi::xml_node by = found->second;
  Instantiated inner = std::move(instantiated_.back());
  instantiated_.pop_back();
  const Expr* value = argument(by);
  instantiated_.push_back(std::move(inner));
  return is(node, "OpApplNode") && !operands(node).empty() ? applied(*value, node) : value;
}

// An operator that was substituted, with the operands of `node`.
const Expr* Builder::applied(const Expr& op, pugi::xml_node node) {
  if (op.kind != ExprKind::Name && op.kind != ExprKind::Lambda)
    throw Wrong(node, "what is substituted for this operator is none", "the name of an operator, or a LAMBDA");
  Expr* application = new_expr(ExprKind::Name, node);
  if (op.kind == ExprKind::Name) *application = op;
  for (const auto operand : operands(node)) application->args.push_back(argument(operand));
  if (op.kind == ExprKind::Name) return finish(application, node);
  application->text = "Op#" + std::to_string(++instances_);
  return let_applied(node, application, op.parameters, op.args.front());
}

// The instance that has what the module around a part defines: M#7. Empty for anything else.
std::string Builder::within(pugi::xml_node reference) const {
  const bool defined = !instantiated_.empty() && instantiated_.back().definitions.count(uid(reference)) != 0;
  return defined ? instantiated_.back().name : std::string();
}

}  // namespace trestle::sany
