#include "validator/trace/datum.h"

#include <charconv>
#include <set>
#include <unordered_set>

#include "validator/trace/problem.h"

namespace trestle::trace {

void Data::add_text(DatumKind kind, std::string_view s) {
  Node& node = nodes[add(kind)];
  node.size = static_cast<uint32_t>(s.size()) & kMaxSize;
  node.payload = static_cast<int64_t>(text.size());
  text.append(s);
}

void append(Data& to, Datum from) {
  switch (from.kind()) {
    case DatumKind::Null: return to.add_null();
    case DatumKind::Boolean: return to.add_boolean(from.boolean());
    case DatumKind::Integer: return to.add_integer(from.integer());
    case DatumKind::BigInteger:
    case DatumKind::Real:
    case DatumKind::String:
    case DatumKind::Model: return to.add_text(from.kind(), from.text());
    default: break;
  }
  const uint32_t container = to.begin(from.kind());
  const bool pairs = from.kind() == DatumKind::Record || from.kind() == DatumKind::Map;
  Datum child = from;
  for (uint32_t i = 0, n = from.size() * (pairs ? 2 : 1); i < n; ++i) {
    child = i == 0 ? from.first() : child.next();
    append(to, child);
  }
  to.end(container, from.size());
}

bool find(Datum record, std::string_view key, Datum& value) {
  if (record.kind() != DatumKind::Record) return false;
  Datum at = record;
  for (uint32_t i = 0; i < record.size(); ++i) {
    at = i == 0 ? record.first() : at.next();
    bool found = at.text() == key;
    at = at.next();
    if (found) {
      value = at;
      return true;
    }
  }
  return false;
}

std::string_view repeated_key(Datum record) {
  constexpr uint32_t kFew = 16;
  std::string_view few[kFew];
  std::unordered_set<std::string_view> many;
  Datum key = record;
  for (uint32_t i = 0; i < record.size(); ++i) {
    key = i == 0 ? record.first() : key.next().next();
    std::string_view text = key.text();
    if (record.size() > kFew) {
      if (!many.insert(text).second) return text;
    } else {
      for (uint32_t j = 0; j < i; ++j) {
        if (few[j] == text) return text;
      }
      few[i] = text;
    }
  }
  return {};
}

std::string_view integer_problem(std::string_view digits) {
  constexpr size_t kMostDigits = 10'000;
  return digits.size() > kMostDigits ? "an integer of more than 10,000 digits" : "";
}

namespace {

bool is_integer_text(std::string_view s) {
  if (!s.empty() && s[0] == '-') s.remove_prefix(1);
  if (s.empty()) return false;
  for (char c : s) {
    if (c < '0' || c > '9') return false;
  }
  return true;
}

// "-007" -> "-7", "-0" -> "0"; Integer when it fits.
void normalize_integer(Data& data, Data::Node& node) {
  std::string_view s{data.text.data() + node.payload, node.size};
  bool negative = s[0] == '-';
  std::string_view digits = s.substr(negative);
  while (digits.size() > 1 && digits[0] == '0') digits.remove_prefix(1);
  std::string plain = (negative && digits != "0" ? "-" : "") + std::string(digits);
  int64_t small = 0;
  auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), small);
  if (error == std::errc{}) {
    node.kind = DatumKind::Integer;
    node.payload = small;
    node.size = 0;
    return;
  }
  node.kind = DatumKind::BigInteger;
  node.payload = static_cast<int64_t>(data.text.size());
  node.size = static_cast<uint32_t>(plain.size()) & Data::kMaxSize;
  data.text.append(plain);
}

// The marked object at `index`: one member, its key starting with '#'.
std::string unmark(Data& data, uint32_t index) {
  Data::Node& node = data.nodes[index];
  uint32_t key_index = node.first();
  std::string key(data.at(key_index).text());
  uint32_t value_index = data.nodes[key_index].next;
  Data::Node& value = data.nodes[value_index];
  auto take_children = [&](DatumKind kind) {
    node.kind = kind;
    node.size = value.size;
    node.payload = value.payload;
    return std::string();
  };
  if (key == "#set" || key == "#tup") {
    if (value.kind != DatumKind::Sequence) return "\"" + key + "\" wants an array";
    return take_children(key == "#set" ? DatumKind::Set : DatumKind::Sequence);
  }
  if (key == "#model") {
    if (value.kind != DatumKind::String || value.size == 0) return "\"#model\" wants a name";
    node.kind = DatumKind::Model;
    node.size = value.size;
    node.payload = value.payload;
    return {};
  }
  if (key == "#bigint") {
    if (value.kind != DatumKind::String || !is_integer_text(data.at(value_index).text())) {
      return "\"#bigint\" wants decimal digits in a string";
    }
    if (const std::string_view problem = integer_problem(data.at(value_index).text()); !problem.empty())
      return std::string(problem);
    node.size = value.size;
    node.payload = value.payload;
    normalize_integer(data, node);
    return {};
  }
  if (key == "#map") {
    if (value.kind != DatumKind::Sequence) return "\"#map\" wants an array of [key, value] pairs";
    uint32_t child = value.first();
    for (uint32_t i = 0; i < value.size; ++i) {
      if (data.nodes[child].kind != DatumKind::Sequence || data.nodes[child].size != 2) {
        return "\"#map\" wants an array of [key, value] pairs; element " + std::to_string(i + 1) + " is not one";
      }
      child = data.nodes[child].next;
    }
    // The pairs' own nodes are skipped by relinking: key -> value -> next pair's key.
    uint32_t pair = value.first();
    uint32_t* link = nullptr;
    for (uint32_t i = 0; i < value.size; ++i) {
      uint32_t k = data.nodes[pair].first();
      if (link == nullptr) {
        node.payload = k;
      } else {
        *link = k;
      }
      link = &data.nodes[data.nodes[k].next].next;
      pair = data.nodes[pair].next;
    }
    node.kind = DatumKind::Map;
    node.size = value.size;
    return {};
  }
  return "\"" + key + "\" is not a mark that Trestle knows (#set, #map, #tup, #bigint, #model)";
}

