// What a model that trestle compile made of a specification is compiled with, besides packed.h: its functions' errors,
// its states as TLA+ text and as hash values, and the collecting of successors. The generated header is what a program
// includes; this is found on the way, as <trestle/library.h>.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#define TRESTLE_LIBRARY
#include <trestle/packed.h>

namespace trestle::library {

// What the functions of a model throw: a value that has no room in its inferred shape (the specification's bounds are
// believed), an expression without a value, or a part of the specification that is not native. Never a wrong answer.
struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// --- TLA+ text.

// How the keys of a record's members are written; generated for each record of a model.
enum class Form { Record, Tuple, Function, Plain };  // Plain: no record, but an alternative of several forms
template <class D>
struct Keys;

template <class D>
struct Text;
template <class D>
std::string text_of(const typename D::type& value) {
  std::string out;
  Text<D>::write(out, value);
  return out;
}

// A function, tuple or record, item by item, written as TLC writes what is one, and only then one of the three.
class Items {
 public:
  // Whether a record's field may be called so.
  static bool is_name(std::string_view text) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto part = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; };
    return std::all_of(text.begin(), text.end(), part) && std::any_of(text.begin(), text.end(), letter);
  }

  void add(std::string key, bool is_string, std::string value) {
    sequence_ = sequence_ && key == std::to_string(items_.size() + 1);
    strings_ = strings_ && is_string && is_name(std::string_view(key).substr(1, key.size() - 2));
    items_.emplace_back(std::move(key), std::move(value));
  }
  void write(std::string& out) const {
    const Form form = sequence_ ? Form::Tuple : strings_ ? Form::Record : Form::Function;
    out += form == Form::Tuple ? "<<" : form == Form::Record ? "[" : "(";
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const auto& [key, value] = items_[i];
      if (i > 0) out += form == Form::Function ? " @@ " : ", ";
      if (form == Form::Record) out += key.substr(1, key.size() - 2) + " |-> ";
      if (form == Form::Function) out += key + " :> ";
      out += value;
    }
    out += form == Form::Tuple ? ">>" : form == Form::Record ? "]" : ")";
  }

 private:
  std::vector<std::pair<std::string, std::string>> items_;
  bool sequence_ = true, strings_ = true;
};

template <class K, class V>
void add_item(Items& items, const typename K::type& key, const typename V::type& value) {
  std::string text = text_of<K>(key);
  const bool is_string = std::is_enum_v<typename K::type> && text.front() == '"';
  items.add(std::move(text), is_string, text_of<V>(value));
}

