// Every spec of tests/corpus_modules, as `trestle check` would run it. What they assume, TLC confirmed.
#include <algorithm>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "translator/core/lower.h"
#include "translator/diagnostics/diagnostic.h"
#include "translator/evaluator/evaluator.h"
#include "translator/modules/loader.h"
#include "translator/modules/resolve.h"
#include "translator/syntax/parse.h"
#include "validator/explore/check.h"

namespace trestle {
namespace {

namespace fs = std::filesystem;

std::unique_ptr<runtime::Model> model_of(std::shared_ptr<const Source> module_text,
                                         std::shared_ptr<const Source> config_text, Diagnostics& diagnostics) {
  modules::FileLoader loader({});
  auto module = modules::resolve(static_cast<modules::ModuleLoader&>(loader), std::move(module_text), diagnostics);
  auto config = syntax::parse_config(std::move(config_text), diagnostics);
  if (!module || !config) return nullptr;
  auto spec = core::lower(module, *config, diagnostics);
  return spec ? evaluator::make_model(spec) : nullptr;
}

explore::CheckResult run(const runtime::Model& model) {
  explore::CheckOptions options;
  options.print = [](std::string_view) {};
  return explore::check(model, options);
}

// Runs in a folder of its own, since the modules for files write some.
class ModuleValues : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("trestle-" + GetParam() + "-" + std::to_string(getpid()));
    fs::create_directories(folder_);
    before_ = fs::current_path();
    fs::current_path(folder_);
  }
  void TearDown() override {
    fs::current_path(before_);
    fs::remove_all(folder_);
  }
  fs::path folder_, before_;
};

TEST_P(ModuleValues, AreAsTlcHasThem) {
  std::string error;
  fs::path path = fs::path(TRESTLE_ROOT) / "tests/corpus_modules" / (GetParam() + ".tla");
  auto module_text = modules::read_source(path, error);
  auto config_text = modules::read_source(fs::path(path).replace_extension(".cfg"), error);
  ASSERT_TRUE(module_text && config_text) << error;
  Diagnostics diagnostics;
  auto model = model_of(module_text, config_text, diagnostics);
  ASSERT_TRUE(model) << render(diagnostics);
  const auto& predicates = model->signature().predicates;
  auto kind =
      GetParam() == "PossibleValues" ? runtime::PredicateKind::Postcondition : runtime::PredicateKind::Assumption;
  EXPECT_TRUE(std::any_of(predicates.begin(), predicates.end(), [kind](const auto& p) { return p.kind == kind; }));
  explore::CheckResult result = run(*model);
  EXPECT_EQ(explore::to_string(result.verdict), "ok") << result.violated << (result.failure ? result.failure->error.what() : "");
  EXPECT_TRUE(fs::is_empty(folder_)) << "the spec leaves files behind";
}

std::vector<std::string> specs() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(fs::path(TRESTLE_ROOT) / "tests/corpus_modules"))
    if (entry.path().extension() == ".tla") names.push_back(entry.path().stem());
  std::sort(names.begin(), names.end());
  return names;
}

INSTANTIATE_TEST_SUITE_P(Corpus, ModuleValues, testing::ValuesIn(specs()), [](const auto& info) { return info.param; });

TEST(ModuleValues, AFalseAssumptionIsSeen) {
  Diagnostics diagnostics;
  auto model = model_of(
      std::make_shared<Source>("Probe.tla", "---- MODULE Probe ----\nEXTENDS Bags\nASSUME EmptyBag # <<>>\n====\n"),
      std::make_shared<Source>("Probe.cfg", "\n"), diagnostics);
  ASSERT_TRUE(model) << render(diagnostics);
  EXPECT_EQ(explore::to_string(run(*model).verdict), "assumption-violated");
}

}  // namespace
}  // namespace trestle
