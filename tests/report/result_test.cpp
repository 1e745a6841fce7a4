// What check and simulate say, to people and to programs, for small models.
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "tests/explore/toy.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/operators.h"
#include "validator/report/graph.h"
#include "validator/report/json.h"
#include "validator/report/text.h"

namespace trestle::report {
namespace {

using explore::check;
using explore::jugs;
using explore::Row;
using explore::Toy;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Toy violated() {
  Toy toy = jugs();
  toy.invariant("NotFour", [](const Row& s) { return s[1] != 4; });
  return toy;
}

rapidjson::Document parsed(const std::string& json) {
  rapidjson::Document document;
  document.Parse(json.c_str(), json.size());
  EXPECT_FALSE(document.HasParseError()) << json;
  return document;
}

TEST(Text, VerdictFirstCountsLast) {
  const Toy toy = jugs();
  const std::string text = to_text(check(toy, {}), toy, {});
  EXPECT_THAT(text, StartsWith("ok: every reachable state was explored, and nothing is violated\n"
                               "97 states generated, 16 distinct, 0 left to explore, depth 8.\n"));
}

TEST(Text, ACounterexampleHasItsStatesNumberedAndChangesMarked) {
  const Toy toy = violated();
  const std::string text = to_text(check(toy, {}), toy, {});
  EXPECT_THAT(text, StartsWith("invariant-violated: NotFour is false in state 7\n"));
  EXPECT_THAT(text, HasSubstr("\n\nState 1: <Initial predicate>\n"
                              "  /\\ small = 0\n"
                              "  /\\ big   = 0\n"
                              "\n"
                              "State 2: <FillBig line 11, col 3 to line 11, col 40 of module Toy>\n"
                              "  /\\ small = 0\n"
                              "* /\\ big   = 5\n"
                              "\n"
                              "State 3: <BigToSmall line 15, col 3 to line 15, col 40 of module Toy>\n"
                              "* /\\ small = 3\n"
                              "* /\\ big   = 2\n"));
}

TEST(Text, ColorOnlyWhereWanted) {
  const Toy toy = violated();
  const auto result = check(toy, {});
  EXPECT_THAT(to_text(result, toy, {}), Not(HasSubstr("\x1b")));
  EXPECT_THAT(to_text(result, toy, {.color = true}), HasSubstr("\x1b[1;31minvariant-violated"));
}

TEST(Text, ArgumentsStandWithTheAction) {
  Toy toy = explore::grid(2, 3);
  toy.invariant("Low", [](const Row& s) { return s[1] < 1; });
  EXPECT_THAT(to_text(check(toy, {}), toy, {}), HasSubstr("State 2: <Add(1) line 10, col 3"));
}

TEST(Text, AFailureHasPlaceExpressionAndHint) {
  runtime::EvalError error(runtime::ErrorKind::Evaluation, "1 and \"a\" cannot be compared", "give both one type");
  error.place = "Foo.tla:3:4";
  error.expression = "x = \"a\"";
  error.in = "action Step";
  EXPECT_EQ(failure_text({error, explore::Phase::Next}),
            "Foo.tla:3:4: error: 1 and \"a\" cannot be compared\n"
            "    x = \"a\"\n"
            "      = give both one type\n"
            "  in action Step\n");
  error.excerpt = "    3 |    x = \"a\"\n      |    ^^^^^^^\n";
  EXPECT_EQ(failure_text({error, explore::Phase::Next}),
            "Foo.tla:3:4: error: 1 and \"a\" cannot be compared\n"
            "    3 |    x = \"a\"\n"
            "      |    ^^^^^^^\n"
            "      = give both one type\n"
            "  in action Step\n");
}

TEST(Text, EveryVerdictHasItsHeadline) {
  Toy toy = explore::grid(1, 2);
  toy.edit().check_deadlock = true;
  EXPECT_THAT(to_text(check(toy, {}), toy, {}), StartsWith("deadlock: state 3 has no successor"));
  EXPECT_THAT(to_text(check(toy, {.depth = 2}), toy, {}), StartsWith("inconclusive: states at the depth limit"));
  Toy wrong = toy;
  wrong.predicate("Wrong", runtime::PredicateKind::Assumption, [](const Row&, const Row&) { return false; });
  EXPECT_THAT(to_text(check(wrong, {}), wrong, {}), StartsWith("assumption-violated: assumption Wrong is false"));
  Toy grows = toy;
  grows.predicate("Stays", runtime::PredicateKind::ImpliedAction, [](const Row&, const Row&) { return false; });
  EXPECT_THAT(to_text(check(grows, {}), grows, {}), StartsWith("property-violated: Stays does not hold"));
  Toy post = jugs();
  post.predicate("Post", runtime::PredicateKind::Postcondition, [](const Row&, const Row&) { return false; });
  EXPECT_THAT(to_text(check(post, {}), post, {}), StartsWith("postcondition-violated: postcondition Post is false"));
}

TEST(Text, CoverageNamesWhatWasNeverEnabled) {
  Toy toy = jugs();
  toy.action("Spill", {"n"}, [](const Row&, const Toy::Emit&) {});
  const std::string text = to_text(check(toy, {}), toy, {.coverage = true});
  EXPECT_THAT(text, HasSubstr("              16              3  FillBig"));
  EXPECT_THAT(text, HasSubstr("Spill(n)  line 16, col 3 to line 16, col 40 of module Toy  (never enabled)"));
}

TEST(Text, TheAliasIsShownInsteadOfTheState) {
  Toy toy = violated();
  toy.alias([](runtime::Context& context, const Row& s) {
    const uint32_t names[] = {runtime::atom("total")};
    const runtime::Value values[] = {runtime::Value::integer(s[0] + s[1])};
    return runtime::make_record(context, names, values);
  });
  const auto result = check(toy, {});
  const std::string text = to_text(result, toy, {});
  EXPECT_THAT(text, HasSubstr("* /\\ total = 7\n"));
  EXPECT_THAT(text, Not(HasSubstr("small =")));
  const auto json = parsed(to_json(result, toy, {}));
  EXPECT_EQ(json["behavior"][6]["alias"]["total"]["value"].GetInt(), 7);
  EXPECT_EQ(json["behavior"][6]["variables"]["big"]["value"].GetInt(), 4);
}

TEST(Text, ALassoSaysWhereItGoes) {
  const Toy toy = violated();
  explore::Behavior behavior = check(toy, {}).behavior;
  behavior.end = explore::Behavior::End::Stuttering;
  EXPECT_THAT(behavior_text(toy, behavior, {}), HasSubstr("State 8: Stuttering\n"));
  behavior.end = explore::Behavior::End::BackTo;
  behavior.back_to = 1;
  behavior.back_action = 1;
  EXPECT_THAT(behavior_text(toy, behavior, {}), HasSubstr("Back to state 2: <FillBig line 11"));
}

TEST(Json, CheckHasTheContractsKeys) {
  const Toy toy = violated();
  const auto json =
      parsed(to_json(check(toy, {}), toy, {.spec = "Toy.tla", .config = "Toy.cfg", .engine = "evaluator", .seed = 5}));
  EXPECT_STREQ(json["verdict"].GetString(), "invariant-violated");
  EXPECT_STREQ(json["violated"].GetString(), "NotFour");
  EXPECT_EQ(json["exit_code"].GetInt(), 12);
  EXPECT_EQ(json["distinct"].GetInt(), 14);
  EXPECT_EQ(json["depth"].GetInt(), 7);
  EXPECT_TRUE(json["generated"].IsUint64());
  EXPECT_TRUE(json["queue"].IsUint64());
  EXPECT_TRUE(json["seconds"].IsDouble());
  EXPECT_STREQ(json["engine"].GetString(), "evaluator");
  EXPECT_EQ(json["seed"].GetInt(), 5);
  ASSERT_EQ(json["behavior"].Size(), 7u);
  EXPECT_TRUE(json["behavior"][0]["action"].IsNull());
  EXPECT_STREQ(json["behavior"][1]["action"].GetString(), "FillBig");
  EXPECT_EQ(json["behavior"][1]["location"]["begin_line"].GetInt(), 11);
  EXPECT_STREQ(json["behavior"][1]["variables"]["big"]["tla"].GetString(), "5");
  EXPECT_TRUE(json["error"].IsNull());
  EXPECT_TRUE(json["lasso"].IsNull());
  EXPECT_EQ(json["coverage"].Size(), 7u);
}

TEST(Json, NothingViolatedIsNull) {
  const Toy toy = jugs();
  const auto json = parsed(to_json(check(toy, {}), toy, {}));
  EXPECT_STREQ(json["verdict"].GetString(), "ok");
  EXPECT_TRUE(json["violated"].IsNull());
  EXPECT_EQ(json["behavior"].Size(), 0u);
}

TEST(Json, SimulateCountsBehaviors) {
  const Toy toy = jugs();
  const auto json = parsed(to_json(explore::simulate(toy, {.behaviors = 3, .depth = 5}), toy, {.seed = 9}));
  EXPECT_STREQ(json["verdict"].GetString(), "ok");
  EXPECT_EQ(json["behaviors"].GetInt(), 3);
  EXPECT_EQ(json["longest"].GetInt(), 5);
  EXPECT_EQ(json["seed"].GetInt(), 9);
}

TEST(Json, ValuesKeepTheirKind) {
  runtime::Context context;
  using runtime::Value;
  const auto number = [](int64_t i) { return Value::integer(i); };
  const auto of = [&](auto make, std::vector<Value> items) { return runtime::intern(make(context, items)); };
  const auto set = [&](std::vector<Value> items) { return of(runtime::make_set, std::move(items)); };
  EXPECT_EQ(value_json(number(-7)), "-7");
  EXPECT_EQ(value_json(number(int64_t{1} << 55)), R"({"#bigint":"36028797018963968"})");
  EXPECT_EQ(value_json(Value::boolean(true)), "true");
  EXPECT_EQ(value_json(runtime::string_value("a \"b\"")), R"("a \"b\"")");
  EXPECT_EQ(value_json(runtime::model_value("n1")), R"({"#model":"n1"})");
  EXPECT_EQ(value_json(set({number(2), number(1)})), R"({"#set":[1,2]})");
  EXPECT_EQ(value_json(set({})), R"({"#set":[]})");
  EXPECT_EQ(value_json(of(runtime::make_tuple, {number(1), number(2)})), "[1,2]");
  const Value from_zero[] = {number(5), number(6)};
  EXPECT_EQ(value_json(runtime::intern(runtime::make_function(context, set({number(0), number(1)}), from_zero))),
            R"({"#map":[[0,5],[1,6]]})");
  const uint32_t plain[] = {runtime::atom("a")}, tag[] = {runtime::atom("#set")};
  const Value one[] = {number(1)};
  EXPECT_EQ(value_json(runtime::intern(runtime::make_record(context, plain, one))), R"({"a":1})");
  EXPECT_EQ(value_json(runtime::intern(runtime::make_record(context, tag, one))), R"({"#map":[["#set",1]]})");
  EXPECT_EQ(value_json(Value::infinite(runtime::Kind::Naturals)), R"({"#unserializable":"Nat"})");
}

TEST(Graph, DotHasEveryStateAndStep) {
  const Toy toy = explore::grid(2, 1);
  const auto result = check(toy, {.keep_states = true});
  std::ostringstream out;
  write_dot(out, toy, result);
  EXPECT_EQ(out.str(),
            "digraph \"Toy\" {\n"
            "// state graph\n"
            "node [shape = box, fontname = monospace]\n"
            "1 [label = \"/\\\\ x0 = 0\\l/\\\\ x1 = 0\\l\", style = filled]\n"
            "2 [label = \"/\\\\ x0 = 1\\l/\\\\ x1 = 0\\l\"]\n"
            "3 [label = \"/\\\\ x0 = 0\\l/\\\\ x1 = 1\\l\"]\n"
            "4 [label = \"/\\\\ x0 = 1\\l/\\\\ x1 = 1\\l\"]\n"
            "1 -> 2 [label = \"Add(0)\"]\n"
            "1 -> 3 [label = \"Add(1)\"]\n"
            "2 -> 4 [label = \"Add(1)\"]\n"
            "3 -> 4 [label = \"Add(0)\"]\n"
            "}\n");
}

TEST(Graph, JsonHasLevelsAndArguments) {
  const Toy toy = explore::grid(2, 1);
  const auto result = check(toy, {.keep_states = true});
  std::ostringstream out;
  write_graph_json(out, toy, result);
  const auto json = parsed(out.str());
  ASSERT_EQ(json["states"].Size(), 4u);
  EXPECT_TRUE(json["states"][0]["initial"].GetBool());
  EXPECT_EQ(json["states"][3]["level"].GetInt(), 3);
  EXPECT_EQ(json["states"][3]["variables"]["x1"].GetInt(), 1);
  ASSERT_EQ(json["edges"].Size(), 4u);
  EXPECT_EQ(json["edges"][3]["from"].GetInt(), 3);
  EXPECT_EQ(json["edges"][3]["arguments"]["i"].GetInt(), 0);
}

}  // namespace
}  // namespace trestle::report
