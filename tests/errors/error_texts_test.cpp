// What a person sees for each way a spec or its .cfg can be wrong. Each file of golden/ is a module, its configuration
// (in the same file, after ---- CONFIG Name ----) and, after the last ====, what `trestle check Name` answers: the exit
// code, then both outputs, but for times and seeds. TRESTLE_UPDATE_GOLDEN=1 writes what came out into the file, to be
// read before it is committed. A comment `\* integers: tlc` stands for --integers tlc.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include <gtest/gtest.h>

#include "validator/cli/command.h"

namespace trestle::cli {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = TRESTLE_ROOT "/tests/errors/golden";

struct Golden {
  std::string input;  // up to the last line of ====
  std::string expectation;
};

Golden read(const fs::path& path) {
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

std::string answer(const std::string& name, const std::string& input) {
  std::vector<std::string> arguments = {"check", name, "--workers", "1", "--engine", "evaluator"};
  if (input.find("\\* integers: tlc") != std::string::npos) arguments.insert(arguments.end(), {"--integers", "tlc"});
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const int code = command(arguments);
  const std::string all = testing::internal::GetCapturedStdout() + testing::internal::GetCapturedStderr();
  std::istringstream lines(all);
  std::string text = "exit " + std::to_string(code) + "\n";
  static const std::regex passing("[0-9.]+ s with .*|seed [0-9]+");
  for (std::string line; std::getline(lines, line);)
    if (!std::regex_match(line, passing)) text += line + "\n";
  return text;
}

class ErrorTexts : public testing::TestWithParam<fs::path> {
 protected:
  void SetUp() override {
    before_ = fs::current_path();
    fs::current_path(kFolder);  // so that places name the file alone
  }
  void TearDown() override { fs::current_path(before_); }

 private:
  fs::path before_;
};

TEST_P(ErrorTexts, AreAsRecorded) {
#ifdef __SANITIZE_ADDRESS__
  if (GetParam().stem() == "EndlessRecursion") GTEST_SKIP() << "unwinds more of a stack than the sanitizer knows of";
#endif
  const Golden golden = read(GetParam());
  const std::string text = answer(GetParam().stem(), golden.input);
  if (std::getenv("TRESTLE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(GetParam()) << golden.input << text;
    return;
  }
  EXPECT_EQ(golden.expectation, text);
}

std::vector<fs::path> files() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(kFolder))
    if (entry.path().extension() == ".tla") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

INSTANTIATE_TEST_SUITE_P(All, ErrorTexts, testing::ValuesIn(files()),
                         [](const auto& info) { return info.param.stem().string(); });

}  // namespace
}  // namespace trestle::cli
