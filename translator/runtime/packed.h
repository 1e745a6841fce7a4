// The types that generated code works on: one descriptor a shape (shape.h), with the C++ type of its values, their
// numbers in TLC's order, and their bits in a state (layout.h). Only the standard integers are included: a unit that
// uses this compiles in a fraction of a second.
//
// Every value is canonical (what is unused is zero), so == is member by member. What cannot be computed or stored here
// throws Misfit: the evaluator then computes that state, and either says what is wrong or the layout is widened.
#pragma once

#include <cstdint>
#include <exception>

namespace trestle::packed {

using Word = uint64_t;

struct Misfit : std::exception {
  const char* what() const noexcept override { return "a value is outside of its inferred shape, or there is none"; }
};
[[noreturn]] void misfit();

inline constexpr uint64_t kNone = ~uint64_t{0};       // no index
inline constexpr uint64_t kMany = uint64_t{1} << 63;  // too many to count

constexpr uint64_t times(uint64_t a, uint64_t b) {
  if (a == 0 || b == 0) return 0;
  return a >= kMany || b >= kMany || a > (kMany >> 1) / b ? kMany : a * b;
}
constexpr uint64_t plus(uint64_t a, uint64_t b) { return a + b >= kMany ? kMany : a + b; }
constexpr unsigned bits_for(uint64_t count) {
  unsigned bits = 0;
  while (bits < 63 && (uint64_t{1} << bits) < count) ++bits;
  return bits;
}

[[gnu::always_inline]] inline void put(Word* words, unsigned at, unsigned bits, uint64_t value) {
  if (bits == 0) return;
  words[at / 64] |= value << at % 64;
  if (at % 64 + bits > 64) words[at / 64 + 1] |= value >> (64 - at % 64);
}
[[gnu::always_inline]] constexpr uint64_t get(const Word* words, unsigned at, unsigned bits) {
  if (bits == 0) return 0;
  uint64_t value = words[at / 64] >> at % 64;
  if (at % 64 + bits > 64) value |= words[at / 64 + 1] << (64 - at % 64);
  return bits == 64 ? value : value & ((uint64_t{1} << bits) - 1);
}
inline void clear(Word* words, unsigned at, unsigned bits) {
  for (unsigned n = 0; bits > 0; at += n, bits -= n) {
    n = 64 - at % 64 < bits ? 64 - at % 64 : bits;
    words[at / 64] &= ~((n == 64 ? ~Word{0} : (Word{1} << n) - 1) << at % 64);
  }
}
constexpr uint64_t index_or_misfit(uint64_t index) {
  if (index == kNone) misfit();
  return index;
}

inline uint64_t known_index(uint64_t index) {
  if (index == kNone) __builtin_unreachable();
  return index;
}

// All values of a shape by number, computed once where that takes more than a few instructions.
template <class E>
struct Table {
  static constexpr bool kUseful = E::count <= 4096 && sizeof(typename E::type) > sizeof(uint64_t);
  typename E::type items[kUseful ? E::count : 1]{};
  Table() {
    for (uint64_t i = 0; kUseful && i < E::count; ++i) items[i] = E::at(i);
  }
  static const Table all;
};
template <class E>
inline const Table<E> Table<E>::all{};
template <class E>
decltype(auto) nth(uint64_t i) {
  if constexpr (Table<E>::kUseful) {
    return (Table<E>::all.items[i]);
  } else {
    return E::at(i);
  }
}

// --- Sets of values of E: one bit for each.

template <class E>
struct Bits {
  static constexpr uint64_t kCount = E::count;
  static constexpr unsigned kWords = kCount == 0 ? 1 : (kCount + 63) / 64;
  Word words[kWords];

