// Behaviors on a driver that is a process of its own, as a user does it: what it does right, and what it does wrong.
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <sys/wait.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/in_process.h"

namespace trestle::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Replay : public Command {
 protected:
  void SetUp() override {
    Command::SetUp();
    write("Counter.tla",
          "---- MODULE Counter ----\n"
          "EXTENDS Naturals\n"
          "VARIABLES n, was\n"
          "Init == n = 0 /\\ was = 0\n"
          "Add(k) == n + k <= 9 /\\ n' = n + k /\\ was' = n\n"
          "Reset == n > 0 /\\ n' = 0 /\\ was' = n\n"
          "Drift == n < 9 /\\ n' = n + 1 /\\ was' = n\n"
          "Next == Reset \\/ Drift \\/ \\E k \\in 1..2 : Add(k)\n"
          "Small == n < 5\n"
          "====\n");
    write("Counter.cfg", "INIT Init\nNEXT Next\n");
    write("Small.cfg", "INIT Init\nNEXT Next\nINVARIANT Small\n");
    behavior("adds.out", {"Add(1)", "Add(1)", "Add(2)", "Add(1)"}, {0, 1, 2, 4, 5});
  }
  void behavior(const std::string& name, const std::vector<std::string>& steps, const std::vector<int>& counts) {
    std::string text;
    for (size_t i = 0; i < counts.size(); ++i) {
      text += "State " + std::to_string(i + 1) + ": <" +
              (i == 0 ? "Initial predicate" : steps[i - 1] + " line 5, col 1 to line 5, col 9 of module Counter") +
              ">\n/\\ n = " + std::to_string(counts[i]) + "\n/\\ was = " + std::to_string(i == 0 ? 0 : counts[i - 1]) +
              "\n\n";
    }
    write(name, text);
  }
  Ended replay(const std::string& way, std::vector<std::string> more = {}, const std::string& file = "adds.out") {
    std::vector<std::string> arguments = {"replay", path("Counter"), path(file), "--seed", "5"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    arguments.insert(arguments.end(), {"--", TRESTLE_BUILD "/counter_driver", way});
    return run(arguments);
  }
  std::string content(const std::string& name) const {
    std::ifstream in(path(name));
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
  }
};

TEST_F(Replay, ADriversArgumentsAreItsOwn) {
  const Ended ended = run({"drive", path("Counter"), "--num", "1", "--", "echo", "a", "[x,y]", "[]", "c"});
  EXPECT_THAT(ended.out + ended.err, HasSubstr("a [x,y] [] c"));
}

// Nobody waits for an answer after Ctrl-C.
TEST_F(Replay, IsInterruptedWhileADriverThinks) {
  const std::string command = "timeout --preserve-status -s INT 1 " TRESTLE_BUILD "/trestle drive '" + path("Counter") +
                              "' --num 1 --timeout 60 -- sleep 50 > '" + path("out") + "' 2>&1";
  const auto started = std::chrono::steady_clock::now();
  const int status = std::system(command.c_str());
  EXPECT_EQ(WEXITSTATUS(status), 21) << content("out");
  EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(40));
  EXPECT_THAT(content("out"), HasSubstr("interrupted"));
}

// A driver that ends at once is the usual first try.
TEST_F(Replay, ADriverThatDoesNotStartIsADivergenceAtTheStart) {
  const Ended ended = run({"drive", path("Counter"), "--config", path("Small.cfg"), "-o", path("found.out"), "--", "false"});
  EXPECT_EQ(ended.code, 20) << ended.err;
  EXPECT_THAT(ended.out, AllOf(HasSubstr("at the start"), HasSubstr("State 1: <Initial predicate>")));
  EXPECT_THAT(content("found.out"), HasSubstr("/\\ n = 0"));
}

TEST_F(Replay, WhatFollowsTheBehaviorIsOk) {
  const Ended ended = replay("");
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, StartsWith("ok: the implementation does all 4 steps"));
  EXPECT_THAT(ended.err, AllOf(HasSubstr("no event observes was"), HasSubstr("seed 5")));
}

