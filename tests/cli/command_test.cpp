// The command as a user runs it: what it prints where, and how it ends.
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "tests/cli/in_process.h"

namespace trestle::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST_F(Command, ChecksASpec) {
  const Ended ended = run({"check", path("Clock.tla")});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, StartsWith("ok: "));
  EXPECT_THAT(ended.out, HasSubstr("24 states generated, 12 distinct, 0 left to explore, depth 1."));
  EXPECT_THAT(ended.err, HasSubstr("seed "));
}

TEST_F(Command, TheExtensionMayBeLeftOut) { EXPECT_EQ(run({"check", path("Clock"), "--workers", "1"}).code, 0); }

// A recursive definition of values beside a condition on the next state: nothing of it is left to the evaluator.
TEST_F(Command, ActionsUseRecursiveDefinitionsNatively) {
  write("Sums.tla",
        "---- MODULE Sums ----\n"
        "EXTENDS Naturals\n"
        "VARIABLES x, y\n"
        "RECURSIVE Sum(_)\n"
        "Sum(S) == IF S = {} THEN 0 ELSE LET e == CHOOSE e \\in S : TRUE IN e + Sum(S \\ {e})\n"
        "Init == x = 0 /\\ y = {}\n"
        "Step(n) == /\\ y' = IF n \\in y THEN {} ELSE y \\cup {n}\n"
        "           /\\ LET same == {m \\in y : m \\in y'}\n"
        "              IN IF same = {} THEN x' = Sum(y) ELSE x' = x\n"
        "Next == \\E n \\in 1..3 : Step(n)\n"
        "====\n");
  write("Sums.cfg", "INIT Init\nNEXT Next\n");
  const Ended ended = run({"check", path("Sums"), "--engine", "native", "--misfits"});
  EXPECT_THAT(ended.out, HasSubstr("43 states generated, 14 distinct, 0 left to explore, depth 5."));
  EXPECT_THAT(ended.out, HasSubstr("it left 0 states to the evaluator"));
  EXPECT_THAT(ended.out, Not(HasSubstr("left to the evaluator:")));
}

TEST_F(Command, TheConfigDecides) {
  const Ended ended = run({"check", path("Clock"), "--config", path("Early.cfg"), "-w", "1"});
  EXPECT_EQ(ended.code, 12);
  EXPECT_THAT(ended.out, StartsWith("invariant-violated: Early is false in state 1"));
}

TEST_F(Command, JsonIsOneObjectAndAlone) {
  const Ended ended = run({"check", path("Clock"), "--json", "--seed", "42"});
  EXPECT_EQ(ended.code, 0);
  const auto json = parsed(ended.out);
  EXPECT_STREQ(json["verdict"].GetString(), "ok");
  EXPECT_EQ(json["generated"].GetInt(), 24);
  EXPECT_EQ(json["seed"].GetInt(), 42);
  EXPECT_STREQ(json["spec"].GetString(), path("Clock.tla").c_str());
  EXPECT_THAT(ended.err, HasSubstr("seed 42"));
}

TEST_F(Command, WhatASpecPrintsStaysOutOfTheJson) {
  write("Talk.tla",
        "---- MODULE Talk ----\nEXTENDS TLC\nVARIABLE x\nInit == x = 0 /\\ PrintT(\"hello\")\nNext == UNCHANGED "
        "x\n====\n");
  write("Talk.cfg", "INIT Init\nNEXT Next\n");
  const Ended ended = run({"check", path("Talk"), "--json"});
  EXPECT_STREQ(parsed(ended.out)["verdict"].GetString(), "ok");
  EXPECT_THAT(ended.err, HasSubstr("\"hello\""));
  EXPECT_THAT(run({"check", path("Talk")}).out, HasSubstr("\"hello\""));
}

// Before code is made, states are sampled for it: not where that would print, or write, what the run is to do once.
TEST_F(Command, AStepThatPrintsIsNotTakenToSample) {
  write("Count.tla",
        "---- MODULE Count ----\nEXTENDS TLC, Naturals\nVARIABLE x\nInit == x = 0\n"
        "Next == x < 2 /\\ x' = x + 1 /\\ PrintT(x)\nSpec == Init /\\ [][Next]_x /\\ WF_x(Next)\nEnds == <>(x = 2)\n====\n");
  write("Count.cfg", "SPECIFICATION Spec\nPROPERTY Ends\nCHECK_DEADLOCK FALSE\n");
  const Ended ended = run({"check", path("Count"), "--engine", "native", "--json"});
  EXPECT_STREQ(parsed(ended.out)["verdict"].GetString(), "ok") << ended.out;
}

// As TLC ends: 13 is for a property that is violated.
TEST_F(Command, APropertyOfAStepThatHasNoValueEndsWith75) {
  write("Step.tla",
        "---- MODULE Step ----\nEXTENDS Naturals\nVARIABLE x\nInit == x = 0\nNext == x' = (x + 1) % 4\n"
        "Spec == Init /\\ [][Next]_x\nBad == [][IF x < 2 THEN TRUE ELSE x' = \"a\"]_x\n====\n");
  write("Step.cfg", "SPECIFICATION Spec\nPROPERTY Bad\n");
  const Ended ended = run({"check", path("Step"), "--json"});
  EXPECT_EQ(ended.code, 75);
  EXPECT_STREQ(parsed(ended.out)["verdict"].GetString(), "evaluation-failed");
}

