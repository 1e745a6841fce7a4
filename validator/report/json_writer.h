// JSON text and TLA+ values in it, as docs/formats/json.md has them. The only place that knows RapidJSON; not for other
// folders.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "translator/runtime/atoms.h"
#include "translator/runtime/print.h"
#include "translator/runtime/value.h"
#include "validator/report/json.h"
#include "validator/report/states.h"

namespace trestle::report {

class Json {
 public:
  using Writer = rapidjson::Writer<rapidjson::StringBuffer>;
  enum class Style { Trestle, Itf };  // ITF: every integer is tagged, and model values are strings

  explicit Json(Style style = Style::Trestle) : style_(style) {}

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
      key("evaluator_parts");
      writer_.StartArray();
      for (const std::string& part : run.native->parts) string(part);
      writer_.EndArray();
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
    field("seed", run.seed);
  }
  std::string take() { return {buffer_.GetString(), buffer_.GetSize()}; }

  void value(runtime::Value v) {
    switch (v.kind()) {
      case runtime::Kind::Boolean: writer_.Bool(v.truth()); return;
      case runtime::Kind::Integer: return integer(v);
      case runtime::Kind::BigInteger: return tagged("#bigint", runtime::to_string(v));
      case runtime::Kind::String: return string(runtime::atom_text(v.atom_id()));
      case runtime::Kind::ModelValue:
        if (style_ == Style::Itf) return string(runtime::atom_text(v.atom_id()));
        return tagged("#model", runtime::atom_text(v.atom_id()));
      case runtime::Kind::Set: return collection("#set", v.object());
      case runtime::Kind::Tuple: return array(v->span());
      case runtime::Kind::Record: return record(v.object());
      case runtime::Kind::Function:
        if (v.object()[0].kind() == runtime::Kind::Set) return function(v.object());
        break;
      default: break;
    }
    tagged("#unserializable", runtime::to_string(v));
  }

 private:
  // What every JSON reader keeps exact is a number; the rest is text.
  void integer(runtime::Value v) {
    constexpr int64_t kExact = int64_t{1} << 53;
    if (style_ != Style::Itf && v.small() > -kExact && v.small() < kExact) {
      writer_.Int64(v.small());
    } else {
      tagged("#bigint", std::to_string(v.small()));
    }
  }
  void tagged(std::string_view tag, std::string_view text) {
    writer_.StartObject();
    field(tag, text);
    writer_.EndObject();
  }
  void array(std::span<const runtime::Value> items) {
    writer_.StartArray();
    for (runtime::Value item : items) value(item);
    writer_.EndArray();
  }
  void collection(std::string_view tag, const runtime::Object& object) {
    writer_.StartObject();
    key(tag);
    array(object.span());
    writer_.EndObject();
  }
  void pair(runtime::Value from, runtime::Value to) {
    const runtime::Value both[] = {from, to};
    array(both);
  }
  void record(const runtime::Object& object) {
    const auto fields = runtime::record_fields(object.aux);
    bool plain = true;
    for (uint32_t field : fields) plain = plain && !runtime::atom_text(field).starts_with('#');
    writer_.StartObject();
    if (!plain) {
      // Its keys would read as tags: written as the function it is.
      key("#map");
      writer_.StartArray();
      for (uint32_t i = 0; i < object.size; ++i) pair(runtime::Value::string(fields[i]), object[i]);
      writer_.EndArray();
    } else {
      for (uint32_t i = 0; i < object.size; ++i) {
        key(runtime::atom_text(fields[i]));
        value(object[i]);
      }
    }
    writer_.EndObject();
  }
  void function(const runtime::Object& object) {
    writer_.StartObject();
    key("#map");
    writer_.StartArray();
    for (uint32_t i = 1; i < object.size; ++i) pair(object[0].object()[i - 1], object[i]);
    writer_.EndArray();
    writer_.EndObject();
  }

  const Style style_;
  rapidjson::StringBuffer buffer_;
  Writer writer_{buffer_};
};

}  // namespace trestle::report
