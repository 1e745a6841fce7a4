// The state graph that a run has explored, as a file for other tools: what CheckResult::states keeps. States that were
// not expanded have no edges.
#pragma once

#include <iosfwd>

#include "translator/runtime/model.h"
#include "validator/explore/check.h"

namespace trestle::report {

// Graphviz: a node a state with its conjuncts, initial states filled; an edge a step, labelled with its action.
void write_dot(std::ostream& out, const runtime::Model& model, const explore::CheckResult& run);

// One JSON object: {"states": [{"number", "level", "initial", "variables"}, ...], "edges": [{"from", "to", "action",
// "arguments"}, ...]}, a line each. Values are as in results (docs/formats/json.md).
void write_graph_json(std::ostream& out, const runtime::Model& model, const explore::CheckResult& run);

}  // namespace trestle::report
