// What the value of an expression depends on, and what it says of a set.
#pragma once

#include <optional>
#include <vector>

#include "translator/core/core.h"

namespace trestle::core {

// Whether a slot of the frame that the expression is evaluated in is read; not one that it binds itself.
bool reads_slot(const Expr& expr, uint32_t slot);
// Whether it reads no slot but those that it binds itself.
bool is_closed(const Expr& e);

// A test that bounds the subset r which a slot stands for: r \subseteq e, e \subseteq r, e \in r, or e itself, which is
// \A x \in r : P(x). Nothing else about r is in it.
struct SubsetBound {
  enum class Kind { Within, Contains, Has, All } kind;
  const Expr* expr;
};
// The conjuncts that the condition begins with, as far as they are such (ADR 17).
std::vector<SubsetBound> subset_bounds(const Expr& condition, uint32_t slot);

// The variables whose next values a definition's value may depend on; nothing where that cannot be told.
std::optional<std::vector<uint32_t>> next_values_read(const Definition& definition);
// The variables whose values the expression's value may depend on; nothing where that cannot be told, or where it depends
// on next values.
std::optional<std::vector<uint32_t>> values_read(const Expr& expr);

// The variables of a tuple of variables, or of tuples of these; nothing for anything else.
std::optional<std::vector<uint32_t>> listed_variables(const Expr& expr);

}  // namespace trestle::core