template <>
struct Text<packed::Boolean> {
  static void write(std::string& out, bool v) { out += v ? "TRUE" : "FALSE"; }
};
template <int64_t Low, int64_t High>
struct Text<packed::Range<Low, High>> {
  static void write(std::string& out, int64_t v) { out += std::to_string(v); }
};
template <class A, uint32_t First, uint64_t Count>
struct Text<packed::Atoms<A, First, Count>> {
  static void write(std::string& out, A v) { out += text(v); }  // the model's
};
template <class E, uint32_t... I>
struct Text<packed::Some<E, I...>> : Text<E> {};
template <class E>
struct SetText {
  static void write(std::string& out, const auto& set) {
    out += '{';
    bool first = true;
    for (const auto element : set) {
      if (!std::exchange(first, false)) out += ", ";
      Text<E>::write(out, element);
    }
    out += '}';
  }
};
template <class E>
struct Text<packed::Set<E>> : SetText<E> {};
template <class E, uint32_t Capacity>
struct Text<packed::FewOf<E, Capacity>> : SetText<E> {};
template <class E, uint32_t Capacity, uint64_t Small>
struct Text<packed::SparseOf<E, Capacity, Small>> : SetText<E> {};
template <class K, class V>
struct Text<packed::Array<K, V>> {
  static void write(std::string& out, const typename packed::Array<K, V>::type& f) {
    Items items;
    for (uint64_t i = 0; i < K::count; ++i) add_item<K, V>(items, K::at(i), f.items[i]);
    items.write(out);
  }
};
template <class K, class V>
struct MapText {
  static void write(std::string& out, const auto& f) {
    Items items;
    for (const auto& key : f.domain) add_item<K, V>(items, key, f(key));
    items.write(out);
  }
};
template <class K, class V>
struct Text<packed::Partial<K, V>> : MapText<K, V> {};
template <class K, class V, uint32_t Capacity>
struct Text<packed::FewPartial<K, V, Capacity>> : MapText<K, V> {};
template <class V, uint32_t Capacity>
struct Text<packed::Sequence<V, Capacity>> {
  static void write(std::string& out, const typename packed::Sequence<V, Capacity>::type& sequence) {
    out += "<<";
    for (uint32_t i = 0; i < sequence.size; ++i) {
      if (i > 0) out += ", ";
      Text<V>::write(out, sequence.items[i]);
    }
    out += ">>";
  }
};
template <class S, class... F>
struct Text<packed::Record<S, F...>> {
  using Named = Keys<packed::Record<S, F...>>;
  static void write(std::string& out, const S& v) {
    static constexpr std::string_view kBefore[] = {"[", "<<", "(", ""}, kAfter[] = {"]", ">>", ")", ""};
    constexpr auto form = static_cast<std::size_t>(Named::kForm);
    out += kBefore[form];
    [[maybe_unused]] std::size_t i = 0;
    (member<typename F::shape>(out, i++, v.*F::member), ...);
    out += kAfter[form];
  }

 private:
  template <class D>
  static void member(std::string& out, std::size_t i, const typename D::type& value) {
    if (i > 0) out += Named::kForm == Form::Function ? " @@ " : ", ";
    if constexpr (Named::kForm == Form::Record || Named::kForm == Form::Function)
      out.append(Named::kList[i]).append(Named::kForm == Form::Record ? " |-> " : " :> ");
    Text<D>::write(out, value);
  }
};
template <class S, class... A>
struct Text<packed::Variant<S, A...>> {
  static void write(std::string& out, const S& v) {
    uint32_t tag = 0;
    ((tag++ == v.tag ? Text<A>::write(out, v) : void()), ...);
  }
};
template <>
struct Text<packed::Dynamic> {
  static void write(std::string& out, packed::Value) { out += "(a value that is not native)"; }
};

// --- What a model does: `V` is the record of its variables.

template <class V>
inline constexpr unsigned kWords = V::bits == 0 ? 1 : (V::bits + 63) / 64;

template <class V>
struct Words {
  packed::Word words[kWords<V>]{};
  explicit Words(const typename V::type& state) { V::pack(words, 0, state); }
};

// A constant of the specification, as it lies in a state.
template <class D, unsigned N>
constexpr typename D::type stored(const packed::Word (&words)[N]) {
  return D::unpack(words, 0);
}

// A set of the specification, as its elements in their order.
template <class D, unsigned Rows, unsigned N>
std::array<typename D::type, Rows> stored_list(const packed::Word (&rows)[Rows][N]) {
  std::array<typename D::type, Rows> list;
  for (unsigned i = 0; i < Rows; ++i) list[i] = D::unpack(rows[i], 0);
  return list;
}

template <class V>
std::size_t hash(const typename V::type& state) {
  uint64_t h = kWords<V>;
  for (const packed::Word w : Words<V>(state).words) {
    h = (h ^ w) * 0x9e3779b97f4a7c15;
    h ^= h >> 32;
  }
  return static_cast<std::size_t>(h);
}

// In TLC's form: "/\ x = 1" and so on, a line for each variable.
template <class V, class S, class... F>
void write_variables(std::string& out, const S& state, packed::Record<S, F...>) {
  std::size_t i = 0;
  ((out.append("/\\ ").append(Keys<V>::kList[i++]).append(" = "), Text<typename F::shape>::write(out, state.*F::member),
    out += '\n'),
   ...);
}
template <class V>
std::string print(const typename V::type& state) {
  std::string out;
  write_variables<V>(out, state, V{});
  return out;
}

