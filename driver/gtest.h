// Behaviors as GoogleTests: EXPECT_TRUE(trestle::driver::follows(behavior)).
#pragma once

#include <gtest/gtest.h>

#include "driver/behavior.h"

namespace trestle::driver {

// Whether the driver follows the behavior to its end; how it leaves it is part of the message.
inline testing::AssertionResult follows(const Behavior& behavior, Driver& driver) {
  const std::string departure = behavior.departure(driver);
  if (departure.empty()) return testing::AssertionSuccess() << "the implementation follows the behavior to its end";
  return testing::AssertionFailure() << "the implementation leaves the behavior " << departure;
}
inline testing::AssertionResult follows(const Behavior& behavior) { return follows(behavior, *make_driver()); }

}  // namespace trestle::driver
