// What hand-written code can do: breadth-first search over states packed in W words by hand, for one protocol, one
// thread. Successors gather in batches of 64 whose slots are fetched while they gather. No parents, no traces, no
// reports: the kernels are the yardstick that generated code is held against, not a checker.
//
// A table slot holds the state itself when that is one word, and otherwise 64 bits of its hash.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include <sys/mman.h>

namespace kernels {

using Word = uint64_t;

template <unsigned W>
struct State {
  Word words[W];
};

inline uint64_t mix(uint64_t a, uint64_t b) {
  const auto product = static_cast<unsigned __int128>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

// Zeroed memory that comes page by page as it is touched, in large pages where there are any.
inline Word* reserve(uint64_t words) {
  void* p =
      mmap(nullptr, words * sizeof(Word), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (p == MAP_FAILED) std::abort();
  madvise(p, words * sizeof(Word), MADV_HUGEPAGE);
  return static_cast<Word*>(p);
}

template <unsigned W>
class Search {
 public:
  // Protocol has initial(emit), steps(state, emit) with emit(state, multiplicity = 1), kept(state): whether a
  // constraint keeps it, and holds(state): the invariants. No state may be all zero.
  template <class Protocol>
  int run(const char* name, const Protocol& protocol) {
    const auto started = std::chrono::steady_clock::now();
    const auto emit = [&](const State<W>& s, uint64_t multiplicity = 1) {
      generated_ += multiplicity;
      if (!protocol.kept(s)) return;
      batch_[pending_] = s;
      const uint64_t hash = hash_of(s);
      hashes_[pending_++] = hash;
      __builtin_prefetch(&table_[hash >> shift_], 1, 3);
      if (pending_ == kBatch) flush(protocol);
    };
    protocol.initial(emit);
    flush(protocol);
    unsigned depth = 0;
    for (uint64_t at = 0, end = 0; at < size_; ++depth) {
      for (end = size_; at < end; ++at) protocol.steps(states_[at], emit);
      flush(protocol);
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - started;
    std::printf(
        "{\"kernel\": \"%s\", \"generated\": %llu, \"distinct\": %llu, \"depth\": %u, \"violations\": %llu, "
        "\"seconds\": %.3f}\n",
        name, static_cast<unsigned long long>(generated_), static_cast<unsigned long long>(size_), depth,
        static_cast<unsigned long long>(violations_), seconds.count());
    return violations_ == 0 ? 0 : 12;
  }

 private:
  static constexpr unsigned kBatch = 64, kFirstBits = 16;
  static constexpr uint64_t kMost = uint64_t{1} << 28;  // states

  static uint64_t hash_of(const State<W>& s) {
    uint64_t h = 0x9e3779b97f4a7c15;
    for (const Word w : s.words) h = mix(w ^ h, 0xd6e8feb86659fd93);
    return h == 0 ? 1 : h;
  }
  static uint64_t slot_of(const State<W>& s, uint64_t hash) {
    if constexpr (W == 1) return s.words[0];
    return hash;
  }

  template <class Protocol>
  void flush(const Protocol& protocol) {
    if ((size_ + kBatch) * 2 > (uint64_t{1} << bits_)) grow();
    for (unsigned i = 0; i < pending_; ++i) {
      const uint64_t slot = slot_of(batch_[i], hashes_[i]);
      uint64_t at = hashes_[i] >> shift_;
      while (table_[at] != 0 && table_[at] != slot) at = (at + 1) & mask_;
      if (table_[at] != 0) continue;
      table_[at] = slot;
      states_[size_++] = batch_[i];
      if (!protocol.holds(batch_[i])) ++violations_;
    }
    pending_ = 0;
  }

  void grow() {
    const Word* before = table_;
    const uint64_t slots = mask_ + 1;
    set_table(bits_ + 2);
    for (uint64_t i = 0; i < slots; ++i) {
      if (before[i] == 0) continue;
      uint64_t hash = before[i];
      if constexpr (W == 1) hash = hash_of({before[i]});
      uint64_t at = hash >> shift_;
      while (table_[at] != 0) at = (at + 1) & mask_;
      table_[at] = before[i];
    }
    munmap(const_cast<Word*>(before), slots * sizeof(Word));
  }

  void set_table(unsigned bits) {
    bits_ = bits;
    shift_ = 64 - bits;
    mask_ = (uint64_t{1} << bits) - 1;
    table_ = reserve(mask_ + 1);
  }

  unsigned bits_ = 0, shift_ = 0, pending_ = 0;
  uint64_t mask_ = 0, size_ = 0, generated_ = 0, violations_ = 0;
  Word* table_ = (set_table(kFirstBits), table_);
  State<W>* states_ = reinterpret_cast<State<W>*>(reserve(kMost * W));
  State<W> batch_[kBatch];
  uint64_t hashes_[kBatch];
};

}  // namespace kernels
