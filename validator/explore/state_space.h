// Every distinct state that a run has met, exactly once: its words, how it was reached, and a table to find it again.
//
// Each worker appends to a store of its own, in the order in which it met the states; the table maps hashes to state
// numbers and compares whole words, so there are no collisions that lose a state. A state's number never changes and
// its words never move. Within one worker's store numbers grow with the level, so a store is its own queue.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "translator/runtime/model.h"
#include "validator/explore/hash.h"
#include "validator/explore/region.h"
#include "validator/explore/spill.h"

namespace trestle::explore {

using runtime::Word;

// Worker in the upper 8 of 40 bits, position in its store in the lower 32.
using StateId = uint64_t;
inline constexpr unsigned kPositionBits = 32;
inline constexpr unsigned kStateIdBits = 40;
inline constexpr StateId kNoState = (StateId{1} << kStateIdBits) - 1;
inline constexpr unsigned kMaxWorkers = 255;

// Where a state was met first: its parent (none for an initial state) and the action. One word a state.
class Link {
 public:
  Link() = default;
  Link(StateId parent, runtime::ActionId action)
      : bits_(parent | static_cast<uint64_t>(action & kActionMask) << kStateIdBits) {}
  StateId parent() const { return bits_ & kNoState; }
  runtime::ActionId action() const {
    const auto action = static_cast<runtime::ActionId>(bits_ >> kStateIdBits);
    return action == kActionMask ? runtime::kNoAction : action;
  }

 private:
  static constexpr uint32_t kActionMask = (1u << (64 - kStateIdBits)) - 1;
  uint64_t bits_ = 0;
};

// One worker's states. Only that worker appends; every worker reads what the table has published.
class alignas(64) StateStore {
 public:
  StateStore(size_t words, size_t key_words, size_t max_states);

  uint64_t size() const { return size_.load(std::memory_order_relaxed); }
  uint64_t capacity() const { return capacity_; }
  Word* words(uint64_t position) const { return static_cast<Word*>(states_.data()) + position * words_; }
  // What tells states apart: the words themselves, unless the model has an identity of its own.
  Word* key(uint64_t position) const {
    return key_words_ == 0 ? words(position) : static_cast<Word*>(keys_.data()) + position * key_words_;
  }
  Link& link(uint64_t position) const { return static_cast<Link*>(links_.data())[position]; }
  // Leaves memory for the file with all that is complete. Bytes that left it.
  size_t spill(Spill& file);
  void clear() {
    size_ = 0;
    level_starts.clear();
    levels.clear();
  }
  void replace(size_t words, size_t key_words, Region states, Region keys);
  void commit() { size_.store(size() + 1, std::memory_order_relaxed); }  // the row at size() is filled and published
  size_t row_bytes() const { return (words_ + key_words_ + 1) * sizeof(Word); }

  // First position of each level so far; level 1 begins at starts[0]. In a depth-first search there are two: initial
  // states, and all others, whose levels are kept one by one.
  std::vector<uint64_t> level_starts;
  std::vector<uint32_t> levels;  // by position; empty in a breadth-first search

 private:
  size_t words_, key_words_;
  uint64_t capacity_;
  Region states_, keys_, links_;
  std::atomic<uint64_t> size_{0};
};

// What a table's slots hold: 0 when free, else a state's number + 1 and a part of the state's hash. Where the hash of a
// state of few bits is the state itself, only stirred, and fits beside the number, a slot tells all there is to know:
// states are compared without being fetched.
class SlotForm {
 public:
  SlotForm() = default;
  // `bits`: of a state; 0 when that may not be used. For numbers up to 2^table_bits of so many stores.
  SlotForm(unsigned bits, unsigned table_bits, size_t stores);
  bool whole() const { return whole_; }
  uint64_t make(StateId id, uint64_t hash) const {
    if (!whole_) return (id + 1) << kTagBits | tag(hash);
    return hash | (((id & kPositionMask) << store_bits_ | id >> kPositionBits) + 1);
  }
  // Whether the slot's state can be the one with this hash; when whole(), it is.
  bool matches(uint64_t slot, uint64_t hash) const {
    return whole_ ? ((slot ^ hash) >> number_bits_) == 0 : (slot & kTagMask) == tag(hash);
  }
  // The same where it is known that slots are whole, and of free ones too.
  bool holds(uint64_t slot, uint64_t hash) const {
    return static_cast<bool>(static_cast<int>(slot != 0) & static_cast<int>(((slot ^ hash) >> number_bits_) == 0));
  }
  StateId id(uint64_t slot) const {
    if (!whole_) return (slot >> kTagBits) - 1;
    const uint64_t number = (slot & ((uint64_t{1} << number_bits_) - 1)) - 1;
    return (number & ((uint64_t{1} << store_bits_) - 1)) << kPositionBits | number >> store_bits_;
  }

