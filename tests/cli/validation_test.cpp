// Traces held against a spec, as a user does it.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/in_process.h"

namespace trestle::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Validation : public Command {
 protected:
  void SetUp() override {
    Command::SetUp();
    write("Stock.tla",
          "---- MODULE Stock ----\n"
          "EXTENDS Naturals\n"
          "CONSTANT Kinds\n"
          "VARIABLES held, seen\n"
          "Init == held = [k \\in Kinds |-> 0] /\\ seen = {}\n"
          "Put(k, n) == held' = [held EXCEPT ![k] = @ + n] /\\ seen' = seen \\cup {k}\n"
          "Take(k) == held[k] > 0 /\\ held' = [held EXCEPT ![k] = @ - 1] /\\ UNCHANGED seen\n"
          "Next == \\E k \\in Kinds : Take(k) \\/ \\E n \\in 1..3 : Put(k, n)\n"
          "Spec == Init /\\ [][Next]_<<held, seen>>\n"
          "====\n");
    write("Stock.cfg", "SPECIFICATION Spec\nCONSTANT Kinds = {a, b}\n");
    write("good.ndjson",
          "{\"event\":\"Put\",\"params\":[\"a\",2]}\n{\"event\":\"Take\",\"params\":[\"a\"]}\n"
          "{\"event\":\"#step\",\"after\":[{\"var\":\"held\",\"path\":[\"b\"],\"value\":3}]}\n");
  }
  std::string text(const std::string& name) const {
    std::ifstream in(path(name));
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
  }
  Ended validated(const std::string& log, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"validate", path("Stock.tla"), path(log), "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
};

// A set of two kinds of messages, few of many: native states have bits for one kind and list the other.
TEST_F(Validation, WhatComesIntoASetIsSeenByBothEngines) {
  write("Sent.tla",
        "---- MODULE Sent ----\n"
        "EXTENDS Naturals\n"
        "VARIABLES msgs, n\n"
        "Init == msgs = {} /\\ n = 0\n"
        "Small(i) == n < 6 /\\ n' = n + 1 /\\ msgs' = msgs \\cup {[type |-> \"small\", k |-> i]}\n"
        "Big(a, b) == n < 6 /\\ n' = n + 1 /\\ msgs' = msgs \\cup {[type |-> \"big\", a |-> a, b |-> b]}\n"
        "Drop == n < 6 /\\ n' = n + 1 /\\ \\E m \\in msgs : m.type = \"big\" /\\ msgs' = msgs \\ {m}\n"
        "Next == (\\E i \\in 1..3 : Small(i)) \\/ (\\E a, b \\in 1..20 : Big(a, b)) \\/ Drop\n"
        "Spec == Init /\\ [][Next]_<<msgs, n>>\n"
        "====\n");
  write("Sent.cfg", "SPECIFICATION Spec\n");
  const auto log = [&](const std::string& dropped) {
    const auto line = [](const std::string& event, const std::string& op, const std::string& message) {
      return "{\"event\":\"" + event + "\",\"after\":[{\"var\":\"msgs\",\"op\":\"" + op + "\",\"value\":" + message + "}]}\n";
    };
    const std::string two = "{\"type\":\"small\",\"k\":2}", big = "{\"type\":\"big\",\"a\":20,\"b\":7}";
    return line("Small", "add", two) + line("Big", "add", big) + line("Small", "contains", two) +
           line("Drop", "remove", dropped == "big" ? big : two);
  };
  write("right.ndjson", log("big"));
  write("wrong.ndjson", log("two"));
  for (const char* engine : {"evaluator", "native"}) {
    EXPECT_EQ(run({"validate", path("Sent.tla"), path("right.ndjson"), "--engine", engine}).code, 0) << engine;
    const Ended wrong = run({"validate", path("Sent.tla"), path("wrong.ndjson"), "--engine", engine});
    EXPECT_EQ(wrong.code, 20) << engine;
    EXPECT_THAT(wrong.out, HasSubstr("wrong.ndjson:4")) << engine;
  }
}

TEST_F(Validation, ManyTracesEachByItself) {
  std::filesystem::create_directory(path("logs"));
  write("logs/b_good.ndjson", text("good.ndjson"));
  write("logs/a_bad.ndjson", "{\"event\":\"Put\",\"params\":[\"a\",1]}\n{\"event\":\"Take\",\"params\":[\"b\"]}\n");
  write("logs/c_broken.ndjson", "{\"event\":\n{}\n");
  const Ended table = run({"validate", path("Stock.tla"), path("logs"), path("good.ndjson"), "--each", "--junit",
                           path("junit.xml"), "--workers", "2"});
  EXPECT_EQ(table.code, 150) << table.err;
  EXPECT_THAT(table.out, HasSubstr("2 of 4 traces are ok"));
  EXPECT_THAT(table.out, HasSubstr("held[k] > 0"));
  EXPECT_LT(table.out.find("a_bad.ndjson\n"), table.out.find("b_good.ndjson\n"));
  const std::string xml = text("junit.xml");
  EXPECT_THAT(xml, HasSubstr(R"(tests="4" failures="1" errors="1")"));
  EXPECT_THAT(xml, HasSubstr(R"(<failure type="rejected" message="no behavior of the spec explains)"));
  EXPECT_THAT(xml, HasSubstr(R"(<error type="error")"));
  const Ended json = run({"validate", path("Stock.tla"), path("logs/b_good.ndjson"), path("good.ndjson"), "--each", "--json"});
  EXPECT_EQ(json.code, 0) << json.out;
  EXPECT_THAT(json.out, HasSubstr(R"("verdict":"ok","exit_code":0)"));
  EXPECT_THAT(json.out, HasSubstr(R"("events":3,"explained":3)"));
}

// Of what Next may give an action: Kinds is {a, b}, and numbers go to 3.
TEST_F(Validation, ArgumentsThatNeverCameAreNamed) {
  const Ended shown = run({"validate", path("Stock.tla"), path("good.ndjson"), "--coverage"});
  EXPECT_THAT(shown.out, HasSubstr("n: 2 (1), 3 (1)\n                                     never 1\n"));
  const auto document = parsed(validated("good.ndjson", {"--coverage"}).out);
  for (const auto& action : document["exercised"]["actions"].GetArray()) {
    if (action["action"] != "Take") continue;
    ASSERT_EQ(action["parameters"][0]["never"].Size(), 1u);
    EXPECT_STREQ(action["parameters"][0]["never"][0].GetString(), "b");
  }
}

// Nodes with a file each.
TEST_F(Validation, AFolderInAFolderIsOneTrace) {
  for (const char* folder : {"runs", "runs/one", "runs/two", "runs/none"}) std::filesystem::create_directory(path(folder));
  write("runs/one/n1.ndjson", "{\"event\":\"Put\",\"params\":[\"a\",1],\"seq\":1,\"node\":\"n1\",\"clock\":{\"n1\":1}}\n");
  write("runs/one/n2.ndjson", "{\"event\":\"Take\",\"params\":[\"a\"],\"seq\":1,\"node\":\"n2\",\"clock\":{\"n1\":1,\"n2\":1}}\n");
  write("runs/two/n1.ndjson", "{\"event\":\"Take\",\"params\":[\"a\"]}\n");
  write("runs/alone.ndjson", text("good.ndjson"));
  const Ended json = run({"validate", path("Stock.tla"), path("runs"), "--each", "--json"});
  EXPECT_EQ(json.code, 20) << json.out << json.err;
  EXPECT_THAT(json.out, HasSubstr("{\"trace\":\"" + path("runs/one") + "\",\"verdict\":\"ok\""));
  EXPECT_THAT(json.out, HasSubstr("{\"trace\":\"" + path("runs/two") + "\",\"verdict\":\"rejected\""));
  EXPECT_THAT(json.out, HasSubstr("{\"trace\":\"" + path("runs/alone.ndjson") + "\",\"verdict\":\"ok\""));
}

TEST_F(Validation, NativeCodeSaysTheSame) {
  for (const char* engine : {"evaluator", "native"}) {
    const Ended good = validated("good.ndjson", {"--engine", engine});
    EXPECT_EQ(good.code, 0) << engine << good.out << good.err;
    EXPECT_THAT(good.out, HasSubstr("\"explained\":3"));
    write("bad.ndjson", "{\"event\":\"Put\",\"params\":[\"a\",1]}\n{\"event\":\"Take\",\"params\":[\"b\"]}\n");
    const Ended bad = validated("bad.ndjson", {"--engine", engine});
    EXPECT_EQ(bad.code, 20) << engine << bad.out;
    EXPECT_THAT(bad.out, HasSubstr("\"explained\":1")) << engine;
    EXPECT_THAT(bad.out, HasSubstr("held[k] > 0")) << engine;
  }
}

TEST_F(Validation, NativeCodeSaysTheSameUnderAMapping) {
  write("stock.observe.toml",
        "[[event]]\nname = \"in\"\naction = 'Put(e.kind, e.n)'\nafter = \"e.kind \\\\in seen'\"\n"
        "[[event]]\nname = \"stolen\"\naction = '\\E k \\in Kinds : Take(k)'\n");
  write("in_words.ndjson",
        "{\"event\":\"in\",\"kind\":{\"#model\":\"a\"},\"n\":2}\n{\"event\":\"Take\",\"params\":[\"a\"]}\n{\"event\":\"stolen\"}\n"
        "{\"event\":\"in\",\"kind\":{\"#model\":\"b\"},\"n\":3}\n");
  for (const char* engine : {"evaluator", "native"}) {
    const Ended good = validated("in_words.ndjson", {"--mapping", path("stock.observe.toml"), "--engine", engine});
    EXPECT_EQ(good.code, 0) << engine << good.out << good.err;
    EXPECT_THAT(good.out, HasSubstr("\"explained\":4"));
    EXPECT_THAT(good.out, HasSubstr(std::string("\"engine\":\"") + engine)) << good.err;
    write("out_of_stock.ndjson", text("in_words.ndjson") + "{\"event\":\"Take\",\"params\":[\"a\"]}\n");
    const Ended bad = validated("out_of_stock.ndjson", {"--mapping", path("stock.observe.toml"), "--engine", engine});
    EXPECT_EQ(bad.code, 20) << engine << bad.out;
    EXPECT_THAT(bad.out, HasSubstr("\"explained\":4")) << engine;
    EXPECT_THAT(bad.out, HasSubstr("held[k] > 0")) << engine;
  }
}

// Events that do not say whose they are: of the states that differ only in who it was one is looked at.
TEST_F(Validation, NamesThatNothingTellsApartAreSwapped) {
  const std::string spec =
      "CONSTANT P\nVARIABLES voted, counted\n"
      "Init == voted = {} /\\ counted = [p \\in P |-> FALSE]\n"
      "Vote(p) == p \\notin voted /\\ voted' = voted \\cup {p} /\\ UNCHANGED counted\n"
      "Count(p) == p \\in voted /\\ ~counted[p] /\\ counted' = [counted EXCEPT ![p] = TRUE] /\\ UNCHANGED voted\n"
      "Close == voted = {p \\in P : counted[p]} /\\ UNCHANGED <<voted, counted>>\n"
      "Next == (\\E p \\in P : Vote(p) \\/ Count(p)) \\/ Close\n====\n";
  write("Poll.tla", "---- MODULE Poll ----\n" + spec);
  // The same, but that there is a CHOOSE in it.
  std::string told = spec;
  told.replace(told.find("Close =="), 8, "First == CHOOSE p \\in P : TRUE\nClose == First \\in P /\\");
  write("Told.tla", "---- MODULE Told ----\n" + told);
  const std::string config = "INIT Init NEXT Next CONSTANT P = {\"v1\", \"v2\", \"v3\", \"v4\", \"v5\", \"v6\", \"v7\", \"v8\"}\n";
  write("Poll.cfg", config);
  write("Told.cfg", config);
  const auto polled = [&](const std::string& module, const std::string& events, const char* engine = "evaluator") {
    write("poll.ndjson", events);
    return run({"validate", path(module + ".tla"), path("poll.ndjson"), "--json", "--engine", engine});
  };
  const auto frontier = [](const Ended& ended) {
    const size_t at = ended.out.find("\"frontier\":");
    return at == std::string::npos ? -1 : std::stoi(ended.out.substr(at + 11));
  };
  const std::string vote = "{\"event\":\"Vote\"}\n", count = "{\"event\":\"Count\"}\n", close = "{\"event\":\"Close\"}\n";
  const std::string four = vote + vote + vote + vote, two = four + count + count;
  for (const char* engine : {"evaluator", "native"}) {
    const Ended swapped = polled("Poll", two + close, engine), all = polled("Told", two + close, engine);
    EXPECT_EQ(swapped.code, 20) << swapped.out << swapped.err;
    EXPECT_EQ(all.code, 20) << all.out << all.err;
    EXPECT_LT(frontier(swapped), 100);
    EXPECT_EQ(frontier(all), 420);  // 4 of 8, 2 of these
  }
  EXPECT_EQ(polled("Poll", two + count + count + close).code, 0);
  // Whom the trace names later is not swapped.
  for (const char* name : {"v1", "v5", "v8"}) {
    const std::string named = std::string("{\"event\":\"Count\",\"params\":[\"") + name + "\"]}\n";
    EXPECT_EQ(polled("Poll", two + named).code, 0) << name;
    EXPECT_EQ(polled("Poll", two + named + named).code, 20) << name;
  }
}

TEST_F(Validation, ACertificateIsConfirmedAndAChangedOneIsNot) {
  ASSERT_EQ(validated("good.ndjson", {"--certificate", path("Proof.tla")}).code, 0);
  const Ended confirmed = run({"check", path("Proof.tla"), "--workers", "1"});
  EXPECT_EQ(confirmed.code, 0) << confirmed.out << confirmed.err;
  std::string changed = text("Proof.tla");
  const size_t at = changed.find("seen |-> {a}");
  ASSERT_NE(at, std::string::npos) << changed;
  changed.replace(at, 12, "seen |-> {b}");
  write("Proof.tla", changed);
  EXPECT_EQ(run({"check", path("Proof.tla"), "--workers", "1"}).code, 10);
}

// What a mapping allows beyond the specification TLC would not confirm.
TEST_F(Validation, AStepOfTheMappingAloneHasNoCertificate) {
  write("two.observe.toml", "[[event]]\nname = \"both\"\naction = \"seen' = {e.kind} /\\\\ held' = [held EXCEPT ![e.kind] = 0 - 1]\"\n");
  write("both.ndjson", "{\"event\":\"both\",\"kind\":{\"#model\":\"a\"}}\n");
  const Ended ended = validated("both.ndjson", {"--mapping", path("two.observe.toml"), "--certificate", path("Both.tla")});
  EXPECT_EQ(ended.code, 255);
  EXPECT_THAT(ended.err, HasSubstr("step 1 of the behavior is one that the mapping allows and Next does not"));
  EXPECT_THAT(ended.out, HasSubstr("\"verdict\":\"ok\"")) << "the verdict is told all the same";
  EXPECT_FALSE(std::filesystem::exists(path("Both.tla")));
}

// `after` is of the state after both steps: the one in between shows nothing.
TEST_F(Validation, AfterSeveralStepsIsAfterTheLast) {
  write("Count.tla", "---- MODULE Count ----\nEXTENDS Naturals\nVARIABLES x, log\nInit == x = 0 /\\ log = 0\n"
                     "Tick == x' = x + 1 /\\ UNCHANGED log\nNote == log' = x /\\ UNCHANGED x\nNext == Tick \\/ Note\n====\n");
  write("Count.cfg", "INIT Init\nNEXT Next\n");
  write("two.ndjson", "{\"event\":\"two\"}\n{\"event\":\"two\"}\n");
  const auto code = [&](const std::string& action, const std::string& after, const char* engine) {
    write("two.observe.toml", "[[event]]\nname = \"two\"\naction = '" + action + "'\nafter = \"" + after + "\"\n");
    return run({"validate", path("Count.tla"), path("two.ndjson"), "--mapping", path("two.observe.toml"), "--engine", engine}).code;
  };
  for (const char* engine : {"evaluator", "native"}) {
    EXPECT_EQ(code("Tick \\cdot Tick", "x' = x + 2", engine), 0);
    EXPECT_EQ(code("Tick \\cdot Tick", "x' = x + 1", engine), 20);
    EXPECT_EQ(code("Tick \\cdot Tick \\cdot Tick", "x' % 3 = 0", engine), 0);
    EXPECT_EQ(code("Tick \\cdot Note", "log' = x' /\\\\ log' > log", engine), 0);
    EXPECT_EQ(code("Tick \\cdot Note", "log' = log", engine), 20);
  }
}

// A mapping that cannot be evaluated on an event is refused, and not passed over for another rule.
TEST_F(Validation, AMisspeltFieldIsRefused) {
  write("typo.observe.toml",
        "[[event]]\nname = \"put\"\naction = 'Put(e.kind, e.amout)'\n[[event]]\nname = \"put\"\nstutter = true\n");
  write("put.ndjson", "{\"event\":\"put\",\"kind\":\"a\",\"amount\":2}\n");
  for (const std::vector<std::string>& more : {std::vector<std::string>{}, {"--each"}, {"--engine", "native"}}) {
    std::vector<std::string> arguments = {"--mapping", path("typo.observe.toml")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Ended ended = validated("put.ndjson", arguments);
    EXPECT_EQ(ended.code, 151) << ended.out;
    EXPECT_THAT(ended.out + ended.err, HasSubstr("typo.observe.toml:3:23: e.amout cannot be evaluated"));
    EXPECT_THAT(ended.out + ended.err, HasSubstr("put.ndjson:1): the event has no field "));
    EXPECT_THAT(ended.out + ended.err, HasSubstr("did you mean amount?"));
    EXPECT_THAT(ended.out + ended.err, Not(HasSubstr("Trestle_")));
  }
}

// That the spec's functions are partial makes a step impossible there, and that is what is said first.
TEST_F(Validation, WhyAStepHasNoValueIsSaidFirst) {
  write("other.ndjson", "{\"event\":\"put\",\"kind\":\"zz\",\"n\":2}\n");
  write("put.observe.toml", "[[event]]\nname = \"put\"\nbefore = 'held[e.kind] = 0'\naction = 'Put(e.kind, e.n)'\n");
  const Ended ended = run({"validate", path("Stock.tla"), path("other.ndjson"), "--mapping", path("put.observe.toml")});
  EXPECT_EQ(ended.code, 20);
  EXPECT_THAT(ended.out, HasSubstr("cannot be evaluated at "));
  EXPECT_LT(ended.out.find("cannot be evaluated"), ended.out.find("edits tried")) << ended.out;
}

// What cannot be written is said behind the verdict, which it does not take the place of.
TEST_F(Validation, TheVerdictIsToldWhenAFileCannotBeWritten) {
  const std::string nowhere = path("nowhere/file");
  write("bad.ndjson", "{\"event\":\"Take\",\"params\":[\"a\"]}\n");
  for (const std::vector<std::string>& files :
       {std::vector<std::string>{"--report", nowhere}, {"--coverage-report", nowhere}, {"--each", "--junit", nowhere},
        {"--each", "--coverage-report", nowhere}}) {
    for (const auto& [log, code] : {std::pair("good.ndjson", 255), {"bad.ndjson", 20}}) {
      std::vector<std::string> arguments = {"validate", path("Stock.tla"), path(log)};
      arguments.insert(arguments.end(), files.begin(), files.end());
      const Ended ended = run(arguments);
      EXPECT_EQ(ended.code, code) << files[0];
      EXPECT_THAT(ended.err, HasSubstr("cannot write " + nowhere)) << files[0];
      EXPECT_THAT(ended.out, HasSubstr(code == 20 ? "rejected" : "ok")) << files[0];
    }
  }
  write("Stuck.cfg", "SPECIFICATION Spec\nCONSTANT Kinds = {}\n");
  const Ended checked = run({"check", path("Stock.tla"), "--config", path("Stuck.cfg"), "--no-deadlock", "--report", nowhere});
  EXPECT_EQ(checked.code, 255);
  EXPECT_THAT(checked.out, HasSubstr("ok"));
}

TEST_F(Validation, BehaviorsInOtherFormatsAreReadBack) {
  for (const char* name : {"behavior.json", "behavior.itf.json"}) {
    ASSERT_EQ(validated("good.ndjson", {"--certificate", path(name)}).code, 0);
    const Ended again = validated(name);
    EXPECT_EQ(again.code, 0) << name << again.out << again.err;
    EXPECT_THAT(again.out, HasSubstr("\"explained\":4")) << name;
  }
}

TEST_F(Validation, UpdatesAreHeldAgainstTheVariables) {
  write("log.ndjson",
        "{\"seen\":[{\"op\":\"AddElement\",\"path\":[],\"args\":[\"a\"]}],\"event\":\"Put\"}\n"
        "{\"held\":[{\"op\":\"Sub\",\"path\":[\"a\"],\"args\":[1]}],\"event\":\"Take\",\"event_args\":[\"a\"]}\n");
  EXPECT_EQ(validated("log.ndjson").code, 0);
  write(
      "wrong.ndjson",
      "{\"seen\":[{\"op\":\"AddElement\",\"path\":[],\"args\":[\"a\"]}],\"event\":\"Put\",\"event_args\":[\"b\",1]}\n");
  EXPECT_EQ(validated("wrong.ndjson").code, 20);
}

// Arguments of hidden actions that nobody gave are open, also those that range over a set of the state.
TEST_F(Validation, HiddenActionsAreTakenByNativeCode) {
  write("Post.tla",
        "---- MODULE Post ----\n"
        "EXTENDS Naturals\n"
        "VARIABLES sent, got\n"
        "Init == sent = {} /\\ got = 0\n"
        "Send(n) == sent' = sent \\cup {[n |-> n]} /\\ UNCHANGED got\n"
        "Receive(m) == sent' = sent \\ {m} /\\ got' = m.n\n"
        "Next == (\\E n \\in 1..3 : Send(n)) \\/ \\E m \\in sent : Receive(m)\n"
        "====\n");
  write("Post.cfg", "INIT Init NEXT Next");
  write("post.ndjson",
        "{\"event\":\"Send\",\"params\":[2]}\n{\"event\":\"Send\",\"params\":[3],\"after\":[{\"var\":\"got\",\"value\":2}]}\n");
  for (const char* engine : {"evaluator", "native"}) {
    const Ended ended = run({"validate", path("Post.tla"), path("post.ndjson"), "--json", "--hidden", "Receive", "--engine", engine});
    EXPECT_EQ(ended.code, 0) << engine << ended.out << ended.err;
    EXPECT_THAT(ended.out, HasSubstr("\"explained\":2")) << engine;
  }
}

TEST_F(Validation, StrengthAndCoverageAreToldTogether) {
  std::string many;
  for (int i = 0; i < 200; ++i) many += text("good.ndjson");
  write("many.ndjson", many);
  const Ended ended = validated("many.ndjson", {"--strength", "--coverage", "--engine", "evaluator"});
  EXPECT_EQ(ended.code, validated("many.ndjson").code) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("\"strength\""));
}

TEST_F(Validation, FileOrderThatIsAskedForIgnoresClocks) {
  write("clocked.ndjson",
        "{\"event\":\"Put\",\"params\":[\"a\",2],\"node\":\"n\",\"clock\":{\"n\":1}}\n"
        "{\"event\":\"Take\",\"params\":[\"a\"],\"node\":\"n\",\"clock\":{\"n\":1}}\n");
  EXPECT_EQ(validated("clocked.ndjson", {"--order", "file"}).code, 0);
  EXPECT_EQ(validated("clocked.ndjson").code, 150) << "its clock does not rise";
}

TEST_F(Validation, BytesThatCannotBeReadAreThoseOfAFile) {
  write("bad.gz", "\x1F\x8B\x08 and so on");
  const Ended ended = validated("bad.gz");
  EXPECT_EQ(ended.code, 150) << ended.err;
  EXPECT_THAT(ended.out + ended.err, HasSubstr("bad.gz: broken gzip data"));
  const Ended converted = run({"convert", path("bad.gz"), "-", "--to", "text"});
  EXPECT_EQ(converted.code, 150);
  EXPECT_THAT(converted.err, HasSubstr("bad.gz: broken gzip data"));
  const Ended graph = run({"convert", path("bad.gz"), "-", "--from", "dump", "--to", "dot"});
  EXPECT_EQ(graph.code, 150) << "read as a stream it does not look empty";
  EXPECT_THAT(graph.err, HasSubstr("bad.gz: broken gzip data"));
  write("cut.gz", std::string("\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\x03\x4B", 11));
  const Ended cut = validated("cut.gz");
  EXPECT_EQ(cut.code, 150);
  EXPECT_THAT(cut.out + cut.err, HasSubstr("there is nothing to validate; "));
  EXPECT_THAT(cut.out + cut.err, HasSubstr("the compressed data is cut short"));
  write("huge.ndjson", "{\"event\":\"Put\",\"params\":[\"a\"," + std::string(1'000'000, '7') + "]}\n");
  const Ended huge = validated("huge.ndjson");
  EXPECT_EQ(huge.code, 150);
  EXPECT_THAT(huge.out + huge.err, HasSubstr("an integer of more than 10,000 digits"));
}

// It begins as a behavior in JSON does. What is read of it is bounded by what may be right, and not by the file.
TEST_F(Validation, BracketsWithoutEndAreRefused) {
  write("deep.json", std::string(3'000'000, '['));
  const Ended deep = validated("deep.json");
  EXPECT_EQ(deep.code, 150);
  EXPECT_THAT(deep.out + deep.err, HasSubstr("deep.json:1: values are nested too deep"));
  write("quoted.json", "[[1,{\"a\":\"" + std::string(5'000, '[') + "\\\"[\"}]]");
  EXPECT_THAT(validated("quoted.json").err, testing::Not(HasSubstr("too deep")));
}

TEST_F(Validation, ASkewIsForTimes) {
  write("timed.ndjson", "{\"event\":\"Put\",\"params\":[\"a\",2],\"time\":0}\n");
  EXPECT_EQ(validated("timed.ndjson", {"--order", "time", "--skew", "5"}).code, 0);
  for (const char* order : {"file", "clock", "causes"}) {
    const Ended ended = validated("timed.ndjson", {"--order", order, "--skew", "5"});
    EXPECT_EQ(ended.code, kUsage) << order;
    EXPECT_THAT(ended.out + ended.err, HasSubstr("--skew is for --order time"));
  }
  EXPECT_EQ(validated("timed.ndjson", {"--skew", "5"}).code, kUsage) << "the order of lines, since no event has an end";
  EXPECT_EQ(validated("timed.ndjson", {"--skew", "5", "--each"}).code, kUsage);
  EXPECT_EQ(validated("timed.ndjson", {"--order", "time", "--skew", "-1"}).code, kUsage);
  EXPECT_EQ(validated("timed.ndjson", {"--order", "time", "--skew", "1e30"}).code, kUsage);
  write("m.toml", "order = \"file\"\nskew_ms = 5\n");
  const Ended ended = run({"validate", path("Stock.tla"), path("timed.ndjson"), "-m", path("m.toml")});
  EXPECT_EQ(ended.code, 151);
  EXPECT_THAT(ended.err, HasSubstr("m.toml:2:11"));
}

TEST_F(Validation, LimitsThatAreNoneAreRefused) {
  for (const auto& [option, value] : {std::pair("--skew", "nan"), {"--skew", "inf"}, {"--max-states", "0"}, {"--max-states", "-1"}, {"--reach", "-1"}})
    EXPECT_EQ(validated("good.ndjson", {option, value}).code, kUsage) << option << ' ' << value;
  EXPECT_EQ(validated("good.ndjson", {"--reach", "0"}).code, 0);
  write("m.toml", "order = \"time\"\nskew_ms = 8.5\n");
  write("timed.ndjson", "{\"event\":\"Put\",\"params\":[\"a\",2],\"time\":0}\n");
  EXPECT_EQ(run({"validate", path("Stock.tla"), path("timed.ndjson"), "-m", path("m.toml")}).code, 0);
  for (const char* none : {"nan", "inf", "-1", "\"5\""}) {
    write("m.toml", std::string("order = \"time\"\nskew_ms = ") + none + "\n");
    EXPECT_EQ(run({"validate", path("Stock.tla"), path("timed.ndjson"), "-m", path("m.toml")}).code, 151) << none;
  }
  EXPECT_THAT(validated("good.ndjson", {"--stuttering", "Foo"}).err, HasSubstr("no event has the name \"Foo\""));
}

TEST_F(Validation, MemoryThatDoesNotSufficeIsInconclusive) {
  for (const auto& [size, text] : {std::pair("1", "more than 1 bytes (--memory)"), std::pair("1M", "more than 1 MB (--memory)")}) {
    const Ended ended = validated("good.ndjson", {"--memory", size});
    EXPECT_EQ(ended.code, 21) << ended.out << ended.err;
    EXPECT_THAT(ended.out, HasSubstr(text));
  }
  EXPECT_EQ(validated("good.ndjson", {"--memory", "64G"}).code, 0);
}

TEST_F(Validation, ANameWithANullByteIsShownToItsEnd) {
  write("null.ndjson", "{\"event\":\"Pu\\u0000t\",\"params\":[\"a\",2]}\n");
  const Ended ended = run({"validate", path("Stock.tla"), path("null.ndjson")});
  EXPECT_EQ(ended.code, 151);
  EXPECT_THAT(ended.err, HasSubstr("null.ndjson:1: \"event\": the spec has no action \"Pu\\u0000t\""));
}

TEST_F(Validation, AnOrderOrFormatThatDoesNotExistIsAnErrorInItsPlace) {
  write("m.toml", "order = \"sequenze\"\n");
  const Ended ended = run({"validate", path("Stock.tla"), path("good.ndjson"), "-m", path("m.toml")});
  EXPECT_EQ(ended.code, 151);
  EXPECT_THAT(ended.err, HasSubstr("m.toml:1:9"));
  EXPECT_THAT(ended.err, HasSubstr("did you mean \"sequence\"?"));
}

TEST_F(Validation, DepthFirstFollowsOneBehaviorToTheEnd) {
  const std::string spec = std::string(TRESTLE_CORPUS) + "/WalkedLog.tla";
  // 372 generated and 144 distinct breadth-first; TLC's StateDeque: 36 and 36.
  const Ended ended = run({"check", spec, "--search", "depth-first", "--json"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("\"distinct\":36"));
  EXPECT_THAT(ended.out, HasSubstr("\"depth\":13"));
  const Ended rejected = run({"check", spec, "--config", std::string(TRESTLE_CORPUS) + "/WalkedLog.rejected.cfg",
                              "--search", "depth-first", "--json"});
  EXPECT_EQ(rejected.code, 10);
  EXPECT_THAT(rejected.out, HasSubstr("\"distinct\":236"));
}

TEST_F(Validation, DepthFirstHasOneWorker) {
  EXPECT_EQ(run({"check", path("Clock.tla"), "--search", "depth-first", "--workers", "3"}).code, 64);
}

}  // namespace
}  // namespace trestle::cli
