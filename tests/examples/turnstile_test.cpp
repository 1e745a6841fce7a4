// The tour of README.md: what it shows is what happens.
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/examples/command.h"

namespace trestle::examples {
namespace {

using ::testing::HasSubstr;

const std::string kSpec = TRESTLE_ROOT "/examples/turnstile/Turnstile.tla";

TEST(Turnstile, TheSpecHasNoViolation) { EXPECT_EQ(run("trestle", {"check", kSpec}).exit_code, 0); }

TEST(Turnstile, PassingForFreeIsRejectedWithTheGuardThatIsFalse) {
  const TemporaryDirectory directory;
  const std::string trace = directory.path() / "gate.ndjson";
  ASSERT_EQ(run("turnstile", {trace}).exit_code, 0);
  const Outcome verdict = run("trestle", {"validate", kSpec, trace});
  EXPECT_EQ(verdict.exit_code, 20);
  EXPECT_THAT(verdict.output, HasSubstr("passed < paid"));
  EXPECT_THAT(verdict.output, HasSubstr("where passed = 2"));
  EXPECT_THAT(verdict.output, HasSubstr("4 of 5 events explained"));
}

TEST(Turnstile, TheRunBeforeThatIsAccepted) {
  const TemporaryDirectory directory;
  const std::string whole = directory.path() / "gate.ndjson", part = directory.path() / "part.ndjson";
  ASSERT_EQ(run("turnstile", {whole}).exit_code, 0);
  std::ifstream in(whole);
  std::ofstream out(part);
  std::string line;
  for (int i = 0; i < 5 && std::getline(in, line); ++i) out << line << "\n";
  out.close();
  const Outcome verdict = run("trestle", {"validate", kSpec, part});
  EXPECT_EQ(verdict.exit_code, 0) << verdict.output;
}

}  // namespace
}  // namespace trestle::examples
