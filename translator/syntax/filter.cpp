// Between lexer and parser: one pass over the tokens that settles what TLA+ leaves to layout and context.
//
// Junction lists. A /\ or \/ where an operand is expected opens a list at its column. The list goes on at every bullet
// of the same kind and column, and ends at any other token at or left of that column, at whatever closes something
// around the list (a bracket, THEN, IN, a comma, ...), and where the expression cannot go on. So the pass keeps a stack
// of what is open: lists, and the forms that a later token closes (Hard) or that reach as far as they can (Soft).
//
// Everything else is decided on the way, as the pass always knows whether an operand has just ended: whether a symbol
// stands before, after or between operands or for itself, whether a [ is an index, where units and local definitions
// begin (two operands never stand side by side inside an expression), where a proof is left out.
#include <optional>
#include <string>

#include "TlaLexer.h"
#include "translator/syntax/token.h"

namespace trestle::syntax {
namespace {

using Lexer = ::TlaLexer;

struct Frame {
  enum Kind : uint8_t { Unit, List, Bracket, If, Then, Let, Binder, Case, Soft };
  Kind kind;
  uint16_t type = 0;        // of the list's bullets, or the bracket
  uint32_t column = 0;      // of the list
  uint32_t token = 0;       // index of the token that opened it
  uint32_t operators = 0;   // in the chain that is open in this frame: each is one more level of the tree
  bool reported = false;    // of a list, its wrong indentation
  bool has_fields = false;  // of a bracket, like [f |-> e]
  bool has_other = false;   // of a CASE
};

bool is_hard(Frame::Kind kind) {
  return kind == Frame::Unit || kind == Frame::Bracket || kind == Frame::If || kind == Frame::Then ||
         kind == Frame::Let || kind == Frame::Binder;
}

uint16_t closer_of(uint16_t opener) {
  switch (opener) {
    case Lexer::LEFT_PAREN: return Lexer::RIGHT_PAREN;
    case Lexer::LEFT_BRACKET: return Lexer::RIGHT_BRACKET;
    case Lexer::LEFT_BRACE: return Lexer::RIGHT_BRACE;
    default: return Lexer::RIGHT_ANGLE;
  }
}

// What always begins a unit of a module. ASSUME, CONSTANT and VARIABLE may also stand in the statement of a theorem.
bool begins_unit(uint16_t type) {
  switch (type) {
    case Lexer::BEGIN_MODULE:
    case Lexer::SEPARATOR:
    case Lexer::END_MODULE:
    case Lexer::EXTENDS:
    case Lexer::AXIOM:
    case Lexer::THEOREM:
    case Lexer::USE:
    case Lexer::PROOF:
    case Lexer::BY:
    case Lexer::OBVIOUS:
    case Lexer::ASSUME:
    case Lexer::CONSTANT:
    case Lexer::VARIABLE: return true;
    default: return false;
  }
}

bool is_symbol(uint16_t type) {
  switch (type) {
    case Lexer::INFIX:
    case Lexer::MEMBER:
    case Lexer::EQUAL:
    case Lexer::MINUS:
    case Lexer::AND:
    case Lexer::OR:
    case Lexer::BOX:
    case Lexer::PREFIX_SYMBOL:
    case Lexer::POSTFIX: return true;
    default: return false;
  }
}

class Filter {
 public:
  Filter(const Source& source, const std::vector<Token>& in, TextKind kind, const Limits& limits,
         Diagnostics& diagnostics)
      : source_(source), in_(in), kind_(kind), limits_(limits), diagnostics_(diagnostics) {}

  Pieces run() {
    stack_.push_back({Frame::Unit});
    if (kind_ == TextKind::Expression) {
      begin_piece(0);
      ended_ = false;
    }
    while (at_ < in_.size()) {
      token(in_[at_]);
      if (too_deep_) return {};
      ++at_;
    }
    close_to(0);
    return std::move(out_);
  }

 private:
  // ---- the input around us

