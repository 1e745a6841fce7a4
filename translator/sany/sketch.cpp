#include "translator/sany/sketch.h"

#include <algorithm>
#include <unordered_set>

namespace trestle::sany {
namespace {

constexpr uint32_t kMostLines = 1'000'000;  // of a file

bool in_identifier(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80) != 0;
}

bool is_identifier(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), in_identifier); }

struct Written {
  Point at;
  std::string text;
};

struct Notes {
  std::vector<uint32_t> columns;  // of each line
  std::vector<Written> texts;
  std::vector<Written> words;
};

// One walk over all elements.
class Reader {
 public:
  Reader(const Document& document, const syntax::Limits& limits) : document_(document), limits_(limits) {}

  std::map<std::string, Notes, std::less<>> run() {
    for (auto node = document_.root(); node; node = next(node)) {
      if (node.type() != pugi::node_element || !node.child("location")) continue;
      place_ = place(node);
      if (place_.begin.line == 0) continue;
      notes_ = &files_[std::string(place_.file)];
      reach(node);
      note(node);
    }
    return std::move(files_);
  }

 private:
  // Depth first, in the order of the file.
  pugi::xml_node next(pugi::xml_node node) const {
    if (node.first_child()) return node.first_child();
    while (node && !node.next_sibling()) node = node.parent();
    return node.next_sibling();
  }

  void reach(pugi::xml_node node) {
    const auto too_large = [&] {
      return Wrong{node, "its <location> lies beyond what a text may have", "lines and columns of a .tla file",
                   DiagnosticKind::TooLarge};
    };
    if (place_.end.line > kMostLines || place_.begin > place_.end || place_.begin.column == 0) throw too_large();
    auto& columns = notes_->columns;
    if (columns.size() < place_.end.line) columns.resize(place_.end.line);
    for (const Point& point : {place_.begin, place_.end}) {
      uint32_t& known = columns[point.line - 1];
      if (point.column <= known) continue;
      size_ += point.column - known;
      known = point.column;
      if (size_ > limits_.bytes) throw too_large();
    }
  }

  void note(pugi::xml_node node) {
    const std::string_view kind = node.name();
    if (kind == "OpApplNode") return application(node);
    if (kind == "NumeralNode") return exactly(text(node, "IntValue"));
    if (kind == "StringNode") return string(text(node, "StringValue"));
    if (kind == "ModuleNode") {
      word(text(node, "uniquename"));
      for (const auto extended : need(node, "extends").children("uniquename")) word(extended.text().get());
    } else if (kind == "InstanceNode") {
      if (const auto name = node.child("uniquename")) definition(name.text().get());
      word(text(node, "module"));
    } else if (kind == "UserDefinedOpKind") {
      if (!is_instance_made(node)) definition(parts_of_name(text(node, "uniquename")).front());
    } else if (kind == "OpDeclNode" || kind == "FormalParamNode") {
      word(text(node, "uniquename"));
      exactly(text(node, "uniquename"));
    } else if (kind == "TheoremDefNode" || kind == "AssumeDef" || kind == "LabelNode") {
      word(text(node, "uniquename"));
    }
  }

  void application(pugi::xml_node node) {
    const auto reference = first(need(node, "operator"));
    if (!reference || !reference.child("UID")) return;
    const auto name = document_.entry(reference).child("uniquename").text().get();
    const std::vector<std::string_view> parts = parts_of_name(name);
    if (parts.front() == "LAMBDA") return;  // where a part of a definition is named
    const auto left = first(need(node, "operands"));
    if (is_identifier(parts.front())) {
      for (std::string_view part : parts) word(part);
      if (left) return put(place_.begin, parts.front());
      return exactly(name);
    }
    const auto right = left ? after(left) : pugi::xml_node();
    if (right && name[0] != '$') infix(name, place(left), place(right));
  }

