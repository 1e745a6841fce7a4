// What is behind an open Tracer: private to the tracer's sources.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "tracer/merge.h"
#include "tracer/output.h"
#include "tracer/tracer.h"

namespace trestle::tracer {

class LeftRings;

struct Tracer::State {
  static constexpr uint64_t kNone = UINT64_MAX;

  explicit State(const Options& given) : options(given), output(options, status) {}

  // What does not change after open().
  const Options options;
  const unsigned generation = fork_generation();
  uint64_t serial = kNone;  // the rings', for a quick look
  bool counter = has_steady_counter();
  bool by_tick = false;
  std::shared_ptr<Rings> rings;  // of background and binary
  FileHeader* header = nullptr;  // theirs

  // The lines. In background mode the thread that writes has the mutex most of the time: those who record do not take
  // it.
  mutable std::mutex mutex;
  mutable std::atomic<int> asking = 0;  // who waits for it, and is to have it before the thread that writes
  Status status;
  Output output;
  std::unique_ptr<Merge> merge;

  // Vector clock and hybrid time of those who record into rings.
  mutable std::mutex clock_mutex;
  std::mutex order_mutex;  // hybrid times have the order of the numbers; nothing else is locked or waited for under it
  VectorClock clock;
  std::atomic<bool> unannounced = false;  // it did not fit a ring: events do not have it yet
  std::atomic<uint64_t> own_hybrid = 0;
  std::atomic<uint64_t>* hybrid = &own_hybrid;  // or the rings': a process that starts again goes on behind it

  std::atomic<uint64_t> dropped = 0;
  std::atomic<const char*> why_dropped = nullptr;  // the last one, in words that stay
  std::atomic<bool> stuck = false;  // the file cannot be written
  std::thread writer;
  std::condition_variable wake;
  std::atomic<bool> hurry = false;
  bool stop = false;
  bool over = false;  // what is recorded now comes too late
  std::atomic<bool> watched = false;

  // Of `binary`.
  std::mutex rotation_mutex;
  std::atomic<uint64_t> due = UINT64_MAX;  // monotonic nanoseconds: the next rotation by time
  uint64_t try_again = 0;                  // after a failure, not before
  uint64_t rotations = 0;

  bool inherited() const { return generation != fork_generation(); }
  bool has_lines() const { return options.flush != Flush::binary; }
  bool fail(std::string_view doing, std::string_view why) { return failed(status, options.file, doing, why); }

  bool open();
  bool open_rings();
  bool rings_are_free();
  bool write_lines_of(LeftRings& left);
  bool go_on_without(const std::string& path, uint64_t last, const std::string& problem);
  bool take_over_rings();  // what a process that died left in rings: into the file
  bool rename_binary();    // and what it left in a binary file: away
  bool go_on_after_rotated();
  void go_on_after(LeftRings& left);
  void start_writer();

  bool record_line(Event& event);
  bool record_in_ring(Event& event);
  bool record_slowly(Event& event);
  uint64_t end_of_room(const Ring& ring, bool for_clock) const;
  Ring* make_room(Ring* ring, size_t words, bool& keeps, bool for_clock = false);
  bool drop(const char* why);
  void tell_dropped(Status& told) const;
  uint64_t take_number(Event& event);
  uint64_t take_number_in_time(Event& event);  // and its hybrid time, the last word
  uint64_t next_hybrid();
  void see_hybrid(uint64_t time);
  bool announce(const VectorClock& clock);
  void announce_again();
  void encode_clock(Text& out);  // of now
  bool may_have_given(uint64_t count) const;  // to events of this node
  bool see_clock(const VectorClock& arrived);
  bool see_clock_in_ring(const VectorClock& arrived);

  bool rotates() const {
    return options.flush == Flush::binary && (options.rotate_bytes != 0 || options.rotate_seconds != 0);
  }
  void begin_file();  // when it will be due
  // By time, or since `full` has no room for so many words. False when nothing has moved.
  bool rotate(const Ring* full, size_t words);
  bool move_rings(const std::string& to);
  size_t largest_file() const;
  uint64_t due_ticks() const;

  void write();  // the thread
  std::unique_lock<std::mutex> ask() const;
  bool drain();  // what is in the rings into the file; false: nothing was there
  void write_and_release();
  bool drain_up_to(uint64_t seq);
  // `others_record`: and do not stop, so that what they use stays, for nothing.
  void close(bool others_record);

  // From the first event on, exits() knows when the program ends: what exit() calls then it calls before the destructor
  // of a Tracer that was there before.
  void watch_exit();
  static bool exits();
};

}  // namespace trestle::tracer
