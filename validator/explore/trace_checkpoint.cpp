// A search over a trace as bytes, and back: what explains the trace up to the places from which it may go on. States
// are written by content. How they were reached is not: what is shown of a behavior begins where the search was resumed.
#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

#include "translator/runtime/atoms.h"
#include "validator/explore/trace_search.h"
#include "validator/explore/value_stream.h"

namespace trestle::explore {
namespace {

constexpr std::string_view kTraceFormat = "trestle validation 5\n";
constexpr const char* kTraceFile = "validation";
constexpr size_t kHashDigits = 16;

void write_numbers(runtime::BytesWriter& out, const std::vector<uint32_t>& numbers) {
  out.number(numbers.size());
  for (const uint32_t number : numbers) out.number(number);
}
std::vector<uint32_t> read_numbers(runtime::BytesReader& in) {
  std::vector<uint32_t> numbers;
  for (size_t left = in.count(); left-- > 0;) numbers.push_back(static_cast<uint32_t>(in.number()));
  return numbers;
}

void write_reader(runtime::BytesWriter& out, const trace::EventReader::Mark& reader) {
  out.number(reader.spot.file);
  out.number(reader.spot.offset);
  out.number(reader.line);
  out.byte(reader.format ? static_cast<uint8_t>(*reader.format) + 1 : 0);
  out.number(reader.default_node);
  out.number(reader.last.size());
  for (const trace::EventReader::Last& last : reader.last) {
    out.number(last.seq);
    out.number(last.line);
  }
  for (const bool flag : {reader.has_header, reader.gap, reader.closed}) out.byte(flag);
  out.number(reader.dropped);
}
trace::EventReader::Mark read_reader(runtime::BytesReader& in) {
  trace::EventReader::Mark reader;
  reader.spot.file = in.number();
  reader.spot.offset = in.number();
  reader.line = in.number();
  const uint8_t format = in.byte();
  if (format > trace::format_names().size()) throw runtime::DamagedBytes();
  if (format != 0) reader.format = static_cast<trace::Format>(format - 1);
  reader.default_node = static_cast<uint32_t>(in.number());
  for (size_t left = in.count(); left-- > 0;) {
    const uint64_t seq = in.number();
    reader.last.push_back({seq, in.number()});
  }
  reader.has_header = in.byte() != 0;
  reader.gap = in.byte() != 0;
  reader.closed = in.byte() != 0;
  reader.dropped = in.number();
  return reader;
}

void write_chain(runtime::BytesWriter& out, const trace::Trace::Mark::Chain& chain) {
  out.number(chain.source);
  out.number(chain.node);
  write_numbers(out, chain.files);
  out.number(chain.position);
  const trace::Trace::Last& last = chain.last;
  for (const uint64_t number : {last.count, last.seq, static_cast<uint64_t>(last.order.whole),
                                static_cast<uint64_t>(last.order.nanos), uint64_t{last.file}, last.line})
    out.number(number);
  out.number(last.clock.size());
  for (const auto& [node, count] : last.clock) {
    out.number(node);
    out.number(count);
  }
}
trace::Trace::Mark::Chain read_chain(runtime::BytesReader& in) {
  trace::Trace::Mark::Chain chain;
  chain.source = static_cast<uint32_t>(in.number());
  chain.node = static_cast<uint32_t>(in.number());
  chain.files = read_numbers(in);
  chain.position = static_cast<uint32_t>(in.number());
  trace::Trace::Last& last = chain.last;
  last.count = in.number();
  last.seq = in.number();
  last.order.whole = static_cast<int64_t>(in.number());
  last.order.nanos = static_cast<int32_t>(in.number());
  last.file = static_cast<uint32_t>(in.number());
  last.line = in.number();
  for (size_t left = in.count(); left-- > 0;) {
    const auto node = static_cast<uint32_t>(in.number());
    last.clock.push_back({node, in.number()});
  }
  return chain;
}

void write_mark(runtime::BytesWriter& out, const trace::Trace::Mark& mark) {
  out.number(mark.orders.size());
  for (const trace::Order order : mark.orders) out.byte(static_cast<uint8_t>(order));
  out.number(mark.events);
  out.number(mark.nodes.size());
  for (const std::string& node : mark.nodes) out.text(node);
  out.number(mark.files.size());
  for (const trace::EventReader::Mark& reader : mark.files) write_reader(out, reader);
  out.number(mark.chains.size());
  for (const trace::Trace::Mark::Chain& chain : mark.chains) write_chain(out, chain);
  out.number(mark.ids.size());
  for (const trace::Trace::Mark::Id& id : mark.ids) {
    out.text(id.text);
    out.number(id.chain);
    out.number(id.position);
  }
}

trace::Trace::Mark read_mark(runtime::BytesReader& in) {
  trace::Trace::Mark mark;
  for (size_t left = in.count(); left-- > 0;) {
    const uint8_t order = in.byte();
    if (order > static_cast<uint8_t>(trace::Order::Time)) throw runtime::DamagedBytes();
    mark.orders.push_back(static_cast<trace::Order>(order));
  }
  mark.events = in.number();
  for (size_t left = in.count(); left-- > 0;) mark.nodes.emplace_back(in.text());
  for (size_t left = in.count(); left-- > 0;) mark.files.push_back(read_reader(in));
  for (size_t left = in.count(); left-- > 0;) mark.chains.push_back(read_chain(in));
  for (size_t left = in.count(); left-- > 0;) {
    std::string text(in.text());
    const auto chain = static_cast<uint32_t>(in.number());
    mark.ids.push_back({std::move(text), chain, static_cast<uint32_t>(in.number())});
  }
  return mark;
}

void write_place(runtime::BytesWriter& out, const trace::Place& place) {
  out.text(place.file);
  out.number(place.line);
  out.number(place.column);
}
trace::Place read_place(runtime::BytesReader& in) {
  trace::Place place;
  place.file = in.text();
  place.line = in.number();
  place.column = in.number();
  return place;
}

}  // namespace

void save(const Checkpointing& options, const TraceCheckpoint& checkpoint) {
  std::string text(kTraceFormat);
  runtime::BytesWriter out(text);
  out.text(to_text(options.identity));
  // Names beyond the specification's come in the order in which they were met, which is TLC's order of strings.
  out.number(runtime::atom_count());
  for (uint32_t i = 0; i < runtime::atom_count(); ++i) out.text(runtime::atom_text(i));
  write_mark(out, checkpoint.mark);
  out.number(checkpoint.warnings.size());
  for (const trace::Warning& warning : checkpoint.warnings) {
    write_place(out, warning.place);
    out.text(warning.message);
    out.number(warning.count);
  }
  out.text(checkpoint.search);
  text += text_hash(text);
  std::error_code error;
  std::filesystem::create_directories(options.folder, error);
  replace_file(options.folder / kTraceFile, text);
}

std::optional<TraceCheckpoint> trace_checkpoint(const Checkpointing& options) {
  const std::filesystem::path path = options.folder / kTraceFile;
  std::ifstream file(path, std::ios::binary);
  if (!file) return {};
  std::stringstream content;
  content << file.rdbuf();
  const std::string text = content.str();
  const std::string_view bytes = std::string_view(text).substr(0, text.size() - std::min(text.size(), kHashDigits));
  const CheckpointError damaged("the checkpoint in " + options.folder.string() + " is damaged");
  if (!bytes.starts_with(kTraceFormat) || text.substr(bytes.size()) != text_hash(bytes)) throw damaged;
  try {
    runtime::BytesReader in(bytes.substr(kTraceFormat.size()));
    if (in.text() != to_text(options.identity)) {
      throw CheckpointError("the checkpoint in " + options.folder.string() +
                            " is of another specification, configuration, mapping or trace, or of other options");
    }
    for (uint32_t i = 0, count = static_cast<uint32_t>(in.count()); i < count; ++i) {
      if (runtime::atom(in.text()) != i) throw damaged;
    }
    TraceCheckpoint checkpoint;
    checkpoint.mark = read_mark(in);
    for (size_t left = in.count(); left-- > 0;) {
      trace::Warning& warning = checkpoint.warnings.emplace_back();
      warning.place = read_place(in);
      warning.message = in.text();
      warning.count = in.number();
    }
    checkpoint.search = in.text();
    return checkpoint;
  } catch (const runtime::DamagedBytes&) {
    throw damaged;
  }
}

// Reports failure as a notice, and goes on: the checkpoint before stays.
void TraceSearch::save() {
  saved_ = std::chrono::steady_clock::now();
  if (options_.checkpoint.folder.empty()) return;
  std::optional<trace::Trace::Mark> mark = trace_.mark_before(needed_from());
  if (!mark) {
    if (deepest_->cut.events() > 2 * kMarkedEvery && !std::exchange(told_no_mark_, true) && options_.checkpoint.notice)
      options_.checkpoint.notice("no checkpoint is written: alternatives behind the first events, hidden steps or other orders, may "
                                 "still be gone back to; --reach N bounds how far");
    return;
  }
  TraceCheckpoint checkpoint{.mark = std::move(*mark), .warnings = trace_.warnings().all(), .search = {}};
  runtime::BytesWriter out(checkpoint.search);
  write(out);
  try {
    explore::save(options_.checkpoint, checkpoint);
  } catch (const CheckpointError& error) {
    if (options_.checkpoint.notice) options_.checkpoint.notice(error.what());
  }
}

// Of each chain the events that some cut has behind it, but for the last, which is named by what is found wrong with it.
trace::Cut TraceSearch::needed_from() {
  trace::Cut needed;
  for (uint32_t chain = 0; chain < trace_.chains(); ++chain) {
    uint32_t position = UINT32_MAX;
    for (uint64_t depth = floor_; depth < kept_ + levels_.size(); ++depth) {
      for (const auto& node : level(depth).nodes()) position = std::min(position, node->cut[chain]);
    }
    needed = needed.at(chain, std::max(position, 1u) - 1);
  }
  return needed;
}

void TraceSearch::write(runtime::BytesWriter& out) {
  ValueWriter values;
  const auto write_state = [&](const Word* state) {
    const auto mark = context_.arena.mark();
    for (size_t v = 0; v < signature_.layout.variables(); ++v) {
      values.write(out, runtime::intern_like_states(context_, signature_.layout.get(context_, state, v)));
    }
    context_.arena.reset(mark);
  };
  out.number(states_);
  out.byte(given_up_);
  out.text(incomplete_);
  mapping_.write(out);
  split_.write(out);
  out.number(violations_.size());
  for (const TraceViolation& violation : violations_) {
    out.text(violation.predicate);
    out.byte(violation.property);
    out.text(violation.error);
    out.text(violation.event);
    write_place(out, violation.place);
    write_state(violation.state.data());
  }
  out.number(floor_);
  out.number(kept_ + levels_.size() - floor_);
  for (uint64_t depth = floor_; depth < kept_ + levels_.size(); ++depth) {
    out.number(level(depth).nodes().size());
    for (const auto& node : level(depth).nodes()) {
      out.number(trace_.chains());
      for (size_t chain = 0; chain < trace_.chains(); ++chain) out.number(node->cut[chain]);
      out.number(node->chain);
      // Which states had steps is not written: what is open, or may be again, is begun again with its first branch.
      const bool whole = node->all_known && !node->reduced;
      const size_t written = whole ? node->branches.size() : std::min<size_t>(1, node->branches.size());
      const std::span<const Branch> branches(node->branches.data(), written);
      out.byte(whole);
      out.number(branches.size());
      for (const Branch& branch : branches) {
        out.number(branch.chain);
        out.number(whole ? branch.done : 0);
      }
      out.number(node->states.size());
      for (uint32_t i = 0; i < node->states.size(); ++i) {
        const Entry& entry = node->entries[i];
        out.number(node->states.mark(i));
        out.number(entry.violation);
        out.number(entry.hidden);
        out.byte(entry.hidden_tried);
        write_state(node->states[i]);
      }
    }
  }
}

void TraceSearch::read(runtime::BytesReader& in) {
  ValueWriter known;
  ValueReader values(known);
  const auto read_state = [&] {
    std::vector<runtime::Value> row;
    for (size_t v = 0; v < signature_.layout.variables(); ++v) row.push_back(values.read(in));
    return runtime::encode(signature_.layout, row);
  };
  levels_.clear();
  nodes_.clear();
  deepest_ = nullptr;
  violations_.clear();
  states_ = in.number();
  given_up_ = in.byte() != 0;
  incomplete_ = in.text();
  mapping_.restore(in);
  split_.restore(in);
  for (size_t left = in.count(); left-- > 0;) {
    TraceViolation& violation = violations_.emplace_back();
    violation.predicate = in.text();
    violation.property = in.byte() != 0;
    violation.error = in.text();
    violation.event = in.text();
    violation.place = read_place(in);
    violation.state = read_state();
    for (runtime::PredicateId id = 0; id < signature_.predicates.size(); ++id) {
      if (signature_.predicates[id].name == violation.predicate) violated_ |= Independence::predicate(id);
    }
  }
  kept_ = floor_ = deepest_queued_ = in.number();
  for (size_t depths = in.count(); depths-- > 0;) {
    for (size_t nodes = in.count(); nodes-- > 0;) {
      trace::Cut cut;
      for (size_t chains = in.count(), i = 0; i < chains; ++i) cut = cut.at(i, static_cast<uint32_t>(in.number()));
      if (cut.events() < kept_) throw runtime::DamagedBytes();
      CutNode* node = node_at(std::move(cut));
      node->chain = static_cast<uint32_t>(in.number());
      node->all_known = in.byte() != 0;
      for (size_t left = in.count(); left-- > 0;) {
        const auto chain = static_cast<uint32_t>(in.number());
        node->branches.push_back({chain, static_cast<uint32_t>(in.number())});
      }
      node->opened = !node->branches.empty();
      for (size_t left = in.count(); left-- > 0;) {
        const uint64_t mark = in.number();
        Entry entry;
        entry.violation = static_cast<uint32_t>(in.number());
        if (entry.violation > violations_.size()) throw runtime::DamagedBytes();
        entry.hidden = static_cast<uint16_t>(in.number());
        entry.hidden_tried = in.byte() != 0;
        node->states.insert(read_state().data(), mark);
        node->entries.push_back(entry);
      }
      if (has_work(node)) queue(node);
      if (deepest_ == nullptr || node->cut.events() > deepest_->cut.events()) deepest_ = node;
    }
  }
  if (deepest_ == nullptr) throw runtime::DamagedBytes();
  for (const trace::Warning& warning : options_.resume->warnings) {
    trace_.warnings().add(warning.place, warning.message, warning.count);
  }
}

}  // namespace trestle::explore
