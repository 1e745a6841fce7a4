// The command within the test's process, and a folder with a small spec.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "tests/scratch.h"
#include "validator/cli/command.h"

namespace trestle::cli {

struct Ended {
  int code;
  std::string out, err;
};

inline Ended run(const std::vector<std::string>& arguments) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const int code = command(arguments);
  return {code, testing::internal::GetCapturedStdout(), testing::internal::GetCapturedStderr()};
}

inline rapidjson::Document parsed(const std::string& json) {
  rapidjson::Document document;
  document.Parse(json.c_str(), json.size());
  EXPECT_FALSE(document.HasParseError()) << json;
  return document;
}

class Command : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = scratch_folder();
    write("Clock.tla",
          "---- MODULE Clock ----\n"
          "EXTENDS Naturals\n"
          "VARIABLE hour\n"
          "Init == hour \\in 1..12\n"
          "Tick == hour' = (hour % 12) + 1\n"
          "Next == Tick\n"
          "Early == hour < 12\n"
          "Fine == hour \\in 1..12\n"
          "====\n");
    write("Clock.cfg", "INIT Init\nNEXT Next\nINVARIANT Fine\n");
    write("Early.cfg", "INIT Init\nNEXT Next\nINVARIANT Early\n");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  std::filesystem::path folder_;
};

}  // namespace trestle::cli
