// What readers of other formats are made of (format.h): parts of a line that may be missing, and the line of Trestle's format that
// it becomes.
#pragma once

#include <charconv>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "validator/trace/carried.h"
#include "validator/trace/datum.h"
#include "validator/trace/json.h"

namespace trestle::trace::foreign {

using GiveLine = std::function<void(const Data& line)>;

inline std::optional<Datum> get(std::optional<Datum> record, std::string_view key) {
  if (!record) return {};
  Datum value = *record;
  return find(*record, key, value) ? std::optional(value) : std::nullopt;
}
inline bool has(Datum record, std::string_view key) { return get(record, key).has_value(); }
inline bool is_text(std::optional<Datum> d) { return d && d->kind() == DatumKind::String; }
inline bool is_list(std::optional<Datum> d) { return d && d->kind() == DatumKind::Sequence; }
inline bool is_record(std::optional<Datum> d) { return d && d->kind() == DatumKind::Record; }

template <class Each>
void elements(std::optional<Datum> list, const Each& each) {
  if (!is_list(list)) return;
  Datum at = *list;
  for (uint32_t i = 0; i < list->size(); ++i) {
    at = i == 0 ? list->first() : at.next();
    each(at);
  }
}
template <class Each>
void members(std::optional<Datum> record, const Each& each) {
  if (is_record(record)) each_member(*record, each);
}

// Also of a string, as protocol buffers write 64 bits in JSON.
inline std::optional<int64_t> integer(Datum value) {
  if (value.kind() == DatumKind::Integer) return value.integer();
  if (value.kind() != DatumKind::String) return {};
  int64_t number = 0;
  const std::string_view text = value.text();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return number;
}

// A record being written.
class Line {
 public:
  Line() { data_.begin(DatumKind::Record); }
  const Data& done() {
    data_.end(0, size_);
    return data_;
  }
  void key(std::string_view name) {
    data_.add_text(DatumKind::String, name);
    ++size_;
  }
  void text(std::string_view name, std::string_view value) {
    key(name);
    data_.add_text(DatumKind::String, value);
  }
  void value(std::string_view name, std::optional<Datum> value) {
    if (!value) return;
    key(name);
    append(data_, *value);
  }
  // A number of nanoseconds, which JSON logs write as a number or, beyond 53 bits, as a string. 0 is none.
  void nanoseconds(std::string_view name, Datum record, std::string_view member) {
    const auto value = get(record, member);
    if (!value) return;
    const std::optional<int64_t> number = integer(*value);
    if (!number || *number < 0) {
      return wrong("\"" + std::string(member) + "\" is no number of nanoseconds: " + to_short_tla(*value));
    }
    if (*number == 0) return;
    key(name);
    data_.add_integer(*number);
  }
  Data& data() { return data_; }

  // The first thing that is wrong with it; empty: nothing is.
  void wrong(std::string what) {
    if (problem_.empty()) problem_ = std::move(what);
  }
  const std::string& problem() const { return problem_; }

 private:
  Data data_;
  uint32_t size_ = 0;
  std::string problem_;
};

// Logs and spans of OpenTelemetry. Gives each event; what is wrong, or nothing.
std::string otlp(Datum text, const GiveLine& event);

}  // namespace trestle::trace::foreign
