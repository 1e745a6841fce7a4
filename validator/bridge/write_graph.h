// State lists and graphs from one format to another, state by state.
#pragma once

#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "validator/bridge/state_file.h"

namespace trestle::bridge {

struct GraphWritten {
  StateFileRead read;
  std::vector<std::string> notes, lost;
};

// `from`: Dump or Dot; `to`: Dump, Dot or MermaidStates. Throws FileError.
GraphWritten write_graph(std::istream& in, Format from, const std::string& file, Format to, std::ostream& out);

}  // namespace trestle::bridge
