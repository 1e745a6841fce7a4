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
  for (uint32_t c = 0; c < classes_.size(); ++c) {
    for (const Value name : classes_[c]) {
      auto& numbers = name.kind() == Kind::String ? strings_ : model_values_;
      if (numbers.size() <= name.atom_id()) numbers.resize(name.atom_id() + 1, kNone);
      numbers[name.atom_id()] = static_cast<uint32_t>(names_.size());
      names_.push_back(name);
      class_of_.push_back(c);
    }
  }
  now_ = names_;
  said_.resize(names_.size());
}

uint32_t Orbits::number(Value v) const {
  const Kind kind = v.kind();
  if (kind != Kind::String && kind != Kind::ModelValue) return kNone;
  const auto& numbers = kind == Kind::String ? strings_ : model_values_;
  return v.atom_id() < numbers.size() ? numbers[v.atom_id()] : kNone;
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
    const uint32_t name = number(v);
    if (name == kNone) return {mix(v.bits()), {}};
    return {kOther + class_of_[name], {{name, kMarked}}};
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

bool Orbits::changes(const Seen& seen) const {
  return std::any_of(seen.marked.begin(), seen.marked.end(),
                     [&](const auto& marked) { return !same(now_[marked.first], names_[marked.first]); });
}

Value Orbits::renamed_name(Value name) const {
  const uint32_t known = number(name);
  return known == kNone ? name : now_[known];
}

Value Orbits::renamed(Context& context, Value v) {
  if (!v.is_object()) return renamed_name(v);
  Seen room;
  if (v->interned && !changes(seen(v, room))) return v;
  const auto all = [&](std::span<const Value> parts) {
    const std::span items(static_cast<Value*>(context.arena.allocate(parts.size_bytes())), parts.size());
    for (size_t i = 0; i < parts.size(); ++i) items[i] = renamed(context, parts[i]);
    return items;
  };
  switch (v->kind) {
    case Kind::Set: return runtime::make_set(context, all(v->span()));
    case Kind::Tuple: return runtime::make_tuple(context, all(v->span()));
    case Kind::Record: {
      std::vector<uint32_t> fields;
      for (const uint32_t field : runtime::record_fields(v->aux))
        fields.push_back(renamed_name(Value::string(field)).atom_id());
      return runtime::make_record(context, fields, all(v->span()));
    }
    case Kind::Function: {
      const std::span<Value> arguments = all(v.object()[0]->span()), values = all(v->span().subspan(1));
      const Value keys = runtime::make_set(context, arguments);
      const std::span ordered(static_cast<Value*>(context.arena.allocate(values.size_bytes())), values.size());
      for (size_t i = 0; i < values.size(); ++i)
        ordered[static_cast<size_t>(runtime::position(context, keys.object(), arguments[i]))] = values[i];
      return runtime::make_function(context, keys, ordered);
    }
    default: return v;  // numbers
  }
}

std::vector<Word> Orbits::representative(Context& context, const runtime::Layout& layout, const Word* state) {
  std::vector<Value> values;
  uint64_t of_all = 0;  // what is said of a name that is nowhere in the state
  std::fill(said_.begin(), said_.end(), 0);
  for (size_t i = 0; i < layout.variables(); ++i) {
    values.push_back(runtime::intern_like_states(context, layout.get(context, state, i)));
    Seen room;
    const Seen& variable = seen(values.back(), room);
    const uint64_t plain = mix(variable.plain + i);
    of_all += plain;
    for (const auto& [name, hash] : variable.marked) said_[name] += mix(hash + i) - plain;
  }
  uint32_t first = 0;
  for (const std::vector<Value>& names : classes_) {
    std::vector<std::pair<uint64_t, uint32_t>> order;
    for (uint32_t i = first; i < first + names.size(); ++i) order.emplace_back(of_all + said_[i], i);
    std::sort(order.begin(), order.end());
    for (size_t i = 0; i < names.size(); ++i) now_[order[i].second] = names[i];
    first += static_cast<uint32_t>(names.size());
  }
  std::vector<Word> words(layout.words());
  for (size_t i = 0; i < values.size(); ++i) layout.set(context, words.data(), i, renamed(context, values[i]));
  return words;
}

}  // namespace trestle::explore
