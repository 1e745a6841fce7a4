#include "validator/trace/line_forms.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstring>
#include <utility>

#include "validator/trace/reader.h"

namespace trestle::trace {

namespace {

std::atomic<uint32_t> last_form{Event::kNoForm};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr char kAnyByte = '\0';  // no line of JSON has it

}  // namespace

// The value that begins at `at`; false when there is none of that kind, or one that needs a closer look.
bool LineForms::take(std::string_view line, size_t& at, Then kind) {
  Found found{{}, 0};
  size_t end = at;
  switch (kind) {
    case Then::Text: return false;
    case Then::String:
      while (end < line.size() && line[end] != '"') {
        const auto c = static_cast<unsigned char>(line[end]);
        if (c < 0x20 || c > 0x7E || c == '\\') return false;
        ++end;
      }
      found.text = line.substr(at, end - at);
      break;
    case Then::Integer: {
      constexpr size_t kMostDigits = 19;  // a time in nanoseconds has so many
      const bool negative = end < line.size() && line[end] == '-';
      end += negative;
      const size_t first = end;
      uint64_t number = 0;
      while (end < line.size() && is_digit(line[end])) number = number * 10 + static_cast<uint64_t>(line[end++] - '0');
      if (end == first || end - first > kMostDigits || (line[first] == '0' && end - first > 1)) return false;
      if (number > static_cast<uint64_t>(INT64_MAX)) return false;
      found.number = negative ? -static_cast<int64_t>(number) : static_cast<int64_t>(number);
      break;
    }
    case Then::Boolean: {
      const std::string_view rest = line.substr(at);
      found.number = rest.starts_with("true");
      if (found.number == 0 && !rest.starts_with("false")) return false;
      end += found.number != 0 ? 4 : 5;
      break;
    }
  }
  if (end >= line.size()) return false;
  at = end;
  found_.push_back(found);
  return true;
}

namespace {

uint64_t eight(const char* at) {
  uint64_t bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

// Pieces of a line are short: a call would cost as much as the comparison.
bool begins(const char* at, std::string_view text) {
  const char* const known = text.data();
  const size_t size = text.size();
  const auto differs = [&](size_t i) { return eight(at + i) ^ eight(known + i); };
  if (size < 8) {
    for (size_t i = 0; i < size; ++i) {
      if (at[i] != known[i]) return false;
    }
    return true;
  }
  size_t i = 0;
  for (; i + 16 < size; i += 16) {
    if ((differs(i) | differs(i + 8)) != 0) return false;
  }
  return (differs(std::min(i, size - 8)) | differs(size - 8)) == 0;
}

}  // namespace

std::unique_ptr<Event> LineForms::match(std::string_view line, size_t& bytes,
                                        const std::vector<std::string>*& warnings) {
  found_.clear();
  size_t at = 0;
  const Step* const steps = steps_.data();
  const Step* step = steps;
  while (at < line.size()) {
    const char head = line[at];
    const Step* next = nullptr;
    for (const Branch& branch : step->next) {
      if (branch.head != head && branch.head != kAnyByte) continue;
      const Step& candidate = steps[branch.step];
      if (candidate.then != Then::Text) {
        if (!take(line, at, candidate.then)) continue;
      } else {
        const size_t size = candidate.text.size();
        if (line.size() - at < size || !begins(line.data() + at, candidate.text)) continue;
        at += size;
      }
      next = &candidate;
      break;
    }
    if (next == nullptr) break;
    step = next;
  }
  const std::string_view left = line.substr(at);
  if (step->form == kNone || !(left.starts_with('\n') || left.starts_with("\r\n"))) return nullptr;
  bytes = at + (left[0] == '\n' ? 1 : 2);

  Known& known = known_[step->form];
  std::unique_ptr<Event> event;
  if (known.spare.empty()) {
    event = std::make_unique<Event>(known.event);
    event->of_form = step->form;
  } else {
    event = std::move(known.spare.back());
    known.spare.pop_back();
  }
  warnings = &known.warnings;
  return fill(*event, known) ? std::move(event) : nullptr;
}

// The values that were found; false when one is an error, to be reported.
bool LineForms::fill(Event& event, const Known& known) {
  event.clock.clear();
  event.cause_missing = false;
  event.data.text.resize(known.event.data.text.size());
  for (size_t i = 0; i < known.holes.size(); ++i) {
    const auto& [number, role, clock_node] = known.holes[i];
    const Found& found = found_[i];
    Data::Node& node = event.data.nodes[number];
    if (node.kind == DatumKind::String) {
      node.payload = static_cast<int64_t>(event.data.text.size());
      node.size = static_cast<uint32_t>(found.text.size()) & Data::kMaxSize;
      event.data.text.append(found.text);
      continue;
    }
    node.payload = found.number;
    if (role == Role::Value) continue;
    if (role == Role::Order) {
      event.order = {found.number};
      continue;
    }
    if (found.number < 0) return false;
    switch (role) {
      case Role::Seq: event.seq = static_cast<uint64_t>(found.number); break;
      case Role::Time: event.time = found.number; break;
      case Role::Until: event.until = found.number; break;
      case Role::Clock:
        if (found.number > 0) event.clock.push_back({clock_node, static_cast<uint64_t>(found.number)});
        break;
      default: break;
    }
  }
  return true;
}

bool LineForms::reuse(std::unique_ptr<Event>& event) {
  if (event->form == Event::kNoForm || event->of_form >= known_.size()) return false;
  Known& known = known_[event->of_form];
  if (known.event.form != event->form || known.spare.size() >= kMostSpare) return false;
  known.spare.push_back(std::move(event));
  return true;
}

// The values in what a spec's values may be compared with. What a mark makes of a text ({"#model": ..}) is part of the
// form.
void LineForms::collect(const Data& raw, uint32_t index, std::vector<Hole>& holes) const {
  const Datum datum = raw.at(index);
  switch (datum.kind()) {
    case DatumKind::String:
      if (spans_[index].end - spans_[index].begin <= Data::kMaxSize) holes.push_back({index, Role::Value, 0});
      return;
    case DatumKind::Integer:
    case DatumKind::Boolean: holes.push_back({index, Role::Value, 0}); return;
    case DatumKind::Sequence: {
      uint32_t child = index + 1;
      for (uint32_t i = 0, n = datum.size(); i < n; ++i, child = raw.nodes[child].next) collect(raw, child, holes);
      return;
    }
    case DatumKind::Record: {
      uint32_t key = index + 1;
      for (uint32_t i = 0, n = datum.size(); i < n; ++i) {
        const std::string_view name = raw.at(key).text();
        const uint32_t value = raw.nodes[key].next;
        if (name != "#model" && name != "#bigint") collect(raw, value, holes);
        key = raw.nodes[value].next;
      }
      return;
    }
    default: return;
  }
}

void LineForms::collect_member(const Data& raw, uint32_t key, Nodes& nodes, std::string_view order_member,
                               std::vector<Hole>& holes) const {
  const std::string_view name = raw.at(key).text();
  const uint32_t index = raw.nodes[key].next;
  const Datum value = raw.at(index);
  if (name == "event" || name == "node") return;
  if ((name == "before" || name == "after") && value.kind() == DatumKind::Sequence) {
    uint32_t observation = index + 1;
    for (uint32_t i = 0, n = value.size(); i < n; ++i, observation = raw.nodes[observation].next) {
      uint32_t member = observation + 1;
      for (uint32_t m = 0, of = raw.nodes[observation].size; m < of; ++m) {
        const std::string_view what = raw.at(member).text();
        const uint32_t inner = raw.nodes[member].next;
        if (what == "value" || what == "path") collect(raw, inner, holes);
        member = raw.nodes[inner].next;
      }
    }
    return;
  }
  if (name == "clock" && value.kind() == DatumKind::Record) {
    uint32_t of = index + 1;
    for (uint32_t i = 0, n = value.size(); i < n; ++i) {
      const uint32_t count = raw.nodes[of].next;
      holes.push_back({count, Role::Clock, nodes.number(raw.at(of).text())});
      of = raw.nodes[count].next;
    }
    return;
  }
  const size_t first = holes.size();
  collect(raw, index, holes);
  const Role role = name == order_member ? Role::Order
                    : name == "seq"      ? Role::Seq
                    : name == "time"     ? Role::Time
                    : name == "until"    ? Role::Until
                                         : Role::Value;
  if (role == Role::Value) return;
  if (value.kind() == DatumKind::Integer) {
    holes.back().role = role;
  } else {
    holes.resize(first);  // a number in another dress: part of the form
  }
}

void LineForms::learn(std::string_view line, const Event& event, Nodes& nodes, FormReading reading) {
  if (tries_ >= kMostTries) return;
  const size_t nodes_in_it = event.data.nodes.size();
  if (nodes_in_it > kMostPlainNodes && met_.insert(nodes_in_it).second) return;
  ++tries_;
  spans_.clear();
  if (parse_json_plainly(line, raw_, &spans_) || raw_.nodes.size() != event.data.nodes.size()) return;
  std::vector<Hole> holes;
  uint32_t key = 1;
  for (uint32_t i = 0, n = raw_.nodes[0].size; i < n; ++i) {
    if (raw_.at(key).text() == "updates") return;  // whose strings may become model values
    collect_member(raw_, key, nodes, reading.order_member, holes);
    key = raw_.nodes[raw_.nodes[key].next].next;
  }
  if (!make_room()) return;
  keep_names(line, holes);
  uint32_t step = 0;
  size_t at = 0;
  for (const Hole& hole : holes) {
    const DatumKind kind = raw_.at(hole.node).kind();
    step = after(step, line.substr(at, spans_[hole.node].begin - at));
    step = after(step, kind == DatumKind::String    ? Then::String
                       : kind == DatumKind::Integer ? Then::Integer
                                                    : Then::Boolean);
    at = spans_[hole.node].end;
  }
  step = after(step, line.substr(at));
  steps_[step].form = static_cast<uint32_t>(known_.size());
  Known& known = known_.emplace_back();
  known.event = event;
  known.event.clock.clear();
  for (const Hole& hole : holes) known.event.data.nodes[hole.node].varies = true;
  known.event.form = ++last_form;
  known.warnings = std::move(reading.warnings);
  known.holes = std::move(holes);
}

// Of the texts among the values, those that are names stay part of the text.
void LineForms::keep_names(std::string_view line, std::vector<Hole>& holes) {
  Prefix prefix = 0;
  size_t at = 0;
  bool opened = false;
  std::erase_if(holes, [&](const Hole& hole) {
    const auto [begin, end] = spans_[hole.node];
    prefix = (prefix ^ std::hash<std::string_view>()(line.substr(at, begin - at))) * 0x9E3779B97F4A7C15u;
    at = end;
    if (raw_.at(hole.node).kind() != DatumKind::String) return false;
    Place& place = places_[prefix];
    if (place.open) return false;
    const std::string_view name = line.substr(begin, end - begin);
    if (std::find(place.values.begin(), place.values.end(), name) == place.values.end()) place.values.emplace_back(name);
    place.open = name.size() > kLongestName || place.values.size() > kMostNames;
    opened = opened || place.open;
    return !place.open;
  });
  if (opened) forget();  // forms that have a name where there is a value now
}

// Where names are combined in many ways, there would be a form for each; false when there is nothing to be done about it.
bool LineForms::make_room() {
  if (known_.size() < kMostForms && steps_.size() < kMostSteps) return true;
  Place* varied = nullptr;
  for (auto& [prefix, place] : places_) {
    if (!place.open && place.values.size() > 1 && (varied == nullptr || place.values.size() > varied->values.size()))
      varied = &place;
  }
  if (varied == nullptr) return false;
  varied->open = true;
  forget();
  return true;
}

uint32_t LineForms::add(uint32_t step, Step made) {
  const auto number = static_cast<uint32_t>(steps_.size());
  steps_[step].next.push_back({made.then == Then::Text ? made.text[0] : kAnyByte, number});
  steps_.push_back(std::move(made));
  return number;
}

// The step that comes after this text, made when it is new; texts that begin alike share the steps of what is alike.
uint32_t LineForms::after(uint32_t step, std::string_view text) {
  while (!text.empty()) {
    const std::vector<Branch>& next = steps_[step].next;
    const auto found = std::find_if(next.begin(), next.end(), [&](Branch branch) { return branch.head == text[0]; });
    if (found == next.end()) return add(step, {.text = std::string(text)});
    const uint32_t number = found->step;
    const std::string known = steps_[number].text;
    const auto alike = static_cast<size_t>(
        std::mismatch(known.begin(), known.end(), text.begin(), text.end()).first - known.begin());
    if (alike < known.size()) {  // what follows it goes to a step of its own
      Step rest = std::exchange(steps_[number], {.text = known.substr(0, alike)});
      rest.text = known.substr(alike);
      add(number, std::move(rest));
    }
    step = number;
    text.remove_prefix(alike);
  }
  return step;
}

uint32_t LineForms::after(uint32_t step, Then kind) {
  for (const Branch branch : steps_[step].next) {
    if (steps_[branch.step].then == kind) return branch.step;
  }
  return add(step, {.then = kind});
}

void LineForms::forget() {
  steps_.assign(1, {});
  known_.clear();
}

}  // namespace trestle::trace
