// Module IOUtils: files, processes, the environment.
#include <filesystem>
#include <string>
#include <vector>

#include <unistd.h>

#include "translator/runtime/atoms.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/files.h"
#include "translator/runtime/format.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/json.h"
#include "translator/runtime/op.h"
#include "translator/runtime/process.h"
#include "translator/runtime/sequences.h"
#include "translator/runtime/tlc_values.h"

namespace trestle::runtime {

namespace {

Value outcome_record(Context& context, const Outcome& outcome) {
  const uint32_t fields[] = {atom("exitValue"), atom("stdout"), atom("stderr")};
  const Value values[] = {Value::integer(outcome.exit_value), string_value(outcome.output),
                          string_value(outcome.errors)};
  return make_record(context, fields, values);
}

std::string text_of(const char* which, const char* op, Value v) {
  if (v.kind() != Kind::String) bad_argument(which, op, "a string", v);
  return std::string(atom_text(v.atom_id()));
}

std::vector<std::string> texts(Context& context, const char* which, const char* op, Value sequence) {
  std::vector<std::string> result;
  for (Value v : sequence_argument(context, which, op, sequence)->span()) result.push_back(text_of(which, op, v));
  return result;
}

using Environment = std::vector<std::pair<std::string, std::string>>;

Environment environment_argument(const char* op, Value record) {
  if (record.kind() != Kind::Record) bad_argument("first argument", op, "a record", record);
  Environment result;
  for (uint32_t i = 0; i < record->size; ++i) {
    const Value v = record->items()[i];
    result.emplace_back(atom_text(record_fields(record->aux)[i]),
                        v.kind() == Kind::String ? std::string(atom_text(v.atom_id())) : to_string(v));
  }
  return result;
}

Value execute(Context& context, const char* op, const std::vector<std::string>& command,
              const Environment& environment) {
  if (command.empty()) fail("{} needs the name of a program, but its command is empty", op);
  return outcome_record(context, run(command, environment));
}

std::vector<std::string> filled(Context& context, const char* op, Value command, Value parameters) {
  const std::vector<std::string> values = texts(context, "parameters argument", op, parameters);
  std::vector<std::string> result = texts(context, "command argument", op, command);
  for (std::string& part : result) part = format_text(op, part, values);
  return result;
}

std::string option(Context& context, const char* op, Value options, const char* name) {
  return text_of("options argument", op, field(context, options, atom(name)));
}

// A failure to read or write is part of the operator's value.
template <typename Action>
Value attempt(Context& context, Action action) {
  try {
    return outcome_record(context, {0, action(), ""});
  } catch (const EvalError& e) {
    return outcome_record(context, {1, "", e.what()});
  }
}

// Java's names of how a file may be opened.
void write_opened(Context& context, Value options, const std::string& path, std::string_view text) {
  bool append = false;
  for (const std::string& how :
       texts(context, "open options", "Serialize", field(context, options, atom("openOptions")))) {
    const bool exists = std::filesystem::exists(path);
    if (how == "APPEND") append = true;
    if (how == "CREATE_NEW" && exists) fail("Serialize cannot write the file {}: it exists", path);
  }
  write_file("Serialize", path, text, append ? WriteMode::Append : WriteMode::Replace);
}

}  // namespace

namespace op {

Value IOSerialize(Context& c, const Value* a, uint32_t) {
  if (!a[2].is_boolean()) bad_argument("third argument", "IOSerialize", "a Boolean", a[2]);
  write_file("IOSerialize", path_argument("second argument", "IOSerialize", a[1]),
             to_tlc_bytes(c, a[0], a[2].truth()));
  return Value::boolean(true);
}

Value IODeserialize(Context& c, const Value* a, uint32_t) {
  return from_tlc_bytes(c, read_file("IODeserialize", path_argument("first argument", "IODeserialize", a[0])));
}

Value Serialize(Context& c, const Value* a, uint32_t) {
  const std::string format = option(c, "Serialize", a[2], "format");
  const std::string path = path_argument("second argument", "Serialize", a[1]);
  if (format == "NDJSON") {
    std::string lines;
    for (Value v : sequence_argument(c, "first argument", "Serialize", a[0])->span()) lines += to_json(c, v) + "\n";
    write_opened(c, a[2], path, lines);
    return Value::boolean(true);
  }
  if (format != "TXT") fail("Serialize supports the formats \"TXT\" and \"NDJSON\", but it is \"{}\"", format);
  return attempt(c, [&] {
    write_opened(c, a[2], path, text_of("first argument", "Serialize", a[0]));
    return std::string("Finish writing to the file with success!");
  });
}

Value Deserialize(Context& c, const Value* a, uint32_t) {
  const std::string format = option(c, "Deserialize", a[1], "format");
  if (format != "TXT") fail("Deserialize supports the format \"TXT\", but it is \"{}\"", format);
  return attempt(c, [&] { return read_file("Deserialize", path_argument("first argument", "Deserialize", a[0])); });
}

Value IOExec(Context& c, const Value* a, uint32_t) {
  return execute(c, "IOExec", texts(c, "argument", "IOExec", a[0]), {});
}

Value IOEnvExec(Context& c, const Value* a, uint32_t) {
  return execute(c, "IOEnvExec", texts(c, "second argument", "IOEnvExec", a[1]),
                 environment_argument("IOEnvExec", a[0]));
}

Value IOExecTemplate(Context& c, const Value* a, uint32_t) {
  return execute(c, "IOExecTemplate", filled(c, "IOExecTemplate", a[0], a[1]), {});
}

Value IOEnvExecTemplate(Context& c, const Value* a, uint32_t) {
  return execute(c, "IOEnvExecTemplate", filled(c, "IOEnvExecTemplate", a[1], a[2]),
                 environment_argument("IOEnvExecTemplate", a[0]));
}

// A variable named twice counts once, as what getenv() finds.
Value IOEnv(Context& c, const Value*, uint32_t) {
  std::vector<uint32_t> fields;
  std::vector<Value> values;
  for (char** e = environ; *e != nullptr; ++e) {
    const std::string_view setting(*e);
    const size_t equals = setting.find('=');
    if (equals == setting.npos || equals == 0) continue;
    const uint32_t name = atom(setting.substr(0, equals));
    if (std::find(fields.begin(), fields.end(), name) != fields.end()) continue;
    fields.push_back(name);
    values.push_back(string_value(setting.substr(equals + 1)));
  }
  return make_record(c, fields, values);
}

Value ParseInteger(Context& c, const Value* a, uint32_t) {
  const std::string text = text_of("argument", "atoi", a[0]);
  const std::string_view digits = std::string_view(text).substr(text.starts_with('-') || text.starts_with('+'));
  if (digits.empty() || digits.find_first_not_of("0123456789") != digits.npos) {
    bad_argument("argument", "atoi", "a string that spells an integer", a[0]);
  }
  return text[0] == '-' ? negate(c, parse_integer(c, digits)) : parse_integer(c, digits);
}

}  // namespace op

}  // namespace trestle::runtime
