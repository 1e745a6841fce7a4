// What steps look at and change, found in the text of a spec.
#pragma once

#include "translator/core/core.h"
#include "translator/runtime/footprint.h"

namespace trestle::core {

// Of each action, outer ones behind the others, and of each predicate. A place is a variable, or what is in it at keys that
// are constants or arguments of the action: f[p], r.field, an element of a set that is a record with certain members. What is
// not plain to see is not known (ENABLED, \cdot, what has effects), or is all of the variable.
runtime::Footprints footprints(const Spec& spec);

}  // namespace trestle::core
