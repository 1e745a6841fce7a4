// ANTLR's lexers, driven: they count code points; everything of ours counts bytes, lines and tab-expanded columns.
// Included only by sources of this folder.
#pragma once

#include <ANTLRInputStream.h>

#include "translator/syntax/token.h"
#include "translator/syntax/utf8.h"

namespace trestle::syntax {

// Follows the lexer through the text.
class Place {
 public:
  Place(std::string_view text, size_t from) : text_(text) {
    while (offset_ < from) step();
    code_points_ = 0;
  }

  // Goes to the code point of that number, counted from where we began.
  void advance(size_t code_point) {
    while (code_points_ < code_point && offset_ < text_.size()) step();
  }

  uint32_t offset() const { return static_cast<uint32_t>(offset_); }
  uint32_t line() const { return line_; }
  uint32_t column() const { return column_; }

 private:
  void step() {
    char c = text_[offset_++];
    while (offset_ < text_.size() && (static_cast<unsigned char>(text_[offset_]) & 0xC0) == 0x80) ++offset_;
    ++code_points_;
    if (c == '\n' || (c == '\r' && (offset_ == text_.size() || text_[offset_] != '\n'))) {
      ++line_;
      column_ = 1;
    } else if (c == '\t') {
      column_ = (column_ - 1) / 8 * 8 + 9;
    } else {
      ++column_;
    }
  }

  std::string_view text_;
  size_t offset_ = 0, code_points_ = 0;
  uint32_t line_ = 1, column_ = 1;
};

// Specs are older than UTF-8: any bytes may stand in a comment, as for SANY. The lexer is shown this control character,
// which no token has but strings, for them.
constexpr char kNotUtf8 = '\x7f';

// False, and reported, for a token of such bytes.
inline bool is_utf8(const Span& token, Diagnostics& diagnostics) {
  const size_t bad = first_invalid_utf8(token.text());
  if (bad == std::string_view::npos) return true;
  const auto at = static_cast<uint32_t>(token.begin + bad);
  diagnostics.error(DiagnosticKind::InvalidEncoding, {token.source, at, at + 1}, "the text is not UTF-8");
  return false;
}

// Of what is no token.
inline void report_lexical(DiagnosticKind kind, const Span& span, bool string, Diagnostics& diagnostics) {
  std::string_view text = span.text();
  if (string) {
    diagnostics.error(kind, span, "a string that is not closed on its line", "expected \" before the end of the line");
  } else if (static_cast<unsigned char>(text[0]) < 0x20) {
    diagnostics.error(kind, span, "a control character");
  } else if (static_cast<unsigned char>(text[0]) >= 0x80) {
    diagnostics.error(kind, span, "TLA+ has no symbol `" + std::string(text) + "`",
                      "names are made of ASCII letters, digits and _");
  } else {
    diagnostics.error(kind, span, "TLA+ has no symbol `" + std::string(text) + "`");
  }
}

// The tokens of the text from the byte `begin` on, until `last` holds of one; nothing after an error.
template <typename Lexer, typename Last>
std::vector<Token> scan(const Source& source, size_t begin, DiagnosticKind error, const Limits& limits,
                        Diagnostics& diagnostics, Last last) {
  constexpr size_t kMostErrors = 20;
  const std::string text = replace_invalid_utf8(source.text(), kNotUtf8);
  const bool all_utf8 = text == source.text();
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (std::string_view(text).substr(begin).starts_with(kByteOrderMark)) begin += kByteOrderMark.size();
  antlr4::ANTLRInputStream input(text.substr(begin));
  Lexer lexer(&input);
  lexer.removeErrorListeners();
  Place place(text, begin);
  std::vector<Token> tokens;
  size_t errors = 0;
  Span comment;  // the last outermost one
  for (;;) {
    std::unique_ptr<antlr4::Token> found = lexer.nextToken();
    if (found->getType() == antlr4::Token::EOF) break;
    Token token;
    token.type = static_cast<uint16_t>(found->getType());
    place.advance(found->getStartIndex());
    token.begin = place.offset();
    token.line = place.line();
    token.column = place.column();
    place.advance(found->getStopIndex() + 1);
    token.end = place.offset();
    Span span{&source, token.begin, token.end};
    if (token.type == Lexer::COMMENT_OPEN) {
      comment = span;
      continue;
    }
    if (!all_utf8 && !is_utf8(span, diagnostics)) {
      if (++errors == kMostErrors) return {};
      continue;
    }
    if (token.type == Lexer::OPEN_STRING || token.type == Lexer::UNKNOWN) {
      report_lexical(error, span, token.type == Lexer::OPEN_STRING, diagnostics);
      if (++errors == kMostErrors) return {};
      continue;
    }
    if (tokens.size() == limits.tokens) {
      diagnostics.error(DiagnosticKind::TooLarge, span,
                        "the text has more than " + std::to_string(limits.tokens) + " tokens");
      return {};
    }
    tokens.push_back(token);
    if (last(token)) break;
  }
  if (lexer.mode == Lexer::COMMENT) {
    diagnostics.error(error, comment, "a comment that is never closed", "expected *)");
    return {};
  }
  if (errors > 0) return {};
  return tokens;
}

// False, and reported, for a text that is too long.
inline bool is_readable(const Source& source, const Limits& limits, Diagnostics& diagnostics) {
  std::string_view text = source.text();
  if (text.size() <= limits.bytes) return true;
  diagnostics.error(DiagnosticKind::TooLarge, {&source, 0, 0},
                    "the text has " + std::to_string(text.size()) + " bytes, more than " + std::to_string(limits.bytes));
  return false;
}

}  // namespace trestle::syntax
