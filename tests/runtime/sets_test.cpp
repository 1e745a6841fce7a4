#include "tests/runtime/values.h"

namespace trestle::runtime {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Sets = Values;

TEST_F(Sets, AreSortedWithoutDuplicates) {
  EXPECT_EQ(text(ints({3, 1, 2, 3, 1})), "{1, 2, 3}");
  EXPECT_EQ(text(set({tuple({i(1), i(2)}), tuple({i(9)}), tuple({i(1), i(1)})})), "{<<9>>, <<1, 1>>, <<1, 2>>}");
  EXPECT_EQ(text(set({ints({1, 2}), ints({}), ints({5})})), "{{}, {5}, {1, 2}}");
  EXPECT_TRUE(same(ints({}), empty_set()));
}

TEST_F(Sets, OfDifferentKindsAreAnError) {
  EXPECT_THAT(error([&] { set({i(1), s("a")}); }), HasSubstr("Attempted to compare"));
  EXPECT_THAT(error([&] { set({b(true), i(1)}); }), HasSubstr("a Boolean"));
  EXPECT_EQ(text(set({i(1), mv("sets_m")})), "{sets_m, 1}") << "model values come before all else";
}

TEST_F(Sets, Algebra) {
  const Value a = ints({1, 2, 3}), d = ints({2, 3, 4});
  EXPECT_EQ(text(cup(c, a, d)), "{1, 2, 3, 4}");
  EXPECT_EQ(text(cap(c, a, d)), "{2, 3}");
  EXPECT_EQ(text(minus(c, a, d)), "{1}");
  EXPECT_TRUE(same(cup(c, a, ints({2})), a)) << "nothing new: the same object";
  EXPECT_EQ(text(cup(c, a, ints({0}))), "{0, 1, 2, 3}");
  EXPECT_EQ(text(cup(c, ints({5}), a)), "{1, 2, 3, 5}");
  EXPECT_TRUE(same(minus(c, a, a), empty_set()));
  EXPECT_TRUE(subset_or_equal(c, ints({2, 3}), a));
  EXPECT_FALSE(subset_or_equal(c, d, a));
  EXPECT_TRUE(subset_or_equal(c, empty_set(), a));
}

TEST_F(Sets, AlgebraOfWhatIsNoSetIsAnError) {
  EXPECT_THAT(error([&] { cup(c, i(1), ints({1})); }), HasSubstr("which is no set: 1"));
  EXPECT_THAT(error([&] { cap(c, ints({1}), s("x")); }), HasSubstr("\"x\""));
  EXPECT_THAT(error([&] { minus(c, tuple({}), ints({1})); }), HasSubstr("a tuple"));
}

TEST_F(Sets, AlgebraWithInfiniteSetsStaysSymbolic) {
  const Value nat = Value::infinite(Kind::Naturals);
  EXPECT_EQ(text(cap(c, nat, ints({-1, 0, 1}))), "{0, 1}");
  EXPECT_EQ(text(minus(c, ints({-1, 0, 1}), nat)), "{-1}");
  const Value without = minus(c, nat, ints({3}));
  EXPECT_TRUE(member(c, i(4), without));
  EXPECT_FALSE(member(c, i(3), without));
  EXPECT_FALSE(member(c, i(-1), without));
  const Value more = cup(c, nat, ints({-5}));
  EXPECT_TRUE(member(c, i(-5), more));
  EXPECT_FALSE(member(c, i(-4), more));
  EXPECT_THAT(error([&] { elements(more); }), HasSubstr("infinite"));
}

TEST_F(Sets, Membership) {
  EXPECT_TRUE(member(c, i(2), ints({1, 2, 3})));
  EXPECT_FALSE(member(c, i(7), ints({1, 2, 3})));
  EXPECT_TRUE(member(c, i(2), range(1, 3)));
  EXPECT_THAT(error([&] { member(c, i(1), set({s("a")})); }), HasSubstr("Attempted to compare"));
  EXPECT_THAT(error([&] { member(c, s("a"), range(1, 3)); }), HasSubstr("Attempted to check"));
  EXPECT_FALSE(member(c, mv("sets_m"), range(1, 3)));
  EXPECT_FALSE(member(c, mv("sets_m"), ints({1})));
  EXPECT_FALSE(member(c, i(1), empty_set()));
  EXPECT_THAT(error([&] { member(c, i(1), i(2)); }), HasSubstr("Attempted to check"));
  EXPECT_THAT(error([&] { member(c, mv("T_sets"), range(1, 3)); }), HasSubstr("Attempted to check"));
}

TEST_F(Sets, MembershipInInfiniteSets) {
  EXPECT_TRUE(member(c, i(0), Value::infinite(Kind::Naturals)));
  EXPECT_FALSE(member(c, i(-1), Value::infinite(Kind::Naturals)));
  EXPECT_TRUE(member(c, i(-1), Value::infinite(Kind::Integers)));
  EXPECT_TRUE(member(c, s("a"), Value::infinite(Kind::Strings)));
  EXPECT_FALSE(member(c, mv("sets_m"), Value::infinite(Kind::Strings)));
  EXPECT_THAT(error([&] { member(c, s("a"), Value::infinite(Kind::Naturals)); }), HasSubstr("the set Nat"));
  EXPECT_TRUE(member(c, tuple({i(1), i(2)}), call(Op::Seq, Value::infinite(Kind::Naturals))));
  EXPECT_FALSE(member(c, tuple({i(-1)}), call(Op::Seq, Value::infinite(Kind::Naturals))));
  EXPECT_TRUE(member(c, s("x"), call(Op::Any)));
}

TEST_F(Sets, SubsetsAreListedBySize) {
  EXPECT_THAT(elements(call(Op::Powerset, ints({1, 2, 3}))),
              ElementsAre("{}", "{1}", "{2}", "{3}", "{1, 2}", "{1, 3}", "{2, 3}", "{1, 2, 3}"));
  EXPECT_THAT(elements(call(Op::Powerset, empty_set())), ElementsAre("{}"));
  EXPECT_TRUE(member(c, ints({1, 5}), call(Op::Powerset, Value::infinite(Kind::Naturals))));
  EXPECT_TRUE(equal(c, call(Op::Powerset, ints({1})), set({empty_set(), ints({1})})));
}

TEST_F(Sets, FunctionsAreListedRightmostArgumentFirst) {
  const Value functions = call(Op::FunctionSet, set({s("sf_a"), s("sf_b")}), ints({1, 2}));
  EXPECT_THAT(elements(functions), ElementsAre("[sf_a |-> 1, sf_b |-> 1]", "[sf_a |-> 1, sf_b |-> 2]",
                                               "[sf_a |-> 2, sf_b |-> 1]", "[sf_a |-> 2, sf_b |-> 2]"));
  EXPECT_THAT(elements(call(Op::FunctionSet, empty_set(), ints({1}))), ElementsAre("<<>>"));
  EXPECT_THAT(elements(call(Op::FunctionSet, ints({1}), empty_set())), ElementsAre());
  EXPECT_TRUE(member(c, tuple({i(1), i(1)}), call(Op::FunctionSet, range(1, 2), ints({1}))));
  EXPECT_FALSE(member(c, tuple({i(1)}), call(Op::FunctionSet, range(1, 2), ints({1}))));
  EXPECT_THAT(error([&] { member(c, i(1), functions); }), HasSubstr("[S -> T]"));
}

TEST_F(Sets, RecordsAndTuplesAreListedRightmostFirst) {
  const uint32_t fields[] = {atom("sr_a"), atom("sr_b")};
  const Value sets[] = {ints({1, 2}), set({s("x")})};
  const Value records = make_record_set(c, fields, sets);
  EXPECT_THAT(elements(records), ElementsAre("[sr_a |-> 1, sr_b |-> \"x\"]", "[sr_a |-> 2, sr_b |-> \"x\"]"));
  EXPECT_TRUE(member(c, record({{"sr_b", s("x")}, {"sr_a", i(2)}}), records));
  EXPECT_FALSE(member(c, record({{"sr_a", i(2)}}), records));
  EXPECT_THAT(error([&] { member(c, tuple({i(1)}), records); }), HasSubstr("Attempted to check"));
  const Value tuples = call(Op::ProductSet, ints({1, 2}), ints({3, 4}));
  EXPECT_THAT(elements(tuples), ElementsAre("<<1, 3>>", "<<1, 4>>", "<<2, 3>>", "<<2, 4>>"));
  EXPECT_TRUE(member(c, tuple({i(2), i(4)}), tuples));
  EXPECT_FALSE(member(c, tuple({i(2)}), tuples));
}

TEST_F(Sets, UnionOfSets) {
  EXPECT_EQ(text(call(Op::Union, set({ints({1, 2}), ints({2, 3}), empty_set()}))), "{1, 2, 3}");
  const Value lazily = call(Op::Union, set({range(1, 2), range(2, 3)}));
  EXPECT_THAT(elements(lazily), ElementsAre("1", "2", "2", "3")) << "as TLC lists it";
  EXPECT_EQ(text(lazily), "{1, 2, 3}");
  EXPECT_TRUE(member(c, i(7), call(Op::Union, set({Value::infinite(Kind::Naturals)}))));
  EXPECT_THAT(error([&] { call(Op::Union, ints({1})); }), HasSubstr("set of sets"));
}

TEST_F(Sets, FilterCallsItsPredicate) {
  const Value even = op([](Context&, std::span<const Value> a) { return Value::boolean(a[0].small() % 2 == 0); });
  const Value filter = make_filter(c, Value::infinite(Kind::Naturals), even);
  EXPECT_TRUE(member(c, i(4), filter));
  EXPECT_FALSE(member(c, i(3), filter));
  EXPECT_FALSE(member(c, i(-2), filter));
  EXPECT_THAT(elements(make_filter(c, range(1, 5), even)), ElementsAre("2", "4"));
  EXPECT_EQ(text(make_filter(c, range(1, 5), even)), "{2, 4}");
  const Value odd_predicate = op([](Context&, std::span<const Value>) { return Value::integer(1); });
  EXPECT_THAT(error([&] { elements(make_filter(c, range(1, 5), odd_predicate)); }), HasSubstr("Expected a Boolean"));
}

TEST_F(Sets, CardinalityIsComputed) {
  EXPECT_EQ(text(call(Op::Cardinality, call(Op::Powerset, range(1, 100)))), "1267650600228229401496703205376");
  EXPECT_EQ(text(call(Op::Cardinality, call(Op::FunctionSet, range(1, 10), range(1, 3)))), "59049");
  EXPECT_EQ(text(call(Op::Cardinality, call(Op::FunctionSet, empty_set(), empty_set()))), "1");
  EXPECT_EQ(text(call(Op::Cardinality, call(Op::FunctionSet, ints({1}), empty_set()))), "0");
  EXPECT_EQ(text(call(Op::Cardinality, call(Op::ProductSet, range(1, 7), range(1, 6)))), "42");
  EXPECT_EQ(text(call(Op::Cardinality, range(5, 4))), "0");
  EXPECT_EQ(text(call(Op::Cardinality, call(Op::Union, set({range(1, 3), range(2, 5)})))), "5");
  EXPECT_THAT(error([&] { call(Op::Cardinality, call(Op::Nat)); }), HasSubstr("infinite"));
  EXPECT_THAT(error([&] { call(Op::Cardinality, i(3)); }), HasSubstr("should be a set"));
}

TEST_F(Sets, IsFiniteSetLooksAtTheForm) {
  EXPECT_TRUE(call(Op::IsFiniteSet, ints({1})).truth());
  EXPECT_FALSE(call(Op::IsFiniteSet, call(Op::Nat)).truth());
  EXPECT_TRUE(call(Op::IsFiniteSet, call(Op::Powerset, range(1, 100))).truth());
  EXPECT_FALSE(call(Op::IsFiniteSet, call(Op::Powerset, call(Op::Int))).truth());
  EXPECT_FALSE(call(Op::IsFiniteSet, call(Op::Seq, ints({1}))).truth());
  EXPECT_THAT(error([&] { call(Op::IsFiniteSet, i(1)); }), HasSubstr("finite set"));
}

TEST_F(Sets, TooLargeToListIsALimit) {
  try {
    enumerated(c, call(Op::Powerset, range(1, 40)));
    FAIL();
  } catch (const EvalError& e) {
    EXPECT_EQ(e.kind, ErrorKind::TooLarge);
  }
}

}  // namespace
}  // namespace trestle::runtime
