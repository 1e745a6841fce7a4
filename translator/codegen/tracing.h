// A spec as the words in which a system records what it does: a header over tracer/typed.h, and an observation mapping.
#pragma once

#include <memory>
#include <string>

#include "translator/codegen/generate.h"

namespace trestle::codegen {

struct TracingText {
  std::string header, mapping;
  size_t actions = 0, typed = 0, parameters = 0;  // parameters, and those whose kind is known
};

// `spec`: as evaluated. A parameter's kind is that of the values of the set it is bound to in Next, where that set is
// constant; elsewhere it takes any value.
TracingText tracing_of(const std::shared_ptr<const core::Spec>& spec, const LibraryNames& names);

}  // namespace trestle::codegen
