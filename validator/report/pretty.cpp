#include "validator/report/pretty.h"

#include <algorithm>
#include <span>

#include "translator/runtime/atoms.h"
#include "translator/runtime/print.h"

namespace trestle::report {
namespace {

using runtime::Kind;
using runtime::Value;

using Lines = std::vector<std::string>;

// Number of columns; UTF-8 continuation bytes take none.
size_t columns(const std::string& text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

struct Part {
  std::string label;  // before the value, "a |-> "
  Value value;
};

struct Collection {
  std::string open, separator, close;
  std::vector<Part> parts;
};

std::string field_name(const runtime::Object& record, uint32_t i) {
  return std::string(runtime::atom_text(runtime::record_fields(record.aux)[i]));
}

Collection function(std::span<const Value> arguments, const Value* values) {
  Collection c{"(", " @@", ")", {}};
  for (size_t i = 0; i < arguments.size(); ++i) c.parts.push_back({runtime::to_string(arguments[i]) + " :> ", values[i]});
  return c;
}

std::optional<Collection> collection(Value value) {
  if (!value.is_object()) return std::nullopt;
  const runtime::Object& object = value.object();
  switch (value.kind()) {
    case Kind::Set: {
      Collection c{"{", ",", "}", {}};
      for (Value item : object.span()) c.parts.push_back({"", item});
      return c;
    }
    case Kind::Tuple: {
      Collection c{"<<", ",", ">>", {}};
      for (Value item : object.span()) c.parts.push_back({"", item});
      return c;
    }
    case Kind::Record: {
      if (!runtime::has_field_names(object)) return function(runtime::record_domain(object.aux)->span(), object.items());
      Collection c{"[", ",", "]", {}};
      for (uint32_t i = 0; i < object.size; ++i) c.parts.push_back({field_name(object, i) + " |-> ", object[i]});
      return c;
    }
    case Kind::Function:
      if (object[0].kind() != Kind::Set) return std::nullopt;
      return function(object[0]->span(), object.items() + 1);
    default: return std::nullopt;
  }
}

// `rest`: columns to leave free after the last line.
Lines wrapped(Value value, size_t width, size_t rest) {
  std::string whole = runtime::to_string(value);
  if (columns(whole) + rest <= width) return {std::move(whole)};
  const auto parts = collection(value);
  if (!parts || parts->parts.empty()) return {std::move(whole)};

  const size_t indent = parts->open.size() + 1;
  const size_t inner = width > indent + 20 ? width - indent : 20;
  Lines lines;
  std::string line = parts->open + " ";
  bool fresh = true;  // nothing on this line yet
  for (size_t i = 0; i < parts->parts.size(); ++i) {
    const auto& [label, part] = parts->parts[i];
    const bool last = i + 1 == parts->parts.size();
    const std::string after = last ? " " + parts->close : parts->separator;
    const size_t label_columns = columns(label);
    Lines item = wrapped(part, inner > label_columns + 20 ? inner - label_columns : 20, after.size());
    // Short items share a line.
    if (!fresh && (item.size() > 1 || columns(line) + 1 + label_columns + columns(item[0]) + after.size() > width)) {
      lines.push_back(std::move(line));
      line = std::string(indent, ' ');
      fresh = true;
    }
    if (!fresh) line += ' ';
    line += label + item[0];
    for (size_t k = 1; k < item.size(); ++k) {
      lines.push_back(std::move(line));
      line = std::string(indent + label_columns, ' ') + item[k];
    }
    line += after;
    fresh = false;
    if (item.size() > 1 && !last) {
      lines.push_back(std::move(line));
      line = std::string(indent, ' ');
      fresh = true;
    }
  }
  lines.push_back(std::move(line));
  return lines;
}

class Difference {
 public:
  Difference(size_t limit) : limit_(limit) {}

  void compare(const std::string& path, Value before, Value after) {
    if (same(before, after) || lines.size() > limit_) return;
    const Kind kind = before.kind();
    if (kind == after.kind()) {
      if (kind == Kind::Set) return compare_sets(path, before.object(), after.object());
      if (kind == Kind::Record && before->aux == after->aux) {
        for (uint32_t i = 0; i < before->size; ++i) {
          const std::string field = field_name(before.object(), i);
          compare(path + (runtime::is_field_name(field) ? "." + field : "[\"" + field + "\"]"), before.object()[i], after.object()[i]);
        }
        return;
      }
      if (kind == Kind::Tuple) return compare_tuples(path, before.object(), after.object());
      if (kind == Kind::Function && same(before.object()[0], after.object()[0]) &&
          before.object()[0].kind() == Kind::Set) {
        for (uint32_t i = 1; i < before->size; ++i) {
          compare(path + "[" + runtime::to_string(before.object()[0].object()[i - 1]) + "]", before.object()[i],
                  after.object()[i]);
        }
        return;
      }
    }
    lines.push_back(path + " = " + runtime::to_string(after) + " (was " + runtime::to_string(before) + ")");
  }

  Lines lines;

 private:
  void compare_sets(const std::string& path, const runtime::Object& before, const runtime::Object& after) {
    const auto has = [](const runtime::Object& set, Value element) {
      return std::any_of(set.span().begin(), set.span().end(), [&](Value other) { return same(other, element); });
    };
    for (Value element : after.span()) {
      if (!has(before, element)) lines.push_back(path + ": added " + runtime::to_string(element));
    }
    for (Value element : before.span()) {
      if (!has(after, element)) lines.push_back(path + ": removed " + runtime::to_string(element));
    }
  }

  void compare_tuples(const std::string& path, const runtime::Object& before, const runtime::Object& after) {
    const uint32_t common = std::min(before.size, after.size);
    if (before.size > after.size && after.size > 0 && same(before[before.size - 1], after[after.size - 1]) &&
        !same(before[common - 1], after[common - 1])) {
      // A queue that lost its head.
      const uint32_t lost = before.size - after.size;
      if (std::equal(after.items(), after.items() + after.size, before.items() + lost,
                     [](Value a, Value b) { return same(a, b); })) {
        for (uint32_t i = 0; i < lost; ++i) lines.push_back(path + ": removed first " + runtime::to_string(before[i]));
        return;
      }
    }
    for (uint32_t i = 0; i < common; ++i) compare(path + "[" + std::to_string(i + 1) + "]", before[i], after[i]);
    for (uint32_t i = common; i < after.size; ++i) {
      lines.push_back(path + ": appended " + runtime::to_string(after[i]));
    }
    for (uint32_t i = common; i < before.size; ++i) {
      lines.push_back(path + ": removed last " + runtime::to_string(before[i]));
    }
  }

  size_t limit_;
};

}  // namespace

Lines wrap(Value value, size_t width) { return wrapped(value, width, 0); }

std::optional<Lines> changes(const std::string& name, Value before, Value after, size_t width, size_t limit) {
  Difference difference(limit);
  difference.compare(name, before, after);
  size_t lines = 0;
  for (const std::string& line : difference.lines) lines += 1 + columns(line) / std::max<size_t>(width, 1);
  if (lines >= limit) return std::nullopt;
  return std::move(difference.lines);
}

}  // namespace trestle::report
