// A behavior of LeasedFile, written by trestle replay --emit gtest.
// Its last state violates NothingLost: an implementation must not be able to follow it.
//
// Link whatever defines std::unique_ptr<trestle::driver::Driver> trestle::driver::make_driver().
#include "driver/gtest.h"

TEST(LeasedFile, stale_write_test) {
  trestle::driver::Behavior behavior;
  behavior.start(R"({"holder":"nobody","lease":0,"held":{"ann":0,"bob":0},"file":0,"newest":0})");
  behavior.step("Acquire", R"({"c":"ann"})",
      R"({"holder":"ann","lease":1,"held":{"ann":1,"bob":0},"file":0,"newest":0})");
  behavior.environment("Expire", R"({})",
      R"({"holder":"nobody","lease":1,"held":{"ann":1,"bob":0},"file":0,"newest":0})");
  behavior.step("Acquire", R"({"c":"bob"})",
      R"({"holder":"bob","lease":2,"held":{"ann":1,"bob":2},"file":0,"newest":0})");
  behavior.step("Write", R"({"c":"bob"})",
      R"({"holder":"bob","lease":2,"held":{"ann":1,"bob":2},"file":2,"newest":2})");
  behavior.step("Write", R"({"c":"ann"})",
      R"({"holder":"bob","lease":2,"held":{"ann":1,"bob":2},"file":1,"newest":2})");
  EXPECT_FALSE(trestle::driver::follows(behavior));
}
