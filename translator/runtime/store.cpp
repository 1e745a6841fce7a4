#include "translator/runtime/store.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>

#include <sys/mman.h>

#include "translator/runtime/atoms.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/hash.h"
#include "translator/runtime/operators.h"

namespace trestle::runtime {

namespace {

constexpr size_t kUnit = 16;                 // objects are aligned to this; handles count in it
constexpr size_t kChunk = size_t{32} << 10;  // what a shard takes from the range at once
constexpr uint32_t kShards = 256;

size_t range_bytes = size_t{16} << 30;  // 30 bits of 16 bytes

char* reserve() {
  for (; range_bytes >= size_t{256} << 20; range_bytes /= 2) {
    void* at = mmap(nullptr, range_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at != MAP_FAILED) return static_cast<char*>(at);
  }
  std::fputs("trestle: no address space for the value store\n", stderr);
  std::abort();
}

// Open addressing; a slot is the upper half of the hash and a handle. Tables only grow; an outgrown one stays readable
// for threads that still look into it (they miss at worst, and then look again under the lock).
struct Table {
  explicit Table(size_t size, const Table* outgrown = nullptr)
      : mask(size - 1), slots(new std::atomic<uint64_t>[size]()), outgrown(outgrown) {}
  size_t mask;
  std::atomic<uint64_t>* slots;
  const Table* outgrown;
};

struct alignas(64) Shard {
  std::atomic<Table*> table{new Table(16)};
  std::mutex mutex;
  size_t objects = 0, bytes = 0;
  char* next = nullptr;
  char* end = nullptr;
};

// Never destroyed, and made before anything is interned (see the constants below).
Shard* const shards = new Shard[kShards];

std::atomic<size_t> range_used{kUnit};  // offset 0 is no object

void* allocate(Shard& shard, size_t bytes) {
  bytes = (bytes + kUnit - 1) & ~(kUnit - 1);
  shard.bytes += bytes;
  if (static_cast<size_t>(shard.end - shard.next) < bytes) {
    const size_t chunk = std::max(bytes, kChunk);
    const size_t offset = range_used.fetch_add(chunk, std::memory_order_relaxed);
    if (offset + chunk > range_bytes) {
      throw EvalError(ErrorKind::Limit, fmt::format("the states' values need more than {} GB", range_bytes >> 30));
    }
    shard.next = store_internal::base + offset;
    shard.end = shard.next + chunk;
  }
  void* at = shard.next;
  shard.next += bytes;
  return at;
}

Handle handle_of(const void* object) {
  return static_cast<Handle>((static_cast<const char*>(object) - store_internal::base) >> 2);
}

Value copy_into(Shard& shard, const Object& o, bool interned) {
  const size_t bytes = sizeof(Object) + o.size * sizeof(Value);
  auto* copy = static_cast<Object*>(allocate(shard, bytes));
  std::memcpy(static_cast<void*>(copy), &o, bytes);
  copy->interned = interned;
  copy->permanent = true;
  copy->id = handle_of(copy);
  return Value::object(copy);
}

// Both have canonical parts.
bool identical(const Object& a, const Object& b) {
  return a.kind == b.kind && a.size == b.size && (a.kind == Kind::Set || a.aux == b.aux) &&
         std::memcmp(a.items(), b.items(), a.size * sizeof(Value)) == 0;
}

Handle find(const Table& table, uint64_t h, const Object& o) {
  const uint64_t tag = h >> 32;
  for (size_t i = h >> 8;; ++i) {
    const uint64_t slot = table.slots[i & table.mask].load(std::memory_order_acquire);
    if (slot == 0) return 0;
    if (slot >> 32 == tag && identical(from_handle(static_cast<Handle>(slot)).object(), o))
      return static_cast<Handle>(slot);
  }
}

void place(Table& table, uint64_t h, Handle handle) {
  size_t i = h >> 8;
  while (table.slots[i & table.mask].load(std::memory_order_relaxed) != 0) ++i;
  table.slots[i & table.mask].store((h >> 32 << 32) | handle, std::memory_order_release);
}

Table* grown(const Table& old) {
  auto* table = new Table((old.mask + 1) * 2, &old);
  for (size_t i = 0; i <= old.mask; ++i) {
    if (const uint64_t slot = old.slots[i].load(std::memory_order_relaxed)) {
      const auto handle = static_cast<Handle>(slot);
      place(*table, finish(from_handle(handle).object()), handle);
    }
  }
  return table;
}

// `o` has canonical parts and a hash.
Value intern_object(const Object& o) {
  const uint64_t h = finish(o);
  Shard& shard = shards[h & (kShards - 1)];
  if (Handle found = find(*shard.table.load(std::memory_order_acquire), h, o)) return from_handle(found);
  std::lock_guard lock(shard.mutex);
  Table* table = shard.table.load(std::memory_order_relaxed);
  if (Handle found = find(*table, h, o)) return from_handle(found);
  const Value stored = copy_into(shard, o, true);
  if (++shard.objects * 2 > table->mask) {
    table = grown(*table);
    shard.table.store(table, std::memory_order_release);
  }
  place(*table, h, stored->id);
  return stored;
}

bool symbolic(Kind k) { return k >= Kind::Interval && k <= Kind::Filter; }

}  // namespace

namespace store_internal {

char* const base = reserve();

namespace {
Value intern_of(Kind kind, std::initializer_list<Value> items) {
  Arena arena;
  Object* o = arena.object(kind, items.size());
  std::copy(items.begin(), items.end(), o->items());
  return intern(Value::object(o));
}
}  // namespace

const Value empty_set = intern_of(Kind::Set, {});
const Value empty_tuple = intern_of(Kind::Tuple, {});
const Value booleans = intern_of(Kind::Set, {Value::boolean(false), Value::boolean(true)});

Value from_boxed(Handle h) {
  const std::string_view text = atom_text(h >> 7);
  int64_t i = 0;
  std::from_chars(text.data(), text.data() + text.size(), i);
  return Value::integer(i);
}

Handle handle_of_atom(Value v) {
  const uint32_t id = v.is_small() ? atom(std::to_string(v.small())) : v.atom_id();
  if (id >= 1u << 25) throw EvalError(ErrorKind::Limit, "more than 33 million different strings and large integers");
  return (id << 7) | (static_cast<uint32_t>(v.kind()) << 2) | 2;
}

}  // namespace store_internal

namespace {

// `context` is null when the caller has none; one is made only where a symbolic set must be enumerated.
Value intern_in(Context* context, Value v) {
  if (!v.is_object() || v->interned) return v;
  if (symbolic(v.kind()) || v.kind() == Kind::LazyFunction) {
    if (context == nullptr) {
      Context own;
      return intern_in(&own, v);
    }
    v = v.kind() == Kind::LazyFunction ? explicit_function(*context, v) : enumerated(*context, v);
    if (v->interned) return v;
  }
  if (v.kind() == Kind::Operator) fail("An operator cannot be part of a state");
  // The object is this worker's own: what is permanent is interned, or was symbolic and has just been enumerated.
  auto* o = const_cast<Object*>(&v.object());
  if (o->kind != Kind::BigInteger && o->id != kNoneFresh) {
    const uint32_t begin = o->id == kAnyFresh ? 0 : o->id - 1, end = o->id == kAnyFresh ? o->size : o->id;
    for (uint32_t i = begin; i < end; ++i) {
      Value& item = o->items()[i];
      if (item.is_object() && !item->interned) item = intern_in(context, item);
    }
    o->id = kNoneFresh;
  }
  hash(v);
  return intern_object(*o);
}

// Symbolic sets of at most this size are enumerated once when they are kept.
constexpr int64_t kKeptElements = 4096;

}  // namespace

Value intern(Context& context, Value v) { return intern_in(&context, v); }
Value intern(Value v) { return intern_in(nullptr, v); }

Value find_interned(Value v) {
  if (v->interned) return v;
  hash(v);
  const uint64_t h = finish(v.object());
  const Shard& shard = shards[h & (kShards - 1)];
  const Handle found = find(*shard.table.load(std::memory_order_acquire), h, v.object());
  return found ? from_handle(found) : Value();
}

Value keep(Value v) {
  if (!v.is_object() || v->permanent) return v;
  const Kind kind = v.kind();
  if (kind != Kind::Operator && kind != Kind::LazyFunction && !symbolic(kind)) {
    try {
      return intern(v);
    } catch (const EvalError&) {  // a part cannot be listed, {[S -> Int]} say: it keeps its form
    }
  }
  Arena arena;
  Object* o = arena.object(kind, v->size, v->aux);
  o->payload = v->payload;
  for (uint32_t i = 0; i < v->size; ++i) o->items()[i] = keep(v->items()[i]);
  if (lists_in_order(Value::object(o))) {
    Context context;
    try {
      const Value size = cardinality(context, v);
      if (size.is_small() && size.small() <= kKeptElements) o->payload = &intern(context, v).object();
    } catch (const EvalError&) {  // too large to count, let alone to list
    }
  }
  Shard& shard = shards[0];
  std::lock_guard lock(shard.mutex);
  return copy_into(shard, *o, false);
}

Handle to_handle(Context& context, Value v) { return to_handle(v.is_object() ? intern(context, v) : v); }

uint64_t handle_hash(Handle h) { return hash(from_handle(h)); }

namespace {
size_t sum_over_shards(size_t Shard::*count) {
  size_t sum = 0;
  for (uint32_t i = 0; i < kShards; ++i) {
    std::lock_guard lock(shards[i].mutex);
    sum += shards[i].*count;
  }
  return sum;
}
}  // namespace

size_t store_objects() { return sum_over_shards(&Shard::objects); }
size_t store_bytes() { return sum_over_shards(&Shard::bytes); }

}  // namespace trestle::runtime
