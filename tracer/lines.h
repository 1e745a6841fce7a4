// From records to the lines of docs/formats/trace.md.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tracer/clock.h"
#include "tracer/record.h"
#include "tracer/text.h"
#include "tracer/ticks.h"

namespace trestle::tracer {

// The text of a name by its number; empty when there is none.
using NameText = std::function<std::string_view(uint32_t)>;

// Appends the value that `words` begins with, and removes it from them. False, with some of it appended, when they hold
// no value: they come from a file, so anything may be in them.
bool append_value(Text& out, std::span<const uint64_t>& words);

// The string that `words` begins with, removed from them.
bool take_text(std::span<const uint64_t>& words, std::string_view& text);

class Lines {
 public:
  explicit Lines(const std::string& node) { reset(node); }
  void reset(const std::string& node);

  const std::string& node() const { return node_; }

  // Of this node's next event, without its own entry, which is the event's sequence number.
  VectorClock clock;

  // The line of an event. False, and nothing is appended, when the record makes no sense or memory ran out.
  bool event(Text& out, std::span<const uint64_t> record, const NameText& names, uint64_t seq, const WallClock& wall);
  void dropped(Text& out, uint64_t seq, uint64_t count) const;  // `seq` is the last one's
  void end(Text& out, uint64_t seq) const;

 private:
  bool items(std::span<const uint64_t> words, const NameText& names);
  bool param(uint64_t word, std::span<const uint64_t>& words, const NameText& names);

  std::string node_;
  Text json_node_;
  Text params_, before_, after_, causes_, members_;
  uint64_t since_ = 0;  // ticks
  std::vector<std::string_view> given_;  // names of parameters
};

}  // namespace trestle::tracer
