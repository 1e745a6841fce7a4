#include "translator/runtime/footprint.h"

#include <algorithm>

#include "translator/runtime/atoms.h"
#include "translator/runtime/hash.h"

namespace trestle::runtime {
namespace {

bool is_name(Value v) { return v.kind() == Kind::String || v.kind() == Kind::ModelValue; }

// What is of two kinds is not told apart: comparing it may be an error, and a name in a log may be of either.
bool differ(Value a, Value b) {
  if (is_name(a) && is_name(b)) return a.atom_id() != b.atom_id();
  return a.kind() == b.kind() && !same(a, b);
}

bool may_be_position(const Key& key) {
  return key.kind != Key::Kind::Record && (key.kind != Key::Kind::Value || Value::from_bits(key.value).is_small());
}

template <class T>
std::strong_ordering in_order(const std::vector<T>& a, const std::vector<T>& b) {
  return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace

Key Key::of(Value value) {
  Key key;
  if (is_name(value) || value.is_small() || value.is_boolean()) {
    key.kind = Kind::Value;
    key.value = value.bits();
  } else if (value.kind() == runtime::Kind::Record) {
    key.kind = Kind::Record;
    const auto fields = record_fields(value->aux);
    for (uint32_t i = 0; i < fields.size(); ++i) key.members.emplace_back(fields[i], of(value.object()[i]));
  }
  return key;
}

std::strong_ordering operator<=>(const Key& a, const Key& b) {
  if (const auto order = a.kind <=> b.kind; order != 0) return order;
  if (const auto order = a.value <=> b.value; order != 0) return order;
  if (const auto order = a.argument <=> b.argument; order != 0) return order;
  if (const auto order = in_order(a.fields, b.fields); order != 0) return order;
  return in_order(a.members, b.members);
}

std::strong_ordering operator<=>(const Access& a, const Access& b) {
  if (const auto order = a.kind <=> b.kind; order != 0) return order;
  if (const auto order = a.variable <=> b.variable; order != 0) return order;
  return in_order(a.path, b.path);
}

std::strong_ordering operator<=>(const Footprint& a, const Footprint& b) {
  if (const auto order = a.known <=> b.known; order != 0) return order;
  return in_order(a.accesses, b.accesses);
}

namespace {

uint64_t add_key(uint64_t sum, const Key& key) {
  sum = mix(sum + key.value + (uint64_t{key.argument} << 8) + static_cast<uint64_t>(key.kind));
  for (const uint32_t field : key.fields) sum = mix(sum + field);
  for (const auto& [field, member] : key.members) sum = add_key(sum + field, member);
  return sum;
}

}  // namespace

size_t FootprintHash::operator()(const Footprint& footprint) const {
  uint64_t sum = footprint.known;
  for (const Access& access : footprint.accesses) {
    sum = mix(sum + (uint64_t{access.variable} << 8) + static_cast<uint64_t>(access.kind));
    for (const Key& key : access.path) sum = add_key(sum, key);
  }
  return sum;
}

bool may_meet(const Key& a, const Key& b) {
  if (a.kind == Key::Kind::Value && b.kind == Key::Kind::Value)
    return !differ(Value::from_bits(a.value), Value::from_bits(b.value));
  if (a.kind == Key::Kind::Position) return may_be_position(b);
  if (b.kind == Key::Kind::Position) return may_be_position(a);
  if (a.kind != Key::Kind::Record || b.kind != Key::Kind::Record) return true;
  for (const auto& [field, key] : a.members) {
    for (const auto& [other, other_key] : b.members) {
      if (field == other && !may_meet(key, other_key)) return false;
    }
  }
  return true;
}

bool may_meet(const Access& a, const Access& b) {
  if (a.variable != b.variable) return false;
  for (size_t i = 0; i < std::min(a.path.size(), b.path.size()); ++i) {
    if (!may_meet(a.path[i], b.path[i])) return false;
  }
  return true;
}

}  // namespace trestle::runtime
