// Lines of a known form are read as they would have been without that knowledge.
#include <gtest/gtest.h>

#include "tests/trace/text_source.h"
#include "validator/trace/reader.h"

namespace trestle::trace {
namespace {

struct Told {
  std::vector<std::string> lines;
  std::vector<bool> alike;  // the event was made from a form that another event has, too
  std::string error;
};

std::string told(const Event& e, const Nodes& nodes) {
  const auto time = [](int64_t at) { return at == Event::kNoTime ? std::string("none") : std::to_string(at); };
  std::string text = to_string(e) + " at " + nodes.name(e.node) + " line " + std::to_string(e.line) + " seq " +
                     std::to_string(e.seq) + " time " + time(e.time) + ".." + time(e.until);
  if (e.has_order) text += " order " + to_string(e.order);
  if (e.id != Event::kNoId) text += " id " + std::string(e.text(e.id));
  for (const uint32_t cause : e.causes) text += " after " + std::string(e.text(cause));
  for (const ClockEntry& entry : e.clock) text += " " + nodes.name(entry.node) + ":" + std::to_string(entry.count);
  for (const Observation& o : e.before) text += "; " + to_string(e, o, false);
  for (const Observation& o : e.after) text += "; " + to_string(e, o, true);
  return text;
}

Told told(const std::string& text) {
  Told result;
  Nodes nodes;
  Warnings warnings;
  try {
    EventReader reader(0, lines_of(text), nodes, warnings);
    Event event;
    while (reader.next(event)) {
      result.lines.push_back(told(event, nodes));
      result.alike.push_back(event.form != Event::kNoForm);
    }
  } catch (const TraceError& error) {
    result.error = error.what();
  }
  for (const Warning& w : warnings.all()) {
    result.lines.push_back(to_string(w.place) + " " + w.message + " x" + std::to_string(w.count));
  }
  return result;
}

// A space before the last line's brace makes its form another one, so that it is read the long way.
void expect_same(const std::string& first, const std::string& second) {
  const Told known = told(first + "\n" + second + "\n"), anew = told(first + "\n " + second + "\n");
  EXPECT_EQ(known.lines, anew.lines) << second;
  EXPECT_EQ(known.error.empty(), anew.error.empty()) << known.error << anew.error;
}

TEST(LineForms, OnlyValuesDiffer) {
  const Told r = told(
      R"({"event":"Put","params":{"k":"a","n":1,"b":true},"after":[{"var":"held","path":["a",0],"value":{"x":1}}]}
{"event":"Put","params":{"k":"a","n":-27,"b":false},"after":[{"var":"held","path":["a",12345],"value":{"x":0}}]}
)");
  ASSERT_EQ(r.lines.size(), 2u) << r.error;
  EXPECT_TRUE(r.alike[1]);
  EXPECT_EQ(
      r.lines[1],
      "Put(k |-> \"a\", n |-> -27, b |-> FALSE) at t.ndjson line 2 seq 0 time none..none; held'[\"a\"][12345] = [x |-> 0]");
}

std::string put(const std::string& key, int number) {
  return R"({"event":"Put","params":{"k":")" + key + R"(","n":)" + std::to_string(number) + "}}\n";
}

TEST(LineForms, EachOfAFewNamesIsPartOfAForm) {
  const Told r = told(put("a", 1) + put("b", 2) + put("a", 3) + put("b", 4) + put("ab", 5) + put("", 6) + put("ab", 7));
  EXPECT_EQ(r.alike, (std::vector<bool>{false, false, true, true, false, false, true})) << r.error;
  ASSERT_EQ(r.lines.size(), 7u);
  EXPECT_EQ(r.lines[3].substr(0, 20), "Put(k |-> \"b\", n |->");
  EXPECT_EQ(r.lines[6].substr(0, 21), "Put(k |-> \"ab\", n |->");
}

TEST(LineForms, ATextOfManyValuesIsAValue) {
  std::string text;
  for (int i = 0; i < 50; ++i) text += put("k" + std::to_string(i), i);
  const Told r = told(text + put("other", 1) + put("", 2));
  ASSERT_EQ(r.lines.size(), 52u) << r.error;
  EXPECT_TRUE(r.alike[50]);
  EXPECT_TRUE(r.alike[51]);
  EXPECT_EQ(r.lines[50].substr(0, 24), "Put(k |-> \"other\", n |->");
  EXPECT_TRUE(told(put(std::string(100, 'x'), 1) + put("other", 1)).alike[1]);  // no name is so long
}

// 15 names three times are 3,375 forms, which are too many.
TEST(LineForms, NamesThatAreCombinedInManyWaysAreValues) {
  std::string text;
  const auto line = [](int i) {
    std::string of = R"({"event":"E","params":[)";
    for (int n = 0; n < 3; ++n, i /= 15) of += (n == 0 ? "\"n" : ",\"n") + std::to_string(i % 15) + '"';
    return of + "]}\n";
  };
  for (int i = 0; i < 3375; ++i) text += line(i);
  text += line(3300);
  const Told r = told(text);
  ASSERT_EQ(r.alike.size(), 3376u) << r.error;
  EXPECT_GT(std::count(r.alike.begin(), r.alike.end(), true), 1500);
  EXPECT_TRUE(r.alike.back());
}

// The events of each text as a file of its own, one after the other, "file n" for what is not read anew.
std::vector<std::string> told_of_files(const std::vector<std::string>& texts) {
  std::vector<std::string> result;
  Nodes nodes;
  Warnings warnings;
  for (uint32_t file = 0; file < texts.size(); ++file) {
    EventReader reader(file, lines_of(texts[file]), nodes, warnings);
    Event event;
    while (reader.next(event))
      result.push_back(told(event, nodes) + (event.form != Event::kNoForm ? " alike in " : " anew in ") + std::to_string(event.file));
  }
  return result;
}

TEST(LineForms, FilesOfOneNodeShareThem) {
  const std::string n = R"({"trestle":1,"node":"n"})" "\n", m = R"({"trestle":1,"node":"m"})" "\n";
  const std::vector<std::string> lines = told_of_files({n + put("a", 1), m + put("a", 2), n + put("a", 3), m + put("a", 4)});
  EXPECT_EQ(lines, (std::vector<std::string>{
                       "Put(k |-> \"a\", n |-> 1) at n line 2 seq 0 time none..none anew in 0",
                       "Put(k |-> \"a\", n |-> 2) at m line 2 seq 0 time none..none anew in 1",
                       "Put(k |-> \"a\", n |-> 3) at n line 2 seq 0 time none..none alike in 2",
                       "Put(k |-> \"a\", n |-> 4) at m line 2 seq 0 time none..none alike in 3"}));
}

// A list has a length of its own in each line, perhaps: to remember it is work for nothing.
TEST(LineForms, ALongLineIsRememberedWhenItComesAgain) {
  const auto line = [](size_t length, char digit) {
    std::string text = R"({"event":"E","params":{"all":[)";
    for (size_t i = 0; i < length; ++i) text += (i == 0 ? "" : ",") + std::string(1, digit);
    return text + "]}}\n";
  };
  const Told r = told(line(300, '1') + line(301, '2') + line(300, '3') + line(300, '4') + line(301, '5') + line(301, '6'));
  EXPECT_EQ(r.alike, (std::vector<bool>{false, false, false, true, false, true})) << r.error;
  ASSERT_EQ(r.lines.size(), 6u);
  EXPECT_EQ(r.lines[5].substr(0, 17), "E(all |-> <<6, 6,");
}

TEST(LineForms, TimesInNanosecondsAreNumbersToo) {
  const Told r = told(R"({"event":"E","seq":1,"time":1795869248739824960}
{"event":"E","seq":2,"time":1795869248739824961}
{"event":"E","seq":3,"time":9223372036854775807}
)");
  ASSERT_EQ(r.lines.size(), 3u) << r.error;
  EXPECT_TRUE(r.alike[1]);
  EXPECT_EQ(r.lines[1], "E at t.ndjson line 2 seq 2 time 1795869248739824961..none");
  EXPECT_TRUE(r.alike[2]);
}

TEST(LineForms, WhateverIsWrittenIsReadAsBefore) {
  const std::string line = R"({"event":"E","params":{"a":1,"b":"x"}})";
  std::string many;  // after which "b" is no name any more
  for (int i = 0; i < 40; ++i) many += R"({"event":"E","params":{"a":1,"b":"n)" + std::to_string(i) + "\"}}\n";
  for (const char* other : {
           R"({"event":"E","params":{"a":2,"b":"y"}})",
           R"({"event":"E","params":{"a":0,"b":""}})",
           R"({"event":"E","params":{"a":-5,"b":"y"}})",
           R"({"event":"E","params":{"a":-0,"b":"y"}})",
           R"({"event":"E","params":{"a":01,"b":"y"}})",
           R"({"event":"E","params":{"a":1.5,"b":"y"}})",
           R"({"event":"E","params":{"a":1e3,"b":"y"}})",
           R"({"event":"E","params":{"a":-,"b":"y"}})",
           R"({"event":"E","params":{"a":9223372036854775807,"b":"y"}})",
           R"({"event":"E","params":{"a":9223372036854775808,"b":"y"}})",
           R"({"event":"E","params":{"a":123456789012345678901234567890,"b":"y"}})",
           R"({"event":"E","params":{"a":null,"b":"y"}})",
           R"({"event":"E","params":{"a":true,"b":"y"}})",
           R"({"event":"E","params":{"a":"1","b":"y"}})",
           R"({"event":"E","params":{"a":1,"b":"\u00e9\n\""}})",
           R"({"event":"E","params":{"a":1,"b":"é"}})",
           "{\"event\":\"E\",\"params\":{\"a\":1,\"b\":\"\xFF\"}}",
           "{\"event\":\"E\",\"params\":{\"a\":1,\"b\":\"\x01\"}}",
           R"({"event":"E","params":{"a":1,"b":"y"}}x)",
           R"({"event":"E","params":{"a":1,"b":"y"})",
           R"({"event":"E","params":{"a":1,"b":"y)",
           R"({"event":"F","params":{"a":1,"b":"y"}})",
           R"({"event":"E","params":{"a":1,"b":{"#model":"y"}}})",
       }) {
    expect_same(line, other);
    expect_same(many + line, other);
  }
}

