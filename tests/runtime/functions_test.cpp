#include "tests/runtime/values.h"

namespace trestle::runtime {
namespace {

using ::testing::HasSubstr;
using Functions = Values;

TEST_F(Functions, OneCanonicalFormWhateverTheirMaking) {
  EXPECT_EQ(function({{i(2), s("b")}, {i(1), s("a")}}).kind(), Kind::Tuple);
  EXPECT_TRUE(equal(c, function({{i(1), i(5)}, {i(2), i(6)}}), tuple({i(5), i(6)})));
  EXPECT_EQ(function({{s("fn_b"), i(2)}, {s("fn_a"), i(1)}}).kind(), Kind::Record);
  EXPECT_TRUE(equal(c, function({{s("fn_a"), i(1)}}), record({{"fn_a", i(1)}})));
  EXPECT_EQ(function({{i(0), i(5)}, {i(1), i(6)}}).kind(), Kind::Function);
  EXPECT_TRUE(same(make_function(c, empty_set(), {}), empty_tuple()));
  EXPECT_TRUE(same(make_function(c, range(1, 0), {}), empty_tuple()));
}

TEST_F(Functions, Application) {
  EXPECT_EQ(text(apply_function(c, tuple({s("a"), s("b")}), i(2))), "\"b\"");
  EXPECT_EQ(text(apply_function(c, record({{"fn_a", i(1)}}), s("fn_a"))), "1");
  EXPECT_EQ(text(apply_function(c, function({{mv("fn_m"), i(4)}, {mv("fn_n"), i(5)}}), mv("fn_n"))), "5");
  EXPECT_EQ(text(apply_function(c, function({{tuple({i(1), i(2)}), i(7)}, {tuple({i(3)}), i(8)}}), tuple({i(3)}))),
            "8");
  EXPECT_EQ(text(field(c, record({{"fn_a", i(1)}, {"fn_b", i(2)}}), atom("fn_b"))), "2");
}

TEST_F(Functions, ApplicationOutsideTheDomainNamesFunctionAndArgument) {
  EXPECT_THAT(error([&] { apply_function(c, tuple({i(1)}), i(2)); }), HasSubstr("index 2 of tuple <<1>>"));
  EXPECT_THAT(error([&] { apply_function(c, tuple({i(1)}), i(0)); }), HasSubstr("out of bounds"));
  EXPECT_THAT(error([&] { apply_function(c, tuple({i(1)}), s("x")); }), HasSubstr("not in its domain"));
  EXPECT_THAT(error([&] {
                field(c, record({{"fn_a", i(1)}}), atom("fn_z"));
              }),
              HasSubstr("nonexistent field \"fn_z\" of record [fn_a |-> 1]"));
  EXPECT_THAT(error([&] { apply_function(c, function({{i(0), i(1)}}), i(5)); }), HasSubstr("(0 :> 1) to argument 5"));
  EXPECT_THAT(error([&] { apply_function(c, i(3), i(5)); }), HasSubstr("no function: 3"));
  EXPECT_THAT(error([&] { field(c, i(3), atom("fn_a")); }), HasSubstr("select field \"fn_a\" from an integer"));
}

TEST_F(Functions, Domain) {
  EXPECT_EQ(text(domain(c, tuple({i(5), i(6)}))), "1..2");
  EXPECT_TRUE(same(domain(c, empty_tuple()), empty_set()));
  EXPECT_EQ(text(domain(c, record({{"fn_b", i(1)}, {"fn_a", i(1)}}))), text(set({s("fn_a"), s("fn_b")})));
  EXPECT_EQ(text(domain(c, function({{i(3), i(1)}, {i(0), i(1)}}))), "{0, 3}");
  EXPECT_THAT(error([&] { domain(c, i(1)); }), HasSubstr("should be a function"));
}

TEST_F(Functions, Except) {
  EXPECT_EQ(text(except(c, tuple({i(1), i(2)}), i(2), i(9))), "<<1, 9>>");
  EXPECT_EQ(text(except(c, record({{"fn_a", i(1)}}), s("fn_a"), i(9))), "[fn_a |-> 9]");
  EXPECT_EQ(text(except(c, function({{i(0), i(1)}, {i(5), i(2)}}), i(5), i(9))), "(0 :> 1 @@ 5 :> 9)");
  const Value t = tuple({i(1), i(2)});
  EXPECT_TRUE(same(except(c, t, i(1), i(1)), t)) << "no change: the same object";
  EXPECT_TRUE(same(except(c, t, i(3), i(1)), t)) << "outside the domain: ignored, as by TLC";
  EXPECT_TRUE(same(except(c, record({{"fn_a", i(1)}}), s("fn_z"), i(1)), record({{"fn_a", i(1)}})) ||
              equal(c, except(c, record({{"fn_a", i(1)}}), s("fn_z"), i(1)), record({{"fn_a", i(1)}})));
  EXPECT_THAT(error([&] { except(c, i(3), i(1), i(1)); }), HasSubstr("no function: 3"));
}

TEST_F(Functions, ExceptCarriesTheHashOn) {
  const Value f = intern(function({{i(0), i(1)}, {i(5), ints({2})}}));
  const Value changed = except(c, f, i(5), i(7));
  EXPECT_NE(changed->hash, 0u);
  EXPECT_EQ(hash(changed), hash(function({{i(0), i(1)}, {i(5), i(7)}})));
  const Value r = intern(record({{"fn_a", i(1)}, {"fn_b", i(2)}}));
  EXPECT_EQ(hash(except(c, r, s("fn_b"), s("x"))), hash(record({{"fn_b", s("x")}, {"fn_a", i(1)}})));
  const Value t = intern(tuple({i(4), i(5)}));
  EXPECT_EQ(hash(except(c, t, i(2), i(6))), hash(tuple({i(4), i(6)})));
}

TEST_F(Functions, OverrideKeepsTheFirstFunction) {
  EXPECT_EQ(text(call(Op::Override, tuple({i(1), i(2)}), function({{i(2), i(9)}, {i(3), i(3)}}))), "<<1, 2, 3>>");
  EXPECT_EQ(text(function({{i(5), i(1)}, {i(5), i(2)}})), "(5 :> 1)");
  EXPECT_EQ(text(call(Op::Override, empty_tuple(), record({{"fn_a", i(1)}}))), "[fn_a |-> 1]");
  EXPECT_THAT(error([&] { call(Op::Override, i(1), empty_tuple()); }), HasSubstr("first argument of @@"));
}

TEST_F(Functions, DuplicateFieldsAreAnError) {
  EXPECT_THAT(error([&] { record({{"fn_a", i(1)}, {"fn_a", i(2)}}); }), HasSubstr("occurs multiple times"));
}

TEST_F(Functions, LazyFunctions) {
  const Value square =
      op([](Context&, std::span<const Value> a) { return Value::integer(a[0].small() * a[0].small()); });
  const Value f = make_lazy_function(c, call(Op::Nat), square);
  EXPECT_EQ(text(apply_function(c, f, i(12))), "144");
  EXPECT_THAT(error([&] { apply_function(c, f, i(-1)); }), HasSubstr("not in its domain"));
  const Value g = except(c, except(c, f, i(3), i(0)), i(3), i(1));
  EXPECT_EQ(text(apply_function(c, g, i(3))), "1") << "the last EXCEPT counts";
  EXPECT_EQ(text(apply_function(c, g, i(4))), "16");
  EXPECT_TRUE(same(except(c, f, i(-1), i(0)), f));
  EXPECT_TRUE(equal(c, make_lazy_function(c, range(1, 3), square), tuple({i(1), i(4), i(9)})));
  EXPECT_EQ(text(make_lazy_function(c, range(0, 1), square)), "(0 :> 0 @@ 1 :> 1)");
  EXPECT_TRUE(member(c, make_lazy_function(c, range(1, 3), square), call(Op::Seq, call(Op::Nat))));
  EXPECT_TRUE(same(intern(c, make_lazy_function(c, range(1, 3), square)), intern(tuple({i(1), i(4), i(9)}))));
}

}  // namespace
}  // namespace trestle::runtime
