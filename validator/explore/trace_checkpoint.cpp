// A search over a trace as bytes, and back: what explains the trace up to the places from which it may go on. States
// are written by content. How they were reached is not: what is shown of a behavior begins where the search was resumed.
#include <fstream>
#include <sstream>

#include "translator/runtime/atoms.h"
#include "validator/explore/trace_search.h"
#include "validator/explore/value_stream.h"

namespace trestle::explore {
namespace {

constexpr std::string_view kTraceFormat = "trestle validation 1\n";
constexpr const char* kTraceFile = "validation";
constexpr size_t kHashDigits = 16;

void write_mark(runtime::BytesWriter& out, const trace::Trace::Mark& mark) {
  out.number(mark.position);
  out.byte(static_cast<uint8_t>(mark.order));
  out.number(mark.nodes.size());
  for (const std::string& node : mark.nodes) out.text(node);
  for (const uint64_t number : {mark.count, mark.seq, mark.line, static_cast<uint64_t>(mark.at),
                                static_cast<uint64_t>(mark.end)})
    out.number(number);
  const trace::EventReader::Mark& reader = mark.reader;
  out.number(reader.spot.file);
  out.number(reader.spot.offset);
  out.number(reader.line);
  out.byte(reader.format ? static_cast<uint8_t>(*reader.format) + 1 : 0);
  out.number(reader.default_node);
  out.number(reader.last.size());
  for (const auto& [seq, line] : reader.last) {
    out.number(seq);
    out.number(line);
  }
  for (const bool flag : {reader.has_header, reader.gap, reader.closed}) out.byte(flag);
  out.number(reader.dropped);
}

trace::Trace::Mark read_mark(runtime::BytesReader& in) {
  trace::Trace::Mark mark;
  mark.position = static_cast<uint32_t>(in.number());
  const uint8_t order = in.byte();
  if (order > static_cast<uint8_t>(trace::Order::Time)) throw runtime::DamagedBytes();
  mark.order = static_cast<trace::Order>(order);
  for (size_t left = in.count(); left-- > 0;) mark.nodes.emplace_back(in.text());
  mark.count = in.number();
  mark.seq = in.number();
  mark.line = in.number();
  mark.at = static_cast<int64_t>(in.number());
  mark.end = static_cast<int64_t>(in.number());
  trace::EventReader::Mark& reader = mark.reader;
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
  // The event before the first state that is kept is named by what is found wrong with it.
  const trace::Trace::Mark* mark = floor_ == 0 ? nullptr : trace_.mark_before(static_cast<uint32_t>(floor_ - 1));
  if (mark == nullptr) return;
  TraceCheckpoint checkpoint{.mark = *mark, .warnings = trace_.warnings().all(), .search = {}};
  runtime::BytesWriter out(checkpoint.search);
  write(out);
  try {
    explore::save(options_.checkpoint, checkpoint);
  } catch (const CheckpointError& error) {
    if (options_.checkpoint.notice) options_.checkpoint.notice(error.what());
  }
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
  const uint64_t end = deepest_->cut.events() + 1;
  out.number(end - floor_);
  for (uint64_t depth = floor_; depth < end; ++depth) {
    const CutNode& node = *level(depth).nodes()[0];
    out.number(node.branches.empty() ? 0 : node.branches[0].done + 1);
    out.number(node.states.size());
    for (uint32_t i = 0; i < node.states.size(); ++i) {
      const Entry& entry = node.entries[i];
      out.number(node.states.mark(i));
      out.number(entry.violation);
      out.number(entry.hidden);
      out.byte(entry.hidden_tried);
      write_state(node.states[i]);
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
  violations_.clear();
  states_ = in.number();
  given_up_ = in.byte() != 0;
  incomplete_ = in.text();
  mapping_.restore(in);
  for (size_t left = in.count(); left-- > 0;) {
    TraceViolation& violation = violations_.emplace_back();
    violation.predicate = in.text();
    violation.property = in.byte() != 0;
    violation.error = in.text();
    violation.event = in.text();
    violation.place = read_place(in);
    violation.state = read_state();
  }
  kept_ = floor_ = deepest_queued_ = in.number();
  const size_t depths = in.count();
  if (depths == 0) throw runtime::DamagedBytes();
  for (size_t i = 0; i < depths; ++i) {
    CutNode* node = node_at(trace::Cut().at(0, static_cast<uint32_t>(floor_ + i)));
    if (floor_ + i > 0) node->chain = 0;
    if (const uint64_t tried = in.number(); tried > 0) {
      node->opened = node->all_known = true;
      node->branches.push_back({0, static_cast<uint32_t>(tried - 1)});
    }
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
    deepest_ = node;
  }
  for (const trace::Warning& warning : options_.resume->warnings) {
    trace_.warnings().add(warning.place, warning.message, warning.count);
  }
}

}  // namespace trestle::explore
