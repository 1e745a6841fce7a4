// The memory-mapped file that threads record into. What is stored in it stays in it when the process dies: the pages
// are the operating system's.
//
//   FileHeader             one page: what does not change, the sequence counter, anchors of time
//   NameSlot x 1024        names by hash; a name's number is its slot + 1. Names that find no room stay in their
//   records text                   node, header line of the trace, names rings, one after another: RingHeader, one
//   page, and ring_bytes of records (record.h) at positions modulo that size
//
// A ring has one producer at a time, the thread that took it, and one consumer. A record is there when `head` is past
// it: the producer stores all of it before. Sequence numbers come from one counter that all threads of the node share,
// so the order of events is that of record() calls whatever thread makes them, and a number that is in no ring is a
// lost event: that is how drops are found, and nothing has to be written where there was no room to write.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "tracer/lock.h"
#include "tracer/name.h"
#include "tracer/record.h"
#include "tracer/ticks.h"

namespace trestle::tracer {

inline constexpr char kRingsMagic[8] = {'T', 'R', 'S', 'T', 'R', 'N', 'G', '1'};
inline constexpr size_t kPage = 4096;
inline constexpr uint32_t kNameSlots = 1024;
inline constexpr size_t kHeaderBytes = 64 * 1024;

struct NameSlot {
  std::atomic<uint64_t> hash;  // 0: free. Stored after the rest
  uint32_t offset, length;     // in the text
};

// A name's number is that of its slot, from 1: its hash's, unless another name was there first.
struct NameTable {
  NameSlot slots[kNameSlots];

  static uint32_t number(const Name& name) { return name.hash() % kNameSlots + 1; }
  // Whether it has the slot of its hash.
  bool has(const Name& name) const {
    return slots[name.hash() % kNameSlots].hash.load(std::memory_order_acquire) == name.hash();
  }
};
extern const NameTable no_names;

inline constexpr size_t kTextOffset = kPage + kNameSlots * sizeof(NameSlot);
inline constexpr size_t kTextBytes = kHeaderBytes - kTextOffset;

// What changes now and then, by one thread at a time. It is kept twice, since a process may die while it stores it, and
// with a checksum, since what a disk damages must not lose events.
struct Turning {
  uint64_t turn = 0;       // how often it was stored: the larger is the newer one
  uint64_t rotated = 0;    // number of the last event that went to another file
  uint64_t moved = 0;      // of such a file: number of its last event
  Anchor anchor = {};
  double tick_length = 1;  // nanoseconds
  uint32_t base = 0;       // the version of the clock that all that is left knows
  uint32_t released = 0;   // that was given out with an event: those up to it may be gone
  uint32_t closed = 0;     // properly: there is an `#end` to write
  uint32_t checksum = 0;   // of what is above

  uint32_t sum(uint32_t salt) const;
};

struct FileHeader {
  char magic[8];
  uint32_t ring_bytes;              // a power of two
  uint32_t node_bytes, line_bytes;  // at the start of the text
  uint32_t counter;                 // ticks are the processor's counter
  uint64_t first;                   // sequence number of the last event before this file
  uint32_t checksum;                // of what is above, and of node and header line
  // Each on a cache line of its own, since all threads use them.
  alignas(64) std::atomic<uint64_t> seq;      // of the last event
  alignas(64) std::atomic<uint32_t> version;  // of the vector clock
  std::atomic<uint64_t> tick;                 // a recent reading of the counter
  alignas(64) std::atomic<uint32_t> rings;
  std::atomic<uint32_t> text_used;
  std::atomic<uint64_t> hybrid;  // the last hybrid time that was given or heard of
  Turning turnings[2];

