// Lists and graphs of states as TLC writes them, -dump and -dump dot,actionlabels, read state by state: what is kept of
// them is the caller's business, so the size of the file does not matter.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
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

// A line of the state graphs that Trestle writes, behind the first: without it one path is a behavior.
inline constexpr std::string_view kStateGraphLine = "// state graph";

struct StateFileRead {
  uint64_t states = 0, edges = 0, bytes = 0;
  bool graph = false;  // it says of itself that it is a state graph: TLC's -dump dot, and ours
  std::vector<std::string> notes = {};  // cut off, and the like
};

// How many states there are, and whether they are one behavior: a path from one initial state, or a lasso, in a file that
// does not say that it is a graph.
struct Survey final : StateFileSink {
  void state(const ListedState& state) override { ++states, initial += state.initial ? 1 : 0; }
  void edge(const ListedEdge& edge) override { branches = branches || !from.insert(edge.from).second; }
  bool path(const StateFileRead& read) const {
    return !read.graph && !branches && initial == 1 && read.edges + 1 >= states;
  }
  uint64_t states = 0, initial = 0;
  bool branches = false;
  std::unordered_set<int64_t> from = {};
};

// `format`: Dump or Dot. Throws FileError, with the line.
StateFileRead read_state_file(std::istream& in, Format format, const std::string& file, StateFileSink& sink);

}  // namespace trestle::bridge
