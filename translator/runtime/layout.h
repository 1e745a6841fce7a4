// How the variables of a state lie in 64-bit words.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "translator/runtime/store.h"
#include "translator/runtime/value.h"

namespace trestle::runtime {

using Word = uint64_t;

// Every variable has a field. Today all fields are 32-bit handles, two a word, in the order of declaration.
class Layout {
 public:
  explicit Layout(size_t variables = 0) : variables_(variables) {}

  size_t words() const { return (variables_ + 1) / 2; }
  size_t variables() const { return variables_; }

  Value get(const Word* state, size_t variable) const { return from_handle(handle(state, variable)); }
  Handle handle(const Word* state, size_t variable) const {
    return static_cast<Handle>(state[variable / 2] >> (32 * (variable % 2)));
  }
  // Interns. `state` must be zero in that field.
  void set(Word* state, size_t variable, Value value) const {
    state[variable / 2] |= static_cast<Word>(to_handle(value)) << (32 * (variable % 2));
  }
  void set(Context& context, Word* state, size_t variable, Value value) const {
    state[variable / 2] |= static_cast<Word>(to_handle(context, value)) << (32 * (variable % 2));
  }
  // The same field of another state. `state` must be zero in that field.
  void copy(Word* state, const Word* from, size_t variable) const {
    state[variable / 2] |= static_cast<Word>(handle(from, variable)) << (32 * (variable % 2));
  }
  // Content hash of a state: equal states have equal hashes in every run and engine.
  uint64_t fingerprint(const Word* state) const;

 private:
  size_t variables_;
};

}  // namespace trestle::runtime
