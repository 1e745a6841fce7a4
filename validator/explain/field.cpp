#include "validator/explain/field.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "translator/runtime/atoms.h"
#include "translator/runtime/compare.h"
#include "translator/runtime/print.h"
#include "translator/runtime/store.h"
#include "validator/trace/match.h"
#include "validator/trace/updates.h"

namespace trestle::explain {
namespace {

using runtime::Kind;
using runtime::Value;
using trace::Datum;
using trace::DatumKind;
using trace::Relation;

constexpr size_t kShort = 120;

// Parts of a logged value with the spec's at the same place; nothing when they are not built alike.
struct Part {
  std::string name;
  Datum logged;
  Value value;
};
std::vector<Part> parts(Datum logged, Value value) {
  std::vector<Part> found;
  const bool record = logged.kind() == DatumKind::Record && value.kind() == Kind::Record;
  const bool tuple = logged.kind() == DatumKind::Sequence && value.kind() == Kind::Tuple;
  if ((!record && !tuple) || logged.size() != value->size) return found;
  Datum at = logged;
  for (uint32_t i = 0; i < logged.size(); ++i) {
    if (tuple) {
      at = i == 0 ? logged.first() : at.next();
      found.push_back({"[" + std::to_string(i + 1) + "]", at, value.object()[i]});
      continue;
    }
    const Datum key = i == 0 ? logged.first() : at.next();
    at = key.next();
    const auto fields = runtime::record_fields(value->aux);
    for (uint32_t j = 0; j < value->size; ++j) {
      if (runtime::atom_text(fields[j]) != key.text()) continue;
      found.push_back({"." + std::string(key.text()), at, value.object()[j]});
    }
  }
  if (found.size() != logged.size()) found.clear();
  return found;
}

std::string place(const trace::Event& event, const explore::Check& check) {
  std::string text(event.text(check.observation.variable));
  if (check.after) text += "'";
  if (check.observation.path == trace::Observation::kNoPath) return text;
  const Datum path = event.value(check.observation.path);
  Datum element = path;
  for (uint32_t i = 0; i < path.size(); ++i) {
    element = i == 0 ? path.first() : element.next();
    text += "[" + trace::to_short_tla(element, 60) + "]";
  }
  return text;
}

bool is_in(Value element, Value set) {
  const auto all = set->span();
  return std::any_of(all.begin(), all.end(), [&](Value other) { return same(element, other); });
}

// What one set has more than the other, when that is one element.
std::optional<Value> only_more(Value larger, Value smaller) {
  std::optional<Value> found;
  if (larger.kind() != Kind::Set || smaller.kind() != Kind::Set) return found;
  for (Value element : larger->span()) {
    if (is_in(element, smaller)) continue;
    if (found) return std::nullopt;
    found = element;
  }
  return found;
}

size_t differing_leaves(Datum logged, Value value) {
  if (trace::matches(logged, value)) return 0;
  size_t leaves = 0;
  const auto inner = parts(logged, value);
  for (const Part& part : inner) leaves += differing_leaves(part.logged, part.value);
  return inner.empty() ? 1 : leaves;
}

// The element most like what was logged.
std::optional<Value> nearest_in(Datum logged, Value set) {
  if (set.kind() != Kind::Set && set.kind() != Kind::Tuple) return std::nullopt;
  std::optional<Value> best;
  size_t fewest = SIZE_MAX;
  for (Value element : set->span()) {
    const size_t leaves = differing_leaves(logged, element);
    if (leaves >= fewest) continue;
    fewest = leaves;
    best = element;
  }
  return best;
}

// The fields of a record, the elements of a sequence, the values of a function.
std::vector<std::pair<std::string, Value>> parts(Value value) {
  std::vector<std::pair<std::string, Value>> found;
  const auto add = [&](std::string name, Value part) { found.emplace_back(std::move(name), part); };
  if (value.kind() == Kind::Record) {
    const auto fields = runtime::record_fields(value->aux);
    for (uint32_t i = 0; i < value->size; ++i) add("." + std::string(runtime::atom_text(fields[i])), value.object()[i]);
  } else if (value.kind() == Kind::Tuple) {
    for (uint32_t i = 0; i < value->size; ++i) add("[" + std::to_string(i + 1) + "]", value.object()[i]);
  } else if (value.kind() == Kind::Function && value.object()[0].kind() == Kind::Set) {
    const auto arguments = value.object()[0]->span();
    for (uint32_t i = 0; i < arguments.size(); ++i)
      add("[" + runtime::to_short_string(arguments[i], kShort) + "]", value.object()[i + 1]);
  }
  return found;
}

// Within the only part in which they differ, if there is one.
Field difference(std::string name, Value logged, Value value) {
  const auto was = parts(logged), is = parts(value);
  const auto alike = [](const auto& a, const auto& b) { return a.first == b.first; };
  if (std::equal(was.begin(), was.end(), is.begin(), is.end(), alike)) {
    std::optional<size_t> only;
    size_t differing = 0;
    for (size_t i = 0; i < was.size(); ++i) {
      if (!same(was[i].second, is[i].second)) only = i, ++differing;
    }
    if (differing == 1) return difference(name + was[*only].first, was[*only].second, is[*only].second);
  }
  return {std::move(name), runtime::to_short_string(logged, kShort), runtime::to_short_string(value, kShort)};
}

}  // namespace

Field difference(std::string name, Datum logged, Value value) {
  std::optional<Part> only;
  size_t differing = 0;
  for (Part& part : parts(logged, value)) {
    if (trace::matches(part.logged, part.value)) continue;
    ++differing;
    only.emplace(std::move(part));
  }
  if (differing == 1) return difference(name + only->name, only->logged, only->value);
  const std::string expected = runtime::to_short_string(value, kShort);
  // Fields and elements may stand in another order in the log.
  return {std::move(name), trace::matches(logged, value) ? expected : trace::to_short_tla(logged, kShort), expected};
}

std::optional<Field> as_observed(const trace::Event& event, const explore::Check& check, Value before, Value after) {
  const Datum logged = event.value(check.observation.value);
  const auto inner = [&](Value value) -> std::optional<Value> {
    if (check.observation.path == trace::Observation::kNoPath) return value;
    return trace::part(value, event.value(check.observation.path));
  };
  const std::optional<Value> was = inner(before), is = inner(after), shown = check.after ? is : was;
  if (!was || !is || !shown) return std::nullopt;
  const std::string name = place(event, check);
  std::optional<Value> value;
  switch (check.observation.relation) {
    case Relation::Is: return difference(name, logged, *shown);
    case Relation::Contains:  // of a set or a sequence
      value = nearest_in(logged, *shown);
      if (value) return difference("what is in " + name, logged, *value);
      return std::nullopt;
    case Relation::Add:
      if (check.after) value = only_more(*is, *was);
      if (value) return difference("what is added to " + name, logged, *value);
      return std::nullopt;
    case Relation::Remove:
      value = check.after ? only_more(*was, *is) : was->kind() == Kind::Set ? nearest_in(logged, *was) : std::nullopt;
      if (value) return difference("what is removed from " + name, logged, *value);
      return std::nullopt;
    case Relation::Append:
      if (was->kind() != Kind::Tuple || is->kind() != Kind::Tuple || (*is)->size != (*was)->size + 1)
        return std::nullopt;
      return difference("what is appended to " + name, logged, is->object()[(*was)->size]);
    case Relation::Updates: {
      runtime::Context context;
      const std::optional<Value> made = trace::updated(context, logged, *was);
      if (made) return difference(name, *made, *is);
      return Field{name, "what " + trace::to_short_tla(logged, kShort) + " makes of " + runtime::to_short_string(*was, kShort),
                   runtime::to_short_string(*is, kShort)};
    }
  }
  return std::nullopt;
}

}  // namespace trestle::explain
