// Runs that are killed and taken up again must end as those that were left alone. Every run is a process of its own.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/scratch.h"
#include "validator/cli/command.h"

namespace trestle::cli {
namespace {

namespace fs = std::filesystem;
using std::chrono::microseconds;
using std::chrono::steady_clock;
using testing::HasSubstr;
using Arguments = std::vector<std::string>;

constexpr const char* kShuttle = R"(
---- MODULE Shuttle ----
\* Carts that move on a line and load things; a signal that swings.
EXTENDS Naturals, FiniteSets, Sequences, TLC
CONSTANTS Cart, Most
VARIABLES at, load, log, turn
vars == <<at, load, log, turn>>
Init == /\ at = [c \in Cart |-> 0]
        /\ load = [c \in Cart |-> {}]
        /\ log = <<>>
        /\ turn \in {"in", "out"}
Move(c) == at[c] < Most /\ at' = [at EXCEPT ![c] = @ + 1] /\ UNCHANGED <<load, log, turn>>
Back(c) == at[c] = Most /\ at' = [at EXCEPT ![c] = 0] /\ load' = [load EXCEPT ![c] = {}] /\ UNCHANGED <<log, turn>>
Take(c) == \E i \in 1..3 : /\ i \notin load[c]
                           /\ load' = [load EXCEPT ![c] = @ \cup {i}]
                           /\ log' = IF Len(log) < 2 THEN Append(log, <<c, i>>) ELSE Tail(log)
                           /\ UNCHANGED <<at, turn>>
Turn == turn' = (IF turn = "in" THEN "out" ELSE "in") /\ UNCHANGED <<at, load, log>>
Next == (\E c \in Cart : Move(c) \/ Back(c) \/ Take(c)) \/ Turn
Spec == Init /\ [][Next]_vars /\ WF_vars(Turn)
Swings == []<>(turn = "in")
Arrives == <>(\E c \in Cart : at[c] = Most)
Light == \A c \in Cart : Cardinality(load[c]) <= 3
Apart == ~ (\A c \in Cart : at[c] = Most /\ Cardinality(load[c]) = 3 /\ turn = "out" /\ Len(log) = 1)
Balanced == \A c, d \in Cart : at[c] = Most /\ at[d] = Most => Cardinality(load[c]) - Cardinality(load[d]) < 3
Symmetric == Permutations(Cart)
\* With something random: what is drawn depends on how often was drawn before.
Chosen == RandomElement(1..1000)
Toss == at' = [c \in Cart |-> RandomElement(0..Most)] /\ UNCHANGED <<load, log, turn>>
NextRandom == Next \/ Toss \/ (turn = "in" /\ TLCSet(1, Chosen) /\ UNCHANGED vars)
====
)";

struct Ended {
  int code = -1;  // -1: killed
  std::string out, err;
};

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

class Checkpoints : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = scratch_folder();
    write("Shuttle.tla", kShuttle);
  }
  void TearDown() override { fs::remove_all(folder_); }
  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  void configure(const std::string& statements, int most = 3) {
    write("Shuttle.cfg",
          "CONSTANTS Cart = {c1, c2}\nMost = " + std::to_string(most) + "\nCHECK_DEADLOCK FALSE\n" + statements);
  }
  Arguments check(const Arguments& more = {}) const {
    Arguments all = {"check", path("Shuttle"), "--json", "--seed", "5"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  Arguments resumable(Arguments arguments) const {
    arguments.insert(arguments.end(), {"--checkpoint", path("run"), "--checkpoint-interval", "0.004"});
    return arguments;
  }

  // Sends `signal` after `patience` if the run has not ended by then.
  Ended run(const Arguments& arguments, microseconds patience = std::chrono::minutes(4), int signal = SIGKILL) const {
    const pid_t child = fork();
    if (child == 0) {
      const int out = open(path("out").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
      const int err = open(path("err").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
      dup2(out, STDOUT_FILENO);
      dup2(err, STDERR_FILENO);
      _exit(command(arguments));
    }
    const auto end = steady_clock::now() + patience;
    Ended ended;
    int status = 0;
    for (bool sent = false; waitpid(child, &status, WNOHANG) == 0; usleep(200)) {
      if (!sent && steady_clock::now() >= end) {
        kill(child, signal);
        sent = true;
      }
    }
    if (WIFEXITED(status)) ended.code = WEXITSTATUS(status);
    ended.out = content(path("out"));
    ended.err = content(path("err"));
    return ended;
  }

  // What a run said, without what depends on the machine.
  static rapidjson::Document said(const Ended& ended) {
    rapidjson::Document document;
    document.Parse(ended.out.c_str(), ended.out.size());
    EXPECT_FALSE(document.HasParseError()) << ended.out << ended.err;
    if (!document.IsObject()) document.SetObject();
    for (const char* cost : {"seconds", "memory", "engine", "native", "spilled", "cpu_seconds"})
      document.EraseMember(cost);  // keeps the order of the others
    return document;
  }
  static std::string text(const rapidjson::Value& value) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    value.Accept(writer);
    return buffer.GetString();
  }
  // With several workers behaviors and what counts as whose may differ.
  static std::string essence(const Ended& ended, bool alone) {
    const rapidjson::Document all = said(ended);
    if (alone) return text(all);
    std::string essence;
    for (const char* member : {"verdict", "violated", "generated", "distinct", "depth", "queue", "violations"})
      essence += std::string(member) + " " + (all.HasMember(member) ? text(all[member]) : "?") + "\n";
    return essence;
  }

  // Kills runs at random moments, until it happened so often; each that comes to its end must have said the same.
  void survives(const Arguments& arguments, bool alone, int kills = 20) {
    fs::remove_all(path("run"));
    const auto start = steady_clock::now();
    const Ended whole = run(arguments);
    ASSERT_THAT(whole.code, testing::AnyOf(0, 12, 13)) << whole.err;
    const auto length = std::chrono::duration_cast<microseconds>(steady_clock::now() - start);
    const std::string expected = essence(whole, alone);
    std::mt19937 random(20);
    std::uniform_int_distribution<int64_t> moment(length.count() / 20, length.count() * 2 / 3);
    int killed = 0, ended = 0, resumed = 0;
    while (killed < kills || ended == 0) {
      const Ended part = run(resumable(arguments), microseconds(moment(random)));
      resumed += part.err.find("going on from the checkpoint") != std::string::npos;
      if (part.code == -1) {
        ASSERT_LT(++killed, 50 * kills) << "no run comes to its end";
        continue;
      }
      ++ended;
      EXPECT_EQ(part.code, whole.code) << part.err;
      EXPECT_EQ(essence(part, alone), expected);
      const Ended again = run(resumable(arguments));
      EXPECT_EQ(again.code, whole.code);
      EXPECT_EQ(essence(again, true), essence(part, true));
      EXPECT_THAT(again.err, HasSubstr("this is its verdict"));
      fs::remove_all(path("run"));
    }
    EXPECT_GT(resumed, 0);
  }

  fs::path folder_;
};

TEST_F(Checkpoints, Safety) {
  configure("INIT Init\nNEXT Next\nINVARIANT Light\n");
  survives(check({"-w", "1"}), true);
}

TEST_F(Checkpoints, SafetyOfTwoWorkers) {
  configure("INIT Init\nNEXT Next\nINVARIANT Light\n");
  survives(check({"-w", "2"}), false);
}

TEST_F(Checkpoints, Liveness) {
  configure("SPECIFICATION Spec\nPROPERTY Swings\n", 2);
  survives(check({"-w", "1"}), true);
}

TEST_F(Checkpoints, LivenessOfTwoWorkers) {
  configure("SPECIFICATION Spec\nPROPERTY Swings\n", 2);
  survives(check({"-w", "2"}), false);
}

TEST_F(Checkpoints, LassoOfAViolation) {
  configure("SPECIFICATION Spec\nPROPERTY Arrives\n", 2);
  survives(check({"-w", "1"}), true, 8);
}

TEST_F(Checkpoints, Symmetry) {
  configure("INIT Init\nNEXT Next\nINVARIANT Light\nSYMMETRY Symmetric\n");
  survives(check({"-w", "1"}), true);
}

TEST_F(Checkpoints, SymmetryOfTwoWorkers) {
  configure("INIT Init\nNEXT Next\nINVARIANT Light\nSYMMETRY Symmetric\n");
  survives(check({"-w", "2"}), false, 8);
}

TEST_F(Checkpoints, BehaviorOfAViolation) {
  configure("INIT Init\nNEXT Next\nINVARIANT Apart\n");
  survives(check({"-w", "1"}), true);
}

TEST_F(Checkpoints, ViolationsThatAreCounted) {
  configure("INIT Init\nNEXT Next\nINVARIANT Balanced\n");
  survives(check({"-w", "1", "--continue"}), true, 8);
  survives(check({"-w", "2", "--continue"}), false, 8);
}

// At one worker a run with checkpoints draws what it would draw without being killed.
TEST_F(Checkpoints, WhatIsRandom) {
  configure("INIT Init\nNEXT NextRandom\n", 2);
  const Ended whole = run(resumable(check({"-w", "1"})));
  ASSERT_EQ(whole.code, 0) << whole.err;
  fs::remove_all(path("run"));
  for (int killed = 0;;) {
    const Ended part = run(resumable(check({"-w", "1"})), std::chrono::milliseconds(40 + 10 * killed));
    if (part.code == -1) {
      ASSERT_LT(++killed, 200);
      continue;
    }
    EXPECT_EQ(essence(part, true), essence(whole, true));
    break;
  }
}

TEST_F(Checkpoints, AnInterruptedRunGoesOn) {
  configure("INIT Init\nNEXT Next\nINVARIANT Light\n", 5);
  const auto start = steady_clock::now();
  const Ended whole = run(check({"-w", "1"}));
  auto patience = std::chrono::duration_cast<microseconds>(steady_clock::now() - start);
  const Arguments arguments = check({"-w", "1", "--checkpoint", path("run"), "--checkpoint-interval", "1000"});
  Ended first;
  do {
    fs::remove_all(path("run"));
    patience /= 2;
    ASSERT_GT(patience.count(), 0) << "it ends before it can be interrupted";
    first = run(arguments, patience, SIGINT);
  } while (first.code == 0);
  ASSERT_EQ(first.code, 21) << first.err;
  const Ended rest = run(arguments);
  EXPECT_THAT(rest.err, HasSubstr("going on from the checkpoint"));
  EXPECT_EQ(essence(rest, true), essence(whole, true));
}

// One state's successors take for ever, also where values are sampled for native code.
TEST_F(Checkpoints, WhatWaitsForNativeCodeIsInterrupted) {
  write("Endless.tla", R"(---- MODULE Endless ----
EXTENDS Integers, FiniteSets
VARIABLE n
Init == n = 0
Next == n' = n + 1 /\ \E t \in SUBSET (1..(IF n < 3 THEN 3 ELSE 60)) : n < 3 \/ Cardinality(t) > 60
====
)");
  write("Endless.cfg", "INIT Init\nNEXT Next\n");
  const Ended ended = run({"check", path("Endless.tla"), "--engine", "native", "-w", "1"}, std::chrono::seconds(3), SIGINT);
  EXPECT_EQ(ended.code, 21) << ended.err;
}

TEST_F(Checkpoints, AGreaterDepthGoesOn) {
  configure("INIT Init\nNEXT Next\nINVARIANT Light\n");
  const Ended whole = run(check({"-w", "1"}));
  EXPECT_EQ(run(resumable(check({"-w", "1", "--depth", "9"}))).code, 21);
  const Ended rest = run(resumable(check({"-w", "1"})));
  EXPECT_THAT(rest.err, HasSubstr("level 9"));
  EXPECT_EQ(essence(rest, true), essence(whole, true));
}

class RefusedCheckpoints : public Checkpoints {
 protected:
  void SetUp() override {
    Checkpoints::SetUp();
    configure("INIT Init\nNEXT Next\nINVARIANT Light\n", 1);
    ASSERT_EQ(run(resumable(check({"-w", "1"}))).code, 0);
  }
  void refuses(const Arguments& arguments, const std::string& because) {
    const std::string before = content(folder_ / "run" / "manifest");
    const Ended ended = run(arguments);
    EXPECT_EQ(ended.code, 255);
    EXPECT_THAT(ended.err, HasSubstr(because));
    EXPECT_EQ(content(folder_ / "run" / "manifest"), before);
  }
};

TEST_F(RefusedCheckpoints, OfAnotherSpecification) {
  std::string other = kShuttle;
  other.replace(other.find("1..3"), 4, "1..2");
  write("Shuttle.tla", other);
  refuses(resumable(check({"-w", "1"})), "is of another run: its specification");
}

TEST_F(RefusedCheckpoints, OfAnotherConfiguration) {
  configure("INIT Init\nNEXT Next\n", 1);
  refuses(resumable(check({"-w", "1"})), "is of another run: its configuration");
}

TEST_F(RefusedCheckpoints, OfOtherOptions) {
  refuses(resumable(check({"-w", "1", "--continue"})), "its options was --integers exact, this one's is");
  refuses(resumable(check({"-w", "2"})), "its workers was 1, this one's is 2");
  Arguments other_seed = check({"-w", "1"});
  *std::find(other_seed.begin(), other_seed.end(), "5") = "6";
  refuses(resumable(other_seed), "its seed was 5, this one's is 6");
}

TEST_F(RefusedCheckpoints, WhatIsNotGivenIsAdopted) {
  const Ended ended = run(resumable({"check", path("Shuttle"), "--json"}));
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.err, HasSubstr("seed 5\n"));
}

TEST_F(RefusedCheckpoints, Damaged) {
  const fs::path journal = folder_ / "run" / "journal", manifest = folder_ / "run" / "manifest";
  const std::string good = content(journal);
  std::string bad = good;
  bad[bad.size() / 2] ^= 4;
  std::ofstream(journal) << bad;
  refuses(resumable(check({"-w", "1"})), "is damaged: journal");
  std::ofstream(journal) << good.substr(0, good.size() - 1);
  refuses(resumable(check({"-w", "1"})), "is damaged: journal");
  std::ofstream(journal) << good << "what a run wrote that was killed";
  EXPECT_EQ(run(resumable(check({"-w", "1"}))).code, 0);
  std::string text = content(manifest);
  text[text.find("journal") + 8] ^= 1;
  std::ofstream(manifest) << text;
  refuses(resumable(check({"-w", "1"})), "is damaged: manifest");
  std::ofstream(manifest) << "";
  refuses(resumable(check({"-w", "1"})), "is damaged: manifest");
}

TEST_F(RefusedCheckpoints, InUse) {
  configure("INIT Init\nNEXT Next\nINVARIANT Light\n", 5);
  fs::remove_all(path("run"));
  const pid_t first = fork();
  if (first == 0) {
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    _exit(command(resumable(check({"-w", "1"}))));
  }
  while (!fs::exists(folder_ / "run" / "manifest")) usleep(1000);
  const Ended second = run(resumable(check({"-w", "1"})));
  EXPECT_EQ(second.code, 255);
  EXPECT_THAT(second.err, HasSubstr("another run is writing its checkpoints"));
  kill(first, SIGKILL);
  waitpid(first, nullptr, 0);
}

}  // namespace
}  // namespace trestle::cli
