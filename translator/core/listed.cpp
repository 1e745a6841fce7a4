// What TLCGet("spec") tells of a specification. TLC lists an action once for all values that its parameters are bound to by
// constant sets, and knows of no action behind an argument or a bound that depends on the state, nor within an INSTANCE that
// substitutes: there it lists what leads to it. So the actions are an expression over the same bounds as Next.
#include <algorithm>

#include "translator/core/lowering.h"
#include "translator/core/reads.h"
#include "translator/runtime/atoms.h"

namespace trestle::core {

using ast::ExprKind;
using runtime::atom;

namespace {

bool declares(const Module& module) { return !module.constants.empty() || !module.variables.empty(); }

std::string qualified_name(const ast::Expr& expr, const std::string& name) {
  std::string whole;
  for (const ast::Qualifier& q : expr.qualifiers) whole += q.name + "!";
  return whole + name;
}

}  // namespace

bool Lowering::is_asked() const {
  return std::any_of(spec_->modules.begin(), spec_->modules.end(),
                     [](const ModuleText& m) { return m.span.text().find("\"spec\"") != std::string_view::npos; });
}

Span Lowering::through(const Place& place) const {
  Span outermost;
  for (const Environment* e = place.environment; e != nullptr; e = e->outer) {
    if (declares(*e->instance->module)) outermost = e->instance->unit->span;
  }
  return outermost;
}

void Lowering::list(std::vector<Part>& parts, const std::string& name, const ast::Expr& text, const Place& place) {
  const Span instance = through(place);
  atom(name);  // strings are ordered by where they are met
  parts.push_back({name, instance ? instance : text.span});
}

// A conjunct of the initial predicate has a name where it is nothing but a name; what that defines is not taken apart.
void Lowering::list_init(const ast::Expr& formula, Place place) {
  const ast::Expr* body = &formula;
  std::string name(runtime::kUnnamedAction);
  while (body->kind == ExprKind::Label && unfold_once(body, place, nullptr)) continue;
  const ast::Expr& last = *body;
  if (conjoins(last, place)) {
    for (const ast::Expr* part : last.args) list_init(*part, place);
    return;
  }
  if (last.kind == ExprKind::Name && last.args.empty() && unfold_once(body, place, &name)) name = qualified_name(last, name);
  list(spec_->listed.inits, name, *body, place);
}

// {[name |-> ..., location |-> ..., context |-> ..., parameters |-> ...]}
const Expr* Lowering::listed(const Named& named, Span span) {
  const bool by_config = std::any_of(config_.entries.begin(), config_.entries.end(),
                                     [](const ast::ConfigEntry& e) { return e.kind == ast::ConfigKind::Next; });
  const auto text = [](std::string_view s) { return runtime::string_value(s); };
  runtime::Context context;
  const Value place = runtime::keep(runtime::location_record(context, location(*spec_, span)));
  std::vector<std::pair<uint32_t, const Expr*>> fields = {
      {atom("name"), constant(text(named.definition || by_config ? named.name : runtime::kUnnamedAction), span)},
      {atom("location"), constant(place, span)}};
  if (named.definition && !named.parameters.empty()) {
    std::vector<std::pair<uint32_t, const Expr*>> values;
    std::vector<Value> names;
    for (size_t i = 0; i < named.parameters.size(); ++i) {
      values.push_back({atom(named.parameters[i]), named.arguments[i]});
      names.push_back(text(named.parameters[i]));
    }
    fields.push_back({atom("context"), record(Kind::Record, std::move(values), span)});
    fields.push_back({atom("parameters"), constant(runtime::keep(runtime::make_tuple(context, names)), span)});
  }
  return apply(Op::SetOf, {record(Kind::Record, std::move(fields), span)}, span);
}

const Expr* Lowering::listed_choice(const ActionNode& choice) {
  std::vector<const Expr*> parts;
  for (const ActionNode* child : choice.children) parts.push_back(listed_.at(child));
  const Span span = parts.front()->span;
  return apply(Op::Union, {apply(Op::SetOf, std::move(parts), span)}, span);
}

// UNION {...: x \in S}; the whole quantifier when no S can be listed without a state, or some S is empty.
const Expr* Lowering::listed_bounds(std::span<const ActionNode* const> bounds, const Expr* whole) {
  const Span span = whole->span;
  Expr& listable = node(Kind::And, span);
  const Expr* all = listed_.at(bounds.back()->children[0]);
  for (size_t i = bounds.size(); i-- > 0;) {
    const Binding& binding = bounds[i]->binding;
    if (binding.set->level != Level::Constant) return whole;
    listable.args.push_back(apply(Op::IsFiniteSet, {binding.set}, span));
    Expr& map = node(Kind::Map, span);
    map.bindings = {binding};
    map.args = {all};
    all = apply(Op::Union, {finish_level(map)}, span);
  }
  Expr& any = node(Kind::If, span);
  any.args = {apply(Op::Equal, {all, apply(Op::SetOf, {}, span)}, span), whole, all};
  Expr& choice = node(Kind::If, span);
  choice.args = {finish_level(listable), finish_level(any), whole};
  return finish_level(choice);
}

const Expr* Lowering::listed_let(const ActionNode& let) {
  const Expr* body = listed_.at(let.children[0]);
  if (std::none_of(let.lets.begin(), let.lets.end(), [&](const LetSlot& l) { return reads_slot(*body, l.slot); })) return body;
  Expr& e = node(Kind::Let, body->span);
  e.lets = let.lets;
  e.args = {body};
  return finish_level(e);
}

const Expr* Lowering::listed_call(const ActionNode* body, const ast::Expr& expr, Place place, const Place& inside, Named named) {
  const auto& reference = place.module->references.at(&expr);
  Named whole{qualified_name(expr, named.name), {}, {}, {}, {}, true};
  for (size_t i = 0; i < reference.instances.size(); ++i) {
    const auto& parameters = modules::original(reference.instances[i])->instance->parameters;
    for (size_t p = 0; p < parameters.size(); ++p) {
      whole.parameters.push_back(parameters[p]->name);
      whole.arguments.push_back(lower(*expr.qualifiers[i].args[p], place));
    }
  }
  whole.parameters.insert(whole.parameters.end(), named.parameters.begin(), named.parameters.end());
  whole.arguments.insert(whole.arguments.end(), named.arguments.begin(), named.arguments.end());
  const bool constant = std::all_of(whole.arguments.begin(), whole.arguments.end(),
                                    [](const Expr* a) { return a->level == Level::Constant; });
  if (!constant) return listed({whole.name, {}, {}, {}, {}, true}, expr.span);
  const Span instance = through(inside);
  return instance ? listed(whole, instance) : listed_.at(body);
}

}  // namespace trestle::core
