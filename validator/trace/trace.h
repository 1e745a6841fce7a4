// The events of all files of a run, as chains: events of one chain happened one after another, and clocks, numbers,
// causes or times say what must come before what across chains. What follows is any order that respects both. An order
// that cannot be (a clock that goes back, a cycle) is a TraceError naming the lines.
//
// Files are read as far as somebody asks, and events are kept until release(): memory is flat when nobody looks back.
#pragma once

#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "validator/trace/cut.h"
#include "validator/trace/event.h"
#include "validator/trace/reader.h"
#include "validator/trace/ring.h"

namespace trestle::trace {

enum class Order : uint8_t {
  Auto,      // what the files' first events have: clocks, times that end, causes, numbers; else File
  File,      // lines of a file in their order; files among each other in any
  Clock,     // lines of a node in their order; nodes among each other as their vector clocks say
  Sequence,  // by the events' numbers; lines of a file in their order, equal numbers of different files in any
  Causes,    // lines of a node in their order; after the events that are named as causes
  Time,      // what ended before another began, by more than the skew when that is another node's; and causes. Reads
             // everything first
};

std::optional<Order> order_named(std::string_view name);
const std::vector<std::string>& order_names();  // by number
const std::string& name(Order order);

inline constexpr int64_t kMostSkewMs = 24 * 60 * 60 * 1000;

// Files that have an order of their own. What it says holds among their events; what those of several sources have to do
// with each other, only the causes say that events name.
struct LogSource {
  std::vector<std::string> files;  // patterns as the shell has them, of a path or of its last part
  Order order = Order::Auto;
  std::string order_member = {};        // empty: as all
  std::optional<int64_t> skew = {};     // nanoseconds; nothing: as all
};

class Trace {
 public:
  // The last event that was read of a chain.
  struct Last {
    uint64_t count = 0, seq = 0;  // own count
    OrderNumber order;
    std::vector<ClockEntry> clock;  // in Clock order
    uint32_t file = 0;
    uint64_t line = 0;  // 0: none was read
  };
  // A place between two events that were read, for another process to go on from. Nothing of a trace that is ordered by
  // time can be read before the whole.
  struct Mark {
    struct Chain {
      uint32_t source = 0, node = 0;
      std::vector<uint32_t> files;
      uint32_t position = 0;  // of its next event
      Last last;
    };
    struct Id {
      std::string text;
      uint32_t chain = 0, position = 0;
    };
    std::vector<Order> orders = {};  // of sources
    uint64_t events = 0;  // that were read
    std::vector<std::string> nodes = {};  // by number
    std::vector<EventReader::Mark> files = {};
    std::vector<Chain> chains = {};
    std::vector<Id> ids = {};  // of events before it, that others may name as causes

    bool before(const Cut& cut) const;  // nothing of what it is behind comes after the cut
  };

  // The order is that of files which no source names.
  explicit Trace(const std::vector<std::string>& paths, Order order = Order::Auto, ReadOptions options = {},
                 std::vector<LogSource> sources = {});
  explicit Trace(std::vector<LineReader> files, Order order = Order::Auto, ReadOptions options = {},
                 std::vector<LogSource> sources = {});
  // The same trace from there on; its events keep their positions. Throws TraceError when the file is not that any more.
  Trace(const std::vector<std::string>& paths, const Mark& mark, ReadOptions options, std::vector<LogSource> sources = {});

  bool goes_by(Order order) const;  // a source of it
  std::string orders() const;       // the names of all sources' orders
  bool totally_ordered() const {
    return files_.size() == 1 && !by_node(sources_[0].order) && sources_[0].order != Order::Time;
  }
  Place place() const { return {files_.empty() ? "" : files_[0].reader.name()}; }  // of the trace as a whole
  size_t chains() const { return chains_.size(); }                                 // discovered so far

  // The event at that position, reading on as needed; null when the chain ends before it.
  const Event* event(uint32_t chain, uint32_t position) {
    const Chain& held = *chains_[chain];
    const uint32_t place = position - held.base;
    return place < held.events.size() ? held.events[place].get() : read_to(chain, position);
  }

  // A chain whose next event may happen at `cut`, the earliest by time (else by reading) of those read so far. Nothing
  // when the cut holds all events. Sets `alone` when no other event may.
  std::optional<uint32_t> first_enabled(const Cut& cut, bool& alone);
  std::optional<uint32_t> first_enabled(const Cut& cut) {
    bool alone = false;
    return first_enabled(cut, alone);
  }
  // All such chains in that order. May have to read all files to their ends.
  std::vector<uint32_t> all_enabled(const Cut& cut);

  // The largest cut without the next event of the chain: all that may come before that event is in it. Nothing when it
  // holds so many events more than this one, or when that is not known yet. What is wrong with lines that were read for
  // this only is told when somebody else reads them.
  std::optional<Cut> largest_without(const Cut& cut, uint32_t chain, uint64_t most);

  // Events before the cut are not asked for any more.
  void release(const Cut& cut);

  // Notes places to go on from as it reads, one in so many events; then, the last that is before a cut.
  void keep_marks(uint32_t every);
  std::optional<Mark> mark_before(const Cut& cut) const;

  // Calls `text` with each string, and each name of a member, of the events that are held or still to come. Reads up to so
  // many of them; false when there are more, or when that is not known yet.
  bool texts_ahead(uint64_t most, const std::function<void(std::string_view)>& text);

  // Files that grow are waited for, and this is called meanwhile; until nobody waits any more.
  void while_waiting(std::function<void()> call);
  void stop_waiting();

  // Reads what is left, for its errors and warnings, without keeping it.
  void drain();

