#include "tests/runtime/values.h"

namespace trestle::runtime {
namespace {

using ::testing::HasSubstr;
using Sequences = Values;

TEST_F(Sequences, OfValues) {
  const Value t = tuple({i(1), i(2), i(3)});
  EXPECT_EQ(text(call(Op::Len, t)), "3");
  EXPECT_EQ(text(call(Op::Head, t)), "1");
  EXPECT_EQ(text(call(Op::Tail, t)), "<<2, 3>>");
  EXPECT_TRUE(same(call(Op::Tail, tuple({i(1)})), empty_tuple()));
  EXPECT_EQ(text(call(Op::Append, t, s("x"))), "<<1, 2, 3, \"x\">>");
  EXPECT_EQ(text(call(Op::Concat, t, tuple({i(4)}))), "<<1, 2, 3, 4>>");
  EXPECT_TRUE(same(call(Op::Concat, empty_tuple(), t), t));
  EXPECT_TRUE(same(call(Op::Concat, t, empty_tuple()), t));
  EXPECT_EQ(text(call(Op::SubSeq, t, i(2), i(3))), "<<2, 3>>");
  EXPECT_TRUE(same(call(Op::SubSeq, t, i(3), i(2)), empty_tuple()));
  EXPECT_TRUE(same(call(Op::SubSeq, t, i(1), i(3)), t));
}

// Long stretches stay where they are; whatever looks at one sees what a copy of it would be.
TEST_F(Sequences, StretchesAreWhatCopiesAre) {
  const auto numbers = [&](int64_t from, int64_t to) {
    std::vector<Value> items;
    for (int64_t n = from; n <= to; ++n) items.push_back(record({{"n", i(n * n)}}));
    return runtime::make_tuple(c, items);
  };
  const Value whole = numbers(1, 60);
  for (const auto& [from, to] : {std::pair<int64_t, int64_t>{2, 60}, {1, 59}, {1, 20}, {20, 50}, {58, 60}, {7, 7}}) {
    const Value part = call(Op::SubSeq, whole, i(from), i(to)), copy = numbers(from, to);
    EXPECT_EQ(text(part), text(copy));
    EXPECT_EQ(to_string(part), to_string(copy));
    EXPECT_TRUE(equal(c, part, copy) && equal(c, copy, part));
    EXPECT_FALSE(equal(c, part, whole) || equal(c, whole, part) || equal(c, part, empty_tuple()));
    EXPECT_EQ(compare(c, part, copy), 0);
    EXPECT_EQ(compare(c, part, whole), compare(c, copy, whole));
    EXPECT_EQ(hash(part), hash(copy));
    EXPECT_TRUE(same(intern(c, part), intern(copy)));
    EXPECT_TRUE(same(keep(part), intern(copy)));
    EXPECT_EQ(text(call(Op::Len, part)), std::to_string(to - from + 1));
    EXPECT_TRUE(equal(c, call(Op::Head, part), whole->items()[from - 1]));
    EXPECT_EQ(text(call(Op::Domain, part)), text(call(Op::Domain, copy)));
    EXPECT_EQ(text(call(Op::Tail, part)), text(call(Op::Tail, copy)));
    EXPECT_EQ(text(call(Op::Append, part, i(0))), text(call(Op::Append, copy, i(0))));
    EXPECT_EQ(hash(call(Op::Append, part, i(0))), hash(call(Op::Append, copy, i(0))));
    EXPECT_EQ(text(call(Op::Concat, part, part)), text(call(Op::Concat, copy, copy)));
    EXPECT_EQ(text(call(Op::Concat, empty_tuple(), part)), text(copy));
    EXPECT_EQ(text(call(Op::SubSeq, part, i(1), i((to - from + 2) / 2))),
              text(call(Op::SubSeq, copy, i(1), i((to - from + 2) / 2))));
    EXPECT_EQ(text(call(Op::Override, part, copy)), text(copy));
    EXPECT_EQ(text(except(c, part, i(1), i(0))), text(except(c, copy, i(1), i(0))));
    EXPECT_EQ(text(except(c, part, i(0), i(0))), text(copy));
    EXPECT_EQ(text(call(Op::TLCEval, part)), text(copy));
    EXPECT_EQ(text(call(Op::ToString, part)), text(call(Op::ToString, copy)));
    EXPECT_TRUE(member(c, part, set({whole, copy})));
    EXPECT_TRUE(member(c, part, call(Op::Seq, set({numbers(1, 60)->items()[0], copy->items()[0]}))) == (from == to));
    for (int64_t at = -1; at <= to - from + 3; ++at) {
      std::string of_part, of_copy;
      EXPECT_EQ(error([&] { of_part = text(apply_function(c, part, i(at))); }),
                error([&] { of_copy = text(apply_function(c, copy, i(at))); }));
      EXPECT_EQ(of_part, of_copy);
    }
    EXPECT_EQ(error([&] { apply_function(c, part, s("x")); }), error([&] { apply_function(c, copy, s("x")); }));
  }
}

TEST_F(Sequences, WalkingALogCopiesNothing) {
  std::vector<Value> items(50'000, i(7));
  Value rest = runtime::make_tuple(c, items);
  const size_t before = c.arena.bytes_reserved();
  int64_t sum = 0;
  for (; !equal(c, rest, empty_tuple()); rest = call(Op::Tail, rest)) sum += call(Op::Head, rest).small();
  EXPECT_EQ(sum, 350'000);
  EXPECT_LT(c.arena.bytes_reserved() - before, 16U << 20);
}

TEST_F(Sequences, OfCharacters) {
  EXPECT_EQ(text(call(Op::Len, s("abc"))), "3");
  EXPECT_EQ(text(call(Op::Tail, s("abc"))), "\"bc\"");
  EXPECT_EQ(text(call(Op::Concat, s("ab"), s("c"))), "\"abc\"");
  EXPECT_EQ(text(call(Op::SubSeq, s("abcd"), i(2), i(3))), "\"bc\"");
  EXPECT_EQ(text(call(Op::SubSeq, s("abcd"), i(3), i(2))), "\"\"");
  EXPECT_THAT(error([&] { call(Op::Head, s("abc")); }), HasSubstr("should be a sequence"));
  EXPECT_THAT(error([&] { call(Op::Concat, s("a"), tuple({})); }), HasSubstr("should be a string"));
  EXPECT_THAT(error([&] { call(Op::Tail, s("")); }), HasSubstr("empty string"));
}

TEST_F(Sequences, CharactersOutsideAsciiCountAsTlcCountsThem) {
  const Value word = s("h\xC3\xA9\xE2\x82\xAC\xF0\x9D\x84\x9Ex");  // h é € (two UTF-16 units) x
  EXPECT_EQ(text(call(Op::Len, word)), "6");
  EXPECT_EQ(text(call(Op::SubSeq, word, i(2), i(3))), "\"\xC3\xA9\xE2\x82\xAC\"");
  EXPECT_EQ(text(call(Op::Tail, word)), "\"\xC3\xA9\xE2\x82\xAC\xF0\x9D\x84\x9Ex\"");
}

TEST_F(Sequences, Errors) {
  EXPECT_THAT(error([&] { call(Op::Head, empty_tuple()); }), HasSubstr("Head to the empty sequence"));
  EXPECT_THAT(error([&] { call(Op::Tail, empty_tuple()); }), HasSubstr("Tail to the empty sequence"));
  EXPECT_THAT(error([&] { call(Op::Len, i(3)); }), HasSubstr("should be a sequence"));
  EXPECT_THAT(error([&] { call(Op::Append, record({{"sq_a", i(1)}}), i(1)); }), HasSubstr("a record"));
  const Value t = tuple({i(1), i(2)});
  EXPECT_THAT(error([&] { call(Op::SubSeq, t, i(0), i(1)); }), HasSubstr("second argument of SubSeq"));
  EXPECT_THAT(error([&] { call(Op::SubSeq, t, i(1), i(3)); }), HasSubstr("third argument of SubSeq"));
  EXPECT_THAT(error([&] { call(Op::SubSeq, t, s("a"), i(3)); }), HasSubstr("an integer"));
}

TEST_F(Sequences, SelectAndSortCallTheirOperator) {
  const Value odd = op([](Context&, std::span<const Value> a) { return Value::boolean(a[0].small() % 2 != 0); });
  EXPECT_EQ(text(call(Op::SelectSeq, tuple({i(1), i(2), i(3)}), odd)), "<<1, 3>>");
  EXPECT_TRUE(same(call(Op::SelectSeq, tuple({i(2)}), odd), empty_tuple()));
  const Value less = op([](Context&, std::span<const Value> a) { return Value::boolean(a[0].small() < a[1].small()); });
  EXPECT_EQ(text(call(Op::SortSeq, tuple({i(3), i(1), i(2)}), less)), "<<1, 2, 3>>");
  EXPECT_THAT(error([&] { call(Op::SelectSeq, tuple({i(2)}), i(1)); }), HasSubstr("as an operator"));
}

TEST_F(Sequences, SortMovesEqualElementsAsTlcDoes) {
  const Value tens =
      op([](Context&, std::span<const Value> a) { return Value::boolean(a[0].small() / 10 <= a[1].small() / 10); });
  EXPECT_EQ(text(call(Op::SortSeq, tuple({i(11), i(12), i(5)}), tens)), "<<5, 12, 11>>")
      << "a reflexive order reverses them";
}

// A sequence that came out of a stored one by a change at its end is the same as one made at once.
TEST_F(Sequences, ChangedAtTheEndAndStored) {
  const auto numbers = [&](int64_t from, int64_t to) {
    std::vector<Value> elements;
    for (int64_t n = from; n <= to; ++n) elements.push_back(set({tuple({i(n), s("of")})}));
    return runtime::make_tuple(c, elements);
  };
  for (const bool stored : {false, true}) {
    Value whole = numbers(1, 10);
    if (stored) whole = intern(whole);
    EXPECT_TRUE(same(intern(call(Op::Append, whole, set({tuple({i(11), s("of")})}))), intern(numbers(1, 11))));
    EXPECT_TRUE(same(intern(call(Op::Concat, whole, numbers(11, 13))), intern(numbers(1, 13))));
    EXPECT_TRUE(same(intern(call(Op::Concat, whole, numbers(11, 40))), intern(numbers(1, 40))));
    EXPECT_TRUE(same(intern(call(Op::SubSeq, whole, i(1), i(7))), intern(numbers(1, 7))));
    EXPECT_TRUE(same(intern(call(Op::SubSeq, whole, i(1), i(2))), intern(numbers(1, 2))));
    const Value shorter = call(Op::SubSeq, whole, i(1), i(8));
    EXPECT_TRUE(same(intern(call(Op::Concat, shorter, numbers(9, 10))), intern(numbers(1, 10))));
    EXPECT_TRUE(same(intern(call(Op::Append, shorter, range(1, 3))), intern(call(Op::Append, shorter, ints({1, 2, 3})))));
  }
}

}  // namespace
}  // namespace trestle::runtime
