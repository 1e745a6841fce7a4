// TLA+ values, as evaluated and generated code share them.
//
// A Value is one 64-bit word: a small integer or an atom (Boolean, string, model value, infinite set) in the word
// itself, or a pointer to an immutable Object. Objects live in a worker's Arena while an expansion runs, or for good in
// the Store, which hash-conses them: two interned values are equal exactly when their words are equal.
//
// Canonical forms, so that equality is structural (as in TLC's normalize()):
//   - a set is sorted in TLC's order without duplicates (symbolic sets below are compared by their elements);
//   - functions, records, tuples and sequences are one kind of thing in TLA+. A function whose domain is 1..n is always
//   a
//     Tuple; one whose domain is a non-empty set of strings is always a Record; everything else is a Function. <<>> is
//     the empty function.
// Order is TLC's (tlc2/value/impl/*.compareTo): sets by cardinality, then elementwise; functions by domain, then
// values; strings and model values by rank (order of registration, see atoms.h).
#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace trestle::runtime {

enum class Kind : uint8_t {
  Undefined,  // "no value yet": an unassigned variable; never an element of anything
  Boolean,
  Integer,
  String,
  ModelValue,
  // Enumerated collections: Object::items
  Set,       // items = elements
  Tuple,     // items = elements 1..n
  Record,    // aux = shape (see record_fields), items = field values in shape order
  Function,  // items[0] = domain (a Set), items[1..n] = values in domain order
  // Sets known by a rule; membership never enumerates
  Interval,     // items = low, high (integers, low <= high)
  Powerset,     // items = S
  FunctionSet,  // items = domain, range
  RecordSet,    // aux = shape, items = field sets
  ProductSet,   // items = factors
  SequenceSet,  // Seq(S): items = S
  UnionOf,      // UNION S kept lazy only when S is not enumerable: items = S
  Cup,
  Cap,
  Minus,   // of two sets of which one is not enumerable: items = left, right
  Filter,  // {x \in S : P} over a set that is not enumerable: items = S, predicate (Operator)
  Naturals,
  Integers,
  Reals,
  Strings,
  Anything,  // Nat, Int, Real, STRING, TLC's Any: infinite sets, atoms
  // Code as a value
  Operator,      // an operator argument or LAMBDA; payload belongs to the engine
  LazyFunction,  // [x \in S |-> e] over a set that is not enumerable, or a recursive function: items = domain, body
                 // (Operator), then index, value for each EXCEPT, oldest first. Or a stretch of a long sequence, which stays
                 // where it is (sequences.h)
  BigInteger,    // outside 61 bits; items = the 64-bit limbs of the magnitude, least significant first
};

struct Object;

class Value {
 public:
  constexpr Value() : bits_(atom(Kind::Undefined, 0)) {}

  static constexpr Value boolean(bool b) { return Value(atom(Kind::Boolean, b)); }
  static constexpr bool fits(int64_t i) { return i >= kMinSmall && i <= kMaxSmall; }
  static constexpr Value integer(int64_t i) { return Value((static_cast<uint64_t>(i) << 3) | kIntegerTag); }  // fits(i)
  static constexpr Value string(uint32_t id) { return Value(atom(Kind::String, id)); }  // id: atoms.h
  static constexpr Value model_value(uint32_t id) { return Value(atom(Kind::ModelValue, id)); }
  static constexpr Value infinite(Kind k) { return Value(atom(k, 0)); }  // Naturals ... Anything
  static Value object(const Object* o) { return Value(reinterpret_cast<uint64_t>(o)); }

  constexpr bool is_object() const { return (bits_ & 7) == 0; }
  constexpr bool is_small() const { return (bits_ & 7) == kIntegerTag; }
  constexpr bool is_boolean() const { return (bits_ & 0xFF) == atom(Kind::Boolean, 0); }
  constexpr bool defined() const { return bits_ != atom(Kind::Undefined, 0); }
  inline Kind kind() const;

