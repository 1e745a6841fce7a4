#include "validator/trace/trace.h"

#include <fnmatch.h>

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

Trace::Trace(const std::vector<std::string>& paths, Order order, ReadOptions options, std::vector<LogSource> sources)
    : Trace(open_all(paths, options), order, options, std::move(sources)) {}

Trace::Trace(std::vector<LineReader> files, Order order, ReadOptions options, std::vector<LogSource> sources)
    : following_(options.following) {
  add_files(std::move(files), order, options, std::move(sources));
  for (uint32_t source = 0; source < sources_.size(); ++source) start(source);
  sort_files();
  if (options.order_member != ReadOptions().order_member && !goes_by(Order::Sequence))
    warnings_->add({}, "the member \"" + options.order_member + "\" is said to order the events, but says nothing: the order is \"" + orders() + "\"");
  if (options.skew && !goes_by(Order::Time))
    warnings_->add({}, "a skew of clocks is given, but says nothing: the order is \"" + orders() + "\"");
}

Trace::Trace(const std::vector<std::string>& paths, const Mark& mark, ReadOptions options, std::vector<LogSource> sources)
    : following_(options.following), events_read_(mark.events) {
  for (const std::string& node : mark.nodes) nodes_->number(node);
  begun_.assign(mark.nodes.size(), true);
  std::vector<LineReader> files;
  for (uint32_t i = 0; i < mark.files.size(); ++i)
    files.emplace_back(paths.at(i), open_bytes(paths[i], options.following, &mark.files[i].spot));
  add_files(std::move(files), Order::Auto, options, std::move(sources));
  for (uint32_t i = 0; i < files_.size(); ++i) files_[i].reader.resume(mark.files[i]);
  for (uint32_t i = 0; i < sources_.size(); ++i) {
    sources_[i].order = mark.orders.at(i);
    sources_[i].declared = true;
  }
  for (const Mark::Chain& left : mark.chains) {
    const uint32_t number = add_chain(left.source);
    Source& source = sources_[left.source];
    if (by_node(source.order)) {
      source.chain_of_node.resize(std::max<size_t>(source.chain_of_node.size(), left.node + 1), kNone);
      source.chain_of_node[left.node] = number;
    } else {
      files_[left.files.at(0)].chain = number;
    }
    Chain& chain = *chains_[number];
    chain.node = left.node;
    chain.files = left.files;
    chain.base = left.position;
    chain.base_count = left.last.count;
    chain.last = left.last;
    source.stretches += static_cast<uint32_t>(left.files.size());
    source.heard = source.heard || !left.last.clock.empty() || !mark.ids.empty();
  }
  for (const Mark::Id& id : mark.ids) ids_.emplace(id.text, std::pair(id.chain, id.position));
  sort_files();
}

// Of a node that wrote several files, one after the other, whatever the order in which they were given.
void Trace::sort_files() {
  const auto add = [&](uint32_t file) {
    if (std::find(in_turn_.begin(), in_turn_.end(), file) == in_turn_.end()) in_turn_.push_back(file);
  };
  for (uint32_t file = 0; file < files_.size(); ++file) {
    for (const auto& chain : chains_)
      if (std::find(chain->files.begin(), chain->files.end(), file) != chain->files.end())
        std::for_each(chain->files.begin(), chain->files.end(), add);
    add(file);
  }
}

// The first source that names a file has it; those that have none are not kept.
void Trace::add_files(std::vector<LineReader> files, Order order, const ReadOptions& options, std::vector<LogSource> sources) {
  const auto matches = [](const LogSource& source, const std::string& path) {
    const std::string last = path.substr(path.find_last_of('/') + 1);
    return std::any_of(source.files.begin(), source.files.end(), [&](const std::string& pattern) {
      return fnmatch(pattern.c_str(), path.c_str(), 0) == 0 || fnmatch(pattern.c_str(), last.c_str(), 0) == 0;
    });
  };
  sources.push_back({.files = {}, .order = order});
  std::vector<size_t> source_of(files.size());
  for (size_t i = 0; i < files.size(); ++i) {
    while (source_of[i] + 1 < sources.size() && !matches(sources[source_of[i]], files[i].name())) ++source_of[i];
  }
  std::vector<uint32_t> number_of(sources.size());
  for (size_t i = 0; i < sources.size(); ++i) {
    LogSource& source = sources[i];
    const bool rest = i + 1 == sources.size();
    if (std::find(source_of.begin(), source_of.end(), i) == source_of.end() && !(rest && sources_.empty())) {
      if (!rest) warnings_->add({}, "no file of the trace is of the source \"" + source.files.front() + "\"");
      continue;
    }
    number_of[i] = static_cast<uint32_t>(sources_.size());
    sources_.push_back({.order = source.order,
                        .declared = source.order != Order::Auto,
                        .order_member = source.order_member.empty() ? options.order_member : source.order_member,
                        .skew = source.skew.value_or(options.skew.value_or(0))});
  }
  for (size_t i = 0; i < files.size(); ++i) {
    const uint32_t number = number_of[source_of[i]];
    ReadOptions reading = options;
    reading.order_member = sources_[number].order_member;
    files_.push_back({.reader = EventReader(static_cast<uint32_t>(i), std::move(files[i]), *nodes_, *warnings_, std::move(reading)),
                      .source = number});
    ++sources_[number].files;
  }
}

