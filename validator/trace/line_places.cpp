#include "validator/trace/line_places.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdlib>

namespace trestle::trace {
namespace {

constexpr int64_t kSecond = 1'000'000'000;

bool begins_with_digit(std::string_view text) { return !text.empty() && std::isdigit(static_cast<unsigned char>(text[0])); }

// Exactly so many digits, taken from the front.
bool take(std::string_view& text, size_t digits, int& number) {
  if (text.size() < digits || !begins_with_digit(text)) return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + digits, number);
  text.remove_prefix(digits);
  return end == text.data();
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text[0]) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

// Copies a value; false, and nothing is left of it, when TLA+ has none.
bool keep(Datum from, Data& to) {
  const size_t nodes = to.nodes.size(), text = to.text.size();
  const auto undo = [&] {
    to.nodes.resize(nodes);
    to.text.resize(text);
    return false;
  };
  if (from.kind() == DatumKind::Null || from.kind() == DatumKind::Real) return false;
  const bool record = from.kind() == DatumKind::Record;
  if (!record && from.kind() != DatumKind::Sequence) {
    append(to, from);
    return true;
  }
  const bool marked = record && from.size() > 0 && from.first().text().starts_with('#');
  if (marked && !to.empty()) {  // the line itself is no value
    if (!is_mark(from.first().text())) return false;
    append(to, from);  // what is wrong with it is an error
    return true;
  }
  const uint32_t made = to.begin(from.kind());
  uint32_t kept = 0;
  Datum at = from;
  for (uint32_t i = 0; i < from.size(); ++i) {
    at = i == 0 ? from.first() : at.next();
    if (!record) {
      if (!keep(at, to)) return undo();
      ++kept;
      continue;
    }
    const size_t key_node = to.nodes.size(), key_text = to.text.size();
    to.add_text(DatumKind::String, at.text());
    at = at.next();
    if (keep(at, to)) {
      ++kept;
    } else {
      to.nodes.resize(key_node);
      to.text.resize(key_text);
    }
  }
  to.end(made, kept);
  return true;
}

}  // namespace

std::string to_string(const MemberPath& path) {
  std::string text;
  for (const std::string& name : path) {
    const bool plain = std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '-' || c == '@'; });
    text += plain ? (text.empty() ? "" : ".") + name : "[" + name + "]";
  }
  return text;
}

const MemberPath* LinePlaces::find(std::string_view member) const {
  const auto found = std::find_if(members.begin(), members.end(), [&](const auto& at) { return at.first == member; });
  return found == members.end() ? nullptr : &found->second;
}

const std::vector<std::string>& placeable_members() {
  static const std::vector<std::string> names = {"event", "node",  "seq",    "time",   "until", "order",  "id",
                                                 "causes", "clock", "params", "before", "after", "updates"};
  return names;
}

std::optional<Datum> value_at(Datum line, const MemberPath& path) {
  Datum at = line;
  for (const std::string& name : path)
    if (at.kind() != DatumKind::Record || !trace::find(at, name, at)) return {};
  return at;
}

void keep_values(Datum line, Data& to) {
  to.clear();
  keep(line, to);
}

std::optional<int64_t> date_nanoseconds(std::string_view text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  if (!take(text, 4, year) || !take(text, "-") || !take(text, 2, month) || !take(text, "-") || !take(text, 2, day) ||
      !take(text, "Tt ") || !take(text, 2, hour) || !take(text, ":") || !take(text, 2, minute) || !take(text, ":") ||
      !take(text, 2, second))
    return {};
  constexpr int kLeapSecond = 60;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok() || hour > 23 || minute > 59 || second > kLeapSecond) return {};
  int64_t fraction = 0;
  if (take(text, ".,")) {
    if (!begins_with_digit(text)) return {};
    int64_t unit = kSecond / 10;
    for (; begins_with_digit(text); text.remove_prefix(1), unit /= 10) fraction += unit * (text[0] - '0');
  }
  int64_t east = 0;  // minutes
  if (!take(text, "Zz") && !text.empty()) {
    const int64_t sign = text[0] == '-' ? -1 : 1;
    int hours = 0, minutes = 0;
    if (!take(text, "+-") || !take(text, 2, hours) || (!take(text, ":") && text.size() != 2) || !take(text, 2, minutes)) return {};
    east = sign * (hours * 60 + minutes);
  }
  if (!text.empty()) return {};
  const int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  const int64_t seconds = ((days * 24 + hour) * 60 + minute - east) * 60 + second;
  constexpr int64_t kLast = INT64_MAX / kSecond - 1;
  if (seconds < 0 || seconds > kLast) return {};
  return seconds * kSecond + fraction;
}

std::optional<int64_t> nanoseconds(Datum value, int64_t unit) {
  const bool text = value.kind() == DatumKind::String || value.kind() == DatumKind::Real;
  if (value.kind() == DatumKind::String) {
    if (const auto date = date_nanoseconds(value.text())) return date;
  }
  int64_t whole = 0;
  if (value.kind() == DatumKind::Integer) {
    whole = value.integer();
  } else if (!text) {
    return {};
  } else {
    const std::string digits(value.text());
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), whole);
    if (error != std::errc{} || end != digits.data() + digits.size()) {
      if (!begins_with_digit(digits)) return {};
      char* last = nullptr;
      const long double exact = std::strtold(digits.c_str(), &last) * static_cast<long double>(unit);
      constexpr long double kMost = 9.2e18L;
      if (*last != '\0' || !std::isfinite(exact) || exact > kMost) return {};
      return std::llround(exact);
    }
  }
  if (whole < 0 || whole > INT64_MAX / unit) return {};
  return whole * unit;
}

}  // namespace trestle::trace
