// One descriptor a shape: its values' C++ type, their numbers in TLC's order, and their bits in a state. Part of packed.h.
#pragma once

#include "packed_sets.h"

namespace trestle::packed {

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
  static constexpr bool kTabled = E::count <= 1 << 16;
  struct Inverse {
    uint16_t position[kTabled ? E::count : 1] = {};  // 0: none
    constexpr Inverse() {
      uint16_t n = 0;
      for (uint32_t i : kNumbers)
        if (kTabled) position[i] = ++n;
    }
  };
  static constexpr Inverse kInverse{};
  static uint64_t index(const type& v) {
    const uint64_t i = E::index(v);
    if constexpr (kTabled) {
      return i == kNone || kInverse.position[i] == 0 ? kNone : kInverse.position[i] - 1u;
    } else {  // far apart: {0, 1000000000}
      uint64_t low = 0, high = count;
      while (low < high) {
        const uint64_t middle = (low + high) / 2;
        if (kNumbers[middle] < i) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low < count && kNumbers[low] == i ? low : kNone;
    }
  }
  static constexpr type at(uint64_t i) { return E::at(kNumbers[i]); }
  static void pack(Word* w, unsigned to, const type& v) { put(w, to, bits, index_or_misfit(index(v))); }
  static constexpr type unpack(const Word* w, unsigned from) { return at(get(w, from, bits)); }
};

template <class E>
struct Set {
  using element = E;
  using type = Bits<E>;
  static constexpr bool kTabled = E::count <= 12, kCountable = E::count <= 32;
  static constexpr uint64_t count = kCountable ? uint64_t{1} << (kCountable ? E::count : 0) : kMany;
  static constexpr unsigned bits = E::count;
  static uint64_t index(const type& v) {
    if constexpr (kTabled) {
      return SubsetOrder<E::count>::get().rank[v.words[0]];
    } else if constexpr (kCountable) {
      unsigned elements[E::count], size = 0;
      v.each([&](unsigned i) { elements[size++] = i; });
      return PartialNumbers<E::count, 1>::first(elements, size);
    }
    return kNone;
  }
  static constexpr type at(uint64_t i) {
    if constexpr (kTabled) {
      return {{SubsetOrder<E::count>::get().mask[i]}};
    } else if constexpr (kCountable) {
      unsigned elements[E::count];
      const unsigned size = PartialNumbers<E::count, 1>::keys(i, elements);
      type v{};
      for (unsigned k = 0; k < size; ++k) v.words[0] |= Word{1} << elements[k];
      return v;
    }
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

template <class E, uint32_t Capacity>
struct FewOf {
  using element = E;
  using type = Few<E, Capacity>;
  static constexpr uint64_t count = kMany;
  static constexpr unsigned size_bits = bits_for(uint64_t{Capacity} + 1), number_bits = bits_for(E::count);
  static constexpr unsigned bits = size_bits + Capacity * number_bits;
  static uint64_t index(const type&) { return kNone; }
  static type at(uint64_t) { misfit(); }
  static void pack(Word* w, unsigned to, const type& v) {
    put(w, to, size_bits, v.count);
    for (uint32_t i = 0; i < v.count; ++i) put(w, to + size_bits + i * number_bits, number_bits, v.numbers[i]);
  }
  static void read(const Word* w, unsigned from, type& v) {
    v.count = static_cast<uint32_t>(get(w, from, size_bits));
    for (uint32_t i = 0; i < v.count && i < Capacity; ++i)
      v.numbers[i] = get(w, from + size_bits + i * number_bits, number_bits);
  }
  static type unpack(const Word* w, unsigned from) {
    type v;
    read(w, from, v);
    return v;
  }
};

// How many values the alternatives of a shape have.
template <class E>
struct Forms {
  static constexpr uint64_t counts[] = {E::count};
  static constexpr bool some = false;
};

// Sets of values of E of which a state has a bit for each value of an alternative that has no more than Small, and lists
// the others.
template <class E, uint32_t Capacity, uint64_t Small>
struct SparseOf {
  using element = E;
  using type = Bits<E>;
  static constexpr uint64_t count = kMany;
  static constexpr uint64_t all(bool small) {
    uint64_t n = 0;
    for (const uint64_t c : Forms<E>::counts) n += (Forms<E>::some && c <= Small) == small ? c : 0;
    return n;
  }
  static constexpr unsigned small_bits = all(true), number_bits = bits_for(all(false));
  static constexpr unsigned size_bits = bits_for(uint64_t{Capacity} + 1), list_at = small_bits + size_bits;
  static constexpr unsigned bits = list_at + Capacity * number_bits;
  // small(first, count, bit) or large(first, count, number), for each alternative.
  template <class F, class G>
  [[gnu::always_inline]] static void forms(F small, G large) {
    unsigned first = 0, bit = 0, number = 0;
#pragma GCC unroll 16
    for (const uint64_t c : Forms<E>::counts) {
      const auto n = static_cast<unsigned>(c);
      if (Forms<E>::some && n <= Small) {
        small(first, n, bit);
        bit += n;
      } else {
        large(first, n, number);
        number += n;
      }
      first += n;
    }
  }
  static uint64_t index(const type&) { return kNone; }
  static type at(uint64_t) { misfit(); }
  static void pack(Word* w, unsigned to, const type& v) {
    uint32_t size = 0;
    forms([&](unsigned first, unsigned n, unsigned bit) { put(w, to + bit, n, get(v.words, first, n)); },
          [&](unsigned first, unsigned n, unsigned number) {
            for (unsigned k = first / 64; k * 64 < first + n; ++k) {
              Word left = v.words[k];
              if (k * 64 < first) left &= ~Word{0} << first % 64;
              if (k * 64 + 64 > first + n) left &= (Word{1} << (first + n) % 64) - 1;
              for (; left != 0; left &= left - 1) {
                if (size == Capacity) misfit();
                const unsigned i = k * 64 + static_cast<unsigned>(__builtin_ctzll(left));
                put(w, to + list_at + size++ * number_bits, number_bits, number + i - first);
              }
            }
          });
    put(w, to + small_bits, size_bits, size);
  }
  static void read(const Word* w, unsigned from, type& v) {
    v = {};
    forms([&](unsigned first, unsigned n, unsigned bit) { put(v.words, first, n, get(w, from + bit, n)); },
          [](unsigned, unsigned, unsigned) {});
    const auto size = static_cast<uint32_t>(get(w, from + small_bits, size_bits));
    for (uint32_t i = 0; i < size && i < Capacity; ++i) {
      const uint64_t listed = get(w, from + list_at + i * number_bits, number_bits);
      uint64_t number = kNone;
      forms([](unsigned, unsigned, unsigned) {},
            [&](unsigned first, unsigned, unsigned from_number) {
              if (listed >= from_number) number = first + listed - from_number;
            });
      v.words[number / 64] |= Word{1} << number % 64;
    }
  }
  static type unpack(const Word* w, unsigned from) {
    type v;
    read(w, from, v);
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
    uint32_t size = 0;
    typename V::type items[Capacity == 0 ? 1 : Capacity];  // of which as many as the size says
    type() { clear(items); }
    bool operator==(const type& o) const {
      bool same = size == o.size;
      for (uint32_t i = 0; same && i < size; ++i) same = items[i] == o.items[i];
      return same;
    }
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
      static_assert(sizeof...(E) <= Capacity);
      type r;
      ((r.items[r.size++] = elements), ...);
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
  static type at(uint64_t n) {
    type v{};
    for (uint64_t power = 1; n >= power; power *= V::count) n -= power, ++v.size;
    for (uint32_t i = v.size; i-- > 0; n /= V::count) v.items[i] = V::at(n % V::count);
    return v;
  }
  static void pack(Word* w, unsigned to, const type& v) {
    put(w, to, size_bits, v.size);
    for (uint32_t i = 0; i < v.size && i < Capacity; ++i) V::pack(w, to + size_bits + i * V::bits, v.items[i]);
  }
  static void read(const Word* w, unsigned from, type& v) {
    v.size = static_cast<uint32_t>(get(w, from, size_bits));
    for (uint32_t i = 0; i < v.size && i < Capacity; ++i)
      packed::read<V>(w, from + size_bits + i * V::bits, v.items[i]);
  }
  static type unpack(const Word* w, unsigned from) {
    type v{};
    read(w, from, v);
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
  static constexpr void read(const Word* w, unsigned from, S& v) {
    v = {};  // `==` compares all members
    v.tag = static_cast<uint32_t>(get(w, from, tag_bits));
    unsigned tag = 0;
    ((tag++ == v.tag ? A::read(w, from + tag_bits, v) : void()), ...);
  }
  static constexpr S unpack(const Word* w, unsigned from) {
    S v{};
    read(w, from, v);
    return v;
  }
};

template <class S, class... A>
struct Forms<Variant<S, A...>> {
  static constexpr uint64_t counts[] = {A::count...};
  static constexpr bool some = true;
};

}  // namespace trestle::packed
