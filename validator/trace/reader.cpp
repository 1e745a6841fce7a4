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
      forms_(&nodes_.forms(Nodes::kNone)) {}

void EventReader::fail(const std::string& field, const std::string& message, const std::string& hint) const {
  throw TraceError(place(), field, hint.empty() ? message : message + "; " + hint);
}

template <class Field>
void EventReader::check_value(Event& event, uint32_t index, const Field& field) {
  std::string where;
  if (std::string problem = interpret(event.data, index, where); !problem.empty()) fail(field() + where, problem);
}

template <class Field>
std::string_view EventReader::string(Datum value, const Field& field) {
  if (value.kind() != DatumKind::String) fail(field(), "expected a string, got " + to_short_tla(value));
  return value.text();
}

std::optional<EventReader::Mark> EventReader::mark() const {
  if (!translated_.empty()) return {};
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
  forms_ = &nodes_.forms(node);
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
      event->data = std::move(translated_.front());
      translated_.pop_front();
      if (read_line(*event)) return event;
    }
    if (learns()) {
      if (std::unique_ptr<Event> event = read_alike(lines_.ahead(), true)) return event;
    }
    const bool more = lines_.next(line);
    if (std::string loss = lines_.take_loss(); !loss.empty()) warnings_.add(place(), std::move(loss));
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
    const std::string problem =
        translate(*format_, text_.root(), [&](const Data& translated) { translated_.push_back(translated); });
    if (!problem.empty()) fail("", problem);
  }
  warn_unplaced();
  if (lines_.cut_short()) {
    warnings_.add(place(), "the compressed data is cut short: its writer stopped while writing it");
  }
  return nullptr;
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
  event.line = lines_.number();
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
  auto& [seq, line] = last_[event.node];
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
  line = lines_.number();
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

void EventReader::read_member(Event& event, std::string_view key, Datum value) {
  if (key == "event") return;
  if (key == "params") return read_arguments(event, value);
  if (key == "before") return read_observations(event, value, false);
  if (key == "after") return read_observations(event, value, true);
  if (key == "clock" && value.kind() == DatumKind::Record) return read_clock(event, value);
  if (key == "updates") return read_updates(event, value);
  if (!options_.state_member.empty() && key == options_.state_member) {
    read_state(event, value);
    return;
  }
  if (key == options_.order_member) {
    read_order(event, value);
    if (std::find(options_.members.begin(), options_.members.end(), key) == options_.members.end()) return;
  }
  if (key == "seq") {
    event.seq = whole_number(value, "seq");
  } else if (key == "time") {
    event.time = static_cast<int64_t>(whole_number(value, "time"));
  } else if (key == "until") {
    event.until = static_cast<int64_t>(whole_number(value, "until"));
  } else if (key == "id") {
    label(value, "id");
    event.id = value.index();
  } else if (key == "causes") {
    read_causes(event, value);
  } else if (key == "node") {
    event.node = nodes_.number(label(value, "node"));
  } else if (std::find(options_.members.begin(), options_.members.end(), key) != options_.members.end()) {
    check_value(event, value.index(), [&] { return std::string(key); });
  } else if (!options_.all_members && format_ == Format::Trestle && key != "hlc") {  // which --order-member may name
    warn_unread("member \"" + std::string(key) + "\" is not part of the format: nothing reads it");
  }
}

// A list of ids, or one.
void EventReader::read_causes(Event& event, Datum value) {
  if (value.kind() != DatumKind::Sequence) {
    label(value, "causes");
    event.causes.push_back(value.index());
    return;
  }
  Datum cause = value;
  for (uint32_t i = 0; i < value.size(); ++i) {
    cause = i == 0 ? value.first() : cause.next();
    label(cause, "causes");
    event.causes.push_back(cause.index());
  }
}

