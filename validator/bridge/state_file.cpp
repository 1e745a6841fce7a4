#include "validator/bridge/state_file.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "translator/runtime/context.h"
#include "validator/bridge/readers.h"

namespace trestle::bridge {
namespace {

constexpr size_t kPiece = size_t{1} << 20;      // read at once
constexpr size_t kLongest = size_t{256} << 20;  // one state's text

// A file piece by piece: what is looked at is one contiguous text that grows until the caller finds what it wants.
class Pieces {
 public:
  explicit Pieces(std::istream& in) : in_(in) {}

  std::string_view text() const { return {buffer_.data() + at_, end_ - at_}; }
  bool at_end() const { return ended_; }
  uint64_t bytes() const { return bytes_; }
  // More text behind it; false at the end of the file.
  bool more() {
    if (ended_) return false;
    if (at_ > 0 && (at_ > kPiece || end_ == at_)) {
      std::memmove(buffer_.data(), buffer_.data() + at_, end_ - at_);
      end_ -= at_, at_ = 0;
    }
    buffer_.resize(std::max(buffer_.size(), end_ + kPiece));
    in_.read(buffer_.data() + end_, static_cast<std::streamsize>(buffer_.size() - end_));
    const auto got = static_cast<size_t>(in_.gcount());
    end_ += got, bytes_ += got;
    ended_ = got == 0;
    return got != 0;
  }
  void drop(size_t count) {
    line_ += static_cast<size_t>(std::count(buffer_.data() + at_, buffer_.data() + at_ + count, '\n'));
    at_ += count;
  }
  size_t line() const { return line_; }  // of the first byte, from 1

 private:
  std::istream& in_;
  std::vector<char> buffer_;
  size_t at_ = 0, end_ = 0, line_ = 1;
  uint64_t bytes_ = 0;
  bool ended_ = false;
};

// The variables of one state after the other, with the names of the one before in the same order.
class StateText {
 public:
  explicit StateText() : reader_(context_) {}

  // Throws ValueError. The values are gone at the next call.
  void read(std::string_view text) {
    context_.arena.reset();
    values_.clear();
    reader_.start(text);
    while (!reader_.at_end()) {
      if (!reader_.take("/\\") && !values_.empty()) throw ValueError("expected /\\", reader_.at());
      const std::string_view name = reader_.identifier();
      if (name.empty() || !reader_.take("=")) throw ValueError("expected a variable and =", reader_.at());
      if (values_.size() == names_.size()) {
        names_.emplace_back(name);
      } else if (names_[values_.size()] != name) {
        names_[values_.size()] = name;
      }
      values_.push_back(reader_.value());
    }
    names_.resize(values_.size());
  }
  std::span<const std::string> names() const { return names_; }
  std::span<const runtime::Value> values() const { return values_; }
  ValueText& reader() { return reader_; }

