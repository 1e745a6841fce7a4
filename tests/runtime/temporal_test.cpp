// Temporal formulas in normal form: what is said of the infinitely distant future stands apart from the rest.
#include "translator/runtime/temporal.h"

#include <gtest/gtest.h>

namespace trestle::runtime {
namespace {

class NormalForm : public testing::Test {
 protected:
  FormulaId a(uint32_t i) { return f.atom(i); }
  FormulaId both(FormulaId x, FormulaId y) { return f.conjunction({x, y}); }
  FormulaId either(FormulaId x, FormulaId y) { return f.disjunction({x, y}); }
  FormulaId always(FormulaId x) { return f.always(x); }
  FormulaId eventually(FormulaId x) { return f.eventually(x); }
  std::string text(FormulaId x) { return to_string(f, x); }

  Formulas f;
};

TEST_F(NormalForm, NegationReachesTheAtoms) {
  EXPECT_EQ(text(f.negation(always(either(f.negation(a(0)), eventually(a(1)))))), "<>(a0 /\\ []~a1)");
  EXPECT_EQ(f.negation(f.negation(either(a(0), always(a(1))))), either(a(0), always(a(1))));
}

TEST_F(NormalForm, EqualFormulasAreOne) {
  EXPECT_EQ(both(a(0), a(1)), both(a(1), a(0)));
  EXPECT_EQ(both(a(0), both(a(1), a(0))), both(a(0), a(1)));
  EXPECT_EQ(both(a(0), f.negation(a(0))), f.truth(false));
  EXPECT_EQ(either(a(0), f.negation(a(0))), f.truth(true));
  EXPECT_EQ(always(f.truth(true)), f.truth(true));
}

TEST_F(NormalForm, RepeatedOperatorsCollapse) {
  EXPECT_EQ(text(always(always(a(0)))), "[]a0");
  EXPECT_EQ(text(eventually(eventually(a(0)))), "<>a0");
  EXPECT_EQ(text(always(eventually(always(a(0))))), "<>[]a0");
  EXPECT_EQ(text(eventually(always(eventually(always(eventually(a(0))))))), "[]<>a0");
}

TEST_F(NormalForm, TheDistantFutureMovesOut) {
  const FormulaId often = always(eventually(a(9)));
  EXPECT_EQ(eventually(both(a(0), often)), both(eventually(a(0)), often));
  EXPECT_EQ(always(either(a(0), often)), either(always(a(0)), often));
  EXPECT_TRUE(f.is_infinitely_often(often));
  EXPECT_TRUE(f.is_eventually_always(f.negation(often)));
}

TEST_F(NormalForm, InfinitelyOftenComesDownToStates) {
  // []<>(a /\ []b): b is true from some point on.
  EXPECT_EQ(always(eventually(both(a(0), always(a(1))))), both(always(eventually(a(0))), eventually(always(a(1)))));
  // <>[](a => <>b): when a is true infinitely often, so is b.
  EXPECT_EQ(eventually(always(either(f.negation(a(0)), eventually(a(1))))),
            either(eventually(always(f.negation(a(0)))), always(eventually(a(1)))));
  // []<>(a /\ (b \/ []c))
  EXPECT_EQ(always(eventually(both(a(0), either(a(1), always(a(2)))))),
            either(always(eventually(both(a(0), a(1)))), both(always(eventually(a(0))), eventually(always(a(2))))));
}

TEST_F(NormalForm, WhatIsMergedSaysTheSame) {
  EXPECT_EQ(both(eventually(always(a(0))), eventually(always(a(1)))), eventually(always(both(a(0), a(1)))));
  EXPECT_EQ(either(always(eventually(a(0))), always(eventually(a(1)))), always(eventually(either(a(0), a(1)))));
}

}  // namespace
}  // namespace trestle::runtime
