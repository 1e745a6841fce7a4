// The models of the corpus, one a .cfg: Spec.cfg and Spec.of_this.cfg go with Spec.tla.
#pragma once

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "validator/cli/load.h"

namespace trestle::testing {

inline std::vector<std::filesystem::path> configs() {
  std::vector<std::filesystem::path> all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(TRESTLE_ROOT "/tests/corpus")) {
    if (entry.path().extension() == ".cfg") all.push_back(entry.path());
  }
  std::sort(all.begin(), all.end());
  return all;
}

inline std::string name_of_config(const ::testing::TestParamInfo<std::filesystem::path>& info) {
  std::string name = info.param.stem().string();
  std::replace_if(
      name.begin(), name.end(), [](char c) { return isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
}

// In its folder, with TLC's integers.
inline std::unique_ptr<cli::Loaded> load_model(const std::filesystem::path& config, Diagnostics& diagnostics) {
  std::filesystem::current_path(config.parent_path());
  cli::SpecOptions options;
  const std::string stem = config.stem().string();
  options.spec = (config.parent_path() / (stem.substr(0, stem.find('.')) + ".tla")).string();
  options.config = config.string();
  options.integers = "tlc";
  return cli::load(options, diagnostics);
}

}  // namespace trestle::testing