  uint64_t events_read() const { return events_read_; }
  bool has_gaps() const;  // a writer said that it had to drop events, or the numbers of lines do, also of the first
  // Where it was seen that a file has lines of several nodes after it had been asked which events may come next: some may not
  // have been known of.
  const std::optional<Place>& mixed_late() const { return mixed_late_; }
  Place place(const Event& event) const { return {files_[event.file].reader.name(), event.line}; }
  const Nodes& nodes() const { return *nodes_; }
  uint64_t passed_over() const;  // lines that a mapping does not select
  Warnings& warnings() { return *warnings_; }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;

  // Files among which one order holds.
  struct Source {
    Order order;
    bool declared;  // and not found in the first events: then what speaks of another order is not heard
    std::string order_member;
    int64_t skew;                         // nanoseconds, not negative
    uint32_t files = 0, chains = 0;
    uint32_t stretches = 0;               // of chains in files: each chain in each file that has it
    std::vector<uint32_t> chain_of_node = {};  // kNone: none yet
    std::vector<uint64_t> not_there = {};  // by node: of its events up to this count, those not read yet were taken to be lost
    bool heard = false;                   // something that orders chains by node: a clock, a cause
  };
  struct File {
    EventReader reader;
    uint32_t source = 0, chain = 0;  // where each file is a chain
    std::unique_ptr<Event> peeked = {};  // the first event, read to learn about the file
    bool ended = false;
    std::exception_ptr failed = {};  // of a line that was read ahead
  };
  struct Chain {
    uint32_t source = 0;
    uint32_t node = 0;            // where chains have one
    std::vector<uint32_t> files;  // that it was seen in
    Ring<std::unique_ptr<Event>> events;
    uint32_t base = 0;        // position of events.front()
    uint64_t base_count = 0;  // own count of the event before it
    Last last;
  };

  void add_files(std::vector<LineReader> files, Order order, const ReadOptions& options, std::vector<LogSource> sources);
  void start(uint32_t source);
  void mark();  // if it is time and place
  const Event* read_to(uint32_t chain, uint32_t position);
  bool read_from(uint32_t file);
  bool read_next(uint32_t file);  // one event into its chain; false when the file has ended
  bool read_for(uint32_t chain);  // from a file that may hold the chain's next event
  void sort_files();
  bool read_anything();
  bool read_of(uint32_t source);  // from any file of it
  uint32_t add_chain(uint32_t source);
  uint32_t chain_of(const Event& event, uint32_t file);
  void append(uint32_t chain, std::unique_ptr<Event> event);
  Place place(const Last& last) const { return {files_[last.file].reader.name(), last.line}; }
  void look_for_beginning(const Event& event);
  void check_order(const Source& source, const Last& last, const Event& event) const;
  void check_clock(const Source& source, const Last& last, const Event& event) const;
  void arrange_by_time(uint32_t source);
  static bool by_node(Order order) { return order == Order::Clock || order == Order::Causes; }  // chains are
  const Source& source_of(uint32_t chain) const { return sources_[chains_[chain]->source]; }
  bool by_cause(const Source& source) const {  // ids are asked for
    return sources_.size() > 1 || (source.order != Order::File && source.order != Order::Clock);
  }
  static bool mixed(const Source& source) {  // files do not tell which chain is in them
    return by_node(source.order) && source.files < source.stretches;
  }
  bool has_read(const Cut& cut, uint32_t chain) const {  // the next event of the chain
    return cut[chain] - chains_[chain]->base < chains_[chain]->events.size();
  }
  bool chains_begin_anywhere() const;
  uint64_t own_count(const Event& event) const;
  uint64_t count_at(uint32_t chain, uint32_t position);  // own count of the last event before `position`
  // The chain whose next event must come before this one, the next of its own; none when this may happen.
  std::optional<uint32_t> waits_for(const Cut& cut, uint32_t chain, const Event& event);
  std::optional<uint32_t> waits_for_clock(const Cut& cut, uint32_t source, const Event& event);
  std::optional<uint32_t> waits_for_cause(const Cut& cut, uint32_t chain, const Event& event);
  bool enabled(const Cut& cut, uint32_t chain, const Event& event) { return !waits_for(cut, chain, event); }
  static bool before_by_time(const Event& a, const Event& b, int64_t skew);
  std::optional<uint32_t> lowest(const Cut& cut, bool& alone);  // by number; none unless it may happen
  [[noreturn]] void fail_cycle(const Cut& cut);
  void warn_about_silence();  // of nodes, and of what the order goes by

  // Shared with the readers, so they stay where they are.
  std::unique_ptr<Nodes> nodes_ = std::make_unique<Nodes>();
  std::unique_ptr<Warnings> warnings_ = std::make_unique<Warnings>();
  std::vector<Source> sources_;  // that have files; one at least
  std::vector<File> files_;
  std::vector<uint32_t> in_turn_;  // files, as they are read where nothing else says which
  std::vector<std::unique_ptr<Chain>> chains_;  // reading on does not move them
  // Where events with an id stand: chain and position.
  std::unordered_map<std::string, std::pair<uint32_t, uint32_t>> ids_;
  std::vector<bool> begun_;  // by node: an event of it was read
  bool told_silence_ = false;
  bool asked_ = false;  // for all events that may come next
  std::optional<Place> mixed_late_;
  bool keep_ = true;
  bool ahead_ = false;  // what is read was not asked for
  std::shared_ptr<Following> following_;
  uint32_t marked_every_ = 0;
  std::deque<Mark> marks_;
  uint64_t events_read_ = 0;
};

}  // namespace trestle::trace
