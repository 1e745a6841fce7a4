// The pass between lexer and parser as filter.cpp and filter_tokens.cpp share it: what is open, and what is put out.
#pragma once

#include <string>

#include "translator/syntax/lookahead.h"
#include "translator/syntax/nesting.h"

namespace trestle::syntax {

class Filter {
  using Lexer = ::TlaLexer;

 public:
  Filter(const Source& source, const std::vector<Token>& in, TextKind kind, const Limits& limits,
         Diagnostics& diagnostics)
      : source_(source), in_(in), kind_(kind), limits_(limits), diagnostics_(diagnostics), ahead_(source, in) {}

  Pieces run();

 private:
  uint16_t next_type() const { return ahead_.type(at_ + 1); }
  std::string quoted(const Token& token) const { return "`" + std::string(ahead_.text(token)) + "`"; }
  std::string place(const Token& token) const {
    Position at = source_.position(token.begin);
    return "line " + std::to_string(at.line) + ", column " + std::to_string(at.column);
  }

  void error(DiagnosticKind kind, const Token& token, std::string message, std::string hint = {}) {
    constexpr size_t kMostErrors = 20;  // after so many, more would teach nothing
    if (++errors_ > kMostErrors) return;
    diagnostics_.error(kind, {&source_, token.begin, token.end}, std::move(message), std::move(hint));
  }

  // ---- the output

  void emit(const Token& token) { out_.tokens.push_back(token); }
  void emit_as(Token token, uint16_t type) {
    token.type = type;
    emit(token);
  }
  uint16_t last_type() const { return out_.tokens.empty() ? static_cast<uint16_t>(0) : out_.tokens.back().type; }

  // An operand, or something that ends like one, has been put out.
  void operand(const Token& token, uint16_t type) {
    emit_as(token, type);
    ended_ = true;
  }
  // After this an operand is expected.
  void opener(const Token& token, uint16_t type) {
    emit_as(token, type);
    ended_ = false;
  }
  void infix(const Token& token, uint16_t type) {
    opener(token, type);
    open_.deepen();
    check_depth();
  }

  void begin_piece(uint16_t type);

  // ---- the stack

  void push(Frame frame) {
    frame.token = static_cast<uint32_t>(at_);
    open_.push(frame);
    check_depth();
  }

  void check_depth() {
    if (open_.depth() <= limits_.depth || too_deep_) return;
    too_deep_ = true;
    error(DiagnosticKind::TooLarge, in_[at_], "nested deeper than " + std::to_string(limits_.depth) + " levels");
  }

  // An expression is complete in the innermost frame, and another may begin there.
  void restart() {
    open_.restart();
    ended_ = false;
  }

  void pop();

  // Ends what is open above the frame at `index`.
  void close_to(size_t index) {
    while (open_.size() > index + 1) pop();
  }

  // Ends the lists and open forms inside the innermost thing that needs its own closing, and starts over there.
  void close_soft() {
    close_to(open_.innermost_hard());
    restart();
  }

  // ---- junction lists

  // Ends the lists that a token at this column is not inside of. True when it was the next bullet of one, and is done.
  bool align(const Token& token);

  void report_indent(const Token& token, const Token& bullet) {
    error(DiagnosticKind::JunctionIndent, token, quoted(token) + " stands left of its item in a junction list",
          "everything in an item must be to the right of its bullet, here the " + std::string(ahead_.text(bullet)) +
              " at " + place(bullet));
  }

  // ---- units

  // Where a unit begins, or the text goes on as if one did, with brackets still open.
  void begin_unit(const Token& token) {
    report_unclosed(token, "definition or statement");
    begin_piece(token.type);
    unit_column_ = token.column;
  }

  void report_unclosed(const Token& token, const char* next);

  // A token that cannot go on an expression, right after one ended: a definition begins here, if one can.
  void juxtaposed(const Token& token);

  // At a second == in a unit: the expression before it was not complete, so that the name defined here was taken for
  // its end. A new piece begins at the name.
  void split_before_head();

  // The statement of a theorem may declare: ASSUME NEW CONSTANT c, VARIABLE x PROVE ...
  bool declares_in_theorem(uint16_t type) const {
    return piece_ == Lexer::THEOREM && !ended_ &&
           (type == Lexer::ASSUME || type == Lexer::CONSTANT || type == Lexer::VARIABLE);
  }

  // ---- proofs

  bool in_proof() const { return at_ < proof_end_; }

  bool begins_proof(const Token& token) const {
    return piece_ == Lexer::THEOREM && ended_ &&
           (token.type == Lexer::PROOF || token.type == Lexer::BY || token.type == Lexer::OBVIOUS ||
            token.type == Lexer::PROOF_STEP);
  }

  void begin_proof();

  // What follows is in the module again; a second proof is none.
  void end_proof() {
    close_soft();
    ended_ = true;
    piece_ = 0;
    proof_end_ = 0;
  }

  // True when the token begins a part of the proof, or is in none, and is done.
  bool part_of_proof(const Token& token);

  // ---- one token

  void token(const Token& token);
  // A word in the place of a field's name, which may be a keyword.
  bool is_field() const;
  void unit_keyword(const Token& token);
  // I!Op   I!+   and in names of subexpressions  e!1  e!<<  e!:  e!@
  bool after_bang(const Token& token);
  // Two tokens that belong together, or one that is two: .5 is a number; I!!! is I!, then the operator !!.
  bool split_or_joined(const Token& token);
  bool name(const Token& token);
  bool symbol(const Token& token);
  // Applied, declared or defined; not named. -. is applied as -, so it is one of the others.
  bool is_prefix(const Token& token) const;
  bool bracket(const Token& token);
  void close_bracket(const Token& token, uint16_t closer);
  bool form(const Token& token);
  void open_form(const Token& token, Frame::Kind kind);
  // THEN closes what IF opened, and so on.
  void next_part(const Token& token, Frame::Kind from, Frame::Kind to);
  void other(const Token& token);

  const Source& source_;
  const std::vector<Token>& in_;
  TextKind kind_;
  const Limits& limits_;
  Diagnostics& diagnostics_;
  Lookahead ahead_;

  Pieces out_;
  Nesting open_;
  size_t at_ = 0;
  bool ended_ = true;     // the last token ended an operand
  bool in_path_ = false;  // after the ! of I!Op
  bool too_deep_ = false;
  uint16_t piece_ = 0;        // type of the current piece's first token
  bool defined_ = false;      // it has an == already
  uint32_t unit_column_ = 1;  // where it began
  ProofOutline proof_{};       // of the theorem, if it has one
  size_t proof_end_ = 0;      // 0 where none is open
  size_t part_ = 0;           // of it, the next
  size_t errors_ = 0;
};

}  // namespace trestle::syntax