// What a unit would ask of its host: there is none.
struct NotNative {};
[[noreturn]] inline void no_host() { throw NotNative{}; }
inline const packed::Host kAlone = {
    .equal = [](packed::Value, packed::Value) -> bool { no_host(); },
    .handle = [](packed::Value) -> uint32_t { no_host(); },
    .from_handle = [](uint32_t) -> packed::Value { no_host(); },
    .to_value = [](uint32_t, const packed::Word*) -> packed::Value { no_host(); },
    .from_value = [](uint32_t, packed::Value, packed::Word*) { no_host(); },
    .given = [](packed::Value) -> bool { no_host(); },
    .apply = [](uint32_t, const packed::Value*, uint32_t) -> packed::Value { no_host(); },
    .evaluate = [](uint32_t, const packed::Value*, uint32_t) -> packed::Value { no_host(); },
    .truth = [](packed::Value) -> bool { no_host(); },
    .elements = [](packed::Value) -> packed::Elements { no_host(); },
    .run_leaf = [](uint32_t, const packed::Value*, uint32_t, packed::Sink&) -> bool { no_host(); },
    .misfit = [] {}};

[[noreturn]] inline void not_native(std::string_view part) {
  throw Error(std::string(part) + " is not native; not_native() of the model says why");
}
// Runs what may fail, and says what failed.
template <class F>
auto named(std::string_view part, F run) {
  if (packed::host == nullptr) packed::host = &kAlone;
  try {
    return run();
  } catch (const packed::Misfit& misfit) {
    throw Error(std::string(part) + ": " + misfit.what());
  } catch (const NotNative&) {
    not_native(part);
  }
}

// A sink with room for one row at a time.
template <class V>
struct Row : packed::Sink {
  explicit Row(bool (*take)(packed::Sink*)) : packed::Sink{row, row + kWords<V> + 1, 0, take} {}
  Row(const Row&) = delete;
  typename V::type state() {
    this->at = row;
    return V::unpack(row, 0);
  }
  packed::Word row[kWords<V> + 1];
};
// A list that has each item once, in the order in which they came.
template <class T>
struct Distinct {
  void add(std::size_t hash, T item) {
    const auto [begin, end] = places.equal_range(hash);
    if (std::none_of(begin, end, [&](const auto& place) { return list[place.second] == item; })) {
      places.emplace(hash, list.size());
      list.push_back(std::move(item));
    }
  }
  std::vector<T> list;
  std::unordered_multimap<std::size_t, std::size_t> places;  // by hash
};

// Collects states, each once.
template <class V>
struct States : Row<V>, Distinct<typename V::type> {
  States() : Row<V>(&take) {}
  static bool take(packed::Sink* self) {
    auto& states = *static_cast<States*>(self);
    const typename V::type state = states.state();
    states.add(hash<V>(state), state);
    return true;
  }
};
template <class V, class F>
std::vector<typename V::type> states(std::string_view part, F run) {
  return named(part, [&] {
    States<V> found;
    run(found);
    return std::move(found.list);
  });
}

// Whether an action takes any step: where it takes none, its arguments need not have a value.
template <class V, class Run>
bool takes_a_step(const Run& run) {
  struct Any : Row<V> {
    Any() : Row<V>([](packed::Sink* self) { return !(static_cast<Any*>(self)->taken = true); }) {}
    bool taken = false;
  } any;
  run(any);
  return any.taken;
}

// Collects steps, each once. What runs them says which action comes next.
template <class V, class Step, class Action>
struct Steps : Row<V>, Distinct<Step> {
  Steps() : Row<V>(&take) {}
  static bool take(packed::Sink* self) {
    auto& steps = *static_cast<Steps*>(self);
    const typename V::type state = steps.state();
    steps.add(hash<V>(state), Step{steps.action, state});
    return true;
  }
  Action action;
};

}  // namespace trestle::library
