// The evaluator through the Model interface: one action at a time, given arguments, nested calls, refusals explained.
#include "translator/evaluator/evaluator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "tests/core/memory.h"
#include "translator/evaluator/explain.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/print.h"
#include "translator/runtime/store.h"
#include "translator/runtime/thread.h"

namespace trestle::testing {
namespace {

using runtime::Context;
using runtime::Value;
using runtime::Word;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

struct States : runtime::StateSink {
  std::vector<std::vector<Word>> all;
  size_t words;
  explicit States(size_t w) : words(w) {}
  bool state(const Word* s) override {
    all.emplace_back(s, s + words);
    return true;
  }
};

struct Steps : runtime::StepSink {
  std::function<bool(const runtime::Step&)> each;
  bool step(const runtime::Step& s) override { return each(s); }
};

class EvaluatorTest : public ::testing::Test {
 protected:
  void load(const std::string& body, const std::string& config) {
    Diagnostics diagnostics;
    auto spec = lowered(body, config, diagnostics);
    ASSERT_NE(spec, nullptr) << render(diagnostics);
    model = evaluator::make_model(spec);
    States initial(model->signature().layout.words());
    model->initial_states(context, initial);
    states = initial.all;
  }

  std::string text(const Word* state) {
    std::string out;
    for (Value v : runtime::decode(model->signature().layout, state)) out += (out.empty() ? "" : " ") + runtime::to_string(v);
    return out;
  }

  runtime::ActionId action(const std::string& name) {
    for (size_t i = 0; i < model->signature().actions.size(); ++i)
      if (model->signature().actions[i].name == name) return i;
    ADD_FAILURE() << "no action " << name;
    return 0;
  }

  // Successors of a state by one action, as "arguments: state".
  std::vector<std::string> successors(const Word* state, const std::string& name, std::vector<Value> arguments = {}) {
    std::vector<std::string> out;
    Steps sink;
    sink.each = [&](const runtime::Step& s) {
      std::string line;
      for (Value a : s.arguments) line += runtime::to_string(a) + " ";
      out.push_back(line + "-> " + text(s.next));
      return true;
    };
    model->steps(context, state, action(name), arguments, sink);
    return out;
  }

  Context context;
  std::unique_ptr<runtime::Model> model;
  std::vector<std::vector<Word>> states;
};

const char* const kLamps = R"(EXTENDS Naturals
CONSTANT Lamp
VARIABLES on, turns
Init == on = {} /\ turns = 0
Light(l, times) == /\ l \notin on
                   /\ turns + times < 3
                   /\ on' = on \cup {l}
                   /\ turns' = turns + times
Douse == \E l \in on : on' = on \ {l} /\ UNCHANGED turns
Next == (\E l \in Lamp, n \in 1..2 : Light(l, n)) \/ Douse)";
const char* const kLampsConfig = "CONSTANT Lamp = {a, b}\nINIT Init\nNEXT Next\n";

TEST_F(EvaluatorTest, ActionsHaveNamesAndParameters) {
  load(kLamps, kLampsConfig);
  ASSERT_EQ(model->signature().actions.size(), 2u);
  EXPECT_EQ(model->signature().actions[0].name, "Light");
  EXPECT_THAT(model->signature().actions[0].parameters, ElementsAre("l", "times"));
  EXPECT_EQ(to_string(model->signature().actions[1].location), "line 10, col 24 to line 10, col 56 of module M");
}

TEST_F(EvaluatorTest, ArgumentsGivenAreBoundAndTheRestEnumerated) {
  load(kLamps, kLampsConfig);
  const Word* start = states.at(0).data();
  EXPECT_EQ(successors(start, "Light").size(), 4u);
  EXPECT_THAT(successors(start, "Light", {runtime::model_value("b"), Value()}),
              UnorderedElementsAre("b 1 -> {b} 1", "b 2 -> {b} 2"));
  EXPECT_THAT(successors(start, "Light", {runtime::model_value("a"), Value::integer(2)}), ElementsAre("a 2 -> {a} 2"));
  // Not in the set that the parameter ranges over: no step, and no error.
  EXPECT_TRUE(successors(start, "Light", {runtime::model_value("a"), Value::integer(7)}).empty());
}

// 2^40 subsets, of which none must be listed to tell whether one is among those wanted.
TEST_F(EvaluatorTest, MembershipInASubsetDefinedByAPredicateListsNothing) {
  load(R"(EXTENDS Naturals, FiniteSets
VARIABLE x
Pairs == {s \in SUBSET (1..40 \cup {x}) : Cardinality(s) = 2}
Init == x = 0
Step == {x, 7} \in Pairs /\ {7} \notin Pairs /\ x' = 1
Next == Step)",
       "INIT Init\nNEXT Next\n");
  EXPECT_THAT(successors(states.at(0).data(), "Step"), ElementsAre("-> 1"));
}

