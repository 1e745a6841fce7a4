#include "validator/trace/input.h"

#include <random>

#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include "tests/trace/text_source.h"
#include "validator/trace/problem.h"

namespace trestle::trace {
namespace {

std::string gzip(const std::string& text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, text.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstd(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

std::vector<std::string> read_all(LineReader& lines) {
  std::vector<std::string> all;
  std::string_view line;
  while (lines.next(line)) all.emplace_back(line);
  return all;
}

TEST(Input, LinesOfAnyLengthCutAnywhere) {
  std::string text;
  std::vector<std::string> expected;
  for (size_t size : {0, 1, 5, 6, 7, 8, 100, 70'000, 600'000, 3}) {
    expected.emplace_back(size, 'x');
    text += expected.back() + "\n";
  }
  for (size_t step : {size_t{1} << 20, size_t{1000}, size_t{4099}}) {
    LineReader lines("t", std::make_unique<TextSource>(text, step));
    EXPECT_EQ(read_all(lines), expected);
    EXPECT_EQ(lines.number(), expected.size());
    EXPECT_FALSE(lines.torn());
  }
}

TEST(Input, TheLastLineMayLackItsEnd) {
  LineReader lines = lines_of("a\r\nb");
  EXPECT_EQ(read_all(lines), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(lines.torn());
}

TEST(Input, EmptyFile) {
  LineReader lines = lines_of("");
  EXPECT_TRUE(read_all(lines).empty());
  EXPECT_EQ(lines.number(), 0u);
}

TEST(Input, CompressedFilesAreRecognizedByTheirBytes) {
  std::string text;
  std::vector<std::string> expected;
  for (int i = 0; i < 50'000; ++i) {
    expected.push_back("line " + std::to_string(int64_t{i} * i));
    text += expected.back() + "\n";
  }
  for (const std::string& packed : {gzip(text), zstd(text)}) {
    LineReader lines("t", std::make_unique<TextSource>(packed, 1000));
    EXPECT_EQ(read_all(lines), expected);
    EXPECT_FALSE(lines.cut_short());
  }
  // Appended to each other, as log rotation does.
  for (const std::string& packed : {gzip("a\n") + gzip("b\n"), zstd("a\n") + zstd("b\n")}) {
    LineReader lines = lines_of(packed);
    EXPECT_EQ(read_all(lines), (std::vector<std::string>{"a", "b"}));
  }
}

TEST(Input, CompressedDataCutShortIsNoticed) {
  std::string text;
  std::mt19937 random(1);  // hard to compress, so that half of the bytes hold some lines
  for (int i = 0; i < 50'000; ++i) text += "line " + std::to_string(random()) + "\n";
  for (std::string packed : {gzip(text), zstd(text)}) {
    packed.resize(packed.size() / 2);
    LineReader lines("t", std::make_unique<TextSource>(packed, 1000));
    std::vector<std::string> read = read_all(lines);
    EXPECT_GT(read.size(), 0u);
    EXPECT_LT(read.size(), 50'000u);
    EXPECT_TRUE(lines.cut_short());
  }
}

TEST(Input, BrokenCompressedDataIsALocatedError) {
  for (std::string packed : {gzip(std::string(100, 'x') + "\n"), zstd(std::string(100, 'x') + "\n")}) {
    for (size_t i = 4; i < packed.size(); ++i) packed[i] = '\x55';
    try {
      LineReader lines("t.gz", std::make_unique<TextSource>(packed));
      read_all(lines);
      ADD_FAILURE() << "read";
    } catch (const TraceError& error) {
      EXPECT_EQ(std::string(error.what()).substr(0, 15), "t.gz:1: broken ");
    }
  }
}

TEST(Input, ALineOverTheLimitIsAnErrorWithItsNumber) {
  LineReader lines = lines_of("ok\n" + std::string(2'000'000, 'x') + "\n", "t", 1'000'000);
  std::string_view line;
  EXPECT_TRUE(lines.next(line));
  try {
    lines.next(line);
    ADD_FAILURE() << "read";
  } catch (const TraceError& error) {
    EXPECT_STREQ(error.what(), "t:2: the line is longer than 1000000 bytes");
  }
}

TEST(Input, AFileThatIsNotThere) {
  try {
    open_bytes("/no/such/file");
    ADD_FAILURE() << "opened";
  } catch (const TraceError& error) {
    EXPECT_STREQ(error.what(), "/no/such/file: cannot be opened: No such file or directory");
  }
}

TEST(Input, AFolderCannotBeRead) {
  try {
    LineReader lines("/tmp", open_bytes("/tmp"));
    read_all(lines);
    ADD_FAILURE() << "read";
  } catch (const TraceError& error) {
    EXPECT_STREQ(error.what(), "/tmp: is a folder: with --each it stands for the files in it");
  }
}

TEST(Input, WhatATracerKeepsBesideATraceIsNone) {
  const std::vector<std::string> all = {"t", "t.1", "t.damaged.rings", "t.part", "t.rings", "u.rings"};
  EXPECT_EQ(traces_among(all), (std::vector<std::string>{"t", "t.1", "u.rings"}));
  EXPECT_EQ(traces_among({"t.rings", "t.rings"}), (std::vector<std::string>{"t.rings", "t.rings"})) << "as it was asked";
}

}  // namespace
}  // namespace trestle::trace
