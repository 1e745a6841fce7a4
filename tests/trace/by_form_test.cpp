#include "validator/trace/by_form.h"

#include <gtest/gtest.h>

#include <string>

namespace trestle::trace {
namespace {

TEST(ByForm, WhatIsSetIsFoundAndStaysWhereItIs) {
  ByForm<std::string> all;
  EXPECT_EQ(all.find(0), nullptr);
  EXPECT_EQ(all.find(UINT32_MAX), nullptr);
  const std::string* fifty = &all.set(50, "fifty");
  EXPECT_EQ(all.find(49), nullptr);
  EXPECT_EQ(all.find(51), nullptr);
  all.set(53, "more");
  all.set(47, "less");
  EXPECT_EQ(all.find(50), fifty);
  EXPECT_EQ(*all.find(53), "more");
  EXPECT_EQ(*all.find(47), "less");
  EXPECT_EQ(all.find(48), nullptr);
  EXPECT_EQ(all.find(46), nullptr);
  all.clear();
  EXPECT_EQ(all.find(50), nullptr);
  EXPECT_EQ(all.set(3, "anew"), "anew");
}

}  // namespace
}  // namespace trestle::trace
