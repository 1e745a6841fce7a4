// Parameters whose words are known before any is written: they go straight into a ring (Tracer::record).
#pragma once

#include <concepts>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

#include "tracer/name.h"
#include "tracer/record.h"
#include "tracer/rings.h"
#include "tracer/value.h"

namespace trestle::tracer::in_place {

template <class T>
concept Text = std::convertible_to<const T&, std::string_view>;
template <class T>
concept Numeric = Number<T> || std::same_as<T, Integer>;

// How a parameter is handed on: numbers by value, so that they need no place in memory.
template <class T>
using Passed = std::conditional_t<std::is_arithmetic_v<T>, T, const T&>;

// Names and values in turn, of which the values are such.
template <class... Parameters>
inline constexpr bool possible = true;
template <class Name, class T, class... Rest>
inline constexpr bool possible<Name, T, Rest...> = (Numeric<T> || std::same_as<T, bool> || Text<T>) && possible<Rest...>;

template <class T>
[[gnu::always_inline]] inline bool fits(const T& value) {
  if constexpr (Number<T>) return std::in_range<int32_t>(value);
  if constexpr (std::same_as<T, Integer>) return value.is_small();
  return true;
}

// Whether the table has all names at the places of their hashes, and all numbers are small.
[[gnu::always_inline]] inline bool known(const NameTable& names, const Name& action) { return names.has(action); }
template <class T, class... Rest>
[[gnu::always_inline]] inline bool known(const NameTable& names, const Name& action, const Name& name, const T& value,
                                         const Rest&... rest) {
  return names.has(name) && fits(value) && known(names, action, rest...);
}

inline constexpr size_t kWord = sizeof(uint64_t);

inline size_t words() { return 0; }
template <class T, class... Rest>
[[gnu::always_inline]] inline size_t words(const Name&, const T& value, const Rest&... rest) {
  size_t own = 1;
  if constexpr (std::same_as<T, bool>) {
    own = 2;
  } else if constexpr (Text<T>) {
    own = 2 + (std::string_view(value).size() + kWord - 1) / kWord;
  }
  return own + words(rest...);
}

template <class Put>
void text(Put put, std::string_view text) {
  put(tagged(Tag::string, 0, static_cast<uint32_t>(text.size())));
  for (; text.size() >= kWord; text.remove_prefix(kWord)) {
    uint64_t word;
    std::memcpy(&word, text.data(), kWord);
    put(word);
  }
  if (text.empty()) return;
  uint64_t word = 0;
  for (size_t i = 0; i < text.size(); ++i) word |= uint64_t{static_cast<unsigned char>(text[i])} << 8 * i;
  put(word);
}

// The record's words for them, one after the other.
template <class Put>
void items(Put) {}
template <class Put, class T, class... Rest>
[[gnu::always_inline]] inline void items(Put put, const Name& name, const T& value, const Rest&... rest) {
  const uint32_t number = NameTable::number(name);
  if constexpr (Numeric<T>) {
    put(tagged(Tag::small, number, static_cast<uint32_t>(value)));
  } else {
    put(tagged(Tag::param, number));
    if constexpr (std::same_as<T, bool>) {
      put(tagged(value ? Tag::yes : Tag::no));
    } else {
      text(put, value);
    }
  }
  items(put, rest...);
}

}  // namespace trestle::tracer::in_place
