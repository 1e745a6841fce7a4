#include "tracer/rings.h"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstddef>
#include <cstdio>

#include <fcntl.h>
#include <linux/membarrier.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace trestle::tracer {
namespace {

void* map(int fd, size_t bytes, size_t offset) {
  void* at = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, static_cast<off_t>(offset));
  if (at == MAP_FAILED) return nullptr;
  // The first events must not pay for page faults.
  for (size_t i = 0; i < bytes; i += kPage) *(static_cast<volatile char*>(at) + i) = 0;
  return at;
}

// Space is taken from the disk now: a store into a page for which there is none later would kill the process.
bool extend(int fd, size_t from, size_t bytes) {
  const int error = posix_fallocate(fd, static_cast<off_t>(from), static_cast<off_t>(bytes));
  if (error != 0) errno = error;
  return error == 0;
}

bool order_all_threads(int command) { return syscall(SYS_membarrier, command, 0, 0) == 0; }

std::atomic<uint64_t> serials = 0;
unsigned generation = 0;

struct Held {
  std::shared_ptr<Rings> rings;
  Ring* ring;
};

struct Kept {
  std::shared_ptr<Rings> rings;
  Kept* next;
};
std::atomic<Kept*> kept_for_ever = nullptr;

// A child after fork must not even release what it inherited: locks may be held for ever.
void let_go(Held& held) {
  if (held.rings->inherited()) {
    auto* kept = new Kept{std::move(held.rings), nullptr};
    kept->next = kept_for_ever.exchange(kept);
  } else {
    held.rings->give_back(held.ring);
  }
}

constinit thread_local bool thread_ends = false;

struct HeldRings {
  std::vector<Held> all;
  ~HeldRings() {
    thread_ends = true;
    this_thread_ring = {};
    for (Held& held : all) let_go(held);
  }
};
thread_local HeldRings held_rings;

}  // namespace

constinit thread_local ThreadRing this_thread_ring;
constinit const NameTable no_names = {};

unsigned fork_generation() {
  static const int registered = pthread_atfork(nullptr, nullptr, [] {
    ++generation;
    this_thread_ring = {};
  });
  (void)registered;
  return generation;
}

Ring* ring_of_this_thread(const std::shared_ptr<Rings>& rings, bool fresh, bool& keeps) {
  keeps = !thread_ends;
  if (!keeps) return rings->take();
  std::vector<Held>& all = held_rings.all;
  std::erase_if(all, [&](Held& held) {
    const bool over = held.rings->closed() || held.rings->inherited() || (fresh && held.rings == rings);
    if (over) let_go(held);
    return over;
  });
  auto found = std::find_if(all.begin(), all.end(), [&](const Held& held) { return held.rings == rings; });
  if (found == all.end()) {
    Ring* ring = rings->take();
    if (ring == nullptr) {
      if (fresh) this_thread_ring = {};
      return nullptr;
    }
    all.push_back({rings, ring});
    found = all.end() - 1;
  }
  this_thread_ring = {rings->serial(), found->ring};
  return found->ring;
}

uint32_t FileHeader::sum(std::string_view text) const {
  Checksum sum;
  const auto* bytes = reinterpret_cast<const unsigned char*>(this);
  for (size_t i = 0; i < offsetof(FileHeader, checksum); ++i) sum.add(bytes[i]);
  for (const char c : text) sum.add(static_cast<unsigned char>(c));
  return sum.value();
}

uint32_t Turning::sum(uint32_t salt) const {
  Checksum sum(salt);
  const auto* bytes = reinterpret_cast<const unsigned char*>(this);
  for (size_t i = 0; i < offsetof(Turning, checksum); ++i) sum.add(bytes[i]);
  return sum.value();
}

const Turning* FileHeader::newest(bool& damaged) const {
  const Turning* newest = nullptr;
  for (const Turning& one : turnings) {
    if (one.checksum != one.sum(checksum))
      damaged = true;
    else if (newest == nullptr || one.turn > newest->turn)
      newest = &one;
  }
  return newest;
}

