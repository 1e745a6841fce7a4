#include "translator/codegen/kept_shapes.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "translator/codegen/tiered.h"
#include "translator/runtime/thread.h"
#include "validator/cli/load.h"

namespace trestle {
namespace {

namespace fs = std::filesystem;

// Of every kind of shape a variable.
constexpr const char* kShapes = R"(---- MODULE Spec ----
EXTENDS Integers, Sequences
CONSTANTS Most, Node, Nobody
VARIABLES flag, number, name, some, each, list, held, either, any
vars == <<flag, number, name, some, each, list, held, either, any>>
Init == /\ flag = TRUE /\ number = 0 /\ name = "a" /\ some = {} /\ each = [n \in Node |-> 0] /\ list = <<>>
        /\ held = [n \in {} |-> 0] /\ either = Nobody /\ any = 0
Next == /\ number < Most
        /\ number' = number + 1
        /\ flag' = ~flag
        /\ name' = IF name = "a" THEN "b" ELSE "a"
        /\ some' = some \cup {number}
        /\ \E n \in Node : each' = [each EXCEPT ![n] = number] /\ either' = [who |-> n, at |-> number]
        /\ list' = Append(list, number)
        /\ held' = [n \in DOMAIN held \cup {number} |-> flag]
        /\ any' = IF number = 2 THEN [i \in 1..2000 |-> i] ELSE any
====
)";

class KeptShapesTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("kept." + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::shared_ptr<const core::Spec> load(int most) {
    std::ofstream(folder_ / "Spec.tla") << kShapes;
    std::ofstream(folder_ / "Spec.cfg") << "INIT Init\nNEXT Next\nCONSTANTS Most = " << most
                                        << " Node = {n1, n2} Nobody = Nobody\nCHECK_DEADLOCK FALSE\n";
    cli::SpecOptions options;
    options.spec = (folder_ / "Spec.tla").string();
    Diagnostics diagnostics;
    std::unique_ptr<cli::Loaded> loaded;
    runtime::on_deep_stack([&] { loaded = cli::load(options, diagnostics); });
    EXPECT_NE(loaded, nullptr) << render(diagnostics);
    return loaded->spec;
  }
  // The one file that is kept.
  fs::path file() const {
    const auto files = fs::directory_iterator(folder_ / "shapes");
    EXPECT_NE(begin(files), end(files));
    return begin(files)->path();
  }

  fs::path folder_;
};

TEST_F(KeptShapesTest, AreFoundForTheSameSpecificationAndConstantsOnly) {
  const auto spec = load(3);
  const auto shapes = core::shapes_of(codegen::inferred_variables(spec));
  const codegen::KeptShapes kept(folder_, *spec, {});
  EXPECT_FALSE(kept.find());
  kept.keep(shapes);
  EXPECT_EQ(kept.find(), shapes);
  EXPECT_EQ(codegen::KeptShapes(folder_, *load(3), {}).find(), shapes);
  EXPECT_FALSE(codegen::KeptShapes(folder_, *load(4), {}).find());
  EXPECT_FALSE(codegen::KeptShapes(folder_, *spec, {runtime::Value::integer(1)}).find());
}

TEST_F(KeptShapesTest, DamagedFilesAreNoneAtAll) {
  const auto spec = load(3);
  const auto shapes = core::shapes_of(codegen::inferred_variables(spec));
  const codegen::KeptShapes kept(folder_, *spec, {});
  kept.keep(shapes);
  std::ifstream in(file(), std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(in), {});
  for (size_t at = 0; at < bytes.size(); ++at) {
    std::ofstream(file(), std::ios::binary) << bytes.substr(0, at);
    EXPECT_FALSE(kept.find()) << at;
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    std::ofstream(file(), std::ios::binary) << changed;
    EXPECT_FALSE(kept.find()) << at;
  }
  kept.keep(shapes);
  EXPECT_EQ(kept.find(), shapes);
}

}  // namespace
}  // namespace trestle
