// What of a quantified test is the same whatever the bound variables are.
#pragma once

#include <cstdint>
#include <deque>
#include <set>
#include <utility>

#include "translator/core/core.h"

namespace trestle::evaluator {

// For \E x \in S : P, the conjuncts of P that do not read x, looked for in the definitions that P calls, too. Where
// these are false, no element need be tried: of \E b, e \in 1..n : Send(i, b, e) most say that i leads, and that much
// stays as it was. Where they are true, only the rest of P is tried of further elements, in which what does not read x is
// evaluated once: a Let without definitions, whose `index` is the number of the place where the value is kept, and whose
// `self` is the number of the quantifier (Machine::kept).
class Guards {
 public:
  struct Parts {
    const core::Expr* guard = nullptr;  // null: nothing is known of all elements
    const core::Expr* rest = nullptr;   // null: the body itself
    int32_t quantifier = -1;            // its number, where there is a rest
  };
  // In the frame of the quantifier's body. \A has no guard: elements are tried until one fails.
  Parts of(const core::Expr& quantifier);

  uint32_t kept() const { return kept_; }  // places so far
  int32_t quantifiers() const { return quantifiers_; }

 private:
  using Slots = std::set<uint32_t>;
  // Slots of a frame: those that differ from element to element, and those that a guard has no value for, too.
  struct Frame {
    Slots varying, unbound;
  };
  struct Split {
    const core::Expr* guard = nullptr;  // null: none
    const core::Expr* rest = nullptr;   // null: nothing is left to test
  };

  // `tested`: what the guard says need not be said again.
  Split split(const core::Expr* e, const Frame& frame, bool tested);
  Split split_call(const core::Expr* e, const Frame& frame, bool tested);
  const core::Expr* rest_of(const core::Expr* e, const Frame& frame) { return split(e, frame, false).rest; }
  const core::Expr* keep(const core::Expr* e);
  core::Expr& copy(const core::Expr& e) { return exprs_.emplace_back(e); }
  const core::Expr* junction(const core::Expr* of, std::vector<const core::Expr*> parts);
  bool enough() const { return depth_ >= kMostDepth || exprs_.size() - base_ >= kMost || exprs_.size() >= kMostInAll; }

  static constexpr int kMostDepth = 12;  // of calls
  static constexpr size_t kMost = 1'000, kMostInAll = 20'000;  // expressions

  int depth_ = 0;
  size_t base_ = 0;  // expressions before this quantifier
  uint32_t kept_ = 0;
  int32_t quantifiers_ = 0;
  std::deque<core::Expr> exprs_;
  std::deque<core::Definition> definitions_;
};

}  // namespace trestle::evaluator
