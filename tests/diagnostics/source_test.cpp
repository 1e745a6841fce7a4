#include "translator/diagnostics/source.h"

#include <gtest/gtest.h>

namespace trestle {
namespace {

TEST(Source, CountsLinesAndColumnsFromOne) {
  Source source("a.tla", "ab\ncd\n");
  EXPECT_EQ(source.position(0), (Position{1, 1}));
  EXPECT_EQ(source.position(1), (Position{1, 2}));
  EXPECT_EQ(source.position(3), (Position{2, 1}));
  EXPECT_EQ(source.position(6), (Position{3, 1}));
}

TEST(Source, CountsCodePointsNotBytes) {
  Source source("a.tla", "x ∈ S");
  EXPECT_EQ(source.position(2), (Position{1, 3}));
  EXPECT_EQ(source.position(6), (Position{1, 5}));  // S, after the three bytes of the symbol and a blank
}

TEST(Source, CountsATabAsOne) { EXPECT_EQ(Source("a.tla", "\tx").position(1), (Position{1, 2})); }

TEST(Source, ClampsOffsetsToTheEnd) {
  EXPECT_EQ(Source("a.tla", "ab").position(1000), (Position{1, 3}));
  EXPECT_EQ(Source("a.tla", "").position(5), (Position{1, 1}));
}

TEST(Source, KnowsTheLineEndsOfAllSystems) {
  Source source("a.tla", "one\r\ntwo\rthree\nfour");
  EXPECT_EQ(source.line(1), "one");
  EXPECT_EQ(source.line(2), "two");
  EXPECT_EQ(source.line(3), "three");
  EXPECT_EQ(source.line(4), "four");
  EXPECT_EQ(source.position(9), (Position{3, 1}));
}

TEST(Source, HasNoLineZeroNorOneAfterTheLast) {
  Source source("a.tla", "one\n");
  EXPECT_EQ(source.line(0), "");
  EXPECT_EQ(source.line(2), "");
  EXPECT_EQ(source.line(3), "");
}

TEST(Span, IsItsText) {
  Source source("a.tla", "abcdef");
  EXPECT_EQ((Span{&source, 1, 3}.text()), "bc");
  EXPECT_EQ(Span{}.text(), "");
  EXPECT_TRUE((Span{&source, 0, 0}));
  EXPECT_FALSE(Span{});
}

TEST(Span, JoinsFromTheFirstBeginToTheLastEnd) {
  Source source("a.tla", "abcdef");
  EXPECT_EQ(join({&source, 1, 2}, {&source, 4, 5}), (Span{&source, 1, 5}));
  EXPECT_EQ(join({}, {&source, 4, 5}), (Span{&source, 4, 5}));
  EXPECT_EQ(join({&source, 1, 2}, {}), (Span{&source, 1, 2}));
}

TEST(Span, PrintsAsPeopleClickOnIt) {
  Source source("dir/a.tla", "ab\ncd");
  EXPECT_EQ(to_string(Span{&source, 4, 5}), "dir/a.tla:2:2");
  EXPECT_EQ(to_string(Span{}), "<nowhere>");
}

}  // namespace
}  // namespace trestle
