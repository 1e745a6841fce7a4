// A folder with specifications for a test.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/scratch.h"
#include "validator/embed/validator.h"

namespace trestle {

class Embedded : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = scratch_folder();
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
    return path(name);
  }

  std::filesystem::path folder_;
};

}  // namespace trestle