void FileHeader::store(Turning turning) {
  turning.checksum = turning.sum(checksum);
  turnings[turning.turn % 2] = turning;
}

uint64_t sum(const Anchor& anchor, uint32_t salt) {
  Checksum sum(salt);
  sum.add(anchor.ticks);
  sum.add(anchor.wall);
  return sum.value();
}

namespace {

// Fails where another tracer was sooner; where a file system cannot tell, it was looked for before.
bool put_in_place(const std::string& made, const std::string& path) {
  if (renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno == EINVAL || errno == ENOSYS) return std::rename(made.c_str(), path.c_str()) == 0;
  if (errno == EEXIST) errno = EBUSY;
  return false;
}

}  // namespace

std::shared_ptr<Rings> Rings::create(const Settings& settings) {
  std::shared_ptr<Rings> rings(new Rings());
  const std::string made = settings.beside ? settings.path + ".new" : settings.path;
  const int fd = ::open(made.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0644);
  if (fd < 0 || !rings->file_.take(fd)) return nullptr;
  if (settings.node.size() + settings.header_line.size() > kTextBytes / 2) {
    errno = ENAMETOOLONG;
    return nullptr;
  }
  if (ftruncate(fd, 0) != 0 || !extend(fd, 0, kHeaderBytes)) return nullptr;
  char* base = static_cast<char*>(map(fd, kHeaderBytes, 0));
  if (base == nullptr) return nullptr;
  rings->serial_ = ++serials;
  rings->generation_ = fork_generation();
  rings->header_ = reinterpret_cast<FileHeader*>(base);
  rings->names_ = reinterpret_cast<NameTable*>(base + kPage);
  rings->text_ = base + kTextOffset;

  FileHeader& header = *rings->header_;
  const size_t ring_bytes = std::bit_ceil(std::max(settings.ring_bytes, kPage));
  rings->max_rings_ = std::max<size_t>(1, settings.max_bytes / ring_bytes);
  header.ring_bytes = static_cast<uint32_t>(ring_bytes);
  header.node_bytes = static_cast<uint32_t>(settings.node.size());
  header.line_bytes = static_cast<uint32_t>(settings.header_line.size());
  header.counter = has_steady_counter();
  header.first = settings.first;
  header.seq.store(settings.first);
  std::memcpy(rings->text_, settings.node.data(), settings.node.size());
  std::memcpy(rings->text_ + settings.node.size(), settings.header_line.data(), settings.header_line.size());
  header.text_used.store(header.node_bytes + header.line_bytes);
  const Anchor now = Anchor::now();
  header.tick.store(now.ticks);
  std::memcpy(header.magic, kRingsMagic, sizeof(kRingsMagic));
  header.checksum = header.sum({rings->text_, settings.node.size() + settings.header_line.size()});
  for (int i = 0; i < 2; ++i)
    rings->turn([&](Turning& turning) { turning.anchor = now, turning.tick_length = tick_length(); });
  rings->shared_.store(!order_all_threads(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED));
  if (settings.beside && !put_in_place(made, settings.path)) return nullptr;
  return rings;
}

void Rings::close(bool others_record) {
  if (closed_.exchange(true, std::memory_order_acq_rel)) return;
  const std::scoped_lock lock(mutex_);
  file_.close();
  if (others_record) return;
  for (const auto& ring : rings_) munmap(ring->header, kPage + header_->ring_bytes);
  if (header_ != nullptr) munmap(header_, kHeaderBytes);
}

Rings::~Rings() { close(); }

std::string_view Rings::name(uint32_t number) const {
  const NameSlot& slot = names_->slots[number - 1];
  return {text_ + slot.offset, slot.length};
}

bool Rings::matches(uint32_t slot, std::string_view text, uint64_t hash) const {
  return names_->slots[slot].hash.load(std::memory_order_acquire) == hash && name(slot + 1) == text;
}

