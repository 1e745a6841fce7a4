#include "validator/trace/line_forms.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <utility>

#include "validator/trace/reader.h"

namespace trestle::trace {

namespace {

std::atomic<uint32_t> last_form{Event::kNoForm};

// Characters that stand for themselves in a JSON string, of one byte each.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (size_t c = 0x20; c <= 0x7E; ++c) plain[c] = c != '"' && c != '\\';
  return plain;
}();
bool is_plain(char c) { return kPlain[static_cast<unsigned char>(c)]; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

// The value that begins at `at`; false when there is none of that kind, or one that needs a closer look.
bool LineForms::take(std::string_view line, size_t& at, Then kind) {
  Found found{{}, 0};
  size_t end = at;
  switch (kind) {
    case Then::End: return false;
    case Then::String:
      while (end < line.size() && is_plain(line[end])) ++end;
      if (end >= line.size() || line[end] != '"') return false;
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

const LineForms::Form* LineForms::match(std::string_view line, Event& event) {
  found_.clear();
  size_t at = 0;
  const Step* step = &steps_[0];
  do {
    const Step* next = nullptr;
    const size_t differs = at + step->shared;
    for (const uint32_t number : step->next) {
      const Step& candidate = steps_[number];
      const bool longer = candidate.text.size() > step->shared;
      if (longer && (differs >= line.size() || line[differs] != candidate.text[step->shared])) continue;
      if (!line.substr(at).starts_with(candidate.text)) continue;
      size_t after = at + candidate.text.size();
      if (candidate.then == Then::End ? after != line.size() : !take(line, after, candidate.then)) continue;
      at = after;
      next = &candidate;
      break;
    }
    if (next == nullptr) return nullptr;
    step = next;
  } while (step->then != Then::End);

  const Known& known = known_[step->form];
  event = known.form.event;
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
      event.order = found.number;
      continue;
    }
    if (found.number < 0) return nullptr;  // an error, to be reported
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
  return &known.form;
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
  if (known_.size() >= kMostForms || steps_.size() >= kMostSteps || tries_ >= kMostTries) return;
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
  uint32_t step = 0;
  size_t at = 0;
  const auto follow = [&](std::string_view text, Then then) {
    for (const uint32_t next : steps_[step].next) {
      if (steps_[next].then == then && steps_[next].text == text) return step = next;
    }
    const auto made = static_cast<uint32_t>(steps_.size());
    const std::string_view like = steps_[step].next.empty() ? text : steps_[steps_[step].next[0]].text;
    const size_t shared = steps_[step].next.empty() ? text.size() : steps_[step].shared;
    const size_t compared = std::min(shared, text.size());
    steps_[step].shared = static_cast<size_t>(
        std::mismatch(text.begin(), text.begin() + static_cast<ptrdiff_t>(compared), like.begin()).first - text.begin());
    steps_.push_back({.text = std::string(text), .then = then});
    steps_[step].next.push_back(made);
    return step = made;
  };
  for (const Hole& hole : holes) {
    const DatumKind kind = raw_.at(hole.node).kind();
    follow(line.substr(at, spans_[hole.node].begin - at), kind == DatumKind::String    ? Then::String
                                                          : kind == DatumKind::Integer ? Then::Integer
                                                                                       : Then::Boolean);
    at = spans_[hole.node].end;
  }
  follow(line.substr(at), Then::End);
  steps_[step].form = static_cast<uint32_t>(known_.size());
  Known& known = known_.emplace_back();
  known.form.event = event;
  known.form.event.clock.clear();
  known.form.event.form = ++last_form;
  known.form.warnings = std::move(reading.warnings);
  known.holes = std::move(holes);
}

void LineForms::forget() {
  steps_.resize(1);
  steps_[0].next.clear();
  known_.clear();
}

}  // namespace trestle::trace
