// An event on its way to the trace, as 64-bit words. A record:
//
//   0  checksum of the words that follow (high 32 bits), number of words (low 32)
//   1  sequence number within the node; 0 for a vector clock that arrived
//   2  ticks of the time stamp counter
//   3  number of the event's name (low 32; 0: the first item is its name), version of the vector clock (high 32)
//   4  items
//
// An item or value begins with a word: tag (8 bits), number of a name (24 bits), small content (32 bits). Strings are
// padded to words. Byte order is the machine's: a record is read where it was written, or on a machine like it.
//
// Like Text, a Record does not allocate until its inline room is full and never throws: without memory it is failed().
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string_view>
#include <utility>

namespace trestle::tracer {

enum class Tag : uint8_t {
  end = 1,  // of sequence, set, map, fields
  int32,    // in the small content
  int64,    // in the next word, as for uint64
  uint64,
  no,
  yes,
  string,    // bytes in the small content, then the words
  model,     // a string follows
  sequence,  // values, end
  set,       // values, end
  map,       // sequences of two, end
  fields,    // string, value, ... end
  param,     // named; a value follows
  small,     // a param whose value is an int32 in the small content
  before,    // named, the op and whether there is a path in the small content; [sequence] value
  after,
  since,   // ticks in the next word: the event began then
  hybrid,  // time, in the next word
  sends,   // a value follows
  receives,
};

inline constexpr size_t kRecordHeader = 4;  // words
inline constexpr uint32_t kHasPath = 0x100;
inline constexpr uint32_t kMaxName = (1u << 24) - 1;

constexpr uint64_t tagged(Tag tag, uint32_t name = 0, uint32_t small = 0) {
  return static_cast<uint64_t>(tag) | uint64_t{name} << 8 | uint64_t{small} << 32;
}
constexpr Tag tag_of(uint64_t word) { return static_cast<Tag>(word & 0xFF); }
constexpr uint32_t name_of(uint64_t word) { return static_cast<uint32_t>(word >> 8) & kMaxName; }
constexpr uint32_t small_of(uint64_t word) { return static_cast<uint32_t>(word >> 32); }

// The words' weighted sum: of 2^32 changes one goes unnoticed. The multiplications do not wait for each other, which
// hides the sum behind the copy of the record. Where damage has to be told from a text that looks like a record, the sum
// begins with what the text's author cannot know.
class Checksum {
 public:
  explicit Checksum(uint32_t salt = 0) : sum_(salt * kStep) {}
  void add(uint64_t word) { sum_ += word * (factor_ += kStep); }
  uint32_t value() const { return static_cast<uint32_t>(sum_ >> 32) ^ static_cast<uint32_t>(sum_); }

 private:
  static constexpr uint64_t kStep = 0x9E3779B97F4A7C16u;  // even, so that every factor is odd
  uint64_t factor_ = 0xD6E8FEB86659FD93u;
  uint64_t sum_;
};

// A number, and neither a truth value nor a letter of any kind.
template <class T>
concept Letter = std::same_as<T, char> || std::same_as<T, wchar_t> || std::same_as<T, char8_t> ||
    std::same_as<T, char16_t> || std::same_as<T, char32_t>;
template <class T>
concept Number = std::integral<T> && !std::same_as<T, bool> && !Letter<T>;

class Record {
 public:
  Record() = default;
  ~Record() {
    if (words_ != inline_) std::free(words_);
  }
  Record(const Record&) = delete;
  Record& operator=(const Record&) = delete;

  std::span<const uint64_t> words() const { return {words_, size()}; }
  std::span<uint64_t> header() { return {words_, kRecordHeader}; }
  uint64_t& last() { return end_[-1]; }
  std::span<const uint64_t> items() const { return words().subspan(kRecordHeader); }
  size_t size() const { return static_cast<size_t>(end_ - words_); }
  bool failed() const { return failed_; }

  void put(uint64_t word) {
    if (end_ != limit_ || grow(1)) [[likely]]
      *end_++ = word;
  }
  void put(Tag tag) { put(tagged(tag)); }
  template <Number T>
  void put_integer(T value) {
    static_assert(sizeof(T) <= sizeof(uint64_t), "the tracer's integers have 64 bits: record a larger one as a string");
    if (std::in_range<int32_t>(value)) {
      put(tagged(Tag::int32, 0, static_cast<uint32_t>(value)));
    } else {
      put(std::in_range<int64_t>(value) ? Tag::int64 : Tag::uint64);
      put(static_cast<uint64_t>(value));
    }
  }
  void put_string(std::string_view text) {
    const size_t words = (text.size() + 7) / 8;
    if (text.size() > UINT32_MAX || (1 + words > room() && !grow(1 + words))) return fail();
    *end_ = tagged(Tag::string, 0, static_cast<uint32_t>(text.size()));
    if (words != 0) end_[words] = 0;  // what the text does not fill of the last word
    std::memcpy(end_ + 1, text.data(), text.size());
    end_ += 1 + words;
  }
  void put_words(std::span<const uint64_t> words) {
    if (words.size() > room() && !grow(words.size())) return;
    if (!words.empty()) std::memcpy(end_, words.data(), words.size_bytes());
    end_ += words.size();
  }

 private:
  size_t room() const { return static_cast<size_t>(limit_ - end_); }
  // Here, so that who has only a Value (TRESTLE_TRACER_OFF) need not link the tracer.
  [[gnu::noinline]] bool grow(size_t more) {
    if (failed_) return false;
    const size_t size = this->size(), capacity = std::max(2 * (size + room()), size + more);
    auto* grown = static_cast<uint64_t*>(std::malloc(capacity * sizeof(uint64_t)));
    if (grown == nullptr) {
      failed_ = true;
      return false;
    }
    std::memcpy(grown, words_, size * sizeof(uint64_t));
    if (words_ != inline_) std::free(words_);
    words_ = grown;
    end_ = grown + size;
    limit_ = grown + capacity;
    return true;
  }
  void fail() { failed_ = true; }

  static constexpr size_t kInline = 64;
  uint64_t* words_ = inline_;
  uint64_t* end_ = inline_ + kRecordHeader;
  uint64_t* limit_ = inline_ + kInline;
  bool failed_ = false;
  uint64_t inline_[kInline];
};

}  // namespace trestle::tracer
