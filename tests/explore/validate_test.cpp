// Traces held against small models.
#include "validator/explore/validate.h"

#include <gtest/gtest.h>

#include "tests/explore/toy.h"
#include "tests/trace/text_source.h"
#include "validator/mapping/by_name.h"

namespace trestle::explore {
namespace {

struct Job {
  std::vector<std::string> hidden = {}, stuttering = {};
  ValidateOptions options = {};
  trace::Order order = trace::Order::Auto;
};

ValidateResult held(const Toy& model, const std::vector<std::string>& files, Job job = {}) {
  mapping::ByName mapping(model.signature(), {.hidden = job.hidden, .stuttering = job.stuttering});
  trace::Trace trace = trace::trace_of(files, job.order);
  return validate(model, trace, mapping, job.options);
}

std::string event(const std::string& name, const std::string& rest = "") {
  return "{\"event\":\"" + name + "\"" + (rest.empty() ? "" : "," + rest) + "}\n";
}
std::string after(const std::string& variable, int value) {
  return "\"after\":[{\"var\":\"" + variable + "\",\"value\":" + std::to_string(value) + "}]";
}

TEST(Validate, ATraceThatABehaviorExplains) {
  ValidateResult result = held(jugs(), {event("FillBig", after("big", 5)) + event("BigToSmall") + event("EmptySmall") +
                                        event("BigToSmall", after("big", 0))});
  EXPECT_EQ(result.verdict, Verdict::Ok) << result.reason;
  EXPECT_EQ(result.events, 4u);
  EXPECT_EQ(result.explained, 4u);
  EXPECT_EQ(result.frontier, 1u);
  ASSERT_EQ(result.behavior.size(), 5u);
  EXPECT_EQ(result.behavior[0].event, "");
  EXPECT_EQ(result.behavior[4].event, "BigToSmall");
  EXPECT_EQ(jugs().decode_row(result.behavior[4].state.data()), (Row{2, 0}));
}

TEST(Validate, AnEventThatNothingExplains) {
  ValidateResult result =
      held(jugs(), {event("FillBig") + event("BigToSmall", after("big", 3)) + event("EmptySmall") + event("FillBig")});
  EXPECT_EQ(result.verdict, Verdict::Rejected);
  EXPECT_EQ(exit_code(result), 20);
  EXPECT_EQ(result.events, 4u);
  EXPECT_EQ(result.explained, 1u);
  EXPECT_EQ(result.reason, "no behavior of the spec explains BigToSmall (a.ndjson:2)");
  ASSERT_EQ(result.unexplained.size(), 1u);
  ASSERT_EQ(result.unexplained[0].reading.candidates.size(), 1u);
  ASSERT_EQ(result.states_at_end.size(), 1u);
  EXPECT_EQ(jugs().decode_row(result.states_at_end[0].data()), (Row{0, 5}));
}

TEST(Validate, ParametersThatAreNotLoggedAreTriedAll) {
  ValidateResult result = held(grid(3, 1), {event("Add") + event("Add", after("x1", 1))});
  EXPECT_EQ(result.verdict, Verdict::Ok);
  EXPECT_EQ(result.frontier, 2u);
  EXPECT_EQ(held(grid(3, 1), {event("Add", "\"params\":{\"i\":0}," + after("x1", 1))}).verdict, Verdict::Rejected);
  EXPECT_EQ(held(grid(3, 1), {event("Add", "\"params\":{\"i\":1}," + after("x1", 1))}).verdict, Verdict::Ok);
}

TEST(Validate, AnyInitialStateIsAStart) {
  Toy model({"x"});
  model.init({{1}, {2}, {3}});
  model.action("Double", {}, [](const Row& s, const Toy::Emit& emit) { emit({2 * s[0]}, {}, 1); });
  ValidateResult result = held(model, {event("Double") + event("Double", after("x", 12))});
  EXPECT_EQ(result.verdict, Verdict::Ok);
  EXPECT_EQ(result.frontier, 1u);
  EXPECT_EQ(held(model, {event("Double", after("x", 8))}).verdict, Verdict::Rejected);
}

TEST(Validate, HiddenStepsFillWhatTheLogLeavesOut) {
  const std::vector<std::string> trace = {event("FillBig") + event("BigToSmall") +
                                          event("BigToSmall", after("big", 0))};
  EXPECT_EQ(held(jugs(), trace).verdict, Verdict::Rejected);
  ValidateResult result = held(jugs(), trace, {.hidden = {"EmptySmall"}});
  EXPECT_EQ(result.verdict, Verdict::Ok);
  ASSERT_EQ(result.behavior.size(), 5u);
  EXPECT_EQ(result.behavior[3].event, "");
  EXPECT_EQ(result.behavior[3].action, 2u);

  // Two in a row want a larger bound.
  const std::vector<std::string> twice = {event("FillBig", after("big", 5)) +
                                          event("BigToSmall", "\"before\":[{\"var\":\"big\",\"value\":2}]")};
  Job job;
  job.hidden = {"EmptySmall", "BigToSmall"};
  EXPECT_EQ(held(jugs(), twice, job).verdict, Verdict::Ok);
  job.hidden = {"FillSmall", "SmallToBig"};
  const std::vector<std::string> up = {event("EmptySmall", "\"before\":[{\"var\":\"big\",\"value\":3}]")};
  EXPECT_EQ(held(jugs(), up, job).verdict, Verdict::Rejected);
  job.options.max_hidden = 2;
  EXPECT_EQ(held(jugs(), up, job).verdict, Verdict::Ok);
}

TEST(Validate, StutteringEventsAreNoStepsButWhatTheySeeCounts) {
  const Job job{.stuttering = {"Heartbeat"}};
  EXPECT_EQ(held(jugs(), {event("FillBig") + event("Heartbeat", after("big", 5)) + event("EmptyBig")}, job).verdict,
            Verdict::Ok);
  EXPECT_EQ(held(jugs(), {event("FillBig") + event("Heartbeat", after("big", 4)) + event("EmptyBig")}, job).verdict,
            Verdict::Rejected);
}

// Events with the same number may happen in either order. That is looked into on the way, far behind, so that nothing has to
// be kept for it.
TEST(Validate, WhatMayHappenInEitherOrderIsLeftBehind) {
  constexpr int kEvents = 3000;
  Toy model({"x", "y"});
  model.init({{0, 0}});
  model.action("IncX", {}, [](const Row& s, const Toy::Emit& emit) { emit({(s[0] + 1) % 7, s[1]}, {}, 1); });
  model.action("Copy", {}, [](const Row& s, const Toy::Emit& emit) { emit({s[0], s[0]}, {}, 1); });
  const auto numbered = [](int n) { return "\"order\":" + std::to_string(n); };
  std::string x, copies;
  for (int n = 1; n <= kEvents; ++n) {
    x += event("IncX", numbered(n));
    if (n % 10 == 0) copies += event("Copy", numbered(n));
  }
  // The last copy happened before the step with its number, or after it.
  for (const auto& [value, verdict] : {std::pair{(kEvents - 1) % 7, Verdict::Ok}, {kEvents % 7, Verdict::Ok},
                                       {(kEvents + 1) % 7, Verdict::Rejected}}) {
    Job job;
    job.options.recent = 16;
    const ValidateResult result =
        held(model, {x, copies + event("Copy", numbered(kEvents + 1)) + event("IncX", numbered(kEvents + 2) + "," +
                     "\"before\":[{\"var\":\"y\",\"value\":" + std::to_string(kEvents % 7) + "}]"),
                     event("#state", numbered(kEvents) + "," + after("y", value))}, job);
    EXPECT_EQ(result.verdict, verdict) << result.reason;
    EXPECT_EQ(result.explained, result.events - (verdict == Verdict::Ok ? 0 : 3));
  }
}

TEST(Validate, OrdersThatTheClocksAllowAreAllTried) {
  auto at = [](const std::string& node, int own, const std::string& rest = "") {
    return "\"node\":\"" + node + "\",\"clock\":{\"" + node + "\":" + std::to_string(own) + rest + "}";
  };
  // Only "a empties, then b fills" ends with 5; time suggests the opposite.
  const std::string a = event("EmptyBig", at("a", 1) + ",\"time\":20") +
                        event("FillSmall", at("a", 2) + ",\"time\":30,\"after\":[{\"var\":\"big\",\"value\":5}]");
  const std::string b = event("FillBig", at("b", 1) + ",\"time\":10");
  EXPECT_EQ(held(jugs(), {a, b}).verdict, Verdict::Ok);
  // A message from b to a before it emptied.
  const std::string heard =
      event("EmptyBig", at("a", 1, ",\"b\":1")) + event("FillSmall", at("a", 2, ",\"b\":1") + "," + after("big", 5));
  EXPECT_EQ(held(jugs(), {heard, b}).verdict, Verdict::Rejected);
}

TEST(Validate, InvariantsAreJudgedOnBehaviorsThatSurvive) {
  Toy model({"x"});
  model.init({{0}});
  model.action("Go", {"to"}, [](const Row& s, const Toy::Emit& emit) {
    for (int64_t to : {1, 2}) emit({10 * s[0] + to}, {to}, 1);
  });
  model.invariant("NoTwo", [](const Row& s) { return s[0] != 2; });
  // Both 1 and 2 explain the first event; the second event tells which it was.
  EXPECT_EQ(held(model, {event("Go") + event("Go", after("x", 11))}).verdict, Verdict::Ok);
  ValidateResult result = held(model, {event("Go") + event("Go", after("x", 21))});
  EXPECT_EQ(result.verdict, Verdict::InvariantViolated);
  EXPECT_EQ(exit_code(result), 12);
  ASSERT_TRUE(result.violation);
  EXPECT_EQ(result.violation->predicate, "NoTwo");
  EXPECT_EQ(result.violation->event, "Go");
  EXPECT_EQ(to_string(result.violation->place), "a.ndjson:1");
  EXPECT_EQ(result.reason, "every behavior that explains the trace violates invariant NoTwo after Go");
  Job job;
  job.options.check_predicates = false;
  EXPECT_EQ(held(model, {event("Go") + event("Go", after("x", 21))}, job).verdict, Verdict::Ok);
  EXPECT_EQ(held(model, {event("Go") + event("Go", after("x", 31))}).verdict, Verdict::Rejected);
}

TEST(Validate, PropertiesOfStepsAreJudgedToo) {
  Toy model({"x"});
  model.init({{0}});
  model.action("Add", {"n"}, [](const Row& s, const Toy::Emit& emit) {
    for (int64_t n : {1, 2}) emit({s[0] + n}, {n}, 1);
  });
  model.predicate("Steadily", runtime::PredicateKind::ImpliedAction,
                  [](const Row& s, const Row& t) { return t[0] == s[0] + 1; });
  EXPECT_EQ(held(model, {event("Add") + event("Add", after("x", 2))}).verdict, Verdict::Ok);
  ValidateResult result = held(model, {event("Add") + event("Add", after("x", 4))});
  EXPECT_EQ(result.verdict, Verdict::PropertyViolated);
  EXPECT_EQ(result.violation->predicate, "Steadily");
}

TEST(Validate, ABoundThatIsReachedIsNamed) {
  Job job;
  job.options.max_states = 20;
  ValidateResult result = held(grid(4, 9), {event("Add") + event("Add") + event("Add") + event("Add")}, job);
  EXPECT_EQ(result.verdict, Verdict::Inconclusive);
  EXPECT_EQ(exit_code(result), 21);
  EXPECT_EQ(result.reason, "the search met more than 20 states (--max-states)");
}

TEST(Validate, EventsThatWereDroppedLeaveARejectionOpen) {
  const std::string dropped = "{\"event\":\"#dropped\",\"count\":2}\n";
  EXPECT_EQ(held(jugs(), {event("FillBig") + dropped + event("EmptyBig")}).verdict, Verdict::Ok);
  ValidateResult result = held(jugs(), {event("FillBig") + dropped + event("EmptyBig", after("small", 3))});
  EXPECT_EQ(result.verdict, Verdict::Inconclusive);
  EXPECT_NE(result.reason.find("dropped"), std::string::npos);
}

// The numbers tell that the beginning is missing.
TEST(Validate, ATraceWithoutItsBeginningLeavesARejectionOpen) {
  const auto numbered = [](const char* name, int seq, int big = 0) {
    return "{\"event\":\"" + std::string(name) + "\",\"node\":\"n\",\"seq\":" + std::to_string(seq) +
           ",\"after\":[{\"var\":\"big\",\"value\":" + std::to_string(big) + "}]}\n";
  };
  ValidateResult result = held(jugs(), {numbered("EmptyBig", 4) + numbered("EmptyBig", 5, 3)});
  EXPECT_EQ(result.verdict, Verdict::Inconclusive);
  ASSERT_FALSE(result.warnings.empty());
  EXPECT_NE(result.warnings[0].message.find("does not begin with its first event"), std::string::npos);
  EXPECT_EQ(held(jugs(), {numbered("EmptyBig", 1, 3)}).verdict, Verdict::Rejected);
  // Of a node that goes on in another file, in whatever order they are given.
  const std::string later = numbered("EmptyBig", 2) + numbered("EmptyBig", 3, 3);
  EXPECT_EQ(held(jugs(), {numbered("EmptyBig", 1), later}).verdict, Verdict::Rejected);
  for (const trace::Order order : {trace::Order::Auto, trace::Order::File})
    EXPECT_EQ(held(jugs(), {later, numbered("EmptyBig", 1)}, {.order = order}).verdict, Verdict::Rejected);
}

TEST(Validate, AStepThatCannotBeEvaluatedIsNoStep) {
  Toy model({"x"});
  model.init({{0}});
  model.action("Fail", {}, [](const Row&, const Toy::Emit&) {
    throw runtime::EvalError(runtime::ErrorKind::Evaluation, "1 and \"a\" cannot be compared");
  });
  model.action("Unknown", {},
               [](const Row&, const Toy::Emit&) { throw runtime::EvalError(runtime::ErrorKind::Limit, "too deep"); });
  ValidateResult result = held(model, {event("Fail")});
  EXPECT_EQ(result.verdict, Verdict::Rejected);
  ASSERT_TRUE(result.error);
  EXPECT_STREQ(result.error->what(), "1 and \"a\" cannot be compared");
  EXPECT_EQ(held(model, {event("Unknown")}).verdict, Verdict::Inconclusive);
}

TEST(Validate, NothingPassesQuietly) {
  EXPECT_THROW(held(jugs(), {""}), trace::TraceError);
  EXPECT_THROW(held(jugs(), {"{\"trestle\":1,\"node\":\"n\"}\n"}), trace::TraceError);
  EXPECT_THROW(held(jugs(), {event("FillBug")}), trace::UnknownName);
  ValidateResult result = held(jugs(), {event("FillBig")});
  ASSERT_EQ(result.warnings.size(), 1u);
  EXPECT_NE(result.warnings[0].message.find("no event observes any variable"), std::string::npos);
}

TEST(Validate, ALongTraceInOneFileKeepsOnlyWhatItNeeds) {
  Toy model({"x"});
  model.init({{0}});
  model.action("Tick", {}, [](const Row& s, const Toy::Emit& emit) { emit({(s[0] + 1) % 7}, {}, 1); });
  std::string text;
  for (int i = 1; i <= 20'000; ++i) text += event("Tick", after("x", i % 7));
  ValidateResult result = held(model, {text});
  EXPECT_EQ(result.verdict, Verdict::Ok);
  EXPECT_EQ(result.explained, 20'000u);
  EXPECT_EQ(result.behavior.size(), 65u);  // the last steps only
  Job job;
  job.options.keep_behavior = true;
  EXPECT_EQ(held(model, {text}, job).behavior.size(), 20'001u);
}

}  // namespace
}  // namespace trestle::explore
