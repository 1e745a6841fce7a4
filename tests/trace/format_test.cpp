// What logs in other formats say, as lines of Trestle's.
#include "validator/trace/format.h"

#include <gtest/gtest.h>

#include "tests/trace/text_source.h"
#include "validator/trace/json.h"

namespace trestle::trace {
namespace {

// The lines that a text stands for, as TLA+; or what is wrong with it.
std::vector<std::string> lines(Format format, const std::string& text) {
  Data data;
  EXPECT_FALSE(parse_json_plainly(text, data)) << text;
  std::vector<std::string> found;
  const std::string problem =
      translate(format, data.root(), [&](const Data& line) { found.push_back(to_tla(line.root())); });
  if (!problem.empty()) found.push_back("problem: " + problem);
  return found;
}

Format sniffed(const std::string& text) {
  Data data;
  EXPECT_FALSE(parse_json_plainly(text, data)) << text;
  return format_of(data.root());
}

using Lines = std::vector<std::string>;

TEST(Format, NamesAreKnown) {
  for (const std::string& known : format_names()) EXPECT_EQ(name(*format_named(known)), known);
  EXPECT_FALSE(format_named("xml"));
}

TEST(Format, TheFirstLineTells) {
  EXPECT_EQ(sniffed(R"({"event":"Vote","params":{"p":1}})"), Format::Trestle);
  EXPECT_EQ(sniffed(R"({"trestle":1,"node":"a"})"), Format::Trestle);
  EXPECT_EQ(sniffed(R"({"event":"Open","event_args":["t1"],"clock":3})"), Format::Inria);
  EXPECT_EQ(sniffed(R"({"open":[{"op":"AddElement","path":[],"args":["t1"]}]})"), Format::Inria);
  EXPECT_EQ(sniffed(R"({"clock":1,"event":"Open"})"), Format::Inria) << "whose first step changed nothing that is logged";
  EXPECT_EQ(sniffed(R"({"clock":{"a":1},"node":"a","event":"Open"})"), Format::Trestle);
  EXPECT_EQ(sniffed(R"({"level":"debug","tag":"trace","event":{"name":"Lead","nid":"1"}})"), Format::EtcdRaft);
  EXPECT_EQ(sniffed(R"({"h_ts":"1","tag":"raft_trace","msg":{"function":"lead"}})"), Format::Ccf);
  EXPECT_EQ(sniffed(R"({"resourceSpans":[]})"), Format::Otlp);
  EXPECT_EQ(sniffed(R"({"resourceLogs":[]})"), Format::Otlp);
  EXPECT_EQ(sniffed(R"({"#meta":{"format":"ITF"},"vars":["x"],"states":[]})"), Format::Itf);
  EXPECT_EQ(sniffed(R"({"counterexample":{"state":[],"action":[]}})"), Format::Tlc);
  EXPECT_EQ(sniffed(R"({"state":[],"action":[]})"), Format::Tlc);
}

TEST(Format, InriaUpdates) {
  EXPECT_EQ(lines(Format::Inria, R"({"clock":7,"open":[{"op":"AddElement","path":[],"args":["t1"]}],)"
                                 R"("event":"Open","event_args":["t1",2],"desc":"x"})"),
            Lines{R"([event |-> "Open", order |-> 7, params |-> <<"t1", 2>>, )"
                  R"(updates |-> [open |-> <<[op |-> "AddElement", path |-> <<>>, args |-> <<"t1">>]>>]])"});
  EXPECT_EQ(lines(Format::Inria, R"({"event":"Stuttering"})"), Lines{R"([event |-> "#state", updates |-> <<>>])"});
  EXPECT_EQ(lines(Format::Inria, R"({"n":[{"op":"Add","path":[],"args":[1]}]})").front().substr(0, 20),
            R"([event |-> "#step", )");
  EXPECT_EQ(lines(Format::Inria, R"({"event":"__exception"})"), Lines{"problem: the system logged an exception"});
  EXPECT_EQ(lines(Format::Inria, R"({"event":7})"), Lines{"problem: \"event\" is a text, not 7"});
}

TEST(Format, EtcdRaftEnvelope) {
  EXPECT_EQ(lines(Format::EtcdRaft, R"({"level":"debug","ts":1.5,"tag":"trace","event":{"name":"Lead","nid":"1",)"
                                    R"("state":{"term":2},"role":"Leader"}})"),
            Lines{R"([event |-> "Lead", node |-> "1", name |-> "Lead", nid |-> "1", state |-> [term |-> 2], )"
                  R"(role |-> "Leader"])"});
  EXPECT_EQ(lines(Format::EtcdRaft, R"({"level":"info","msg":"started"})"), Lines{}) << "another logger's line";
  EXPECT_EQ(lines(Format::EtcdRaft, R"({"tag":"trace","event":{"nid":"1"}})"),
            Lines{"problem: the event has no \"name\""});
  EXPECT_EQ(lines(Format::EtcdRaft, R"({"tag":"trace","event":null})"),
            Lines{"problem: the line's tag is \"trace\", and it has no object \"event\""});
}

TEST(Format, CcfEnvelopesOfBothAges) {
  EXPECT_EQ(lines(Format::Ccf,
                  R"({"h_ts":"12","tag":"raft_trace","msg":{"function":"recv","state":{"node_id":"0","view":2}}})"),
            Lines{R"([event |-> "recv", node |-> "0", h_ts |-> "12", function |-> "recv", )"
                  R"(state |-> [node_id |-> "0", view |-> 2]])"});
  EXPECT_EQ(lines(Format::Ccf, R"({"tag":"tla","msg":{"event":{"component":"raft","function":"send"},"node":"1"}})"),
            Lines{R"([event |-> "send", node |-> "1"])"});
  EXPECT_EQ(lines(Format::Ccf, R"({"action":"RwTxRequest","tx":0})"),
            Lines{R"([event |-> "RwTxRequest", action |-> "RwTxRequest", tx |-> 0])"});
  EXPECT_EQ(lines(Format::Ccf, R"({"tag":"info","msg":{"function":"f"}})"), Lines{});
  EXPECT_EQ(lines(Format::Ccf, R"({"tag":"raft_trace","msg":"take"})"),
            Lines{"problem: the line's tag is \"raft_trace\", and it has no object \"msg\""});
}

TEST(Format, OtlpLogRecords) {
  const std::string text =
      R"({"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"pay"}}]},)"
      R"("scopeLogs":[{"logRecords":[{"timeUnixNano":"1700","eventName":"Charge","attributes":[)"
      R"({"key":"share","value":{"doubleValue":0.5}},{"key":"amount","value":{"intValue":"42"}},{"key":"to","value":{"arrayValue":{"values":[{"boolValue":true}]}}}]},)"
      R"({"body":{"stringValue":"Refund"},"observedTimeUnixNano":"9"}]}]}]})";
  const Lines found = lines(Format::Otlp, text);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(
      found[0],
      R"([event |-> "Charge", node |-> "pay", params |-> [share |-> "0.5", amount |-> 42, to |-> <<TRUE>>], )"
      R"(attributes |-> [share |-> "0.5", amount |-> 42, to |-> <<TRUE>>], resource |-> [service.name |-> "pay"], time |-> 1700])");
  EXPECT_EQ(found[1], R"([event |-> "Refund", node |-> "pay", params |-> <<>>, attributes |-> <<>>, )"
                      R"(resource |-> [service.name |-> "pay"], time |-> 9, body |-> "Refund"])");
}

std::string log_record(const std::string& members) {
  return R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"eventName":"E",)" + members + "}]}]}]}";
}

