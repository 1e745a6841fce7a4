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
#include <string>

#include "translator/syntax/lookahead.h"
#include "translator/syntax/nesting.h"

namespace trestle::syntax {
namespace {

using Lexer = ::TlaLexer;

constexpr size_t kMostErrors = 20;     // after so many, more would teach nothing
constexpr size_t kLongestHead = 1000;  // of a definition, in tokens

class Filter {
 public:
  Filter(const Source& source, const std::vector<Token>& in, TextKind kind, const Limits& limits,
         Diagnostics& diagnostics)
      : source_(source), in_(in), kind_(kind), limits_(limits), diagnostics_(diagnostics), ahead_(source, in) {}

  Pieces run() {
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

 private:
  uint16_t next_type() const { return ahead_.type(at_ + 1); }
  std::string quoted(const Token& token) const { return "`" + std::string(ahead_.text(token)) + "`"; }
  std::string place(const Token& token) const {
    Position at = source_.position(token.begin);
    return "line " + std::to_string(at.line) + ", column " + std::to_string(at.column);
  }

  void error(DiagnosticKind kind, const Token& token, std::string message, std::string hint = {}) {
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

  void begin_piece(uint16_t type) {
    close_to(0);
    restart();
    ended_ = true;
    out_.begins.push_back(static_cast<uint32_t>(out_.tokens.size()));
    piece_ = type;
    defined_ = false;
  }

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

  void pop() {
    Frame::Kind kind = open_.pop().kind;
    if (kind != Frame::List && kind != Frame::Case) return;
    Token end = out_.tokens.back();
    end.begin = end.end;
    operand(end, kind == Frame::List ? Lexer::LIST_END : Lexer::CASE_END);
  }

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
  bool align(const Token& token) {
    while (auto list = open_.innermost_list()) {
      Frame& frame = open_[*list];
      if (token.column > frame.column) return false;
      if (open_.innermost_hard() > *list) {  // something within the item is not closed yet
        if (!frame.reported) report_indent(token, in_[frame.token]);
        frame.reported = true;
        return false;
      }
      close_to(*list);
      if (token.type == frame.type && token.column == frame.column) {
        restart();
        opener(token, Lexer::BULLET_NEXT);
        return true;
      }
      pop();
    }
    return false;
  }

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

  void report_unclosed(const Token& token, const char* next) {
    const Frame& form = open_[open_.innermost_hard()];
    if (form.kind != Frame::Bracket) return;
    const Token& bracket = in_[form.token];
    error(DiagnosticKind::SyntaxError, bracket, quoted(bracket) + " is never closed",
          "the next " + std::string(next) + " begins at line " + std::to_string(token.line));
  }

  // A token that cannot go on an expression, right after one ended: a definition begins here, if one can.
  void juxtaposed(const Token& token) {
    if (kind_ == TextKind::Expression) return;
    Frame::Kind form = open_[open_.innermost_hard()].kind;
    if (form == Frame::Let || (form == Frame::Unit && in_proof())) {
      close_soft();
    } else if (form == Frame::Unit || (token.column <= unit_column_ && ahead_.is_definition(at_))) {
      begin_unit(token);
    }
  }

  // At a second == in a unit: the expression before it was not complete, so that the name defined here was taken for
  // its end. A new piece begins at the name.
  void split_before_head() {
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

  void begin_proof() {
    close_soft();
    ended_ = true;
    proof_ = outline_proof(source_, in_, at_, diagnostics_);
    proof_end_ = proof_.end;
    part_ = 0;
  }

  // What follows is in the module again; a second proof is none.
  void end_proof() {
    close_soft();
    ended_ = true;
    piece_ = 0;
    proof_end_ = 0;
  }

  // True when the token begins a part of the proof, or is in none, and is done.
  bool part_of_proof(const Token& token) {
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

  // ---- one token

  void token(const Token& token) {
    bool field = is_field();
    if (kind_ == TextKind::Module && !field) {
      if (!in_proof() && begins_proof(token)) begin_proof();
      if (in_proof()) {
        if (part_of_proof(token)) return;
      } else if (begins_unit(token.type) && !declares_in_theorem(token.type)) {
        begin_unit(token);
        unit_keyword(token);
        return;
      }
    }
    if (align(token)) return;
    if (field) return operand(token, Lexer::IDENTIFIER);
    if (split_or_joined(token)) return;
    if (after_bang(token) || name(token) || symbol(token) || bracket(token) || form(token)) return;
    other(token);
  }

  // A word in the place of a field's name, which may be a keyword.
  bool is_field() const {
    if (!ahead_.is_word(at_)) return false;
    if (last_type() == Lexer::DOT) return true;
    return ahead_.is_field(at_) &&
           (last_type() == Lexer::FIELD_BRACKET || (last_type() == Lexer::COMMA && open_.top().has_fields));
  }

  void unit_keyword(const Token& token) {
    emit(token);
    switch (token.type) {
      case Lexer::BEGIN_MODULE:
        if (ahead_.is_word(at_ + 1)) operand(in_[++at_], Lexer::IDENTIFIER);
        if (next_type() == Lexer::SEPARATOR) emit(in_[++at_]);
        ended_ = true;
        break;
      case Lexer::EXTENDS:
        while (ahead_.is_word(at_ + 1)) {
          operand(in_[++at_], Lexer::IDENTIFIER);
          if (next_type() != Lexer::COMMA) break;
          opener(in_[++at_], Lexer::COMMA);
        }
        break;
      case Lexer::SEPARATOR:
      case Lexer::END_MODULE: ended_ = true; break;
      default: ended_ = false;
    }
  }

  // I!Op   I!+   and in names of subexpressions  e!1  e!<<  e!:  e!@
  bool after_bang(const Token& token) {
    if (!in_path_) return false;
    in_path_ = false;
    switch (token.type) {
      case Lexer::LEFT_ANGLE:
      case Lexer::RIGHT_ANGLE:
      case Lexer::COLON:
      case Lexer::AT:
      case Lexer::NUMBER: operand(token, Lexer::SELECTOR); return true;
      default:
        if (!is_symbol(token.type)) return false;
        operand(token, Lexer::OPERATOR_NAME);
        return true;
    }
  }

  // Two tokens that belong together, or one that is two: .5 is a number; I!!! is I!, then the operator !!.
  bool split_or_joined(const Token& token) {
    if (at_ + 1 == in_.size() || in_[at_ + 1].begin != token.end) return false;
    const Token& next = in_[at_ + 1];
    if (token.type == Lexer::DOT && next.type == Lexer::NUMBER && !ended_) {
      Token number = token;
      number.end = next.end;
      operand(number, Lexer::DECIMAL);
    } else if (ahead_.text(token) == "!!" && next.type == Lexer::BANG && ended_) {
      Token bang = token, op = next;
      bang.end = op.begin = token.begin + 1;
      opener(bang, Lexer::BANG);
      operand(op, Lexer::OPERATOR_NAME);
    } else {
      return false;
    }
    ++at_;
    return true;
  }

  bool name(const Token& token) {
    switch (token.type) {
      case Lexer::IDENTIFIER:
      case Lexer::NUMBER:
      case Lexer::DECIMAL:
      case Lexer::STRING:
      case Lexer::AT:
        if (ended_) juxtaposed(token);
        operand(token, token.type);
        return true;
      case Lexer::UNDERSCORE: operand(token, token.type); return true;
      case Lexer::PROOF_STEP:  // the name of a step, within a proof; with dots it would begin one
        if (!in_proof() || ahead_.text(token).back() == '.') return false;
        if (ended_) juxtaposed(token);
        operand(token, Lexer::IDENTIFIER);
        return true;
      default: return false;
    }
  }

  bool symbol(const Token& token) {
    switch (token.type) {
      case Lexer::AND:
      case Lexer::OR:
        if (ended_) {
          infix(token, Lexer::INFIX);
        } else if (ahead_.stands_alone(at_)) {
          operand(token, Lexer::OPERATOR_NAME);
        } else {
          opener(token, Lexer::BULLET_FIRST);
          push({Frame::List, token.type, token.column});
        }
        return true;
      case Lexer::INFIX:
      case Lexer::MEMBER:
      case Lexer::EQUAL:
        if (ended_) {
          infix(token, token.type);
        } else {
          operand(token, Lexer::OPERATOR_NAME);
        }
        return true;
      case Lexer::MINUS:
        if (ended_) {
          infix(token, Lexer::INFIX);
        } else if (ahead_.stands_alone(at_) || ahead_.takes_two_arguments(at_)) {
          operand(token, Lexer::OPERATOR_NAME);
        } else {
          infix(token, Lexer::PREFIX);
        }
        return true;
      case Lexer::BOX:
        if (auto frame = open_.innermost_case(true); ended_ && frame) {
          close_to(*frame);
          restart();
          open_.top().has_other = next_type() == Lexer::OTHER;
          opener(token, Lexer::CASE_SEPARATOR);
          return true;
        }
        [[fallthrough]];
      case Lexer::PREFIX_SYMBOL:
        if (ended_) juxtaposed(token);
        if (is_prefix(token)) {
          infix(token, Lexer::PREFIX);
        } else {
          operand(token, Lexer::OPERATOR_NAME);
        }
        return true;
      case Lexer::POSTFIX:
        operand(token, ended_ ? token.type : static_cast<uint16_t>(Lexer::OPERATOR_NAME));
        return true;
      default: return false;
    }
  }

  // Applied, declared or defined; not named. -. is applied as -, so it is one of the others.
  bool is_prefix(const Token& token) const {
    bool defines = next_type() == Lexer::IDENTIFIER && ahead_.type(at_ + 2) == Lexer::DEFINED_AS;
    if (ahead_.text(token) == "-.") return defines || next_type() == Lexer::UNDERSCORE;
    return defines || !ahead_.stands_alone(at_);
  }

  bool bracket(const Token& token) {
    switch (token.type) {
      case Lexer::LEFT_PAREN: {
        uint16_t last = last_type();
        bool action = ended_ && (last == Lexer::RIGHT_PAREN || last == Lexer::RIGHT_BRACKET ||
                                 last == Lexer::RIGHT_BRACE || last == Lexer::RIGHT_ANGLE);
        opener(token, action ? Lexer::ACTION_PAREN : Lexer::LEFT_PAREN);
        push({Frame::Bracket, token.type});
        return true;
      }
      case Lexer::LEFT_BRACKET: {
        bool index = ended_ || last_type() == Lexer::BANG, fields = !index && ahead_.is_field(at_ + 1);
        opener(token, index                             ? Lexer::INDEX_BRACKET
                      : fields                          ? Lexer::FIELD_BRACKET
                      : ahead_.is_binder(at_ + 1, true) ? Lexer::BINDING_BRACKET
                                                        : Lexer::LEFT_BRACKET);
        push({Frame::Bracket, token.type});
        open_.top().has_fields = fields;
        return true;
      }
      case Lexer::LEFT_BRACE:
        if (ended_) juxtaposed(token);
        opener(token, ahead_.is_binder(at_ + 1, false) ? Lexer::BINDING_BRACE : Lexer::LEFT_BRACE);
        push({Frame::Bracket, token.type});
        return true;
      case Lexer::LEFT_ANGLE:
        opener(token, token.type);
        push({Frame::Bracket, token.type});
        return true;
      case Lexer::RIGHT_PAREN:
      case Lexer::RIGHT_BRACKET:
      case Lexer::RIGHT_BRACE:
      case Lexer::RIGHT_ANGLE:
        close_bracket(token, token.type);
        operand(token, token.type);
        return true;
      case Lexer::BOX_END:
        close_bracket(token, Lexer::RIGHT_BRACKET);
        opener(token, token.type);
        return true;
      case Lexer::ANGLE_END:
        close_bracket(token, Lexer::RIGHT_ANGLE);
        opener(token, token.type);
        return true;
      default: return false;
    }
  }

  void close_bracket(const Token& token, uint16_t closer) {
    size_t matching = open_.size() - 1;
    while (matching > 0 && (open_[matching].kind != Frame::Bracket || closer_of(open_[matching].type) != closer)) {
      --matching;
    }
    if (matching == 0) return;  // nothing to close: the parser will say so
    size_t hard = open_.innermost_hard();
    if (matching != hard) {
      const Token& form = in_[open_[hard].token];
      error(DiagnosticKind::SyntaxError, token, quoted(token) + " before the end of what " + quoted(form) + " begins",
            quoted(form) + " is at " + place(form));
    }
    close_to(matching);
    pop();
  }

  bool form(const Token& token) {
    switch (token.type) {
      case Lexer::IF: open_form(token, Frame::If); return true;
      case Lexer::LET: open_form(token, Frame::Let); return true;
      case Lexer::CASE: open_form(token, Frame::Case); return true;
      case Lexer::QUANTIFIER:
      case Lexer::TEMPORAL_QUANTIFIER:
      case Lexer::CHOOSE:
      case Lexer::LAMBDA: open_form(token, Frame::Binder); return true;
      case Lexer::THEN: next_part(token, Frame::If, Frame::Then); return true;
      case Lexer::ELSE: next_part(token, Frame::Then, Frame::Soft); return true;
      case Lexer::IN: next_part(token, Frame::Let, Frame::Soft); return true;
      case Lexer::COLON:
        close_soft();
        next_part(token, Frame::Binder, Frame::Soft);
        return true;
      case Lexer::ARROW:
        if (auto frame = open_.innermost_case(false)) {
          close_to(*frame);
          restart();
        } else {
          close_soft();
        }
        opener(token, token.type);
        return true;
      default: return false;
    }
  }

  void open_form(const Token& token, Frame::Kind kind) {
    if (ended_) juxtaposed(token);
    opener(token, token.type);
    push({kind});
  }

  // THEN closes what IF opened, and so on.
  void next_part(const Token& token, Frame::Kind from, Frame::Kind to) {
    if (open_[open_.innermost_hard()].kind == from) {
      close_soft();
      open_.top().kind = to;
    }
    opener(token, token.type);
  }

  void other(const Token& token) {
    switch (token.type) {
      case Lexer::DEFINED_AS: split_before_head(); [[fallthrough]];
      case Lexer::COMMA:
      case Lexer::MAPS_TO:
      case Lexer::EXCEPT:
      case Lexer::PROVE:
      case Lexer::DEFS:
        close_soft();
        opener(token, token.type);
        break;
      case Lexer::LABEL: infix(token, token.type); break;
      case Lexer::BANG:
        in_path_ = ended_;
        opener(token, token.type);
        break;
      case Lexer::LOCAL:
      case Lexer::RECURSIVE:
        ended_ = true;
        juxtaposed(token);
        opener(token, token.type);
        break;
      case Lexer::INSTANCE:
        if (last_type() != Lexer::DEFINED_AS && last_type() != Lexer::LOCAL) {
          ended_ = true;
          juxtaposed(token);
        }
        opener(token, token.type);
        if (ahead_.is_word(at_ + 1)) operand(in_[++at_], Lexer::IDENTIFIER);
        break;
      case Lexer::OTHER:
      case Lexer::QED: operand(token, token.type); break;
      case Lexer::FAIRNESS:
        if (ended_) juxtaposed(token);
        opener(token, token.type);
        break;
      default: opener(token, token.type);
    }
  }

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

}  // namespace

Pieces filter(const Source& source, const std::vector<Token>& tokens, TextKind kind, const Limits& limits,
              Diagnostics& diagnostics) {
  return Filter(source, tokens, kind, limits, diagnostics).run();
}

}  // namespace trestle::syntax
