// Holds what a running system does against its specification, within the system's own process:
//
//   trestle::Validator validator("Raft.tla", {.config = "RaftTrace.cfg", .mapping = "raft.observe.toml"});
//   validator.feed(R"({"event":"BecomeLeader","params":{"i":"n1"}})");    // wherever something happens
//   if (!validator.settle().ok()) ...                                     // so far
//   trestle::Validator::Verdict verdict = validator.finish();             // and in the end, with the reason
//
// An event is a line of a log in any format that `trestle validate` reads (docs/formats/trace.md, presets.md). Events
// count in the order in which they are fed, unless clocks, causes, times or numbers in them say another.
//
// A thread of the validator's own does the work: feed() only hands a line over, and waits when `queue_bytes` are
// waiting. Everything here may be called from any thread. The standard library is all that this header needs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace trestle {

// The specification, its configuration or the mapping cannot be used; the text says where and why.
class ValidatorError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct ValidatorOptions {
  std::string config = {};                     // empty: the specification's .cfg beside it
  std::string mapping = {};                    // *.observe.toml; empty: events speak in the specification's names
  std::vector<std::string> library = {};       // folders to look for modules in
  std::vector<std::string> hidden = {};        // actions that the system takes without an event,
  std::optional<uint32_t> max_hidden = {};     // so many between two events; none: as the mapping says, else 1
  std::vector<std::string> stuttering = {};    // events that stand for no step
  std::string format = {}, order = {};         // as --format and --order; empty: the first event tells
  bool check_invariants = true;                // the .cfg's, and its properties
  uint64_t reach = 10'000;                     // events behind the last that what might have been is still tried; 0: all
  size_t queue_bytes = size_t{16} << 20;       // of events that wait
};

class Validator {
 public:
  struct Status {
    uint64_t fed = 0;        // events, or lines
    uint64_t explained = 0;  // of the longest prefix that the specification explains
    bool ended = false;      // there is a verdict already: what is fed from now on changes nothing
    bool ok() const { return !ended; }
  };
  struct Verdict {
    std::string verdict;   // "ok", "rejected", "inconclusive", "invariant-violated", ...; "error": it was no trace
    std::string reason;    // one sentence; empty when ok
    std::string report;    // what `trestle validate` prints
    std::string json;      // and with --json (docs/formats/json.md); empty for "error"
    uint64_t events = 0, explained = 0;
    bool ok() const { return verdict == "ok"; }
  };

  // Throws ValidatorError. One at a time in a process gives memory back while it runs.
  explicit Validator(const std::string& spec, ValidatorOptions options = {});
  ~Validator();  // without finish(): what was not judged yet is dropped
  Validator(const Validator&) = delete;
  Validator& operator=(const Validator&) = delete;

  // One line, with or without its end. What is known so far; of this event perhaps not yet.
  Status feed(std::string_view event);
  // Waits until everything that was fed is judged, as far as it can be before there is more.
  Status settle();
  // Nothing is fed any more. The same each time.
  const Verdict& finish();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace trestle
