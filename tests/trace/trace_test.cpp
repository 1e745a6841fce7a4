#include "validator/trace/trace.h"

#include <gtest/gtest.h>

#include "tests/trace/text_source.h"

namespace trestle::trace {
namespace {

// An event of `node` with this clock ("a":1,"b":2).
std::string event(const std::string& name, const std::string& node, const std::string& clock, int time = 0) {
  return "{\"event\":\"" + name + "\",\"node\":\"" + node + "\",\"clock\":{" + clock + "}" +
         (time != 0 ? ",\"time\":" + std::to_string(time) : "") + "}\n";
}

// The events in the order that is tried first.
std::string first_order(Trace& trace) {
  std::string names;
  Cut cut;
  while (auto chain = trace.first_enabled(cut)) {
    names += trace.event(*chain, cut[*chain])->name();
    cut = cut.after(*chain);
  }
  return names;
}

// All orders that the trace allows.
void all_orders(Trace& trace, const Cut& cut, const std::string& so_far, std::vector<std::string>& orders) {
  std::vector<uint32_t> enabled = trace.all_enabled(cut);
  if (enabled.empty()) orders.push_back(so_far);
  for (uint32_t chain : enabled) {
    all_orders(trace, cut.after(chain), so_far + std::string(trace.event(chain, cut[chain])->name()), orders);
  }
}

std::vector<std::string> all_orders(Trace& trace) {
  std::vector<std::string> orders;
  all_orders(trace, Cut(), "", orders);
  std::sort(orders.begin(), orders.end());
  return orders;
}

std::string error_of(const std::vector<std::string>& files, Order order = Order::Auto) {
  try {
    Trace trace = trace_of(files, order);
    all_orders(trace);
  } catch (const TraceError& error) {
    return error.what();
  }
  return "";
}

TEST(Trace, OneFileWithoutClocksIsInFileOrder) {
  Trace trace = trace_of({"{\"event\":\"A\"}\n{\"event\":\"B\",\"node\":\"n\"}\n{\"event\":\"C\"}\n"});
  EXPECT_EQ(trace.orders(), "file");
  EXPECT_TRUE(trace.totally_ordered());
  EXPECT_EQ(all_orders(trace), std::vector<std::string>{"ABC"});
}

TEST(Trace, FilesWithoutClocksInterleaveAtWill) {
  Trace trace = trace_of({"{\"event\":\"A\"}\n{\"event\":\"B\"}\n", "{\"event\":\"x\"}\n"});
  EXPECT_EQ(all_orders(trace), (std::vector<std::string>{"ABx", "AxB", "xAB"}));
}

TEST(Trace, ClocksOrderTheEventsOfDifferentFiles) {
  Trace trace = trace_of({event("A", "a", "\"a\":1") + event("B", "a", "\"a\":2,\"b\":1"),
                          event("x", "b", "\"b\":1") + event("y", "b", "\"b\":2")});
  EXPECT_EQ(trace.orders(), "clock");
  EXPECT_EQ(all_orders(trace), (std::vector<std::string>{"AxBy", "AxyB", "xABy", "xAyB", "xyAB"}));
}

TEST(Trace, ClocksOrderTheEventsOfOneFile) {
  Trace trace =
      trace_of({event("B", "a", "\"a\":1,\"b\":1") + event("x", "b", "\"b\":1") + event("y", "b", "\"b\":2,\"a\":1")});
  EXPECT_EQ(first_order(trace), "xBy");
  EXPECT_EQ(all_orders(trace), std::vector<std::string>{"xBy"});
}

TEST(Trace, ClocksMayHaveGaps) {
  // Ticks that were not logged: b's third tick is known to a, b logged the second and the fifth.
  Trace trace = trace_of({event("A", "a", "\"a\":4,\"b\":3"), event("x", "b", "\"b\":2") + event("y", "b", "\"b\":5")});
  EXPECT_EQ(all_orders(trace), (std::vector<std::string>{"xAy", "xyA"}));
}

TEST(Trace, AClockMayNameANodeThatLoggedNothing) {
  Trace trace = trace_of({event("A", "a", "\"a\":1,\"c\":3"), event("x", "b", "\"b\":1")});
  EXPECT_EQ(all_orders(trace).size(), 2u);
  EXPECT_EQ(first_order(trace).size(), 2u);
  ASSERT_EQ(trace.warnings().all().size(), 1u);
  EXPECT_EQ(trace.warnings().all()[0].message,
            "node \"c\" is named by clocks or a header, but no file has an event of it");
}

TEST(Trace, TimeSaysWhichOrderIsTriedFirst) {
  Trace trace =
      trace_of({event("A", "a", "\"a\":1", 10) + event("B", "a", "\"a\":2", 30), event("x", "b", "\"b\":1", 20)});
  EXPECT_EQ(first_order(trace), "AxB");
}

TEST(Trace, SeqStandsInForTheOwnClockEntry) {
  Trace trace =
      trace_of({"{\"event\":\"A\",\"node\":\"a\",\"seq\":1,\"clock\":{\"b\":1}}\n", event("x", "b", "\"b\":1")});
  EXPECT_EQ(all_orders(trace), std::vector<std::string>{"xA"});
}

TEST(Trace, ANodeMayGoOnInASecondFile) {
  Trace trace = trace_of({event("C", "a", "\"a\":3"), event("x", "b", "\"b\":1,\"a\":2"),
                          event("A", "a", "\"a\":1") + event("B", "a", "\"a\":2")});
  EXPECT_EQ(all_orders(trace), (std::vector<std::string>{"ABCx", "ABxC"}));
}

TEST(Trace, AClockThatGoesBackIsAnErrorWithBothLines) {
  EXPECT_EQ(error_of({event("A", "a", "\"a\":2") + event("B", "a", "\"a\":1")}),
            "a.ndjson:2: \"clock.a\": it goes back from 2 (a.ndjson:1) to 1");
  EXPECT_EQ(
      error_of({event("A", "a", "\"a\":1,\"b\":2") + event("B", "a", "\"a\":2,\"b\":1"), event("x", "b", "\"b\":1")}),
      "a.ndjson:2: \"clock.b\": it goes back from 2 (a.ndjson:1) to 1");
  EXPECT_EQ(error_of({event("A", "a", "\"b\":1")}),
            "a.ndjson:1: \"clock\": it has no entry for the event's own node \"a\"");
}

TEST(Trace, ACycleIsAnErrorWithItsLines) {
  EXPECT_EQ(
      error_of({event("A", "a", "\"a\":1,\"b\":1"), event("x", "b", "\"b\":1,\"a\":1")}),
      "a.ndjson:1: \"clock\": the clocks are impossible: each of these events says that the next one, and the last "
      "that the first, happened before it: a.ndjson:1 (A at node \"a\"), b.ndjson:1 (x at node \"b\")");
}

TEST(Trace, ClocksThatComeLateWantTheOrderDeclared) {
  EXPECT_NE(error_of({"{\"event\":\"A\",\"node\":\"a\"}\n" + event("B", "a", "\"a\":1")}), "");
  EXPECT_EQ(error_of({"{\"event\":\"A\",\"node\":\"a\"}\n" + event("B", "a", "\"a\":1")}, Order::Clock), "");
}

TEST(Trace, ReleasedEventsAreGoneAndOrderStaysKnown) {
  std::string a, b;
  for (int i = 1; i <= 1000; ++i) {
    a += event("A", "a", "\"a\":" + std::to_string(i) + (i > 1 ? ",\"b\":" + std::to_string(i - 1) : ""));
    b += event("b", "b", "\"b\":" + std::to_string(i) + ",\"a\":" + std::to_string(i));
  }
  Trace trace = trace_of({a, b});
  std::string names;
  Cut cut;
  while (auto chain = trace.first_enabled(cut)) {
    names += trace.event(*chain, cut[*chain])->name();
    cut = cut.after(*chain);
    trace.release(cut);
  }
  std::string expected;
  for (int i = 0; i < 1000; ++i) expected += "Ab";
  EXPECT_EQ(names, expected);
  EXPECT_EQ(trace.events_read(), 2000u);
}

TEST(Trace, CutsAreEqualWhenTheyHoldTheSameEvents) {
  Cut one = Cut().after(0).after(2), other = Cut().after(2).after(0);
  EXPECT_EQ(one, other);
  EXPECT_EQ(one.hash(), other.hash());
  EXPECT_EQ(one.events(), 2u);
  EXPECT_FALSE(one == Cut().after(0).after(1));
  EXPECT_FALSE(one == one.after(1));
}

}  // namespace
}  // namespace trestle::trace
