// The records of all rings as one sequence: the events of a node by their numbers, with the numbers that are missing.
// Used while the rings are being filled (by the thread that writes the lines) and on what a dead process left.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "tracer/clock.h"
#include "tracer/rings.h"

namespace trestle::tracer {

struct Step {
  enum Kind { event, dropped, nothing } kind = nothing;
  uint64_t seq = 0;                       // of the event, or of the last that was dropped
  uint64_t count = 0;                     // of events dropped
  std::span<const uint64_t> record = {};  // until the next call
};

class Merge {
 public:
  // Of rings that are being filled. Nothing is moved in their shared parts except by release(). `after`: number of the
  // last event that is known.
  Merge(const FileHeader& header, uint64_t after) : header_(header), last_(after), live_(true) {}
  // Of what was left.
  Merge(const FileHeader& header, uint64_t after, const Turning& left)
      : header_(header),
        last_(after),
        live_(false),
        base_(left.base),
        known_(std::max(left.released, left.base == 0 ? 0 : left.base - 1)) {}

  // A ring, of which `words` may be fewer than it had: a file may be cut short. Its records below the tail are skipped.
  void add(const RingHeader& header, std::span<const uint64_t> words, uint64_t capacity);
  size_t rings() const { return sources_.size(); }

  // The next event or gap; a gap of no events where a vector clock is missing that the next event knows. Nothing: all
  // was given; of live rings also when a thread is still storing the next one, or when there are more rings than were
  // added. Vector clocks that arrived before the event are merged into `clock`.
  Step next(VectorClock& clock);
  // The clocks that no event has had yet: of a dead file that has been read.
  void merge_rest(VectorClock& clock);

  // Of live rings of which all was given out: of the clocks that no event came after, the newest has what the others
  // have, so these are merged, and need no room. Returns the version of the newest, which from then on all that is left
  // knows; 0 when there is nothing to merge.
  uint32_t merge_older_clocks(VectorClock& clock);

  // Of the i-th ring: up to where it was given out.
  uint64_t released(size_t i) const { return sources_[i].done; }
  uint64_t last() const { return last_; }
  uint32_t merged() const { return merged_; }  // the newest clock that was given out with an event
  bool corrupt() const { return corrupt_; }  // there were words that are no record

 private:
  struct Source {
    const RingHeader* header;
    std::span<const uint64_t> words;
    uint64_t capacity;
    uint64_t at, done;
    uint64_t seen = 0;  // head
    uint64_t next = 0;  // number of the record at `at`; 0 when there is none
    uint32_t size = 0;  // its words
    uint64_t work = 0;  // spent on looking for records
  };
  struct Arrived {
    size_t source;
    uint64_t end;
    VectorClock clock;
  };

  void look(size_t index);
  bool valid(const Source& source, uint64_t at, uint32_t& size, uint64_t& seq);
  std::span<const uint64_t> record(const Source& source);
  bool merge_up_to(uint32_t version, VectorClock& clock);
  bool settled();

  const FileHeader& header_;
  uint64_t last_;
  bool live_;
  bool corrupt_ = false;
  uint32_t base_ = 0;    // of a dead file: older clocks are in this one
  uint32_t known_ = 0;   // and clocks up to this one may be gone without a loss
  uint32_t merged_ = 0;  // version
  size_t favourite_ = 0;
  std::vector<Source> sources_;
  std::map<uint32_t, Arrived> arrived_;
  std::vector<uint64_t> wrapped_;  // a record that goes over the end of its ring
};

}  // namespace trestle::tracer