  bool operator==(const Bits&) const = default;
  template <class... V>
  static Bits from(const V&... elements) {
    Bits r{};
    (r.insert(elements), ...);
    return r;
  }
  static Bits all() {
    Bits r{};
    for (uint64_t i = 0; i < kCount; i += 64)
      r.words[i / 64] = kCount - i >= 64 ? ~Word{0} : (Word{1} << (kCount - i)) - 1;
    return r;
  }
  bool contains(const typename E::type& element) const { return has_number(E::index(element)); }
  void insert(const typename E::type& element) { insert_number(E::index(element)); }
  void erase(const typename E::type& element) {
    if (const uint64_t i = E::index(element); i != kNone) words[i / 64] &= ~(Word{1} << i % 64);
  }
  // The same by an element's number in E.
  constexpr bool has_number(uint64_t i) const { return i < kCount && (words[i / 64] >> i % 64 & 1) != 0; }
  constexpr void insert_number(uint64_t i) { words[index_or_misfit(i) / 64] |= Word{1} << i % 64; }
  bool empty() const {
    Word any = 0;
    for (unsigned k = 0; k < kWords; ++k) any |= words[k];
    return any == 0;
  }
  int64_t size() const {
    int64_t n = 0;
    for (unsigned k = 0; k < kWords; ++k) n += __builtin_popcountll(words[k]);
    return n;
  }
  template <class F>
  constexpr void each(F f) const {
    for (unsigned k = 0; k < kWords; ++k)
      for (Word left = words[k]; left != 0; left &= left - 1) {
        const unsigned i = k * 64 + static_cast<unsigned>(__builtin_ctzll(left));
        if (i >= kCount) __builtin_unreachable();
        f(i);
      }
  }
  friend Bits operator|(Bits a, const Bits& b) {
    for (unsigned k = 0; k < kWords; ++k) a.words[k] |= b.words[k];
    return a;
  }
  friend Bits operator&(Bits a, const Bits& b) {
    for (unsigned k = 0; k < kWords; ++k) a.words[k] &= b.words[k];
    return a;
  }
  friend Bits operator-(Bits a, const Bits& b) {
    for (unsigned k = 0; k < kWords; ++k) a.words[k] &= ~b.words[k];
    return a;
  }
  friend bool subset(const Bits& a, const Bits& b) {
    Word left = 0;
    for (unsigned k = 0; k < kWords; ++k) left |= a.words[k] & ~b.words[k];
    return left == 0;
  }

