#include "validator/report/pretty.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "translator/runtime/atoms.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/print.h"
#include "translator/runtime/store.h"

namespace trestle::report {
namespace {

using runtime::Value;
using Lines = std::vector<std::string>;

class Pretty : public testing::Test {
 protected:
  Value integer(int64_t i) { return Value::integer(i); }
  Value set(std::vector<Value> elements) { return runtime::intern(runtime::make_set(context_, elements)); }
  Value tuple(std::vector<Value> elements) { return runtime::intern(runtime::make_tuple(context_, elements)); }
  Value record(std::vector<std::pair<const char*, Value>> fields) {
    std::vector<uint32_t> names;
    std::vector<Value> values;
    for (const auto& [name, value] : fields) {
      names.push_back(runtime::atom(name));
      values.push_back(value);
    }
    return runtime::intern(runtime::make_record(context_, names, values));
  }
  Value function(std::vector<Value> domain, std::vector<Value> values) {
    return runtime::intern(runtime::make_function(context_, set(std::move(domain)), values));
  }
  Value numbers(int64_t first, int64_t last) {
    std::vector<Value> all;
    for (int64_t i = first; i <= last; ++i) all.push_back(integer(i));
    return tuple(all);
  }

  runtime::Context context_;
};

TEST_F(Pretty, WhatFitsStaysOnOneLine) {
  EXPECT_EQ(wrap(numbers(1, 5), 40), Lines{"<<1, 2, 3, 4, 5>>"});
  EXPECT_EQ(wrap(integer(123456), 3), Lines{"123456"});
}

TEST_F(Pretty, ShortItemsShareLines) {
  const Lines lines = wrap(numbers(10, 40), 30);
  EXPECT_EQ(lines.front().substr(0, 6), "<< 10,");
  EXPECT_EQ(lines.back().substr(lines.back().size() - 2), ">>");
  for (const std::string& line : lines) EXPECT_LE(line.size(), 30u) << line;
  EXPECT_EQ(lines.size(), 5u);
}

TEST_F(Pretty, ARecordWhoseFieldsAreNoNamesIsAFunction) {
  const Value value = record({{"node-1", numbers(1, 9)}, {"b", integer(1)}});
  EXPECT_EQ(wrap(value, 30).front().substr(0, 3), "( \"");
  EXPECT_EQ(wrap(value, 300), Lines{runtime::to_string(value)});
}

// However it is broken, the text is the value's: without blanks it is what one line has.
TEST_F(Pretty, BreakingOnlyAddsBlanks) {
  const Value message = record({{"type", runtime::string_value("Prepared")}, {"log", numbers(1, 12)}});
  const Value value =
      function({integer(5), integer(7), integer(9)}, {set({message, record({})}), message, numbers(1, 30)});
  const auto without_blanks = [](const std::string& text) {
    std::string out;
    for (char c : text) {
      if (c != ' ') out += c;
    }
    return out;
  };
  for (size_t width : {30u, 50u, 80u, 1000u}) {
    std::string joined;
    for (const std::string& line : wrap(value, width)) joined += line;
    EXPECT_EQ(without_blanks(joined), without_blanks(runtime::to_string(value))) << width;
  }
}

TEST_F(Pretty, ChangesArePaths) {
  const Value before = record({{"term", integer(1)}, {"log", tuple({integer(7), integer(8)})}});
  const Value after = record({{"term", integer(2)}, {"log", tuple({integer(7), integer(8), integer(9)})}});
  // Fields come in the order in which their names were met first.
  EXPECT_THAT(*changes("node", before, after, 100, 5),
              testing::UnorderedElementsAre("node.term = 2 (was 1)", "node.log: appended 9"));
  EXPECT_EQ(changes("f", function({integer(4), integer(5)}, {integer(0), integer(0)}),
                    function({integer(4), integer(5)}, {integer(0), integer(1)}), 100, 5),
            (Lines{"f[5] = 1 (was 0)"}));
  EXPECT_EQ(changes("s", set({integer(1), integer(2)}), set({integer(2), integer(3)}), 100, 5),
            (Lines{"s: added 3", "s: removed 1"}));
  EXPECT_EQ(changes("q", numbers(1, 4), numbers(2, 4), 100, 5), (Lines{"q: removed first 1"}));
  EXPECT_EQ(changes("q", numbers(1, 4), numbers(1, 3), 100, 5), (Lines{"q: removed last 4"}));
  EXPECT_EQ(changes("x", integer(1), set({}), 100, 5), (Lines{"x = {} (was 1)"}));
}

TEST_F(Pretty, ManyChangesAreNoneWorthTelling) {
  EXPECT_EQ(changes("q", numbers(1, 20), numbers(101, 120), 100, 5), std::nullopt);
}

}  // namespace
}  // namespace trestle::report
