// Functions with some of the keys: part of packed.h.
#pragma once

#include "packed_types.h"

namespace trestle::packed {

// A function from some of K to values of V.
template <class K, class V>
struct Partial {
  using key = K;
  using value = V;
  struct type {
    Bits<K> domain = {};
    typename V::type items[K::count];  // of which those with the domain's numbers say something
    type() { clear(items); }
    type(const type& o) : domain(o.domain) { copy_items(o); }
    type& operator=(const type& o) {
      domain = o.domain;
      copy_items(o);
      return *this;
    }
    bool operator==(const type& o) const {
      bool same = domain == o.domain;
      if (same) domain.each([&](unsigned i) { same = same && items[i] == o.items[i]; });
      return same;
    }
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
    void set(const typename K::type& k, const typename V::type& v) { put(K::index(k)) = v; }
    // The value at a key by its number: of one in the domain, or of one that comes into it.
    typename V::type& item(uint64_t i) { return items[i]; }
    typename V::type& put(uint64_t i) {
      domain.insert_number(i);
      return items[i];
    }
    void erase(const typename K::type& k) { domain.erase(k); }

   private:
    void copy_items(const type& o) {
      o.domain.each([&](unsigned i) { items[i] = o.items[i]; });
    }
  };
  using Numbers = PartialNumbers<K::count, V::count>;
  static constexpr uint64_t count = Numbers::count;
  static constexpr unsigned bits = K::count * (1 + V::bits);  // the domain, and then the values
  static uint64_t index(const type& v) {
    if constexpr (count == kMany) return kNone;
    unsigned keys[K::count + 1], size = 0;
    v.domain.each([&](unsigned i) { keys[size++] = i; });
    uint64_t digits = 0;
    for (unsigned i = 0; i < size; ++i) {
      const uint64_t digit = V::index(v.items[keys[i]]);
      if (digit == kNone) return kNone;
      digits = digits * V::count + digit;
    }
    return Numbers::first(keys, size) + digits;
  }
  static type at(uint64_t number) {
    if constexpr (count == kMany) misfit();
    unsigned keys[K::count + 1];
    const unsigned size = Numbers::keys(number, keys);
    type v;
    for (unsigned i = size; i-- > 0; number /= V::count) v.put(keys[i]) = V::at(number % V::count);
    return v;
  }
  static void pack(Word* w, unsigned to, const type& v) {
    Set<K>::pack(w, to, v.domain);
    v.domain.each([&](unsigned i) { V::pack(w, to + unsigned{K::count} + i * V::bits, v.items[i]); });
  }
  static void read(const Word* w, unsigned from, type& v) {
    v.domain = Set<K>::unpack(w, from);
    v.domain.each([&](unsigned i) { packed::read<V>(w, from + unsigned{K::count} + i * V::bits, v.items[i]); });
  }
  static type unpack(const Word* w, unsigned from) {
    type v;
    read(w, from, v);
    return v;
  }
};

// The same where K has too many values for a bit each: values in the order of the domain's numbers.
template <class K, class V, uint32_t Capacity>
struct FewPartial {
  using key = K;
  using value = V;
  struct type {
    Few<K, Capacity> domain;
    typename V::type items[Capacity];  // of which as many as the domain has say something
    type() { clear(items); }
    type(const type& o) { *this = o; }
    type& operator=(const type& o) {
      domain = o.domain;
      for (uint32_t i = 0; i < o.domain.count; ++i) items[i] = o.items[i];
      return *this;
    }
    bool operator==(const type& o) const {
      bool same = domain == o.domain;
      for (uint32_t i = 0; same && i < domain.count; ++i) same = items[i] == o.items[i];
      return same;
    }
    const typename V::type& operator()(const typename K::type& k) const {
      const uint64_t number = K::index(k);
      if (!domain.has_number(number)) misfit();
      return items[domain.place(number)];
    }
    const typename V::type& operator[](const typename K::type& k) const { return (*this)(k); }
    bool contains(const typename K::type& k) const { return domain.contains(k); }
    type with(const typename K::type& k, const typename V::type& v) const {
      type r = *this;
      if (const uint64_t number = K::index(k); domain.has_number(number)) r.item(number) = v;
      return r;
    }
    void set(const typename K::type& k, const typename V::type& v) { put(K::index(k)) = v; }
    typename V::type& item(uint64_t number) { return items[domain.place(number)]; }
    typename V::type& put(uint64_t number) {
      const uint32_t before = domain.count, at = domain.place(number);
      domain.insert_number(number);
      for (uint32_t i = before; domain.count > before && i > at; --i) items[i] = items[i - 1];
      return items[at];
    }
    void erase(const typename K::type& k) {
      const uint32_t before = domain.count, at = domain.place(K::index(k));
      domain.erase(k);
      for (uint32_t i = at; domain.count < before && i < domain.count; ++i) items[i] = items[i + 1];
    }
  };
  using Domain = FewOf<K, Capacity>;
  static constexpr uint64_t count = kMany;
  static constexpr unsigned bits = Domain::bits + Capacity * V::bits;  // the domain, and then the values
  static uint64_t index(const type&) { return kNone; }
  static type at(uint64_t) { misfit(); }
  static void pack(Word* w, unsigned to, const type& v) {
    Domain::pack(w, to, v.domain);
    for (uint32_t i = 0; i < v.domain.count; ++i) V::pack(w, to + Domain::bits + i * V::bits, v.items[i]);
  }
  static void read(const Word* w, unsigned from, type& v) {
    Domain::read(w, from, v.domain);
    for (uint32_t i = 0; i < v.domain.count && i < Capacity; ++i)
      packed::read<V>(w, from + Domain::bits + i * V::bits, v.items[i]);
  }
  static type unpack(const Word* w, unsigned from) {
    type v;
    read(w, from, v);
    return v;
  }
};

}  // namespace trestle::packed
