// A folder for the test that is running, of its own even when the program runs twice at once.
#pragma once

#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

namespace trestle {

inline std::filesystem::path scratch_folder() {
  const std::string test = ::testing::UnitTest::GetInstance()->current_test_info()->name();
  const auto folder = std::filesystem::path(::testing::TempDir()) / ("trestle_" + test + "." + std::to_string(getpid()));
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

}  // namespace trestle
