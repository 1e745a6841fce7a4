// Shapes: the order they form, their numbering, and their words. The property tests draw random shapes and values.
#include "translator/runtime/shape.h"

#include <algorithm>
#include <random>

#include "tests/runtime/values.h"
#include "translator/runtime/layout.h"

namespace trestle::runtime {
namespace {

using ::testing::ElementsAre;
using K = Shape::Kind;

class Shapes : public Values {
 protected:
  Shapes() {
    for (const char* name : {"sh_a", "sh_b", "sh_c"}) atom(name);
  }

  uint64_t below(uint64_t n) { return std::uniform_int_distribution<uint64_t>(0, n - 1)(random_); }

  ShapeRef random_atoms() {
    std::vector<Value> keys;
    for (const char* name : {"sh_a", "sh_b", "sh_c"}) {
      if (below(2) == 0) keys.push_back(s(name));
      if (below(3) == 0) keys.push_back(mv(name));
    }
    return shape::atoms(keys);
  }

  ShapeRef random_shape(int depth) {
    switch (below(depth == 0 ? 4 : 11)) {
      case 0: return shape::boolean();
      case 1: return random_atoms();
      case 2:
      case 3: {
        const int64_t low = static_cast<int64_t>(below(200)) - 100;
        return shape::range(low, low + below(below(2) == 0 ? 5 : 300));
      }
      case 4: return shape::set(random_shape(depth - 1));
      case 5: return shape::sequence(random_shape(depth - 1), below(5));
      case 6: return shape::partial(random_shape(depth - 1), random_shape(depth - 1));
      case 7: return shape::join(random_shape(depth - 1), random_shape(depth - 1));
      case 8: return depth == 1 ? shape::dynamic() : random_shape(depth - 1);
      default: {
        const Value domains[] = {range(1, 3),
                                 ints({0, 4, 7}),
                                 set({s("sh_a"), s("sh_c")}),
                                 set({s("sh_b")}),
                                 set({mv("sh_a"), mv("sh_b")}),
                                 set({tuple({i(1), i(0)}), tuple({i(1), i(1)})})};
        const Value domain = intern(domains[below(6)]);
        std::vector<ShapeRef> parts;
        for (uint32_t i = 0; i < domain->size; ++i) parts.push_back(random_shape(depth - 1));
        return shape::function({domain->span().begin(), domain->span().end()}, parts);
      }
    }
  }

  // Undefined when there is none, or when it happens to be one that TLA+ has not: {1, "a"}.
  Value random_value(ShapeRef shape) {
    switch (shape->kind) {
      case K::Never: return {};
      case K::Boolean: return b(below(2) != 0);
      case K::Range: return i(shape->low + static_cast<int64_t>(below(shape->count)));
      case K::Atoms: return shape->keys[below(shape->count)];
      case K::Dynamic: return below(2) == 0 ? i(static_cast<int64_t>(below(1000))) : ints({1, 2, i(below(9)).small()});
      case K::Union: return random_value(shape->parts[below(shape->parts.size())]);
      case K::Set: {
        std::vector<Value> elements;
        if (shape->parts[0]->is(K::Never)) return empty_set();
        for (uint64_t n = below(4); n > 0; --n) elements.push_back(random_value(shape->parts[0]));
        return checked([&] { return make_set(c, elements); }, elements);
      }
      case K::Function: {
        std::vector<Value> values;
        for (ShapeRef p : shape->parts) values.push_back(random_value(p));
        return checked([&] { return make_function(c, shape->domain, values); }, values);
      }
      case K::Sequence: {
        std::vector<Value> values;
        for (uint64_t n = below(shape->capacity + 1); n > 0; --n) values.push_back(random_value(shape->parts[0]));
        return checked([&] { return runtime::make_tuple(c, std::span<const Value>(values)); }, values);
      }
      case K::Partial: {
        std::vector<Value> keys, values;
        for (uint64_t n = below(4); n > 0; --n) keys.push_back(random_value(shape->parts[0]));
        const Value domain = checked([&] { return make_set(c, keys); }, keys);
        if (!domain.defined()) return {};
        for (uint32_t i = 0; i < domain->size; ++i) values.push_back(random_value(shape->parts[1]));
        return checked([&] { return make_function(c, domain, values); }, values);
      }
    }
    return {};
  }

  template <typename F>
  static Value checked(F make, const std::vector<Value>& parts) {
    if (std::any_of(parts.begin(), parts.end(), [](Value v) { return !v.defined(); })) return {};
    try {
      return make();
    } catch (const EvalError&) {
      return {};
    }
  }

