// Numbers and texts as bytes, and back: LEB128, and a text after its length. Both grow and shrink with what they hold,
// so that what is written does not depend on the machine.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace trestle::runtime {

// The bytes are not what a writer wrote.
struct DamagedBytes : std::runtime_error {
  DamagedBytes() : std::runtime_error("the bytes are damaged") {}
};

class BytesWriter {
 public:
  explicit BytesWriter(std::string& out) : out_(out) {}

  void byte(uint8_t b) { out_ += static_cast<char>(b); }
  void number(uint64_t n) {
    for (; n >= 0x80; n >>= 7) out_ += static_cast<char>(n | 0x80);
    out_ += static_cast<char>(n);
  }
  void text(std::string_view s) {
    number(s.size());
    out_ += s;
  }

 private:
  std::string& out_;
};

// Every function throws DamagedBytes.
class BytesReader {
 public:
  explicit BytesReader(std::string_view in) : in_(in) {}

  bool empty() const { return in_.empty(); }
  size_t left() const { return in_.size(); }
  uint8_t byte() {
    if (in_.empty()) throw DamagedBytes();
    const auto b = static_cast<uint8_t>(in_[0]);
    in_.remove_prefix(1);
    return b;
  }
  uint64_t number() {
    uint64_t n = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const uint8_t b = byte();
      n |= static_cast<uint64_t>(b & 0x7F) << shift;
      if (b < 0x80) return n;
    }
    throw DamagedBytes();
  }
  // A number of things of which each takes a byte at least.
  size_t count() {
    const uint64_t n = number();
    if (n > in_.size()) throw DamagedBytes();
    return static_cast<size_t>(n);
  }
  std::string_view text() {
    const size_t size = count();
    const std::string_view s = in_.substr(0, size);
    in_.remove_prefix(size);
    return s;
  }
  bool skip(std::string_view prefix) {
    if (!in_.starts_with(prefix)) return false;
    in_.remove_prefix(prefix.size());
    return true;
  }

 private:
  std::string_view in_;
};

}  // namespace trestle::runtime
