// Where proofs end, and what they are made of: steps are recognized by their numbers, facts by where a list of expressions
// must end.
#include <cstdlib>

#include "translator/syntax/token.h"
#include "translator/syntax/token_classes.h"

namespace trestle::syntax {
namespace {

using Lexer = ::TlaLexer;

// Whether an expression, or a list of facts, could end with this token.
bool may_end(uint16_t type) {
  switch (type) {
    case Lexer::IDENTIFIER:
    case Lexer::NUMBER:
    case Lexer::DECIMAL:
    case Lexer::STRING:
    case Lexer::AT:
    case Lexer::POSTFIX:
    case Lexer::PROOF_STEP:
    case Lexer::RIGHT_PAREN:
    case Lexer::RIGHT_BRACKET:
    case Lexer::RIGHT_BRACE:
    case Lexer::RIGHT_ANGLE:
    case Lexer::OBVIOUS:
    case Lexer::QED:
    case Lexer::PROOF: return true;
    default: return false;
  }
}

// Whether the token before `at` ends an expression or a fact: BY DEF + is complete, too.
bool complete_before(const std::vector<Token>& tokens, size_t at) {
  if (may_end(tokens[at - 1].type)) return true;
  if (!is_symbol(tokens[at - 1].type) || at < 2) return false;
  uint16_t before = tokens[at - 2].type;
  return before == Lexer::COMMA || before == Lexer::DEFS;
}

bool begins_operand(uint16_t type) {
  switch (type) {
    case Lexer::IDENTIFIER:
    case Lexer::NUMBER:
    case Lexer::DECIMAL:
    case Lexer::STRING:
    case Lexer::AT:
    case Lexer::PREFIX_SYMBOL:
    case Lexer::PROOF_STEP: return true;
    default: return false;
  }
}

bool ends_module(uint16_t type) { return type == Lexer::END_MODULE || type == Lexer::BEGIN_MODULE; }

// What cannot be inside a proof, so that the proof must have ended before.
bool ends_proof(const std::vector<Token>& tokens, size_t at) {
  switch (tokens[at].type) {
    case Lexer::SEPARATOR:
    case Lexer::EXTENDS:
    case Lexer::AXIOM:
    case Lexer::THEOREM:
    case Lexer::LOCAL:
    case Lexer::RECURSIVE: return tokens[at - 1].type != Lexer::DOT;
    default: return ends_module(tokens[at].type);
  }
}

// A level of the proof we are in. Once its QED has been seen, only that step's own proof may follow in it.
struct Level {
  int number;
  bool closing;
};

// The index after the facts that follow BY.
size_t skip_facts(const Source& source, const std::vector<Token>& tokens, size_t at, Diagnostics& diagnostics) {
  int depth = 0;
  size_t i = at + 1;
  for (; i < tokens.size() && !ends_module(tokens[i].type); ++i) {
    uint16_t type = tokens[i].type;
    bool complete = i > at + 1 && complete_before(tokens, i);
    if (depth == 0 && (begins_unit(type) || begins_definition_keyword(type))) break;
    if (depth == 0 && complete && begins_operand(type)) break;
    depth += bracket_step(type);
  }
  if (depth != 0) {
    diagnostics.error(DiagnosticKind::SyntaxError, {&source, tokens[at].begin, tokens[at].end},
                      "a list of facts whose brackets do not match");
  }
  return i;
}

}  // namespace

ProofOutline outline_proof(const Source& source, const std::vector<Token>& tokens, size_t at, Diagnostics& diagnostics) {
  ProofOutline outline{at, {}};
  std::vector<Level> levels;
  auto close = [&levels] {
    while (!levels.empty() && levels.back().closing) levels.pop_back();
  };
  bool opens = false;  // just after PROOF
  size_t i = at;
  size_t step = tokens.size();  // where the last one begins: <2>1. <1>1 states <1>1 again
  int proved = kNoStep;         // its level
  auto give_up = [&](DiagnosticKind kind, std::string message, std::string hint) {
    const Token& first = tokens[at];
    diagnostics.error(kind, {&source, first.begin, first.end}, std::move(message), std::move(hint));
    while (i < tokens.size() && !ends_proof(tokens, i)) ++i;
    return ProofOutline{i, {}};
  };
  auto incomplete = [&] {
    return give_up(DiagnosticKind::SyntaxError, "a proof that does not end",
                   opens ? "expected a proof after PROOF" : "expected a QED step for each of its levels");
  };
  auto ended = [&] {
    outline.end = i;
    return std::move(outline);
  };
  while (i < tokens.size() && !ends_proof(tokens, i)) {
    const Token& token = tokens[i];
    if (token.type == Lexer::PROOF) {
      opens = true;
      ++i;
      continue;
    }
    if (token.type == Lexer::BY || token.type == Lexer::OBVIOUS) {
      outline.parts.push_back({i, proved});
      i = token.type == Lexer::BY ? skip_facts(source, tokens, i, diagnostics) : i + 1;
      close();
      if (levels.empty()) return ended();
    } else if (token.type == Lexer::PROOF_STEP && step + 1 != i && (i == at || opens || complete_before(tokens, i))) {
      step = i;
      // <3>a has level 3, <*>a the level we are in, <+>a the one below it.
      const char* number = source.text().data() + token.begin + 1;
      if (*number == '*' && !opens) close();
      int current = levels.empty() ? -1 : levels.back().number;
      int level = *number == '+' || (*number == '*' && (opens || levels.empty())) ? current + 1
                  : *number == '*'                                                ? current
                                                                                  : std::atoi(number);
      while (!levels.empty() && levels.back().number >= level &&
             (levels.back().closing || levels.back().number > level)) {
        if (!levels.back().closing) return incomplete();
        levels.pop_back();
      }
      if (levels.empty() && i != at && !opens) return ended();
      if (levels.empty() || levels.back().number < level) levels.push_back({level, false});
      if (levels.size() > kDeepestProof)
        return give_up(DiagnosticKind::TooLarge,
                       "proofs nested deeper than " + std::to_string(kDeepestProof) + " levels", "");
      outline.parts.push_back({i, level});
      proved = level;
      ++i;
      if (i < tokens.size() && tokens[i].type == Lexer::QED) {
        levels.back().closing = true;
        ++i;
      }
    } else {
      close();
      if (levels.empty()) return ended();
      ++i;
    }
    opens = false;
  }
  close();
  return levels.empty() && !opens ? ended() : incomplete();
}

}  // namespace trestle::syntax
