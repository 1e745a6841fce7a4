#include "translator/modules/monolith.h"

#include <algorithm>

namespace trestle::modules {
namespace {

// Whether the line is `---- WORD Name ----`.
bool is_header(std::string_view line, std::string_view word, std::string_view name) {
  auto dashes = [&] {
    const size_t n = std::min(line.find_first_not_of('-'), line.size());
    line.remove_prefix(n);
    return n >= 4;
  };
  auto blanks = [&] { line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size())); };
  auto text = [&](std::string_view expected) {
    const bool there = line.starts_with(expected);
    if (there) line.remove_prefix(expected.size());
    return there;
  };
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
  if (!dashes()) return false;
  blanks();
  if (!text(word)) return false;
  blanks();
  if (!text(name)) return false;
  blanks();
  return dashes() && line.empty();
}

// Offset of the header's line, npos when there is none.
size_t find_header(std::string_view text, std::string_view word, std::string_view name) {
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    if (is_header(text.substr(begin, end - begin), word, name)) return begin;
    begin = end + 1;
  }
  return std::string_view::npos;
}

// text[begin, end), with what stands before it blanked out line by line.
std::shared_ptr<const Source> section(const Source& file, size_t begin, size_t end) {
  const std::string_view text = file.text();
  std::string lines(std::count(text.begin(), text.begin() + begin, '\n'), '\n');
  return std::make_shared<const Source>(file.name(), lines + std::string(text.substr(begin, end - begin)));
}

}  // namespace

std::shared_ptr<const Source> module_within(const Source& file, const std::string& name) {
  const size_t header = find_header(file.text(), "MODULE", name);
  return header == std::string_view::npos ? nullptr : section(file, header, file.text().size());
}

std::shared_ptr<const Source> config_within(const Source& file, const std::string& name) {
  const std::string_view text = file.text();
  const size_t header = find_header(text, "CONFIG", name);
  if (header == std::string_view::npos) return nullptr;
  const size_t begin = std::min(text.find('\n', header), text.size());
  return section(file, begin, std::min(text.find("\n====", begin), text.size()));
}

}  // namespace trestle::modules
