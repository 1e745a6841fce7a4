#include "validator/trace/trace.h"

#include <algorithm>
#include <utility>

#include "validator/trace/follow.h"

namespace trestle::trace {
namespace {

constexpr uint32_t kNone = UINT32_MAX;

uint64_t mix(uint64_t x) {
  x ^= x >> 31;
  x *= 0x9E3779B97F4A7C15u;
  x ^= x >> 29;
  x *= 0xBF58476D1CE4E5B9u;
  return x ^ x >> 32;
}

uint64_t find_count(const std::vector<ClockEntry>& clock, uint32_t node) {
  for (const ClockEntry& entry : clock) {
    if (entry.node == node) return entry.count;
  }
  return 0;
}

std::vector<LineReader> open_all(const std::vector<std::string>& paths, const ReadOptions& options) {
  std::vector<LineReader> files;
  for (const std::string& path : paths) files.emplace_back(path, open_bytes(path, options.following));
  return files;
}

}  // namespace

const std::vector<std::string>& order_names() {
  static const std::vector<std::string> names = {"auto", "file", "clock", "sequence", "causes", "time"};
  return names;
}

std::optional<Order> order_named(std::string_view name) {
  const auto found = std::find(order_names().begin(), order_names().end(), name);
  if (found == order_names().end()) return {};
  return static_cast<Order>(found - order_names().begin());
}

Cut Cut::after(size_t chain) const {
  Cut cut = *this;
  if (chain >= cut.positions_.size()) cut.positions_.resize(chain + 1);
  uint64_t position = cut.positions_[chain]++;
  ++cut.events_;
  if (position > 0) cut.hash_ -= mix(chain << 40 | position);
  cut.hash_ += mix(chain << 40 | (position + 1));
  return cut;
}

Cut Cut::at(size_t chain, uint32_t position) const {
  Cut cut = *this;
  if (chain >= cut.positions_.size()) cut.positions_.resize(chain + 1);
  const uint32_t old = std::exchange(cut.positions_[chain], position);
  cut.events_ += position;
  cut.events_ -= old;
  if (old > 0) cut.hash_ -= mix(chain << 40 | old);
  if (position > 0) cut.hash_ += mix(chain << 40 | position);
  return cut;
}

bool operator==(const Cut& a, const Cut& b) {
  if (a.hash_ != b.hash_ || a.events_ != b.events_) return false;
  for (size_t i = 0, n = std::max(a.positions_.size(), b.positions_.size()); i < n; ++i) {
    if (a[i] != b[i]) return false;
  }
  return true;
}

Trace::Trace(const std::vector<std::string>& paths, Order order, ReadOptions options)
    : Trace(open_all(paths, options), order, options) {}

Trace::Trace(std::vector<LineReader> files, Order order, ReadOptions options)
    : order_(order), skew_(options.skew), following_(options.following) {
  for (size_t i = 0; i < files.size(); ++i) {
    files_.push_back(
        {EventReader(static_cast<uint32_t>(i), std::move(files[i]), *nodes_, *warnings_, options), {}, false});
  }
  start();
}

Trace::Trace(const std::string& path, const Mark& mark, ReadOptions options)
    : order_(mark.order), skew_(options.skew), following_(options.following) {
  for (const std::string& node : mark.nodes) nodes_->number(node);
  files_.push_back({EventReader(0, LineReader(path, open_bytes(path, options.following, &mark.reader.spot)), *nodes_,
                                *warnings_, options),
                    {},
                    false});
  files_[0].reader.resume(mark.reader);
  Chain& chain = *chains_.emplace_back(std::make_unique<Chain>());
  chain.files = {0};
  chain.base = mark.position;
  chain.base_count = chain.count = mark.count;
  chain.seq = mark.seq;
  chain.line = mark.line;
  chain.order = mark.at;
  chain.end = mark.end;
  events_read_ = mark.position;
}

void Trace::keep_marks(uint32_t every) {
  marked_every_ = every;
  // What was read to learn about the file is before any mark but the first, which is the beginning.
  mark();
}

// The beginning of a trace is no place in the file: where it is plain to see, its first event was read already.
void Trace::mark() {
  if (marked_every_ == 0 || files_[0].peeked != nullptr) return;
  const Chain& chain = *chains_[0];
  const auto position = static_cast<uint32_t>(events_read_);
  if (!marks_.empty() && position < marks_.back().position + marked_every_) return;
  std::optional<EventReader::Mark> reader = files_[0].reader.mark();
  if (!reader || reader->spot.file == 0) return;
  Mark& mark = marks_.emplace_back();
  mark.position = position;
  mark.order = order_;
  mark.reader = std::move(*reader);
  for (size_t i = 0; i < nodes_->size(); ++i) mark.nodes.push_back(nodes_->name(static_cast<uint32_t>(i)));
  mark.count = chain.count;
  mark.seq = chain.seq;
  mark.line = chain.line;
  mark.at = chain.order;
  mark.end = chain.end;
  while (marks_.size() > 1 && marks_[1].position <= chain.base) marks_.pop_front();
}

const Trace::Mark* Trace::mark_before(uint32_t position) const {
  const Mark* found = nullptr;
  for (const Mark& mark : marks_) {
    if (mark.position <= position) found = &mark;
  }
  return found;
}

void Trace::while_waiting(std::function<void()> call) {
  if (following_ != nullptr) following_->waiting = std::move(call);
}

void Trace::stop_waiting() {
  if (following_ == nullptr) return;
  following_->ended = true;
  following_->waiting = {};
}

// The first event of every file says how the files are ordered, and which node writes which.
void Trace::start() {
  bool clocks = false, numbers = false, causes = false, ends = false;
  for (File& file : files_) {
    if (auto event = file.reader.next()) {
      clocks = clocks || !event->clock.empty();
      numbers = numbers || event->has_order;
      causes = causes || event->id != Event::kNoId;
      ends = ends || event->until != 0;
      file.peeked = std::move(event);
    } else {
      file.ended = true;
    }
  }
  if (order_ == Order::Auto) {
    order_ = clocks    ? Order::Clock
             : ends    ? Order::Time
             : causes  ? Order::Causes
             : numbers ? Order::Sequence
                       : Order::File;
  }
  if (order_ == Order::Time) return arrange_by_time();
  if (!by_node()) {
    for (uint32_t i = 0; i < files_.size(); ++i) chains_.emplace_back(std::make_unique<Chain>())->files = {i};
    return;
  }
  // A node whose trace was cut into several files: they are read in the order of their first events.
  std::vector<uint32_t> by_first(files_.size());
  for (uint32_t i = 0; i < files_.size(); ++i) by_first[i] = i;
  std::stable_sort(by_first.begin(), by_first.end(), [&](uint32_t a, uint32_t b) {
    auto first = [&](uint32_t f) { return files_[f].peeked ? own_count(*files_[f].peeked) : 0; };
    return first(a) < first(b);
  });
  for (uint32_t file : by_first) {
    if (files_[file].peeked) chain_of(*files_[file].peeked, file);
  }
}

uint64_t Trace::own_count(const Event& event) const {
  uint64_t own = find_count(event.clock, event.node);
  return own != 0 ? own : event.seq;
}

uint32_t Trace::chain_of(const Event& event, uint32_t file) {
  if (!by_node()) return file;
  if (chain_of_node_.size() <= event.node) chain_of_node_.resize(event.node + 1, kNone);
  uint32_t& chain = chain_of_node_[event.node];
  if (chain == kNone) {
    chain = static_cast<uint32_t>(chains_.size());
    chains_.emplace_back(std::make_unique<Chain>())->node = event.node;
  }
  std::vector<uint32_t>& files = chains_[chain]->files;
  if (std::find(files.begin(), files.end(), file) == files.end()) files.push_back(file);
  return chain;
}

bool Trace::read_from(uint32_t index) {
  File& file = files_[index];
  if (file.ended) return false;
  std::unique_ptr<Event> event = std::move(file.peeked);
  if (event == nullptr) {
    mark();
    event = file.reader.next();
    if (event == nullptr) {
      file.ended = true;
      return false;
    }
  }
  event->arrival = events_read_++;
  const uint32_t chain = chain_of(*event, index);
  append(chain, std::move(event));
  return true;
}

void Trace::append(uint32_t number, std::unique_ptr<Event> given) {
  Chain& chain = *chains_[number];
  Event& event = *given;
  check_order(chain, event);
  chain.count = own_count(event);
  chain.seq = event.seq;
  chain.order = event.order;
  chain.end = std::max(event.time, event.until);
  if (order_ == Order::Clock) chain.clock = event.clock;
  chain.file = event.file;
  chain.line = event.line;
  if (event.id != Event::kNoId && !totally_ordered()) {  // else nobody asks for it, and they would be many
    const auto position = static_cast<uint32_t>(chain.base + chain.events.size());
    const auto [known, added] = ids_.try_emplace(std::string(event.text(event.id)), number, position);
    if (!added) throw TraceError(place(event), "id", "another event has the id \"" + known->first + "\" already");
  }
  if (keep_) {
    if (order_ == Order::Clock) event.data.fit();  // it may be kept for long
    chain.events.push_back(std::move(given));
  } else {
    files_[event.file].reader.reuse(std::move(given));
  }
}

void Trace::check_order(const Chain& chain, const Event& event) const {
  const bool first = chain.line == 0;
  switch (order_) {
    case Order::Sequence:
      if (!event.has_order)
        throw TraceError(place(event), "order", "the event has no number that says where it stands");
      if (!first && event.order < chain.order) {
        throw TraceError(place(event), "order",
                         "it goes back from " + std::to_string(chain.order) + " (" + to_string(place(chain)) + ") to " +
                             std::to_string(event.order));
      }
      return;
    case Order::Causes:
    case Order::Time: return;
    default: return check_clock(chain, event);
  }
}

void Trace::check_clock(const Chain& chain, const Event& event) const {
  if (order_ == Order::File) {
    if (!event.clock.empty()) {
      throw TraceError(place(event), "clock",
                       "the trace is read in file order, but this event has a vector clock; "
                       "the order has to be declared (clock or file)");
    }
    return;
  }
  const uint64_t own = own_count(event);
  const std::string& node = nodes_->name(event.node);
  if (own == 0 && !event.clock.empty()) {
    throw TraceError(place(event), "clock", "it has no entry for the event's own node \"" + node + "\"");
  }
  if (chain.line == 0) {
    if (own > 1 && event.seq > 1 && !event.after_gap) {
      warnings_->add(place(event), "the trace of node \"" + node +
                                       "\" does not begin with its first event: \"seq\" is " +
                                       std::to_string(event.seq));
    }
    return;
  }
  auto went_back = [&](const std::string& field, uint64_t from, uint64_t to) {
    throw TraceError(
        place(event), field,
        "it goes back from " + std::to_string(from) + " (" + to_string(place(chain)) + ") to " + std::to_string(to));
  };
  if (own <= chain.count && own != 0) went_back(event.clock.empty() ? "seq" : "clock." + node, chain.count, own);
  if (event.clock.empty()) return;
  for (const ClockEntry& entry : chain.clock) {
    uint64_t now = find_count(event.clock, entry.node);
    if (now < entry.count) went_back("clock." + nodes_->name(entry.node), entry.count, now);
  }
}

bool Trace::read_for(uint32_t chain) {
  for (uint32_t file : chains_[chain]->files) {
    if (read_from(file)) return true;
  }
  return false;
}

bool Trace::read_anything() {
  for (uint32_t file = 0; file < files_.size(); ++file) {
    if (read_from(file)) return true;
  }
  return false;
}

const Event* Trace::event(uint32_t chain, uint32_t position) {
  const Chain& held = *chains_[chain];  // reading on does not move it
  while (position - held.base >= held.events.size()) {
    if (!read_for(chain)) return nullptr;
  }
  return held.events[position - held.base].get();
}

uint64_t Trace::count_at(uint32_t index, uint32_t position) {
  const Chain& chain = *chains_[index];
  if (position == chain.base) return chain.base_count;
  return own_count(*chain.events[position - 1 - chain.base]);
}

std::optional<uint32_t> Trace::waits_for(const Cut& cut, uint32_t chain, const Event& event) {
  switch (order_) {
    case Order::Auto:
    case Order::File: return {};
    case Order::Clock: return waits_for_clock(cut, event);
    case Order::Causes: return waits_for_cause(cut, chain, event);
    case Order::Sequence:
    case Order::Time: break;
  }
  for (uint32_t other = 0; other < chains_.size(); ++other) {
    if (other == chain) continue;
    const Event* next = this->event(other, cut[other]);
    if (next == nullptr) continue;
    const bool before =
        order_ == Order::Sequence ? next->order < event.order : std::max(next->time, next->until) + skew_ < event.time;
    if (before) return other;
  }
  return waits_for_cause(cut, chain, event);
}

std::optional<uint32_t> Trace::waits_for_clock(const Cut& cut, const Event& event) {
  for (const ClockEntry& entry : event.clock) {
    if (entry.node == event.node) continue;
    while (chain_of_node_.size() <= entry.node || chain_of_node_[entry.node] == kNone) {
      if (!read_anything()) break;
    }
    if (chain_of_node_.size() <= entry.node || chain_of_node_[entry.node] == kNone) continue;  // it logged nothing
    uint32_t other = chain_of_node_[entry.node];
    uint32_t position = cut[other];
    if (count_at(other, position) >= entry.count) continue;
    const Event* next = this->event(other, position);
    if (next != nullptr && own_count(*next) <= entry.count) return other;
  }
  return {};
}

// What is named as a cause and is not in the trace (a span of a system that is not looked at) orders nothing.
std::optional<uint32_t> Trace::waits_for_cause(const Cut& cut, uint32_t chain, const Event& event) {
  for (const uint32_t cause : event.causes) {
    const std::string id(event.text(cause));
    auto found = ids_.find(id);
    while (found == ids_.end() && read_anything()) found = ids_.find(id);
    if (found == ids_.end()) {
      warnings_->add(place(event), "a cause of the event is not in the trace: it orders nothing");
      continue;
    }
    const auto [other, position] = found->second;
    if (cut[other] > position) continue;
    if (other != chain) return other;
    throw TraceError(place(event), "causes",
                     "its cause \"" + id + "\" comes later in the same order (" +
                         to_string(place(*this->event(other, position))) + ")");
  }
  return {};
}

// Chains are made so that what is in one is in order: an event goes where the last one ended before it began.
void Trace::arrange_by_time() {
  std::vector<std::unique_ptr<Event>> all;
  for (File& file : files_) {
    if (file.peeked) all.push_back(std::move(file.peeked));
    while (!file.ended) {
      auto event = file.reader.next();
      file.ended = event == nullptr;
      if (!file.ended) all.push_back(std::move(event));
    }
  }
  for (const auto& given : all) {
    Event& event = *given;
    event.arrival = events_read_++;
    if (event.time == 0) throw TraceError(place(event), "time", "the event has no time");
    if (event.until != 0 && event.until < event.time) {
      throw TraceError(place(event), "until", "it ends before it begins");
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a->time < b->time; });
  for (std::unique_ptr<Event>& event : all) {
    const auto free = std::find_if(chains_.begin(), chains_.end(),
                                   [&](const auto& chain) { return chain->end + skew_ < event->time; });
    const auto number = static_cast<uint32_t>(free - chains_.begin());
    if (free == chains_.end()) chains_.emplace_back(std::make_unique<Chain>());
    append(number, std::move(event));
  }
}

bool Trace::earlier(const Event& a, const Event& b) const {
  if (a.time != 0 && b.time != 0 && a.time != b.time) return a.time < b.time;
  return a.arrival < b.arrival;
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
  if (order_ == Order::File && files_.size() == 1) {
    if (event(0, cut[0]) == nullptr) return std::nullopt;
    alone = true;
    return 0;
  }
  if (order_ == Order::Sequence) {
    if (const auto found = lowest(cut, alone)) return found;
    alone = false;
  }
  while (true) {
    std::optional<uint32_t> best;
    const Event* best_event = nullptr;
    bool waiting = false;
    for (uint32_t chain = 0; chain < chains_.size(); ++chain) {
      // A file that several nodes share is only read on when nothing else can go on.
      bool read = cut[chain] - chains_[chain]->base < chains_[chain]->events.size();
      bool shared = chains_[chain]->files.size() != 1 || mixed();
      if (!read && shared) continue;
      const Event* next = event(chain, cut[chain]);
      if (next == nullptr) continue;
      waiting = true;
      if (best_event != nullptr && !earlier(*next, *best_event)) continue;
      if (!enabled(cut, chain, *next)) continue;
      best = chain;
      best_event = next;
    }
    if (best) return best;
    if (read_anything()) continue;
    if (waiting) fail_cycle(cut);
    warn_about_silent_nodes();
    return std::nullopt;
  }
}

std::vector<uint32_t> Trace::all_enabled(const Cut& cut) {
  if (mixed() || (by_node() && files_.size() == 1)) {
    while (read_anything()) {
    }
  }
  std::vector<uint32_t> found;
  bool waiting = false;
  for (uint32_t chain = 0; chain < chains_.size(); ++chain) {
    const Event* next = event(chain, cut[chain]);
    if (next == nullptr) continue;
    waiting = true;
    if (enabled(cut, chain, *next)) found.push_back(chain);
  }
  if (waiting && found.empty()) fail_cycle(cut);
  std::sort(found.begin(), found.end(), [&](uint32_t a, uint32_t b) {
    const Event &first = *event(a, cut[a]), &second = *event(b, cut[b]);
    return earlier(first, second);
  });
  return found;
}

bool Trace::mixed() const { return by_node() && files_.size() < chains_.size(); }

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
  const bool clocks = order_ == Order::Clock;
  throw TraceError(place(*event(path[0], cut[path[0]])), clocks ? "clock" : "causes",
                   std::string(clocks ? "the clocks are" : "the order is") +
                       " impossible: each of these events says that the next one, and the last that the first, "
                       "happened before it: " +
                       lines);
}

