// What must come before what, across chains; and orders that cannot be.
#include <algorithm>
#include <utility>

#include "validator/trace/trace.h"

namespace trestle::trace {
namespace {

// By time, and by reading among equals; what has no time comes before what has.
bool earlier(const Event& a, const Event& b) { return std::pair(a.time, a.arrival) < std::pair(b.time, b.arrival); }

}  // namespace

void Trace::check_order(const Source& source, const Last& last, const Event& event) const {
  const bool first = last.line == 0;
  switch (source.order) {
    case Order::Sequence:
      if (!event.has_order)
        throw TraceError(place(event), source.order_member, "the event has no number that says where it stands");
      if (!first && event.order < last.order) {
        throw TraceError(place(event), source.order_member,
                         "it goes back from " + to_string(last.order) + " (" + to_string(place(last)) + ") to " +
                             to_string(event.order));
      }
      return;
    case Order::Causes:
    case Order::Time: return;
    default: return check_clock(source, last, event);
  }
}

void Trace::look_for_beginning(const Event& event) {
  if (event.node >= begun_.size()) begun_.resize(event.node + 1);
  if (begun_[event.node]) return;
  begun_[event.node] = true;
  EventReader& reader = files_[event.file].reader;
  // The node may have begun in another file: of each, the first event was read already.
  uint64_t first = reader.first_number(event.node);
  for (const File& file : files_)
    if (const uint64_t there = file.reader.first_number(event.node); there != 0) first = std::min(first, there);
  if (first <= 1 || own_count(event) <= 1 || event.after_gap) return;
  reader.miss();
  warnings_->add(place(event), "the trace of node \"" + nodes_->name(event.node) + "\" does not begin with its first event: \"seq\" is " +
                                   std::to_string(first));
}

void Trace::check_clock(const Source& source, const Last& last, const Event& event) const {
  if (source.order == Order::File) {
    if (!event.clock.empty() && !source.declared) {
      throw TraceError(place(event), "clock",
                       "the trace is read in file order, but this event has a vector clock; "
                       "the order has to be declared (clock or file)");
    }
    return;
  }
  const uint64_t own = own_count(event);
  const std::string& node = nodes_->name(event.node);
  if (own != 0 && event.node < source.not_there.size() && own <= source.not_there[event.node])
    throw TraceError(place(event), "clock",
                     "what counts this event was met before it, since its node's own file had ended: have a file for each node, or one for all");
  if (own == 0 && !event.clock.empty()) {
    throw TraceError(place(event), "clock", "it has no entry for the event's own node \"" + node + "\"");
  }
  if (last.line == 0) return;
  auto went_back = [&](const std::string& field, uint64_t from, uint64_t to) {
    throw TraceError(
        place(event), field,
        "it goes back from " + std::to_string(from) + " (" + to_string(place(last)) + ") to " + std::to_string(to));
  };
  if (own <= last.count && own != 0) went_back(event.clock.empty() ? "seq" : "clock." + node, last.count, own);
  if (event.clock.empty()) return;
  for (const ClockEntry& entry : last.clock) {
    uint64_t now = count_of(event.clock, entry.node);
    if (now < entry.count) went_back("clock." + nodes_->name(entry.node), entry.count, now);
  }
}

uint64_t Trace::count_at(uint32_t index, uint32_t position) {
  const Chain& chain = *chains_[index];
  if (position == chain.base) return chain.base_count;
  return own_count(*event(index, position - 1));  // a trace that goes on may not have read it yet
}

std::optional<uint32_t> Trace::waits_for(const Cut& cut, uint32_t chain, const Event& event) {
  const uint32_t number = chains_[chain]->source;
  const Source& source = sources_[number];
  if (source.order == Order::Clock) {
    if (const auto found = waits_for_clock(cut, number, event)) return found;
  } else if (source.order == Order::Sequence || source.order == Order::Time) {
    for (uint32_t other = 0; other < chains_.size(); ++other) {
      if (other == chain || chains_[other]->source != number) continue;
      const Event* next = this->event(other, cut[other]);
      if (next == nullptr) continue;
      const bool before = source.order == Order::Sequence ? next->order < event.order
                                                          : before_by_time(*next, event, source.skew);
      if (before) return other;
    }
  }
  if (!by_cause(source)) return {};
  return waits_for_cause(cut, chain, event);
}

std::optional<uint32_t> Trace::waits_for_clock(const Cut& cut, uint32_t source, const Event& event) {
  const std::vector<uint32_t>& chains = sources_[source].chain_of_node;
  for (const ClockEntry& entry : event.clock) {
    if (entry.node == event.node) continue;
    const auto unseen = [&] { return chains.size() <= entry.node || chains[entry.node] == kNone; };
    while (unseen() && read_of(source)) {
    }
    if (unseen()) continue;  // it logged nothing
    uint32_t other = chains[entry.node];
    uint32_t position = cut[other];
    if (count_at(other, position) >= entry.count) continue;
    const Event* next = this->event(other, position);
    if (next != nullptr && own_count(*next) <= entry.count) return other;
    if (next == nullptr) {
      std::vector<uint64_t>& counts = sources_[source].not_there;
      if (counts.size() <= entry.node) counts.resize(entry.node + 1);
      if (counts[entry.node] == 0)
        warnings_->add(place(event), "events of node \"" + nodes_->name(entry.node) +
                                         "\" that happened before it are not in the trace, which has none of them after its \"seq\" " +
                                         std::to_string(count_at(other, position)));
      counts[entry.node] = std::max(counts[entry.node], entry.count);
    }
  }
  return {};
}

// What is named as a cause and is not in the trace (a span of a system that is not looked at) orders nothing.
std::optional<uint32_t> Trace::waits_for_cause(const Cut& cut, uint32_t chain, const Event& event) {
  size_t missing = 0;
  std::optional<uint32_t> first;
  for (const uint32_t cause : event.causes) {
    const std::string id = event.label(cause);
    auto found = ids_.find(id);
    while (found == ids_.end() && read_anything()) found = ids_.find(id);
    if (found == ids_.end()) {
      ++missing;
      continue;
    }
    const auto [other, position] = found->second;
    if (cut[other] > position) continue;
    if (other != chain) {
      first = first.value_or(other);
      continue;
    }
    if (position == cut[chain]) throw TraceError(place(event), "causes", "the event names itself, \"" + id + "\", as a cause");
    throw TraceError(place(event), "causes",
                     "its cause \"" + id + "\" comes later in the same order (" +
                         to_string(place(*this->event(other, position))) + ")");
  }
  if (missing > 0 && !std::exchange(event.cause_missing, true))
    warnings_->add(place(event), "a cause of the event is not in the trace: it orders nothing", missing);
  return first;
}

// A node's clock tells exactly what of its own it saw end before the next began; of what took no time at the same moment,
// the lines of its file do. The clock of another node may be off by the skew.
bool Trace::before_by_time(const Event& a, const Event& b, int64_t skew) {
  if (a.node != b.node) return b.time > a.end() && b.time - a.end() > skew;
  if (a.end() != b.time) return a.end() < b.time;
  return a.time == b.end() && a.file == b.file && a.arrival < b.arrival;
}

std::optional<uint32_t> Trace::lowest(const Cut& cut, bool& alone) {
  std::optional<uint32_t> best;
  const Event* best_event = nullptr;
  for (uint32_t chain = 0; chain < chains_.size(); ++chain) {
    const Event* next = event(chain, cut[chain]);
    if (next == nullptr || (best && next->order > best_event->order)) continue;
    alone = !best || next->order < best_event->order;
    if (!alone && !earlier(*next, *best_event)) continue;
    best = chain;
    best_event = next;
  }
  if (best && !best_event->causes.empty() && waits_for_cause(cut, *best, *best_event)) return {};
  return best;
}

std::optional<uint32_t> Trace::first_enabled(const Cut& cut, bool& alone) {
  alone = false;
  const Order order = sources_[0].order;
  if (order == Order::File && files_.size() == 1) {
    if (event(0, cut[0]) == nullptr) return std::nullopt;
    alone = true;
    return 0;
  }
  if (order == Order::Sequence && sources_.size() == 1) {
    if (const auto found = lowest(cut, alone)) return found;
    alone = false;
  }
  while (true) {
    std::optional<uint32_t> best;
    const Event* best_event = nullptr;
    bool waiting = false;
    const uint64_t read_before = events_read_;
    for (uint32_t chain = 0; chain < chains_.size(); ++chain) {
      // A file that several nodes share is only read on when nothing else can go on.
      const bool shared = chains_[chain]->files.size() != 1 || mixed(source_of(chain));
      if (!has_read(cut, chain) && shared) continue;
      const Event* next = event(chain, cut[chain]);
      if (next == nullptr) continue;
      waiting = true;
      if (best_event != nullptr && !earlier(*next, *best_event)) continue;
      if (!enabled(cut, chain, *next)) continue;
      best = chain;
      best_event = next;
    }
    if (best) return best;
    if (read_anything() || events_read_ != read_before) continue;  // what was read may be of a chain that had ended before
    if (waiting) fail_cycle(cut);
    warn_about_silence();
    return std::nullopt;
  }
}

std::vector<uint32_t> Trace::all_enabled(const Cut& cut) {
  if (chains_begin_anywhere()) {
    while (read_anything()) {
    }
  }
  asked_ = true;
  std::vector<uint32_t> found, ended;
  bool waiting = false;
  do {
    found.clear();
    ended.clear();
    for (uint32_t chain = 0; chain < chains_.size(); ++chain) {
      const Event* next = event(chain, cut[chain]);
      if (next == nullptr) {
        ended.push_back(chain);
        continue;
      }
      waiting = true;
      if (enabled(cut, chain, *next)) found.push_back(chain);
    }
  } while (std::any_of(ended.begin(), ended.end(), [&](uint32_t chain) { return has_read(cut, chain); }));
  if (waiting && found.empty()) fail_cycle(cut);
  std::sort(found.begin(), found.end(), [&](uint32_t a, uint32_t b) {
    const Event &first = *event(a, cut[a]), &second = *event(b, cut[b]);
    return earlier(first, second);
  });
  return found;
}

std::optional<Cut> Trace::largest_without(const Cut& cut, uint32_t chain, uint64_t most) {
  if (following_ != nullptr) return {};
  const auto grow = [&]() -> std::optional<Cut> {
    if (chains_begin_anywhere()) {
      for (uint64_t read = 0; read_anything(); ++read) {
        if (read == most) return {};
      }
    }
    Cut largest = cut;
    asked_ = true;
    for (bool more = true; more;) {
      const uint64_t read_before = events_read_;
      more = false;
      for (uint32_t other = 0; other < chains_.size(); ++other) {
        if (other == chain) continue;
        for (const Event* next = event(other, largest[other]); next != nullptr && enabled(largest, other, *next);
             next = event(other, largest[other])) {
          if (largest.events() - cut.events() == most) return {};
          largest = largest.at(other, largest[other] + 1);
          more = true;
        }
      }
      more = more || events_read_ != read_before;
    }
    return largest;
  };
  ahead_ = true;
  std::optional<Cut> found;
  try {
    found = grow();
  } catch (const TraceError&) {
  }
  ahead_ = false;
  return found;
}

bool Trace::chains_begin_anywhere() const {
  return std::any_of(sources_.begin(), sources_.end(), [](const Source& source) {
    return mixed(source) || (by_node(source.order) && source.files == 1);
  });
}

// Every next event waits for another: following who waits for whom must come back.
void Trace::fail_cycle(const Cut& cut) {
  std::vector<uint32_t> path;
  uint32_t chain = 0;
  while (event(chain, cut[chain]) == nullptr) ++chain;
  while (std::find(path.begin(), path.end(), chain) == path.end()) {
    path.push_back(chain);
    chain = waits_for(cut, chain, *event(chain, cut[chain])).value_or(chain);
  }
  path.erase(path.begin(), std::find(path.begin(), path.end(), chain));
  std::string lines;
  for (uint32_t c : path) {
    const Event& waits = *event(c, cut[c]);
    lines += (lines.empty() ? "" : ", ") + to_string(place(waits)) + " (" + std::string(waits.name()) + " at node \"" +
             nodes_->name(waits.node) + "\")";
  }
  const bool clocks = std::all_of(path.begin(), path.end(), [&](uint32_t c) { return source_of(c).order == Order::Clock; });
  throw TraceError(place(*event(path[0], cut[path[0]])), clocks ? "clock" : "causes",
                   std::string(clocks ? "the clocks are" : "the order is") +
                       " impossible: each of these events says that the next one, and the last that the first, "
                       "happened before it: " +
                       lines);
}

void Trace::warn_about_silence() {
  if (std::exchange(told_silence_, true)) return;
  for (const Source& source : sources_) {
    const bool clocks = source.order == Order::Clock;
    if (by_node(source.order) && !source.heard && source.chains > 1) {
      warnings_->add(place(), std::string("the order is \"") + name(source.order) + "\", but no event has " +
                                  (clocks ? "a vector clock (\"clock\")" : "\"causes\"") +
                                  ": events of different nodes may have come in any order");
    }
    for (uint32_t node = 0; clocks && sources_.size() == 1 && node < nodes_->size(); ++node) {
      if (node < source.chain_of_node.size() && source.chain_of_node[node] != kNone) continue;
      warnings_->add(
          {}, "node \"" + nodes_->name(node) + "\" is named by clocks or a header, but no file has an event of it");
    }
  }
}

}  // namespace trestle::trace
