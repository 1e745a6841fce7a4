// Module CSV.
#include <algorithm>
#include <filesystem>
#include <regex>
#include <string>
#include <vector>

#include "translator/runtime/atoms.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/files.h"
#include "translator/runtime/format.h"
#include "translator/runtime/op.h"
#include "translator/runtime/sequences.h"

namespace trestle::runtime {

namespace {

std::string text_argument(const char* which, const char* op, Value v) {
  if (v.kind() != Kind::String) bad_argument(which, op, "a string", v);
  return std::string(atom_text(v.atom_id()));
}

// The lines of a file; none when it does not exist.
std::vector<std::string> lines_of(const char* op, const std::string& path) {
  std::vector<std::string> lines;
  if (!std::filesystem::exists(path)) return lines;
  const std::string text = read_file(op, path);
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin - (end > begin && text[end - 1] == '\r')));
    begin = end + 1;
  }
  return lines;
}

// As Java's split: empty columns at the end are dropped.
std::vector<std::string> split(const std::string& line, const std::regex& delimiter) {
  std::vector<std::string> columns(std::sregex_token_iterator(line.begin(), line.end(), delimiter, -1), {});
  while (columns.size() > 1 && columns.back().empty()) columns.pop_back();
  return columns;
}

}  // namespace

namespace op {

Value CSVWrite(Context& c, const Value* a, uint32_t) {
  std::vector<std::string> values;
  for (Value v : sequence_argument(c, "second argument", "CSVWrite", a[1])->span()) values.push_back(to_string(c, v));
  const std::string line = format_text("CSVWrite", text_argument("first argument", "CSVWrite", a[0]), values);
  write_file("CSVWrite", path_argument("third argument", "CSVWrite", a[2]), line + "\n", WriteMode::Append);
  return Value::boolean(true);
}

Value CSVWriteRecord(Context& c, const Value* a, uint32_t) {
  const Value record = a[0];
  if (record.kind() != Kind::Record) bad_argument("first argument", "CSVWriteRecord", "a record", record);
  const std::string delimiter = text_argument("second argument", "CSVWriteRecord", a[1]);
  if (!a[2].is_boolean()) bad_argument("third argument", "CSVWriteRecord", "a Boolean", a[2]);
  std::string names, values;
  for (uint32_t i = 0; i < record->size; ++i) {
    if (i != 0) names += delimiter, values += delimiter;
    names += atom_text(record_fields(record->aux)[i]);
    values += to_string(c, record->items()[i]);
  }
  write_file("CSVWriteRecord", path_argument("fourth argument", "CSVWriteRecord", a[3]),
             (a[2].truth() ? names + "\n" : "") + values + "\n", WriteMode::Append);
  return Value::boolean(true);
}

Value CSVRead(Context& c, const Value* a, uint32_t) {
  std::vector<uint32_t> names;
  for (Value v : sequence_argument(c, "first argument", "CSVRead", a[0])->span()) {
    names.push_back(atom(text_argument("columns argument", "CSVRead", v)));
  }
  const std::string pattern = text_argument("second argument", "CSVRead", a[1]);
  const std::string path = path_argument("third argument", "CSVRead", a[2]);
  std::vector<Value> records;
  try {
    const std::regex delimiter(pattern);
    for (const std::string& line : lines_of("CSVRead", path)) {
      std::vector<Value> values;
      for (const std::string& column : split(line, delimiter)) values.push_back(string_value(column));
      if (values.size() < names.size()) {
        fail("CSVRead: line {} of {} has {} columns, but {} are named", records.size() + 1, path, values.size(),
             names.size());
      }
      values.resize(names.size());  // as in TLC, which looks at no more
      records.push_back(make_record(c, names, values));
    }
  } catch (const std::regex_error&) {
    fail("CSVRead: the delimiter \"{}\" is not a regular expression", pattern);
  }
  return runtime::make_tuple(c, records);
}

Value CSVRecords(Context&, const Value* a, uint32_t) {
  return Value::integer(
      static_cast<int64_t>(lines_of("CSVRecords", path_argument("argument", "CSVRecords", a[0])).size()));
}

}  // namespace op

}  // namespace trestle::runtime
