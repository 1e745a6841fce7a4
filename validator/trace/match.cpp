#include "validator/trace/match.h"

#include <charconv>
#include <cstring>
#include <vector>

#include "translator/runtime/atoms.h"
#include "translator/runtime/compare.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/print.h"
#include "translator/runtime/store.h"
#include "validator/trace/updates.h"

namespace trestle::trace {

using runtime::Kind;
using runtime::Value;

namespace {

bool is_name(Value value, std::string_view text) {
  Kind kind = value.kind();
  if (kind != Kind::String && kind != Kind::ModelValue) return false;
  const std::string_view name = runtime::atom_text(value.atom_id());
  // Names of a kind often differ in their last letter only.
  return name.size() == text.size() && (name.empty() || (name.back() == text.back() && name == text));
}

bool same_integer(std::string_view digits, Value value) {
  return value.kind() == Kind::BigInteger && runtime::integer_text(value) == digits;
}

// The functions of a state are enumerated: arguments by number, and the values there.
bool is_function(Value value) {
  Kind kind = value.kind();
  return kind == Kind::Tuple || kind == Kind::Record || kind == Kind::Function;
}
uint32_t arguments(Value function) { return function->kind == Kind::Function ? function->size - 1 : function->size; }
Value argument(Value function, uint32_t i) {
  switch (function->kind) {
    case Kind::Tuple: return Value::integer(i + 1);
    case Kind::Record: return Value::string(runtime::record_fields(function->aux)[i]);
    default: return function.object()[0].object()[i];
  }
}
Value value_at(Value function, uint32_t i) { return function.object()[function->kind == Kind::Function ? i + 1 : i]; }

// Which of a few things were met.
class Seen {
 public:
  explicit Seen(size_t size) {
    if (size > 64) many_.resize(size);
  }
  bool operator[](size_t i) const { return many_.empty() ? few_ >> i & 1 : many_[i]; }
  void set(size_t i) {
    if (many_.empty()) {
      few_ |= uint64_t{1} << i;
    } else {
      many_[i] = true;
    }
  }

