// Observations held against the bits of a state: of a variable, only what is observed becomes a value.
#include <algorithm>

#include "translator/runtime/compare.h"
#include "translator/runtime/context.h"
#include "translator/runtime/layout.h"
#include "validator/trace/match.h"
#include "validator/trace/set_members.h"

namespace trestle::trace {

using runtime::Context;
using runtime::ShapeRef;
using runtime::Value;
using runtime::Word;
using Form = runtime::Shape::Kind;

namespace {

// A value, or a part of one, in the words of a state.
struct Packed {
  ShapeRef shape;
  const Word* words;
  size_t at;

  SetMembers members() const { return {shape, words, at}; }
  Value value(Context& context) const { return runtime::decode(context, shape, words, at); }
  // What it is when several forms are possible.
  Packed settled() const {
    if (!shape->is(Form::Union)) return *this;
    const uint64_t tag = runtime::read_bits(words, at, shape->tag_bits());
    return {shape->parts[tag], words, at + shape->tag_bits()};
  }
  Packed at_key(size_t key) const {
    Packed part{shape->parts[key], words, at};
    for (size_t i = 0; i < key; ++i) part.at += shape->parts[i]->bits;
    return part;
  }
  // The number of the function's key that a log writes so.
  std::optional<size_t> key(Datum logged) const {
    for (size_t i = 0; i < shape->keys.size(); ++i) {
      if (matches(logged, shape->keys[i])) return i;
    }
    return {};
  }
};

bool matches_packed(Context& context, Datum logged, Packed packed) {
  packed = packed.settled();
  const bool record = logged.kind() == DatumKind::Record && !logged.loose();
  if (!packed.shape->is(Form::Function) || !record || packed.shape->record == 0) {
    return matches(logged, packed.value(context));
  }
  if (packed.shape->keys.size() != logged.size()) return false;
  Datum key = logged, value = logged;
  for (uint32_t i = 0; i < logged.size(); ++i) {  // no key is there twice
    key = i == 0 ? logged.first() : value.next();
    value = key.next();
    const std::optional<size_t> found = packed.key(key);
    if (!found || !matches_packed(context, value, packed.at_key(*found))) return false;
  }
  return true;
}

// The same of value number `number` of a shape.
bool matches_number(Context& context, Datum logged, ShapeRef shape, uint64_t number) {
  constexpr size_t kMostFields = 16;
  switch (shape->kind) {
    case Form::Boolean: return matches(logged, Value::boolean(number != 0));
    case Form::Range: return matches(logged, Value::integer(shape->low + static_cast<int64_t>(number)));
    case Form::Atoms: return matches(logged, shape->keys[number]);
    case Form::Union:
      for (const ShapeRef part : shape->parts) {
        if (number < part->count) return matches_number(context, logged, part, number);
        number -= part->count;
      }
      return false;
    case Form::Function: break;
    default: return matches(logged, runtime::shape::value(context, shape, number));
  }
  const size_t fields = shape->keys.size();
  const bool record = logged.kind() == DatumKind::Record && !logged.loose();
  if (!record || shape->record == 0 || fields > kMostFields)
    return matches(logged, runtime::shape::value(context, shape, number));
  if (fields != logged.size()) return false;
  uint64_t digits[kMostFields];
  for (size_t i = fields; i-- > 0; number /= shape->parts[i]->count) digits[i] = number % shape->parts[i]->count;
  const Packed keys{shape, nullptr, 0};
  Datum key = logged, value = logged;
  for (uint32_t i = 0; i < fields; ++i) {  // no key is there twice
    key = i == 0 ? logged.first() : value.next();
    value = key.next();
    const std::optional<size_t> found = keys.key(key);
    if (!found || !matches_number(context, value, shape->parts[*found], digits[*found])) return false;
  }
  return true;
}

bool has(Context& context, Datum logged, Packed set) {
  SetMembers members = set.members();
  for (uint64_t number = members.next(); number != SetMembers::kNone; number = members.next()) {
    if (matches_number(context, logged, set.shape->parts[0], number)) return true;
  }
  return false;
}

// As related() says of values (match.cpp).
bool sets_related(Context& context, Datum logged, Relation relation, bool after, Packed before, Packed place) {
  if (relation == Relation::Contains) return has(context, logged, place);
  const bool adds = relation == Relation::Add;
  if (!after) return has(context, logged, place) != adds;
  const auto [removed, added] = difference(before.members(), place.members());
  const SetDifference::Side& expected = adds ? added : removed;
  if ((adds ? removed : added).size != 0 || expected.size > 1) return false;
  if (expected.size == 1) return matches_number(context, logged, place.shape->parts[0], expected.number);
  return has(context, logged, place) == adds;
}

// Follows the path as far as it leads through functions; how far that was.
uint32_t follow(Packed& packed, Datum path) {
  uint32_t followed = 0;
  Datum element = path;
  packed = packed.settled();
  for (; followed < path.size() && packed.shape->is(Form::Function); ++followed) {
    element = followed == 0 ? path.first() : element.next();
    const std::optional<size_t> key = packed.key(element);
    if (!key) return followed;
    packed = packed.at_key(*key).settled();
  }
  return followed;
}

std::optional<Value> part(Context& context, Packed packed, std::optional<Datum> path) {
  if (!path) return packed.value(context);
  const uint32_t followed = follow(packed, *path);
  return part(packed.value(context), *path, followed);
}

}  // namespace

bool holds(Context& context, const runtime::Layout& layout, const Event& event, const Observation& observation,
           bool after, uint32_t variable, const Word* before, const Word* after_words) {
  if (!layout.packed()) {
    return holds(event, observation, after, layout.get(context, before, variable),
                 after ? layout.get(context, after_words, variable) : Value());
  }
  const Datum logged = event.value(observation.value);
  std::optional<Datum> path;
  if (observation.path != Observation::kNoPath) path = event.value(observation.path);
  Packed place{layout.shape(variable), after ? after_words : before, layout.offset(variable)};
  if (observation.relation == Relation::Is) {
    const uint32_t followed = path ? follow(place, *path) : 0;
    if (!path || followed == path->size()) return matches_packed(context, logged, place);
    const std::optional<Value> rest = part(place.value(context), *path, followed);
    return rest && matches(logged, *rest);
  }
  const bool of_sets = observation.relation == Relation::Add || observation.relation == Relation::Remove ||
                       observation.relation == Relation::Contains;
  if (of_sets) {
    Packed then{place.shape, before, place.at}, now = place;
    const uint32_t size = path ? path->size() : 0;
    const bool both = needs_before(observation.relation, after);
    const bool led = !path || (follow(now, *path) == size && (!both || follow(then, *path) == size));
    now = now.settled();
    then = both ? then.settled() : now;
    if (led && now.shape->is(Form::Set) && then.shape == now.shape)
      return sets_related(context, logged, observation.relation, after, then, now);
  }
  std::optional<Value> before_part = Value(), after_part = Value();
  if (needs_before(observation.relation, after)) {
    before_part = part(context, {place.shape, before, place.at}, path);
  }
  if (after) after_part = part(context, place, path);
  return before_part && after_part && related(logged, observation.relation, after, *before_part, *after_part);
}

}  // namespace trestle::trace
