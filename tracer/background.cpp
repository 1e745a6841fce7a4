// Recording into rings, and the thread that makes lines of them.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tracer/left.h"
#include "tracer/resume.h"
#include "tracer/state.h"

namespace trestle::tracer {
namespace {

// Between looks of the thread that writes. Each look costs the system a switch to it and back, and a file a write(); who
// has filled half a ring calls it earlier.
constexpr auto kWait = std::chrono::milliseconds(16);
constexpr auto kLetOthers = std::chrono::microseconds(50);
constexpr auto kTick = std::chrono::milliseconds(1);

}  // namespace

bool Tracer::State::open_rings() {
  const bool lines = has_lines();
  const std::string line = lines ? output.header() : header_line(options);
  rings = Rings::create({.path = lines ? rings_beside(options.file) : options.file,
                         .beside = lines,
                         .node = options.node,
                         .header_line = line,
                         .ring_bytes = options.ring_bytes,
                         .max_bytes = options.rings_bytes,
                         .first = output.seq()});
  if (rings == nullptr) {
    const bool busy = errno == EBUSY, large = errno == ENAMETOOLONG;
    return fail("cannot open the rings of", busy    ? "a living process is recording into them"
                                            : large ? "node and run say too much for its header"
                                                    : std::strerror(errno));
  }
  serial = rings->serial();
  header = &rings->header();
  header->hybrid.store(own_hybrid.load());
  hybrid = &header->hybrid;
  by_tick = options.time == Time::tick && lines;
  Ring* const first = rings->take();  // for the thread that comes first, which need not be this one
  if (first == nullptr) {
    fail("cannot open the rings of", std::strerror(errno));
    ::unlink((lines ? rings_beside(options.file) : options.file).c_str());
    rings->close();
    rings = nullptr;
    return false;
  }
  rings->give_back(first);
  clock = output.clock();
  Text text;
  clock.encode_to(text);
  if (text.size() > 2 && !announce(clock)) return fail("cannot continue", "its clock does not fit a ring");
  begin_file();
  if (!lines) return true;
  merge = std::make_unique<Merge>(rings->header(), output.seq());
  try {
    start_writer();
  } catch (const std::system_error& error) {
    return fail("cannot start the thread that writes", error.what());
  }
  return true;
}

void Tracer::State::start_writer() {
  // Signals are for the program's own threads.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  try {
    writer = std::thread([this] { write(); });
  } catch (...) {
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    throw;
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void Tracer::State::write() {
  std::unique_lock lock(mutex);
  while (!stop) {
    drain();
    // Where others record all the time, this thread would take the mutex again before who waits for it is awake.
    if (asking.load(std::memory_order_relaxed) != 0) {
      lock.unlock();
      std::this_thread::sleep_for(kLetOthers);
      lock.lock();
    }
    wake.wait_for(lock, by_tick ? kTick : kWait, [&] { return stop || hurry.exchange(false); });
  }
}

void Tracer::State::write_and_release() {
  const Anchor now = Anchor::now();
  rings->turn([&](Turning& turning) {
    turning.anchor = now, turning.tick_length = tick_length();
    turning.released = merge->merged();
  });
  rings->header().tick.store(now.ticks, std::memory_order_relaxed);
  status.dropped = dropped.load(std::memory_order_relaxed);
  const bool written = output.write_out();
  stuck.store(!written, std::memory_order_relaxed);
  if (!written) return;
  const std::vector<Ring*> all = rings->all();
  for (size_t i = 0; i < merge->rings(); ++i) all[i]->header->tail.store(merge->released(i), std::memory_order_release);
}

std::unique_lock<std::mutex> Tracer::State::ask() const {
  asking.fetch_add(1, std::memory_order_relaxed);
  std::unique_lock lock(mutex);
  asking.fetch_sub(1, std::memory_order_relaxed);
  return lock;
}

bool Tracer::State::drain() {
  bool any = false;
  const auto add_new_rings = [&] {
    const std::vector<Ring*> all = rings->all();
    const size_t before = merge->rings();
    for (size_t i = before; i < all.size(); ++i)
      merge->add(*all[i]->header, {all[i]->words, all[i]->capacity()}, all[i]->capacity());
    return all.size() > before;
  };
  const NameText names = [this](uint32_t number) {
    return number <= kNameSlots ? rings->name(number) : std::string_view();
  };
  const Turning turning = rings->turning();
  const WallClock wall{turning.anchor, turning.tick_length};
  // What is recorded meanwhile is for the next time: it may never end.
  const uint64_t until = rings->header().seq.load(std::memory_order_acquire);
  for (bool more = true; more && (output.has_room() || output.write_out()); more = merge->last() < until) {
    const Step step = merge->next(output.clock());
    if (step.kind == Step::nothing) {
      if (add_new_rings()) continue;
      break;
    }
    any = true;
    if (step.kind == Step::dropped)
      output.missing(step.seq);
    else if (!output.event(step.record, names, step.seq, wall))
      dropped.fetch_add(1, std::memory_order_relaxed);
    if (output.wants_write()) write_and_release();
  }
  if (const uint32_t base = merge->merge_older_clocks(output.clock()); base != 0)
    rings->turn([&](Turning& turning) { turning.base = base; });
  write_and_release();
  return any;
}

bool Tracer::State::drain_up_to(uint64_t seq) {
  // At least once: what was drained before may still wait for a file that could not be written then.
  drain();
  while (merge->last() < seq) {
    if (drain()) continue;
    if (output.error() != 0) return false;
    std::this_thread::yield();  // for a thread that is storing an event
  }
  return output.error() == 0;
}

// Its number is missing from now on.
bool Tracer::State::drop(const char* why) {
  rings->shared_counter().fetch_add(1, std::memory_order_acq_rel);
  dropped.fetch_add(1, std::memory_order_relaxed);
  why_dropped.store(why, std::memory_order_relaxed);
  return false;
}

void Tracer::State::tell_dropped(Status& told) const {
  told.dropped = dropped.load();
  told.recorded = header->seq.load() - header->first - told.dropped;
  const char* const why = why_dropped.load(std::memory_order_relaxed);
  if (why != nullptr) failed(told, options.file, "dropped an event of", why);
}

// A ring that is rotated keeps some room for the clock that it begins with then.
uint64_t Tracer::State::end_of_room(const Ring& ring, bool for_clock) const {
  const uint64_t kept = rotates() && !for_clock ? ring.capacity() / 8 : 0;
  return ring.header->tail.load(std::memory_order_acquire) + ring.capacity() - kept;
}

// Called when the quick look says that there may be no room. Tells the writer to hurry when more than half of the ring is
// full; looks at the tail again when that may be so, and from then on after each eighth.
Ring* Tracer::State::make_room(Ring* ring, size_t words, bool& keeps, bool for_clock) {
  if (words > ring->capacity() / 2) return nullptr;
  while (true) {
    const uint64_t end = end_of_room(*ring, for_clock);
    const bool crowded = end - ring->head < ring->capacity() / 2;
    if (crowded && has_lines() && !hurry.exchange(true, std::memory_order_relaxed)) wake.notify_one();
    if (ring->head + words <= end) {
      const uint64_t after = ring->head + words, round = after + (-after & ring->mask);
      ring->limit = std::min({end, round, std::max(end - ring->capacity() / 2, after + ring->capacity() / 8)});
      ring->due = due_ticks();
      return ring;
    }
    if (options.full == Full::drop && has_lines()) return nullptr;
    if (rotates() && !for_clock && rings->bytes() + rings->ring_bytes() > largest_file()) {
      if (!rotate(ring, words)) return nullptr;
      // Storing the clock may have given the thread another ring.
      if (keeps) ring = ring_of_this_thread(rings, false, keeps);
      if (ring == nullptr) return nullptr;
      continue;
    }
    if (options.full == Full::grow || !has_lines()) {
      if (!keeps) rings->give_back(ring);
      ring = ring_of_this_thread(rings, true, keeps);
      if (ring == nullptr) return nullptr;
    } else {
      if (stuck.load(std::memory_order_relaxed)) return nullptr;
      wake.notify_one();  // it may have looked at `hurry` just before
      std::this_thread::sleep_for(std::chrono::microseconds(50));
    }
  }
}

// Hybrid time is the wall clock's with its last 16 bits as a counter: larger than that of every event before, here or
// where a message came from.
uint64_t Tracer::State::next_hybrid() {
  const uint64_t wall = wall_ns() & ~uint64_t{0xFFFF};
  uint64_t last = hybrid->load(std::memory_order_relaxed), time = 0;
  do {
    time = std::max(last + 1, wall);
  } while (!hybrid->compare_exchange_weak(last, time, std::memory_order_relaxed));
  return time;
}

void Tracer::State::see_hybrid(uint64_t time) {
  uint64_t last = hybrid->load(std::memory_order_relaxed);
  while (time > last && !hybrid->compare_exchange_weak(last, time, std::memory_order_relaxed)) {
  }
}

// Between what tells the others that this thread is busy: no lock may be taken here under which somebody waits for that.
uint64_t Tracer::State::take_number_in_time(Event& event) {
  std::unique_lock<std::mutex> lock;
  if (rings->is_shared()) lock = std::unique_lock(order_mutex);
  event.record_.last() = next_hybrid();
  return rings->take_number();
}

inline uint64_t Tracer::State::take_number(Event& event) {
  return options.hybrid ? take_number_in_time(event) : rings->take_number();
}

// The way of nearly every event; what it needs to know is asked first, and all at once.
bool Tracer::State::record_in_ring(Event& event) {
  if (options.hybrid) {
    event.record_.put(Tag::hybrid);
    event.record_.put(0);  // until it has a number
  }
  const uint64_t ticks = by_tick ? header->tick.load(std::memory_order_relaxed) : ticks_now(counter);
  if (event.record_.failed() || !has_room(this_thread_ring, serial, event.record_.size(), ticks)) [[unlikely]]
    return record_slowly(event);
  store_straight(
      *this_thread_ring.ring, event.record_.size(), ticks, clock_and_name(*header, event.name_),
      [&] { return take_number(event); },
      [&](auto put) {
        for (const uint64_t word : event.record_.items()) put(word);
      });
  return true;
}

bool Tracer::State::record_slowly(Event& event) {
  if (inherited()) return false;
  watch_exit();
  if (event.record_.failed()) return drop("out of memory");
  if (rotates() && monotonic_ns() >= due.load(std::memory_order_relaxed)) rotate(nullptr, 0);
  if (unannounced.load(std::memory_order_relaxed)) announce_again();
  bool keeps = true;
  Ring* ring = this_thread_ring.serial == rings->serial() ? this_thread_ring.ring
                                                           : ring_of_this_thread(rings, false, keeps);
  if (ring == nullptr)
    return drop(errno != ENOBUFS ? std::strerror(errno)
                : has_lines()    ? "more threads record than rings_bytes has rings for"
                                 : "the file has all of rings_bytes, or more threads record than rings_bytes has rings for");
  ring->due = due_ticks();
  if (ring->head + event.record_.size() > ring->limit) {
    const bool large = event.record_.size() > ring->capacity() / 2;
    ring = make_room(ring, event.record_.size(), keeps);
    if (ring == nullptr)
      return drop(large       ? "it is larger than half a ring (ring_bytes)"
                  : rotates() ? "it cannot be rotated"
                  : has_lines() ? "its ring is full"
                                : "the file has all of rings_bytes");
  }
  const uint64_t ticks = by_tick ? header->tick.load(std::memory_order_relaxed) : ticks_now(counter);
  store_around(*ring, event.record_.words(), ticks, clock_and_name(*header, event.name_),
               [&] { return take_number(event); });
  if (unannounced.load(std::memory_order_relaxed)) ring->limit = 0;  // come back here
  if (!keeps) rings->give_back(ring);
  return true;
}

// Before the next event, if there is room now.
void Tracer::State::announce_again() {
  const std::scoped_lock lock(clock_mutex);
  if (unannounced && announce(clock)) unannounced = false;
}

// Stores the clock such that events that know this version of it find it. Under the clock's mutex.
bool Tracer::State::announce(const VectorClock& known) {
  Text text;
  known.encode_to(text);
  Record record;
  record.put_string(text.view());
  bool keeps = true;
  Ring* ring = ring_of_this_thread(rings, false, keeps);
  if (ring == nullptr || text.failed() || record.failed()) return false;
  if (ring->head + record.size() > ring->limit) ring = make_room(ring, record.size(), keeps, true);
  if (ring == nullptr) return false;
  const uint32_t version = rings->header().version.load(std::memory_order_relaxed) + 1;
  store_around(*ring, record.words(), ticks_now(counter), uint64_t{version} << 32, [] { return uint64_t{0}; });
  rings->header().version.store(version, std::memory_order_release);
  if (!keeps) rings->give_back(ring);
  return true;
}

void Tracer::State::close(bool others_record) {
  if (writer.joinable()) {
    {
      const std::scoped_lock lock(mutex);
      stop = true;
    }
    wake.notify_one();
    writer.join();
  }
  const std::scoped_lock lock(mutex);
  if (std::exchange(over, true)) return;
  if (rings == nullptr) {
    output.end();
    if (!output.write_out()) output.end_without_room();
    return;
  }
  if (has_lines()) {
    const bool all = drain_up_to(rings->header().seq.load());
    rings->turn([](Turning& turning) { turning.closed = 1; });
    if (all) output.end();
    if (output.write_out() && all) ::unlink(rings_beside(options.file).c_str());
    stuck.store(true, std::memory_order_relaxed);  // nobody makes room any more
  } else {
    rings->turn([](Turning& turning) {
      turning.closed = 1;
      turning.anchor = Anchor::now(), turning.tick_length = tick_length();  // measured over all this time
    });
  }
  tell_dropped(status);
  rings->close(others_record);
}

}  // namespace trestle::tracer
