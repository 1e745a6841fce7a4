#include "translator/diagnostics/nearest.h"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <utility>
#include <vector>

namespace trestle {

size_t edit_distance(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
  std::vector<size_t> before, last(b.size() + 1), row(b.size() + 1);  // of the prefixes of a, one letter apart
  std::iota(last.begin(), last.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const auto same = [&](size_t x, size_t y) { return lower(a[x]) == lower(b[y]); };
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same(i - 1, j - 1) ? 0 : 1)});
      if (i > 1 && j > 1 && same(i - 1, j - 2) && same(i - 2, j - 1)) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = std::exchange(last, row);
  }
  return last[b.size()];
}

std::string_view nearest(std::string_view name, std::span<const std::string_view> names, size_t slips) {
  constexpr size_t kLongest = 200;
  if (name.empty() || name.size() > kLongest) return {};
  std::string_view best;
  size_t least = std::max(slips, name.size() / 3) + 1;
  for (const std::string_view candidate : names) {
    if (candidate.size() > kLongest) continue;
    const size_t d = edit_distance(name, candidate);
    if (d < least || (d == least && !best.empty() && candidate < best)) least = d, best = candidate;
  }
  return best;
}

std::string did_you_mean(std::string_view name, std::span<const std::string_view> names) {
  const std::string_view best = nearest(name, names);
  return best.empty() ? std::string() : "did you mean " + std::string(best) + "?";
}

}  // namespace trestle
