#include "validator/trace/trace.h"

#include <algorithm>
#include <utility>

#include "validator/trace/follow.h"

namespace trestle::trace {
namespace {

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

const std::string& name(Order order) { return order_names()[static_cast<size_t>(order)]; }

Trace::Trace(const std::vector<std::string>& paths, Order order, ReadOptions options)
    : Trace(open_all(paths, options), order, options) {}

Trace::Trace(std::vector<LineReader> files, Order order, ReadOptions options)
    : order_(order), declared_(order != Order::Auto), order_member_(options.order_member), skew_(options.skew.value_or(0)), following_(options.following) {
  for (size_t i = 0; i < files.size(); ++i) {
    files_.push_back(
        {EventReader(static_cast<uint32_t>(i), std::move(files[i]), *nodes_, *warnings_, options), {}, false});
  }
  start();
  if (options.order_member != ReadOptions().order_member && order_ != Order::Sequence)
    warnings_->add({}, "the member \"" + options.order_member + "\" is said to order the events, but says nothing: the order is \"" + name(order_) + "\"");
  if (options.skew && order_ != Order::Time)
    warnings_->add({}, "a skew of clocks is given, but says nothing: the order is \"" + name(order_) + "\"");
}

Trace::Trace(const std::vector<std::string>& paths, const Mark& mark, ReadOptions options)
    : order_(mark.order), declared_(true), order_member_(options.order_member), skew_(options.skew.value_or(0)), following_(options.following), events_read_(mark.events) {
  for (const std::string& node : mark.nodes) nodes_->number(node);
  for (uint32_t i = 0; i < mark.files.size(); ++i) {
    LineReader lines(paths.at(i), open_bytes(paths[i], options.following, &mark.files[i].spot));
    files_.push_back({EventReader(i, std::move(lines), *nodes_, *warnings_, options), {}, false});
    files_[i].reader.resume(mark.files[i]);
  }
  for (const Mark::Chain& left : mark.chains) {
    if (by_node()) {
      chain_of_node_.resize(std::max<size_t>(chain_of_node_.size(), left.node + 1), kNone);
      chain_of_node_[left.node] = static_cast<uint32_t>(chains_.size());
    }
    Chain& chain = *chains_.emplace_back(std::make_unique<Chain>());
    chain.node = left.node;
    chain.files = left.files;
    chain.base = left.position;
    chain.base_count = left.last.count;
    chain.last = left.last;
  }
  for (const Mark::Id& id : mark.ids) ids_.emplace(id.text, std::pair(id.chain, id.position));
  heard_ = std::any_of(chains_.begin(), chains_.end(), [](const auto& chain) { return !chain->last.clock.empty(); }) ||
           !ids_.empty();
}

uint64_t Trace::passed_over() const {
  uint64_t lines = 0;
  for (const File& file : files_) lines += file.reader.passed_over();
  return lines;
}

void Trace::keep_marks(uint32_t every) {
  marked_every_ = every;
  mark();
}

// The beginning of a file is no place in it: to learn what it is, its first event was read already.
void Trace::mark() {
  if (marked_every_ == 0 || (!marks_.empty() && events_read_ < marks_.back().events + marked_every_)) return;
  Mark mark{.order = order_, .events = events_read_};
  for (const File& file : files_) {
    std::optional<EventReader::Mark> reader = file.reader.mark();
    if (file.peeked != nullptr || !reader || reader->spot.file == 0) return;
    mark.files.push_back(std::move(*reader));
  }
  for (uint32_t i = 0; i < nodes_->size(); ++i) mark.nodes.push_back(nodes_->name(i));
  Cut released;
  for (const auto& chain : chains_) {
    released = released.at(mark.chains.size(), chain->base);
    const auto position = static_cast<uint32_t>(chain->base + chain->events.size());
    mark.chains.push_back({chain->node, chain->files, position, chain->last});
  }
  marks_.push_back(std::move(mark));
  while (marks_.size() > 1 && marks_[1].before(released)) marks_.pop_front();
}

bool Trace::Mark::before(const Cut& cut) const {
  for (size_t i = 0; i < chains.size(); ++i) {
    if (chains[i].position > cut[i]) return false;
  }
  return true;
}

std::optional<Trace::Mark> Trace::mark_before(const Cut& cut) const {
  const auto last = std::find_if(marks_.rbegin(), marks_.rend(), [&](const Mark& mark) { return mark.before(cut); });
  if (last == marks_.rend()) return {};
  Mark found = *last;
  for (const auto& [text, place] : ids_) {
    if (place.first < found.chains.size() && place.second < found.chains[place.first].position)
      found.ids.push_back({text, place.first, place.second});
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
      causes = causes || (event->id != Event::kNoId && event->value(event->id).kind() == DatumKind::String);
      ends = ends || event->until != Event::kNoTime;
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
  uint64_t own = count_of(event.clock, event.node);
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
  if (file.failed) std::rethrow_exception(ahead_ ? file.failed : std::exchange(file.failed, nullptr));
  if (!ahead_) return read_next(index);
  try {
    return read_next(index);
  } catch (const TraceError&) {
    file.failed = std::current_exception();
    throw;
  }
}

bool Trace::read_next(uint32_t index) {
  File& file = files_[index];
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
  Last& last = chain.last;
  check_order(last, event);
  heard_ = heard_ || (order_ == Order::Clock ? !event.clock.empty() : !event.causes.empty());
  last.count = own_count(event);
  last.seq = event.seq;
  last.order = event.order;
  if (order_ == Order::Clock) last.clock = event.clock;
  last.file = event.file;
  last.line = event.line;
  if (event.id != Event::kNoId && by_cause() && !totally_ordered()) {  // else nobody asks for it, and they would be many
    const auto position = static_cast<uint32_t>(chain.base + chain.events.size());
    const auto [known, added] = ids_.try_emplace(event.label(event.id), number, position);
    if (!added) throw TraceError(place(event), "id", "another event has the id \"" + known->first + "\" already");
  }
  if (keep_) {
    if (order_ == Order::Clock) event.data.fit();  // it may be kept for long
    chain.events.push_back() = std::move(given);
  } else {
    files_[event.file].reader.reuse(std::move(given));
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

const Event* Trace::read_to(uint32_t chain, uint32_t position) {
  const Chain& held = *chains_[chain];  // reading on does not move it
  while (position - held.base >= held.events.size()) {
    if (!read_for(chain)) return nullptr;
  }
  return held.events[position - held.base].get();
}

// Chains are made so that what is in one is in order: an event goes where the last one ended before it began. Those of a
// node stay together as far as may be, so that a large skew does not make more chains than there are nodes.
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
    if (event.time == Event::kNoTime) throw TraceError(place(event), "time", "the event has no time");
    if (event.until != Event::kNoTime && event.until < event.time) {
      throw TraceError(place(event), "until", "it ends before it begins");
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a->time < b->time; });
  for (std::unique_ptr<Event>& event : all) {
    const auto may_follow = [&](const auto& chain) {
      const Event& last = *chain->events[chain->events.size() - 1];
      return before_by_time(last, *event);
    };
    auto free = std::find_if(chains_.begin(), chains_.end(),
                             [&](const auto& chain) { return chain->node == event->node && may_follow(chain); });
    if (free == chains_.end()) free = std::find_if(chains_.begin(), chains_.end(), may_follow);
    const auto number = static_cast<uint32_t>(free - chains_.begin());
    if (free == chains_.end()) chains_.emplace_back(std::make_unique<Chain>());
    chains_[number]->node = event->node;  // of its last event
    append(number, std::move(event));
  }
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
  warn_about_silence();
}

bool Trace::texts_ahead(uint64_t most, const std::function<void(std::string_view)>& text) {
  if (following_ != nullptr) return false;
  for (uint64_t read = 0; read_anything(); ++read) {
    if (read == most) return false;
  }
  for (const auto& chain : chains_) {
    for (size_t held = 0; held < chain->events.size(); ++held) {
      const Event* event = chain->events[held].get();
      if (event->data.loose) return false;  // keys are texts of values
      for (uint32_t i = 0; i < event->data.nodes.size(); ++i) {
        const DatumKind kind = event->data.nodes[i].kind;
        if (kind == DatumKind::String || kind == DatumKind::Model) text(event->text(i));
      }
    }
  }
  return true;
}

bool Trace::has_gaps() const {
  return std::any_of(files_.begin(), files_.end(), [](const File& file) { return file.reader.dropped() > 0; });
}

}  // namespace trestle::trace
