// A name of the spec (an action, a parameter, a variable) with a hash of its text. Of a literal, the hash is a constant
// of the program; of any other string it is computed when the Name is made. It refers to the text it is made from.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

// The words of a name are put together as the machine would load them.
static_assert(std::endian::native == std::endian::little);

namespace trestle::tracer {

class Name {
 public:
  template <size_t N>
  [[gnu::always_inline]] Name(const char (&text)[N]) {  // NOLINT: conversion is the point
    text_ = std::string_view(text, __builtin_strlen(text));
    hash_ = text_.size() == N - 1 ? fixed<N - 1>(text) : any(text_);
  }
  template <class T>
  requires(std::convertible_to<const T&, std::string_view> && !std::is_array_v<T>) Name(const T& text)  // NOLINT
      : text_(text), hash_(any(text_)) {}

  std::string_view text() const { return text_; }
  uint64_t hash() const { return hash_; }  // never 0

 private:
  static constexpr uint64_t kFactor = 0x9E3779B97F4A7C15u;

  static constexpr uint64_t add(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * kFactor;
    return hash ^ hash >> 32;
  }
  static uint64_t word(const char* from, size_t bytes) {
    uint64_t word = 0;
    std::memcpy(&word, from, bytes);
    return word;
  }
  // Character by character, which the compiler folds to constants for a literal, and to loads of words otherwise.
  template <size_t... I>
  [[gnu::always_inline]] static constexpr uint64_t letters(const char* text, std::index_sequence<I...>) {
    return ((uint64_t{static_cast<unsigned char>(text[I])} << 8 * I) | ...);
  }
  template <size_t Length>
  [[gnu::always_inline]] static constexpr uint64_t fixed(const char* text) {
    uint64_t hash = Length;
    [&]<size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
      ((hash = add(hash, letters(text + 8 * I, std::make_index_sequence<8>()))), ...);
    }
    (std::make_index_sequence<Length / 8>());
    if constexpr (Length % 8 != 0)
      hash = add(hash, letters(text + Length / 8 * 8, std::make_index_sequence<Length % 8>()));
    return hash | 1;
  }
  static uint64_t any(std::string_view text) {
    uint64_t hash = text.size();
    for (; text.size() >= 8; text.remove_prefix(8)) hash = add(hash, word(text.data(), 8));
    if (!text.empty()) hash = add(hash, word(text.data(), text.size()));
    return hash | 1;
  }

  std::string_view text_;
  uint64_t hash_;
};

}  // namespace trestle::tracer
