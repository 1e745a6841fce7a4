// Each file of golden/ is a module and, after its closing ====, what the parser makes of it: the syntax tree, or the
// diagnostics. TRESTLE_UPDATE_GOLDEN=1 writes what came out into the file, to be read before it is committed.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "translator/syntax/parse.h"

namespace trestle::syntax {
namespace {

struct Golden {
  std::string input;        // up to the last line of ====
  std::string expectation;  // what follows it
};

Golden read(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string line;
  Golden golden;
  while (std::getline(file, line)) {
    golden.expectation += line + "\n";
    if (line.starts_with("====")) {
      golden.input += golden.expectation;
      golden.expectation.clear();
    }
  }
  return golden;
}

std::string actual(const std::string& name, const std::string& text) {
  auto source = std::make_shared<Source>(name, text);
  Diagnostics diagnostics;
  auto module = parse(source, diagnostics);
  EXPECT_EQ(module == nullptr, diagnostics.has_errors());
  return module ? print(*module) : render(diagnostics);
}

class GoldenTest : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(GoldenTest, IsAsRecorded) {
  Golden golden = read(GetParam());
  std::string result = actual(GetParam().filename(), golden.input);
  if (std::getenv("TRESTLE_UPDATE_GOLDEN")) {
    std::ofstream(GetParam()) << golden.input << result;
    return;
  }
  EXPECT_EQ(golden.expectation, result);
}

std::vector<std::filesystem::path> files() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(TRESTLE_ROOT "/tests/syntax/golden")) {
    if (entry.path().extension() == ".tla") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

INSTANTIATE_TEST_SUITE_P(Syntax, GoldenTest, testing::ValuesIn(files()),
                         [](const auto& info) { return info.param.stem().string(); });

}  // namespace
}  // namespace trestle::syntax