// A hundred thousand functions are looked at, each with arguments and a LET that are evaluated by need.
TEST_F(EvaluatorTest, WhatARoundAllocatesIsFreedWhenItEnds) {
  load(R"(EXTENDS Naturals
VARIABLE x
Sum(f) == LET part == f[1] + f[2] IN part + f[3] + f[4] + f[5] + x
Init == x = 0
Step == /\ \A f \in [1..5 -> 0..9] : LET twice == [i \in 1..5 |-> 2 * f[i]] IN Sum(twice) < 91 + x
        /\ x' = 1
Next == Step)",
       "INIT Init\nNEXT Next\n");
  EXPECT_THAT(successors(states.at(0).data(), "Step"), ElementsAre("-> 1"));
  EXPECT_LT(context.arena.bytes_reserved(), size_t{4} << 20);
}

// Helper has one value in each of the two states, however often it is asked for.
TEST_F(EvaluatorTest, ADefinitionWithoutParametersHasItsValueInEachState) {
  load(R"(EXTENDS Naturals
VARIABLE x
Helper == CHOOSE y \in 0..9 : y = x + 1
Init == x = 0
Step == /\ x' \in {1, 2}
        /\ Helper = 1 /\ Helper' = x' + 1 /\ Helper + Helper' > 2
Next == Step)",
       "INIT Init\nNEXT Next\n");
  EXPECT_THAT(successors(states.at(0).data(), "Step"), ElementsAre("-> 1", "-> 2"));
}

// Where what does not depend on the elements is false, 10^12 pairs are not tried.
TEST_F(EvaluatorTest, WhatATestSaysOfAnyElementIsTriedFirst) {
  load("EXTENDS Integers\nVARIABLE x\nInit == x = 0\nNext == x' = x\n"
       "Sent(range, n) == range[1] <= range[2] /\\ LET d == range[2] - range[1] IN d >= 0 /\\ x = n\n"
       "Never == \\E b, e \\in 1..1000000 : Sent(<<b, e>>, 1)\n"
       "Once == \\E b, e \\in 1..1000000 : Sent(<<b, e>>, 0)\n"
       "Late == \\E b, e \\in 1..1000 : b = 7 /\\ e = 2 /\\ x = 0\n"
       "Nested == \\E b \\in 1..1000000 : \\E e \\in b..1000000 : Sent(<<b, e>>, 2)",
       "INIT Init\nNEXT Next\nINVARIANTS Never Once Late Nested");
  EXPECT_FALSE(model->holds(context, 0, states[0].data()));
  EXPECT_TRUE(model->holds(context, 1, states[0].data()));
  EXPECT_TRUE(model->holds(context, 2, states[0].data()));
  EXPECT_FALSE(model->holds(context, 3, states[0].data()));
}

// A conjunct that held is taken to hold for the same values, and for no others.
TEST_F(EvaluatorTest, AConjunctThatHeldIsRememberedForItsValuesOnly) {
  load("EXTENDS Naturals\nVARIABLES x, y\nInit == x \\in 0..2 /\\ y \\in 0..2\nNext == UNCHANGED <<x, y>>\n"
       "Low == x < 2\nInv == Low /\\ (y < 2 /\\ x + y # 1)",
       "INIT Init\nNEXT Next\nINVARIANT Inv");
  ASSERT_EQ(states.size(), 9u);
  const auto number = [](Value v) { return v.small(); };
  for (int round = 0; round < 3; ++round) {
    for (size_t i = 0; i < states.size(); ++i) {
      const auto& state = states[(i * (round + 1) + static_cast<size_t>(round)) % states.size()];
      const auto values = runtime::decode(model->signature().layout, state.data());
      const bool expected = number(values[0]) < 2 && number(values[1]) < 2 && number(values[0]) + number(values[1]) != 1;
      EXPECT_EQ(model->holds(context, 0, state.data()), expected) << text(state.data());
    }
  }
}

