// What a mapping declares beyond single events: steps that show as several, messages that are lost, crashes.
#include "tests/embed/specs.h"

namespace trestle {
namespace {

using testing::HasSubstr;

class Declared : public Embedded {
 protected:
  void SetUp() override {
    Embedded::SetUp();
    spec_ = write("Post.tla",
                  "---- MODULE Post ----\n"
                  "EXTENDS Naturals, FiniteSets\n"
                  "VARIABLES sent, got, up\n"
                  "vars == <<sent, got, up>>\n"
                  "Init == sent = {} /\\ got = 0 /\\ up = TRUE\n"
                  "Send(m) == up /\\ sent' = sent \\cup {m} /\\ UNCHANGED <<got, up>>\n"
                  "Receive(m) == m \\in sent /\\ sent' = sent \\ {m} /\\ got' = got + 1 /\\ UNCHANGED up\n"
                  "Crash == up /\\ up' = FALSE /\\ UNCHANGED <<sent, got>>\n"
                  "Restart == ~up /\\ up' = TRUE /\\ got' = 0 /\\ UNCHANGED sent\n"
                  "Next == Crash \\/ Restart \\/ \\E m \\in 1..4 : Send(m) \\/ Receive(m)\n"
                  "====\n");
    write("Post.cfg", "INIT Init\nNEXT Next\n");
  }
  Validator::Verdict verdict(const std::string& mapping, const std::vector<std::string>& events) {
    Validator validator(spec_, {.mapping = write("m.observe.toml", mapping)});
    std::string all;  // at once: edits are tried on the events that are there
    for (const std::string& event : events) all += event + "\n";
    validator.feed(all);
    return validator.finish();
  }
  static std::string event(const std::string& name, int m) {
    return "{\"event\":\"" + name + "\",\"params\":{\"m\":" + std::to_string(m) + "}}";
  }
  std::string spec_;
};

constexpr const char* kCount = "[[event]]\nname = \"count\"\nbefore = 'Cardinality(sent) = e.params.m'\nstutter = true\n";

TEST_F(Declared, MessagesAreLostAsOftenAsIsSaid) {
  const std::string once = std::string("[[loss]]\nmessages = 'sent'\nat_most = 1\n") + kCount;
  EXPECT_EQ(verdict(once, {event("Send", 1), event("Send", 2), event("count", 1), event("Receive", 2)}).verdict, "ok");
  EXPECT_EQ(verdict(once, {event("Send", 1), event("Send", 2), event("count", 2), event("Receive", 2)}).verdict, "ok")
      << "nothing need be lost";
  EXPECT_THAT(verdict(once, {event("Send", 1), event("Send", 2), event("count", 1)}).json,
              HasSubstr(R"("without_events":[{"step":"loss","times":1,"at_most":1}])"));
  EXPECT_THAT(verdict(once, {event("Send", 1), event("count", 1)}).json, HasSubstr(R"("without_events":[])"));
  EXPECT_EQ(verdict(once, {event("Send", 1), event("count", 0), event("Send", 2), event("count", 0)}).verdict,
            "rejected")
      << "only one is";
  const std::string some = std::string("[[loss]]\nmessages = 'sent'\nwhere = 'm > 1'\nat_most = 9\n") + kCount;
  EXPECT_EQ(verdict(some, {event("Send", 1), event("count", 0)}).verdict, "rejected");
  EXPECT_EQ(verdict(some, {event("Send", 2), event("count", 0), event("Send", 3), event("count", 0)}).verdict, "ok");
}

// Once all that is left to find out is whether something explains the trace without a violation, the rest is not gone on with.
TEST_F(Declared, WhatViolatesIsNotGoneOnWith) {
  const std::string spec = write("Bad.tla",
                                 "---- MODULE Bad ----\nEXTENDS Naturals, FiniteSets\nVARIABLES s, ok\n"
                                 "Init == s = {} /\\ ok = TRUE\nBreak == ok' = FALSE /\\ UNCHANGED s\n"
                                 "Put(x, y) == s' = s \\cup {<<x, y>>} /\\ UNCHANGED ok\n"
                                 "Next == Break \\/ \\E x, y \\in 1..6 : Put(x, y)\nFine == ok\n====\n");
  write("Bad.cfg", "INIT Init\nNEXT Next\nINVARIANT Fine\n");
  Validator validator(spec, {});
  validator.feed(R"({"event":"Break"})");
  for (int i = 0; i < 8; ++i) validator.feed(R"({"event":"Put"})");
  const Validator::Verdict verdict = validator.finish();
  EXPECT_EQ(verdict.verdict, "invariant-violated");
  EXPECT_LT(std::stoull(verdict.json.substr(verdict.json.find("\"states\":") + 9)), 2'000u) << "of many millions";
}

// An edit is one that the same mapping then accepts; that a bound is all that is in the way is said.
TEST_F(Declared, EditsKeepToWhatIsBounded) {
  const std::string once = std::string("[[loss]]\nmessages = 'sent'\nat_most = 1\n") + kCount;
  const std::string json =
      verdict(once, {event("Send", 1), event("count", 0), event("Send", 2), event("count", 0), event("count", 0)}).json;
  EXPECT_THAT(json, HasSubstr(R"("kind":"bound","cause":"bound","text":"loss happened once more than at_most = 1 allows)"));
  EXPECT_THAT(json, Not(HasSubstr(R"("kind":"swapped")"))) << "it would have to be lost, too, for the last count";
  const std::string hidden = "hidden = [\"Crash\", \"Restart\"]\n"
                             "[[event]]\nname = \"down\"\nbefore = '~up /\\ got = 0 /\\ sent = {}'\nstutter = true\n";
  EXPECT_THAT(verdict(hidden, {event("Send", 1), event("Receive", 1), event("down", 0)}).json,
              HasSubstr("one hidden step more than max_hidden = 1 allows"));
}

TEST_F(Declared, LinesOfAnotherShape) {
  const std::string mapping = "select = '\"of\" \\in DOMAIN e'\n[line]\nevent = \"of.kind\"\nparams = \"of.with\"\n" + std::string(kCount);
  const auto line = [](const char* kind, int m) {
    return std::string("{\"of\":{\"kind\":\"") + kind + "\",\"with\":[" + std::to_string(m) + "]},\"load\":0.5}";
  };
  EXPECT_EQ(verdict(mapping, {line("Send", 1), "{\"event\":7}", line("Receive", 1)}).verdict, "ok");
  EXPECT_EQ(verdict(mapping, {line("Send", 1), "{\"event\":7}", line("Receive", 2)}).verdict, "rejected");
  EXPECT_EQ(verdict(mapping, {line("Send", 1), "{\"of\":{}}"}).verdict, "error");
}

TEST_F(Declared, CrashesWithTheirRestart) {
  const std::string reset = "[[event]]\nname = \"fresh\"\nbefore = 'got = 0'\nstutter = true\n";
  const std::vector<std::string> run = {event("Send", 1), event("Receive", 1), event("fresh", 0)};
  EXPECT_EQ(verdict(reset, run).verdict, "rejected");
  EXPECT_EQ(verdict("[[crash]]\naction = 'Crash'\nrestart = 'Restart'\nat_most = 1\n" + reset, run).verdict, "ok");
  std::vector<std::string> twice = run;
  twice.insert(twice.end(), run.begin(), run.end());
  EXPECT_EQ(verdict("[[crash]]\naction = 'Crash'\nrestart = 'Restart'\nat_most = 1\n" + reset, twice).verdict,
            "rejected");
  EXPECT_EQ(verdict("[[crash]]\naction = 'Crash'\nrestart = 'Restart'\nat_most = 2\n" + reset, twice).verdict, "ok");
}

TEST_F(Declared, HiddenStepsBetweenTwoEvents) {
  const std::string reset = "[[event]]\nname = \"one\"\nbefore = 'up /\\ got = 1'\nstutter = true\n"
                            "[[event]]\nname = \"fresh\"\nbefore = 'got = 0'\nstutter = true\n";
  const std::vector<std::string> run = {event("Send", 1), event("Receive", 1), event("one", 0), event("fresh", 0)};
  const std::string hidden = "hidden = [\"Crash\", \"Restart\"]\n";
  EXPECT_EQ(verdict(hidden + reset, run).verdict, "rejected") << "one, where nothing else is said";
  EXPECT_EQ(verdict(hidden + "max_hidden = 2\n" + reset, run).verdict, "ok");
  Validator validator(spec_, {.mapping = write("m.observe.toml", hidden + "max_hidden = 2\n" + reset), .max_hidden = 1});
  for (const std::string& event : run) validator.feed(event);
  EXPECT_EQ(validator.finish().verdict, "rejected") << "what the program says goes before";
}

TEST_F(Declared, StepsThatTheSpecDoesNotHave) {
  const std::string forged = "[[hidden_step]]\naction = 'got'' = got + 2 /\\ UNCHANGED <<sent, up>>'\n"
                             "[[event]]\nname = \"two\"\nbefore = 'got = 2'\nstutter = true\n";
  // A quote in TLA+ is one in TOML, so such a text stands between three.
  std::string text = forged;
  text.replace(text.find("'got''"), 6, "'''got'");
  text.replace(text.find("up>>'"), 5, "up>>'''");
  EXPECT_EQ(verdict(text, {event("two", 0)}).verdict, "ok");
}

constexpr const char* kSplit =
    "[[event]]\nname = \"call\"\npart = \"first\"\nkey = 'e.params.id'\naction = 'Send(e.params.m)'\n"
    "[[event]]\nname = \"return\"\npart = \"last\"\nkey = 'e.params.id'\naction = '\\E m \\in 1..4 : Send(m)'\n"
    "[[event]]\nname = \"count\"\nbefore = 'Cardinality(sent) = e.params.m'\nstutter = true\n";

std::string part(const std::string& name, int id, int m) {
  return "{\"event\":\"" + name + "\",\"params\":{\"m\":" + std::to_string(m) + ",\"id\":" + std::to_string(id) + "}}";
}

TEST_F(Declared, AStepIsTakenAtOneOfItsParts) {
  EXPECT_EQ(verdict(kSplit, {part("call", 1, 1), event("count", 0), part("return", 1, 1), event("count", 1)}).verdict, "ok");
  EXPECT_EQ(verdict(kSplit, {part("call", 1, 1), event("count", 1), part("return", 1, 1), event("count", 1)}).verdict, "ok");
  EXPECT_EQ(verdict(kSplit, {part("call", 1, 1), part("return", 1, 1), event("count", 0)}).verdict, "rejected")
      << "it was taken";
  EXPECT_EQ(verdict(kSplit, {part("call", 1, 1), part("return", 1, 1), event("count", 2)}).verdict, "rejected")
      << "once";
}

TEST_F(Declared, StepsUnderWayAtOnceAreToldApart) {
  const auto run = [&](int seen, int end) {
    return verdict(kSplit, {part("call", 1, 1), part("call", 2, 2), event("count", seen), part("return", 2, 2),
                            part("return", 1, 1), event("count", end)})
        .verdict;
  };
  for (int seen = 0; seen <= 2; ++seen) EXPECT_EQ(run(seen, 2), "ok") << seen;
  EXPECT_EQ(run(3, 2), "rejected");
  EXPECT_EQ(run(2, 3), "rejected");
  EXPECT_EQ(run(1, 1), "ok") << "what the return sends may be there already";
  EXPECT_EQ(run(2, 1), "rejected");
}

TEST_F(Declared, ManySplitStepsOneAfterTheOther) {
  std::vector<std::string> events;
  for (int i = 0; i < 500; ++i) {
    events.push_back(part("call", i, 1));
    events.push_back(part("return", i, 1));
    events.push_back(event("Receive", 1));
  }
  EXPECT_EQ(verdict(kSplit, events).verdict, "ok");
  events.push_back(event("Receive", 1));
  EXPECT_EQ(verdict(kSplit, events).verdict, "rejected");
}

// Whose parts may be in any order: a step that has its last part in one order is under way in another.
TEST_F(Declared, SplitStepsOfALogThatIsInNoOneOrder) {
  const std::string split =
      "[[event]]\nname = \"call\"\npart = \"first\"\nkey = 'e.params.id'\naction = 'IF e.params.get THEN Receive(e.params.m) ELSE Send(e.params.m)'\n"
      "[[event]]\nname = \"return\"\npart = \"last\"\nkey = 'e.params.id'\naction = 'IF e.params.get THEN Receive(e.params.m) ELSE Send(e.params.m)'\n";
  const auto line = [](const char* node, int seq, const char* name, int id, int m, bool get) {
    return std::string("{\"event\":\"") + name + "\",\"node\":\"" + node + "\",\"clock\":{\"" + node + "\":" + std::to_string(seq) +
           "},\"params\":{\"id\":" + std::to_string(id) + ",\"m\":" + std::to_string(m) + ",\"get\":" + (get ? "true" : "false") + "}}";
  };
  const auto judge = [&](int received) {
    return verdict(split, {line("a", 1, "call", 1, 1, false), line("a", 2, "return", 1, 1, false),
                           line("b", 1, "call", 2, received, true), line("b", 2, "return", 2, received, true)})
        .verdict;
  };
  EXPECT_EQ(judge(1), "ok");
  EXPECT_EQ(judge(2), "rejected") << "nobody sent it";
}

TEST_F(Declared, AnyNumberOfSplitStepsAreUnderWay) {
  std::vector<std::string> events;
  for (int i = 0; i < 100; ++i) events.push_back(part("call", i, 1));
  for (int i = 0; i < 100; ++i) events.push_back(part("return", i, 1));
  events.push_back(event("count", 1));
  EXPECT_EQ(verdict(kSplit, events).verdict, "ok");
}

TEST_F(Declared, WhatIsWrongWithADeclarationIsSaidInItsPlace) {
  const auto problem = [&](const std::string& mapping) -> std::string {
    try {
      verdict(mapping, {});
    } catch (const ValidatorError& error) {
      return error.what();
    }
    return "none";
  };
  EXPECT_THAT(problem("[[loss]]\nmessages = 'sent'\n"), HasSubstr("m.observe.toml:1"));
  EXPECT_THAT(problem("[[loss]]\nmessages = 'nothing'\nat_most = 1\n"), HasSubstr("m.observe.toml:2"));
  EXPECT_THAT(problem("[[crash]]\naction = 'Crush'\nat_most = 1\n"), HasSubstr("m.observe.toml:2"));
  EXPECT_THAT(problem("[[crash]]\naction = 'Crash'\nat_most = 0\n"), HasSubstr("m.observe.toml:3"));
  EXPECT_THAT(problem("[[event]]\nname = \"a\"\npart = \"first\"\naction = 'Crash'\n"), HasSubstr("\"key\""));
  EXPECT_THAT(problem("[[event]]\nname = \"a\"\npart = \"fourth\"\nkey = 'e.id'\naction = 'Crash'\n"),
              HasSubstr("first, middle or last"));
  EXPECT_THAT(verdict(kSplit, {event("call", 1)}).reason, HasSubstr("e.params.id"));
  EXPECT_THAT(verdict(kSplit, {part("call", 1, 1), part("call", 1, 2)}).reason, HasSubstr("under way already"));
}

}  // namespace
}  // namespace trestle
