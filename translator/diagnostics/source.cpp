#include "translator/diagnostics/source.h"

#include <algorithm>
#include <utility>

namespace trestle {

size_t code_points(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

Source::Source(std::string name, std::string text, uint32_t lead)
    : name_(std::move(name)), text_(std::move(text)), lead_(lead) {
  line_starts_.push_back(0);
  for (uint32_t i = 0; i < text_.size(); ++i) {
    // A line ends at \n, \r\n or a lone \r.
    if (text_[i] == '\n' || (text_[i] == '\r' && (i + 1 == text_.size() || text_[i + 1] != '\n'))) {
      line_starts_.push_back(i + 1);
    }
  }
}

Position Source::position(uint32_t offset) const {
  offset = std::min<uint32_t>(offset, static_cast<uint32_t>(text_.size()));
  auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  uint32_t start = *std::prev(after);
  const size_t columns = code_points(text().substr(start, offset - start));
  const auto line = static_cast<uint32_t>(after - line_starts_.begin());
  return {line > lead_ ? line - lead_ : 1, static_cast<uint32_t>(columns) + 1};
}

std::string_view Source::line(uint32_t number) const {
  if (written_ != nullptr) return written_->line(number);
  if (number == 0 || number + lead_ > line_starts_.size()) return {};
  number += lead_;
  uint32_t begin = line_starts_[number - 1];
  uint32_t end = number < line_starts_.size() ? line_starts_[number] : static_cast<uint32_t>(text_.size());
  while (end > begin && (text_[end - 1] == '\n' || text_[end - 1] == '\r')) --end;
  return text().substr(begin, end - begin);
}

std::string to_string(const Span& span) {
  if (!span) return "<nowhere>";
  Position at = span.source->position(span.begin);
  return span.source->name() + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

Span join(const Span& first, const Span& last) {
  if (!first) return last;
  if (!last) return first;
  return {first.source, first.begin, last.end};
}

}  // namespace trestle
