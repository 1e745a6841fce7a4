// The rotation of a binary file, by whoever records and finds that it is due.
#include <algorithm>
#include <cerrno>
#include <cstring>

#include "tracer/resume.h"
#include "tracer/state.h"

namespace trestle::tracer {
namespace {

constexpr uint64_t kSecond = 1'000'000'000, kTryAgain = kSecond / 10;

}  // namespace

void Tracer::State::begin_file() {
  if (rotates() && options.rotate_seconds != 0) due.store(monotonic_ns() + options.rotate_seconds * kSecond);
}

// For the quick look: it is compared with what an event reads of the counter.
uint64_t Tracer::State::due_ticks() const {
  const uint64_t when = due.load(std::memory_order_relaxed), now = monotonic_ns();
  if (when == UINT64_MAX) return UINT64_MAX;
  return ticks_now(counter) +
         (when <= now ? 0 : static_cast<uint64_t>(static_cast<double>(when - now) / tick_length()));
}

size_t Tracer::State::largest_file() const {
  return options.rotate_bytes == 0 ? options.rings_bytes : std::min<size_t>(options.rings_bytes, options.rotate_bytes);
}

// What is left in the file has to know the clock, which goes with what moved: it is stored again first.
bool Tracer::State::move_rings(const std::string& to) {
  const std::scoped_lock clocks(clock_mutex);
  Text text;
  clock.encode_to(text);
  uint64_t cut = 0;
  if (text.size() > 2 && !announce(clock)) return false;
  return rings->move_to(to, part_of(options.file), header->version.load(), cut);
}

bool Tracer::State::rotate(const Ring* full, size_t words) {
  const std::scoped_lock lock(rotation_mutex);
  const bool has_room = full == nullptr || full->head + words <= end_of_room(*full, false);
  const uint64_t now = monotonic_ns();
  if (has_room && now < due.load()) return true;  // another thread has done it
  if (now < try_again) return false;
  if (has_room && header->seq.load() == std::max(header->first, rings->turning().rotated)) return begin_file(), true;
  const std::string to = rotated_name(options.file, rotations + 1);
  if (!move_rings(to)) {
    const int error = errno;
    try_again = now + kTryAgain;
    if (const std::unique_lock status_lock(mutex, std::try_to_lock); status_lock.owns_lock())
      fail("cannot rotate", std::strerror(error));
    return false;
  }
  ++rotations;
  begin_file();
  if (options.rotated) options.rotated(to);
  return true;
}

}  // namespace trestle::tracer
