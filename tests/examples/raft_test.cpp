// examples/raft: its specification, checked as TLC does, and its servers, under faults, held against it.
#include <cstring>
#include <fstream>
#include <iterator>

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

// Models with three servers, each large enough to notice that one of Raft's conditions is missing.
struct Missing {
  const char *name, *config, *violated;
  const char *text, *instead;  // of Raft.tla, once
};

class RaftModels : public testing::TestWithParam<Missing> {};

TEST_P(RaftModels, NoticeWhatIsMissing) {
  const auto& [name, config, violated, text, instead] = GetParam();
  std::ifstream in(kRaft / "Raft.tla");
  std::string spec{std::istreambuf_iterator<char>(in), {}};
  const size_t at = spec.find(text);
  ASSERT_NE(at, std::string::npos);
  ASSERT_EQ(spec.find(text, at + 1), std::string::npos);
  spec.replace(at, std::strlen(text), instead);
  const TemporaryDirectory folder;
  std::ofstream(folder.path() / "Raft.tla") << spec;
  std::filesystem::copy(kRaft / "RaftThree.tla", folder.path());
  const Outcome ended =
      run("trestle", {"check", folder.path() / "RaftThree.tla", "--config", kRaft / config, "--engine", "native", "-w", "1"});
  EXPECT_EQ(ended.exit_code, 12) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr(std::string("invariant-violated: ") + violated + " is false"));
}

INSTANTIATE_TEST_SUITE_P(
    Of, RaftModels,
    testing::Values(
        Missing{"VoteKeptOverARestart", "RaftThree.cfg", "ElectionSafety",
                "  /\\ votes' = [votes EXCEPT ![i] = {}]\n  /\\ UNCHANGED <<disk, config,",
                "  /\\ votes' = [votes EXCEPT ![i] = {}]\n  /\\ votedFor' = [votedFor EXCEPT ![i] = None]\n"
                "  /\\ UNCHANGED <<currentTerm, log, config,"},
        Missing{"OneVoteATerm", "RaftThree.cfg", "ElectionSafety", "  /\\ votedFor[i] \\in {None, c}\n", ""},
        Missing{"VotesForWhoIsUpToDate", "RaftThree.cfg", "LeaderCompleteness", "       /\\ UpToDate(m, i)\n", ""},
        Missing{"CommitOfWhatWasAccepted", "RaftThree.cfg", "StateMachineSafety", "Max(@, Min(commit, prev + count))",
                "Max(@, Min(commit, Len(log'[i])))"},
        Missing{"PreviousTerm", "RaftThree.logs.cfg", "LogMatching",
                "  /\\ TermAt(log[i], prev) = TermAt(led[t].log, prev)\n", ""},
        Missing{"EntriesOfTheOwnTermAreCounted", "RaftThree.terms.cfg", "LeaderCompleteness",
                "  /\\ log[i][k].term = currentTerm[i]\n", ""},
        Missing{"OneChangeAfterTheOther", "RaftThree.members.cfg", "LeaderCompleteness",
                "  /\\ config[i].index <= commitIndex[i]\n  /\\ AppendEntry", "  /\\ AppendEntry"},
        Missing{"OneMemberAtATime", "RaftThree.members.cfg", "LeaderCompleteness",
                "  /\\ Cardinality((members \\ config[i].members) \\cup (config[i].members \\ members)) = 1\n", ""},
        Missing{"ReadsThatAMajorityConfirms", "RaftThree.reads.cfg", "LinearizableReads",
                "  /\\ IsQuorum(i, {i} \\cup {j \\in Servers : confirmed[i][j] = round[i]})\n", ""},
        Missing{"ReadsBehindAnOwnEntry", "RaftThree.reads.cfg", "LinearizableReads",
                "  /\\ TermAt(log[i], commitIndex[i]) = currentTerm[i]\n  /\\ round'", "  /\\ round'"}),
    [](const auto& info) { return info.param.name; });

// With all of its conditions.
TEST(RaftOfThree, Holds) {
  const Outcome ended = run("trestle", {"check", kRaft / "RaftThree.tla", "--engine", "native", "-w", "2"});
  EXPECT_EQ(ended.exit_code, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("451,697 distinct"));
}

