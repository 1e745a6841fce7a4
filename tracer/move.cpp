// What a binary file holds moves to another one, while threads go on recording into it.
#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

#include "tracer/rings.h"

namespace trestle::tracer {
namespace {

bool write_at(int fd, const void* from, size_t bytes, size_t at) {
  const auto* next = static_cast<const char*>(from);
  while (bytes != 0) {
    const ssize_t wrote = pwrite(fd, next, bytes, static_cast<off_t>(at));
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    next += wrote, at += static_cast<size_t>(wrote), bytes -= static_cast<size_t>(wrote);
  }
  return true;
}

// What goes of one ring: words [tail, end). It keeps those from `stays` on.
struct Part {
  Ring* ring;
  uint64_t tail, stays, end;
};

// Clocks older than `base` are in it, so they stay only where a later one does.
Part up_to(Ring* ring, uint64_t cut, uint32_t base) {
  const uint64_t head = ring->header->head.load(std::memory_order_acquire);
  const uint64_t tail = ring->header->tail.load(std::memory_order_relaxed);
  const auto word = [&](uint64_t at) { return ring->words[at & ring->mask]; };
  Part part = {ring, tail, tail, tail};
  while (part.end < head) {
    const uint64_t seq = word(part.end + 1), version = word(part.end + 3) >> 32;
    if (seq > cut) break;
    part.end += static_cast<uint32_t>(word(part.end));
    if (seq != 0 || version < base) part.stays = part.end;
  }
  return part;
}

bool write_part(int fd, const Part& part, size_t at) {
  RingHeader header = {};
  header.anchor = part.ring->header->anchor;
  header.anchor_sum = part.ring->header->anchor_sum;
  header.tail.store(part.tail);
  header.head.store(part.end);
  if (!write_at(fd, &header, sizeof header, at)) return false;
  // In one piece, or over the end of the ring.
  const uint64_t capacity = part.ring->capacity(), from = part.tail & part.ring->mask;
  const uint64_t count = part.end - part.tail, first = std::min(count, capacity - from);
  constexpr size_t kWord = sizeof(uint64_t);
  return write_at(fd, part.ring->words + from, first * kWord, at + kPage + from * kWord) &&
         write_at(fd, part.ring->words, (count - first) * kWord, at + kPage);
}

}  // namespace

bool Rings::write_copy(int fd, uint64_t cut) const {
  FileHeader header = {};
  std::memcpy(header.magic, kRingsMagic, sizeof kRingsMagic);
  header.ring_bytes = header_->ring_bytes;
  header.node_bytes = header_->node_bytes;
  header.line_bytes = header_->line_bytes;
  header.counter = header_->counter;
  header.first = header_->first;
  header.checksum = header_->checksum;
  header.seq.store(cut);
  header.version.store(header_->version.load());
  header.rings.store(static_cast<uint32_t>(rings_.size()));
  header.text_used.store(header_->text_used.load());
  Turning turning = this->turning();
  turning.moved = cut;
  header.store(turning);
  ++turning.turn;
  header.store(turning);
  return write_at(fd, &header, sizeof header, 0) && write_at(fd, names_, kHeaderBytes - kPage, kPage);
}

// The file is complete before it has its name. It is known to have the events (`rotated`) before they are given up; a
// process that is killed in between leaves them in both files, which whoever reads the newer one sees by the older one.
bool Rings::move_to(const std::string& path, const std::string& unfinished, uint32_t base, uint64_t& cut) {
  cut = header_->seq.load(std::memory_order_acquire);
  const std::vector<Ring*> rings = all();
  for (const Ring* ring : rings) wait_until_stored(*ring);
  turn([](Turning& turning) { turning.anchor = Anchor::now(), turning.tick_length = trestle::tracer::tick_length(); });

  const int fd = ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return false;
  std::vector<Part> parts;
  for (Ring* ring : rings) parts.push_back(up_to(ring, cut, base));
  const std::scoped_lock lock(mutex_);  // of the names
  bool done = write_copy(fd, cut) && ftruncate(fd, static_cast<off_t>(kHeaderBytes + parts.size() * ring_bytes())) == 0;
  for (size_t i = 0; i < parts.size() && done; ++i) done = write_part(fd, parts[i], kHeaderBytes + i * ring_bytes());
  done = done && std::rename(unfinished.c_str(), path.c_str()) == 0;
  const int error = errno;
  ::close(fd);
  if (!done) {
    ::unlink(unfinished.c_str());
    errno = error;
    return false;
  }
  turn([&](Turning& turning) { turning.base = base, turning.rotated = cut; });
  for (const Part& part : parts) part.ring->header->tail.store(part.stays, std::memory_order_release);
  return true;
}

}  // namespace trestle::tracer
