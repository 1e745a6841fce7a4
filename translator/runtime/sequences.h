// What operators on sequences share.
#pragma once

#include <optional>
#include <span>

#include "translator/runtime/context.h"
#include "translator/runtime/value.h"

namespace trestle::runtime {

// The argument as a Tuple, copied where it is a stretch of one; an error naming the operator when it is no sequence.
Value sequence_argument(Context&, const char* which, const char* op, Value v);

// Some consecutive elements of a Tuple, from the one at `from`, counted from 0.
struct Stretch {
  Value whole;
  uint32_t from, size;
  std::span<const Value> span() const { return whole->span().subspan(from, size); }
};

// It as a sequence. A long one is not copied but becomes a LazyFunction whose body is the whole and whose aux is `from`, so
// that a log can be walked by Tail or SubSeq, at a cost that does not depend on its length.
Value sequence_of(Context&, Stretch);

// Such a LazyFunction, or a Tuple; nothing of another value.
inline std::optional<Stretch> stretch_of(Value v) {
  if (v.kind() == Kind::Tuple) return Stretch{v, 0, v->size};
  if (v.kind() != Kind::LazyFunction || v->items()[1].kind() != Kind::Tuple) return std::nullopt;
  return Stretch{v->items()[1], v->aux, static_cast<uint32_t>(v->items()[0]->items()[1].small())};
}

// A new Tuple of these elements and more.
Value copy_sequence(Context&, const Stretch&, std::span<const Value> more);

}  // namespace trestle::runtime