  uint32_t sum(std::string_view text) const;
  // The newest that is whole; null when neither is. `damaged`: one of them is not.
  const Turning* newest(bool& damaged) const;
  // Stores it in the place of the older one.
  void store(Turning turning);
};
static_assert(sizeof(FileHeader) <= kPage && std::atomic<uint64_t>::is_always_lock_free);

struct RingHeader {
  Anchor anchor;                           // of when it was taken
  uint64_t anchor_sum;                     // its checksum
  alignas(64) std::atomic<uint64_t> head;  // words ever stored
  std::atomic<uint32_t> busy;              // the producer may be between taking a number and storing the head
  alignas(64) std::atomic<uint64_t> tail;  // words ever consumed
};
static_assert(sizeof(RingHeader) <= kPage);
uint64_t sum(const Anchor& anchor, uint32_t salt);

// Counts fork()s on the child's side: what belongs to an older generation is the parent's. It must be looked at before
// any lock, which another thread of the parent may have held during the fork.
unsigned fork_generation();

// The producer's side of one ring.
struct Ring {
  RingHeader* header = nullptr;
  uint64_t* words = nullptr;
  uint64_t mask = 0;
  uint64_t head = 0;
  uint64_t due = UINT64_MAX;  // ticks: then the file is to be rotated
  uint32_t salt = 0;          // of the records' checksums: the file's own
  uint64_t limit = 0;         // a record that ends by here has room, and in one piece
  bool taken = false;         // by a thread; under the Rings' mutex

  uint64_t capacity() const { return mask + 1; }
};

class Rings {
 public:
  struct Settings {
    std::string path;
    bool beside;  // FILE.rings, which has a beginning from when it has that name on; else FILE, emptied where it is
    std::string_view node, header_line;
    size_t ring_bytes;
    size_t max_bytes;  // of all rings
    uint64_t first;    // sequence number to go on from
  };

  // Creates the file, or empties it. Null with errno set when that is not possible, EBUSY when another tracer has it.
  static std::shared_ptr<Rings> create(const Settings& settings);
  ~Rings();
  Rings(const Rings&) = delete;
  Rings& operator=(const Rings&) = delete;

  FileHeader& header() { return *header_; }

  // What changes now and then, as it is; and changing it.
  Turning turning() const {
    const std::scoped_lock lock(turning_mutex_);
    return turning_;
  }
  template <class Change>
  void turn(Change change) {
    const std::scoped_lock lock(turning_mutex_);
    change(turning_);
    ++turning_.turn;
    header_->store(turning_);
  }

  // The next sequence number. By a thread whose ring is busy.
  [[gnu::always_inline]] uint64_t take_number() {
    std::atomic<uint64_t>& seq = header_->seq;
    if (is_shared()) return seq.fetch_add(1, std::memory_order_acq_rel) + 1;
    const uint64_t number = seq.load(std::memory_order_relaxed) + 1;
    seq.store(number, std::memory_order_release);
    return number;
  }
  // Whether several threads take numbers.
  bool is_shared() const { return shared_.load(std::memory_order_relaxed); }
  // The counter, for whoever has no busy ring.
  std::atomic<uint64_t>& shared_counter() {
    if (!is_shared()) {
      const std::scoped_lock lock(mutex_);
      share();
    }
    return header_->seq;
  }
  uint64_t serial() const { return serial_; }  // of no other Rings of this process

  // The number of a name, which becomes known; 0 when the table is full.
  uint32_t number(std::string_view text, uint64_t hash);
  const NameTable& names() const { return *names_; }
  std::string_view name(uint32_t number) const;

  // A ring that no thread has and that is at least half empty, or a new one. Null with errno set: ENOBUFS at max_bytes,
  // or what the disk says.
  Ring* take();
  void give_back(Ring* ring);
  std::vector<Ring*> all();
  size_t bytes();  // of the file
  size_t ring_bytes() const { return kPage + header_->ring_bytes; }

  // Moves what the rings hold to a file of its own, in the form of this one, which must not exist: all events up to
  // the number that is the last when this is called, which `cut` returns. Whoever records goes on meanwhile; one call
  // at a time, by a thread that is not busy. `base`: see the header. False with errno set, and nothing has changed. On
  // its way it has the name `unfinished`.
  bool move_to(const std::string& path, const std::string& unfinished, uint32_t base, uint64_t& cut);

  // Nothing is recorded any more, and the memory is given back; threads let their rings go when they come by.
  // `others_record`: they may still do it, and the memory stays.
  void close(bool others_record = false);
  bool closed() const { return closed_.load(std::memory_order_acquire); }
  bool inherited() const { return generation_ != fork_generation(); }

 private:
  Rings() = default;
  bool matches(uint32_t slot, std::string_view text, uint64_t hash) const;
  Ring* add();
  void share();
  bool write_copy(int fd, uint64_t cut) const;