uint32_t Rings::number(std::string_view text, uint64_t hash) {
  constexpr uint32_t kProbes = 16;
  const auto probe = [&](uint32_t i) { return static_cast<uint32_t>((hash + i) % kNameSlots); };
  for (uint32_t i = 0; i < kProbes; ++i) {
    if (matches(probe(i), text, hash)) return probe(i) + 1;
  }
  if (inherited()) return 0;
  const std::scoped_lock lock(mutex_);
  for (uint32_t i = 0; i < kProbes; ++i) {
    if (matches(probe(i), text, hash)) return probe(i) + 1;
    NameSlot& slot = names_->slots[probe(i)];
    if (slot.hash.load(std::memory_order_relaxed) != 0) continue;
    const uint32_t used = header_->text_used.load(std::memory_order_relaxed);
    if (text.empty() || used + text.size() > kTextBytes) return 0;
    std::memcpy(text_ + used, text.data(), text.size());
    header_->text_used.store(used + static_cast<uint32_t>(text.size()), std::memory_order_relaxed);
    slot.offset = used;
    slot.length = static_cast<uint32_t>(text.size());
    slot.hash.store(hash, std::memory_order_release);
    return probe(i) + 1;
  }
  return 0;
}

Ring* Rings::add() {
  if (rings_.size() >= max_rings_) {
    errno = ENOBUFS;
    return nullptr;
  }
  const size_t bytes = kPage + header_->ring_bytes;
  const size_t offset = kHeaderBytes + rings_.size() * bytes;
  if (!extend(file_.fd(), offset, bytes)) return nullptr;
  void* at = map(file_.fd(), bytes, offset);
  if (at == nullptr) return nullptr;
  auto ring = std::make_unique<Ring>();
  ring->header = static_cast<RingHeader*>(at);
  ring->words = reinterpret_cast<uint64_t*>(static_cast<char*>(at) + kPage);
  ring->mask = header_->ring_bytes / sizeof(uint64_t) - 1;
  ring->salt = header_->checksum;
  rings_.push_back(std::move(ring));
  header_->rings.store(static_cast<uint32_t>(rings_.size()), std::memory_order_release);
  return rings_.back().get();
}

void wait_until_stored(const Ring& ring) {
  const uint64_t head = ring.header->head.load(std::memory_order_acquire);
  while (ring.header->busy.load(std::memory_order_acquire) != 0 &&
         ring.header->head.load(std::memory_order_acquire) == head) {
    sched_yield();
  }
}

// An atomic increment waits for all stores before it, which costs as much as the rest of an event. So the first thread
// that has a ring counts with a load and a store, until a second one comes. That thread says so, has the system make
// each thread see it before it goes on, and waits for the first, which may have looked before: it says that it is busy
// before it looks.
void Rings::share() {
  if (shared_.load(std::memory_order_relaxed)) return;
  shared_.store(true);
  order_all_threads(MEMBARRIER_CMD_PRIVATE_EXPEDITED);
  for (const auto& ring : rings_) wait_until_stored(*ring);
}

Ring* Rings::take() {
  const std::scoped_lock lock(mutex_);
  Ring* found = nullptr;
  for (const auto& ring : rings_) {
    if (ring->taken) {
      share();
      continue;
    }
    const uint64_t used = ring->head - ring->header->tail.load(std::memory_order_acquire);
    if (used <= ring->capacity() / 2) found = ring.get();
  }
  if (found == nullptr) found = add();
  if (found == nullptr) return nullptr;
  found->taken = true;
  found->header->anchor = Anchor::now();
  found->header->anchor_sum = sum(found->header->anchor, header_->checksum);
  return found;
}

void Rings::give_back(Ring* ring) {
  const std::scoped_lock lock(mutex_);
  ring->taken = false;
}

size_t Rings::bytes() {
  const std::scoped_lock lock(mutex_);
  return kHeaderBytes + rings_.size() * ring_bytes();
}

std::vector<Ring*> Rings::all() {
  const std::scoped_lock lock(mutex_);
  std::vector<Ring*> all;
  for (const auto& ring : rings_) all.push_back(ring.get());
  return all;
}

}  // namespace trestle::tracer
