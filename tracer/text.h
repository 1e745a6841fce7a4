// A byte buffer for JSON text that does not allocate until its inline room is full, and never throws: when memory runs
// out it becomes failed() and swallows what follows, so that the caller can drop the event instead of the process.
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace trestle::tracer {

class Text {
 public:
  Text() = default;
  ~Text() {
    if (data_ != inline_) std::free(data_);
  }
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;

  std::string_view view() const { return {data_, size_}; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  bool failed() const { return failed_; }
  void clear() {
    size_ = 0;
    failed_ = false;
  }

  // Makes room for `more` bytes; false when memory runs out, with the text unchanged and not failed().
  bool reserve(size_t more) {
    if (failed_ || room(more)) return !failed_;
    failed_ = false;
    return false;
  }

  // Removes the first `count` bytes.
  void consume(size_t count) {
    size_ -= count;
    std::memmove(data_, data_ + count, size_);
  }

  void append(char c) {
    if (room(1)) data_[size_++] = c;
  }
  void append(std::string_view text) {
    if (!room(text.size())) return;
    std::memcpy(data_ + size_, text.data(), text.size());
    size_ += text.size();
  }
  template <std::integral T>
  void append_integer(T value) {
    if (room(24)) size_ = static_cast<size_t>(std::to_chars(data_ + size_, data_ + size_ + 24, value).ptr - data_);
  }
  // A JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD, so that a line is always valid JSON.
  void append_string(std::string_view text);

 private:
  bool room(size_t more) { return size_ + more <= capacity_ ? !failed_ : grow(more); }
  bool grow(size_t more);

  static constexpr size_t kInline = 320;
  char inline_[kInline];
  char* data_ = inline_;
  size_t size_ = 0;
  size_t capacity_ = kInline;
  bool failed_ = false;
};

// Removes a string, as Text::append_string writes it, from the beginning of `text`; nothing when there is none.
std::optional<std::string> take_string(std::string_view& text);

}  // namespace trestle::tracer
