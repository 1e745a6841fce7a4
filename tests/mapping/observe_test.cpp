#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/mapping/jar.h"
#include "tests/trace/text_source.h"
#include "translator/core/lower.h"
#include "translator/evaluator/evaluator.h"
#include "translator/runtime/print.h"
#include "validator/explore/validate.h"
#include "validator/mapping/lower_rules.h"
#include "validator/mapping/observed.h"

namespace trestle::mapping {
namespace {

std::shared_ptr<const Source> mapping_source(const std::string& text) {
  return std::make_shared<const Source>("jar.observe.toml", text);
}

// A spec, a mapping, and traces held against both.
class Observe : public testing::Test {
 protected:
  Observe() : model_(evaluator::make_model(core::lower(jar_.module, *jar_.config, spec_diagnostics_))) {}

  // What is wrong with the mapping; empty when nothing is.
  std::string load(const std::string& text) {
    Diagnostics diagnostics;
    auto file = parse_observe_file(mapping_source(text), diagnostics);
    std::shared_ptr<const core::Spec> rules;
    if (file) rules = lower_rules(*file, jar_.module, *jar_.config, diagnostics);
    std::string problems;
    for (const Diagnostic& d : diagnostics.all()) problems += to_string(d.span) + ": " + d.message + "\n";
    if (!rules) return problems.empty() ? "nothing, and no reason" : problems;
    file_ = std::move(*file);
    use_ = EventUse(*rules, file_.source->name());
    const auto make = [rules](const runtime::Layout& layout) { return evaluator::make_model(rules, layout); };
    observed_ = std::make_unique<ObservedModel>(*model_, make, file_);
    return problems;
  }

  explore::ValidateResult hold(const std::string& text) {
    ByFile mapping(*observed_, file_, use_, {.hidden = file_.hidden, .stuttering = {}});
    trace::Trace trace = trace::trace_of({text}, trace::Order::Auto, {.members = use_.members(), .all_members = use_.whole()});
    return explore::validate(*observed_, trace, mapping, {});
  }
  explore::Verdict verdict(const std::string& text) { return hold(text).verdict; }
  // What is found wrong with the mapping when a trace is held against it; empty when nothing is.
  std::string mistake(const std::string& text) {
    try {
      hold(text);
      return {};
    } catch (const MappingError& error) {
      return error.what();
    }
  }

