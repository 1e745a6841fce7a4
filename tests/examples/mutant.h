// A trace with one thing wrong, as an implementation might get it wrong. The bookkeeping stays right (sequence numbers
// without gaps, clocks that fit), so that only the spec can tell.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace trestle::examples {

// The lines of each file of a trace, by file name.
using Trace = std::map<std::string, std::vector<std::string>>;

Trace read_trace(const std::filesystem::path& directory);
void write_trace(const Trace& trace, const std::filesystem::path& directory);

enum class Mutation { drop, swap, alter, repeat };

struct Mutant {
  Trace trace;
  std::string what;  // "swap coordinator 17: ReceiveVote and 18: ReceiveVote"
  std::string file = {};
  size_t line = 0;  // in the file, from 1: what was altered, the first of two that were swapped, or the repetition
  std::string dropped = {};  // the line that is gone
  std::string was = {};      // what was altered, as JSON
};

// The `number`-th mutant of an accepted trace; always the same for the same trace and number.
Mutant mutate(const Trace& trace, Mutation mutation, unsigned number);

}  // namespace trestle::examples
