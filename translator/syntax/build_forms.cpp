// Expressions with keywords and brackets.
#include "translator/syntax/tree.h"

namespace trestle::syntax {

using Lexer = TreeBuilder::Parser;  // for the token types
using ast::ExprKind;

// ---- brackets

Operand TreeBuilder::enclosed(Parser::EnclosedContext* context) {
  switch (context->start->getType()) {
    case Lexer::LEFT_PAREN: return {expression(context->items[0]), span(context)};
    case Lexer::LEFT_BRACE: return set_or_map(context);
    case Lexer::BINDING_BRACE: return set_or_filter(context);
    case Lexer::BINDING_BRACKET: return function_or_box(context);
    case Lexer::FIELD_BRACKET: return record(context);
    case Lexer::LEFT_BRACKET: return bracket(context);
    default: break;
  }
  if (auto* v = context->subscript()) {
    if (context->items.size() != 1) {
      error(span(context), "<<A>>_v takes one action", "expected one formula between << and >>_");
      return {};
    }
    return action(ExprKind::ActionAngle, expression(context->items[0]), v, span(context));
  }
  ast::Expr* tuple = new_expr(ExprKind::Tuple, span(context));
  return expressions(context->items, tuple->args) ? whole(finish(tuple)) : Operand{};
}

// {}   {a, b}   {e : x \in S}
Operand TreeBuilder::set_or_map(Parser::EnclosedContext* context) {
  ast::Expr* set = new_expr(context->bounds() ? ExprKind::SetMap : ExprKind::SetEnumerate, span(context));
  bool good = expressions(context->items, set->args);
  if (auto* bounds = context->bounds()) good &= binders(bounds, true, set->binders);
  return good ? whole(finish(set)) : Operand{};
}

// {x \in S : P}, and {x \in S, b}, which only looks like it
Operand TreeBuilder::set_or_filter(Parser::EnclosedContext* context) {
  ast::Expr* set = new_expr(context->body ? ExprKind::SetFilter : ExprKind::SetEnumerate, span(context));
  if (context->body) {
    set->binders.emplace_back();
    bool good = binder(context->bound(), set->binders[0]);
    set->args.push_back(expression(context->body));
    return good && set->args[0] ? whole(finish(set)) : Operand{};
  }
  set->args.push_back(membership(context->bound()).expr);
  bool good = expressions(context->items, set->args);
  return good && set->args[0] ? whole(finish(set)) : Operand{};
}

// [x \in S |-> e], and [x \in S]_v, which only looks like it
Operand TreeBuilder::function_or_box(Parser::EnclosedContext* context) {
  if (auto* v = context->subscript()) {
    const auto& items = context->bounds()->items;
    if (items.size() != 1) {
      error(span(context->bounds()), "[A]_v takes one action", "expected one formula between [ and ]_");
      return {};
    }
    return action(ExprKind::ActionBox, membership(items[0]).expr, v, span(context));
  }
  ast::Expr* function = new_expr(ExprKind::Function, span(context));
  bool good = binders(context->bounds(), true, function->binders);
  function->args.push_back(expression(context->body));
  return good && function->args[0] ? whole(finish(function)) : Operand{};
}

Operand TreeBuilder::record(Parser::EnclosedContext* context) {
  bool constructor = context->fields[0]->separator->getType() == Lexer::MAPS_TO;
  ast::Expr* record = new_expr(constructor ? ExprKind::Record : ExprKind::RecordSet, span(context));
  bool good = true;
  for (auto* field : context->fields) {
    if ((field->separator->getType() == Lexer::MAPS_TO) != constructor) {
      error(span(field->separator), "|-> and : in one record",
            "[a |-> 1, b |-> 2] is a record, [a : S, b : T] a set of records");
      return {};
    }
    record->fields.push_back(text(field->name));
    record->args.push_back(expression(field->value));
    good &= record->args.back() != nullptr;
  }
  return good ? whole(finish(record)) : Operand{};
}

// [S -> T]   [f EXCEPT ![i] = e]   [A]_v
Operand TreeBuilder::bracket(Parser::EnclosedContext* context) {
  const ast::Expr* first = expression(context->items[0]);
  if (!first) return {};
  if (auto* v = context->subscript()) return action(ExprKind::ActionBox, first, v, span(context));
  ast::Expr* node = new_expr(context->body ? ExprKind::FunctionSet : ExprKind::Except, span(context));
  node->args.push_back(first);
  if (context->body) {
    node->args.push_back(expression(context->body));
    return node->args[1] ? whole(finish(node)) : Operand{};
  }
  bool good = true;
  for (auto* item : context->updates) good &= update(item, node->updates.emplace_back());
  return good ? whole(finish(node)) : Operand{};
}

bool TreeBuilder::update(Parser::UpdateContext* context, ast::Update& into) {
  into.span = span(context);
  bool good = true;
  for (auto* step : context->path) {
    ast::Selector& selector = into.path.emplace_back();
    selector.span = span(step);
    if (step->field) selector.field = text(step->field);
    good &= expressions(step->indices, selector.indices);
  }
  into.value = expression(context->value);
  return good && into.value;
}

Operand TreeBuilder::action(ExprKind kind, const ast::Expr* formula, Parser::SubscriptContext* v, Span span) {
  ast::Expr* node = new_expr(kind, span);
  node->args = {formula, subscript(v).expr};
  return node->args[0] && node->args[1] ? whole(finish(node)) : Operand{};
}

Operand TreeBuilder::subscript(Parser::SubscriptContext* context) {
  if (auto* form = context->enclosed()) return enclosed(form);
  Operand operand = name(context->qualifiedName());
  return is_value(operand) ? operand : Operand{};
}

// ---- open forms

Operand TreeBuilder::open(Parser::OpenContext* context) {
  ast::Expr* node = nullptr;
  bool good = true;
  switch (context->keyword->getType()) {
    case Lexer::CASE: return case_of(context);
    case Lexer::LET: return let(context);
    case Lexer::IF:
      node = new_expr(ExprKind::If, span(context));
      node->args = {expression(context->condition), expression(context->then)};
      good = node->args[0] && node->args[1];
      break;
    case Lexer::CHOOSE:
      node = new_expr(ExprKind::Choose, span(context));
      good = binder(context->bound(), node->binders.emplace_back());
      break;
    default: {
      node = new_expr(ExprKind::Quantified, span(context));
      std::string_view symbol = span(context->keyword).text();
      bool temporal = context->keyword->getType() == Lexer::TEMPORAL_QUANTIFIER;
      node->text = temporal ? symbol : symbol == "\\A" || symbol == "\\forall" || symbol == "∀" ? "\\A" : "\\E";
      good = binders(context->bounds(), false, node->binders);
      for (const ast::Binder& binder : node->binders) {
        if (temporal && (binder.set || binder.tuple)) {
          error(binder.name_spans[0], std::string(symbol) + " ranges over variables, not over a set");
          return {};
        }
      }
    }
  }
  node->args.push_back(expression(context->body));
  return good && node->args.back() ? whole(finish(node)) : Operand{};
}

Operand TreeBuilder::case_of(Parser::OpenContext* context) {
  ast::Expr* node = new_expr(ExprKind::Case, span(context));
  bool good = true;
  for (auto* arm : context->arms) {
    if (!arm->guard && (arm != context->arms.back() || arm == context->arms.front())) {
      error(span(arm->start), "OTHER must be the last arm of CASE, and not its only one");
      return {};
    }
    if (arm->guard) node->args.push_back(expression(arm->guard));
    good &= node->args.empty() || node->args.back();
    node->args.push_back(expression(arm->body));
    good &= node->args.back() != nullptr;
  }
  return good ? whole(finish(node)) : Operand{};
}

Operand TreeBuilder::let(Parser::OpenContext* context) {
  ast::Expr* node = new_expr(ExprKind::Let, span(context));
  bool good = true;
  for (auto* definition : context->units) {
    node->units.push_back(local_unit(definition));
    good &= node->units.back() != nullptr;
  }
  node->args.push_back(expression(context->body));
  return good && node->args[0] ? whole(finish(node)) : Operand{};
}

// ---- binders

bool TreeBuilder::binder(Parser::BoundContext* context, ast::Binder& into) {
  into.tuple = context->start->getType() == Lexer::LEFT_ANGLE;
  for (const antlr4::Token* name : context->names) {
    into.names.push_back(text(name));
    into.name_spans.push_back(span(name));
  }
  if (into.tuple && !context->set && context->parent && !dynamic_cast<Parser::OpenContext*>(context->parent)) {
    error(span(context), "a tuple of names needs a set", "expected \\in");
    return false;
  }
  if (context->set) into.set = expression(context->set);
  return !context->set || into.set;
}

bool TreeBuilder::binders(Parser::BoundsContext* context, bool need_sets, std::vector<ast::Binder>& into) {
  bool good = true;
  ast::Binder names;  // that still wait for their set
  auto flush = [&] {
    if (!names.names.empty()) into.push_back(std::move(names));
    names = {};
  };
  for (auto* item : context->items) {
    ast::Binder next;
    good &= binder(item, next);
    if (next.tuple) {
      flush();
      into.push_back(std::move(next));
      continue;
    }
    names.names.push_back(std::move(next.names[0]));
    names.name_spans.push_back(next.name_spans[0]);
    names.set = next.set;
    if (names.set) flush();
  }
  flush();
  bool bounded = need_sets;
  for (const ast::Binder& binder : into) bounded |= binder.set != nullptr;
  for (const ast::Binder& binder : into) {
    if (good && bounded && !binder.set) {
      error(binder.name_spans.back(), "`" + binder.names.back() + "` ranges over no set",
            need_sets ? "expected \\in after it" : "either all names have a set, or none");
      return false;
    }
  }
  return good;
}

// x \in S as the formula it is where it binds nothing
Operand TreeBuilder::membership(Parser::BoundContext* bound) {
  Span extent = span(bound->start);
  ast::Expr* left = nullptr;
  if (bound->start->getType() == Lexer::LEFT_ANGLE) {
    left = new_expr(ExprKind::Tuple, join(extent, span(bound->closing)));
    for (const antlr4::Token* name : bound->names) {
      ast::Expr* item = new_expr(ExprKind::Name, span(name));
      item->text = text(name);
      item->name_span = item->span;
      left->args.push_back(finish(item));
    }
  } else {
    left = new_expr(ExprKind::Name, extent);
    left->text = text(bound->names[0]);
    left->name_span = extent;
  }
  if (!bound->set) {
    error(left->span, "a binder without a set", "expected \\in");
    return {};
  }
  std::vector<ChainItem> items;
  items.push_back({nullptr, {}, whole(finish(left))});
  items.push_back({find_operator("\\in"), span(bound->member)});
  return continue_chain(std::move(items), bound->set);
}

}  // namespace trestle::syntax
