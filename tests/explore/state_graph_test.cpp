// Records of the temporal checker, in memory and on disk.
#include "validator/explore/state_graph.h"

#include <cstring>

#include <gtest/gtest.h>

#include "tests/explore/toy.h"
#include "validator/explore/spill.h"

namespace trestle::explore {
namespace {

TEST(Spill, WhatIsReleasedComesAgain) {
  Spill spill;
  constexpr size_t kBytes = size_t{1} << 20;
  uint8_t* first = spill.extend(kBytes);
  if (first == nullptr) GTEST_SKIP() << "temporary files lie in memory here";
  uint8_t* second = spill.extend(kBytes);
  ASSERT_NE(second, nullptr);
  std::memset(first, 1, kBytes);
  std::memset(second, 2, kBytes);
  Spill::release(first, kBytes);
  Spill::release(second, kBytes);
  for (size_t i = 0; i < kBytes; i += 4096) {
    ASSERT_EQ(first[i], 1);
    ASSERT_EQ(second[i + 4095], 2);
  }
}

constexpr int64_t kStates = 100'000;

// x goes to 2x, 2x + 1 and back to where it came from; the atom is true in every third state.
struct Tree {
  Tree() : model({"x"}), space(1, false, 2) {
    const auto predicate = static_cast<uint32_t>(model.signature().predicates.size());
    model.predicate("Third", runtime::PredicateKind::Liveness, [](const Row& s, const Row&) { return s[0] % 3 == 0; });
    model.edit().temporal.atoms.push_back({.predicate = predicate, .on_steps = false});
    for (int64_t x = 0; x < kStates; ++x) {
      if (space.needs_growth(1)) {
        space.begin_growth();
        space.rehash_share();
        space.end_growth();
      }
      const auto words = model.encode_row({x});
      const uint64_t hash = space.hash(words.data());
      ids.push_back(space.insert(x % 2, hash, space.home(hash), words.data(), words.data(), {}).id);
    }
  }
  void record(StateGraph& graph) {
    runtime::Context context;
    for (int64_t x = 0; x < kStates; ++x) {
      std::vector<StateGraph::Successor> successors;
      for (int64_t to : {2 * x, 2 * x + 1, x / 2}) {
        if (to < kStates)
          successors.push_back({ids[static_cast<size_t>(to)], space.state(ids[static_cast<size_t>(to)])});
      }
      graph.record(x % 2, context, ids[static_cast<size_t>(x)], successors);
    }
  }
  Toy model;
  StateSpace space;
  std::vector<StateId> ids;
};

TEST(StateGraph, RecordsOnDiskReadAsThoseInMemory) {
  Tree tree;
  StateGraph memory(tree.model, tree.space, SIZE_MAX), disk(tree.model, tree.space, 0);
  tree.record(memory);
  tree.record(disk);
  uint64_t steps = 0, bytes = 0;
  for (Node node = 0; node < memory.nodes(); ++node) {
    StateGraph::Steps one(memory, node), other(disk, node);
    while (one.next()) {
      ASSERT_TRUE(other.next());
      ASSERT_EQ(one.to(), other.to());
      ASSERT_EQ(one.letter(), other.letter());
      ++steps;
    }
    ASSERT_FALSE(other.next());
    bytes += memory.record_bytes(memory.state(node)).size();
    ASSERT_EQ(memory.record_bytes(memory.state(node)), disk.record_bytes(disk.state(node)));
  }
  EXPECT_GT(steps, 3 * static_cast<uint64_t>(kStates) - 10);
  EXPECT_LT(bytes, steps * 5);
}

TEST(StateGraph, AClearedGraphIsEmptyAndServesAgain) {
  Tree tree;
  StateGraph graph(tree.model, tree.space, SIZE_MAX);
  tree.record(graph);
  graph.clear();
  for (Node node = 0; node < graph.nodes(); ++node) ASSERT_FALSE(graph.has(node));
  tree.record(graph);
  for (Node node = 0; node < graph.nodes(); ++node) ASSERT_TRUE(graph.has(node));
}

}  // namespace
}  // namespace trestle::explore