  uint16_t type_at(size_t i) const { return i < in_.size() ? in_[i].type : static_cast<uint16_t>(0); }
  uint16_t next_type() const { return type_at(at_ + 1); }
  std::string_view text(const Token& token) const {
    return source_.text().substr(token.begin, token.end - token.begin);
  }
  bool is_word(size_t i) const {
    if (i >= in_.size()) return false;
    char c = source_.text()[in_[i].begin];
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || in_[i].type == Lexer::IDENTIFIER;
  }
  Span span(const Token& token) const { return {&source_, token.begin, token.end}; }

  // After a symbol at the end of an argument, nothing is left that it could be applied to.
  bool stands_alone() const {
    uint16_t next = next_type();
    return next == 0 || next == Lexer::COMMA || next == Lexer::RIGHT_PAREN || next == Lexer::SUBSTITUTE ||
           next == Lexer::LOCAL || next == Lexer::RECURSIVE || next == Lexer::INSTANCE || begins_unit(next) ||
           (in_[at_ + 1].line > in_[at_].line && begins_definition(at_ + 1));
  }

  // -(a, b), which is a - b
  bool takes_two_arguments() const {
    if (next_type() != Lexer::LEFT_PAREN) return false;
    size_t depth = 0;
    for (size_t k = at_ + 1; k < in_.size() && k < at_ + kLookahead; ++k) {
      switch (in_[k].type) {
        case Lexer::LEFT_PAREN:
        case Lexer::LEFT_BRACKET:
        case Lexer::LEFT_BRACE:
        case Lexer::LEFT_ANGLE: ++depth; break;
        case Lexer::RIGHT_PAREN:
        case Lexer::RIGHT_BRACKET:
        case Lexer::RIGHT_BRACE:
        case Lexer::RIGHT_ANGLE: --depth; break;
        case Lexer::QUANTIFIER:
        case Lexer::LAMBDA: return false;  // whose commas are their own
        case Lexer::COMMA:
          if (depth == 1) return true;
          break;
        default: break;
      }
      if (depth == 0) return false;
    }
    return false;
  }

  // F ==   F(x) ==   f[x] ==   a + b ==   a ^+ ==
  bool begins_definition(size_t i) const {
    if (type_at(i) != Lexer::IDENTIFIER) return false;
    uint16_t next = type_at(i + 1);
    if (next == Lexer::LEFT_PAREN || next == Lexer::LEFT_BRACKET) {
      size_t depth = 0;
      for (size_t k = i + 1; k < in_.size() && k < i + kLookahead; ++k) {
        uint16_t type = in_[k].type;
        if (type == Lexer::LEFT_PAREN || type == Lexer::LEFT_BRACKET) ++depth;
        if (type == Lexer::RIGHT_PAREN || type == Lexer::RIGHT_BRACKET) --depth;
        if (depth == 0) return type_at(k + 1) == Lexer::DEFINED_AS;
      }
      return false;
    }
    if (next == Lexer::POSTFIX) return type_at(i + 2) == Lexer::DEFINED_AS;
    if (is_symbol(next)) return type_at(i + 2) == Lexer::IDENTIFIER && type_at(i + 3) == Lexer::DEFINED_AS;
    return next == Lexer::DEFINED_AS;
  }

  // x, y \in   <<x, y>> \in
  bool binder_follows(size_t i, bool many_names) const {
    if (type_at(i) == Lexer::LEFT_ANGLE) {
      for (++i; type_at(i) == Lexer::IDENTIFIER; i += 2) {
        if (type_at(i + 1) == Lexer::RIGHT_ANGLE) return type_at(i + 2) == Lexer::MEMBER;
        if (type_at(i + 1) != Lexer::COMMA) return false;
      }
      return false;
    }
    while (many_names && type_at(i) == Lexer::IDENTIFIER && type_at(i + 1) == Lexer::COMMA) i += 2;
    return type_at(i) == Lexer::IDENTIFIER && type_at(i + 1) == Lexer::MEMBER;
  }

  bool field_follows(size_t i) const {
    return is_word(i) && (type_at(i + 1) == Lexer::MAPS_TO || type_at(i + 1) == Lexer::COLON);
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
    deepen(stack_.back());
  }

