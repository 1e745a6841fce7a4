// Where generated code could not go on and left a state to the evaluator, for those who ask.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "translator/codegen/compile.h"

namespace trestle::codegen {

struct MisfitPlace {
  std::string unit;      // path of the generated source
  unsigned line = 0;     // of it, counted from 1
  std::string code;      // what stands there
  std::string function;  // around it: an action, a predicate, an operator
  uint64_t count = 0;
};

void watch_misfits(bool on);  // from now on, on every thread
void misfit_happened();       // called by generated code just before it gives up
// The places that were met, the commonest first. Compiles the units again, with their line numbers.
std::vector<MisfitPlace> misfit_places(const CompileOptions& options);

}  // namespace trestle::codegen
