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

#include "translator/runtime/value.h"

namespace trestle::runtime {

uint32_t atom(std::string_view text);  // the number of this text, registering it when new; order of numbers = rank
std::string_view atom_text(uint32_t id);
uint64_t atom_hash(uint32_t id);  // of the text, the same in every run

inline Value string_value(std::string_view text) { return Value::string(atom(text)); }
inline Value model_value(std::string_view name) { return Value::model_value(atom(name)); }
// A_x style names: typed model values compare only with their own type. 0 when untyped.
char model_value_type(uint32_t id);

// A shape is the sorted (by rank) list of a record's field names. Shapes are numbered from 1.
uint32_t record_shape(std::span<const uint32_t> sorted_fields);
std::span<const uint32_t> record_fields(uint32_t shape);
std::span<const uint64_t> record_field_hashes(uint32_t shape);  // atom_hash of each
int record_index(uint32_t shape, uint32_t field);               // -1: no such field
Value record_domain(uint32_t shape);                            // the set of the field names, interned

}  // namespace trestle::runtime
