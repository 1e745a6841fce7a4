// Vector clocks: how many events of each node happened before. The tracer keeps one per process, merges those that
// arrive in messages, and writes it on every event, so that a reader can order the files of many nodes. And hybrid
// logical time, which is a number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tracer/text.h"

namespace trestle::tracer {

class VectorClock {
 public:
  uint64_t at(std::string_view node) const;
  void set(std::string_view node, uint64_t count);

  // The larger of both, node by node.
  void merge(const VectorClock& other);

  // Whether the other tells nothing new, of nodes other than this one.
  bool covers(const VectorClock& other, std::string_view but) const;

  // {"rm1":3,"tm":1}, nodes in byte order. It is also the stamp that travels in messages.
  void encode_to(Text& out) const;
  size_t encoded_bound() const;  // not fewer bytes than encode_to() appends

  // Reads what encode_to() wrote, and only that: a stamp comes from the network, so anything else is refused.
  // `rest`, when given, receives what follows the clock; without it nothing may follow.
  static std::optional<VectorClock> parse(std::string_view text, std::string_view* rest = nullptr);

 private:
  struct Entry {
    std::string node;
    uint64_t count;
  };
  std::vector<Entry> entries_;  // by node
};

// Hybrid time in a stamp: few letters, so that a string has them without memory of its own.
inline constexpr size_t kHybridLetters = 11;
void encode_hybrid(Text& out, uint64_t time);
// Nothing when it is not just such letters, or beyond the year 2262: who believed that could not go on counting.
std::optional<uint64_t> parse_hybrid(std::string_view text);

}  // namespace trestle::tracer
