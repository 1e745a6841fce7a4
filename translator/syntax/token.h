// The tokens of a module, as the lexer finds them and as the filter hands them to the parser.
#pragma once

#include <cstdint>
#include <vector>

#include "translator/diagnostics/diagnostic.h"
#include "translator/syntax/parse.h"

namespace trestle::syntax {

struct Token {
  uint16_t type = 0;            // one of TlaLexer's constants
  uint32_t begin = 0, end = 0;  // bytes of the source; equal for what the filter inserted
  uint32_t line = 0;            // from 1
  uint32_t column = 0;          // from 1, tabs expanded to multiples of 8: what junction lists align by
};

enum class TextKind { Module, Expression };

// The tokens of the first module of the text, from its header to its last ====, or of the whole text as an expression.
// Reports what is no token; then, or when there is no module, returns nothing.
std::vector<Token> tokenize(const Source& source, TextKind kind, const Limits& limits, Diagnostics& diagnostics);

// Name of a token type, as in the grammar.
std::string token_name(uint16_t type);

// The tokens in the form the grammar wants, in pieces that can be parsed one by one: a module's header, each of its
// units, the steps of their proofs, its end.
struct Pieces {
  std::vector<Token> tokens;
  std::vector<uint32_t> begins;  // of each piece in `tokens`; a piece ends where the next begins
  // A piece that is a step of a proof, or the facts that one ends with.
  struct OfProof {
    uint32_t piece;
    int level;  // of the step, or of the step that the facts prove; none of a theorem
  };
  std::vector<OfProof> proofs;  // in order
};

// Finds the junction lists, marks the tokens whose meaning depends on their surroundings, takes proofs apart, and
// bounds the nesting. Errors found on the way are reported; the pieces are complete all the same, unless the nesting
// is over the limit, when there are none.
Pieces filter(const Source& source, const std::vector<Token>& tokens, TextKind kind, const Limits& limits,
              Diagnostics& diagnostics);

constexpr int kNoStep = -1;  // level of the facts that prove a theorem
constexpr size_t kDeepestProof = 100;

// Where a proof ends, and where its steps begin, and the facts: at their numbers, and at BY or OBVIOUS.
struct ProofOutline {
  struct Part {
    size_t token;
    int level;  // as Pieces::OfProof has it
  };
  size_t end;
  std::vector<Part> parts;  // none after an error, which has been reported
};

// Of the proof that begins at `at`.
ProofOutline outline_proof(const Source& source, const std::vector<Token>& tokens, size_t at, Diagnostics& diagnostics);

}  // namespace trestle::syntax
