#include "translator/modules/levels.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "translator/modules/level_checker.h"

namespace trestle::modules {

using ast::Expr;

void add(Rank& to, const Rank& rank) {
  to.level = std::max(to.level, rank.level);
  to.adds.insert(rank.adds.begin(), rank.adds.end());
}

Level level_of(const Rank& rank) {
  const bool state =
      std::any_of(rank.adds.begin(), rank.adds.end(), [](const Symbol* s) { return s->kind == SymbolKind::Variable; });
  return state ? std::max(rank.level, Level::State) : rank.level;
}

std::string_view text(Level level) {
  switch (level) {
    case Level::Constant: return "a constant";
    case Level::State: return "a state";
    case Level::Action: return "an action";
    case Level::Temporal: return "a temporal formula";
  }
  return "";
}

void LevelChecker::check(const Module& module) {
  if (module.standard || !checked_.insert(&module).second) return;
  for (const auto& m : module.extends) check(*m);
  for (const auto& m : module.instances) check(*m);
  for (const auto& m : module.submodules) check(*m);
  for (const Symbol* s : module.definitions)
    if (s->home == &module && s->unit) profile(s);
  for (const ast::Unit* unit : module.syntax->units)
    if (unit->kind == ast::UnitKind::Assume || unit->kind == ast::UnitKind::Theorem ||
        unit->kind == ast::UnitKind::ProofHint)
      statement(module, *unit);
  for (const Instance& instance : module.owned_instances) substitution(instance);
}

const Profile& LevelChecker::profile(const Symbol* symbol) {
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

bool LevelChecker::is_constant(const Module& module) {
  return module.variables.empty() &&
         std::all_of(module.definitions.begin(), module.definitions.end(),
                     [&](const Symbol* s) { return !s->unit || level_of(profile(s).rank) == Level::Constant; });
}

void LevelChecker::substitution(const Instance& instance) {
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

const std::vector<std::pair<std::string, Profile>>& LevelChecker::defined_in(const Module& module) {
  const auto [it, added] = defined_.try_emplace(&module);
  if (!added) return it->second;
  std::vector<std::pair<std::string, Profile>> all;
  for (const Symbol* s : module.definitions) all.emplace_back(s->name, profile(s));
  all.insert(all.end(), statements_[&module].begin(), statements_[&module].end());
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

void LevelChecker::check_applied(const Profile& of, const Instance& instance, const std::map<const Symbol*, Rank>& put) {
  if (of.applied.empty()) return;
  for (const auto& entry : instance.substitution) {
    for (size_t i = 0; entry.value && i < entry.formal->arity; ++i)
      if (const auto at = of.applied.find({entry.formal, i}); at != of.applied.end())
        applied_to(*entry.value, i, with(at->second, put), fmt::format("what module {} applies {} to", instance.module->name, entry.formal->name));
  }
}

std::map<const Symbol*, Rank> LevelChecker::put_by(const Instance& instance) {
  std::map<const Symbol*, Rank> put;
  ++silent_;
  for (const auto& entry : instance.substitution) put[entry.formal] = substitute_for(entry);
  --silent_;
  return put;
}

void LevelChecker::check_plain(const Expr& operator_name, const std::string& formal) {
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

bool LevelChecker::non_leibniz(Builtin b) {
  return b == Builtin::Prime || b == Builtin::Enabled || b == Builtin::Unchanged || b == Builtin::Always ||
         b == Builtin::Eventually || b == Builtin::LeadsTo || b == Builtin::Compose || b == Builtin::Guarantees;
}

Rank LevelChecker::substitute_for(const Instance::Entry& entry) {
  if (entry.value && entry.formal->arity == 0) return rank(*entry.value);
  if (entry.value) return operator_rank(*entry.value);
  return symbol_rank(entry.same);
}

Profile LevelChecker::seen(const Symbol* s) {
  switch (s->kind) {
    case SymbolKind::Constant:
    case SymbolKind::Variable:
    case SymbolKind::Parameter: return {{s->level, {s}}, {}, {}, {}};
    case SymbolKind::Operator: return profile(s);
    case SymbolKind::Imported: return substituted(seen(s->target), *s->instance);
    case SymbolKind::Statement: return s->unit && s->unit->body ? statement_profile(s) : Profile{};
    default: return {};
  }
}

const Profile& LevelChecker::statement_profile(const Symbol* s) {
  const auto [it, added] = profiles_.try_emplace(s);
  if (!added) return it->second;
  Profile found;
  Profile* outer = std::exchange(current_, &found);
  const Module* around = std::exchange(module_, s->home);
  ++silent_;
  found.rank = rank(*s->unit->body);
  --silent_;
  current_ = outer;
  module_ = around;
  return profiles_[s] = std::move(found);
}

Profile LevelChecker::substituted(const Profile& inner, const Instance& instance) {
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

void LevelChecker::error(Span span, std::string message, std::string hint) {
  if (silent_ == 0) diagnostics_.error(DiagnosticKind::LevelError, span, std::move(message), std::move(hint));
}

void check_levels(const Module& module, Diagnostics& diagnostics) { LevelChecker(diagnostics).check(module); }

std::vector<Level> definition_levels(const Module& module) {
  Diagnostics unheard;
  LevelChecker checker(unheard);
  std::vector<Level> levels;
  for (const Symbol* definition : module.definitions) levels.push_back(checker.level(definition));
  return levels;
}

}  // namespace trestle::modules
