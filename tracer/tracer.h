// What a system links to record what it does in the words of its spec:
//
//   trestle::tracer::Tracer tracer({.node = "rm1", .file = "traces/rm1.ndjson", .spec = "TwoPhaseCommit"});
//   tracer.event("Prepare")
//       .param("r", "rm1")
//       .before(at("rmState", "rm1"), "working")
//       .after(at("rmState", "rm1"), "prepared")
//       .after("msgs", Op::add, fields("type", "Prepared", "rm", "rm1"))
//       .record();
//   send(message, tracer.stamp());      // the vector clock travels with the message...
//   tracer.receive(message.stamp);      // ...and is merged where it arrives, before the event that handles it
//
// Record an event where it takes effect (after the durable write, say) and before any message that tells of it leaves.
// Then every order the clocks allow is one that could have happened. Format: docs/formats/trace.md.
//
// Nothing here throws or aborts, and nothing blocks but what was asked to (Full::block): trouble is in status(), and
// events that had to be dropped are in the trace as `#dropped`, so that a gap never looks like silence. A
// default-constructed Tracer is off and costs a branch. With TRESTLE_TRACER_OFF defined, all of this is empty and
// leaves no code.
#pragma once

#ifdef TRESTLE_TRACER_OFF
#include "tracer/off.h"
#else

#include <atomic>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tracer/in_place.h"
#include "tracer/options.h"
#include "tracer/rings.h"
#include "tracer/value.h"

namespace trestle::tracer {

class Tracer;

// One event being described; it is recorded by record(), once, and not at all without it. Belongs to one thread.
class [[nodiscard]] Event {
 public:
  Event(Tracer* tracer, const Name& name, bool interval = false);

  // A parameter of the action, by its name in the spec.
  template <class T>
  Event& param(const Name& name, const T& value) {
    if (tracer_ == nullptr) return *this;
    if constexpr (Number<T>) {
      if (std::in_range<int32_t>(value)) {
        put(Tag::small, name, static_cast<uint32_t>(value));
        return *this;
      }
    }
    put(Tag::param, name);
    encode(record_, value);
    return *this;
  }

  // What was observed of the state before the step and of the state after it: of a variable or of an at().
  template <class T>
  Event& before(const Name& variable, const T& value) {
    return observe(Tag::before, at(variable), Op::is, value);
  }
  template <class T>
  Event& before(const Name& variable, Op op, const T& value) {
    return observe(Tag::before, at(variable), op, value);
  }
  template <class T, class... Path>
  Event& before(const Place<Path...>& where, const T& value) {
    return observe(Tag::before, where, Op::is, value);
  }
  template <class T, class... Path>
  Event& before(const Place<Path...>& where, Op op, const T& value) {
    return observe(Tag::before, where, op, value);
  }
  template <class T>
  Event& after(const Name& variable, const T& value) {
    return observe(Tag::after, at(variable), Op::is, value);
  }
  template <class T>
  Event& after(const Name& variable, Op op, const T& value) {
    return observe(Tag::after, at(variable), op, value);
  }
  template <class T, class... Path>
  Event& after(const Place<Path...>& where, const T& value) {
    return observe(Tag::after, where, Op::is, value);
  }
  template <class T, class... Path>
  Event& after(const Place<Path...>& where, Op op, const T& value) {
    return observe(Tag::after, where, op, value);
  }

  // The message that this event sends, and one that it receives, by a text of which no two messages of a run have the
  // same: an event comes after those that send what it receives (`--order causes`). One message is sent, any
  // number received.
  Event& sends(std::string_view message) { return member(Tag::sends, message); }
  Event& receives(std::string_view message) { return member(Tag::receives, message); }

  // For bindings (trestle_tracer.h): what comes before a value, and where it is put. Null when the event is not
  // recorded.
  Record* open(Tag tag, const Name& name, uint32_t small = 0) {
    if (tracer_ == nullptr) return nullptr;
    put(tag, name, small);
    return &record_;
  }
  Record* record_or_null() { return tracer_ == nullptr ? nullptr : &record_; }

  // False when the event was dropped; Tracer::status() says why. An event of a tracer that is off is "recorded".
  bool record() { return tracer_ == nullptr || record_on(); }
  // It shall not be recorded.
  void cancel() { tracer_ = nullptr; }

 private:
  friend class Tracer;

  bool record_on();
  // With the name's number, or with its text.
  [[gnu::always_inline]] void put(Tag tag, const Name& name, uint32_t small = 0) {
    if (names_->has(name)) [[likely]] {
      record_.put(tagged(tag, names_->number(name), small));
    } else {
      put_new(tag, name.text(), name.hash(), small);
    }
  }
  // Given parts, so that a Name need not be in memory when it is not new.
  void put_new(Tag tag, std::string_view text, uint64_t hash, uint32_t small);
  void begin_new(std::string_view text, uint64_t hash);
  void begin_interval();
  template <class... Path, class T>
  Event& observe(Tag tag, const Place<Path...>& where, Op op, const T& value) {
    if (tracer_ == nullptr) return *this;
    const uint32_t has_path = sizeof...(Path) != 0 ? kHasPath : 0;
    put(tag, where.variable, static_cast<uint32_t>(op) | has_path);
    if constexpr (sizeof...(Path) != 0) encode(record_, where.path);
    encode(record_, value);
    return *this;
  }
  Event& member(Tag tag, std::string_view text) {
    if (tracer_ == nullptr) return *this;
    record_.put(tag);
    record_.put_string(text);
    return *this;
  }

