// Runs that change their engine on the way end as those that do not.
#include "translator/codegen/tiered.h"

#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include <gtest/gtest.h>

#include "translator/codegen/cache.h"
#include "translator/codegen/misfits.h"
#include "validator/cli/load.h"
#include "validator/explore/check.h"

namespace trestle {
namespace {

namespace fs = std::filesystem;
using explore::Verdict;

class Tiers : public testing::Test {
 protected:
  void write(const std::string& tla, const std::string& cfg) {
    folder_ = fs::temp_directory_path() / ("tiers." + std::to_string(::getpid()));
    fs::create_directories(folder_);
    std::ofstream(folder_ / "Spec.tla") << tla;
    std::ofstream(folder_ / "Spec.cfg") << cfg;
    cli::SpecOptions options;
    options.spec = (folder_ / "Spec.tla").string();
    Diagnostics diagnostics;
    runtime::on_deep_stack([&] { loaded_ = cli::load(options, diagnostics); });
    ASSERT_NE(loaded_, nullptr) << render(diagnostics);
  }
  void TearDown() override { fs::remove_all(folder_); }

  codegen::TieredOptions options() {
    codegen::TieredOptions options{.delay = std::chrono::milliseconds(0),
                                   .notice = [this](std::string_view text) { notice_ = text; }};
    options.compile.folder = TRESTLE_UNITS;
    return options;
  }
  static explore::CheckResult check(const runtime::Model& model, unsigned workers = 1) {
    explore::CheckOptions options;
    options.workers = workers;
    return explore::check(model, options);
  }

  fs::path folder_;
  std::unique_ptr<cli::Loaded> loaded_;
  std::string notice_;
};

// A counter that leaves every range seen at first.
constexpr const char* kGrowing = R"(---- MODULE Spec ----
EXTENDS Integers, Sequences
VARIABLES n, seen
Init == n = 0 /\ seen = <<>>
Step(by) == n' = n + by /\ seen' = IF n % 1000 = 0 THEN <<n>> ELSE seen
Next == \E by \in 1..2 : Step(by)
Bound == n < 6000
Small == Len(seen) < 2
====
)";

TEST_F(Tiers, OutgrowTheirLayoutAndGoOn) {
  write(kGrowing, "INIT Init\nNEXT Next\nCONSTRAINT Bound\nINVARIANT Small\n");
  const auto expected = check(*loaded_->model);
  auto wait = options();
  wait.wait = true;
  codegen::Tiered tiered(loaded_->spec, wait);
  EXPECT_TRUE(tiered.native()) << notice_;
  const auto result = check(tiered);
  EXPECT_EQ(result.verdict, expected.verdict);
  EXPECT_EQ(result.generated, expected.generated);
  EXPECT_EQ(result.distinct, expected.distinct);
  EXPECT_EQ(result.depth, expected.depth);
}

TEST_F(Tiers, ChangeWhileSeveralWorkersRun) {
  write(kGrowing, "INIT Init\nNEXT Next\nCONSTRAINT Bound\nINVARIANT Small\n");
  const auto expected = check(*loaded_->model);
  codegen::Tiered tiered(loaded_->spec, options());
  const auto result = check(tiered, 3);
  EXPECT_EQ(result.verdict, expected.verdict);
  EXPECT_EQ(result.generated, expected.generated);
  EXPECT_EQ(result.distinct, expected.distinct);
  EXPECT_EQ(result.depth, expected.depth);
}

// How large a value is that is kept by a handle is known when it is looked at.
TEST_F(Tiers, CompareNumbersTooLargeForALayout) {
  write(R"(---- MODULE Spec ----
EXTENDS Integers
VARIABLE n
Init == n = 1
Next == n = 1 /\ n' \in {2^31, 2^62}
Less == n < 4294967296
====
)",
        "INIT Init\nNEXT Next\nINVARIANT Less\n");
  auto wait = options();
  wait.wait = true;
  codegen::Tiered tiered(loaded_->spec, wait);
  EXPECT_TRUE(tiered.native()) << notice_;
  EXPECT_EQ(check(*loaded_->model).verdict, explore::Verdict::InvariantViolated);
  EXPECT_EQ(check(tiered).verdict, explore::Verdict::InvariantViolated);
}

