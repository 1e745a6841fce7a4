// What each token means where it stands (filter.cpp).
#include "translator/syntax/filter_internal.h"

namespace trestle::syntax {

void Filter::token(const Token& token) {
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

bool Filter::is_field() const {
  if (!ahead_.is_word(at_)) return false;
  if (last_type() == Lexer::DOT) return true;
  return ahead_.is_field(at_) &&
         (last_type() == Lexer::FIELD_BRACKET || (last_type() == Lexer::COMMA && open_.top().has_fields));
}

void Filter::unit_keyword(const Token& token) {
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

bool Filter::after_bang(const Token& token) {
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

bool Filter::split_or_joined(const Token& token) {
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

bool Filter::name(const Token& token) {
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

bool Filter::symbol(const Token& token) {
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

bool Filter::is_prefix(const Token& token) const {
  bool defines = next_type() == Lexer::IDENTIFIER && ahead_.type(at_ + 2) == Lexer::DEFINED_AS;
  if (out_.begins.back() == out_.tokens.size() && kind_ == TextKind::Module) return defines;  // nothing else begins so
  if (ahead_.text(token) == "-.") return defines || next_type() == Lexer::UNDERSCORE;
  return defines || !ahead_.stands_alone(at_);
}

bool Filter::bracket(const Token& token) {
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

void Filter::close_bracket(const Token& token, uint16_t closer) {
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

bool Filter::form(const Token& token) {
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

void Filter::open_form(const Token& token, Frame::Kind kind) {
  if (ended_) juxtaposed(token);
  opener(token, token.type);
  push({kind});
}

void Filter::next_part(const Token& token, Frame::Kind from, Frame::Kind to) {
  if (open_[open_.innermost_hard()].kind == from) {
    close_soft();
    open_.top().kind = to;
  }
  opener(token, token.type);
}

void Filter::other(const Token& token) {
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

}  // namespace trestle::syntax