  Tracer* tracer_;
  const NameTable* names_;
  uint32_t name_ = 0;
  Record record_;
};

// An event that takes time, from here to the end of the scope, where it is recorded unless an exception leaves the
// scope.
class Scoped : public Event {
 public:
  Scoped(Tracer& tracer, const Name& name);
  ~Scoped() {
    if (std::uncaught_exceptions() == exceptions_) record();
  }

 private:
  int exceptions_ = std::uncaught_exceptions();
};

// One per node. All members may be called by several threads at once, except open() and close().
class Tracer {
 public:
  Tracer();
  explicit Tracer(const Options& options);
  ~Tracer();
  Tracer(const Tracer&) = delete;
  Tracer& operator=(const Tracer&) = delete;

  // Closes what is open, then opens. A child after fork() has to call it (or exec) to record: until then its events are
  // refused, since they would repeat the parent's sequence numbers. False when the trace cannot be written.
  bool open(const Options& options);

  // Writes what is buffered and the `#end` line.
  void close();

  Event event(const Name& name) { return Event(is_on() ? this : nullptr, name); }
  // An event of the request, transaction, ... with this id: recorded when it samples that id.
  Event event(const Name& name, TraceId id) { return Event(is_on() && samples(id) ? this : nullptr, name); }
  // An event that takes time: from here to record(), which are its `time` and `until`.
  Event interval(const Name& name) { return Event(is_on() ? this : nullptr, name, true); }

  // An event that has nothing but parameters, names and values in turn, is recorded at once:
  //   tracer.record("BecomeLeader", "term", term, "from", from);
  // What event(action).param(name, value)...record() does, in less time where all values are numbers, Booleans and
  // texts and the events go into rings: the record is made where it stays.
  template <class Action, class... Parameters>
  [[gnu::always_inline]] bool record(const Action& action, const Parameters&... parameters) {
    static_assert(sizeof...(Parameters) % 2 == 0, "names and values in turn");
    const How how = how_.load(std::memory_order_relaxed);
    if (how == How::off) return true;
    if constexpr (in_place::possible<Parameters...>) {
      const Name named(action);
      if (how != How::on && in_place::known(*names_, named, parameters...)) [[likely]] {
        const size_t size = kRecordHeader + in_place::words(parameters...);
        FileHeader& file = rings_->header();
        const uint64_t ticks = how == How::by_tick ? file.tick.load(std::memory_order_relaxed) : ticks_now(true);
        if (has_room(this_thread_ring, rings_->serial(), size, ticks)) [[likely]] {
          store_straight(
              *this_thread_ring.ring, size, ticks, clock_and_name(file, NameTable::number(named)),
              [rings = rings_]() __attribute__((always_inline)) { return rings->take_number(); },
              [&](auto put) __attribute__((always_inline)) { in_place::items(put, parameters...); });
          return true;
        }
      }
    }
    return record_described<Action, Parameters...>(action, parameters...);
  }

  // Whether events with this id are recorded: the same answer on every node with the same Options::sample_one_in.
  bool samples(TraceId id) const { return sampler_.samples(id); }

  // The clock now, to travel with a message: printable, opaque to everyone else. Empty when off.
  std::string stamp() const;

  // Merges the stamp of a message that arrived. False, and no change, when it is not a stamp; an empty one is accepted,
  // since it comes from a node whose tracer is off.
  bool receive(std::string_view stamp);

  // Writes what is buffered; true when nothing had to stay.
  bool flush();

  // Stops recording, and goes on with it. The trace says that events are missing there.
  void pause();
  void resume();

  bool is_on() const { return how_.load(std::memory_order_relaxed) != How::off; }
  Status status() const;

 private:
  friend class Event;
  struct State;

  // How events are recorded: by Event, or also in place, with ticks of the counter or the file's.
  enum class How : uint8_t { off, on, by_counter, by_tick };

  bool keep(Event& event);
  template <class Action, class... Parameters>
  [[gnu::noinline]] bool record_described(const Action& action, in_place::Passed<Parameters>... parameters) {
    Event event(this, action);
    describe(event, parameters...);
    return event.record();
  }
  static void describe(Event&) {}
  template <class T, class... Rest>
  static void describe(Event& event, const Name& name, const T& value, const Rest&... rest) {
    event.param(name, value);
    describe(event, rest...);
  }

  State* state_ = nullptr;  // ours
  Rings* rings_ = nullptr;
  const NameTable* names_ = &no_names;  // of the rings
  std::atomic<How> how_ = How::off;
  How when_on_ = How::on;
  Sampler sampler_;
  Status closed_status_;
};

inline Event::Event(Tracer* tracer, const Name& name, bool interval) : tracer_(tracer) {
  if (tracer_ == nullptr) return;
  names_ = tracer_->names_;
  if (names_->has(name)) [[likely]] {
    name_ = names_->number(name);
  } else {
    begin_new(name.text(), name.hash());
  }
  if (interval) begin_interval();
}

inline Scoped::Scoped(Tracer& tracer, const Name& name) : Event(tracer.is_on() ? &tracer : nullptr, name, true) {}

}  // namespace trestle::tracer
#endif
