// What a quantified test says whatever the bound variables are.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <utility>

#include "translator/core/core.h"

namespace trestle::evaluator {

// For \E x \in S : P, the conjuncts of P that do not read x, looked for in the definitions that P calls, too. Where
// these are false, no element need be tried: of \E b, e \in 1..n : Send(i, b, e) most say that i leads, and that much
// stays as it was.
class Guards {
 public:
  // In the frame of the quantifier's body; null where nothing can be said.
  const core::Expr* of(const core::Expr& exists);

 private:
  using Slots = std::set<uint32_t>;

  const core::Expr* independent(const core::Expr* e, const Slots& dependent);
  const core::Expr* independent_call(const core::Expr* e, const Slots& dependent);
  const core::Expr* junction(const core::Expr* of, std::vector<const core::Expr*> parts);

  static constexpr int kMostDepth = 12;  // of calls
  static constexpr size_t kMost = 10'000;

  int depth_ = 0;
  std::deque<core::Expr> exprs_;
  std::deque<core::Definition> definitions_;
  std::map<std::pair<const core::Definition*, Slots>, const core::Definition*> known_;
};

}  // namespace trestle::evaluator
