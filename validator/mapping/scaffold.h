// A first observation mapping, from a spec and a sample of a log: what matches by name, as far as that goes, and by
// name what does not.
#pragma once

#include <string>

#include "translator/runtime/model.h"
#include "validator/mapping/guess_places.h"
#include "validator/trace/trace.h"

namespace trestle::mapping {

// The text of a *.observe.toml for a log of which the first `sample` events are looked at. It is a valid mapping as it
// stands; what could not be matched is in comments that say so. `guess`: how the trace is read, when it is in no format.
// Throws TraceError.
std::string scaffold(const runtime::Signature& signature, trace::Trace& trace, const Guess* guess = nullptr,
                     size_t sample = 10'000);

}  // namespace trestle::mapping
