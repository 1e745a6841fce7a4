// The types that generated code works on: numbers, bits and order are those of shapes and layouts.
#include "translator/runtime/packed.h"

#include <vector>

#include <gtest/gtest.h>

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
  expect_same<Array<Range<1, 3>, Range<0, 2>>>(
      shape::tuple({shape::range(0, 2), shape::range(0, 2), shape::range(0, 2)}));
  expect_same<Sequence<Range<0, 2>, 3>>(shape::sequence(shape::range(0, 2), 3));
  expect_same<Pair>(pair_shape());
  expect_same<Sequence<Pair, 2>>(shape::sequence(pair_shape(), 2));
}

TEST(Packed, WhatDoesNotFitIsAMisfit) {
  packed::Word word = 0;
  EXPECT_EQ((Range<0, 3>::index(4)), kNone);
  EXPECT_THROW((Range<0, 3>::pack(&word, 0, 4)), packed::Misfit);
  EXPECT_THROW((within<Range<0, 3>>(-1)), packed::Misfit);
  Sequence<Boolean, 1>::type one{1, {true}};
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
