// The lines of one node's trace on their way to its file: the header, what is missing, the end, and the files that it
// is rotated to.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "tracer/lines.h"
#include "tracer/sink.h"

namespace trestle::tracer {

struct Options;
struct Status;

// `status`, with what went wrong. Returns false.
bool failed(Status& status, const std::string& file, std::string_view doing, std::string_view why);

class Output {
 public:
  Output(const Options& options, Status& status);

  // Continues what the file has, or starts it over, and writes the header.
  bool open();
  bool is_open() const { return sink_.is_open(); }
  int error() const { return sink_.error(); }

  // Whether one more line may wait for the file.
  bool has_room() const { return sink_.accepts(kLine); }

  // The line of the event with that number. False when it is dropped: there is no room or no memory, or the record
  // makes no sense. Numbers that were passed over are reported as missing before the next line.
  bool event(std::span<const uint64_t> record, const NameText& names, uint64_t seq, const WallClock& wall);

  // Of a process that dies now, the next one must not give a number again: this says how far they go, when there are
  // some that the file does not have.
  void reserve_numbers();

  // Numbers up to this one are missing.
  void missing(uint64_t seq) { seq_ = seq; }
  // And what a message told of other nodes before the next event: a gap of no events.
  void missing_clock();

  // Writes what waits; false when some of it has to stay.
  bool write_out(bool durable = false);
  bool wants_write() const;
  bool flush();  // and what is missing

  // Writes what is missing, and that this is the end.
  void end();
  // The same in a file that cannot be written: what waits for it is missing, too.
  void end_without_room();
  void abandon() { sink_.abandon(); }

  uint64_t seq() const { return seq_; }  // of the last line or missing event
  VectorClock& clock() { return lines_.clock; }
  uint64_t hybrid() const { return hybrid_; }  // of what the file had when it was opened
  const std::string& header() const { return header_; }

 private:
  static constexpr size_t kLine = 4096;

  bool continue_file();
  void append_header();
  void append_missing();
  bool rotate_if_due();
  void reserve_in_rotated(uint64_t last);

  const Options& options_;
  Status& status_;
  Lines lines_;
  Sink sink_;
  Text line_;
  std::string header_;
  uint64_t seq_ = 0;
  uint64_t reported_ = 0;  // the last number that the lines account for
  uint64_t reserved_ = 0;  // numbers that the file says may have been given,
  bool headless_ = false;  // or the one before it, as long as it has no header
  uint64_t hybrid_ = 0;
  uint64_t bytes_ = 0;     // of this file, and when it was begun
  uint64_t begun_ = 0;     // monotonic nanoseconds
  uint64_t rotations_ = 0;
  std::string rotated_;  // to what, until the file that follows has its header
};

// Why the run's metadata cannot be written; null when they can.
const char* problem_of_run(const Options& options);

// The first line of a trace.
std::string header_line(const Options& options);

}  // namespace trestle::tracer
