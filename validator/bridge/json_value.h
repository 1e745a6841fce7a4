// TLA+ values as JSON, as docs/formats/json.md has them and as the Informal Trace Format does. For those who write with
// RapidJSON: this folder and report.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "translator/runtime/atoms.h"
#include "translator/runtime/print.h"
#include "translator/runtime/value.h"

namespace trestle::bridge {

using JsonWriter = rapidjson::Writer<rapidjson::StringBuffer>;
enum class JsonStyle { Trestle, Itf };  // ITF: every integer is tagged, and model values are strings

class JsonValue {
 public:
  JsonValue(JsonWriter& writer, JsonStyle style) : writer_(writer), style_(style) {}

  void value(runtime::Value v) {
    switch (v.kind()) {
      case runtime::Kind::Boolean: writer_.Bool(v.truth()); return;
      case runtime::Kind::Integer: return integer(v);
      case runtime::Kind::BigInteger: return tagged("#bigint", runtime::to_string(v));
      case runtime::Kind::String: return string(runtime::atom_text(v.atom_id()));
      case runtime::Kind::ModelValue:
        if (style_ == JsonStyle::Itf) return string(runtime::atom_text(v.atom_id()));
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
    if (style_ != JsonStyle::Itf && v.small() > -kExact && v.small() < kExact) {
      writer_.Int64(v.small());
    } else {
      tagged("#bigint", std::to_string(v.small()));
    }
  }
  void tagged(std::string_view tag, std::string_view text) {
    writer_.StartObject();
    key(tag);
    string(text);
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

  void string(std::string_view text) { writer_.String(text.data(), static_cast<rapidjson::SizeType>(text.size())); }
  void key(std::string_view name) { writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }

  JsonWriter& writer_;
  const JsonStyle style_;
};

inline void write_value(JsonWriter& writer, runtime::Value v, JsonStyle style) { JsonValue(writer, style).value(v); }

}  // namespace trestle::bridge
