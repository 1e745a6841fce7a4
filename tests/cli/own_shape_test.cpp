// Logs that were not written for Trestle: a mapping says which lines are events, and where in them everything is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include "tests/cli/in_process.h"

namespace trestle::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

class OwnShape : public Command {
 protected:
  void SetUp() override {
    Command::SetUp();
    write("Bank.tla",
          "---- MODULE Bank ----\nEXTENDS Naturals\nCONSTANT Account\nVARIABLE bal\n"
          "Init == bal = [a \\in Account |-> 10]\n"
          "Transfer(from, to, amount) == from # to /\\ bal[from] >= amount /\\ bal' = [bal EXCEPT ![from] = @ - amount, ![to] = @ + amount]\n"
          "Next == \\E f, t \\in Account : \\E n \\in 1..10 : Transfer(f, t, n)\nSpec == Init /\\ [][Next]_bal\n====\n");
    write("Bank.cfg", "CONSTANT Account = {\"alice\", \"bob\", \"carol\"}\nSPECIFICATION Spec\n");
    write("app.log", log("12"));
  }
  static std::string log(const std::string& second) {
    return "{\"@timestamp\":\"2026-11-29T18:19:18.1Z\",\"logger\":\"http\",\"host\":\"n1\",\"msg\":\"started\",\"err\":null,\"lat\":0.3}\n"
           "{\"@timestamp\":\"2026-11-29T18:19:18.2Z\",\"logger\":\"bank\",\"host\":\"n1\",\"data\":{\"kind\":\"transfer.done\",\"src\":\"alice\",\"dst\":\"bob\",\"n\":3,\"took\":1.5}}\n"
           "{\"@timestamp\":\"2026-11-29T18:19:18.3Z\",\"logger\":\"http\",\"host\":\"n2\",\"msg\":\"slow\",\"id\":17}\n"
           "{\"@timestamp\":\"2026-11-29T18:19:18.4Z\",\"logger\":\"bank\",\"host\":\"n2\",\"data\":{\"kind\":\"transfer.done\",\"src\":\"bob\",\"dst\":\"carol\",\"n\":" + second + "}}\n";
  }
  Ended under(const std::string& mapping, std::vector<std::string> more = {}) {
    write("m.toml", mapping);
    std::vector<std::string> arguments = {"validate", path("Bank.tla"), path("app.log"), "-m", path("m.toml"), "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }

  static constexpr const char* kPlaces = "[line]\nevent = \"data.kind\"\nnode = \"host\"\ntime = \"@timestamp\"\n";
  static constexpr const char* kRule = "[[event]]\nname = \"transfer.done\"\naction = 'Transfer(e.data.src, e.data.dst, e.data.n)'\n";
};

TEST_F(OwnShape, IsReadAsItIs) {
  const std::string mapping = std::string("select = 'e.logger = \"bank\"'\n") + kPlaces + kRule;
  for (const char* engine : {"evaluator", "native"}) {
    for (const std::vector<std::string>& order : {std::vector<std::string>{}, {"--order", "time", "--skew", "50"}}) {
      write("app.log", log("12"));
      std::vector<std::string> more = {"--engine", engine};
      more.insert(more.end(), order.begin(), order.end());
      const Ended good = under(mapping, more);
      EXPECT_EQ(good.code, 0) << good.out << good.err;
      EXPECT_THAT(good.out, HasSubstr("\"events\":2"));
      write("app.log", log("14"));
      const Ended bad = under(mapping, more);
      EXPECT_EQ(bad.code, 20) << bad.out << bad.err;
      EXPECT_THAT(bad.out, HasSubstr("bal[from] >= amount"));
      EXPECT_THAT(bad.out, HasSubstr("e.data.n should be 13, not 14"));
    }
  }
}

TEST_F(OwnShape, SelectIsAboutLines) {
  const auto problem = [&](const std::string& select) {
    const Ended ended = under("select = '" + select + "'\n" + kPlaces + kRule);
    EXPECT_EQ(ended.code, 151) << ended.out << ended.err;
    return ended.err;
  };
  EXPECT_THAT(problem("e.loger = \"bank\""), HasSubstr("m.toml:1:11: \"select\" has no value for the line"));
  EXPECT_THAT(problem("e.loger = \"bank\""), HasSubstr("the line has @timestamp, logger, host, msg"));
  EXPECT_THAT(problem("e.host"), HasSubstr("\"select\" is no Boolean for the line"));
  EXPECT_THAT(problem("bal[e.host] = 1"), HasSubstr("the state has no say in it"));
  const Ended broken = under(std::string("select = 'e.host = '\n") + kPlaces + kRule);
  EXPECT_EQ(broken.code, 150);
  EXPECT_THAT(broken.err, HasSubstr("m.toml:1:20: error: expected an expression"));
  EXPECT_THAT(under(std::string("select = 'Bnk(e)'\n") + kPlaces + kRule).err, HasSubstr("m.toml:1:11: error: unknown operator or name Bnk"));
  const Ended all = under(std::string(kPlaces) + kRule);
  EXPECT_EQ(all.code, 150);
  EXPECT_THAT(all.err, HasSubstr("app.log:1: \"data.kind\": the line has no such member, which names the event"));
  EXPECT_EQ(under(std::string("format = \"trestle\"\n") + kPlaces + kRule).code, 151);
  EXPECT_THAT(under("[line]\nnode = \"host\"\n").err, HasSubstr("m.toml:1:1: error: [line] has no \"event\""));
  EXPECT_THAT(under("[line]\nevnt = \"host\"\n").err, HasSubstr("did you mean \"event\"?"));
  EXPECT_THAT(under("[line]\nevent = \"k\"\ntime_unit = \"h\"\n").err, HasSubstr("\"time_unit\" is ns, us, ms or s"));
}

TEST_F(OwnShape, AFirstMappingFindsItsPlaces) {
  const Ended draft = run({"validate", path("Bank.tla"), path("app.log"), "--scaffold"});
  EXPECT_EQ(draft.code, 0) << draft.err;
  EXPECT_THAT(draft.out, HasSubstr(std::string(kPlaces) + "unnamed = \"skip\"  # 2 of 4 lines looked at have a name there\n"));
  EXPECT_THAT(draft.out, HasSubstr("e.data.src   for instance \"alice\""));
  EXPECT_THAT(draft.out, HasSubstr("# action = 'Transfer(?from, ?to, ?amount)'"));
  // It can be used as it stands, with the rule filled in.
  EXPECT_EQ(under(draft.out + kRule).code, 0) << draft.out;
}

// Where one line has an object, another has a text or nothing.
TEST_F(OwnShape, LinesWithoutANameAreNoEvents) {
  write("app.log", log("12") + "{\"logger\":\"bank\",\"data\":\"a message\"}\n{\"data\":{\"kind\":17}}\n{\"data\":{\"kind\":null}}\n");
  const std::string places = std::string(kPlaces) + "unnamed = ";
  const Ended skipped = under(places + "\"skip\"\n" + kRule);
  EXPECT_EQ(skipped.code, 0) << skipped.out << skipped.err;
  EXPECT_THAT(skipped.out, HasSubstr("\"events\":2"));
  EXPECT_THAT(under(places + "\"error\"\n" + kRule).err, HasSubstr("`unnamed = \"skip\"` in [line] that this one is none"));
  EXPECT_THAT(under(places + "\"yes\"\n" + kRule).err, HasSubstr("m.toml:5:11: error: \"unnamed\" is error or skip"));
  write("app.log", "{\"data\":{}}\n");
  EXPECT_THAT(under(places + "\"skip\"\n" + kRule).err, HasSubstr("the mapping passes over all 1 lines (select, unnamed)"));
}

TEST_F(OwnShape, AFirstMappingIsMadeOfStandardInput) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const std::string lines = log("12");
  ASSERT_EQ(::write(ends[1], lines.data(), lines.size()), static_cast<ssize_t>(lines.size()));
  close(ends[1]);
  const int before = dup(STDIN_FILENO);
  dup2(ends[0], STDIN_FILENO);
  close(ends[0]);
  const Ended draft = run({"validate", path("Bank.tla"), "-", "--scaffold"});
  dup2(before, STDIN_FILENO);
  close(before);
  EXPECT_EQ(draft.code, 0) << draft.err;
  EXPECT_EQ(draft.out, run({"validate", path("Bank.tla"), path("app.log"), "--scaffold"}).out);
}

TEST_F(OwnShape, WhatIsInALogDoesNotGetOutOfTheDraft) {
  write("app.log", "{\"event\":{\"action\":\"x\\n[[event]]\\nname = \\\"y\\\"\"},\"at\":\"2026-11-29T18:19:18Z\"}\n{\"event\":{\"action\":\"Transfer\"},\"at\":\"soon\"}\n");
  const Ended draft = run({"validate", path("Bank.tla"), path("app.log"), "--scaffold"});
  EXPECT_EQ(draft.code, 0) << draft.err;
  EXPECT_THAT(draft.out, HasSubstr("[line]\nevent = \"event.action\"\n"));
  EXPECT_THAT(draft.out, Not(HasSubstr("time =")));
  EXPECT_THAT(draft.out, HasSubstr("\n# name = \"x\\u000a[[event]]\\u000aname = \\\"y\\\"\"\n"));
}

TEST_F(OwnShape, WhatHasNoEffectIsToldOf) {
  const std::string mapping = std::string("select = 'e.logger = \"bank\"'\n") + kPlaces + kRule;
  EXPECT_EQ(under(mapping, {"--format", "otlp"}).code, 64);
  EXPECT_THAT(under(mapping + "[[event]]\nname = \"deposit\"\naction = 'FALSE'\n").err, HasSubstr("no event has the name \"deposit\""));
  EXPECT_THAT(under(mapping, {"--stuttering", "transfer.done"}).err, HasSubstr("is said by a rule of the mapping, and not by --stuttering"));
  EXPECT_THAT(under(mapping, {"--order", "file", "--order-member", "n"}).err, HasSubstr("says nothing: the order is \"file\""));
  const Ended none = under(std::string("select = 'FALSE'\n") + kPlaces + kRule);
  EXPECT_EQ(none.code, 150);
  EXPECT_THAT(none.err, HasSubstr("the mapping passes over all 4 lines (select, unnamed)"));
}

TEST_F(OwnShape, NamesThatTheSpecDoesNotHaveStandSomewhere) {
  EXPECT_THAT(under("spec = \"Bnk\"\n" + std::string(kRule)).err, HasSubstr("m.toml:1:8: error: the mapping is for module Bnk, not Bank"));
  EXPECT_THAT(under("hidden = [\"Transfr\"]\n" + std::string(kRule)).err,
              HasSubstr("m.toml:1:11: error: the spec has no action \"Transfr\"; did you mean \"Transfer\"?"));
  EXPECT_THAT(under("system = [\"Transfer\"]\nenvironment = [\"Transfer\"]\n" + std::string(kRule)).err,
              HasSubstr("m.toml:1:11: error: \"Transfer\" is an action of the environment and of the system"));
}

TEST_F(OwnShape, WithoutAMappingTheErrorSaysWhatToWrite) {
  const Ended ended = run({"validate", path("Bank.tla"), path("app.log")});
  EXPECT_EQ(ended.code, 150);
  EXPECT_THAT(ended.err, HasSubstr("[line], event = \"msg.type\""));
}

// A ledger that numbers its lines, and a gateway that has times: what one has to do with the other, its causes say.
TEST_F(OwnShape, EachLogHasTheOrderThatItHas) {
  write("Post.tla",
        "---- MODULE Post ----\nVARIABLES asked, given\nInit == asked = {} /\\ given = {}\n"
        "Ask(x) == x \\notin asked /\\ asked' = asked \\cup {x} /\\ UNCHANGED given\n"
        "Give(x) == x \\in asked \\ given /\\ given' = given \\cup {x} /\\ UNCHANGED asked\n"
        "Next == \\E x \\in {\"a\", \"b\"} : Ask(x) \\/ Give(x)\nSpec == Init /\\ [][Next]_<<asked, given>>\n====\n");
  write("Post.cfg", "SPECIFICATION Spec\n");
  const auto asked = [](const char* x, int ms) {
    return "{\"event\":\"Ask\",\"params\":[\"" + std::string(x) + "\"],\"id\":\"ask-" + x + "\",\"node\":\"gate\",\"time\":" +
           std::to_string(ms) + "000000}\n";
  };
  const auto given = [](const char* x, int lsn) {
    return "{\"event\":\"Give\",\"params\":[\"" + std::string(x) + "\"],\"lsn\":" + std::to_string(lsn) + ",\"causes\":[\"ask-" + x + "\"]}\n";
  };
  write("gate.ndjson", asked("b", 20) + asked("a", 10));  // written late
  const std::string mapping = "order = \"sequence\"\norder_member = \"lsn\"\n[[source]]\nfiles = \"gate*\"\norder = \"time\"\n";
  const auto validated = [&](const std::string& ledger, const std::string& text) {
    write("ledger.ndjson", ledger);
    write("m.toml", text);
    return run({"validate", path("Post.tla"), path("gate.ndjson"), path("ledger.ndjson"), "-m", path("m.toml"), "--json"});
  };
  const Ended good = validated(given("a", 1) + given("b", 2), mapping);
  EXPECT_EQ(good.code, 0) << good.out << good.err;
  EXPECT_THAT(good.out, HasSubstr("\"events\":4"));
  const Ended twice = validated(given("a", 1) + given("b", 2) + given("a", 3), mapping);
  EXPECT_EQ(twice.code, 20) << twice.out << twice.err;
  EXPECT_THAT(twice.out, HasSubstr("ledger.ndjson"));
  const Ended back = validated(given("a", 2) + given("b", 1), mapping);
  EXPECT_EQ(back.code, 150) << back.out << back.err;
  EXPECT_THAT(back.out + back.err, HasSubstr("goes back from 2"));
  const Ended none = validated(given("a", 1), mapping + "[[source]]\nfiles = \"gatway*\"\norder = \"time\"\n");
  EXPECT_THAT(none.out + none.err, HasSubstr("no file of the trace is of the source"));
}

}  // namespace
}  // namespace trestle::cli