// TLA+ has no fractions. The text of one equals no number, and is not lost.
TEST(Format, DoublesOfOtlpAreWholeNumbersOrTheirText) {
  const auto read = [](const std::string& number) {
    const std::string line =
        lines(Format::Otlp, log_record(R"("attributes":[{"key":"n","value":{"doubleValue":)" + number + "}}]"))[0];
    const size_t at = line.find("[n |-> ") + 7;
    return line.substr(at, line.find(']', at) - at);
  };
  EXPECT_EQ(read("3"), "3");
  EXPECT_EQ(read("3.0"), "3");
  EXPECT_EQ(read("-2.5e1"), "-25");
  EXPECT_EQ(read("1.5"), "\"1.5\"");
  EXPECT_EQ(read("1e300"), "\"1e300\"");
  EXPECT_EQ(read("\"NaN\""), "\"NaN\"");
  EXPECT_EQ(read("\"4\""), "4");
}

TEST(Format, WhatIsNoNumberInOtlpIsAnErrorInItsPlace) {
  EXPECT_EQ(lines(Format::Otlp, log_record(R"("timeUnixNano":"abc")")),
            Lines{R"(problem: "timeUnixNano" is no number of nanoseconds: "abc")"});
  EXPECT_EQ(lines(Format::Otlp, log_record(R"("timeUnixNano":"12x")")).size(), 1u);
  EXPECT_EQ(lines(Format::Otlp, log_record(R"("timeUnixNano":-4)")),
            Lines{R"(problem: "timeUnixNano" is no number of nanoseconds: -4)"});
  EXPECT_EQ(lines(Format::Otlp, log_record(R"("timeUnixNano":1.5)")),
            Lines{R"(problem: "timeUnixNano" is no number of nanoseconds: 1.5)"});
  EXPECT_EQ(lines(Format::Otlp, R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"S","endTimeUnixNano":"late"}]}]}]})"),
            Lines{R"(problem: "endTimeUnixNano" is no number of nanoseconds: "late")"});
  EXPECT_EQ(lines(Format::Otlp, log_record(R"("attributes":[{"key":"n","value":{"intValue":"many"}}])")),
            Lines{R"(problem: an "intValue" is no integer: "many")"});
  Trace trace = trace_of({log_record(R"("timeUnixNano":"7")") + "\n" + log_record(R"("timeUnixNano":"abc")") + "\n"});
  try {
    trace.drain();
    FAIL() << "it was accepted";
  } catch (const TraceError& error) {
    EXPECT_EQ(to_string(error.place), "a.ndjson:2");
  }
}

