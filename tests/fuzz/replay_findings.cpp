// What fuzzing found, run through the target again. A finding is a file; it passes when the target returns.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

TEST(Findings, NoLongerBreakTheTarget) {
  size_t replayed = 0;
  for (const auto& entry : std::filesystem::directory_iterator(TRESTLE_FINDINGS)) {
    SCOPED_TRACE(entry.path().filename());
    std::ifstream file(entry.path(), std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    std::string input = bytes.str();
    EXPECT_EQ(LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size()), 0);
    ++replayed;
  }
  EXPECT_GT(replayed, 0u);
}

}  // namespace
