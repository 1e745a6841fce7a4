// Lists and graphs of states as TLC writes them, -dump and -dump dot,actionlabels, read state by state: what is kept of
// them is the caller's business, so the size of the file does not matter.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "translator/runtime/value.h"
#include "validator/bridge/behavior_file.h"

namespace trestle::bridge {

struct ListedState {
  int64_t id = 0;        // its number in a list, its node in a graph
  bool initial = false;  // graphs only
  bool outside = false;  // graphs only: a constraint cut it
  // Valid during the call: names may have changed from one state to the next.
  std::span<const std::string> names;
  std::span<const runtime::Value> values;
};

struct ListedEdge {
  int64_t from = 0, to = 0;
  bool labelled = false;
  bool stuttering = false;  // it is no step, but shows that none need follow
  RecordedAction action = {};
};

class StateFileSink {
 public:
  virtual ~StateFileSink() = default;
  virtual void state(const ListedState& state) = 0;
  virtual void edge(const ListedEdge&) {}
};

struct StateFileRead {
  uint64_t states = 0, edges = 0, bytes = 0;
  std::vector<std::string> notes = {};  // cut off, and the like
};

// `format`: Dump or Dot. Throws FileError, with the line.
StateFileRead read_state_file(std::istream& in, Format format, const std::string& file, StateFileSink& sink);

}  // namespace trestle::bridge
