// Numbers of values, bits in words, and sets of numbered values: part of packed.h.
#pragma once

#include <cstdint>
#include <exception>
#include <type_traits>

namespace trestle::packed {

using Word = uint64_t;

struct Misfit : std::exception {
  const char* what() const noexcept override { return "a value is outside of its inferred shape, or there is none"; }
};
[[noreturn]] void misfit();

// Items that a value does not use have none in a model that is explored, which saves time. A library's states are copied
// by programs whose compiler warns of that.
#ifdef TRESTLE_LIBRARY
constexpr void clear(auto& items) {
  for (auto& item : items) item = {};
}
#else
constexpr void clear(auto&) {}
#endif

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

struct PlainWords {
  const Word* words;
  Word operator()(unsigned k) const { return words[k]; }
};
struct MaskedWords {
  const Word *words, *mask;
  Word operator()(unsigned k) const { return words[k] & mask[k]; }
};
// Over the elements whose bits are in words up to `last`.
template <class E, class Words>
struct BitIterator {
  Words words;
  unsigned word, last;
  Word left;
  static BitIterator from(Words words, unsigned first, unsigned last) {
    BitIterator i{words, first, last, words(first)};
    i.settle();
    return i;
  }
  void settle() {
    while (left == 0 && ++word < last) left = words(word);
  }
  bool operator!=(const BitIterator& o) const { return word != o.word; }
  decltype(auto) operator*() const { return nth<E>(word * 64 + static_cast<unsigned>(__builtin_ctzll(left))); }
  void operator++() {
    left &= left - 1;
    settle();
  }
};

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
  template <class... V>
  Bits with(const V&... elements) const {
    Bits r = *this;
    (r.insert(elements), ...);
    return r;
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
  using Iterator = BitIterator<E, PlainWords>;
  Iterator begin() const { return Iterator::from({words}, 0, kWords); }
  Iterator end() const { return {{words}, kWords, kWords, 0}; }
};

// --- Sets of few values of E, which has too many for a bit each: their numbers, ascending.

template <class E, uint32_t Capacity>
struct Few {
  uint32_t count = 0;
  uint64_t numbers[Capacity];  // of which `count` say something

  Few() {}  // not `= default`: Few{} would clear all numbers
  Few(const Few& o) { *this = o; }
  Few& operator=(const Few& o) {
    count = o.count;
    for (uint32_t i = 0; i < o.count; ++i) numbers[i] = o.numbers[i];
    return *this;
  }
  bool operator==(const Few& o) const {
    bool same = count == o.count;
    for (uint32_t i = 0; same && i < count; ++i) same = numbers[i] == o.numbers[i];
    return same;
  }
  template <class... V>
  static Few from(const V&... elements) {
    Few r;
    (r.insert(elements), ...);
    return r;
  }
  // Those of another one; false when they are too many.
  template <uint32_t Other>
  bool take(const Few<E, Other>& o) {
    if (o.count > Capacity) return false;
    count = o.count;
    for (uint32_t i = 0; i < o.count; ++i) numbers[i] = o.numbers[i];
    return true;
  }
  bool contains(const typename E::type& element) const { return has_number(E::index(element)); }
  void insert(const typename E::type& element) { insert_number(E::index(element)); }
  void erase(const typename E::type& element) {
    const uint64_t number = E::index(element);
    const uint32_t at = place(number);
    if (at == count || numbers[at] != number) return;
    --count;
    for (uint32_t i = at; i < count; ++i) numbers[i] = numbers[i + 1];
  }
  bool has_number(uint64_t number) const {
    const uint32_t at = place(number);
    return at < count && numbers[at] == number;
  }
  void insert_number(uint64_t number) {
    const uint32_t at = place(index_or_misfit(number));
    if (at < count && numbers[at] == number) return;
    if (count == Capacity) misfit();
    for (uint32_t i = count++; i > at; --i) numbers[i] = numbers[i - 1];
    numbers[at] = number;
  }
  bool empty() const { return count == 0; }
  int64_t size() const { return count; }
  template <class F>
  void each(F f) const {
    for (uint32_t i = 0; i < count; ++i) f(numbers[i]);
  }
  template <class... V>
  Few with(const V&... elements) const {
    Few r = *this;
    (r.insert(elements), ...);
    return r;
  }
  friend Few operator|(const Few& a, const Few& b) {
    Few r;
    for (uint32_t i = 0, k = 0; i < a.count || k < b.count;) {
      if (r.count == Capacity) misfit();
      const bool left = k == b.count || (i < a.count && a.numbers[i] <= b.numbers[k]);
      const uint64_t number = left ? a.numbers[i++] : b.numbers[k++];
      if (left && k < b.count && b.numbers[k] == number) ++k;
      r.numbers[r.count++] = number;
    }
    return r;
  }
  friend Few operator&(const Few& a, const Few& b) { return a.chosen(b, true); }
  friend Few operator-(const Few& a, const Few& b) { return a.chosen(b, false); }
  friend bool subset(const Few& a, const Few& b) { return a.chosen(b, false).empty(); }

  // The elements in TLC's order.
  struct Iterator {
    const uint64_t* at;
    bool operator!=(const Iterator& o) const { return at != o.at; }
    decltype(auto) operator*() const { return nth<E>(*at); }
    void operator++() { ++at; }
  };
  Iterator begin() const { return {numbers}; }
  Iterator end() const { return {numbers + count}; }

