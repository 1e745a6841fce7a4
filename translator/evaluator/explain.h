// Why an action is not possible in a state: the conjunct that refused it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "translator/runtime/model.h"

namespace trestle::evaluator {

// A name in the refused conjunct and what it stands for there.
struct Named {
  std::string name;
  std::string value;
};

struct Refusal {
  runtime::Location location;  // of the conjunct
  std::string text;            // the conjunct as written
  std::vector<Named> values;   // variables and bound names in it, in the order they occur
  uint32_t passed = 0;         // how many conjuncts held before it, on the path that got furthest
  bool domain = false;         // the argument is not in the set that the action's parameter ranges over: location and text are that set's
  bool empty = false;          // \E takes an element of a set in which there is none: location and text are that set's
  bool between = false;        // it is asked of a state that a composed step goes through: values are those there
  std::string error;           // the conjunct could not be evaluated at all
};

// The conjunct on the path that got furthest; nothing when the action is possible (some step exists for these arguments).
std::optional<Refusal> refusal(const runtime::Model& model, runtime::Context& context, const runtime::Word* state,
                               runtime::ActionId action, runtime::Arguments arguments);
// Why no initial state exists, or why an initial predicate refuses: the same for Init.
std::optional<Refusal> initial_refusal(const runtime::Model& model, runtime::Context& context);
// The first conjunct of a state predicate that is false.
std::optional<Refusal> false_conjunct(const runtime::Model& model, runtime::Context& context, runtime::PredicateId predicate,
                                      const runtime::Word* state, const runtime::Word* next = nullptr);

}  // namespace trestle::evaluator