  constexpr int64_t small() const { return static_cast<int64_t>(bits_) >> 3; }
  constexpr bool truth() const { return bits_ >> 32; }        // is_boolean()
  constexpr uint32_t atom_id() const { return bits_ >> 32; }  // String, ModelValue
  const Object* operator->() const { return reinterpret_cast<const Object*>(bits_); }
  const Object& object() const { return *reinterpret_cast<const Object*>(bits_); }

  constexpr uint64_t bits() const { return bits_; }
  static constexpr Value from_bits(uint64_t bits) { return Value(bits); }
  // The same word: implies equality; for interned values and atoms it is equality.
  friend constexpr bool same(Value a, Value b) { return a.bits_ == b.bits_; }

  static constexpr int64_t kMaxSmall = (int64_t{1} << 60) - 1;
  static constexpr int64_t kMinSmall = -(int64_t{1} << 60);

 private:
  static constexpr uint64_t kIntegerTag = 1;
  static constexpr uint64_t kAtomTag = 2;
  static constexpr uint64_t atom(Kind k, uint32_t id) {
    return (static_cast<uint64_t>(id) << 32) | (static_cast<uint64_t>(k) << 3) | kAtomTag;
  }
  explicit constexpr Value(uint64_t bits) : bits_(bits) {}
  uint64_t bits_;
};

constexpr bool same(Value a, Value b);

// How long an Object is there.
enum class Life : uint8_t {
  Passing,  // in an arena: until that is reset
  Mortal,   // in the Store, interned: until a collection finds that no state of the tenant needs it (store.h)
  Forever,  // in the Store, interned or kept as it is (see keep)
};

// Header of everything that does not fit a word; `size` items follow it in memory, but for a view of some of another's.
struct alignas(8) Object {
  Kind kind;
  bool interned = false;  // in the Store: canonical, never modified again
  bool dense = false;     // Set: elements are the integers first..first+size-1
  mutable Life life = Life::Passing;
  uint32_t size = 0;       // number of items
  uint32_t aux = 0;  // Record, RecordSet: shape; BigInteger: 1 when negative; Set: shape of a record with this domain;
                     // a view: handle of the Tuple that has its items
  uint32_t id = 0;   // Store handle when interned
  mutable uint64_t hash = 0;  // running sum of the parts' hashes (hash.h); 0 = not computed yet
  const void* payload =
      nullptr;  // Operator: the engine's; symbolic set: its elements (an interned Set's Object) if known; a view: its items

  bool permanent() const { return lives() != Life::Passing; }  // it outlives any evaluation
  Life lives() const { return std::atomic_ref(life).load(std::memory_order_relaxed); }
  void make_immortal() const { std::atomic_ref(life).store(Life::Forever, std::memory_order_relaxed); }

  bool view() const { return kind == Kind::Tuple && payload != nullptr; }  // in the Store only

  Value* items() { return reinterpret_cast<Value*>(this + 1); }
  const Value* items() const {
    return view() ? static_cast<const Value*>(payload) : reinterpret_cast<const Value*>(this + 1);
  }
  std::span<const Value> span() const { return {items(), size}; }
  Value operator[](uint32_t i) const { return items()[i]; }
};

inline Kind Value::kind() const {
  if (is_object()) return object().kind;
  if (is_small()) return Kind::Integer;
  return static_cast<Kind>((bits_ >> 3) & 0x1F);
}

inline bool is_integer(Value v) { return v.is_small() || v.kind() == Kind::BigInteger; }
constexpr bool is_set(Kind k) { return k == Kind::Set || (k >= Kind::Interval && k <= Kind::Anything); }
constexpr bool is_function(Kind k) { return (k >= Kind::Tuple && k <= Kind::Function) || k == Kind::LazyFunction; }
std::string_view name(Kind k);  // "a set of the form SUBSET S", for messages

}  // namespace trestle::runtime
