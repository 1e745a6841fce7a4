// From ANTLR's parse tree to ours. Included only by sources of this folder: the tree's types are ANTLR's.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "TlaParser.h"
#include "translator/syntax/operators.h"
#include "translator/syntax/token.h"

namespace trestle::syntax {

// The part of a chain that one operand stands for. Its extent covers parentheses around it, which its own span leaves
// out; null after an error, which has been reported.
struct Operand {
  const ast::Expr* expr = nullptr;
  Span extent;
  const Operator* op = nullptr;  // the infix or postfix operator it applies, if it does so without parentheses
  ast::Expr* product = nullptr;  // the same as expr, for a product that another factor would join
};

// One element of a flat expression: an operator before or between operands, or an operand.
struct ChainItem {
  const Operator* op = nullptr;  // null for an operand
  Span span;                     // of the operator's symbol
  Operand operand = {};
};

// The contents of a string literal.
std::string unquote(std::string_view quoted);

// Builds the nodes of one module.
class TreeBuilder {
 public:
  using Parser = ::TlaParser;

  TreeBuilder(const Source& source, const std::vector<Token>& tokens, const Limits& limits, Diagnostics& diagnostics)
      : source_(source), tokens_(tokens), limits_(limits), diagnostics_(diagnostics) {}

  // Nodes go to this module from now on; a nested module's do while it is open.
  void enter(ast::Module& module) { module_ = &module; }

  // Null after an error, which has been reported.
  const ast::Unit* unit(Parser::UnitContext* context);
  // Puts a piece of a proof in its place under the theorem before it: a step, or the facts that prove what is before them.
  // False after an error, which has been reported.
  bool proof(Parser::ProofPieceContext* context, int level);
  void abandon_proof() { theorem_ = nullptr; }  // after an error: what follows would be put in the wrong place
  const ast::Expr* expression(Parser::ExpressionContext* context);
  const ast::Unit* definition_of(std::string name, const std::vector<std::string>& parameters, const ast::Expr* body);

  Span span(const antlr4::ParserRuleContext* context) const;
  Span span(const antlr4::Token* token) const;
  std::string text(const antlr4::Token* token) const;

 private:
  // build_unit.cpp
  ast::Unit* new_unit(ast::UnitKind kind, Span span);
  const ast::Unit* declarations(ast::UnitKind kind, const std::vector<Parser::DeclarationContext*>& declared,
                                Span span);
  ast::Parameter declaration(Parser::DeclarationContext* context);
  ast::Parameter name_parameter(const antlr4::Token* token);
  ast::Unit* definition(Parser::DefinitionContext* context, Span span);
  ast::Unit* instance(Parser::InstanceContext* context, Span span);
  const ast::Unit* local_unit(Parser::LocalUnitContext* context);

  // build_proof.cpp
  void begin_theorem(ast::Unit& unit);
  ast::Proof* prove_last(Span span);
  bool step(Parser::StepContext* context, ast::Step& step);
  const ast::Sequent* sequent(Parser::AssumeProveContext* context);
  bool assumption(Parser::AssumptionContext* context, ast::Assumption& into);
  bool facts(Parser::FactsContext* context, ast::Facts& into);
  std::string step_name(std::string_view number, int level) const;

  // build_expression.cpp
  Operand chain(Parser::ExpressionContext* context);
  Operand continue_chain(std::vector<ChainItem> items, Parser::ExpressionContext* context);
  Operand operand(Parser::OperandContext* context);
  Operand literal(const antlr4::Token* token);
  Operand number(const antlr4::Token* token);
  Operand suffix(Operand base, Parser::SuffixContext* context);
  Operand name(Parser::QualifiedNameContext* context);
  Operand fairness(Parser::OperandContext* context);
  bool is_value(const Operand& operand);
  Operand label(const Operand& name, const Operator* left, const Operand& body);
  const ast::Expr* argument(Parser::ArgumentContext* context);
  bool arguments(Parser::ArgumentsContext* context, std::vector<const ast::Expr*>& into);
  bool expressions(const std::vector<Parser::ExpressionContext*>& contexts, std::vector<const ast::Expr*>& into);

  // build_forms.cpp
  Operand enclosed(Parser::EnclosedContext* context);
  Operand set_or_map(Parser::EnclosedContext* context);
  Operand set_or_filter(Parser::EnclosedContext* context);
  Operand function_or_box(Parser::EnclosedContext* context);
  Operand record(Parser::EnclosedContext* context);
  Operand bracket(Parser::EnclosedContext* context);
  Operand action(ast::ExprKind kind, const ast::Expr* formula, Parser::SubscriptContext* subscript, Span span);
  Operand subscript(Parser::SubscriptContext* context);
  Operand open(Parser::OpenContext* context);
  Operand case_of(Parser::OpenContext* context);
  Operand let(Parser::OpenContext* context);
  Operand membership(Parser::BoundContext* bound);
  bool binders(Parser::BoundsContext* context, bool need_sets, std::vector<ast::Binder>& into);
  bool binder(Parser::BoundContext* context, ast::Binder& into);
  bool update(Parser::UpdateContext* context, ast::Update& into);

  // precedence.cpp
  Operand resolve(const std::vector<ChainItem>& chain);
  void conflict(const ChainItem& left, const ChainItem& right);
  Operand apply(const Operator& op, Span symbol, const std::vector<Operand>& operands, Span extent);

  ast::Expr* new_expr(ast::ExprKind kind, Span span);
  // Bounds the height of the tree; null when it is over the limit.
  const ast::Expr* finish(ast::Expr* expr);
  Operand whole(const ast::Expr* expr) const { return {expr, expr ? expr->span : Span{}}; }
  void error(Span span, std::string message, std::string hint = {}) {
    diagnostics_.error(DiagnosticKind::SyntaxError, span, std::move(message), std::move(hint));
  }

  const Source& source_;
  const std::vector<Token>& tokens_;
  const Limits& limits_;
  Diagnostics& diagnostics_;
  ast::Module* module_ = nullptr;
  ast::Unit* theorem_ = nullptr;   // the last one, whose proof may follow
  ast::Step* last_step_ = nullptr;  // of that proof
  struct OpenProof {
    int level;  // of its steps
    ast::Proof* proof;
    ast::Step* proves;  // null: the theorem
  };
  std::vector<OpenProof> proofs_;  // that the last step is in, outermost first
};

}  // namespace trestle::syntax
