// Op(a)!sel!sel...: parts of definitions, named by position (!1, !<<, !>>), by label (!lab(x)), by giving values to
// bound names (!(x, y)), or by the name of a LET definition (!Def(x)).
//
// The part becomes an operator of its own. Its parameters are those of the definition and the names bound around the
// part; the arguments written along the path are what it is applied to. Where an operator is expected none are written,
// !@ stands for !(x, y), and the part is that operator: F(Op!@!2).
#include <optional>

#include <fmt/format.h>

#include "translator/modules/resolver.h"

namespace trestle::modules {

using ast::Expr;
using ast::ExprKind;

namespace {

struct Step {
  std::string name;  // empty: !(x, y)
  const std::vector<const Expr*>& arguments;
  Span span;
};

std::vector<Step> steps_of(const Expr& expr) {
  std::vector<Step> steps;
  for (const auto& q : expr.qualifiers) steps.push_back({q.name, q.args, q.span});
  if (expr.kind == ExprKind::Name) steps.push_back({expr.text, expr.args, expr.name_span});
  return steps;
}

// Walks down a definition's body, and keeps what stands around the part it has come to.
class Part {
 public:
  Part(Module& home, const Module& there, const Expr& body, bool as_operator)
      : made_(home), home_(there), at_(&body), as_operator_(as_operator) {}

  // False when there is no such part.
  bool step(const Step& step) {
    if (step.name == ":") return true;
    if (as_operator_ && !step.arguments.empty()) return false;
    if (step.name.empty() || (as_operator_ && step.name == "@")) return bind(step.arguments);
    if (step.name == "<<") return operand(0);
    if (step.name == ">>") return operand(1);
    if (step.name[0] >= '0' && step.name[0] <= '9') return operand(std::stoul(step.name) - 1);
    return definition(step) || label(step);
  }

  // Null within an arm of a CASE, which is no expression.
  const Expr* expression() const { return arm_ ? nullptr : at_; }
  std::vector<const Symbol*> parameters;
  std::vector<const Expr*> arguments;
  std::vector<const Expr*> lets;  // around the part, outermost first

 private:
  static void skip_labels(const Expr*& e) {
    while (e->kind == ExprKind::Label) e = e->args[0];
  }

  bool operand(size_t i) {
    skip_labels(at_);
    if (at_->kind == ExprKind::Let) {
      if (i != 0) return false;
      lets.push_back(at_);
    } else if (!at_->binders.empty()) {  // their sets; what is under them takes !(x, y)
      if (i >= at_->binders.size() || !at_->binders[i].set) return false;
      at_ = at_->binders[i].set;
      return true;
    }
    if (at_->kind == ExprKind::Case) return arm(i);
    if (at_->kind == ExprKind::Field && i == 1) {
      Expr& name = made_.made_exprs.emplace_back();
      name.kind = ExprKind::String;
      name.span = at_->span;
      name.text = at_->text;
      at_ = &name;
      return true;
    }
    if (i >= at_->args.size()) return false;
    at_ = at_->args[i];
    return true;
  }

  // CASE: first one of its arms, then the arm's guard or value.
  bool arm(size_t i) {
    const size_t arms = (at_->args.size() + 1) / 2;
    if (!arm_) {
      if (i >= arms) return false;
      arm_ = i;
      return true;
    }
    const bool other = 2 * *arm_ + 1 == at_->args.size();
    if (i > 1 || (other && i == 0)) return false;
    at_ = at_->args[2 * *arm_ + (other ? 0 : i)];
    arm_.reset();
    return true;
  }

  std::vector<const Symbol*> bound_names(const Expr& e) const {
    std::vector<const Symbol*> names;
    for (const auto& b : e.binders) {
      const auto& symbols = home_.bound.at(&b);
      names.insert(names.end(), symbols.begin(), symbols.end());
    }
    if (e.kind == ExprKind::Lambda) names = home_.bound.at(&e);
    return names;
  }

  bool bind(const std::vector<const Expr*>& values) {
    skip_labels(at_);
    const std::vector<const Symbol*> names = bound_names(*at_);
    if (names.empty() || (!as_operator_ && names.size() != values.size())) return false;
    parameters.insert(parameters.end(), names.begin(), names.end());
    arguments.insert(arguments.end(), values.begin(), values.end());
    at_ = at_->args[0];
    return true;
  }

  bool definition(const Step& step) {
    const Expr* e = at_;
    skip_labels(e);
    if (e->kind != ExprKind::Let) return false;
    for (const ast::Unit* unit : e->units) {
      if (unit->kind != ast::UnitKind::Operator || unit->name != step.name) continue;
      const Symbol* symbol = home_.defined.at(unit);
      if (!as_operator_ && symbol->parameters.size() != step.arguments.size()) return false;
      lets.push_back(e);
      parameters.insert(parameters.end(), symbol->parameters.begin(), symbol->parameters.end());
      arguments.insert(arguments.end(), step.arguments.begin(), step.arguments.end());
      at_ = unit->body;
      return true;
    }
    return false;
  }