// To OpenTelemetry a time of 0 is one that is not known.
TEST(Format, ATimeThatIsNotKnownIsWhenItWasObserved) {
  const std::string line = lines(Format::Otlp, log_record(R"("timeUnixNano":"0","observedTimeUnixNano":"100")"))[0];
  EXPECT_NE(line.find("time |-> 100"), std::string::npos) << line;
  EXPECT_EQ(lines(Format::Otlp, log_record(R"("timeUnixNano":"0")"))[0].find("time |->"), std::string::npos);
}

TEST(Format, OtlpSpansHaveTimesAndCauses) {
  const std::string text =
      R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"Commit","spanId":"b","parentSpanId":"a",)"
      R"("startTimeUnixNano":"10","endTimeUnixNano":"30","links":[{"spanId":"c"}]}]}]}]})";
  EXPECT_EQ(lines(Format::Otlp, text),
            Lines{R"([event |-> "Commit", params |-> <<>>, attributes |-> <<>>, resource |-> <<>>, spanId |-> "b", )"
                  R"(time |-> 10, until |-> 30, id |-> "b", causes |-> <<"a", "c">>])"});
}

TEST(Format, ItfBehaviors) {
  const std::string text = R"({"vars":["n","m::s","mbt::actionTaken"],"states":[{"n":{"#bigint":"0"},"m::s":1},)"
                           R"({"n":1,"mbt::actionTaken":"step","mbt::nondetPicks":{"k":{"tag":"Some","value":3},)"
                           R"("j":{"tag":"None","value":{"#tup":[]}}}},{"n":2}]})";
  EXPECT_EQ(
      lines(Format::Itf, text),
      (Lines{
          R"([event |-> "#state", after |-> <<[var |-> "n", value |-> [#bigint |-> "0"]], [var |-> "s", value |-> 1]>>])",
          R"([event |-> "step", after |-> <<[var |-> "n", value |-> 1]>>, params |-> [k |-> 3]])",
          R"([event |-> "#step", after |-> <<[var |-> "n", value |-> 2]>>])"}));
}

TEST(Format, TlcBehaviorsWithTheNamesOfTheirSteps) {
  const std::string text =
      R"({"counterexample":{"state":[[1,{"n":0}],[2,{"n":1}]],"action":[[[1,{"n":0}],{"name":"Up","context":{"by":1}},[2,{"n":1}]]]}})";
  EXPECT_EQ(lines(Format::Tlc, text),
            (Lines{R"([event |-> "#state", after |-> <<[var |-> "n", value |-> 0]>>])",
                   R"([event |-> "Up", params |-> [by |-> 1], after |-> <<[var |-> "n", value |-> 1]>>])"}));
}

// --- Through the reader.

TEST(Format, WhatIsNoStateNorStepIsAnError) {
  EXPECT_EQ(lines(Format::Itf, R"({"vars":["x"],"states":[{"x":1},7]})").back(), "problem: state 2 is an object, not 7");
  EXPECT_EQ(lines(Format::Tlc, R"({"state":[[1,{"x":1}],[2,3]],"action":[]})").back(),
            "problem: state 2 is a pair of its number and its values, not <<2, 3>>");
  EXPECT_EQ(lines(Format::Tlc, R"({"state":[[1,{"x":1}]],"action":[7]})").back(),
            "problem: a member of \"action\" is [state, action, state], not 7");
  EXPECT_EQ(lines(Format::Otlp, R"({"resourceLogs":{"a":1}})").back(), "problem: \"resourceLogs\" is a list, not [a |-> 1]");
  const std::string record = R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"eventName":"E","attributes":)";
  EXPECT_EQ(lines(Format::Otlp, record + R"({"n":1}}]}]}]})").back(), "problem: \"attributes\" is a list, not [n |-> 1]");
  EXPECT_EQ(lines(Format::Otlp, record + R"([5]}]}]}]})").back(),
            "problem: an attribute is {\"key\":.., \"value\":..}, not 5");
}

TEST(Format, ATextMaySpanLines) {
  Trace trace = trace_of({"{\n  \"vars\": [\"n\"],\n  \"states\": [\n    {\"n\": 1},\n    {\"n\": 2}\n  ]\n}\n"});
  ASSERT_NE(trace.event(0, 1), nullptr);
  EXPECT_EQ(trace.event(0, 0)->name(), kNoStep);
  EXPECT_EQ(trace.event(0, 1)->name(), kAnyStep);
  EXPECT_EQ(trace.event(0, 2), nullptr);
}

TEST(Format, WhatIsWrongInATextThatSpansLinesHasItsLine) {
  try {
    Trace trace = trace_of({"{\n  \"vars\": [\"n\"],\n  \"states\": [\n    {\"n\": nothing}\n  ]\n}\n"}, Order::Auto,
                           {.format = Format::Itf});
    FAIL();
  } catch (const TraceError& error) {
    EXPECT_EQ(error.place.line, 4u);
    EXPECT_EQ(error.place.column, 11u);
  }
}

TEST(Format, ABrokenFirstLineOfTrestlesOwnIsReportedThere) {
  try {
    Trace trace = trace_of({"{\"event\":\"A\"\n{\"event\":\"B\"}\n"});
    FAIL();
  } catch (const TraceError& error) {
    EXPECT_EQ(error.place.line, 1u);
  }
}

TEST(Format, UpdatesAreReadAndRefusedWhereTheyAre) {
  Trace trace = trace_of({R"({"event":"Open","event_args":[],"open":[{"op":"AddElement","path":[],"args":["t1"]}]})"
                          "\n"});
  ASSERT_NE(trace.event(0, 0), nullptr);
  EXPECT_EQ(trace.event(0, 0)->after.at(0).relation, Relation::Updates);
  try {
    trace_of({R"({"event":"Open","event_args":[],"open":[{"op":"Multiply","path":[],"args":["t1"]}]})"
              "\n"});
    FAIL();
  } catch (const TraceError& error) {
    EXPECT_EQ(error.field, "updates.open");
    EXPECT_NE(error.message.find("\"Multiply\" is none of"), std::string::npos);
  }
}

}  // namespace
}  // namespace trestle::trace
