// Operations on a variable's value, as logs of the Inria tools have them.
#include "validator/trace/updates.h"

#include <gtest/gtest.h>

#include "translator/runtime/atoms.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"
#include "validator/trace/json.h"
#include "validator/trace/match.h"

namespace trestle::trace {
namespace {

using runtime::Value;

// A value from JSON as trace.md has it, interned.
Value value(const std::string& json) {
  Data data;
  EXPECT_FALSE(parse_json_plainly(json, data)) << json;
  std::string where;
  EXPECT_EQ(interpret(data, 0, where), "");
  runtime::Context context;
  return runtime::intern(context, to_value(context, data.root(), [](std::string_view) { return false; }));
}

bool hold(const std::string& updates, const std::string& before, const std::string& after) {
  Data data;
  EXPECT_FALSE(parse_json_plainly(updates, data)) << updates;
  std::string where;
  EXPECT_EQ(interpret(data, 0, where), "");
  EXPECT_EQ(updates_problem(data.root()), "") << updates;
  return updates_hold(data.root(), value(before), value(after));
}

std::string update(const std::string& op, const std::string& arguments, const std::string& path = "") {
  return R"({"op":")" + op + R"(","path":[)" + path + R"(],"args":[)" + arguments + "]}";
}

TEST(Updates, EachOperation) {
  struct Case {
    std::string updates, before, after;
  };
  for (const Case& c : {
           Case{update("Update", "3"), "1", "3"},
           Case{update("Unchanged", ""), "1", "1"},
           Case{update("AddElement", "2"), R"({"#set":[1]})", R"({"#set":[1,2]})"},
           Case{update("AddElements", "[2,3]"), R"({"#set":[1]})", R"({"#set":[1,2,3]})"},
           Case{update("RemoveElement", "1"), R"({"#set":[1,2]})", R"({"#set":[2]})"},
           Case{update("Clear", ""), R"({"#set":[1,2]})", R"({"#set":[]})"},
           Case{update("AddElementToBag", "\"a\""), R"({"#map":[["a",1]]})", R"({"#map":[["a",2]]})"},
           Case{update("AddElementToBag", "\"b\""), R"({"#map":[["a",1]]})", R"({"#map":[["a",1],["b",1]]})"},
           Case{update("RemoveElementFromBag", "\"a\""), R"({"#map":[["a",2]]})", R"({"#map":[["a",1]]})"},
           Case{update("ClearBag", ""), R"({"#map":[["a",2]]})", "[]"},
           Case{update("AppendElement", "7"), "[1]", "[1,7]"},
           Case{update("SetKey", "\"a\",5"), R"({"a":1,"b":2})", R"({"a":5,"b":2})"},
           Case{update("UpdateRec", R"({"a":5,"z":0})"), R"({"a":1,"b":2})", R"({"a":5,"b":2})"},
           Case{update("Add", "2"), "1", "3"},
           Case{update("Sub", "2"), "1", "-1"},
           Case{update("Add", "1000"), "1764457689000000000", "1764457689000001000"},
           Case{update("Sub", "1"), R"({"#bigint":"-100000000000000000000"})", R"({"#bigint":"-100000000000000000001"})"},
           Case{update("AddToBag", "\"b\""), R"({"#map":[["a",1]]})", R"({"#map":[["a",1],["b",1]]})"},
           Case{update("RemoveFromBag", "\"a\""), R"({"#map":[["a",2]]})", R"({"#map":[["a",1]]})"},
           Case{update("RemoveFromBag", "\"a\""), R"({"#map":[["a",1],["b",2]]})", R"({"#map":[["b",2]]})"},
           Case{update("ResetKey", "\"a\""), R"({"a":1,"b":2})", R"({"a":{"#model":"Nil"},"b":2})"},
       }) {
    EXPECT_TRUE(hold("[" + c.updates + "]", c.before, c.after)) << c.updates;
    EXPECT_FALSE(hold("[" + c.updates + "]", c.before, "\"something else\"")) << c.updates;
  }
}

TEST(Updates, APathLeadsToAPlace) {
  const std::string before = R"({"p":{"#set":[]},"q":{"#set":[1]}})";
  EXPECT_TRUE(hold("[" + update("AddElement", "9", "\"p\"") + "]", before, R"({"p":{"#set":[9]},"q":{"#set":[1]}})"));
  EXPECT_FALSE(hold("[" + update("AddElement", "9", "\"p\"") + "]", before, before));
  EXPECT_FALSE(hold("[" + update("AddElement", "9", "\"nowhere\"") + "]", before, before));
}

TEST(Updates, FollowEachOther) {
  EXPECT_TRUE(
      hold("[" + update("Clear", "") + "," + update("AddElement", "2") + "]", R"({"#set":[1]})", R"({"#set":[2]})"));
  EXPECT_FALSE(
      hold("[" + update("AddElement", "2") + "," + update("Clear", "") + "]", R"({"#set":[1]})", R"({"#set":[2]})"));
}

TEST(Updates, WhatCannotBeAppliedDoesNotHold) {
  EXPECT_FALSE(hold("[" + update("AddElement", "2") + "]", "1", "1"));
  EXPECT_FALSE(hold("[" + update("Add", "2") + "]", "\"x\"", "\"x\""));
}

TEST(Updates, WhatIsWrongWithThemIsSaid) {
  const auto problem = [](const std::string& json) {
    Data data;
    EXPECT_FALSE(parse_json_plainly(json, data)) << json;
    return updates_problem(data.root());
  };
  EXPECT_EQ(problem("1"), "expected an array of updates, got 1");
  EXPECT_EQ(problem("[1]"), "an update is an object, not 1");
  EXPECT_EQ(problem(R"([{"path":[]}])"), "an update has a text \"op\"");
  EXPECT_EQ(problem(R"([{"op":"SetKey","path":[],"args":[1]}])"), "SetKey takes 2 arguments, not 1");
  EXPECT_EQ(problem(R"([{"op":"Add","map":"f","path":[],"args":[1]}])"),
            "\"map\" stands for an operator of a trace specification: log what it makes of the arguments");
  EXPECT_EQ(problem(R"([{"op":"Add","path":1,"args":[1]}])"), "\"path\" is an array");
}

}  // namespace
}  // namespace trestle::trace
