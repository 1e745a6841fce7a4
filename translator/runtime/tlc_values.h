// Values as the bytes that TLC writes for IOSerialize and reads for IODeserialize (tlc2/value/ValueOutputStream.java and
// ValueInputStream.java; the values' own `write` and `createFromExternal`).
#pragma once

#include <string>
#include <string_view>

#include "translator/runtime/context.h"
#include "translator/runtime/value.h"

namespace trestle::runtime {

// Symbolic sets are enumerated first. Model values are written as their numbers in the order of the .cfg
// (Context::model_values), as TLC does: only a run with the same .cfg can read them. An integer beyond 32 bits, which TLC
// does not have, is written as text, under a kind that TLC does not write.
std::string to_tlc_bytes(Context& context, Value v, bool compress);

// Compressed or not is told by the bytes themselves. An EvalError when they are not such bytes.
Value from_tlc_bytes(Context& context, std::string_view bytes);

}  // namespace trestle::runtime
