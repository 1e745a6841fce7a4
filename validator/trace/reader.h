// Events of one NDJSON file in file order: in Trestle's own format (docs/formats/trace.md), or in one that is
// translated into it line by line (format.h).
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "validator/trace/event.h"
#include "validator/trace/format.h"
#include "validator/trace/in_order.h"
#include "validator/trace/input.h"
#include "validator/trace/json.h"
#include "validator/trace/line_forms.h"
#include "validator/trace/line_places.h"
#include "validator/trace/problem.h"

namespace trestle::trace {

// Nodes by number, over all files of a trace.
class Nodes {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t number(std::string_view name);  // registers it when new
  const std::string& name(uint32_t number) const { return names_[number]; }
  size_t size() const { return names_.size(); }
  // Of lines in files whose events are of this node where they name none, and are ordered by this member; a log that was
  // rotated has one set of forms.
  LineForms& forms(uint32_t node, const std::string& order_member) { return forms_[{node, order_member}]; }

 private:
  std::map<std::string, uint32_t, std::less<>> numbers_;
  std::vector<std::string> names_;
  std::map<std::pair<uint32_t, std::string>, LineForms> forms_;
};

struct ReadOptions {
  std::vector<std::string> members = {};  // of lines, beyond those of the format, that somebody reads
  bool all_members = false;               // somebody may read any
  std::optional<Format> format = {};      // without one, a file's first line tells
  std::optional<int64_t> skew = {};       // nanoseconds that clocks of different nodes may differ by, in Time order
  std::string order_member = "order";     // whose number says where an event stands among all
  LinePlaces places = {};                 // of lines in a shape of their own, instead of the format's members
  // Whether a line is an event of the system at all; `line` is in the format, or as it is where it has places. It may
  // throw what it likes.
  std::function<bool(const Data& line, const Place& place)> selects = {};
  std::string state_member = {};          // whose members are variables as they are after the event; empty: none
  // Strings in updates that name a model value stand for it.
  std::function<bool(std::string_view)> is_model_value = [](std::string_view) { return false; };
  std::shared_ptr<Following> following = {};  // files grow while they are read (follow.h)
};

class EventReader {
 public:
  // What it takes to go on with the next line in another process.
  struct Last {
    uint64_t seq = 0, line = 0, first = 0;  // the first number of all
  };
  struct Mark {
    FileSpot spot;
    uint64_t line = 0;
    std::optional<Format> format;
    uint32_t default_node = Nodes::kNone;
    std::vector<Last> last;  // by node
    bool has_header = false, gap = false, closed = false;
    uint64_t dropped = 0;
  };

  // `file` is the number that events get; `nodes` and `warnings` are shared by all files of a trace.
  EventReader(uint32_t file, LineReader lines, Nodes& nodes, Warnings& warnings, ReadOptions options = {});

  // Null at the end. Throws TraceError.
  std::unique_ptr<Event> next();
  // An event that is not needed any more, for its memory.
  void reuse(std::unique_ptr<Event> event);
  // The same into an event of one's own; false at the end.
  bool next(Event& event);

  std::optional<Mark> mark() const;  // none amid the events of one text
  void resume(const Mark& mark);     // of a reader that has read nothing; its nodes are known already

  const std::string& name() const { return lines_.name(); }
  // The node that the file's header names, when its first line is a header.
  std::optional<Format> format() const { return format_; }  // known once a line was read
  bool has_header() const { return has_header_; }
  uint32_t header_node() const { return default_node_; }
  bool closed() const { return closed_; }        // the last line was `#end`
  uint64_t first_number(uint32_t node) const { return node < last_.size() ? last_[node].first : 0; }
  void miss() { ++dropped_; }  // as all files together tell
  uint64_t dropped() const { return dropped_; }  // events that the writer says it had to drop, and gaps in the numbers of lines
  uint64_t passed_over() const { return passed_over_; }  // lines that are not selected, or have no name

 private:
  static constexpr size_t kMostSpare = 64;
  static constexpr size_t kMaxDocument = size_t{1} << 30;

  JsonProblem parse(std::string_view line, Data& data);
  void check_line(Datum line);   // an object, after which the trace goes on
  bool read_line(Event& event);  // false: the line was no event
  bool read_placed(Event& event);
  bool selected(const Data& line);
  void translate_text();
  bool named(Datum line);
  void pass_over(Datum line);
  void warn_unplaced();
  bool learns() const { return format_ == Format::Trestle && options_.places.empty() && !options_.selects; }
  void read_updates(Event& event, Datum value);
  void read_order(Event& event, Datum value);
  void read_state(Event& event, Datum value);
  void read_member(Event& event, std::string_view key, Datum value);
  void warn_unread(std::string message);  // that nobody reads a member
  void read_header(const Event& event);
  void read_arguments(Event& event, Datum value);
  void read_observations(Event& event, Datum list, bool after);
  void read_clock(Event& event, Datum value);
  void read_causes(Event& event, Datum value);
  std::string label(Datum value, const char* field);
  // The line that the text begins with, when it has a known form, else null. `passes`: it is what lines_ has ahead.
  std::unique_ptr<Event> read_alike(std::string_view text, bool passes);
  void set_default_node(uint32_t node);
  uint32_t node_of_file();  // the default from now on: its name
  std::unique_ptr<Event> unused();
  void check_sequence(const Event& event, uint64_t step);
  template <class Field>
  void check_value(Event& event, uint32_t index, const Field& field);  // field(): its name
  uint64_t whole_number(Datum value, std::string_view field);
  template <class Field>
  std::string_view string(Datum value, const Field& field);
  std::string_view string(Datum value, const char* field);
  uint64_t line() const { return line_ != 0 ? line_ : lines_.number(); }
  Place place() const { return {lines_.name(), line()}; }
  [[noreturn]] void fail(const std::string& field, const std::string& message, const std::string& hint = {}) const;

  uint32_t file_;
  LineReader lines_;
  Nodes& nodes_;
  Warnings& warnings_;
  ReadOptions options_;
  JsonParser json_;
  std::vector<std::unique_ptr<Event>> spare_;
  std::vector<std::string> unread_;  // warnings about members of the line at hand
  std::optional<Format> format_;
  Data text_;                           // in another format,
  std::deque<CarriedLine> translated_;  // and what of it was not read yet
  InOrder in_order_;                    // before that, what a collector carried
  uint64_t line_ = 0;                   // of what is being read of that; 0: lines_ knows
  uint32_t default_node_;        // Nodes::kNone: not named yet
  LineForms* forms_;             // of its lines
  std::vector<Last> last_;  // per node: the last numbered line
  bool has_header_ = false;
  bool gap_ = false;
  bool closed_ = false;
  uint64_t dropped_ = 0;
  uint64_t passed_over_ = 0;
  std::vector<bool> placed_;  // of options_.places: some event had it
};

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

}  // namespace trestle::trace
