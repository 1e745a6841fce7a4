#include "translator/syntax/ast.h"

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

std::string_view name(ConfigKind kind) {
  static constexpr std::string_view names[] = {"CONSTANT",       "SPECIFICATION", "INIT",       "NEXT",
                                               "INVARIANT",      "PROPERTY",      "CONSTRAINT", "ACTION_CONSTRAINT",
                                               "SYMMETRY",       "VIEW",          "ALIAS",      "POSTCONDITION",
                                               "CHECK_DEADLOCK", "_PERIODIC",     "_RL_REWARD", "_POSSIBLE"};
  return names[static_cast<size_t>(kind)];
}

}  // namespace trestle::ast
