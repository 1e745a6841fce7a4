#include "translator/modules/levels.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace trestle::modules {
namespace {

using ast::Expr;
using ast::ExprKind;
using Symbols = std::set<const Symbol*>;

// What the level of an expression depends on: it is at least `level`, and at least that of whatever is put for the
// symbols: parameters, and the constants and variables that an INSTANCE may substitute.
struct Rank {
  Level level = Level::Constant;
  Symbols adds;
};

void add(Rank& to, const Rank& rank) {
  to.level = std::max(to.level, rank.level);
  to.adds.insert(rank.adds.begin(), rank.adds.end());
}

// The level as it stands in the module, nothing substituted.
Level level_of(const Rank& rank) {
  const bool state =
      std::any_of(rank.adds.begin(), rank.adds.end(), [](const Symbol* s) { return s->kind == SymbolKind::Variable; });
  return state ? std::max(rank.level, Level::State) : rank.level;
}

struct Profile {
  Rank rank;                               // of the body
  std::map<const Symbol*, Level> at_most;  // what may be put for a symbol
  std::map<std::pair<const Symbol*, size_t>, Rank> applied;  // what operator parameters and constants are applied to, by position
  Symbols opaque;  // symbols that stand under ', [] and the like: equals cannot be put for equals
};

std::string_view text(Level level) {
  switch (level) {
    case Level::Constant: return "a constant";
    case Level::State: return "a state";
    case Level::Action: return "an action";
    case Level::Temporal: return "a temporal formula";
  }
  return "";
}

class Checker {
 public:
  explicit Checker(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void check(const Module& module) {
    if (module.standard || !checked_.insert(&module).second) return;
    for (const auto& m : module.extends) check(*m);
    for (const auto& m : module.instances) check(*m);
    for (const auto& m : module.submodules) check(*m);
    for (const Symbol* s : module.definitions)
      if (s->home == &module && s->unit) profile(s);
    for (const auto& [unit, symbol] : module.defined)
      if (symbol->kind == SymbolKind::Statement) statement(module, *unit);
    for (const Instance& instance : module.owned_instances) substitution(instance);
  }

 private:
  // --- Definitions

  const Profile& profile(const Symbol* symbol) {
    auto [it, added] = profiles_.try_emplace(symbol);
    if (!added || !symbol->unit || !symbol->unit->body) return it->second;
    Profile found;
    Profile* outer = std::exchange(current_, &found);
    const Module* around = std::exchange(module_, symbol->home);
    silent_ += symbol->home->standard;
    for (const auto& b : symbol->unit->binders)
      if (b.set) add(found.rank, bounded(rank(*b.set), Level::Action, b.set->span, "the domain of a function"));
    add(found.rank, rank(*symbol->unit->body));
    silent_ -= symbol->home->standard;
    current_ = outer;
    module_ = around;
    if (symbol->recursive) {
      for (const Symbol* p : symbol->parameters)
        if (const auto most = found.at_most.find(p);
            found.opaque.count(p) && most != found.at_most.end() && most->second <= Level::State)
          error(p->span, fmt::format("{} is recursive: its parameter {} must not be primed", symbol->name, p->name));
    }
    return profiles_[symbol] = std::move(found);
  }

  void statement(const Module& module, const ast::Unit& unit) {
    if (!unit.body || unit.kind != ast::UnitKind::Assume) return;
    Profile own;
    Profile* outer = std::exchange(current_, &own);
    const Module* around = std::exchange(module_, &module);
    const Level level = level_of(rank(*unit.body));
    current_ = outer;
    module_ = around;
    if (level != Level::Constant)
      error(unit.body->span, fmt::format("an assumption must be constant, this is {}", text(level)),
            "what is to hold in every state is an INVARIANT");
  }

  bool is_constant(const Module& module) {
    return module.variables.empty() &&
           std::all_of(module.definitions.begin(), module.definitions.end(),
                       [&](const Symbol* s) { return !s->unit || level_of(profile(s).rank) == Level::Constant; });
  }

  // What an INSTANCE puts for constants and variables must fit what the module does with them.
  void substitution(const Instance& instance) {
    if (instance.module->standard) return;
    Profile own;
    Profile* outer = std::exchange(current_, &own);
    const Module* around = std::exchange(module_, instance.home);
    const bool constant = is_constant(*instance.module);
    for (const auto& entry : instance.substitution) {
      const Rank put = substitute_for(entry);
      const Span span = entry.value ? entry.value->span : instance.unit->span;
      const Level most = entry.formal->kind == SymbolKind::Variable ? Level::State : Level::Constant;
      if (!constant && level_of(put) > most) {
        error(span, fmt::format("{} is put for {}, which is {} of module {}", text(level_of(put)), entry.formal->name,
                                text(most), instance.module->name));
        continue;
      }
      for (const auto& [name, of] : defined_in(*instance.module)) {
        if (const auto limit = of.at_most.find(entry.formal);
            limit != of.at_most.end() && level_of(put) > limit->second) {
          error(span, fmt::format("{} is put for {}, of which {} allows {} at most", text(level_of(put)),
                                  entry.formal->name, name, text(limit->second)));
          break;
        }
      }
      if (entry.formal->arity && entry.value) check_plain(*entry.value, entry.formal->name);
    }
    const std::map<const Symbol*, Rank> put = put_by(instance);
    for (const auto& [name, of] : defined_in(*instance.module)) check_applied(of, instance, put);
    current_ = outer;
    module_ = around;
  }

  // The definitions of a module, and those of what it extends and instantiates, as it sees them.
  const std::vector<std::pair<std::string, Profile>>& defined_in(const Module& module) {
    const auto [it, added] = defined_.try_emplace(&module);
    if (!added) return it->second;
    std::vector<std::pair<std::string, Profile>> all;
    for (const Symbol* s : module.definitions) all.emplace_back(s->name, profile(s));
    for (const auto& m : module.extends) {
      if (m->standard) continue;
      const auto& more = defined_in(*m);
      all.insert(all.end(), more.begin(), more.end());
    }
    for (const Instance& inner : module.owned_instances) {
      if (inner.module->standard) continue;
      const std::string qualifier = inner.unit->name.empty() ? "" : inner.unit->name + "!";
      for (const auto& [name, of] : defined_in(*inner.module)) all.emplace_back(qualifier + name, substituted(of, inner));
    }
    return it->second = std::move(all);
  }

  // What a definition there applies operator constants to must fit the operators that are put for them.
  void check_applied(const Profile& of, const Instance& instance, const std::map<const Symbol*, Rank>& put) {
    if (of.applied.empty()) return;
    for (const auto& entry : instance.substitution) {
      for (size_t i = 0; entry.value && i < entry.formal->arity; ++i)
        if (const auto at = of.applied.find({entry.formal, i}); at != of.applied.end())
          applied_to(*entry.value, i, with(at->second, put), fmt::format("what module {} applies {} to", instance.module->name, entry.formal->name));
    }
  }

  std::map<const Symbol*, Rank> put_by(const Instance& instance) {
    std::map<const Symbol*, Rank> put;
    ++silent_;
    for (const auto& entry : instance.substitution) put[entry.formal] = substitute_for(entry);
    --silent_;
    return put;
  }

  void check_plain(const Expr& operator_name, const std::string& formal) {
    const auto it = module_->references.find(&operator_name);
    if (it == module_->references.end()) return;
    const Symbol* s = it->second.symbol;
    bool opaque = s->kind == SymbolKind::Builtin && non_leibniz(s->builtin);
    if (s->kind == SymbolKind::Operator)
      for (const Symbol* p : s->parameters) opaque |= profile(s).opaque.count(p) > 0;
    if (opaque)
      error(operator_name.span,
            fmt::format("{} is put for the operator {}, but its arguments are not mere values in it", s->name, formal));
  }

  static bool non_leibniz(Builtin b) {
    return b == Builtin::Prime || b == Builtin::Enabled || b == Builtin::Unchanged || b == Builtin::Always ||
           b == Builtin::Eventually || b == Builtin::LeadsTo || b == Builtin::Compose || b == Builtin::Guarantees;
  }

  Rank substitute_for(const Instance::Entry& entry) {
    if (entry.value && entry.formal->arity == 0) return rank(*entry.value);
    if (entry.value) return operator_rank(*entry.value);
    return symbol_rank(entry.same);
  }

  // --- Expressions

  // The rank as an operand that may be at most `most`.
  Rank bounded(Rank rank, Level most, Span span, std::string_view where, bool opaque = false) {
    const Level level = level_of(rank);
    if (level > most) error(span, fmt::format("{} is {}, where {} is allowed at most", where, text(level), text(most)));
    for (const Symbol* s : rank.adds) {
      auto [it, added] = current_->at_most.try_emplace(s, most);
      if (!added) it->second = std::min(it->second, most);
      if (opaque) current_->opaque.insert(s);
    }
    return rank;
  }

  Rank operand(const Expr& e, Level most, std::string_view of, bool opaque = false) {
    return bounded(rank(e), most, e.span, fmt::format("this operand of {}", of), opaque);
  }

  Rank operands(const std::vector<const Expr*>& args, Level most, std::string_view of) {
    Rank all;
    for (const Expr* a : args) add(all, operand(*a, most, of));
    return all;
  }

  // Of /\ \/ => <=>: all may be temporal, or actions, but not some of them this and some that.
  Rank formulas(const Expr& e, std::string_view of) {
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

  Rank rank(const Expr& e) {
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

  // A LET's definition: part of the one around it, whose limits it shares.
  void local(const Symbol* symbol) {
    const Profile& own = profile(symbol);
    for (const auto& [s, most] : own.at_most) {
      auto [it, added] = current_->at_most.try_emplace(s, most);
      if (!added) it->second = std::min(it->second, most);
    }
    for (const auto& [at, operand] : own.applied) add(current_->applied[at], operand);
    current_->opaque.insert(own.opaque.begin(), own.opaque.end());
  }

  Rank binding(const Expr& e, Level most, std::string_view of) {
    Rank all;
    for (const auto& b : e.binders)
      if (b.set) add(all, operand(*b.set, Level::Action, of));
    for (const Expr* a : e.args) add(all, operand(*a, most, of));
    return all;
  }

  Rank quantified(const Expr& e) {
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

  Rank builtin(const Expr& e, Builtin b) {
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

  Rank name(const Expr& e) {
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

  // A rank with those of what is put for symbols.
  static Rank with(const Rank& rank, const std::map<const Symbol*, Rank>& given) {
    Rank result{rank.level, {}};
    for (const Symbol* s : rank.adds) {
      if (const auto put = given.find(s); put != given.end())
        add(result, put->second);
      else
        result.adds.insert(s);
    }
    return result;
  }

  const Symbol* operator_named(const Expr& e) const {
    const auto it = module_->references.find(&e);
    return it == module_->references.end() ? nullptr : it->second.symbol;
  }

  // An operator given as an argument gets `operand` as its argument of that position.
  void applied_to(const Expr& given, size_t position, const Rank& operand, std::string_view where) {
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

  static Level most_of(Builtin b) {
    switch (b) {
      case Builtin::Prime:
      case Builtin::Unchanged: return Level::State;
      case Builtin::Not: case Builtin::And: case Builtin::Or: case Builtin::Implies: case Builtin::Equiv:
      case Builtin::Always: case Builtin::Eventually: case Builtin::LeadsTo: case Builtin::Guarantees:
        return Level::Temporal;
      default: return Level::Action;
    }
  }

  Rank argument(const Expr& e, int arity) { return arity ? operator_rank(e) : rank(e); }

  // Of an operator given as an argument: what its body adds to that of the arguments it will get.
  Rank operator_rank(const Expr& e) {
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

  Rank symbol_rank(const Symbol* s) { return seen(s).rank; }

  Profile seen(const Symbol* s) {
    switch (s->kind) {
      case SymbolKind::Constant:
      case SymbolKind::Variable:
      case SymbolKind::Parameter: return {{Level::Constant, {s}}, {}, {}, {}};
      case SymbolKind::Operator: return profile(s);
      case SymbolKind::Imported: return substituted(seen(s->target), *s->instance);
      case SymbolKind::Statement: return s->unit && s->unit->body ? statement_profile(s) : Profile{};
      default: return {};
    }
  }

  Profile statement_profile(const Symbol* s) {
    Profile found;
    Profile* outer = std::exchange(current_, &found);
    const Module* around = std::exchange(module_, s->home);
    ++silent_;
    found.rank = rank(*s->unit->body);
    --silent_;
    current_ = outer;
    module_ = around;
    return found;
  }

  // A profile from within an instance, as seen where the INSTANCE stands.
  Profile substituted(const Profile& inner, const Instance& instance) {
    Profile out;
    const Module* around = std::exchange(module_, instance.home);
    const std::map<const Symbol*, Rank> put = put_by(instance);
    out.rank = with(inner.rank, put);
    std::map<const Symbol*, const Symbol*> operators;
    for (const auto& entry : instance.substitution) {
      if (entry.formal->arity) operators[entry.formal] = entry.value ? operator_named(*entry.value) : entry.same;
    }
    module_ = around;
    for (const auto& [at, operand] : inner.applied) {
      const auto now = operators.find(at.first);
      const Symbol* op = now == operators.end() ? at.first : now->second;
      if (op != nullptr) add(out.applied[{op, at.second}], with(operand, put));
    }
    for (const auto& [s, most] : inner.at_most) {
      const auto it = put.find(s);
      const Symbols outside = it == put.end() ? Symbols{s} : it->second.adds;
      for (const Symbol* o : outside) {
        auto [limit, added] = out.at_most.try_emplace(o, most);
        if (!added) limit->second = std::min(limit->second, most);
        if (inner.opaque.count(s)) out.opaque.insert(o);
      }
    }
    return out;
  }

  void error(Span span, std::string message, std::string hint = {}) {
    if (silent_ == 0) diagnostics_.error(DiagnosticKind::LevelError, span, std::move(message), std::move(hint));
  }

  Diagnostics& diagnostics_;
  std::set<const Module*> checked_;
  std::map<const Symbol*, Profile> profiles_;
  std::map<const Module*, std::vector<std::pair<std::string, Profile>>> defined_;
  Profile* current_ = nullptr;  // of the definition being looked at
  const Module* module_ = nullptr;
  int silent_ = 0;
};

}  // namespace

void check_levels(const Module& module, Diagnostics& diagnostics) { Checker(diagnostics).check(module); }

}  // namespace trestle::modules
