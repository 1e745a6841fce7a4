// The order in which TLC would first meet each word: sets of strings and model values, and CHOOSE, depend on it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "helpers.h"

namespace trestle::syntax {
namespace {

TEST(Words, AreInTheOrderOfTheTextAndOnce) {
  Diagnostics diagnostics;
  auto source = std::make_shared<Source>("t.tla",
                                         "before ---- MODULE t ----\n"
                                         "x == \"b\" \\* comment\n"
                                         "THEOREM x BY y\n"
                                         "z == [a |-> x, IN |-> \"c\"].b\n"
                                         "---- MODULE u ----\nx == UNION a\n====\n"
                                         "==== after");
  auto module = parse(source, diagnostics);
  ASSERT_NE(module, nullptr);
  EXPECT_THAT(module->words, testing::ElementsAre("---- MODULE", "t", "----", "x", "==", "THEOREM", "BY", "y", "z", "[", "a", "|->",
                                                     ",", "IN", "]", ".", "b", "u", "UNION", "===="));
}

}  // namespace
}  // namespace trestle::syntax
