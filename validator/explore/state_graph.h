// The explored states as a graph for the temporal checker: every step between stored states, with its letter. Recorded
// while exploring, because that is when successors are at hand; a few bytes a step.
//
// A state's steps are one record: how many, the letter of stuttering, then each step's end (differences of sorted node
// numbers) and letter, all as variable-length integers. Records lie in chunks that never move; each state knows its
// own. Beyond some size chunks lie in a file (spill.h).
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/explore/letters.h"
#include "validator/explore/spill.h"
#include "validator/explore/state_space.h"

namespace trestle::explore {

// States numbered through all stores: position * stores + store. Not all numbers below nodes() are states.
using Node = uint64_t;

class StateGraph {
 public:
  // `in_memory`: bytes of records after which they go to disk.
  StateGraph(const runtime::Model& model, const StateSpace& space, size_t in_memory);

  Node node(StateId id) const { return StateSpace::position(id) * stores_ + StateSpace::worker(id); }
  StateId state(Node node) const { return StateSpace::id(static_cast<unsigned>(node % stores_), node / stores_); }
  Node nodes() const;
  bool has(Node node) const { return record_of(node) != nullptr; }  // was expanded and recorded
  Letter stuttering(Node node) const;
  Letters& letters() { return letters_; }

  // A successor of the state being recorded: as stored, and as Next gave it (which may differ under VIEW and SYMMETRY).
  struct Successor {
    StateId id;
    const Word* words;
  };
  // Evaluates the atoms on the steps from a state to its successors, which may repeat, and on stuttering. Sorts
  // `successors`. Throws EvalError as the model does. Each worker records states of its own.
  void record(unsigned worker, runtime::Context& context, StateId from, std::vector<Successor>& successors);

  Valuation evaluate(runtime::Context& context, const Word* state, const Word* next) const;

  // The steps from a node: first the one that changes nothing.
  class Steps {
   public:
    Steps(const StateGraph& graph, Node from);
    bool next() {
      if (left_ == 0) return false;
      --left_;
      advance();
      return true;
    }
    Node to() const { return to_; }
    Letter letter() const { return letter_; }
    const uint8_t* at() const { return at_; }  // in the record: behind what was read

   private:
    void advance();
    uint64_t read() {
      uint64_t value = *at_ & 0x7F;
      for (unsigned shift = 7; *at_++ & 0x80; shift += 7) value |= static_cast<uint64_t>(*at_ & 0x7F) << shift;
      return value;
    }
    const uint8_t* at_;
    Node to_;
    Letter letter_ = 0;
    uint32_t left_ = 0;
    enum class Next : uint8_t { Stuttering, First, Later } kind_ = Next::Stuttering;
  };

  size_t bytes() const;
  void clear();  // forgets all records; before the states are forgotten. Letters stay.

  // For checkpoints: which states were recorded since the last call, when asked to keep that in mind; a state's record
  // as it is stored; and a record put back.
  void keep_recent() { keeps_recent_ = true; }
  std::vector<StateId> take_recent();
  std::string_view record_bytes(StateId id) const;
  void restore_record(StateId id, std::string_view bytes);

 private:
  struct StateAtom {
    uint32_t atom;
    runtime::PredicateId predicate;
  };
  struct StepAtom {
    uint32_t atom;
    runtime::PredicateId predicate;
    std::optional<uint32_t> enabled;  // ENABLED of it is that atom; then it is a step that changes something
  };
  struct Log {
    std::vector<std::unique_ptr<uint8_t[]>> chunks;  // those in memory
    uint8_t* chunk = nullptr;                        // the last one, there or on disk
    bool spilled = false;
    size_t used = 0, size = 0;  // of the last chunk
    size_t bytes = 0;
    std::vector<uint8_t> encoded;
    std::vector<StateId> recent;
    std::unordered_map<uint64_t, Letter> known;  // by the bits of the valuation, when it is one word
    struct Last {
      uint64_t bits = 0;
      Letter letter = 0;
      bool used = false;
    };
    std::array<Last, 64> last;  // of these the last ones, by their low bits
    Valuation of_state, valuation;
  };

  const uint8_t* record_of(Node node) const {
    if (stores_ == 1) return place(0, node).load(std::memory_order_acquire);
    return place(node % stores_, node / stores_).load(std::memory_order_acquire);
  }
  std::atomic_ref<const uint8_t*> place(uint64_t store, uint64_t position) const {
    return std::atomic_ref(static_cast<const uint8_t**>(records_[store].data())[position]);
  }
  using Failures = std::vector<std::pair<uint32_t, runtime::EvalError>>;  // of atoms
  void evaluate(runtime::Context& context, uint32_t atom, uint32_t predicate, const Word* state, const Word* next,
                Valuation& valuation, Failures& failures) const;
  void raise_relevant(const Failures& failures, const Valuation& valuation) const;
  void evaluate_state(runtime::Context& context, const Word* state, Valuation& valuation) const;
  void evaluate_step(runtime::Context& context, const Word* state, const Word* next, bool same,
                     Valuation& valuation) const;
  Letter letter(Log& log, const Valuation& valuation);
  void store(Log& log, StateId id, const uint8_t* record, size_t bytes);
  void add_chunk(Log& log, size_t least);

  const runtime::Model& model_;
  const StateSpace& space_;
  const uint64_t stores_;
  size_t words_;  // of a valuation
  std::vector<StateAtom> state_atoms_;
  std::vector<StepAtom> step_atoms_;
  Letters letters_;
  std::vector<Region> records_;  // by store, then position: where the record lies, or null
  std::vector<Log> logs_;
  bool keeps_recent_ = false;
  const size_t in_memory_;
  std::atomic<size_t> bytes_in_memory_{0};
  Spill spill_;
};

inline void StateGraph::Steps::advance() {
  switch (kind_) {
    case Next::Stuttering:
      letter_ = static_cast<Letter>(read());
      kind_ = Next::First;
      return;
    case Next::First: {
      const uint64_t difference = read();
      to_ += (difference >> 1) ^ -(difference & 1);
      kind_ = Next::Later;
      break;
    }
    case Next::Later: to_ += read(); break;
  }
  letter_ = static_cast<Letter>(read());
}

}  // namespace trestle::explore