TEST_F(Replay, AFaultOfTheSpecificationThatTheImplementationHasTooIsNamed) {
  const Ended ended = replay("", {"-c", path("Small.cfg")});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("after which Small is false"));
}

TEST_F(Replay, AnotherStateIsRejectedWithTheDifference) {
  const Ended ended = replay("wrong");
  EXPECT_EQ(ended.code, 20);
  EXPECT_THAT(ended.out, StartsWith("rejected: the implementation diverges in step 3, Add(2)\n"));
  EXPECT_THAT(ended.out, HasSubstr("  n'\n    - the specification:   4\n    + the implementation:  3\n"));
  EXPECT_THAT(ended.out, HasSubstr("2 of 4 steps replayed"));
  EXPECT_THAT(ended.err, HasSubstr("seed 5"));
}

TEST_F(Replay, JsonSaysTheSame) {
  const Ended ended = replay("wrong", {"--json"});
  EXPECT_EQ(ended.code, 20);
  const auto json = parsed(ended.out);
  EXPECT_STREQ(json["verdict"].GetString(), "rejected");
  EXPECT_EQ(json["steps"].GetInt(), 4);
  EXPECT_EQ(json["replayed"].GetInt(), 2);
  EXPECT_EQ(json["seed"].GetInt(), 5);
  EXPECT_STREQ(json["divergence"]["kind"].GetString(), "observation");
  EXPECT_STREQ(json["divergence"]["action"].GetString(), "Add");
  EXPECT_EQ(json["divergence"]["params"]["k"].GetInt(), 2);
  EXPECT_STREQ(json["divergence"]["differences"][0]["name"].GetString(), "n'");
  EXPECT_STREQ(json["divergence"]["differences"][0]["implementation"].GetString(), "3");
  EXPECT_EQ(json["behavior"].Size(), 4u);
}

TEST_F(Replay, ARefusalIsRejectedWithItsReason) {
  const Ended ended = replay("refuse");
  EXPECT_EQ(ended.code, 20);
  EXPECT_THAT(ended.out, HasSubstr("Add(2): refused: three is too much"));
}

TEST_F(Replay, ACrashIsRejectedWithItsSignalAndLastWords) {
  const Ended ended = replay("crash");
  EXPECT_EQ(ended.code, 20);
  EXPECT_THAT(ended.out, HasSubstr("Add(2): the driver was killed by signal 11"));
  EXPECT_THAT(ended.out, HasSubstr("about to fall over"));
}

TEST_F(Replay, AnEarlyEndIsRejectedWithItsStatus) {
  EXPECT_THAT(replay("exit").out, HasSubstr("Add(2): the driver ended with status 3"));
  const Ended deaf = replay("deaf");
  EXPECT_EQ(deaf.code, 20);
  EXPECT_THAT(deaf.out, HasSubstr("the driver ended with status 0"));
}

TEST_F(Replay, AnEndWithAnotherStatusAfterTheLastStepIsRejected) {
  const Ended ended = replay("bad-end");
  EXPECT_EQ(ended.code, 20);
  EXPECT_THAT(ended.out, AllOf(HasSubstr("diverges after the last step"), HasSubstr("ended with status 7")));
}

TEST_F(Replay, ADriverThatDoesNotAnswerIsRejected) {
  const Ended ended = replay("hang", {"--timeout", "0.3"});
  EXPECT_EQ(ended.code, 20);
  EXPECT_THAT(ended.out, HasSubstr("Add(2): the driver did not answer within 0.3 s"));
}

TEST_F(Replay, OtherLinesOnStandardOutputAreNamed) {
  const Ended ended = replay("garbage");
  EXPECT_EQ(ended.code, 150);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("counter_driver:1:1"), HasSubstr("counter started"),
                               HasSubstr("Standard output is for replies only")));
}

