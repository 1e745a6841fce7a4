#include "translator/runtime/json.h"

#include "tests/runtime/values.h"

namespace trestle::runtime {
namespace {

using ::testing::HasSubstr;

class Json : public Values {
 protected:
  std::string json(Value v) { return to_json(c, v); }
  std::string read(std::string_view text) { return Values::text(from_json(c, text)); }
};

TEST_F(Json, Writing) {
  EXPECT_EQ(json(i(-1)), "-1");
  EXPECT_EQ(json(b(true)), "true");
  EXPECT_EQ(json(s("a\"\\\n\x01")), R"("a\"\\\n\u0001")");
  EXPECT_EQ(json(mv("js_n1")), "\"js_n1\"");
  EXPECT_EQ(json(ints({2, 1})), "[1,2]");
  EXPECT_EQ(json(range(1, 3)), "[1,2,3]");
  EXPECT_EQ(json(tuple({i(1), s("x")})), "[1,\"x\"]");
  EXPECT_EQ(json(empty_tuple()), "[]");
  EXPECT_EQ(json(record({{"js_a", i(1)}})), "{\"js_a\":1}");
  EXPECT_EQ(json(function({{i(0), i(1)}, {i(5), i(2)}})), "{\"0\":1,\"5\":2}");
  EXPECT_EQ(json(function({{mv("js_n1"), i(1)}})), "{\"js_n1\":1}");
  EXPECT_EQ(json(function({{record({{"js_a", s("m")}}), i(2)}})), R"({"[js_a |-> \"m\"]":2})");
  EXPECT_THAT(error([&] { json(call(Op::Nat)); }), HasSubstr("as JSON"));
}

TEST_F(Json, Operators) {
  EXPECT_EQ(text(call(Op::ToJson, ints({1}))), "\"[1]\"");
  EXPECT_EQ(text(call(Op::ToJsonObject, tuple({i(7)}))), R"("{\"0\":7}")");
  EXPECT_EQ(text(call(Op::ToJsonArray, tuple({i(7)}))), "\"[7]\"");
  EXPECT_THAT(error([&] { call(Op::ToJsonObject, ints({1})); }), HasSubstr("a function"));
  EXPECT_THAT(error([&] { call(Op::ToJsonArray, record({{"js_a", i(1)}})); }), HasSubstr("a sequence or a set"));
}

// As gson does for TLC: logs of programs that do not escape what they write.
TEST_F(Json, ControlCharactersAndAByteOrderMarkAreRead) {
  EXPECT_EQ(read("\xEF\xBB\xBF{\"js_a\":1}"), "[js_a |-> 1]");
  EXPECT_EQ(read("[\"a\tb\\\\\", \"\\\"\x01\"]"), read(R"(["a\tb\\", "\"\u0001"])"));
  EXPECT_THAT(error([&] { read("[\"a\tb\", ]"); }), HasSubstr("Cannot read JSON"));
}

TEST_F(Json, Reading) {
  EXPECT_EQ(read(R"([1, "x", true, -2])"), "<<1, \"x\", TRUE, -2>>");
  EXPECT_EQ(read(R"({"js_a": {"js_b": []}})"), "[js_a |-> [js_b |-> <<>>]]");
  EXPECT_EQ(read("{}"), "<<>>") << "the record without fields is the empty function";
  EXPECT_EQ(read(R"("\u00e9\n")"), "\"\xC3\xA9\\n\"");
  EXPECT_EQ(read("12345678901234567890123"), "12345678901234567890123");
  EXPECT_EQ(read("[1.9, -1.9, 2e3]"), "<<1, -1, 2000>>");
  EXPECT_EQ(read(R"({"js_a": 1, "js_a": 2})"), "[js_a |-> 2]");
}

TEST_F(Json, ReadingWhatIsNoValue) {
  EXPECT_THAT(error([&] { read("[1, null]"); }), HasSubstr("null"));
  EXPECT_THAT(error([&] { read("[1,"); }), HasSubstr("offset"));
  EXPECT_THAT(error([&] { read(""); }), HasSubstr("Cannot read JSON"));
  EXPECT_THAT(error([&] { read("[1] 2"); }), HasSubstr("Cannot read JSON"));
  EXPECT_THAT(error([&] { read("1e300"); }), HasSubstr("too large"));
}

TEST_F(Json, DeepNestingIsNoStackOverflow) {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  EXPECT_EQ(from_json(c, deep).kind(), Kind::Tuple);
}

}  // namespace
}  // namespace trestle::runtime
