// Every spec of the corpus gives what TLC recorded below its closing line (record.py), and every ASSUME of
// corpus_modules is true. Strings are ranked by first appearance in the process, so ctest runs each model in a process
// of its own.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include <gtest/gtest.h>

#include "translator/codegen/tiered.h"
#include "translator/runtime/print.h"
#include "translator/runtime/thread.h"
#include "validator/cli/load.h"
#include "validator/explore/check.h"

namespace trestle {
namespace {

namespace fs = std::filesystem;
using explore::Verdict;

struct Expectation {
  fs::path spec, config;
  std::map<std::string, std::string> fields;  // verdict, violated, generated, distinct, depth, trace
};

// How gtest prints the parameter.
void PrintTo(const Expectation& expectation, std::ostream* out) { *out << expectation.config.filename().string(); }

void read_expectations(const fs::path& spec, std::vector<Expectation>& all) {
  std::ifstream in(spec);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string first, rest;
    words >> first >> std::ws;
    std::getline(words, rest);
    if (line.starts_with("expect ")) {
      all.push_back({spec, spec.parent_path() / rest, {}});
    } else if (line.starts_with("  ") && !all.empty() && all.back().spec == spec) {
      all.back().fields[first] = rest;
    }
  }
}

std::vector<Expectation> corpus() {
  std::vector<Expectation> all;
  for (const auto& entry : fs::recursive_directory_iterator(TRESTLE_ROOT "/tests/corpus")) {
    if (entry.path().extension() == ".tla") read_expectations(entry.path(), all);
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.config < b.config; });
  return all;
}

std::string test_name(const testing::TestParamInfo<Expectation>& info) {
  std::string name = info.param.config.stem().string();
  std::replace_if(
      name.begin(), name.end(), [](char c) { return isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
}

class Corpus : public testing::TestWithParam<Expectation> {
 protected:
  void SetUp() override {
    fs::current_path(GetParam().spec.parent_path());
    cli::SpecOptions options;
    options.spec = GetParam().spec.string();
    options.config = GetParam().config.string();
    options.integers = "tlc";
    Diagnostics diagnostics;
    runtime::on_deep_stack([&] { loaded_ = cli::load(options, diagnostics); });
    ASSERT_NE(loaded_, nullptr) << render(diagnostics);
  }

  explore::CheckResult check(unsigned workers) {
    explore::CheckOptions options;
    options.workers = workers;
    options.print = [](std::string_view) {};
    return explore::check(*loaded_->model, options);
  }

  void expect_count(const char* field, uint64_t count) {
    const auto& fields = GetParam().fields;
    const auto found = fields.find(field);
    if (found != fields.end()) {
      EXPECT_EQ(std::to_string(count), found->second) << field;
    }
  }

  std::unique_ptr<cli::Loaded> loaded_;
};

std::string what(const explore::CheckResult& result) {
  return result.failure ? result.failure->error.place + ": " + result.failure->error.what() : result.reason;
}

TEST_P(Corpus, AsTlc) {
  const auto& fields = GetParam().fields;
  const explore::CheckResult result = check(1);
  expect_count("generated", result.generated);
  expect_count("distinct", result.distinct);
  expect_count("depth", result.depth);

  ASSERT_EQ(to_string(result.verdict), fields.at("verdict")) << what(result);
  // Which of many lassos is found depends on the order of the search, and ours are shorter.
  if (result.behavior.end == explore::Behavior::End::Finite) expect_count("trace", result.behavior.size());
  if (const auto violated = fields.find("violated"); violated != fields.end()) {
    EXPECT_NE((" " + violated->second + " ").find(" " + result.violated + " "), std::string::npos)
        << "violated: " << result.violated << ", TLC: " << violated->second;
  }
}

// Levels are met whole, so a run that completes counts the same; under VIEW it depends on who comes first.
TEST_P(Corpus, WithThreeWorkers) {
  const explore::CheckResult one = check(1);
  const explore::CheckResult three = check(3);
  EXPECT_EQ(to_string(three.verdict), to_string(one.verdict)) << what(three);
  if (one.behavior.end == explore::Behavior::End::Finite) {
    EXPECT_EQ(three.behavior.size(), one.behavior.size());
  }
  if (one.verdict != Verdict::Ok || loaded_->model->signature().has_identity) return;
  EXPECT_EQ(three.generated, one.generated);
  EXPECT_EQ(three.distinct, one.distinct);
  EXPECT_EQ(three.depth, one.depth);
}

// The same by native code: counts, verdict, and every state of the behavior, with the step to it.
TEST_P(Corpus, OnNativeCode) {
  const explore::CheckResult evaluated = check(1);
  const auto behavior_of = [&](const explore::CheckResult& result) {
    std::vector<std::vector<std::string>> states;
    for (const auto& state : result.behavior.states) {
      auto& values = states.emplace_back();
      for (const auto v : runtime::decode(loaded_->model->signature().layout, state.words.data()))
        values.push_back(v.defined() ? runtime::to_string(v) : "");
      values.push_back(std::to_string(state.action));
      for (const auto argument : state.arguments) values.push_back(runtime::to_string(argument));
    }
    return states;
  };
  const auto expected = behavior_of(evaluated);
  std::string notice;
  codegen::TieredOptions options{.wait = true, .notice = [&](std::string_view text) { notice = text; }};
  options.compile.folder = fs::path(TRESTLE_UNITS);
  auto tiered = std::make_unique<codegen::Tiered>(loaded_->spec, std::move(options));
  // Without a behavior there is nothing to compile, and where all of Next has effects it would be of no use.
  const bool effects = notice.find("each action of Next has an effect") != notice.npos;
  EXPECT_EQ(tiered->native(), loaded_->spec->init.has_value() && !effects) << notice;
  loaded_->model = std::move(tiered);
  const explore::CheckResult native = check(1);
  ASSERT_EQ(to_string(native.verdict), to_string(evaluated.verdict)) << what(native);
  EXPECT_EQ(native.generated, evaluated.generated);
  EXPECT_EQ(native.distinct, evaluated.distinct);
  EXPECT_EQ(native.depth, evaluated.depth);
  EXPECT_EQ(native.violated, evaluated.violated);
  EXPECT_EQ(behavior_of(native), expected);
}

INSTANTIATE_TEST_SUITE_P(Models, Corpus, testing::ValuesIn(corpus()), test_name);

}  // namespace
}  // namespace trestle