std::string escaped(std::string_view s) {
  std::string out;
  for (char c : s) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return visible(out);
}

void print(Datum datum, std::string& out, size_t limit) {
  if (out.size() > limit) return;
  switch (datum.kind()) {
    case DatumKind::Null: out += "null"; return;
    case DatumKind::Boolean: out += datum.boolean() ? "TRUE" : "FALSE"; return;
    case DatumKind::Integer: out += std::to_string(datum.integer()); return;
    case DatumKind::BigInteger:
    case DatumKind::Real:
    case DatumKind::Model: out += datum.text(); return;
    case DatumKind::String: out += '"' + escaped(datum.text()) + '"'; return;
    default: break;
  }
  DatumKind kind = datum.kind();
  const char* open = kind == DatumKind::Set        ? "{"
                     : kind == DatumKind::Sequence ? "<<"
                     : kind == DatumKind::Map      ? "("
                                                   : "[";
  const char* close = kind == DatumKind::Set        ? "}"
                      : kind == DatumKind::Sequence ? ">>"
                      : kind == DatumKind::Map      ? ")"
                                                    : "]";
  if (datum.size() == 0 && (kind == DatumKind::Map || kind == DatumKind::Record)) {
    out += "<<>>";  // the empty function
    return;
  }
  out += open;
  Datum child = datum;
  for (uint32_t i = 0; i < datum.size(); ++i) {
    child = i == 0 ? datum.first() : child.next();
    if (i != 0) out += kind == DatumKind::Map ? " @@ " : ", ";
    if (kind == DatumKind::Record) {
      out += child.text();
      out += " |-> ";
      child = child.next();
    } else if (kind == DatumKind::Map) {
      print(child, out, limit);
      out += " :> ";
      child = child.next();
    }
    print(child, out, limit);
    if (out.size() > limit) return;
  }
  out += close;
}

}  // namespace

namespace {

// What is wrong with the arguments of a function.
std::string repeated_argument(Datum map) {
  std::set<std::string> met;
  Datum argument = map;
  for (uint32_t i = 0; i < map.size(); ++i) {
    argument = i == 0 ? map.first() : argument.next().next();
    if (std::string text = to_short_tla(argument); !met.insert(to_tla(argument)).second) return "a #map has the argument " + text + " twice";
  }
  return {};
}

}  // namespace

bool is_mark(std::string_view key) {
  return key == "#set" || key == "#map" || key == "#tup" || key == "#bigint" || key == "#model";
}

std::string interpret(Data& data, uint32_t index, std::string& where) {
  Data::Node& node = data.nodes[index];
  switch (node.kind) {
    case DatumKind::Null: return "null is not a TLA+ value; leave the member out when there is nothing to say";
    case DatumKind::Real: return "TLA+ has no value for a number with a fraction or an exponent";
    case DatumKind::Record: {
      if (node.size > 0 && data.at(node.first()).text().starts_with('#')) {
        if (node.size != 1) return "an object with a \"#\" mark has no other members";
        if (std::string problem = unmark(data, index); !problem.empty()) return problem;
        break;
      }
      if (std::string_view twice = repeated_key(data.at(index)); !twice.empty()) {
        return "the object has two members \"" + std::string(twice) + "\"";
      }
      uint32_t key = node.first();
      for (uint32_t i = 0, n = node.size; i < n; ++i) {
        uint32_t value = data.nodes[key].next;
        if (std::string problem = interpret(data, value, where); !problem.empty()) {
          where = "." + std::string(data.at(key).text()) + where;
          return problem;
        }
        key = data.nodes[value].next;
      }
      return {};
    }
    default: break;
  }
  DatumKind kind = data.nodes[index].kind;
  if (kind != DatumKind::Sequence && kind != DatumKind::Set && kind != DatumKind::Map) return {};
  uint32_t children = data.nodes[index].size * (kind == DatumKind::Map ? 2 : 1);
  uint32_t child = data.nodes[index].first();
  for (uint32_t i = 0; i < children; ++i) {
    if (std::string problem = interpret(data, child, where); !problem.empty()) {
      where = "[" + std::to_string(kind == DatumKind::Map ? i / 2 : i) + "]" + where;
      return problem;
    }
    child = data.nodes[child].next;
  }
  if (kind == DatumKind::Map) return repeated_argument(data.at(index));
  return {};
}

std::string to_tla(Datum datum) {
  std::string out;
  print(datum, out, SIZE_MAX);
  return out;
}

std::string to_short_tla(Datum datum, size_t limit) {
  std::string out;
  print(datum, out, limit);
  if (out.size() > limit) {
    out.resize(limit);
    while (!out.empty() && (out.back() & 0xC0) == 0x80) out.pop_back();
    if (!out.empty() && (out.back() & 0x80)) out.pop_back();
    out += "...";
  }
  return out;
}

}  // namespace trestle::trace
