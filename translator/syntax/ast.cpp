#include "translator/syntax/ast.h"

#include <algorithm>

namespace trestle::ast {

std::string_view name(ExprKind kind) {
  static constexpr std::string_view names[] = {
      "Name",      "Number",      "Decimal",     "String", "At",           "Junction",  "If",     "Case",
      "Let",       "Quantified",  "Choose",      "Lambda", "SetEnumerate", "SetFilter", "SetMap", "Tuple",
      "Product",   "Function",    "FunctionSet", "Record", "RecordSet",    "Except",    "Index",  "Field",
      "ActionBox", "ActionAngle", "Fairness",    "Label",  "Subexpression"};
  return names[static_cast<size_t>(kind)];
}

std::string_view name(UnitKind kind) {
  static constexpr std::string_view names[] = {"Constants", "Variables", "Recursive", "Operator",
                                               "Function",  "Instance",  "Assume",    "Theorem",
                                               "Submodule", "Separator", "ProofHint"};
  return names[static_cast<size_t>(kind)];
}

std::string_view name(StepKind kind) {
  static constexpr std::string_view names[] = {"Assert",  "Suffices", "Have",     "Case", "Take", "Pick",
                                               "Witness", "Define",   "Instance", "Use",  "Hide", "Qed"};
  return names[static_cast<size_t>(kind)];
}

std::string_view name(ConfigKind kind) {
  static constexpr std::string_view names[] = {"CONSTANT",       "SPECIFICATION", "INIT",       "NEXT",
                                               "INVARIANT",      "PROPERTY",      "CONSTRAINT", "ACTION_CONSTRAINT",
                                               "SYMMETRY",       "VIEW",          "ALIAS",      "POSTCONDITION",
                                               "CHECK_DEADLOCK", "_PERIODIC",     "_RL_REWARD", "_POSSIBLE"};
  return names[static_cast<size_t>(kind)];
}

uint32_t height_of(const Expr& expr) {
  uint32_t below = 0;
  const auto cover = [&below](const Expr* part) {
    if (part) below = std::max(below, part->height);
  };
  const auto cover_all = [&](const std::vector<const Expr*>& parts) {
    for (const Expr* part : parts) cover(part);
  };
  cover_all(expr.args);
  for (const Qualifier& qualifier : expr.qualifiers) cover_all(qualifier.args);
  for (const Binder& binder : expr.binders) cover(binder.set);
  for (const Update& update : expr.updates) {
    cover(update.value);
    for (const Selector& selector : update.path) cover_all(selector.indices);
  }
  for (const Unit* unit : expr.units) {
    cover(unit->body);
    for (const Binder& binder : unit->binders) cover(binder.set);
    for (const Substitution& substitution : unit->substitutions) cover(substitution.value);
  }
  return below + 1;
}

}  // namespace trestle::ast
