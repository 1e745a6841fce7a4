#include "validator/trace/expectation.h"

#include <algorithm>

#include "validator/trace/match.h"
#include "validator/trace/set_members.h"

namespace trestle::trace {

namespace {

using runtime::Shape;
using runtime::ShapeRef;
using Field = Expectation::Field;

// Whether a value of a shape can be what was logged: never; when its bits are these; or nobody knows before.
enum class Fit : uint8_t { Never, When, Unknown };

bool is_scalar(DatumKind kind) { return kind < DatumKind::Sequence; }

// The number of the only one of the values that is written so.
Fit find_value(Datum logged, const std::vector<runtime::Value>& values, uint64_t& number) {
  Fit fit = Fit::Never;
  for (size_t i = 0; i < values.size(); ++i) {
    if (!matches(logged, values[i])) continue;
    if (fit == Fit::When) return Fit::Unknown;  // a string and a model value of one name
    fit = Fit::When;
    number = i;
  }
  return fit;
}

class Observed {
 public:
  explicit Observed(const Event& event) : event_(event) {}

  // `at`: where the value begins; `weight`: how far its number takes that of the whole.
  Fit add(Datum logged, ShapeRef shape, size_t at, uint64_t weight) {
    switch (shape->kind) {
      case Shape::Kind::Never: return Fit::Never;
      case Shape::Kind::Boolean:
      case Shape::Kind::Range:
      case Shape::Kind::Atoms: return add_scalar(logged, shape, at, weight);
      case Shape::Kind::Union: return add_alternative(logged, shape, at, weight);
      case Shape::Kind::Function: return add_function(logged, shape, at, weight);
      case Shape::Kind::Dynamic: return Fit::Unknown;
      default: return is_scalar(logged.kind()) ? Fit::Never : Fit::Unknown;
    }
  }
  std::vector<Field> fields;
  uint64_t number = 0;  // of the whole, but for the fields that the event has

 private:
  Fit add_scalar(Datum logged, ShapeRef shape, size_t at, uint64_t weight) {
    Field field{.at = at, .bits = shape->bits, .weight = weight};
    const bool atoms = shape->is(Shape::Kind::Atoms);
    const DatumKind kind = atoms                               ? DatumKind::String
                           : shape->is(Shape::Kind::Boolean) ? DatumKind::Boolean
                                                              : DatumKind::Integer;
    if (logged.kind() != kind && !(atoms && logged.kind() == DatumKind::Model)) return Fit::Never;
    const bool varies = event_.data.nodes[logged.index()].varies;
    if (atoms) {
      if (varies) return Fit::Unknown;
      if (const Fit fit = find_value(logged, shape->keys, field.number); fit != Fit::When) return fit;
    } else {
      const int64_t low = shape->is(Shape::Kind::Range) ? shape->low : 0;
      if (varies) {
        field.node = logged.index();
        field.low = low;
        field.count = shape->count;
      } else {
        field.number = static_cast<uint64_t>(logged.integer()) - static_cast<uint64_t>(low);
        if (field.number >= shape->count) return Fit::Never;
      }
    }
    number += field.number * weight;
    fields.push_back(field);
    return Fit::When;
  }

  Fit add_alternative(Datum logged, ShapeRef shape, size_t at, uint64_t weight) {
    Fit fit = Fit::Never;
    uint64_t before = 0;
    Observed found(event_);
    for (size_t i = 0; i < shape->parts.size(); before += shape->parts[i++]->count) {
      Observed part(event_);
      part.fields.push_back({.at = at, .bits = shape->tag_bits(), .number = i});
      part.number = before * weight;
      const Fit of_part = part.add(logged, shape->parts[i], at + shape->tag_bits(), weight);
      if (of_part == Fit::Never) continue;
      if (of_part == Fit::Unknown || fit == Fit::When) return Fit::Unknown;
      fit = Fit::When;
      found.fields = std::move(part.fields);
      found.number = part.number;
    }
    fields.insert(fields.end(), found.fields.begin(), found.fields.end());
    number += found.number;
    return fit;
  }

  Fit add_function(Datum logged, ShapeRef shape, size_t at, uint64_t weight) {
    if (is_scalar(logged.kind()) || logged.kind() == DatumKind::Set) return Fit::Never;
    const bool record = logged.kind() == DatumKind::Record && shape->record != 0;
    const bool tuple = logged.kind() == DatumKind::Sequence && shape->tuple;
    if (logged.loose() || (!record && !tuple)) return Fit::Unknown;
    if (logged.size() != shape->keys.size()) return Fit::Never;
    Fit fit = Fit::When;
    Datum value = logged;
    for (uint32_t i = 0; i < logged.size() && fit != Fit::Never; ++i) {  // no key is there twice
      uint64_t key = i;
      value = i == 0 ? logged.first() : value.next();
      if (record) {
        const Fit found = find_value(value, shape->keys, key);
        if (found != Fit::When) return found;
        value = value.next();
      }
      uint64_t weight_of_key = weight;
      size_t at_key = at;
      for (size_t part = 0; part < shape->parts.size(); ++part) {
        if (part < key) at_key += shape->parts[part]->bits;
        if (part > key) weight_of_key *= shape->parts[part]->count;
      }
      const Fit of_key = add(value, shape->parts[key], at_key, weight_of_key);
      if (of_key != Fit::When) fit = of_key;
    }
    return fit;
  }

