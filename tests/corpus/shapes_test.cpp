// The shapes inferred for the models of the corpus hold: every value of every state is in its variable's shape, unless
// the state violates an invariant, or nothing bounds the value and a guess was made.
#include <algorithm>

#include <gtest/gtest.h>

#include "tests/corpus/misfits.h"
#include "tests/corpus/models.h"
#include "translator/runtime/thread.h"

namespace trestle {
namespace {


class Shapes : public ::testing::TestWithParam<std::filesystem::path> {};

TEST_P(Shapes, Hold) {
  runtime::on_deep_stack([] {
    Diagnostics diagnostics;
    const auto loaded = testing::load_model(GetParam(), diagnostics);
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

INSTANTIATE_TEST_SUITE_P(Models, Shapes, ::testing::ValuesIn(testing::configs()), testing::name_of_config);

}  // namespace
}  // namespace trestle
