#include "translator/runtime/hash.h"

#include <algorithm>

#include "translator/runtime/failure.h"
#include "translator/runtime/sequences.h"

namespace trestle::runtime {

namespace {

uint64_t sum_of_sequence(std::span<const Value> elements) {
  uint64_t sum = kEmptySum;
  for (uint32_t i = 0; i < elements.size(); ++i) sum += index_part(i, hash(elements[i]));
  return sum;
}

uint64_t sum_of_parts(const Object& o) {
  uint64_t sum = kEmptySum;
  switch (o.kind) {
    case Kind::Set:
      for (Value v : o.span()) sum += element_part(hash(v));
      break;
    case Kind::Tuple: return sum_of_sequence(o.span());
    case Kind::Record: {
      const auto fields = record_field_hashes(o.aux);
      for (uint32_t i = 0; i < o.size; ++i) sum += index_part(fields[i], hash(o[i]));
      break;
    }
    case Kind::Function: {
      const Object& domain = o[0].object();
      for (uint32_t i = 1; i < o.size; ++i) sum += index_part(hash(domain[i - 1]), hash(o[i]));
      break;
    }
    case Kind::BigInteger:
      for (uint32_t i = 0; i < o.size; ++i) sum += index_part(i + o.aux, o[i].bits());
      break;
    default: fail("{} has no content hash", name(o.kind));
  }
  return sum;
}

}  // namespace

uint64_t hash(Value v) {
  if (v.is_object()) {
    const Object& o = v.object();
    if (o.kind == Kind::Interval) {  // as the set of its elements
      uint64_t sum = kEmptySum;
      for (int64_t i = o[0].small(); i <= o[1].small(); ++i) sum += element_part(hash(Value::integer(i)));
      return finish_sum(sum, Kind::Set);
    }
    if (const auto stretch = stretch_of(v); stretch && o.kind != Kind::Tuple)
      return finish_sum(sum_of_sequence(stretch->span()), Kind::Tuple);
    if (o.hash == 0) o.hash = sum_of_parts(o);
    return finish(o);
  }
  switch (v.kind()) {
    case Kind::String: return atom_hash(v.atom_id());
    case Kind::ModelValue: return mix(atom_hash(v.atom_id()) + 1);
    default: return mix(v.bits() * 0x9e3779b97f4a7c15 + 0x632be59bd9b4e019);
  }
}

bool hashable(Value v) {
  if (!v.is_object() || v->hash != 0) return true;
  if (v.kind() < Kind::Set || v.kind() > Kind::Function) return false;
  return std::all_of(v->span().begin(), v->span().end(), hashable);
}

}  // namespace trestle::runtime
