#include "validator/explain/strength.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/explain/small_spec.h"

namespace trestle::explain {
namespace {

const Noticed* find(const std::vector<Noticed>& all, const std::string& name) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Noticed& noticed) { return noticed.name == name; });
  return found == all.end() ? nullptr : &*found;
}

TEST(Strength, WhatTheEventShowsIsNoticedAtOnceAndWhatOthersNeedLater) {
  const Held held = hold(R"({"event":"Add","params":{"n":1},"after":[{"var":"count","value":1}]}
{"event":"Put","params":{"b":"left","x":3}}
{"event":"Take","params":{"b":"left","x":3}}
)");
  const Strength found = strength(*held.model, held.result, {});
  ASSERT_EQ(found.events.size(), 3u);
  const StrengthOfEvent &add = found.events[0], &put = found.events[1], &take = found.events[2];
  EXPECT_EQ(add.event, "Add");
  const Noticed* count = find(add.variables, "count");
  ASSERT_TRUE(count);
  EXPECT_EQ(count->at_once, count->tried);
  // That nothing was put into the box shows when it is taken out.
  const Noticed* boxes = find(put.variables, "boxes");
  ASSERT_TRUE(boxes);
  EXPECT_EQ(boxes->at_once, 0u);
  EXPECT_GT(boxes->later, 0u);
  // Nothing comes after the last event, and it shows nothing.
  const Noticed* last = find(take.variables, "boxes");
  ASSERT_TRUE(last);
  EXPECT_EQ(last->unnoticed(), last->tried);
  EXPECT_FALSE(last->passed.empty());
}

TEST(Strength, AVariableThatNothingHoldsIsNamed) {
  const Held held = hold(R"({"event":"Put","params":{"b":"left","x":3}}
)");
  const Strength found = strength(*held.model, held.result, {});
  EXPECT_EQ(found.never, (std::vector<std::string>{"boxes", "count"}));
  const Noticed* box = find(found.events.at(0).fields, "b");
  ASSERT_TRUE(box);
  EXPECT_GT(box->unnoticed(), 0u) << "it could have been the other box";
}

TEST(Strength, WhatAMappingShowsCounts) {
  const Held held = hold(R"({"event":"Put","params":{"b":"left","x":3}}
{"event":"Put","params":{"b":"right","x":1}}
)");
  const Strength found =
      strength(*held.model, held.result, [](const explore::WindowEvent&, const State&, const State&) { return false; });
  EXPECT_TRUE(found.never.empty());
  const Noticed* boxes = find(found.events.at(0).variables, "boxes");
  ASSERT_TRUE(boxes);
  EXPECT_EQ(boxes->at_once, boxes->tried);
}

}  // namespace
}  // namespace trestle::explain
