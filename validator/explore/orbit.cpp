#include "validator/explore/orbit.h"

#include <algorithm>
#include <utility>

#include "translator/runtime/atoms.h"
#include "translator/runtime/hash.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"

namespace trestle::explore {

using runtime::Context;
using runtime::Kind;
using runtime::mix;
using runtime::Value;
using runtime::Word;

Orbits::Orbits(std::vector<std::vector<Value>> classes) : classes_(std::move(classes)) {
  uint32_t number = 0;
  for (uint32_t c = 0; c < classes_.size(); ++c) {
    for (const Value name : classes_[c]) places_[name.bits()] = {c, number++};
  }
}

namespace {

// With the name of that number marked; null when it is not in the value.
const uint64_t* marked(const Orbits::Seen& seen, uint32_t name) {
  const auto found = std::lower_bound(seen.marked.begin(), seen.marked.end(), name,
                                      [](const auto& marked, uint32_t wanted) { return marked.first < wanted; });
  return found != seen.marked.end() && found->first == name ? &found->second : nullptr;
}

uint64_t of_name(const Orbits::Seen& seen, uint32_t name) {
  const uint64_t* const hash = marked(seen, name);
  return hash != nullptr ? *hash : seen.plain;
}

// A sum over the parts of a collection, and how much it differs for each name.
class Sum {
 public:
  explicit Sum(uint64_t start) : sum_(start) {}

  template <class Term>
  void add(const Orbits::Seen& a, const Orbits::Seen& b, const Term& term) {
    const uint64_t plain = term(a.plain, b.plain);
    sum_ += plain;
    const auto differ = [&](uint32_t name) {
      differs_.emplace_back(name, term(of_name(a, name), of_name(b, name)) - plain);
    };
    for (const auto& [name, hash] : a.marked) differ(name);
    for (const auto& [name, hash] : b.marked) {
      if (marked(a, name) == nullptr) differ(name);
    }
  }

  Orbits::Seen end() {
    std::sort(differs_.begin(), differs_.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
    Orbits::Seen seen{mix(sum_), {}};
    for (size_t i = 0; i < differs_.size();) {
      const uint32_t name = differs_[i].first;
      uint64_t sum = sum_;
      for (; i < differs_.size() && differs_[i].first == name; ++i) sum += differs_[i].second;
      seen.marked.emplace_back(name, mix(sum));
    }
    return seen;
  }

 private:
  uint64_t sum_;
  std::vector<std::pair<uint32_t, uint64_t>> differs_;
};

}  // namespace

const Orbits::Seen& Orbits::seen(Value v, Seen& room) {
  constexpr size_t kMostKept = size_t{1} << 16;
  if (!v.is_object() || !v->interned) return room = seen_anew(v);
  if (const auto found = kept_.find(v.bits()); found != kept_.end()) return found->second;
  Seen anew = seen_anew(v);
  if (kept_.size() >= kMostKept) return room = std::move(anew);
  return kept_[v.bits()] = std::move(anew);
}

Orbits::Seen Orbits::seen_anew(Value v) {
  constexpr uint64_t kMarked = 0x6d61726b6564, kOther = 0x6f74686572;
  if (!v.is_object()) {
    const auto place = places_.find(v.bits());
    if (place == places_.end()) return {mix(v.bits()), {}};
    return {kOther + place->second.of, {{place->second.number, kMarked}}};
  }
  Sum sum(static_cast<uint64_t>(v->kind) + 1);
  Seen of_value, of_key;
  const auto alone = [](uint64_t element, uint64_t) { return mix(element); };
  const auto keyed = [](uint64_t value, uint64_t key) { return mix(value ^ mix(key + 1)); };
  switch (v->kind) {
    case Kind::Set:
      for (const Value element : v->span()) sum.add(seen(element, of_value), of_key, alone);
      break;
    case Kind::Record: {
      const auto fields = runtime::record_fields(v->aux);
      for (uint32_t i = 0; i < v->size; ++i)
        sum.add(seen(v.object()[i], of_value), seen(Value::string(fields[i]), of_key), keyed);
      break;
    }
    case Kind::Function: {
      const auto& domain = v.object()[0].object();
      for (uint32_t i = 1; i < v->size; ++i)
        sum.add(seen(v.object()[i], of_value), seen(domain[i - 1], of_key), keyed);
      break;
    }
    case Kind::Tuple:
      for (uint32_t i = 0; i < v->size; ++i) sum.add(seen(v.object()[i], of_value), {i, {}}, keyed);
      break;
    default: {
      uint64_t all = static_cast<uint64_t>(v->kind) + 1;
      for (const Value item : v->span()) all = mix(all + item.bits());
      return {mix(all), {}};
    }
  }
  return sum.end();
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
  std::vector<Seen> all;
  Seen room;
  for (size_t i = 0; i < layout.variables(); ++i) {
    values.push_back(runtime::intern_like_states(context, layout.get(context, state, i)));
    all.push_back(seen(values.back(), room));
  }
  now_.clear();
  for (const std::vector<Value>& names : classes_) {
    std::vector<std::pair<uint64_t, Value>> order;
    for (const Value name : names) {
      const uint32_t number = places_.at(name.bits()).number;
      uint64_t hash = 0;
      for (const Seen& variable : all) hash = mix(hash + of_name(variable, number));
      order.emplace_back(hash, name);
    }
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (size_t i = 0; i < names.size(); ++i) now_[order[i].second.bits()] = names[i];
  }
  std::vector<Word> words(layout.words());
  for (size_t i = 0; i < values.size(); ++i) layout.set(context, words.data(), i, renamed(context, values[i]));
  return words;
}

}  // namespace trestle::explore