  std::vector<Word> words(ShapeRef shape, Value v) {
    std::vector<Word> w(5 + (shape->bits + 127) / 64);
    EXPECT_TRUE(encode(c, shape, v, w.data(), 77)) << shape::print(shape) << ": " << text(v);
    return w;
  }

  std::mt19937_64 random_{4711};
};

TEST_F(Shapes, OnePointerPerShape) {
  EXPECT_EQ(shape::range(0, 3), shape::range(0, 3));
  EXPECT_NE(shape::range(0, 3), shape::range(0, 4));
  EXPECT_EQ(shape::range(3, 0), shape::never());
  EXPECT_EQ(shape::atoms({s("sh_b"), s("sh_a"), s("sh_b")}), shape::atoms({s("sh_a"), s("sh_b")}));
  EXPECT_EQ(shape::tuple({}), shape::sequence(shape::boolean(), 0)) << "<<>>";
  EXPECT_EQ(shape::tuple({shape::never()}), shape::never());
}

TEST_F(Shapes, BitsAreThoseThatACarefulHumanWouldUse) {
  EXPECT_EQ(shape::boolean()->bits, 1u);
  EXPECT_EQ(shape::range(7, 7)->bits, 0u);
  EXPECT_EQ(shape::range(-4, 3)->bits, 3u);
  EXPECT_EQ(shape::range(0, 8)->bits, 4u);
  EXPECT_EQ(shape::set(shape::range(1, 5))->bits, 5u);
  EXPECT_EQ(shape::set(shape::range(0, 4000))->bits, 3u + kFewest * 12) << "their numbers";
  EXPECT_EQ(shape::set(shape::range(0, 4000), 20)->bits, 5u + 20 * 12);
  EXPECT_EQ(shape::partial(shape::range(0, 4000), shape::range(0, 6))->bits, 3u + kFewest * (12 + 3));
  EXPECT_EQ(shape::sequence(shape::range(0, 3), 3)->bits, 2u + 3 * 2);
  EXPECT_EQ(shape::partial(shape::range(0, 3), shape::boolean())->bits, 4u * 2);
  EXPECT_EQ(shape::join(shape::boolean(), shape::range(0, 6))->bits, 1u + 3);
  EXPECT_EQ(shape::dynamic()->bits, 32u);
}

TEST_F(Shapes, WhatIsTooLargeIsDynamicInALayout) {
  const ShapeRef large = shape::range(0, 4000), bit = shape::boolean();
  const ShapeRef shapes[] = {
      shape::set(large, kMostFew + 1),
      shape::set(shape::dynamic()),
      shape::partial(large, bit, kMostFew + 1),
      shape::range(0, kNoHigh),
      shape::sequence(bit, kNoCapacity),
      shape::sequence(large, 100000),
      shape::set(shape::join(shape::range(0, 1), shape::atoms({s("sh_a")}))),  // TLC cannot sort such a set
  };
  for (ShapeRef s : shapes) {
    EXPECT_EQ(shape::settled(s), shape::dynamic()) << shape::print(s);
    EXPECT_EQ(shape::settled(shape::tuple({bit, s})), shape::tuple({bit, shape::dynamic()})) << "no more than need be";
    EXPECT_EQ(Layout({bit, s}).bits(), 33u);
  }
  EXPECT_EQ(shape::tuple({bit, shape::dynamic()})->count, Shape::kMany);
  EXPECT_TRUE(shape::settled(shape::set(shape::join(shape::range(0, 1), shape::atoms({mv("sh_a")}))))->is(K::Set));
}

TEST_F(Shapes, SparseSetsAreListedWhereThatIsMuchShorter) {
  const ShapeRef many = shape::range(0, 599), bits = shape::set(many), listed = shape::few(many, 8);
  EXPECT_EQ(listed->bits, 4u + 8 * 10);
  EXPECT_EQ(shape::few(many, 32), bits) << "not much shorter";
  EXPECT_EQ(shape::few(shape::range(0, 99), 1), shape::set(shape::range(0, 99)));
  EXPECT_EQ(shape::join(listed, bits), bits) << "what has bits keeps them";
  EXPECT_EQ(shape::join(listed, shape::set(shape::range(0, 9))), listed);
  EXPECT_EQ(shape::settled(shape::tuple({listed})), shape::tuple({listed}));
  const Value some[] = {set({i(7), i(400)})};
  EXPECT_EQ(shape::sparse(c, bits, some), listed);
  EXPECT_EQ(shape::sparse(c, bits, {}), bits) << "nothing is known of them";
  std::vector<Value> elements;
  for (int64_t n = 0; n < 40; ++n) elements.push_back(i(n));
  EXPECT_EQ(shape::roomy(c, listed, make_set(c, elements)), bits);
}

TEST_F(Shapes, SetsOfFewOfManyValues) {
  const ShapeRef pairs = shape::tuple({shape::range(0, 999), shape::range(0, 999)}), few = shape::set(pairs, 6);
  EXPECT_EQ(shape::set(shape::range(0, 9), 6), shape::set(shape::range(0, 9))) << "bits, as there is one for each";
  EXPECT_EQ(shape::join(shape::set(pairs, 5), few), few);
  EXPECT_EQ(shape::settled(few), few);
  const Layout layout({shape::boolean(), few});
  std::vector<Value> elements;
  for (int64_t n = 0; n <= 6; ++n) {
    const Value v = make_set(c, elements);
    EXPECT_EQ(shape::contains(c, few, v), n <= 6);
    std::vector<Word> words(layout.words());
    ASSERT_TRUE(encode(c, few, v, words.data(), 1));
    EXPECT_EQ(text(decode(c, few, words.data(), 1)), text(v));
    elements.push_back(tuple({i(n * n * 17 % 1000), i(n)}));
  }
  const Value seven = make_set(c, elements);
  EXPECT_FALSE(shape::contains(c, few, seven));
  EXPECT_FALSE(shape::contains(c, few, set({tuple({i(1000), i(0)})}))) << "no number";
  EXPECT_EQ(shape::roomy(c, few, seven), shape::set(pairs, 8));
  EXPECT_EQ(shape::roomy(c, shape::tuple({shape::boolean(), few}), tuple({Value::boolean(true), seven})),
            shape::tuple({shape::boolean(), shape::set(pairs, 8)}));
  const ShapeRef either = shape::set(shape::join(shape::atoms({mv("sh_a")}), pairs));
  EXPECT_EQ(shape::roomy(c, either, set({mv("sh_a"), tuple({i(7), i(7)})})), either);
  EXPECT_EQ(shape::print(few), "SUBSET ((0..999) \\X (0..999)) of at most 6");
}

TEST_F(Shapes, OfSetsKnownByARule) {
  const ShapeRef bits = shape::range(0, 1);
  EXPECT_EQ(shape::of(call(Op::Powerset, range(0, 1))), shape::set(shape::set(bits)));
  EXPECT_EQ(shape::of(Value::infinite(Kind::Naturals)), shape::set(shape::range(0, kNoHigh)));
  EXPECT_EQ(shape::of(call(Op::FunctionSet, range(1, 2), range(0, 1))), shape::set(shape::tuple({bits, bits})));
  EXPECT_EQ(shape::of(call(Op::Seq, range(0, 1))), shape::set(shape::sequence(bits, kNoCapacity)));
}

TEST_F(Shapes, MeetContainsWhatBothContain) {
  for (int round = 0; round < 4000; ++round) {
    const ShapeRef a = random_shape(2), b = random_shape(2);
    const ShapeRef both = shape::meet(a, b);
    const Value v = random_value(a);
    if (!v.defined() || !error([&] { shape::contains(c, b, v); }).empty() || !shape::contains(c, b, v)) continue;
    ASSERT_TRUE(shape::contains(c, both, v)) << shape::print(a) << " and " << shape::print(b) << ": " << text(v);
  }
  EXPECT_EQ(shape::meet(shape::range(0, kNoHigh), shape::range(-3, 9)), shape::range(0, 9));
  EXPECT_EQ(shape::meet(shape::dynamic(), shape::boolean()), shape::boolean());
}

TEST_F(Shapes, JoinOfFunctions) {
  const ShapeRef bit = shape::range(0, 1), two = shape::range(2, 2);
  EXPECT_EQ(shape::join(shape::tuple({bit, two}), shape::tuple({two, bit})),
            shape::tuple({shape::range(0, 2), shape::range(0, 2)}));
  EXPECT_EQ(shape::join(shape::tuple({bit}), shape::tuple({two, bit})), shape::sequence(shape::range(0, 2), 2));
  EXPECT_EQ(shape::join(shape::of(empty_tuple()), shape::tuple({bit})), shape::sequence(bit, 1));
  const auto on = [&](int64_t key) { return shape::function({i(key)}, {bit}); };
  EXPECT_EQ(shape::join(on(4), on(7)), shape::partial(shape::range(4, 7), bit));
  EXPECT_EQ(shape::join(on(4), shape::of(empty_tuple())), shape::partial(shape::range(4, 4), bit));
  EXPECT_EQ(shape::join(shape::join(on(4), on(7)), shape::tuple({two})),
            shape::partial(shape::range(1, 7), shape::range(0, 2)));
}

TEST_F(Shapes, TuplesOfDifferentThingsAreNoSequences) {
  const ShapeRef name = shape::atoms({s("sh_a"), s("sh_b")}), number = shape::range(0, 2);
  const ShapeRef vertex = shape::tuple({name, number}), none = shape::of(empty_tuple());
  EXPECT_EQ(shape::print(shape::join(vertex, none)), "{<<>>} \\cup ({\"sh_a\", \"sh_b\"} \\X (0..2))");
  EXPECT_EQ(shape::join(none, vertex)->count, 7u);
  const ShapeRef lone = shape::tuple({name});
  EXPECT_THAT(shape::join(vertex, lone)->parts, ElementsAre(lone, vertex));
  EXPECT_TRUE(shape::join(shape::join(vertex, lone), none)->is(K::Sequence)) << "of names at least";
  EXPECT_TRUE(shape::join(vertex, shape::sequence(number, 1))->is(K::Sequence));
}

TEST_F(Shapes, RecordsAreToldApartByTheirFields) {
  const ShapeRef a = shape::of(record({{"sh_a", i(1)}})), ab = shape::of(record({{"sh_a", i(2)}, {"sh_b", i(1)}}));
  const ShapeRef both = shape::join(ab, a);
  ASSERT_TRUE(both->is(K::Union));
  EXPECT_THAT(both->parts, ElementsAre(a, ab)) << "in TLC's order";
  EXPECT_EQ(both->count, 2u);
  EXPECT_EQ(both->bits, 1u);
  EXPECT_TRUE(shape::contains(both, a));
  EXPECT_FALSE(shape::contains(a, both));
  EXPECT_EQ(shape::index(c, both, record({{"sh_a", i(1)}, {"sh_b", i(1)}})), Shape::kMany);
}

TEST_F(Shapes, Print) {
  const ShapeRef strings = shape::atoms({s("sh_a"), s("sh_b")});
  EXPECT_EQ(shape::print(shape::set(shape::range(0, 3))), "SUBSET (0..3)");
  EXPECT_EQ(shape::print(shape::function({mv("sh_a"), mv("sh_b")}, {strings, strings})),
            "[{sh_a, sh_b} -> {\"sh_a\", \"sh_b\"}]");
  EXPECT_EQ(shape::print(shape::sequence(shape::boolean(), 4)), "Seq(BOOLEAN) up to 4");
  EXPECT_EQ(shape::print(shape::of(record({{"sh_a", i(1)}}))), "[sh_a: {1}]");
  EXPECT_EQ(shape::print(shape::partial(strings, shape::boolean())), "[SUBSET {\"sh_a\", \"sh_b\"} -> BOOLEAN]");
  EXPECT_EQ(shape::print(shape::join(shape::boolean(), shape::range(1, 2))), "BOOLEAN \\cup (1..2)");
  EXPECT_EQ(shape::print(shape::tuple({shape::boolean(), shape::range(1, 2)})), "BOOLEAN \\X (1..2)");
}

TEST_F(Shapes, EveryValueOfAShapeByItsNumber) {
  int numbered = 0;
  for (int round = 0; round < 3000; ++round) {
    const ShapeRef shape = random_shape(2);
    if (shape->count > 500 || shape->bits == Shape::kTooMany) continue;
    const auto all = shape::values(shape);
    for (uint64_t n = 0; n < all.size(); ++n) {
      if (!all[n].defined()) continue;
      ASSERT_EQ(shape::index(c, shape, all[n]), n) << shape::print(shape);
      if (n == 0 || !all[n - 1].defined()) continue;
      const auto order = [&] { return compare(c, all[n - 1], all[n]); };
      if (error(order).empty()) {
        ASSERT_LT(order(), 0) << shape::print(shape);
      }
    }
    numbered += all.size() > 2;
  }
  EXPECT_GT(numbered, 300);
}

TEST_F(Shapes, RandomValuesOfRandomShapes) {
  int checked = 0;
  for (int round = 0; round < 4000; ++round) {
    const ShapeRef shape = random_shape(3);
    const Value v = random_value(shape), w = random_value(shape);
    if (!v.defined() || !w.defined() || shape->bits > 20000) continue;  // or not fit for a layout
    ++checked;
    SCOPED_TRACE(shape::print(shape) + ": " + text(v) + " and " + text(w));
    ASSERT_TRUE(shape::contains(c, shape, v));
    ASSERT_TRUE(shape::contains(c, shape::settled(shape::of(v)), v));
    ASSERT_TRUE(shape::contains(c, shape::settled(shape::join(shape::of(v), shape::of(w))), w));
    const ShapeRef wider = shape::settled(shape::join(shape, random_shape(2)));
    ASSERT_TRUE(shape::contains(c, wider, v)) << shape::print(wider);
    const std::vector<Word> x = words(shape, v), y = words(shape, w);
    ASSERT_EQ(text(decode(c, shape, x.data(), 77)), text(v));
    ASSERT_EQ(x, words(shape, decode(c, shape, x.data(), 77)));
    ASSERT_EQ(x == y, same(intern(c, v), intern(c, w)));
    const bool outside = std::any_of(x.begin(), x.end(), [&, at = size_t{0}](Word) mutable {
      bool set = false;
      for (int bit = 0; bit < 64; ++bit, ++at) set |= (at < 77 || at >= 77 + shape->bits) && read_bits(x.data(), at, 1);
      return set;
    });
    ASSERT_FALSE(outside) << "bits that belong to others";
    const Value other = random_value(random_shape(2));
    if (other.defined() && error([&] { shape::contains(c, shape, other); }).empty()) {
      std::vector<Word> z(x.size());
      ASSERT_EQ(shape::contains(c, shape, other), encode(c, shape, other, z.data(), 77));
    }
  }
  EXPECT_GT(checked, 2000);
}

TEST_F(Shapes, JoinIsTheSameEitherWay) {
  for (int round = 0; round < 2000; ++round) {
    const ShapeRef a = random_shape(2), b = random_shape(2);
    const ShapeRef ab = shape::join(a, b);
    ASSERT_EQ(ab, shape::join(b, a)) << shape::print(a) << " and " << shape::print(b);
    ASSERT_TRUE(shape::contains(ab, a)) << shape::print(ab) << " and " << shape::print(a);
  }
}

TEST_F(Shapes, LayoutKeepsWhatIsPutIntoIt) {
  const ShapeRef sets = shape::set(shape::range(0, 40)), pair = shape::tuple({shape::range(0, 4), shape::dynamic()});
  const Layout layout({shape::boolean(), sets, shape::dynamic(), pair});
  EXPECT_EQ(layout.bits(), 1u + 41 + 32 + 3 + 32);
  EXPECT_EQ(layout.words(), 2u);
  const Value values[] = {b(true), ints({0, 17, 40}), s("sh_b"), tuple({i(4), ints({5, 1})})};
  std::vector<Word> state(layout.words()), other(layout.words());
  for (size_t n = 0; n < 4; ++n) layout.set(c, state.data(), n, values[n]);
  for (size_t n = 0; n < 4; ++n) {
    EXPECT_EQ(text(layout.get(c, state.data(), n)), text(values[n]));
    EXPECT_TRUE(same(layout.get(state.data(), n), intern(c, values[n])));
    layout.copy(other.data(), state.data(), n);
  }
  EXPECT_EQ(state, other);
  EXPECT_EQ(layout.fingerprint(state.data()), layout.fingerprint(other.data()));
  other[0] ^= 2;
  EXPECT_NE(layout.fingerprint(state.data()), layout.fingerprint(other.data()));
}

TEST_F(Shapes, AValueThatDoesNotFitSaysSo) {
  const Layout layout({shape::dynamic(), shape::set(shape::range(0, 3))});
  EXPECT_TRUE(layout.fits(c, 1, ints({0, 3})));
  EXPECT_FALSE(layout.fits(c, 1, ints({0, 4})));
  EXPECT_TRUE(layout.fits(c, 0, ints({0, 4})));
  std::vector<Word> state(layout.words());
  try {
    layout.set(c, state.data(), 1, ints({4}));
    FAIL() << "it does not fit";
  } catch (const Misfit& misfit) {
    EXPECT_EQ(misfit.variable, 1u);
    EXPECT_EQ(text(misfit.value), "{4}");
  }
}

TEST_F(Shapes, SetsKnownByARuleAreStoredByTheirElements) {
  const ShapeRef s = shape::set(shape::set(shape::range(1, 2)));
  EXPECT_EQ(words(s, call(Op::Powerset, range(1, 2))), words(s, set({ints({}), ints({1}), ints({2}), ints({1, 2})})));
}

TEST(LayoutOfHandles, IsTheOneWithoutShapes) {
  const Layout plain(3), made({shape::dynamic(), shape::dynamic(), shape::dynamic()});
  EXPECT_FALSE(made.packed());
  EXPECT_EQ(made.words(), plain.words());
  EXPECT_EQ(made.offset(1), 32u);
}

}  // namespace
}  // namespace trestle::runtime
