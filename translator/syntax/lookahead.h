// Questions about the tokens to come. Included only by sources of this folder.
#pragma once

#include "translator/syntax/token.h"
#include "translator/syntax/token_classes.h"

namespace trestle::syntax {

class Lookahead {
 public:
  Lookahead(const Source& source, const std::vector<Token>& tokens) : source_(source), tokens_(tokens) {}

  // 0 after the end.
  uint16_t type(size_t i) const { return i < tokens_.size() ? tokens_[i].type : static_cast<uint16_t>(0); }

  std::string_view text(const Token& token) const {
    return source_.text().substr(token.begin, token.end - token.begin);
  }

  // A name or a keyword.
  bool is_word(size_t i) const {
    if (i >= tokens_.size()) return false;
    char c = source_.text()[tokens_[i].begin];
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || tokens_[i].type == TlaLexer::IDENTIFIER;
  }

  // f |->   f :
  bool is_field(size_t i) const {
    return is_word(i) && (type(i + 1) == TlaLexer::MAPS_TO || type(i + 1) == TlaLexer::COLON);
  }

  // x \in   <<x, y>> \in   and, with several names, x, y \in
  bool is_binder(size_t i, bool several) const {
    if (type(i) == TlaLexer::LEFT_ANGLE) {
      for (++i; type(i) == TlaLexer::IDENTIFIER; i += 2) {
        if (type(i + 1) == TlaLexer::RIGHT_ANGLE) return type(i + 2) == TlaLexer::MEMBER;
        if (type(i + 1) != TlaLexer::COMMA) return false;
      }
      return false;
    }
    while (several && type(i) == TlaLexer::IDENTIFIER && type(i + 1) == TlaLexer::COMMA) i += 2;
    return type(i) == TlaLexer::IDENTIFIER && type(i + 1) == TlaLexer::MEMBER;
  }

  // F ==   F(x) ==   f[x] ==   a + b ==   a ^+ ==
  bool is_definition(size_t i) const {
    if (type(i) != TlaLexer::IDENTIFIER) return false;
    uint16_t next = type(i + 1);
    if (next == TlaLexer::LEFT_PAREN || next == TlaLexer::LEFT_BRACKET) {
      return type(after_brackets(i + 1)) == TlaLexer::DEFINED_AS;
    }
    if (next == TlaLexer::POSTFIX) return type(i + 2) == TlaLexer::DEFINED_AS;
    if (is_symbol(next)) return type(i + 2) == TlaLexer::IDENTIFIER && type(i + 3) == TlaLexer::DEFINED_AS;
    return next == TlaLexer::DEFINED_AS;
  }

  // Whether nothing follows the symbol that it could be applied to: it is an argument by itself, as in Op(+, 1).
  bool stands_alone(size_t i) const {
    uint16_t next = type(i + 1);
    return next == 0 || next == TlaLexer::COMMA || next == TlaLexer::RIGHT_PAREN || next == TlaLexer::SUBSTITUTE ||
           begins_unit(next) || begins_definition_keyword(next) ||
           (tokens_[i + 1].line > tokens_[i].line && is_definition(i + 1));
  }

  // -(a, b), which is a - b
  bool takes_two_arguments(size_t i) const {
    if (type(i + 1) != TlaLexer::LEFT_PAREN) return false;
    int depth = 0;
    for (size_t k = i + 1; k < tokens_.size() && k < i + kFar; ++k) {
      depth += bracket_step(tokens_[k].type);
      if (depth == 1 && tokens_[k].type == TlaLexer::COMMA) return true;
      bool own_commas = tokens_[k].type == TlaLexer::QUANTIFIER || tokens_[k].type == TlaLexer::LAMBDA;
      if (depth == 0 || own_commas) return false;
    }
    return false;
  }

 private:
  // Bounds what is looked at, so that no text takes quadratic time.
  static constexpr size_t kFar = 1000;

  size_t after_brackets(size_t i) const {
    int depth = 0;
    for (size_t k = i; k < tokens_.size() && k < i + kFar; ++k) {
      depth += bracket_step(tokens_[k].type);
      if (depth == 0) return k + 1;
    }
    return tokens_.size();
  }

  const Source& source_;
  const std::vector<Token>& tokens_;
};

}  // namespace trestle::syntax
