// A call of a definition as its body, with arguments in the places of parameters: no frame, no promises.
#pragma once

#include <deque>

#include "translator/core/core.h"

namespace trestle::evaluator {

class Substitution {
 public:
  explicit Substitution(std::deque<core::Expr>& made) : made_(made) {}

  // The body in the caller's frame; null where it binds names, which have slots of its own frame, and where an argument
  // would be evaluated more often than once.
  const core::Expr* inlined(const core::Expr& call);
  // Of <<a, b>> for a parameter that is only read as p[1] and p[2], a and b are handed over instead.
  void take_tuples_apart(core::Expr& call, core::Definition& definition);

 private:
  struct Place {
    uint32_t slot;
    const core::Expr* whole;                     // in the place of the slot,
    std::vector<const core::Expr*> components;  // or these, in those of p[1], p[2], ...
  };
  const core::Expr* in(const core::Expr* e);

  std::deque<core::Expr>& made_;
  std::vector<Place> places_;
};

}  // namespace trestle::evaluator