  // In the middle of the gap between its operands, when there is a gap.
  void infix(std::string_view symbol, const Place& left, const Place& right) {
    static constexpr std::pair<std::string_view, std::string_view> short_ones[] = {
        {"\\land", "/\\"}, {"\\lor", "\\/"}, {"\\leq", "<="}, {"\\geq", ">="}, {"/=", "#"}, {"\\union", "\\cup"},
        {"\\intersect", "\\cap"}, {"\\equiv", "<=>"}};
    for (const auto& [canonical, written] : short_ones)
      if (symbol == canonical) symbol = written;
    if (left.end.line != right.begin.line || left.end.column >= right.begin.column) return;
    const uint32_t gap = right.begin.column - left.end.column - 1;
    if (symbol.size() <= gap)
      put({left.end.line, static_cast<uint32_t>(left.end.column + 1 + (gap - symbol.size()) / 2)}, symbol);
  }

  // A field's name has no quotes around it.
  void string(std::string_view value) {
    if (place_.width() != code_points(value)) return exactly("\"" + std::string(value) + "\"");
    word(value);
    exactly(value);
  }

  void definition(std::string_view name) {
    word(name);
    put(place_.begin, name);
  }

  void exactly(std::string_view text) {
    if (place_.width() == code_points(text)) put(place_.begin, text);
  }

  void word(std::string_view text) {
    if (is_identifier(text)) notes_->words.push_back({place_.begin, std::string(text)});
  }

  void put(Point at, std::string_view text) { notes_->texts.push_back({at, std::string(text)}); }

  const Document& document_;
  const syntax::Limits& limits_;
  std::map<std::string, Notes, std::less<>> files_;
  Notes* notes_ = nullptr;
  Place place_;
  size_t size_ = 0;
};

// A byte for each column, so only ASCII can stand in it.
bool fits(const Written& written, std::string_view line) {
  return written.at.column - 1 + written.text.size() <= line.size() &&
         std::all_of(written.text.begin(), written.text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

Sketch drawn(Notes notes, std::string name) {
  Sketch sketch;
  std::string text;
  std::vector<std::string> lines;
  for (uint32_t columns : notes.columns) lines.emplace_back(columns, ' ');
  for (const Written& written : notes.texts) {
    std::string& line = lines[written.at.line - 1];
    if (fits(written, line)) line.replace(written.at.column - 1, written.text.size(), written.text);
  }
  for (const std::string& line : lines) {
    sketch.lines.push_back(static_cast<uint32_t>(text.size()));
    text += line + '\n';
  }
  sketch.source = std::make_shared<const Source>(std::move(name), std::move(text));
  std::stable_sort(notes.words.begin(), notes.words.end(), [](const Written& a, const Written& b) { return a.at < b.at; });
  std::unordered_set<std::string> seen;
  for (Written& word : notes.words)
    if (seen.insert(word.text).second) sketch.words.push_back(std::move(word.text));
  return sketch;
}

}  // namespace

std::vector<std::string_view> parts_of_name(std::string_view name) {
  std::vector<std::string_view> parts;
  for (;;) {
    const size_t end = name.find('!');
    if (end == std::string_view::npos || end + 1 == name.size() || !is_identifier(name.substr(0, end))) break;
    parts.push_back(name.substr(0, end));
    name.remove_prefix(end + 1);
  }
  parts.push_back(name);
  return parts;
}

Span Sketch::span(const Place& place) const {
  if (place.begin.line == 0) return {};
  return {source.get(), lines[place.begin.line - 1] + place.begin.column - 1, lines[place.end.line - 1] + place.end.column};
}

std::map<std::string, Sketch, std::less<>> sketch(const Document& document, const std::string& folder,
                                                  const syntax::Limits& limits) {
  std::map<std::string, Sketch, std::less<>> sketches;
  for (auto& [file, notes] : Reader(document, limits).run())
    sketches.emplace(file, drawn(std::move(notes), folder + "/" + file + ".tla"));
  return sketches;
}

}  // namespace trestle::sany