// A table that grows, a page that has to be fetched, another process: whatever makes a caller slow is not the native code's.
TEST_F(Tiers, AreNotJudgedByWhoTakesTheSteps) {
  write(kGrowing, "INIT Init\nNEXT Next\nCONSTRAINT Bound\n");
  auto wait = options();
  wait.wait = true;
  const codegen::Tiered tiered(loaded_->spec, wait);
  ASSERT_TRUE(tiered.native()) << notice_;
  struct Slow final : runtime::StepSink {
    bool step(const runtime::Step&) override {
      std::this_thread::sleep_for(std::chrono::milliseconds(8));
      return ++taken > 0;
    }
    size_t taken = 0;
  } slow;
  runtime::Context context;
  struct Keep final : runtime::StateSink {
    bool state(const runtime::Word* state) override { return kept.assign(state, state + words), false; }
    size_t words = 0;
    std::vector<runtime::Word> kept;
  } initial;
  initial.words = tiered.signature().layout.words();
  tiered.initial_states(context, initial);
  for (int i = 0; i < 80; ++i) tiered.steps(context, initial.kept.data(), slow);
  EXPECT_EQ(slow.taken, 160U);
  EXPECT_FALSE(tiered.ready()) << "given up";
}

// What has no shape is the evaluator's: a unit would be compiled for nothing, unless one is asked for.
TEST_F(Tiers, CompileNothingWhereMostHasNoShape) {
  write(R"(---- MODULE Spec ----
EXTENDS Naturals
VARIABLES nest, more, n
Init == nest = <<>> /\ more = {} /\ n = 0
Next == n < 9 /\ n' = n + 1 /\ nest' = <<nest>> /\ more' = {more}
====
)",
        "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n");
  std::promise<std::string> told;
  auto background = options();
  background.notice = [&](std::string_view text) { told.set_value(std::string(text)); };
  {
    codegen::Tiered tiered(loaded_->spec, background);
    std::future<std::string> notice = told.get_future();
    ASSERT_EQ(notice.wait_for(std::chrono::minutes(2)), std::future_status::ready);
    EXPECT_NE(notice.get().find("no known shape"), std::string::npos);
    EXPECT_EQ(check(tiered).distinct, 10u);
  }
  auto wanted = options();
  wanted.wait = true;
  codegen::Tiered tiered(loaded_->spec, wanted);
  EXPECT_TRUE(tiered.native()) << notice_;
  EXPECT_EQ(check(tiered).distinct, 10u);
}

TEST_F(Tiers, GoOnWithoutACompiler) {
  write(kGrowing, "INIT Init\nNEXT Next\nCONSTRAINT Bound\n");
  auto none = options();
  none.wait = true;
  none.compile.compiler = "/nonexistent/compiler";
  codegen::Tiered tiered(loaded_->spec, none);
  EXPECT_FALSE(tiered.native());
  EXPECT_NE(notice_.find("no C++ compiler"), std::string::npos) << notice_;
  EXPECT_EQ(check(tiered).verdict, Verdict::Ok);
}

TEST_F(Tiers, CompileADamagedUnitAnew) {
  write(kGrowing, "INIT Init\nNEXT Next\nCONSTRAINT Bound\n");
  auto own = options();
  own.wait = true;
  own.compile.folder = folder_ / "units";
  const auto unit = [&] {
    for (const auto& entry : fs::recursive_directory_iterator(folder_ / "units"))
      if (entry.path().filename() == "unit.so") return entry.path();
    return fs::path();
  };
  EXPECT_TRUE(codegen::Tiered(loaded_->spec, own).native()) << notice_;
  const auto bytes = fs::file_size(unit());
  for (const size_t left : {size_t{0}, size_t{5000}, bytes - 1}) {
    fs::resize_file(unit(), left);
    EXPECT_TRUE(codegen::Tiered(loaded_->spec, own).native()) << notice_;
    EXPECT_EQ(fs::file_size(unit()), bytes);
  }
}