// The place of a value that was freed is another value's soon.
TEST_F(EvaluatorTest, AConjunctThatHeldIsNotRememberedForValuesThatWereFreed) {
  load("EXTENDS Naturals\nVARIABLE x\nInit == x = <<0>>\nNext == x' = x\nSmall == x[1] < 1000 /\\ x[1] >= 0\n", "INIT Init NEXT Next INVARIANT Small");
  context.mortal = true;
  runtime::Tenancy tenancy([](const runtime::Tenancy::Tell&) {});
  const auto state = [&](int64_t n) {
    const Value number = Value::integer(n);
    const Value x = runtime::make_tuple(context, {&number, 1});
    Word word = 0;
    model->signature().layout.set(context, &word, 0, x);
    context.arena.reset();
    return word;
  };
  int met = 0;
  for (int64_t n = 1; n < 4 && met == 0; ++n) {
    const Word good = state(n);
    ASSERT_TRUE(model->holds(context, 0, &good));
    context.arena.reset();
    tenancy.collect();
    for (int64_t other = 1000; other < 600'000 && met == 0; ++other) {  // gaps are filled after what is free
      const Word bad = state(other);
      if (bad != good) continue;
      ++met;
      EXPECT_FALSE(model->holds(context, 0, &bad)) << other << " lies where " << n << " lay";
    }
    tenancy.collect();
  }
  EXPECT_GT(met, 0);
}

TEST_F(EvaluatorTest, ASinkMayCallTheModelAgain) {
  load(kLamps, kLampsConfig);
  std::vector<std::string> seen;
  Steps sink;
  sink.each = [&](const runtime::Step& s) {
    std::vector<Word> next(s.next, s.next + model->signature().layout.words());
    for (auto& inner : successors(next.data(), "Light", {runtime::model_value("b"), Value::integer(1)})) seen.push_back(inner);
    return true;
  };
  model->steps(context, states.at(0).data(), sink);
  EXPECT_THAT(seen, ElementsAre("b 1 -> {a, b} 2"));
}

TEST_F(EvaluatorTest, ARefusalNamesTheConjunctThatGotFurthest) {
  load(kLamps, kLampsConfig);
  std::vector<Value> arguments = {runtime::model_value("a"), Value::integer(2)};
  std::vector<Word> lit;
  Steps sink;
  sink.each = [&](const runtime::Step& s) {
    lit.assign(s.next, s.next + model->signature().layout.words());
    return false;
  };
  model->steps(context, states.at(0).data(), action("Light"), arguments, sink);
  EXPECT_EQ(evaluator::refusal(*model, context, states.at(0).data(), action("Light"), arguments), std::nullopt);

  std::vector<Value> other = {runtime::model_value("b"), Value::integer(1)};
  auto refusal = evaluator::refusal(*model, context, lit.data(), action("Light"), other);
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->text, "turns + times < 3");
  EXPECT_EQ(refusal->location.begin_line, 7u);
  std::vector<std::string> values;
  for (const auto& v : refusal->values) values.push_back(v.name + " = " + v.value);
  EXPECT_THAT(values, UnorderedElementsAre("turns = 2", "times = 1"));

  auto twice = evaluator::refusal(*model, context, lit.data(), action("Light"), arguments);
  ASSERT_TRUE(twice);
  EXPECT_EQ(twice->text, "l \\notin on");
}

TEST_F(EvaluatorTest, PlacesNameTheInnermostModule) {
  load(R"(EXTENDS Naturals
VARIABLE x
---- MODULE Inner ----
Grow(n) == /\ x < n
           /\ x' = x + 1
====
I == INSTANCE Inner
Init == x = 0
Up == x = 0 /\ I!Grow(0)
Next == Up)",
       "INIT Init\nNEXT Next\n");
  const auto refusal = evaluator::refusal(*model, context, states.at(0).data(), 0, {});
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->text, "x < n");
  EXPECT_EQ(to_string(refusal->location), "line 5, col 15 to line 5, col 19 of module Inner");
  EXPECT_EQ(model->signature().variables[0].location.module, "M");
}