// Forms that begin alike, and lines that are one byte off one of them.
TEST(LineForms, AByteThatIsOffIsReadAsBefore) {
  const std::vector<std::string> forms = {R"({"event":"Receive","params":{"p":"a","n":1}})",
                                          R"({"event":"ReceiveAck","params":{"p":"a"}})", R"({"event":"R"})",
                                          R"({"event":"Recover","params":{"p":"a","yes":true}})"};
  std::string known;
  for (const std::string& form : forms) known += form + "\n";
  const auto last = [&](const std::string& line, const char* space) {
    Told told_all = told(known + space + line + "\n");
    return std::pair(std::move(told_all.lines), !told_all.error.empty());
  };
  for (const std::string& form : forms) {
    EXPECT_TRUE(told(known + form + "\n").alike.back());
    for (size_t at = 0; at < form.size(); ++at) {
      for (const char other : std::string_view("\"\\ {}0-x,\x7f")) {
        std::string replaced = form, added = form, removed = form;
        replaced[at] = other;
        added.insert(at, 1, other);
        removed.erase(at, 1);
        for (const std::string& line : {replaced, added, removed, form.substr(0, at)}) {
          EXPECT_EQ(last(line, ""), last(line, " ")) << line;
        }
      }
    }
  }
}

TEST(LineForms, WhatMarksMeanIsPartOfTheForm) {
  expect_same(R"({"event":"E","params":{"a":{"#model":"x"}}})", R"({"event":"E","params":{"a":{"#model":"y"}}})");
  expect_same(R"({"event":"E","params":{"a":{"#bigint":"7"}}})", R"({"event":"E","params":{"a":{"#bigint":"x"}}})");
  expect_same(R"({"event":"E","params":{"a":{"#set":[1,"p"]}}})", R"({"event":"E","params":{"a":{"#set":[2,"q"]}}})");
  expect_same(R"({"event":"E","params":{"a":{"#map":[[1,"p"]]}}})",
              R"({"event":"E","params":{"a":{"#map":[[2,"q"]]}}})");
  expect_same(R"({"event":"E","after":[{"var":"x","op":"add","value":1}]})",
              R"({"event":"E","after":[{"var":"x","op":"remove","value":1}]})");
  expect_same(R"({"event":"E","updates":{"x":[{"op":"Replace","path":[],"args":["p"]}]}})",
              R"({"event":"E","updates":{"x":[{"op":"Replace","path":[],"args":["q"]}]}})");
}

TEST(LineForms, NumbersOfTheLineAreTheEventsOwn) {
  const std::string line = R"({"event":"E","node":"n","seq":1,"time":5,"until":6,"order":3,"id":"a","causes":["z"]})";
  expect_same(line, R"({"event":"E","node":"n","seq":2,"time":7,"until":9,"order":-4,"id":"b","causes":["a"]})");
  expect_same(line, R"({"event":"E","node":"n","seq":4,"time":7,"until":9,"order":4,"id":"b","causes":["a"]})");
  expect_same(line, R"({"event":"E","node":"n","seq":1,"time":7,"until":9,"order":4,"id":"b","causes":["a"]})");
  expect_same(line, R"({"event":"E","node":"n","seq":2,"time":-7,"until":9,"order":4,"id":"b","causes":["a"]})");
  expect_same(R"({"event":"E","node":"n","clock":{"n":1,"m":3}})", R"({"event":"E","node":"n","clock":{"n":2,"m":0}})");
  expect_same(R"({"event":"E","node":"n","clock":{"n":1,"m":3}})",
              R"({"event":"E","node":"n","clock":{"n":2,"m":-1}})");
}

TEST(LineForms, WarningsAreCountedForEachLine) {
  const std::string line = R"({"event":"E","extra":1})";
  const Told r = told(line + "\n" + line + "\n" + line + "\n");
  ASSERT_EQ(r.lines.size(), 4u);
  EXPECT_NE(r.lines[3].find("x3"), std::string::npos) << r.lines[3];
}

TEST(LineForms, AHeaderChangesTheNode) {
  const Told r =
      told("{\"trestle\":1,\"node\":\"a\"}\n{\"event\":\"E\"}\n{\"trestle\":1,\"node\":\"b\"}\n{\"event\":\"E\"}\n");
  ASSERT_EQ(r.lines.size(), 2u);
  EXPECT_NE(r.lines[0].find("at a"), std::string::npos);
  EXPECT_NE(r.lines[1].find("at b"), std::string::npos);
}

TEST(LineForms, ALogOfManyFormsIsStillRead) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += R"({"event":"E)" + std::to_string(i % 700) + R"(","params":[1]})" + "\n";
  const Told r = told(text);
  EXPECT_EQ(r.error, "");
  EXPECT_EQ(r.lines.size(), 5000u);
  EXPECT_EQ(r.lines[4999].substr(0, 7), "E99(1) ");
}

}  // namespace
}  // namespace trestle::trace
