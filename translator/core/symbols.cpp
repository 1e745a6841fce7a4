// Names: what they stand for under instances, overrides and priming; calls, lifted operators, captures.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "translator/core/lowering.h"

namespace trestle::core {

using ast::ExprKind;
using modules::Builtin;

namespace {

std::vector<Argument> arguments_of(const std::vector<const ast::Expr*>& args, Place place) {
  std::vector<Argument> out;
  for (const ast::Expr* a : args) out.push_back({a, place, nullptr});
  return out;
}

}  // namespace

const Scope* Lowering::find(const Symbol* symbol, Place place) const {
  for (const Scope* s = place.scope; s; s = s->outer)
    if (s->symbol == symbol) return s;
  return nullptr;
}

// A symbol is closed when nothing around its module can change what it means.
bool Lowering::closed(const Symbol* symbol) const {
  return symbol->home && symbol->home->constants.empty() && symbol->home->variables.empty();
}

const Expr* Lowering::name(const ast::Expr& expr, Place place) {
  auto it = place.module->references.find(&expr);
  if (it == place.module->references.end())
    return error(DiagnosticKind::UnknownIdentifier, expr.span, fmt::format("{} was not resolved", expr.text));
  const modules::Reference& reference = it->second;
  auto arguments = arguments_of(reference.arguments.empty() ? expr.args : reference.arguments, place);
  if (reference.instances.empty()) return symbol(reference.symbol, std::move(arguments), expr.span, place);

  Place inside = place;
  for (size_t i = 0; i < reference.instances.size(); ++i)
    inside = enter_instance(reference.instances[i], arguments_of(expr.qualifiers[i].args, place), inside);
  return symbol(reference.symbol, std::move(arguments), expr.span, inside, true);
}

const Environment* Lowering::environment(const modules::Instance* instance, const Environment* outer, const Scope* scope) {
  auto [it, added] = environments_.try_emplace({instance, outer, scope}, nullptr);
  if (added) it->second = &owned_environments_.emplace_back(Environment{instance, outer, scope});
  return it->second;
}

// Parameters of the instance stand for the text of their arguments, which may be variables that are primed in there.
Place Lowering::enter_instance(const Symbol* symbol, const std::vector<Argument>& arguments, Place place) {
  if (symbol->kind == SymbolKind::Imported) {
    place.environment = environment(symbol->instance, place.environment, place.scope);
    place.module = symbol->instance->module;
    symbol = symbol->target;
  }
  const modules::Instance* instance = symbol->instance;
  Place inside = place;
  for (size_t i = 0; i < instance->parameters.size(); ++i) {
    Scope s{.is = Scope::Is::Alias, .outer = inside.scope, .symbol = instance->parameters[i]};
    s.alias = arguments[i];
    inside.scope = push(s);
  }
  // In a LET, the instance sees the locals around it.
  const Scope* sees = instance->parameters.empty() ? nullptr : inside.scope;
  if (const Scope* s = find(symbol, place); s && !sees) sees = s->outer;
  inside.environment = environment(instance, place.environment, sees);
  inside.module = instance->module;
  return inside;
}

// Is it a variable, put for no other variable of the instance?
bool Lowering::alone(const Expr& value, const modules::Instance::Entry& entry, const Environment& environment, Place outside) {
  if (value.kind != Kind::Variable) return false;
  return std::none_of(environment.instance->substitution.begin(), environment.instance->substitution.end(), [&](const auto& other) {
    if (&other == &entry || other.formal->kind != SymbolKind::Variable) return false;
    const Expr* put = other.same ? symbol(other.same, {}, value.span, outside)
                                 : lower({other.value, outside, nullptr}, outside.frame, outside.primed);
    return put->kind == Kind::Variable && put->index == value.index;
  });
}

// What an INSTANCE around the place puts for a constant or variable of its module; null when none does.
const Expr* Lowering::substituted(const Symbol* symbol, const std::vector<Argument>& arguments, Span span, Place place) {
  for (const Environment* e = place.environment; e; e = e->outer) {
    for (const auto& entry : e->instance->substitution) {
      if (entry.formal != symbol) continue;
      Place outside = place;
      outside.module = e->instance->home;
      outside.environment = e->outer;
      // Parameters of the instance and LET locals; what is bound further in is hidden by scoping already.
      if (entry.same && symbol->arity) return this->symbol(entry.same, arguments, span, outside);
      if (symbol->arity == 0) {
        const Expr* value = entry.same ? this->symbol(entry.same, {}, span, outside)
                                       : lower({entry.value, outside, nullptr}, place.frame, place.primed);
        const bool stands_for_itself = is_free(*e, place) && place.primed && symbol->kind == SymbolKind::Variable;
        return stands_for_itself && !alone(*value, entry, *e, outside) ? abstract_variable(symbol, e, span) : value;
      }
      if (arguments.empty()) return lower_operator(*entry.value, symbol->arity, outside);
      if (entry.value->kind == ExprKind::Name) {
        const auto& reference = outside.module->references.at(entry.value);
        for (size_t i = 0; i < reference.instances.size(); ++i)
          outside = enter_instance(reference.instances[i], arguments_of(entry.value->qualifiers[i].args, outside), outside);
        return this->symbol(reference.symbol, arguments, span, outside, !reference.instances.empty());
      }
      Expr& e2 = node(Kind::Invoke, span);
      e2.args = {lower_operator(*entry.value, symbol->arity, outside)};
      for (const Argument& a : arguments) e2.args.push_back(lower(a, place.frame, place.primed));
      return finish_level(e2);
    }
  }
  return nullptr;
}

const Expr* Lowering::symbol(const Symbol* symbol, std::vector<Argument> arguments, Span span, Place place,
                             bool qualified) {
  if (symbol->kind == SymbolKind::Constant || symbol->kind == SymbolKind::Variable)
    if (const Expr* value = substituted(symbol, arguments, span, place)) return value;
  if (const auto before = declared_before_.find(symbol); before != declared_before_.end()) symbol = before->second;
  if (const Override* o = override_of(symbol, place.environment, qualified)) {
    if (o->is == Override::Is::Value) return constant(o->value, span);  // whatever its arguments are
    if (o->is == Override::Is::Points) {
      std::vector<const Expr*> point;
      for (const Argument& a : arguments) point.push_back(lower(a, place.frame, place.primed));
      const Expr* argument = point.size() == 1 ? point[0] : apply(Op::TupleOf, std::move(point), span);
      return apply(Op::Apply, {constant(o->value, span), argument}, span);
    }
    Place root = top();
    root.frame = place.frame;
    root.scope = place.scope;
    root.primed = place.primed;
    root.prime_allowed = place.prime_allowed;
    if (o->symbol->arity == 0) arguments.clear();
    if (o->symbol != symbol) return this->symbol(o->symbol, std::move(arguments), span, root);
  }
  switch (symbol->kind) {
    case SymbolKind::Builtin: return builtin(symbol->builtin, std::move(arguments), span, place);
    case SymbolKind::Bound:
    case SymbolKind::Parameter: {
      if (const Scope* s = find(symbol, place)) return local(*s, std::move(arguments), span, place);
      return error(DiagnosticKind::Unsupported, span, fmt::format("{} cannot be reached from here", symbol->name));
    }
    case SymbolKind::Constant:
    case SymbolKind::Variable: {
      if (symbol->kind == SymbolKind::Variable) {
        auto v = variables_.find(symbol);
        if (v == variables_.end())
          return error(DiagnosticKind::BadSubstitution, span, fmt::format("{} is a variable of another module", symbol->name));
        Expr& e = node(Kind::Variable, span);
        e.index = v->second;
        e.primed = place.primed;
        e.level = place.primed ? Level::Action : Level::State;
        return &e;
      }
      return error(DiagnosticKind::ConfigMissing, span, fmt::format("the constant {} has no value", symbol->name),
                   fmt::format("add CONSTANT {} = ... to the .cfg", symbol->name));
    }
    case SymbolKind::Imported: {
      Place inside = place;
      const Scope* scope = nullptr;
      for (const Scope* s = place.scope; s; s = s->outer)
        if (s->is == Scope::Is::Instance && s->instance == symbol->instance) scope = s->outer;
      inside.environment = environment(symbol->instance, place.environment, scope);
      inside.module = symbol->instance->module;
      return this->symbol(symbol->target, std::move(arguments), span, inside, true);
    }
    case SymbolKind::Operator: return operator_symbol(symbol, std::move(arguments), span, place);
    case SymbolKind::Statement: {
      Place inside = place;
      inside.module = symbol->home;
      return lower(*symbol->unit->body, inside);
    }
    case SymbolKind::Instance: break;
  }
  return error(DiagnosticKind::NotAnOperator, span, fmt::format("{} is {}", symbol->name, modules::name(symbol->kind)));
}

const Expr* Lowering::abstract_variable(const Symbol* symbol, const Environment* environment, Span span) {
  const auto next = static_cast<uint32_t>(spec_->variables.size() + spec_->abstract_variables.size());
  auto [it, added] = abstract_variables_.try_emplace({symbol, environment}, next);
  if (added) spec_->abstract_variables.push_back(symbol->name);
  Expr& e = node(Kind::Variable, span);
  e.index = it->second;
  e.primed = true;
  e.level = Level::Action;
  return &e;
}

// Whether the instance is this one, or around it.
static bool stands_in(const Environment* e, const Environment& instance) {
  while (e != nullptr && e != &instance) e = e->outer;
  return e != nullptr;
}

const Environment* Lowering::enabled_for(const Place& given, const Place& applied) {
  const Environment* enabled = applied.enabled;
  while (enabled != nullptr && !stands_in(given.environment, *enabled)) enabled = enabled->outer;
  return enabled;
}

bool Lowering::is_free(const Environment& environment, const Place& place) { return stands_in(place.enabled, environment); }

const Expr* Lowering::operator_symbol(const Symbol* symbol, std::vector<Argument> arguments, Span span, Place place) {
  if (symbol->in_let)
    if (const Scope* s = find(symbol, place)) return local(*s, std::move(arguments), span, place);
  if (!symbol->native.empty()) {
    if (auto op = op_named(symbol->native)) {
      if (*op == Op::TLCEvalDefinition && arguments[0].syntax && arguments[0].syntax->kind == ExprKind::String) {
        const Symbol* named = module_->find(arguments[0].syntax->text);
        if (named && named->kind == SymbolKind::Operator && named->arity == 0) return this->symbol(named, {}, span, place);
      }
      std::vector<const Expr*> args;
      for (size_t i = 0; i < arguments.size(); ++i) {
        int arity = i < symbol->parameters.size() ? symbol->parameters[i]->arity : 0;
        bool later = (*op == Op::AssertError && i == 1) || *op == Op::TLCDefer;
        args.push_back(arity   ? lower_operator(*arguments[i].syntax, arity, arguments[i].place)
                       : later ? suspend(arguments[i], span, place)
                               : lower(arguments[i], place.frame, place.primed));
      }
      return apply(*op, std::move(args), span);
    }
  }
  if (!symbol->unit) return error(DiagnosticKind::UnknownIdentifier, span, fmt::format("{} is never defined", symbol->name));
  // A function that is being lowered refers to itself through its slot.
  if (symbol->unit->kind == ast::UnitKind::Function)
    if (const Scope* s = find(symbol, place)) return slot(*s, span, place);
  Place at = place;
  at.module = symbol->home;
  if (closed(symbol)) at.environment = nullptr;
  if (must_be_in_place(symbol, arguments, place)) return in_place(symbol, std::move(arguments), span, at);
  return call(define(symbol, at), symbol, std::move(arguments), span, place);
}

const Expr* Lowering::local(const Scope& scope, std::vector<Argument> arguments, Span span, Place place) {
  switch (scope.is) {
    case Scope::Is::Slot: {
      const Expr* value = slot(scope, span, place);
      if (arguments.empty()) return value;
      Expr& e = node(Kind::Invoke, span);
      e.args = {value};
      for (const Argument& a : arguments) e.args.push_back(lower(a, place.frame, place.primed));
      return finish_level(e);
    }
    case Scope::Is::Alias: {
      if (scope.symbol->arity == 0) {
        const Expr* value = lower(scope.alias, place.frame, place.primed);
        if (value->kind != Kind::Local && value->kind != Kind::Constant) return value;
        // Messages speak of the name as it is used here.
        Expr& used = node(value->kind, span);
        used = *value;
        used.span = span;
        return &used;
      }
      Place there = scope.alias.place;
      there.frame = place.frame;
      there.primed = place.primed;
      there.prime_allowed = place.prime_allowed;
      there.enabled = enabled_for(there, place);
      if (scope.alias.syntax->kind == ExprKind::Name) {
        const auto& reference = there.module->references.at(scope.alias.syntax);
        if (reference.instances.empty()) return symbol(reference.symbol, std::move(arguments), span, there);
      }
      Expr& e = node(Kind::Invoke, span);
      e.args = {lower_operator(*scope.alias.syntax, scope.symbol->arity, there)};
      for (const Argument& a : arguments) e.args.push_back(lower(a, place.frame, place.primed));
      return finish_level(e);
    }
    case Scope::Is::Operator: {
      if (must_be_in_place(scope.symbol, arguments, place)) {
        Place at = scope.place;
        at.frame = place.frame;
        at.primed = place.primed;
        at.prime_allowed = place.prime_allowed;
        return in_place(scope.symbol, std::move(arguments), span, at);
      }
      return call(lift(scope.symbol, scope, place), scope.symbol, std::move(arguments), span, place);
    }
    case Scope::Is::Instance: break;
  }
  return error(DiagnosticKind::NotAnOperator, span, "an INSTANCE is not a value");
}

const Expr* Lowering::slot(const Scope& scope, Span span, Place place) {
  if (scope.primed != place.primed && scope.level != Level::Constant) {
    // The slot holds the value in the other state: read the text again.
    Place there = scope.place;
    there.frame = place.frame;
    there.primed = place.primed;
    there.prime_allowed = place.prime_allowed;
    if (scope.body) return lower(*scope.body, there);
    if (scope.symbol && scope.symbol->unit && scope.symbol->unit->kind == ast::UnitKind::Function)
      return error(DiagnosticKind::Unsupported, span, fmt::format("the function {} of a LET cannot be primed", scope.symbol->name));
    // A bound name or a parameter that is a value: it is what it is in either state.
  }
  if (scope.frame == place.frame) return local_node(scope.slot, scope.level, span);
  return captured(scope, span, place);
}

const Expr* Lowering::captured(const Scope& scope, Span span, Place place) {
  for (const auto& c : place.frame->captures)
    if (c.what == &scope) return local_node(c.slot, scope.level, span);
  uint32_t slot = place.frame->slots++;
  place.frame->captures.push_back({&scope, slot});
  return local_node(slot, scope.level, span);
}

void Lowering::add_captures(const Definition* definition, Expr& call, Place place) {
  auto it = definition_frames_.find(definition);
  if (it == definition_frames_.end()) return;
  for (size_t i = 0; i < it->second->captures.size(); ++i) {
    const Scope* what = it->second->captures[i].what;
    if (what->frame == place.frame) {
      call.args.push_back(local_node(what->slot, what->level, call.span));
    } else if (it->second == place.frame) {  // a call of itself passes on what it was given
      call.args.push_back(local_node(it->second->captures[i].slot, what->level, call.span));
    } else {
      call.args.push_back(captured(*what, call.span, place));
    }
  }
}

const Expr* Lowering::in_place(const Symbol* symbol, std::vector<Argument> arguments, Span span, Place at) {
  if (++depth_ > kDeepest) {
    --depth_;
    return error(DiagnosticKind::Unsupported, span,
                 fmt::format("{} is recursive and takes a variable to assign: it cannot be unfolded", symbol->name));
  }
  const ParameterUse& use = uses(symbol);
  std::vector<LetSlot> lets;
  Place inside = at;
  if (!symbol->in_let) inside.scope = nullptr;
  // What the environment's instance parameters are bound to stays visible.
  if (!symbol->in_let && at.environment) inside.scope = at.scope;
  for (size_t i = 0; i < symbol->parameters.size(); ++i) {
    const Symbol* p = symbol->parameters[i];
    Scope s{.is = Scope::Is::Alias, .outer = inside.scope, .symbol = p};
    const Argument& a = arguments[i];
    bool simple = a.lowered || p->arity > 0 || use.assigned.count(p) || a.syntax->kind == ExprKind::Number ||
                  a.syntax->kind == ExprKind::String || (a.syntax->kind == ExprKind::Name && a.syntax->args.empty());
    if (simple) {
      s.alias = a;
    } else {
      s.is = Scope::Is::Slot;
      const Expr* value = lower(a, at.frame, at.primed);
      s.frame = at.frame;
      s.slot = at.frame->slots++;
      s.primed = at.primed;
      s.body = a.syntax;
      s.place = a.place;
      s.level = value->level;
      lets.push_back({s.slot, value, p->name, true});
    }
    inside.scope = push(s);
  }
  const Expr* body = lower(*symbol->unit->body, inside);
  --depth_;
  if (lets.empty()) return body;
  Expr& e = node(Kind::Let, span);
  e.lets = std::move(lets);
  e.args = {body};
  return finish_level(e);
}

const Expr* Lowering::call(const Definition* definition, const Symbol* symbol, std::vector<Argument> arguments, Span span,
                           Place place) {
  Expr& e = node(Kind::Call, span);
  e.definition = definition;
  for (size_t i = 0; i < arguments.size(); ++i) {
    int arity = i < symbol->parameters.size() ? symbol->parameters[i]->arity : 0;
    if (arity && !arguments[i].lowered) {
      Place there = arguments[i].place;
      there.frame = place.frame;
      e.args.push_back(lower_operator(*arguments[i].syntax, arity, there));
    } else {
      e.args.push_back(lower(arguments[i], place.frame, place.primed));
    }
  }
  add_captures(definition, e, place);
  return finish_level(e);
}

const Expr* Lowering::closure(const Definition* definition, Span span, Place place) {
  Expr& e = node(Kind::Closure, span);
  e.definition = definition;
  add_captures(definition, e, place);
  return finish_level(e);
}

void Lowering::bind_slots(const std::vector<const Symbol*>& symbols, Definition& definition, Place& place) {
  for (const Symbol* p : symbols) {
    Scope s{.is = Scope::Is::Slot, .outer = place.scope, .symbol = p};
    s.frame = place.frame;
    s.slot = place.frame->slots++;
    s.primed = place.primed;
    definition.parameters.push_back(p->name);
    definition.slots.push_back(s.slot);
    place.scope = push(s);
  }
}

// What the body reads of the frames around it is known now: the captures follow the parameters.
const Definition* Lowering::finish(Definition& definition, const Expr* body, const Frame& frame) {
  definition.body = body;
  definition.level = body->level;
  definition.frame = frame.slots;
  for (const auto& c : frame.captures) definition.slots.push_back(c.slot);
  return &definition;
}

const Definition* Lowering::define(const Symbol* symbol, Place place) {
  Key key{symbol, place.environment, place.primed, place.prime_allowed, place.environment == nullptr ? nullptr : place.enabled};
  auto [it, added] = definitions_.try_emplace(key, nullptr);
  if (!added) {
    // Reached while it is being lowered: recursive, though not declared so, by way of a replaced constant.
    if (const auto begun = std::find(defining_.begin(), defining_.end(), it->second); begun != defining_.end())
      std::for_each(begun, defining_.end(), [](Definition* d) { d->recursive = true; });
    return it->second;
  }
  Definition& d = spec_->definitions.emplace_back();
  it->second = &d;
  defining_.push_back(&d);
  d.origin = &origins_[{symbol, place.environment}];
  d.name = symbol->name;
  d.span = symbol->unit->span;
  // A function that uses itself does so by a name in its own frame (Expr::self), and is no recursive definition.
  d.recursive = symbol->recursive && symbol->unit->kind != ast::UnitKind::Function;
  Frame& frame = frame_of(d);
  Place inside{.module = symbol->home, .environment = place.environment, .scope = nullptr, .frame = &frame,
               .primed = place.primed, .prime_allowed = place.prime_allowed, .enabled = place.enabled};
  // What the instances around it see: their parameters, and the locals of a LET around an INSTANCE.
  for (const Environment* e = place.environment; e && !inside.scope; e = e->outer) inside.scope = e->scope;
  std::vector<const Scope*> saved;  // @ means nothing in another definition
  saved.swap(at_stack_);
  if (symbol->unit->kind == ast::UnitKind::Function) {
    Scope s{.is = Scope::Is::Slot, .outer = inside.scope, .symbol = symbol};
    s.frame = &frame;
    s.slot = frame.slots++;
    s.primed = place.primed;
    inside.scope = push(s);
    finish(d, function(symbol->unit, nullptr, inside), frame);
  } else {
    bind_slots(symbol->parameters, d, inside);
    finish(d, lower(*symbol->unit->body, inside), frame);
  }
  saved.swap(at_stack_);
  defining_.pop_back();
  return &d;
}

const Definition* Lowering::lift(const Symbol* symbol, const Scope& scope, Place place) {
  const Definition*& lifted = scope.local->lifted[place.primed];
  if (lifted) return lifted;
  Definition& d = spec_->definitions.emplace_back();
  lifted = &d;
  d.name = symbol->name;
  d.span = symbol->unit->span;
  d.recursive = symbol->recursive;
  Frame& frame = frame_of(d);
  Place inside = scope.place;
  inside.frame = &frame;
  inside.primed = place.primed;
  inside.prime_allowed = place.prime_allowed;
  bind_slots(symbol->parameters, d, inside);
  if (symbol->recursive)  // calls of itself must know all captures beforehand
    for (const Scope* s = scope.place.scope; s; s = s->outer)
      if (s->is == Scope::Is::Slot && s->frame != &frame) captured(*s, d.span, inside);
  finish(d, lower(*symbol->unit->body, inside), frame);
  return &d;
}

const Definition* Lowering::lift_lambda(const ast::Expr& lambda, Place place) {
  Definition& d = spec_->definitions.emplace_back();
  d.name = "LAMBDA";
  d.span = lambda.span;
  Frame& frame = frame_of(d);
  Place inside = place;
  inside.frame = &frame;
  bind_slots(place.module->bound.at(&lambda), d, inside);
  return finish(d, lower(*lambda.args[0], inside), frame);
}

}  // namespace trestle::core