Outcome held(const std::filesystem::path& traces, const std::vector<std::string>& options = {}) {
  std::vector<std::string> arguments{"validate", kRaft / "RaftTrace.tla"};
  for (const std::filesystem::path& trace : trace_files(traces)) arguments.push_back(trace);
  arguments.insert(arguments.end(), {"--mapping", kRaft / "RaftTrace.observe.toml", "--engine", "evaluator"});
  arguments.insert(arguments.end(), options.begin(), options.end());
  return run("trestle", arguments);
}

Outcome recorded(const std::filesystem::path& folder, std::vector<std::string> options) {
  options.insert(options.begin(), {"cluster", "--dir", folder, "--seed", "1", "--seconds", "3"});
  const Outcome ended = run("raft", options);
  EXPECT_EQ(ended.exit_code, 0) << ended.output;
  return held(folder / "traces");
}

TEST(Raft, WhatTheServersDoIsABehaviorOfTheSpec) {
  const TemporaryDirectory folder;
  const Outcome ended = recorded(folder.path(), {});
  EXPECT_EQ(ended.exit_code, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("ok: the spec allows what was recorded"));
}

// The test above runs as this one for root; here either way of reaching each other is named.
TEST(Raft, IsOneWhenTheLauncherCarriesMessages) {
  const TemporaryDirectory folder;
  const Outcome ended = recorded(folder.path(), {"--network", "proxy"});
  EXPECT_EQ(ended.exit_code, 0) << ended.output;
}

TEST(Raft, IsOneInNetworkNamespaces) {
  const TemporaryDirectory folder;
  const Outcome ran = run("raft", {"cluster", "--dir", folder.path(), "--seed", "3", "--seconds", "3", "--network", "namespaces"});
  if (ran.exit_code != 0) {
    EXPECT_THAT(ran.output, testing::AnyOf(HasSubstr("a network namespace: "), HasSubstr("/dev/net/tun: ")));
    GTEST_SKIP() << ran.output;
  }
  EXPECT_THAT(ran.output, HasSubstr("network namespaces, seed 3"));
  const Outcome ended = held(folder.path() / "traces");
  EXPECT_EQ(ended.exit_code, 0) << ended.output;
}

TEST(Raft, IsOneInAnOrderThatTheClocksAllow) {
  const TemporaryDirectory folder;
  const Outcome ran = run("raft", {"cluster", "--dir", folder.path(), "--seed", "4", "--seconds", "3", "--trace",
                                     "rings", "--clocks"});
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
  const Outcome ended = held(folder.path() / "traces", {"--order", "clock"});
  EXPECT_EQ(ended.exit_code, 0) << ended.output;
}

TEST(Raft, AReadWithoutAMajorityIsNone) {
  const TemporaryDirectory folder;
  const Outcome ended = recorded(folder.path(), {"--bug", "stale_read", "--no-faults", "--trace", "lines"});
  EXPECT_EQ(ended.exit_code, 20) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("rejected: no behavior of the spec explains ServeRead("));
  EXPECT_THAT(ended.output, HasSubstr("2 * Cardinality(s \\cap config[i].members) > Cardinality(config[i].members)"));
}

// Runs that were recorded with each of the bugs, up to the event that shows it.
struct Caught {
  const char *bug, *event, *conjunct, *place;
};

// RaftTrace extends it.
constexpr const char* kInRaft = " of module Raft, ";

class RaftBugs : public testing::TestWithParam<Caught> {};

TEST_P(RaftBugs, AreExplainedByWhatTheyBreak) {
  const Outcome ended = held(kRaft / "traces" / GetParam().bug);
  EXPECT_EQ(ended.exit_code, 20) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr(std::string("rejected: no behavior of the spec explains ") + GetParam().event));
  const size_t why = ended.output.find("this is false");
  ASSERT_NE(why, std::string::npos) << ended.output;
  const size_t line = ended.output.find('\n', why) + 1;
  EXPECT_THAT(ended.output.substr(why, line - why), HasSubstr(GetParam().place));
  EXPECT_THAT(ended.output.substr(line, ended.output.find('\n', line) - line), HasSubstr(GetParam().conjunct));
}

