// Logs in a shape of their own, and what a mapping says of where things are in their lines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/trace/text_source.h"
#include "validator/trace/json.h"
#include "validator/trace/line_places.h"

namespace trestle::trace {
namespace {

using testing::HasSubstr;

Data json(const std::string& text) {
  Data data;
  EXPECT_FALSE(parse_json_plainly(text, data)) << text;
  return data;
}
std::optional<int64_t> time_of(const std::string& text, int64_t unit = 1) { return nanoseconds(json(text).root(), unit); }
std::string kept(const std::string& line) {
  Data to;
  keep_values(json(line).root(), to);
  return to_tla(to.root());
}

TEST(PlacedLines, DatesAndTimesAsLogsWriteThem) {
  constexpr int64_t kSecond = 1'000'000'000;
  const int64_t at = 1'795'978'758 * kSecond;  // date -u -d 2026-11-29T18:59:18Z +%s
  for (const char* same : {"\"2026-11-29T18:59:18Z\"", "\"2026-11-29 18:59:18\"", "\"2026-11-29t18:59:18z\"",
                           "\"2026-11-29T19:59:18+01:00\"", "\"2026-11-29T14:29:18-0430\"", "\"2026-11-29T18:59:18.000000000Z\""})
    EXPECT_EQ(time_of(same), at) << same;
  EXPECT_EQ(time_of("\"2026-11-29 18:59:18,125\""), at + kSecond / 8);
  EXPECT_EQ(time_of("\"2026-11-29T18:59:18.0000000019Z\""), at + 1) << "what is less than a nanosecond is left out";
  EXPECT_EQ(time_of("\"1970-01-01T00:00:00Z\""), 0);
  EXPECT_EQ(time_of("\"2000-02-29T00:00:00Z\""), 951'782'400 * kSecond);
  EXPECT_EQ(time_of("1795978758", kSecond), 1'795'978'758 * kSecond);
  EXPECT_EQ(time_of("\"1795978758\"", kSecond), 1'795'978'758 * kSecond);
  EXPECT_EQ(time_of("1795978758.25", kSecond), 1'795'978'758 * kSecond + kSecond / 4);
  EXPECT_EQ(time_of("1795978758250", 1'000'000), 1'795'978'758 * kSecond + kSecond / 4);
  for (const char* none : {"\"2026-11-29\"", "\"2026-13-29T18:59:18Z\"", "\"2026-02-29T18:59:18Z\"", "\"2026-11-29T24:00:00Z\"",
                           "\"2026-11-29T18:59:18.Z\"", "\"2026-11-29T18:59:18+1\"", "\"1969-12-31T23:59:59Z\"", "\"9999-01-01T00:00:00Z\"",
                           "\"soon\"", "\"\"", "-1", "-0.5", "true", "null", "[1]", "9e30", "\"12x\""})
    EXPECT_EQ(time_of(none), std::nullopt) << none;
  EXPECT_EQ(time_of("9300000000", kSecond), std::nullopt) << "beyond 64 bits";
}

TEST(PlacedLines, WhatTlaHasNoValueForIsLeftOut) {
  EXPECT_EQ(kept(R"({"a":1,"b":null,"c":{"d":1.5,"e":[1,null],"f":[{"g":null}]}})"), "[a |-> 1, c |-> [f |-> <<<<>>>>]]");
  EXPECT_EQ(kept(R"({"a":{"#set":[1,2]},"b":{"#text":"x"},"c":{"#set":[null]}})"),
            "[a |-> [#set |-> <<1, 2>>], c |-> [#set |-> <<null>>]]")
      << "what is wrong with a mark is an error";
  EXPECT_EQ(kept(R"({"#text":"x","a":1})"), R"([#text |-> "x", a |-> 1])");
}

ReadOptions placed(std::vector<std::pair<std::string, MemberPath>> members) {
  ReadOptions options;
  options.places.members = std::move(members);
  options.members = {"body"};
  return options;
}
std::string problem(const std::string& text, ReadOptions options, Order order = Order::File) {
  try {
    Trace trace = trace_of({text}, order, std::move(options));
    Cut cut;
    while (const auto chain = trace.first_enabled(cut)) cut = cut.after(*chain);
    return {};
  } catch (const TraceError& error) {
    return error.what();
  }
}

TEST(PlacedLines, EventsAreFoundWhereTheyAre) {
  const std::string log =
      R"({"ts":"2026-11-29T18:59:18.5Z","event":7,"id":[],"body":{"kind":"Put","who":3,"at":{"a":{"x":1}},"none":null,"no":12}})"
      "\n"
      R"({"ts":"2026-11-29T18:59:19.5Z","body":{"kind":"Take","who":"n2","why":["x",12]}})"
      "\n";
  Trace trace = trace_of({log}, Order::Time,
                         placed({{"event", {"body", "kind"}},
                                 {"node", {"body", "who"}},
                                 {"time", {"ts"}},
                                 {"id", {"body", "no"}},
                                 {"params", {"body", "at", "a"}},
                                 {"causes", {"body", "why"}}}));
  Cut cut;
  auto chain = trace.first_enabled(cut);
  const Event& put = *trace.event(*chain, cut[*chain]);
  EXPECT_EQ(to_string(put), "Put(x |-> 1)");
  EXPECT_EQ(put.label(put.id), "12");
  EXPECT_EQ(trace.nodes().name(put.node), "3");
  EXPECT_EQ(put.time % 1'000'000'000, 500'000'000);
  Datum body = put.data.root();
  ASSERT_TRUE(find(body, "body", body));
  EXPECT_EQ(to_tla(body), R"([kind |-> "Put", who |-> 3, at |-> [a |-> [x |-> 1]], no |-> 12])");
  cut = cut.after(*chain);
  chain = trace.first_enabled(cut);
  const Event& take = *trace.event(*chain, cut[*chain]);
  EXPECT_EQ(take.name(), "Take");
  EXPECT_EQ(trace.nodes().name(take.node), "n2");
  EXPECT_FALSE(trace.first_enabled(cut.after(*chain)));
  ASSERT_EQ(trace.warnings().all().size(), 1u);
  EXPECT_EQ(trace.warnings().all()[0].count, 1u) << "said once, however often it is asked";
}

TEST(PlacedLines, WhatIsWrongIsNamedByItsPath) {
  const auto options = [] { return placed({{"event", {"body", "kind"}}, {"time", {"body", "k8s.at"}}, {"node", {"n"}}}); };
  EXPECT_EQ(problem("{\"body\":{}}\n", options()),
            "a.ndjson:1: \"body.kind\": the line has no such member, which names the event; `select` in the mapping says which lines are events, or `unnamed = \"skip\"` in [line] that this one is none");
  EXPECT_EQ(problem("{\"body\":{\"kind\":3}}\n", options()), "a.ndjson:1: \"body.kind\": expected a string that names the event, got 3");
  EXPECT_EQ(problem("{\"body\":{\"kind\":\"x\",\"k8s.at\":\"noon\"}}\n", options()),
            "a.ndjson:1: \"body[k8s.at]\": expected a time, got \"noon\"");
  EXPECT_EQ(problem("{\"n\":{},\"body\":{\"kind\":\"x\"}}\n", options()), "a.ndjson:1: \"node\": expected a string or a whole number, got <<>>");
  EXPECT_EQ(problem("{\"body\":{\"kind\":\"#end\"}}\n", options()), "a.ndjson:1: \"body.kind\": \"#end\": names of events do not start with '#'");
  EXPECT_EQ(problem("{\"body\":{\"kind\":\"x\",\"kind\":\"y\"}}\n", options()), "a.ndjson:1: \"body\": the object has two members \"kind\"");
  EXPECT_EQ(problem("[1]\n", options()), "a.ndjson:1: a line of a trace is a JSON object, and each event a line");
}

// What `e` leaves out is not left out of what orders the events.
TEST(PlacedLines, WhatOrdersEventsIsReadAsItIs) {
  const auto options = [] { return placed({{"event", {"k"}}, {"causes", {"c"}}, {"clock", {"v"}}, {"id", {"i"}}, {"time", {"t"}}, {"order", {"o"}}}); };
  EXPECT_THAT(problem("{\"k\":\"x\",\"c\":[1,null]}\n", options()), HasSubstr("\"causes\": expected a string or a whole number, got null"));
  EXPECT_THAT(problem("{\"k\":\"x\",\"c\":1.5}\n", options()), HasSubstr("\"causes\": expected a string or a whole number, got 1.5"));
  EXPECT_THAT(problem("{\"k\":\"x\",\"v\":{\"n\":1.0}}\n", options()), HasSubstr("\"clock.n\": expected a whole number"));
  EXPECT_EQ(problem("{\"k\":\"x\",\"c\":null,\"v\":null,\"i\":null,\"t\":null,\"o\":null}\n", options()), "") << "as if they were not there";
  ReadOptions read = options();
  read.members = {"y"};
  EXPECT_THAT(problem("{\"k\":\"x\",\"y\":{\"#set\":7}}\n", read), HasSubstr("\"y\": \"#set\" wants an array"));
  EXPECT_THAT(problem("{\"k\":\"x\",\"o\":1700000000.1234568}\n{\"k\":\"x\",\"o\":1700000000.1234566}\n", options(), Order::Sequence),
              HasSubstr("it goes back from 1700000000.1234568 "));
}

TEST(PlacedLines, PathsThatNoLineHasAreToldOf) {
  Trace trace = trace_of({"{\"k\":\"x\",\"n\":null}\n{\"k\":\"y\"}\n"}, Order::File, placed({{"event", {"k"}}, {"node", {"n"}}, {"id", {"i"}}}));
  Cut cut;
  while (const auto chain = trace.first_enabled(cut)) cut = cut.after(*chain);
  std::string all;
  for (const Warning& warning : trace.warnings().all()) all += warning.message + "\n";
  EXPECT_EQ(all,
            "no event has the member \"n\", which [line] says is its \"node\"\n"
            "no event has the member \"i\", which [line] says is its \"id\"\n");
}

TEST(PlacedLines, LinesThatAreNotSelectedNeedNothing) {
  const auto kinds = [](const Data& line, const Place&) { return value_at(line.root(), {"body", "kind"}).has_value(); };
  ReadOptions options = placed({{"event", {"body", "kind"}}, {"seq", {"n"}}});
  options.selects = kinds;
  const std::string log = "{\"n\":1,\"body\":null}\n{\"n\":2,\"body\":{\"kind\":\"x\"}}\n{\"n\":3}\n{\"n\":4,\"body\":{\"kind\":\"y\"}}\n";
  Trace trace = trace_of({log}, Order::File, options);
  std::string names;
  Cut cut;
  while (const auto chain = trace.first_enabled(cut)) {
    names += trace.event(*chain, cut[*chain])->name();
    cut = cut.after(*chain);
  }
  EXPECT_EQ(names, "xy");
  EXPECT_TRUE(trace.warnings().all().empty()) << "lines are numbered whether they are events or not";
  ReadOptions by_number = placed({{"event", {"body", "kind"}}, {"seq", {"n"}}, {"node", {"at"}}});
  by_number.selects = kinds;
  EXPECT_EQ(problem("{\"n\":7,\"at\":1}\n{\"n\":1,\"at\":2,\"body\":{\"kind\":\"x\"}}\n{\"n\":2,\"at\":2}\n{\"n\":8,\"at\":1,\"body\":{\"kind\":\"x\"}}\n", by_number), "")
      << "of each node by itself";
  // The same of lines in the format, where lines of a known form would not be asked.
  ReadOptions own;
  own.selects = [](const Data& line, const Place&) {
    Datum keep = line.root();
    return find(line.root(), "keep", keep);
  };
  own.all_members = true;
  Trace some = trace_of({"{\"event\":\"a\"}\n{\"event\":\"a\",\"keep\":1}\n{\"event\":\"a\"}\n{\"x\":1}\n{\"event\":\"a\",\"keep\":2}\n"}, Order::File, own);
  uint64_t events = 0;
  Cut at;
  for (auto chain = some.first_enabled(at); chain; chain = some.first_enabled(at)) {
    ++events;
    at = at.after(*chain);
  }
  EXPECT_EQ(events, 2u);
}

TEST(PlacedLines, NumbersAreIdsToo) {
  const std::string log =
      "{\"event\":\"a\",\"node\":\"m\",\"id\":7}\n{\"event\":\"b\",\"node\":\"n\",\"id\":\"8\",\"causes\":7}\n";
  EXPECT_EQ(problem(log, {}, Order::Causes), "");
  EXPECT_EQ(problem("{\"event\":\"a\",\"node\":\"m\",\"id\":7,\"causes\":[7]}\n", {}, Order::Causes),
            "a.ndjson:1: \"causes\": the event names itself, \"7\", as a cause");
  EXPECT_EQ(problem("{\"event\":\"a\",\"id\":7}\n{\"event\":\"b\",\"id\":7}\n", {}, Order::Auto), "") << "of something else, perhaps";
  EXPECT_THAT(problem("{\"event\":\"a\",\"id\":7}\n{\"event\":\"b\",\"id\":7}\n", {}, Order::Causes), HasSubstr("another event has the id"));
  EXPECT_THAT(problem("{\"event\":\"a\",\"id\":{}}\n", {}), HasSubstr("expected a string or a whole number"));
}

TEST(PlacedLines, TheOrderIsCalledAsTheUserCallsIt) {
  ReadOptions options;
  options.order_member = "lsn";
  EXPECT_EQ(problem("{\"event\":\"a\"}\n", options, Order::Sequence), "a.ndjson:1: \"lsn\": the event has no number that says where it stands");
  EXPECT_THAT(problem("{\"event\":\"a\",\"lsn\":2}\n{\"event\":\"a\",\"lsn\":1}\n", options, Order::Sequence), HasSubstr("\"lsn\": it goes back from 2"));
  EXPECT_THAT(problem("{\"event\":\"a\",\"lsn\":\"2026-11-29T18:59:18Z\"}\n{\"event\":\"a\",\"lsn\":\"2026-11-29T18:59:17Z\"}\n", options, Order::Sequence),
              HasSubstr("it goes back from"));
}

}  // namespace
}  // namespace trestle::trace
