// What values a variable can have, as far as that is known: the type from which a state's bits are laid out and native
// code is generated. Inferred from Init, Next and the constants (core/infer.h), optimistically: a value outside its
// shape is noticed where it is stored, and widens the layout.
//
// A Shape is a set of values. Shapes are immutable, immortal and interned: equal shapes are the same pointer. As in
// TLA+, records, tuples and functions are one kind; a tuple is a function of 1..n.
//
// A shape may be larger than any layout could hold, Seq(Nat) say. settled() makes what is too large Dynamic.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "translator/runtime/value.h"

namespace trestle::runtime {

class Context;
struct Shape;
using ShapeRef = const Shape*;

struct Shape {
  enum class Kind : uint8_t {
    Never,     // no value
    Boolean,   // FALSE, TRUE
    Range,     // the integers low..high
    Atoms,     // `keys`: model values, then strings, each by rank
    Set,       // every subset of the elements of parts[0]; those of at most `capacity` when these are many
    Function,  // the functions with domain `keys` (in TLC's order) whose value at keys[i] is in parts[i]
    Sequence,  // of at most `capacity` elements of parts[0]; of capacity 0: <<>> alone
    Partial,   // the functions with values in parts[1] whose domain is any subset of parts[0], as of a Set
    Union,     // what is in one of `parts`, of which no two have a value in common that is not <<>>
    Dynamic,   // any value: a handle into the Store
  };
  Kind kind = Kind::Never;
  int64_t low = 0, high = -1;
  uint32_t capacity = 0;    // 0 for a Set or Partial with a bit for each value
  std::vector<Value> keys;  // interned
  std::vector<ShapeRef> parts;

  // Number of values; kMany when it has more than 2^62, or Dynamic parts, or no numbering in TLC's order is known.
  static constexpr uint64_t kMany = uint64_t{1} << 63;
  static constexpr uint32_t kTooMany = UINT32_MAX;
  uint64_t count = 0;
  uint32_t bits = 0;     // in a state (see Layout); kTooMany when no layout takes it
  bool dynamic = false;  // some part is Dynamic

  // Of a Function: the set of its keys; whether they are 1..n; the record shape (atoms.h) when they are all strings.
  Value domain;
  bool tuple = false;
  uint32_t record = 0;

  // Of a Set with a capacity that does not list(): the elements by their alternative. A small one has a bit for each of
  // its values, from `at`; those of a large one are listed, the first as number `at`.
  struct Slice {
    uint32_t first, count, at;
    bool small;
  };
  std::vector<Slice> slices;

  bool is(Kind k) const { return kind == k; }
  uint32_t tag_bits() const;     // Union: bits of the tag
  uint32_t length_bits() const;  // where there is a capacity: bits of the length
  uint32_t number_bits() const;  // Set, Partial with a capacity: bits of which value of parts[0], or of those that are listed, one is
  uint32_t domain_bits() const;  // Set, Partial: bits of which values of parts[0] there are
  uint32_t slice_bits() const;   // Set: those of the small alternatives
  bool lists() const;            // Set, Partial: native code has a list of the values, too, and not bits
};

// Bounds of a Range, and capacity of a Sequence, that is not bounded.
inline constexpr int64_t kNoLow = INT64_MIN, kNoHigh = INT64_MAX;
inline constexpr uint32_t kNoCapacity = UINT32_MAX;

// A Set or Partial over more values than this lists those that it has, by number, instead of having a bit for each: at
// least kFewest of them, and no layout takes more than kMostFew (ADR 38). Neither does one take
inline constexpr uint64_t kMaxUniverse = 2048;
inline constexpr uint32_t kFewest = 4, kMostFew = 64;
// Where few are met, a Set over more values than this lists them, too, if that takes less room (ADR 50), but for those
// of alternatives of the element that have no more values than kSmall (ADR 68).
inline constexpr uint64_t kMaxDense = 255, kSmall = 64;
// what would need more bits, copied with every state,
inline constexpr uint32_t kMaxBits = 1 << 16;
// and records with more different lists of fields.
inline constexpr size_t kMaxAlternatives = 64;
// A set counts as an element of a set when its own element has at most so many values.
inline constexpr uint64_t kMaxNested = 32;

namespace shape {

ShapeRef never();
ShapeRef boolean();
ShapeRef range(int64_t low, int64_t high);  // beyond the small integers: not bounded
ShapeRef atoms(std::vector<Value> keys);    // in any order
ShapeRef set(ShapeRef element, uint32_t capacity = 0);  // at least so many, where the elements are too many for bits
ShapeRef few(ShapeRef element, uint32_t capacity);      // listed also where there could be bits, if that is shorter
ShapeRef function(std::vector<Value> keys, std::vector<ShapeRef> parts);  // in TLC's order of keys
ShapeRef sequence(ShapeRef element, uint32_t capacity);
ShapeRef partial(ShapeRef key, ShapeRef value, uint32_t capacity = 0);
ShapeRef dynamic();
ShapeRef tuple(std::vector<ShapeRef> parts);  // function of 1..n

ShapeRef join(ShapeRef a, ShapeRef b);  // the least shape we have that contains both
ShapeRef meet(ShapeRef a, ShapeRef b);  // contains what both contain, and not much more
bool contains(ShapeRef outer, ShapeRef inner);
// `shape`, which contains `v` but for its size, with room for the elements of the sets in it, and some more.
ShapeRef roomy(Context& context, ShapeRef shape, Value v);
ShapeRef of(Value v);  // the least shape of one value, which may be a set known by a rule, Nat say
// `shape`, but that sets of few of the values that they could have list them, with room for all in `met`.
ShapeRef sparse(Context& context, ShapeRef shape, std::span<const Value> met);
// The form of `shape` with these in place of its parts, as many of them.
ShapeRef with_parts(ShapeRef shape, std::vector<ShapeRef> parts);
// Fit for a layout: a part that is not becomes Dynamic, as deep as possible.
ShapeRef settled(ShapeRef shape);
bool contains(Context& context, ShapeRef shape, Value v);

// The alternatives of a Union, else the shape itself (none for Never).
std::span<const ShapeRef> alternatives(const ShapeRef& shape);
// The part of a Union, or the shape itself, that a value of this form belongs to; null when there is none. It may still
// not contain the value.
ShapeRef alternative(Context& context, ShapeRef shape, Value v);

// The values of a shape that is not dynamic, numbered from 0 in TLC's order of values.
uint64_t index(Context& context, ShapeRef shape, Value v);  // kMany when it is not in the shape
Value value(Context& context, ShapeRef shape, uint64_t index);
// All values of a shape with at most kMaxUniverse of them, interned, by index; undefined where TLC could not sort a
// set, {1, "a"} say. Made at the first call.
std::span<const Value> values(ShapeRef shape);

// For people: "[RM -> {"idle", "busy"}]", "SUBSET (0..3)", "Seq(0..3) up to 4", "any value".
std::string print(ShapeRef shape);

}  // namespace shape
}  // namespace trestle::runtime
