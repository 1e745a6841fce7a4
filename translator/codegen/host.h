// What a unit asks of the program that runs it (runtime/packed.h, Host). Private to this folder.
#pragma once

#include "translator/codegen/generate.h"
#include "translator/evaluator/part.h"
#include "translator/runtime/model.h"
#include "translator/runtime/packed.h"

namespace trestle::codegen {

using runtime::Value;

// What one call into a unit is about. The innermost of a thread is the one that the host's functions see.
struct Call {
  const Unit& unit;
  const evaluator::Parts& parts;
  runtime::Context& context;
  const runtime::Word* state;
  Call* outer;

  static inline constinit thread_local Call* innermost = nullptr;

  Call(const Unit& unit, const evaluator::Parts& parts, runtime::Context& context, const runtime::Word* state)
      : unit(unit), parts(parts), context(context), state(state), outer(innermost) {
    innermost = this;
  }
  ~Call() { innermost = outer; }
  Call(const Call&) = delete;
};

const packed::Host& host();

}  // namespace trestle::codegen