  const Event& event_;
};

// Known bits that lie side by side are one field.
std::vector<Field> joined(std::vector<Field> fields) {
  std::sort(fields.begin(), fields.end(), [](const Field& a, const Field& b) { return a.at < b.at; });
  std::vector<Field> result;
  for (const Field& field : fields) {
    if (field.bits == 0 && field.node == Field::kKnown) continue;
    Field* last = result.empty() ? nullptr : &result.back();
    const bool both_known = last != nullptr && last->node == Field::kKnown && field.node == Field::kKnown;
    if (both_known && last->at + last->bits == field.at && last->bits + field.bits <= 64) {
      last->number |= field.number << last->bits;
      last->bits += field.bits;
    } else {
      result.push_back(field);
    }
  }
  return result;
}

bool number_of(const Field& field, const Event& event, uint64_t& number) {
  number = static_cast<uint64_t>(event.data.nodes[field.node].payload) - static_cast<uint64_t>(field.low);
  return number < field.count;
}

}  // namespace

std::optional<Expectation> Expectation::of(const runtime::Layout& layout, const Event& event,
                                           const Observation& observation, bool after, uint32_t variable) {
  if (!layout.packed()) return {};
  Observed observed(event);
  ShapeRef shape = layout.shape(variable);
  size_t at = layout.offset(variable);
  if (observation.path != Observation::kNoPath) {
    const Datum path = event.value(observation.path);
    if (event.data.varies(observation.path)) return {};
    Datum element = path;
    for (uint32_t i = 0; i < path.size(); ++i) {
      element = i == 0 ? path.first() : element.next();
      uint64_t key = 0;
      if (!shape->is(Shape::Kind::Function) || find_value(element, shape->keys, key) != Fit::When) return {};
      for (size_t part = 0; part < key; ++part) at += shape->parts[part]->bits;
      shape = shape->parts[key];
    }
  }
  Expectation expectation;
  expectation.after_ = after;
  const Datum logged = event.value(observation.value);
  if (observation.relation == Relation::Is) {
    const Fit fit = observed.add(logged, shape, at, 0);
    if (fit == Fit::Unknown) return {};
    if (fit == Fit::Never) expectation.claim_ = Claim::Never;
    expectation.fields_ = joined(std::move(observed.fields));
    return expectation;
  }
  const bool changes = observation.relation == Relation::Add || observation.relation == Relation::Remove;
  if (!changes || !after || !shape->is(Shape::Kind::Set)) return {};
  const Fit fit = observed.add(logged, shape->parts[0], 0, 1);
  if (fit == Fit::Unknown) return {};
  expectation.claim_ = observation.relation == Relation::Add ? Claim::Gained : Claim::Lost;
  expectation.set_ = shape;
  expectation.at_ = at;
  expectation.number_ = fit == Fit::Never ? SetMembers::kNone : observed.number;
  if (fit == Fit::When) {
    std::erase_if(observed.fields, [](const Field& field) { return field.node == Field::kKnown; });
    expectation.fields_ = std::move(observed.fields);
  }
  return expectation;
}

bool Expectation::set_changed(const Event& event, const runtime::Word* before, const runtime::Word* after) const {
  uint64_t element = number_;
  for (const Field& field : fields_) {
    uint64_t number = 0;
    if (!number_of(field, event, number)) {
      element = SetMembers::kNone;
      break;
    }
    element += number * field.weight;
  }
  const SetMembers now(set_, after, at_);
  const auto [removed, added] = difference(SetMembers(set_, before, at_), now);
  const SetDifference::Side& expected = claim_ == Claim::Gained ? added : removed;
  if ((claim_ == Claim::Gained ? removed : added).size != 0 || expected.size > 1) return false;
  if (expected.size == 1) return expected.number == element;
  // Nothing changed: the element was there already, or was not there.
  SetMembers members = now;
  uint64_t member = members.next();
  while (member < element) member = members.next();
  return (element != SetMembers::kNone && member == element) == (claim_ == Claim::Gained);
}

bool Expectation::holds(const Event& event, const runtime::Word* before, const runtime::Word* after) const {
  switch (claim_) {
    case Claim::Never: return false;
    case Claim::Gained:
    case Claim::Lost: return set_changed(event, before, after);
    case Claim::Is: break;
  }
  const runtime::Word* words = after_ ? after : before;
  for (const Field& field : fields_) {
    uint64_t number = field.number;
    if (field.node != Field::kKnown && !number_of(field, event, number)) return false;
    if (runtime::read_bits(words, field.at, field.bits) != number) return false;
  }
  return true;
}

}  // namespace trestle::trace
