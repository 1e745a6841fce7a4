// Any bytes as a file, plain, gzip or zstd: its lines, or a TraceError. They do not depend on how many bytes a read gives.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "validator/trace/input.h"
#include "validator/trace/problem.h"

namespace {

using namespace trestle;

class Portions final : public trace::ByteSource {
 public:
  Portions(std::string_view text, size_t most) : text_(text), most_(most) {}
  size_t read(char* to, size_t size) override {
    const size_t n = std::min({size, most_, text_.size()});
    std::memcpy(to, text_.data(), n);
    text_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view text_;
  size_t most_;
};

constexpr size_t kLongest = size_t{1} << 20;
constexpr uint64_t kMostBytes = uint64_t{1} << 24;  // a few bytes may stand for very many

std::string lines_of(std::string_view bytes, size_t most) {
  std::string all;
  try {
    trace::LineReader lines("fed", std::make_unique<Portions>(bytes, most), kLongest);
    std::string_view line;
    while (all.size() < kMostBytes && lines.next(line)) {
      if (line.size() > kLongest) std::abort();
      all.append(line).append(lines.torn() ? "<torn>" : "<end>");
    }
    if (lines.cut_short()) all += "<cut short>";
  } catch (const trace::TraceError& error) {
    all += error.what();
  }
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string whole = lines_of(bytes, SIZE_MAX), portions = lines_of(bytes, 7);
  // What libzstd makes of a frame that is broken depends on how much of it it has at once.
  const auto broken = [](const std::string& lines) { return lines.find("broken zstd data") != std::string::npos; };
  if (whole != portions && whole.size() < kMostBytes && !broken(whole) && !broken(portions)) std::abort();
  return 0;
}