  bool label(const Step& step) {
    std::vector<const Symbol*> around;
    const Expr* found = find_label(*at_, step.name, around);
    if (!found || (!as_operator_ && found->parameters.size() != step.arguments.size())) return false;
    for (size_t i = 0; i < found->parameters.size(); ++i) {
      const Symbol* meant = nullptr;
      for (const Symbol* s : around)
        if (s->name == found->parameters[i].name) meant = s;
      if (!meant) return false;
      parameters.push_back(meant);
      if (!as_operator_) arguments.push_back(step.arguments[i]);
    }
    at_ = found->args[0];
    return true;
  }

  const Expr* find_label(const Expr& e, const std::string& name, std::vector<const Symbol*>& around) {
    if (e.kind == ExprKind::Label && e.text == name) return &e;
    const size_t before = around.size();
    const std::vector<const Symbol*> names = bound_names(e);
    around.insert(around.end(), names.begin(), names.end());
    if (e.kind == ExprKind::Let) lets.push_back(&e);
    for (const Expr* part : e.args)
      if (const Expr* found = find_label(*part, name, around)) return found;
    if (e.kind == ExprKind::Let) lets.pop_back();
    around.resize(before);
    return nullptr;
  }

  Module& made_;  // where what is made belongs
  const Module& home_;
  const Expr* at_;
  const bool as_operator_;
  std::optional<size_t> arm_;  // of the CASE at_
};

}  // namespace

void Resolver::subexpression(const Expr& expr, int expected_arity) {
  const bool as_operator = expected_arity > 0;
  const std::vector<Step> steps = steps_of(expr);
  Reference reference;
  const Symbol* symbol = nullptr;
  size_t i = 0;
  for (const Module* within = nullptr; i < steps.size(); ++i) {
    symbol = within ? within->find(steps[i].name) : find(steps[i].name);
    const Symbol* seen = original(symbol);
    if (!seen || seen->kind != SymbolKind::Instance) break;
    for (const Expr* a : steps[i].arguments) argument(*a, 0);
    reference.instances.push_back(symbol);
    within = seen->instance->module;
  }
  std::vector<const Symbol*> imports;  // it was seen through, outermost first
  const Symbol* definition = symbol;
  for (; definition && definition->kind == SymbolKind::Imported; definition = definition->target) imports.push_back(definition);
  const auto wrong = [&](Span span, std::string message, std::string hint = {}) {
    if (proofs_ > 0) return;  // proofs may name more: parts of ASSUME ... PROVE ..., of functions, of what DEFINE defines
    session_.diagnostics.error(DiagnosticKind::UnknownIdentifier, span, std::move(message), std::move(hint));
  };
  if (i == steps.size() || !definition || !definition->unit || !definition->unit->body ||
      definition->unit->kind == ast::UnitKind::Function)
    return wrong(i < steps.size() ? steps[i].span : expr.span, "a part can only be named of a definition",
                 i < steps.size() ? similar(steps[i].name) : std::string{});
  if (definition->in_let)
    return wrong(steps[i].span, "a part can only be named of a definition of a module, not of a LET");
  if (as_operator ? !steps[i].arguments.empty() : definition->parameters.size() != steps[i].arguments.size())
    return wrong(steps[i].span, fmt::format("{} takes {} arguments, {} given", steps[i].name,
                                            definition->parameters.size(), steps[i].arguments.size()));

  Part part(module_, *definition->home, *definition->unit->body, as_operator);
  part.parameters = definition->parameters;
  part.arguments = steps[i].arguments;
  for (++i; i < steps.size(); ++i) {
    if (part.step(steps[i])) continue;
    return wrong(steps[i].span, fmt::format("the definition has no part {}", steps[i].span.text()),
                 "parts are !1, !2, ... by position, !<< and !>> of an infix operator, !label, !(x) under a bound x");
  }
  if (as_operator && part.parameters.size() != static_cast<size_t>(expected_arity)) {
    session_.diagnostics.error(DiagnosticKind::WrongArity, expr.span,
                               fmt::format("an operator with {} parameters is expected here, this part has {}", expected_arity,
                                           part.parameters.size()));
    return;
  }
  for (size_t k = 0; k < part.arguments.size(); ++k) argument(*part.arguments[k], part.parameters[k]->arity);

  const Expr* body = part.expression();
  if (!body)
    return wrong(expr.span, "an arm of a CASE is no expression", "add !1 for its condition or !2 for its value");
  for (size_t k = part.lets.size(); k-- > 0;) {
    Expr& let = module_.made_exprs.emplace_back(*part.lets[k]);
    let.args = {body};
    body = &let;
  }
  ast::Unit& unit = module_.made_units.emplace_back();
  unit.kind = ast::UnitKind::Operator;
  unit.span = body->span;
  unit.name = std::string(expr.span.text());
  unit.body = body;
  Symbol* made = &make(SymbolKind::Operator, unit.name, expr.span, part.parameters.size());
  made->home = definition->home;
  made->unit = &unit;
  made->parameters = part.parameters;
  made->recursive = definition->recursive;
  for (size_t k = imports.size(); k-- > 0;) {
    Symbol& seen = make(SymbolKind::Imported, unit.name, expr.span, made->arity);
    seen.target = made;
    seen.instance = imports[k]->instance;
    made = &seen;
  }
  reference.symbol = made;
  reference.arguments = std::move(part.arguments);
  module_.references[&expr] = std::move(reference);
}

}  // namespace trestle::modules
