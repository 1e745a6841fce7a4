// Files of rings that are cut, or whose bytes were changed after their process was gone.
#include <cstring>
#include <fstream>
#include <map>
#include <random>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/tracer/trace_file.h"
#include "tracer/left.h"
#include "tracer/tracer.h"

namespace trestle::tracer {
namespace {

using ::testing::HasSubstr;

class DamageTest : public ::testing::Test {
 protected:
  // A binary file of two threads, whose rings have wrapped nowhere, and its lines by their numbers.
  void SetUp() override {
    Tracer tracer({.node = "rm1", .file = file_, .flush = Flush::binary, .ring_bytes = 16 * 1024});
    const auto record = [&](int t) {
      for (int i = 0; i < 120; ++i) tracer.event("T" + std::to_string(t)).param("i", i).param("t", "text").record();
    };
    std::thread other([&] { record(1); });
    record(0);
    other.join();
    tracer.close();
    std::ifstream stream(file_, std::ios::binary);
    bytes_.assign(std::istreambuf_iterator<char>(stream), {});
    recover(file_, recovered_);
    for (const Line& line : read_trace(recovered_)) {
      if (!line.event.empty()) whole_[line.seq] = without_time(line.text);
    }
    ASSERT_EQ(whole_.size(), 241u);
  }

  // Of damaged bytes: nothing, or lines of which each is one that was recorded, or says that some are missing. How
  // many.
  size_t expect_no_corrupt_line(const std::string& bytes) {
    std::ofstream(damaged_, std::ios::binary) << bytes;
    WholeTrace trace(damaged_);
    std::string text(8 << 20, '\0');
    size_t size = 0;
    for (size_t got = 0; (got = trace.read(text.data() + size, text.size() - size)) != 0;) size += got;
    text.resize(size);
    std::ofstream(recovered_, std::ios::binary) << text;
    size_t events = 0;
    for (const Line& line : read_trace(recovered_)) {
      if (line.event.empty() || line.event[0] == '#') continue;
      ++events;
      EXPECT_EQ(without_time(line.text), whole_[line.seq]);
    }
    return events;
  }

