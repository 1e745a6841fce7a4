// TLA+ values read from text at the speed of a scanner: what TLC prints of states, without ANTLR. Not expressions: only
// what is a value by its form.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "translator/runtime/context.h"
#include "translator/runtime/value.h"

namespace trestle::bridge {

struct ValueError : std::runtime_error {
  ValueError(const std::string& what, size_t offset) : std::runtime_error(what), offset(offset) {}
  size_t offset;  // in the text
};

// Reads from a text that it is given, at a place that moves. Values lie in the context's arena.
class ValueText {
 public:
  explicit ValueText(runtime::Context& context) : context_(context) {}

  void start(std::string_view text, size_t at = 0) { text_ = text, at_ = at; }
  size_t at() const { return at_; }
  std::string_view text() const { return text_; }

  // One value, behind blanks and comments; throws ValueError. The place is behind it then.
  runtime::Value value();
  // A name, or empty when there is none.
  std::string_view identifier();
  void skip_blanks() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == ' ' || c == '\n') {
        ++at_;
      } else if (c > '(' && c != '\\') {
        return;
      } else if (!skip_rare_blank()) {
        return;
      }
    }
  }
  // Skips it when it is next, behind blanks. Here, so that the compiler knows the token.
  bool take(std::string_view token) {
    skip_blanks();
    if (text_.size() - at_ < token.size()) return false;
    for (size_t i = 0; i < token.size(); ++i) {
      if (text_[at_ + i] != token[i]) return false;
    }
    at_ += token.size();
    return true;
  }
  bool at_end() { return skip_blanks(), at_ >= text_.size(); }

 private:
  bool skip_rare_blank();  // a tab, a comment
  runtime::Value pairs();
  runtime::Value range();
  runtime::Value primary();
  runtime::Value number();
  runtime::Value string();
  runtime::Value list(std::string_view close, bool set);
  runtime::Value bracket();
  runtime::Value word();
  uint32_t atom(std::string_view text);
  [[noreturn]] void fail(const std::string& what) const;

  struct Deeper;
  struct Known {
    std::string_view text;
    uint32_t id = 0;
  };
  runtime::Context& context_;
  std::string_view text_;
  size_t at_ = 0;
  unsigned depth_ = 0;
  std::vector<runtime::Value> stack_;  // of what is open
  std::vector<uint32_t> fields_;       // of the records that are open
  std::vector<Known> known_;           // atoms met lately, by hash
  std::string unescaped_;
};

// All of a text as one value.
runtime::Value read_value(runtime::Context& context, std::string_view text);

}  // namespace trestle::bridge
