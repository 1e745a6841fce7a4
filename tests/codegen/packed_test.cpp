// The types that generated code works on: numbers, bits and order are those of shapes and layouts.
#include "translator/runtime/packed.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "translator/runtime/atoms.h"
#include "translator/runtime/context.h"
#include "translator/runtime/layout.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/shape.h"

namespace trestle {
namespace {

namespace shape = runtime::shape;
using namespace packed;

struct PairRecord {
  int64_t n;
  bool flag;
  bool operator==(const PairRecord&) const = default;
};
using Pair = Record<PairRecord, Field<&PairRecord::n, Range<-1, 2>>, Field<&PairRecord::flag, Boolean>>;

runtime::ShapeRef pair_shape() { return shape::tuple({shape::range(-1, 2), shape::boolean()}); }

// Every value of a descriptor has the number, and the bits, that the shape gives it.
template <class D>
void expect_same(runtime::ShapeRef s) {
  ASSERT_EQ(D::count, s->count);
  ASSERT_EQ(D::bits, s->bits);
  runtime::Context context;
  const runtime::Layout layout({shape::boolean(), s});  // not at the start of a word
  for (uint64_t i = 0; i < D::count; ++i) {
    const auto v = D::at(i);
    EXPECT_EQ(D::index(v), i);
    std::vector<packed::Word> mine(layout.words()), theirs(layout.words());
    D::pack(mine.data(), 1, v);
    layout.set(context, theirs.data(), 0, runtime::Value::boolean(false));
    layout.set(context, theirs.data(), 1, shape::value(context, s, i));
    EXPECT_EQ(mine, theirs) << shape::print(s) << " value " << i;
    EXPECT_TRUE(D::unpack(mine.data(), 1) == v);
  }
}

TEST(Packed, ScalarsAreNumberedAsShapes) {
  expect_same<Boolean>(shape::boolean());
  expect_same<Range<-3, 5>>(shape::range(-3, 5));
}

TEST(Packed, CollectionsAreNumberedAsShapes) {
  expect_same<Set<Range<1, 5>>>(shape::set(shape::range(1, 5)));
  expect_same<Set<Range<1, 14>>>(shape::set(shape::range(1, 14)));
  expect_same<Array<Range<1, 3>, Range<0, 2>>>(
      shape::tuple({shape::range(0, 2), shape::range(0, 2), shape::range(0, 2)}));
  expect_same<Sequence<Range<0, 2>, 3>>(shape::sequence(shape::range(0, 2), 3));
  expect_same<Pair>(pair_shape());
  expect_same<Sequence<Pair, 2>>(shape::sequence(pair_shape(), 2));
  expect_same<Partial<Range<1, 3>, Boolean>>(shape::partial(shape::range(1, 3), shape::boolean()));
  expect_same<Partial<Range<4, 7>, Range<0, 2>>>(shape::partial(shape::range(4, 7), shape::range(0, 2)));
  using Nested = Partial<Range<0, 1>, Partial<Boolean, Range<7, 7>>>;
  expect_same<Nested>(shape::partial(shape::range(0, 1), shape::partial(shape::boolean(), shape::range(7, 7))));
  expect_same<Set<Partial<Boolean, Boolean>>>(shape::set(shape::partial(shape::boolean(), shape::boolean())));
}

// Few and FewPartial do as a set and a map of the standard library, and take the bits that their shape says.
TEST(Packed, FewOfMany) {
  using Number = Range<0, 99999>;
  using Numbers = FewOf<Number, 6>;
  using Map = FewPartial<Number, Boolean, 6>;
  EXPECT_EQ(Numbers::bits, shape::set(shape::range(0, 99999), 6)->bits);
  EXPECT_EQ(Map::bits, shape::partial(shape::range(0, 99999), shape::boolean(), 6)->bits);
  std::mt19937 random(7);
  Numbers::type a, b;
  Map::type f;
  std::set<int64_t> in_a, in_b;
  std::map<int64_t, bool> in_f;
  const auto list = [](const auto& some) { return std::vector<int64_t>(some.begin(), some.end()); };
  const auto listed = [](const Numbers::type& some) {
    std::vector<int64_t> all;
    for (const int64_t x : each<Number>(some)) all.push_back(x);
    return all;
  };
  for (int round = 0; round < 20'000; ++round) {
    const int64_t x = static_cast<int64_t>(random() % 9) * 11'111;
    const bool first = random() % 2 == 0, flag = random() % 2 == 0;
    auto& some = first ? a : b;
    auto& same = first ? in_a : in_b;
    if (random() % 3 == 0) {
      some.erase(x), same.erase(x), f.erase(x), in_f.erase(x);
    } else {
      if (same.size() < 6 || same.contains(x)) {
        some.insert(x), same.insert(x);
      } else {
        EXPECT_THROW(some.insert(x), Misfit);
      }
      if (in_f.size() < 6 || in_f.contains(x)) {
        f.set(x, flag), in_f[x] = flag;
      } else {
        EXPECT_THROW(f.set(x, flag), Misfit);
      }
    }
    ASSERT_EQ(listed(some), list(same));
    ASSERT_EQ(some.contains(x), same.contains(x));
    ASSERT_EQ(subset(a, b), std::includes(in_b.begin(), in_b.end(), in_a.begin(), in_a.end()));
    ASSERT_EQ(a == b, in_a == in_b);
    std::vector<int64_t> both, shared, left;
    std::set_union(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(), std::back_inserter(both));
    std::set_intersection(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(), std::back_inserter(shared));
    std::set_difference(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(), std::back_inserter(left));
    ASSERT_EQ(listed(a & b), shared);
    ASSERT_EQ(listed(a - b), left);
    if (both.size() <= 6) {
      ASSERT_EQ(listed(a | b), both);
    } else {
      ASSERT_THROW(a | b, Misfit);
    }
    std::vector<Word> words((Numbers::bits + Map::bits + 127) / 64);
    Numbers::pack(words.data(), 3, a);
    Map::pack(words.data(), 3 + Numbers::bits, f);
    ASSERT_EQ(Numbers::unpack(words.data(), 3), a);
    const Map::type g = Map::unpack(words.data(), 3 + Numbers::bits);
    ASSERT_EQ(g, f);
    ASSERT_EQ(g.domain.size(), static_cast<int64_t>(in_f.size()));
    for (const auto& [k, v] : in_f) ASSERT_EQ(g(k), v);
    if (!in_f.contains(x)) {
      ASSERT_THROW(g(x), Misfit);
    }
    ASSERT_EQ(g.with(x, flag) == g, !in_f.contains(x) || in_f[x] == flag);
  }
}

struct EitherRecord {
  uint32_t tag;
  int64_t s, x, y;
  bool operator==(const EitherRecord&) const = default;
};
using Small = Record<EitherRecord, Field<&EitherRecord::s, Range<0, 5>>>;
using Large = Record<EitherRecord, Field<&EitherRecord::x, Range<0, 19>>, Field<&EitherRecord::y, Range<0, 19>>>;
using Either = Variant<EitherRecord, Small, Large>;

// A state has bits for the small alternative and lists the other: as the Layout of the shape does.
TEST(Packed, SparseSetsAreAsInALayout) {
  using Sets = SparseOf<Either, 8, runtime::kSmall>;
  const auto key = [](const char* name) { return runtime::string_value(name); };
  const runtime::ShapeRef either =
      shape::join(shape::function({key("s")}, {shape::range(0, 5)}),
                  shape::function({key("x"), key("y")}, {shape::range(0, 19), shape::range(0, 19)}));
  ASSERT_EQ(either->count, Either::count);
  const runtime::ShapeRef sparse = shape::few(either, 8);
  ASSERT_EQ(sparse->capacity, 8u);
  EXPECT_EQ(sparse->bits, 6u + 4 + 8 * 9);
  EXPECT_EQ(Sets::bits, sparse->bits);
  runtime::Context context;
  const runtime::Layout layout({shape::boolean(), sparse});
  std::mt19937 random(3);
  for (int round = 0; round < 2000; ++round) {
    Sets::type set{};
    std::vector<runtime::Value> elements;
    const unsigned small = random() % 7, large = random() % 11;
    for (unsigned i = 0; i < small + large; ++i) {
      const uint64_t number = i < small ? random() % 6 : 6 + random() % 400;
      if (set.has_number(number)) continue;
      set.insert_number(number);
      elements.push_back(runtime::intern(context, shape::value(context, either, number)));
    }
    unsigned listed = 0;
    for (uint64_t number = 6; number < Either::count; ++number) listed += set.has_number(number);
    const runtime::Value value = runtime::intern(context, runtime::make_set(context, elements));
    EXPECT_EQ(shape::contains(context, sparse, value), listed <= 8);
    std::vector<packed::Word> mine(layout.words()), theirs(layout.words());
    if (listed > 8) {
      EXPECT_THROW(Sets::pack(mine.data(), 1, set), Misfit);
      EXPECT_EQ(shape::roomy(context, sparse, value), shape::few(either, 16)) << "the small ones take no room";
      continue;
    }
    Sets::pack(mine.data(), 1, set);
    layout.set(context, theirs.data(), 0, runtime::Value::boolean(false));
    layout.set(context, theirs.data(), 1, value);
    ASSERT_EQ(mine, theirs);
    ASSERT_TRUE(Sets::unpack(mine.data(), 1) == set);
    ASSERT_TRUE(runtime::same(runtime::intern(context, runtime::decode(context, sparse, mine.data(), 1)), value));
  }
}

TEST(Packed, WhatDoesNotFitIsAMisfit) {
  packed::Word word = 0;
  EXPECT_EQ((Range<0, 3>::index(4)), kNone);
  EXPECT_THROW((Range<0, 3>::pack(&word, 0, 4)), packed::Misfit);
  EXPECT_THROW((within<Range<0, 3>>(-1)), packed::Misfit);
  const auto one = Sequence<Boolean, 1>::type::from(true);
  EXPECT_THROW(one.append(true), packed::Misfit);
  EXPECT_THROW(one(2), packed::Misfit);
  EXPECT_THROW(modulo(3, 0), packed::Misfit);
}

TEST(Packed, DivisionRoundsDown) {
  EXPECT_EQ(quotient(-7, 2), -4);
  EXPECT_EQ(modulo(-7, 2), 1);
  EXPECT_EQ(quotient(7, -2), -4);
}

TEST(Packed, SubsetsComeSmallestFirst) {
  using S = Set<Range<1, 70>>;
  const auto base = set_of<S>(int64_t{2}, int64_t{66}, int64_t{70});
  std::vector<std::vector<int64_t>> all;
  for (const auto s : subsets<S>(base)) {
    auto& list = all.emplace_back();
    for (const int64_t x : each<Range<1, 70>>(s)) list.push_back(x);
  }
  EXPECT_EQ(all, (std::vector<std::vector<int64_t>>{{}, {2}, {66}, {70}, {2, 66}, {2, 70}, {66, 70}, {2, 66, 70}}));
}

}  // namespace
}  // namespace trestle