bool Trace::goes_by(Order order) const {
  return std::any_of(sources_.begin(), sources_.end(), [&](const Source& source) { return source.order == order; });
}

std::string Trace::orders() const {
  std::string text;
  for (const Source& source : sources_) text += (text.empty() ? "" : ", ") + name(source.order);
  return text;
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
  Mark mark{.events = events_read_};
  for (const Source& source : sources_) mark.orders.push_back(source.order);
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
    mark.chains.push_back({chain->source, chain->node, chain->files, position, chain->last});
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

// The first event of every file says how the files of its source are ordered, and which node writes which.
void Trace::start(uint32_t number) {
  Source& source = sources_[number];
  bool clocks = false, numbers = false, causes = false, ends = false;
  std::vector<uint32_t> of_source;
  for (uint32_t i = 0; i < files_.size(); ++i) {
    File& file = files_[i];
    if (file.source != number) continue;
    of_source.push_back(i);
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
  if (source.order == Order::Auto) {
    source.order = clocks    ? Order::Clock
                   : ends    ? Order::Time
                   : causes  ? Order::Causes
                   : numbers ? Order::Sequence
                             : Order::File;
  }
  if (source.order == Order::Time) return arrange_by_time(number);
  if (!by_node(source.order)) {
    for (const uint32_t file : of_source) {
      files_[file].chain = add_chain(number);
      chains_.back()->files = {file};
    }
    return;
  }
  // A node whose trace was cut into several files: they are read in the order of their first events.
  std::stable_sort(of_source.begin(), of_source.end(), [&](uint32_t a, uint32_t b) {
    auto first = [&](uint32_t f) { return files_[f].peeked ? own_count(*files_[f].peeked) : 0; };
    return first(a) < first(b);
  });
  for (const uint32_t file : of_source) {
    if (files_[file].peeked) chain_of(*files_[file].peeked, file);
  }
}

uint64_t Trace::own_count(const Event& event) const {
  uint64_t own = count_of(event.clock, event.node);
  return own != 0 ? own : event.seq;
}

uint32_t Trace::add_chain(uint32_t source) {
  chains_.emplace_back(std::make_unique<Chain>())->source = source;
  ++sources_[source].chains;
  return static_cast<uint32_t>(chains_.size() - 1);
}

uint32_t Trace::chain_of(const Event& event, uint32_t file) {
  Source& source = sources_[files_[file].source];
  if (!by_node(source.order)) return files_[file].chain;
  if (source.chain_of_node.size() <= event.node) source.chain_of_node.resize(event.node + 1, kNone);
  uint32_t& chain = source.chain_of_node[event.node];
  if (chain == kNone) {
    chain = add_chain(files_[file].source);
    chains_[chain]->node = event.node;
  }
  std::vector<uint32_t>& files = chains_[chain]->files;
  if (std::find(files.begin(), files.end(), file) != files.end()) return chain;
  files.push_back(file);
  ++source.stretches;
  if (asked_ && source.files > 1 && mixed(source) && !mixed_late_) mixed_late_ = place(event);
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
  Source& source = sources_[chain.source];
  const bool clocks = source.order == Order::Clock;
  look_for_beginning(event);
  check_order(source, last, event);
  source.heard = source.heard || (clocks ? !event.clock.empty() : !event.causes.empty());
  last.count = own_count(event);
  last.seq = event.seq;
  last.order = event.order;
  if (clocks) last.clock = event.clock;
  last.file = event.file;
  last.line = event.line;
  if (event.id != Event::kNoId && by_cause(source) && !totally_ordered()) {  // else nobody asks for it, and they would be many
    const auto position = static_cast<uint32_t>(chain.base + chain.events.size());
    const auto [known, added] = ids_.try_emplace(event.label(event.id), number, position);
    if (!added) throw TraceError(place(event), "id", "another event has the id \"" + known->first + "\" already");
  }
  if (keep_) {
    if (clocks) event.data.fit();  // it may be kept for long
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
  for (const uint32_t file : in_turn_) {
    if (read_from(file)) return true;
  }
  return false;
}

bool Trace::read_of(uint32_t source) {
  for (const uint32_t file : in_turn_) {
    if (files_[file].source == source && read_from(file)) return true;
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
void Trace::arrange_by_time(uint32_t source) {
  std::vector<std::unique_ptr<Event>> all;
  for (File& file : files_) {
    if (file.source != source) continue;
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
      if (chain->source != source) return false;
      const Event& last = *chain->events[chain->events.size() - 1];
      return before_by_time(last, *event, sources_[source].skew);
    };
    auto free = std::find_if(chains_.begin(), chains_.end(),
                             [&](const auto& chain) { return chain->node == event->node && may_follow(chain); });
    if (free == chains_.end()) free = std::find_if(chains_.begin(), chains_.end(), may_follow);
    const auto number = static_cast<uint32_t>(free - chains_.begin());
    if (free == chains_.end()) add_chain(source);
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
