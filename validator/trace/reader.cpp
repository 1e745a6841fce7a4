#include "validator/trace/reader.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <strings.h>
#include <utility>

#include "validator/trace/updates.h"

namespace trestle::trace {

uint32_t Nodes::number(std::string_view name) {
  if (auto found = numbers_.find(name); found != numbers_.end()) return found->second;
  uint32_t number = static_cast<uint32_t>(names_.size());
  names_.emplace_back(name);
  numbers_.emplace(name, number);
  return number;
}

EventReader::EventReader(uint32_t file, LineReader lines, Nodes& nodes, Warnings& warnings, ReadOptions options)
    : file_(file),
      lines_(std::move(lines)),
      nodes_(nodes),
      warnings_(warnings),
      options_(std::move(options)),
      format_(options_.places.empty() ? options_.format : Format::Trestle),
      default_node_(Nodes::kNone),
      forms_(&nodes_.forms(Nodes::kNone, options_.order_member)) {}

void EventReader::fail(const std::string& field, const std::string& message, const std::string& hint) const {
  throw TraceError(place(), field, hint.empty() ? message : message + "; " + hint);
}

std::optional<EventReader::Mark> EventReader::mark() const {
  if (!translated_.empty() || in_order_.waits()) return {};
  return Mark{.spot = lines_.spot(),
              .line = lines_.number(),
              .format = format_,
              .default_node = default_node_,
              .last = last_,
              .has_header = has_header_,
              .gap = gap_,
              .closed = closed_,
              .dropped = dropped_};
}

void EventReader::resume(const Mark& mark) {
  lines_.resume(mark.spot, mark.line);
  format_ = mark.format;
  set_default_node(mark.default_node);
  last_ = mark.last;
  has_header_ = mark.has_header;
  gap_ = mark.gap;
  closed_ = mark.closed;
  dropped_ = mark.dropped;
}

bool EventReader::next(Event& event) {
  std::unique_ptr<Event> read = next();
  if (read == nullptr) return false;
  event = std::move(*read);
  return true;
}

void EventReader::set_default_node(uint32_t node) {
  default_node_ = node;
  forms_ = &nodes_.forms(node, options_.order_member);
}

uint32_t EventReader::node_of_file() {
  set_default_node(nodes_.number(lines_.name()));
  return default_node_;
}

std::unique_ptr<Event> EventReader::unused() {
  if (spare_.empty()) return std::make_unique<Event>();
  std::unique_ptr<Event> event = std::move(spare_.back());
  spare_.pop_back();
  event->clear();
  return event;
}

void EventReader::reuse(std::unique_ptr<Event> event) {
  if (!forms_->reuse(event) && spare_.size() < kMostSpare) spare_.push_back(std::move(event));
}

std::unique_ptr<Event> EventReader::next() {
  std::string_view line;
  while (true) {
    while (!translated_.empty()) {
      std::unique_ptr<Event> event = unused();
      event->data = std::move(translated_.front().data);
      line_ = translated_.front().number;
      translated_.pop_front();
      if (read_line(*event)) return event;
    }
    line_ = 0;
    if (learns()) {
      if (std::unique_ptr<Event> event = read_alike(lines_.ahead(), true)) return event;
    }
    const bool more = lines_.next(line);
    if (std::string loss = lines_.take_loss(); !loss.empty()) warnings_.add(place(), std::move(loss));
    if (!more && in_order_.waits()) {
      in_order_.finish([&](CarriedLine carried) { translated_.push_back(std::move(carried)); });
      continue;
    }
    if (!more) break;
    size_t skipped = 0;
    if (lines_.number() == 1 && line.starts_with("\xEF\xBB\xBF")) skipped = 3;
    line.remove_prefix(skipped);
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    if (learns() && !lines_.torn()) {
      constexpr size_t kLineEnd = 2;
      if (std::unique_ptr<Event> event = read_alike({line.data(), line.size() + kLineEnd}, false)) return event;
    }
    std::unique_ptr<Event> event = unused();
    if (JsonProblem problem = parse(line, event->data)) {
      if (lines_.torn()) {
        warnings_.add(place(), "the last line is incomplete: its writer stopped while writing it; it is ignored");
        continue;
      }
      throw TraceError({lines_.name(), lines_.number(), problem.offset + skipped + 1}, "", problem.message);
    }
    if (!options_.places.empty()) {
      if (read_placed(*event)) return event;
      continue;
    }
    if (!format_) format_ = format_of(event->data.root());
    if (*format_ == Format::Trestle) {
      if (!read_line(*event)) continue;
      if (learns()) forms_->learn(line, *event, nodes_, {options_.order_member, std::move(unread_)});
      return event;
    }
    std::swap(text_, event->data);
    translate_text();
  }
  warn_unplaced();
  if (const uint64_t repeated = in_order_.repeated(); repeated != 0)
    warnings_.add(place(), std::to_string(repeated) + " lines came more than once; each counts once");
  if (lines_.cut_short()) {
    warnings_.add(place(), "the compressed data is cut short: its writer stopped while writing it");
  }
  return nullptr;
}

void EventReader::translate_text() {
  const auto give = [&](CarriedLine line) { translated_.push_back(std::move(line)); };
  const std::string problem = translate(*format_, text_.root(), [&](const Data& translated) {
    CarriedLine line{translated, lines_.number()};
    format_ == Format::Otlp ? in_order_.add(std::move(line), give) : give(std::move(line));
  });
  if (!problem.empty()) fail("", problem);
}

std::unique_ptr<Event> EventReader::read_alike(std::string_view text, bool passes) {
  const std::vector<std::string>* warnings = nullptr;
  size_t bytes = 0;
  std::unique_ptr<Event> event = forms_->match(text, bytes, warnings);
  if (event == nullptr) return nullptr;
  if (passes) lines_.pass(bytes);
  closed_ = false;
  event->file = file_;
  event->line = lines_.number();
  for (const std::string& warning : *warnings) warnings_.add(place(), warning);
  check_sequence(*event, 1);
  event->after_gap = std::exchange(gap_, false);
  return event;
}

// A line; or all that is left, when it begins a text that spans lines.
JsonProblem EventReader::parse(std::string_view line, Data& data) {
  JsonProblem problem = json_.parse(line, data);
  const bool ends_early = problem && problem.offset >= line.size();
  if (!ends_early || lines_.torn() || (format_ && !is_document(*format_))) return problem;
  if (!format_ && lines_.number() != 1) return problem;
  const size_t first_line = line.size();
  lines_.rest(line, kMaxDocument);
  constexpr size_t kLoneBracket = 2;  // with a space, say: no line of an NDJSON file
  JsonProblem whole = json_.parse(line, data);
  if (!whole) return whole;
  if (!format_ && first_line > kLoneBracket) {
    return problem;  // it is no such text: the line was broken
  }
  const std::string_view before = line.substr(0, std::min(whole.offset, line.size()));
  const auto lines = static_cast<uint64_t>(std::count(before.begin(), before.end(), '\n'));
  const size_t column = before.size() - (before.rfind('\n') + 1) + 1;  // rfind: npos + 1 is 0
  throw TraceError({lines_.name(), lines_.number() + lines, column}, "", whole.message);
}

void EventReader::check_line(Datum line) {
  if (line.kind() != DatumKind::Record) fail("", "a line of a trace is a JSON object, and each event a line");
  if (std::string_view twice = repeated_key(line); !twice.empty()) fail(std::string(twice), "the line has this member twice");
  closed_ = false;
}

bool EventReader::read_line(Event& event) {
  check_line(event.data.root());
  unread_.clear();
  Datum found = event.data.root();
  if (!find(event.data.root(), "event", found)) {
    if (!find(event.data.root(), "trestle", found)) {
      if (!selected(event.data)) return false;
      std::string other;
      each_member(event.data.root(), [&](std::string_view name, Datum) {
        if (strcasecmp(std::string(name).c_str(), "event") == 0) other = ", but \"" + std::string(name) + "\"";
      });
      fail("event", "the line has no such member" + other + ", nor is it a header",
           "where lines have something else that names the event, a mapping says so: [line], event = \"msg.type\"");
    }
    read_header(event);
    return false;
  }
  std::string_view name = string(found, "event");
  event.name_index = found.index();
  event.file = file_;
  event.line = this->line();
  event.node = default_node_;

  uint32_t members = event.data.root().size();
  uint32_t key = members == 0 ? 0 : event.data.root().first().index();
  const bool is_dropped = name == "#dropped";
  uint64_t count = 0;
  for (uint32_t i = 0; i < members; ++i) {
    Datum value = event.data.at(key).next();
    uint32_t after = event.data.nodes[value.index()].next;
    if (is_dropped && event.text(key) == "count") {
      count = std::max<uint64_t>(1, whole_number(value, "count"));
    } else {
      read_member(event, event.text(key), value);
    }
    key = after;
  }
  if (event.node == Nodes::kNone) event.node = node_of_file();

  name = event.name();
  if (is_dropped) {
    gap_ = true;
    count = std::max<uint64_t>(count, 1);
    dropped_ += count;
    warnings_.add(place(), "events are missing: their writer says that it had to drop some");
  }
  check_sequence(event, is_dropped ? count : 1);
  if (!name.starts_with('#') || name == kAnyStep || name == kNoStep) {
    if (!selected(event.data)) return false;
    event.after_gap = std::exchange(gap_, false);
    return true;
  }
  if (name == "#end") {
    closed_ = true;
  } else if (!is_dropped) {
    fail("event", "\"" + std::string(name) + "\": names that start with '#' are reserved, and this one is not known");
  }
  return false;
}

// Lines of one node are numbered without gaps; `step` is how far this line goes.
void EventReader::check_sequence(const Event& event, uint64_t step) {
  if (event.seq == 0) return;
  if (last_.size() <= event.node) last_.resize(event.node + 1);
  auto& [seq, line, first] = last_[event.node];
  if (seq == 0) first = event.seq;
  if (seq != 0 && event.seq <= seq) {
    fail("seq", "it goes back from " + std::to_string(seq) + " (line " + std::to_string(line) + ") to " +
                    std::to_string(event.seq));
  }
  if (seq != 0 && event.seq != seq + step) {
    warnings_.add(place(),
                  "lines are missing: \"seq\" jumps from " + std::to_string(seq) + " to " + std::to_string(event.seq));
    ++dropped_;
  }
  seq = event.seq;
  line = this->line();
}

void EventReader::read_header(const Event& event) {
  Datum value = event.data.root();
  find(event.data.root(), "trestle", value);
  if (value.kind() != DatumKind::Integer || value.integer() != 1) {
    fail("trestle", "version " + to_short_tla(value) + " of the format is not known; this reader knows 1");
  }
  if (find(event.data.root(), "node", value)) set_default_node(nodes_.number(string(value, "node")));
  has_header_ = true;
}

bool EventReader::selected(const Data& line) {
  if (!options_.selects || options_.selects(line, place())) return true;
  ++passed_over_;
  return false;
}

void EventReader::warn_unread(std::string message) {
  warnings_.add(place(), message);
  unread_.push_back(std::move(message));
}

}  // namespace trestle::trace