  void begin_piece(uint16_t type) {
    close_to(0);
    restart();
    ended_ = true;
    out_.begins.push_back(static_cast<uint32_t>(out_.tokens.size()));
    piece_ = type;
  }

  // ---- the stack

  void push(Frame frame) {
    frame.token = static_cast<uint32_t>(at_);
    stack_.push_back(frame);
    deepen(stack_.back());
  }

  void deepen(Frame& frame) {
    ++frame.operators;
    if (++depth_ > limits_.depth && !too_deep_) {
      too_deep_ = true;
      diagnostics_.error(DiagnosticKind::TooLarge, span(in_[at_]),
                         "nested deeper than " + std::to_string(limits_.depth) + " levels");
    }
  }

  // The chain in the innermost frame is complete, another may begin.
  void restart() {
    Frame& top = stack_.back();
    uint32_t own = top.kind == Frame::Unit ? 0 : 1;
    depth_ -= top.operators - own;
    top.operators = own;
    ended_ = false;
  }

  void pop() {
    Frame::Kind kind = stack_.back().kind;
    if (kind == Frame::List || kind == Frame::Case) {
      Token end = out_.tokens.back();
      end.begin = end.end;
      operand(end, kind == Frame::List ? Lexer::LIST_END : Lexer::CASE_END);
    }
    depth_ -= stack_.back().operators;
    stack_.pop_back();
  }

  // Ends what is open above the frame at `index`.
  void close_to(size_t index) {
    while (stack_.size() > index + 1) pop();
  }

  size_t innermost_hard() const {
    size_t i = stack_.size() - 1;
    while (!is_hard(stack_[i].kind)) --i;
    return i;
  }

  // Ends the lists and open forms inside the innermost thing that needs its own closing, and starts over there.
  void close_soft() {
    close_to(innermost_hard());
    restart();
  }

  // The CASE that an arrow belongs to, or that can have another arm: OTHER is the last.
  std::optional<size_t> innermost_case(bool for_arm) const {
    for (size_t i = stack_.size(); i-- > 0 && !is_hard(stack_[i].kind);) {
      if (stack_[i].kind == Frame::Case && !(for_arm && stack_[i].has_other)) return i;
    }
    return std::nullopt;
  }

  // ---- junction lists

  // Ends the lists that a token at this column is not inside of. True when it was the next bullet of one, and is done.
  bool align(const Token& token) {
    for (;;) {
      size_t list = stack_.size();
      bool inside_form = false;
      while (list-- > 0 && stack_[list].kind != Frame::List) inside_form |= is_hard(stack_[list].kind);
      if (list == static_cast<size_t>(-1)) return false;
      Frame& frame = stack_[list];
      if (token.column > frame.column) return false;
      if (inside_form) {
        if (!frame.reported) report_indent(token, frame);
        frame.reported = true;
        return false;
      }
      close_to(list);
      if (token.type == frame.type && token.column == frame.column) {
        restart();
        opener(token, Lexer::BULLET_NEXT);
        return true;
      }
      pop();
    }
  }

  void report_indent(const Token& token, const Frame& list) {
    const Token& bullet = in_[list.token];
    diagnostics_.error(DiagnosticKind::JunctionIndent, span(token),
                       "`" + std::string(text(token)) + "` stands left of its item in a junction list",
                       "everything in an item must be to the right of its bullet, here the " +
                           std::string(text(bullet)) + " at line " + std::to_string(bullet.line) + ", column " +
                           std::to_string(source_.position(bullet.begin).column));
  }

  // ---- units

  // Where a unit begins, or the text goes on as if one did, with brackets still open.
  void begin_unit(const Token& token) {
    size_t hard = innermost_hard();
    if (stack_[hard].kind == Frame::Bracket) {
      const Token& open = in_[stack_[hard].token];
      diagnostics_.error(DiagnosticKind::SyntaxError, span(open), "`" + std::string(text(open)) + "` is never closed",
                         "the next definition or statement begins at line " + std::to_string(token.line));
    }
    begin_piece(token.type);
    unit_column_ = token.column;
  }