 private:
  uint64_t few_ = 0;
  std::vector<bool> many_;
};

template <class Fits>
std::optional<uint32_t> find_argument(Value function, const Fits& fits) {
  for (uint32_t i = 0, n = arguments(function); i < n; ++i) {
    if (fits(argument(function, i))) return i;
  }
  return {};
}

bool matches_function(Datum logged, Value value) {
  if (!is_function(value) || arguments(value) != logged.size()) return false;
  const bool record = logged.kind() == DatumKind::Record;
  Seen seen(logged.size());
  Datum at = logged;
  for (uint32_t i = 0; i < logged.size(); ++i) {
    Datum key = i == 0 ? logged.first() : at.next();
    at = key.next();
    std::optional<uint32_t> found =
        record ? find_argument(value,
                               [&](Value argument) {
                                 return is_name(argument, key.text()) ||
                                        (key.loose() && runtime::to_string(argument) == key.text());
                               })
               : find_argument(value, [&](Value argument) { return matches(key, argument); });
    if (!found || seen[*found] || !matches(at, value_at(value, *found))) return false;
    seen.set(*found);
  }
  return true;
}

// Of a set or a sequence.
std::optional<Value> find_element(Datum logged, Value collection) {
  for (Value element : collection->span()) {
    if (matches(logged, element)) return element;
  }
  return {};
}

bool matches_set(Datum logged, Value value) {
  if (value.kind() != Kind::Set) return false;
  Seen seen(value->size);
  uint32_t distinct = 0;
  Datum element = logged;
  for (uint32_t i = 0; i < logged.size(); ++i) {
    element = i == 0 ? logged.first() : element.next();
    bool found = false;
    for (uint32_t j = 0; j < value->size && !found; ++j) {
      found = matches(element, value.object()[j]);
      if (found && !seen[j]) {
        seen.set(j);
        ++distinct;
      }
    }
    if (!found) return false;
  }
  return distinct == value->size;
}

// Two values of the same state, or of two: where they are not interned, their parts are compared.
bool identical(Value a, Value b) {
  if (same(a, b)) return true;
  if (!a.is_object() || !b.is_object() || (a->interned && b->interned)) return false;
  if (a->kind != b->kind || a->size != b->size || (a->kind == Kind::Record && a->aux != b->aux)) return false;
  if (a->kind == Kind::BigInteger) return runtime::integer_text(a) == runtime::integer_text(b);
  for (uint32_t i = 0; i < a->size; ++i) {
    if (!identical(a.object()[i], b.object()[i])) return false;
  }
  return true;
}

bool same_items(const runtime::Object& a, const runtime::Object& b, uint32_t count) {
  if (a.interned && b.interned) return std::memcmp(a.items(), b.items(), count * sizeof(Value)) == 0;
  for (uint32_t i = 0; i < count; ++i) {
    if (!identical(a[i], b[i])) return false;
  }
  return true;
}

// The element that the larger set has besides those of the smaller, both in one order; none when it is not one more.
std::optional<Value> one_more(Value smaller, Value larger) {
  if (larger->size != smaller->size + 1) return {};
  uint32_t at = 0;
  while (at < smaller->size && identical(larger.object()[at], smaller.object()[at])) ++at;
  const Value extra = larger.object()[at];
  for (; at < smaller->size; ++at) {
    if (!identical(larger.object()[at + 1], smaller.object()[at])) return {};
  }
  return extra;
}

bool is_set(Value value) { return value.kind() == Kind::Set; }

std::string path_text(const Event& event, const Observation& observation) {
  std::string text;
  if (observation.path == Observation::kNoPath) return text;
  Datum path = event.value(observation.path);
  Datum element = path;
  for (uint32_t i = 0; i < path.size(); ++i) {
    element = i == 0 ? path.first() : element.next();
    text += '[' + to_short_tla(element, 60) + ']';
  }
  return text;
}

}  // namespace

bool matches(Datum logged, Value value) {
  switch (logged.kind()) {
    case DatumKind::Boolean: return value.is_boolean() && value.truth() == logged.boolean();
    case DatumKind::Integer:
      return value.is_small() ? value.small() == logged.integer()
                              : !Value::fits(logged.integer()) && same_integer(std::to_string(logged.integer()), value);
    case DatumKind::BigInteger: return same_integer(logged.text(), value);
    case DatumKind::String: return is_name(value, logged.text());
    case DatumKind::Model: return value.kind() == Kind::ModelValue && is_name(value, logged.text());
    case DatumKind::Sequence: {
      if (logged.loose() && is_set(value)) return matches_set(logged, value);
      if (value.kind() != Kind::Tuple || value->size != logged.size()) return false;
      Datum element = logged;
      for (uint32_t i = 0; i < logged.size(); ++i) {
        element = i == 0 ? logged.first() : element.next();
        if (!matches(element, value.object()[i])) return false;
      }
      return true;
    }
    case DatumKind::Set: return matches_set(logged, value);
    case DatumKind::Record:
    case DatumKind::Map: return matches_function(logged, value);
    case DatumKind::Null:
    case DatumKind::Real: return false;
  }
  return false;
}

bool related(Datum logged, Relation relation, bool after, Value before_part, Value after_part) {
  Value part = after ? after_part : before_part;
  switch (relation) {
    case Relation::Is: return matches(logged, part);
    case Relation::Contains: return (is_set(part) || part.kind() == Kind::Tuple) && find_element(logged, part);
    case Relation::Add: {
      if (!is_set(part)) return false;
      if (!after) return !find_element(logged, part);
      if (!is_set(before_part)) return false;
      if (const std::optional<Value> added = one_more(before_part, part)) return matches(logged, *added);
      return identical(before_part, part) && find_element(logged, part);
    }
    case Relation::Remove: {
      if (!is_set(part)) return false;
      if (!after) return find_element(logged, part).has_value();
      if (!is_set(before_part)) return false;
      if (const std::optional<Value> removed = one_more(part, before_part)) return matches(logged, *removed);
      return identical(before_part, part) && !find_element(logged, part);
    }
    case Relation::Updates: return after && updates_hold(logged, before_part, after_part);
    case Relation::Append: {
      if (before_part.kind() != Kind::Tuple || after_part.kind() != Kind::Tuple) return false;
      uint32_t size = before_part->size;
      return after_part->size == size + 1 && same_items(before_part.object(), after_part.object(), size) &&
             matches(logged, after_part.object()[size]);
    }
  }
  return false;
}

bool needs_before(Relation relation, bool after) {
  return !after || (relation != Relation::Is && relation != Relation::Contains);
}

std::optional<Value> part(Value value, Datum path, uint32_t skipped) {
  Datum element = path;
  for (uint32_t i = 0; i < path.size(); ++i) {
    element = i == 0 ? path.first() : element.next();
    if (i < skipped) continue;
    if (!is_function(value)) return {};
    std::optional<Value> inner;
    if (value.kind() == Kind::Tuple && element.kind() == DatumKind::Integer) {
      int64_t position = element.integer();
      if (position >= 1 && position <= static_cast<int64_t>(value->size)) inner = value.object()[position - 1];
    } else {
      std::optional<uint32_t> found = find_argument(value, [&](Value argument) { return matches(element, argument); });
      if (found) inner = value_at(value, *found);
    }
    if (!inner) return {};
    value = *inner;
  }
  return value;
}

bool holds(const Event& event, const Observation& observation, bool after, Value value_before, Value value_after) {
  Datum logged = event.value(observation.value);
  if (observation.path == Observation::kNoPath) {
    return related(logged, observation.relation, after, value_before, value_after);
  }
  Datum path = event.value(observation.path);
  std::optional<Value> before_part, after_part;
  if (needs_before(observation.relation, after)) {
    before_part = part(value_before, path);
    if (!before_part) return false;
  }
  if (after) {
    after_part = part(value_after, path);
    if (!after_part) return false;
  }
  return related(logged, observation.relation, after, before_part.value_or(Value()), after_part.value_or(Value()));
}

Mismatch explain_mismatch(const Event& event, const Observation& observation, bool after, Value value_before,
                          Value value_after) {
  Mismatch mismatch{to_string(event, observation, after), {}};
  const std::string variable(event.text(observation.variable)), path = path_text(event, observation);
  auto show = [&](Value value, const std::string& name) {
    if (!mismatch.actual.empty()) mismatch.actual += ", ";
    std::optional<Value> inner = value;
    if (observation.path != Observation::kNoPath) inner = part(value, event.value(observation.path));
    mismatch.actual += inner ? name + path + " = " + runtime::to_short_string(*inner)
                             : "no " + name + path + ": " + name + " = " + runtime::to_short_string(value);
  };
  const Value shown = after ? value_after : value_before;
  if (observation.relation == Relation::Contains) {
    const std::optional<Value> inner = observation.path == Observation::kNoPath ? shown : part(shown, event.value(observation.path));
    const std::string place = variable + (after ? "'" : "") + path;
    if (inner && inner->kind() == Kind::Tuple) {
      mismatch.expected = "\\E i \\in DOMAIN " + place + " : " + place + "[i] = " + to_short_tla(event.value(observation.value));
    }
  }
  if (observation.relation == Relation::Updates) {
    runtime::Context context;
    const std::optional<Value> made = updated(context, event.value(observation.value), value_before);
    mismatch.expected += made ? ", which is " + runtime::to_short_string(*made) : ", which cannot be done to it";
  }
  if (needs_before(observation.relation, after)) show(value_before, variable);
  if (after) show(value_after, variable + "'");
  return mismatch;
}

Value to_value(runtime::Context& context, Datum logged, const std::function<bool(std::string_view)>& is_model_value) {
  auto children = [&](uint32_t count) {
    std::vector<Value> values;
    Datum child = logged;
    for (uint32_t i = 0; i < count; ++i) {
      child = i == 0 ? logged.first() : child.next();
      values.push_back(to_value(context, child, is_model_value));
    }
    return values;
  };
  switch (logged.kind()) {
    case DatumKind::Boolean: return Value::boolean(logged.boolean());
    case DatumKind::Integer:
      if (Value::fits(logged.integer())) return Value::integer(logged.integer());
      return runtime::parse_integer(context, std::to_string(logged.integer()));
    case DatumKind::BigInteger: return runtime::parse_integer(context, logged.text());
    case DatumKind::String:
      return is_model_value(logged.text()) ? runtime::model_value(logged.text()) : runtime::string_value(logged.text());
    case DatumKind::Model: return runtime::model_value(logged.text());
    case DatumKind::Sequence: return runtime::make_tuple(context, children(logged.size()));
    case DatumKind::Set: return runtime::make_set(context, children(logged.size()));
    case DatumKind::Record: {
      std::vector<uint32_t> fields;
      std::vector<Value> values;
      Datum at = logged;
      for (uint32_t i = 0; i < logged.size(); ++i) {
        Datum key = i == 0 ? logged.first() : at.next();
        at = key.next();
        fields.push_back(runtime::atom(key.text()));
        values.push_back(to_value(context, at, is_model_value));
      }
      if (fields.empty()) return runtime::make_tuple(context, {});
      return runtime::make_record(context, fields, values);
    }
    case DatumKind::Map: {
      std::vector<Value> pairs = children(2 * logged.size()), keys;
      for (size_t i = 0; i < pairs.size(); i += 2) keys.push_back(pairs[i]);
      Value domain = runtime::make_set(context, keys);
      if (domain->size != keys.size()) {
        throw runtime::EvalError(runtime::ErrorKind::Evaluation,
                                 "a #map has an argument twice: " + to_short_tla(logged));
      }
      std::vector<Value> values;
      for (Value argument : domain->span()) {
        for (size_t i = 0; i < pairs.size(); i += 2) {
          if (runtime::equal(context, pairs[i], argument)) {
            values.push_back(pairs[i + 1]);
            break;
          }
        }
      }
      return runtime::make_function(context, domain, values);
    }
    case DatumKind::Null:
    case DatumKind::Real: break;
  }
  throw runtime::EvalError(runtime::ErrorKind::Evaluation, to_short_tla(logged) + " is not a TLA+ value");
}

}  // namespace trestle::trace
