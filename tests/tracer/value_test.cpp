#include "tracer/value.h"

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include <gtest/gtest.h>

namespace bank {

enum class Phase { open, closed };
const char* to_tla(Phase phase) { return phase == Phase::open ? "open" : "closed"; }

struct Account {
  std::string owner;
  int balance;
  Phase phase;
};
auto to_tla(const Account& account) {
  return trestle::tracer::fields("owner", account.owner, "balance", account.balance, "phase", account.phase);
}

}  // namespace bank

namespace trestle::tracer {
namespace {

template <class T>
std::string json(const T& value) {
  return Value(value).json();
}

TEST(Value, Scalars) {
  EXPECT_EQ(json(true), "true");
  EXPECT_EQ(json(false), "false");
  EXPECT_EQ(json(-7), "-7");
  EXPECT_EQ(json(uint8_t{200}), "200");
  EXPECT_EQ(json('x'), "\"x\"");
  EXPECT_EQ(json("yes"), "\"yes\"");
  EXPECT_EQ(json(std::string("yes")), "\"yes\"");
  EXPECT_EQ(json(ModelValue{"r1"}), "{\"#model\":\"r1\"}");
}

TEST(Value, IntegersAreExactBeyond64SignedBits) {
  EXPECT_EQ(json(std::numeric_limits<int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(json(uint64_t{9223372036854775807u}), "9223372036854775807");
  EXPECT_EQ(json(uint64_t{9223372036854775808u}), "{\"#bigint\":\"9223372036854775808\"}");
}

TEST(Value, AnIntegerIsWhatItWasMadeFrom) {
  EXPECT_EQ(json(Integer(uint8_t{200})), "200");
  EXPECT_EQ(json(Integer(std::numeric_limits<int64_t>::min())), "-9223372036854775808");
  EXPECT_EQ(json(Integer(std::numeric_limits<uint64_t>::max())), "{\"#bigint\":\"18446744073709551615\"}");
  EXPECT_TRUE(Integer(-1).is_small());
  EXPECT_FALSE(Integer(std::numeric_limits<uint64_t>::max()).is_small());
}

TEST(Value, LettersAndTruthValuesAreNoNumbers) {
  static_assert(!Number<bool> && !Number<char> && !Number<wchar_t> && !Number<char8_t> && Number<signed char>);
  static_assert(!std::convertible_to<wchar_t, Integer> && !std::convertible_to<double, Integer>);
}

TEST(Value, Containers) {
  EXPECT_EQ(json(std::vector<int>{1, 2}), "[1,2]");
  EXPECT_EQ(json(std::vector<int>{}), "[]");
  EXPECT_EQ(json(std::vector<bool>{true, false}), "[true,false]");
  EXPECT_EQ(json(std::array<const char*, 2>{"a", "b"}), "[\"a\",\"b\"]");
  EXPECT_EQ(json(std::set<std::string>{"b", "a"}), "{\"#set\":[\"a\",\"b\"]}");
  EXPECT_EQ(json(std::map<int, std::set<int>>{{1, {2}}, {3, {}}}), "{\"#map\":[[1,{\"#set\":[2]}],[3,{\"#set\":[]}]]}");
  EXPECT_EQ(json(std::unordered_map<std::string, int>{{"a", 1}}), "{\"#map\":[[\"a\",1]]}");
  EXPECT_EQ(json(std::pair{1, "a"}), "[1,\"a\"]");
  EXPECT_EQ(json(std::tuple{}), "[]");
}

TEST(Value, RecordsFromFieldsAndFromOwnTypes) {
  EXPECT_EQ(json(fields("type", "Vote", "yes", true)), "{\"type\":\"Vote\",\"yes\":true}");
  EXPECT_EQ(json(bank::Phase::closed), "\"closed\"");
  EXPECT_EQ(json(std::vector{bank::Account{"eve", 3, bank::Phase::open}}),
            "[{\"owner\":\"eve\",\"balance\":3,\"phase\":\"open\"}]");
}

TEST(Value, KeptValuesEncodeAsWhatTheyWereMadeFrom) {
  const Value vote = Value::record({{"type", "Vote"}, {"from", Value::set({1, "rm"})}});
  EXPECT_EQ(json(vote), "{\"type\":\"Vote\",\"from\":{\"#set\":[1,\"rm\"]}}");
  const Value copy = vote;
  EXPECT_EQ(json(Value::sequence({copy, 1})), "[" + json(vote) + ",1]");
  EXPECT_EQ(json(Value::map({{1, "a"}, {"b", Value::sequence({})}})), "{\"#map\":[[1,\"a\"],[\"b\",[]]]}");
  EXPECT_EQ(json(std::vector<Value>{1, bank::Phase::open}), "[1,\"open\"]");
}

TEST(Value, StringsAreEscaped) { EXPECT_EQ(json("a\"b\\c\n\t\x01"), "\"a\\\"b\\\\c\\n\\t\\u0001\""); }

TEST(Value, ValidUtf8PassesAndTheRestIsReplaced) {
  const std::string valid = "\xC3\xA9 \xE2\x88\xAA \xF0\x9F\x98\x80";
  EXPECT_EQ(json(valid), "\"" + valid + "\"");
  const std::string replacement = "\xEF\xBF\xBD";
  EXPECT_EQ(json("a\xFF"), "\"a" + replacement + "\"");
  EXPECT_EQ(json("\xC3"), "\"" + replacement + "\"") << "cut";
  EXPECT_EQ(json("\xC0\x80"), "\"" + replacement + replacement + "\"") << "overlong";
  EXPECT_EQ(json("\xED\xA0\x80"), "\"" + replacement + replacement + replacement + "\"") << "surrogate";
}

TEST(Value, LongTextLeavesTheInlineBuffer) {
  const std::string text(100'000, 'x');
  EXPECT_EQ(json(text), "\"" + text + "\"");
}

}  // namespace
}  // namespace trestle::tracer
