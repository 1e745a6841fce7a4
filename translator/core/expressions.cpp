// Expressions of the language, one function for each family.
#include <fmt/format.h>

#include <algorithm>

#include "translator/core/lowering.h"
#include "translator/runtime/atoms.h"

namespace trestle::core {

using ast::ExprKind;

const Expr* Lowering::lower(const ast::Expr& expr, Place place) {
  auto arg = [&](size_t i) { return lower(*expr.args[i], place); };
  auto all = [&] {
    std::vector<const Expr*> args;
    for (const ast::Expr* a : expr.args) args.push_back(lower(*a, place));
    return args;
  };
  auto control = [&](Kind kind) {
    Expr& e = node(kind, expr.span);
    e.args = all();
    return finish_level(e);
  };
  switch (expr.kind) {
    case ExprKind::Name: return name(expr, place);
    case ExprKind::Number: {
      int64_t value = 0;
      for (char c : expr.text)
        if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, c - '0', &value) || !Value::fits(value))
          return error(DiagnosticKind::Unsupported, expr.span, "the number is too large");
      return constant(Value::integer(value), expr.span);
    }
    case ExprKind::Decimal: return error(DiagnosticKind::Unsupported, expr.span, "decimal numbers cannot be evaluated, by TLC either");
    case ExprKind::String: return constant(runtime::string_value(expr.text), expr.span);
    case ExprKind::At:
      if (at_stack_.empty()) return error(DiagnosticKind::SyntaxError, expr.span, "@ outside of an EXCEPT");
      return slot(*at_stack_.back(), expr.span, place);
    case ExprKind::Junction: {
      if (expr.args.size() == 1) return arg(0);
      Kind kind = expr.text == "\\lor" ? Kind::Or : Kind::And;
      Expr& e = node(kind, expr.span);
      for (const ast::Expr* a : expr.args) e.args.push_back(lower(*a, place));
      return finish_level(e);
    }
    case ExprKind::If: return control(Kind::If);
    case ExprKind::Case: return control(Kind::Case);
    case ExprKind::Let: return let(expr, place);
    case ExprKind::Quantified:
      if (expr.text == "\\AA" || expr.text == "\\EE")
        return error(DiagnosticKind::Unsupported, expr.span, "temporal quantification is not supported, nor is it by TLC");
      return comprehension(expr.text == "\\A" ? Kind::Forall : Kind::Exists, expr, place);
    case ExprKind::Choose: return comprehension(Kind::Choose, expr, place);
    case ExprKind::SetFilter: return comprehension(Kind::Filter, expr, place);
    case ExprKind::SetMap: return comprehension(Kind::Map, expr, place);
    case ExprKind::Function: return function(nullptr, &expr, place);
    case ExprKind::Lambda: return error(DiagnosticKind::NotAnOperator, expr.span, "a LAMBDA is not a value");
    case ExprKind::SetEnumerate: return apply(Op::SetOf, all(), expr.span);
    case ExprKind::Tuple: return apply(Op::TupleOf, all(), expr.span);
    case ExprKind::Product: return apply(Op::ProductSet, all(), expr.span);
    case ExprKind::FunctionSet: return apply(Op::FunctionSet, all(), expr.span);
    case ExprKind::Record: return record(Kind::Record, expr, place);
    case ExprKind::RecordSet: return record(Kind::RecordSet, expr, place);
    case ExprKind::Except: return except(expr, place);
    case ExprKind::Index: {
      const Expr* function = arg(0);
      if (expr.args.size() == 2) return apply(Op::Apply, {function, arg(1)}, expr.span);
      std::vector<const Expr*> indices;
      for (size_t i = 1; i < expr.args.size(); ++i) indices.push_back(arg(i));
      return apply(Op::Apply, {function, apply(Op::TupleOf, std::move(indices), expr.span)}, expr.span);
    }
    case ExprKind::Field: {
      Expr& e = node(Kind::Field, expr.span);
      e.index = runtime::atom(expr.text);
      e.args = {arg(0)};
      return finish_level(e);
    }
    case ExprKind::ActionBox: {
      Expr& e = node(Kind::Or, expr.span);
      const Expr* action = arg(0);
      e.args = {action, unchanged(*expr.args[1], expr.args[1]->span, place)};
      return finish_level(e);
    }
    case ExprKind::ActionAngle: {
      Expr& e = node(Kind::And, expr.span);
      e.angle = true;
      const Expr* action = arg(0);
      e.args = {action, apply(Op::Not, {unchanged(*expr.args[1], expr.args[1]->span, place)}, expr.args[1]->span)};
      return finish_level(e);
    }
    case ExprKind::Fairness: {
      Expr& e = node(expr.text == "WF_" ? Kind::WeakFairness : Kind::StrongFairness, expr.span);
      const auto angle = [&](const Place& at) {
        Expr& both = node(Kind::And, expr.args[1]->span);
        const Expr* action = lower(*expr.args[1], at);
        both.args = {action, apply(Op::Not, {unchanged(*expr.args[0], expr.args[0]->span, at)}, expr.args[0]->span)};
        return finish_level(both);
      };
      Place asked = place;
      asked.enabled = place.environment;
      e.args = {angle(place), angle(asked)};
      return finish_level(e);
    }
    case ExprKind::Label: return arg(0);
    case ExprKind::Subexpression: return name(expr, place);
  }
  return nullptr;
}

