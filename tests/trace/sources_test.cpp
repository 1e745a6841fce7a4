// Logs of which each has an order of its own.
#include <map>
#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/trace/text_source.h"

namespace trestle::trace {
namespace {

std::string line(const std::string& name, const std::string& members) { return "{\"event\":\"" + name + "\"" + members + "}\n"; }
std::string numbered(const std::string& name, int number) { return line(name, ",\"order\":" + std::to_string(number)); }

// The names of the events that may come next, in each of the cuts that the search would go through. (Files are read in the
// order of the sources.)
std::string walked(Trace trace) {
  std::string text;
  Cut cut;
  while (const auto first = trace.first_enabled(cut)) {
    std::set<std::string> names;
    for (const uint32_t chain : trace.all_enabled(cut)) names.emplace(trace.event(chain, cut[chain])->name());
    for (const std::string& name : names) text += name;
    text += " ";
    cut = cut.after(*first);
  }
  return text;
}

TEST(Sources, NumbersAreComparedWithinASource) {
  const std::vector<std::string> files = {numbered("A", 1) + numbered("C", 3), numbered("B", 2), numbered("X", 9)};
  EXPECT_EQ(walked(trace_of(files, Order::Sequence)), "A B C X ");
  EXPECT_EQ(walked(trace_of(files, Order::Sequence, {}, {{.files = {"c.*"}, .order = Order::Sequence}})), "AX A B C ");
}

TEST(Sources, ClocksAndNumbersStandSideBySide) {
  const std::vector<std::string> files = {
      line("Send", ",\"node\":\"a\",\"clock\":{\"a\":1}"),
      line("Receive", ",\"node\":\"b\",\"clock\":{\"a\":1,\"b\":1}"),
      numbered("One", 1), numbered("Two", 2)};
  EXPECT_EQ(walked(trace_of(files, Order::Clock, {}, {{.files = {"c*", "d*"}, .order = Order::Sequence}})),
            "OneSend SendTwo Send Receive ");
}

TEST(Sources, CausesAreHeardBetweenThem) {
  const std::vector<std::string> files = {
      line("Write", "") + line("Flush", ",\"id\":\"f\""),
      line("Ack", ",\"time\":5,\"causes\":[\"f\"],\"id\":\"k\"") + line("Tick", ",\"time\":50"),
      line("Done", ",\"causes\":[\"k\"]")};
  const std::vector<LogSource> sources = {{.files = {"b.*"}, .order = Order::Time}};
  EXPECT_EQ(walked(trace_of(files, Order::File, {}, sources)), "Write Flush Ack DoneTick Tick ");
  std::vector<std::string> circle = files;
  circle[0] = line("Write", ",\"causes\":[\"k\"]") + line("Flush", ",\"id\":\"f\"");
  try {
    walked(trace_of(circle, Order::File, {}, sources));
    FAIL() << "an order that cannot be";
  } catch (const TraceError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("the order is impossible"));
  }
}

TEST(Sources, EachHasItsOwnSkewAndMember) {
  const auto at = [](const char* name, const char* node, int64_t ms) {
    return line(name, ",\"node\":\"" + std::string(node) + "\",\"time\":" + std::to_string(ms * 1'000'000));
  };
  const std::vector<std::string> files = {at("A", "a", 0) + at("B", "b", 10), at("X", "x", 0) + at("Y", "y", 10)};
  const std::vector<LogSource> sources = {{.files = {"a.ndjson"}, .order = Order::Time, .skew = 20'000'000},
                                          {.files = {"b.ndjson"}, .order = Order::Time}};
  EXPECT_EQ(walked(trace_of(files, Order::Auto, {}, sources)), "ABX BX BY Y ");

  const std::vector<std::string> members = {line("A", ",\"lsn\":2") + line("B", ",\"lsn\":4"), line("C", ",\"lsn\":3,\"n\":9"),
                                            line("D", ",\"n\":7,\"lsn\":1")};
  EXPECT_EQ(walked(trace_of(members, Order::Sequence, {.members = {"lsn"}, .order_member = "n"},
                            {{.files = {"a*", "b*"}, .order = Order::Sequence, .order_member = "lsn"}})),
            "AD CD BD B ");
}

TEST(Sources, TheFirstThatNamesAFileHasIt) {
  const std::vector<std::string> files = {numbered("A", 2), numbered("B", 1)};
  const LogSource all{.files = {"*.ndjson"}, .order = Order::File}, one{.files = {"a.ndjson"}, .order = Order::Sequence};
  EXPECT_EQ(trace_of(files, Order::Auto, {}, {all, one}).orders(), "file");
  EXPECT_EQ(trace_of(files, Order::Auto, {}, {one, all}).orders(), "sequence, file");
}

TEST(Sources, OneThatNoFileIsOfIsWarnedOf) {
  Trace trace = trace_of({numbered("A", 1)}, Order::Auto, {}, {{.files = {"gateway-*"}, .order = Order::Time}});
  ASSERT_EQ(trace.warnings().all().size(), 1u);
  EXPECT_EQ(trace.warnings().all()[0].message, "no file of the trace is of the source \"gateway-*\"");
  EXPECT_EQ(trace.orders(), "sequence");
}

// On any way through the trace, what may come next is what the definition says.
TEST(Sources, MayComeNextWhatNothingComesBefore) {
  std::mt19937 random(64);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int round = 0; round < 300; ++round) {
    // Files 0 and 1 by numbers, 2 and 3 by time, 4 in its own order.
    struct Told {
      int file, node, number;
      std::set<size_t> causes;
    };
    std::vector<Told> all;
    std::vector<std::string> files(5);
    std::map<int, int> last;
    const int64_t skew = below(4);
    for (size_t i = 0; i < 14; ++i) {
      Told event{below(5), below(2), 0, {}};
      if (event.file < 2) last[event.file] = event.number = last[event.file] + below(3);
      if (event.file == 2 || event.file == 3) event.number = below(12);
      std::string causes;
      if (i > 0 && below(3) == 0) {
        const auto cause = static_cast<size_t>(below(static_cast<int>(i)));
        // Who names a cause of its own source that comes later is wrong; this is another test's.
        if (all[cause].file / 2 != event.file / 2) event.causes.insert(cause);
      }
      for (const size_t cause : event.causes) causes = "\"" + std::to_string(cause) + "\"";
      files[static_cast<size_t>(event.file)] +=
          line(std::to_string(i), ",\"id\":\"" + std::to_string(i) + "\",\"causes\":[" + causes + "],\"node\":\"" +
                                      std::string(1, static_cast<char>('a' + event.node)) + "\"" +
                                      (event.file < 2   ? ",\"order\":" + std::to_string(event.number)
                                       : event.file < 4 ? ",\"time\":" + std::to_string(event.number)
                                                        : ""));
      all.push_back(event);
    }
    const auto before = [&](size_t a, size_t b) {
      const Told &first = all[a], &second = all[b];
      if (second.causes.count(a) > 0) return true;
      if (first.file / 2 != second.file / 2) return false;
      const bool earlier = first.file == second.file && a < b;
      if (first.file == 4) return earlier;
      if (first.file < 2) return first.number < second.number || (first.number == second.number && earlier);
      if (first.node != second.node) return first.number + skew < second.number;
      return first.number < second.number || (first.number == second.number && earlier);
    };
    const std::vector<LogSource> sources = {{.files = {"a*", "b*"}, .order = Order::Sequence},
                                            {.files = {"c*", "d*"}, .order = Order::Time, .skew = skew}};
    Trace trace = trace_of(files, Order::File, {}, sources);
    SCOPED_TRACE("round " + std::to_string(round));
    walk_by_definition(trace, all.size(), random, before);
  }
}

}  // namespace
}  // namespace trestle::trace
