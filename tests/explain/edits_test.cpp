#include "validator/explain/edits.h"

#include <gtest/gtest.h>

#include "tests/explain/small_spec.h"

namespace trestle::explain {
namespace {

std::string line(const std::string& name, const std::string& parameters, const std::string& after = {}) {
  return "{\"event\":\"" + name + "\",\"params\":{" + parameters + "}" +
         (after.empty() ? "" : ",\"after\":[" + after + "]") + "}\n";
}
std::string count(int is) { return "{\"var\":\"count\",\"value\":" + std::to_string(is) + "}"; }

const std::string kAdd = line("Add", "\"n\":1", count(1));
const std::string kPut = line("Put", "\"b\":\"left\",\"x\":3");
const std::string kTake = line("Take", "\"b\":\"left\",\"x\":3", count(0));

std::string first(const Held& held) {
  EXPECT_EQ(held.result.verdict, explore::Verdict::Rejected);
  const Edits& edits = held.explained.edits;
  if (edits.best.empty()) return "none";
  return std::string(to_string(edits.best[0].cause)) + ": " + edits.best[0].text(held.result.window);
}

TEST(Edits, AStepThatWasNotLogged) {
  const Held held = hold(kAdd + kTake + kAdd);
  EXPECT_EQ(first(held),
            "unlogged-step: Put(\"left\", 3) is missing before Take(b |-> \"left\", x |-> 3) (a.ndjson:2)");
  EXPECT_TRUE(held.explained.edits.best[0].to_the_end);
  EXPECT_EQ(held.explained.edits.best[0].explains, 2u);
  EXPECT_EQ(held.explained.edits.ahead, 2u);
  EXPECT_TRUE(held.explained.edits.all_tried);
}

// What the updates make of the variable stands beside what the spec does.
TEST(Edits, AnUpdateOfAnotherValue) {
  const auto put = [](const char* update) {
    return std::string("{\"event\":\"Put\",\"params\":{\"b\":\"left\",\"x\":3},\"updates\":{\"boxes\":[") + update + "]}}\n";
  };
  const Held other = hold(kAdd + put(R"({"op":"AddElement","path":["left"],"args":[2]})") + kAdd);
  EXPECT_EQ(first(other), "wrong-value: boxes'.left should be {3}, not {2}, in Put(b |-> \"left\", x |-> 3) (a.ndjson:2)");
  const Held none = hold(kAdd + put(R"({"op":"AddElement","path":["top"],"args":[3]})") + kAdd);
  ASSERT_FALSE(none.explained.events.empty());
  ASSERT_FALSE(none.explained.events[0].attempts.empty());
  ASSERT_FALSE(none.explained.events[0].attempts[0].mismatches.empty());
  EXPECT_NE(none.explained.events[0].attempts[0].mismatches[0].expected.find("which cannot be done to it"), std::string::npos);
}

TEST(Edits, ALineThatWasLost) {
  const Held held = hold(kAdd + kPut + kTake + kAdd + kTake + kAdd);
  EXPECT_EQ(first(held), "lost-line: Put(\"left\", 3) is missing before Take(b |-> \"left\", x |-> 3) (a.ndjson:5)");
}

TEST(Edits, AParameter) {
  const Held held = hold(kAdd + kPut + line("Take", "\"b\":\"right\",\"x\":3", count(0)) + kAdd);
  EXPECT_EQ(first(held),
            "mapping: b should be \"left\", not \"right\", in Take(b |-> \"right\", x |-> 3) (a.ndjson:3)");
}

TEST(Edits, AnObservedValue) {
  const Held held = hold(kAdd + kPut + line("Take", "\"b\":\"left\",\"x\":3", count(7)) + kAdd);
  EXPECT_EQ(first(held), "wrong-value: count' should be 0, not 7, in Take(b |-> \"left\", x |-> 3) (a.ndjson:3)");
}

// Only what differs inside the value is named.
TEST(Edits, APartOfAnObservedValue) {
  const std::string boxes = R"({"var":"boxes","value":{"left":{"#set":[3]},"right":{"#set":[2]}}})";
  const Held held = hold(kAdd + line("Put", "\"b\":\"left\",\"x\":3", boxes) + kTake);
  EXPECT_EQ(first(held),
            "wrong-value: boxes'.right should be {}, not {2}, in Put(b |-> \"left\", x |-> 3) (a.ndjson:2)");
}

TEST(Edits, TwoEventsThatChangedPlaces) {
  const Held held = hold(kAdd + kTake + kPut + kAdd);
  EXPECT_EQ(first(held),
            "log-order: Take(b |-> \"left\", x |-> 3) (a.ndjson:2) and Put(b |-> \"left\", x |-> 3) (a.ndjson:3) have "
            "changed places");
}

TEST(Edits, AnEventThatIsThereTwice) {
  const Held held = hold(kAdd + kPut + kPut + kTake + kAdd);
  EXPECT_EQ(first(held), "logged-twice: Put(b |-> \"left\", x |-> 3) (a.ndjson:3) is there twice: a.ndjson:2 says it");
}

TEST(Edits, AnEventThatDidNotHappen) {
  const Held held = hold(kAdd + kPut + line("Add", "\"n\":2", count(1)) + kTake + kAdd + kPut);
  EXPECT_EQ(first(held), "no-step: Add(n |-> 2) (a.ndjson:3) did not happen");
}

// The clocks say that b's first event came before a's second; it came after.
TEST(Edits, ClocksThatSayAnotherOrder) {
  const auto clocked = [](std::string text, const char* node, int a, int b) {
    text.insert(1, "\"node\":\"" + std::string(node) + "\",\"clock\":{\"a\":" + std::to_string(a) +
                       (b > 0 ? ",\"b\":" + std::to_string(b) : "") + "},");
    return text;
  };
  const std::string right = line("Put", "\"b\":\"right\",\"x\":1");
  const Held held = hold_files(
      {clocked(kAdd, "a", 1, 0) + clocked(kPut, "a", 2, 1) + clocked(right, "a", 3, 1), clocked(kTake, "b", 1, 1)});
  EXPECT_EQ(first(held).substr(0, 12), "clock-order:") << first(held);
}

TEST(Edits, TwoStepsThatWereNotLogged) {
  const Held held = hold(kTake + kAdd + kPut + kTake);
  bool proposed = false;
  for (const Edit& edit : held.explained.edits.best) {
    proposed =
        proposed || edit.text(held.result.window)
                        .starts_with("Add(1), then Put(\"left\", 3) are missing before Take(b |-> \"left\", x |-> 3)");
  }
  EXPECT_TRUE(proposed) << first(held);
}

TEST(Edits, AnAcceptedTraceNeedsNone) {
  const Held held = hold(kAdd + kPut + kTake);
  EXPECT_EQ(held.result.verdict, explore::Verdict::Ok);
  EXPECT_TRUE(held.explained.edits.best.empty());
}

// Where the log contradicts itself again and again, no one edit makes it fit.
TEST(Edits, NoneHelpsWhenAllIsWrong) {
  std::string text = kAdd;
  for (int i = 0; i < 5; ++i) text += line("Take", "\"b\":\"left\",\"x\":9", count(50 + i));
  const Held held = hold(text);
  for (const Edit& edit : held.explained.edits.best) EXPECT_FALSE(edit.to_the_end) << edit.text(held.result.window);
}

}  // namespace
}  // namespace trestle::explain
