#include "tests/runtime/values.h"

namespace trestle::runtime {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Community = Values;

TEST_F(Community, Bags) {
  const Value x = function({{s("cm_a"), i(2)}, {s("cm_b"), i(1)}}),
              y = function({{s("cm_a"), i(1)}, {s("cm_b"), i(1)}});
  EXPECT_TRUE(call(Op::IsABag, x).truth());
  EXPECT_TRUE(call(Op::IsABag, empty_tuple()).truth());
  EXPECT_FALSE(call(Op::IsABag, tuple({i(0)})).truth());
  EXPECT_FALSE(call(Op::IsABag, tuple({s("a")})).truth());
  EXPECT_FALSE(call(Op::IsABag, i(1)).truth());
  EXPECT_EQ(text(call(Op::BagSum, x, y)), "[cm_a |-> 3, cm_b |-> 2]");
  EXPECT_EQ(text(call(Op::BagDifference, x, y)), "[cm_a |-> 1]");
  EXPECT_TRUE(same(call(Op::BagDifference, y, x), empty_tuple()));
  EXPECT_EQ(text(call(Op::BagSum, tuple({i(1)}), function({{i(2), i(5)}}))), "<<1, 5>>") << "canonical again";
  EXPECT_TRUE(same(call(Op::BagSum, empty_tuple(), empty_tuple()), empty_tuple()));
  EXPECT_THAT(error([&] { call(Op::BagSum, i(1), x); }), HasSubstr("first argument of (+) should be a bag"));
}

TEST_F(Community, FoldGoesThroughTheIndicesInOrder) {
  const Value digits =
      op([](Context&, std::span<const Value> a) { return Value::integer(a[1].small() * 10 + a[0].small()); });
  EXPECT_EQ(text(call(Op::Fold, digits, i(0), tuple({i(7), i(8), i(9)}), ints({1, 3}))), "79");
  EXPECT_EQ(text(call(Op::Fold, digits, i(4), empty_tuple(), empty_set())), "4");
  EXPECT_THAT(error([&] { call(Op::Fold, digits, i(0), i(1), empty_set()); }), HasSubstr("third argument"));
  EXPECT_THAT(error([&] { call(Op::Fold, digits, i(0), empty_tuple(), ints({1})); }), HasSubstr("out of bounds"));
}

TEST_F(Community, Extremes) {
  EXPECT_EQ(text(call(Op::Max, ints({3, 9, -1}))), "9");
  EXPECT_EQ(text(call(Op::Min, ints({3, 9, -1}))), "-1");
  EXPECT_EQ(text(call(Op::Max, range(1, 5))), "5");
  EXPECT_THAT(error([&] { call(Op::Max, empty_set()); }), HasSubstr("empty set"));
  EXPECT_THAT(error([&] { call(Op::Min, set({s("a"), s("b")})); }), HasSubstr("an integer"));
}

TEST_F(Community, SubsetsOfASize) {
  EXPECT_THAT(elements(call(Op::KSubset, i(2), range(1, 4))),
              ElementsAre("{1, 2}", "{1, 3}", "{1, 4}", "{2, 3}", "{2, 4}", "{3, 4}"));
  EXPECT_THAT(elements(call(Op::KSubset, i(0), range(1, 4))), ElementsAre("{}"));
  EXPECT_THAT(elements(call(Op::KSubset, i(4), range(1, 4))), ElementsAre("{1, 2, 3, 4}"));
  EXPECT_TRUE(same(call(Op::KSubset, i(5), range(1, 4)), empty_set()));
  EXPECT_TRUE(same(call(Op::KSubset, i(-1), range(1, 4)), empty_set()));
  EXPECT_THAT(error([&] { call(Op::KSubset, i(20), range(1, 60)); }), HasSubstr("too many"));
  EXPECT_EQ(text(call(Op::SetToSeq, ints({3, 1}))), "<<1, 3>>");
}

TEST_F(Community, Bits) {
  EXPECT_EQ(text(call(Op::BitAnd, i(12), i(10))), "8");
  EXPECT_EQ(text(call(Op::BitOr, i(12), i(10))), "14");
  EXPECT_EQ(text(call(Op::BitXor, i(12), i(10))), "6");
  EXPECT_EQ(text(call(Op::BitNot, i(10))), "5");
  EXPECT_EQ(text(call(Op::BitNot, i(0))), "0");
  EXPECT_EQ(text(call(Op::ShiftRight, i(12), i(2))), "3");
  EXPECT_EQ(text(call(Op::ShiftRight, i(12), i(100))), "0");
  // As Java's operators on negative numbers.
  EXPECT_EQ(text(call(Op::BitAnd, i(-1), i(3))), "3");
  EXPECT_EQ(text(call(Op::BitOr, i(-2), i(0))), "-2");
  EXPECT_EQ(text(call(Op::BitXor, i(-1), i(2))), "-3");
  EXPECT_EQ(text(call(Op::BitNot, i(-2))), "0");
  EXPECT_EQ(text(call(Op::ShiftRight, i(-1), i(0))), "-1");
  EXPECT_EQ(text(call(Op::ShiftRight, i(-1), i(1))), "2147483647");
  EXPECT_THAT(error([&] { call(Op::BitAnd, s("a"), i(1)); }), HasSubstr("an integer"));
}

TEST_F(Community, Drawing) {
  const Value circle = record({{"name", s("circle")},
                               {"attrs", record({{"stroke_width", s("2")}})},
                               {"children", empty_tuple()},
                               {"innerText", s("<<1>>")}});
  EXPECT_EQ(text(call(Op::SvgText, circle)), "\"<circle stroke-width='2'>&lt;&lt;1&gt;&gt;</circle>\"");
  const Value group =
      record({{"name", s("g")}, {"attrs", empty_tuple()}, {"children", tuple({circle})}, {"innerText", s("")}});
  EXPECT_THAT(text(call(Op::SvgText, group)), HasSubstr("<g><circle"));
  EXPECT_THAT(error([&] { call(Op::SvgText, i(1)); }), HasSubstr("a record"));
  const Value point = call(Op::RingPoint, i(100), i(100), i(50), i(1), i(4));
  EXPECT_EQ(text(field(c, point, atom("y"))), "150");
}

TEST_F(Community, ChiSquare) {
  const Value fair = tuple({i(100), i(100), i(100)});
  EXPECT_TRUE(call(Op::ChiSquare, fair, tuple({i(95), i(104), i(101)}), s("0.05")).truth());
  EXPECT_FALSE(call(Op::ChiSquare, fair, tuple({i(30), i(150), i(120)}), s("0.05")).truth());
  EXPECT_THAT(error([&] { call(Op::ChiSquare, fair, fair, s("much")); }), HasSubstr("(0, 0.5]"));
  EXPECT_THAT(error([&] { call(Op::ChiSquare, fair, tuple({i(1)}), s("0.05")); }), HasSubstr("same domain"));
}

}  // namespace
}  // namespace trestle::runtime
