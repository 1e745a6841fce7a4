// TLA+ values from C++ values, in the form docs/formats/trace.md gives them:
//
//   bool, integers                    BOOLEAN, Int (beyond 64 signed bits as {"#bigint":"..."})
//   char, std::string, string_view    STRING
//   ModelValue{"r1"}                  a model value of the .cfg
//   vector, array, list, span         a sequence            pair, tuple    a tuple
//   set, unordered_set                a set                 map, unordered_map    a function
//   fields("type", t, "rm", r)        a record
//   your own T                        whatever `to_tla(const T&)`, found beside T, returns: a string for an enum,
//                                     fields(...) for a struct
//   Value                             any of these, to keep or to build at run time
//
// encode() writes straight into the event's record (record.h); no intermediate tree is built.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <ranges>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "tracer/record.h"

namespace trestle::tracer {

struct ModelValue {
  std::string_view name;
};

// Any integer of C++, as a parameter that is one and nothing that C++ would make one of.
class Integer {
 public:
  template <Number T>
  requires(sizeof(T) <= sizeof(uint64_t)) Integer(T value)  // NOLINT: conversion is the point
      : bits_(static_cast<uint64_t>(value)), large_(!std::in_range<int64_t>(value)) {}

  void put_to(Record& out) const { large_ ? out.put_integer(bits_) : out.put_integer(static_cast<int64_t>(bits_)); }
  bool is_small() const { return !large_ && std::in_range<int32_t>(static_cast<int64_t>(bits_)); }
  explicit operator uint32_t() const { return static_cast<uint32_t>(bits_); }  // when it is small
  friend const Integer& to_tla(const Integer& integer) { return integer; }

 private:
  uint64_t bits_;
  bool large_;  // beyond 64 signed bits
};

// A record given as alternating field names and values; it refers to its arguments, so use it in the expression that
// makes it or in a to_tla() that refers to its own parameter.
template <class... Ts>
struct Fields {
  std::tuple<const Ts&...> parts;
};
template <class... Ts>
Fields<Ts...> fields(const Ts&... parts) {
  static_assert(sizeof...(Ts) % 2 == 0, "fields(\"name\", value, ...) takes pairs");
  return {{parts...}};
}

template <class T>
void encode(Record& out, const T& value);

// A value kept in its encoded form.
class Value {
 public:
  template <class T>
  requires(!std::same_as<std::remove_cvref_t<T>, Value>)
      Value(const T& value) {  // NOLINT: conversion is the point, `Value v = 3;`
    Record record;
    encode(record, value);
    keep(record);
  }

  static Value sequence(std::initializer_list<Value> elements) { return Value(Tag::sequence, elements); }
  static Value set(std::initializer_list<Value> elements) { return Value(Tag::set, elements); }
  static Value map(std::initializer_list<std::pair<Value, Value>> pairs);
  static Value record(std::initializer_list<std::pair<std::string_view, Value>> members);

  std::span<const uint64_t> words() const { return words_; }
  std::string json() const;

 private:
  Value(Tag kind, std::initializer_list<Value> elements);
  Value() = default;
  void keep(const Record& record) { words_.assign(record.items().begin(), record.items().end()); }

  std::vector<uint64_t> words_;
};

namespace detail {

template <class T>
concept TupleLike = requires {
  std::tuple_size<T>::value;
};
template <class T>
concept SetLike = std::ranges::range<const T> && requires {
  typename T::key_type;
};
template <class T>
concept MapLike = SetLike<T> && requires {
  typename T::mapped_type;
};
template <class T>
inline constexpr bool always_false = false;

template <class Range, class Each>
void encode_list(Record& out, Tag kind, const Range& range, Each each) {
  out.put(kind);
  for (const auto& element : range) each(element);
  out.put(Tag::end);
}

template <class Tuple, size_t... I>
void encode_tuple(Record& out, const Tuple& tuple, std::index_sequence<I...>) {
  out.put(Tag::sequence);
  (encode(out, std::get<I>(tuple)), ...);
  out.put(Tag::end);
}

template <class Tuple, size_t... I>
void encode_record(Record& out, const Tuple& parts, std::index_sequence<I...>) {
  out.put(Tag::fields);
  ((out.put_string(std::get<2 * I>(parts)), encode(out, std::get<2 * I + 1>(parts))), ...);
  out.put(Tag::end);
}

template <class... Ts>
void encode_fields(Record& out, const Fields<Ts...>& record) {
  encode_record(out, record.parts, std::make_index_sequence<sizeof...(Ts) / 2>());
}
template <class T>
concept IsFields = requires(Record& out, const T& value) {
  encode_fields(out, value);
};

}  // namespace detail

template <class T>
void encode(Record& out, const T& value) {
  if constexpr (std::same_as<T, bool>) {
    out.put(value ? Tag::yes : Tag::no);
  } else if constexpr (std::same_as<T, char>) {
    out.put_string(std::string_view(&value, 1));
  } else if constexpr (Letter<T>) {
    static_assert(detail::always_false<T>, "letters of this type are neither numbers nor UTF-8 text: convert them");
  } else if constexpr (std::integral<T>) {
    out.put_integer(value);
  } else if constexpr (std::same_as<T, Integer>) {
    value.put_to(out);
  } else if constexpr (std::convertible_to<const T&, std::string_view>) {
    out.put_string(value);
  } else if constexpr (std::same_as<T, Value>) {
    out.put_words(value.words());
  } else if constexpr (std::same_as<T, ModelValue>) {
    out.put(Tag::model);
    out.put_string(value.name);
  } else if constexpr (detail::IsFields<T>) {
    detail::encode_fields(out, value);
  } else if constexpr (requires { to_tla(value); }) {
    encode(out, to_tla(value));
  } else if constexpr (detail::MapLike<T>) {
    detail::encode_list(out, Tag::map, value, [&](const auto& pair) { encode(out, pair); });
  } else if constexpr (detail::SetLike<T>) {
    detail::encode_list(out, Tag::set, value, [&](const auto& element) { encode(out, element); });
  } else if constexpr (std::ranges::range<const T>) {
    // A named element type turns the proxy of vector<bool> into a bool.
    detail::encode_list(out, Tag::sequence, value,
                        [&](const std::ranges::range_value_t<const T>& element) { encode(out, element); });
  } else if constexpr (detail::TupleLike<T>) {
    detail::encode_tuple(out, value, std::make_index_sequence<std::tuple_size_v<T>>());
  } else {
    static_assert(detail::always_false<T>, "no TLA+ value for this type: give it a to_tla(const T&)");
  }
}

inline Value::Value(Tag kind, std::initializer_list<Value> elements) {
  Record record;
  detail::encode_list(record, kind, elements, [&](const Value& element) { encode(record, element); });
  keep(record);
}

inline Value Value::map(std::initializer_list<std::pair<Value, Value>> pairs) {
  Record record;
  detail::encode_list(record, Tag::map, pairs, [&](const auto& pair) { encode(record, pair); });
  Value value;
  value.keep(record);
  return value;
}

inline Value Value::record(std::initializer_list<std::pair<std::string_view, Value>> members) {
  Record record;
  detail::encode_list(record, Tag::fields, members, [&](const auto& member) {
    record.put_string(member.first);
    encode(record, member.second);
  });
  Value value;
  value.keep(record);
  return value;
}

}  // namespace trestle::tracer
