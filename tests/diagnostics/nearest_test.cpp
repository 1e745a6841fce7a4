#include "translator/diagnostics/nearest.h"

#include <gtest/gtest.h>

namespace trestle {
namespace {

TEST(Nearest, LettersThatAreSwappedAreOneSlip) {
  EXPECT_EQ(edit_distance("Veiw", "View"), 1u);
  EXPECT_EQ(edit_distance("UNOIN", "UNION"), 1u);
  EXPECT_EQ(edit_distance("abcd", "badc"), 2u);
  EXPECT_EQ(edit_distance("if", "IF"), 0u);
  EXPECT_EQ(edit_distance("", "abc"), 3u);
}

TEST(Nearest, OnlyWhatIsNearIsMeant) {
  constexpr std::string_view kNames[] = {"Procs", "Nodes", "View"};
  EXPECT_EQ(nearest("Porcs", kNames), "Procs");
  EXPECT_EQ(nearest("nodes", kNames), "Nodes");
  EXPECT_EQ(nearest("Quorum", kNames), "");
  EXPECT_EQ(nearest("xy", kNames), "");
  EXPECT_EQ(nearest("Vxyw", kNames, 2), "View");
}

}  // namespace
}  // namespace trestle
