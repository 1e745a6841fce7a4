// Lines of a trace that come through something that repeats and delays what it carries, as a collector of OpenTelemetry does
// when it tries again: by node in the order of their numbers ("seq"), each once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "validator/trace/datum.h"

namespace trestle::trace {

struct CarriedLine {
  Data data;
  uint64_t number = 0;  // of the line of the file that had it
};

class InOrder {
 public:
  using Give = std::function<void(CarriedLine line)>;

  // Gives what can be given now: lines without a number at once, others behind those of smaller numbers. What waits for too
  // many others is given all the same.
  void add(CarriedLine line, const Give& give);
  // All that waits.
  void finish(const Give& give);

  bool waits() const { return waiting_ != 0; }
  uint64_t repeated() const { return repeated_; }  // lines that came again, and were left out

 private:
  static constexpr size_t kMostWaiting = 1 << 14, kRemembered = 1 << 16;  // lines; of each node

  struct Held {
    CarriedLine line;
    uint64_t begin;  // the first number that it stands for
    size_t hash;
  };
  struct Node {
    uint64_t last = 0;                 // number that was given
    std::multimap<uint64_t, Held> ahead;  // by number
    std::map<uint64_t, size_t> given;  // the last ones, with what they were
  };
  void give_first(Node& node, const Give& give);

  std::map<std::string, Node, std::less<>> nodes_;
  size_t waiting_ = 0;
  uint64_t repeated_ = 0;
};

}  // namespace trestle::trace
