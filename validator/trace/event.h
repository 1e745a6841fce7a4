// The canonical event: one thing that an implementation says it did, in the words of its spec. Every format is read
// into this; values stay as the log wrote them until somebody compares them with a state (match.h).
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "validator/trace/datum.h"
#include "validator/trace/problem.h"

namespace trestle::trace {

// How an observed value speaks about its place; for Add, Remove and Append in `after`: about the place before and
// after.
// Updates: the value is a list of operations ({"op","path","args"}, updates.h) that make the place after from the one
// before.
enum class Relation : uint8_t { Is, Add, Remove, Append, Contains, Updates };
std::string_view name(Relation relation);  // as in the wire format

// Positions in the event's data.
struct Observation {
  static constexpr uint32_t kNoPath = UINT32_MAX;

  uint32_t variable;        // a String
  uint32_t path = kNoPath;  // a Sequence of function arguments, record fields, positions from 1
  Relation relation = Relation::Is;
  uint32_t value;
};

struct Argument {
  static constexpr uint32_t kNoName = UINT32_MAX;

  uint32_t name;  // a String; kNoName: they are given by position
  uint32_t value;
};

// Names of events that no action has.
inline constexpr std::string_view kAnyStep = "#step";  // some step of the spec, whichever
inline constexpr std::string_view kNoStep = "#state";  // none: it only shows the state

// "When this happened, so many events of that node had happened."
struct ClockEntry {
  uint32_t node;  // number of the node in its Trace
  uint64_t count;
};

inline uint64_t count_of(const std::vector<ClockEntry>& clock, uint32_t node) {
  for (const ClockEntry& entry : clock) {
    if (entry.node == node) return entry.count;
  }
  return 0;
}

// A whole number and billionths, 0..999999999: 2 and 2.5 seconds, and dates, have one order.
struct OrderNumber {
  static constexpr int32_t kNanos = 1'000'000'000;
  int64_t whole = 0;
  int32_t nanos = 0;
  auto operator<=>(const OrderNumber&) const = default;
};
std::string to_string(const OrderNumber& number);

struct Event {
  Data data;  // all values and names below
  std::vector<Argument> arguments;
  std::vector<Observation> before, after;
  std::vector<ClockEntry> clock;  // empty: none was logged

  uint32_t file = 0;  // number in its Trace
  uint64_t line = 0;
  uint64_t arrival = 0;  // order of reading, over all files
  uint32_t name_index = 0;
  uint32_t node = 0;  // number of the node in its Trace
  uint64_t seq = 0;   // per node, rising; 0: none
  int64_t time = kNoTime;   // nanoseconds, not negative
  int64_t until = kNoTime;  // when it ended, if that is known; else at `time`
  OrderNumber order;  // where it stands among all events of the trace, if has_order
  bool has_order = false;
  uint32_t id = kNoId;           // a String or Integer: what others call it in their causes
  std::vector<uint32_t> causes;  // likewise: ids of events that happened before
  uint32_t form = kNoForm;       // events of one form differ in values only: they mean the same (line_forms.h)
  uint32_t of_form = 0;          // which one that is, to who reads the lines
  mutable bool cause_missing = false;  // it was said that a cause is not in the trace
  bool after_gap = false;        // events of this node before this one were dropped by its writer

  static constexpr int64_t kNoTime = INT64_MIN;  // before all times
  static constexpr uint32_t kNoId = UINT32_MAX;
  static constexpr uint32_t kNoForm = 0;

  int64_t end() const { return std::max(time, until); }

  std::string_view name() const { return data.at(name_index).text(); }
  std::string_view text(uint32_t index) const { return data.at(index).text(); }
  std::string label(uint32_t index) const {  // an id, in the same words wherever it is called
    const Datum id = data.at(index);
    return id.kind() == DatumKind::Integer ? std::to_string(id.integer()) : std::string(id.text());
  }
  Datum value(uint32_t index) const { return data.at(index); }

  void clear() {
    data.clear();
    arguments.clear();
    before.clear();
    after.clear();
    clock.clear();
    seq = 0;
    time = until = kNoTime;
    order = {};
    has_order = false;
    id = kNoId;
    causes.clear();
    cause_missing = false;
    form = kNoForm;
    after_gap = false;
  }
};

// "ReceiveVote(p |-> "rm1", yes |-> TRUE)"
std::string to_string(const Event& event);
// "votes["rm1"] = "yes"", "msgs has added [..]"; `after` says of which state it speaks.
std::string to_string(const Event& event, const Observation& observation, bool after);

}  // namespace trestle::trace
