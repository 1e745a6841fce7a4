#include "validator/trace/ring.h"

#include <deque>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace trestle::trace {
namespace {

TEST(Ring, IsAQueue) {
  std::mt19937 random;
  Ring<int> ring;
  std::deque<int> expected;
  for (int i = 0; i < 10000; ++i) {
    if (random() % 200 == 0) {
      ring.clear();
      expected.clear();
    } else if (random() % 5 < 3 || expected.empty()) {
      ring.push_back();
      ring[ring.size() - 1] = i;
      expected.push_back(i);
    } else {
      ring.pop_front();
      expected.pop_front();
    }
    ASSERT_EQ(ring.size(), expected.size());
    for (size_t n = 0; n < expected.size(); ++n) ASSERT_EQ(ring[n], expected[n]);
  }
}

TEST(Ring, PlacesKeepWhatWasLeftInThem) {
  Ring<std::vector<int>> ring;
  ring.push_back();
  ring[0].assign(100, 1);
  ring.pop_front();
  size_t found = 0;
  for (int i = 0; i < 20; ++i) {
    ring.push_back();
    found += ring[0].size();
    ring.pop_front();
  }
  EXPECT_GE(found, 100u);
}

}  // namespace
}  // namespace trestle::trace
