#include "validator/mapping/guess_places.h"

#include <algorithm>
#include <map>

#include "validator/mapping/near.h"
#include "validator/trace/format.h"
#include "validator/trace/input.h"
#include "validator/trace/json.h"

namespace trestle::mapping {
namespace {

using trace::Datum;
using trace::DatumKind;
using trace::MemberPath;

// What stands at a path.
struct Place {
  size_t count = 0;
  std::map<std::string, size_t> texts;
  std::optional<int64_t> number;  // the first
  size_t dates = 0;
  bool counts = false;
};
using Places = std::map<MemberPath, Place>;

constexpr size_t kMostLines = 2'000, kMostTexts = 200, kMostDepth = 3;

void collect(Datum record, MemberPath& path, Places& places) {
  each_member(record, [&](std::string_view name, Datum value) {
    path.emplace_back(name);
    Place& place = places[path];
    ++place.count;
    switch (value.kind()) {
      case DatumKind::String:
        if (place.texts.size() < kMostTexts) ++place.texts[std::string(value.text())];
        place.dates += trace::date_nanoseconds(value.text()).has_value();
        break;
      case DatumKind::Real:
      case DatumKind::Integer:
        if (!place.number) place.number = trace::nanoseconds(value, 1);
        break;
      case DatumKind::Record: {
        bool counts = value.size() > 0;
        each_member(value, [&](std::string_view, Datum count) { counts = counts && count.kind() == DatumKind::Integer; });
        place.counts = place.counts || counts;
        if (path.size() < kMostDepth) collect(value, path, places);
        break;
      }
      default: break;
    }
    path.pop_back();
  });
}

// How well the texts at a place would do as names of events.
double as_names(const MemberPath& path, const Place& place, const std::vector<std::string>& actions, size_t lines) {
  if (place.texts.empty() || place.texts.size() >= kMostTexts || place.dates > 0) return 0;
  double alike = 0;
  for (const auto& [text, count] : place.texts) {
    const std::string action = likest(text, actions);
    const double likeness = action.empty() ? 0 : plain(action) == plain(text) ? 1 : 0.6;
    alike += likeness * static_cast<double>(count);
  }
  static const std::vector<std::string> hints = {"event", "eventtype", "ev", "evt", "type", "kind", "action", "op",
                                                 "operation", "step",  "function", "method", "name", "msg", "message"};
  const auto hint = std::find(hints.begin(), hints.end(), plain(path.back()));
  const double hinted = hint == hints.end() ? 0 : 0.4 - 0.02 * static_cast<double>(hint - hints.begin());
  const auto all = static_cast<double>(place.count);
  if (alike == 0 && hinted == 0) return 0;
  return 2 * alike / all + hinted + 0.2 * all / static_cast<double>(lines);
}

// The first place with one of these names that most lines have, and that is what it should be.
template <class Fits>
const MemberPath* named(const Places& places, const std::vector<std::string>& names, size_t lines, const Fits& fits) {
  for (const std::string& name : names) {
    for (const auto& [path, place] : places)
      if (plain(path.back()) == name && place.count * 10 >= lines * 9 && fits(place)) return &path;
  }
  return nullptr;
}

// By its size, as of a time in this century.
int64_t unit_of(const Place& place) {
  constexpr int64_t kThreeYears = 100'000'000;  // seconds
  if (place.dates > 0) return 1;
  for (const auto& [name, nanoseconds] : trace::kTimeUnits) {
    constexpr int64_t kSecond = 1'000'000'000;
    if (nanoseconds != kSecond && place.number.value_or(0) >= kThreeYears * (kSecond / nanoseconds)) return nanoseconds;
  }
  return std::end(trace::kTimeUnits)[-1].nanoseconds;
}

// In a format that Trestle reads without being told.
bool is_known(Datum line) {
  Datum found = line;
  if (trace::find(line, "trestle", found)) return true;
  if (trace::find(line, "event", found)) return found.kind() == DatumKind::String || trace::find(line, "tag", found);
  return trace::format_of(line) != trace::Format::Trestle;
}

}  // namespace

std::optional<Guess> guess_places(const std::vector<std::string>& paths, const runtime::Signature& signature) {
  Places all, of_named;
  std::vector<trace::Data> lines;
  for (const std::string& path : paths) {
    if (path == "-") trace::rewind_standard_input();
    trace::LineReader reader(path, trace::open_bytes(path));
    trace::JsonParser json;
    std::string_view line;
    for (size_t i = 0; i < kMostLines / paths.size() + 1 && reader.next(line); ++i) {
      trace::Data data;
      if (json.parse(line, data) || data.root().kind() != DatumKind::Record) continue;
      if (is_known(data.root())) return {};
      MemberPath at;
      collect(data.root(), at, all);
      lines.push_back(std::move(data));
    }
  }
  const std::vector<std::string> actions = action_names(signature);
  const MemberPath* event = nullptr;
  double best = 0;
  for (const auto& [path, place] : all) {
    const double score = as_names(path, place, actions, lines.size());
    if (score <= best) continue;
    best = score;
    event = &path;
  }
  if (event == nullptr) return {};
  Guess guess;
  guess.lines = lines.size();
  for (const trace::Data& line : lines) {
    if (const auto name = trace::value_at(line.root(), *event); !name || name->kind() != DatumKind::String) continue;
    ++guess.named;
    MemberPath at;
    collect(line.root(), at, of_named);
  }
  guess.places.members.emplace_back("event", *event);
  guess.places.skip_unnamed = true;
  const auto add = [&](const char* member, const std::vector<std::string>& names, const auto& fits) {
    const MemberPath* const found = named(of_named, names, guess.named, fits);
    if (found != nullptr && *found != *event) guess.places.members.emplace_back(member, *found);
    return found;
  };
  add("node", {"node", "nodeid", "nid", "server", "replica", "host", "hostname", "instance", "process", "pod", "member"},
      [](const Place& place) { return !place.texts.empty() || place.number; });
  add("clock", {"clock", "vectorclock", "vclock", "vc"}, [](const Place& place) { return place.counts; });
  const MemberPath* const time = add("time", {"time", "timestamp", "@timestamp", "ts", "date", "at"},
                                     [](const Place& place) { return place.dates == place.count || (place.number && place.texts.empty()); });
  if (time != nullptr) guess.places.time_unit = unit_of(of_named.at(*time));
  return guess;
}

}  // namespace trestle::mapping
