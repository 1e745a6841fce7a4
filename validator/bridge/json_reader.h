// What the readers of JSON share. Private to this folder.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <rapidjson/document.h>

#include "translator/runtime/atoms.h"
#include "translator/runtime/context.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"
#include "validator/bridge/readers.h"

namespace trestle::bridge {

using runtime::Value;
using Node = rapidjson::Value;

inline constexpr unsigned kDeepestJson = 500;

inline std::string_view json_text(const Node& node) { return {node.GetString(), node.GetStringLength()}; }
inline const Node* member(const Node& node, const char* name) {
  if (!node.IsObject()) return nullptr;
  const auto found = node.FindMember(name);
  return found == node.MemberEnd() ? nullptr : &found->value;
}

inline uint32_t unsigned_of(const Node* node) { return node != nullptr && node->IsUint() ? node->GetUint() : 0; }

// A FileError for what is no JSON, or nested too deep.
rapidjson::Document parse_json(std::string_view bytes, const std::string& file);
// `names`: of the members with line and column of the begin, and of the end.
runtime::Location location(const Node& node, const std::array<const char*, 4>& names);
std::optional<explore::Verdict> verdict_named(std::string_view text);

class Values {
 public:
  Values(runtime::Context& context, const std::string& file, Typing typing)
      : context_(context), file_(file), typing_(typing) {}

  // Interned. Undefined is what the spec does not say of a variable.
  Value value(const Node& node, const std::string& where) {
    if (const Node* text = member(node, "#unserializable"); text != nullptr && text->IsString() && json_text(*text) == "<undefined>")
      return {};
    const Value v = runtime::intern(context_, convert(node, where, 0));
    context_.arena.reset();
    return v;
  }

 private:
  Value convert(const Node& node, const std::string& where, unsigned depth) {
    if (depth > kDeepestJson) refuse(file_, 0, where + ": values are nested too deep");
    switch (node.GetType()) {
      case rapidjson::kTrueType: return Value::boolean(true);
      case rapidjson::kFalseType: return Value::boolean(false);
      case rapidjson::kNullType: refuse(file_, 0, where + ": null has no counterpart among TLA+ values");
      case rapidjson::kStringType: return runtime::string_value(json_text(node));
      case rapidjson::kNumberType:
        if (node.IsInt64()) return runtime::integer_value(context_, node.GetInt64());
        if (node.IsUint64()) return runtime::parse_integer(context_, std::to_string(node.GetUint64()));
        refuse(file_, 0, where + ": the number is a fraction, or too large to be exact");
      case rapidjson::kArrayType: return runtime::make_tuple(context_, list(node, where, depth));
      case rapidjson::kObjectType: break;
    }
    if (typing_ == Typing::Itf) {
      if (const Value tagged = tag(node, where, depth); tagged.defined()) return tagged;
    }
    std::vector<uint32_t> fields;
    std::vector<Value> values;
    for (const auto& entry : node.GetObject()) {
      fields.push_back(runtime::atom(json_text(entry.name)));
      values.push_back(convert(entry.value, where, depth + 1));
    }
    return runtime::make_record(context_, fields, values);
  }

  std::vector<Value> list(const Node& node, const std::string& where, unsigned depth) {
    if (!node.IsArray()) refuse(file_, 0, where + ": expected an array");
    std::vector<Value> items;
    for (const Node& item : node.GetArray()) items.push_back(convert(item, where, depth + 1));
    return items;
  }

  // {"#set": [...]} and the like; undefined when it is none.
  Value tag(const Node& node, const std::string& where, unsigned depth) {
    if (const Node* big = member(node, "#bigint")) {
      const std::string digits = big->IsString()  ? std::string(json_text(*big))
                                 : big->IsInt64() ? std::to_string(big->GetInt64())
                                                  : "";
      const size_t first = digits.starts_with('-') ? 1 : 0;
      if (digits.size() == first || digits.find_first_not_of("0123456789", first) != digits.npos)
        refuse(file_, 0, where + ": #bigint holds no integer");
      return runtime::parse_integer(context_, digits);
    }
    if (const Node* items = member(node, "#tup")) return runtime::make_tuple(context_, list(*items, where, depth));
    if (const Node* items = member(node, "#set")) return runtime::make_set(context_, list(*items, where, depth));
    if (const Node* name = member(node, "#model"); name != nullptr && name->IsString())
      return runtime::model_value(json_text(*name));
    if (const Node* text = member(node, "#unserializable"); text != nullptr && text->IsString()) {
      try {
        return read_value(context_, json_text(*text));
      } catch (const ValueError&) {
        refuse(file_, 0, where + ": what is not serializable cannot be read: " + std::string(json_text(*text)));
      }
    }
    const Node* map = member(node, "#map");
    if (map == nullptr) return {};
    std::vector<Value> keys, values;
    if (!map->IsArray()) refuse(file_, 0, where + ": expected an array in #map");
    for (const Node& pair : map->GetArray()) {
      if (!pair.IsArray() || pair.Size() != 2) refuse(file_, 0, where + ": an entry of #map is [key, value]");
      keys.push_back(convert(pair[0], where, depth + 1));
      values.push_back(convert(pair[1], where, depth + 1));
    }
    const Value domain = runtime::make_set(context_, keys);
    if (domain->size != keys.size()) refuse(file_, 0, where + ": a key comes twice in #map");
    std::vector<Value> ordered(values.size());
    for (size_t i = 0; i < keys.size(); ++i) ordered[runtime::position(context_, domain.object(), keys[i])] = values[i];
    return runtime::make_function(context_, domain, ordered);
  }

  runtime::Context& context_;
  const std::string& file_;
  Typing typing_;
};

template <class Reader>
std::vector<RecordedBehavior> read_json(std::string_view bytes, const std::string& file) {
  const rapidjson::Document document = parse_json(bytes, file);
  try {
    return {Reader(file).read(document)};
  } catch (const runtime::EvalError& error) {  // a set of what cannot be compared, say
    refuse(file, 0, error.what());
  }
}

}  // namespace trestle::bridge
