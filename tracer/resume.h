// Where the trace file of a process that died or was restarted stopped.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tracer/clock.h"

namespace trestle::tracer {

inline constexpr const char* kForeign = "the file exists and is not a trace of this node";

struct Stopped {
  std::string problem;  // why the file cannot be continued; empty when it can
  uint64_t seq = 0;     // of the last complete line; 0 for a new file
  VectorClock clock;    // of the last complete event
  uint64_t hybrid = 0;  // its time, if it has one
  uint64_t bytes = 0;   // of complete lines; what follows was cut short
  bool ended = false;   // with `#end`, and nothing has begun since
  uint64_t reserved = 0;
};

// Reads the end of the trace in `fd`, a regular file, or of its first `size` bytes. One that is not a trace of `node` is
// a problem.
Stopped find_stop(int fd, std::string_view node, uint64_t size = UINT64_MAX);

// The same of a trace: of FILE, which may not be there (-1), or, where it has no event yet, what FILE.n says of the last
// one; a file of that name that is of somebody else says nothing. `bytes` and `reserved` are FILE's.
Stopped find_stop_of_trace(int fd, const std::string& file, uint64_t last_rotation, std::string_view node);

// The first line of a file ends with this. The number tells, of a process that died, that it may have given events the
// numbers up to it, whose lines are not here: it is changed in place, for which a full disk has room.
inline constexpr std::string_view kReserved = ",\"reserved\":0                   }\n";
bool reserve_numbers(int fd, uint64_t last);
uint64_t reserved_in(int fd);  // 0: none, or no such line

// The node of a trace of lines, as its first line says; empty when it is none.
std::string node_of(int fd);

// The bytes [from, from + count) of the file; shorter at its end or on an error.
std::string read_at(int fd, size_t from, size_t count);

// Files that `file` was rotated to, FILE.1, FILE.2, ..., by their names; the largest number, 0 when there is none.
struct Rotated {
  std::string file;
  uint64_t number;
};
std::vector<Rotated> rotations_of(const std::string& file);
uint64_t last_rotation(const std::string& file);
std::string rotated_name(const std::string& file, uint64_t number);

// What a rotation makes the next file under, until that has the name of the one before.
std::string part_of(const std::string& file);
// Of a process that was killed while `file`, which is `fd`, had both names: it keeps its own.
bool finish_rotation(int fd, const std::string& file);

}  // namespace trestle::tracer
