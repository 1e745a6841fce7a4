// Expressions: chains of operators, names and literals.
#include <algorithm>

#include "translator/syntax/tree.h"

namespace trestle::syntax {

using Lexer = TreeBuilder::Parser;  // for the token types
using ast::ExprKind;

namespace {

// Digits of base 2, 8 or 16 to base 10.
std::string to_decimal(std::string_view digits, uint32_t base) {
  std::string decimal = "0";  // least digit first
  for (char c : digits) {
    uint32_t carry = c <= '9' ? static_cast<uint32_t>(c - '0') : static_cast<uint32_t>((c | 0x20) - 'a' + 10);
    for (char& d : decimal) {
      carry += static_cast<uint32_t>(d - '0') * base;
      d = static_cast<char>('0' + carry % 10);
      carry /= 10;
    }
    for (; carry > 0; carry /= 10) decimal += static_cast<char>('0' + carry % 10);
  }
  std::reverse(decimal.begin(), decimal.end());
  return decimal;
}

constexpr size_t kLongestNumber = 10'000;  // digits

}  // namespace

std::string unquote(std::string_view quoted) {
  std::string contents;
  for (size_t i = 1; i + 1 < quoted.size(); ++i) {
    char c = quoted[i];
    if (c == '\\') {
      switch (char escaped = quoted[++i]) {
        case 'n': c = '\n'; break;
        case 't': c = '\t'; break;
        case 'r': c = '\r'; break;
        case 'f': c = '\f'; break;
        case '"':
        case '\\': c = escaped; break;
        default: contents += c; c = escaped;  // no escape: "\*" is \*
      }
    }
    contents += c;
  }
  return contents;
}

Span TreeBuilder::span(const antlr4::Token* token) const {
  const Token& own = tokens_[token->getTokenIndex()];
  return {&source_, own.begin, own.end};
}

Span TreeBuilder::span(const antlr4::ParserRuleContext* context) const {
  return join(span(context->start), span(context->stop));
}

std::string TreeBuilder::text(const antlr4::Token* token) const {
  return std::string(span(token).text());
}

ast::Expr* TreeBuilder::new_expr(ExprKind kind, Span span) {
  ast::Expr& expr = module_->exprs.emplace_back();
  expr.kind = kind;
  expr.span = span;
  return &expr;
}

const ast::Expr* TreeBuilder::finish(ast::Expr* expr) {
  expr->height = ast::height_of(*expr);
  if (expr->height <= limits_.depth) return expr;
  diagnostics_.error(DiagnosticKind::TooLarge, expr->span,
                     "an expression of more than " + std::to_string(limits_.depth) + " levels");
  return nullptr;
}

// False, and reported, for an operator symbol that stands for itself where a value is needed.
bool TreeBuilder::is_value(const Operand& operand) {
  const ast::Expr* expr = operand.expr;
  if (!expr) return false;
  if (expr->kind != ExprKind::Name || !expr->args.empty() || !expr->qualifiers.empty() || !find_operator(expr->text)) {
    return true;
  }
  error(expr->span, "the operator `" + std::string(expr->span.text()) + "` without operands",
        expr->text == "'" ? "a string is written in double quotes"
                          : "an operand is missing; only an argument of an operator, or a WITH, may name one alone");
  return false;
}

const ast::Expr* TreeBuilder::expression(Parser::ExpressionContext* context) {
  Operand operand = chain(context);
  return is_value(operand) ? operand.expr : nullptr;
}

bool TreeBuilder::expressions(const std::vector<Parser::ExpressionContext*>& contexts,
                              std::vector<const ast::Expr*>& into) {
  bool good = true;
  for (auto* context : contexts) {
    into.push_back(expression(context));
    good &= into.back() != nullptr;
  }
  return good;
}

Operand TreeBuilder::chain(Parser::ExpressionContext* context) { return continue_chain({}, context); }

Operand TreeBuilder::continue_chain(std::vector<ChainItem> items, Parser::ExpressionContext* context) {
  for (; context; context = context->rest) {
    if (context->prefix) {
      Span symbol = span(context->prefix);
      const Operator* op = find_operator(symbol.text() == "-" ? "-." : symbol.text());
      items.push_back({op, symbol});
      continue;
    }
    if (auto* form = context->open()) {
      items.push_back({nullptr, {}, open(form)});
    } else {
      Operand operand = this->operand(context->operand());
      bool alone = items.empty() && context->suffixes.empty() && !context->infix;
      if (!alone && !is_value(operand)) return {};
      for (auto* suffix : context->suffixes) {
        if (!operand.expr) return {};
        if (suffix->op) {
          ChainItem postfix{find_operator(span(suffix->op).text()), span(suffix->op)};
          if (!items.empty() && items.back().op->high >= postfix.op->low) {
            conflict(items.back(), postfix);
            return {};
          }
          operand = apply(*postfix.op, postfix.span, {operand}, join(operand.extent, postfix.span));
        } else {
          operand = this->suffix(operand, suffix);
        }
      }
      if (auto* statement = context->assumeProve()) {
        error(span(statement->start), "ASSUME inside an expression", "it can only be a theorem's whole statement");
        return {};
      }
      if (context->infix && context->infix->getType() == Lexer::LABEL) {
        Operand body = chain(context->rest);
        if (!operand.expr || !body.expr) return {};
        items.push_back({nullptr, {}, label(operand, items.empty() ? nullptr : items.back().op, body)});
        if (!items.back().operand.expr) return {};
        break;
      }
      items.push_back({nullptr, {}, operand});
    }
    if (!items.back().operand.expr) return {};
    if (context->infix) {
      Span symbol = span(context->infix);
      items.push_back({find_operator(symbol.text()), symbol});
    }
  }
  return items.size() == 1 ? items[0].operand : resolve(items);
}

Operand TreeBuilder::operand(Parser::OperandContext* context) {
  if (auto* name = context->qualifiedName()) return this->name(name);
  if (context->literal) return literal(context->literal);
  if (auto* form = context->enclosed()) return enclosed(form);
  if (context->start->getType() == Lexer::FAIRNESS) return fairness(context);
  ast::Expr* list = new_expr(ExprKind::Junction, span(context));
  list->name_span = span(context->start);
  list->text = find_operator(list->name_span.text())->symbol;
  if (!expressions(context->items, list->args)) return {};
  return whole(finish(list));
}

Operand TreeBuilder::literal(const antlr4::Token* token) {
  if (token->getType() == Lexer::NUMBER) return number(token);
  ExprKind kind = token->getType() == Lexer::STRING    ? ExprKind::String
                  : token->getType() == Lexer::DECIMAL ? ExprKind::Decimal
                                                       : ExprKind::At;
  ast::Expr* node = new_expr(kind, span(token));
  if (kind == ExprKind::String) node->text = unquote(node->span.text());
  if (kind == ExprKind::Decimal) node->text = node->span.text();
  return whole(finish(node));
}

Operand TreeBuilder::number(const antlr4::Token* token) {
  ast::Expr* node = new_expr(ExprKind::Number, span(token));
  std::string_view digits = node->span.text();
  uint32_t base = 10;
  if (digits[0] == '\\') {
    base = (digits[1] | 0x20) == 'b' ? 2 : (digits[1] | 0x20) == 'o' ? 8 : 16;
    digits.remove_prefix(2);
  }
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
  if (digits.size() > kLongestNumber) {
    diagnostics_.error(DiagnosticKind::TooLarge, node->span,
                       "a number of more than " + std::to_string(kLongestNumber) + " digits");
    return {};
  }
  node->text = base == 10 ? std::string(digits) : to_decimal(digits, base);
  return whole(finish(node));
}

Operand TreeBuilder::suffix(Operand base, Parser::SuffixContext* context) {
  Span extent = join(base.extent, span(context));
  ast::Expr* node = new_expr(context->field ? ExprKind::Field : ExprKind::Index, extent);
  node->args.push_back(base.expr);
  if (context->field) {
    node->text = text(context->field);
    node->name_span = span(context->field);
  } else if (!expressions(context->indices, node->args)) {
    return {};
  }
  return whole(finish(node));
}

Operand TreeBuilder::name(Parser::QualifiedNameContext* context) {
  ast::Expr* node = new_expr(ExprKind::Name, span(context));
  bool good = true;
  auto step = [&](const antlr4::Token* name, Parser::ArgumentsContext* args, Span span) {
    ast::Qualifier qualifier;
    qualifier.span = span;
    if (name) {
      qualifier.name = text(name);
      if (qualifier.name[0] == '<' && name->getType() == Lexer::IDENTIFIER)
        qualifier.name = step_name(qualifier.name, proofs_.empty() ? 0 : proofs_.back().level);
      if (name->getType() == Lexer::SELECTOR) node->kind = ExprKind::Subexpression;
      if (name->getType() == Lexer::OPERATOR_NAME) qualifier.name = find_operator(qualifier.name)->symbol;
      node->name_span = this->span(name);
    } else {
      node->kind = ExprKind::Subexpression;
      node->name_span = span;
    }
    if (args) good &= arguments(args, qualifier.args);
    node->qualifiers.push_back(std::move(qualifier));
  };
  step(context->first->name, context->first->arguments(), span(context->first));
  for (auto* next : context->steps) step(next->name, next->arguments(), span(next));
  if (!good) return {};
  if (node->kind == ExprKind::Name) {
    node->text = std::move(node->qualifiers.back().name);
    node->args = std::move(node->qualifiers.back().args);
    node->qualifiers.pop_back();
  }
  return whole(finish(node));
}

bool TreeBuilder::arguments(Parser::ArgumentsContext* context, std::vector<const ast::Expr*>& into) {
  bool good = true;
  for (auto* item : context->items) {
    into.push_back(argument(item));
    good &= into.back() != nullptr;
  }
  return good;
}

const ast::Expr* TreeBuilder::argument(Parser::ArgumentContext* context) {
  if (context->names.empty()) return chain(context->body).expr;
  ast::Expr* lambda = new_expr(ExprKind::Lambda, span(context));
  for (const antlr4::Token* name : context->names) lambda->parameters.push_back(name_parameter(name));
  lambda->args.push_back(expression(context->body));
  return lambda->args[0] ? finish(lambda) : nullptr;
}

// WF_v(A): the grammar reads v(A) as an application, whose arguments are the action.
Operand TreeBuilder::fairness(Parser::OperandContext* context) {
  Operand operand = subscript(context->subscript());
  if (!operand.expr) return {};
  ast::Expr* node = new_expr(ExprKind::Fairness, span(context));
  node->name_span = span(context->start);
  node->text = node->name_span.text();
  if (context->action) {
    node->args = {operand.expr, expression(context->action)};
  } else if (operand.expr->kind == ExprKind::Name && operand.expr->args.size() == 1) {
    ast::Expr* applied = new_expr(ExprKind::Name, join(operand.expr->span, operand.expr->name_span));
    applied->text = operand.expr->text;
    applied->qualifiers = operand.expr->qualifiers;
    applied->name_span = operand.expr->name_span;
    const ast::Expr* action = operand.expr->args[0];
    node->args = {finish(applied), action};
  } else {
    error(operand.extent, "a fairness condition without its action", "expected " + node->text + "v(A)");
    return {};
  }
  if (!node->args[0] || !node->args[1]) return {};
  return whole(finish(node));
}

// A label may not change how an expression groups: x + l :: y * z is as good as x + y * z, but x * l :: y + z is not.
Operand TreeBuilder::label(const Operand& name, const Operator* left, const Operand& body) {
  const ast::Expr* head = name.expr;
  bool plain = head->kind == ExprKind::Name && head->qualifiers.empty() && !find_operator(head->text) &&
               name.extent == head->span;
  ast::Expr* node = new_expr(ExprKind::Label, join(name.extent, body.extent));
  if (plain) {
    node->text = head->text;
    node->name_span = head->name_span;
    for (const ast::Expr* arg : head->args) {
      plain &= arg->kind == ExprKind::Name && arg->args.empty() && arg->qualifiers.empty();
      if (plain) node->parameters.push_back({arg->text, 0, arg->span});
    }
  }
  if (!plain) {
    error(name.extent, "`::` does not follow a label", "a label is a name, or a name with names in parentheses");
    return {};
  }
  if (left && body.op && left->high >= body.op->low) {
    error(name.extent, "without this label the expression would group differently",
          "put parentheses around the labelled expression");
    return {};
  }
  node->args.push_back(body.expr);
  return whole(finish(node));
}

}  // namespace trestle::syntax