 private:
  static constexpr unsigned kTagBits = 64 - kStateIdBits;
  static constexpr uint64_t kTagMask = (uint64_t{1} << kTagBits) - 1;
  static constexpr uint64_t kPositionMask = (uint64_t{1} << kPositionBits) - 1;
  uint64_t tag(uint64_t hash) const { return (hash >> number_bits_) & kTagMask; }

  bool whole_ = false;
  unsigned number_bits_ = 0;  // of a hash, those that say nothing
  unsigned store_bits_ = 0;
};

class StateSpace {
 public:
  // `identity`: states are told apart by words of their own, their keys, not by the state's; by those of the state under
  // `mask` when that is not empty. `bits`: of a state, those that may not be zero; 0 when that is not known.
  StateSpace(size_t words, bool identity, unsigned workers, size_t bits = 0, std::vector<Word> mask = {});

  void clear();  // forgets all states

  size_t words() const { return words_; }
  bool has_identity() const { return identity_; }
  bool is_masked() const { return !key_mask_.empty(); }
  unsigned stores() const { return static_cast<unsigned>(stores_.size()); }
  StateStore& store(unsigned worker) const { return *stores_[worker]; }
  uint64_t size() const;

  static StateId id(unsigned worker, uint64_t position) { return StateId{worker} << kPositionBits | position; }
  static unsigned worker(StateId id) { return static_cast<unsigned>(id >> kPositionBits); }
  static uint64_t position(StateId id) { return id & ((uint64_t{1} << kPositionBits) - 1); }
  const Word* state(StateId id) const { return stores_[worker(id)]->words(position(id)); }
  Link link(StateId id) const { return stores_[worker(id)]->link(position(id)); }
  uint64_t level(StateId id) const;

  // Steps that callers run over a batch each, so that the memory they miss on arrives in parallel: the hash; where in
  // the table to look on, which is nearly always where the answer is; which keys are known by a look there; the answer.
  // W: words(), where the caller has code for it, or 0.
  template <size_t W = 0>
  uint64_t hash(const Word* key) const {
    if (W <= 1 && few_bits_ != 0) return bits_hash_(key[0]);
    return hash_words(key, W != 0 ? W : words_);
  }
  template <size_t W = 0>
  uint64_t approach(uint64_t hash) const;

  // The same for `count` keys that lie `stride` words apart.
  struct Probe {
    uint64_t hash;
    uint64_t from;  // what approach() gave, or home() of the hash
  };
  template <size_t W = 0>
  void aim(const Word* keys, size_t stride, Probe* probes, size_t count) const;  // hashes, prefetched
  template <size_t W = 0>
  void approach(Probe* probes, size_t count) const;
  // The numbers of those that a look where it begins does not find: the new ones, and a few that are known. How many.
  template <size_t W = 0>
  size_t sift(const Word* keys, size_t stride, const Probe* probes, size_t count, uint32_t* left) const;
  struct Found {
    StateId id;
    bool inserted;
  };
  // Finds the state with this key, or appends `state` to the worker's store. std::bad_alloc when the store is full.
  // `from` is what approach() gave, or home() of the hash.
  template <size_t W = 0>
  Found insert(unsigned worker, uint64_t hash, uint64_t from, const Word* key, const Word* state, Link link);
  uint64_t home(uint64_t hash) const { return hash >> shift_; }
  StateId find(uint64_t hash, const Word* key) const { return find_from(hash, home(hash), key); }
  // kNoState when there is none; the other also tells where to look on then.
  template <size_t W = 0>
  StateId find_from(uint64_t hash, uint64_t from, const Word* key) const {
    return look<W>(hash, from, key);
  }
  template <size_t W = 0>
  bool is_new(Probe& probe, const Word* key) const {
    return look<W>(probe.hash, probe.from, key) == kNoState;
  }

