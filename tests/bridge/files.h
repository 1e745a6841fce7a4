// What TLC wrote of the models in data/ (record.py), and the models themselves.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "translator/diagnostics/diagnostic.h"
#include "validator/cli/load.h"

namespace trestle::bridge {

inline std::string data(const std::string& name) { return TRESTLE_DATA "/" + name; }

inline std::string contents(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

inline std::unique_ptr<cli::Loaded> load_model(const std::string& name) {
  Diagnostics diagnostics;
  cli::SpecOptions options;
  options.spec = data(name + ".tla");
  auto loaded = cli::load(options, diagnostics);
  EXPECT_NE(loaded, nullptr) << render(diagnostics, false);
  return loaded;
}

// Models of which TLC wrote a behavior, and the formats it wrote it in.
inline const std::vector<std::string> kModels = {"Counter", "Doorway", "Lamp",  "Signals", "Lookup",
                                                 "Twins",   "Gauge",   "Mutex", "Disguise", "Valve"};
inline const std::vector<std::string> kSuffixes = {".out",       ".diff.out",  ".tool.out",   ".trace.json",
                                                   ".trace.tla", ".plain.tla", ".te.tla",  ".TTrace.tla", ".sim"};

// What there is for a model: the file's name in data/.
inline std::vector<std::string> recorded_files() {
  std::vector<std::string> files;
  for (const std::string& model : kModels) {
    for (const std::string& suffix : kSuffixes) {
      if (std::filesystem::exists(data(model + suffix))) files.push_back(model + suffix);
    }
  }
  return files;
}

}  // namespace trestle::bridge
