#include "tracer/clock.h"

#include <gtest/gtest.h>

namespace trestle::tracer {
namespace {

std::string encoded(const VectorClock& clock) {
  Text text;
  clock.encode_to(text);
  EXPECT_LE(text.size(), clock.encoded_bound());
  return std::string(text.view());
}

TEST(VectorClock, MergeTakesTheLargerOfEach) {
  VectorClock a;
  a.set("b", 2);
  a.set("a", 5);
  VectorClock b;
  b.set("a", 3);
  b.set("b", 4);
  b.set("c", 1);
  a.merge(b);
  EXPECT_EQ(encoded(a), "{\"a\":5,\"b\":4,\"c\":1}");
  EXPECT_EQ(a.at("c"), 1u);
  EXPECT_EQ(a.at("nobody"), 0u);
}

TEST(VectorClock, StampsSurviveTheJourneyWhateverTheNamesAre) {
  VectorClock clock;
  clock.set("plain", 18446744073709551615u);
  clock.set("quote\" back\\slash\n\x02 \xC3\xA9", 1);
  clock.set("", 2);
  const std::optional<VectorClock> back = VectorClock::parse(encoded(clock));
  ASSERT_TRUE(back);
  EXPECT_EQ(encoded(*back), encoded(clock));
}

TEST(VectorClock, WhatIsNotAStampIsRefused) {
  for (const char* text : {"", "{", "}", "{}x", "{\"a\"}", "{\"a\":}", "{\"a\":-1}", "{\"a\":1,}", "{\"a\":1", "{a:1}",
                           "{\"a\":18446744073709551616}", "{\"a:1}", "{\"a\\\":1}", "{\"\\q\":1}", "{\"\\u12\":1}",
                           "{\"\\uZZZZ\":1}", "[1]", "{\"a\":1}{}"}) {
    EXPECT_FALSE(VectorClock::parse(text)) << text;
  }
}

TEST(VectorClock, AHostileStampCannotNameNodesWithoutEnd) {
  std::string stamp = "{";
  for (int i = 0; i < 5000; ++i) stamp += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":1";
  EXPECT_FALSE(VectorClock::parse(stamp + "}"));
}

}  // namespace
}  // namespace trestle::tracer
