// "Did you mean ...?": which of some names a misspelt one was meant to be.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace trestle {

// Letters inserted, left out, replaced or swapped with the next that lead from one to the other, whatever their case.
size_t edit_distance(std::string_view a, std::string_view b);

// The nearest of the names that differ from it by a third of its letters at most, or by so many slips. Empty when none does.
std::string_view nearest(std::string_view name, std::span<const std::string_view> names, size_t slips = 0);

// "did you mean Next?", or empty.
std::string did_you_mean(std::string_view name, std::span<const std::string_view> names);

}  // namespace trestle
