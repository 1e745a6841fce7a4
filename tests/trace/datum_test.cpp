#include "validator/trace/datum.h"

#include <gtest/gtest.h>

#include "validator/trace/json.h"

namespace trestle::trace {
namespace {

std::string interpreted(std::string_view json, std::string* problem_place = nullptr) {
  Data data;
  EXPECT_FALSE(parse_json_plainly(json, data)) << json;
  std::string where;
  std::string problem = interpret(data, 0, where);
  if (problem_place != nullptr) *problem_place = where;
  return problem.empty() ? to_tla(data.root()) : "error: " + problem;
}

TEST(Datum, MarkedObjectsBecomeWhatTheyStandFor) {
  EXPECT_EQ(interpreted(R"({"#set":[1,2]})"), "{1, 2}");
  EXPECT_EQ(interpreted(R"({"#set":[]})"), "{}");
  EXPECT_EQ(interpreted(R"({"#tup":[1,"a"]})"), R"(<<1, "a">>)");
  EXPECT_EQ(interpreted(R"({"#map":[[1,"a"],[2,{"#set":[3]}]]})"), R"((1 :> "a" @@ 2 :> {3}))");
  EXPECT_EQ(interpreted(R"({"#map":[]})"), "<<>>");
  EXPECT_EQ(interpreted(R"({"#model":"r1"})"), "r1");
  EXPECT_EQ(interpreted(R"({"#bigint":"123456789012345678901234567890"})"), "123456789012345678901234567890");
  EXPECT_EQ(interpreted(R"({"#bigint":"-007"})"), "-7");
  EXPECT_EQ(interpreted(R"({"#bigint":"-0"})"), "0");
  EXPECT_EQ(interpreted(R"({"a":[{"#set":[{"b":{"#model":"m"}}]}]})"), "[a |-> <<{[b |-> m]}>>]");
  EXPECT_EQ(interpreted(R"([true,"q\"\\"])"), R"(<<TRUE, "q\"\\">>)");
  EXPECT_EQ(interpreted(R"(["a\u0000b\u001b\\u0000"])"), R"(<<"a\u0000b\u001b\\u0000">>)");
}

TEST(Datum, WhatIsNoValueIsAnErrorWithItsPlace) {
  std::string where;
  EXPECT_EQ(interpreted(R"({"a":[1,null]})", &where).substr(0, 11), "error: null");
  EXPECT_EQ(where, ".a[1]");
  EXPECT_EQ(interpreted(R"({"#set":[1.5]})", &where).substr(0, 10), "error: TLA");
  EXPECT_EQ(where, "[0]");
  EXPECT_EQ(interpreted(R"({"#map":[[1,null]]})", &where).substr(0, 11), "error: null");
  EXPECT_EQ(where, "[0]");
  EXPECT_EQ(interpreted(R"({"#set":1})"), "error: \"#set\" wants an array");
  EXPECT_EQ(interpreted(R"({"#map":[[1,2],[3,4],[1,5]]})"), "error: a #map has the argument 1 twice");
  EXPECT_EQ(interpreted(R"({"#map":[[1]]})"),
            "error: \"#map\" wants an array of [key, value] pairs; element 1 is not one");
  EXPECT_EQ(interpreted(R"({"#bigint":"1x"})"), "error: \"#bigint\" wants decimal digits in a string");
  EXPECT_EQ(interpreted(R"({"#model":""})"), "error: \"#model\" wants a name");
  EXPECT_EQ(interpreted(R"({"#what":1})"),
            "error: \"#what\" is not a mark that Trestle knows (#set, #map, #tup, #bigint, #model)");
  EXPECT_EQ(interpreted(R"({"#set":[],"x":1})"), "error: an object with a \"#\" mark has no other members");
  EXPECT_EQ(interpreted(R"({"x":{"a":1,"a":2}})", &where), "error: the object has two members \"a\"");
  EXPECT_EQ(where, ".x");
}

TEST(Datum, RepeatedKeysAreFoundInLargeObjectsToo) {
  std::string json = "{";
  for (int i = 0; i < 1000; ++i) json += "\"k" + std::to_string(i) + "\":1,";
  EXPECT_EQ(interpreted(json + "\"k1000\":1}").substr(0, 12), "[k0 |-> 1, k");
  EXPECT_EQ(interpreted(json + "\"k7\":1}"), "error: the object has two members \"k7\"");
}

TEST(Datum, LongValuesAreCutForMessages) {
  Data data;
  ASSERT_FALSE(parse_json_plainly("\"" + std::string(300, 'x') + "\"", data));
  EXPECT_EQ(to_short_tla(data.root(), 10), "\"xxxxxxxxx...");
}

}  // namespace
}  // namespace trestle::trace
