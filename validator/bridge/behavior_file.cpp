#include "validator/bridge/behavior_file.h"

#include "translator/runtime/print.h"
#include "validator/bridge/readers.h"

namespace trestle::bridge {
namespace {

struct FormatRow {
  std::string_view name, about;
  bool reads, writes;
};
constexpr FormatRow kFormats[] = {
#define TRESTLE_FORMAT(name, text, reads, writes, about) {text, about, reads, writes},
#include "validator/bridge/formats.def"
#undef TRESTLE_FORMAT
};
const FormatRow& row(Format format) { return kFormats[static_cast<size_t>(format)]; }

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

// `name` as a member whose value begins so, blanks aside: logs have members of these names too.
bool has_member(std::string_view text, std::string_view name, std::string_view begins) {
  for (size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
    size_t behind = at + name.size(), matched = 0;
    for (; behind < text.size() && matched < begins.size(); ++behind) {
      if (text[behind] == ' ' || text[behind] == '\n' || text[behind] == '\r' || text[behind] == '\t') continue;
      if (text[behind] != begins[matched]) break;
      ++matched;
    }
    if (matched == begins.size()) return true;
  }
  return false;
}

std::optional<Format> sniff_json(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  if (has_member(line, "\"format\"", ":\"ITF\"")) return Format::Itf;
  if (has_member(line, "\"verdict\"", ":\"") && has_member(line, "\"exit_code\"", ":")) return Format::Result;
  // Its variables and fields may be called like members of events.
  if (has_member(text.substr(0, 64), "\"counterexample\"", ":{")) return Format::TlcJson;
  if (has(line, "\"trestle\"") || has(line, "\"event\"")) return Format::Events;
  if (has_member(text, "\"counterexample\"", ":{")) return Format::TlcJson;
  if (has_member(text, "\"states\"", ":[") && (has(text, "\"vars\"") || has(text, "\"#meta\""))) return Format::Itf;
  if (has_member(text, "\"state\"", ":[[")) return Format::TlcJson;
  return {};
}

std::optional<Format> sniff_module(std::string_view text) {
  if (has(text, "STATE_1 ==")) return Format::Simulation;
  if (has(text, "Trestle_states ==")) return Format::Replay;
  if (has(text, "_TETrace")) return Format::TraceModule;
  if (has(text, "_next(_idx) ==")) return Format::TlcActions;
  if (has(text, "CounterExample ==") || has(text, "Trace ==")) return Format::TlcModule;
  return {};
}

}  // namespace

std::string_view name(Format format) { return row(format).name; }
std::string_view about(Format format) { return row(format).about; }
bool reads(Format format) { return row(format).reads; }
bool writes(Format format) { return row(format).writes; }

std::optional<Format> format_named(std::string_view name) {
  for (size_t i = 0; i < std::size(kFormats); ++i) {
    if (kFormats[i].name == name) return static_cast<Format>(i);
  }
  return {};
}

std::vector<std::string> format_names(bool (*which)(Format)) {
  std::vector<std::string> names;
  for (size_t i = 0; i < std::size(kFormats); ++i) {
    if (which(static_cast<Format>(i))) names.emplace_back(kFormats[i].name);
  }
  return names;
}

std::optional<Format> sniff(std::string_view bytes) {
  constexpr size_t kLooked = size_t{1} << 19;
  // A record of two fields, the name of the second being vars, as TLC serializes its values.
  if (bytes.starts_with(std::string_view("\x04\0\0\0\x02\x03", 6)) && has(bytes.substr(0, 64), "vars"))
    throw FileError("this is TLC's binary -dumpTrace tlc, which only TLC reads: have it write -dumpTrace json or tla");
  std::string_view text = bytes.substr(0, kLooked);
  const std::optional<std::string> clean = plain(text);
  if (clean) text = *clean;
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  text.remove_prefix(first);
  if (text.front() == '{') return sniff_json(text);
  if (text.starts_with("[{\"event\":\"")) return Format::Events;  // which are no list: their reader says so
  if (text.front() == '[' && text.find_first_of("{[", 1) < 4) return Format::TlcJson;
  if (text.starts_with("digraph") || text.starts_with("strict digraph")) return Format::Dot;
  if (text.starts_with("----") && has(text.substr(0, text.find('\n')), "MODULE")) return sniff_module(text);
  if (text.starts_with("<<") && has(text, "|->")) return Format::TlcModule;
  if (has(text, "@!@!@STARTMSG")) return Format::Tool;
  return sniff_text(text);
}

std::vector<RecordedBehavior> read_behaviors(std::string_view bytes, const ReadOptions& options) {
  const std::optional<std::string> clean = plain(bytes);
  if (clean) bytes = *clean;
  const std::optional<Format> format = options.format ? options.format : sniff(bytes);
  if (!format) {
    throw FileError(options.file + ": this is no behavior in a format that is known (" + "--from names one)");
  }
  std::vector<RecordedBehavior> behaviors;
  switch (*format) {
    case Format::Text:
    case Format::Tool: behaviors = read_text(bytes, options.file); break;
    case Format::TlcModule:
    case Format::TlcActions:
    case Format::TraceModule:
    case Format::Simulation:
    case Format::Replay: behaviors = read_module(bytes, *format, options.file); break;
    case Format::TlcJson: behaviors = read_tlc_json(bytes, options.file); break;
    case Format::Itf: behaviors = read_itf(bytes, options.file); break;
    case Format::Result: behaviors = read_result(bytes, options.file); break;
    case Format::Events: behaviors = read_events(bytes, options.file); break;
    case Format::Dot: behaviors = read_path(bytes, options.file); break;
    case Format::Dump: throw FileError(options.file + ": these are states in no order, not a behavior");
    default:
      throw FileError(options.file + ": the format " + std::string(name(*format)) + " is not read as a behavior");
  }
  for (RecordedBehavior& behavior : behaviors) behavior.format = *format;
  return behaviors;
}

std::string to_string(const RecordedAction& action) {
  std::string text = action.name;
  if (!action.arguments || action.arguments->empty()) return text;
  for (size_t i = 0; i < action.arguments->size(); ++i) {
    text += (i == 0 ? "(" : ", ") + runtime::to_short_string((*action.arguments)[i]);
  }
  return text + ")";
}

}  // namespace trestle::bridge
