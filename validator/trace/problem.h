// What is wrong with a trace, and where.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace trestle::trace {

// A line of an input file, as people write it: "rm1.ndjson:12".
struct Place {
  std::string file;
  uint64_t line = 0;    // from 1; 0 = the file as a whole
  uint64_t column = 0;  // of a byte, from 1; 0 = the line as a whole
};
std::string to_string(const Place& place);

// Names and strings of a log may have any character: what would end a text or move the cursor, as JSON writes it.
std::string visible(const std::string& text);

// The input is not a trace, or not a possible one: nothing can be said about the spec.
class TraceError : public std::runtime_error {
 public:
  TraceError(Place place, std::string field, std::string message);

  Place place;
  std::string field;  // "after[1].value"; empty when it is about the line
  std::string message;
};

// An event that is well-formed but names what the spec does not have.
class UnknownName : public TraceError {
 public:
  using TraceError::TraceError;
};

// Something a reader should know although the trace can be used.
struct Warning {
  Place place;  // the first occurrence
  std::string message;
  uint64_t count = 1;
};

// Collects warnings; the same message is kept once, with how often it came. Beyond so many different ones they are only
// counted.
class Warnings {
 public:
  static constexpr size_t kMost = 1000;
  void add(const Place& place, std::string message, uint64_t count = 1);
  const std::vector<Warning>& all() const { return all_; }

 private:
  std::vector<Warning> all_;
};

}  // namespace trestle::trace
