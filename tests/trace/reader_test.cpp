#include "validator/trace/reader.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/trace/text_source.h"

namespace trestle::trace {
namespace {

struct Read {
  std::vector<Event> events;
  Nodes nodes;
  Warnings warnings;
  std::string error;
  uint64_t dropped = 0;
  bool closed = false;
};

Read read(std::string text) {
  Read result;
  try {
    EventReader reader(0, lines_of(std::move(text)), result.nodes, result.warnings);
    Event event;
    while (reader.next(event)) result.events.push_back(event);
    result.dropped = reader.dropped();
    result.closed = reader.closed();
  } catch (const TraceError& error) {
    result.error = error.what();
  }
  return result;
}

TEST(Reader, ReadsWhatTheFormatSays) {
  Read r = read(
      R"({"trestle":1,"node":"rm1","pid":1,"started":5,"spec":"X","run":{"seed":7}}
{"event":"Prepare","params":{"r":"rm1","n":{"#bigint":"12"}},"seq":1,"clock":{"rm1":1,"tm":4},"time":9,"before":[{"var":"s","path":["rm1",2],"value":"working"}],"after":[{"var":"msgs","op":"add","value":{"t":"P"}}]}

{"event":"Commit","node":"tm","seq":3}
{"event":"#end","node":"tm","seq":4}
)");
  ASSERT_EQ(r.error, "");
  ASSERT_EQ(r.events.size(), 2u);
  const Event& e = r.events[0];
  EXPECT_EQ(to_string(e), R"(Prepare(r |-> "rm1", n |-> 12))");
  EXPECT_EQ(e.line, 2u);
  EXPECT_EQ(e.seq, 1u);
  EXPECT_EQ(e.time, 9);
  EXPECT_EQ(r.nodes.name(e.node), "rm1");
  ASSERT_EQ(e.clock.size(), 2u);
  EXPECT_EQ(r.nodes.name(e.clock[1].node), "tm");
  EXPECT_EQ(e.clock[1].count, 4u);
  ASSERT_EQ(e.before.size(), 1u);
  EXPECT_EQ(to_string(e, e.before[0], false), R"(s["rm1"][2] = "working")");
  EXPECT_EQ(to_string(e, e.after[0], true), R"(msgs' = msgs \cup {[t |-> "P"]})");
  EXPECT_EQ(r.nodes.name(r.events[1].node), "tm");
  EXPECT_EQ(r.events[1].line, 4u);
  EXPECT_TRUE(r.closed);
  EXPECT_TRUE(r.warnings.all().empty());
}

TEST(Reader, WhatIsWrongIsSaidWithFileLineAndField) {
  struct Case {
    const char* line;
    const char* error;
  };
  for (const Case& c : std::vector<Case>{
           {"[1]", "t.ndjson:1: a line of a trace is a JSON object, and each event a line"},
           {"{\"event\":\"A\"", "t.ndjson:1:13: the line ends inside an object"},
           {R"({"seq":1})", "t.ndjson:1: \"event\": the line has no such member, nor is it a header; where lines have something else that names the event, a mapping says so: [line], event = \"msg.type\""},
           {R"({"event":1})", "t.ndjson:1: \"event\": expected a string, got 1"},
           {R"({"event":"A","event":"B"})", "t.ndjson:1: \"event\": the line has this member twice"},
           {R"({"trestle":2})", "t.ndjson:1: \"trestle\": version 2 of the format is not known; this reader knows 1"},
           {R"({"event":"#what"})",
            "t.ndjson:1: \"event\": \"#what\": names that start with '#' are reserved, and this one is not known"},
           {R"({"event":"A","seq":-1})", "t.ndjson:1: \"seq\": expected a whole number, got -1"},
           {R"({"event":"A","time":-1})", "t.ndjson:1: \"time\": expected a whole number, got -1"},
           {R"({"event":"A","until":1.5})", "t.ndjson:1: \"until\": expected a whole number, got 1.5"},
           {R"({"event":"#a\u0000b"})",
            "t.ndjson:1: \"event\": \"#a\\u0000b\": names that start with '#' are reserved, and this one is not known"},
           {R"({"event":"A","seq":99999999999999999999})",
            "t.ndjson:1: \"seq\": expected a whole number, got 99999999999999999999"},
           {R"({"event":"A","clock":{"n":"3"}})", "t.ndjson:1: \"clock.n\": expected a whole number, got \"3\""},
           {R"({"event":"A","clock":{"n":1,"n":2}})", "t.ndjson:1: \"clock\": the node \"n\" is given twice"},
           {R"({"event":"A","clock":[1,2]})", "t.ndjson:1: \"clock\": expected an object, got <<1, 2>>"},
           {R"({"event":"A","clock":"x"})", "t.ndjson:1: \"clock\": expected an object, got \"x\""},
           {R"({"event":"A","params":1})", "t.ndjson:1: \"params\": expected an object, got 1"},
           {R"({"event":"A","params":{"p":null}})",
            "t.ndjson:1: \"params.p\": null is not a TLA+ value; leave the member out when there is nothing to say"},
           {R"({"event":"A","params":{"p":1,"p":2}})", "t.ndjson:1: \"params\": the parameter \"p\" is given twice"},
           {R"({"event":"A","after":{"var":"x"}})", "t.ndjson:1: \"after\": expected an array, got [var |-> \"x\"]"},
           {R"({"event":"A","after":[{"value":1}]})", "t.ndjson:1: \"after[0]\": it has no \"var\""},
           {R"({"event":"A","before":[{"var":"x"}]})", "t.ndjson:1: \"before[0]\": it has no \"value\""},
           {R"({"event":"A","after":[{"var":"x","op":"=","value":1}]})",
            "t.ndjson:1: \"after[0].op\": \"=\" is none of is, add, remove, append, contains"},
           {R"({"event":"A","after":[{"var":"x","path":"p","value":1}]})",
            "t.ndjson:1: \"after[0].path\": expected an array, got \"p\""},
           {R"({"event":"A","after":[{"var":"x","value":{"a":[1.5]}}]})",
            "t.ndjson:1: \"after[0].value.a[0]\": TLA+ has no value for a number with a fraction or an exponent"},
           {R"({"event":"A","before":[{"var":"x","op":"append","value":1}]})",
            "t.ndjson:1: \"before[0].op\": \"append\" says nothing about the state before a step"},
       }) {
    EXPECT_EQ(read(std::string(c.line) + "\n").error, c.error) << c.line;
  }
}

TEST(Reader, ATornLastLineIsAWarningAndATornLineBeforeItAnError) {
  Read r = read("{\"event\":\"A\"}\n{\"event\":\"B\",\"par");
  EXPECT_EQ(r.error, "");
  EXPECT_EQ(r.events.size(), 1u);
  ASSERT_EQ(r.warnings.all().size(), 1u);
  EXPECT_EQ(to_string(r.warnings.all()[0].place), "t.ndjson:2");
  EXPECT_EQ(read("{\"event\":\"A\"}\n{\"event\":\"B\"}").events.size(), 2u);
  EXPECT_NE(read("{\"event\":\"B\",\"par\n{\"event\":\"A\"}\n").error, "");
}

TEST(Reader, MembersThatNothingReadsAreNamedOnce) {
  Read r = read("{\"event\":\"A\",\"level\":\"info\"}\n{\"event\":\"B\",\"level\":\"info\"}\n");
  ASSERT_EQ(r.warnings.all().size(), 1u);
  EXPECT_EQ(r.warnings.all()[0].message, "member \"level\" is not part of the format: nothing reads it");
  EXPECT_EQ(r.warnings.all()[0].count, 2u);
}

TEST(Reader, GapsAreReported) {
  Read r = read(
      "{\"event\":\"A\",\"seq\":1}\n{\"event\":\"#dropped\",\"seq\":4,\"count\":3}\n{\"event\":\"B\",\"seq\":5}\n");
  EXPECT_EQ(r.dropped, 3u);
  EXPECT_FALSE(r.events[0].after_gap);
  EXPECT_TRUE(r.events[1].after_gap);
  EXPECT_EQ(r.warnings.all().size(), 1u);  // dropped, but the numbers agree
  r = read("{\"event\":\"A\",\"seq\":1}\n{\"event\":\"B\",\"seq\":3}\n");
  ASSERT_EQ(r.warnings.all().size(), 1u);
  EXPECT_EQ(r.warnings.all()[0].message, "lines are missing: \"seq\" jumps from 1 to 3");
  EXPECT_EQ(read("{\"event\":\"A\",\"seq\":2}\n{\"event\":\"B\",\"seq\":2}\n").error,
            "t.ndjson:2: \"seq\": it goes back from 2 (line 1) to 2");
}

TEST(Reader, ARestartedProcessGoesOn) {
  Read r = read(
      "{\"trestle\":1,\"node\":\"n\"}\n{\"event\":\"A\",\"seq\":1}\n{\"event\":\"#end\",\"seq\":2}\n"
      "{\"trestle\":1,\"node\":\"n\"}\n{\"event\":\"B\",\"seq\":3}\n");
  EXPECT_EQ(r.error, "");
  EXPECT_EQ(r.events.size(), 2u);
  EXPECT_TRUE(r.warnings.all().empty());
  EXPECT_FALSE(r.closed);
}

// Lines of a known form are not looked for the end of first.
TEST(Reader, LinesOfAKnownFormEndAsOthersDo) {
  const auto text = [](const std::string& end, bool last) {
    std::string all = "{\"trestle\":1,\"node\":\"a\"}" + end;
    for (int i = 1; i <= 200; ++i) {
      if (i % 50 == 0) all += end + " " + end;  // lines without events
      if (i % 70 == 0) all += "{\"event\":\"Other\",\"params\":{\"is\":[" + std::to_string(i) + "]}}" + end;
      all += "{\"event\":\"Step\",\"params\":{\"n\":" + std::to_string(i) + ",\"of\":\"x" + std::to_string(i % 3) +
             "\"},\"time\":" + std::to_string(i) + "}" + (i < 200 || last ? end : "");
    }
    return all;
  };
  const auto said = [](const Read& r) {
    std::string all = r.error;
    for (const Event& e : r.events) all += std::to_string(e.line) + " " + to_string(e) + " " + std::to_string(e.time) + "\n";
    return all;
  };
  const std::string plain = said(read(text("\n", true)));
  EXPECT_EQ(std::count(plain.begin(), plain.end(), '\n'), 202);
  EXPECT_NE(plain.find("\n211 Step(n |-> 200, of |-> \"x2\") 200\n"), std::string::npos) << plain.substr(plain.size() - 200);
  EXPECT_EQ(said(read(text("\r\n", true))), plain);
  EXPECT_EQ(said(read(text("\n", false))), plain);
  EXPECT_EQ(said(read(text("\r\n", false))), plain);
  const std::string broken = "{\"event\":\"A\",\"seq\":1}\n{\"event\":\"A\",\"seq\":2}\n";
  EXPECT_EQ(read(broken + "{\"event\":\"A\",\"seq\":3} {}\n").error.substr(0, 11), "t.ndjson:3:");
  EXPECT_EQ(read(broken + "{\"event\":\"A\",\"seq\":3}{\"event\":\"A\",\"seq\":4}\n").error.substr(0, 11), "t.ndjson:3:");
}

TEST(Reader, AByteOrderMarkIsSkipped) { EXPECT_EQ(read("\xEF\xBB\xBF{\"event\":\"A\"}\n").events.size(), 1u); }

}  // namespace
}  // namespace trestle::trace
