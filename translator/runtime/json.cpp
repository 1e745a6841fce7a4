#include "translator/runtime/json.h"

#include <cmath>
#include <vector>

#include <fmt/format.h>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include "translator/runtime/atoms.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"

namespace trestle::runtime {

namespace {

void quote(std::string& out, std::string_view text) {
  out += '"';
  for (char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += fmt::format("\\u{:04x}", c);
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

void write(Context& context, std::string& out, Value v);

void write_array(Context& context, std::string& out, std::span<const Value> items) {
  out += '[';
  for (size_t i = 0; i < items.size(); ++i) {
    if (i != 0) out += ',';
    write(context, out, items[i]);
  }
  out += ']';
}

void write(Context& context, std::string& out, Value v) {
  switch (v.kind()) {
    case Kind::Boolean: out += v.truth() ? "true" : "false"; return;
    case Kind::Integer:
    case Kind::BigInteger: out += integer_text(v); return;
    case Kind::String:
    case Kind::ModelValue: return quote(out, atom_text(v.atom_id()));
    case Kind::Set:
    case Kind::Tuple: return write_array(context, out, v->span());
    case Kind::Record:
    case Kind::Function: return write_json_object(context, out, v);
    case Kind::LazyFunction: return write(context, out, explicit_function(context, v));
    default: break;
  }
  if (!is_set(v.kind()) || !enumerable(v)) fail("Cannot write {} as JSON: {}", name(v.kind()), show(v));
  write(context, out, enumerated(context, v));
}

// Builds values from the reader's events. What is open keeps its parts on one stack.
class Builder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Builder> {
 public:
  explicit Builder(Context& context) : context_(context) {}

  bool Null() {
    error = "null has no counterpart among TLA+ values";
    return false;
  }
  bool Bool(bool b) { return add(Value::boolean(b)); }
  bool RawNumber(const char* text, rapidjson::SizeType length, bool) {
    const std::string_view number(text, length);
    if (number.find_first_of(".eE") == number.npos) return add(parse_integer(context_, number));
    const double fraction = std::trunc(std::stod(std::string(number)));
    if (std::abs(fraction) > static_cast<double>(Value::kMaxSmall)) {
      error = "the number is too large";
      return false;
    }
    return add(integer_value(context_, static_cast<int64_t>(fraction)));
  }
  bool String(const char* text, rapidjson::SizeType length, bool) { return add(string_value({text, length})); }
  bool Key(const char* text, rapidjson::SizeType length, bool) {
    keys_.push_back(atom({text, length}));
    return true;
  }
  bool StartObject() { return true; }
  bool StartArray() { return true; }
  bool EndArray(rapidjson::SizeType n) {
    const Value array = make_tuple(context_, {values_.data() + values_.size() - n, n});
    values_.resize(values_.size() - n);
    return add(array);
  }
  // Of a key given twice, the last value counts.
  bool EndObject(rapidjson::SizeType n) {
    const size_t keys = keys_.size() - n, values = values_.size() - n;
    size_t kept = 0;
    for (size_t i = 0; i < n; ++i) {
      size_t at = 0;
      while (at < kept && keys_[keys + at] != keys_[keys + i]) ++at;
      keys_[keys + at] = keys_[keys + i];
      values_[values + at] = values_[values + i];
      kept += at == kept;
    }
    const Value record = make_record(context_, {keys_.data() + keys, kept}, {values_.data() + values, kept});
    keys_.resize(keys);
    values_.resize(values);
    return add(record);
  }

  Value result() const { return values_.back(); }
  std::string error;

 private:
  bool add(Value v) {
    values_.push_back(v);
    return true;
  }

  Context& context_;
  std::vector<Value> values_;
  std::vector<uint32_t> keys_;
};

}  // namespace

void write_json_object(Context& context, std::string& out, Value function) {
  const Value domain_set = enumerated(context, domain(context, function));
  const Value* values = function->items() + (function.kind() == Kind::Function);
  out += '{';
  for (uint32_t i = 0; i < domain_set->size; ++i) {
    if (i != 0) out += ',';
    const Value key = domain_set->items()[i];
    // TLC counts a sequence's keys from 0 here.
    if (function.kind() == Kind::Tuple) {
      quote(out, std::to_string(i));
    } else {
      quote(out, key.kind() == Kind::String ? std::string(atom_text(key.atom_id())) : to_string(context, key));
    }
    out += ':';
    write(context, out, values[i]);
  }
  out += '}';
}

std::string to_json(Context& context, Value v) {
  std::string out;
  write(context, out, v);
  return out;
}

namespace {

// TLC's reader takes control characters as they are; here they are escaped first. Nothing when no string has one.
std::string with_controls_escaped(std::string_view text) {
  std::string escaped;
  bool in_string = false, found = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && static_cast<unsigned char>(c) < 0x20) {
      escaped += fmt::format("\\u{:04x}", c);
      found = true;
      continue;
    }
    escaped += c;
    if (c == '"') in_string = !in_string;
    if (in_string && c == '\\' && i + 1 < text.size()) escaped += text[++i];
  }
  return found ? escaped : std::string();
}

}  // namespace

Value from_json(Context& context, std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  const size_t begin = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  rapidjson::MemoryStream stream(text.data() + begin, text.size() - begin);
  rapidjson::Reader reader;
  Builder builder(context);
  constexpr unsigned kFlags = rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseIterativeFlag;
  const auto result = reader.Parse<kFlags>(stream, builder);
  if (result) return builder.result();
  if (const std::string escaped = with_controls_escaped(text.substr(begin)); !escaped.empty()) return from_json(context, escaped);
  fail("Cannot read JSON: {} at offset {}",
       builder.error.empty() ? rapidjson::GetParseError_En(result.Code()) : builder.error, begin + result.Offset());
}

}  // namespace trestle::runtime
