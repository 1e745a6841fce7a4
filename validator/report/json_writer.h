// JSON text and TLA+ values in it, as docs/formats/json.md has them. The only place that knows RapidJSON; not for other
// folders.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "translator/runtime/print.h"
#include "translator/runtime/value.h"
#include "validator/bridge/json_value.h"
#include "validator/report/json.h"
#include "validator/report/states.h"

namespace trestle::report {

class Json {
 public:
  using Writer = rapidjson::Writer<rapidjson::StringBuffer>;
  void key(std::string_view name) { writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }
  void string(std::string_view text) { writer_.String(text.data(), static_cast<rapidjson::SizeType>(text.size())); }
  void string_or_null(std::string_view text) {
    if (text.empty()) {
      writer_.Null();
    } else {
      string(text);
    }
  }
  void field(std::string_view name, std::string_view text) { key(name), string(text); }
  void field(std::string_view name, uint64_t number) { key(name), writer_.Uint64(number); }
  void strings(std::string_view name, std::span<const std::string> texts) {
    key(name), writer_.StartArray();
    for (const std::string& text : texts) string(text);
    writer_.EndArray();
  }
  Writer* operator->() { return &writer_; }
  void location(const runtime::Location& location) {
    key("location");
    if (location.begin_line == 0) {
      writer_.Null();
      return;
    }
    writer_.StartObject();
    field("module", location.module);
    field("file", location.file);
    field("begin_line", location.begin_line);
    field("begin_column", location.begin_column);
    field("end_line", location.end_line);
    field("end_column", location.end_column);
    writer_.EndObject();
  }
  void values(std::string_view name, const NamedValues& values) {
    key(name);
    writer_.StartObject();
    for (const auto& [variable, v] : values) {
      key(variable);
      writer_.StartObject();
      field("tla", runtime::to_string(v));
      key("value");
      value(v);
      writer_.EndObject();
    }
    writer_.EndObject();
  }
  void run(const Run& run) {
    field("spec", run.spec);
    field("config", run.config);
    field("engine", run.engine);
    if (run.native) {
      key("native");
      writer_.StartObject();
      field("bits", uint64_t{run.native->bits});
      field("dynamic_bits", uint64_t{run.native->dynamic_bits});
      field("evaluator_states", run.native->states);
      strings("evaluator_parts", run.native->parts);
      key("misfits");
      writer_.StartArray();
      for (const auto& place : run.native->places) {
        writer_.StartObject();
        field("function", place.function);
        field("unit", place.unit);
        field("line", place.line);
        field("code", place.code);
        field("count", place.count);
        writer_.EndObject();
      }
      writer_.EndArray();
      writer_.EndObject();
    }
    if (!run.without_native.empty()) field("without_native", run.without_native);
    field("seed", run.seed);
  }
  std::string take() { return {buffer_.GetString(), buffer_.GetSize()}; }

  void value(runtime::Value v) { bridge::write_value(writer_, v, bridge::JsonStyle::Trestle); }

 private:
  rapidjson::StringBuffer buffer_;
  Writer writer_{buffer_};
};

}  // namespace trestle::report