  LockedFile file_;
  uint64_t serial_ = 0;
  unsigned generation_ = 0;
  FileHeader* header_ = nullptr;
  NameTable* names_ = nullptr;
  char* text_ = nullptr;
  size_t max_rings_ = 0;
  std::atomic<bool> closed_ = false;
  std::atomic<bool> shared_ = true;  // the counter, by several threads
  std::mutex mutex_;                 // of what follows, and of adding names
  std::vector<std::unique_ptr<Ring>> rings_;
  mutable std::mutex turning_mutex_;
  Turning turning_;
};

// The ring of the calling thread in the Rings that it recorded into last.
struct ThreadRing {
  uint64_t serial = 0;
  Ring* ring = nullptr;
};
extern constinit thread_local ThreadRing this_thread_ring;

// Whether a record of so many words, with these ticks, has room in the thread's ring of the Rings with this serial, and
// in one piece.
[[gnu::always_inline]] inline bool has_room(const ThreadRing& mine, uint64_t serial, size_t words, uint64_t ticks) {
  return mine.serial == serial && mine.ring->head + words <= mine.ring->limit && ticks < mine.ring->due;
}

// The record's word that tells which clock its event has and what its name is.
[[gnu::always_inline]] inline uint64_t clock_and_name(const FileHeader& file, uint32_t name) {
  return uint64_t{file.version.load(std::memory_order_acquire)} << 32 | name;
}

// What the ring's thread is storing now is stored when this returns.
void wait_until_stored(const Ring& ring);

// Gives the thread a ring of these Rings, the one it has or a new one, which it keeps until it ends. Null as take().
// `fresh`: another than the one it has. A thread that is ending keeps nothing: the caller gives the ring back.
Ring* ring_of_this_thread(const std::shared_ptr<Rings>& rings, bool fresh, bool& keeps);

// That this core may store into it without waiting.
inline void ask_for_line(const void* at) {
#if defined(__x86_64__)
  asm volatile("prefetchw %0" : : "m"(*static_cast<const char*>(at)));  // the compiler's own would ask for reading only
#else
  __builtin_prefetch(at, 1);
#endif
}

// Stores a record of so many words, which has room, with these ticks and name. `slot` gives the place of a word of it;
// `take_number` is called once, between what tells the consumer to wait for this thread, and then `items` with what
// puts one word after the other.
template <class Slot, class TakeNumber, class Items>
[[gnu::always_inline]] inline void store(Ring& ring, size_t size, Slot slot, uint64_t ticks, uint64_t name,
                                         TakeNumber take_number, Items items) {
  RingHeader& shared = *ring.header;
  uint64_t* const words = ring.words;
  const uint64_t mask = ring.mask, head = ring.head;
  shared.busy.store(1, std::memory_order_relaxed);
  std::atomic_signal_fence(std::memory_order_seq_cst);  // Rings::share() does the rest
  // The lines that the next events will be stored in are the consumer's until then: ask for them early, since taking a
  // number waits for all stores before.
  constexpr uint64_t kAhead = 64, kLine = 8;  // words
  for (uint64_t i = 0; i < size; i += kLine) ask_for_line(&words[(head + kAhead + i) & mask]);
  size_t next = 1;
  Checksum sum(ring.salt);
  const auto put = [&](uint64_t word) __attribute__((always_inline)) {
    slot(next++) = word;
    sum.add(word);
  };
  put(take_number());
  put(ticks);
  put(name);
  items(put);
  slot(0) = uint64_t{sum.value()} << 32 | size;
  ring.head = head + size;
  shared.head.store(head + size, std::memory_order_release);
  shared.busy.store(0, std::memory_order_release);
}

// A record that has room in one piece.
template <class TakeNumber, class Items>
[[gnu::always_inline]] inline void store_straight(Ring& ring, size_t size, uint64_t ticks, uint64_t name,
                                                  TakeNumber take_number, Items items) {
  uint64_t* const to = ring.words + (ring.head & ring.mask);
  store(ring, size, [to](size_t i) -> uint64_t& { return to[i]; }, ticks, name, take_number, items);
}

// One that may go over the end.
template <class TakeNumber>
void store_around(Ring& ring, std::span<const uint64_t> record, uint64_t ticks, uint64_t name, TakeNumber take_number) {
  const auto slot = [&ring](size_t i) -> uint64_t& { return ring.words[(ring.head + i) & ring.mask]; };
  const auto items = [record](auto put) {
    for (const uint64_t word : record.subspan(kRecordHeader)) put(word);
  };
  store(ring, record.size(), slot, ticks, name, take_number, items);
}

}  // namespace trestle::tracer
