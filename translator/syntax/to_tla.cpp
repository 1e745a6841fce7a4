// A syntax tree back as TLA+ text on one line, with parentheses where the grouping needs them.
#include "translator/syntax/operators.h"
#include "translator/syntax/parse.h"

namespace trestle::syntax {
namespace {

using ast::Expr;
using ast::ExprKind;

std::string_view written(std::string_view symbol) {
  if (symbol == "\\land") return "/\\";
  if (symbol == "\\lor") return "\\/";
  if (symbol == "\\lnot") return "~";
  if (symbol == "\\leq") return "<=";
  if (symbol == "\\geq") return ">=";
  if (symbol == "\\union") return "\\cup";
  if (symbol == "\\intersect") return "\\cap";
  if (symbol == "-.") return "-";
  return symbol;
}

const Operator kOpen{"", Fixity::Prefix, 0, 0, Associativity::None, ""};
const Operator kProduct{"\\X", Fixity::Infix, 10, 13, Associativity::None, ""};
const Operator kJunction{"", Fixity::Infix, 3, 3, Associativity::None, ""};

// The operator an expression would be cut at, if it stood without parentheses among others; null if at none.
const Operator* outermost(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::Name: {
      const Operator* op = expr.qualifiers.empty() && !expr.args.empty() ? find_operator(expr.text) : nullptr;
      bool fits = op && expr.args.size() == (op->fixity == Fixity::Prefix || op->fixity == Fixity::Postfix ? 1 : 2);
      return fits ? op : nullptr;
    }
    case ExprKind::Product: return &kProduct;
    case ExprKind::Junction: return expr.args.size() > 1 ? &kJunction : outermost(*expr.args[0]);
    case ExprKind::If:
    case ExprKind::Case:
    case ExprKind::Let:
    case ExprKind::Quantified:
    case ExprKind::Choose:
    case ExprKind::Lambda:
    case ExprKind::Label: return &kOpen;
    default: return nullptr;
  }
}

class Writer {
 public:
  std::string take() { return std::move(out_); }

  void expr(const Expr& expr) {
    switch (expr.kind) {
      case ExprKind::Name: return name(expr);
      case ExprKind::Number:
      case ExprKind::Decimal: out_ += expr.text; return;
      case ExprKind::String: return string(expr.text);
      case ExprKind::At: out_ += '@'; return;
      case ExprKind::Junction: return operands(expr, " " + std::string(written(expr.text)) + " ");
      case ExprKind::Product: return operands(expr, " \\X ");
      case ExprKind::If: return parts({"IF ", " THEN ", " ELSE "}, expr);
      case ExprKind::Case: return case_of(expr);
      case ExprKind::Let:
        out_ += "LET ";
        for (const ast::Unit* unit : expr.units) {
          definition(*unit);
          out_ += ' ';
        }
        return parts({"IN "}, expr);
      case ExprKind::Quantified: return bound(expr.text + " ", expr, " : ");
      case ExprKind::Choose: return bound("CHOOSE ", expr, " : ");
      case ExprKind::Lambda:
        out_ += "LAMBDA ";
        parameters(expr.parameters);
        return parts({" : "}, expr);
      case ExprKind::SetEnumerate: return list("{", expr.args, "}");
      case ExprKind::Tuple: return list("<<", expr.args, ">>");
      case ExprKind::SetFilter:
        bound("{", expr, " : ");
        out_ += '}';
        return;
      case ExprKind::Function:
        bound("[", expr, " |-> ");
        out_ += ']';
        return;
      case ExprKind::SetMap:
        parts({"{", " : "}, expr);
        binders(expr.binders);
        out_ += '}';
        return;
      case ExprKind::FunctionSet:
        parts({"[", " -> "}, expr);
        out_ += ']';
        return;
      case ExprKind::Record: return record(expr, " |-> ");
      case ExprKind::RecordSet: return record(expr, " : ");
      case ExprKind::Except: return except(expr);
      case ExprKind::Index:
        operand(*expr.args[0], true);
        return list("[", {expr.args.begin() + 1, expr.args.end()}, "]");
      case ExprKind::Field:
        operand(*expr.args[0], true);
        out_ += "." + expr.text;
        return;
      case ExprKind::ActionBox: return subscripted("[", "]_", expr);
      case ExprKind::ActionAngle: return subscripted("<<", ">>_", expr);
      case ExprKind::Fairness:
        out_ += expr.text;
        subscript(*expr.args[0]);
        return list("(", {expr.args[1]}, ")");
      case ExprKind::Label:
        out_ += expr.text;
        if (!expr.parameters.empty()) {
          out_ += '(';
          parameters(expr.parameters);
          out_ += ')';
        }
        return parts({" :: "}, expr);
      case ExprKind::Subexpression: return path(expr);
    }
  }

