// What a system links to record what it does in the words of its spec:
//
//   trestle::tracer::Tracer tracer({.node = "rm1", .file = "traces/rm1.ndjson", .spec = "TwoPhaseCommit"});
//   tracer.event("Prepare")
//       .param("r", "rm1")
//       .before(at("rmState", "rm1"), "working")
//       .after(at("rmState", "rm1"), "prepared")
//       .after("msgs", Op::add, fields("type", "Prepared", "rm", "rm1"))
//       .record();
//   send(message, tracer.stamp());      // the vector clock travels with the message...
//   tracer.receive(message.stamp);      // ...and is merged where it arrives, before the event that handles it
//
// Record an event where it takes effect (after the durable write, say) and before any message that tells of it leaves.
// Then every order the clocks allow is one that could have happened. Format: docs/formats/trace.md.
//
// Nothing here throws, aborts or blocks on a reader: trouble is in status(), and events that had to be dropped are in
// the trace as `#dropped`, so that a gap never looks like silence. A default-constructed Tracer is off and costs a
// branch.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "tracer/text.h"
#include "tracer/value.h"

namespace trestle::tracer {

enum class Flush {
  each_event,  // handed to the operating system at each event: survives abort and kill -9, not a power cut
  each_sync,   // and waited for on the disk: survives a power cut
  buffered,    // written 64 KiB at a time, and by flush() and close(): a killed process loses the last events
};

enum class Existing {
  resume,   // continue the node's trace: sequence and clock go on; a line cut by a crash is removed
  replace,  // start over
};

struct Options {
  std::string node;  // unique among the processes of one run, and the same after a restart
  std::string file;
  std::string spec = {};                                // module name, for the reader's information
  std::vector<std::pair<std::string, Value>> run = {};  // metadata of this run (seed, version, ...)
  Flush flush = Flush::each_event;
  Existing existing = Existing::resume;
  size_t buffer_bytes =
      size_t{1} << 20;  // what may wait while the file cannot be written; beyond it events are dropped
};

struct Status {
  bool ok = true;
  std::string problem = {};  // of the last failure: "cannot open traces/rm1.ndjson: No space left on device"
  uint64_t recorded = 0;     // events
  uint64_t dropped = 0;      // events
};

// What an observation says of the value at its place.
enum class Op { is, add, remove, append, contains };

// A variable, or the part of it at `path`: at("votes", tid, "rm1") is votes[tid]["rm1"].
template <class... Path>
struct Place {
  std::string_view variable;
  std::tuple<const Path&...> path;
};
template <class... Path>
Place<Path...> at(std::string_view variable, const Path&... path) {
  return {variable, {path...}};
}

class Tracer;

// One event being described; it is recorded by record(), once, and not at all without it. Belongs to one thread.
class [[nodiscard]] Event {
 public:
  Event(Tracer* tracer, std::string_view name) : tracer_(tracer) {
    if (tracer_ != nullptr) name_.append_string(name);
  }

  // A parameter of the action, by its name in the spec.
  template <class T>
  Event& param(std::string_view name, const T& value) {
    if (tracer_ == nullptr) return *this;
    params_.append(params_.empty() ? '{' : ',');
    params_.append_string(name);
    params_.append(':');
    encode(params_, value);
    return *this;
  }

  // What was observed of the state before the step and of the state after it. `where` is a variable's name or an at().
  template <class Where, class T>
  Event& before(const Where& where, const T& value) {
    return observe(before_, where, Op::is, value);
  }
  template <class Where, class T>
  Event& before(const Where& where, Op op, const T& value) {
    return observe(before_, where, op, value);
  }
  template <class Where, class T>
  Event& after(const Where& where, const T& value) {
    return observe(after_, where, Op::is, value);
  }
  template <class Where, class T>
  Event& after(const Where& where, Op op, const T& value) {
    return observe(after_, where, op, value);
  }

  // False when the event was dropped; Tracer::status() says why. An event of a tracer that is off is "recorded".
  bool record();

 private:
  friend class Tracer;

  template <class Where, class T>
  Event& observe(Text& list, const Where& where, Op op, const T& value) {
    if (tracer_ == nullptr) return *this;
    list.append(list.empty() ? '[' : ',');
    list.append("{\"var\":");
    if constexpr (std::convertible_to<const Where&, std::string_view>) {
      list.append_string(where);
    } else {
      list.append_string(where.variable);
      if constexpr (std::tuple_size_v<decltype(where.path)> != 0) {
        list.append(",\"path\":");
        encode(list, where.path);
      }
    }
    append_op(list, op);
    list.append(",\"value\":");
    encode(list, value);
    list.append('}');
    return *this;
  }
  static void append_op(Text& list, Op op);

  Tracer* tracer_;
  Text name_, params_, before_, after_;
};

// One per node. All members may be called by several threads at once, except open() and close().
class Tracer {
 public:
  Tracer();
  explicit Tracer(const Options& options);
  ~Tracer();
  Tracer(const Tracer&) = delete;
  Tracer& operator=(const Tracer&) = delete;

  // Closes what is open, then opens. A child after fork() has to call it (or exec) to record: until then its events are
  // refused, since they would repeat the parent's sequence numbers. False when the trace cannot be written.
  bool open(const Options& options);

  // Writes what is buffered and the `#end` line.
  void close();

  Event event(std::string_view name) { return Event(is_on() ? this : nullptr, name); }

  // The clock now, to travel with a message: printable, opaque to everyone else. Empty when off.
  std::string stamp() const;

  // Merges the stamp of a message that arrived. False, and no change, when it is not a stamp; an empty one is accepted,
  // since it comes from a node whose tracer is off.
  bool receive(std::string_view stamp);

  // Writes what is buffered; true when nothing had to stay.
  bool flush();

  bool is_on() const { return state_ != nullptr; }
  Status status() const;

 private:
  friend class Event;
  struct State;

  bool record(const Event& event);

  std::unique_ptr<State> state_;
  Status closed_status_;
};

}  // namespace trestle::tracer
