// Whether a value is written in this way, in formats that lose types.
#include <algorithm>

#include "translator/runtime/atoms.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/print.h"
#include "translator/runtime/store.h"
#include "translator/runtime/eval_error.h"
#include "validator/bridge/hold.h"
#include "validator/bridge/value_text.h"

namespace trestle::bridge {

using runtime::Context;
using runtime::Kind;
using runtime::Value;

namespace {

std::string key_text(Value key) {
  return key.kind() == Kind::String ? std::string(runtime::atom_text(key.atom_id())) : runtime::to_string(key);
}

bool same_text(Value value, Value recorded) {
  const Kind kind = value.kind();
  if ((kind != Kind::String && kind != Kind::ModelValue) || recorded.kind() != Kind::String) return false;
  const std::string_view text = runtime::atom_text(value.atom_id()), written = runtime::atom_text(recorded.atom_id());
  // Apalache writes a value of an uninterpreted type with its type: n1_OF_NODE.
  return written == text ||
         (written.size() > text.size() && written.starts_with(text) && written.substr(text.size()).starts_with("_OF_"));
}

// Each of `values` is written as another one of `recorded`, in order if possible.
bool same_elements(Context& context, std::span<const Value> values, std::span<const Value> recorded, Typing typing) {
  if (values.size() != recorded.size()) return false;
  std::vector<bool> used(recorded.size());
  for (size_t i = 0; i < values.size(); ++i) {
    size_t found = values.size();
    for (size_t k = 0; k < recorded.size() && found == values.size(); ++k) {
      const size_t j = (i + k) % recorded.size();
      if (!used[j] && written_as(context, values[i], recorded[j], typing)) found = j;
    }
    if (found == values.size()) return false;
    used[found] = true;
  }
  return true;
}

bool sequence_written(Context& context, std::span<const Value> values, std::span<const Value> recorded, Typing typing) {
  return std::equal(values.begin(), values.end(), recorded.begin(), recorded.end(),
                    [&](Value value, Value written) { return written_as(context, value, written, typing); });
}

// Keys and values of a function, whatever its form.
std::vector<std::pair<Value, Value>> entries(Context& context, Value function) {
  std::vector<std::pair<Value, Value>> all;
  const Value explicit_one = runtime::explicit_function(context, function);
  const Value domain = runtime::enumerated(context, runtime::domain(context, explicit_one));
  for (const Value key : domain->span()) all.emplace_back(key, runtime::apply_function(context, explicit_one, key));
  return all;
}

// Where the record that stands for a function has a key: by its text, or, where the fields of records in it stand in another order,
// by what that says.
int place_of_key(Context& context, Value recorded, Value key) {
  if (const int index = runtime::record_index(recorded->aux, runtime::atom(key_text(key))); index >= 0) return index;
  if (!key.is_object()) return -1;
  const auto names = runtime::record_fields(recorded->aux);
  for (uint32_t i = 0; i < recorded->size; ++i) {
    try {
      if (same(runtime::intern(context, key), runtime::intern(context, read_value(context, runtime::atom_text(names[i]))))) return static_cast<int>(i);
    } catch (const ValueError&) {
    } catch (const runtime::EvalError&) {
    }
  }
  return -1;
}

bool function_written(Context& context, Value value, Value recorded, Typing typing) {
  if (recorded.kind() == Kind::Tuple) {  // <<>>, or a sequence
    return value.kind() == Kind::Tuple && sequence_written(context, value->span(), recorded->span(), typing);
  }
  const auto all = entries(context, value);
  if (typing == Typing::TlcJson) {
    if (recorded.kind() != Kind::Record || recorded->size != all.size()) return false;
    return std::all_of(all.begin(), all.end(), [&](const auto& entry) {
      const int index = place_of_key(context, recorded, entry.first);
      return index >= 0 && written_as(context, entry.second, recorded.object()[index], typing);
    });
  }
  auto written = entries(context, recorded);
  if (written.size() != all.size()) return false;
  return std::all_of(all.begin(), all.end(), [&](const auto& entry) {
    const auto found = std::find_if(written.begin(), written.end(), [&](const auto& other) {
      return written_as(context, entry.first, other.first, typing);
    });
    return found != written.end() && written_as(context, entry.second, found->second, typing);
  });
}

}  // namespace

bool written_as(Context& context, Value value, Value recorded, Typing typing) {
  if (same(value, recorded)) return true;
  if (typing == Typing::Exact) return same(runtime::intern(context, value), runtime::intern(context, recorded));
  const Kind kind = value.kind();
  if (kind == Kind::String || kind == Kind::ModelValue) return same_text(value, recorded);
  if (runtime::is_set(kind)) {
    const bool written = typing == Typing::TlcJson ? recorded.kind() == Kind::Tuple : recorded.kind() == Kind::Set;
    if (!runtime::enumerable(value)) return false;
    return written && same_elements(context, runtime::enumerated(context, value)->span(), recorded->span(), typing);
  }
  if (runtime::is_function(kind)) {
    const Kind written = recorded.kind();
    if (written != Kind::Tuple && written != Kind::Record && written != Kind::Function) return false;
    return function_written(context, value, recorded, typing);
  }
  return same(runtime::intern(context, value), runtime::intern(context, recorded));
}

}  // namespace trestle::bridge