  // A token that cannot go on an expression, right after one ended: a definition begins here, if one can.
  void juxtaposed(const Token& token) {
    size_t hard = innermost_hard();
    if (kind_ == TextKind::Expression) return;
    if (stack_[hard].kind == Frame::Let) {
      close_soft();
    } else if (stack_[hard].kind == Frame::Unit || (token.column <= unit_column_ && begins_definition(at_))) {
      begin_unit(token);
    }
  }

  // At a second == in a unit: the expression before it was not complete, so that the name defined here was taken for
  // its end. A new piece begins at the name.
  void split_before_head() {
    std::vector<Token>& out = out_.tokens;
    size_t begin = out_.begins.empty() ? 0 : out_.begins.back();
    if (kind_ == TextKind::Expression || innermost_hard() != 0 || !ended_) return;
    bool defined = false;
    for (size_t i = begin; i < out.size() && !defined; ++i) defined = out[i].type == Lexer::DEFINED_AS;
    if (!defined) return;
    size_t head = out.size() - 1;
    for (int depth = 0; head > begin; --head) {
      uint16_t type = out[head].type;
      if (type == Lexer::RIGHT_PAREN || type == Lexer::RIGHT_BRACKET) ++depth;
      if (type == Lexer::LEFT_PAREN || type == Lexer::INDEX_BRACKET) --depth;
      if (depth == 0 && type == Lexer::IDENTIFIER) break;
    }
    if (head > begin && out[head - 1].line < out[head].line) out_.begins.push_back(static_cast<uint32_t>(head));
  }

  // The statement of a theorem may declare: ASSUME NEW CONSTANT c, VARIABLE x PROVE ...
  bool declares_in_theorem(uint16_t type) const {
    return piece_ == Lexer::THEOREM && !ended_ &&
           (type == Lexer::ASSUME || type == Lexer::CONSTANT || type == Lexer::VARIABLE);
  }

  // Facts and proofs leave no tokens behind.
  bool skipped(const Token& token) {
    if (piece_ == Lexer::THEOREM && ended_ &&
        (token.type == Lexer::PROOF || token.type == Lexer::BY || token.type == Lexer::OBVIOUS ||
         token.type == Lexer::PROOF_STEP)) {
      close_soft();
      ended_ = true;
      at_ = skip_proof(source_, in_, at_, diagnostics_) - 1;
      piece_ = 0;  // a second proof is none
      return true;
    }
    if (token.type == Lexer::USE) {
      begin_unit(token);
      operand(token, Lexer::USE);
      at_ = skip_facts(source_, in_, at_, diagnostics_) - 1;
      return true;
    }
    return false;
  }

  // ---- one token

