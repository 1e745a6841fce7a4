// The whole spec: Init, Next, fairness, invariants, then properties, in the order of the .cfg.
#include "translator/core/lower.h"

#include <set>

#include <fmt/format.h>

#include "translator/core/lowering.h"
#include "translator/core/pluscal.h"
#include "translator/runtime/atoms.h"

namespace trestle::core {

using ast::ConfigKind;
using ast::ExprKind;
using modules::Builtin;
using runtime::PredicateKind;

namespace {

bool is(const Symbol* s, Builtin b) { return s && s->kind == SymbolKind::Builtin && s->builtin == b; }

// This module and all that it is made of.
void add_texts(const Module& module, std::set<const Module*>& seen, std::vector<ModuleText>& texts) {
  if (!seen.insert(&module).second) return;
  if (module.syntax != nullptr) texts.push_back({module.syntax->span, module.name});
  for (const auto* parts : {&module.extends, &module.instances, &module.submodules}) {
    for (const std::shared_ptr<const Module>& part : *parts) add_texts(*part, seen, texts);
  }
}

}  // namespace

std::shared_ptr<Spec> lower(std::shared_ptr<const Module> module, const ast::ConfigFile& config, Diagnostics& diagnostics) {
  return Lowering(std::move(module), config, diagnostics).run();
}

Lowering::Lowering(std::shared_ptr<const Module> module, const ast::ConfigFile& config, Diagnostics& diagnostics)
    : module_(std::move(module)), config_(config), diagnostics_(diagnostics), spec_(std::make_shared<Spec>()) {}

std::shared_ptr<Spec> Lowering::run() {
  spec_->module = module_->name;
  std::set<const Module*> seen;
  add_texts(*module_, seen, spec_->modules);
  for (const ModuleText& text : spec_->modules) {
    if (const Span changed = changed_translation(*text.span.source))
      diagnostics_.warning(DiagnosticKind::StaleTranslation, changed,
                           "the translation of the PlusCal algorithm is not what its checksum says: it was changed since",
                           "to translate the algorithm again would undo that");
  }
  spec_->keep_alive.push_back(module_);
  spec_->keep_alive.push_back(config_.source);
  register_names();
  // What two extended modules declare is one constant or variable, the first.
  std::unordered_map<std::string_view, const Symbol*> first;
  for (const auto* declared : {&module_->constants, &module_->variables})
    for (const Symbol* s : *declared)
      if (const auto [it, added] = first.try_emplace(s->name, s); !added) declared_before_[s] = it->second;
  for (const Symbol* v : module_->variables) {
    if (declared_before_.contains(v)) continue;
    variables_[v] = spec_->variables.size();
    spec_->variables.push_back({v->name, v->span});
  }
  apply_constants();
  check_constants();
  if (diagnostics_.has_errors()) return nullptr;
  check_replacements();
  asked_ = is_asked();
  assumptions();
  statements();
  if (diagnostics_.has_errors()) return nullptr;
  hoist_constants(*spec_);
  mark_walked_lets(*spec_);
  collect_free_slots(*spec_);
  return spec_;
}

Root Lowering::root(const ast::Expr& formula, Place place) {
  Frame& frame = frames_.emplace_back();
  place.frame = &frame;
  const Expr* e = lower(formula, place);
  return {e, frame.slots};
}

void Lowering::assumptions() {
  Place place = top();
  place.prime_allowed = false;
  int unnamed = 0;
  for (const Symbol* s : module_->assumptions) {
    if (s->home->standard) continue;
    place.module = s->home;
    ++unnamed;
    std::string name = s->name.empty() ? fmt::format("assumption at {}", to_string(s->unit->span)) : s->name;
    add_predicate(std::move(name), PredicateKind::Assumption, false, *s->unit->body, place);
  }
}

void Lowering::statements() {
  std::map<ConfigKind, const ast::ConfigEntry*> only;  // of statements that stand once
  for (const ConfigKind kind : {ConfigKind::Specification, ConfigKind::Init, ConfigKind::Next, ConfigKind::View, ConfigKind::Alias,
                                ConfigKind::Symmetry, ConfigKind::CheckDeadlock})
    only[kind] = nullptr;
  for (const auto& e : config_.entries) {
    const auto it = only.find(e.kind);
    if (it == only.end()) continue;
    if (it->second != nullptr)
      diagnostics_.error(DiagnosticKind::ConfigConflict, e.span, fmt::format("{} is given twice", ast::name(e.kind)),
                         "the first is at " + to_string(it->second->span));
    it->second = &e;
  }
  const ast::ConfigEntry* const specification = only[ConfigKind::Specification];
  const ast::ConfigEntry* const init = only[ConfigKind::Init];
  const ast::ConfigEntry* const next = only[ConfigKind::Next];
  if (specification && (init || next))
    diagnostics_.error(DiagnosticKind::ConfigConflict, specification->span, "SPECIFICATION excludes INIT and NEXT");
  if ((init == nullptr) != (next == nullptr))
    diagnostics_.error(DiagnosticKind::ConfigMissing, (init ? init : next)->span, init ? "INIT without NEXT" : "NEXT without INIT",
                       "both are needed, or SPECIFICATION alone");
  if (diagnostics_.has_errors()) return;

  // A definition as a formula to take apart: a Name expression does not exist for it, so its body in its own place.
  Span defined;  // the whole of that definition
  auto formula_of = [&](const ast::ConfigEntry& entry, const ast::Expr*& formula, Place& place) {
    const bool judges = entry.kind == ConfigKind::Invariant || entry.kind == ConfigKind::Property ||
                        entry.kind == ConfigKind::Constraint || entry.kind == ConfigKind::ActionConstraint;
    if (judges && entry.name == "TRUE") return false;
    const Symbol* s = configured(entry);
    if (!s) return false;
    if (const Override* o = override_of(s, nullptr, false)) {
      if (o->is != Override::Is::Operator) {
        const bool nothing_to_check = same(o->value, Value::boolean(true)) && entry.kind != ConfigKind::Specification &&
                                      entry.kind != ConfigKind::Init && entry.kind != ConfigKind::Next;
        if (nothing_to_check) return false;
        diagnostics_.error(DiagnosticKind::ConfigConflict, entry.name_span,
                           fmt::format("{} has a value, a definition is needed here", entry.name),
                           "the value is given at " + to_string(o->span));
        return false;
      }
      s = o->symbol;
    }
    place = top();
    if (s->kind == SymbolKind::Imported) {
      place.environment = environment(s->instance, nullptr, nullptr);
      s = s->target;
    }
    if ((s->kind != SymbolKind::Operator && s->kind != SymbolKind::Statement) || !s->unit || !s->unit->body) {
      diagnostics_.error(DiagnosticKind::ConfigConflict, entry.name_span,
                         fmt::format("{} is {}, a definition is needed here", entry.name, modules::name(s->kind)));
      return false;
    }
    place.module = s->home;
    if (closed(s)) place.environment = nullptr;
    formula = s->unit->body;
    defined = s->unit->span;
    return true;
  };
  const ast::Expr* formula = nullptr;
  Place place;
  if (specification && formula_of(*specification, formula, place)) {
    conjunct(*formula, place, false, specification->name);
    const bool nothing_to_run = spec_->variables.empty() && !spec_->init;  // assumptions are all there is
    if (nothing_to_run) spec_->next = nullptr;
    if (!spec_->init && !nothing_to_run) diagnostics_.error(DiagnosticKind::ConfigConflict, specification->name_span,
                                         fmt::format("{} has no initial predicate", specification->name));
    if (!spec_->next && !nothing_to_run) diagnostics_.error(DiagnosticKind::ConfigConflict, specification->name_span,
                                         fmt::format("{} has no [][Next]_vars", specification->name),
                                         "it says Init /\\ [][Next]_vars, in that form: what is always to hold of steps stands in [][...]_vars");
  }
  if (init && formula_of(*init, formula, place)) {
    set_init(*formula, place);
    list(spec_->listed.inits, init->name, *formula, place);
  }
  if (next && formula_of(*next, formula, place)) set_next(*formula, place, next->name);

  for (const auto& e : config_.entries) {
    switch (e.kind) {
      case ConfigKind::Invariant:
        if (!formula_of(e, formula, place)) break;
        add_predicate(e.name, PredicateKind::Invariant, false, *formula, place);
        list(spec_->listed.invariants, e.name, *formula, place);
        break;
      case ConfigKind::Constraint:
        if (!formula_of(e, formula, place)) break;
        add_predicate(e.name, PredicateKind::Constraint, false, *formula, place);
        spec_->listed.constraints.push_back({e.name, defined});
        break;
      case ConfigKind::ActionConstraint:
        if (!formula_of(e, formula, place)) break;
        add_predicate(e.name, PredicateKind::ActionConstraint, true, *formula, place);
        spec_->listed.action_constraints.push_back({e.name, defined});
        break;
      case ConfigKind::Postcondition:
        if (formula_of(e, formula, place)) add_predicate(e.name, PredicateKind::Postcondition, false, *formula, place);
        break;
      case ConfigKind::View:
        if (formula_of(e, formula, place)) spec_->view = root(*formula, place);
        break;
      case ConfigKind::Alias:
        if (const Symbol* s = module_->find(e.name); s == nullptr || s->arity > 0 || s->kind == SymbolKind::Variable) {
          diagnostics_.warning(DiagnosticKind::ConfigUnknownName, e.name_span,
                               fmt::format("{} has no definition {} without parameters: states are shown as they are",
                                           module_->name, e.name), similar(e.name));
          break;
        }
        if (formula_of(e, formula, place)) spec_->alias = root(*formula, place);
        break;
      case ConfigKind::Symmetry:
        if (formula_of(e, formula, place)) spec_->symmetry = root(*formula, place);
        break;
      case ConfigKind::CheckDeadlock:
        spec_->check_deadlock = e.name != "FALSE";
        if (e.name != "FALSE" && e.name != "TRUE")
          diagnostics_.error(DiagnosticKind::ConfigSyntax, e.name_span, "expected TRUE or FALSE, found `" + e.name + "`");
        break;
      case ConfigKind::Constant: case ConfigKind::Specification: case ConfigKind::Init: case ConfigKind::Next:
      case ConfigKind::Possible: case ConfigKind::Property: break;
      case ConfigKind::Periodic: case ConfigKind::RlReward: configured(e);
        break;
    }
  }
  // Invariants come first whatever the order of the .cfg: which of two violations is reported depends on it.
  for (const auto& e : config_.entries)
    if (e.kind == ConfigKind::Property && formula_of(e, formula, place)) conjunct(*formula, place, true, e.name);
  for (const auto& e : config_.entries)
    if (e.kind == ConfigKind::Possible && formula_of(e, formula, place)) add_possible(*formula, place, e.name);
}

bool Lowering::conjoins(const ast::Expr& formula, const Place& place) const {
  if (formula.kind == ExprKind::Junction) return formula.text != "\\lor";
  const auto it = place.module->references.find(&formula);
  return it != place.module->references.end() && is(it->second.symbol, Builtin::And);
}

// Takes apart a conjunction of temporal formulas.
void Lowering::conjunct(const ast::Expr& expr, Place place, bool as_property, const std::string& name) {
  const ast::Expr* formula = &expr;
  Place there = place;
  std::string last = name;
  // Only temporal conjunctions come apart; a state predicate is one conjunct, under its own name.
  unfold(formula, there, &last);
  const Symbol* s = nullptr;
  if (formula->kind == ExprKind::Name)
    if (auto it = there.module->references.find(formula); it != there.module->references.end()) s = it->second.symbol;
  if (conjoins(*formula, there) && syntactic_level(*formula, there) > Level::State) {
    for (const ast::Expr* item : formula->args) conjunct(*item, there, as_property, name);
    return;
  }
  if (as_property) return property_conjunct(*formula, there, name);
  if (is(s, Builtin::Always)) {
    const ast::Expr* inner = formula->args[0];
    Place inner_place = there;
    std::string next_name = "Next";
    unfold(inner, inner_place, &next_name);
    if (inner->kind == ExprKind::ActionBox) {
      if (spec_->next) {
        diagnostics_.error(DiagnosticKind::ConfigConflict, formula->span, "the specification has two [][Next]_vars");
        return;
      }
      return set_next(*inner->args[0], inner_place, next_name);
    }
  }
  if (syntactic_level(*formula, there) <= Level::State) {
    list_init(expr, place);
    return set_init(*formula, there);
  }
  spec_->fairness.push_back({name, root(*formula, there), through(there)});
}

void Lowering::property_conjunct(const ast::Expr& formula, Place place, const std::string& name) {
  const Symbol* s = nullptr;
  if (formula.kind == ExprKind::Name)
    if (auto it = place.module->references.find(&formula); it != place.module->references.end()) s = it->second.symbol;
  if (is(s, Builtin::Always)) {
    const ast::Expr* inner = formula.args[0];
    Place inner_place = place;
    unfold(inner, inner_place);
    if (inner->kind == ExprKind::ActionBox) {
      list(spec_->listed.implied_actions, name, *inner, inner_place);
      return add_predicate(name, PredicateKind::ImpliedAction, true, *inner, inner_place);
    }
    if (syntactic_level(*inner, inner_place) <= Level::State) {
      list(spec_->listed.invariants, name, *formula.args[0], place);
      return add_predicate(name, PredicateKind::Invariant, false, *inner, inner_place);
    }
  }
  const Level level = syntactic_level(formula, place);
  if (level <= Level::State) {
    list(spec_->listed.implied_inits, name, formula, place);
    return add_predicate(name, PredicateKind::ImpliedInit, false, formula, place);
  }
  if (level == Level::Action) {
    diagnostics_.error(DiagnosticKind::ConfigConflict, formula.span,
                       fmt::format("the property {} is an action: it speaks of one step, not of a behavior", name),
                       "[][A]_v says that every step that changes v is an A step, []<><<A>>_v that such steps occur again and again");
    return;
  }
  spec_->properties.push_back({name, root(formula, place), through(place)});
}

Level Lowering::syntactic_level(const ast::Expr& formula, Place place) {
  place.primed = false;
  place.prime_allowed = true;
  return root(formula, place).expr->level;
}

void Lowering::set_init(const ast::Expr& formula, Place place) {
  place.primed = true;
  place.prime_allowed = false;
  Root r = root(formula, place);
  if (!spec_->init) {
    spec_->init = r;
    return;
  }
  // Init /\ more: both, each in its own part of one frame.
  Frame& frame = frames_.emplace_back();
  frame.slots = spec_->init->frame;
  place.frame = &frame;
  Expr& both = node(Kind::And, formula.span);
  both.args = {spec_->init->expr, lower(formula, place)};
  spec_->init = Root{finish_level(both), frame.slots};
}

void Lowering::set_next(const ast::Expr& formula, Place place, const std::string& name) {
  Frame& frame = frames_.emplace_back();
  next_frame_ = &frame;
  place.frame = &frame;
  place.primed = false;
  place.prime_allowed = true;
  if (const auto it = place.module->references.find(&formula);
      it != place.module->references.end() && it->second.instances.empty()) {
    spec_->next_origin = &origins_[{it->second.symbol, place.environment}];
  }
  std::vector<const ActionNode*> path;
  Named named{name, {}, {}, formula.span, place.module->name, false};
  spec_->next = split(formula, place, named, path);
  // An action that is what is left of a definition, beside actions with names of their own.
  for (const auto& [key, outer] : outer_ids_)
    if (const auto rest = action_ids_.find(key); rest != action_ids_.end()) spec_->actions[rest->second].callable = false;
  if (asked_) spec_->listed.actions = Root{listed_.at(spec_->next), frame.slots};
  spec_->next_frame = frame.slots;
}

void Lowering::add_predicate(std::string name, PredicateKind kind, bool on_steps, const ast::Expr& formula, Place place) {
  place.primed = false;
  if (kind != PredicateKind::Assumption) place.prime_allowed = true;
  Root r = root(formula, place);
  Level allowed = on_steps ? Level::Action : Level::State;
  if (kind == PredicateKind::Postcondition || kind == PredicateKind::Constraint) allowed = Level::Action;
  if (r.expr->level > allowed) {
    const bool temporal = r.expr->level == Level::Temporal, invariant = kind == PredicateKind::Invariant;
    diagnostics_.error(invariant ? DiagnosticKind::InvariantLevel : DiagnosticKind::LevelError, formula.span,
                       fmt::format("{} is {} formula where {} formula is needed", name, temporal ? "a temporal" : "an action",
                                   on_steps ? "an action" : "a state"),
                       !invariant ? "" : temporal ? "what is said of whole behaviors is a PROPERTY"
                                                  : "what is said of every step is a PROPERTY, [][A]_v");
  }
  spec_->predicates.push_back({std::move(name), kind, on_steps, r});
}

// _POSSIBLE P: counted in every state, or every step, that is reached; in the end it must have been true once.
void Lowering::add_possible(const ast::Expr& formula, Place place, const std::string& name) {
  Frame& frame = frames_.emplace_back();
  place.frame = &frame;
  const Expr* held = lower(formula, place);
  if (held->level == Level::Temporal) {
    diagnostics_.error(DiagnosticKind::LevelError, formula.span,
                       fmt::format("{} is a temporal formula: it has no value in a state or step", name));
    return;
  }
  const Expr* text = constant(runtime::string_value(name), formula.span);
  const bool on_steps = held->level == Level::Action;
  const Expr* count = apply(Op::CountPossible, {held, text}, formula.span);
  spec_->predicates.push_back(
      {name, on_steps ? PredicateKind::ActionConstraint : PredicateKind::Constraint, on_steps, {count, frame.slots}});
  spec_->predicates.push_back(
      {name, PredicateKind::Postcondition, false, {apply(Op::WasPossible, {text}, formula.span), 0}});
}

}  // namespace trestle::core