TEST_F(Tiers, ReportABrokenCompiler) {
  write(kGrowing, "INIT Init\nNEXT Next\nCONSTRAINT Bound\n");
  auto broken = options();
  broken.wait = true;
  for (const char* compiler : {"/bin/false", "/bin/true"}) {
    broken.compile.compiler = compiler;
    codegen::Tiered tiered(loaded_->spec, broken);
    EXPECT_FALSE(tiered.native());
    EXPECT_NE(notice_.find(std::string("the compiler ") + compiler + " made nothing"), std::string::npos) << notice_;
    EXPECT_EQ(check(tiered).verdict, Verdict::Ok);
  }
}

TEST_F(Tiers, TakeACompilerWithArguments) {
  write(kGrowing, "INIT Init\nNEXT Next\nCONSTRAINT Bound\n");
  const char* const before = std::getenv("CXX");
  const std::string kept = before != nullptr ? before : "";
  setenv("CXX", "env LC_ALL=C c++ -pipe", 1);
  auto own = options();
  own.wait = true;
  own.compile.folder = folder_ / "units";
  EXPECT_TRUE(codegen::Tiered(loaded_->spec, own).native()) << notice_;
  kept.empty() ? unsetenv("CXX") : setenv("CXX", kept.c_str(), 1);
}

// What lies there is loaded.
TEST_F(Tiers, KeepNothingWhereOthersCanWrite) {
  write(kGrowing, "INIT Init\nNEXT Next\n");
  const char* const before = std::getenv("XDG_CACHE_HOME");
  const std::string kept = before != nullptr ? before : "";
  setenv("XDG_CACHE_HOME", folder_.c_str(), 1);
  EXPECT_EQ(codegen::cache_folder({}), folder_ / "trestle");
  fs::permissions(folder_ / "trestle", fs::perms::all);
  EXPECT_EQ(codegen::cache_folder({}), folder_ / "trestle");
  EXPECT_EQ(fs::status(folder_ / "trestle").permissions(), fs::perms::owner_all);
  fs::remove_all(folder_ / "trestle");
  fs::create_directory_symlink("/tmp", folder_ / "trestle");  // somebody else's
  const fs::path own = codegen::cache_folder({});
  EXPECT_NE(own, folder_ / "trestle");
  EXPECT_EQ(fs::status(own).permissions(), fs::perms::owner_all);
  kept.empty() ? unsetenv("XDG_CACHE_HOME") : setenv("XDG_CACHE_HOME", kept.c_str(), 1);
}

// By Ctrl-C in a terminal, or for want of memory.
TEST_F(Tiers, SayThatTheCompilerWasStopped) {
  write(kGrowing, "INIT Init\nNEXT Next\nCONSTRAINT Bound\n");
  const fs::path compiler = folder_ / "stopped";
  for (const char* way : {"kill -INT $$", "echo 'c++: fatal error: Killed signal terminated program cc1plus' >&2; exit 1"}) {
    std::ofstream(compiler) << "#!/bin/sh\n" << way << "\n";
    fs::permissions(compiler, fs::perms::owner_all);
    auto stopped = options();
    stopped.wait = true;
    stopped.compile.compiler = compiler.string();
    notice_.clear();
    codegen::Tiered tiered(loaded_->spec, stopped);
    EXPECT_FALSE(tiered.native());
    EXPECT_NE(notice_.find("stopped before it was done"), std::string::npos) << way << notice_;
    EXPECT_EQ(notice_.find("an error in Trestle"), std::string::npos);
  }
}

