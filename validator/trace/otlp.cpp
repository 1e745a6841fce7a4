// OpenTelemetry's logs and spans, as its JSON has them.
#include <cmath>
#include <cstdlib>

#include "validator/trace/foreign_line.h"

namespace trestle::trace::foreign {
namespace {

// TLA+ has no fractions: a double that is a whole number is that; another stays its text, so that it equals no number.
void add_double(Data& data, Datum value) {
  if (value.kind() != DatumKind::Real && value.kind() != DatumKind::String) return append(data, value);
  constexpr double kExact = 9007199254740992;  // 2^53
  const std::string text(value.text());
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  if (end == text.c_str() + text.size() && std::trunc(number) == number && std::abs(number) <= kExact)
    return data.add_integer(static_cast<int64_t>(number));
  data.add_text(DatumKind::String, text);
}

void add_any(Line& line, Datum any) {
  Data& data = line.data();
  if (any.kind() != DatumKind::Record || any.size() == 0) return data.add_null();
  const std::string_view kind = any.first().text();
  const Datum value = any.first().next();
  if (kind == "doubleValue") return add_double(data, value);
  if (kind == "intValue") {
    const std::optional<int64_t> number = integer(value);
    if (!number) line.wrong("an \"intValue\" is no integer: " + to_short_tla(value));
    return data.add_integer(number.value_or(0));
  }
  if (kind == "arrayValue") {
    const uint32_t list = data.begin(DatumKind::Sequence);
    uint32_t count = 0;
    elements(get(value, "values"), [&](Datum element) {
      add_any(line, element);
      ++count;
    });
    return data.end(list, count);
  }
  if (kind == "kvlistValue") {
    const uint32_t record = data.begin(DatumKind::Record);
    uint32_t count = 0;
    elements(get(value, "values"), [&](Datum pair) {
      const auto key = get(pair, "key");
      const auto inner = get(pair, "value");
      if (!is_text(key) || !inner) return;
      data.add_text(DatumKind::String, key->text());
      add_any(line, *inner);
      ++count;
    });
    return data.end(record, count);
  }
  append(data, value);
}

// [{"key":..,"value":{..}}, ..] as a record; as parameters without what says which event it is.
void add_attributes(Line& line, std::string_view name, std::optional<Datum> attributes) {
  line.key(name);
  Data& data = line.data();
  const uint32_t record = data.begin(DatumKind::Record);
  uint32_t count = 0;
  if (attributes && attributes->kind() != DatumKind::Null && !is_list(attributes))
    line.wrong("\"attributes\" is a list, not " + to_short_tla(*attributes));
  elements(attributes, [&](Datum pair) {
    const auto key = get(pair, "key");
    const auto value = get(pair, "value");
    if (!is_text(key)) line.wrong("an attribute is {\"key\":.., \"value\":..}, not " + to_short_tla(pair));
    if (!is_text(key) || !value) return;
    if (name == "params" && key->text() == "event.name") return;
    data.add_text(DatumKind::String, key->text());
    add_any(line, *value);
    ++count;
  });
  data.end(record, count);
}

std::optional<Datum> attribute(std::optional<Datum> attributes, std::string_view key) {
  std::optional<Datum> found;
  elements(attributes, [&](Datum pair) {
    const auto name = get(pair, "key");
    if (is_text(name) && name->text() == key) found = get(get(pair, "value"), "stringValue");
  });
  return found;
}

std::optional<Datum> node_of(std::optional<Datum> resource) {
  const auto attributes = get(resource, "attributes");
  for (const std::string_view key : {"service.instance.id", "host.name", "service.name"}) {
    if (const auto found = attribute(attributes, key); is_text(found)) return found;
  }
  return {};
}

void add_common(Line& line, std::string_view name, std::optional<Datum> resource, Datum record) {
  line.text("event", name);
  if (const auto node = node_of(resource)) line.text("node", node->text());
  add_attributes(line, "params", get(record, "attributes"));
  add_attributes(line, "attributes", get(record, "attributes"));
  add_attributes(line, "resource", get(resource, "attributes"));
  line.value("traceId", get(record, "traceId"));
  line.value("spanId", get(record, "spanId"));
}

std::string log_record(std::optional<Datum> resource, Datum record, const GiveLine& event) {
  if (const auto line = attribute(get(record, "attributes"), kCarriedLine); is_text(line)) {
    Data data;
    if (const JsonProblem problem = parse_json_plainly(line->text(), data))
      return "the line that it carries is not JSON: " + problem.message;
    event(data);
    return {};
  }
  const auto body = get(record, "body");
  auto name = get(record, "eventName");
  if (!is_text(name) || name->text().empty()) name = attribute(get(record, "attributes"), "event.name");
  if (!is_text(name)) name = get(body, "stringValue");
  if (!is_text(name)) return "a log record names no event: it has no eventName, no attribute event.name and no text";
  Line line;
  add_common(line, name->text(), resource, record);
  const auto time = get(record, "timeUnixNano");
  const bool known = time && integer(*time) != 0;
  line.nanoseconds("time", record, known ? "timeUnixNano" : "observedTimeUnixNano");
  line.value("severityText", get(record, "severityText"));
  if (body) {
    line.key("body");
    add_any(line, *body);
  }
  if (line.problem().empty()) event(line.done());
  return line.problem();
}

std::string span(std::optional<Datum> resource, Datum record, const GiveLine& event) {
  const auto name = get(record, "name");
  if (!is_text(name)) return "a span has no name";
  Line line;
  add_common(line, name->text(), resource, record);
  line.nanoseconds("time", record, "startTimeUnixNano");
  line.nanoseconds("until", record, "endTimeUnixNano");
  line.value("kind", get(record, "kind"));
  line.value("id", get(record, "spanId"));
  line.key("causes");
  Data& data = line.data();
  const uint32_t causes = data.begin(DatumKind::Sequence);
  uint32_t count = 0;
  const auto cause = [&](std::optional<Datum> id) {
    if (!is_text(id) || id->text().empty()) return;
    append(data, *id);
    ++count;
  };
  cause(get(record, "parentSpanId"));
  elements(get(record, "links"), [&](Datum link) { cause(get(link, "spanId")); });
  data.end(causes, count);
  if (line.problem().empty()) event(line.done());
  return line.problem();
}

}  // namespace

std::string otlp(Datum text, const GiveLine& event) {
  std::string problem;
  const auto each = [&](std::string_view resources, std::string_view scopes, std::string_view records,
                        const auto& read) {
    const auto all = get(text, resources);
    if (all && !is_list(all) && problem.empty())
      problem = "\"" + std::string(resources) + "\" is a list, not " + to_short_tla(*all);
    elements(all, [&](Datum resource) {
      if (!is_record(resource) && problem.empty())
        problem = "a member of \"" + std::string(resources) + "\" is an object, not " + to_short_tla(resource);
      elements(get(resource, scopes), [&](Datum scope) {
        elements(get(scope, records), [&](Datum record) {
          if (std::string wrong = read(get(resource, "resource"), record, event); problem.empty()) problem = wrong;
        });
      });
    });
  };
  each("resourceLogs", "scopeLogs", "logRecords", log_record);
  each("resourceSpans", "scopeSpans", "spans", span);
  return problem;
}

}  // namespace trestle::trace::foreign
