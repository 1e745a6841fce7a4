#include "translator/runtime/store.h"
#include "translator/runtime/store_space.h"

#include <atomic>
#include <cstring>
#include <set>
#include <string>
#include <thread>

#include "tests/runtime/values.h"
#include "translator/runtime/layout.h"

namespace trestle::runtime {
namespace {

using ::testing::HasSubstr;
using Store = Values;

TEST_F(Store, EqualValuesHaveEqualWordsAndHandles) {
  const Value a = intern(set({tuple({i(1), s("st")}), tuple({i(2), s("st")})}));
  const Value d = intern(set({tuple({i(2), s("st")}), tuple({i(1), s("st")})}));
  EXPECT_TRUE(same(a, d));
  EXPECT_EQ(to_handle(a), to_handle(d));
  EXPECT_FALSE(same(a, intern(set({tuple({i(1), s("st")})}))));
  EXPECT_TRUE(same(intern(range(1, 3)), intern(ints({1, 2, 3}))));
  EXPECT_TRUE(same(intern(call(Op::Powerset, ints({1}))), intern(set({empty_set(), ints({1})}))));
  EXPECT_TRUE(same(intern(set({range(1, 2)})), intern(set({ints({1, 2})})))) << "parts are enumerated too";
}

TEST_F(Store, HandlesGoBothWays) {
  const Value values[] = {i(0),
                          i(-1),
                          i((1 << 30) - 1),
                          i(1 << 30),
                          i(-(1 << 30)),
                          i(-(1 << 30) - 1),
                          i(Value::kMaxSmall),
                          i(Value::kMinSmall),
                          b(true),
                          b(false),
                          s("st_text"),
                          mv("st_text"),
                          Value(),
                          Value::infinite(Kind::Naturals),
                          empty_set(),
                          empty_tuple()};
  for (Value v : values) EXPECT_TRUE(same(from_handle(to_handle(v)), v)) << v.bits();
  const Value big = call(Op::Power, i(2), i(100));
  EXPECT_TRUE(equal(c, from_handle(to_handle(big)), big));
}

TEST_F(Store, NothingInternedPointsIntoTheArena) {
  const Arena::Mark mark = c.arena.mark();
  const Handle h = to_handle(record({{"st_a", set({tuple({i(1)})})}, {"st_b", function({{i(0), ints({5})}})}}));
  c.arena.reset(mark);
  std::memset(c.arena.allocate(1 << 16), 0xAB, 1 << 16);
  EXPECT_EQ(text(from_handle(h)), "[st_a |-> {<<1>>}, st_b |-> (0 :> {5})]");
}

TEST_F(Store, WhatHasNoValueCannotBeStored) {
  EXPECT_THAT(error([&] { intern(call(Op::Seq, ints({1}))); }), HasSubstr("infinite"));
  EXPECT_THAT(error([&] { intern(op(nullptr)); }), HasSubstr("operator"));
  EXPECT_THAT(error([&] { intern(tuple({cup(c, call(Op::Nat), ints({-1}))})); }), HasSubstr("infinite"));
}

TEST_F(Store, KeptConstantsStayAsTheyAre) {
  const Value kept = keep(call(Op::FunctionSet, range(1, 2), call(Op::Nat)));
  EXPECT_EQ(kept.kind(), Kind::FunctionSet);
  EXPECT_TRUE(kept->permanent());
  EXPECT_TRUE(member(c, tuple({i(1), i(9)}), kept));
  EXPECT_EQ(text(keep(range(1, 3))), "1..3");
  EXPECT_TRUE(enumerated(c, keep(range(1, 3)))->interned);
  EXPECT_EQ(text(keep(range(1, 1'000'000'000))), "1..1000000000") << "not listed";
  EXPECT_TRUE(keep(ints({1, 2}))->interned);
  EXPECT_EQ(elements(keep(call(Op::Powerset, ints({1, 2})))), elements(call(Op::Powerset, ints({1, 2}))));
}

TEST_F(Store, FingerprintsOfStatesDependOnContent) {
  const Layout layout(3);
  const auto fingerprint = [&](Value x, Value y, Value z) {
    Word state[2] = {};
    layout.set(state, 0, x);
    layout.set(state, 1, y);
    layout.set(state, 2, z);
    return layout.fingerprint(state);
  };
  EXPECT_EQ(fingerprint(i(1), ints({1}), s("a")), fingerprint(i(1), range(1, 1), s("a")));
  EXPECT_NE(fingerprint(i(1), i(2), i(3)), fingerprint(i(2), i(1), i(3)));
  EXPECT_NE(fingerprint(i(1), i(2), i(3)), fingerprint(i(1), i(2), i(4)));
}

TEST_F(Store, ThreadsAgreeOnEveryValue) {
  constexpr int kThreads = 4, kValues = 20'000;
  std::vector<std::vector<Handle>> handles(kThreads);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      Context context;
      handles[t].resize(kValues);
      for (int k = 0; k < kValues; ++k) {
        const int n = (t % 2 == 0) ? k : kValues - 1 - k;  // meeting in the middle, from both ends
        const Arena::Mark mark = context.arena.mark();
        const Value inner[] = {Value::integer(n % 97), Value::integer(n % 89)};
        const Value parts[] = {Value::integer(n), make_set(context, inner),
                               string_value("st_" + std::to_string(n % 50))};
        const uint32_t fields[] = {atom("st_x"), atom("st_y")};
        const Value record[] = {make_tuple(context, parts), make_set(context, {parts, 1})};
        handles[t][n] = to_handle(context, make_record(context, fields, record));
        context.arena.reset(mark);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (int t = 1; t < kThreads; ++t) EXPECT_EQ(handles[t], handles[0]);
  EXPECT_EQ(std::set<Handle>(handles[0].begin(), handles[0].end()).size(), size_t{kValues});
}

TEST_F(Store, WhatNoStateOfTheTenantNeedsIsGivenBack) {
  Handle kept = 0;
  Tenancy tenancy([&](const Tenancy::Tell& tell) { tell(kept); });
  Context search;
  search.mortal = true;
  const auto pair = [&](int64_t n) { return tuple({i(n), set({tuple({s("st_mortal"), i(n)})})}); };
  const size_t before = store_objects(), bytes = store_bytes();
  kept = to_handle(search, pair(1'000'000));
  for (int64_t n = 0; n < 1000; ++n) to_handle(search, pair(n));
  const Value promoted = intern(pair(7));
  EXPECT_EQ(promoted->lives(), Life::Forever);
  EXPECT_EQ(promoted->items()[1]->lives(), Life::Forever);
  EXPECT_GT(store_objects(), before + 2000);
  tenancy.collect();
  EXPECT_EQ(store_objects(), before + 6) << "what is needed, and what became immortal";
  EXPECT_EQ(text(from_handle(kept)), "<<1000000, {<<\"st_mortal\", 1000000>>}>>");
  EXPECT_TRUE(same(intern(pair(7)), promoted));
  // What was given back is used again, and found again.
  for (int round = 0; round < 50; ++round) {
    for (int64_t n = 2000; n < 3000; ++n) {
      const Handle made = to_handle(search, pair(n));
      ASSERT_EQ(made, to_handle(search, pair(n)));
    }
    tenancy.collect();
  }
  EXPECT_LT(store_bytes(), bytes + 2000);
}

// Each a little larger than all that was given back.
TEST_F(Store, TheRoomOfLargeValuesIsUsedAgain) {
  Tenancy tenancy([](const Tenancy::Tell&) {});
  Context search;
  search.mortal = true;
  const size_t before = store_internal::range_used();
  size_t made = 0;
  for (int64_t size = 2000; size < 6000; ++size) {
    std::vector<Value> items(static_cast<size_t>(size), i(size));
    to_handle(search, runtime::make_tuple(search, items));
    search.arena.reset();
    made += items.size() * sizeof(Value);
    if (size % 100 == 0) tenancy.collect();
  }
  EXPECT_GT(made, size_t{100} << 20);
  EXPECT_LT(store_internal::range_used(), before + (size_t{16} << 20));
}

// A state's log that loses its first element at each step.
TEST_F(Store, LongStretchesAreViewsOfWhatIsThere) {
  constexpr uint32_t kEntries = 3000;
  const auto entries = [&](uint32_t from) {
    std::vector<Value> items;
    for (uint32_t n = from; n < kEntries; ++n) items.push_back(record({{"n", i(n)}, {"kind", s("st_view")}}));
    return runtime::make_tuple(c, items);
  };
  const Value first = intern(entries(2000)), whole = intern(entries(0));
  const size_t before = store_bytes();
  Value rest = whole;
  for (uint32_t n = 1; n < kEntries - 100; ++n) {
    rest = intern(c, call(Op::Tail, rest));
    ASSERT_EQ(rest->size, kEntries - n);
    ASSERT_TRUE(same(rest->items()[0], whole->items()[n]));
    if (n == 2000) {
      EXPECT_TRUE(same(rest, first)) << "it was there as a sequence of its own";
    }
    if (n % 500 == 17) {
      const Value copy = entries(n);
      EXPECT_EQ(hash(rest), hash(copy));
      EXPECT_TRUE(same(rest, intern(copy))) << "there is one of each value";
      EXPECT_EQ(from_handle(to_handle(rest)).bits(), rest.bits());
      EXPECT_EQ(to_string(rest), to_string(copy));
      EXPECT_TRUE(equal(c, rest, copy));
      EXPECT_EQ(compare(c, rest, whole), compare(c, copy, whole));
      EXPECT_TRUE(same(intern(call(Op::Append, rest, i(1))), intern(call(Op::Append, copy, i(1)))));
      EXPECT_TRUE(same(intern(except(c, rest, i(3), i(1))), intern(except(c, copy, i(3), i(1)))));
      EXPECT_TRUE(same(intern(call(Op::SubSeq, rest, i(2), i(90))), intern(call(Op::SubSeq, copy, i(2), i(90)))));
      EXPECT_TRUE(same(intern(set({rest, whole})), intern(set({whole, copy}))));
    }
  }
  EXPECT_LT(store_bytes() - before, size_t{2} << 20) << "copies of all took 36 MB";
}

TEST_F(Store, WhatAViewIsOfStaysAsLongAsTheView) {
  Handle kept = 0;
  Tenancy tenancy([&](const Tenancy::Tell& tell) { tell(kept); });
  Context search;
  search.mortal = true;
  std::vector<Value> items;
  for (int64_t n = 0; n < 1000; ++n) items.push_back(tuple({s("st_source"), i(n)}));
  tenancy.collect();  // what others left
  const size_t objects = store_objects();
  const Handle source = to_handle(search, runtime::make_tuple(search, items));
  kept = to_handle(search, call(Op::Tail, call(Op::Tail, from_handle(source))));
  EXPECT_EQ(store_objects(), objects + 1002);
  tenancy.collect();
  EXPECT_EQ(store_objects(), objects + 1002);
  EXPECT_EQ(text(from_handle(kept)->items()[0]), "<<\"st_source\", 2>>");
  EXPECT_EQ(intern(from_handle(kept))->lives(), Life::Forever);
  EXPECT_EQ(from_handle(source)->lives(), Life::Forever) << "and all that is in it";
  EXPECT_EQ(from_handle(source)->items()[0]->lives(), Life::Forever);
  to_handle(search, call(Op::SubSeq, from_handle(source), i(1), i(900)));
  EXPECT_EQ(store_objects(), objects + 1003);
  tenancy.collect();
  EXPECT_EQ(store_objects(), objects + 1002) << "the one that nobody needs goes";
}

TEST_F(Store, NothingIsGivenBackWhileSomebodyElseMakesValues) {
  Tenancy tenancy([](const Tenancy::Tell&) {});
  Context search;
  search.mortal = true;
  const Handle made = to_handle(search, tuple({s("st_in_use")}));
  {
    // As another thread would.
    std::thread([&] {
      const StoreUse use;
      std::thread([&] { tenancy.collect(); }).join();
    }).join();
  }
  EXPECT_FALSE(same(find_interned(tuple({s("st_in_use")})), Value()));
  EXPECT_EQ(from_handle(made)->lives(), Life::Mortal);
  tenancy.collect();
  EXPECT_TRUE(same(find_interned(tuple({s("st_in_use")})), Value()));
}

TEST_F(Store, ValuesAreGivenBackWhenAllTenantsRest) {
  Handle kept = 0;
  Tenancy tenancy([&](const Tenancy::Tell& tell) { tell(kept); });
  Context search;
  search.mortal = true;
  const auto value = [&](const char* name) { return tuple({s(name), i(1)}); };
  to_handle(search, value("st_gone"));
  kept = to_handle(search, value("st_kept"));
  std::atomic<int> stage{0};
  Handle kept_there = 0;
  std::thread other([&] {
    Tenancy there([&](const Tenancy::Tell& tell) { tell(kept_there); });
    Context another;
    another.mortal = true;
    Value item = s("st_kept_there");
    kept_there = to_handle(another, make_tuple(another, {&item, 1}));
    another.arena.reset();
    stage = 1;
    while (stage == 1) std::this_thread::yield();
    const Resting resting;
    stage = 3;
    while (stage == 3) std::this_thread::yield();
  });
  while (stage != 1) std::this_thread::yield();
  const uint64_t before = collections();
  tenancy.collect();
  EXPECT_EQ(collections(), before) << "the other one is at work";
  EXPECT_FALSE(same(find_interned(value("st_gone")), Value()));
  stage = 2;
  while (stage != 3) std::this_thread::yield();
  tenancy.collect();
  EXPECT_EQ(collections(), before + 1);
  EXPECT_TRUE(same(find_interned(value("st_gone")), Value()));
  EXPECT_EQ(text(from_handle(kept)), "<<\"st_kept\", 1>>");
  EXPECT_EQ(text(from_handle(kept_there)), "<<\"st_kept_there\">>");
  stage = 4;
  other.join();
}

// Whoever comes last to a moment at which nothing of it is needed but its states does the work for all.
TEST_F(Store, TenantsThatNeverWaitFreeValuesTogether) {
  constexpr int kThreads = 3;
  const uint64_t before = collections();
  std::vector<std::thread> threads;
  std::atomic<int> enough{0};
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      Handle kept = 0;
      Tenancy tenancy([&](const Tenancy::Tell& tell) { tell(kept); });
      Context search;
      search.mortal = true;
      const auto made = [&](int64_t n) {
        const Value items[] = {string_value("st_together_" + std::to_string(t)), Value::integer(n), Value::integer(-n)};
        return make_tuple(search, items);
      };
      bool counted = false;
      for (int64_t n = 1; enough < kThreads; ++n) {
        const int64_t last = n;
        kept = to_handle(search, made(last));
        search.arena.reset();
        tenancy.collect();
        ASSERT_TRUE(same(from_handle(kept), intern_like_states(search, made(last))));
        search.arena.reset();
        if (!counted && collections() >= before + 20) {
          counted = true;
          ++enough;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_GE(collections(), before + 20);
}

TEST_F(Store, ALayoutMasksTheBitsOfVariables) {
  const Layout packed({shape::range(0, 5), shape::sequence(shape::range(0, 1000), 9), shape::dynamic(), shape::boolean()});
  EXPECT_EQ(packed.mask({}), (std::vector<Word>{0, 0, 0}));
  EXPECT_EQ(packed.mask({0, 3}), (std::vector<Word>{7, 0, Word{1} << (packed.bits() - 1 - 128)}));
  const std::vector<Word> second = packed.mask({1}), third = packed.mask({2});
  for (size_t i = 0; i < packed.words(); ++i) EXPECT_EQ(second[i] & third[i], 0u);
  EXPECT_EQ(second[0] | 7, ~Word{0});
  EXPECT_EQ(Layout(3).mask({1}), (std::vector<Word>{~Word{0} << 32, 0}));
}

TEST_F(Store, ALayoutTellsOfTheHandlesInAState) {
  const ShapeRef pair = shape::tuple({shape::boolean(), shape::dynamic()});
  const Layout layout({shape::range(0, 5), shape::sequence(pair, 3), shape::dynamic()});
  const Value element = tuple({b(true), ints({41})});
  const std::vector<Value> row = {i(3), tuple({element, element}), ints({42})};
  std::vector<Word> state(layout.words());
  for (size_t v = 0; v < row.size(); ++v) layout.set(c, state.data(), v, row[v]);
  std::vector<std::string> told;
  layout.handles(state.data(), [&](Handle handle) { told.push_back(text(from_handle(handle))); });
  EXPECT_THAT(told, testing::ElementsAre("{41}", "{41}", "{42}"));

  const ShapeRef key = shape::tuple({shape::range(0, 999), shape::range(0, 999)});
  const Layout few({shape::partial(key, shape::dynamic(), 4)});
  ASSERT_GT(few.shape(0)->capacity, 0u);
  std::vector<Word> bag(few.words());
  few.set(c, bag.data(), 0, function({{tuple({i(5), i(6)}), ints({51})}, {tuple({i(7), i(8)}), ints({52})}}));
  told.clear();
  few.handles(bag.data(), [&](Handle handle) { told.push_back(text(from_handle(handle))); });
  EXPECT_THAT(told, testing::ElementsAre("{51}", "{52}"));
}

}  // namespace
}  // namespace trestle::runtime
