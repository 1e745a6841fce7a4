#include "translator/runtime/integers.h"

#include "tests/runtime/values.h"

namespace trestle::runtime {
namespace {

using ::testing::HasSubstr;

class Integers : public Values {
 protected:
  Value big(const char* text) { return parse_integer(c, text); }
};

class TlcIntegers : public Integers {
 protected:
  TlcIntegers() { options().integers_32_bit = true; }
  ~TlcIntegers() { options().integers_32_bit = false; }
};

TEST_F(Integers, AreExactBeyondAnyWord) {
  EXPECT_EQ(text(plus(c, i(Value::kMaxSmall), i(1))), "1152921504606846976");
  EXPECT_EQ(text(subtract(c, i(Value::kMinSmall), i(1))), "-1152921504606846977");
  EXPECT_EQ(text(times(c, i(Value::kMaxSmall), i(-1))), "-1152921504606846975");
  EXPECT_EQ(text(times(c, big("99999999999999999999"), big("99999999999999999999"))),
            "9999999999999999999800000000000000000001");
  EXPECT_TRUE(same(subtract(c, plus(c, i(Value::kMaxSmall), i(1)), i(1)), i(Value::kMaxSmall)))
      << "small again: a word again";
  EXPECT_TRUE(equal(c, power(c, i(2), i(100)), big("1267650600228229401496703205376")));
  EXPECT_FALSE(equal(c, power(c, i(2), i(100)), power(c, i(3), i(70))));
}

TEST_F(Integers, DivisionFloorsAndModulusIsNotNegative) {
  const struct {
    int64_t x, y, quotient, remainder;
  } rows[] = {{7, 2, 3, 1}, {-7, 2, -4, 1}, {6, 2, 3, 0}, {-6, 2, -3, 0}, {0, 5, 0, 0}, {-1, 5, -1, 4}};
  for (const auto& row : rows) {
    EXPECT_EQ(divide(c, i(row.x), i(row.y)).small(), row.quotient) << row.x;
    EXPECT_EQ(modulo(c, i(row.x), i(row.y)).small(), row.remainder) << row.x;
  }
  EXPECT_EQ(divide(c, i(7), i(-2)).small(), -4);
  EXPECT_EQ(divide(c, i(-7), i(-2)).small(), 3);
  EXPECT_EQ(text(divide(c, big("-100000000000000000001"), i(2))), "-50000000000000000001");
  EXPECT_EQ(text(modulo(c, big("-100000000000000000001"), i(10))), "9");
  EXPECT_THAT(error([&] { divide(c, i(1), i(0)); }), HasSubstr("Division by zero"));
  EXPECT_THAT(error([&] { modulo(c, i(1), i(0)); }), HasSubstr("positive number"));
  EXPECT_THAT(error([&] { modulo(c, i(1), i(-3)); }), HasSubstr("-3"));
}

TEST_F(Integers, Powers) {
  EXPECT_EQ(text(power(c, i(2), i(10))), "1024");
  EXPECT_EQ(text(power(c, i(-1), i(1'000'000'001))), "-1");
  EXPECT_EQ(text(power(c, i(-1), i(1'000'000'002))), "1");
  EXPECT_EQ(text(power(c, i(0), i(3))), "0");
  EXPECT_EQ(text(power(c, i(7), i(0))), "1");
  EXPECT_THAT(error([&] { power(c, i(0), i(0)); }), HasSubstr("0^0"));
  EXPECT_THAT(error([&] { power(c, i(2), i(-1)); }), HasSubstr("natural number"));
  EXPECT_THAT(error([&] { power(c, i(2), i(1'000'000'000)); }), HasSubstr("too large"));
}

TEST_F(Integers, Order) {
  EXPECT_TRUE(less(i(-1), i(0)));
  EXPECT_FALSE(less(i(0), i(0)));
  EXPECT_TRUE(less_or_equal(i(0), i(0)));
  EXPECT_TRUE(greater(big("99999999999999999999"), i(5)));
  EXPECT_TRUE(less(big("-99999999999999999999"), big("-99999999999999999998")));
  EXPECT_TRUE(greater_or_equal(i(5), big("-99999999999999999999")));
  EXPECT_THAT(error([&] { less(i(1), s("a")); }), HasSubstr("second argument of < should be an integer"));
}

TEST_F(Integers, WrongArgumentsSaySo) {
  EXPECT_THAT(error([&] { plus(c, s("a"), i(1)); }), HasSubstr("first argument of + should be an integer"));
  EXPECT_THAT(error([&] { times(c, i(1), b(true)); }), HasSubstr("a Boolean: TRUE"));
  EXPECT_THAT(error([&] { negate(c, ints({1})); }), HasSubstr("{1}"));
  EXPECT_THAT(error([&] { call(Op::Interval, i(1), s("z")); }), HasSubstr("second argument of .."));
  EXPECT_THAT(error([&] { call(Op::Divide, i(1), i(2)); }), HasSubstr("1 / 2 is not an integer"));
  EXPECT_EQ(text(call(Op::Divide, i(6), i(2))), "3");
}

TEST_F(Integers, LargeOnesAreSetElementsAndDomains) {
  const Value s = set({big("99999999999999999999"), i(1), big("-99999999999999999999"), big("99999999999999999999")});
  EXPECT_EQ(text(s), "{-99999999999999999999, 1, 99999999999999999999}");
  EXPECT_TRUE(member(c, big("99999999999999999999"), s));
  EXPECT_TRUE(same(intern(big("99999999999999999999")), intern(big("99999999999999999999"))));
  EXPECT_TRUE(member(c, big("99999999999999999999"), call(Op::Nat)));
  EXPECT_FALSE(member(c, big("-99999999999999999999"), call(Op::Nat)));
  EXPECT_FALSE(member(c, big("99999999999999999999"), range(1, 5)));
}

TEST_F(Integers, OnlyTlcsOverflow) { EXPECT_EQ(text(plus(c, i(2147483647), i(1))), "2147483648"); }

TEST_F(TlcIntegers, OverflowIsAnError) {
  EXPECT_THAT(error([&] { plus(c, i(2147483647), i(1)); }), HasSubstr("Overflow when computing 2147483647 + 1"));
  EXPECT_THAT(error([&] { subtract(c, i(-2147483648), i(1)); }), HasSubstr("Overflow"));
  EXPECT_THAT(error([&] { times(c, i(65536), i(32768)); }), HasSubstr("65536 * 32768"));
  EXPECT_THAT(error([&] { power(c, i(2), i(31)); }), HasSubstr("2 ^ 31"));
  EXPECT_THAT(error([&] { power(c, i(3), i(1000)); }), HasSubstr("3 ^ 1000"));
  EXPECT_THAT(error([&] { negate(c, i(-2147483648)); }), HasSubstr("Overflow"));
  EXPECT_THAT(error([&] { divide(c, i(-2147483648), i(-1)); }), HasSubstr("Overflow"));
  EXPECT_THAT(error([&] { parse_integer(c, "2147483648"); }), HasSubstr("32 bits"));
  EXPECT_THAT(error([&] { call(Op::Cardinality, call(Op::Powerset, range(1, 31))); }), HasSubstr("Overflow"));
  EXPECT_EQ(text(times(c, i(65536), i(-32768))), "-2147483648");
}

}  // namespace
}  // namespace trestle::runtime
