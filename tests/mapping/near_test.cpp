#include "validator/mapping/near.h"

#include <gtest/gtest.h>

namespace trestle::mapping {
namespace {

const std::vector<std::string> kActions = {"BecomeLeader", "Timeout", "RequestVote"};

TEST(Near, ASmallDifferenceIsFound) {
  EXPECT_EQ(nearest("Timeuot", kActions), "Timeout");
  EXPECT_EQ(nearest("becomeleader", kActions), "BecomeLeader");
  EXPECT_EQ(nearest("RequestVotes", kActions), "RequestVote");
}

TEST(Near, ALargeOneIsNot) {
  EXPECT_EQ(nearest("Crash", kActions), "");
  EXPECT_EQ(nearest("", kActions), "");
  EXPECT_EQ(nearest(std::string(10'000, 'x'), kActions), "");
  EXPECT_EQ(nearest("Timeout", {}), "");
}

TEST(Near, WithoutANearNameTheFewThereAreAreListed) {
  EXPECT_EQ(suggestion("Timeot", kActions), "; did you mean \"Timeout\"?");
  EXPECT_EQ(suggestion("Crash", kActions), "; there are: BecomeLeader, Timeout, RequestVote");
  EXPECT_EQ(suggestion("Crash", {}), "");
  EXPECT_EQ(suggestion("Crash", std::vector<std::string>(50, "SomethingElseAltogether")), "");
}

}  // namespace
}  // namespace trestle::mapping
