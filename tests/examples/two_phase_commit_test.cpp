// The example's processes: they finish, leave complete traces, repeat what a seed says, and are told apart by validate.
#include <algorithm>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/examples/command.h"

namespace trestle::examples {
namespace {

using ::testing::HasSubstr;

std::string contents(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

Outcome record(const std::string& program, const std::filesystem::path& directory, int seed,
               std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {
      "run", "--dir", directory.string(), "--sync", "no", "--seed", std::to_string(seed), "--transactions", "20"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(program, arguments);
}

void expect_complete_traces(const std::filesystem::path& directory) {
  const std::vector<std::filesystem::path> files = trace_files(directory / "traces");
  EXPECT_EQ(files.size(), 4u);
  for (const std::filesystem::path& file : files) {
    const std::string text = contents(file);
    EXPECT_EQ(text.rfind("{\"trestle\":1,", 0), 0u) << file;
    const size_t last = text.rfind('\n', text.size() - 2) + 1;
    EXPECT_THAT(text.substr(last), HasSubstr("{\"event\":\"#end\"")) << file;
  }
}

TEST(TwoPhaseCommit, RunsOfManySeedsFinishAndAreAccepted) {
  for (int seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const TemporaryDirectory directory;
    const Outcome outcome = record("two_phase_commit", directory.path(), seed);
    ASSERT_EQ(outcome.exit_code, 0) << outcome.output;
    EXPECT_THAT(outcome.output, HasSubstr("20 transactions: "));
    expect_complete_traces(directory.path());
    const Outcome verdict = validate(directory.path() / "traces");
    EXPECT_EQ(verdict.exit_code, 0) << verdict.output;
  }
}

TEST(TwoPhaseCommit, BuildsWithABugFinishTooAndAreRejected) {
  for (const char* program :
       {"two_phase_commit_bug_commit_after_lost_decision", "two_phase_commit_bug_vote_not_persisted"}) {
    SCOPED_TRACE(program);
    // The machine schedules the processes: a run in which the bug happens to stay hidden is a legal one.
    bool rejected = false;
    for (int seed = 7; seed < 12 && !rejected; ++seed) {
      const TemporaryDirectory directory;
      const Outcome outcome =
          record(program, directory.path(), seed, {"--no-votes", "15", "--losses", "25", "--crashes", "20"});
      ASSERT_EQ(outcome.exit_code, 0) << outcome.output;
      expect_complete_traces(directory.path());
      const Outcome verdict = validate(directory.path() / "traces");
      rejected = verdict.exit_code == 20;
      EXPECT_TRUE(rejected || verdict.exit_code == 0) << verdict.output;
    }
    EXPECT_TRUE(rejected) << "five runs, and none was rejected";
  }
}

// Crashes and the coordinator's timeouts leave no event: the validator has to find where they were.
TEST(TwoPhaseCommit, UnloggedStepsAreInferredWhenTheyAreDeclared) {
  const std::vector<std::string> unlogged = {"--unlogged", "Crash,Timeout", "--crashes", "20", "--lost-asks", "10"};
  const TemporaryDirectory directory;
  ASSERT_EQ(record("two_phase_commit", directory.path(), 7, unlogged).exit_code, 0);
  EXPECT_EQ(validate(directory.path() / "traces").exit_code, 20) << "not declared";
  const Outcome declared = validate(directory.path() / "traces", {"--hidden", "Crash,Timeout"});
  EXPECT_EQ(declared.exit_code, 0) << declared.output;

  bool rejected = false;
  for (int seed = 7; seed < 12 && !rejected; ++seed) {
    const TemporaryDirectory buggy;
    ASSERT_EQ(record("two_phase_commit_bug_vote_not_persisted", buggy.path(), seed, unlogged).exit_code, 0);
    rejected = validate(buggy.path() / "traces", {"--hidden", "Crash,Timeout"}).exit_code == 20;
  }
  EXPECT_TRUE(rejected) << "five runs, and none was rejected";
}

TEST(TwoPhaseCommit, RecordedRunsKeepTheirVerdict) {
  EXPECT_EQ(validate(kTwoPhaseCommit / "traces/ok").exit_code, 0);
  EXPECT_EQ(validate(kTwoPhaseCommit / "traces/commit_after_lost_decision").exit_code, 20);
  EXPECT_EQ(validate(kTwoPhaseCommit / "traces/vote_not_persisted").exit_code, 20);
}

// The actions of one participant, in order.
std::string actions(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::string result;
  const std::string key = "{\"event\":\"";
  for (std::string line; std::getline(stream, line);) {
    if (line.rfind(key, 0) == 0) result += line.substr(key.size(), line.find('"', key.size()) - key.size()) + "\n";
  }
  return result;
}

// Timeouts depend on the machine, and so does which of a "no" and a restart is first; all else follows from the seed.
TEST(TwoPhaseCommit, ASeedRepeatsTheRun) {
  const std::vector<std::string> calm = {"--vote-timeout", "10000", "--decision-timeout", "10000", "--losses", "0",
                                         "--lost-asks",    "0",     "--delays",           "0"};
  for (const bool crashing : {false, true}) {
    std::vector<std::string> options = calm;
    const std::vector<std::string> more = {"--crashes", crashing ? "20" : "0", "--no-votes", crashing ? "0" : "20"};
    options.insert(options.end(), more.begin(), more.end());
    const TemporaryDirectory first, second, other;
    ASSERT_EQ(record("two_phase_commit", first.path(), 3, options).exit_code, 0);
    ASSERT_EQ(record("two_phase_commit", second.path(), 3, options).exit_code, 0);
    ASSERT_EQ(record("two_phase_commit", other.path(), 4, options).exit_code, 0);
    for (const char* name : {"traces/rm1.ndjson", "traces/rm2.ndjson", "traces/rm3.ndjson"}) {
      SCOPED_TRACE(name);
      const std::string done = actions(first.path() / name);
      EXPECT_THAT(done, HasSubstr(crashing ? "Crash\nRecover\n" : "VoteNo\n"));
      EXPECT_EQ(done, actions(second.path() / name));
      EXPECT_NE(done, actions(other.path() / name));
    }
  }
}

// Thousands of transactions in one trace: memory and time of a validation must not depend on what came before.
TEST(TwoPhaseCommit, ALongRunIsAccepted) {
  const TemporaryDirectory directory;
  const Outcome outcome = record("two_phase_commit", directory.path(), 11,
                                 {"--transactions", "7500", "--crashes", "1", "--losses", "1", "--lost-asks", "0",
                                  "--delays", "0", "--vote-timeout", "50", "--decision-timeout", "10"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.output;
  size_t lines = 0;
  for (const std::filesystem::path& file : trace_files(directory.path() / "traces")) {
    const std::string text = contents(file);
    lines += static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
  }
  EXPECT_GT(lines, 100'000u);
  const Outcome verdict = validate(directory.path() / "traces");
  EXPECT_EQ(verdict.exit_code, 0) << verdict.output;
}

TEST(TwoPhaseCommit, MistakesOnTheCommandLineAreUsageErrors) {
  EXPECT_EQ(run("two_phase_commit", {}).exit_code, 64);
  EXPECT_EQ(run("two_phase_commit", {"run"}).exit_code, 64);
  EXPECT_EQ(run("two_phase_commit", {"run", "--dir", "/tmp/x", "--participants", "none"}).exit_code, 64);
  EXPECT_EQ(run("two_phase_commit", {"run", "--dir", "/tmp/x", "--crashes", "101"}).exit_code, 64);
  EXPECT_EQ(run("two_phase_commit", {"run", "--colour", "red", "--dir", "/tmp/x"}).exit_code, 64);
}

}  // namespace
}  // namespace trestle::examples
