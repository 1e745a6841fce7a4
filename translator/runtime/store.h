// The hash-consed store: one canonical copy of every value that a state keeps, for good unless there is a Tenancy. Safe for concurrent use;
// sharded by hash, so that no lock is shared by all workers, and finding a value that is already there takes no lock.
//
// All objects lie in one reserved range of addresses, so a handle is an object's offset in it and from_handle() is one
// addition. A handle is 32 bits: what a state's words hold. Small integers, Booleans, strings and model values are
// encoded in the handle itself.
//   bit 0 = 1     integer of 31 bits
//   bits 1-0 = 10 atom: kind in bits 2-6, number in bits 7-31
//   bits 1-0 = 00 object: its offset in units of 16 bytes, in bits 2-31
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <shared_mutex>

#include "translator/runtime/value.h"

namespace trestle::runtime {

class Context;
using Handle = uint32_t;

// The canonical copy of a value: symbolic sets are enumerated first (an EvalError when they cannot be), parts interned
// recursively. Atoms and small integers are returned as they are. Without a context, sets and functions that call back
// into an engine (Filter, LazyFunction) cannot be enumerated: an EvalError.
// Parts of an arena object that is interned are replaced by their canonical copies, which speeds up what follows.
Value intern(Value v);
Value intern(Context& context, Value v);
// The same for what is needed no longer than the states that are made in this context.
Value intern_like_states(Context& context, Value v);

// The canonical copy if there is one already, else undefined. For a collection whose parts are canonical.
Value find_interned(Value v);

// An immortal copy for constants that are evaluated once: enumerated collections are interned, symbolic sets, operators
// and lazy functions keep their form with their parts kept. Operator payloads must be immortal already.
Value keep(Value v);

Handle to_handle(Value v);  // interns
Handle to_handle(Context& context, Value v);
Value from_handle(Handle h);
uint64_t handle_hash(Handle h);  // the value's content hash, the same in every run

size_t store_objects();
size_t store_bytes();  // of the objects, without what was given back

// --- Giving values back.
//
// A search, as a tenant, may have values freed that none of its states needs any more: states made in a Context with
// `mortal` set hold mortal values; whatever interns or keeps a value by another way makes it, and all in it, immortal.
// Values are shared by all tenants, so they are freed when all of these are at rest, each at a moment when its arenas hold
// nothing and what it needs can be told. Other threads that make values meanwhile say so by a StoreUse, and nothing is
// freed while there is one.

class StoreUse {
 public:
  StoreUse();

 private:
  std::shared_lock<std::shared_mutex> lock_;
};

class Tenancy {
 public:
  using Tell = std::function<void(Handle)>;
  // `needed` tells of all handles in its states. It may be called in another thread, while this one is at rest.
  explicit Tenancy(std::function<void(const Tell&)> needed);
  ~Tenancy();
  Tenancy(const Tenancy&) = delete;
  Tenancy& operator=(const Tenancy&) = delete;

  // Enough was made since the last collection for another to be worth its time, and it was not tried a moment ago; or
  // another tenant waits for this one.
  bool due() const;
  // Rests until all tenants do, but not for long, and frees what no tenant needs. Not while there is a StoreUse.
  void collect();

 private:
  friend class Resting;
  friend struct Tenants;
  std::function<void(const Tell&)> needed_;
  std::chrono::steady_clock::time_point tried_;
};

// The tenant whose thread this is, if it is one's, waits for something from outside: others may collect meanwhile.
class Resting {
 public:
  Resting();
  ~Resting();
  Resting(const Resting&) = delete;
  Resting& operator=(const Resting&) = delete;

 private:
  const bool counts_;
};

// How often values were freed: a handle remembered from before may be another value's by now.
uint64_t collections();

// --- Shapes of the above that are used everywhere.

namespace store_internal {
extern char* const base;  // of the reserved range
extern const Value empty_set, empty_tuple, booleans;
Value from_boxed(Handle h);
Handle handle_of_atom(Value v);
}  // namespace store_internal

inline Value empty_set() { return store_internal::empty_set; }
inline Value empty_tuple() { return store_internal::empty_tuple; }  // also the empty function and the empty record
inline Value booleans() { return store_internal::booleans; }        // BOOLEAN

// The kind number, in an atom's handle, of integers that need more than 31 bits: the atom is the text of the number.
inline constexpr uint32_t kBoxedInteger = static_cast<uint32_t>(Kind::Integer);

inline Value from_handle(Handle h) {
  if ((h & 3) == 0) {
    return Value::object(reinterpret_cast<const Object*>(store_internal::base + (static_cast<uint64_t>(h) << 2)));
  }
  if (h & 1) return Value::integer(static_cast<int32_t>(h) >> 1);
  const auto kind = static_cast<Kind>((h >> 2) & 0x1F);
  if (kind == Kind::Integer) return store_internal::from_boxed(h);
  return Value::from_bits((static_cast<uint64_t>(h >> 7) << 32) | (static_cast<uint64_t>(kind) << 3) | 2);
}

inline Handle to_handle(Value v) {
  if (v.is_small() && v.small() >= -(1 << 30) && v.small() < (1 << 30))
    return (static_cast<Handle>(v.small()) << 1) | 1;
  if (!v.is_object()) return store_internal::handle_of_atom(v);
  if (!v->interned) v = intern(v);
  return v->id;
}

}  // namespace trestle::runtime
