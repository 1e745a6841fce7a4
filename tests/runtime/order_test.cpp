#include "tests/runtime/values.h"
#include "translator/runtime/hash.h"

namespace trestle::runtime {
namespace {

using ::testing::HasSubstr;
using Order = Values;

TEST_F(Order, OfAtoms) {
  EXPECT_LT(compare(c, i(-3), i(2)), 0);
  EXPECT_GT(compare(c, b(true), b(false)), 0);
  // Strings and model values stand in the order in which they were first met.
  const Value late = s("order_z"), later = s("order_a");
  EXPECT_LT(compare(c, late, later), 0);
  EXPECT_LT(compare(c, mv("order_z"), mv("order_a")), 0);
  EXPECT_LT(compare(c, mv("order_z"), i(-5)), 0);
  EXPECT_GT(compare(c, ints({}), mv("order_z")), 0);
}

TEST_F(Order, OfCollections) {
  atom("or_a");
  atom("or_b");
  EXPECT_LT(compare(c, ints({9}), ints({1, 2})), 0);
  EXPECT_LT(compare(c, ints({1, 2}), ints({1, 3})), 0);
  EXPECT_LT(compare(c, tuple({i(9)}), tuple({i(1), i(1)})), 0);
  EXPECT_LT(compare(c, record({{"or_a", i(9)}}), record({{"or_b", i(1)}})), 0) << "fields before values";
  EXPECT_LT(compare(c, record({{"or_a", i(1)}}), record({{"or_a", i(2)}})), 0);
  EXPECT_LT(compare(c, function({{i(0), i(9)}}), function({{i(2), i(1)}})), 0) << "domains before values";
  EXPECT_LT(compare(c, function({{i(0), i(9)}, {i(1), i(1)}}), tuple({i(1), i(1)})), 0);
  EXPECT_EQ(compare(c, range(1, 3), ints({1, 2, 3})), 0);
  EXPECT_LT(compare(c, range(1, 2), ints({1, 2, 3})), 0);
  EXPECT_LT(compare(c, Value::infinite(Kind::Naturals), Value::infinite(Kind::Integers)), 0);
}

TEST_F(Order, EqualityAcrossForms) {
  EXPECT_TRUE(equal(c, range(1, 3), ints({3, 2, 1})));
  EXPECT_TRUE(equal(c, ints({1, 2}), range(1, 2)));
  EXPECT_TRUE(
      equal(c, call(Op::FunctionSet, range(1, 2), ints({0, 1})), call(Op::ProductSet, ints({0, 1}), ints({0, 1}))));
  EXPECT_TRUE(equal(c, call(Op::FunctionSet, ints({1}), empty_set()), empty_set()));
  EXPECT_TRUE(equal(c, call(Op::FunctionSet, ints({1}), empty_set()), call(Op::FunctionSet, ints({2}), empty_set())));
  EXPECT_FALSE(equal(c, call(Op::Powerset, ints({1})), call(Op::Powerset, ints({2}))));
  EXPECT_FALSE(equal(c, Value::infinite(Kind::Naturals), Value::infinite(Kind::Integers)));
}

TEST_F(Order, DifferentKindsAreAnErrorNotFalse) {
  EXPECT_THAT(error([&] { equal(c, i(1), s("a")); }), HasSubstr("Attempted to compare an integer with a string"));
  EXPECT_THAT(error([&] { equal(c, b(true), i(1)); }), HasSubstr("TRUE"));
  EXPECT_THAT(error([&] { equal(c, s("a"), mv("T_x")); }), HasSubstr("typed model value T_x"));
  EXPECT_THAT(error([&] { equal(c, empty_tuple(), empty_set()); }), HasSubstr("Attempted to compare"));
  EXPECT_THAT(error([&] { equal(c, tuple({i(1)}), record({{"or_a", i(1)}})); }), HasSubstr("Attempted to compare"));
  EXPECT_THAT(error([&] { equal(c, tuple({i(1), s("a")}), tuple({i(1), i(2)})); }), HasSubstr("a string"));
  EXPECT_THAT(error([&] { equal(c, Value::infinite(Kind::Naturals), ints({1})); }), HasSubstr("Nat"));
}

TEST_F(Order, WhatDecidesFirstHidesTheError) {
  EXPECT_FALSE(equal(c, tuple({i(1), i(2)}), tuple({s("a")}))) << "lengths differ";
  EXPECT_FALSE(equal(c, tuple({i(1), s("a")}), tuple({i(2), i(2)}))) << "the first elements differ";
  EXPECT_FALSE(equal(c, ints({1, 2}), set({s("a")})));
  EXPECT_FALSE(equal(c, record({{"or_a", i(1)}}), record({{"or_b", s("x")}})));
}

TEST_F(Order, ModelValues) {
  EXPECT_FALSE(equal(c, mv("order_m"), i(1)));
  EXPECT_FALSE(equal(c, ints({1}), mv("order_m")));
  EXPECT_FALSE(equal(c, mv("order_m"), s("order_m"))) << "a string of the same text is another value";
  EXPECT_FALSE(equal(c, mv("T_1"), mv("T_2")));
  EXPECT_FALSE(equal(c, mv("T_1"), mv("order_m")));
  EXPECT_THAT(error([&] { equal(c, mv("T_1"), mv("U_1")); }), HasSubstr("differently-typed"));
  EXPECT_THAT(error([&] { equal(c, mv("T_1"), i(1)); }), HasSubstr("typed model value T_1"));
  EXPECT_THAT(error([&] { compare(c, i(1), mv("T_1")); }), HasSubstr("typed model value T_1"));
}

TEST_F(Order, HashIgnoresFormAndRank) {
  EXPECT_EQ(hash(range(1, 3)), hash(ints({1, 2, 3})));
  EXPECT_NE(hash(ints({1, 2})), hash(tuple({i(1), i(2)})));
  EXPECT_NE(hash(tuple({i(1), i(2)})), hash(tuple({i(2), i(1)})));
  EXPECT_NE(hash(s("order_m")), hash(mv("order_m")));
  EXPECT_NE(hash(empty_set()), hash(empty_tuple()));
  // Known once and for all: these numbers are part of what fingerprints mean.
  EXPECT_EQ(hash(set({s("a"), s("b")})), hash(set({s("b"), s("a")})));
}

TEST_F(Order, AddingAnElementCarriesTheHashOn) {
  const Value before = intern(ints({1, 2, 5, 6, 7, 8}));
  const Value after = cup(c, before, ints({3}));
  EXPECT_NE(after->hash, 0u);
  EXPECT_EQ(hash(after), hash(ints({1, 2, 3, 5, 6, 7, 8})));
}

}  // namespace
}  // namespace trestle::runtime