TEST_F(Replay, AProgramThatIsNotThereIsNamed) {
  const Ended ended = run({"replay", path("Counter"), path("adds.out"), "--", "/nowhere/driver"});
  EXPECT_EQ(ended.code, 255);
  EXPECT_THAT(ended.err, HasSubstr("cannot start /nowhere/driver"));
}

TEST_F(Replay, WhatIsNoBehaviorOfTheSpecificationIsNotReplayed) {
  behavior("jump.out", {"Add(1)", "Add(2)"}, {0, 1, 7});
  const Ended ended = replay("", {}, "jump.out");
  EXPECT_EQ(ended.code, 150);
  EXPECT_THAT(ended.err, HasSubstr("there is nothing to replay"));
}

TEST_F(Replay, StepsOfTheSystemAreAwaited) {
  behavior("drift.out", {"Add(1)", "Drift", "Add(1)"}, {0, 1, 2, 3});
  EXPECT_EQ(replay("", {"--system", "Drift"}, "drift.out").code, 0);
  const Ended idle = replay("idle", {"--system", "Drift"}, "drift.out");
  EXPECT_EQ(idle.code, 21);
  EXPECT_THAT(idle.out, HasSubstr("in step 2, Drift, the system did not take the step"));
  const Ended instead = replay("instead", {"--system", "Drift"}, "drift.out");
  EXPECT_EQ(instead.code, 21);
  EXPECT_THAT(instead.out, HasSubstr("the specification allows both"));
}

TEST_F(Replay, ADriverWithoutTheActionSaysSo) {
  behavior("drift.out", {"Add(1)", "Drift"}, {0, 1, 2});
  const Ended ended = replay("", {}, "drift.out");
  EXPECT_EQ(ended.code, 150);
  EXPECT_THAT(ended.err, HasSubstr("this driver has no action Drift"));
}

TEST_F(Replay, ActionsThatTheSpecificationLacksAreNamed) {
  const Ended ended = replay("", {"--environment", "Drfit"});
  EXPECT_EQ(ended.code, 151);
  EXPECT_THAT(ended.err, HasSubstr("the spec has no action \"Drfit\"; did you mean \"Drift\"?"));
}

TEST_F(Replay, AMappingSaysWhatRepliesMean) {
  write("counter.observe.toml",
        "system = [\"Drift\"]\n[[event]]\nname = \"Add\"\naction = 'Add(e.params.k)'\nafter = '''e.reading = "
        "<<\"0\", \"1\", \"2\", \"3\", \"4\", \"5\">>[n' + 1]'''\n");
  const Ended good = replay("mapped", {"-m", path("counter.observe.toml")});
  EXPECT_EQ(good.code, 0) << good.out << good.err;
  const Ended wrong = replay("mapped-wrong", {"-m", path("counter.observe.toml")});
  EXPECT_EQ(wrong.code, 20) << wrong.out << wrong.err;
  EXPECT_THAT(wrong.out, AllOf(HasSubstr("diverges in step 3, Add(2)"), HasSubstr("e.reading = \"40\"")));
}

TEST_F(Replay, ShrinkFindsAShorterBehaviorWithTheSameDivergence) {
  behavior("long.out", {"Add(1)", "Reset", "Add(2)", "Reset", "Add(1)", "Add(1)", "Add(1)", "Add(1)"},
           {0, 1, 0, 2, 0, 1, 2, 3, 4});
  const Ended ended = replay("wrong", {"--shrink", "-o", path("short.out"), "--json"}, "long.out");
  EXPECT_EQ(ended.code, 20);
  const auto json = parsed(ended.out);
  EXPECT_EQ(json["shrunk"]["from"].GetInt(), 7);
  EXPECT_EQ(json["shrunk"]["to"].GetInt(), 2);  // Add(2), Add(1)
  const Ended again = replay("wrong", {}, "short.out");
  EXPECT_EQ(again.code, 20);
  EXPECT_THAT(again.out, HasSubstr("1 of 2 steps replayed"));
}

