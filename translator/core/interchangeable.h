// Names that a spec cannot tell apart: with two of them swapped in it, a behavior is still a behavior.
#pragma once

#include <vector>

#include "translator/core/core.h"

namespace trestle::core {

// Strings and model values, in classes of two or more: what can be swapped within each by all of these specs. Found in
// the text alone: they come only out of constants that are sets of such names, and nothing that is done with them
// depends on which it is (CHOOSE would, and Len of a string). None where that is not plain to see.
std::vector<std::vector<Value>> interchangeable(const std::vector<const Spec*>& specs);

}  // namespace trestle::core