  Diagnostics spec_diagnostics_;
  const Jar jar_{spec_diagnostics_};
  std::unique_ptr<runtime::Model> model_;
  ObserveFile file_;
  EventUse use_;
  std::unique_ptr<ObservedModel> observed_;
};

using explore::Verdict;
using testing::HasSubstr;
using testing::Not;

TEST_F(Observe, EventsInWordsOfTheirOwn) {
  ASSERT_EQ(load(R"([[event]]
name = "drop"
when = 'e.ok'
action = 'Add(e.coins)'
after = "count' = e.total"

[[event]]
name = "look"
stutter = true
before = '''
/\ count = e.total
/\ e.total > 0'''
)"),
            "");
  const std::string drop = R"({"event":"drop","ok":true,"coins":2,"total":2})"
                           "\n";
  EXPECT_EQ(verdict(drop), Verdict::Ok);
  EXPECT_EQ(verdict(drop + R"({"event":"look","total":2})"
                           "\n"),
            Verdict::Ok);
  EXPECT_EQ(verdict(drop + R"({"event":"look","total":3})"
                           "\n"),
            Verdict::Rejected);
  EXPECT_EQ(verdict(drop + R"({"event":"drop","ok":true,"coins":2,"total":3})"
                           "\n"),
            Verdict::Rejected);
  EXPECT_EQ(verdict(R"({"event":"drop","ok":false,"coins":2,"total":2})"
                    "\n"),
            Verdict::Rejected);
  // By name, where the mapping has no rule.
  EXPECT_EQ(verdict(drop +
                    R"({"event":"Empty"})"
                    "\n" +
                    drop),
            Verdict::Ok);
}

TEST_F(Observe, RulesOfOneNameAreAlternatives) {
  ASSERT_EQ(load(R"j([[event]]
name = "x"
action = "Add(1)"
[[event]]
name = "x"
when = '"left" \in DOMAIN e'
action = "Empty"
after = "count' = e.left"
)j"),
            "");
  explore::ValidateResult result = hold("{\"event\":\"x\"}\n{\"event\":\"x\",\"left\":0}\n");
  EXPECT_EQ(result.verdict, Verdict::Ok);
  EXPECT_EQ(result.frontier, 2u);  // 2 coins, or none
}

TEST_F(Observe, StringsAreModelValuesWhereDeclared) {
  ASSERT_EQ(load("[[event]]\nname = \"x\"\nstutter = true\nbefore = 'owner = e.who /\\ e.who = Owner'\n"), "");
  EXPECT_EQ(verdict("{\"event\":\"x\",\"who\":{\"#model\":\"me\"}}\n"), Verdict::Ok);
  EXPECT_EQ(verdict("{\"event\":\"x\",\"who\":{\"#model\":\"you\"}}\n"), Verdict::Rejected);
}

TEST_F(Observe, IgnoredLinesAndMembersThatNothingReads) {
  ASSERT_EQ(load("[[event]]\nname = \"noise\"\nignore = true\n[[event]]\nname = \"x\"\naction = 'Add(e.n)'\n"), "");
  explore::ValidateResult result = hold("{\"event\":\"noise\",\"n\":1}\n{\"event\":\"x\",\"n\":1,\"level\":3}\n");
  EXPECT_EQ(result.verdict, Verdict::Ok);
  ASSERT_FALSE(result.warnings.empty());
  EXPECT_EQ(result.warnings[0].message, "member \"level\" is not part of the format: nothing reads it");
}

// What has no value for an event in any state is no step that is not possible there: the mapping is wrong.
TEST_F(Observe, AFieldThatTheEventLacksIsAMistakeOfTheMapping) {
  ASSERT_EQ(load("[[event]]\nname = \"x\"\naction = 'Add(e.coin)'\n[[event]]\nname = \"x\"\nstutter = true\n"), "");
  EXPECT_EQ(mistake("{\"event\":\"x\",\"coins\":1,\"by\":\"me\"}\n"),
            "jar.observe.toml:3:15: e.coin cannot be evaluated, whatever the state, for x (a.ndjson:1): the event has no field "
            "\"coin\", only event, coins, by; did you mean coins? (in [[event]] 1 (jar.observe.toml:2)); an event that may "
            "lack it is tested by \"coin\" \\in DOMAIN e");
}

TEST_F(Observe, WhatHasNoValueWithoutTheStateIsAMistake) {
  const std::string event = R"({"event":"x","coins":1,"at":{"shelf":3},"list":[1],"of":{"#set":[{"k":1}]}})"
                            "\n";
  const auto of = [&](const std::string& rule) {
    const std::string problem = load("[[event]]\nname = \"x\"\n" + rule + "\n[[event]]\nname = \"x\"\nstutter = true\n");
    return problem.empty() ? mistake(event) : "cannot be loaded: " + problem;
  };
  EXPECT_THAT(of("action = 'Add(1)'\nafter = \"count' = e.at.shelv\""),
              HasSubstr("jar.observe.toml:4:19: e.at.shelv cannot be evaluated, whatever the state, for x (a.ndjson:1): e.at has no "
                        "field \"shelv\", only shelf; did you mean shelf?"));
  EXPECT_THAT(of("when = 'e.coins'\naction = 'Add(1)'"), HasSubstr("jar.observe.toml:3:9: e.coins cannot be evaluated"));
  EXPECT_THAT(of("action = '3'"), HasSubstr("jar.observe.toml:3:11: 3 cannot be evaluated"));
  EXPECT_THAT(of("action = '\\E m \\in e.of : Add(m.n)'"), HasSubstr(": m.n cannot be evaluated"));
  EXPECT_THAT(of("action = '\\E m \\in e.list : Add(m)'"), HasSubstr("is no set"));
  EXPECT_THAT(of("action = 'Add(Half(e))'"), HasSubstr("r.half cannot be evaluated"));
  EXPECT_THAT(of("action = 'LET q == e.coin IN Add(q)'"), HasSubstr("e.coin cannot be evaluated"));
  EXPECT_THAT(of("action = 'LET Q(z) == z.coin IN Add(Q(e))'"), HasSubstr("z.coin cannot be evaluated"));
  // Which next state it means, a rule has to say.
  EXPECT_EQ(of("action = \"count' = e.coins\""),
            "[[event]] 1 (jar.observe.toml:2) does not say what happens to owner; say owner' = ..., "
            "or UNCHANGED owner where it stays as it is");
  EXPECT_THAT(of("action = 'TRUE'\nafter = \"count' > e.coins\""),
              HasSubstr("jar.observe.toml:4:10: count' is read before it has a value (in [[event]] 1 (jar.observe.toml:2))"));
}

// Partial functions of the spec, and fields that the mapping asks for.
TEST_F(Observe, WhatHasNoValueInAStateIsNoStep) {
  const auto of = [&](const std::string& rule, const std::string& event) {
    EXPECT_EQ(load("[[event]]\nname = \"x\"\n" + rule + "\n[[event]]\nname = \"x\"\nstutter = true\n"), "") << rule;
    return mistake(event + "\n");
  };
  EXPECT_EQ(of("before = '<<7, 8>>[count] = e.n'\naction = 'Add(1)'", R"({"event":"x","n":1})"), "");
  EXPECT_EQ(of("action = 'Add(1)'\nafter = \"<<7, 8>>[count' + 1] = e.n /\\\\ [k \\\\in {7} |-> 1][count] = 1\"", R"({"event":"x","n":8})"), "");
  EXPECT_EQ(of("when = '\"n\" \\in DOMAIN e'\naction = 'Add(e.n)'", R"({"event":"x"})"), "");
  EXPECT_EQ(of("when = '\"n\" \\notin DOMAIN e \\/ e.n = 7'\naction = 'Add(1)'", R"({"event":"x"})"), "");
  EXPECT_EQ(of("action = 'IF \"n\" \\in DOMAIN e THEN Add(e.n) ELSE Add(1)'", R"({"event":"x"})"), "");
  EXPECT_EQ(of("action = 'Add(1)'\nafter = '\"m\" \\notin DOMAIN e \\/ e.m = 3'", R"({"event":"x"})"), "");
}

// A member that only a test names, or that only a definition reads, is there.
TEST_F(Observe, TheEventHasWhatIsAskedOfIt) {
  ASSERT_EQ(load("[[event]]\nname = \"x\"\nwhen = '\"n\" \\in DOMAIN e'\naction = 'Add(1)'\n"), "");
  EXPECT_EQ(verdict("{\"event\":\"x\",\"n\":1}\n"), Verdict::Ok);
  EXPECT_EQ(verdict("{\"event\":\"x\",\"m\":1}\n"), Verdict::Rejected);
  ASSERT_EQ(load("[[event]]\nname = \"x\"\naction = 'Add(e[\"n\"])'\n"), "");
  EXPECT_EQ(verdict("{\"event\":\"x\",\"n\":1}\n"), Verdict::Ok);
  ASSERT_EQ(load("[[event]]\nname = \"x\"\naction = 'Add(Half(e))'\n"), "");
  const explore::ValidateResult result = hold("{\"event\":\"x\",\"half\":1,\"load\":1.5}\n");
  EXPECT_EQ(result.verdict, Verdict::Ok);
  for (const trace::Warning& warning : result.warnings) EXPECT_THAT(warning.message, Not(HasSubstr("nothing reads it")));
  ASSERT_EQ(load("[[event]]\nname = \"x\"\nwhen = 'Cardinality(DOMAIN e) = 2'\naction = 'Add(1)'\n"), "");
  EXPECT_EQ(verdict("{\"event\":\"x\",\"half\":1}\n"), Verdict::Ok);
}

TEST_F(Observe, CommentsEndWithTheirLine) {
  ASSERT_EQ(load("[[event]]\nname = \"x\"\nwhen = 'e.n > 0 \\* what was put'\naction = 'Add(e.n) \\* and no more'\n"), "");
  EXPECT_EQ(verdict("{\"event\":\"x\",\"n\":1}\n"), Verdict::Ok);
  EXPECT_EQ(load("[[event]]\nname = \"x\"\nwhen = 'e.n > 0 \\* what was put'\n\naction = 'Ad(e.n)'\n"),
            "jar.observe.toml:5:11: unknown operator or name Ad\n");
}

// By whatever name: what is asked of it is there.
TEST_F(Observe, TheEventUnderAnotherName) {
  const std::string three = "{\"event\":\"x\",\"n\":3,\"half\":1}\n";
  for (const char* action : {"LET r == e IN Add(r.n)", "LET r == (e) IN Add(r.n)", "LET F(x) == e IN Add(F(1).n)", "LET r == e q == r IN Add(q.n)",
                             "\\E r \\in {e} : Add(r.n)", "Add((IF TRUE THEN e ELSE e).n)"}) {
    ASSERT_EQ(load("[[event]]\nname = \"x\"\naction = '" + std::string(action) + "'\nafter = \"count' = 3\"\n"), "") << action;
    EXPECT_EQ(verdict(three), Verdict::Ok) << action;
  }
  ASSERT_EQ(load("[[event]]\nname = \"x\"\naction = 'Add(1)'\nafter = '(LET r == e IN \"n\" \\in DOMAIN r => r.n = 1) /\\ UNCHANGED owner'\n"), "");
  EXPECT_EQ(verdict(three), Verdict::Rejected);
  ASSERT_EQ(load("[[event]]\nname = \"x\"\nwhen = 'LET r == e IN \"n\" \\in DOMAIN r'\naction = 'Add(1)'\n"), "");
  EXPECT_EQ(verdict(three), Verdict::Ok);
}

TEST_F(Observe, MistakesInExpressionsAreLocatedInTheFile) {
  EXPECT_EQ(load("[[event]]\nname = \"x\"\naction = 'Ad(e.n)'\n"),
            "jar.observe.toml:3:11: unknown operator or name Ad\n");
  EXPECT_EQ(load("[[event]]\nname = \"x\"\nwhen = 'TRUE'\naction = '''\n  /\\ Add(1, 2)'''\n").substr(0, 22),
            "jar.observe.toml:5:6: ");
  EXPECT_EQ(load("[[event]]\nname = \"x\"\naction = 'Add(1'\n").substr(0, 19), "jar.observe.toml:3:");
  EXPECT_EQ(load("[[event]]\nname = \"x\"\naction = 'TRUE) /\\ (FALSE'\n").substr(0, 19), "jar.observe.toml:3:");
  EXPECT_EQ(load("[[event]]\nname = \"x\"\naction = 'Add(1 +)'\n").substr(0, 19), "jar.observe.toml:3:");
}

// What no step could ever be is a mistake, and not a log that the spec forbids.
TEST_F(Observe, EachPartSpeaksOfItsStates) {
  const auto problem = [&](const std::string& part) { return load("[[event]]\nname = \"x\"\n" + part + "\n"); };
  EXPECT_EQ(problem("action = '[]Add(e.n)'").substr(0, 47), "jar.observe.toml:3:11: \"action\" speaks of whole");
  EXPECT_EQ(problem("action = '<>(count = e.n)'").substr(0, 47), "jar.observe.toml:3:11: \"action\" speaks of whole");
  EXPECT_EQ(problem("when = \"count' = e.n\"\naction = 'Empty'"),
            "jar.observe.toml:3:9: \"when\" is about the state before the step: nothing in it is primed\n");
  EXPECT_EQ(problem("before = \"count' = e.n\"\naction = 'Empty'"),
            "jar.observe.toml:3:11: \"before\" is about the state before the step: nothing in it is primed\n");
  EXPECT_EQ(problem("action = 'Empty'\nafter = 'count = e.n'"),
            "jar.observe.toml:4:10: \"after\" is about the state after the step, but nothing in it is primed: write x' for a "
            "variable x\n");
  EXPECT_EQ(problem("action = 'Empty'\nafter = \"(count' + e.n)' = 1\""),
            "jar.observe.toml:4:11: this operand of ' is an action, where a state is allowed at most\n");
  EXPECT_EQ(problem("action = 'Empty'\nafter = 'UNCHANGED owner'"), "");
  EXPECT_EQ(problem("action = 'Empty'\nafter = 'e.n = 3'"), "");
  // Whatever else the file declares.
  EXPECT_EQ(problem("action = 'Empty'\nafter = 'count = e.n'\n[[crash]]\nat_most = 1\neach = 'n \\in 1..2'\naction = 'Add(n)'"),
            "jar.observe.toml:4:10: \"after\" is about the state after the step, but nothing in it is primed: write x' for a "
            "variable x\n");
}

TEST_F(Observe, WhatHappensWithoutAnEventHasAValue) {
  const std::string event = "{\"event\":\"Add\",\"params\":{\"n\":1}}\n{\"event\":\"Add\",\"params\":{\"n\":5}}\n";
  ASSERT_EQ(load("[[hidden_step]]\naction = 'Half([haf |-> 1]) = 1 /\\ Empty'\n"), "");
  EXPECT_THAT(mistake(event), HasSubstr("r.half cannot be evaluated"));
  ASSERT_EQ(load("[[loss]]\nmessages = 'count'\nat_most = 1\n"), "");
  EXPECT_THAT(mistake(event), HasSubstr("jar.observe.toml:2:"));
  EXPECT_EQ(load("[[loss]]\nmessages = 'count'\nwhere = \"m' = 1\"\nat_most = 1\n"),
            "jar.observe.toml:3:10: \"where\" says which messages of a state may be lost: nothing in it is primed\n");
  EXPECT_EQ(load("[[loss]]\nwhere = 'm = 1'\nmessages = 'count'\nat_most = 1\n"),
            "jar.observe.toml:2:10: the parts of a loss stand in the order messages, where\n");
  EXPECT_EQ(load("[[crash]]\naction = 'Empty'\neach = 'n \\in 1..2'\nat_most = 1\n"),
            "jar.observe.toml:2:11: the parts of a step stand in the order each, action, restart\n");
  EXPECT_EQ(load("[[crash]]\neach = 'n \\in 1..2'\naction = 'Ad(n)'\nrestart = 'Empty'\nat_most = 1\n"),
            "jar.observe.toml:3:11: unknown operator or name Ad\n");
}

TEST_F(Observe, MistakesInTheStructureAreLocated) {
  struct Case {
    const char* text;
    const char* problem;
  };
  for (const Case& c : std::vector<Case>{
           {"", "jar.observe.toml:1:1: the mapping has no [[event]]\n"},
           {"evnt = 1\n", "jar.observe.toml:1:1: \"evnt\" is not part of a mapping; did you mean \"event\"?\n"},
           {"spec = 'x\n'\n",
            "jar.observe.toml:1:10: not TOML: Error while parsing literal string: control characters other than TAB "
            "(U+0009) are explicitly prohibited\n"},
           {"[[event]]\nname = \"x\"\nafter = 'y'[1] = 2'\n",
            "jar.observe.toml:3:12: not TOML: Error while parsing key-value pair: expected a comment or whitespace, saw '['; TLA+ "
            "in which something is primed stands between three quotes: '''x' = 1'''\n"},
           {"spec = 1\n", "jar.observe.toml:1:8: \"spec\" is a string\n"},
           {"hidden = \"Crash\"\n", "jar.observe.toml:1:10: \"hidden\" is a list of actions\n"},
           {"hidden = [1]\n", "jar.observe.toml:1:11: \"hidden\" is a list of actions, each a string\n"},
           {"[[source]]\nfiles = \"gw-*\"\n",
            "jar.observe.toml:1:1: [[source]] needs \"files\", patterns of their names, and \"order\"\n"},
           {"[[source]]\nfiles = \"gw-*\"\norder = \"tine\"\n",
            "jar.observe.toml:3:9: there is no order \"tine\"; did you mean \"time\"?\n"},
           {"[[source]]\nfiles = [\"gw-*\", 1]\norder = \"time\"\n", "jar.observe.toml:2:18: \"files\" is a string\n"},
           {"[[source]]\nfiles = \"gw-*\"\norder = \"time\"\norder_member = \"lsn\"\n",
            "jar.observe.toml:4:16: \"order_member\" is for order = \"sequence\"; the source has another one\n"},
           {"[[source]]\nfiles = \"gw-*\"\norder = \"file\"\nskew_ms = 5\n",
            "jar.observe.toml:4:11: \"skew_ms\" is for order = \"time\"; the source has another one\n"},
           {"max_hidden = -1\n", "jar.observe.toml:1:14: \"max_hidden\" is a number from 0 to 1000\n"},
           {"[event]\nname = \"x\"\n", "jar.observe.toml:1:1: events are written as [[event]], with two brackets\n"},
           {"[[event]]\naction = 'A'\n", "jar.observe.toml:1:1: the event has no name\n"},
           {"[[event]]\nname = \"x\"\n", "jar.observe.toml:2:8: event \"x\" stands for nothing\n"},
           {"[[event]]\nname = \"x\"\naction = 'A'\nstutter = true\n",
            "jar.observe.toml:2:8: event \"x\" stands for two things\n"},
           {"[[event]]\nname = \"x\"\nignore = true\nwhen = 'TRUE'\n",
            "jar.observe.toml:2:8: event \"x\" is ignored, so nothing else can be said of it\n"},
           {"[[event]]\nname = \"x\"\nignore = true\n[[event]]\nname = \"x\"\naction = 'A'\n",
            "jar.observe.toml:5:8: event \"x\" is ignored and has another meaning as well\n"},
           {"[[event]]\nname = \"x\"\nafter = 'TRUE'\naction = 'A'\n",
            "jar.observe.toml:3:10: the parts of an event stand in the order when, before, action, after\n"},
           {"[[event]]\nname = \"x\"\naction = ' '\n", "jar.observe.toml:3:10: \"action\" is empty\n"},
           {"[[event]]\nname = \"x\"\naction = 1\n", "jar.observe.toml:3:10: \"action\" is a string\n"},
           {"[[event]]\nname = \"x\"\nstutter = 1\n", "jar.observe.toml:3:11: \"stutter\" is true or false\n"},
           {"[[event]]\nname = \"x\"\naction = 'A'\npart = \"first\"\nkey = 'e.id'\n",
            "jar.observe.toml:2:8: event \"x\" is a part of a step that no event is the last part of\n"},
           {"hidden = [\"A\"]\nmax_hidden = 0\n[[event]]\nname = \"x\"\naction = 'A'\n",
            "jar.observe.toml:2:14: \"max_hidden\" leaves no room for what happens without an event\n"},
           {"[line]\nevent = \"k\"\ntime_unit = \"s\"\n",
            "jar.observe.toml:3:13: \"time_unit\" is that of \"time\" and \"until\", and [line] has neither\n"},
           {"[[event]]\nname = \"x\"\nacton = 'A'\n",
            "jar.observe.toml:3:1: \"acton\" is not part of a mapping; did you mean \"action\"?\n"},
       }) {
    Diagnostics diagnostics;
    EXPECT_FALSE(parse_observe_file(mapping_source(c.text), diagnostics)) << c.text;
    ASSERT_FALSE(diagnostics.all().empty()) << c.text;
    EXPECT_EQ(to_string(diagnostics.all()[0].span) + ": " + diagnostics.all()[0].message + "\n", c.problem) << c.text;
    EXPECT_EQ(exit_code(diagnostics.all()[0].kind), 151);
  }
}

}  // namespace
}  // namespace trestle::mapping
