// SYMMETRY: a value with its model values permuted, remembered.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "translator/evaluator/machine.h"

namespace trestle::evaluator {

// Pairs from, to, flattened: [from0, to0, from1, to1, ...]; what is not there stays.
using Permutation = std::vector<Value>;

// The value with model values replaced.
Value permuted(Context& context, Value value, const Permutation& permutation);

// The images of stored values under every permutation of a group. States share most of their values, so each is
// computed once. One per worker.
class Orbits {
 public:
  explicit Orbits(const std::vector<Permutation>& group) : group_(group) {}

  // The interned images of an interned value, one for each permutation; null when all are the value itself. They stay
  // valid until forget().
  const Value* images(Context& context, Value value);
  // Frees everything when much has come together. Between states only.
  void forget();

 private:
  std::unique_ptr<Value[]> compute(Context& context, Value value);
  Value image(Context& context, const Object& o, const std::vector<const Value*>& parts, size_t permutation);

  const std::vector<Permutation>& group_;
  std::unordered_map<uint64_t, std::unique_ptr<Value[]>> images_;  // by the value's word
  size_t stored_ = 0;                                              // images
};

}  // namespace trestle::evaluator
