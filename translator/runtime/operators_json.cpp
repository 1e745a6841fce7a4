// Module Json.
#include <string>
#include <vector>

#include "translator/runtime/atoms.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/files.h"
#include "translator/runtime/json.h"
#include "translator/runtime/op.h"
#include "translator/runtime/sequences.h"

namespace trestle::runtime::op {

Value ToJson(Context& c, const Value* a, uint32_t) { return string_value(to_json(c, a[0])); }

Value ToJsonArray(Context& c, const Value* a, uint32_t) {
  if (a[0].kind() == Kind::Record || (!is_set(a[0].kind()) && !is_function(a[0].kind()))) {
    bad_argument("argument", "ToJsonArray", "a sequence or a set", a[0]);
  }
  return string_value(to_json(c, a[0]));
}

Value ToJsonObject(Context& c, const Value* a, uint32_t) {
  if (!is_function(a[0].kind())) bad_argument("argument", "ToJsonObject", "a function", a[0]);
  std::string out;
  write_json_object(c, out, explicit_function(c, a[0]));
  return string_value(out);
}

Value JsonSerialize(Context& c, const Value* a, uint32_t) {
  if (!is_function(a[1].kind())) bad_argument("second argument", "JsonSerialize", "a sequence or a record", a[1]);
  write_file("JsonSerialize", path_argument("first argument", "JsonSerialize", a[0]), to_json(c, a[1]));
  return Value::boolean(true);
}

Value JsonDeserialize(Context& c, const Value* a, uint32_t) {
  return from_json(c, read_file("JsonDeserialize", path_argument("argument", "JsonDeserialize", a[0])));
}

Value NdJsonSerialize(Context& c, const Value* a, uint32_t) {
  std::string text;
  for (Value v : sequence_argument(c, "second argument", "ndJsonSerialize", a[1])->span()) {
    text += to_json(c, v);
    text += '\n';
  }
  write_file("ndJsonSerialize", path_argument("first argument", "ndJsonSerialize", a[0]), text);
  return Value::boolean(true);
}

// Blank lines are skipped.
Value NdJsonDeserialize(Context& c, const Value* a, uint32_t) {
  const std::string path = path_argument("argument", "ndJsonDeserialize", a[0]);
  const std::string text = read_file("ndJsonDeserialize", path);
  std::vector<Value> values;
  size_t number = 1;
  for (size_t begin = 0; begin < text.size(); ++number) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    begin = end + 1;
    if (line.find_first_not_of(" \t\r\f\v") == line.npos) continue;
    try {
      values.push_back(from_json(c, line));
    } catch (EvalError& e) {
      fail("{}, line {} of {}", e.what(), number, path);
    }
  }
  return runtime::make_tuple(c, values);
}

}  // namespace trestle::runtime::op
