// Groups a chain of operators and operands, as TLA+ orders them: by ranges. Of two operators next to each other, the
// one whose range is wholly higher takes the operand between them. Ranges that overlap are an error, unless both are
// the same left-associative operator.
#include "translator/syntax/tree.h"

namespace trestle::syntax {
namespace {

bool binds_tighter(const Operator& left, const Operator& right) { return left.low > right.high; }

bool takes_operand(const Operator& left, const Operator& right) {
  return binds_tighter(left, right) || (&left == &right && left.associativity == Associativity::Left);
}

std::string written(const ChainItem& item) { return "`" + std::string(item.span.text()) + "`"; }

}  // namespace

Operand TreeBuilder::resolve(const std::vector<ChainItem>& chain) {
  std::vector<const ChainItem*> pending;
  std::vector<Operand> operands;
  auto reduce = [&] {
    const ChainItem& item = *pending.back();
    pending.pop_back();
    std::vector<Operand> taken;
    if (item.op->fixity != Fixity::Prefix) taken.push_back(operands[operands.size() - 2]);
    taken.push_back(operands.back());
    Span extent =
        item.op->fixity == Fixity::Prefix ? join(item.span, taken[0].extent) : join(taken[0].extent, taken[1].extent);
    operands.resize(operands.size() - taken.size());
    operands.push_back(apply(*item.op, item.span, taken, extent));
    return operands.back().expr != nullptr;
  };

  for (const ChainItem& item : chain) {
    if (!item.op) {
      operands.push_back(item.operand);
    } else if (item.op->fixity == Fixity::Prefix) {  // takes what follows, whatever is to its left
      pending.push_back(&item);
    } else {
      while (!pending.empty() && takes_operand(*pending.back()->op, *item.op)) {
        if (!reduce()) return {};
      }
      if (!pending.empty() && !binds_tighter(*item.op, *pending.back()->op)) {
        conflict(*pending.back(), item);
        return {};
      }
      pending.push_back(&item);
    }
  }
  while (!pending.empty()) {
    if (!reduce()) return {};
  }
  return operands.back();
}

void TreeBuilder::conflict(const ChainItem& left, const ChainItem& right) {
  std::string reason =
      left.op == right.op ? " in a row: the operator is not associative" : " side by side: their precedences overlap";
  diagnostics_.error(DiagnosticKind::PrecedenceConflict, right.span, written(left) + " and " + written(right) + reason,
                     "put parentheses around one of them");
}

Operand TreeBuilder::apply(const Operator& op, Span symbol, const std::vector<Operand>& operands, Span extent) {
  if (op.fixity == Fixity::Nary) {
    ast::Expr* product = operands[0].product;
    if (product) {
      product->span = extent;
    } else {
      product = new_expr(ast::ExprKind::Product, extent);
      product->name_span = symbol;
      product->args.push_back(operands[0].expr);
    }
    product->args.push_back(operands[1].expr);
    return {finish(product), extent, nullptr, product};
  }
  ast::Expr* node = new_expr(ast::ExprKind::Name, extent);
  node->text = op.symbol;
  node->name_span = symbol;
  for (const Operand& operand : operands) node->args.push_back(operand.expr);
  return {finish(node), extent, op.fixity == Fixity::Prefix ? nullptr : &op};
}

}  // namespace trestle::syntax
