// Levels of expressions.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "translator/modules/level_checker.h"

namespace trestle::modules {

using ast::Expr;
using ast::ExprKind;

Rank LevelChecker::bounded(Rank rank, Level most, Span span, std::string_view where, bool opaque) {
  const Level level = level_of(rank);
  if (level > most) error(span, fmt::format("{} is {}, where {} is allowed at most", where, text(level), text(most)));
  for (const Symbol* s : rank.adds) {
    auto [it, added] = current_->at_most.try_emplace(s, most);
    if (!added) it->second = std::min(it->second, most);
    if (opaque) current_->opaque.insert(s);
  }
  return rank;
}

Rank LevelChecker::operand(const Expr& e, Level most, std::string_view of, bool opaque) {
  return bounded(rank(e), most, e.span, fmt::format("this operand of {}", of), opaque);
}

Rank LevelChecker::operands(const std::vector<const Expr*>& args, Level most, std::string_view of) {
  Rank all;
  for (const Expr* a : args) add(all, operand(*a, most, of));
  return all;
}

Rank LevelChecker::formulas(const Expr& e, std::string_view of) {
  Rank all;
  bool action = false, temporal = false;
  for (const Expr* a : e.args) {
    const Rank one = operand(*a, Level::Temporal, of);
    action |= level_of(one) == Level::Action;
    temporal |= level_of(one) == Level::Temporal;
    add(all, one);
  }
  if (action && temporal)
    error(e.span, fmt::format("{} joins a temporal formula and an action", of),
          "an action in a temporal formula stands in [][A]_v or <><<A>>_v");
  return all;
}

Rank LevelChecker::rank(const Expr& e) {
  switch (e.kind) {
    case ExprKind::Number:
    case ExprKind::Decimal:
    case ExprKind::String:
    case ExprKind::At: return {};
    case ExprKind::Name:
    case ExprKind::Subexpression: return name(e);
    case ExprKind::Junction: return formulas(e, e.text == "\\lor" ? "\\/" : "/\\");
    case ExprKind::If: return operands(e.args, Level::Temporal, "IF");
    case ExprKind::Case: return operands(e.args, Level::Temporal, "CASE");
    case ExprKind::Let:
      for (const ast::Unit* unit : e.units)
        if (const auto it = module_->defined.find(unit); it != module_->defined.end() && it->second->unit)
          local(it->second);
      return rank(*e.args[0]);
    case ExprKind::Quantified: return quantified(e);
    case ExprKind::Function:
    case ExprKind::Lambda: return binding(e, Level::Temporal, "a function");
    case ExprKind::Choose: return binding(e, Level::Action, "CHOOSE");
    case ExprKind::SetFilter:
    case ExprKind::SetMap: return binding(e, Level::Action, "a set");
    case ExprKind::Record: return operands(e.args, Level::Temporal, "a record");
    case ExprKind::SetEnumerate: return operands(e.args, Level::Action, "{...}");
    case ExprKind::Tuple: return operands(e.args, Level::Action, "<<...>>");
    case ExprKind::Product: return operands(e.args, Level::Action, "\\X");
    case ExprKind::FunctionSet:
    case ExprKind::RecordSet: return operands(e.args, Level::Action, "[...]");
    case ExprKind::Index:
    case ExprKind::Field: return operands(e.args, Level::Action, "a function application");
    case ExprKind::Except: {
      Rank all = operands(e.args, Level::Action, "EXCEPT");
      for (const auto& update : e.updates) {
        for (const auto& selector : update.path) add(all, operands(selector.indices, Level::Action, "EXCEPT"));
        add(all, operand(*update.value, Level::Action, "EXCEPT"));
      }
      return all;
    }
    case ExprKind::ActionBox:
    case ExprKind::ActionAngle:
      operand(*e.args[0], Level::Action, "[A]_v", true);
      operand(*e.args[1], Level::State, "[A]_v", true);
      return {Level::Action, {}};
    case ExprKind::Fairness:
      operand(*e.args[0], Level::State, e.text, true);
      operand(*e.args[1], Level::Action, e.text, true);
      return {Level::Temporal, {}};
    case ExprKind::Label: return rank(*e.args[0]);
  }
  return {};
}

void LevelChecker::local(const Symbol* symbol) {
  const Profile& own = profile(symbol);
  for (const auto& [s, most] : own.at_most) {
    auto [it, added] = current_->at_most.try_emplace(s, most);
    if (!added) it->second = std::min(it->second, most);
  }
  for (const auto& [at, operand] : own.applied) add(current_->applied[at], operand);
  current_->opaque.insert(own.opaque.begin(), own.opaque.end());
}

Rank LevelChecker::binding(const Expr& e, Level most, std::string_view of) {
  Rank all;
  for (const auto& b : e.binders)
    if (b.set) add(all, operand(*b.set, Level::Action, of));
  for (const Expr* a : e.args) add(all, operand(*a, most, of));
  return all;
}

Rank LevelChecker::quantified(const Expr& e) {
  std::vector<Level> sets;
  Rank all;
  for (const auto& b : e.binders) {
    const Rank set = b.set ? operand(*b.set, Level::Action, e.text) : Rank{};
    sets.push_back(level_of(set));
    add(all, set);
  }
  const Rank body = operand(*e.args[0], Level::Temporal, e.text);
  add(all, body);
  if (e.text == "\\AA" || e.text == "\\EE") return {Level::Temporal, all.adds};
  for (size_t i = 0; i < sets.size(); ++i)
    if (level_of(body) == Level::Temporal && sets[i] == Level::Action)
      error(e.binders[i].set->span, "the set of a quantifier over a temporal formula is an action");
  return all;
}

Rank LevelChecker::builtin(const Expr& e, Builtin b) {
  switch (b) {
    case Builtin::Not: return operands(e.args, Level::Temporal, e.text);
    case Builtin::And:
    case Builtin::Or:
    case Builtin::Implies:
    case Builtin::Equiv: return formulas(e, e.text);
    case Builtin::Prime: operand(*e.args[0], Level::State, "'", true); return {Level::Action, {}};
    case Builtin::Unchanged: operand(*e.args[0], Level::State, "UNCHANGED", true); return {Level::Action, {}};
    case Builtin::Enabled: operand(*e.args[0], Level::Action, "ENABLED", true); return {Level::State, {}};
    case Builtin::Compose:
      for (const Expr* a : e.args) operand(*a, Level::Action, "\\cdot", true);
      return {Level::Action, {}};
    case Builtin::Always:
    case Builtin::Eventually: {
      const bool always = b == Builtin::Always;
      const Expr& of = *e.args[0];
      const Level level = level_of(operand(of, Level::Temporal, e.text, true));
      const bool boxed = of.kind == (always ? ExprKind::ActionBox : ExprKind::ActionAngle);
      const bool applied = of.kind != ExprKind::Name || !of.args.empty();  // TLC's parser looks into no definition
      if (level == Level::Action && !boxed && applied)
        error(e.span, fmt::format("{} of an action that is not of the form {}", e.text, always ? "[A]_v" : "<<A>>_v"),
              "a temporal formula must not tell whether steps that change nothing are taken");
      return {Level::Temporal, {}};
    }
    case Builtin::LeadsTo:
    case Builtin::Guarantees:
      for (const Expr* a : e.args) {
        if (level_of(operand(*a, Level::Temporal, e.text, true)) == Level::Action)
          error(a->span, fmt::format("this operand of {} is an action", e.text));
      }
      return {Level::Temporal, {}};
    default: return operands(e.args, Level::Action, e.text);
  }
}

Rank LevelChecker::name(const Expr& e) {
  const auto it = module_->references.find(&e);
  if (it == module_->references.end()) return {};
  const Reference& reference = it->second;
  const std::vector<const Expr*>& args = reference.arguments.empty() ? e.args : reference.arguments;
  if (reference.symbol->kind == SymbolKind::Builtin && args.size() == e.args.size())
    return builtin(e, reference.symbol->builtin);

  // Within the instances, innermost first, everything is as it is put there.
  std::map<const Symbol*, Rank> given;
  for (size_t i = 0; i < reference.instances.size(); ++i) {
    const Symbol* instance = reference.instances[i]->target ? reference.instances[i]->target : reference.instances[i];
    const auto& parameters = instance->instance->parameters;
    for (size_t k = 0; k < parameters.size() && k < e.qualifiers[i].args.size(); ++k)
      given[parameters[k]] = argument(*e.qualifiers[i].args[k], parameters[k]->arity);
  }
  const Symbol* symbol = reference.symbol;
  Profile of = seen(symbol);
  for (size_t i = reference.instances.size(); i-- > 0;) {
    const Symbol* instance = reference.instances[i]->target ? reference.instances[i]->target : reference.instances[i];
    of = substituted(of, *instance->instance);
  }
  const Symbol* target = symbol->target ? symbol->target : symbol;
  for (size_t i = 0; i < args.size(); ++i) {
    const Symbol* p = i < target->parameters.size() ? target->parameters[i] : nullptr;
    const Rank put = argument(*args[i], p ? p->arity : 0);
    if (p)
      given[p] = put;
    else
      add(of.rank,
          put);  // an operator parameter or constant passes on what it is given, or a built-in module's operator
    if (current_ && (target->kind == SymbolKind::Parameter || target->kind == SymbolKind::Constant)) add(current_->applied[{target, i}], put);
  }
  const Rank result = with(of.rank, given);
  for (const auto& [at, operand] : of.applied) {
    const auto p = std::find(target->parameters.begin(), target->parameters.end(), at.first);
    const auto i = static_cast<size_t>(p - target->parameters.begin());
    if (i < args.size())
      applied_to(*args[i], at.second, with(operand, given), fmt::format("what {} is applied to", args[i]->text));
    else if (current_)
      add(current_->applied[at], with(operand, given));
  }
  for (const auto& [s, most] : of.at_most) {
    const auto put = given.find(s);
    if (put != given.end())
      bounded(put->second, most, e.span, fmt::format("an argument of {}", e.text.empty() ? symbol->name : e.text),
              of.opaque.count(s));
    else if (current_)
      bounded({Level::Constant, {s}}, most, e.span, s->name, of.opaque.count(s));
  }
  return result;
}

Rank LevelChecker::with(const Rank& rank, const std::map<const Symbol*, Rank>& given) {
  Rank result{rank.level, {}};
  for (const Symbol* s : rank.adds) {
    if (const auto put = given.find(s); put != given.end())
      add(result, put->second);
    else
      result.adds.insert(s);
  }
  return result;
}

const Symbol* LevelChecker::operator_named(const Expr& e) const {
  const auto it = module_->references.find(&e);
  return it == module_->references.end() ? nullptr : it->second.symbol;
}

void LevelChecker::applied_to(const Expr& given, size_t position, const Rank& operand, std::string_view where) {
  const Symbol* s = operator_named(given);
  if (s == nullptr) return;
  if (s->kind == SymbolKind::Parameter || s->kind == SymbolKind::Constant) {
    if (current_) add(current_->applied[{s, position}], operand);
    return;
  }
  Level most = Level::Temporal;
  if (s->kind == SymbolKind::Builtin) {
    most = most_of(s->builtin);
  } else {
    const Profile of = seen(s);
    const Symbol* target = s->target ? s->target : s;
    if (position >= target->parameters.size()) return;
    if (const auto limit = of.at_most.find(target->parameters[position]); limit != of.at_most.end()) most = limit->second;
  }
  bounded(operand, most, given.span, where);
}

Level LevelChecker::most_of(Builtin b) {
  switch (b) {
    case Builtin::Prime:
    case Builtin::Unchanged: return Level::State;
    case Builtin::Not: case Builtin::And: case Builtin::Or: case Builtin::Implies: case Builtin::Equiv:
    case Builtin::Always: case Builtin::Eventually: case Builtin::LeadsTo: case Builtin::Guarantees:
      return Level::Temporal;
    default: return Level::Action;
  }
}

Rank LevelChecker::operator_rank(const Expr& e) {
  if (e.kind == ExprKind::Lambda) return rank(*e.args[0]);
  const auto it = module_->references.find(&e);
  if (it == module_->references.end()) return {};
  const Symbol* s = it->second.symbol;
  if (s->kind == SymbolKind::Builtin) {
    if (s->builtin == Builtin::Prime || s->builtin == Builtin::Unchanged || s->builtin == Builtin::Compose)
      return {Level::Action, {}};
    if (s->builtin == Builtin::Enabled) return {Level::State, {}};
    return {non_leibniz(s->builtin) ? Level::Temporal : Level::Constant, {}};
  }
  Profile of = seen(s);
  const Symbol* target = s->target ? s->target : s;
  for (const Symbol* p : target->parameters) of.rank.adds.erase(p);
  return of.rank;
}

}  // namespace trestle::modules