TEST_F(Command, UsageErrors) {
  EXPECT_EQ(run({}).code, kUsage);
  EXPECT_EQ(run({"check"}).code, kUsage);
  EXPECT_EQ(run({"frobnicate", "x"}).code, kUsage);
  EXPECT_EQ(run({"check", path("Clock"), "--workers", "0"}).code, kUsage);
  EXPECT_EQ(run({"check", path("Clock"), "--engine", "steam"}).code, kUsage);
  EXPECT_EQ(run({"check", path("Clock"), "--dump", "png", path("x")}).code, kUsage);
  EXPECT_THAT(run({"check", path("Clock"), "--no-such-option"}).err, HasSubstr("--no-such-option"));
}

TEST_F(Command, HelpHasExamples) {
  for (const char* verb : {"parse", "check", "simulate"}) {
    const Ended ended = run({verb, "--help"});
    EXPECT_EQ(ended.code, 0);
    EXPECT_THAT(ended.out, HasSubstr("Examples:"));
    EXPECT_THAT(ended.out, HasSubstr(std::string("trestle ") + verb));
  }
  EXPECT_THAT(run({"--version"}).out, StartsWith("trestle "));
}

TEST_F(Command, AMissingSpecOrConfigIsSaid) {
  const Ended spec = run({"check", path("Nowhere")});
  EXPECT_EQ(spec.code, 150);
  EXPECT_THAT(spec.err, HasSubstr("Nowhere.tla"));
  EXPECT_THAT(spec.err, HasSubstr("seed "));
  const Ended config = run({"check", path("Clock"), "--config", path("None.cfg"), "--json"});
  EXPECT_EQ(config.code, 151);
  EXPECT_EQ(parsed(config.out)["exit_code"].GetInt(), 151);
  EXPECT_THAT(config.err, HasSubstr("None.cfg"));
}

TEST_F(Command, ATextThatDoesNotParseIsLocated) {
  write("Bad.tla", "---- MODULE Bad ----\nVARIABLE x\nInit == x = \n====\n");
  write("Bad.cfg", "INIT Init\n");
  const Ended ended = run({"check", path("Bad")});
  EXPECT_EQ(ended.code, 150);
  EXPECT_THAT(ended.err, HasSubstr("Bad.tla:"));
  EXPECT_EQ(run({"parse", path("Bad")}).code, 150);
}

TEST_F(Command, ParsePrintsItsStages) {
  EXPECT_THAT(run({"parse", path("Clock")}).out, HasSubstr("module Clock, 0 constants, 1 variable, "));
  for (const char* stage : {"tokens", "ast", "module", "core"}) {
    const Ended ended = run({"parse", path("Clock"), "--print", stage});
    EXPECT_EQ(ended.code, 0) << stage << ended.err;
    EXPECT_THAT(ended.out, HasSubstr("Tick")) << stage;
  }
}

TEST_F(Command, LibrariesAreLookedThrough) {
  fs::create_directories(folder_ / "lib");
  write("lib/Steps.tla", "---- MODULE Steps ----\nEXTENDS Naturals\nUp(n) == n + 1\n====\n");
  write("Uses.tla",
        "---- MODULE Uses ----\nEXTENDS Steps\nVARIABLE x\nInit == x = 0\nNext == x < 3 /\\ x' = Up(x)\n====\n");
  write("Uses.cfg", "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n");
  EXPECT_EQ(run({"check", path("Uses")}).code, 150);
  EXPECT_EQ(run({"check", path("Uses"), "--library", path("lib")}).code, 0);
  EXPECT_EQ(run({"check", "--library", path("lib"), path("Uses")}).code, 0);
}

TEST_F(Command, SimulateIsRepeatable) {
  const std::vector<std::string> arguments = {"simulate", path("Clock"), "--config", path("Early.cfg"),
                                              "--seed",   "3",           "--json"};
  const auto first = parsed(run(arguments).out), second = parsed(run(arguments).out);
  EXPECT_STREQ(first["verdict"].GetString(), "invariant-violated");
  EXPECT_EQ(first["behavior"], second["behavior"]);
  const Ended fine = run({"simulate", path("Clock"), "--num", "10", "--depth", "20"});
  EXPECT_EQ(fine.code, 0);
  EXPECT_THAT(fine.out, HasSubstr("10 behaviors, the longest of 20 states"));
}

TEST_F(Command, TheStateGraphIsWritten) {
  EXPECT_EQ(run({"check", path("Clock"), "--dump", "dot", path("clock.dot")}).code, 0);
  std::ifstream in(path("clock.dot"));
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  EXPECT_THAT(text, StartsWith("digraph \"Clock\""));
  EXPECT_THAT(text, HasSubstr("12 -> 1 [label = \"Tick\"]"));
  EXPECT_EQ(run({"check", path("Clock"), "--dump", "dot", path("no/such/folder/clock.dot")}).code, kSystem);
}

TEST_F(Command, IntegersAsInTlcWhenAsked) {
  write("Big.tla",
        "---- MODULE Big ----\nEXTENDS Naturals\nVARIABLE x\nInit == x = 1\nNext == x < 10000000000 /\\ x' = x * "
        "2\n====\n");
  write("Big.cfg", "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n");
  EXPECT_EQ(run({"check", path("Big")}).code, 0);
  const Ended tlc = run({"check", path("Big"), "--integers", "tlc"});
  EXPECT_THAT(tlc.code, testing::AnyOf(255, 150));  // TLC refuses the numeral already
  EXPECT_EQ(run({"check", path("Big")}).code, 0);
}

}  // namespace
}  // namespace trestle::cli
