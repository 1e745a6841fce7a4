// What TLC recorded, held against the model it came from; and damaged, so that it no longer is one of its behaviors.
#include "validator/bridge/hold.h"

#include "tests/bridge/files.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/print.h"
#include "translator/runtime/store.h"
#include "validator/bridge/value_text.h"

namespace trestle::bridge {
namespace {

using End = explore::Behavior::End;

std::string model_of(const std::string& file) { return file.substr(0, file.find('.')); }

class Recorded : public testing::TestWithParam<std::string> {};

TEST_P(Recorded, IsABehaviorOfItsModel) {
  const auto loaded = load_model(model_of(GetParam()));
  ASSERT_NE(loaded, nullptr);
  runtime::Context context;
  const auto behaviors = read_behaviors(contents(data(GetParam())), {.format = {}, .file = GetParam()});
  ASSERT_EQ(behaviors.size(), 1);
  const Held held = hold(*loaded->model, context, behaviors[0]);
  EXPECT_TRUE(held.ok()) << (held.difference ? held.difference->message : held.inconclusive);
  EXPECT_EQ(held.behavior.size(), behaviors[0].states.size());
  EXPECT_EQ(held.behavior.end, behaviors[0].end);
  for (size_t i = 1; i < held.behavior.size(); ++i) {
    ASSERT_NE(held.behavior.states[i].action, runtime::kNoAction);
    if (const auto& told = behaviors[0].states[i].action; told.told()) {
      const runtime::Action& action = loaded->model->signature().action(held.behavior.states[i].action);
      EXPECT_EQ(action.name, told.name);
      if (told.location.begin_line != 0) {
        EXPECT_EQ(to_string(action.location), to_string(told.location));
      }
    }
  }
}

TEST_P(Recorded, IsNoneWhenAStateIsLeftOut) {
  const auto loaded = load_model(model_of(GetParam()));
  runtime::Context context;
  auto behavior = read_behaviors(contents(data(GetParam()))).front();
  ASSERT_GE(behavior.states.size(), 2);
  behavior.states.erase(behavior.states.begin());
  if (behavior.end == End::BackTo) behavior.end = End::Finite;
  EXPECT_FALSE(hold(*loaded->model, context, behavior).ok());
}

INSTANTIATE_TEST_SUITE_P(All, Recorded, testing::ValuesIn(recorded_files()), [](const auto& info) {
  std::string name = info.param;
  for (char& c : name)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  return name;
});

TEST(Hold, EveryFormatGivesTheSameStates) {
  for (const std::string& model : kModels) {
    const auto loaded = load_model(model);
    runtime::Context context;
    std::optional<explore::Behavior> first;
    for (const std::string& suffix : kSuffixes) {
      if (suffix == ".sim" || !std::filesystem::exists(data(model + suffix))) continue;
      const Held held = hold(*loaded->model, context, read_behaviors(contents(data(model + suffix))).front());
      ASSERT_TRUE(held.ok()) << model << suffix;
      if (!first) first = held.behavior;
      ASSERT_EQ(held.behavior.size(), first->size()) << model << suffix;
      for (size_t i = 0; i < first->size(); ++i)
        EXPECT_EQ(held.behavior.states[i].words, first->states[i].words) << model << suffix << i;
    }
  }
}

Held hold_text(const std::string& model, const std::string& text) {
  const auto loaded = load_model(model);
  runtime::Context context;
  return hold(*loaded->model, context, read_behaviors(text).front());
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, text.npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Hold, SaysWhichVariableDiffers) {
  const std::string text = replaced(contents(data("Counter.out")), "/\\ till = -1", "/\\ till = 5");
  const Held held = hold_text("Counter", text);
  ASSERT_TRUE(held.difference);
  EXPECT_EQ(held.difference->kind, Difference::Kind::Step);
  EXPECT_EQ(held.difference->state, 2);
  EXPECT_EQ(held.difference->nearest, "Sell(bob, 2)");
  ASSERT_EQ(held.difference->differing.size(), 1);
  EXPECT_EQ(held.difference->differing[0].variable, "till");
  EXPECT_EQ(held.difference->differing[0].recorded, "5");
  EXPECT_EQ(held.difference->differing[0].expected, "-1");
  EXPECT_EQ(held.behavior.size(), 2);
}

TEST(Hold, SaysWhichActionItShouldBe) {
  const Held held = hold_text("Counter", replaced(contents(data("Counter.out")), "<Sell(bob,2) ", "<Rest(ann) "));
  ASSERT_TRUE(held.difference);
  EXPECT_EQ(held.difference->kind, Difference::Kind::Action);
  EXPECT_EQ(held.difference->message, "the step to state 3 is Sell(bob, 2), and not Rest(ann)");
}

// TLC's words for an action that stands in SPECIFICATION itself.
TEST(Hold, AnActionMayHaveNoName) {
  for (const char* name : {"<Action ", "<UnnamedAction "})
    EXPECT_TRUE(hold_text("Counter", replaced(contents(data("Counter.out")), "<Sell(bob,2) ", name)).ok()) << name;
}

TEST(Hold, AStateMayShowNothing) {
  const std::string counter = contents(data("Counter.out"));
  const size_t begin = counter.find("/\\ mood"), end = counter.find("\nState 2:");
  const Held held = hold_text("Counter", counter.substr(0, begin) + counter.substr(end));
  EXPECT_TRUE(held.ok());
  EXPECT_EQ(held.behavior.size(), 3);
}

TEST(Hold, SaysWhichArgumentsItShouldHave) {
  const Held held = hold_text("Counter", replaced(contents(data("Counter.out")), "<Sell(bob,2) ", "<Sell(bob,1) "));
  ASSERT_TRUE(held.difference);
  EXPECT_EQ(held.difference->message, "the step to state 3 is Sell(bob, 2), and not Sell(bob, 1)");
}

TEST(Hold, SaysThatAStateIsNotInitial) {
  const Held held = hold_text("Counter", replaced(contents(data("Counter.out")), "/\\ till = 2", "/\\ till = 3"));
  ASSERT_TRUE(held.difference);
  EXPECT_EQ(held.difference->kind, Difference::Kind::Initial);
  EXPECT_EQ(held.difference->differing.at(0).expected, "2");
}

TEST(Hold, SaysThatALassoDoesNotClose) {
  const Held held =
      hold_text("Signals", replaced(contents(data("Signals.out")), "Back to state 2:", "Back to state 1:"));
  ASSERT_TRUE(held.difference);
  EXPECT_EQ(held.difference->kind, Difference::Kind::End);
}

TEST(Hold, SaysThatADeadlockIsNone) {
  const std::string text = contents(data("Doorway.out"));
  const size_t third = text.find("State 3:"), rest = text.find("7 states generated");
  const Held held = hold_text("Doorway", text.substr(0, third) + text.substr(rest));
  ASSERT_TRUE(held.difference);
  EXPECT_EQ(held.difference->message.substr(0, 23), "state 2 is no deadlock:");
}

// TLC's simulation takes steps out of the constraints for none.
TEST(Hold, ADeadlockWithinTheConstraints) {
  std::string text = "Error: Deadlock reached.\n";
  auto state = [&, number = 0](const std::string& header, int first, int second, const std::string& asleep) mutable {
    text += "State " + std::to_string(++number) + ": <" + header + ">\n/\\ turns = (t1 :> " + std::to_string(first) +
            " @@ t2 :> " + std::to_string(second) + ")\n/\\ asleep = {" + asleep + "}\n\n";
  };
  state("Initial predicate", 0, 0, "");
  for (int turn = 0; turn < 3; ++turn) {
    if (turn > 0) state("Wake(t1)", turn, 0, "");
    state("Sleep(t1)", turn, 0, "t1");
  }
  const std::string possible = text;
  for (int turn = 0; turn < 3; ++turn) {
    if (turn > 0) state("Wake(t2)", 2, turn, "t1");
    state("Sleep(t2)", 2, turn, "t1, t2");
  }
  EXPECT_EQ(hold_text("Twins", text).confirmed, std::vector<std::string>{"state 11 has no successor within the constraints"});
  const Held held = hold_text("Twins", possible);
  ASSERT_TRUE(held.difference);
  EXPECT_EQ(held.difference->message, "state 6 is no deadlock: Sleep(t2) is possible");
}

TEST(Hold, SaysThatAnInvariantHolds) {
  const std::string text = contents(data("Counter.out"));
  const size_t third = text.find("State 3:"), rest = text.find("8 states generated");
  const Held held = hold_text("Counter", text.substr(0, third) + text.substr(rest));
  ASSERT_TRUE(held.difference);
  EXPECT_EQ(held.difference->kind, Difference::Kind::Claim);
}

TEST(Hold, ConfirmsWhatTheFileClaims) {
  EXPECT_EQ(hold_text("Counter", contents(data("Counter.out"))).confirmed,
            std::vector<std::string>{"Solvent is false in state 3"});
  EXPECT_EQ(hold_text("Doorway", contents(data("Doorway.out"))).confirmed,
            std::vector<std::string>{"state 3 has no successor"});
}

TEST(Hold, FollowsStepsThatAreNamedOnly) {
  const std::string counter = contents(data("Counter.act.tla"));
  const Held held = hold_text("Counter", counter);
  ASSERT_TRUE(held.ok()) << held.difference->message;
  EXPECT_EQ(held.behavior.size(), 3);
  EXPECT_EQ(hold_text("Signals", contents(data("Signals.act.tla"))).behavior.size(), 4);  // the last one is the second
  EXPECT_EQ(hold_text("Gauge", contents(data("Gauge.act.tla"))).behavior.size(), 3);      // twice the same step
  const Held lamp = hold_text("Lamp", contents(data("Lamp.act.tla")));  // stutters, which is not told from a step
  ASSERT_TRUE(lamp.ok());
  EXPECT_EQ(lamp.notes, std::vector<std::string>{"state 3 is the state before it: a stuttering step"});
  const Held other = hold_text("Counter", replaced(counter, "Sell(bob, 2)", "Sell(bob, 7)"));
  ASSERT_TRUE(other.difference);
  EXPECT_EQ(other.difference->state, 2);
}

TEST(Hold, GoingBackToTheLastStateIsStuttering) {
  const std::string lamp = contents(data("Lamp.out"));
  const size_t end = lamp.find("State 3: Stuttering"), step = lamp.rfind("State 2: ", end) + 9;
  ASSERT_NE(end, lamp.npos);
  const std::string header = lamp.substr(step, lamp.find('\n', step) - step);
  const Held held = hold_text("Lamp", lamp.substr(0, end) + "Back to state 2: " + header + "\n");
  ASSERT_TRUE(held.ok()) << held.difference->message;
  EXPECT_EQ(held.confirmed, std::vector<std::string>{"Shines is false of this behavior, which is fair"});
}

TEST(Hold, JudgesAViolatedProperty) {
  EXPECT_EQ(hold_text("Signals", contents(data("Signals.out"))).confirmed,
            std::vector<std::string>{"Flows is false of this behavior, which is fair"});
  EXPECT_EQ(hold_text("Lamp", contents(data("Lamp.tool.out"))).confirmed,
            std::vector<std::string>{"Shines is false of this behavior, which is fair"});
  // JSON makes no claim, but what the lasso violates is said.
  EXPECT_EQ(hold_text("Signals", contents(data("Signals.trace.json"))).confirmed,
            std::vector<std::string>{"Flows is false of this behavior, which is fair"});
}

TEST(Hold, SaysThatALassoIsNotFair) {
  const std::string text = contents(data("Signals.out"));
  const Held held = hold_text("Signals", text.substr(0, text.find("Back to state 2")) + "State 4: Stuttering\n");
  ASSERT_TRUE(held.difference);
  EXPECT_EQ(held.difference->kind, Difference::Kind::Claim);
  EXPECT_EQ(held.difference->message.substr(0, 54), "the behavior is not fair, so it violates nothing: Sign");
}

TEST(Hold, SaysThatAPropertyHolds) {
  const std::string text = contents(data("Lamp.out"));
  const Held held = hold_text("Lamp", text.substr(0, text.find("State 3: Stuttering")) +
                                          "State 3: <Light line 7, col 10 to line 7, col 76 of module Lamp>\n"
                                          "/\\ lamp = \"on\"\n/\\ button = {\"index\"}\n\nState 4: Stuttering\n");
  ASSERT_TRUE(held.difference);
  EXPECT_EQ(held.difference->message, "Shines holds in this behavior, which the file says violates it");
}

TEST(Hold, AnotherPropertyIsNotConfirmed) {
  const Held held = hold_text("Lamp", replaced(contents(data("Lamp.out")), "property Shines", "property Glows"));
  ASSERT_TRUE(held.ok());
  EXPECT_EQ(held.notes.back(), "that Glows is violated was not confirmed: this .cfg does not check it");
}

TEST(Hold, FindsWhatIsNotRecorded) {
  // Only one of the variables in the file: the others are found.
  std::string text;
  for (size_t i = 1; const char* till : {"2", "1", "-1"})
    text += "State " + std::to_string(i++) + ": <>\n/\\ till = " + till + "\n\n";
  const Held held = hold_text("Counter", text);
  EXPECT_TRUE(held.ok());
  EXPECT_EQ(held.behavior.size(), 3);
}

TEST(Hold, OfItfNamesAndTypesAreFound) {
  // As Quint and Apalache write them: qualified names, values of a type of their own, a loop, an action's name that the
  // spec does not have.
  const auto state = [](const std::string& mood, int till, const std::string& slips, const std::string& log,
                        const std::string& taken) {
    return "{\"mbt::actionTaken\":\"" + taken + "\",\"shop::mood\":{\"#map\":[[\"ann\",\"" + mood +
           "\"],[\"bob_OF_CLERK\",\"calm\"]]},\"till\":{\"#bigint\":\"" + std::to_string(till) +
           "\"},\"slips\":{\"#set\":[" + slips + "]},\"log\":[" + log + "]}";
  };
  const std::string tired = "a \\\"bit\\\" tired", slip = R"({"clerk":"ann","price":2})",
                    sold = R"({"#tup":["sold",2]})";
  const auto file = [&](const std::string& taken) {
    return R"({"#meta":{"format":"ITF"},"vars":["till"],"states":[)" + state("calm", 2, "", "", "init") + "," +
           state(tired, 0, slip, sold, taken) + "]}";
  };
  const Held held = hold_text("Counter", file("Sell"));
  ASSERT_TRUE(held.ok()) << held.difference->message;
  EXPECT_EQ(held.behavior.size(), 2);
  EXPECT_TRUE(hold_text("Counter", file("sellSomething")).ok());  // with a note
  const Held wrong = hold_text("Counter", file("Rest"));
  ASSERT_TRUE(wrong.difference);
  EXPECT_EQ(wrong.difference->message, "the step to state 2 is Sell(ann, 2), and not Rest");
}

TEST(Hold, OfAnotherSpecNothingIsCompared) {
  const Held held = hold_text("Gauge", contents(data("Counter.out")));
  ASSERT_TRUE(held.difference);
  EXPECT_EQ(held.difference->kind, Difference::Kind::Names);
}

TEST(WrittenAs, JsonLosesTypes) {
  runtime::Context context;
  const auto value = [&](const char* text) { return runtime::intern(context, read_value(context, text)); };
  const auto json = [&](const char* a, const char* b) {
    return written_as(context, value(a), value(b), Typing::TlcJson);
  };
  EXPECT_TRUE(json("{1, 2}", "<<1, 2>>"));
  EXPECT_TRUE(json("{}", "<<>>"));
  EXPECT_TRUE(json("n1", "\"n1\""));
  EXPECT_TRUE(json("{n1, n2}", "<<\"n2\", \"n1\">>"));
  EXPECT_FALSE(json("{1, 2}", "<<1, 1>>"));
  EXPECT_FALSE(json("<<1, 2>>", "<<2, 1>>"));
  EXPECT_FALSE(json("\"a\"", "\"b\""));
  EXPECT_FALSE(json("1", "\"1\""));
  // Keys are text, in which fields stand in whatever order the writer has.
  const auto keyed = [&](const char* key) {
    const uint32_t field = runtime::atom(key);
    const runtime::Value one = runtime::Value::integer(1);
    return runtime::intern(context, runtime::make_record(context, {&field, 1}, {&one, 1}));
  };
  const runtime::Value bag = value("([n |-> 0, type |-> \"ack\"] :> 1)");
  for (const char* key : {"[n |-> 0, type |-> \"ack\"]", "[type |-> \"ack\", n |-> 0]"})
    EXPECT_TRUE(written_as(context, bag, keyed(key), Typing::TlcJson)) << key;
  EXPECT_FALSE(written_as(context, bag, keyed("[type |-> \"ack\", n |-> 1]"), Typing::TlcJson));
  EXPECT_FALSE(written_as(context, bag, keyed("no value ["), Typing::TlcJson));
}

}  // namespace
}  // namespace trestle::bridge
