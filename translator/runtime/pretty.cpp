// Lays out the text of a value as TLC does in states and error traces (tlc2/pprint): what fits its line stays as it is,
// otherwise each element of a collection gets a line of its own. Text that TLC's reader cannot follow (it knows no
// underscore in a name) is not broken at all, so neither is it here.
#include <cctype>
#include <optional>
#include <vector>

#include "translator/runtime/print.h"

namespace trestle::runtime {

namespace {

// How a kind of collection is laid out. Pairs have `between` their halves.
struct Style {
  std::string_view open, close, pad, separator, between;
};
constexpr Style kSet{"{ ", " }", "  ", ",", ""};
constexpr Style kSequence{"<< ", " >>", "   ", ",", ""};
constexpr Style kFunction{"( ", " )", "  ", " @@", " :>"};
constexpr Style kRecord{"[ ", " ]", "  ", ",", " |->"};
constexpr Style kSubset{"SUBSET ", " ", " ", ",", ""};
constexpr std::string_view kPairPad = "    ";

struct Node {
  std::string_view text;
  const Style* style = nullptr;  // null: an atom
  std::vector<Node> children;    // of pairs: argument, value, argument, value, ...
};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  // The whole text as one value.
  std::optional<Node> read() {
    Node node;
    if (!value(node) || at_ != text_.size()) return std::nullopt;
    return node;
  }

 private:
  bool looking_at(std::string_view token) const { return text_.substr(at_).starts_with(token); }
  bool take(std::string_view token) {
    if (!looking_at(token)) return false;
    at_ += token.size();
    return true;
  }
  void skip_blanks() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
  }
  void skip_word() {
    while (at_ < text_.size() && std::isalnum(static_cast<unsigned char>(text_[at_]))) ++at_;
  }

  bool value(Node& node) {
    const size_t begin = at_;
    const bool ok = take("{")         ? items(node, kSet, ",", "}", "")
                    : take("<<")      ? items(node, kSequence, ",", ">>", "")
                    : take("[")       ? items(node, kRecord, ",", "]", "|->")
                    : take("(")       ? items(node, kFunction, "@@", ")", ":>")
                    : take("SUBSET ") ? subset(node)
                                      : atom();
    node.text = text_.substr(begin, at_ - begin);
    return ok;
  }

  bool items(Node& node, const Style& style, std::string_view separator, std::string_view close,
             std::string_view between) {
    node.style = &style;
    for (skip_blanks(); !take(close); skip_blanks()) {
      if (!value(node.children.emplace_back())) return false;
      if (!between.empty()) {
        skip_blanks();
        if (!take(between)) return false;
        skip_blanks();
        if (!value(node.children.emplace_back())) return false;
      }
      skip_blanks();
      take(separator);
    }
    return true;
  }

  bool subset(Node& node) {
    node.style = &kSubset;
    return value(node.children.emplace_back());
  }

  bool atom() {
    if (at_ == text_.size()) return false;
    if (text_[at_] == '"') {
      const size_t end = text_.find('"', at_ + 1);
      if (end == text_.npos) return false;
      at_ = end + 1;
      return true;
    }
    const size_t begin = at_;
    if (text_[at_] == '-') ++at_;
    skip_word();
    if (at_ == begin) return false;
    if (std::isdigit(static_cast<unsigned char>(text_[begin])) && take("..")) skip_word();
    return true;
  }

  std::string_view text_;
  size_t at_ = 0;
};

// Columns are signed: padding may leave less than nothing.
std::string format(const Node& node, long width, long trailer, const std::string& pad) {
  if (static_cast<long>(node.text.size()) <= width - trailer || node.style == nullptr) return std::string(node.text);
  const Style& style = *node.style;
  const long columns = width - static_cast<long>(std::max(style.open.size(), style.pad.size()));
  const std::string inner = pad + std::string(style.pad);
  trailer += style.close.size();
  const bool pairs = !style.between.empty();
  std::string out(style.open);
  for (size_t i = 0; i < node.children.size(); i += pairs ? 2 : 1) {
    const bool last = i + (pairs ? 2 : 1) == node.children.size();
    const long behind = last ? trailer : static_cast<long>(style.separator.size());
    if (pairs) {
      const Node &argument = node.children[i], &value = node.children[i + 1];
      const long left = argument.text.size() + style.between.size();
      const long whole = left + 1 + static_cast<long>(value.text.size());
      if (whole + behind <= columns) {
        out.append(argument.text).append(style.between).append(" ").append(value.text);
      } else {
        const std::string deeper = inner + std::string(kPairPad);
        out += left <= columns ? std::string(argument.text)
                               : format(argument, columns, trailer + static_cast<long>(style.between.size()), inner);
        out.append(style.between).append("\n").append(deeper);
        out += format(value, columns - static_cast<long>(kPairPad.size()), behind, deeper);
      }
    } else {
      out += format(node.children[i], columns, behind, inner);
    }
    if (!last) out.append(style.separator).append("\n").append(inner);
  }
  return out.append(style.close);
}

}  // namespace

std::string to_pretty_string(std::string_view text, size_t width) {
  if (text.size() <= width) return std::string(text);
  const auto node = Reader(text).read();
  return node ? format(*node, static_cast<long>(width), 0, "") : std::string(text);
}

}  // namespace trestle::runtime
