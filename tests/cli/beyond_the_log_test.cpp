// What stands between the events of a log and the steps of a spec: lines that are no events, several steps at once, texts of
// two meanings; and what is written of a behavior, read back by every verb.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/in_process.h"

namespace trestle::cli {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class BeyondTheLog : public Command {
 protected:
  void SetUp() override {
    Command::SetUp();
    write("Tank.tla",
          "---- MODULE Tank ----\nEXTENDS Integers\nVARIABLES level\nInit == level = 0\n"
          "Fill(x) == level < 9 /\\ level' = level + x\nLeak == level > 0 /\\ level' = level - 1\n"
          "Next == Leak \\/ \\E x \\in 1..3 : Fill(x)\nSpec == Init /\\ [][Next]_level\n"
          "Dry == level < 3\nRises == [][level' >= level]_level\n====\n");
    write("Tank.cfg", "SPECIFICATION Spec\n");
  }
  Ended under(const std::string& mapping, const std::string& log, std::vector<std::string> more = {}) {
    write("m.toml", mapping);
    write("log.ndjson", log);
    std::vector<std::string> arguments = {"validate", path("Tank.tla"), path("log.ndjson"), "-m", path("m.toml"), "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
  std::string text(const std::string& name) const {
    std::ifstream in(path(name));
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
  }
};

// A line that is no event gives the steps around it no room that they would not have without it.
TEST_F(BeyondTheLog, IgnoredLinesDoNotPartHiddenSteps) {
  const auto mapping = [](int hidden) {
    return "hidden = [\"Leak\"]\nmax_hidden = " + std::to_string(hidden) + "\n[[event]]\nname = \"gc\"\nignore = true\n";
  };
  const std::string first = "{\"event\":\"Fill\",\"params\":[3]}\n", gc = "{\"event\":\"gc\"}\n",
                    last = "{\"event\":\"Fill\",\"params\":[1],\"after\":[{\"var\":\"level\",\"value\":2}]}\n";
  for (const char* engine : {"evaluator", "native"}) {
    EXPECT_EQ(under(mapping(1), first + gc + last, {"--engine", engine}).code, 20);
    EXPECT_EQ(under(mapping(1), first + gc + gc + last, {"--engine", engine}).code, 20);
    EXPECT_EQ(under(mapping(2), first + gc + gc + last, {"--engine", engine}).code, 0);
  }
  // Of two nodes: the line may come before the other event or after it.
  write("other.ndjson", gc + gc);
  EXPECT_EQ(under(mapping(1), first + last, {"--order", "file", path("other.ndjson")}).code, 20);
  EXPECT_EQ(under(mapping(2), first + last, {"--order", "file", path("other.ndjson")}).code, 0);
}

// Invariants and properties are asked of the state in between, and of both steps.
TEST_F(BeyondTheLog, TheStateInBetweenIsJudged) {
  const std::string flush = "[[event]]\nname = \"flush\"\naction = 'Fill(e.x) \\cdot Leak'\n";
  const auto log = [](int x) { return "{\"event\":\"flush\",\"x\":" + std::to_string(x) + "}\n"; };
  EXPECT_EQ(under(flush, log(3)).code, 0);
  write("Tank.cfg", "SPECIFICATION Spec\nINVARIANT Dry\n");
  for (const char* engine : {"evaluator", "native"}) {
    EXPECT_EQ(under(flush, log(2), {"--engine", engine}).code, 0);
    const Ended high = under(flush, log(3), {"--engine", engine});
    EXPECT_EQ(high.code, 12);
    EXPECT_THAT(high.out, HasSubstr("violates invariant Dry after flush"));
  }
  // One of several states in between is enough.
  const std::string any =
      "[[event]]\nname = \"flush\"\naction = '''\\E x \\in 1..3 : Fill(x) \\cdot (level > 0 /\\ level' = 0)'''\n";
  EXPECT_EQ(under(any, log(1)).code, 0);
  write("Tank.cfg", "SPECIFICATION Spec\nPROPERTY Rises\n");
  const Ended falls = under(flush, log(3));
  EXPECT_EQ(falls.code, 13);
  EXPECT_THAT(falls.out, HasSubstr("violates property Rises after flush"));
  // Each step rises, and what is compared is not the first state and the last.
  EXPECT_EQ(under("[[event]]\nname = \"flush\"\naction = 'Fill(1) \\cdot Fill(e.x)'\n", log(3)).code, 0);
}

TEST_F(BeyondTheLog, AFalseConjunctOfTheStateInBetweenSaysSo) {
  const Ended ended = under("[[event]]\nname = \"flush\"\naction = 'Leak \\cdot Leak'\n",
                            "{\"event\":\"Fill\",\"params\":[1]}\n{\"event\":\"flush\"}\n");
  EXPECT_EQ(ended.code, 20);
  EXPECT_THAT(ended.out, HasSubstr("\"between\":true"));
  const Ended shown = run({"validate", path("Tank.tla"), path("log.ndjson"), "-m", path("m.toml")});
  EXPECT_THAT(shown.out, HasSubstr("this is false of the state in between"));
  EXPECT_THAT(shown.out, HasSubstr("where level = 0"));
}

// One engine, every direction: what one verb writes, every other reads.
TEST_F(BeyondTheLog, ACertificateIsInStepsOfTheSpec) {
  const std::string mapping = "[[event]]\nname = \"put\"\naction = 'Fill(e.x)'\n[[event]]\nname = \"ping\"\nstutter = true\n"
                              "[[event]]\nname = \"flush\"\naction = 'Leak \\cdot Leak'\n";
  const std::string log = "{\"event\":\"put\",\"x\":3}\n{\"event\":\"ping\"}\n{\"event\":\"flush\"}\n";
  for (const char* name : {"Proof.tla", "proof.json", "proof.itf.json"}) {
    ASSERT_EQ(under(mapping, log, {"--certificate", path(name)}).code, 0);
    const Ended again = run({"validate", path("Tank.tla"), path(name), "--json"});
    EXPECT_EQ(again.code, 0) << name << again.out << again.err;
    EXPECT_EQ(run({"convert", path(name), path("out.txt")}).code, 0) << name;
    EXPECT_THAT(text("out.txt"), HasSubstr("State 4:")) << "with the state in between: " << name;
  }
  EXPECT_EQ(run({"check", path("Proof.tla"), "--workers", "1"}).code, 0);
  EXPECT_THAT(text("Proof.tla"), HasSubstr("\\* put, ping  (" + path("log.ndjson") + ":1, " + path("log.ndjson") + ":2)"));
}

TEST_F(BeyondTheLog, WhatIsReadIsNotWrittenOver) {
  const std::string mapping = "[[event]]\nname = \"put\"\naction = 'Fill(e.x)'\n", log = "{\"event\":\"put\",\"x\":3}\n";
  const std::string spec = text("Tank.tla");
  for (const std::vector<std::string>& output : std::vector<std::vector<std::string>>{
           {"--certificate", path("Tank.tla")}, {"--report", path("Tank.tla")}, {"--report", path("log.ndjson")}}) {
    const Ended ended = under(mapping, log, output);
    EXPECT_EQ(ended.code, 64);
    EXPECT_THAT(ended.err, HasSubstr("it is read by this very command"));
  }
  EXPECT_EQ(text("Tank.tla"), spec);
  EXPECT_EQ(text("log.ndjson"), log);
  EXPECT_THAT(under(mapping, log, {"--certificate", path("x-y.tla")}).err, HasSubstr("\"x-y\" is no name of a module"));
  EXPECT_THAT(under(mapping, log, {"--certificate", path("C.txt")}).err, HasSubstr("is a file F.tla, F.json or F.itf.json"));
  const Ended rejected = under(mapping, "{\"event\":\"put\",\"x\":3,\"after\":[{\"var\":\"level\",\"value\":4}]}\n",
                               {"--certificate", path("C.tla")});
  EXPECT_EQ(rejected.code, 20);
  EXPECT_THAT(rejected.err, HasSubstr("nothing is written to " + path("C.tla")));
}

TEST_F(BeyondTheLog, ATextMayBeTheModelValueOrTheString) {
  write("Names.tla",
        "---- MODULE Names ----\nCONSTANTS n1, Node\nVARIABLE said\nInit == said = \"\"\n"
        "Say(x) == said' = x\nNext == (\\E x \\in {\"n1\", \"n2\"} : Say(x)) \\/ \\E x \\in Node : Say(x)\n====\n");
  write("Names.cfg", "INIT Init\nNEXT Next\nCONSTANTS\n n1 = n1\n Node = {n1}\n");
  const auto code = [&](const std::string& value, const std::string& after) {
    write("said.ndjson", "{\"event\":\"Say\",\"params\":{\"x\":" + value + "},\"after\":[{\"var\":\"said\",\"value\":" + after + "}]}\n");
    return run({"validate", path("Names.tla"), path("said.ndjson"), "--json"}).code;
  };
  EXPECT_EQ(code("\"n1\"", "{\"#model\":\"n1\"}"), 0);
  EXPECT_EQ(code("\"n1\"", "\"n1\""), 0);
  EXPECT_EQ(code("\"n2\"", "\"n2\""), 0);
  EXPECT_EQ(code("{\"#model\":\"n1\"}", "\"n2\""), 20);
  // Where only the string is possible.
  write("Names.cfg", "INIT Init\nNEXT Next\nCONSTANTS\n n1 = n1\n Node = {}\n");
  EXPECT_EQ(code("\"n1\"", "\"n1\""), 0);
  EXPECT_EQ(code("{\"#model\":\"n1\"}", "\"n1\""), 20);
}

// A spec that has no value where the log says nothing: what might have been is not known.
TEST_F(BeyondTheLog, AHiddenStepWithoutAValueLeavesTheVerdictOpen) {
  write("Odd.tla", "---- MODULE Odd ----\nEXTENDS Integers\nVARIABLE a\nInit == a = 0\nA == a' = a + 1\nB == a' = a + \"x\"\n"
                   "Next == A \\/ B\n====\n");
  write("Odd.cfg", "INIT Init\nNEXT Next\n");
  write("odd.ndjson", "{\"event\":\"A\",\"after\":[{\"var\":\"a\",\"value\":3}]}\n");
  EXPECT_EQ(run({"validate", path("Odd.tla"), path("odd.ndjson"), "--json"}).code, 20);
  const Ended ended = run({"validate", path("Odd.tla"), path("odd.ndjson"), "--hidden", "B", "--json"});
  EXPECT_EQ(ended.code, 21);
  EXPECT_THAT(ended.out, HasSubstr("B, without an event, has no value"));
}

// A message that nobody sent: what is wrong is that there is none.
TEST_F(BeyondTheLog, ASetWithNothingInItIsNamed) {
  write("Net.tla", "---- MODULE Net ----\nEXTENDS Integers\nVARIABLES net, got\nInit == net = {} /\\ got = 0\n"
                   "Send(n) == net' = net \\cup {n} /\\ UNCHANGED got\n"
                   "Receive(n) == \\E m \\in net : m = n /\\ got' = n /\\ UNCHANGED net\n"
                   "Next == \\E n \\in 1..3 : Send(n) \\/ Receive(n)\n====\n");
  write("Net.cfg", "INIT Init\nNEXT Next\n");
  write("net.ndjson", "{\"event\":\"Receive\",\"params\":[2]}\n");
  const Ended byName = run({"validate", path("Net.tla"), path("net.ndjson")});
  EXPECT_EQ(byName.code, 20);
  EXPECT_THAT(byName.out, HasSubstr("there is nothing in this set (line 6"));
  EXPECT_THAT(byName.out, HasSubstr("where net = {}"));
  write("m.toml", "[[event]]\nname = \"Receive\"\naction = 'Receive(2)'\n");
  const Ended mapped = run({"validate", path("Net.tla"), path("net.ndjson"), "-m", path("m.toml"), "--json"});
  EXPECT_THAT(mapped.out, HasSubstr("\"text\":\"net\""));
  EXPECT_THAT(mapped.out, HasSubstr("\"empty\":true"));
}

// Where the mapping uses it, and not in a text that nobody wrote.
TEST_F(BeyondTheLog, ASpecThatHasTheEventsNameIsRefusedAtItsUse) {
  write("Own.tla", "---- MODULE Own ----\nVARIABLE e\nInit == e = 0\nA(x) == e' = x\nm == 1\nNext == A(1)\n====\n");
  write("Own.cfg", "INIT Init\nNEXT Next\n");
  write("log.ndjson", "{\"event\":\"a\"}\n");
  const auto problem = [&](const std::string& mapping) {
    write("m.toml", mapping);
    const Ended ended = run({"validate", path("Own.tla"), path("log.ndjson"), "-m", path("m.toml")});
    EXPECT_EQ(ended.code, 151);
    return ended.err;
  };
  EXPECT_THAT(problem("[[event]]\nname = \"a\"\naction = 'A(1)'\n"), HasSubstr("m.toml:3:11: error: here \"e\" is the event"));
  EXPECT_THAT(problem("[[loss]]\nmessages = \"e\"\nat_most = 1\n"), HasSubstr("m.toml:2:13: error: here \"m\" is the message"));
}

}  // namespace
}  // namespace trestle::cli
