// How the variables of a state lie in 64-bit words.
//
// Variables follow each other in the order of declaration, least significant bit first, without padding; a field may
// straddle words. In a field, by shape:
//   Boolean, Range, Atoms  the value's index, in as many bits as the largest one needs
//   Set                    one bit for each index of an element; or its length, and the indexes of its elements; or a
//                          bit for each of the small alternatives, then length and indexes of the others
//   Function               its values in the order of its keys
//   Sequence               the length, then `capacity` elements, those not used zero
//   Partial                for each index of a key a presence bit, then the value's bits, zero when absent
//   Union                  the number of the alternative, then its bits, then zeros up to the longest alternative's
//   Dynamic                a 32-bit handle into the Store
// So a value has one encoding, and states are equal exactly when their words are.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "translator/runtime/shape.h"
#include "translator/runtime/store.h"
#include "translator/runtime/value.h"

namespace trestle::runtime {

using Word = uint64_t;

// What Layout::set throws when a value is not in its variable's shape. The state being written is spoilt.
struct Misfit {
  size_t variable;
  Value value;  // lives as long as the one given to set()
};

class Layout {
 public:
  // Every variable is a handle.
  explicit Layout(size_t variables = 0) : variables_(variables), bits_(32 * variables) {}
  explicit Layout(std::vector<ShapeRef> shapes);  // of each what settled() makes of it

  size_t words() const { return std::max<size_t>(1, (bits_ + 63) / 64); }  // also where no variable takes a bit
  size_t bits() const { return bits_; }
  size_t variables() const { return variables_; }
  bool packed() const { return packed_; }  // some variable is more than a handle
  ShapeRef shape(size_t variable) const { return packed() ? fields_[variable].shape : shape::dynamic(); }
  size_t offset(size_t variable) const { return packed() ? fields_[variable].offset : 32 * variable; }

  // Interned; without a context slower, for reports.
  Value get(const Word* state, size_t variable) const {
    return packed() ? unpack_interned(state, variable) : from_handle(handle(state, variable));
  }
  // Collections that are not interned live in the context's arena.
  Value get(Context& context, const Word* state, size_t variable) const {
    return packed() ? unpack(context, state, variable) : from_handle(handle(state, variable));
  }
  // `state` must be zero in that field. Throws Misfit.
  void set(Context& context, Word* state, size_t variable, Value value) const {
    if (packed()) return pack(context, state, variable, value);
    state[variable / 2] |= static_cast<Word>(to_handle(context, value)) << (32 * (variable % 2));
  }
  void set(Word* state, size_t variable, Value value) const {
    if (packed()) return pack_alone(state, variable, value);
    state[variable / 2] |= static_cast<Word>(to_handle(value)) << (32 * (variable % 2));
  }
  // The same field of another state. `state` must be zero in that field.
  void copy(Word* state, const Word* from, size_t variable) const {
    if (packed()) return copy_packed(state, from, variable);
    state[variable / 2] |= static_cast<Word>(handle(from, variable)) << (32 * (variable % 2));
  }
  // Whether set() would not throw.
  bool fits(Context& context, size_t variable, Value value) const {
    return !packed() || shape::contains(context, fields_[variable].shape, value);
  }

  // The bits of a state that some of the variables are in.
  std::vector<Word> mask(const std::vector<uint32_t>& variables) const;

  // Tells of every handle in a state.
  void handles(const Word* state, const std::function<void(Handle)>& tell) const;

  // Content hash of a state: equal states have equal hashes in every run and engine.
  uint64_t fingerprint(const Word* state) const;

 private:
  struct Field {
    ShapeRef shape;
    size_t offset;
  };

  Handle handle(const Word* state, size_t variable) const {  // when nothing is packed
    return static_cast<Handle>(state[variable / 2] >> (32 * (variable % 2)));
  }
  Value unpack(Context& context, const Word* state, size_t variable) const;
  Value unpack_interned(const Word* state, size_t variable) const;
  void pack(Context& context, Word* state, size_t variable, Value value) const;
  void pack_alone(Word* state, size_t variable, Value value) const;
  void copy_packed(Word* state, const Word* from, size_t variable) const;

  size_t variables_;
  size_t bits_;
  bool packed_ = false;
  bool handles_ = true;        // somewhere in a field
  std::vector<Field> fields_;  // none when every variable is a handle
};

// --- What states are made of; generated code uses these too.

// `bits` (at most 64) from bit `offset` on.
inline uint64_t read_bits(const Word* words, size_t offset, uint32_t bits) {
  if (bits == 0) return 0;
  const size_t word = offset / 64, shift = offset % 64;
  uint64_t value = words[word] >> shift;
  if (shift + bits > 64) value |= words[word + 1] << (64 - shift);
  return bits == 64 ? value : value & ((uint64_t{1} << bits) - 1);
}
// Into bits that are zero.
inline void add_bits(Word* words, size_t offset, uint32_t bits, uint64_t value) {
  if (bits == 0) return;
  const size_t word = offset / 64, shift = offset % 64;
  words[word] |= value << shift;
  if (shift + bits > 64) words[word + 1] |= value >> (64 - shift);
}

// The fingerprint of a state without handles.
inline uint64_t fingerprint_of_words(const Word* words, size_t count) {
  uint64_t h = count;
  for (size_t i = 0; i < count; ++i) {
    h = (h ^ words[i]) * 0x9e3779b97f4a7c15;
    h ^= h >> 32;
  }
  h *= 0xd6e8feb86659fd93;
  return h ^ h >> 32;
}

// A value as the bits of a shape, and back. encode() is false when the value is not in the shape; what it wrote then
// means nothing.
bool encode(Context& context, ShapeRef shape, Value v, Word* words, size_t offset);
Value decode(Context& context, ShapeRef shape, const Word* words, size_t offset);

}  // namespace trestle::runtime
