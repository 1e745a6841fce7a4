// The shapes inferred for the models of the corpus hold: every value of every state is in its variable's shape, unless
// the state violates an invariant, or nothing bounds the value and a guess was made.
#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

#include "tests/corpus/misfits.h"
#include "validator/cli/load.h"
#include "translator/runtime/thread.h"

namespace trestle {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> configs() {
  std::vector<fs::path> all;
  for (const auto& entry : fs::recursive_directory_iterator(TRESTLE_ROOT "/tests/corpus")) {
    if (entry.path().extension() == ".cfg") all.push_back(entry.path());
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::string test_name(const ::testing::TestParamInfo<fs::path>& info) {
  std::string name = info.param.stem().string();
  std::replace_if(
      name.begin(), name.end(), [](char c) { return isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
}

class Shapes : public ::testing::TestWithParam<fs::path> {};

TEST_P(Shapes, Hold) {
  runtime::on_deep_stack([] {
    fs::current_path(GetParam().parent_path());
    cli::SpecOptions options;
    const std::string stem = GetParam().stem().string();
    options.spec = (GetParam().parent_path() / (stem.substr(0, stem.find('.')) + ".tla")).string();
    options.config = GetParam().string();
    options.integers = "tlc";
    Diagnostics diagnostics;
    const auto loaded = cli::load(options, diagnostics);
    ASSERT_NE(loaded, nullptr) << render(diagnostics);
    runtime::Context context;
    const auto states = testing::Walk(*loaded->model, context, 3000).states(true);
    core::Evidence evidence;
    std::vector<core::Inferred> shapes = core::infer_variables(*loaded->spec, evidence);
    // What was guessed must hold once it is bounded by what was met.
    std::vector<std::vector<runtime::Value>> met(shapes.size());
    for (size_t v = 0; v < met.size(); ++v) {
      for (const auto& state : states) met[v].push_back(state[v]);
    }
    evidence.samples = met;
    for (size_t v = 0; v < shapes.size(); ++v) {
      if (shapes[v].guessed) shapes = core::infer_variables(*loaded->spec, evidence);
    }
    EXPECT_EQ(testing::misfits(*loaded->spec, shapes, states, context), "");
  });
}

INSTANTIATE_TEST_SUITE_P(Models, Shapes, ::testing::ValuesIn(configs()), test_name);

}  // namespace
}  // namespace trestle
