// Next taken apart into named actions, in TLC's order (tlc2/tool/impl/Tool.java, getActions): at disjunctions, at bounded \E,
// and through definitions. TLC stops at an \E whose set depends on the state, and calls what is under it after the definition
// around it; going on gives the action its own name and parameters, which traces speak of, and changes no count. An operator
// that is given actions is one action, called after the operator.
#include <fmt/format.h>

#include "translator/core/lowering.h"

namespace trestle::core {

using ast::ExprKind;
using modules::Builtin;
using runtime::ActionId;

const ActionNode* Lowering::leaf(const ast::Expr& expr, Place place, const Named& named, const std::vector<const ActionNode*>& path) {
  const Expr* body = lower(expr, place);
  ActionNode& n = spec_->nodes.emplace_back();
  n.kind = ActionNode::Kind::Leaf;
  auto [it, added] = action_ids_.try_emplace({named.name, named.parameters}, spec_->actions.size());
  // TLC says where the disjunct is. Of an action of several, that is the whole of it here.
  if (added) spec_->actions.push_back({named.name, named.parameters, expr.span, place.module->name, true});
  Action& action = spec_->actions[it->second];
  action.callable &= named.callable;
  if (action.span != expr.span) {
    action.span = named.span;
    action.module = named.module;
  }
  n.action = it->second;
  n.body = body;
  n.arguments = named.arguments;
  n.path = path;
  if (asked_) listed_[&n] = listed(named, expr.span);
  for (const Named& outer : enclosing_) {
    if (outer.name == named.name && outer.parameters == named.parameters) continue;
    ActionNode& again = spec_->nodes.emplace_back(n);
    auto [id, fresh] = outer_ids_.try_emplace({outer.name, outer.parameters}, spec_->outer_actions.size());
    if (fresh) spec_->outer_actions.push_back({outer.name, outer.parameters, outer.span, outer.module, true});
    spec_->outer_actions[id->second].callable &= outer.callable;
    again.action = id->second;
    again.arguments = outer.arguments;
    spec_->outer_leaves.push_back(&again);
  }
  return &n;
}

const ActionNode* Lowering::split_children(std::span<const ast::Expr* const> items, Place place, const Named& named,
                                           std::vector<const ActionNode*>& path) {
  ActionNode& n = spec_->nodes.emplace_back();
  n.kind = ActionNode::Kind::Choice;
  for (const ast::Expr* item : items) n.children.push_back(split(*item, place, named, path));
  if (asked_) listed_[&n] = listed_choice(n);
  return &n;
}

const ActionNode* Lowering::split(const ast::Expr& expr, Place place, const Named& named, std::vector<const ActionNode*>& path) {
  // An action that has no name of its own is called after the definition around it, and stands where it stands.
  Named here = named;
  switch (expr.kind) {
    case ExprKind::Label: return split(*expr.args[0], place, named, path);
    case ExprKind::Junction:
      if (expr.args.size() == 1) return split(*expr.args[0], place, named, path);
      if (expr.text == "\\lor") return split_children(expr.args, place, named, path);
      break;
    case ExprKind::Quantified: {
      if (expr.text != "\\E") break;
      size_t depth = path.size();
      Place inside = place;
      std::vector<Binding> bindings = bind(expr.binders, inside);
      bool constant = true;
      for (const auto& b : bindings) constant &= b.set != nullptr;
      if (!constant) break;
      std::vector<std::string> names;
      for (const auto& b : expr.binders) names.insert(names.end(), b.names.begin(), b.names.end());
      ActionNode* first = nullptr;
      ActionNode* last = nullptr;
      // TLC's ContextEnumerator lets the first bound name vary fastest: it is the innermost loop.
      for (size_t i = bindings.size(); i-- > 0;) {
        ActionNode& n = spec_->nodes.emplace_back();
        n.kind = ActionNode::Kind::Bind;
        n.binding = std::move(bindings[i]);
        if (last) last->children.push_back(&n);
        if (!first) first = &n;
        last = &n;
        path.push_back(&n);
      }
      // Parameters of an action without a definition of its own are what is bound around it.
      Named inner = here;
      if (!named.definition) {
        for (size_t i = 0; i < names.size(); ++i) {
          const Scope* s = inside.scope;
          for (size_t back = names.size() - 1 - i; back > 0; --back) s = s->outer;
          inner.parameters.push_back(names[i]);
          inner.arguments.push_back(slot(*s, expr.span, inside));
        }
      }
      last->children.push_back(split(*expr.args[0], inside, inner, path));
      if (asked_) listed_[first] = listed_bounds(std::span(path).subspan(depth), listed(named, expr.span));
      path.resize(depth);
      return first;
    }
    case ExprKind::Let: {
      size_t depth = path.size();
      Place inside = place;
      ActionNode& n = spec_->nodes.emplace_back();
      n.kind = ActionNode::Kind::Let;
      n.lets = define_lets(expr.units, inside);
      path.push_back(&n);
      n.children.push_back(split(*expr.args[0], inside, named, path));
      if (asked_) listed_[&n] = listed_let(n);
      path.resize(depth);
      return &n;
    }
    case ExprKind::Name: {
      auto it = place.module->references.find(&expr);
      if (it == place.module->references.end()) break;
      const Symbol* s = it->second.symbol;
      if (it->second.instances.empty() && s->kind == SymbolKind::Builtin && s->builtin == Builtin::Or)
        return split_children(expr.args, place, named, path);
      if (const ActionNode* n = split_call(expr, place, path)) return n;
      break;
    }
    default: break;
  }
  if (here.span.source == nullptr) here.span = expr.span;
  return leaf(expr, place, here, path);
}

const ActionNode* Lowering::split_call(const ast::Expr& expr, Place place, std::vector<const ActionNode*>& path) {
  const auto& reference = place.module->references.at(&expr);
  const Symbol* symbol = reference.symbol;
  size_t depth = path.size();
  Place inside = place;
  for (size_t i = 0; i < reference.instances.size(); ++i) {
    std::vector<Argument> arguments;
    for (const ast::Expr* a : expr.qualifiers[i].args) arguments.push_back({a, place, nullptr});
    inside = enter_instance(reference.instances[i], arguments, inside);
  }
  const bool qualified = !reference.instances.empty() || symbol->kind == SymbolKind::Imported;
  if (symbol->kind == SymbolKind::Imported) {
    inside.environment = environment(symbol->instance, inside.environment, nullptr);
    inside.module = symbol->instance->module;
    symbol = symbol->target;
  }
  if (const Override* o = override_of(symbol, inside.environment, qualified); o && o->symbol != symbol) {
    if (o->is != Override::Is::Operator) return nullptr;
    symbol = o->symbol;
    inside = top();
    inside.frame = place.frame;
  }
  if (symbol->kind != SymbolKind::Operator || symbol->recursive || !symbol->native.empty() || !symbol->unit ||
      symbol->unit->kind != ast::UnitKind::Operator || symbol->parameters.size() != expr.args.size())
    return nullptr;
  const auto given_actions = [&] {
    return leaf(expr, place, {symbol->name, {}, {}, expr.span, place.module->name, true}, path);
  };
  for (const Symbol* p : symbol->parameters)
    if (p->arity) return given_actions();
  const Scope* local = symbol->in_let ? find(symbol, place) : nullptr;
  if (symbol->in_let && (!local || local->is == Scope::Is::Alias)) return nullptr;

  Place body_place = inside;
  if (local) {
    body_place = local->place;
    body_place.frame = place.frame;
  } else {
    body_place.module = symbol->home;
    if (closed(symbol)) body_place.environment = nullptr;
    if (reference.instances.empty()) body_place.scope = nullptr;
    if (reference.instances.empty() && place.environment) body_place.scope = place.scope;
  }
  std::vector<LetSlot> lets;
  Named inner{symbol->name, {}, {}, symbol->unit->span, symbol->home->name, true, reference.instances.empty() && top().module->find(symbol->name) == symbol};
  for (size_t i = 0; i < expr.args.size(); ++i) {
    const Symbol* p = symbol->parameters[i];
    const Expr* value = lower(*expr.args[i], place);
    Scope s{.is = Scope::Is::Alias, .outer = body_place.scope, .symbol = p};
    s.alias = {expr.args[i], place, nullptr};
    const Expr* argument = value;
    if (value->kind != Kind::Local && value->kind != Kind::Constant && value->level <= Level::State &&
        expr.args[i]->kind != ExprKind::Name) {
      s.is = Scope::Is::Slot;
      s.frame = place.frame;
      s.slot = place.frame->slots++;
      s.body = expr.args[i];
      s.place = place;
      s.level = value->level;
      lets.push_back({s.slot, value, p->name, true});
      argument = local_node(s.slot, value->level, expr.span);
    }
    if (value->level > Level::State) return given_actions();
    inner.parameters.push_back(p->name);
    inner.arguments.push_back(argument);
    body_place.scope = push(s);
  }
  ActionNode* let = nullptr;
  if (!lets.empty()) {
    let = &spec_->nodes.emplace_back();
    let->kind = ActionNode::Kind::Let;
    let->lets = std::move(lets);
    path.push_back(let);
  }
  enclosing_.push_back(inner);
  const ActionNode* body = split(*symbol->unit->body, body_place, inner, path);
  enclosing_.pop_back();
  path.resize(depth);
  if (asked_) listed_[body] = listed_call(body, expr, place, inside, inner);
  if (!let) return body;
  let->children.push_back(body);
  if (asked_) listed_[let] = listed_let(*let);
  return let;
}

}  // namespace trestle::core