  // The elements in TLC's order.
  struct Iterator {
    const Bits* set;
    unsigned word;
    Word left;
    void settle() {
      while (left == 0 && ++word < kWords) left = set->words[word];
    }
    bool operator!=(const Iterator& o) const { return word != o.word; }
    decltype(auto) operator*() const { return nth<E>(word * 64 + static_cast<unsigned>(__builtin_ctzll(left))); }
    void operator++() {
      left &= left - 1;
      settle();
    }
  };
  Iterator begin() const {
    Iterator i{this, 0, words[0]};
    i.settle();
    return i;
  }
  Iterator end() const { return {this, kWords, 0}; }
};

// A set to iterate over that lives as long as the loop.
template <class E>
struct Each {
  Bits<E> set;
  auto begin() const { return set.begin(); }
  auto end() const { return set.end(); }
};
template <class E>
Each<E> each(const Bits<E>& set) {
  return {set};
}

// A set of values of E for each combination of values of P..., the last of them fastest.
template <class E, class... P>
struct Ways {
  static constexpr uint64_t count = 1;
  template <class F, class... Given>
  static void fill(Bits<E>*& at, const F& condition, const Given&... given) {
    for (uint64_t i = 0; i < E::count; ++i) {
      bool holds = true;
      try {
        holds = condition(nth<E>(i), given...);
      } catch (const Misfit&) {
      }
      if (holds) at->insert_number(i);
    }
    ++at;
  }
};
template <class E, class P, class... Rest>
struct Ways<E, P, Rest...> {
  static constexpr uint64_t count = P::count * Ways<E, Rest...>::count;
  template <class F, class... Given>
  static void fill(Bits<E>*& at, const F& condition, const Given&... given) {
    for (uint64_t i = 0; i < P::count; ++i) Ways<E, Rest...>::fill(at, condition, given..., P::at(i));
  }
};

// The values of E that a condition holds for, or has no value for, with what it is given of P...: found once for all of
// these, since it depends on nothing else.
template <class E, class... P, class F>
Bits<E> where(const F& condition, const typename P::type&... given) {
  struct Found {
    Bits<E> sets[Ways<E, P...>::count]{};
    explicit Found(const F& holds) {
      Bits<E>* at = sets;
      Ways<E, P...>::fill(at, holds);
    }
  };
  static const Found found(condition);
  uint64_t way = 0;
  bool known = true;
  [[maybe_unused]] const auto next = [&](uint64_t number, uint64_t count) {
    known = known && number < count;
    way = way * count + number;
  };
  (next(P::index(given), P::count), ...);
  if (!known) misfit();
  return found.sets[way];
}

// The subsets of N things in TLC's order: by size, then by elements.
template <unsigned N>
struct SubsetOrder {
  uint16_t rank[uint64_t{1} << N], mask[uint64_t{1} << N];
  SubsetOrder() {
    unsigned next = 0, chosen[N + 1];
    for (unsigned size = 0; size <= N; ++size) {
      for (unsigned i = 0; i < size; ++i) chosen[i] = i;
      for (bool more = true; more;) {
        unsigned bits = 0;
        for (unsigned i = 0; i < size; ++i) bits |= 1u << chosen[i];
        rank[bits] = static_cast<uint16_t>(next);
        mask[next++] = static_cast<uint16_t>(bits);
        unsigned i = size;
        while (i > 0 && chosen[i - 1] == N - size + i - 1) --i;
        more = i > 0;
        if (more) {
          ++chosen[i - 1];
          for (; i < size; ++i) chosen[i] = chosen[i - 1] + 1;
        }
      }
    }
  }
  static const SubsetOrder& get() {
    static const SubsetOrder order;
    return order;
  }
};

// --- Descriptors.

// As D::unpack, into place.
template <class D>
constexpr void read(const Word* w, unsigned from, typename D::type& v) {
  if constexpr (requires { D::read(w, from, v); }) {
    D::read(w, from, v);
  } else {
    v = D::unpack(w, from);
  }
}

struct Boolean {
  using type = bool;
  static constexpr uint64_t count = 2;
  static constexpr unsigned bits = 1;
  static uint64_t index(bool v) { return v; }
  static constexpr bool at(uint64_t i) { return i != 0; }
  static void pack(Word* w, unsigned to, bool v) { put(w, to, 1, v); }
  static constexpr bool unpack(const Word* w, unsigned from) { return get(w, from, 1) != 0; }
};

template <int64_t Low, int64_t High>
struct Range {
  using type = int64_t;
  static constexpr uint64_t count = static_cast<uint64_t>(High) - static_cast<uint64_t>(Low) + 1;
  static constexpr unsigned bits = bits_for(count);
  static uint64_t index(int64_t v) { return v < Low || v > High ? kNone : static_cast<uint64_t>(v - Low); }
  static constexpr int64_t at(uint64_t i) { return Low + static_cast<int64_t>(i); }
  static void pack(Word* w, unsigned to, int64_t v) { put(w, to, bits, index_or_misfit(index(v))); }
  static constexpr int64_t unpack(const Word* w, unsigned from) { return at(get(w, from, bits)); }
};

// Strings and model values: A enumerates those of the model in TLC's order.
template <class A, uint32_t First, uint64_t Count>
struct Atoms {
  using type = A;
  static constexpr uint64_t count = Count;
  static constexpr unsigned bits = bits_for(count);
  static uint64_t index(A v) {
    const uint32_t i = static_cast<uint32_t>(v) - First;
    return i < Count ? i : kNone;
  }
  static constexpr A at(uint64_t i) { return static_cast<A>(First + static_cast<uint32_t>(i)); }
  static void pack(Word* w, unsigned to, A v) { put(w, to, bits, index_or_misfit(index(v))); }
  static constexpr A unpack(const Word* w, unsigned from) { return at(get(w, from, bits)); }
};

// Some values of E, by their numbers in ascending order.
template <class E, uint32_t... I>
struct Some {
  using type = typename E::type;
  static constexpr uint64_t count = sizeof...(I);
  static constexpr unsigned bits = bits_for(count);
  static constexpr uint32_t kNumbers[] = {I...};
  struct Inverse {
    uint16_t position[E::count] = {};  // 0: none
    constexpr Inverse() {
      uint16_t n = 0;
      for (uint32_t i : kNumbers) position[i] = ++n;
    }
  };
  static constexpr Inverse kInverse{};
  static uint64_t index(const type& v) {
    const uint64_t i = E::index(v);
    return i == kNone || kInverse.position[i] == 0 ? kNone : kInverse.position[i] - 1u;
  }
  static constexpr type at(uint64_t i) { return E::at(kNumbers[i]); }
  static void pack(Word* w, unsigned to, const type& v) { put(w, to, bits, index_or_misfit(index(v))); }
  static constexpr type unpack(const Word* w, unsigned from) { return at(get(w, from, bits)); }
};

template <class E>
struct Set {
  using element = E;
  using type = Bits<E>;
  static constexpr bool kCountable = E::count <= 12;
  static constexpr uint64_t count = kCountable ? uint64_t{1} << (kCountable ? E::count : 0) : kMany;
  static constexpr unsigned bits = E::count;
  static uint64_t index(const type& v) {
    if constexpr (kCountable) return SubsetOrder<E::count>::get().rank[v.words[0]];
    return kNone;
  }
  static constexpr type at(uint64_t i) {
    if constexpr (kCountable) return {{SubsetOrder<E::count>::get().mask[i]}};
    misfit();
  }
  static void pack(Word* w, unsigned to, const type& v) {
    for (unsigned i = 0; i < bits; i += 64) put(w, to + i, bits - i < 64 ? bits - i : 64, v.words[i / 64]);
  }
  static constexpr type unpack(const Word* w, unsigned from) {
    type v{};
    for (unsigned i = 0; i < bits; i += 64) v.words[i / 64] = get(w, from + i, bits - i < 64 ? bits - i : 64);
    return v;
  }
};

// A function from all of K to values of V.
template <class K, class V>
struct Array {
  using key = K;
  using value = V;
  struct type {
    typename V::type items[K::count == 0 ? 1 : K::count];
    bool operator==(const type&) const = default;
    // At a key that is known to be in the domain.
    const typename V::type& of(const typename K::type& k) const { return items[known_index(K::index(k))]; }
    typename V::type& of(const typename K::type& k) { return items[known_index(K::index(k))]; }
    // At any: Misfit when it is outside.
    const typename V::type& operator()(const typename K::type& k) const { return items[index_or_misfit(K::index(k))]; }
    const typename V::type& operator[](const typename K::type& k) const { return (*this)(k); }
    typename V::type& operator[](const typename K::type& k) { return items[index_or_misfit(K::index(k))]; }
    // EXCEPT: outside the domain nothing changes.
    type with(const typename K::type& k, const typename V::type& v) const {
      type r = *this;
      if (const uint64_t i = K::index(k); i != kNone) r.items[i] = v;
      return r;
    }
  };
  static constexpr uint64_t power(uint64_t n) { return n == 0 ? 1 : times(V::count, power(n - 1)); }
  static constexpr uint64_t count = power(K::count);
  static constexpr unsigned bits = K::count * V::bits;
  static uint64_t index(const type& v) {
    uint64_t n = 0;
    for (uint64_t i = 0; i < K::count; ++i) {
      const uint64_t item = V::index(v.items[i]);
      if (item == kNone) return kNone;
      n = n * V::count + item;
    }
    return n;
  }
  static constexpr type at(uint64_t n) {
    type v{};
    for (uint64_t i = K::count; i-- > 0; n /= V::count) v.items[i] = V::at(n % V::count);
    return v;
  }
  static void pack(Word* w, unsigned to, const type& v) {
#pragma GCC unroll 16
    for (unsigned i = 0; i < K::count; ++i) V::pack(w, to + i * V::bits, v.items[i]);
  }
  static constexpr void read(const Word* w, unsigned from, type& v) {
    if constexpr (K::count == 0) v.items[0] = {};
#pragma GCC unroll 16
    for (unsigned i = 0; i < K::count; ++i) packed::read<V>(w, from + i * V::bits, v.items[i]);
  }
  static constexpr type unpack(const Word* w, unsigned from) {
    type v{};
    read(w, from, v);
    return v;
  }
  // One value anew; outside the domain nothing changes.
  static void replace(Word* w, unsigned to, uint64_t i, const typename V::type& v) {
    if (i == kNone) return;
    const unsigned at = to + static_cast<unsigned>(i) * V::bits;
    clear(w, at, V::bits);
    V::pack(w, at, v);
  }
};

template <auto Member, class D>
struct Field {
  using shape = D;
  static constexpr auto member = Member;
};

// A struct with one member a key, most significant first.
template <class S, class... F>
struct Record {
  using type = S;
  static constexpr uint64_t product() {
    uint64_t n = 1;
    ((n = times(n, F::shape::count)), ...);
    return n;
  }
  static constexpr uint64_t count = product();
  static constexpr unsigned bits = (F::shape::bits + ... + 0);
  static uint64_t index(const S& v) {
    uint64_t n = 0;
    bool known = true;
    ((known = known && add(n, F::shape::count, F::shape::index(v.*F::member))), ...);
    return known ? n : kNone;
  }
  static constexpr S at(uint64_t n) {
    S v{};
    uint64_t rest = count;
    ((rest /= F::shape::count, v.*F::member = F::shape::at(n / rest), n %= rest), ...);
    return v;
  }
  static void pack(Word* w, unsigned to, const S& v) {
    ((F::shape::pack(w, to, v.*F::member), to += F::shape::bits), ...);
  }
  static constexpr void read(const Word* w, unsigned from, S& v) {
    ((packed::read<typename F::shape>(w, from, v.*F::member), from += F::shape::bits), ...);
  }
  static constexpr S unpack(const Word* w, unsigned from) {
    S v{};
    read(w, from, v);
    return v;
  }

