// What comes before what, as each order has it.
#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/trace/text_source.h"

namespace trestle::trace {
namespace {

// The names of the events in the order that the search would take them, and in brackets the choices there are at each.
std::string walked_through(Trace& trace) {
  std::string text;
  Cut cut;
  while (const auto first = trace.first_enabled(cut)) {
    const size_t choices = trace.all_enabled(cut).size();
    text += std::string(trace.event(*first, cut[*first])->name()) +
            (choices > 1 ? "(" + std::to_string(choices) + ") " : " ");
    cut = cut.after(*first);
  }
  return text;
}

std::string walked(Trace trace) { return walked_through(trace); }

std::string failure(const std::vector<std::string>& texts, Order order, ReadOptions options = {}) {
  try {
    walked(trace_of(texts, order, std::move(options)));
  } catch (const TraceError& error) {
    return std::string(error.what());
  }
  return "none";
}

TEST(Order, NamesAreKnown) {
  EXPECT_EQ(order_named("causes"), Order::Causes);
  EXPECT_EQ(order_named("time"), Order::Time);
  EXPECT_FALSE(order_named("random"));
}

TEST(Order, NumbersMergeFiles) {
  const std::vector<std::string> files = {"{\"event\":\"A\",\"order\":1}\n{\"event\":\"C\",\"order\":5}\n",
                                          "{\"event\":\"B\",\"order\":3}\n{\"event\":\"D\",\"order\":5}\n"};
  EXPECT_EQ(walked(trace_of(files)), "A B C(2) D ");
}

TEST(Order, AnyMemberMayHaveTheNumber) {
  const std::vector<std::string> files = {"{\"event\":\"A\",\"ts\":1.25}\n", "{\"event\":\"B\",\"ts\":1.125}\n"};
  EXPECT_EQ(walked(trace_of(files, Order::Sequence, {.order_member = "ts"})), "B A ");
}

TEST(Order, WholeNumbersAndFractionsHaveOneOrder) {
  const std::vector<std::string> files = {"{\"event\":\"A\",\"order\":1.5}\n{\"event\":\"C\",\"order\":2.25}\n",
                                          "{\"event\":\"B\",\"order\":2}\n{\"event\":\"D\",\"order\":\"3\"}\n"};
  EXPECT_EQ(walked(trace_of(files, Order::Sequence)), "A B C D ");
  const std::vector<std::string> dates = {"{\"event\":\"A\",\"order\":-0.5}\n{\"event\":\"C\",\"order\":60.5}\n",
                                          "{\"event\":\"B\",\"order\":\"1970-01-01T00:00:59.75Z\"}\n{\"event\":\"D\",\"order\":61}\n"};
  EXPECT_EQ(walked(trace_of(dates, Order::Sequence)), "A B C D ");
  EXPECT_NE(failure({"{\"event\":\"A\",\"order\":2.5}\n{\"event\":\"B\",\"order\":-1.25}\n"}, Order::Sequence)
                .find("goes back from 2.5 (a.ndjson:1) to -1.25"),
            std::string::npos);
}

TEST(Order, NumbersThatGoBackAreAnErrorWithBothLines) {
  const std::string text = failure({"{\"event\":\"A\",\"order\":4}\n{\"event\":\"B\",\"order\":3}\n"}, Order::Sequence);
  EXPECT_NE(text.find("a.ndjson:2"), std::string::npos) << text;
  EXPECT_NE(text.find("goes back from 4 (a.ndjson:1) to 3"), std::string::npos) << text;
  EXPECT_NE(failure({"{\"event\":\"A\"}\n"}, Order::Sequence).find("no number"), std::string::npos);
}

TEST(Order, CausesComeFirst) {
  const std::vector<std::string> files = {
      "{\"event\":\"Receive\",\"node\":\"b\",\"id\":\"r\",\"causes\":[\"s\"]}\n{\"event\":\"Next\",\"node\":\"b\"}\n",
      "{\"event\":\"Other\",\"node\":\"a\"}\n{\"event\":\"Send\",\"node\":\"a\",\"id\":\"s\"}\n"};
  EXPECT_EQ(walked(trace_of(files, Order::Causes)), "Other Send Receive Next ");
}

TEST(Order, CausesThatAreNotThereOrderNothing) {
  Trace trace = trace_of({"{\"event\":\"A\",\"node\":\"a\",\"id\":\"x\",\"causes\":[\"lost\"]}\n"}, Order::Causes);
  EXPECT_TRUE(trace.first_enabled(Cut()));
  ASSERT_FALSE(trace.warnings().all().empty());
}

TEST(Order, CausesInACircleAreAnError) {
  const std::string text = failure({"{\"event\":\"A\",\"node\":\"a\",\"id\":\"x\",\"causes\":[\"y\"]}\n",
                                    "{\"event\":\"B\",\"node\":\"b\",\"id\":\"y\",\"causes\":[\"x\"]}\n"},
                                   Order::Causes);
  EXPECT_NE(text.find("the order is impossible"), std::string::npos) << text;
  EXPECT_NE(text.find("a.ndjson:1"), std::string::npos) << text;
  EXPECT_NE(text.find("b.ndjson:1"), std::string::npos) << text;
}

TEST(Order, ACauseThatComesLaterAtTheSameNodeIsAnError) {
  const std::string text =
      failure({"{\"event\":\"A\",\"node\":\"a\",\"causes\":[\"y\"]}\n{\"event\":\"B\",\"node\":\"a\",\"id\":\"y\"}\n"},
              Order::Causes);
  EXPECT_NE(text.find("comes later in the same order (a.ndjson:2)"), std::string::npos) << text;
}

TEST(Order, OneIdIsOneEvents) {
  EXPECT_NE(failure({"{\"event\":\"A\",\"id\":\"x\"}\n{\"event\":\"B\",\"id\":\"x\"}\n"}, Order::Causes)
                .find("another event has the id"),
            std::string::npos);
}

TEST(Order, WhatEndedBeforeAnotherBeganComesFirst) {
  const std::string text =
      "{\"event\":\"C\",\"time\":40,\"until\":50}\n{\"event\":\"A\",\"time\":10,\"until\":20}\n"
      "{\"event\":\"B\",\"time\":15,\"until\":30}\n";
  EXPECT_EQ(walked(trace_of({text}, Order::Time)), "A(2) B C ");
}

TEST(Order, WithinTheSkewTimesOrderNothing) {
  const std::vector<std::string> files = {"{\"event\":\"A\",\"time\":100}\n", "{\"event\":\"B\",\"time\":105}\n",
                                          "{\"event\":\"C\",\"time\":200}\n"};
  EXPECT_EQ(walked(trace_of(files, Order::Time, {.skew = 0})), "A B C ");
  EXPECT_EQ(walked(trace_of(files, Order::Time, {.skew = 10})), "A(2) B C ");
}

std::string timed(const char* event, const char* node, int64_t time, int64_t until = -1) {
  return "{\"event\":\"" + std::string(event) + "\",\"node\":\"" + node + "\",\"time\":" + std::to_string(time) +
         (until < 0 ? "" : ",\"until\":" + std::to_string(until)) + "}\n";
}

// The skew is between the clocks of two nodes.
TEST(Order, ANodesOwnClockOrdersItsOwnEventsExactly) {
  const std::vector<std::string> files = {timed("B", "a", 102) + timed("A", "a", 100), timed("C", "b", 101)};
  EXPECT_EQ(walked(trace_of(files, Order::Time, {.skew = 0})), "A C B ");
  EXPECT_EQ(walked(trace_of(files, Order::Time, {.skew = 10})), "A(2) C(2) B ");
  Trace trace = trace_of(files, Order::Time, {.skew = 10});
  EXPECT_EQ(trace.chains(), 2u);
  // However the files are divided, and where events come from one file with others.
  EXPECT_EQ(walked(trace_of({files[0] + files[1]}, Order::Time, {.skew = 10})), "A(2) C(2) B ");
  EXPECT_EQ(walked(trace_of({timed("A", "a", 100), timed("B", "a", 101)}, Order::Time, {.skew = 10})), "A B ");
  // What is so far apart that the skew does not matter is ordered through other nodes, too.
  EXPECT_EQ(walked(trace_of({timed("A", "a", 1) + timed("C", "a", 30), timed("B", "b", 15)}, Order::Time, {.skew = 10})),
            "A B C ");
}

TEST(Order, WhatOverlapsAtOneNodeIsConcurrent) {
  EXPECT_EQ(walked(trace_of({timed("A", "a", 10, 20) + timed("B", "a", 15, 30) + timed("C", "a", 31)}, Order::Time)),
            "A(2) B C ");
  EXPECT_EQ(walked(trace_of({timed("A", "a", 10, 20) + timed("B", "a", 20, 30)}, Order::Time)), "A(2) B ")
      << "both may have been under way at 20";
}

// Chains are a way to hold the order: on any way through the trace, what may come next is what the definition says.
TEST(Order, ChainsOfTimesHoldTheWholeOrder) {
  std::mt19937 random(56);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int round = 0; round < 200; ++round) {
    struct Timed {
      int node, file, time, end;
    };
    std::vector<Timed> all;
    std::vector<std::string> files(2);
    const int64_t skew = below(8);
    for (int i = 0; i < 12; ++i) {
      const int time = below(20), end = below(2) == 0 ? time : time + below(10);
      all.push_back({below(3), below(2), time, end});
      const std::string node(1, static_cast<char>('a' + all.back().node));
      files[static_cast<size_t>(all.back().file)] += timed(std::to_string(i).c_str(), node.c_str(), time, end);
    }
    const auto before = [&](size_t a, size_t b) {
      if (all[a].node != all[b].node) return all[a].end + skew < all[b].time;
      const bool same_moment = all[a].time == all[b].end && all[a].end == all[b].time;
      return all[a].end < all[b].time || (same_moment && all[a].file == all[b].file && a < b);
    };
    Trace trace = trace_of(files, Order::Time, {.skew = skew});
    SCOPED_TRACE("round " + std::to_string(round));
    walk_by_definition(trace, all.size(), random, before);
  }
}

TEST(Order, OfTheSameMomentAtOneNodeTheLinesTell) {
  EXPECT_EQ(walked(trace_of({timed("A", "a", 7) + timed("B", "a", 7) + timed("C", "a", 7)}, Order::Time, {.skew = 5})),
            "A B C ");
  EXPECT_EQ(walked(trace_of({timed("A", "a", 7), timed("B", "a", 7)}, Order::Time)), "A(2) B ") << "two files";
  EXPECT_EQ(walked(trace_of({timed("A", "a", 7) + timed("B", "b", 7)}, Order::Time)), "A(2) B ") << "two nodes";
}

TEST(Order, AnEventWithoutANodeIsOfItsFilesNode) {
  const auto event = [](const char* name, int time) {
    return "{\"event\":\"" + std::string(name) + "\",\"time\":" + std::to_string(time) + "}\n";
  };
  EXPECT_EQ(walked(trace_of({event("A", 1) + event("B", 2), event("C", 3)}, Order::Time, {.skew = 10})), "A(2) B(2) C ");
  EXPECT_EQ(walked(trace_of({"{\"trestle\":1,\"node\":\"n\"}\n" + event("A", 1), timed("B", "n", 2)}, Order::Time,
                            {.skew = 10})),
            "A B ");
}

TEST(Order, ZeroIsATime) {
  EXPECT_EQ(walked(trace_of({timed("B", "a", 5), timed("A", "b", 0, 0)})), "A B ");
  EXPECT_EQ(trace_of({timed("A", "a", 0, 0)}).orders(), "time") << "its end is known";
}

TEST(Order, TimesNearTheirBoundAreCompared) {
  const std::string last = std::to_string(INT64_MAX);
  EXPECT_EQ(walked(trace_of({"{\"event\":\"A\",\"time\":" + last + "}\n", "{\"event\":\"B\",\"time\":1}\n"}, Order::Time,
                            {.skew = 1'000'000})),
            "B A ");
}

std::vector<std::string> warned(Trace trace) {
  walked_through(trace);
  std::vector<std::string> messages;
  for (const Warning& warning : trace.warnings().all()) messages.push_back(warning.message);
  return messages;
}

TEST(Order, AnOrderOfWhichNothingSpeaksIsWarnedOf) {
  const auto event = [](const char* node, const char* more = "") {
    return "{\"event\":\"A\",\"node\":\"" + std::string(node) + "\",\"seq\":1" + more + "}\n";
  };
  const std::vector<std::string> two = {event("a"), event("b")};
  EXPECT_THAT(warned(trace_of(two, Order::Clock)), testing::ElementsAre(testing::HasSubstr("no event has a vector clock")));
  EXPECT_THAT(warned(trace_of(two, Order::Causes)), testing::ElementsAre(testing::HasSubstr("no event has \"causes\"")));
  EXPECT_THAT(warned(trace_of({event("a")}, Order::Clock)), testing::IsEmpty()) << "a node's events need none";
  EXPECT_THAT(warned(trace_of({event("a"), event("b", ",\"clock\":{\"b\":1}")}, Order::Clock)), testing::IsEmpty());
  EXPECT_THAT(warned(trace_of(two, Order::File)), testing::IsEmpty());
  EXPECT_THAT(warned(trace_of(two, Order::File, {.skew = 5})),
              testing::ElementsAre(testing::HasSubstr("a skew of clocks is given, but says nothing")));
}

TEST(Order, ACauseOrdersWhatOverlaps) {
  const std::string text =
      "{\"event\":\"Child\",\"time\":12,\"until\":18,\"id\":\"c\",\"causes\":[\"p\"]}\n"
      "{\"event\":\"Parent\",\"time\":12,\"until\":30,\"id\":\"p\"}\n";
  EXPECT_EQ(walked(trace_of({text}, Order::Time)), "Parent Child ");
}

TEST(Order, ATimeIsNeededAndEndsAfterItBegins) {
  EXPECT_NE(failure({"{\"event\":\"A\"}\n"}, Order::Time).find("has no time"), std::string::npos);
  EXPECT_NE(failure({"{\"event\":\"A\",\"time\":9,\"until\":8}\n"}, Order::Time).find("ends before it begins"),
            std::string::npos);
}

// How far each chain may be before the first event of the first one happens.
std::string without_first(const std::vector<std::string>& texts, Order order, uint64_t most = 100) {
  Trace trace = trace_of(texts, order);
  const auto largest = trace.largest_without(Cut(), 0, most);
  if (!largest) return "unknown";
  std::string text;
  for (size_t chain = 0; chain < trace.chains(); ++chain) text += std::to_string((*largest)[chain]);
  return text;
}

TEST(Order, TheLargestCutWithoutAnEventHasAllThatMayComeBeforeIt) {
  const std::string a = "{\"event\":\"A\",\"node\":\"a\",\"clock\":{\"a\":1}}\n";
  const std::string b = "{\"event\":\"B\",\"node\":\"b\",\"clock\":{\"b\":1}}\n"
                        "{\"event\":\"C\",\"node\":\"b\",\"clock\":{\"a\":1,\"b\":2}}\n";
  const std::string c = "{\"event\":\"D\",\"node\":\"c\",\"clock\":{\"b\":1,\"c\":1}}\n"
                        "{\"event\":\"E\",\"node\":\"c\",\"clock\":{\"b\":2,\"c\":2}}\n";
  EXPECT_EQ(without_first({a, b, c}, Order::Clock), "011");
  EXPECT_EQ(without_first({a, b, c}, Order::Clock, 1), "unknown");
  const auto numbered = [](int number) { return "{\"event\":\"A\",\"order\":" + std::to_string(number) + "}\n"; };
  EXPECT_EQ(without_first({numbered(3), numbered(2) + numbered(3) + numbered(4), numbered(4)}, Order::Sequence), "020");
  EXPECT_EQ(without_first({numbered(3), numbered(2) + numbered(3)}, Order::File), "02");
  EXPECT_EQ(without_first({"{\"event\":\"A\",\"node\":\"a\",\"id\":\"x\"}\n",
                           "{\"event\":\"B\",\"node\":\"b\"}\n{\"event\":\"B\",\"node\":\"b\",\"causes\":[\"x\"]}\n"},
                          Order::Causes),
            "01");
}

TEST(Order, WhatIsWrongAheadIsToldWhenItIsReached) {
  Trace trace = trace_of({"{\"event\":\"A\"}\n", "{\"event\":\"B\"}\n{\"event\":\"C\"}\n{\"event\n{\"event\":\"D\"}\n"}, Order::File);
  for (int i = 0; i < 2; ++i) EXPECT_FALSE(trace.largest_without(Cut(), 0, 100));
  EXPECT_EQ(trace.event(1, 1)->name(), "C");
  try {
    trace.event(1, 2);
    FAIL() << "the line was passed over";
  } catch (const TraceError& error) {
    EXPECT_EQ(error.place.line, 3u);
  }
}

// A node whose lines stand in the file of another one, too, which its own file had ended before.
TEST(Order, ANodeThatGoesOnInAnotherFileIsReadToItsEnd) {
  const auto event = [](const char* name, const char* node, const char* clock) {
    return "{\"event\":\"" + std::string(name) + "\",\"node\":\"" + node + "\",\"clock\":{" + clock + "}}\n";
  };
  const std::vector<std::string> files = {event("A", "m", "\"m\":1"),
                                          event("B", "n", "\"n\":1") + event("C", "m", "\"m\":2,\"n\":1")};
  EXPECT_EQ(walked(trace_of(files)), "A(2) B C ");
  Trace trace = trace_of(files);
  EXPECT_FALSE(trace.mixed_late());
  walked_through(trace);
  ASSERT_TRUE(trace.mixed_late());
  EXPECT_EQ(to_string(*trace.mixed_late()), "b.ndjson:2");
  Trace one = trace_of({files[1] + files[0]}, Order::Causes);
  walked_through(one);
  EXPECT_FALSE(one.mixed_late()) << "one file is read to its end before anybody chooses";
}

// Of a node that died with lines in memory others have heard more than its file has.
TEST(Order, EventsThatOnlyClocksKnowAreMissed) {
  const auto trace = [](const char* known) {
    return trace_of({"{\"event\":\"A\",\"node\":\"m\",\"clock\":{\"m\":1}}\n",
                     "{\"event\":\"B\",\"node\":\"n\",\"clock\":{\"m\":" + std::string(known) + ",\"n\":1}}\n"});
  };
  Trace whole = trace("1"), part = trace("9");
  walked_through(whole);
  EXPECT_TRUE(whole.warnings().all().empty());
  walked_through(part);
  ASSERT_EQ(part.warnings().all().size(), 1u);
  EXPECT_EQ(part.warnings().all()[0].message,
            "events of node \"m\" that happened before it are not in the trace, which has none of them after its \"seq\" 1");
}

// Nodes that go on in another file, which others write, too: no event is left out, and none comes before what its clock counts.
TEST(Order, NodesThatShareFilesAreReadToTheirEnds) {
  std::mt19937 random(66);
  const auto below = [&](size_t n) { return static_cast<size_t>(random() % n); };
  size_t walked_to_the_end = 0;
  for (int round = 0; round < 400; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    constexpr size_t kNodes = 3, kEvents = 12;
    std::vector<std::vector<size_t>> clocks(kNodes, std::vector<size_t>(kNodes)), of_event;
    std::vector<std::string> files(2 + below(2));
    std::vector<size_t> file(kNodes), node_of;
    for (size_t& f : file) f = below(files.size());
    for (size_t i = 0; i < kEvents; ++i) {
      const size_t node = below(kNodes);
      if (below(5) == 0) file[node] = below(files.size());
      if (below(3) == 0) {
        const std::vector<size_t> other = clocks[below(kNodes)];
        for (size_t n = 0; n < kNodes; ++n) clocks[node][n] = std::max(clocks[node][n], other[n]);
      }
      ++clocks[node][node];
      std::string clock;
      for (size_t n = 0; n < kNodes; ++n)
        if (clocks[node][n] > 0) clock += (clock.empty() ? "\"" : ",\"") + std::string(1, "abc"[n]) + "\":" + std::to_string(clocks[node][n]);
      files[file[node]] += "{\"event\":\"" + std::to_string(i) + "\",\"node\":\"" + "abc"[node] + "\",\"clock\":{" + clock + "}}\n";
      of_event.push_back(clocks[node]);
      node_of.push_back(node);
    }
    const auto before = [&](size_t a, size_t b) { return a != b && of_event[a][node_of[a]] <= of_event[b][node_of[a]]; };
    try {
      Trace trace = trace_of(files, Order::Clock);
      std::vector<size_t> taken;
      Cut cut;
      while (const auto chain = trace.first_enabled(cut)) {
        taken.push_back(std::stoul(std::string(trace.event(*chain, cut[*chain])->name())));
        cut = cut.after(*chain);
      }
      ASSERT_EQ(taken.size(), kEvents);
      for (size_t i = 0; i < kEvents; ++i) {
        for (size_t j = 0; j < i; ++j) ASSERT_FALSE(before(taken[i], taken[j])) << taken[i] << " comes before " << taken[j];
      }
      ++walked_to_the_end;
    } catch (const TraceError& error) {  // parts of a node's log that are not met in their order
      EXPECT_THAT(std::string(error.what()), testing::AnyOf(testing::HasSubstr("it goes back from"), testing::HasSubstr("have a file for each node")));
    }
  }
  EXPECT_GT(walked_to_the_end, 100u);
}

}  // namespace
}  // namespace trestle::trace
