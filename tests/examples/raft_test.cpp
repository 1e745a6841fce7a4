// examples/raft: its specification, checked as TLC does, and its servers, under faults, held against it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/examples/command.h"

namespace trestle::examples {
namespace {

using ::testing::HasSubstr;

const std::filesystem::path kRaft = std::filesystem::path(TRESTLE_ROOT) / "examples/raft";

struct Counts {
  const char *config, *counts;  // from TLC Version 2026.04.29.164809 (rev: cc6b616)
};

class RaftSpec : public testing::TestWithParam<Counts> {};

TEST_P(RaftSpec, HasTlcsCounts) {
  const Outcome ended = run("trestle", {"check", kRaft / "Raft.tla", "--config", kRaft / GetParam().config, "-w", "1"});
  EXPECT_EQ(ended.exit_code, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr(GetParam().counts));
}

INSTANTIATE_TEST_SUITE_P(
    Configs, RaftSpec,
    testing::Values(Counts{"Raft.cfg", "16,637 states generated, 2,225 distinct, 0 left to explore, depth 21."},
                    Counts{"Raft.reads.cfg", "40,797 states generated, 4,013 distinct, 0 left to explore, depth 24."},
                    Counts{"Raft.members.cfg",
                           "88,316 states generated, 6,662 distinct, 0 left to explore, depth 22."}));

Outcome recorded(const std::filesystem::path& folder, std::vector<std::string> options) {
  options.insert(options.begin(), {"cluster", "--dir", folder, "--seed", "1", "--seconds", "3"});
  const Outcome ended = run("raft", options);
  EXPECT_EQ(ended.exit_code, 0) << ended.output;
  std::vector<std::string> arguments{"validate", kRaft / "Raft.tla"};
  for (const std::filesystem::path& trace : trace_files(folder / "traces")) arguments.push_back(trace);
  arguments.insert(arguments.end(),
                   {"--config", kRaft / "RaftTrace.cfg", "--order", "sequence", "--order-member", "time"});
  return run("trestle", arguments);
}

TEST(Raft, WhatTheServersDoIsABehaviorOfTheSpec) {
  const TemporaryDirectory folder;
  const Outcome ended = recorded(folder.path(), {});
  EXPECT_EQ(ended.exit_code, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("ok: the spec allows what was recorded"));
}

TEST(Raft, AReadWithoutAMajorityIsNone) {
  const TemporaryDirectory folder;
  const Outcome ended = recorded(folder.path(), {"--bug", "stale_read", "--no-faults"});
  EXPECT_EQ(ended.exit_code, 20) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("rejected: no behavior of the spec explains ServeRead("));
  EXPECT_THAT(ended.output, HasSubstr("2 * Cardinality(s \\cap config[i].members) > Cardinality(config[i].members)"));
}

}  // namespace
}  // namespace trestle::examples