 private:
  static bool add(uint64_t& n, uint64_t count, uint64_t index) {
    n = n * count + index;
    return index != kNone;
  }
};

template <class V, uint32_t Capacity>
struct Sequence {
  using value = V;
  struct type {
    uint32_t size;
    typename V::type items[Capacity == 0 ? 1 : Capacity];
    bool operator==(const type&) const = default;
    const typename V::type& operator()(int64_t i) const {
      if (i < 1 || i > static_cast<int64_t>(size)) misfit();
      return items[i - 1];
    }
    const typename V::type& operator[](int64_t i) const { return (*this)(i); }  // from 1, as in TLA+
    typename V::type& operator[](int64_t i) {
      if (i < 1 || i > static_cast<int64_t>(size)) misfit();
      return items[i - 1];
    }
    const typename V::type* begin() const { return items; }
    const typename V::type* end() const { return items + size; }
    template <class... E>
    static type from(const E&... elements) {
      type r{};
      ((r = r.append(elements)), ...);
      return r;
    }
    type with(int64_t i, const typename V::type& v) const {
      type r = *this;
      if (i >= 1 && i <= static_cast<int64_t>(size)) r.items[i - 1] = v;
      return r;
    }
    type append(const typename V::type& v) const {
      if (size >= Capacity) misfit();
      type r = *this;
      r.items[r.size++] = v;
      return r;
    }
    // Elements from..to, both counted from 1; empty when there are none.
    type part(int64_t from, int64_t to) const {
      type r{};
      if (from > to) return r;
      if (from < 1 || to > static_cast<int64_t>(size)) misfit();
      for (int64_t i = from; i <= to; ++i) r.items[r.size++] = items[i - 1];
      return r;
    }
    type tail() const {
      if (size == 0) misfit();
      return part(2, size);
    }
    type concat(const type& o) const {
      if (size + o.size > Capacity) misfit();
      type r = *this;
      for (uint32_t i = 0; i < o.size; ++i) r.items[r.size++] = o.items[i];
      return r;
    }
  };
  static constexpr uint64_t total() {
    uint64_t sum = 0, power = 1;
    for (uint32_t n = 0; n <= Capacity; ++n) sum = plus(sum, power), power = times(power, V::count);
    return sum;
  }
  static constexpr uint64_t count = total();
  static constexpr unsigned size_bits = bits_for(uint64_t{Capacity} + 1);
  static constexpr unsigned bits = size_bits + Capacity * V::bits;
  static uint64_t index(const type& v) {
    uint64_t shorter = 0, power = 1, n = 0;
    for (uint32_t i = 0; i < v.size; ++i) {
      const uint64_t item = V::index(v.items[i]);
      if (item == kNone) return kNone;
      n = n * V::count + item;
      shorter += power;
      power *= V::count;
    }
    return shorter + n;
  }
  static constexpr type at(uint64_t n) {
    type v{};
    for (uint64_t power = 1; n >= power; power *= V::count) n -= power, ++v.size;
    for (uint32_t i = v.size; i-- > 0; n /= V::count) v.items[i] = V::at(n % V::count);
    return v;
  }
  static void pack(Word* w, unsigned to, const type& v) {
    put(w, to, size_bits, v.size);
    for (uint32_t i = 0; i < v.size && i < Capacity; ++i) V::pack(w, to + size_bits + i * V::bits, v.items[i]);
  }
  static constexpr void read(const Word* w, unsigned from, type& v) {
    v.size = static_cast<uint32_t>(get(w, from, size_bits));
    for (uint32_t i = 0; i < v.size && i < Capacity; ++i)
      packed::read<V>(w, from + size_bits + i * V::bits, v.items[i]);
    for (uint32_t i = v.size; i < (Capacity == 0 ? 1 : Capacity); ++i) v.items[i] = {};  // `==` compares them all
  }
  static constexpr type unpack(const Word* w, unsigned from) {
    type v{};
    read(w, from, v);
    return v;
  }
};

// A function from some of K to values of V.
template <class K, class V>
struct Partial {
  using key = K;
  using value = V;
  struct type {
    Bits<K> domain;
    typename V::type items[K::count];
    bool operator==(const type&) const = default;
    const typename V::type& operator()(const typename K::type& k) const {
      const uint64_t i = K::index(k);
      if (!domain.has_number(i)) misfit();
      return items[i];
    }
    const typename V::type& operator[](const typename K::type& k) const { return (*this)(k); }
    bool contains(const typename K::type& k) const { return domain.contains(k); }
    type with(const typename K::type& k, const typename V::type& v) const {
      type r = *this;
      if (const uint64_t i = K::index(k); domain.has_number(i)) r.items[i] = v;
      return r;
    }
    void set(const typename K::type& k, const typename V::type& v) {
      const uint64_t i = K::index(k);
      domain.insert_number(i);
      items[i] = v;
    }
    void erase(const typename K::type& k) {
      if (!domain.contains(k)) return;
      domain.erase(k);
      items[K::index(k)] = {};
    }
  };
  static constexpr uint64_t count = kMany;
  static constexpr unsigned bits = K::count * (1 + V::bits);  // the domain, and then the values
  static uint64_t index(const type&) { return kNone; }
  static constexpr type at(uint64_t) { misfit(); }
  static void pack(Word* w, unsigned to, const type& v) {
    Set<K>::pack(w, to, v.domain);
    v.domain.each([&](unsigned i) { V::pack(w, to + unsigned{K::count} + i * V::bits, v.items[i]); });
  }
  static constexpr type unpack(const Word* w, unsigned from) {
    type v{};
    v.domain = Set<K>::unpack(w, from);
    v.domain.each([&](unsigned i) { v.items[i] = V::unpack(w, from + unsigned{K::count} + i * V::bits); });
    return v;
  }
};

// One of several records of a struct that has the members of all, and a tag.
template <class S, class... A>
struct Variant {
  using type = S;
  static constexpr uint64_t sum() {
    uint64_t n = 0;
    ((n = plus(n, A::count)), ...);
    return n;
  }
  static constexpr uint64_t count = sum();
  static constexpr unsigned tag_bits = bits_for(sizeof...(A));
  static constexpr unsigned widest() {
    unsigned n = 0;
    ((n = A::bits > n ? A::bits : n), ...);
    return n;
  }
  static constexpr unsigned bits = tag_bits + widest();
  static uint64_t index(const S& v) {
    uint64_t before = 0, n = kNone;
    unsigned tag = 0;
    (((tag++ == v.tag && (n = A::index(v)) != kNone ? n += before : 0), before += A::count), ...);
    return n;
  }
  static constexpr S at(uint64_t n) {
    S v{};
    unsigned tag = 0;
    bool found = false;
    ((!found && n < A::count ? (v = A::at(n), v.tag = tag, found = true) : (n -= found ? 0 : A::count, false), ++tag),
     ...);
    return v;
  }
  static void pack(Word* w, unsigned to, const S& v) {
    put(w, to, tag_bits, v.tag);
    unsigned tag = 0;
    ((tag++ == v.tag ? A::pack(w, to + tag_bits, v) : void()), ...);
  }
  static constexpr S unpack(const Word* w, unsigned from) {
    S v{};
    const uint64_t which = get(w, from, tag_bits);
    unsigned tag = 0;
    ((tag == which ? (v = A::unpack(w, from + tag_bits), v.tag = tag) : 0, ++tag), ...);
    return v;
  }
};

// --- Values without a better shape, and what the host does for them.

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
};
inline const Host* host = nullptr;  // of a unit; a library has none