 private:
  void name(const Expr& expr) {
    const Operator* op = outermost(expr);
    if (!op) {
      path(expr);
      application(op_name(expr.text), expr.args);
    } else if (op->fixity == Fixity::Prefix) {
      out_ += written(op->symbol);
      if (out_.back() >= 'A' && out_.back() <= 'Z') out_ += ' ';
      argument(*expr.args[0], *op, false);
    } else {
      argument(*expr.args[0], *op, true);
      if (op->fixity == Fixity::Postfix) {
        out_ += op->symbol;
        return;
      }
      bool tight = op->symbol == ".." || op->symbol == "...";
      out_.append(tight ? "" : " ").append(written(op->symbol)).append(tight ? "" : " ");
      argument(*expr.args[1], *op, false);
    }
  }

  static std::string op_name(std::string_view text) { return std::string(text == "-." ? text : written(text)); }

  // Whether the operand needs no parentheses beside `op` is what precedence.cpp would decide.
  void argument(const Expr& child, const Operator& op, bool left) {
    const Operator* own = outermost(child);
    bool bare = !own;
    if (own && own != &kOpen) {
      bool same = own == &op && left && op.associativity == Associativity::Left;
      bool prefix_inside = own->fixity == Fixity::Prefix && !left;
      bare = own->low > op.high || same || (prefix_inside && own->symbol != "-.");
    }
    operand(child, !bare, false);
  }

  // In parentheses if it is not one piece by itself, or if told so.
  void operand(const Expr& child, bool parentheses, bool only_if_needed = true) {
    if (only_if_needed) parentheses = parentheses && outermost(child);
    if (parentheses) out_ += '(';
    expr(child);
    if (parentheses) out_ += ')';
  }

  void operands(const Expr& list, const std::string& symbol) {
    for (size_t i = 0; i < list.args.size(); ++i) {
      if (i > 0) out_ += symbol;
      const Operator* own = outermost(*list.args[i]);
      uint8_t high = list.kind == ExprKind::Product ? 13 : 3;
      bool goes_on = i == 0 && own && own->symbol == list.text;  // a /\ b /\ c is (a /\ b) /\ c
      operand(*list.args[i], list.args.size() > 1 && own && (own == &kOpen || own->low <= high) && !goes_on, false);
    }
  }

  void path(const Expr& expr) {
    for (const ast::Qualifier& qualifier : expr.qualifiers) {
      application(op_name(qualifier.name), qualifier.args);
      if (expr.kind == ExprKind::Name || &qualifier != &expr.qualifiers.back()) out_ += '!';
    }
  }

  void application(const std::string& name, const std::vector<const Expr*>& args) {
    out_ += name;
    if (!args.empty()) list("(", args, ")");
  }

  void list(std::string_view open, const std::vector<const Expr*>& items, std::string_view close) {
    out_ += open;
    for (size_t i = 0; i < items.size(); ++i) {
      // An operator right after ( would be read with it: (*, 1) begins a comment, and (+) is an operator of its own.
      bool symbol = items[i]->kind == ExprKind::Name && find_operator(items[i]->text) && items[i]->args.empty();
      out_ += i > 0 ? ", " : symbol ? " " : "";
      expr(*items[i]);
    }
    out_ += close;
  }

  // Each text, then the argument of the same number.
  void parts(std::initializer_list<std::string_view> texts, const Expr& expr) {
    size_t i = 0;
    for (std::string_view text : texts) {
      out_ += text;
      if (i < expr.args.size()) this->expr(*expr.args[i++]);
    }
  }

  void case_of(const Expr& expr) {
    out_ += "CASE ";
    for (size_t i = 0; i < expr.args.size(); i += 2) {
      if (i > 0) out_ += " [] ";
      if (i + 1 == expr.args.size()) {
        out_ += "OTHER -> ";
        operand(*expr.args[i], true);
      } else {
        operand(*expr.args[i], outermost(*expr.args[i]) == &kOpen);
        out_ += " -> ";
        operand(*expr.args[i + 1], outermost(*expr.args[i + 1]) == &kOpen);
      }
    }
  }

