// Between lexer and parser: one pass over the tokens that settles what TLA+ leaves to layout and context.
//
// Junction lists. A /\ or \/ where an operand is expected opens a list at its column. The list goes on at every bullet
// of the same kind and column, and ends at any other token at or left of that column, at whatever closes something
// around the list (a bracket, THEN, IN, a comma, ...), and where the expression cannot go on. So the pass keeps a stack
// of what is open: lists, and the forms that a later token closes (Hard) or that reach as far as they can (Soft).
//
// Everything else is decided on the way, as the pass always knows whether an operand has just ended: whether a symbol
// stands before, after or between operands or for itself, whether a [ is an index, where units and local definitions
// begin (two operands never stand side by side inside an expression), where a proof and its steps begin.
#include "translator/syntax/filter_internal.h"

namespace trestle::syntax {

namespace {
constexpr size_t kLongestHead = 1000;  // of a definition, in tokens
}  // namespace

Pieces Filter::run() {
  if (kind_ == TextKind::Expression) {
    begin_piece(0);
    ended_ = false;
  }
  while (at_ < in_.size()) {
    if (proof_end_ != 0 && at_ >= proof_end_) end_proof();
    token(in_[at_]);
    if (too_deep_) return {};
    ++at_;
  }
  close_to(0);
  return std::move(out_);
}

void Filter::begin_piece(uint16_t type) {
  close_to(0);
  restart();
  ended_ = true;
  out_.begins.push_back(static_cast<uint32_t>(out_.tokens.size()));
  piece_ = type;
  defined_ = false;
}

void Filter::pop() {
  Frame::Kind kind = open_.pop().kind;
  if (kind != Frame::List && kind != Frame::Case) return;
  Token end = out_.tokens.back();
  end.begin = end.end;
  operand(end, kind == Frame::List ? Lexer::LIST_END : Lexer::CASE_END);
}

bool Filter::align(const Token& token) {
  while (auto list = open_.innermost_list()) {
    Frame& frame = open_[*list];
    if (token.column > frame.column) return false;
    bool next = token.type == frame.type && token.column == frame.column;
    const Frame& open = open_[open_.innermost_hard()];
    bool cut_short = next && open.kind != Frame::Bracket;  // an IF without THEN: the parser will say so
    if (open_.innermost_hard() > *list && !cut_short) {    // something within the item is not closed yet
      if (!frame.reported) report_indent(token, in_[frame.token]);
      frame.reported = true;
      return false;
    }
    close_to(*list);
    if (next) {
      restart();
      opener(token, Lexer::BULLET_NEXT);
      return true;
    }
    pop();
  }
  return false;
}

void Filter::report_unclosed(const Token& token, const char* next) {
  const Frame& form = open_[open_.innermost_hard()];
  if (form.kind != Frame::Bracket) return;
  const Token& bracket = in_[form.token];
  error(DiagnosticKind::SyntaxError, bracket, quoted(bracket) + " is never closed",
        "the next " + std::string(next) + " begins at line " + std::to_string(token.line));
}

void Filter::juxtaposed(const Token& token) {
  if (kind_ == TextKind::Expression) return;
  Frame::Kind form = open_[open_.innermost_hard()].kind;
  if (form == Frame::Let || (form == Frame::Unit && in_proof())) {
    close_soft();
  } else if (form == Frame::Unit || (token.column <= unit_column_ && ahead_.is_definition(at_))) {
    begin_unit(token);
  }
}

void Filter::split_before_head() {
  if (kind_ == TextKind::Expression || open_.innermost_hard() != 0 || in_proof()) return;
  if (defined_ && ended_) {
    const std::vector<Token>& out = out_.tokens;
    size_t begin = std::max<size_t>(out_.begins.back(), out.size() - std::min(out.size(), kLongestHead));
    size_t head = out.size() - 1;
    for (int depth = 0; head > begin; --head) {
      uint16_t type = out[head].type;
      depth += type == Lexer::INDEX_BRACKET ? 1 : bracket_step(type);
      if (depth == 0 && type == Lexer::IDENTIFIER) break;
    }
    if (head > begin && out[head - 1].line < out[head].line) out_.begins.push_back(static_cast<uint32_t>(head));
  }
  defined_ = true;
}

void Filter::begin_proof() {
  close_soft();
  ended_ = true;
  proof_ = outline_proof(source_, in_, at_, diagnostics_);
  proof_end_ = proof_.end;
  part_ = 0;
}

bool Filter::part_of_proof(const Token& token) {
  if (proof_.parts.empty() || token.type == Lexer::PROOF) return true;
  if (part_ == proof_.parts.size() || proof_.parts[part_].token != at_) return false;
  report_unclosed(token, "step of the proof");
  begin_piece(token.type);
  out_.proofs.push_back({static_cast<uint32_t>(out_.begins.size() - 1), proof_.parts[part_].level});
  ++part_;
  opener(token, token.type);
  if (token.type == Lexer::OBVIOUS) ended_ = true;
  if (token.type != Lexer::PROOF_STEP) return true;
  if (next_type() == Lexer::CASE) {
    opener(in_[++at_], Lexer::STEP_CASE);
  } else if (ahead_.is_definition(at_ + 1)) {  // DEFINE may be left out
    Token define = token;
    define.begin = define.end;
    opener(define, Lexer::DEFINE);
  }
  return true;
}

Pieces filter(const Source& source, const std::vector<Token>& tokens, TextKind kind, const Limits& limits,
              Diagnostics& diagnostics) {
  return Filter(source, tokens, kind, limits, diagnostics).run();
}

}  // namespace trestle::syntax
