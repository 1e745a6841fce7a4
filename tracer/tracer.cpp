#include "tracer/tracer.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <new>

#include <pthread.h>
#include <time.h>
#include <unistd.h>

#include "tracer/clock.h"
#include "tracer/resume.h"
#include "tracer/sink.h"

namespace trestle::tracer {
namespace {

constexpr size_t kFlushBytes = 64 * 1024;
constexpr size_t kFrameBytes = 512;  // more than the names, numbers and brackets of an event line and a #dropped line

// Counts fork()s on the child's side: a tracer of an older generation belongs to the parent. It must be looked at
// before any lock, which another thread of the parent may have held during the fork.
unsigned fork_generation = 0;

void count_forks() {
  static const int registered = pthread_atfork(nullptr, nullptr, [] { ++fork_generation; });
  (void)registered;
}

uint64_t now_ns() {
  timespec now = {};
  clock_gettime(CLOCK_REALTIME, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000'000'000u + static_cast<uint64_t>(now.tv_nsec);
}

std::string_view name_of(Op op) {
  switch (op) {
    case Op::is: return "is";
    case Op::add: return "add";
    case Op::remove: return "remove";
    case Op::append: return "append";
    case Op::contains: return "contains";
  }
  return "is";
}

}  // namespace

struct Tracer::State {
  // What does not change after open().
  Options options;
  unsigned generation = 0;
  Text node;  // as JSON

  mutable std::mutex mutex;
  Sink sink;
  VectorClock clock;
  uint64_t seq = 0;         // of the last event, recorded or dropped; the node's own entry in the clock
  uint64_t unreported = 0;  // dropped since the last line
  Status status;

  bool inherited() const { return generation != fork_generation; }

  bool fail(std::string_view doing, std::string_view why) {
    status.ok = false;
    try {
      status.problem = std::string(doing) + " " + options.file + ": " + std::string(why);
    } catch (const std::bad_alloc&) {
      status.problem.clear();
    }
    return false;
  }