[[noreturn, gnu::cold, gnu::noinline]] inline void misfit() {
  if (host != nullptr) host->misfit();
  throw Misfit{};
}

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
template <class E, class F>
bool has(const Bits<E>& set, bool (*convert)(const F&, typename E::type&), const F& v) {
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
  uint32_t elements[kMost];
  unsigned n = 0;
  unsigned first = 0, last = 0;  // sizes
  explicit Subsets(const typename S::type& base, int64_t size = -1) {
    base.each([&](unsigned i) {
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

template <class E>
int64_t maximum(const Bits<E>& set) {
  int64_t best = 0;
  bool any = false;
  for (const int64_t x : each<E>(set)) best = x, any = true;  // in ascending order
  if (!any) misfit();
  return best;
}
template <class E>
int64_t minimum(const Bits<E>& set) {
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

// Of recursive operators: what does not end is for the evaluator to report.
struct Depth {
  inline static thread_local unsigned depth = 0;
  Depth() {
    if (++depth > 5000) {
      --depth;
      misfit();
    }
  }
  ~Depth() { --depth; }
  Depth(const Depth&) = delete;
};

template <unsigned N>
void keep(Word* next, const Word* state, const Word* mask) {
  for (unsigned i = 0; i < N; ++i) next[i] = state[i] & mask[i];
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

// --- What a unit offers.

template <class... V>
bool run_leaf_with(uint32_t leaf, Sink& sink, V... arguments) {
  const Value list[] = {arguments..., Value{}};
  return host->run_leaf(leaf, list, sizeof...(V), sink);
}

struct UnitTable {
  uint32_t version;  // of this header
  uint32_t words;    // of a state
  void (*load)(const Host* host, const Value* constants);
  bool (*initial)(Sink& sink);  // null: left to the evaluator
  bool (*steps)(const Word* state, Sink& sink);
  bool (*const* predicates)(const Word* state, const Word* next);  // null ones are left to the evaluator
  void (*identity)(const Word* state, Word* identity);             // SYMMETRY, VIEW; null: left to the evaluator
  // Steps of one action, by number: those given are bound, undefined ones enumerated. Null ones are left to the
  // evaluator.
  bool (*const* bound)(const Word* state, const Value* arguments, Sink& sink);
};
inline constexpr uint32_t kVersion = 9;

}  // namespace trestle::packed
