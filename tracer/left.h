// What a rings file holds after its process died or closed it, as lines; and a whole trace, with what was left in the
// rings beside it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tracer/lines.h"
#include "tracer/merge.h"

namespace trestle::tracer {

// The bytes of a file, in words since rings are made of them; there is room for a whole header, zero where it was cut off.
class LeftBytes {
 public:
  explicit LeftBytes(std::string_view bytes);
  explicit LeftBytes(int fd);                    // what can be read
  explicit LeftBytes(const std::string& path);
  std::string_view view() const { return {reinterpret_cast<const char*>(words_.get()), bytes_}; }
  std::span<uint64_t> words() { return {words_.get(), room_}; }

 private:
  void make_room(size_t bytes);  // which are not set: most would be written twice
  void clear_rest();

  std::unique_ptr<uint64_t[]> words_;
  size_t room_ = 0, bytes_ = 0;
};

class LeftRings {
 public:
  // Of a rings file, all of it or what there is of it. `problem` says why it cannot be read.
  LeftRings(LeftBytes bytes, std::string& problem);
  // The process of a binary file was killed while it made it, before there was anything to record into. Rings beside lines
  // appear with their beginning: of these it was lost.
  static bool never_begun(std::string_view bytes);
  // The number of its last event, when only the rest of its beginning is damaged; 0 when that is not known either. It may
  // be damaged, too: whether it can be that of a run of which so many numbers are known.
  static uint64_t last_number(std::string_view bytes);
  static bool follows(uint64_t last, uint64_t known);
  static bool is(std::string_view bytes) { return bytes.starts_with(std::string_view(kRingsMagic, 8)); }

  const std::string& node() const { return node_; }
  const std::string& header_line() const { return header_line_; }
  bool closed() const { return turning_.closed != 0; }
  uint64_t first() const { return header_->first; }
  uint64_t hybrid() const { return header_->hybrid.load(); }

  // Goes on after the event with this number, which had this clock.
  void start(uint64_t after, const VectorClock& clock);
  // Goes on after what the newest file that this one, `file`, was rotated to has already: a process that was killed at
  // that moment leaves it in both. Returns the number of the last event that it has; 0 when it has nothing of this one.
  uint64_t start_after_rotated(const std::string& file);
  // The next event or gap. Nothing: that was all.
  Step next();
  // Appends its line; a record that makes no sense becomes a gap. Of what was appended; nothing at the end.
  Step next_line(Text& out);

  VectorClock& clock() { return lines_.clock; }
  void take_rest() { merge_->merge_rest(lines_.clock); }  // also what was heard of behind the last event
  WallClock wall(uint64_t ticks) const;
  NameText names() const;
  uint64_t last() const { return merge_->last(); }
  bool corrupt() const { return damaged_ || merge_->corrupt(); }

 private:
  LeftBytes bytes_;
  FileHeader* header_ = nullptr;
  std::string node_, header_line_;
  Turning turning_;
  bool damaged_ = false;  // of its header, what is kept twice
  bool ended_ = false;
  std::vector<Anchor> anchors_;
  std::unique_ptr<Merge> merge_;
  Lines lines_{""};
};

// The lines of a trace as bytes: of a rings file; or of an NDJSON file, without a last line that was cut short, and
// then those of events that are only in the rings beside it. Throws nothing; a problem ends it.
class WholeTrace {
 public:
  explicit WholeTrace(const std::string& path);
  explicit WholeTrace(LeftBytes rings);

  // Whether the file is, or has beside it, what this is for; or its process died with lines in memory.
  static bool has_rings(const std::string& path);

  ~WholeTrace();
  WholeTrace(const WholeTrace&) = delete;
  WholeTrace& operator=(const WholeTrace&) = delete;

  const std::string& problem() const { return problem_; }
  bool in_use() const { return in_use_; }  // a living process is recording into the rings
  bool alone() const { return alone_; }    // there are no lines beside them
  bool corrupt() const { return rings_ != nullptr && rings_->corrupt(); }
  // What could not be read of the rings beside the lines, or was not in any file: they end with `#dropped` then. A sentence, else nothing.
  const std::string& loss() const { return loss_; }

  struct Counts {
    uint64_t events = 0, dropped = 0;
  };
  const Counts& counts() const { return counts_; }  // of what was read from rings

  // Up to `size` bytes; 0 at the end.
  size_t read(char* to, size_t size);

 private:
  void open_rings(int fd, bool alone);
  void take_rings(LeftBytes bytes);
  void go_without_rings(const std::string& path);
  void go_without_what_waited(const std::string& path);
  void tell_missing(const std::string& node, uint64_t last, uint64_t known);  // up to `last`, of which there are the `known`

  int fd_ = -1;  // of the NDJSON file
  uint64_t lines_end_ = 0, at_ = 0;
  std::unique_ptr<LeftRings> rings_;
  bool alone_ = false, in_use_ = false;
  Counts counts_;
  Text text_;
  size_t given_ = 0;
  std::string problem_, loss_;
  uint64_t last_number_ = 0;  // that rings which cannot be read tell
};

// Whether the file is a trace of this node, in either form, or nothing yet.
bool is_trace_of(const std::string& file, const std::string& node);

// The files that `file` was rotated to, as far as they are that.
void remove_rotated(const std::string& file, const std::string& node);

// In a file of rings: events up to this number are in another one.
bool note_rotated(const std::string& file, uint64_t last);

std::string rings_beside(const std::string& file);
std::string damaged_rings_beside(const std::string& file);  // that nobody could read

}  // namespace trestle::tracer
