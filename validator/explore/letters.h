// The letters of behaviors: which atoms are true on a step. There are few different ones, so each is kept once and
// known by its number. Safe for concurrent use.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include "translator/runtime/temporal.h"
#include "validator/explore/hash.h"

namespace trestle::explore {

using Letter = uint32_t;

// Bit i: atom i is true.
using Valuation = std::vector<uint64_t>;

inline bool bit(std::span<const uint64_t> valuation, size_t i) { return valuation[i / 64] >> (i % 64) & 1; }
inline void set_bit(std::span<uint64_t> valuation, size_t i) { valuation[i / 64] |= uint64_t{1} << (i % 64); }

// Whether a formula without temporal operators is true on a step.
bool holds(const runtime::Formulas& formulas, runtime::FormulaId formula, const Valuation& valuation);

class Letters {
 public:
  Letter number(const Valuation& valuation);
  Valuation operator[](Letter letter) const;
  size_t size() const;

 private:
  struct Hash {
    size_t operator()(const Valuation& valuation) const { return hash_words(valuation.data(), valuation.size()); }
  };
  mutable std::mutex mutex_;
  std::unordered_map<Valuation, Letter, Hash> numbers_;
  std::vector<const Valuation*> valuations_;  // the keys of numbers_
};

}  // namespace trestle::explore
