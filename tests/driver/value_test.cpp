#include "driver/value.h"

#include <gtest/gtest.h>

namespace trestle::driver {
namespace {

TEST(Value, HasTheKindsOfTheTraceFormat) {
  const Value value = Value::parse(
      R"( {"n": -3, "b": true, "s": "a\n\u00e9\ud83d\ude00", "q": [1, {"#tup": []}], "set": {"#set": [2, 1]},
           "f": {"#map": [[1, "x"], [2, "y"]]}, "m": {"#model": "r1"}, "big": {"#bigint": "99999999999999999999"}} )");
  EXPECT_EQ(value["n"].integer(), -3);
  EXPECT_TRUE(value["b"].boolean());
  EXPECT_EQ(value["s"].text(), "a\n\xC3\xA9\xF0\x9F\x98\x80");
  EXPECT_EQ(value["q"][1].integer(), 1);
  EXPECT_TRUE(value["q"][2].elements().empty());
  EXPECT_EQ(value["set"].kind(), Value::Kind::Set);
  EXPECT_EQ(value["f"].pairs()[1].second.text(), "y");
  EXPECT_EQ(value["m"].kind(), Value::Kind::Model);
  EXPECT_EQ(value["big"].text(), "99999999999999999999");
  EXPECT_EQ(value.fields().size(), 8u);
  EXPECT_EQ(value["f"].to_string(), "(1 :> \"x\" @@ 2 :> \"y\")");
}

TEST(Value, EqualsWhatTlaTakesForEqual) {
  const auto equal = [](const char* a, const char* b) { return Value::parse(a) == Value::parse(b); };
  EXPECT_TRUE(equal(R"({"#set": [1, 2, 2]})", R"({"#set": [2, 1]})"));
  EXPECT_TRUE(equal(R"({"#model": "a"})", R"("a")"));
  EXPECT_TRUE(equal(R"({"a": 1, "b": 2})", R"({"#map": [["b", 2], ["a", 1]]})"));
  EXPECT_TRUE(equal(R"(["x", "y"])", R"({"#map": [[2, "y"], [1, "x"]]})"));
  EXPECT_TRUE(equal("[]", R"({"#map": []})"));
  EXPECT_FALSE(equal(R"({"#set": [1]})", "[1]"));
  EXPECT_FALSE(equal("[1, 2]", "[2, 1]"));
  EXPECT_FALSE(equal(R"({"a": 1})", R"({"a": 1, "b": 2})"));
  EXPECT_FALSE(equal("1", R"("1")"));
}

TEST(Value, SaysWhatIsWrong) {
  for (const char* text : {"", "{", "[1,", "\"a", "1.5", "{\"a\" 1}", "nul", "[1] 2", "{\"#set\": 1}", "{\"#odd\": []}",
                           "\"\\u12\"", "-", "\"\\x\""}) {
    EXPECT_THROW(Value::parse(text), ValueError) << text;
  }
  EXPECT_THROW(Value::parse(std::string(10'000, '[')), ValueError);
  EXPECT_THROW(Value::parse("3").text(), ValueError);
  EXPECT_THROW(Value::parse("{}")["absent"], ValueError);
  EXPECT_THROW(Value::parse("[1]")[2], ValueError);
}

}  // namespace
}  // namespace trestle::driver
