// Traces from text, for tests.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "validator/trace/input.h"
#include "validator/trace/trace.h"

namespace trestle::trace {

// Hands out at most `step` bytes a time, so that lines and frames are cut anywhere.
class TextSource final : public ByteSource {
 public:
  explicit TextSource(std::string text, size_t step = 7) : text_(std::move(text)), step_(step) {}
  size_t read(char* to, size_t size) override {
    size_t n = std::min({size, step_, text_.size() - at_});
    std::memcpy(to, text_.data() + at_, n);
    at_ += n;
    return n;
  }

 private:
  std::string text_;
  size_t step_;
  size_t at_ = 0;
};

inline LineReader lines_of(std::string text, std::string name = "t.ndjson", size_t max_line = LineReader::kMaxLine) {
  return LineReader(std::move(name), std::make_unique<TextSource>(std::move(text)), max_line);
}

// Files a.ndjson, b.ndjson, ... with these texts.
inline Trace trace_of(const std::vector<std::string>& texts, Order order = Order::Auto, ReadOptions options = {},
                      std::vector<LogSource> sources = {}) {
  std::vector<LineReader> files;
  for (size_t i = 0; i < texts.size(); ++i) {
    files.push_back(lines_of(texts[i], std::string(1, static_cast<char>('a' + i)) + ".ndjson"));
  }
  return Trace(std::move(files), order, std::move(options), std::move(sources));
}

}  // namespace trestle::trace