  TemporaryDirectory directory_;
  const std::string file_ = directory_.file("rm1.bin"), recovered_ = directory_.file("recovered.ndjson");
  const std::string damaged_ = directory_.file("damaged");
  std::string bytes_;
  std::map<uint64_t, std::string> whole_;
};

TEST_F(DamageTest, AFileCutAnywhere) {
  size_t before = 0;
  for (size_t size = 0; size < bytes_.size(); size += size < kHeaderBytes ? 9973 : 499) {
    const size_t events = expect_no_corrupt_line(bytes_.substr(0, size));
    EXPECT_GE(events, before) << "cut at " << size << ": more bytes are not fewer events";
    before = events;
    if (HasFailure()) return;
  }
  EXPECT_GT(before, 230u);
}

TEST_F(DamageTest, BytesChangedAnywhere) {
  std::mt19937 random(7);
  size_t events = 0;
  for (int i = 0; i < 150; ++i) {
    std::string damaged = bytes_;
    // Where there is something: the static header, names, or records.
    const size_t places[] = {random() % 64, kPage + random() % (kHeaderBytes - kPage),
                             kHeaderBytes + random() % (bytes_.size() - kHeaderBytes)};
    damaged[places[i % 3]] = static_cast<char>(random());
    events += expect_no_corrupt_line(damaged);
    if (HasFailure()) return;
  }
  EXPECT_GT(events, 150u * 240u / 2) << "one byte does not cost the whole file";
}

TEST_F(DamageTest, PagesThatNeverReachedTheDisk) {
  for (size_t page = 0; page < bytes_.size() / kPage; ++page) {
    std::string damaged = bytes_;
    damaged.replace(page * kPage, kPage, kPage, '\0');
    expect_no_corrupt_line(damaged);
    if (HasFailure()) return;
  }
}

// Whatever bit a disk changes: an event that is not given, or whose clock knows less, comes behind a line that says that
// something is missing.
TEST_F(DamageTest, NoBitIsLostInSilence) {
  const std::string file = directory_.file("clocks");
  {
    Tracer tracer({.node = "rm1", .file = file, .flush = Flush::binary, .ring_bytes = 16 * 1024});
    const auto record = [&](int t) {
      for (int i = 0; i < 60; ++i) {
        if (i % 7 == 3) tracer.receive("{\"peer" + std::to_string(t) + "\":" + std::to_string(i + 1) + "}");
        tracer.event("T").param("i", i).record();
      }
    };
    std::thread other([&] { record(1); });
    record(0);
    other.join();
    tracer.event("Last").record();
  }
  std::ifstream stream(file, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(stream), {});
  recover(file, recovered_);
  std::map<uint64_t, std::string> whole;
  for (const Line& line : read_trace(recovered_)) whole[line.seq] = without_time(line.text);
  std::vector<size_t> used;  // bytes that say something
  for (size_t i = 0; i < bytes.size(); ++i)
    if (i < sizeof(FileHeader) || (i >= kHeaderBytes && bytes[i] != 0)) used.push_back(i);
  std::mt19937 random(11);
  size_t silent = 0, told = 0;
  for (int i = 0; i < 600; ++i) {
    std::string damaged = bytes;
    const size_t place = i % 2 == 0 ? random() % sizeof(FileHeader) : used[random() % used.size()];
    damaged[place] ^= static_cast<char>(1 << random() % 8);
    SCOPED_TRACE("byte " + std::to_string(place));
    std::ofstream(damaged_, std::ios::binary) << damaged;
    WholeTrace trace(damaged_);
    std::string text(1 << 20, '\0');
    size_t size = 0;
    for (size_t got = 0; (got = trace.read(text.data() + size, text.size() - size)) != 0;) size += got;
    std::ofstream(recovered_, std::ios::binary) << text.substr(0, size);
    bool gap = !trace.problem().empty();
    uint64_t events = 0;
    for (const Line& line : read_trace(recovered_)) {
      gap = gap || line.event == "#dropped";
      if (line.event.empty() || line.event[0] == '#') continue;
      ++events;
      if (!gap) {
        EXPECT_EQ(without_time(line.text), whole[line.seq]);
      }
    }
    EXPECT_TRUE(gap || events == 121u) << events << " events";
    (gap ? told : silent) += 1;
  }
  EXPECT_GT(silent, 100u) << "what is kept twice is not missed";
  EXPECT_GT(told, 100u);
}

// A client may send as a value what is, word by word, a record of another event.
TEST_F(DamageTest, ATextThatLooksLikeARecord) {
  const std::string file = directory_.file("forged");
  in_child([&] {
    Tracer tracer({.node = "rm1", .file = file, .flush = Flush::binary, .existing = Existing::replace});
    tracer.event("E").record();
    std::vector<uint64_t> words{0, 2, 0, 0, tagged(Tag::string, 0, 8), 0};
    std::memcpy(&words[5], "Forged!!", 8);
    Checksum sum;
    for (size_t i = 1; i < words.size(); ++i) sum.add(words[i]);
    words[0] = uint64_t{sum.value()} << 32 | words.size();
    tracer.event("E").param("value", std::string(reinterpret_cast<const char*>(words.data()), 48)).record();
    tracer.event("E").record();
    _exit(0);
  });
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  const size_t records = kHeaderBytes + kPage;
  uint32_t size = 0;  // of the first record, in words
  stream.seekg(records).read(reinterpret_cast<char*>(&size), sizeof(size));
  const auto sequence_number = static_cast<std::streamoff>(records + (size + 1) * 8);
  EXPECT_EQ(stream.seekg(sequence_number).get(), 2);
  stream.seekp(sequence_number).put(6);
  stream.close();
  recover(file, recovered_);
  const std::vector<Line> lines = read_trace(recovered_);
  EXPECT_EQ(count_events(lines, "E"), 2u);
  EXPECT_EQ(count_events(lines, "Forged!!"), 0u);
  EXPECT_EQ(expect_no_silent_gap(lines), 1u);
}

// Found by fuzzing: the number after the last was zero, which is that of a ring without an event.
TEST_F(DamageTest, NumbersThatAreUsedUp) {
  const uint64_t last = UINT64_MAX;
  LeftBytes left(bytes_);
  auto& header = *reinterpret_cast<FileHeader*>(left.words().data());
  bool damaged = false;
  Turning turning = *header.newest(damaged);
  ASSERT_FALSE(damaged);
  turning.rotated = last;
  ++turning.turn;
  header.store(turning);
  bytes_ = left.view();
  EXPECT_EQ(expect_no_corrupt_line(bytes_), 0u);
}

// A page written to a wrong place: a record that stands in two rings is given once, and no gap is larger than what was
// recorded.
TEST_F(DamageTest, RecordsThatStandTwice) {
  constexpr size_t kPiece = 512;
  std::mt19937 random(5);
  const auto place = [&] { return kHeaderBytes + random() % ((bytes_.size() - kHeaderBytes) / kPiece) * kPiece; };
  for (int i = 0; i < 300; ++i) {
    std::string damaged = bytes_;
    const std::string piece = damaged.substr(place(), kPiece);
    damaged.replace(place(), piece.size(), piece);
    expect_no_corrupt_line(damaged);
    EXPECT_LE(expect_no_silent_gap(read_trace(recovered_)), whole_.size());
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace trestle::tracer
