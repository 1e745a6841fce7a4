// Values without a better shape and what the host does for them, and the small helpers of generated expressions: part of
// packed.h.
#pragma once

#include "packed_maps.h"

namespace trestle::packed {

struct Value {
  uint64_t bits;
};
// The elements of a set in TLC's order.
struct Elements {
  const Value* first;
  const Value* last;
  const Value* begin() const { return first; }
  const Value* end() const { return last; }
};
// Takes successors, as rows one after the other: a state's words, then one that says by which action, and how often TLC
// would count it here.
struct Sink {
  Word* at;             // the row to be filled next; there is room for one
  const Word* end;      // of the room
  uint64_t given;       // successors so far, as TLC counts them
  bool (*full)(Sink*);  // makes room again; false: no more are wanted

  bool emit(uint32_t action, const Word* next, unsigned words, uint64_t multiplicity) {
    for (unsigned i = 0; i < words; ++i) at[i] = next[i];
    at[words] = multiplicity << 32 | action;
    at += words + 1;
    given += multiplicity;
    return at != end || full(this);
  }
  template <unsigned N>
  bool emit(uint32_t action, const Word (&next)[N], int64_t multiplicity) {
    return emit(action, next, N, static_cast<uint64_t>(multiplicity));
  }
  static uint32_t action(Word last) { return static_cast<uint32_t>(last); }
  static uint32_t multiplicity(Word last) { return static_cast<uint32_t>(last >> 32); }
};

struct Host {
  bool (*equal)(Value a, Value b);  // TLA+'s; what TLC refuses to compare is an error
  uint32_t (*handle)(Value v);
  Value (*from_handle)(uint32_t handle);
  // Values pass between host and unit by shape: packed on one side, read on the other. `shape` numbers the unit's
  // exchanged shapes; `words` are zero before they are written.
  Value (*to_value)(uint32_t shape, const Word* words);
  void (*from_value)(uint32_t shape, Value v, Word* words);
  bool (*given)(Value v);                                                          // not undefined
  Value (*apply)(uint32_t op, const Value* arguments, uint32_t count);             // an operator of op.def
  Value (*evaluate)(uint32_t expression, const Value* arguments, uint32_t count);  // what is left to the evaluator
  bool (*truth)(Value v);
  Elements (*elements)(Value set);
  bool (*run_leaf)(uint32_t leaf, const Value* arguments, uint32_t count, Sink& sink);  // an action left to it
  void (*misfit)();  // just before a Misfit is thrown
  void (*ignored)(uint32_t except);  // an EXCEPT has changed nothing: a warning
};
inline const Host* host = nullptr;  // of a unit; a library has none

[[noreturn, gnu::cold, gnu::noinline]] inline void misfit() {
  if (host != nullptr) host->misfit();
  throw Misfit{};
}

[[gnu::cold, gnu::noinline]] inline void ignored(uint32_t except) { host->ignored(except); }

inline bool operator==(Value a, Value b) { return a.bits == b.bits || host->equal(a, b); }
inline bool truth(Value v) { return host->truth(v); }
inline Elements elements(Value set) { return host->elements(set); }

struct Dynamic {
  using type = Value;
  static constexpr uint64_t count = kMany;
  static constexpr unsigned bits = 32;
  static uint64_t index(Value) { return kNone; }
  static Value at(uint64_t) { misfit(); }
  static void pack(Word* w, unsigned to, Value v) { put(w, to, 32, host->handle(v)); }
  static Value unpack(const Word* w, unsigned from) {
    return host->from_handle(static_cast<uint32_t>(get(w, from, 32)));
  }
};

template <class D>
Value box(uint32_t shape, const typename D::type& v) {
  Word words[(D::bits + 127) / 64]{};
  D::pack(words, 0, v);
  return host->to_value(shape, words);
}
template <class D>
typename D::type unbox(uint32_t shape, Value v) {
  Word words[(D::bits + 127) / 64]{};
  host->from_value(shape, v, words);
  return D::unpack(words, 0);
}

template <class... V>
Value apply_op(uint32_t op, V... arguments) {
  const Value list[] = {arguments..., Value{}};
  return host->apply(op, list, sizeof...(V));
}
template <class... V>
Value evaluate_expression(uint32_t expression, V... arguments) {
  const Value list[] = {arguments..., Value{}};
  return host->evaluate(expression, list, sizeof...(V));
}

// --- Small helpers of generated expressions.

template <class D>
typename D::type within(const typename D::type& v) {
  if (D::index(v) == kNone) misfit();
  return v;
}
template <class T>
const T& require(bool sound, const T& v) {
  if (!sound) misfit();
  return v;
}
template <class T>
const T& at_place(uint64_t index, const T& item) {
  if (index == kNone) misfit();
  return item;
}
template <class T, class F>
T converted(bool (*convert)(const F&, T&), const F& v) {
  T out{};
  if (!convert(v, out)) misfit();
  return out;
}

template <class T>
[[noreturn]] T no_value() {
  misfit();
}
template <class T>
bool has_value(const T&) {  // it would have thrown
  return true;
}
template <class T, class V>
V valued(const T&, V v) {  // what the form tells of what has a value
  return v;
}
template <class T, class F>
T give(F compute) {
  return compute();
}
template <class S, class... V>
typename S::type set_of(const V&... elements) {
  typename S::type r{};
  (r.insert(elements), ...);
  return r;
}
template <class S>
typename S::type interval(int64_t low, int64_t high) {
  typename S::type r{};
  for (int64_t i = low; i <= high; ++i) r.insert(i);
  return r;
}
// Whether a set has an element of another type.
template <class E, class Set, class F>
bool has(const Set& set, bool (*convert)(const F&, typename E::type&), const std::type_identity_t<F>& v) {
  typename E::type element{};
  return convert(v, element) && set.contains(element);
}
inline int64_t modulo(int64_t a, int64_t b) {
  if (b <= 0) misfit();
  const int64_t r = a % b;
  return r < 0 ? r + b : r;
}
inline int64_t quotient(int64_t a, int64_t b) {
  if (b == 0) misfit();
  const int64_t q = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? q - 1 : q;
}
template <class S>
int64_t length(const S& sequence) {
  return sequence.size;
}
template <class S>
bool in_domain(const S& sequence, int64_t i) {
  return i >= 1 && i <= static_cast<int64_t>(sequence.size);
}
template <class T>
struct Items {
  const T* first;
  const T* last;
  const T* begin() const { return first; }
  const T* end() const { return last; }
};
template <class T>
Items<T> span(const T* first, uint32_t size) {
  return {first, first + size};
}
template <class S>
auto items(const S& sequence) {
  return span(sequence.items, sequence.size);
}

// for (const auto& x : every<D>()): all values of a shape, in TLC's order.
template <class D>
struct Every {
  struct Iterator {
    uint64_t i;
    bool operator!=(const Iterator& o) const { return i != o.i; }
    typename D::type operator*() const { return D::at(i); }
    void operator++() { ++i; }
  };
  Iterator begin() const { return {0}; }
  Iterator end() const { return {D::count}; }
};
template <class D>
Every<D> every() {
  return {};
}

// for (const auto x : sequences<S>(n)): all sequences of that length, in TLC's order.
template <class S>
struct Sequences {
  uint64_t first, last;
  typename Every<S>::Iterator begin() const { return {first}; }
  typename Every<S>::Iterator end() const { return {last}; }
};
template <class S>
Sequences<S> sequences(int64_t length) {
  uint64_t shorter = 0, power = 1;
  for (int64_t i = 0; i < length; ++i) shorter = plus(shorter, power), power = times(power, S::value::count);
  if (plus(shorter, power) > S::count || S::count == kMany) misfit();
  return {shorter, shorter + power};
}

// for (const auto& x : subsets<S>(set)): in TLC's order, smaller ones first.
template <class S>
struct Subsets {
  static constexpr unsigned kMost = 32;
  uint64_t elements[kMost];
  unsigned n = 0;
  unsigned first = 0, last = 0;  // sizes
  explicit Subsets(const typename S::type& base, int64_t size = -1) {
    base.each([&](uint64_t i) {
      if (n == kMost) misfit();
      elements[n++] = i;
    });
    const bool all = size < 0;
    first = all ? 0 : size > n ? n + 1 : static_cast<unsigned>(size);
    last = all || size > n ? n : static_cast<unsigned>(size);
  }
  struct Iterator {
    const Subsets* of;
    unsigned size;  // last + 1 at the end
    unsigned chosen[kMost + 1];
    bool operator!=(const Iterator& o) const { return size != o.size; }
    typename S::type operator*() const {
      typename S::type r{};
      for (unsigned i = 0; i < size; ++i) r.insert_number(of->elements[chosen[i]]);
      return r;
    }
    void operator++() {
      unsigned i = size;
      while (i > 0 && chosen[i - 1] == of->n - size + i - 1) --i;
      if (i > 0) {
        ++chosen[i - 1];
        for (; i < size; ++i) chosen[i] = chosen[i - 1] + 1;
        return;
      }
      ++size;
      for (i = 0; i < size && size <= of->n; ++i) chosen[i] = i;
    }
  };
  Iterator begin() const {
    Iterator i{this, first, {}};
    for (unsigned k = 0; k < first && first <= last; ++k) i.chosen[k] = k;
    return i;
  }
  Iterator end() const { return {this, last + 1, {}}; }
};
template <class S>
Subsets<S> subsets(const typename S::type& base) {
  return Subsets<S>(base);
}
// Those of one size; for a negative one the operator has no value.
template <class S>
Subsets<S> subsets(const typename S::type& base, int64_t size) {
  if (size < 0) misfit();
  return Subsets<S>(base, size);
}

template <class E, class Set>
int64_t maximum(const Set& set) {
  int64_t best = 0;
  bool any = false;
  for (const int64_t x : each<E>(set)) best = x, any = true;  // in ascending order
  if (!any) misfit();
  return best;
}
template <class E, class Set>
int64_t minimum(const Set& set) {
  for (const int64_t x : each<E>(set)) return x;
  misfit();
}

// Where SYMMETRY takes the strings and model values, by number.
template <class A, unsigned N>
struct Permutation {
  A to[N];
  constexpr A of(A v) const { return to[static_cast<uint32_t>(v)]; }
};

// Sets whose elements are permuted: where each element goes, computed once.
template <class E, unsigned P>
struct Images {
  uint16_t to[P][E::count];
  template <class F>
  explicit Images(F image) {
    for (unsigned p = 0; p < P; ++p) {
      for (uint64_t i = 0; i < E::count; ++i) to[p][i] = static_cast<uint16_t>(E::index(image(E::at(i), p)));
    }
  }
  Bits<E> of(const Bits<E>& set, unsigned p) const {
    Bits<E> r{};
    for (unsigned k = 0; k < Bits<E>::kWords; ++k) {
      for (Word left = set.words[k]; left != 0; left &= left - 1)
        r.insert_number(to[p][k * 64 + static_cast<unsigned>(__builtin_ctzll(left))]);
    }
    return r;
  }
};

// A value and the number of a permutation, in one word.
inline constexpr unsigned kPermutationBits = 10, kMostImageBits = 64 - kPermutationBits;

// What permutations make of values of D, both packed: of those that came lately. No permutation has the largest number.
template <class D>
class LateImages {
 public:
  template <class F>
  Word of(Word value, unsigned p, F image) {
    const Word key = value << kPermutationBits | p;
    Entry& entry = entries_[key * 0x9E3779B97F4A7C15 >> (64 - kIndexBits)];
    if (entry.key != key) {
      Word to[2] = {};
      D::pack(to, 0, image(D::unpack(&value, 0), p));
      entry = {key, to[0]};
    }
    return entry.image;
  }