// What is called by a text, or by a number.
std::string EventReader::label(Datum value, const char* field) {
  if (value.kind() == DatumKind::Integer) return std::to_string(value.integer());
  if (value.kind() != DatumKind::String) fail(field, "expected a string or a whole number, got " + to_short_tla(value));
  return std::string(value.text());
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

std::string_view EventReader::string(Datum value, const char* field) {
  return string(value, [&] { return std::string(field); });
}

uint64_t EventReader::whole_number(Datum value, std::string_view field) {
  if (value.kind() != DatumKind::Integer || value.integer() < 0) {
    fail(std::string(field), "expected a whole number, got " + to_short_tla(value));
  }
  return static_cast<uint64_t>(value.integer());
}

void EventReader::read_arguments(Event& event, Datum value) {
  if (value.kind() == DatumKind::Sequence) {
    uint32_t argument = value.size() == 0 ? 0 : value.first().index();
    for (uint32_t i = 0, n = value.size(); i < n; ++i) {
      const uint32_t after = event.data.nodes[argument].next;
      check_value(event, argument, [&] { return "params[" + std::to_string(i) + "]"; });
      event.arguments.push_back({Argument::kNoName, argument});
      argument = after;
    }
    return;
  }
  if (value.kind() != DatumKind::Record) fail("params", "expected an object, got " + to_short_tla(value));
  if (std::string_view twice = repeated_key(value); !twice.empty()) {
    fail("params", "the parameter \"" + std::string(twice) + "\" is given twice");
  }
  uint32_t size = value.size();
  uint32_t key = size == 0 ? 0 : value.first().index();
  for (uint32_t i = 0; i < size; ++i) {
    uint32_t argument = event.data.nodes[key].next;
    uint32_t after = event.data.nodes[argument].next;
    check_value(event, argument, [&] { return "params." + std::string(event.text(key)); });
    event.arguments.push_back({key, argument});
    key = after;
  }
}

void EventReader::read_observations(Event& event, Datum list, bool after) {
  const std::string where = after ? "after" : "before";
  if (list.kind() != DatumKind::Sequence) fail(where, "expected an array, got " + to_short_tla(list));
  uint32_t size = list.size();
  uint32_t index = size == 0 ? 0 : list.first().index();
  for (uint32_t i = 0; i < size; ++i) {
    Datum update = event.data.at(index);
    uint32_t next = event.data.nodes[index].next;
    const auto field = [&](const char* member = "") { return where + "[" + std::to_string(i) + "]" + member; };
    if (update.kind() != DatumKind::Record) fail(field(), "expected an object, got " + to_short_tla(update));
    if (std::string_view twice = repeated_key(update); !twice.empty()) {
      fail(field(), "the member \"" + std::string(twice) + "\" is given twice");
    }
    Observation observation{.variable = UINT32_MAX, .value = UINT32_MAX};
    uint32_t members = update.size();
    uint32_t key = members == 0 ? 0 : update.first().index();
    for (uint32_t m = 0; m < members; ++m) {
      uint32_t member = event.data.nodes[key].next;
      uint32_t following = event.data.nodes[member].next;
      Datum value = event.data.at(member);
      std::string_view name = event.text(key);
      if (name == "var") {
        string(value, [&] { return field(".var"); });
        observation.variable = member;
      } else if (name == "path") {
        if (value.kind() != DatumKind::Sequence) fail(field(".path"), "expected an array, got " + to_short_tla(value));
        check_value(event, member, [&] { return field(".path"); });
        observation.path = member;
      } else if (name == "op") {
        std::string_view op = string(value, [&] { return field(".op"); });
        bool known = false;
        for (Relation relation :
             {Relation::Is, Relation::Add, Relation::Remove, Relation::Append, Relation::Contains}) {
          if (op != trace::name(relation)) continue;
          observation.relation = relation;
          known = true;
        }
        if (!known) {
          fail(field(".op"), "\"" + std::string(op) + "\" is none of is, add, remove, append, contains");
        }
      } else if (name == "value") {
        check_value(event, member, [&] { return field(".value"); });
        observation.value = member;
      } else {
        warn_unread("member \"" + where + "[]." + std::string(name) + "\" is not part of the format: nothing reads it");
      }
      key = following;
    }
    if (observation.variable == UINT32_MAX) fail(field(), "it has no \"var\"");
    if (observation.value == UINT32_MAX) fail(field(), "it has no \"value\"");
    if (!after && observation.relation == Relation::Append) {
      fail(field(".op"), "\"append\" says nothing about the state before a step");
    }
    (after ? event.after : event.before).push_back(observation);
    index = next;
  }
}

// A whole number, or one with a fraction of at most nine digits, as of seconds; or a date.
void EventReader::read_order(Event& event, Datum value) {
  event.has_order = true;
  if (value.kind() == DatumKind::Integer) {
    event.order = value.integer();
  } else if (value.kind() == DatumKind::Real) {
    const std::string text(value.text());
    event.order = static_cast<int64_t>(std::strtold(text.c_str(), nullptr) * 1'000'000'000.0L);
  } else if (value.kind() == DatumKind::String) {
    const std::string_view text = value.text();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), event.order);
    if (error == std::errc{} && end == text.data() + text.size()) return;
    const auto date = date_nanoseconds(text);
    if (!date) fail(options_.order_member, "expected a number or a date, got " + to_short_tla(value));
    event.order = *date;
  } else {
    fail(options_.order_member, "expected a number or a date, got " + to_short_tla(value));
  }
}

