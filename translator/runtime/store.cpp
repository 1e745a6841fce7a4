#include "translator/runtime/store.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

#include "translator/runtime/atoms.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/hash.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/sequences.h"
#include "translator/runtime/store_space.h"

namespace trestle::runtime {

using store_internal::kUnit, store_internal::range_used, store_internal::Space;

namespace {

constexpr uint32_t kShards = 256;

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
  size_t objects = 0;
  Space space{size_t{32} << 10};
};

// For what would leave little of a shard's chunk, and not fit where another shard's was.
struct Large {
  static constexpr size_t kLeast = 4096;  // bytes of an object
  std::mutex mutex;
  Space space{size_t{1} << 20};
};

// Never destroyed, and made before anything is interned (see the constants below).
Shard* const shards = new Shard[kShards];
Large* const large = new Large;

size_t rounded(size_t bytes) { return (bytes + kUnit - 1) & ~(kUnit - 1); }

size_t bytes_of(const Object& o) { return sizeof(Object) + (o.view() ? 0 : o.size * sizeof(Value)); }
size_t size_of(const Object& o) { return rounded(bytes_of(o)); }

// What it leads to: its items, or that which a view has them of.
template <class Call>
void each_part(const Object& o, Call call) {
  if (o.kind == Kind::BigInteger) return;  // its items are no values
  if (o.view()) return call(from_handle(o.aux));
  for (const Value item : o.span()) call(item);
}

void* allocate(Shard& shard, size_t bytes) {
  if (bytes < Large::kLeast) return shard.space.allocate(bytes);
  const std::lock_guard lock(large->mutex);
  return large->space.allocate(bytes);
}

void give_back(Shard& shard, const Object& o) {
  char* const at = store_internal::base + (static_cast<uint64_t>(o.id) << 2);
  const size_t bytes = size_of(o);
  if (bytes < Large::kLeast) return shard.space.give_back(at, bytes);
  const std::lock_guard lock(large->mutex);
  large->space.give_back(at, bytes);
}

// Whether anything in the Store may be mortal: what is known to be there need not be looked at otherwise.
std::atomic<bool> any_mortal{false};

// The value, and all in it, is there for good.
void settle(Value v) {
  if (!v.is_object() || v->lives() == Life::Forever) return;
  v->make_immortal();
  each_part(v.object(), settle);
}

Handle handle_of(const void* object) {
  return static_cast<Handle>((static_cast<const char*>(object) - store_internal::base) >> 2);
}

Value copy_into(Shard& shard, const Object& o, bool interned, Life life) {
  auto* copy = static_cast<Object*>(allocate(shard, size_of(o)));
  std::memcpy(static_cast<void*>(copy), &o, bytes_of(o));
  copy->interned = interned;
  copy->life = life;
  copy->id = handle_of(copy);
  return Value::object(copy);
}

// Both have canonical parts.
bool identical(const Object& a, const Object& b) {
  return a.kind == b.kind && a.size == b.size && (a.kind == Kind::Set || a.kind == Kind::Tuple || a.aux == b.aux) &&
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

Value known(Handle handle, Life life) {
  const Value v = from_handle(handle);
  if (life == Life::Forever && any_mortal.load(std::memory_order_relaxed)) settle(v);
  return v;
}

// `o` has canonical parts and a hash.
Value intern_object(const Object& o, Life life) {
  const uint64_t h = finish(o);
  Shard& shard = shards[h & (kShards - 1)];
  if (Handle found = find(*shard.table.load(std::memory_order_acquire), h, o)) return known(found, life);
  std::lock_guard lock(shard.mutex);
  Table* table = shard.table.load(std::memory_order_relaxed);
  if (Handle found = find(*table, h, o)) return known(found, life);
  const Value stored = copy_into(shard, o, true, life);
  if (++shard.objects * 2 > table->mask) {
    table = grown(*table);
    shard.table.store(table, std::memory_order_release);
  }
  place(*table, h, stored->id);
  return stored;
}

bool symbolic(Kind k) { return k >= Kind::Interval && k <= Kind::Filter; }

// A long stretch of what is in the Store is a view of it there: who walks a log by Tail keeps no copy of it a step.
constexpr uint32_t kLongEnough = 256;
bool becomes_view(const Stretch& s) { return s.whole->interned && s.size >= kLongEnough; }

Value intern_view(const Stretch& s, Life life) {
  const Object& whole = s.whole.object();
  const Value source = whole.view() ? from_handle(whole.aux) : s.whole;
  if (life == Life::Forever && any_mortal.load(std::memory_order_relaxed)) settle(source);
  Object view{.kind = Kind::Tuple, .size = s.size, .aux = source->id, .payload = s.span().data()};
  hash(Value::object(&view));
  return intern_object(view, life);
}

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

// Nat, Int, STRING and the like are atoms, and no part of a state: TLC's, too, ends where it comes to take its fingerprint.
void refuse_infinite(Value v) {
  if (v.is_small() || !is_set(v.kind())) return;
  Context context;
  enumerated(context, v);  // throws
}

// `context` is null when the caller has none; one is made only where a symbolic set must be enumerated.
Value intern_in(Context* context, Value v, Life life) {
  if (!v.is_object()) return v;
  const bool settling = life == Life::Forever && any_mortal.load(std::memory_order_relaxed);
  if (v->interned) {
    if (settling) settle(v);
    return v;
  }
  if (symbolic(v.kind()) || v.kind() == Kind::LazyFunction) {
    if (const auto stretch = stretch_of(v); stretch && becomes_view(*stretch)) return intern_view(*stretch, life);
    if (context == nullptr) {
      Context own;
      return intern_in(&own, v, life);
    }
    v = v.kind() == Kind::LazyFunction ? explicit_function(*context, v) : enumerated(*context, v);
    if (v->interned) return intern_in(context, v, life);
  }
  if (v.kind() == Kind::Operator) fail("An operator cannot be part of a state");
  if (v->permanent()) {  // kept as it is, since a part could not be listed: a copy says which
    Arena arena;
    Object* copy = arena.object(v.kind(), v->size, v->aux);
    std::copy_n(v->items(), v->size, copy->items());
    return intern_in(context, Value::object(copy), life);
  }
  // The object is this worker's own: what is permanent is interned, or was symbolic and has just been enumerated.
  auto* o = const_cast<Object*>(&v.object());
  if (o->kind != Kind::BigInteger && (o->id != kNoneFresh || settling)) {
    const bool all = o->id == kAnyFresh || settling;
    const uint32_t begin = all ? 0 : o->id - 1, end = all ? o->size : o->id;
    for (uint32_t i = begin; i < end; ++i) {
      Value& item = o->items()[i];
      if (!item.is_object()) {
        refuse_infinite(item);
      } else if (!item->interned || settling) {
        item = intern_in(context, item, life);
      }
    }
    o->id = kNoneFresh;
  }
  hash(v);
  return intern_object(*o, life);
}

// Symbolic sets of at most this size are enumerated once when they are kept.
constexpr int64_t kKeptElements = 4096;

}  // namespace

Value intern(Context& context, Value v) { return intern_in(&context, v, Life::Forever); }
Value intern(Value v) { return intern_in(nullptr, v, Life::Forever); }
Value intern_like_states(Context& context, Value v) {
  return intern_in(&context, v, context.mortal ? Life::Mortal : Life::Forever);
}

Value find_interned(Value v) {
  if (v->interned) return v;
  hash(v);
  const uint64_t h = finish(v.object());
  const Shard& shard = shards[h & (kShards - 1)];
  const Handle found = find(*shard.table.load(std::memory_order_acquire), h, v.object());
  return found ? from_handle(found) : Value();
}

Value keep(Value v) {
  if (!v.is_object() || v->lives() == Life::Forever) return v;
  const Kind kind = v.kind();
  if (kind != Kind::Operator && (kind != Kind::LazyFunction || stretch_of(v)) && !symbolic(kind)) {
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
  return copy_into(shard, *o, false, Life::Forever);
}

Handle to_handle(Context& context, Value v) {
  if (!v.is_object()) refuse_infinite(v);
  return to_handle(v.is_object() ? intern_like_states(context, v) : v);
}

uint64_t handle_hash(Handle h) { return hash(from_handle(h)); }

namespace {
template <class Count>
size_t sum_over_shards(const Count& count) {
  size_t sum = 0;
  for (uint32_t i = 0; i < kShards; ++i) {
    std::lock_guard lock(shards[i].mutex);
    sum += count(shards[i]);
  }
  return sum;
}
}  // namespace

size_t store_objects() {
  return sum_over_shards([](const Shard& shard) { return shard.objects; });
}
size_t store_bytes() {
  const size_t small = sum_over_shards([](const Shard& shard) { return shard.space.bytes(); });
  const std::lock_guard lock(large->mutex);
  return small + large->space.bytes();
}

// --- Giving values back.

namespace {

std::shared_mutex in_use;  // held shared by each StoreUse, and alone by a collection

// The objects that handles lead to, by their place in the range.
class Reached {
 public:
  Reached() : marks_(range_used() / kUnit / 64 + 1) {}
  bool has(Handle handle) const { return (marks_[handle >> 8] >> (handle >> 2 & 63) & 1) != 0; }
  void add(Handle handle) {
    if ((handle & 3) != 0) return;
    waiting_.push_back(handle);
    while (!waiting_.empty()) {
      const Handle next = waiting_.back();
      waiting_.pop_back();
      const Object& o = from_handle(next).object();
      if (o.life == Life::Forever || has(next)) continue;  // whose parts are for good, too
      marks_[next >> 8] |= uint64_t{1} << (next >> 2 & 63);
      each_part(o, [&](Value part) {
        if (part.is_object() && part->life != Life::Forever && !has(part->id)) waiting_.push_back(part->id);
      });
    }
  }

 private:
  std::vector<uint64_t> marks_;
  std::vector<Handle> waiting_;
};

void sweep(Shard& shard, const Reached& reached, size_t& spare) {
  Table* table = shard.table.load(std::memory_order_relaxed);
  for (const Table*& old = table->outgrown; old != nullptr;) {
    const Table* gone = std::exchange(old, old->outgrown);
    delete[] gone->slots;
    delete gone;
  }
  std::vector<Handle> left;
  for (size_t i = 0; i <= table->mask; ++i) {
    const auto handle = static_cast<Handle>(table->slots[i].exchange(0, std::memory_order_relaxed));
    if (handle == 0) continue;
    const Object& o = from_handle(handle).object();
    if (o.life == Life::Forever || reached.has(handle)) {
      left.push_back(handle);
      continue;
    }
    give_back(shard, o);
    --shard.objects;
  }
  for (const Handle handle : left) place(*table, finish(from_handle(handle).object()), handle);
  shard.space.join(spare);
}

}  // namespace

StoreUse::StoreUse() : lock_(in_use) {}

// Not a part of the class: it outlives all.
struct Tenants {
  static constexpr size_t kLeast = size_t{4} << 20;  // bytes of one tenant, that are worth a collection
  // So long a tenant waits for the others, which may be in the middle of something, and so long until it tries again.
  static constexpr auto kPatience = std::chrono::milliseconds(20), kPause = std::chrono::milliseconds(200);

  std::mutex mutex;
  std::condition_variable collected;
  std::vector<Tenancy*> all;
  size_t resting = 0;
  std::atomic<int> asking{0};  // so many wait for the others at this moment
  std::atomic<size_t> due_at{0};
  std::atomic<uint64_t> collections{0};
  std::chrono::steady_clock::time_point looked;  // at how much there is, when all came to rest

  void collect();  // with the mutex held, and all at rest
};

void Tenants::collect() {
  if (!in_use.try_lock()) return;
  const std::lock_guard lock(in_use, std::adopt_lock);
  Reached reached;
  for (Tenancy* tenant : all) tenant->needed_([&](Handle handle) { reached.add(handle); });
  const size_t least = all.size() * kLeast;
  size_t spare = least;
  for (uint32_t i = 0; i < kShards; ++i) {
    const std::lock_guard shard_lock(shards[i].mutex);
    sweep(shards[i], reached, spare);
  }
  {
    const std::lock_guard large_lock(large->mutex);
    large->space.join(spare);
  }
  due_at = store_bytes() + store_bytes() / 2 + least;
  ++collections;
  collected.notify_all();
}

namespace {

Tenants& tenants() {
  static auto* const all = new Tenants;  // never destroyed: threads may outlive main
  return *all;
}

thread_local bool is_tenant = false;

}  // namespace

Tenancy::Tenancy(std::function<void(const Tell&)> needed) : needed_(std::move(needed)) {
  Tenants& all = tenants();
  const std::lock_guard lock(all.mutex);
  if (all.all.empty()) all.due_at = store_bytes() + Tenants::kLeast;
  all.all.push_back(this);
  any_mortal = true;
  is_tenant = true;
}

// What its states left stays; others may find it unneeded.
Tenancy::~Tenancy() {
  Tenants& all = tenants();
  const std::lock_guard lock(all.mutex);
  std::erase(all.all, this);
  is_tenant = false;
}

bool Tenancy::due() const {
  if (tenants().asking.load(std::memory_order_relaxed) > 0) return true;
  return store_bytes() >= tenants().due_at.load(std::memory_order_relaxed) &&
         std::chrono::steady_clock::now() - tried_ >= Tenants::kPause;
}

void Tenancy::collect() {
  Tenants& all = tenants();
  std::unique_lock lock(all.mutex);
  const uint64_t before = all.collections;
  ++all.resting;
  if (all.resting == all.all.size()) {
    all.collect();
  } else {
    ++all.asking;
    all.collected.wait_for(lock, Tenants::kPatience, [&] { return all.collections != before; });
    --all.asking;
  }
  --all.resting;
  tried_ = all.collections != before ? std::chrono::steady_clock::time_point() : std::chrono::steady_clock::now();
}

Resting::Resting() : counts_(is_tenant) {
  if (!counts_) return;
  Tenants& all = tenants();
  const std::lock_guard lock(all.mutex);
  if (++all.resting != all.all.size()) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - all.looked < Tenants::kPause) return;
  all.looked = now;
  if (store_bytes() >= all.due_at) all.collect();
}

Resting::~Resting() {
  if (!counts_) return;
  const std::lock_guard lock(tenants().mutex);
  --tenants().resting;
}

uint64_t collections() { return tenants().collections.load(std::memory_order_relaxed); }

}  // namespace trestle::runtime