// The compiler's driver runs the compiler proper, which would go on when only the driver is stopped.
TEST_F(Tiers, StopTheCompilerAndWhatItRuns) {
  write(kGrowing, "INIT Init\nNEXT Next\nCONSTRAINT Bound\n");
  const fs::path compiler = folder_ / "slow", number = folder_ / "number";
  std::ofstream(compiler) << "#!/bin/sh\nsleep 300 &\necho $! > '" << number.string() << ".part'; mv '" << number.string()
                          << ".part' '" << number.string() << "'\nwait\n";
  fs::permissions(compiler, fs::perms::owner_all);
  auto slow = options();
  slow.compile.compiler = compiler.string();
  {
    codegen::Tiered tiered(loaded_->spec, slow);
    for (int i = 0; i < 3000 && !fs::exists(number); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  pid_t pid = 0;
  std::ifstream(number) >> pid;
  ASSERT_GT(pid, 0);
  const auto runs = [&] {  // who waits for its parent to ask for it does not
    std::ifstream status("/proc/" + std::to_string(pid) + "/stat");
    std::string word;
    return status >> word >> word >> word && word != "Z";
  };
  for (int i = 0; i < 300 && runs(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_FALSE(runs());
}

// One state asks for the subsets of a set that native code does not count; the first of them is reason enough.
TEST_F(Tiers, SayWhereNativeCodeGaveUp) {
  write(R"(---- MODULE Spec ----
EXTENDS Integers
VARIABLES n, many
Init == n = 0 /\ many = 1..40
Step == n < 9 /\ n' = (IF n = 3 /\ \E S \in SUBSET many : S = {} THEN 5 ELSE n + 1) /\ UNCHANGED many
Stop == n = 9 /\ UNCHANGED <<n, many>>
Next == Step \/ Stop
====
)",
        "INIT Init\nNEXT Next\n");
  auto wait = options();
  wait.wait = true;
  codegen::watch_misfits(true);
  codegen::Tiered tiered(loaded_->spec, wait);
  const auto result = check(tiered);
  codegen::watch_misfits(false);
  EXPECT_TRUE(tiered.native()) << notice_;
  EXPECT_EQ(result.distinct, 9U);
  EXPECT_EQ(tiered.left(), 1U);
  const auto places = codegen::misfit_places(wait.compile);
  ASSERT_EQ(places.size(), 1U);
  EXPECT_EQ(places[0].count, 1U);
}

// What the specs of the corpus become compiles without a warning.
class Units : public testing::TestWithParam<const char*> {};

TEST_P(Units, CompileWithoutWarnings) {
  cli::SpecOptions options;
  options.spec = fs::path(TRESTLE_CORPUS) / (std::string(GetParam()) + ".tla");
  Diagnostics diagnostics;
  std::unique_ptr<cli::Loaded> loaded;
  std::string source;
  runtime::on_deep_stack([&] {
    loaded = cli::load(options, diagnostics);
    if (loaded != nullptr) source = codegen::unit_of(loaded->spec).source;
  });
  ASSERT_NE(loaded, nullptr) << render(diagnostics);
  const fs::path folder = fs::temp_directory_path() / ("unit." + std::to_string(::getpid()) + GetParam());
  fs::create_directories(folder / "trestle");
  std::ofstream(folder / "unit.cpp") << source;
  for (const codegen::Header& header : codegen::headers())
    std::ofstream(folder / "trestle" / header.name) << header.text;
  const std::vector<std::string> compiler = codegen::find_compiler({});
  ASSERT_FALSE(compiler.empty());
  EXPECT_EQ(std::system((compiler[0] + " -std=c++20 -Wall -Wextra -Werror -fsyntax-only -I" + folder.string() + " " +
                         (folder / "unit.cpp").string())
                            .c_str()),
            0);
  fs::remove_all(folder);
}

INSTANTIATE_TEST_SUITE_P(Corpus, Units, testing::Values("AtomicCommit", "Warehouse", "Recursion", "Ferry", "Lockers", "Desk"));

}  // namespace
}  // namespace trestle