 private:
  runtime::Context context_;
  ValueText reader_;
  std::vector<std::string> names_;
  std::vector<runtime::Value> values_;
};

std::optional<int64_t> number_of(std::string_view& text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return {};
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return number;
}

// --- "State 12:", conjuncts, a blank line.

constexpr std::string_view kState = "State ";

StateFileRead read_list(Pieces& pieces, const std::string& file, StateFileSink& sink) {
  StateFileRead result;
  StateText state;
  const auto refuse_here = [&](size_t offset, const std::string& what) {
    refuse(file, pieces.line() + line_of(pieces.text(), offset) - 1, what);
  };
  size_t searched = 0;  // nothing begins in so much of the text
  pieces.more();
  if (pieces.text().starts_with("\xEF\xBB\xBF")) pieces.drop(3);
  for (;;) {
    // A state reaches up to the next one.
    size_t next = std::string_view::npos;
    while ((next = pieces.text().find("\nState ", searched)) == std::string_view::npos) {
      searched = std::max<size_t>(pieces.text().size(), 6) - 6;
      if (pieces.text().size() > kLongest) refuse_here(0, "a state is longer than 256 MB");
      if (!pieces.more()) break;
    }
    const bool last = next == std::string_view::npos;
    const std::string_view text = pieces.text().substr(0, last ? pieces.text().size() : next);
    std::string_view body = text;
    while (!body.empty() && (body.front() == '\n' || body.front() == '\r' || body.front() == ' '))
      body.remove_prefix(1);
    if (!body.empty()) {
      ListedState listed;
      const bool begun = last && kState.starts_with(body);  // cut off in its first word
      if (!begun && !body.starts_with(kState))
        refuse_here(static_cast<size_t>(body.data() - text.data()), "expected State and a number");
      body.remove_prefix(begun ? body.size() : kState.size());
      const auto number = number_of(body);
      const bool headed = number && body.starts_with(':');
      if (!headed && !last)
        refuse_here(static_cast<size_t>(body.data() - text.data()), "expected State, a number and :");
      listed.id = number.value_or(0);
      if (headed) body.remove_prefix(1);
      try {
        state.read(headed ? body : std::string_view());
        if (state.values().empty()) throw ValueError("the state has no variables", body.size());
        listed.names = state.names();
        listed.values = state.values();
        sink.state(listed);
        ++result.states;
      } catch (const ValueError& error) {
        const size_t at = static_cast<size_t>(body.data() - text.data()) + error.offset;
        if (!last) refuse_here(at, std::string(error.what()) + ", in state " + std::to_string(listed.id));
        result.notes.push_back("the file is cut off in its last state, which is left out (" + file + ":" +
                               std::to_string(pieces.line() + line_of(pieces.text(), at) - 1) + ")");
      }
    }
    if (last) break;
    pieces.drop(next + 1);
    searched = 0;
  }
  result.bytes = pieces.bytes();
  return result;
}

// --- Graphviz, a line for each node and edge.

// The attributes that matter of "[label="...",style = filled]".
class Attributes {
 public:
  // False when the list does not end.
  bool read(std::string_view text) {
    label.clear(), tooltip.clear();
    filled = outside = labelled = has_tooltip = false;
    size_t at = 0;
    const auto blanks = [&] {
      while (at < text.size() && (text[at] == ' ' || text[at] == ',')) ++at;
    };
    for (blanks(); at < text.size() && text[at] != ']'; blanks()) {
      const size_t begin = at;
      while (at < text.size() && text[at] != '=' && text[at] != ' ' && text[at] != ']' && text[at] != ',') ++at;
      const std::string_view key = text.substr(begin, at - begin);
      blanks();
      if (at >= text.size() || text[at] != '=') return false;
      ++at;
      blanks();
      const bool is_label = key == "label", is_tooltip = key == "tooltip";
      std::string* const into = is_label ? &label : is_tooltip ? &tooltip : nullptr;
      if (at < text.size() && text[at] == '"') {
        if (!quoted(text, at, into)) return false;
        labelled = labelled || is_label;
        has_tooltip = has_tooltip || is_tooltip;
      } else {
        const size_t from = at;
        while (at < text.size() && text[at] != ',' && text[at] != ']' && text[at] != ' ') ++at;
        if (key == "style") filled = text.substr(from, at - from) == "filled";
        if (key == "fillcolor") outside = true;
      }
    }
    return at < text.size();
  }
  std::string label, tooltip;
  bool filled = false, outside = false, labelled = false, has_tooltip = false;

 private:
  static bool quoted(std::string_view text, size_t& at, std::string* into) {
    for (++at; at < text.size() && text[at] != '"'; ++at) {
      char c = text[at];
      if (c == '\\' && at + 1 < text.size()) {
        c = text[++at];
        if (c == 'n' || c == 'l' || c == 'r') c = '\n';
      }
      if (into != nullptr) *into += c;
    }
    if (at >= text.size()) return false;
    ++at;
    return true;
  }
};

class GraphReader {
 public:
  GraphReader(Pieces& pieces, const std::string& file, StateFileSink& sink)
      : pieces_(pieces), file_(file), sink_(sink) {}

