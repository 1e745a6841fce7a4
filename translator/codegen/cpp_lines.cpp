// Lines as clang-format leaves them in the style of this tree (Google's, 120 columns), as far as generated text needs
// it: long lines are broken at their outermost operator or comma, and go on below the bracket they are in; comments at
// the ends of lines stand below each other; no two empty lines follow each other.
#include <algorithm>
#include <vector>

#include "translator/codegen/cpp.h"

namespace trestle::codegen::cpp {
namespace {

constexpr size_t kWidth = 120;

size_t indentation(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

// Where a comment at the end of a line begins, with the two spaces before it; npos without one.
size_t comment_at(std::string_view line) {
  bool quoted = false;
  for (size_t i = 0; i + 1 < line.size(); ++i) {
    if (line[i] == '\\' && quoted)
      ++i;
    else if (line[i] == '"')
      quoted = !quoted;
    else if (!quoted && line.substr(i, 2) == "//")
      return i >= 2 && i > indentation(line) ? i - 2 : std::string_view::npos;
  }
  return std::string_view::npos;
}

// Places where a line may be broken.
struct Break {
  size_t at;      // the next line begins with this character
  size_t depth;   // in how many brackets
  size_t indent;  // of the next line
  int rank;       // of breaks in the same brackets those of the lowest
};

std::vector<Break> breaks(std::string_view line, bool alias) {
  std::vector<Break> found;
  const size_t start = indentation(line);
  std::vector<size_t> open;  // columns behind brackets
  const bool loop = line.substr(start).starts_with("for (");
  size_t templates = 0;  // of the brackets
  bool quoted = false;
  for (size_t i = start; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        quoted = false;
      continue;
    }
    const size_t indent = open.empty() ? start + 4 : open.back();
    const auto is = [&](std::string_view text) { return line.substr(i).starts_with(text); };
    if (c == '"') {
      quoted = true;
    } else if (c == '(' || c == '[' || c == '{' || (c == '<' && i > 0 && line[i - 1] != ' ' && !is("<<"))) {
      if (i + 1 < line.size() && c != '<') found.push_back({i + 1, open.size() + 1, start + 4, 9});
      open.push_back(i + 1);
      if (c == '<') ++templates;
    } else if (c == ')' || c == ']' || c == '}' ||
               (c == '>' && templates > 0 && line[i - 1] != ' ' && line[i - 1] != '-')) {
      if (c == '>') --templates;
      if (!open.empty()) open.pop_back();
    } else if (templates > 0 && !alias) {
      continue;
    } else if (is(", ")) {
      found.push_back({i + 2, open.size(), indent, 0});
    } else if (is(" || ")) {
      found.push_back({i + 4, open.size(), indent, 1});
    } else if (is(" && ")) {
      found.push_back({i + 4, open.size(), indent, 2});
    } else if (loop && open.size() == 1 && is(" : ")) {
      found.push_back({i + 3, open.size(), indent, 1});
    } else if (is(" ? ") || is(" : ")) {
      found.push_back({i + 1, open.size(), indent, 1});
    } else if (is(" == ") || is(" != ") || is(" <= ") || is(" >= ")) {
      found.push_back({i + 4, open.size(), indent, 4});
    } else if (is(" + ") || is(" - ") || is(" < ") || is(" > ") || is(" | ") || is(" & ")) {
      found.push_back({i + 3, open.size(), indent, 5});
    } else if (is(" = ") && open.empty()) {  // when the rest then fits
      const bool fits = start + 4 + line.size() - (i + 3) <= kWidth;
      found.push_back({i + 3, fits ? 0 : open.size() + 20, start + 4, 3});
    }
  }
  return found;
}

void add_broken(std::string line, std::vector<std::string>& out) {
  const bool alias = line.starts_with("using ");  // of which the brackets are those of templates
  while (line.size() > kWidth) {
    const size_t start = indentation(line);
    const Break* best = nullptr;
    const auto all = breaks(line, alias);
    for (const Break& b : all) {
      if (b.at > kWidth + 1 || b.at <= start + 4) continue;
      if (b.indent + 20 > kWidth || line.size() - b.at < 2) continue;
      if (best == nullptr || b.depth < best->depth || (b.depth == best->depth && b.rank <= best->rank)) best = &b;
    }
    if (best == nullptr) break;
    std::string head = line.substr(0, best->at);
    head.erase(head.find_last_not_of(' ') + 1);
    out.push_back(std::move(head));
    line = std::string(best->indent, ' ') + line.substr(best->at);
  }
  out.push_back(std::move(line));
}

}  // namespace

std::string lines(std::string_view text) {
  std::vector<std::string> out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string line(text.substr(at, end - at));
    at = end + 1;
    if (line.empty() && (out.empty() || out.back().empty())) continue;
    const size_t comment = comment_at(line);
    if (line.size() > kWidth && comment != std::string::npos) {
      out.push_back(std::string(indentation(line), ' ') + line.substr(comment + 2));
      line.erase(line.find_last_not_of(' ', comment) + 1);
    }
    if (line.substr(indentation(line)).starts_with("//"))
      out.push_back(std::move(line));
    else
      add_broken(std::move(line), out);
  }
  // Comments in a row, below each other.
  for (size_t first = 0; first < out.size();) {
    size_t last = first, width = 0, longest = 0;
    for (; last < out.size() && comment_at(out[last]) != std::string::npos; ++last) {
      const size_t code = out[last].find_last_not_of(' ', comment_at(out[last])) + 1;
      const size_t wider = std::max(width, code), note = out[last].size() - comment_at(out[last]);
      if (wider + std::max(longest, note) > kWidth) break;
      width = wider;
      longest = std::max(longest, note);
    }
    for (size_t i = first; i < last; ++i) {
      const size_t comment = comment_at(out[i]);
      const size_t code = out[i].find_last_not_of(' ', comment) + 1;
      out[i] = out[i].substr(0, code) + std::string(width - code, ' ') + out[i].substr(comment);
    }
    first = std::max(last, first + 1);
  }
  std::string joined;
  for (const std::string& line : out) joined += line + "\n";
  return joined;
}

}  // namespace trestle::codegen::cpp
