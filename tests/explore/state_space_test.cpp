#include "validator/explore/state_space.h"

#include <thread>

#include <gtest/gtest.h>

namespace trestle::explore {
namespace {

StateSpace::Found put(StateSpace& space, unsigned worker, const std::vector<Word>& state, Link link = {kNoState, 7}) {
  const uint64_t hash = space.hash(state.data());
  return space.insert(worker, hash, space.approach(hash), state.data(), state.data(), link);
}

void grow(StateSpace& space) {
  space.begin_growth();
  space.rehash_share();
  space.end_growth();
}

TEST(StateSpace, FindsWhatWasInserted) {
  StateSpace space(2, false, 1);
  for (Word i = 0; i < 2000; ++i) {
    const auto found = put(space, 0, {i, i * i});
    EXPECT_TRUE(found.inserted);
    EXPECT_EQ(found.id, i);
  }
  for (Word i = 0; i < 2000; ++i) {
    const auto found = put(space, 0, {i, i * i});
    EXPECT_FALSE(found.inserted);
    EXPECT_EQ(found.id, i);
    EXPECT_EQ(space.state(i)[1], i * i);
  }
  const std::vector<Word> absent{1, 2};
  EXPECT_EQ(space.find(space.hash(absent.data()), absent.data()), kNoState);
  EXPECT_EQ(space.size(), 2000u);
}

TEST(StateSpace, GrowingLosesNothing) {
  StateSpace space(1, false, 1);
  Word next = 0;
  for (int growths = 0; growths < 4; ++growths) {
    while (!space.needs_growth(1)) put(space, 0, {next++});
    grow(space);
    EXPECT_FALSE(space.needs_growth(1));
    for (Word i = 0; i < next; ++i) EXPECT_FALSE(put(space, 0, {i}).inserted);
  }
  EXPECT_EQ(space.size(), next);
}

// What takes the place of a larger table in memory: first a fuller one, then one on disk, which is filled in sections.
TEST(StateSpace, TablesFillUpAndGrowOnDisk) {
  for (const unsigned workers : {1u, 2u}) {
    StateSpace space(1, false, workers);
    Word next = 0;
    const auto insert_all = [&] {
      for (; !space.needs_growth(1); ++next) put(space, static_cast<unsigned>(next % workers), {next * next});
    };
    insert_all();
    const Word half = next;
    ASSERT_TRUE(space.fill_up());
    insert_all();
    EXPECT_GT(next, half * 17 / 10);
    EXPECT_FALSE(space.fill_up());
    const auto grow_on_disk = [&] {
      try {
        space.begin_growth(StateSpace::Place::Disk);
      } catch (const std::bad_alloc&) {
        return false;
      }
      space.rehash_share();
      space.end_growth();
      return true;
    };
    if (!grow_on_disk()) GTEST_SKIP() << "temporary files lie in memory here";
    EXPECT_EQ(space.spilled(), space.table_bytes());
    insert_all();
    ASSERT_TRUE(grow_on_disk());
    for (Word i = 0; i < next; ++i) {
      ASSERT_FALSE(put(space, 0, {i * i}).inserted);
      ASSERT_EQ(space.state(StateSpace::id(static_cast<unsigned>(i % workers), i / workers))[0], i * i);
    }
    insert_all();
    grow(space);  // there is room again
    EXPECT_EQ(space.spilled(), 0u);
    for (Word i = 0; i < next; ++i) ASSERT_FALSE(put(space, 0, {i * i}).inserted);
    EXPECT_EQ(space.size(), next);
  }
}

TEST(StateSpace, LinksRememberParentAndAction) {
  StateSpace space(1, false, 2);
  const StateId first = put(space, 1, {5}, {kNoState, runtime::kNoAction}).id;
  const StateId second = put(space, 0, {6}, {first, 3}).id;
  EXPECT_EQ(StateSpace::worker(first), 1u);
  EXPECT_EQ(space.link(first).parent(), kNoState);
  EXPECT_EQ(space.link(first).action(), runtime::kNoAction);
  EXPECT_EQ(space.link(second).parent(), first);
  EXPECT_EQ(space.link(second).action(), 3u);
}

TEST(StateSpace, IdentityDecides) {
  StateSpace space(1, true, 1);
  const Word key = 1, first = 10, second = 20;
  const uint64_t hash = space.hash(&key);
  EXPECT_TRUE(space.insert(0, hash, space.approach(hash), &key, &first, {}).inserted);
  const auto found = space.insert(0, hash, space.approach(hash), &key, &second, {});
  EXPECT_FALSE(found.inserted);
  EXPECT_EQ(space.state(found.id)[0], first);
}

// A view of some of the variables: the key is the state's own, and is not kept beside it.
TEST(StateSpace, StatesAreOneWhoseWordsUnderAMaskAre) {
  constexpr Word kLow = (Word{1} << 20) - 1;
  std::vector<Word> mask{kLow, 0};
  StateSpace space(2, true, 1, 0, mask);
  const auto insert = [&](Word first, Word second) {
    const std::vector<Word> state{first, second}, key{first & mask[0], second & mask[1]};
    const uint64_t hash = space.hash(key.data());
    return space.insert(0, hash, space.approach(hash), key.data(), state.data(), {});
  };
  for (Word i = 0; i < 10'000; ++i) {
    if (space.needs_growth(1)) grow(space);
    ASSERT_TRUE(insert(i | i << 40, i).inserted);
  }
  for (Word i = 0; i < 10'000; ++i) {
    const auto found = insert(i | (i + 5) << 30, 77 + i);
    ASSERT_FALSE(found.inserted);
    ASSERT_EQ(found.id, i);
    ASSERT_EQ(space.state(i)[0], i | i << 40);
  }
  EXPECT_EQ(space.store(0).row_bytes(), 3 * sizeof(Word));
  // Under another layout the variables lie elsewhere.
  mask = {0, kLow << 8};
  space.recode(2, 0, mask, [](const Word* state, Word* to, Word* key) {
    EXPECT_EQ(key, nullptr);
    to[0] = state[1];
    to[1] = (state[0] & kLow) << 8 | 0x55;
  });
  for (Word i = 0; i < 10'000; ++i) {
    const auto found = insert(1'000'000 + i, i << 8 | 0xAA);
    ASSERT_FALSE(found.inserted);
    ASSERT_EQ(found.id, i);
  }
  EXPECT_TRUE(insert(0, Word{10'000} << 8).inserted);
}

TEST(StateSpace, StatesOnDiskAreFoundAndReadAsBefore) {
  constexpr Word kStates = 1 << 20;
  StateSpace space(2, false, 1);
  const auto insert = [&](Word from, Word to) {
    for (Word i = from; i < to; ++i) {
      if (space.needs_growth(1)) grow(space);
      ASSERT_TRUE(put(space, 0, {i, i * i}, {i == 0 ? kNoState : i - 1, 3}).inserted);
    }
  };
  insert(0, kStates);
  const size_t moved = space.spill();
  if (moved == 0) GTEST_SKIP() << "temporary files lie in memory here";
  EXPECT_GE(moved, kStates * 20);
  EXPECT_EQ(space.spill(), 0u);  // nothing is new
  insert(kStates, 2 * kStates);
  EXPECT_GT(space.spill(), 0u);
  for (Word i = 0; i < 2 * kStates; i += 17) {
    ASSERT_FALSE(put(space, 0, {i, i * i}).inserted);
    ASSERT_EQ(space.state(i)[1], i * i);
    ASSERT_EQ(space.link(i).parent(), i == 0 ? kNoState : i - 1);
  }
}

// Tables of few bits hold the states themselves, for as long as there is room beside them.
TEST(StateSpace, StatesOfFewBitsAreToldApartByTheTable) {
  for (const unsigned bits : {12u, 20u, 31u, 46u, 48u, 60u}) {
    for (const unsigned workers : {1u, 3u}) {
      StateSpace space(1, false, workers, bits);
      const Word most = (Word{1} << bits) - 1, states = std::min<Word>(most, 300'000);
      // From both ends: states that differ in their lowest or highest bits only.
      const auto state = [&](Word i) { return i % 2 == 0 ? i / 2 : most - i / 2; };
      for (Word i = 0; i < states; ++i) {
        if (space.needs_growth(1)) grow(space);
        const auto found = put(space, static_cast<unsigned>(i % workers), {state(i)});
        ASSERT_TRUE(found.inserted) << bits << " bits, state " << i;
        ASSERT_EQ(found.id, StateSpace::id(static_cast<unsigned>(i % workers), i / workers));
      }
      for (Word i = 0; i < states; ++i) {
        const auto found = put(space, 0, {state(i)});
        ASSERT_FALSE(found.inserted);
        ASSERT_EQ(found.id, StateSpace::id(static_cast<unsigned>(i % workers), i / workers));
      }
      EXPECT_EQ(space.size(), states);
    }
  }
}

TEST(StateSpace, TheWordZeroIsAState) {
  StateSpace space(1, false, 1);
  EXPECT_TRUE(put(space, 0, {0}).inserted);
  EXPECT_FALSE(put(space, 0, {0}).inserted);
}

TEST(StateSpace, WorkersAgreeOnWhoWasFirst) {
  constexpr Word kStates = 2000;
  StateSpace space(3, false, 4);
  std::atomic<uint64_t> inserted{0};
  std::vector<std::thread> threads;
  for (unsigned worker = 0; worker < 4; ++worker) {
    threads.emplace_back([&, worker] {
      for (Word i = 0; i < kStates; ++i) {
        const auto found = put(space, worker, {i, i, i});
        inserted += found.inserted;
        EXPECT_EQ(space.state(found.id)[2], i);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(inserted, kStates);
  EXPECT_EQ(space.size(), kStates);
}

}  // namespace
}  // namespace trestle::explore
