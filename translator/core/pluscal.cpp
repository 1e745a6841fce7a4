#include "translator/core/pluscal.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <zlib.h>

namespace trestle::core {
namespace {

constexpr std::string_view kBegin = "BEGIN TRANSLATION", kEnd = "END TRANSLATION";

struct Translation {
  size_t head = 0;         // of the line that begins it
  std::string_view lines;  // between that and the one that ends it
};

std::optional<Translation> translation(std::string_view text) {
  const size_t head = text.find(kBegin), end = text.find(kEnd);
  if (head == text.npos || end == text.npos || end < head) return {};
  const size_t first = text.find('\n', head) + 1, last = text.rfind('\n', end) + 1;
  if (first == 0 || last < first) return {};
  return Translation{head, text.substr(first, last - first)};
}

// Of the lines without their ends.
std::string checksum(std::string_view lines) {
  uLong sum = crc32(0, nullptr, 0);
  while (!lines.empty()) {
    std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    sum = crc32(sum, reinterpret_cast<const Bytef*>(line.data()), static_cast<uInt>(line.size()));
  }
  return fmt::format("{:x}", sum);
}

}  // namespace

std::string untranslated(const Source& source) {
  const std::string_view text = source.text();
  const size_t algorithm = std::min(text.find("--algorithm"), text.find("--fair"));
  if (algorithm == text.npos) return {};
  const auto made = translation(text);
  if (made && made->lines.find("==") != text.npos) return {};
  return fmt::format("the PlusCal algorithm in line {} is not translated: pcal.trans, the Toolbox or an editor does that",
                     source.position(static_cast<uint32_t>(algorithm)).line);
}

Span changed_translation(const Source& source) {
  const std::string_view text = source.text();
  const auto made = translation(text);
  if (!made) return {};
  // (chksum(pcal) = "9e3a6ba7" /\ chksum(tla) = "1c2b03a9")
  const size_t line_end = text.find('\n', made->head), name = text.find("ksum(tla", made->head);
  const size_t open = text.find('"', name), close = text.find('"', open + 1);
  if (name > line_end || open > line_end || close > line_end || text.substr(name, open - name).find('=') == text.npos) return {};
  if (text.substr(open + 1, close - open - 1) == checksum(made->lines)) return {};
  return {&source, static_cast<uint32_t>(open), static_cast<uint32_t>(close + 1)};
}

}  // namespace trestle::core
