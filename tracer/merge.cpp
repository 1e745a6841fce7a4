#include "tracer/merge.h"

#include <algorithm>
#include <iterator>

#include "tracer/lines.h"

namespace trestle::tracer {

void Merge::add(const RingHeader& header, std::span<const uint64_t> words, uint64_t capacity) {
  const uint64_t tail = header.tail.load(std::memory_order_acquire);
  sources_.push_back({.header = &header, .words = words, .capacity = capacity, .at = tail, .done = tail, .seen = tail});
}

std::span<const uint64_t> Merge::record(const Source& source) {
  const uint64_t from = source.at % source.capacity;
  if (from + source.size <= source.capacity) return source.words.subspan(from, source.size);
  wrapped_.clear();
  for (uint64_t i = 0; i < source.size; ++i) wrapped_.push_back(source.words[(source.at + i) % source.capacity]);
  return wrapped_;
}

bool Merge::valid(const Source& source, uint64_t at, uint32_t& size, uint64_t& seq) {
  const auto word = [&](uint64_t i, uint64_t& to) {
    const uint64_t place = (at + i) % source.capacity;
    if (place >= source.words.size()) return false;
    to = source.words[place];
    return true;
  };
  uint64_t first = 0;
  if (!word(0, first)) return false;
  size = static_cast<uint32_t>(first);
  if (size < kRecordHeader || size > source.seen - at) return false;
  if (!word(1, seq) || (seq != 0 && seq <= header_.first)) return false;
  Checksum sum(header_.checksum);
  for (uint64_t i = 1, next = 0; i < size; ++i) {
    if (!word(i, next)) return false;
    sum.add(next);
  }
  return sum.value() == first >> 32;
}

// Finds the next event of a ring that is not yet known, and keeps the vector clocks before it. Words that are no record
// (a page that never reached the disk, say) are passed over, one by one: every record says whether it is whole.
void Merge::look(size_t index) {
  Source& source = sources_[index];
  if (source.next > last_) return;
  if (source.next != 0) {  // another ring had that number, too: only in a file that is not what it was
    corrupt_ = true;
    source.next = 0;
    source.at += source.size;
  }
  constexpr uint64_t kWork = 1u << 28;  // words looked at, against files made to waste time
  // What was seen is used up first: every look at the head takes its cache line from the producer.
  if (source.at == source.seen) source.seen = std::max(source.at, source.header->head.load(std::memory_order_acquire));
  if (source.seen - source.at > source.capacity) {  // only in a file that is not what it was
    corrupt_ = true;
    source.at = source.seen - source.capacity;
  }
  while (source.at < source.seen && source.work < kWork) {
    uint32_t size = 0;
    uint64_t seq = 0;
    if (!valid(source, source.at, size, seq)) {
      corrupt_ = true;
      source.work += size > source.seen - source.at ? 1 : size + 1;
      ++source.at;
      continue;
    }
    source.size = size;
    if (seq == 0) {
      std::span<const uint64_t> words = record(source);
      const auto version = static_cast<uint32_t>(words[3] >> 32);
      words = words.subspan(kRecordHeader);
      std::string_view text;
      if (std::optional<VectorClock> clock; take_text(words, text) && (clock = VectorClock::parse(text)))
        arrived_.emplace(version, Arrived{index, source.at + size, std::move(*clock)});
    } else if (seq > last_) {
      source.next = seq;
      return;
    }
    source.at += size;
    if (seq != 0) source.done = source.at;
  }
}

// Versions of one run are few enough not to go round. False when one of a dead file is missing.
bool Merge::merge_up_to(uint32_t version, VectorClock& clock) {
  if (version <= merged_) return true;
  for (size_t i = 0; i < sources_.size(); ++i) look(i);
  uint32_t missing = live_ ? 0 : version - std::min(version, std::max(known_, merged_));
  while (!arrived_.empty() && arrived_.begin()->first <= version) {
    missing -= missing != 0 && arrived_.begin()->first > std::max(known_, merged_);
    const Arrived& first = arrived_.begin()->second;
    clock.merge(first.clock);
    Source& source = sources_[first.source];
    source.done = std::max(source.done, first.end);
    arrived_.erase(arrived_.begin());
  }
  merged_ = version;
  return missing == 0;
}

uint32_t Merge::merge_older_clocks(VectorClock& clock) {
  if (arrived_.size() < 2 || header_.seq.load(std::memory_order_acquire) != last_) return 0;
  const auto newest = std::prev(arrived_.end());
  const uint32_t version = newest->first;
  merge_up_to(std::prev(newest)->first, clock);
  return version;
}

void Merge::merge_rest(VectorClock& clock) {
  if (!arrived_.empty()) merge_up_to(std::prev(arrived_.end())->first, clock);
}

// Whether no thread can still store the event after last_: none of those whose rings are empty has taken a number.
bool Merge::settled() {
  for (size_t i = 0; i < sources_.size(); ++i) {
    if (sources_[i].next != 0) continue;
    if (live_ && sources_[i].header->busy.load(std::memory_order_acquire) != 0) return false;
    look(i);  // it may have become idle by storing the event
  }
  return true;
}

Step Merge::next(VectorClock& clock) {
  if (last_ == UINT64_MAX) return {};  // no number follows it: only in a file that is not what it was
  const uint64_t wanted = last_ + 1;
  const auto holds = [&](size_t i) {
    look(i);
    return sources_[i].next == wanted;
  };
  const auto find = [&] {
    if (favourite_ < sources_.size() && holds(favourite_)) return true;
    for (size_t i = 0; i < sources_.size(); ++i) {
      if (holds(i)) return favourite_ = i, true;
    }
    return false;
  };
  // A thread adds its ring before it takes a number or announces a clock: what follows must know all rings.
  const auto knows_all = [&] { return !live_ || header_.rings.load(std::memory_order_acquire) == sources_.size(); };
  if (!find()) {
    const uint64_t claimed = header_.seq.load(std::memory_order_acquire);
    if (live_ && claimed < wanted) return {};
    if (!settled() || !knows_all()) return {};
    uint64_t until = live_ ? claimed + 1 : UINT64_MAX;
    for (const Source& source : sources_) {
      if (source.next != 0) until = std::min(until, source.next);
    }
    if (until == wanted) return next(clock);
    if (until == UINT64_MAX) {  // a dead file, and nothing more in it
      if (claimed < wanted) return {};
      until = claimed + 1;
    }
    last_ = until - 1;
    return {Step::dropped, last_, until - wanted, {}};
  }
  if (!knows_all()) return {};
  Source& source = sources_[favourite_];
  // Looking at the other rings for clocks uses wrapped_, so the record is fetched after that.
  if (!merge_up_to(std::max(base_, static_cast<uint32_t>(record(source)[3] >> 32)), clock))
    return {Step::dropped, last_, 0, {}};  // what it knows of other nodes
  const std::span<const uint64_t> words = record(source);
  source.at += source.size;
  source.done = source.at;
  source.next = 0;
  last_ = wanted;
  return {Step::event, wanted, 0, words};
}

}  // namespace trestle::tracer
