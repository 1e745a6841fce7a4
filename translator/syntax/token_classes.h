// What the passes over the tokens need to know of a token's type alone. Included only by sources of this folder.
#pragma once

#include "TlaLexer.h"

namespace trestle::syntax {

// Any operator, wherever it stands.
inline bool is_symbol(uint16_t type) {
  switch (type) {
    case TlaLexer::INFIX:
    case TlaLexer::MEMBER:
    case TlaLexer::EQUAL:
    case TlaLexer::MINUS:
    case TlaLexer::AND:
    case TlaLexer::OR:
    case TlaLexer::BOX:
    case TlaLexer::PREFIX_SYMBOL:
    case TlaLexer::POSTFIX: return true;
    default: return false;
  }
}

// What always begins a unit of a module. ASSUME, CONSTANT and VARIABLE may also stand in the statement of a theorem.
inline bool begins_unit(uint16_t type) {
  switch (type) {
    case TlaLexer::BEGIN_MODULE:
    case TlaLexer::SEPARATOR:
    case TlaLexer::END_MODULE:
    case TlaLexer::EXTENDS:
    case TlaLexer::AXIOM:
    case TlaLexer::THEOREM:
    case TlaLexer::USE:
    case TlaLexer::PROOF:
    case TlaLexer::BY:
    case TlaLexer::OBVIOUS:
    case TlaLexer::ASSUME:
    case TlaLexer::CONSTANT:
    case TlaLexer::VARIABLE: return true;
    default: return false;
  }
}

// What begins a unit, or a definition in a LET.
inline bool begins_definition_keyword(uint16_t type) {
  return type == TlaLexer::LOCAL || type == TlaLexer::RECURSIVE || type == TlaLexer::INSTANCE;
}

// 1 for an opening bracket, -1 for a closing one.
inline int bracket_step(uint16_t type) {
  switch (type) {
    case TlaLexer::LEFT_PAREN:
    case TlaLexer::LEFT_BRACKET:
    case TlaLexer::LEFT_BRACE:
    case TlaLexer::LEFT_ANGLE: return 1;
    case TlaLexer::RIGHT_PAREN:
    case TlaLexer::RIGHT_BRACKET:
    case TlaLexer::BOX_END:
    case TlaLexer::RIGHT_BRACE:
    case TlaLexer::RIGHT_ANGLE:
    case TlaLexer::ANGLE_END: return -1;
    default: return 0;
  }
}

inline uint16_t closer_of(uint16_t opener) {
  switch (opener) {
    case TlaLexer::LEFT_PAREN: return TlaLexer::RIGHT_PAREN;
    case TlaLexer::LEFT_BRACKET: return TlaLexer::RIGHT_BRACKET;
    case TlaLexer::LEFT_BRACE: return TlaLexer::RIGHT_BRACE;
    default: return TlaLexer::RIGHT_ANGLE;
  }
}

}  // namespace trestle::syntax
