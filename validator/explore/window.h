// The events around the end of the longest explained prefix, for whoever explains or draws a rejection: in one order
// that the trace allows, those explained first.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "validator/explore/mapping.h"

namespace trestle::explore {

struct WindowEvent {
  trace::Event event;
  trace::Place place;
  std::string node;
  uint32_t chain = 0;  // events of one chain are in order
  // Events of other chains that came before and that the ones before this in its chain did not need yet: their numbers.
  std::vector<uint32_t> after;
  size_t step = 0;  // of the behavior in the result, when it is explained
  Reading reading;  // of those from Window::start on; of all when they are few
};

// A state of the search.
struct ReachedState {
  std::vector<runtime::Word> words;
  Spent spent = {};

  const runtime::Word* data() const { return words.data(); }
  friend auto operator<=>(const ReachedState&, const ReachedState&) = default;
};

// A step without an event, of which there may be only so many.
struct HiddenAction {
  runtime::ActionId action;
  std::optional<Budget> budget;
};

struct Window {
  std::vector<WindowEvent> events;
  size_t explained = 0;   // so many of them
  uint64_t earlier = 0;   // events of the trace before the first
  bool more = false;      // the trace goes on after the last
  std::string cut_short;  // why not: the next event cannot be read

  size_t start = 0;                  // an event before the end of what is explained,
  std::vector<ReachedState> states;  // and what explains everything before it
  std::vector<HiddenAction> hidden;  // steps without an event,
  uint32_t max_hidden = 0;           // so many between two events

  // "rm1.ndjson:12": without the folder that all the files are in.
  std::string short_text(trace::Place place) const;
};

}  // namespace trestle::explore
