#include "validator/trace/carried.h"

#include <optional>

#include "tracer/text.h"
#include "validator/trace/json.h"

namespace trestle::trace {
namespace {

void append_attribute(tracer::Text& out, std::string_view key, std::string_view kind, std::string_view value,
                      bool& first) {
  out.append(first ? "{\"key\":" : ",{\"key\":");
  first = false;
  out.append_string(key);
  out.append(",\"value\":{\"");
  out.append(kind);
  out.append("\":");
  // OTLP's JSON has 64-bit numbers as strings.
  if (kind == "boolValue") {
    out.append(value);
  } else {
    out.append_string(value);
  }
  out.append("}}");
}

void append_parameters(tracer::Text& out, Data& data, Datum params, bool& first) {
  if (params.kind() != DatumKind::Record) return;
  Datum key = params;
  std::string where;
  for (uint32_t i = 0; i < params.size(); ++i) {
    key = i == 0 ? params.first() : key.next().next();
    interpret(data, key.next().index(), where);  // what is wrong with it stays as it is logged
    const Datum value = key.next();
    switch (value.kind()) {
      case DatumKind::Boolean:
        append_attribute(out, key.text(), "boolValue", value.boolean() ? "true" : "false", first);
        break;
      case DatumKind::Integer:
        append_attribute(out, key.text(), "intValue", std::to_string(value.integer()), first);
        break;
      case DatumKind::String: append_attribute(out, key.text(), "stringValue", value.text(), first); break;
      default: append_attribute(out, key.text(), "stringValue", to_tla(value), first);
    }
  }
}

}  // namespace

std::string OtlpLines::record(std::string_view line) {
  Data data;
  if (parse_json_plainly(line, data) || data.root().kind() != DatumKind::Record) return {};
  const auto member = [&](std::string_view key, DatumKind kind) {
    Datum found = data.root();
    return find(data.root(), key, found) && found.kind() == kind ? std::optional(found) : std::nullopt;
  };
  const auto node = member("node", DatumKind::String), name = member("event", DatumKind::String);
  if (const auto spec = member("spec", DatumKind::String)) service_ = spec->text();
  if (const auto time = member("time", DatumKind::Integer)) time_ = time->integer();
  tracer::Text out;
  bool first = true;
  out.append("{\"resourceLogs\":[{\"resource\":{\"attributes\":[");
  if (node) append_attribute(out, "service.instance.id", "stringValue", node->text(), first);
  if (!service_.empty()) append_attribute(out, "service.name", "stringValue", service_, first);
  out.append("]},\"scopeLogs\":[{\"scope\":{\"name\":\"trestle\"},\"logRecords\":[{");
  if (time_ != 0) {
    for (const std::string_view key : {"\"timeUnixNano\":\"", "\",\"observedTimeUnixNano\":\""}) {
      out.append(key);
      out.append_integer(time_);
    }
    out.append("\",");
  }
  out.append("\"severityNumber\":9,\"severityText\":\"INFO\",\"eventName\":");
  out.append_string(name ? name->text() : "#header");
  out.append(",\"body\":{\"stringValue\":");
  out.append_string(name ? name->text() : "#header");
  out.append("},\"attributes\":[");
  first = true;
  append_attribute(out, kCarriedLine, "stringValue", line, first);
  if (Datum params = data.root(); find(data.root(), "params", params)) append_parameters(out, data, params, first);
  out.append("]}]}]}]}\n");
  return std::string(out.view());
}

}  // namespace trestle::trace