  StateFileRead read() {
    bool closed = false;
    for (;;) {
      size_t end, searched = 0;
      while ((end = pieces_.text().find('\n', searched)) == std::string_view::npos) {
        searched = pieces_.text().size();
        if (searched > kLongest) refuse(file_, pieces_.line(), "a line is longer than 256 MB");
        if (!pieces_.more()) break;
      }
      const bool last = end == std::string_view::npos;
      std::string_view text = pieces_.text().substr(0, last ? pieces_.text().size() : end);
      while (!text.empty() && (text.back() == '\r' || text.back() == ' ')) text.remove_suffix(1);
      while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
      if (!text.empty()) closed = text.front() == '}';
      result_.graph = result_.graph || text == kStateGraphLine || text.starts_with("strict digraph DiskGraph");
      if (!line(text) && !last) refuse(file_, pieces_.line(), "this is no node and no edge as TLC writes them");
      if (last) break;
      pieces_.drop(end + 1);
    }
    result_.bytes = pieces_.bytes();
    if (!closed && result_.states == 0 && pieces_.text().starts_with("digraph MyGraph {"))
      refuse(file_, 0,
             "TLC's -dumpTrace dot shows values without the names of variables: have TLC write -dumpTrace json or tla");
    if (!closed) result_.notes.push_back("the file is cut off: the graph does not end");
    return std::move(result_);
  }

 private:
  bool line(std::string_view text) {
    if (text.empty() || (text.front() != '-' && !std::isdigit(static_cast<unsigned char>(text.front())))) return true;
    const auto from = number_of(text);
    if (!from) return false;
    while (text.starts_with(' ')) text.remove_prefix(1);
    if (text.starts_with("->")) {
      text.remove_prefix(2);
      while (text.starts_with(' ')) text.remove_prefix(1);
      const auto to = number_of(text);
      return to && edge(*from, *to, text);
    }
    return node(*from, text);
  }

  bool edge(int64_t from, int64_t to, std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    ListedEdge edge{.from = from, .to = to};
    if (text.starts_with('[')) {
      if (!attributes_.read(text.substr(1))) return false;
      if (attributes_.labelled && !attributes_.label.empty()) {
        edge.labelled = true;
        edge.action = read_header("<" + attributes_.label, state_.reader());
      }
      // Dashed: a stuttering step, which is of no action.
      edge.stuttering = !attributes_.labelled && from == to;
    }
    ++result_.edges;
    sink_.edge(edge);
    return true;
  }

  bool node(int64_t id, std::string_view text) {
    if (!text.starts_with('[') || !attributes_.read(text.substr(1))) return false;
    // With an ALIAS the label is what that shows; the tooltip is the state itself.
    const std::string& shown = attributes_.has_tooltip ? attributes_.tooltip : attributes_.label;
    try {
      state_.read(shown);
      if (state_.values().empty()) throw ValueError("no state is there", 0);
    } catch (const ValueError& error) {
      refuse(file_, pieces_.line(), std::string(error.what()) + ", in the label of " + std::to_string(id));
    }
    ++result_.states;
    sink_.state({.id = id,
                 .initial = attributes_.filled && !attributes_.outside,
                 .outside = attributes_.outside,
                 .names = state_.names(),
                 .values = state_.values()});
    return true;
  }

  Pieces& pieces_;
  const std::string& file_;
  StateFileSink& sink_;
  StateText state_;
  Attributes attributes_;
  StateFileRead result_;
};

}  // namespace

StateFileRead read_state_file(std::istream& in, Format format, const std::string& file, StateFileSink& sink) {
  Pieces pieces(in);
  if (format == Format::Dot) return GraphReader(pieces, file, sink).read();
  return read_list(pieces, file, sink);
}

}  // namespace trestle::bridge
