// JSON text to Data, twice: simdjson for speed, and a plain strict parser that says what is wrong and where. The plain
// one also takes what simdjson refuses although it is JSON: integers beyond 64 bits.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "validator/trace/datum.h"

namespace trestle::trace {

inline constexpr size_t kMaxJsonDepth = 640;  // a tracer nests values 200 deep, of which a map is three levels
// Readable bytes that must follow the text given to JsonParser::parse().
inline constexpr size_t kJsonPadding = 64;

struct JsonProblem {
  size_t offset = 0;    // of the byte at which the text stops being JSON
  std::string message;  // empty: no problem

  explicit operator bool() const { return !message.empty(); }
};

// Where a value stands in its text; of a string what is between the quotes.
struct JsonSpan {
  size_t begin = 0, end = 0;
};

// The reference: strict RFC 8259, UTF-8, no lone surrogates, at most kMaxJsonDepth deep. With `spans`, these get an
// element for each node of `data`; only those of scalars mean something.
JsonProblem parse_json_plainly(std::string_view text, Data& data, std::vector<JsonSpan>* spans = nullptr);

// Keeps simdjson's buffers between lines. Not shared between threads.
class JsonParser {
 public:
  JsonParser();
  ~JsonParser();
  JsonParser(JsonParser&&) noexcept;
  JsonParser& operator=(JsonParser&&) noexcept;

  // Fills `data` (cleared first) with the one JSON value in `text`, which is followed by kJsonPadding readable bytes.
  JsonProblem parse(std::string_view text, Data& data);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trestle::trace
