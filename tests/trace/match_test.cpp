#include "validator/trace/match.h"

#include <gtest/gtest.h>

#include "tests/trace/text_source.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/print.h"
#include "translator/runtime/store.h"
#include "validator/trace/expectation.h"
#include "validator/trace/json.h"
#include "validator/trace/reader.h"

namespace trestle::trace {
namespace {

using runtime::Context;
using runtime::Value;

class Match : public testing::Test {
 protected:
  Value number(int64_t i) { return Value::integer(i); }
  Value text(std::string_view s) { return runtime::string_value(s); }
  Value model(std::string_view s) { return runtime::model_value(s); }
  Value set(std::vector<Value> v) { return runtime::intern(runtime::make_set(context, v)); }
  Value tuple(std::vector<Value> v) { return runtime::intern(runtime::make_tuple(context, v)); }
  Value record(std::vector<std::pair<std::string, Value>> members) {
    std::vector<uint32_t> fields;
    std::vector<Value> values;
    for (auto& [name, value] : members) {
      fields.push_back(runtime::atom(name));
      values.push_back(value);
    }
    return runtime::intern(runtime::make_record(context, fields, values));
  }
  // A function; the pairs are in the domain's order.
  Value function(std::vector<std::pair<Value, Value>> pairs) {
    std::vector<Value> domain, values;
    for (auto& [argument, value] : pairs) {
      domain.push_back(argument);
      values.push_back(value);
    }
    return runtime::intern(runtime::make_function(context, set(domain), values));
  }
  bool fits(std::string_view json, Value value) {
    Data data;
    EXPECT_FALSE(parse_json_plainly(json, data)) << json;
    std::string where;
    EXPECT_EQ(interpret(data, 0, where), "") << json;
    return matches(data.root(), value);
  }
  Value decoded(std::string_view json) {
    Data data;
    EXPECT_FALSE(parse_json_plainly(json, data)) << json;
    std::string where;
    EXPECT_EQ(interpret(data, 0, where), "") << json;
    return runtime::intern(to_value(context, data.root(), [](std::string_view name) { return name == "m1"; }));
  }