TEST_F(EvaluatorTest, ErrorsHavePlaceExpressionAndAction) {
  load("EXTENDS Naturals\nVARIABLE x\nInit == x = 0\nBad == x' = x + \"a\"\nNext == Bad", "INIT Init\nNEXT Next\n");
  try {
    successors(states.at(0).data(), "Bad");
    FAIL() << "no error";
  } catch (const runtime::EvalError& e) {
    EXPECT_EQ(e.place, "M.tla:5:13");
    EXPECT_EQ(e.expression, "x + \"a\"");
    EXPECT_EQ(e.in, "action Bad");
  }
}

TEST_F(EvaluatorTest, EndlessRecursionIsAnErrorNotACrash) {
  load("EXTENDS Naturals\nVARIABLE x\nRECURSIVE Down(_)\nDown(n) == 1 + Down(n + 1)\nInit == x = 0\nNext == x' = Down(x)",
       "INIT Init\nNEXT Next\n");
  try {
    successors(states.at(0).data(), "Next");
    FAIL() << "no error";
  } catch (const runtime::EvalError& e) {
    EXPECT_EQ(e.kind, runtime::ErrorKind::TooLarge);
  }
}

// What one thread began another may go on with, on a stack that ends elsewhere.
TEST_F(EvaluatorTest, HowDeepIsTooDeepIsAskedOfTheThreadAtWork) {
  load("EXTENDS Naturals\nVARIABLE x\nRECURSIVE Down(_)\nDown(n) == IF n = 0 THEN 0 ELSE 1 + Down(n - 1)\nInit == x = 0\n"
       "Next == x' = Down(10)\nLong == x' = Down(100000)\nNever == x' = Down(0 - 1)\nAll == Next \\/ Long \\/ Never",
       "INIT Init\nNEXT All\n");
  const Word* start = states.at(0).data();
  EXPECT_EQ(successors(start, "Next").size(), 1u);
  runtime::on_deep_stack([&] { EXPECT_EQ(successors(start, "Long").size(), 1u); });
  EXPECT_THROW(successors(start, "Never"), runtime::EvalError);
}

TEST_F(EvaluatorTest, AnActionAsAnArgumentIsWalked) {
  load("VARIABLES x, y\nInit == x = 0 /\\ y = 0\nStill(A) == A /\\ UNCHANGED y\nTwice(A) == Still(A)\n"
       "Next == Twice(x' \\in {1, 2})",
       "INIT Init\nNEXT Next\n");
  EXPECT_THAT(successors(states.at(0).data(), model->signature().actions.at(0).name),
              UnorderedElementsAre(::testing::HasSubstr("-> 1 0"), ::testing::HasSubstr("-> 2 0")));
}

TEST_F(EvaluatorTest, TheSecondOfTwoComposedStepsKeepsWhatTheFirstChanged) {
  load("EXTENDS Naturals\nVARIABLES x, y\nInit == x = 0 /\\ y = 0\nRaise == x' = x + 1 /\\ UNCHANGED y\n"
       "Note == y' = y + 10 /\\ UNCHANGED x\nNext == Raise \\cdot Note \\cdot Note",
       "INIT Init\nNEXT Next\n");
  EXPECT_THAT(successors(states.at(0).data(), model->signature().actions.at(0).name), ElementsAre("-> 1 20"));
}

// A trace specification moves on in its log before it composes steps, and each of them reads the line that it was at.
TEST_F(EvaluatorTest, WhatHasAValueBeforeAComposedStepKeepsTheOldOneInBetween) {
  load("EXTENDS Naturals\nVARIABLES line, x\nInit == line = 1 /\\ x = 0\nA == x' = x + line\nB == x' = 10 * x + line\n"
       "Next == line' = line + 1 /\\ (A \\cdot B)",
       "INIT Init\nNEXT Next\n");
  EXPECT_THAT(successors(states.at(0).data(), model->signature().actions.at(0).name), ElementsAre("-> 2 11"));
}

}  // namespace
}  // namespace trestle::testing
