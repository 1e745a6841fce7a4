// Theorems and proofs: what ASSUME declares, what a step brings in, and from where on. As tla2sany/semantic/Generator.java
// has it: what a step assumes holds in its proof, what SUFFICES assumes and PICK picks in the steps after it.
#include <algorithm>

#include <fmt/format.h>

#include "translator/modules/resolver.h"

namespace trestle::modules {

using ast::Expr;
using ast::ExprKind;
using ast::StepKind;

namespace {

std::string_view keyword(StepKind kind) {
  switch (kind) {
    case StepKind::Suffices: return "SUFFICES";
    case StepKind::Have: return "HAVE";
    case StepKind::Case: return "CASE";
    case StepKind::Take: return "TAKE";
    case StepKind::Pick: return "PICK";
    case StepKind::Witness: return "WITNESS";
    case StepKind::Define: return "DEFINE";
    case StepKind::Instance: return "INSTANCE";
    case StepKind::Use: return "USE";
    case StepKind::Hide: return "HIDE";
    case StepKind::Qed: return "QED";
    case StepKind::Assert: break;
  }
  return "";
}

// A step with nothing to prove is no fact either.
bool states_something(StepKind kind) {
  return kind != StepKind::Define && kind != StepKind::Instance && kind != StepKind::Use && kind != StepKind::Hide;
}

bool is_infix(const Expr& formula) { return formula.kind == ExprKind::Name && formula.args.size() == 2; }

}  // namespace

void Resolver::declare(const ast::Assumption& assumption) {
  const ast::Parameter& declared = assumption.declared;
  if (const Symbol* there = find_written(declared.name)) {  // the same again is the one that is there, as for SANY
    const auto it = news_.find(there);
    if (it != news_.end() && it->second == assumption.declares && there->arity == declared.arity) return;
  }
  check_new(declared.name, declared.span);
  const bool variable = assumption.declares == ast::Declares::Variable;
  Symbol& s = make(variable ? SymbolKind::Variable : SymbolKind::Constant, declared.name, declared.span, declared.arity);
  switch (assumption.declares) {
    case ast::Declares::Constant:
    case ast::Declares::Variable: break;
    case ast::Declares::State: s.level = Level::State; break;
    case ast::Declares::Action: s.level = Level::Action; break;
    case ast::Declares::Temporal: s.level = Level::Temporal; break;
  }
  news_[&s] = assumption.declares;
  declare_local(s);
}

void Resolver::sequent(const ast::Sequent& sequent, bool nested) {
  const int outside = hidden_news_;
  for (const ast::Assumption& assumption : sequent.assumptions) {
    if (assumption.formula) {
      expression(*assumption.formula);
    } else if (assumption.sequent) {
      if (!assumption.label.empty()) may_label(assumption.span, assumption.label);
      const size_t before = mark();
      this->sequent(*assumption.sequent, true);
      release(before);
    } else {
      if (assumption.set) expression(*assumption.set);
      declare(assumption);
      hidden_news_ += nested;
    }
  }
  expression(*sequent.goal);
  hidden_news_ = outside;
}

void Resolver::proof(const ast::Proof& proof) {
  const size_t before = mark();
  ++proofs_;
  facts(proof.facts, false);
  bool after_formula = false;
  for (const ast::Step* s : proof.steps) {
    step(*s, after_formula);
    after_formula = s->kind == StepKind::Assert && !s->formulas.empty() && is_infix(*s->formulas[0]);
  }
  --proofs_;
  release(before);
}

void Resolver::step(const ast::Step& step, bool after_formula) {
  const size_t before = mark();
  {
    const LabelScope labels(*this, !step.name.empty());
    for (const auto& b : step.binders)
      if (b.set) expression(*b.set);
    for (const auto& b : step.binders) bind(b);
    const bool continues = after_formula && step.kind == StepKind::Assert && !step.formulas.empty() &&
                           is_infix(*step.formulas[0]) && step.formulas[0]->args[0]->kind == ExprKind::At;
    left_side_ = continues ? step.formulas[0]->args[0] : nullptr;
    for (const Expr* formula : step.formulas) expression(*formula);
    if (step.sequent) sequent(*step.sequent, false);
    for (const ast::Unit* unit : step.definitions) {
      if (unit->kind == ast::UnitKind::Instance)
        instance(*unit, true);
      else
        steps_[define(*unit, true)] = &step;
    }
  }
  facts(step.facts, step.kind == StepKind::Hide);

  const std::vector<const Symbol*> introduced(locals_.begin() + static_cast<ptrdiff_t>(before), locals_.end());
  release(before);
  if (!step.name.empty()) name_step(step);
  const size_t named = mark();
  if (step.kind == StepKind::Assert) locals_.insert(locals_.end(), introduced.begin(), introduced.end());
  if (step.proof) proof(*step.proof);
  release(named);
  if (step.kind != StepKind::Assert) locals_.insert(locals_.end(), introduced.begin(), introduced.end());
}

void Resolver::name_step(const ast::Step& step) {
  if (const Symbol* there = find_written(step.name)) {
    return report_duplicate(states_something(steps_.at(there)->kind) == states_something(step.kind), step.name_span,
                            fmt::format("there is a step {} already", step.name),
                            "the one at " + to_string(there->span) + " has the name");
  }
  ast::Unit& unit = module_.made_units.emplace_back();
  unit.kind = ast::UnitKind::Theorem;
  unit.span = step.span;
  unit.name = step.name;
  unit.sequent = step.sequent;
  if (step.kind == StepKind::Assert && !step.sequent) unit.body = step.formulas[0];
  Symbol& s = make(SymbolKind::Statement, step.name, step.name_span);
  s.unit = &unit;
  steps_[&s] = &step;
  declare_local(s);
}

// Whether the name of a theorem, or of a step, is that of a formula; reported if it is not.
bool Resolver::is_formula(const Symbol& statement, Span used_at, std::string_view name) {
  if (statement.unit->body) return true;
  const auto it = steps_.find(&statement);
  const bool sequent = statement.unit->sequent;
  session_.diagnostics.error(
      DiagnosticKind::NotAnOperator, used_at,
      sequent ? fmt::format("{} is ASSUME ... PROVE ..., not a formula", name)
              : fmt::format("the step {} is {}, not a formula", name, it == steps_.end() ? "none" : keyword(it->second->kind)),
      sequent ? "it can be a fact: BY " + std::string(name) : "only a step that states a formula stands for it");
  return false;
}

void Resolver::facts(const ast::Facts& facts, bool hides) {
  for (const Expr* fact : facts.facts) {
    as_fact_ = fact->kind == ExprKind::Name && fact->args.empty();
    expression(*fact);
    as_fact_ = false;
    const auto it = module_.references.find(fact);
    const Symbol* s = it == module_.references.end() ? nullptr : original(it->second.symbol);
    const auto step = steps_.find(s);
    if (step != steps_.end() && s->kind == SymbolKind::Statement && !states_something(step->second->kind)) {
      session_.diagnostics.error(DiagnosticKind::BadProof, fact->span,
                                 fmt::format("the step {} is {}, not a fact", fact->text, keyword(step->second->kind)));
    }
    const bool compound = fact->kind != ExprKind::Name && fact->kind != ExprKind::Subexpression &&
                          fact->kind != ExprKind::Number && fact->kind != ExprKind::Decimal &&
                          fact->kind != ExprKind::String && fact->kind != ExprKind::Let;
    const bool other_name = fact->kind == ExprKind::Name && s && s->kind != SymbolKind::Statement && !steps_.count(s);
    if (hides && (compound || other_name)) {
      session_.diagnostics.error(DiagnosticKind::BadProof, fact->span,
                                 "what HIDE names is no theorem, assumption or step",
                                 other_name && s->kind == SymbolKind::Operator
                                     ? fmt::format("a definition is hidden with HIDE DEF {}", fact->text)
                                     : "a formula is no longer used when the step that states it is hidden");
    }
  }
  for (const Expr* definition : facts.definitions) {
    if (definition->kind != ExprKind::Name || !definition->args.empty()) continue;  // a part, DEF Op!:
    name_expression(*definition, kAnyArity);
    const auto it = module_.references.find(definition);
    const Symbol* s = it == module_.references.end() ? nullptr : original(it->second.symbol);
    if (!s || s->kind == SymbolKind::Operator || s->kind == SymbolKind::Instance || s->kind == SymbolKind::Statement) continue;
    session_.diagnostics.error(DiagnosticKind::BadProof, definition->span,
                               fmt::format("{} is {}, not a definition", definition->text, trestle::modules::name(s->kind)),
                               "behind DEF stand the names of definitions");
  }
}

// Proofs may cite theorems of libraries whose text is not at hand: built-in modules only have the definitions.
bool Resolver::may_be_a_theorem(const std::string& name) const {
  if (proofs_ == 0 || name[0] == '<') return false;
  return std::any_of(session_.resolved.begin(), session_.resolved.end(), [](const auto& entry) {
    const auto& [module, standard] = entry.first;
    return standard && (module.ends_with("Theorems") || module.ends_with("Induction"));
  });
}

}  // namespace trestle::modules
