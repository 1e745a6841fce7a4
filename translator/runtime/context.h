// What one worker carries through every call into a Model. Never shared between threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <span>
#include <string>
#include <unordered_set>

#include "translator/runtime/arena.h"
#include "translator/runtime/value.h"

namespace trestle::runtime {

class Context;

// What an engine puts in for operator values (Kind::Operator): apply(op, args).
using ApplyFunction = Value (*)(Context&, const Object& op, std::span<const Value> args);

// What TLCSet left, interned: TLCSet(i, v) under i, TLCSet("s:name", v) under register_key of the name.
using Registers = std::map<int64_t, Value>;
inline int64_t register_key(uint32_t name_atom) { return -1 - static_cast<int64_t>(name_atom); }

// What TLCGet can be asked for by itself.
inline constexpr std::string_view kStatistics[] = {"distinct", "generated", "queue", "diameter", "duration"};
// What the explorer knows and TLCGet asks for. A null function means "not available here".
struct Exploration {
  std::function<int64_t(const Context&, std::string_view statistic)>
      statistic;                                  // one of kStatistics, or another that it may know; negative: it does not
  std::function<Value(Context&)> stats;           // TLCGet("stats")
  std::function<Value(Context&)> behavior;        // the states so far, a sequence of records (TLCExt!Trace)
  std::function<Value(Context&)> counterexample;  // TLCExt!CounterExample in a POSTCONDITION
  std::function<Value(Context&)> config;          // TLCGet("config")
  std::function<Value(Context&)> spec;            // TLCGet("spec")
  std::function<Value(Context&)> action;          // TLCGet("action")
  std::function<std::vector<Registers>()> registers;         // of all workers
  std::function<void(std::string_view line)> print;          // Print, PrintT; null = standard output
  std::function<void(std::string warning)> warn;             // of what is no error, but hardly meant; any thread
};

// Thrown out of an evaluation that takes long after Context::stop was set: nobody waits for its value.
struct Stopped {};

inline constexpr std::atomic<bool> kNeverStopped{false};

class Context {
 public:
  explicit Context(uint64_t seed = 0) : seed(seed), random(seed) {}
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  Arena arena;
  ApplyFunction apply = nullptr;
  const Exploration* exploration = nullptr;
  int64_t level = 1;             // of the current state: 1 for initial states
  Registers registers;           // per worker
  std::mutex registers_mutex;    // for those who look at another worker's, and for changing one's own
  std::span<const Value> model_values;  // in the order in which the .cfg names them: TLC's numbers of them
  bool exit = false;             // TLCSet("exit", TRUE): the explorer ends the run
  uint64_t seed;                 // of the run: for what is random in constants, which are evaluated once at any time
  std::mt19937_64 random;        // RandomElement, RandomSubset
  const std::atomic<bool>* stop = &kNeverStopped;  // set from outside: what is being evaluated is given up
  // To be called in whatever may go on for long: rounds of a loop, calls, elements as they are made.
  void look_up() const {
    if (stop->load(std::memory_order_relaxed)) [[unlikely]] throw Stopped{};
  }
  bool mortal = false;           // states made in it hold mortal values (Tenancy, store.h)
  bool retained = false;         // since it was cleared, `apply` left something that refers to what was allocated
  std::unordered_set<const void*> warned;  // expressions that a warning was given of
  uint32_t depth = 0;            // of nested evaluation; the engine bounds it
  const void* place = nullptr;   // the engine's node being evaluated, for error messages
  std::shared_ptr<void> engine;  // the engine's own part: a Context serves one Model
};

struct Options {
  bool integers_32_bit = false;     // --integers tlc: overflow of 32 bits is an error, as in TLC
  size_t max_set_size = 1'000'000;  // as TLC's -maxSetSize: enumerating a larger set is an error that says so
};
// Set once, before evaluation starts.
inline Options& options() {
  static constinit Options value;
  return value;
}

}  // namespace trestle::runtime