  // The table is full at kMaxLoad; growing takes three steps, of which the middle one is shared by all workers while
  // nobody inserts: begin, rehash (by each), end.
  bool needs_growth(uint64_t upcoming) const { return size() + upcoming > limit_; }
  // States that one of so many workers may insert before it asks again, when that is many.
  uint64_t allowance(unsigned workers) const {
    const uint64_t total = size();
    return total < limit_ ? std::min(limit_ - total, limit_ / 16) / workers : 0;
  }
  size_t growth_bytes() const;  // that growing would add
  enum class Place { Memory, Disk };
  void begin_growth(Place place = Place::Memory);  // std::bad_alloc where there is no room
  void rehash_share();
  void end_growth();
  // In place of growing: goes on with a table that is nearly full, at more steps a search. False when it is so already.
  bool fill_up();

  // All states anew, in `words` words each: recode(state, to, key) fills what is zero; key is null where none is kept.
  // What it throws leaves everything as it was. Nobody else may be at work.
  void recode(size_t words, size_t bits, std::vector<Word> mask,
              const std::function<void(const Word* state, Word* to, Word* key)>& recode);

  // Moves what memory can do without to a file: complete states, but not the table. Workers may be at work. Bytes that
  // left memory by this call; and all bytes on disk, with a table that grew there.
  size_t spill();
  size_t spilled() const { return spilled_.load(std::memory_order_relaxed) + (place_ == Place::Disk ? table_bytes() : 0); }

  size_t table_bytes() const { return slots_region_.size(); }
  size_t bytes() const;  // of all

 private:
  using Slot = std::atomic<uint64_t>;
  static unsigned few(size_t words, bool identity, size_t bits);
  template <size_t W = 0>
  const Word* key(StateId id) const {
    return keys_[worker(id)] + position(id) * (W != 0 ? W : words_);
  }
  template <size_t W>
  bool has_key(StateId id, const Word* key) const {
    const Word* const of = this->key<W>(id);
    if (W == 0 && !key_mask_.empty()) return equal_under(key_mask_.data(), of, key, words_);
    return equal_words(of, key, W != 0 ? W : words_);
  }
  size_t key_words() const { return identity_ && key_mask_.empty() ? words_ : 0; }  // that are stored beside the state's
  template <size_t W>
  StateId look(uint64_t hash, uint64_t& from, const Word* key) const;
  template <size_t W>
  Found occupy(uint64_t index, unsigned worker, uint64_t hash, const Word* key, const Word* state, Link link);
  void set_table(Region region, unsigned bits, SlotForm form);

  size_t words_;
  bool identity_;
  std::vector<Word> key_mask_;  // a state's key is its words under this; callers with code for a width have none
  unsigned few_bits_;  // of a state, when they are few enough to be told by their hash:
  BitsHash bits_hash_;
  std::vector<std::unique_ptr<StateStore>> stores_;
  std::vector<const Word*> keys_;  // of each store, the first state's

  std::mutex spilling_;  // against those who replace regions
  Spill spill_;
  std::atomic<size_t> spilled_{0};

  Region slots_region_;
  Slot* slots_ = nullptr;
  SlotForm form_;
  unsigned bits_ = 0, shift_ = 0;
  uint64_t mask_ = 0, limit_ = 0;