  Context context;
};

TEST_F(Match, Scalars) {
  EXPECT_TRUE(fits("1", number(1)));
  EXPECT_FALSE(fits("1", number(2)));
  EXPECT_FALSE(fits("1", text("1")));
  EXPECT_FALSE(fits("1", Value::boolean(true)));
  EXPECT_TRUE(fits("true", Value::boolean(true)));
  EXPECT_FALSE(fits("false", Value::boolean(true)));
  EXPECT_TRUE(fits("\"a\"", text("a")));
  EXPECT_FALSE(fits("\"a\"", text("b")));
}

TEST_F(Match, BigIntegers) {
  Value big = runtime::intern(runtime::parse_integer(context, "123456789012345678901234567890"));
  EXPECT_TRUE(fits("{\"#bigint\":\"123456789012345678901234567890\"}", big));
  EXPECT_TRUE(fits("123456789012345678901234567890", big));
  EXPECT_FALSE(fits("123456789012345678901234567891", big));
  Value over = runtime::intern(runtime::parse_integer(context, "9223372036854775807"));  // fits 64 bits, not a small
  EXPECT_TRUE(fits("9223372036854775807", over));
  EXPECT_TRUE(fits("{\"#bigint\":\"9223372036854775807\"}", over));
  EXPECT_FALSE(fits("9223372036854775806", over));
  EXPECT_FALSE(fits("9223372036854775807", number(5)));
}

TEST_F(Match, AStringFitsAModelValueOfThatNameAndAMarkedOneOnlyThat) {
  EXPECT_TRUE(fits("\"m1\"", model("m1")));
  EXPECT_TRUE(fits("{\"#model\":\"m1\"}", model("m1")));
  EXPECT_FALSE(fits("{\"#model\":\"m1\"}", text("m1")));
}

TEST_F(Match, SequencesSetsRecordsFunctions) {
  EXPECT_TRUE(fits("[1,\"a\"]", tuple({number(1), text("a")})));
  EXPECT_FALSE(fits("[1]", tuple({number(1), text("a")})));
  EXPECT_TRUE(fits("[]", tuple({})));
  EXPECT_TRUE(fits("{}", tuple({})));
  EXPECT_TRUE(fits("{\"#map\":[]}", tuple({})));
  EXPECT_FALSE(fits("[1]", set({number(1)})));
  EXPECT_TRUE(fits("{\"#set\":[2,1,1]}", set({number(1), number(2)})));
  EXPECT_FALSE(fits("{\"#set\":[1]}", set({number(1), number(2)})));
  EXPECT_FALSE(fits("{\"#set\":[1,3]}", set({number(1), number(2)})));
  EXPECT_TRUE(fits("{\"#set\":[]}", set({})));
  Value r = record({{"tid", number(1)}, {"phase", text("down")}});
  EXPECT_TRUE(fits("{\"phase\":\"down\",\"tid\":1}", r));
  EXPECT_FALSE(fits("{\"tid\":1}", r));
  EXPECT_FALSE(fits("{\"tid\":1,\"fase\":\"down\"}", r));
  EXPECT_TRUE(fits("{\"#map\":[[\"tid\",1],[\"phase\",\"down\"]]}", r));
  Value f = function({{model("m1"), number(7)}, {model("m2"), number(8)}});
  EXPECT_TRUE(fits("{\"m2\":8,\"m1\":7}", f));
  EXPECT_TRUE(fits("{\"#map\":[[\"m1\",7],[\"m2\",8]]}", f));
  Value g = function({{number(0), text("a")}, {number(5), text("b")}});
  EXPECT_TRUE(fits("{\"#map\":[[5,\"b\"],[0,\"a\"]]}", g));
  EXPECT_TRUE(fits("{\"#map\":[[2,\"b\"],[1,\"a\"]]}", tuple({text("a"), text("b")})));
  EXPECT_FALSE(fits("{\"#map\":[[1,\"b\"],[2,\"a\"]]}", tuple({text("a"), text("b")})));
}

// Of a packed variable only a part is looked at, and it is the same part.
TEST_F(Match, PackedStatesAreObservedAsTheirValues) {
  const auto phase = [&](const char* p, int64_t n) { return record({{"tid", number(n)}, {"phase", text(p)}}); };
  std::vector<Value> before = {function({{text("p"), phase("up", 1)}, {text("q"), phase("down", 0)}}),
                                     set({number(1)}), tuple({number(1), number(2)}), text("x"),
                                     function({{number(0), text("a")}, {number(5), text("b")}})};
  std::vector<Value> after = {function({{text("p"), phase("down", 0)}, {text("q"), phase("down", 0)}}),
                                    set({number(1), number(2)}), tuple({number(1), number(2), number(3)}), number(3),
                                    function({{number(0), text("b")}, {number(5), text("b")}})};
  std::vector<runtime::ShapeRef> shapes;
  for (size_t i = 0; i < before.size(); ++i) {
    shapes.push_back(runtime::shape::join(runtime::shape::of(before[i]), runtime::shape::of(after[i])));
  }
  // Sets of records: with a bit for each, and as a list of those that are there.
  for (const int64_t most : {1, 5000}) {
    const Value one = set({phase("up", 1)}), two = set({phase("up", 1), phase("down", most - 1)});
    const Value other = set({phase("down", most - 1)});
    const auto element = runtime::shape::join(runtime::shape::of(phase("up", 0)), runtime::shape::of(phase("down", most)));
    for (const auto& [from, to] : {std::pair{one, two}, {two, one}, {two, two}, {one, other}, {two, set({})}}) {
      before.push_back(from);
      after.push_back(to);
      shapes.push_back(runtime::shape::set(element, most > 1 ? 4 : 0));
    }
  }
  const runtime::Layout packed(shapes), handles(before.size());
  ASSERT_TRUE(packed.packed());
  const char* const variables[] = {"m", "s", "q", "u", "f", "a1", "r1", "n1", "o1", "e1", "a2", "r2", "n2", "o2", "e2"};
  const char* const paths[] = {
      "",    R"(["p"])", R"(["p","phase"])",  R"(["q","tid"])", R"(["z"])", R"(["p","z"])", "[1]",
      "[3]", "[5]",      R"(["p","phase",1])"};
  const char* const values[] = {"1",
                                "2",
                                "3",
                                "0",
                                R"("down")",
                                R"("up")",
                                R"("x")",
                                R"("b")",
                                R"({"tid":0,"phase":"down"})",
                                R"({"phase":"up","tid":1})",
                                R"({"phase":"down","tid":4999})",
                                R"({"tid":0})",
                                "[1,2]",
                                R"({"p":{"tid":0,"phase":"down"},"q":{"tid":0,"phase":"down"}})",
                                R"({"#set":[1,2]})"};
  size_t held = 0, known = 0, known_held = 0;  // known: what is expected is known for the line's form
  for (uint32_t variable = 0; variable < before.size(); ++variable) {
    for (const char* path : paths) {
      for (const char* value : values) {
        for (const char* op : {"is", "add", "remove", "append", "contains"}) {
          for (const bool shown_after : {true, false}) {
            if (!shown_after && op == std::string("append")) continue;
            const auto line_of = [&](const std::string& observed) {
              std::string line = std::string(R"({"event":"E",")") + (shown_after ? "after" : "before") +
                                 R"(":[{"var":")" + variables[variable] + "\",\"op\":\"" + op +
                                 "\",\"value\":" + observed;
              if (*path != 0) line += std::string(",\"path\":") + path;
              return line + "}]}\n";
            };
            std::string others = value;  // with other numbers: a line of the same form
            for (char& c : others) c = c >= '0' && c < '9' ? static_cast<char>(c + 1) : c;
            const std::string line = line_of(value);
            Nodes nodes;
            Warnings warnings;
            EventReader reader(0, lines_of(line_of(others) + line), nodes, warnings);
            Event event;
            ASSERT_TRUE(reader.next(event) && reader.next(event)) << line;
            const Observation& observation = (shown_after ? event.after : event.before)[0];
            const auto in_states = [&](const runtime::Layout& layout, const auto& ask) {
              std::vector<runtime::Word> first(layout.words()), second(layout.words());
              for (size_t v = 0; v < before.size(); ++v) {
                layout.set(context, first.data(), v, before[v]);
                layout.set(context, second.data(), v, after[v]);
              }
              return ask(first.data(), second.data());
            };
            const auto holds_in = [&](const runtime::Layout& layout) {
              return in_states(layout, [&](const runtime::Word* first, const runtime::Word* second) {
                return holds(context, layout, event, observation, shown_after, variable, first, second);
              });
            };
            const bool expected = holds_in(handles);
            EXPECT_EQ(holds_in(packed), expected) << line;
            held += expected ? 1 : 0;
            if (event.form == Event::kNoForm) continue;
            const auto expectation = Expectation::of(packed, event, observation, shown_after, variable);
            if (!expectation) continue;
            ++known;
            known_held += expected ? 1 : 0;
            EXPECT_EQ(in_states(packed, [&](const runtime::Word* first, const runtime::Word* second) {
                        return expectation->holds(event, first, second);
                      }), expected)
                << line;
          }
        }
      }
    }
  }
  EXPECT_GT(held, 20u);
  EXPECT_GT(known, 500u);
  EXPECT_GT(known_held, 20u);
}

TEST_F(Match, ValuesFromText) {
  EXPECT_EQ(runtime::to_string(decoded(R"({"a":[1,{"#set":[2,1]}],"b":"m1","c":"x"})")),
            runtime::to_string(record(
                {{"a", tuple({number(1), set({number(1), number(2)})})}, {"b", model("m1")}, {"c", text("x")}})));
  EXPECT_TRUE(
      same(decoded("{\"#map\":[[3,\"c\"],[0,\"a\"]]}"), function({{number(0), text("a")}, {number(3), text("c")}})));
  EXPECT_TRUE(same(decoded("{\"#map\":[[2,\"b\"],[1,\"a\"]]}"), tuple({text("a"), text("b")})));
  EXPECT_TRUE(same(decoded("{}"), tuple({})));
  EXPECT_EQ(runtime::to_string(decoded("123456789012345678901234567890")), "123456789012345678901234567890");
}

class Observations : public Match {
 protected:
  // Whether `{"var":"x",<rest>}` holds in the list `after` or `before`.
  bool observe(const std::string& rest, bool after, Value before_value, Value after_value) {
    Nodes nodes;
    Warnings warnings;
    EventReader reader(0,
                       lines_of("{\"event\":\"A\",\"" + std::string(after ? "after" : "before") +
                                "\":[{\"var\":\"x\"," + rest + "}]}\n"),
                       nodes, warnings);
    Event event;
    EXPECT_TRUE(reader.next(event));
    const Observation& observation = after ? event.after.at(0) : event.before.at(0);
    mismatch = explain_mismatch(event, observation, after, before_value, after_value);
    return holds(event, observation, after, before_value, after_value);
  }
  Mismatch mismatch;
};

TEST_F(Observations, SetsThatGrowAndShrink) {
  Value none = set({}), one = set({number(1)}), both = set({number(1), number(2)}), other = set({number(3)});
  EXPECT_TRUE(observe(R"("op":"add","value":2)", true, one, both));
  EXPECT_TRUE(observe(R"("op":"add","value":1)", true, one, one));
  EXPECT_FALSE(observe(R"("op":"add","value":2)", true, none, both));
  EXPECT_FALSE(observe(R"("op":"add","value":2)", true, one, one));
  EXPECT_FALSE(observe(R"("op":"add","value":3)", true, one, other));
  EXPECT_EQ(mismatch.expected, "x' = x \\cup {3}");
  EXPECT_EQ(mismatch.actual, "x = {1}, x' = {3}");
  EXPECT_FALSE(observe(R"("op":"add","value":3)", true, number(1), other));
  EXPECT_TRUE(observe(R"("op":"add","value":2)", false, one, none));
  EXPECT_FALSE(observe(R"("op":"add","value":1)", false, one, none));
  EXPECT_TRUE(observe(R"("op":"remove","value":2)", true, both, one));
  EXPECT_TRUE(observe(R"("op":"remove","value":5)", true, one, one));
  EXPECT_FALSE(observe(R"("op":"remove","value":2)", true, both, both));
  EXPECT_FALSE(observe(R"("op":"remove","value":2)", true, both, none));
  EXPECT_FALSE(observe(R"("op":"remove","value":2)", false, one, none));
  EXPECT_TRUE(observe(R"("op":"remove","value":1)", false, one, none));
  EXPECT_TRUE(observe(R"("op":"contains","value":1)", true, none, one));
  EXPECT_FALSE(observe(R"("op":"contains","value":1)", true, one, none));
  EXPECT_TRUE(observe(R"("op":"contains","value":1)", false, one, none));
}

TEST_F(Observations, SequencesThatGrow) {
  Value one = tuple({number(1)}), two = tuple({number(1), number(2)}), wrong = tuple({number(3), number(2)});
  EXPECT_TRUE(observe(R"("op":"append","value":2)", true, one, two));
  EXPECT_FALSE(observe(R"("op":"append","value":2)", true, one, wrong));
  EXPECT_FALSE(observe(R"("op":"append","value":3)", true, one, two));
  EXPECT_FALSE(observe(R"("op":"append","value":2)", true, two, two));
}

TEST_F(Observations, ASequenceContainsWhatSomePositionHolds) {
  Value none = tuple({}), two = tuple({number(1), number(2)});
  EXPECT_TRUE(observe(R"("op":"contains","value":2)", true, none, two));
  EXPECT_TRUE(observe(R"("op":"contains","value":1)", false, two, none));
  EXPECT_FALSE(observe(R"("op":"contains","value":1)", true, two, none));
  EXPECT_FALSE(observe(R"("op":"contains","value":3)", true, none, two));
  EXPECT_EQ(mismatch.expected, "\\E i \\in DOMAIN x' : x'[i] = 3");
  EXPECT_EQ(mismatch.actual, "x' = <<1, 2>>");
  Value nested = function({{model("m1"), two}});
  EXPECT_TRUE(observe(R"("path":["m1"],"op":"contains","value":2)", true, none, nested));
  // Of a record or another function it is not said whether an argument or a value is meant.
  EXPECT_FALSE(observe(R"("op":"contains","value":2)", true, none, record({{"log", number(2)}})));
  EXPECT_FALSE(observe(R"("op":"contains","value":"log")", true, none, record({{"log", number(2)}})));
}

TEST_F(Observations, PathsLeadIntoFunctionsRecordsAndSequences) {
  Value before = function({{model("m1"), record({{"log", tuple({number(4)})}})}});
  Value after = function({{model("m1"), record({{"log", tuple({number(4), number(5)})}})}});
  EXPECT_TRUE(observe(R"("path":["m1","log",2],"value":5)", true, before, after));
  EXPECT_TRUE(observe(R"("path":["m1","log"],"op":"append","value":5)", true, before, after));
  EXPECT_TRUE(observe(R"("path":["m1","log",1],"value":4)", false, before, after));
  EXPECT_FALSE(observe(R"("path":["m1","log",2],"value":5)", false, before, after));
  EXPECT_EQ(mismatch.actual, "no x[\"m1\"][\"log\"][2]: x = " + runtime::to_string(before));
  EXPECT_FALSE(observe(R"("path":["m2"],"value":5)", true, before, after));
  EXPECT_FALSE(observe(R"("path":["m1","log",0],"value":5)", true, before, after));
  EXPECT_FALSE(observe(R"("path":["m1","log",1,1],"value":5)", true, before, after));
}

}  // namespace
}  // namespace trestle::trace
