#include "validator/explore/orbit.h"

#include <algorithm>
#include <utility>

#include "translator/runtime/atoms.h"
#include "translator/runtime/hash.h"
#include "translator/runtime/operators.h"

namespace trestle::explore {

using runtime::Context;
using runtime::Kind;
using runtime::mix;
using runtime::Value;
using runtime::Word;

Orbits::Orbits(std::vector<std::vector<Value>> classes) : classes_(std::move(classes)) {
  for (uint32_t c = 0; c < classes_.size(); ++c) {
    for (uint32_t i = 0; i < classes_[c].size(); ++i) places_[classes_[c][i].bits()] = {c, i};
  }
}

uint64_t Orbits::seen(Value v) const {
  constexpr uint64_t kMarked = 0x6d61726b6564, kOther = 0x6f74686572;
  if (!v.is_object()) {
    if (v.bits() == marked_) return kMarked;
    const auto place = places_.find(v.bits());
    return place == places_.end() ? mix(v.bits()) : kOther + place->second.of;
  }
  uint64_t sum = static_cast<uint64_t>(v->kind) + 1;
  switch (v->kind) {
    case Kind::Set:
      for (const Value element : v->span()) sum += mix(seen(element));
      break;
    case Kind::Record: {
      const auto fields = runtime::record_fields(v->aux);
      for (uint32_t i = 0; i < v->size; ++i) sum += mix(seen(v.object()[i]) ^ mix(seen(Value::string(fields[i])) + 1));
      break;
    }
    case Kind::Function: {
      const auto& domain = v.object()[0].object();
      for (uint32_t i = 1; i < v->size; ++i) sum += mix(seen(v.object()[i]) ^ mix(seen(domain[i - 1]) + 1));
      break;
    }
    case Kind::Tuple:
      for (uint32_t i = 0; i < v->size; ++i) sum += mix(seen(v.object()[i]) ^ mix(i + 1));
      break;
    default:
      for (const Value item : v->span()) sum = mix(sum + item.bits());
      break;
  }
  return mix(sum);
}

Value Orbits::renamed_name(Value name) const {
  const auto found = now_.find(name.bits());
  return found == now_.end() ? name : found->second;
}

Value Orbits::renamed(Context& context, Value v) const {
  if (!v.is_object()) return renamed_name(v);
  std::vector<Value> items;
  const auto all = [&](std::span<const Value> parts) {
    for (const Value part : parts) items.push_back(renamed(context, part));
  };
  switch (v->kind) {
    case Kind::Set: all(v->span()); return runtime::make_set(context, items);
    case Kind::Tuple: all(v->span()); return runtime::make_tuple(context, items);
    case Kind::Record: {
      all(v->span());
      std::vector<uint32_t> fields;
      for (const uint32_t field : runtime::record_fields(v->aux))
        fields.push_back(renamed_name(Value::string(field)).atom_id());
      return runtime::make_record(context, fields, items);
    }
    case Kind::Function: {
      std::vector<std::pair<Value, Value>> pairs;
      const auto& domain = v.object()[0].object();
      for (uint32_t i = 1; i < v->size; ++i)
        pairs.emplace_back(renamed(context, domain[i - 1]), renamed(context, v.object()[i]));
      for (const auto& pair : pairs) items.push_back(pair.first);
      const Value keys = runtime::make_set(context, items);
      std::vector<Value> values(pairs.size());
      for (const auto& [key, value] : pairs)
        values[static_cast<size_t>(runtime::position(context, keys.object(), key))] = value;
      return runtime::make_function(context, keys, values);
    }
    default: return v;  // numbers
  }
}

std::vector<Word> Orbits::representative(Context& context, const runtime::Layout& layout, const Word* state) {
  std::vector<Value> values;
  for (size_t i = 0; i < layout.variables(); ++i) values.push_back(layout.get(context, state, i));
  now_.clear();
  for (const std::vector<Value>& names : classes_) {
    std::vector<std::pair<uint64_t, Value>> order;
    for (const Value name : names) {
      marked_ = name.bits();
      uint64_t hash = 0;
      for (const Value value : values) hash = mix(hash + seen(value));
      order.emplace_back(hash, name);
    }
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (size_t i = 0; i < names.size(); ++i) now_[order[i].second.bits()] = names[i];
  }
  marked_ = 0;
  std::vector<Word> words(layout.words());
  for (size_t i = 0; i < values.size(); ++i) layout.set(context, words.data(), i, renamed(context, values[i]));
  return words;
}

}  // namespace trestle::explore