  void binders(const std::vector<ast::Binder>& binders) {
    for (const ast::Binder& binder : binders) {
      if (&binder != &binders.front()) out_ += ", ";
      if (binder.tuple) out_ += "<<";
      for (size_t i = 0; i < binder.names.size(); ++i) out_.append(i > 0 ? ", " : "").append(binder.names[i]);
      if (binder.tuple) out_ += ">>";
      if (!binder.set) continue;
      out_ += " \\in ";
      expr(*binder.set);
    }
  }

  void bound(std::string_view open, const Expr& expr, std::string_view separator) {
    out_ += open;
    binders(expr.binders);
    parts({separator}, expr);
  }

  void record(const Expr& expr, std::string_view separator) {
    out_ += '[';
    for (size_t i = 0; i < expr.fields.size(); ++i) {
      out_.append(i > 0 ? ", " : "").append(expr.fields[i]).append(separator);
      this->expr(*expr.args[i]);
    }
    out_ += ']';
  }

  void except(const Expr& expr) {
    parts({"["}, expr);
    out_ += " EXCEPT ";
    for (const ast::Update& update : expr.updates) {
      out_ += &update == &expr.updates.front() ? "!" : ", !";
      for (const ast::Selector& selector : update.path) {
        if (selector.indices.empty()) {
          out_ += "." + selector.field;
        } else {
          list("[", selector.indices, "]");
        }
      }
      out_ += " = ";
      this->expr(*update.value);
    }
    out_ += ']';
  }

  void subscripted(std::string_view open, std::string_view close, const Expr& expr) {
    list(open, {expr.args[0]}, close);
    subscript(*expr.args[1]);
  }

  void subscript(const Expr& v) {
    bool bare =
        v.kind == ExprKind::Tuple || v.kind == ExprKind::SetEnumerate || (v.kind == ExprKind::Name && v.args.empty());
    if (!bare) out_ += '(';
    expr(v);
    if (!bare) out_ += ')';
  }

  void parameters(const std::vector<ast::Parameter>& parameters) {
    for (size_t i = 0; i < parameters.size(); ++i) {
      out_.append(i > 0 ? ", " : "").append(parameters[i].name);
      for (size_t k = 0; k < parameters[i].arity; ++k) out_ += k == 0 ? "(_" : ", _";
      if (parameters[i].arity > 0) out_ += ')';
    }
  }

  void definition(const ast::Unit& unit) {
    if (unit.kind == ast::UnitKind::Recursive) {
      out_ += "RECURSIVE ";
      return parameters(unit.parameters);
    }
    head(unit);
    if (!unit.binders.empty()) {
      out_ += '[';
      binders(unit.binders);
      out_ += ']';
    }
    out_ += " == ";
    if (unit.kind == ast::UnitKind::Instance) {
      out_ += "INSTANCE " + unit.module_name;
      for (const ast::Substitution& with : unit.substitutions) {
        out_ += (&with == &unit.substitutions.front() ? " WITH " : ", ") + op_name(with.name) + " <- ";
        expr(*with.value);
      }
    } else if (unit.body) {
      expr(*unit.body);
    }
  }

  // F(x)   a + b   -. a   a ^+
  void head(const ast::Unit& unit) {
    const Operator* op = find_operator(unit.name);
    if (!op) {
      out_ += unit.name;
      if (unit.parameters.empty()) return;
      out_ += '(';
      parameters(unit.parameters);
      out_ += ')';
    } else if (op->fixity == Fixity::Prefix) {
      out_ += op_name(unit.name) + " " + unit.parameters[0].name;
    } else {
      out_ += unit.parameters[0].name + " " + op_name(unit.name);
      if (unit.parameters.size() > 1) out_ += " " + unit.parameters[1].name;
    }
  }

  void string(const std::string& text) {
    out_ += '"';
    for (char c : text) {
      switch (c) {
        case '"': out_ += "\\\""; break;
        case '\\': out_ += "\\\\"; break;
        case '\n': out_ += "\\n"; break;
        case '\t': out_ += "\\t"; break;
        case '\r': out_ += "\\r"; break;
        case '\f': out_ += "\\f"; break;
        default: out_ += c;
      }
    }
    out_ += '"';
  }

  std::string out_;
};

}  // namespace

std::string to_tla(const ast::Expr& expr) {
  Writer writer;
  writer.expr(expr);
  return writer.take();
}

}  // namespace trestle::syntax
