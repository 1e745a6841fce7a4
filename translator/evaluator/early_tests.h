// What an action says before all that it binds is bound.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "translator/core/core.h"

namespace trestle::evaluator {

// Of a leaf below \E t \in T : \E k \in K : \E v \in V, a conjunct of its body that does not read v, say. It is true or
// false for all v alike, so it can be asked before v is enumerated:
// - A conjunct of states, when nothing that stands before it reads v either.
// - x' = e or UNCHANGED x, where something is known of x' (StepSink::possible). What stands before it may have no value for
//   some v; that such a step is not even tried is the better for who asks for steps to certain states only.
struct EarlyTest {
  static constexpr uint32_t kNone = UINT32_MAX;

  const core::Expr* expr;     // of states: a test, or
  uint32_t variable = kNone;  // the next value of this variable
  uint32_t bound = 0;         // the nodes of the path that have to be gone through for it
};

class EarlyTests {
 public:
  // Those that need not the whole path, in the frame of the leaf.
  std::vector<EarlyTest> of(const core::ActionNode& leaf);

 private:
  void add_conjuncts(const core::Expr* e, std::vector<const core::Expr*>& conjuncts);
  const core::Expr* within(const core::Expr& e, const core::Expr* body);
  core::Expr& copy(const core::Expr& e) { return exprs_.emplace_back(e); }

  static constexpr int kMostDepth = 12;        // of calls
  static constexpr size_t kMost = 20'000;      // expressions
  int depth_ = 0;
  std::deque<core::Expr> exprs_;
  std::deque<core::Definition> definitions_;
};

}  // namespace trestle::evaluator
