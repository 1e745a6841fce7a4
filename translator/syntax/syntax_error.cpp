#include "translator/syntax/syntax_error.h"

#include <algorithm>

#include "TlaParser.h"
#include "translator/syntax/token.h"

namespace trestle::syntax {
namespace {

using Tla = ::TlaParser;

[[noreturn]] void stop(antlr4::Parser* parser) {
  Stopped stopped{parser->getCurrentToken()->getTokenIndex(), {}};
  for (ssize_t type : parser->getExpectedTokens().toList()) stopped.expected.push_back(static_cast<size_t>(type));
  throw stopped;
}

// How a token is written, for those written in one way; otherwise what it is called. Empty for what need not be named.
std::string spelling(size_t type) {
  switch (type) {
    case antlr4::Token::EOF: return "the end of the definition or statement";
    case Tla::IDENTIFIER: return "a name";
    case Tla::UNDERSCORE: return "`_`";
    case Tla::MEMBER: return "`\\in`";
    case Tla::EQUAL: return "`=`";
    case Tla::DEFINED_AS: return "`==`";
    case Tla::COMMA: return "`,`";
    case Tla::COLON: return "`:`";
    case Tla::BANG: return "`!`";
    case Tla::DOT: return "`.`";
    case Tla::ARROW: return "`->`";
    case Tla::SUBSTITUTE: return "`<-`";
    case Tla::MAPS_TO: return "`|->`";
    case Tla::LEFT_PAREN:
    case Tla::ACTION_PAREN: return "`(`";
    case Tla::RIGHT_PAREN: return "`)`";
    case Tla::LEFT_BRACKET:
    case Tla::INDEX_BRACKET: return "`[`";
    case Tla::RIGHT_BRACKET: return "`]`";
    case Tla::BOX_END: return "`]_`";
    case Tla::RIGHT_BRACE: return "`}`";
    case Tla::LEFT_ANGLE: return "`<<`";
    case Tla::RIGHT_ANGLE: return "`>>`";
    case Tla::ANGLE_END: return "`>>_`";
    case Tla::CASE_SEPARATOR: return "`[]`";
    case Tla::SEPARATOR: return "`----`";
    case Tla::END_MODULE: return "`====`";
    case Tla::BULLET_FIRST:
    case Tla::BULLET_NEXT:
    case Tla::LIST_END:
    case Tla::CASE_END:
    case Tla::SELECTOR: return "";
    case Tla::PREFIX:
    case Tla::INFIX:
    case Tla::POSTFIX:
    case Tla::OPERATOR_NAME: return "an operator";
    default: return token_name(static_cast<uint16_t>(type));  // a keyword
  }
}

bool one_of(size_t type, std::initializer_list<size_t> types) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

bool begins_expression(size_t type) {
  return one_of(type, {Tla::PREFIX,
                       Tla::OPERATOR_NAME,
                       Tla::BULLET_FIRST,
                       Tla::BINDING_BRACE,
                       Tla::BINDING_BRACKET,
                       Tla::FIELD_BRACKET,
                       Tla::LEFT_PAREN,
                       Tla::LEFT_BRACKET,
                       Tla::LEFT_BRACE,
                       Tla::LEFT_ANGLE,
                       Tla::NUMBER,
                       Tla::DECIMAL,
                       Tla::STRING,
                       Tla::AT,
                       Tla::IF,
                       Tla::CASE,
                       Tla::LET,
                       Tla::CHOOSE,
                       Tla::LAMBDA,
                       Tla::QUANTIFIER,
                       Tla::TEMPORAL_QUANTIFIER,
                       Tla::FAIRNESS,
                       Tla::IDENTIFIER});
}

bool continues_expression(size_t type) {
  return one_of(type, {Tla::INFIX, Tla::MEMBER, Tla::EQUAL, Tla::LABEL, Tla::POSTFIX, Tla::DOT, Tla::INDEX_BRACKET,
                       Tla::BANG, Tla::LEFT_PAREN});
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
  if (has(Tla::VARIABLE) && has(Tla::THEOREM)) return "a definition, a declaration or `====`";
  if (has(Tla::QED) && has(Tla::TAKE)) return "a formula, ASSUME, CASE, HAVE, QED or what else a step may be";
  std::vector<std::string> alternatives;
  auto add = [&](std::string alternative) {
    bool known = std::find(alternatives.begin(), alternatives.end(), alternative) != alternatives.end();
    if (!alternative.empty() && !known) alternatives.push_back(std::move(alternative));
  };
  bool begins = has(Tla::NUMBER), continues = has(Tla::INFIX) && has(Tla::POSTFIX);
  if (begins) add("an expression");
  if (continues) add("an operator");
  for (size_t type : expected) {
    if (begins && (begins_expression(type) || type == Tla::ASSUME || type == Tla::INSTANCE)) continue;
    if (continues && continues_expression(type)) continue;
    add(spelling(type));
  }
  return join_alternatives(alternatives);
}

}  // namespace trestle::syntax
