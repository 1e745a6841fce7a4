// Any bytes as the files of a trace: read, ordered, held against a value. The text is cut at NUL bytes into up to three
// files; a first line "format NAME ORDER" says how they are read ("placed": in a shape of their own), otherwise they tell it. What one JSON parser accepts,
// the other has to read alike.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "translator/runtime/atoms.h"
#include "translator/runtime/context.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/print.h"
#include "translator/runtime/store.h"
#include "validator/trace/json.h"
#include "validator/trace/match.h"
#include "validator/trace/trace.h"

namespace {

using namespace trestle;

class Bytes final : public trace::ByteSource {
 public:
  explicit Bytes(std::string_view text) : text_(text) {}
  size_t read(char* to, size_t size) override {
    size_t n = std::min(size, text_.size());
    std::memcpy(to, text_.data(), n);
    text_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view text_;
};

bool is_model_value(std::string_view name) { return name.starts_with("m"); }

void check(bool condition) {
  if (!condition) std::abort();
}

std::string tree(trace::Datum datum) {
  std::string text = std::to_string(static_cast<int>(datum.kind()));
  switch (datum.kind()) {
    case trace::DatumKind::Boolean: return text + (datum.boolean() ? "t" : "f");
    case trace::DatumKind::Integer: return text + std::to_string(datum.integer());
    case trace::DatumKind::BigInteger:
    case trace::DatumKind::String: return text + std::string(datum.text());
    case trace::DatumKind::Sequence:
    case trace::DatumKind::Record: break;
    default: return text;
  }
  const uint32_t children = datum.size() * (datum.kind() == trace::DatumKind::Record ? 2 : 1);
  trace::Datum child = datum;
  for (uint32_t i = 0; i < children; ++i) {
    child = i == 0 ? datum.first() : child.next();
    text += "(" + tree(child) + ")";
  }
  return text;
}

void compare_parsers(std::string_view line) {
  std::string padded = std::string(line) + std::string(trace::kJsonPadding, '\0');
  trace::JsonParser parser;
  trace::Data fast, plain;
  const trace::JsonProblem first = parser.parse({padded.data(), line.size()}, fast);
  const trace::JsonProblem second = trace::parse_json_plainly(line, plain);
  check(static_cast<bool>(first) == static_cast<bool>(second));
  if (first) {
    check(first.offset <= line.size());
  } else {
    check(tree(fast.root()) == tree(plain.root()));
  }
}

// Takes the first line, if it says how the rest is to be read: "format trestle clock", or "format trestle clock time" where
// the second file has an order of its own.
trace::Order declared(std::string_view& text, trace::ReadOptions& options, std::vector<trace::LogSource>& sources) {
  constexpr std::string_view kBegin = "format ";
  if (!text.starts_with(kBegin)) return trace::Order::Auto;
  const std::string_view line = text.substr(kBegin.size(), text.find('\n') - kBegin.size());
  text.remove_prefix(std::min(text.size(), kBegin.size() + line.size() + 1));
  const size_t space = std::min(line.find(' '), line.size());
  options.format = trace::format_named(line.substr(0, space));
  if (line.substr(0, space) == "placed") {
    options.places = {.members = {{"event", {"m", "k"}}, {"params", {"m", "p"}}, {"time", {"t"}}, {"until", {"u"}}, {"order", {"o"}}},
                      .time_unit = 1'000'000};
    for (const char* same : {"node", "seq", "id", "causes", "clock", "before", "after", "updates"})
      options.places.members.push_back({same, {same}});
    options.members = {"m"};
    options.selects = [](const trace::Data& line, const trace::Place&) { return trace::value_at(line.root(), {"m"}).has_value(); };
  }
  const std::string_view orders = line.substr(std::min(line.size(), space + 1));
  const size_t second = std::min(orders.size(), orders.find(' '));
  if (const auto own = trace::order_named(orders.substr(std::min(orders.size(), second + 1))))
    sources.push_back({.files = {"b"}, .order = *own});
  return trace::order_named(orders.substr(0, second)).value_or(trace::Order::Auto);
}

void hold(runtime::Context& context, const trace::Event& event) {
  trace::to_string(event);
  for (const trace::Argument& argument : event.arguments) {
    try {
      // What a value was read from matches it.
      runtime::Value value = trace::to_value(context, event.value(argument.value), is_model_value);
      check(trace::matches(event.value(argument.value), value));
      runtime::to_string(value);
    } catch (const runtime::EvalError&) {
    }
  }
  const runtime::Value values[] = {runtime::Value::integer(1), runtime::empty_set(), runtime::empty_tuple()};
  for (bool after : {false, true}) {
    for (const trace::Observation& observation : after ? event.after : event.before) {
      trace::to_string(event, observation, after);
      for (runtime::Value from : values) {
        for (runtime::Value to : values) {
          if (!trace::holds(event, observation, after, from, to)) {
            trace::explain_mismatch(event, observation, after, from, to);
          }
        }
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  trace::ReadOptions options;
  options.is_model_value = is_model_value;
  std::vector<trace::LogSource> sources;
  const trace::Order order = declared(rest, options, sources);
  compare_parsers(rest.substr(0, rest.find('\n')));
  runtime::Context context;
  try {
    std::vector<trace::LineReader> files;
    for (const char* name : {"a", "b", "c"}) {
      const size_t end = files.size() == 2 ? rest.size() : std::min(rest.find('\0'), rest.size());
      files.emplace_back(name, std::make_unique<Bytes>(rest.substr(0, end)), size_t{1} << 20);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    trace::Trace trace(std::move(files), order, std::move(options), std::move(sources));
    trace::Cut cut;
    while (std::optional<uint32_t> chain = trace.first_enabled(cut)) {
      const std::vector<uint32_t> all = trace.all_enabled(cut);
      check(std::find(all.begin(), all.end(), *chain) != all.end());
      hold(context, *trace.event(*chain, cut[*chain]));
      cut = cut.after(*chain);
      trace.release(cut);
    }
    check(cut.events() == trace.events_read());
  } catch (const trace::TraceError&) {
  }
  return 0;
}
