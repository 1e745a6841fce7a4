// Strings and model values by number, and the shapes of records. Process-wide tables: append-only, safe for concurrent
// use, lookup by number without a lock.
//
// TLC orders strings and model values by the order in which it first met their names (util/UniqueString.compareTo), so
// the loader registers names in that order before anything is evaluated. A name met at run time (read from JSON, say)
// comes last.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "translator/runtime/segmented.h"
#include "translator/runtime/value.h"

namespace trestle::runtime {

uint32_t atom(std::string_view text);  // the number of this text, registering it when new; order of numbers = rank
uint32_t atom_count();
std::string_view atom_text(uint32_t id);
uint64_t atom_hash(uint32_t id);  // of the text, the same in every run

inline Value string_value(std::string_view text) { return Value::string(atom(text)); }
inline Value model_value(std::string_view name) { return Value::model_value(atom(name)); }
// A_x style names: typed model values compare only with their own type. 0 when untyped.
inline char model_value_type(uint32_t id);

// A shape is the sorted (by rank) list of a record's field names. Shapes are numbered from 1.
uint32_t record_shape(std::span<const uint32_t> sorted_fields);
std::span<const uint32_t> record_fields(uint32_t shape);
std::span<const uint64_t> record_field_hashes(uint32_t shape);  // atom_hash of each
int record_index(uint32_t shape, uint32_t field);               // -1: no such field
Value record_domain(uint32_t shape);                            // the set of the field names, interned

// --- The tables, here so that looking things up is inlined.

namespace atoms_internal {

struct Atom {
  std::string_view text;
  uint64_t hash = 0;
  char type = 0;  // of the model value of this name
};
extern Segmented<Atom> atoms;

struct Shape {
  uint32_t size = 0;
  const uint32_t* fields = nullptr;
  const uint64_t* hashes = nullptr;
  Value domain;
};
extern Segmented<const Shape*> shapes;

}  // namespace atoms_internal

inline uint32_t atom_count() { return atoms_internal::atoms.size(); }
inline std::string_view atom_text(uint32_t id) { return atoms_internal::atoms[id].text; }
inline uint64_t atom_hash(uint32_t id) { return atoms_internal::atoms[id].hash; }
inline char model_value_type(uint32_t id) { return atoms_internal::atoms[id].type; }

inline std::span<const uint32_t> record_fields(uint32_t shape) {
  const auto* s = atoms_internal::shapes[shape];
  return {s->fields, s->size};
}
inline std::span<const uint64_t> record_field_hashes(uint32_t shape) {
  const auto* s = atoms_internal::shapes[shape];
  return {s->hashes, s->size};
}
inline Value record_domain(uint32_t shape) { return atoms_internal::shapes[shape]->domain; }

inline int record_index(uint32_t shape, uint32_t field) {
  const auto* s = atoms_internal::shapes[shape];
  for (uint32_t i = 0; i < s->size; ++i) {
    if (s->fields[i] == field) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace trestle::runtime
