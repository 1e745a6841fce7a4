// Traces from text, for tests.
#pragma once

#include <algorithm>
#include <cstring>
#include <functional>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

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

// A random way through a trace whose events have their numbers for names: at each place what may come next is what nothing
// that is left comes before. Ends early where there is no such event, which is an error of the input.
inline void walk_by_definition(Trace& trace, size_t events, std::mt19937& random,
                               const std::function<bool(size_t, size_t)>& before) {
  std::set<size_t> left;
  for (size_t i = 0; i < events; ++i) left.insert(i);
  for (Cut cut; !left.empty();) {
    std::set<size_t> expected, found;
    for (const size_t b : left) {
      if (std::none_of(left.begin(), left.end(), [&](size_t a) { return before(a, b); })) expected.insert(b);
    }
    if (expected.empty()) {
      EXPECT_THROW(trace.all_enabled(cut), TraceError);
      return;
    }
    const std::vector<uint32_t> enabled = trace.all_enabled(cut);
    const auto number = [&](uint32_t chain) { return std::stoul(std::string(trace.event(chain, cut[chain])->name())); };
    for (const uint32_t chain : enabled) found.insert(number(chain));
    ASSERT_EQ(found, expected);
    const uint32_t taken = enabled[random() % enabled.size()];
    left.erase(number(taken));
    cut = cut.after(taken);
  }
}

}  // namespace trestle::trace
