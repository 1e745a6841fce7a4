#include "validator/explain/members.h"

#include <algorithm>
#include <cctype>
#include <functional>

#include "translator/runtime/atoms.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/print.h"

namespace trestle::explain {
namespace {

using runtime::Kind;
using runtime::Value;

constexpr size_t kMostOthers = 6;    // values of one member,
constexpr size_t kMostLikely = 24;   // and with those of states
constexpr size_t kMostMembers = 24;  // of an event

using Path = std::vector<uint32_t>;  // names of fields

std::string shown(const Path& path) {
  std::string text = "e";
  for (const uint32_t field : path) text += "." + std::string(runtime::atom_text(field));
  return text;
}

// What lines have about when and where they were written is no part of what happened.
bool is_bookkeeping(uint32_t field) {
  const std::string_view name = runtime::atom_text(field);
  return name == "event" || name == "seq" || name == "time" || name == "clock";
}

// Calls `leaf` for everything in the record that is no record.
void leaves(Value record, Path& path, const std::function<void(const Path&, Value)>& leaf) {
  if (record.kind() != Kind::Record) return leaf(path, record);
  const auto fields = runtime::record_fields(record->aux);
  for (uint32_t i = 0; i < record->size; ++i) {
    if (path.empty() && is_bookkeeping(fields[i])) continue;
    path.push_back(fields[i]);
    leaves(record.object()[i], path, leaf);
    path.pop_back();
  }
}

std::vector<std::pair<Path, Value>> leaves(Value record) {
  std::vector<std::pair<Path, Value>> found;
  Path path;
  leaves(record, path, [&](const Path& to, Value value) {
    if (found.size() < kMostMembers) found.emplace_back(to, value);
  });
  return found;
}

Value replaced(runtime::Context& context, Value record, const Path& path, size_t depth, Value by) {
  if (depth == path.size()) return by;
  const auto known = runtime::record_fields(record->aux);
  std::vector<uint32_t> fields;
  std::vector<Value> values;
  for (uint32_t i = 0; i < record->size; ++i) {
    fields.push_back(known[i]);
    values.push_back(known[i] == path[depth] ? replaced(context, record.object()[i], path, depth + 1, by)
                                             : record.object()[i]);
  }
  return runtime::make_record(context, fields, values);
}

std::vector<Value> others(const explore::Window& window, runtime::ActionId rule, const Path& path, Value than,
                          const std::vector<Value>& likely) {
  std::vector<Value> found;
  size_t most = kMostOthers;
  const auto add = [&](Value value) {
    const auto is_it = [&](Value other) { return same(other, value); };
    if (found.size() < most && !same(value, than) && value.kind() == than.kind() &&
        std::none_of(found.begin(), found.end(), is_it))
      found.push_back(value);
  };
  if (than.is_boolean()) add(Value::boolean(!than.truth()));
  if (than.is_small()) {
    for (const int64_t number : {than.small() - 1, than.small() + 1}) {
      if (Value::fits(number)) add(Value::integer(number));
    }
  }
  for (const explore::WindowEvent& event : window.events) {
    for (const explore::Candidate& candidate : event.reading.candidates) {
      if (candidate.action != rule || candidate.arguments.size() != 1) continue;
      for (const auto& [to, value] : leaves(candidate.arguments[0])) {
        if (to == path) add(value);
      }
    }
  }
  most = kMostLikely;
  for (const Value value : likely) add(value);
  return found;
}

}  // namespace

std::vector<OtherMember> other_members(runtime::Context& context, const explore::Window& window, runtime::ActionId rule,
                                       Value event, const Likely& likely) {
  constexpr size_t kLongestText = 120;
  std::vector<OtherMember> all;
  for (const auto& [path, value] : leaves(event)) {
    for (const Value other : others(window, rule, path, value, likely(shown(path)))) {
      all.push_back({shown(path), runtime::to_short_string(value, kLongestText),
                     runtime::to_short_string(other, kLongestText), replaced(context, event, path, 0, other)});
    }
  }
  return all;
}

void collect_values(Value value, std::vector<Value>& found) {
  constexpr size_t kEnough = 4'096;
  if (found.size() >= kEnough) return;
  found.push_back(value);
  switch (value.kind()) {
    case Kind::Record:
    case Kind::Tuple:
    case Kind::Set:
      for (uint32_t i = 0; i < value->size; ++i) collect_values(value.object()[i], found);
      return;
    case Kind::Function:
      for (uint32_t i = 1; i < value->size; ++i) collect_values(value.object()[i], found);
      return;
    default: return;
  }
}

std::string member_text(Value event) {
  std::string text;
  for (const auto& [path, value] : leaves(event)) text += shown(path) + " = " + runtime::to_string(value) + "\n";
  return text;
}

std::vector<runtime::ActionId> actions_in(const runtime::Signature& signature, runtime::ActionId rule) {
  const std::string& text = signature.action(rule).name;
  const auto is_word = [](char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0; };
  std::vector<runtime::ActionId> found;
  for (runtime::ActionId action = 0; action < rule; ++action) {
    const std::string& name = signature.action(action).name;
    const size_t at = text.find(name);
    if (at == std::string::npos || (at > 0 && is_word(text[at - 1]))) continue;
    if (at + name.size() < text.size() && is_word(text[at + name.size()])) continue;
    found.push_back(action);
  }
  return found;
}

std::vector<std::string> member_names(Value event) {
  std::vector<std::string> names;
  for (const auto& [path, value] : leaves(event)) names.push_back(shown(path));
  return names;
}

}  // namespace trestle::explain