 private:
  static_assert(D::bits <= kMostImageBits);
  static constexpr unsigned kIndexBits = 12;
  struct Entry {
    Word key = ~Word{0}, image = 0;
  };
  Entry entries_[1u << kIndexBits];
};

// The image of a packed array: `key` tells where an item goes, `image` what becomes of it.
template <class K, class D, class Key, class F>
void put_image(Word* to, const Word* from, unsigned at, unsigned p, Key key, F image) {
  static thread_local LateImages<D> images;
  for (unsigned i = 0; i < K::count; ++i) {
    const unsigned place = static_cast<unsigned>(K::index(key(K::at(i), p)));
    put(to, at + place * D::bits, D::bits, images.of(get(from, at + i * D::bits, D::bits), p, image));
  }
}

// Of two states the order of some bits, from the first on: below, at or above 0.
inline int compare(const Word* a, const Word* b, unsigned at, unsigned bits) {
  for (; bits > 0; at += 64, bits -= bits < 64 ? bits : 64) {
    const Word x = get(a, at, bits < 64 ? bits : 64), y = get(b, at, bits < 64 ? bits : 64);
    if (x != y) return x < y ? -1 : 1;
  }
  return 0;
}
// A value anew where another is.
template <class D>
void rewrite(Word* w, unsigned at, const typename D::type& v) {
  clear(w, at, D::bits);
  D::pack(w, at, v);
}
template <unsigned N>
void merge(Word* to, const Word* from) {
  for (unsigned i = 0; i < N; ++i) to[i] |= from[i];
}
// Takes the bits of `from` that are not kept.
template <unsigned N>
void put_together(Word* to, const Word* from, const Word* kept) {
  for (unsigned i = 0; i < N; ++i) to[i] = (to[i] & kept[i]) | from[i];
}

// How many calls of recursive operators a value is in: each of these functions has a parameter of this name. What does
// not end is for the evaluator to report.
inline constexpr unsigned call_depth = 0;
inline void check_depth(unsigned call_depth) {
  if (call_depth > 5000) misfit();
}

template <unsigned N>
void keep(Word* next, const Word* state, const Word* mask) {
  for (unsigned i = 0; i < N; ++i) next[i] = state[i] & mask[i];
}

// Whether these bits of a state may be others than they were: they are, or nothing is known of what was before.
template <unsigned N>
bool differs(const Word* state, const Word* before, const Word* mask) {
  if (before == nullptr) return true;
  Word other = 0;
  for (unsigned i = 0; i < N; ++i) other |= (state[i] ^ before[i]) & mask[i];
  return other != 0;
}

// What a recursive function's values are known to be, by argument.
template <class K, class V>
struct Memo {
  Bits<K> known{};
  typename V::type values[K::count == 0 ? 1 : K::count];
  bool has(const typename K::type& k) const { return known.contains(k); }
  const typename V::type& operator()(const typename K::type& k) const { return values[K::index(k)]; }
  const typename V::type& keep(const typename K::type& k, const typename V::type& v) {
    const uint64_t i = index_or_misfit(K::index(k));
    known.insert_number(i);
    return values[i] = v;
  }
};

template <unsigned N>
void clear(Word* words) {
  for (unsigned i = 0; i < N; ++i) words[i] = 0;
}

// A value that is computed when it is first needed.
template <class T, class F>
struct Lazy {
  F compute;
  mutable T value{};
  mutable bool known = false;
  const T& operator()() const {
    if (!known) value = compute(), known = true;
    return value;
  }
};
template <class T, class F>
Lazy<T, F> lazy(F compute) {
  return {compute};
}

// The same of what is in its place already.
template <class T, class F>
struct LazyPlace {
  F find;
  mutable const T* at = nullptr;
  const T& operator()() const {
    if (at == nullptr) at = find();
    return *at;
  }
};
template <class T, class F>
LazyPlace<T, F> lazy_place(F find) {
  return {find};
}

// The same, kept in the state that it is about.
template <class T>
struct Once {
  mutable T value;
  mutable bool known = false;
  template <class State>
  const T& operator()(const State& state, T (*compute)(const State&)) const {
    if (!known) value = compute(state), known = true;
    return value;
  }
};

}  // namespace trestle::packed
