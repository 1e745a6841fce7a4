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
// encode() writes straight into the event's text; no intermediate tree is built.
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

#include "tracer/text.h"

namespace trestle::tracer {

struct ModelValue {
  std::string_view name;
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
void encode(Text& out, const T& value);

// A value kept in its encoded form.
class Value {
 public:
  template <class T>
  requires(!std::same_as<std::remove_cvref_t<T>, Value>)
      Value(const T& value) {  // NOLINT: conversion is the point, `Value v = 3;`
    Text text;
    encode(text, value);
    text_ = text.view();
  }

  static Value sequence(std::initializer_list<Value> elements) { return Value(Raw{}, "[", elements, "]"); }
  static Value set(std::initializer_list<Value> elements) { return Value(Raw{}, "{\"#set\":[", elements, "]}"); }
  static Value map(std::initializer_list<std::pair<Value, Value>> pairs);
  static Value record(std::initializer_list<std::pair<std::string_view, Value>> members);

  std::string_view json() const { return text_; }

 private:
  struct Raw {};
  Value(Raw, std::string_view open, std::initializer_list<Value> elements, std::string_view close);
  explicit Value(Raw) {}

  std::string text_;
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
void encode_list(Text& out, std::string_view open, const Range& range, std::string_view close, Each each) {
  out.append(open);
  bool first = true;
  for (const auto& element : range) {
    if (!first) out.append(',');
    first = false;
    each(element);
  }
  out.append(close);
}

template <class Tuple, size_t... I>
void encode_tuple(Text& out, const Tuple& tuple, std::index_sequence<I...>) {
  out.append('[');
  ((I == 0 ? void() : out.append(','), encode(out, std::get<I>(tuple))), ...);
  out.append(']');
}

template <class Tuple, size_t... I>
void encode_record(Text& out, const Tuple& parts, std::index_sequence<I...>) {
  out.append('{');
  ((I == 0 ? void() : out.append(','), out.append_string(std::get<2 * I>(parts)), out.append(':'),
    encode(out, std::get<2 * I + 1>(parts))),
   ...);
  out.append('}');
}

template <std::integral T>
void encode_integer(Text& out, T value) {
  if (std::in_range<int64_t>(value)) {
    out.append_integer(value);
  } else {
    out.append("{\"#bigint\":\"");
    out.append_integer(value);
    out.append("\"}");
  }
}

template <class... Ts>
void encode_fields(Text& out, const Fields<Ts...>& record) {
  encode_record(out, record.parts, std::make_index_sequence<sizeof...(Ts) / 2>());
}
template <class T>
concept IsFields = requires(Text& out, const T& value) {
  encode_fields(out, value);
};

}  // namespace detail

template <class T>
void encode(Text& out, const T& value) {
  if constexpr (std::same_as<T, bool>) {
    out.append(value ? "true" : "false");
  } else if constexpr (std::same_as<T, char>) {
    out.append_string(std::string_view(&value, 1));
  } else if constexpr (std::integral<T>) {
    detail::encode_integer(out, value);
  } else if constexpr (std::convertible_to<const T&, std::string_view>) {
    out.append_string(value);
  } else if constexpr (std::same_as<T, Value>) {
    out.append(value.json());
  } else if constexpr (std::same_as<T, ModelValue>) {
    out.append("{\"#model\":");
    out.append_string(value.name);
    out.append('}');
  } else if constexpr (detail::IsFields<T>) {
    detail::encode_fields(out, value);
  } else if constexpr (requires { to_tla(value); }) {
    encode(out, to_tla(value));
  } else if constexpr (detail::MapLike<T>) {
    detail::encode_list(out, "{\"#map\":[", value, "]}", [&](const auto& pair) { encode(out, pair); });
  } else if constexpr (detail::SetLike<T>) {
    detail::encode_list(out, "{\"#set\":[", value, "]}", [&](const auto& element) { encode(out, element); });
  } else if constexpr (std::ranges::range<const T>) {
    // A named element type turns the proxy of vector<bool> into a bool.
    detail::encode_list(out, "[", value, "]",
                        [&](const std::ranges::range_value_t<const T>& element) { encode(out, element); });
  } else if constexpr (detail::TupleLike<T>) {
    detail::encode_tuple(out, value, std::make_index_sequence<std::tuple_size_v<T>>());
  } else {
    static_assert(detail::always_false<T>, "no TLA+ value for this type: give it a to_tla(const T&)");
  }
}

inline Value::Value(Raw, std::string_view open, std::initializer_list<Value> elements, std::string_view close) {
  Text text;
  detail::encode_list(text, open, elements, close, [&](const Value& element) { encode(text, element); });
  text_ = text.view();
}

inline Value Value::map(std::initializer_list<std::pair<Value, Value>> pairs) {
  Text text;
  detail::encode_list(text, "{\"#map\":[", pairs, "]}", [&](const auto& pair) { encode(text, pair); });
  Value value{Raw{}};
  value.text_ = text.view();
  return value;
}

inline Value Value::record(std::initializer_list<std::pair<std::string_view, Value>> members) {
  Text text;
  detail::encode_list(text, "{", members, "}", [&](const auto& member) {
    text.append_string(member.first);
    text.append(':');
    encode(text, member.second);
  });
  Value value{Raw{}};
  value.text_ = text.view();
  return value;
}

}  // namespace trestle::tracer
