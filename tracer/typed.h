// What the headers are made of that `trestle compile --tracer` writes from a spec (docs/tracer.md): actions as types
// whose constructors take the spec's parameters, and variables as constants. A misspelt name, a parameter too few or of
// another kind, a variable of another spec: none of them compiles.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "tracer/tracer.h"

namespace trestle::tracer {

// A string as a template argument.
template <size_t N>
struct Literal {
  char text[N];
  constexpr Literal(const char (&given)[N]) { std::copy_n(given, N, text); }  // NOLINT: conversion is the point
};

// Beside Integer, which value.h has since events that are recorded at once know it.
class Boolean {
 public:
  template <std::same_as<bool> T>
  Boolean(T value) : value_(value) {}  // NOLINT
  friend bool to_tla(const Boolean& boolean) { return boolean.value_; }

 private:
  bool value_;
};

// A string or model value: one that the spec knows, or any text, as of nodes that have other names than in the .cfg.
template <class Atom>
class Word {
 public:
  Word(Atom atom) : text_(to_tla(atom)) {}       // NOLINT
  Word(ModelValue value) : text_(value.name) {}  // NOLINT
  template <class T>
  requires(std::convertible_to<const T&, std::string_view>) Word(const T& text)  // NOLINT
      : text_(text) {}
  friend std::string_view to_tla(const Word& word) { return word.text_; }

 private:
  std::string_view text_;
};

// A variable, or with brackets a part of it: votes[tid]["rm1"].
template <class Spec, Literal Name, class... Path>
class Variable {
 public:
  constexpr Variable() requires(sizeof...(Path) == 0) = default;
  constexpr explicit Variable(std::tuple<const Path&...> path) : path_(path) {}

  template <class T>
  constexpr Variable<Spec, Name, Path..., T> operator[](const T& part) const {
    return Variable<Spec, Name, Path..., T>(std::tuple_cat(path_, std::tuple<const T&>(part)));
  }
  Place<Path...> place() const { return {Name.text, path_}; }

 private:
  std::tuple<const Path&...> path_;
};

// An event of one of the spec's actions; what tracer.h says of Event.
template <class Spec>
class Step {
 public:
  template <Literal Name, class... Path, class T>
  Step& before(const Variable<Spec, Name, Path...>& where, const T& value) {
    return before(where, Op::is, value);
  }
  template <Literal Name, class... Path, class T>
  Step& before(const Variable<Spec, Name, Path...>& where, Op op, const T& value) {
    event_.before(where.place(), op, value);
    return *this;
  }
  template <Literal Name, class... Path, class T>
  Step& after(const Variable<Spec, Name, Path...>& where, const T& value) {
    return after(where, Op::is, value);
  }
  template <Literal Name, class... Path, class T>
  Step& after(const Variable<Spec, Name, Path...>& where, Op op, const T& value) {
    event_.after(where.place(), op, value);
    return *this;
  }
  Step& sends(std::string_view message) {
    event_.sends(message);
    return *this;
  }
  Step& receives(std::string_view message) {
    event_.receives(message);
    return *this;
  }
  bool record() { return event_.record(); }
  void cancel() { event_.cancel(); }

 protected:
  template <class Name>
  Step(Tracer& tracer, const Name& name) : event_(tracer.event(name)) {}
  template <class Name, class T>
  void param(const Name& name, const T& value) {
    event_.param(name, value);
  }

 private:
  Event event_;
};

}  // namespace trestle::tracer
