// How a trace is recorded, and the words that both the tracer and its switched-off twin (off.h) speak.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "tracer/name.h"
#include "tracer/value.h"

namespace trestle::tracer {

enum class Flush {
  each_event,  // handed to the operating system at each event: survives abort and kill -9, not a power cut
  each_sync,   // and waited for on the disk: survives a power cut
  buffered,    // written 64 KiB at a time, and by flush() and close(): a killed process loses the last events
  background,  // into rings in a memory-mapped file, FILE.rings, from which a thread writes the lines: survives abort
               // and kill -9 with the costs of a few stores an event
  binary,      // FILE is that memory-mapped file, and there is neither thread nor lines; `trestle` reads it
};

enum class Existing {
  resume,   // continue the node's trace: sequence and clock go on; a line cut by a crash is removed
  replace,  // start over: the trace goes, with the files that it was rotated to
};

// What an event does that finds the ring of its thread full (background, binary).
enum class Full {
  block,  // waits for the writer; not for a file that cannot be written, nor in `binary`: then it is dropped
  drop,   // is dropped
  grow,   // takes another ring, up to rings_bytes of them; beyond, it is dropped, or a `binary` file rotated
};

// Where the `time` of an event comes from (background).
enum class Time {
  counter,  // the time stamp counter, read for each event
  tick,     // its last reading by the thread that writes, about a millisecond ago
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
  Full full = Full::block;
  Time time = Time::counter;
  size_t ring_bytes = size_t{1} << 20;    // of one thread; rounded up to a power of two
  size_t rings_bytes = size_t{64} << 20;  // of all threads, or of the `binary` file
  // A file that would grow beyond so many bytes, or is so old, is renamed to FILE.1, FILE.2, ... when the next event
  // comes; 0: never. `binary` keeps FILE and moves what it holds. `rotated` is told the other's name, by the thread
  // that writes or finds it due, and may compress or send it, but not call the tracer.
  uint64_t rotate_bytes = 0;
  uint64_t rotate_seconds = 0;
  std::function<void(const std::string& file)> rotated = {};
  bool vector = true;          // stamps carry the vector clock; without, events of different nodes are not ordered by it
  bool hybrid = false;         // events have hybrid logical time (`hlc`), and stamps carry it
  uint32_t sample_one_in = 1;  // of trace ids
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
  Name variable;
  std::tuple<const Path&...> path;
};
template <class... Path>
Place<Path...> at(const Name& variable, const Path&... path) {
  return {variable, {path...}};
}

// Of a request, a transaction, ...: what its events on all nodes have in common.
struct TraceId {
  uint64_t id;
};

class Sampler {
 public:
  void keep_one_in(uint32_t n) { limit_ = n <= 1 ? UINT64_MAX : UINT64_MAX / n; }
  bool samples(TraceId id) const {
    uint64_t x = id.id + 0x9E3779B97F4A7C15u;
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return (x ^ x >> 31) <= limit_;
  }

 private:
  uint64_t limit_ = UINT64_MAX;
};

}  // namespace trestle::tracer