  // Where the number is, or would be.
  uint32_t place(uint64_t number) const {
    uint32_t at = 0;
    while (at < count && numbers[at] < number) ++at;
    return at;
  }

 private:
  Few chosen(const Few& b, bool shared) const {
    Few r;
    for (uint32_t i = 0, k = 0; i < count; ++i) {
      while (k < b.count && b.numbers[k] < numbers[i]) ++k;
      if ((k < b.count && b.numbers[k] == numbers[i]) == shared) r.numbers[r.count++] = numbers[i];
    }
    return r;
  }
};

// A set to iterate over that lives as long as the loop.
template <class Set>
struct Each {
  Set set;
  auto begin() const { return set.begin(); }
  auto end() const { return set.end(); }
};
template <class E>
Each<Bits<E>> each(const Bits<E>& set) {
  return {set};
}
template <class E, uint32_t Capacity>
Each<Few<E, Capacity>> each(const Few<E, Capacity>& set) {
  return {set};
}

// Some values of E, all of them in the words from `first` up to `last`.
template <class E>
struct Mask {
  Bits<E> set{};
  unsigned first = 0, last = 0;
  void insert_number(uint64_t i) {  // in ascending order
    if (last == 0) first = static_cast<unsigned>(i / 64);
    last = static_cast<unsigned>(i / 64) + 1;
    set.insert_number(i);
  }
};

// What a set, a Bits or a reference to one, has of a mask: found as a loop goes over it.
template <class E, class Set>
struct Masked {
  Set set;
  const Mask<E>& mask;
  operator Bits<E>() const { return set & mask.set; }

  using Iterator = BitIterator<E, MaskedWords>;
  Iterator begin() const {
    return mask.first == mask.last ? end() : Iterator::from({set.words, mask.set.words}, mask.first, mask.last);
  }
  Iterator end() const { return {{set.words, mask.set.words}, mask.last, mask.last, 0}; }
};
template <class E>
Masked<E, const Bits<E>&> operator&(const Bits<E>& set, const Mask<E>& mask) {
  return {set, mask};
}
template <class E>
Masked<E, Bits<E>> operator&(Bits<E>&& set, const Mask<E>& mask) {
  return {set, mask};
}
template <class E, class Set>
Masked<E, Set> each(Masked<E, Set> some) {
  return some;
}

// A mask of values of E for each combination of values of P..., the last of them fastest.
template <class E, class... P>
struct Ways {
  static constexpr uint64_t count = 1;
  template <class F, class... Given>
  static void fill(Mask<E>*& at, const F& condition, const Given&... given) {
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
  static void fill(Mask<E>*& at, const F& condition, const Given&... given) {
    for (uint64_t i = 0; i < P::count; ++i) Ways<E, Rest...>::fill(at, condition, given..., P::at(i));
  }
};

// The values of E that a condition holds for, or has no value for, with what it is given of P...: found once for all of
// these, since it depends on nothing else.
template <class E, class... P, class F>
const Mask<E>& where(const F& condition, const typename P::type&... given) {
  struct Found {
    Mask<E> sets[Ways<E, P...>::count]{};
    explicit Found(const F& holds) {
      Mask<E>* at = sets;
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

// How many subsets of n have so many elements.
inline constexpr struct Choose {
  uint64_t of[63][63] = {};
  constexpr Choose() {
    for (unsigned n = 0; n < 63; ++n) {
      of[n][0] = 1;
      for (unsigned k = 1; k <= n; ++k) of[n][k] = of[n - 1][k - 1] + of[n - 1][k];
    }
  }
} kChoose;

// The numbers of functions from some of N keys to values of which there are M, in TLC's order: by the size of the domain, the
// domain, then the values.
template <uint64_t N, uint64_t M>
struct PartialNumbers {
  static constexpr uint64_t all() {
    uint64_t n = N <= 62 ? 1 : kMany;
    for (uint64_t i = 0; i < N && n != kMany; ++i) n = times(n, plus(M, 1));
    return n;
  }
  static constexpr uint64_t count = all();
  // Of so many keys, so many of which are in the domain.
  static constexpr uint64_t ways(uint64_t n, uint64_t size) {
    uint64_t c = kChoose.of[n][size];
    for (uint64_t i = 0; M != 1 && i < size; ++i) c *= M;
    return c;
  }
  static constexpr uint64_t power(uint64_t size) { return ways(size, size); }
  // Of the function with these keys and the least values.
  static uint64_t first(const unsigned* keys, unsigned size) {
    uint64_t number = 0;
    for (unsigned k = 0; k < size; ++k) number += ways(N, k);
    for (unsigned i = 0, next = 0; i < size; ++i, ++next)
      for (; next < keys[i]; ++next) number += ways(N - next - 1, size - i - 1) * M * power(i);
    return number;
  }
  // The keys of the function with that number, how many, and what is left for the values.
  static constexpr unsigned keys(uint64_t& number, unsigned* keys) {
    unsigned size = 0, chosen = 0;
    for (; number >= ways(N, size); ++size) number -= ways(N, size);
    for (unsigned next = 0; chosen < size; ++next) {
      const uint64_t with = ways(N - next - 1, size - chosen - 1) * M * power(chosen);
      if (number < with) {
        keys[chosen++] = next;
      } else {
        number -= with;
      }
    }
    return size;
  }
};

}  // namespace trestle::packed
