// Ticks of the counter as wall time, also when somebody sets the clock.
#include "tracer/ticks.h"

#include <gtest/gtest.h>

namespace trestle::tracer {
namespace {

TEST(Ticks, CountFromTheAnchorInBothDirections) {
  const WallClock clock{{.ticks = 1000, .wall = 5000}, 2.0};
  EXPECT_EQ(clock.at(1000), 5000u);
  EXPECT_EQ(clock.at(1010), 5020u);
  EXPECT_EQ(clock.at(990), 4980u);
}

TEST(Ticks, ATickOfANanosecondLosesNothing) {
  const WallClock clock{{.ticks = 0, .wall = 0}, 1.0};
  EXPECT_EQ(clock.at(1'700'000'000'123'456'789), 1'700'000'000'123'456'789u);
}

TEST(Ticks, AnAnchorAfterAStepOfTheClockHasTheStep) {
  const WallClock before{{.ticks = 1000, .wall = 1'000'000}, 1.5}, after{{.ticks = 3000, .wall = 400}, 1.5};
  EXPECT_EQ(before.at(2000), 1'001'500u);
  EXPECT_EQ(after.at(3002), 403u);
}

TEST(Ticks, AreThoseOfTheMonotonicClock) {
  const double length = tick_length();
  const uint64_t from = monotonic_ns(), first = ticks_now(has_steady_counter());
  while (monotonic_ns() - from < 20'000'000) {
  }
  const double ticks = static_cast<double>(ticks_now(has_steady_counter()) - first) * length;
  const auto passed = static_cast<double>(monotonic_ns() - from);
  EXPECT_GT(ticks, 0.9 * passed - 2'000'000) << "another process may have run in between";
  EXPECT_LT(ticks, 1.1 * passed);
}

TEST(Ticks, AnAnchorIsNow) {
  const uint64_t before = wall_ns(), ticks_before = ticks_now(has_steady_counter());
  const Anchor anchor = Anchor::now();
  EXPECT_GE(anchor.wall, before);
  EXPECT_LE(anchor.wall, wall_ns());
  EXPECT_GE(anchor.ticks, ticks_before);
  EXPECT_LE(anchor.ticks, ticks_now(has_steady_counter()));
}

}  // namespace
}  // namespace trestle::tracer
