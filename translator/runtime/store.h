// The hash-consed store: one canonical, immortal copy of every value that a state keeps. Safe for concurrent use;
// sharded by hash, so that no lock is shared by all workers.
//
// A handle is 32 bits: what a state's words hold. Small integers, Booleans, strings and model values are encoded in the
// handle itself; other values are the number of their stored object.
#pragma once

#include <cstdint>

#include "translator/runtime/value.h"

namespace trestle::runtime {

class Arena;
using Handle = uint32_t;

// The canonical copy of a value: symbolic sets are enumerated first (an EvalError when they cannot be), parts interned
// recursively. Atoms and small integers are returned as they are.
Value intern(Value v);

// An immortal copy for constants that are evaluated once: enumerated collections are interned, symbolic sets, operators and
// lazy functions keep their form with their parts kept. Operator and LazyFunction payloads must be immortal already.
Value keep(Value v);

Handle to_handle(Value v);     // interns
Value from_handle(Handle h);
uint64_t handle_hash(Handle h);  // the value's content hash, the same in every run

size_t store_objects();
size_t store_bytes();

}  // namespace trestle::runtime
