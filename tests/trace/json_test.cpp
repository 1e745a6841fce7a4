#include "validator/trace/json.h"

#include <random>

#include <gtest/gtest.h>

namespace trestle::trace {
namespace {

// The tree as text, with kinds: what both parsers have to agree on.
std::string dump(Datum datum) {
  switch (datum.kind()) {
    case DatumKind::Null: return "null";
    case DatumKind::Boolean: return datum.boolean() ? "true" : "false";
    case DatumKind::Integer: return std::to_string(datum.integer());
    case DatumKind::BigInteger: return "big " + std::string(datum.text());
    case DatumKind::Real: return "real";
    case DatumKind::String: return "'" + std::string(datum.text()) + "'";
    default: break;
  }
  std::string out = datum.kind() == DatumKind::Record ? "{" : "[";
  Datum child = datum;
  uint32_t children = datum.size() * (datum.kind() == DatumKind::Record ? 2 : 1);
  for (uint32_t i = 0; i < children; ++i) {
    child = i == 0 ? datum.first() : child.next();
    out += dump(child) + " ";
  }
  return out + (datum.kind() == DatumKind::Record ? "}" : "]");
}

std::string padded(std::string_view text) { return std::string(text) + std::string(kJsonPadding, ' '); }

JsonProblem parse(std::string_view text, Data& data) {
  JsonParser parser;
  std::string buffer = padded(text);
  return parser.parse(std::string_view(buffer).substr(0, text.size()), data);
}

TEST(Json, BothParsersReadTheSameTree) {
  for (const char* text : {
           "1",
           "-0",
           "0",
           "-12",
           "9223372036854775807",
           "-9223372036854775808",
           "9223372036854775808",
           "18446744073709551615",
           "18446744073709551616",
           "-9223372036854775809",
           "1.5",
           "1e3",
           "1E-400",
           "1e400",
           "true",
           "false",
           "null",
           "\"\"",
           "\"a\\n\\u0041\\uD83D\\uDE00\\/\"",
           "\"\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\"",
           "[]",
           "{}",
           " [ 1 , [ ] , { } ] ",
           "{\"a\":1,\"a\":2}",
           "{\"a\":{\"b\":[null,true]},\"\":0}",
           "\"\\u0000\"",
       }) {
    Data fast, plain;
    EXPECT_FALSE(parse(text, fast)) << text;
    EXPECT_FALSE(parse_json_plainly(text, plain)) << text;
    EXPECT_EQ(dump(fast.root()), dump(plain.root())) << text;
  }
}

TEST(Json, WhatIsWrongIsSaidWithItsPlace) {
  struct Case {
    std::string text;
    size_t offset;
    const char* message;
  };
  for (const Case& c : std::vector<Case>{
           {"", 0, "the line ends where a value is due"},
           {"{\"a\":}", 5, "a JSON value was expected"},
           {"{\"a\" 1}", 5, "':' was expected after a member's name"},
           {"{a:1}", 1, "a member's name in double quotes was expected"},
           {"[1,]", 3, "a JSON value was expected"},
           {"{\"a\":1,}", 7, "a member's name in double quotes was expected"},
           {"[1 2]", 3, "',' or ']' was expected"},
           {"[1", 2, "the line ends inside an array"},
           {"{\"a\":1", 6, "the line ends inside an object"},
           {"\"abc", 0, "the line ends inside a string"},
           {"\"a\tb\"", 2, "a control character (byte 9) inside a string"},
           {std::string("\"a\0b\"", 5), 2, "a control character (byte 0) inside a string"},
           {std::string("\0", 1), 0, "a JSON value was expected"},
           {"\"\xFF\"", 1, "not UTF-8"},
           {"\"\xC0\x80\"", 1, "not UTF-8"},
           {"\"\xED\xA0\x80\"", 1, "not UTF-8"},
           {"\"\\x\"", 1, "not an escape that JSON has"},
           {"\"\\uD800\"", 1, "half of a surrogate pair"},
           {"\"\\uDC00\"", 1, "half of a surrogate pair"},
           {"01", 0, "a number does not start with 0"},
           {"1.", 2, "digits were expected after the decimal point"},
           {"1e+", 3, "digits were expected in the exponent"},
           {"-", 0, "a JSON value was expected"},
           {"nul", 0, "a JSON value was expected"},
           {"1 1", 2, "something follows the JSON value"},
       }) {
    Data data;
    JsonProblem problem = parse(c.text, data);
    EXPECT_EQ(problem.message, c.message) << c.text;
    EXPECT_EQ(problem.offset, c.offset) << c.text;
  }
}

TEST(Json, DepthIsBounded) {
  for (size_t depth : {kMaxJsonDepth, kMaxJsonDepth + 1, size_t{100'000}}) {
    std::string text = std::string(depth, '[') + std::string(depth, ']');
    Data data;
    EXPECT_EQ(static_cast<bool>(parse(text, data)), depth > kMaxJsonDepth) << depth;
    EXPECT_EQ(static_cast<bool>(parse_json_plainly(text, data)), depth > kMaxJsonDepth) << depth;
  }
}

// Damaged texts: what one parser takes, the other takes, and reads alike.
TEST(Json, ParsersAgreeOnDamagedText) {
  const std::string good =
      R"({"event":"Vote","seq":3,"clock":{"rm1":3,"tm":1},"after":[{"var":"x","path":[1,"é"],"value":-1.5e3},null,true]})";
  constexpr std::string_view kBytes = "{}[],:\"\\0123.eE-u \xC3\xA9";
  std::mt19937 random(1);
  size_t accepted = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text = good;
    for (int edits = 1 + random() % 3; edits > 0; --edits) {
      size_t at = random() % text.size();
      switch (random() % 3) {
        case 0: text.erase(at, 1 + random() % 4); break;
        case 1: text[at] = static_cast<char>(random() % 256); break;
        case 2: text.insert(at, 1, kBytes[random() % kBytes.size()]); break;
      }
    }
    Data fast, plain;
    JsonProblem first = parse(text, fast), second = parse_json_plainly(text, plain);
    ASSERT_EQ(static_cast<bool>(first), static_cast<bool>(second)) << text << "\n" << first.message << second.message;
    if (first) continue;
    ++accepted;
    ASSERT_EQ(dump(fast.root()), dump(plain.root())) << text;
  }
  EXPECT_GT(accepted, 500u);
}

}  // namespace
}  // namespace trestle::trace
