// What a step looks at and what it changes, as far as the text of the specification tells (core/footprint.h): two steps
// that do not meet there can be taken in either order.
#pragma once

#include <compare>
#include <cstdint>
#include <utility>
#include <vector>

#include "translator/runtime/value.h"

namespace trestle::runtime {

// Where in a variable: an argument of a function, a field of a record, an element of a set.
struct Key {
  enum class Kind : uint8_t {
    Any,
    Value,     // this name, small integer or Boolean
    Argument,  // an argument of the action, or what these fields lead to in it
    Record,    // a record whose members, of those that are known, have these values
    Position,  // of a sequence, any
  } kind = Kind::Any;
  uint64_t value = 0;  // Value: its word
  uint32_t argument = 0;
  std::vector<uint32_t> fields = {};
  std::vector<std::pair<uint32_t, Key>> members = {};

  static Key of(Value value);  // of what is no such value: any, or a record's members
  friend std::strong_ordering operator<=>(const Key& a, const Key& b);
  friend bool operator==(const Key& a, const Key& b) { return (a <=> b) == 0; }
};

// A place in a variable, all that is within it, and what is done there.
struct Access {
  enum class Kind : uint8_t {
    Tests,   // whether something is in a set, where more that is in it can only allow more
    Reads,
    Adds,    // to a set, what may be in it already; to a number: in any order it comes to the same
    Writes,
  } kind;
  uint32_t variable;
  std::vector<Key> path = {};

  bool changes() const { return kind >= Kind::Adds; }
  friend std::strong_ordering operator<=>(const Access& a, const Access& b);
  friend bool operator==(const Access& a, const Access& b) { return (a <=> b) == 0; }
};

struct Footprint {
  bool known = false;  // nothing else is looked at or changed
  std::vector<Access> accesses = {};

  friend std::strong_ordering operator<=>(const Footprint& a, const Footprint& b);
  friend bool operator==(const Footprint& a, const Footprint& b) { return (a <=> b) == 0; }
};

struct FootprintHash {
  size_t operator()(const Footprint&) const;
};

// Those of a specification, or of several as one model has them.
struct Footprints {
  std::vector<Footprint> actions;     // by ActionId
  std::vector<Footprint> predicates;  // by PredicateId
};

// Whether both may be the same place, or one within the other. Of keys without arguments.
bool may_meet(const Key& a, const Key& b);
bool may_meet(const Access& a, const Access& b);

}  // namespace trestle::runtime
