// Logs in a shape of their own: where their lines have what an event needs (docs/formats/observe.md, "Lines of another
// shape").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "validator/trace/datum.h"

namespace trestle::trace {

using MemberPath = std::vector<std::string>;  // from the line

// "msg.type"; what is no plain name in brackets: msg[k8s.pod]
std::string to_string(const MemberPath& path);

struct TimeUnit {
  std::string_view name;
  int64_t nanoseconds;
};
inline constexpr TimeUnit kTimeUnits[] = {{"ns", 1}, {"us", 1'000}, {"ms", 1'000'000}, {"s", 1'000'000'000}};

struct LinePlaces {
  std::vector<std::pair<std::string, MemberPath>> members;  // a member of Trestle's format, and where it is
  int64_t time_unit = 1;                                    // of numbers that are times, in nanoseconds
  bool skip_unnamed = false;                                // lines without a text where `event` is are no events

  bool empty() const { return members.empty(); }
  const MemberPath* find(std::string_view member) const;
};

// Those that can be anywhere.
const std::vector<std::string>& placeable_members();

std::optional<Datum> value_at(Datum line, const MemberPath& path);

// A copy without the members of objects that TLA+ has no value for: null, 1.5, a list with one of these.
void keep_values(Datum line, Data& to);

// Nanoseconds since 1970, not negative: of a number, or a text of one, that counts units of so many; or of a date and
// time as RFC 3339 writes it ("2026-11-29T18:19:18.123Z", also with a space and a comma, and UTC where no zone is given).
std::optional<int64_t> nanoseconds(Datum value, int64_t unit);
// The same of such a date.
std::optional<int64_t> date_nanoseconds(std::string_view text);

}  // namespace trestle::trace