  void token(const Token& token) {
    bool field = is_field();
    if (kind_ == TextKind::Module && !field) {
      if (skipped(token)) return;
      if (begins_unit(token.type) && !declares_in_theorem(token.type)) {
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
    if (!is_word(at_)) return false;
    if (last_type() == Lexer::DOT) return true;
    const Frame& frame = stack_.back();
    return field_follows(at_) &&
           (last_type() == Lexer::FIELD_BRACKET || (last_type() == Lexer::COMMA && frame.has_fields));
  }

  void unit_keyword(const Token& token) {
    emit(token);
    switch (token.type) {
      case Lexer::BEGIN_MODULE:
        if (is_word(at_ + 1)) operand(in_[++at_], Lexer::IDENTIFIER);
        if (next_type() == Lexer::SEPARATOR) emit(in_[++at_]);
        ended_ = true;
        break;
      case Lexer::EXTENDS:
        while (is_word(at_ + 1)) {
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
    } else if (text(token) == "!!" && next.type == Lexer::BANG && ended_) {
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
      default: return false;
    }
  }

  bool symbol(const Token& token) {
    switch (token.type) {
      case Lexer::AND:
      case Lexer::OR:
        if (ended_) {
          infix(token, Lexer::INFIX);
        } else if (stands_alone()) {
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
        } else if (stands_alone() || takes_two_arguments()) {
          operand(token, Lexer::OPERATOR_NAME);
        } else {
          infix(token, Lexer::PREFIX);
        }
        return true;
      case Lexer::BOX:
        if (auto frame = innermost_case(true); ended_ && frame) {
          close_to(*frame);
          restart();
          stack_.back().has_other = next_type() == Lexer::OTHER;
          opener(token, Lexer::CASE_SEPARATOR);
          return true;
        }
        [[fallthrough]];
      case Lexer::PREFIX_SYMBOL: {
        if (ended_) juxtaposed(token);
        bool applies =
            text(token) == "-."
                ? next_type() == Lexer::UNDERSCORE ||
                      (next_type() == Lexer::IDENTIFIER && type_at(at_ + 2) == Lexer::DEFINED_AS)
                : !stands_alone() || (next_type() == Lexer::IDENTIFIER && type_at(at_ + 2) == Lexer::DEFINED_AS);
        if (applies) {
          infix(token, Lexer::PREFIX);
        } else {
          operand(token, Lexer::OPERATOR_NAME);
        }
        return true;
      }
      case Lexer::POSTFIX:
        operand(token, ended_ ? token.type : static_cast<uint16_t>(Lexer::OPERATOR_NAME));
        return true;
      default: return false;
    }
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
        bool field = false;
        if (ended_ || last_type() == Lexer::BANG) {
          opener(token, Lexer::INDEX_BRACKET);
        } else if (field_follows(at_ + 1)) {
          opener(token, Lexer::FIELD_BRACKET);
          field = true;
        } else {
          opener(token, binder_follows(at_ + 1, true) ? Lexer::BINDING_BRACKET : Lexer::LEFT_BRACKET);
        }
        push({Frame::Bracket, token.type});
        stack_.back().has_fields = field;
        return true;
      }
      case Lexer::LEFT_BRACE:
        if (ended_) juxtaposed(token);
        opener(token, binder_follows(at_ + 1, false) ? Lexer::BINDING_BRACE : Lexer::LEFT_BRACE);
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
    size_t hard = innermost_hard();
    auto closes = [&](size_t i) { return stack_[i].kind == Frame::Bracket && closer_of(stack_[i].type) == closer; };
    size_t matching = stack_.size() - 1;
    while (matching > 0 && !closes(matching)) --matching;
    if (matching == 0) return;  // nothing to close: the parser will say so
    if (matching != hard) report_mismatch(token, hard);
    close_to(matching);
    pop();
  }

  void report_mismatch(const Token& token, size_t frame) {
    const Token& open = in_[stack_[frame].token];
    std::string name = "`" + std::string(text(open)) + "`";
    diagnostics_.error(DiagnosticKind::SyntaxError, span(token),
                       "`" + std::string(text(token)) + "` before the end of what " + name + " begins",
                       name + " is at line " + std::to_string(open.line) + ", column " +
                           std::to_string(source_.position(open.begin).column));
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
        if (auto frame = innermost_case(false)) {
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
    size_t hard = innermost_hard();
    if (stack_[hard].kind == from) {
      close_soft();
      stack_[hard].kind = to;
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
        if (is_word(at_ + 1)) operand(in_[++at_], Lexer::IDENTIFIER);
        break;
      case Lexer::OTHER: operand(token, token.type); break;
      case Lexer::FAIRNESS:
        if (ended_) juxtaposed(token);
        opener(token, token.type);
        break;
      default: opener(token, token.type);
    }
  }

  static constexpr size_t kLookahead = 1000;  // of a definition's parameters

  const Source& source_;
  const std::vector<Token>& in_;
  TextKind kind_;
  const Limits& limits_;
  Diagnostics& diagnostics_;

  Pieces out_;
  size_t at_ = 0;
  std::vector<Frame> stack_;
  size_t depth_ = 0;  // frames and open chains
  bool too_deep_ = false;
  bool ended_ = true;         // the last token ended an operand
  bool in_path_ = false;      // after the ! of I!Op
  uint16_t piece_ = 0;        // type of the current piece's first token
  uint32_t unit_column_ = 1;  // where it began
};

}  // namespace

Pieces filter(const Source& source, const std::vector<Token>& tokens, TextKind kind, const Limits& limits,
              Diagnostics& diagnostics) {
  return Filter(source, tokens, kind, limits, diagnostics).run();
}

}  // namespace trestle::syntax
