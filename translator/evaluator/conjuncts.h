// The conjuncts of a state predicate, each with the variables that it reads. One that held is not evaluated again for a
// state with the same values there: a state and the next one differ in few variables.
#pragma once

#include <optional>
#include <vector>

#include "translator/evaluator/node.h"

namespace trestle::evaluator {

struct Conjunct {
  Root root;
  std::optional<std::vector<uint32_t>> reads;  // nothing: that cannot be told
};

// Nothing for a predicate that may say something else of the same state.
std::vector<Conjunct> conjuncts_of(const core::Root& predicate, Program& program);

// The values of what a conjunct reads when it last held.
struct Held {
  bool known = false;
  std::vector<Value> values;
};

}  // namespace trestle::evaluator