std::vector<Binding> Lowering::bind(const std::vector<ast::Binder>& binders, Place& place) {
  std::vector<Binding> bindings;
  std::vector<const Expr*> sets;
  for (const auto& b : binders) sets.push_back(b.set ? lower(*b.set, place) : nullptr);
  for (size_t i = 0; i < binders.size(); ++i) {
    const auto& symbols = place.module->bound.at(&binders[i]);
    Binding tuple;
    for (const Symbol* symbol : symbols) {
      Scope s{.is = Scope::Is::Slot, .outer = place.scope, .symbol = symbol};
      s.frame = place.frame;
      s.slot = place.frame->slots++;
      s.primed = place.primed;
      s.level = sets[i] ? sets[i]->level : Level::Constant;
      place.scope = push(s);
      if (binders[i].tuple)
        tuple.slots.push_back(s.slot);
      else
        bindings.push_back({{s.slot}, false, sets[i]});
    }
    if (binders[i].tuple) {
      tuple.tuple = true;
      tuple.set = sets[i];
      bindings.push_back(std::move(tuple));
    }
  }
  return bindings;
}

const Expr* Lowering::comprehension(Kind kind, const ast::Expr& expr, Place place) {
  Expr& e = node(kind, expr.span);
  e.bindings = bind(expr.binders, place);
  e.args = {lower(*expr.args[0], place)};
  return finish_level(e);
}

const Expr* Lowering::function(const ast::Unit* unit, const ast::Expr* expr, Place place) {
  Expr& e = node(Kind::Function, unit ? unit->span : expr->span);
  uint32_t self = 0;
  if (unit) {
    const Scope* s = find(place.module->defined.at(unit), place);
    self = s->slot;
  }
  e.bindings = bind(unit ? unit->binders : expr->binders, place);
  e.args = {lower(unit ? *unit->body : *expr->args[0], place)};
  if (unit) e.self = self;  // whether it is used: collect_free_slots() knows
  return finish_level(e);
}

const Expr* Lowering::record(Kind kind, const ast::Expr& expr, Place place) {
  std::vector<std::pair<uint32_t, const Expr*>> fields;
  for (size_t i = 0; i < expr.fields.size(); ++i) fields.push_back({runtime::atom(expr.fields[i]), lower(*expr.args[i], place)});
  return record(kind, std::move(fields), expr.span);
}

