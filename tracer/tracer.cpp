#include "tracer/tracer.h"

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <utility>

#include "tracer/state.h"

namespace trestle::tracer {

bool Tracer::State::open() {
  if (options.node.empty()) return fail("cannot trace to", "no node name is given");
  if (const char* problem = problem_of_run(options)) return fail("cannot trace to", problem);
  constexpr size_t kLargestRing = size_t{1} << 31;
  const bool has_rings = options.flush == Flush::background || options.flush == Flush::binary;
  if (has_rings && options.ring_bytes > kLargestRing) return fail("cannot trace to", "ring_bytes is more than 2 GiB");
  if (!has_lines()) return rename_binary() && open_rings();
  if (!rings_are_free() || !output.open()) return false;
  see_hybrid(output.hybrid());
  if (!take_over_rings()) return false;
  return options.flush != Flush::background || open_rings();
}

namespace {

constinit std::atomic<bool> program_ends = false;

}  // namespace

void Tracer::State::watch_exit() {
  if (watched.load(std::memory_order_relaxed) || watched.exchange(true)) return;
  std::atexit([] { program_ends.store(true); });
}

bool Tracer::State::exits() { return program_ends.load(); }

bool Tracer::State::record_line(Event& event) {
  if (inherited()) return false;
  watch_exit();
  const std::scoped_lock lock(mutex);
  if (over) return false;
  const uint64_t seq = output.seq() + 1;
  if (options.hybrid) {
    event.record_.put(Tag::hybrid);
    event.record_.put(next_hybrid());
  }
  bool made = false;
  if (event.record_.failed()) {
    output.missing(seq);
    fail("dropped an event of", "out of memory");
  } else {
    std::span<uint64_t> words = event.record_.header();
    words[1] = seq;
    words[2] = ticks_now(counter);
    words[3] = 0;
    made = output.event(event.record_.words(), {}, seq, {{words[2], wall_ns()}, tick_length()});
  }
  ++(made ? status.recorded : status.dropped);
  if (made && (options.flush != Flush::buffered || output.wants_write()))
    output.write_out(options.flush == Flush::each_sync);
  output.reserve_numbers();
  return made;
}

void Event::put_new(Tag tag, std::string_view text, uint64_t hash, uint32_t small) {
  const uint32_t number = tracer_->rings_ != nullptr ? tracer_->rings_->number(text, hash) : 0;
  record_.put(tagged(tag, number, small));
  if (number == 0) record_.put_string(text);
}

void Event::begin_new(std::string_view text, uint64_t hash) {
  if (tracer_->rings_ != nullptr) name_ = tracer_->rings_->number(text, hash);
  if (name_ == 0) record_.put_string(text);
}

void Event::begin_interval() {
  record_.put(Tag::since);
  record_.put(ticks_now(has_steady_counter()));
}

bool Event::record_on() { return std::exchange(tracer_, nullptr)->keep(*this); }

Tracer::Tracer() = default;
Tracer::Tracer(const Options& options) { open(options); }
Tracer::~Tracer() { close(); }

bool Tracer::open(const Options& options) {
  close();
  sampler_.keep_one_in(options.sample_one_in);
  auto state = std::make_unique<State>(options);
  const bool opened = state->open();
  bool keep = opened;
  {
    const std::scoped_lock lock(state->mutex);  // the thread that writes may have begun
    closed_status_ = state->status;
    // A file that could be opened but not yet written (a full disk) may recover: keep it.
    const bool lines = options.flush != Flush::background && options.flush != Flush::binary && state->output.is_open();
    keep = keep || ((state->rings != nullptr || lines) && state->output.error() != 0);
  }
  if (keep) {
    state_ = state.release();
    rings_ = state_->rings.get();
    names_ = rings_ != nullptr ? &rings_->names() : &no_names;
    when_on_ = rings_ == nullptr || options.hybrid || !state_->counter ? How::on
               : state_->by_tick                                        ? How::by_tick
                                                                        : How::by_counter;
    how_.store(when_on_, std::memory_order_relaxed);
  } else if (state->rings != nullptr) {
    state->rings->close();
  }
  return opened;
}

void Tracer::close() {
  how_.store(How::off, std::memory_order_relaxed);
  // A program that ends may have threads that record: they find all where it was. What they see may also be the memory
  // of a static Tracer behind its destructor.
  if (state_ != nullptr && !state_->inherited() && State::exits()) {
    state_->close(true);
    return;
  }
  rings_ = nullptr;
  names_ = &no_names;
  if (state_ == nullptr) return;
  std::unique_ptr<State> state(std::exchange(state_, nullptr));
  if (state->inherited()) {
    // The parent's: its mutex may be locked for ever and its buffer holds the parent's bytes. Only the descriptor is
    // ours.
    state.release()->output.abandon();
    closed_status_ = {};
    return;
  }
  state->close(false);
  closed_status_ = state->status;
}

bool Tracer::keep(Event& event) {
  State* const state = state_;
  if (state == nullptr) return false;
  return rings_ != nullptr ? state->record_in_ring(event) : state->record_line(event);
}

void Tracer::State::encode_clock(Text& out) {
  const bool in_rings = rings != nullptr;
  const std::scoped_lock lock(in_rings ? clock_mutex : mutex);
  VectorClock& now = in_rings ? clock : output.clock();
  const uint64_t seq = in_rings ? header->seq.load(std::memory_order_acquire) : output.seq();
  if (seq != 0) now.set(options.node, seq);
  now.encode_to(out);
}

std::string Tracer::stamp() const {
  if (state_ == nullptr || state_->inherited()) return {};
  Text text;
  if (state_->options.vector) state_->encode_clock(text);
  if (state_->options.hybrid) {
    text.append('@');
    encode_hybrid(text, state_->hybrid->load(std::memory_order_relaxed));
  }
  return std::string(text.view());
}

// Others may know of events of ours that the file does not have: a power cut took them. What nobody can have lost was not
// made here; believing it could use up the numbers.
bool Tracer::State::may_have_given(uint64_t count) const {
  constexpr uint64_t kMostLost = uint64_t{1} << 24;
  const uint64_t last = rings != nullptr ? header->seq.load() : output.seq();
  return count <= last || count - last <= kMostLost;
}

// A vector clock, hybrid time behind an @, or both.
bool Tracer::receive(std::string_view stamp) {
  if (stamp.empty() || state_ == nullptr) return true;
  State& state = *state_;
  std::string_view rest = stamp;
  std::optional<VectorClock> arrived;
  if (stamp[0] != '@') {
    arrived = VectorClock::parse(stamp, &rest);
    if (!arrived) return false;
  }
  std::optional<uint64_t> hybrid;
  if (!rest.empty()) {
    hybrid = parse_hybrid(rest.substr(1));
    if (rest[0] != '@' || !hybrid) return false;
  }
  if (state.inherited()) return false;
  const std::scoped_lock lock(rings_ != nullptr ? state.clock_mutex : state.mutex);
  if (arrived && !state.may_have_given(arrived->at(state.options.node))) return false;
  if (hybrid) state.see_hybrid(*hybrid);
  if (!arrived) return true;
  return rings_ != nullptr ? state.see_clock_in_ring(*arrived) : state.see_clock(*arrived);
}

bool Tracer::State::see_clock(const VectorClock& arrived) {
  const uint64_t known = arrived.at(options.node);
  output.clock().merge(arrived);
  if (known > output.seq()) {
    status.dropped += known - output.seq();
    output.missing(known);
  }
  return true;
}

bool Tracer::State::see_clock_in_ring(const VectorClock& arrived) {
  const uint64_t known = arrived.at(options.node);
  uint64_t seq = header->seq.load();
  while (known > seq && !rings->shared_counter().compare_exchange_weak(seq, known)) {
  }
  if (known > seq) dropped.fetch_add(known - seq);
  // A clock that tells nothing new needs no place in a ring.
  const bool is_new = !clock.covers(arrived, options.node);
  if (!is_new && !unannounced) return true;
  clock.merge(arrived);
  unannounced = !announce(clock);
  if (!unannounced) return true;
  // Events that come before it has room are not known to come after the message: a gap says so.
  if (this_thread_ring.serial == serial) this_thread_ring.ring->limit = 0;
  return is_new ? drop("the clock of a message has no room in its ring") : false;
}

bool Tracer::flush() {
  if (state_ == nullptr) return true;
  if (state_->inherited()) return false;
  const auto lock = state_->ask();
  if (rings_ == nullptr) return state_->output.flush();
  return !state_->has_lines() || state_->drain_up_to(rings_->header().seq.load());
}

void Tracer::pause() { how_.store(How::off, std::memory_order_relaxed); }

void Tracer::resume() {
  if (state_ == nullptr || state_->inherited() || is_on()) return;
  if (rings_ != nullptr) {
    rings_->shared_counter().fetch_add(1);
    state_->dropped.fetch_add(1);
  } else {
    const std::scoped_lock lock(state_->mutex);
    state_->output.missing(state_->output.seq() + 1);
    ++state_->status.dropped;
  }
  how_.store(when_on_, std::memory_order_relaxed);
}

Status Tracer::status() const {
  if (state_ == nullptr) return closed_status_;
  if (state_->inherited())
    return {false, "this tracer belongs to the parent process: open() it again after fork", 0, 0};
  const auto lock = state_->ask();
  Status status = state_->status;
  if (rings_ == nullptr) return status;
  state_->tell_dropped(status);
  return status;
}

}  // namespace trestle::tracer