  Region next_region_;  // while growing
  unsigned next_bits_ = 0;
  SlotForm next_form_;
  Place place_ = Place::Memory;  // of the table, or of the next one
  std::atomic<uint64_t> rehash_cursor_{0};
};

template <size_t W>
uint64_t StateSpace::approach(uint64_t hash) const {
  const Slot* slots = slots_;
  const SlotForm form = form_;
  for (uint64_t i = home(hash);; i = (i + 1) & mask_) {
    const uint64_t slot = slots[i].load(std::memory_order_acquire);
    if (slot == 0) return i;
    if (form.matches(slot, hash)) {
      if (!form.whole()) __builtin_prefetch(key<W>(form.id(slot)), 0, 3);
      return i;
    }
  }
}

template <size_t W>
void StateSpace::aim(const Word* keys, size_t stride, Probe* probes, size_t count) const {
  const Slot* slots = slots_;
  const unsigned shift = shift_;
  if (W <= 1 && few_bits_ != 0) {
    const BitsHash hash = bits_hash_;
    for (size_t i = 0; i < count; ++i, keys += stride) {
      probes[i].hash = hash(keys[0]);
      __builtin_prefetch(&slots[probes[i].hash >> shift], 0, 3);
    }
    return;
  }
  const size_t words = W != 0 ? W : words_;
  for (size_t i = 0; i < count; ++i, keys += stride) {
    probes[i].hash = hash_words(keys, words);
    __builtin_prefetch(&slots[probes[i].hash >> shift], 0, 3);
  }
}

template <size_t W>
void StateSpace::approach(Probe* probes, size_t count) const {
  if (form_.whole()) {  // no state is looked at
    const unsigned shift = shift_;
    for (size_t i = 0; i < count; ++i) probes[i].from = probes[i].hash >> shift;
  } else {
    for (size_t i = 0; i < count; ++i) probes[i].from = approach<W>(probes[i].hash);
  }
}

template <size_t W>
size_t StateSpace::sift(const Word* keys, size_t stride, const Probe* probes, size_t count, uint32_t* left) const {
  const Slot* slots = slots_;
  const SlotForm form = form_;
  const uint64_t mask = mask_;
  size_t n = 0;
  if (form.whole()) {
    // Without branches, since whether a state is new cannot be foretold.
    for (size_t i = 0; i < count; ++i) {
      const auto [hash, from] = probes[i];
      const uint64_t first = slots[from].load(std::memory_order_acquire);
      const uint64_t second = slots[(from + 1) & mask].load(std::memory_order_acquire);
      left[n] = static_cast<uint32_t>(i);
      n += static_cast<size_t>(!form.holds(first, hash) & !form.holds(second, hash));
    }
    return n;
  }
  for (size_t i = 0; i < count; ++i, keys += stride) {
    const auto [hash, from] = probes[i];
    const uint64_t slot = slots[from].load(std::memory_order_acquire);
    left[n] = static_cast<uint32_t>(i);
    n += slot == 0 || !form.matches(slot, hash) || !has_key<W>(form.id(slot), keys);
  }
  return n;
}

template <size_t W>
StateSpace::Found StateSpace::insert(unsigned worker, uint64_t hash, uint64_t from, const Word* key, const Word* state,
                                     Link link) {
  for (;;) {
    if (const StateId known = look<W>(hash, from, key); known != kNoState) return {known, false};
    const Found found = occupy<W>(from, worker, hash, key, state, link);
    if (found.id != kNoState) return found;
    // Somebody else took the slot.
  }
}

template <size_t W>
StateId StateSpace::look(uint64_t hash, uint64_t& from, const Word* key) const {
  const SlotForm form = form_;
  const Slot* slots = slots_;
  for (;; from = (from + 1) & mask_) {
    const uint64_t slot = slots[from].load(std::memory_order_acquire);
    if (slot == 0) return kNoState;
    if (form.matches(slot, hash) &&
        (form.whole() || has_key<W>(form.id(slot), key)))
      return form.id(slot);
  }
}

// Puts a new state into a free slot; nothing when another worker was faster. The row at the end of the worker's store
// is its own until published, so a row that came too late is simply filled anew later.
template <size_t W>
StateSpace::Found StateSpace::occupy(uint64_t index, unsigned worker, uint64_t hash, const Word* key, const Word* state,
                                     Link link) {
  const size_t words = W != 0 ? W : words_;
  StateStore& store = *stores_[worker];
  const uint64_t position = store.size();
  if (position == store.capacity()) throw std::bad_alloc();
  std::copy_n(state, words, store.words(position));
  if (key_words() != 0) std::copy_n(key, words, store.key(position));
  store.link(position) = link;
  const StateId mine = id(worker, position);
  if (stores_.size() == 1) {
    slots_[index].store(form_.make(mine, hash), std::memory_order_relaxed);
  } else {
    uint64_t free = 0;
    if (!slots_[index].compare_exchange_strong(free, form_.make(mine, hash), std::memory_order_acq_rel)) {
      return {kNoState, false};
    }
  }
  store.commit();
  return {mine, true};
}

}  // namespace trestle::explore
