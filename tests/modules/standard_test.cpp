// The built-in modules: every one resolves, and the table of native operators names what they define.
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "translator/diagnostics/diagnostic.h"
#include "translator/modules/loader.h"
#include "translator/modules/resolve.h"
#include "translator/runtime/operators.h"

namespace trestle::modules {
namespace {

namespace fs = std::filesystem;

// A module that extends the built-in one, or null, with what was wrong in `errors`.
std::shared_ptr<const Module> extending(const std::string& name, std::string& errors) {
  FileLoader loader({});
  Diagnostics diagnostics;
  auto source = std::make_shared<Source>("Probe.tla", "---- MODULE Probe ----\nEXTENDS " + name + "\n====\n");
  auto module = resolve(static_cast<ModuleLoader&>(loader), source, diagnostics);
  errors = render(diagnostics);
  return module;
}

class StandardModule : public testing::TestWithParam<std::string> {};

TEST_P(StandardModule, ResolvesWithNothingInstalled) {
  std::string errors;
  EXPECT_TRUE(extending(GetParam(), errors)) << errors;
  EXPECT_EQ(errors, "");
}

std::vector<std::string> names() {
  std::vector<std::string> result;
  for (std::string_view name : standard_module_names()) result.emplace_back(name);
  return result;
}

INSTANTIATE_TEST_SUITE_P(All, StandardModule, testing::ValuesIn(names()), [](const auto& info) { return info.param; });

struct Row {
  std::string module, name;
  int arity;
  std::string op;
};

const std::vector<Row>& native_rows() {
  static const std::vector<Row> rows = {
#define TRESTLE_NATIVE(module, name, arity, op) {#module, name, arity, #op},
#define TRESTLE_FAST(module, name, arity, op) {#module, name, arity, #op},
#include "translator/modules/standard/native.def"
  };
  return rows;
}

// The rows that speak about an operator without saying how it is implemented.
const std::vector<std::pair<std::string, std::string>>& remarks() {
  static const std::vector<std::pair<std::string, std::string>> rows = {
#define TRESTLE_LEVEL(module, name, level) {#module, name},
#define TRESTLE_DIFFERS(module, name, how) {#module, name},
#include "translator/modules/standard/native.def"
  };
  return rows;
}

TEST(NativeTable, NamesOperatorsThatTheModulesDefine) {
  for (const Row& row : native_rows()) {
    SCOPED_TRACE(row.module + "!" + row.name);
    std::string errors;
    auto module = extending(row.module, errors);
    ASSERT_TRUE(module) << errors;
    const Symbol* symbol = module->find(row.name);
    ASSERT_TRUE(symbol);
    EXPECT_EQ(symbol->home->name, row.module);
    EXPECT_EQ(symbol->arity, row.arity);
    EXPECT_EQ(symbol->native, row.op);
  }
}

TEST(NativeTable, RemarksAreAboutOperatorsThatTheModulesDefine) {
  for (const auto& [name, op] : remarks()) {
    SCOPED_TRACE(name + "!" + op);
    std::string errors;
    auto module = extending(name, errors);
    ASSERT_TRUE(module) << errors;
    const Symbol* symbol = module->find(op);
    ASSERT_TRUE(symbol);
    EXPECT_EQ(symbol->home->name, name);
  }
}

TEST(NativeTable, SpeaksOfEachOperatorOnce) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const Row& row : native_rows()) EXPECT_TRUE(seen.insert({row.module, row.name}).second) << row.name;
}

TEST(NativeTable, AgreesWithTheRuntimeOnArity) {
  std::map<std::string, int> arity;
#define TRESTLE_OP(name, symbol, n) arity[#name] = n;
#include "translator/runtime/op.def"
  int shared = 0;
  for (const Row& row : native_rows())
    if (auto it = arity.find(row.op); it != arity.end()) {
      ++shared;
      EXPECT_TRUE(it->second == row.arity || it->second < 0) << row.module << "!" << row.name;
    }
  EXPECT_GT(shared, 20);
}

// The specs of corpus_modules are the modules' own tests; here they must at least be understood.
TEST(ModuleCorpus, EverySpecResolves) {
  int specs = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(TRESTLE_ROOT) / "tests/corpus_modules")) {
    if (entry.path().extension() != ".tla") continue;
    ++specs;
    FileLoader loader({});
    Diagnostics diagnostics;
    EXPECT_TRUE(resolve(loader, entry.path(), diagnostics)) << render(diagnostics);
    EXPECT_TRUE(fs::exists(fs::path(entry.path()).replace_extension(".cfg"))) << entry.path();
  }
  EXPECT_GT(specs, 30);
}

TEST(ModuleCorpus, ReachesEveryModule) {
  std::set<std::string> reached;
  for (const auto& entry : fs::directory_iterator(fs::path(TRESTLE_ROOT) / "tests/corpus_modules")) {
    if (entry.path().extension() != ".tla") continue;
    FileLoader loader({});
    Diagnostics diagnostics;
    auto module = resolve(loader, entry.path(), diagnostics);
    ASSERT_TRUE(module) << render(diagnostics);
    for (const auto& extended : module->extends) reached.insert(extended->name);
  }
  // Reached through others: proofs extend BagsTheorems, users do not.
  reached.insert("BagsTheorems");
  for (const std::string& name : names()) EXPECT_TRUE(reached.count(name)) << name;
}

}  // namespace
}  // namespace trestle::modules