void Trace::release(const Cut& cut) {
  for (uint32_t index = 0; index < chains_.size(); ++index) {
    Chain& chain = *chains_[index];
    while (chain.base < cut[index] && !chain.events.empty()) {
      chain.base_count = own_count(*chain.events.front());
      files_[chain.events.front()->file].reader.reuse(std::move(chain.events.front()));
      chain.events.pop_front();
      ++chain.base;
    }
  }
}

void Trace::drain() {
  keep_ = false;
  while (read_anything()) {
  }
}

bool Trace::texts_ahead(uint64_t most, const std::function<void(std::string_view)>& text) {
  if (following_ != nullptr) return false;
  for (uint64_t read = 0; read_anything(); ++read) {
    if (read == most) return false;
  }
  for (const auto& chain : chains_) {
    for (const auto& event : chain->events) {
      if (event->data.loose) return false;  // keys are texts of values
      for (uint32_t i = 0; i < event->data.nodes.size(); ++i) {
        const DatumKind kind = event->data.nodes[i].kind;
        if (kind == DatumKind::String || kind == DatumKind::Model) text(event->text(i));
      }
    }
  }
  return true;
}

bool Trace::has_drops() const {
  return std::any_of(files_.begin(), files_.end(), [](const File& file) { return file.reader.dropped() > 0; });
}

void Trace::warn_about_silent_nodes() {
  if (order_ != Order::Clock) return;
  for (uint32_t node = 0; node < nodes_->size(); ++node) {
    if (node < chain_of_node_.size() && chain_of_node_[node] != kNone) continue;
    warnings_->add(
        {}, "node \"" + nodes_->name(node) + "\" is named by clocks or a header, but no file has an event of it");
  }
}

}  // namespace trestle::trace