TEST_F(Replay, AnEmittedTestHasTheBehavior) {
  const Ended ended = run({"replay", path("Counter"), path("adds.out"), "--emit", "gtest", path("adds_test.cpp")});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(content("adds_test.cpp"),
              AllOf(HasSubstr("TEST(Counter, adds_test)"), HasSubstr("behavior.step(\"Add\", R\"({\"k\":2})\""),
                    HasSubstr("EXPECT_TRUE(trestle::driver::follows(behavior))")));
  run({"replay", path("Counter"), path("adds.out"), "-c", path("Small.cfg"), "--emit", "gtest", path("adds_test.cpp")});
  EXPECT_THAT(content("adds_test.cpp"), AllOf(HasSubstr("violates Small"), HasSubstr("EXPECT_FALSE(")));
}

TEST_F(Replay, AnInvariantMayHaveNoValueInTheLastState) {
  write("Odd.tla", "---- MODULE Odd ----\nEXTENDS Counter\nDefined == n = 5 => n \\in 7\n====\n");
  write("Odd.cfg", "INIT Init\nNEXT Next\nINVARIANT Defined\n");
  const Ended ended = run({"replay", path("Odd"), path("adds.out"), "--", TRESTLE_BUILD "/counter_driver"});
  EXPECT_EQ(ended.code, 0) << ended.out;
  EXPECT_THAT(ended.err, HasSubstr("Defined has no value in the last state: "));
}

TEST_F(Replay, WithoutACommandThereIsNothingToDo) {
  EXPECT_EQ(run({"replay", path("Counter"), path("adds.out")}).code, 64);
}

class Drive : public Replay {
 protected:
  Ended drive(const std::string& way, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"drive", path("Counter"), "--seed", "9", "--num", "20", "--depth", "12"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    arguments.insert(arguments.end(), {"--system", "Drift", "--", TRESTLE_BUILD "/counter_driver", way});
    return run(arguments);
  }
};

TEST_F(Drive, WhatFollowsAllBehaviorsIsOk) {
  const Ended ended = drive("", {"--json"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  const auto json = parsed(ended.out);
  EXPECT_EQ(json["behaviors"].GetInt(), 20);
  EXPECT_EQ(json["steps"].GetInt(), 240);
  EXPECT_GT(json["actions"]["Drift"].GetInt(), 0);
  EXPECT_TRUE(json["divergence"].IsNull());
}

TEST_F(Drive, OneProcessMayDoAllBehaviors) { EXPECT_EQ(drive("", {"--reuse"}).code, 0); }

TEST_F(Drive, WhatItFindsIsReplayed) {
  const Ended found = drive("wrong", {"--shrink", "-o", path("found.out")});
  EXPECT_EQ(found.code, 20);
  EXPECT_THAT(found.out, HasSubstr("the behavior is in " + path("found.out")));
  EXPECT_THAT(found.err, HasSubstr("seed 9"));
  const Ended again = replay("wrong", {"--system", "Drift"}, "found.out");
  EXPECT_EQ(again.code, 20);
  EXPECT_THAT(again.out, HasSubstr("another state"));
}

TEST_F(Drive, TheSameSeedFindsTheSame) {
  const auto one = parsed(drive("wrong", {"--json"}).out), other = parsed(drive("wrong", {"--json"}).out);
  EXPECT_EQ(one["behavior"], other["behavior"]);
  EXPECT_EQ(one["reason"], other["reason"]);
}

TEST_F(Drive, TheSystemMayTakeAnotherStepOrNone) {
  EXPECT_EQ(drive("instead").code, 0);
  const Ended idle = drive("idle");
  EXPECT_EQ(idle.code, 0);
  EXPECT_THAT(idle.out, HasSubstr("never taken: Drift"));
}

TEST_F(Drive, ADriverThatDoesNotAnswerIsRejected) {
  const Ended ended = drive("hang", {"--timeout", "0.2"});
  EXPECT_EQ(ended.code, 20);
  EXPECT_THAT(ended.out, HasSubstr("did not answer within 0.2 s"));
}

}  // namespace
}  // namespace trestle::cli
