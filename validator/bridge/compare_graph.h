// A state list or state graph that TLC wrote, held against the states that the model has.
#pragma once

#include <istream>
#include <string>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/bridge/state_file.h"
#include "validator/explore/check.h"

namespace trestle::bridge {

struct GraphComparison {
  uint64_t states = 0, edges = 0;          // in the file, each counted once
  uint64_t our_states = 0, our_edges = 0;  // that the spec has; edges by action and arguments
  uint64_t around = 0;                     // edges that TLC calls after a definition around the action
  uint64_t unknown = 0;                    // states of the file that our search did not meet, and did not end
  bool whole = false;                      // our search came to its end, so nothing may be missing in the file
  bool labelled = false;                   // edges say by which action
  // What is wrong, each in a sentence: the first few, and how many in all.
  std::vector<std::string> differences = {};
  uint64_t different = 0;
  std::vector<std::string> notes = {};

  explore::Verdict verdict() const;
  bool equal() const { return verdict() == explore::Verdict::Ok; }
};

// `explored`: of check() with keep_states. `next`: as in HoldOptions. Throws FileError.
GraphComparison compare_graph(const runtime::Model& model, const explore::CheckResult& explored, std::istream& in,
                              Format format, const std::string& file, const std::string& next = "Next");

}  // namespace trestle::bridge
