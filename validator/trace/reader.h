// Events of one NDJSON file in Trestle's own format (docs/formats/trace.md), in file order.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "validator/trace/event.h"
#include "validator/trace/input.h"
#include "validator/trace/json.h"
#include "validator/trace/problem.h"

namespace trestle::trace {

// Nodes by number, over all files of a trace.
class Nodes {
 public:
  uint32_t number(std::string_view name);  // registers it when new
  const std::string& name(uint32_t number) const { return names_[number]; }
  size_t size() const { return names_.size(); }

 private:
  std::map<std::string, uint32_t, std::less<>> numbers_;
  std::vector<std::string> names_;
};

class EventReader {
 public:
  // `file` is the number that events get; `nodes` and `warnings` are shared by all files of a trace.
  // `members` are read by somebody though the format does not have them.
  EventReader(uint32_t file, LineReader lines, Nodes& nodes, Warnings& warnings, std::vector<std::string> members = {});

  // Fills `event`; false at the end. Throws TraceError.
  bool next(Event& event);

  const std::string& name() const { return lines_.name(); }
  // The node that the file's header names, when its first line is a header.
  bool has_header() const { return has_header_; }
  uint32_t header_node() const { return default_node_; }
  bool closed() const { return closed_; }        // the last line was `#end`
  uint64_t dropped() const { return dropped_; }  // events that the writer says it had to drop

 private:
  bool read_line(Event& event);  // false: the line was no event
  void read_member(Event& event, std::string_view key, Datum value);
  void read_header(const Event& event);
  void read_arguments(Event& event, Datum value);
  void read_observations(Event& event, Datum list, bool after);
  void read_clock(Event& event, Datum value);
  void check_sequence(const Event& event, uint64_t step);
  void check_value(Event& event, uint32_t index, const std::string& field);
  uint64_t whole_number(Datum value, const std::string& field, uint64_t largest = INT64_MAX);
  std::string_view string(Datum value, const std::string& field);
  Place place() const { return {lines_.name(), lines_.number()}; }
  [[noreturn]] void fail(const std::string& field, const std::string& message) const;

  uint32_t file_;
  LineReader lines_;
  Nodes& nodes_;
  Warnings& warnings_;
  std::vector<std::string> members_;
  JsonParser json_;
  uint32_t default_node_;  // UINT32_MAX: not named yet
  struct Last {
    uint64_t seq = 0, line = 0;
  };
  std::vector<Last> last_;  // per node: the last numbered line
  bool has_header_ = false;
  bool gap_ = false;
  bool closed_ = false;
  uint64_t dropped_ = 0;
};

}  // namespace trestle::trace
