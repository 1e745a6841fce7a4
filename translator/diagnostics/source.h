// A text and where something stands in it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trestle {

// Line and column of a character, both from 1. A column counts code points; a tab counts as one here
// (junction lists, which expand tabs, compute their own columns).
struct Position {
  uint32_t line = 0;
  uint32_t column = 0;
  friend bool operator==(const Position&, const Position&) = default;
};

// What a column counts, in UTF-8.
size_t code_points(std::string_view text);

// One input text, kept for as long as anything points into it.
class Source {
 public:
  // The first `lead` lines are not the user's: the next is line 1.
  Source(std::string name, std::string text, uint32_t lead = 0);

  // What is written here stands at the same lines and columns there, beside what was made around it: messages quote that.
  void quote(std::shared_ptr<const Source> written) { written_ = std::move(written); }

  const std::string& name() const { return name_; }  // as the user would type it: a path, or "<built-in>/Naturals.tla"
  std::string_view text() const { return text_; }
  Position position(uint32_t offset) const;      // of the byte at `offset`, clamped to the end of the text
  std::string_view line(uint32_t number) const;  // without its line end; empty when there is none

 private:
  std::string name_;
  std::string text_;
  uint32_t lead_;
  std::shared_ptr<const Source> written_;
  std::vector<uint32_t> line_starts_;
};

// The bytes [begin, end) of a source. A default Span points nowhere (built-in definitions, synthesized nodes).
struct Span {
  const Source* source = nullptr;
  uint32_t begin = 0;
  uint32_t end = 0;

  explicit operator bool() const { return source != nullptr; }
  std::string_view text() const { return source ? source->text().substr(begin, end - begin) : std::string_view{}; }
  friend bool operator==(const Span&, const Span&) = default;
};

// "file:line:column", or "<nowhere>".
std::string to_string(const Span& span);

// The span from the start of `first` to the end of `last`, both in one source.
Span join(const Span& first, const Span& last);

}  // namespace trestle