// {"x": [{"op":..,"path":[..],"args":[..]}, ..], ..}
void EventReader::read_updates(Event& event, Datum value) {
  if (value.kind() != DatumKind::Record) fail("updates", "expected an object, got " + to_short_tla(value));
  uint32_t key = value.size() == 0 ? 0 : value.first().index();
  for (uint32_t i = 0, n = value.size(); i < n; ++i) {
    const uint32_t list = event.data.nodes[key].next, after = event.data.nodes[list].next;
    const auto field = [&] { return "updates." + std::string(event.text(key)); };
    check_value(event, list, field);
    if (std::string problem = updates_problem(event.value(list)); !problem.empty()) fail(field(), problem);
    for (uint32_t at = list; at < after; ++at) {
      Data::Node& node = event.data.nodes[at];
      if (node.kind == DatumKind::String && options_.is_model_value(event.text(at))) node.kind = DatumKind::Model;
    }
    event.after.push_back({.variable = key, .relation = Relation::Updates, .value = list});
    key = after;
  }
}

// {"x": 1, ..}: short for observations of whole variables.
void EventReader::read_state(Event& event, Datum value) {
  const std::string& member = options_.state_member;
  if (value.kind() != DatumKind::Record) fail(member, "expected an object, got " + to_short_tla(value));
  if (std::string_view twice = repeated_key(value); !twice.empty()) {
    fail(member, "the variable \"" + std::string(twice) + "\" is given twice");
  }
  uint32_t key = value.size() == 0 ? 0 : value.first().index();
  for (uint32_t i = 0, n = value.size(); i < n; ++i) {
    const uint32_t at = event.data.nodes[key].next, after = event.data.nodes[at].next;
    check_value(event, at, [&] { return member + "." + std::string(event.text(key)); });
    event.after.push_back({.variable = key, .value = at});
    key = after;
  }
}

void EventReader::read_clock(Event& event, Datum value) {
  if (value.kind() != DatumKind::Record) fail("clock", "expected an object, got " + to_short_tla(value));
  if (std::string_view twice = repeated_key(value); !twice.empty()) {
    fail("clock", "the node \"" + std::string(twice) + "\" is given twice");
  }
  Datum key = value;
  for (uint32_t i = 0; i < value.size(); ++i) {
    key = i == 0 ? value.first() : key.next().next();
    const Datum value_of = key.next();
    if (value_of.kind() != DatumKind::Integer || value_of.integer() < 0) {
      whole_number(value_of, "clock." + std::string(key.text()));  // fails
    }
    const auto count = static_cast<uint64_t>(value_of.integer());
    if (count > 0) event.clock.push_back({nodes_.number(key.text()), count});
  }
}

}  // namespace trestle::trace