  bool open();
  void write_header();
  void write_dropped();
  void write_end();
  bool write_out();
  bool record(const Event& event);
};

bool Tracer::State::open() {
  if (options.node.empty()) return fail("cannot trace to", "no node name is given");
  if (!sink.open(options.file, options.buffer_bytes)) return fail("cannot open", std::strerror(sink.error()));
  if (options.existing == Existing::replace) {
    if (ftruncate(sink.fd(), 0) != 0 && errno != EINVAL) return fail("cannot empty", std::strerror(errno));
  } else {
    Resumed resumed = resume(sink.fd(), options.node);
    if (!resumed.problem.empty()) return fail("cannot continue", resumed.problem);
    seq = resumed.seq;
    clock = std::move(resumed.clock);
    if (seq != 0) clock.set(options.node, seq);
  }
  write_header();
  return write_out();
}

void Tracer::State::write_header() {
  Text& out = sink.pending();
  out.append("{\"trestle\":1,\"node\":");
  out.append(node.view());
  out.append(",\"pid\":");
  out.append_integer(getpid());
  out.append(",\"started\":");
  out.append_integer(now_ns());
  if (!options.spec.empty()) {
    out.append(",\"spec\":");
    out.append_string(options.spec);
  }
  if (!options.run.empty()) {
    detail::encode_list(out, ",\"run\":{", options.run, "}", [&](const auto& entry) {
      out.append_string(entry.first);
      out.append(':');
      encode(out, entry.second);
    });
  }
  out.append("}\n");
}

void Tracer::State::write_dropped() {
  Text& out = sink.pending();
  out.append("{\"event\":\"#dropped\",\"node\":");
  out.append(node.view());
  out.append(",\"seq\":");
  out.append_integer(seq);
  out.append(",\"count\":");
  out.append_integer(unreported);
  out.append("}\n");
  unreported = 0;
}

void Tracer::State::write_end() {
  Text& out = sink.pending();
  out.append("{\"event\":\"#end\",\"node\":");
  out.append(node.view());
  out.append(",\"seq\":");
  out.append_integer(++seq);
  out.append("}\n");
}

bool Tracer::State::write_out() {
  if (sink.flush(options.flush == Flush::each_sync)) {
    if (status.dropped == 0) status = {true, {}, status.recorded, 0};
    return true;
  }
  return fail("cannot write", std::strerror(sink.error()));
}

bool Tracer::State::record(const Event& event) {
  const auto drop = [&](std::string_view why) {
    ++seq;
    ++unreported;
    ++status.dropped;
    return fail("dropped an event of", why);
  };
  if (event.name_.failed() || event.params_.failed() || event.before_.failed() || event.after_.failed()) {
    return drop("out of memory");
  }
  clock.set(options.node, seq + 1);
  const size_t size = event.name_.size() + event.params_.size() + event.before_.size() + event.after_.size() +
                      2 * node.size() + clock.encoded_bound() + kFrameBytes;
  if (!sink.accepts(size)) {
    write_out();
    if (!sink.accepts(size)) return drop(sink.error() != 0 ? std::strerror(sink.error()) : "the buffer is full");
  }
  if (!sink.pending().reserve(size)) return drop("out of memory");
  if (unreported != 0) write_dropped();

  ++seq;
  Text& out = sink.pending();
  // Sequence and clock come before anything the user wrote: resume() relies on it.
  out.append("{\"event\":");
  out.append(event.name_.view());
  out.append(",\"node\":");
  out.append(node.view());
  out.append(",\"seq\":");
  out.append_integer(seq);
  out.append(",\"clock\":");
  clock.encode_to(out);
  out.append(",\"time\":");
  out.append_integer(now_ns());
  const auto part = [&](std::string_view key, const Text& text, char close) {
    if (text.empty()) return;
    out.append(key);
    out.append(text.view());
    out.append(close);
  };
  part(",\"params\":", event.params_, '}');
  part(",\"before\":", event.before_, ']');
  part(",\"after\":", event.after_, ']');
  out.append("}\n");
  ++status.recorded;
  if (options.flush != Flush::buffered || out.size() >= kFlushBytes) write_out();
  return true;
}

void Event::append_op(Text& list, Op op) {
  if (op == Op::is) return;
  list.append(",\"op\":\"");
  list.append(name_of(op));
  list.append('"');
}

bool Event::record() {
  Tracer* tracer = std::exchange(tracer_, nullptr);
  return tracer == nullptr || tracer->record(*this);
}

Tracer::Tracer() = default;
Tracer::Tracer(const Options& options) { open(options); }
Tracer::~Tracer() { close(); }

bool Tracer::open(const Options& options) {
  close();
  count_forks();
  auto state = std::make_unique<State>();
  state->options = options;
  state->generation = fork_generation;
  state->node.append_string(options.node);
  const bool opened = state->open();
  closed_status_ = state->status;
  // A file that could be opened but not yet written (a full disk) may recover: keep it.
  if (state->sink.is_open() && (opened || state->sink.error() != 0)) state_ = std::move(state);
  return opened;
}

void Tracer::close() {
  if (state_ == nullptr) return;
  if (state_->inherited()) {
    // The parent's: its mutex may be locked for ever and its buffer holds the parent's bytes. Only the descriptor is
    // ours.
    State* leaked = state_.release();
    leaked->sink.abandon();
    closed_status_ = {};
    return;
  }
  if (state_->unreported != 0) state_->write_dropped();
  state_->write_end();
  state_->write_out();
  closed_status_ = state_->status;
  state_.reset();
}

bool Tracer::record(const Event& event) {
  if (state_ == nullptr || state_->inherited()) return false;
  const std::scoped_lock lock(state_->mutex);
  return state_->record(event);
}

std::string Tracer::stamp() const {
  if (state_ == nullptr || state_->inherited()) return {};
  const std::scoped_lock lock(state_->mutex);
  Text text;
  state_->clock.encode_to(text);
  return std::string(text.view());
}

bool Tracer::receive(std::string_view stamp) {
  if (stamp.empty() || state_ == nullptr) return true;
  const std::optional<VectorClock> clock = VectorClock::parse(stamp);
  if (!clock || state_->inherited()) return false;
  const std::scoped_lock lock(state_->mutex);
  State& state = *state_;
  state.clock.merge(*clock);
  // Others know of events of ours that the file does not have: a crash took them before they were written.
  if (const uint64_t known = clock->at(state.options.node); known > state.seq) {
    state.unreported += known - state.seq;
    state.status.dropped += known - state.seq;
    state.seq = known;
  }
  return true;
}

bool Tracer::flush() {
  if (state_ == nullptr) return true;
  if (state_->inherited()) return false;
  const std::scoped_lock lock(state_->mutex);
  return state_->write_out();
}

Status Tracer::status() const {
  if (state_ == nullptr) return closed_status_;
  if (state_->inherited())
    return {false, "this tracer belongs to the parent process: open() it again after fork", 0, 0};
  const std::scoped_lock lock(state_->mutex);
  return state_->status;
}

}  // namespace trestle::tracer