const Expr* Lowering::record(Kind kind, std::vector<std::pair<uint32_t, const Expr*>> fields, Span span) {
  std::sort(fields.begin(), fields.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<uint32_t> atoms;
  Expr& e = node(kind, span);
  for (const auto& [atom, value] : fields) {
    if (!atoms.empty() && atoms.back() == atom)
      return error(DiagnosticKind::DuplicateDefinition, span, fmt::format("the field {} is given twice", runtime::atom_text(atom)));
    atoms.push_back(atom);
    e.args.push_back(value);
  }
  e.index = runtime::record_shape(atoms);
  return finish_level(e);
}

const Expr* Lowering::except(const ast::Expr& expr, Place place) {
  Expr& e = node(Kind::Except, expr.span);
  e.args = {lower(*expr.args[0], place)};
  for (const auto& update : expr.updates) {
    Update u;
    for (const auto& selector : update.path) {
      PathStep step;
      if (selector.indices.empty()) {
        step.field = runtime::atom(selector.field);
      } else if (selector.indices.size() == 1) {
        step.index = lower(*selector.indices[0], place);
      } else {
        std::vector<const Expr*> indices;
        for (const ast::Expr* index : selector.indices) indices.push_back(lower(*index, place));
        step.index = apply(Op::TupleOf, std::move(indices), selector.span);
      }
      u.path.push_back(step);
    }
    Scope at{.is = Scope::Is::Slot, .outer = nullptr};
    at.frame = place.frame;
    at.slot = place.frame->slots++;
    at.primed = place.primed;
    at.level = e.args[0]->level;
    at_stack_.push_back(push(at));
    u.value = lower(*update.value, place);
    at_stack_.pop_back();
    u.at_slot = at.slot;
    e.updates.push_back(std::move(u));
  }
  return finish_level(e);
}

const Expr* Lowering::let(const ast::Expr& expr, Place place) {
  std::vector<LetSlot> lets = define_lets(expr.units, place);
  const Expr* body = lower(*expr.args[0], place);
  if (lets.empty()) return body;
  Expr& e = node(Kind::Let, expr.span);
  e.lets = std::move(lets);
  e.args = {body};
  return finish_level(e);
}

std::vector<LetSlot> Lowering::define_lets(const std::vector<const ast::Unit*>& units, Place& place) {
  std::vector<LetSlot> lets;
  std::vector<Scope*> recursive;
  for (const ast::Unit* unit : units) {
    if (unit->kind == ast::UnitKind::Recursive) continue;
    if (unit->kind == ast::UnitKind::Instance) {
      auto named = place.module->defined.find(unit);
      Scope s{.is = Scope::Is::Instance, .outer = place.scope};
      if (named != place.module->defined.end()) s.symbol = named->second;
      for (const auto& instance : place.module->owned_instances)
        if (instance.unit == unit) s.instance = &instance;
      place.scope = push(s);
      continue;
    }
    const Symbol* symbol = place.module->defined.at(unit);
    if (unit->kind == ast::UnitKind::Operator && unit->parameters.empty()) {
      Scope s{.is = Scope::Is::Slot, .outer = place.scope, .symbol = symbol};
      s.place = place;
      if (unit->body->kind == ExprKind::Name && unit->body->args.empty() && unit->body->qualifiers.empty()) {
        const Symbol* target = place.module->references.at(unit->body).symbol;
        if (target->kind != SymbolKind::Operator && target->kind != SymbolKind::Imported) {
          s.is = Scope::Is::Alias;
          s.alias = {unit->body, place, nullptr};
          place.scope = push(s);
          continue;
        }
      }
      const Expr* value = lower(*unit->body, place);
      s.frame = place.frame;
      s.slot = place.frame->slots++;
      s.primed = place.primed;
      s.body = unit->body;
      s.level = value->level;
      lets.push_back({s.slot, value, symbol->name});
      place.scope = push(s);
    } else if (unit->kind == ast::UnitKind::Operator) {
      Scope s{.is = Scope::Is::Operator, .outer = place.scope, .symbol = symbol};
      s.local = &local_operators_.emplace_back(LocalOperator{.symbol = symbol});
      s.place = place;
      Scope* pushed = &scopes_.emplace_back(s);
      if (symbol->recursive) {
        pushed->place.scope = pushed;
        recursive.push_back(pushed);
      }
      place.scope = pushed;
    } else {  // f[x \in S] == e
      Scope s{.is = Scope::Is::Slot, .outer = place.scope, .symbol = symbol};
      s.frame = place.frame;
      s.slot = place.frame->slots++;
      s.primed = place.primed;
      s.place = place;
      Scope* pushed = &scopes_.emplace_back(s);
      place.scope = pushed;
      const Expr* value = function(unit, nullptr, place);
      pushed->level = value->level;
      lets.push_back({pushed->slot, value, symbol->name});
    }
  }
  for (Scope* s : recursive) s->place.scope = place.scope;  // they see each other
  return lets;
}

const Expr* Lowering::lower_operator(const ast::Expr& expr, int arity, Place place) {
  if (expr.kind == ExprKind::Lambda) return closure(lift_lambda(expr, place), expr.span, place);
  const auto& reference = place.module->references.at(&expr);
  if (reference.instances.empty()) {
    const Symbol* s = reference.symbol;
    if (s->kind == SymbolKind::Parameter)
      if (const Scope* scope = find(s, place)) {
        if (scope->is == Scope::Is::Slot) return slot(*scope, expr.span, place);
        if (scope->is == Scope::Is::Alias) {
          Place there = scope->alias.place;
          there.frame = place.frame;
          there.enabled = enabled_for(there, place);
          return lower_operator(*scope->alias.syntax, arity, there);
        }
      }
  }
  // The operator as a definition of its own: F is LAMBDA x, y : F(x, y).
  Definition& d = spec_->definitions.emplace_back();
  d.name = expr.text;
  d.span = expr.span;
  Frame& frame = frame_of(d);
  Place inside = place;
  inside.frame = &frame;
  std::vector<Argument> arguments;
  for (int i = 0; i < arity; ++i) {
    uint32_t slot = frame.slots++;
    d.parameters.push_back(fmt::format("_{}", i + 1));
    d.slots.push_back(slot);
    arguments.push_back({nullptr, inside, local_node(slot, Level::Constant, expr.span)});
  }
  Place at = inside;
  for (size_t i = 0; i < reference.instances.size(); ++i) {
    std::vector<Argument> qualifier_arguments;
    for (const ast::Expr* a : expr.qualifiers[i].args) qualifier_arguments.push_back({a, inside, nullptr});
    at = enter_instance(reference.instances[i], qualifier_arguments, at);
  }
  const Expr* body = symbol(reference.symbol, std::move(arguments), expr.span, at, !reference.instances.empty());
  return closure(finish(d, body, frame), expr.span, place);
}

const Expr* Lowering::suspend(const Argument& argument, Span span, Place place) {
  Definition& d = spec_->definitions.emplace_back();
  d.span = span;
  Frame& frame = frame_of(d);
  const Expr* body = lower(argument, &frame, place.primed);
  return closure(finish(d, body, frame), span, place);
}

const Expr* Lowering::unchanged(const ast::Expr& subject, Span span, Place place) {
  if (!place.prime_allowed) return error(DiagnosticKind::LevelError, span, "UNCHANGED under a prime, or in the initial predicate");
  Expr& e = node(Kind::Unchanged, span);
  std::vector<const Expr*> others;
  unchanged_variables(subject, place, e.variables, others, span);
  if (others.empty()) return finish_level(e);
  if (!e.variables.empty()) others.insert(others.begin(), finish_level(e));
  if (others.size() == 1) return others[0];
  Expr& both = node(Kind::And, span);
  both.args = std::move(others);
  return finish_level(both);
}

// What UNCHANGED looks into. Of another value it is asked whether it is the same, by its name, so that it is found once.
static bool may_be_variables(const ast::Expr& e) { return e.kind == ExprKind::Tuple || e.kind == ExprKind::Name; }

// Takes tuples apart, through definitions, down to variables; what is not a variable keeps its value as an expression.
bool Lowering::unchanged_variables(const ast::Expr& subject, Place place, std::vector<uint32_t>& variables,
                                   std::vector<const Expr*>& others, Span span) {
  if (subject.kind == ExprKind::Tuple) {
    for (const ast::Expr* part : subject.args) unchanged_variables(*part, place, variables, others, span);
    return true;
  }
  if (subject.kind == ExprKind::Name && subject.args.empty()) {
    const auto& reference = place.module->references.at(&subject);
    if (reference.instances.empty()) {
      if (const Scope* s = find(reference.symbol, place)) {
        Place there = s->is == Scope::Is::Alias ? s->alias.place : s->place;
        there.frame = place.frame;
        there.primed = place.primed;
        there.prime_allowed = place.prime_allowed;
        if (s->is == Scope::Is::Alias && s->alias.syntax)
          return unchanged_variables(*s->alias.syntax, there, variables, others, span);
        if (s->is == Scope::Is::Slot && s->body) return unchanged_variables(*s->body, there, variables, others, span);
      }
    }
    // A variable of an instantiated module is what is put for it; under ENABLED it is itself.
    if (reference.instances.empty()) {
      const Symbol* same = reference.symbol;
      bool is_value = false;  // or free
      for (const Environment* e = place.environment; e && !is_value; e = e->outer)
        for (const auto& entry : e->instance->substitution) {
          if (entry.formal != same) continue;
          if (is_free(*e, place)) {
            is_value = true;
            break;
          }
          Place outside = place;
          outside.module = e->instance->home;
          outside.environment = e->outer;
          if (entry.value) return unchanged_variables(*entry.value, outside, variables, others, span);
          same = entry.same;
          if (same->kind != SymbolKind::Operator || same->arity || !same->unit || !same->unit->body || same->in_let) continue;
          outside.module = same->home;
          is_value = !may_be_variables(*same->unit->body);
          if (is_value) break;
          return unchanged_variables(*same->unit->body, outside, variables, others, span);
        }
    }
    const ast::Expr* body = &subject;
    Place there = place;
    if (unfold(body, there) && body != &subject && may_be_variables(*body)) {
      if (depth_ > kDeepest) {
        error(DiagnosticKind::ConfigConflict, subject.span, fmt::format("{} is defined in terms of itself", subject.text),
              "the .cfg replaces it by a definition that uses it");
        return false;
      }
      ++depth_;
      const bool found = unchanged_variables(*body, there, variables, others, span);
      --depth_;
      return found;
    }
  }
  const Expr* now = lower(subject, place);
  Place next = place;
  next.primed = true;
  next.prime_allowed = false;
  const Expr* then = lower(subject, next);
  // What is put for a free variable says nothing of its next value.
  if (now->kind == Kind::Variable && then->kind == Kind::Variable && then->index == now->index) {
    variables.push_back(now->index);
  } else if (now->level != Level::Constant || then->level != Level::Constant) {
    others.push_back(apply(Op::Equal, {then, now}, span));
  }
  return true;
}

}  // namespace trestle::core
