// Theorems: ASSUME ... PROVE ..., and proofs, whose steps come one by one.
#include "translator/syntax/tree.h"

namespace trestle::syntax {

using Lexer = TreeBuilder::Parser;  // for the token types
using ast::StepKind;

void TreeBuilder::begin_theorem(ast::Unit& unit) {
  theorem_ = &unit;
  last_step_ = nullptr;
  proofs_.clear();
}

// "<01>a." and "<*>a" are both "<1>a"; what only has a level has no name.
std::string TreeBuilder::step_name(std::string_view number, int level) const {
  const size_t close = number.find('>');
  std::string_view name = number.substr(close + 1);
  name = name.substr(0, name.find_first_of(".*-"));
  if (name.empty()) return {};
  std::string_view digits = number.substr(1, close - 1);
  if (digits == "*" || digits == "+") return "<" + std::to_string(level) + ">" + std::string(name);
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
  return "<" + std::string(digits) + ">" + std::string(name);
}

// A new proof of the last step, or of the theorem. Null, and reported, for a step that takes none, or has one.
ast::Proof* TreeBuilder::prove_last(Span span) {
  if (last_step_) {
    const StepKind kind = last_step_->kind;
    const bool proved = kind == StepKind::Assert || kind == StepKind::Suffices || kind == StepKind::Case ||
                        kind == StepKind::Pick || kind == StepKind::Qed;
    if (!proved) {
      diagnostics_.error(DiagnosticKind::BadProof, span, "a proof of a step that takes none",
                         "what is proved is a formula, SUFFICES, CASE, PICK or QED; the step at " +
                             to_string(last_step_->span) + " is none");
      return nullptr;
    }
  }
  const ast::Proof*& proof = last_step_ ? last_step_->proof : theorem_->proof;
  if (proof) {
    const std::string proved = last_step_ ? "step at " + to_string(last_step_->span) : "theorem";
    diagnostics_.error(DiagnosticKind::BadProof, span, "the " + proved + " has a proof already",
                       proofs_.empty() ? "" : "the proof that is open here has steps of level " + std::to_string(proofs_.back().level));
    return nullptr;
  }
  ast::Proof* made = &module_->proofs.emplace_back();
  proof = made;
  return made;
}

bool TreeBuilder::proof(Parser::ProofPieceContext* context, int level) {
  if (!theorem_) return true;  // it, or a step before, had an error
  if (!context->number) {
    ast::Proof* proof = prove_last(span(context->start));
    return proof && (!context->facts() || facts(context->facts(), proof->facts));
  }
  ast::Step& step = module_->steps.emplace_back();
  step.name_span = span(context->number);
  step.span = join(step.name_span, span(context->step()));
  step.name = step_name(step.name_span.text(), level);
  for (; !proofs_.empty() && proofs_.back().level > level; proofs_.pop_back()) last_step_ = proofs_.back().proves;
  if (proofs_.empty() || proofs_.back().level < level) {
    ast::Proof* inner = prove_last(step.name_span);
    if (!inner) {
      abandon_proof();
      return false;
    }
    proofs_.push_back({level, inner, last_step_});
  }
  proofs_.back().proof->steps.push_back(&step);
  last_step_ = &step;
  if (step.name_span.text()[1] < '0' && !step.name.empty()) {  // <*>a, <+>a
    diagnostics_.error(DiagnosticKind::BadProof, step.name_span, "a step with a name whose level is not a number",
                       "write " + step.name + ", or leave the name out: " + std::string(step.name_span.text().substr(0, 3)));
    return false;
  }
  return this->step(context->step(), step);
}

bool TreeBuilder::step(Parser::StepContext* context, ast::Step& step) {
  switch (context->keyword ? context->keyword->getType() : 0) {
    case Lexer::QED: step.kind = StepKind::Qed; break;
    case Lexer::USE: step.kind = text(context->keyword) == "HIDE" ? StepKind::Hide : StepKind::Use; break;
    case Lexer::DEFINE: step.kind = StepKind::Define; break;
    case Lexer::TAKE: step.kind = StepKind::Take; break;
    case Lexer::PICK: step.kind = StepKind::Pick; break;
    case Lexer::WITNESS: step.kind = StepKind::Witness; break;
    case Lexer::HAVE: step.kind = StepKind::Have; break;
    case Lexer::STEP_CASE: step.kind = StepKind::Case; break;
    case Lexer::SUFFICES: step.kind = StepKind::Suffices; break;
    default: step.kind = context->instance() ? StepKind::Instance : StepKind::Assert;
  }
  bool good = expressions(context->formulas, step.formulas);
  if (context->bounds()) good &= binders(context->bounds(), false, step.binders);
  if (context->facts()) good &= facts(context->facts(), step.facts);
  if (auto* statement = context->assumeProve()) good &= (step.sequent = sequent(statement)) != nullptr;
  for (auto* defined : context->definitions) step.definitions.push_back(definition(defined, span(defined)));
  if (auto* instantiated = context->instance()) step.definitions.push_back(instance(instantiated, span(instantiated)));
  for (const ast::Unit* unit : step.definitions) good &= unit != nullptr;
  return good;
}

const ast::Sequent* TreeBuilder::sequent(Parser::AssumeProveContext* context) {
  ast::Sequent& sequent = module_->sequents.emplace_back();
  sequent.span = span(context);
  bool good = true;
  for (auto* item : context->assumptions) {
    ast::Assumption assumption;
    good &= this->assumption(item, assumption);
    sequent.assumptions.push_back(std::move(assumption));
  }
  sequent.goal = expression(context->goal);
  return good && sequent.goal ? &sequent : nullptr;
}

bool TreeBuilder::assumption(Parser::AssumptionContext* context, ast::Assumption& into) {
  into.span = span(context);
  if (auto* inner = context->assumeProve()) {
    into.sequent = sequent(inner);
    return into.sequent != nullptr;
  }
  if (auto* formula = context->formula) {
    // lab :: ASSUME ... PROVE ... is the one expression that holds one.
    if (formula->assumeProve() && formula->infix && formula->infix->getType() == Lexer::LABEL && formula->suffixes.empty()) {
      const Operand label = operand(formula->operand());
      into.sequent = sequent(formula->assumeProve());
      if (label.expr) into.label = label.expr->text;
      return label.expr && into.sequent;
    }
    into.formula = expression(formula);
    return into.formula != nullptr;
  }
  using ast::Declares;
  const std::string level = context->level ? text(context->level) : "CONSTANT";
  into.declares = level.starts_with("CONSTANT")   ? Declares::Constant
                  : level.starts_with("VARIABLE") ? Declares::Variable
                  : level == "STATE"              ? Declares::State
                  : level.starts_with("ACTION")   ? Declares::Action
                                                  : Declares::Temporal;
  into.declared = declaration(context->declaration());
  if (context->set) into.set = expression(context->set);
  return !context->set || into.set;
}

// What `MODULE M` stands for is not looked at.
bool TreeBuilder::facts(Parser::FactsContext* context, ast::Facts& into) {
  bool good = true;
  for (auto* fact : context->items) {
    if (!fact->expression()) continue;
    into.facts.push_back(expression(fact->expression()));
    good &= into.facts.back() != nullptr;
  }
  for (auto* definition : context->definitions) {
    if (!definition->expression()) continue;
    const Operand defined = chain(definition->expression());
    // An operator stands for itself here; but `-` is then, as for SANY, the beginning of an expression.
    const bool begun = defined.expr && defined.expr->span.text() == "-";
    into.definitions.push_back(begun && !is_value(defined) ? nullptr : defined.expr);
    good &= into.definitions.back() != nullptr;
  }
  return good;
}

}  // namespace trestle::syntax
