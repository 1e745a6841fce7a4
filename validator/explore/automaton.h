// A temporal formula as an automaton that reads a behavior step by step (Couvreur's tableau, with acceptance on
// transitions). A state is what is still owed; taking a transition may put off a promise <>f. A run that puts no
// promise off for ever accepts.
#pragma once

#include <optional>
#include <vector>

#include "translator/runtime/temporal.h"

namespace trestle::explore {

struct Automaton {
  struct Transition {
    runtime::FormulaId guard;  // of the step, without temporal operators
    uint32_t to;
    uint64_t kept;  // bit i: promise i is not put off by this transition
  };
  std::vector<std::vector<Transition>> states;  // the first is initial
  unsigned promises = 0;
  std::optional<uint32_t> satisfied;  // the state in which nothing is owed, whatever comes

  uint64_t all_promises() const { return promises == 64 ? ~uint64_t{0} : (uint64_t{1} << promises) - 1; }
};

// Nothing when the automaton is too large.
std::optional<Automaton> make_automaton(runtime::Formulas& formulas, runtime::FormulaId formula);

}  // namespace trestle::explore
