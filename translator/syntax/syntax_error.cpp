#include "translator/syntax/syntax_error.h"

#include <algorithm>

#include "TlaParser.h"
#include "translator/syntax/token.h"

namespace trestle::syntax {
namespace {

using Lexer = ::TlaParser;

[[noreturn]] void stop(antlr4::Parser* parser) {
  Stopped stopped{parser->getCurrentToken()->getTokenIndex(), {}};
  for (ssize_t type : parser->getExpectedTokens().toList()) stopped.expected.push_back(static_cast<size_t>(type));
  throw stopped;
}

// How a token is written, for those written in one way; otherwise what it is called. Empty for what need not be named.
std::string spelling(size_t type) {
  switch (type) {
    case antlr4::Token::EOF: return "the end of the definition or statement";
    case Lexer::IDENTIFIER: return "a name";
    case Lexer::UNDERSCORE: return "`_`";
    case Lexer::MEMBER: return "`\\in`";
    case Lexer::EQUAL: return "`=`";
    case Lexer::DEFINED_AS: return "`==`";
    case Lexer::COMMA: return "`,`";
    case Lexer::COLON: return "`:`";
    case Lexer::BANG: return "`!`";
    case Lexer::DOT: return "`.`";
    case Lexer::ARROW: return "`->`";
    case Lexer::SUBSTITUTE: return "`<-`";
    case Lexer::MAPS_TO: return "`|->`";
    case Lexer::LEFT_PAREN:
    case Lexer::ACTION_PAREN: return "`(`";
    case Lexer::RIGHT_PAREN: return "`)`";
    case Lexer::LEFT_BRACKET:
    case Lexer::INDEX_BRACKET: return "`[`";
    case Lexer::RIGHT_BRACKET: return "`]`";
    case Lexer::BOX_END: return "`]_`";
    case Lexer::RIGHT_BRACE: return "`}`";
    case Lexer::LEFT_ANGLE: return "`<<`";
    case Lexer::RIGHT_ANGLE: return "`>>`";
    case Lexer::ANGLE_END: return "`>>_`";
    case Lexer::CASE_SEPARATOR: return "`[]`";
    case Lexer::SEPARATOR: return "`----`";
    case Lexer::END_MODULE: return "`====`";
    case Lexer::BULLET_FIRST:
    case Lexer::BULLET_NEXT:
    case Lexer::LIST_END:
    case Lexer::CASE_END:
    case Lexer::SELECTOR: return "";
    case Lexer::PREFIX:
    case Lexer::INFIX:
    case Lexer::POSTFIX:
    case Lexer::OPERATOR_NAME: return "an operator";
    default: return token_name(static_cast<uint16_t>(type));  // a keyword
  }
}

bool one_of(size_t type, std::initializer_list<size_t> types) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

bool begins_expression(size_t type) {
  return one_of(type, {Lexer::PREFIX,
                       Lexer::OPERATOR_NAME,
                       Lexer::BULLET_FIRST,
                       Lexer::BINDING_BRACE,
                       Lexer::BINDING_BRACKET,
                       Lexer::FIELD_BRACKET,
                       Lexer::LEFT_PAREN,
                       Lexer::LEFT_BRACKET,
                       Lexer::LEFT_BRACE,
                       Lexer::LEFT_ANGLE,
                       Lexer::NUMBER,
                       Lexer::DECIMAL,
                       Lexer::STRING,
                       Lexer::AT,
                       Lexer::IF,
                       Lexer::CASE,
                       Lexer::LET,
                       Lexer::CHOOSE,
                       Lexer::LAMBDA,
                       Lexer::QUANTIFIER,
                       Lexer::TEMPORAL_QUANTIFIER,
                       Lexer::FAIRNESS,
                       Lexer::IDENTIFIER});
}

bool continues_expression(size_t type) {
  return one_of(type, {Lexer::INFIX, Lexer::MEMBER, Lexer::EQUAL, Lexer::LABEL, Lexer::POSTFIX, Lexer::DOT,
                       Lexer::INDEX_BRACKET, Lexer::BANG, Lexer::LEFT_PAREN});
}

}  // namespace

void StopAtFirstError::recover(antlr4::Parser* parser, std::exception_ptr) { stop(parser); }

antlr4::Token* StopAtFirstError::recoverInline(antlr4::Parser* parser) { stop(parser); }

std::string join_alternatives(const std::vector<std::string>& alternatives) {
  std::string out;
  for (size_t i = 0; i < alternatives.size(); ++i) {
    if (i > 0) out += i + 1 == alternatives.size() ? " or " : ", ";
    out += alternatives[i];
  }
  return out;
}

std::string describe_expected(const std::vector<size_t>& expected) {
  auto has = [&](size_t type) { return std::find(expected.begin(), expected.end(), type) != expected.end(); };
  if (has(Lexer::VARIABLE) && has(Lexer::THEOREM)) return "a definition, a declaration or `====`";
  std::vector<std::string> alternatives;
  auto add = [&](std::string alternative) {
    bool known = std::find(alternatives.begin(), alternatives.end(), alternative) != alternatives.end();
    if (!alternative.empty() && !known) alternatives.push_back(std::move(alternative));
  };
  bool begins = has(Lexer::NUMBER), continues = has(Lexer::INFIX) && has(Lexer::POSTFIX);
  if (begins) add("an expression");
  if (continues) add("an operator");
  for (size_t type : expected) {
    if (begins && (begins_expression(type) || type == Lexer::ASSUME || type == Lexer::INSTANCE)) continue;
    if (continues && continues_expression(type)) continue;
    add(spelling(type));
  }
  return join_alternatives(alternatives);
}

}  // namespace trestle::syntax
