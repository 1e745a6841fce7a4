// JSON text to Data, twice: simdjson for speed, and a plain strict parser that says what is wrong and where. The plain
// one also takes what simdjson refuses although it is JSON: integers beyond 64 bits.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "validator/trace/datum.h"

namespace trestle::trace {

inline constexpr size_t kMaxJsonDepth = 128;
// Readable bytes that must follow the text given to JsonParser::parse().
inline constexpr size_t kJsonPadding = 64;

struct JsonProblem {
  size_t offset = 0;    // of the byte at which the text stops being JSON
  std::string message;  // empty: no problem

  explicit operator bool() const { return !message.empty(); }
};

// The reference: strict RFC 8259, UTF-8, no lone surrogates, at most kMaxJsonDepth deep.
JsonProblem parse_json_plainly(std::string_view text, Data& data);

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