INSTANTIATE_TEST_SUITE_P(
    Recorded, RaftBugs,
    testing::Values(Caught{"vote_not_persisted", "Restart(", "votedFor'[e.params.i] = e.params.vote",
                           "RaftTrace.observe.toml:"},
                    Caught{"commits_older_term", "AdvanceCommit(", "log[i][k].term = currentTerm[i]", kInRaft},
                    Caught{"previous_term_unchecked", "Accept(", "TermAt(log[i], prev) = TermAt(led[t].log, prev)",
                           kInRaft},
                    Caught{"stale_read", "ServeRead(",
                           "2 * Cardinality(s \\cap config[i].members) > Cardinality(config[i].members)", kInRaft},
                    Caught{"two_changes_at_once", "ChangeMembers(", "config[i].index <= commitIndex[i]", kInRaft}),
    [](const auto& info) { return info.param.bug; });

// n1 is leader of term 1 with n2's vote, and has two entries that nobody else has. Then a server starts again.
constexpr const char* kLed = R"({"event":"Timeout","params":{"i":"n1"},"hlc":1}
{"event":"UpdateTerm","params":{"i":"n2","t":1},"hlc":2}
{"event":"GrantVote","params":{"i":"n2","c":"n1"},"hlc":3}
{"event":"ReceiveVote","params":{"i":"n1","j":"n2"},"hlc":4}
{"event":"BecomeLeader","params":{"i":"n1"},"hlc":5}
{"event":"Propose","params":{"i":"n1","cmd":0},"hlc":6}
{"event":"Propose","params":{"i":"n1","cmd":7},"hlc":7}
)";

// In the form of the server's event.
std::string restart(const std::string& server, int term, const std::string& vote, const std::vector<int>& commands) {
  std::string entries;
  for (const int command : commands) {
    entries += (entries.empty() ? "" : ",") + std::string(R"({"term":1,"members":{"#set":[]},"cmd":)") +
               std::to_string(command) + "}";
  }
  return R"({"event":"Restart","params":{"i":")" + server + R"(","term":)" + std::to_string(term) + R"(,"vote":")" +
         vote + R"(","entries":[)" + entries + "]},\"hlc\":8}\n";
}

struct Disk {
  const char* name;
  std::string event;
  bool allowed;
};

class RaftRestart : public testing::TestWithParam<Disk> {};

TEST_P(RaftRestart, TheDiskIsAtMostOneStepAhead) {
  const TemporaryDirectory folder;
  std::ofstream(folder.path() / "n.ndjson") << kLed << GetParam().event;
  const Outcome ended = held(folder.path());
  EXPECT_EQ(ended.exit_code, GetParam().allowed ? 0 : 20) << ended.output;
}

INSTANTIATE_TEST_SUITE_P(Disks, RaftRestart,
                         testing::Values(Disk{"NothingElse", restart("n1", 1, "n1", {0, 7}), true},
                                         Disk{"ATerm", restart("n3", 1, "none", {}), true},
                                         Disk{"AVote", restart("n2", 1, "n1", {}), true},
                                         Disk{"ATermOfItsOwn", restart("n2", 2, "n2", {}), true},
                                         Disk{"ACommand", restart("n1", 1, "n1", {0, 7, 9}), true},
                                         Disk{"AnEntryOfTheLeader", restart("n2", 1, "n1", {0}), true},
                                         Disk{"EntriesOfTheLeader", restart("n2", 1, "n1", {0, 7}), true},
                                         Disk{"ATermThatNobodyHas", restart("n3", 2, "none", {}), false},
                                         Disk{"ATermAndAVote", restart("n3", 1, "n1", {}), false},
                                         Disk{"NoVoteAnyMore", restart("n2", 1, "none", {}), false},
                                         Disk{"TwoCommands", restart("n1", 1, "n1", {0, 7, 9, 9}), false},
                                         Disk{"FewerEntries", restart("n1", 1, "n1", {0}), false},
                                         Disk{"AnEntryOfNobody", restart("n2", 1, "n1", {7}), false}),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace trestle::examples
