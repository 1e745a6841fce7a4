#include "translator/codegen/cpp.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace trestle::codegen::cpp {
namespace {

using Kind = Node::Kind;

Expr make(Kind kind, std::string text, std::vector<Expr> args = {}) {
  return Expr(std::make_shared<Node>(Node{kind, std::move(text), std::move(args), {}, {}}));
}

constexpr int kPrimary = 16, kPrefix = 15, kConditional = 1;

int strength(const Node& n) {
  static const std::map<std::string_view, int> infix = {
      {"*", 13}, {"/", 13}, {"%", 13}, {"+", 12}, {"-", 12}, {"<<", 11}, {">>", 11}, {"<", 9},  {"<=", 9}, {">", 9},
      {">=", 9}, {"==", 8}, {"!=", 8}, {"&", 7},  {"^", 6},  {"|", 5},   {"&&", 4},  {"||", 3}, {"=", 0}};
  switch (n.kind) {
    case Kind::Infix: return infix.at(n.text);
    case Kind::Prefix: return kPrefix;
    case Kind::Conditional: return kConditional;
    case Kind::Name: return n.text.starts_with('-') ? kPrefix : kPrimary;
    default: return kPrimary;
  }
}

class Printer {
 public:
  explicit Printer(int indent) : indent_(indent) {}

  // Written so that it binds at least as strongly as `least`.
  void expression(const Expr& e, int least = 0) {
    const Node& n = *e;
    const bool bracket = strength(n) < least;
    if (bracket) out += '(';
    node(n);
    if (bracket) out += ')';
  }

  void statements(const Block& body) {
    for (const Statement& s : body) statement(s);
  }

  void braces(const Block& body) {
    out += "{\n";
    ++indent_;
    statements(body);
    --indent_;
    line("}");
  }

  std::string out;

 private:
  void line(std::string_view text) {
    out.append(2 * static_cast<size_t>(indent_), ' ');
    out += text;
  }

  void list(const std::vector<Expr>& items, size_t from) {
    for (size_t i = from; i < items.size(); ++i) {
      if (i > from) out += ", ";
      expression(items[i]);
    }
  }

  void node(const Node& n) {
    const int own = strength(n);
    switch (n.kind) {
      case Kind::Name: out += n.text; return;
      case Kind::Call:
        expression(n.args[0], n.args[0]->kind == Kind::Lambda ? 0 : kPrimary);
        out += '(';
        list(n.args, 1);
        out += ')';
        return;
      case Kind::Construct:
        out += n.text + '{';
        list(n.args, 0);
        out += '}';
        return;
      case Kind::Member:
        expression(n.args[0], kPrimary);
        out += '.' + n.text;
        return;
      case Kind::Index:
        expression(n.args[0], kPrimary);
        out += '[';
        expression(n.args[1]);
        out += ']';
        return;
      case Kind::Prefix:
        out += n.text;
        expression(n.args[0], kPrefix);
        return;
      case Kind::Infix: {
        // Compilers warn about && inside ||, and about comparisons next to bit operations, without brackets.
        const bool logic = n.text == "||" || n.text == "&&";
        const auto side = [&](const Expr& e, int least) {
          const bool compares = e->kind == Kind::Infix && (strength(*e) == 8 || strength(*e) == 9);
          const bool mixed = (e->kind == Kind::Infix && e->text != n.text &&
                              (logic ? strength(*e) < 8 : strength(*e) < (own <= 7 ? 13 : 12))) ||
                             (compares && (own == 8 || own == 9));
          expression(e, mixed ? kPrimary : least);
        };
        side(n.args[0], own);
        out += ' ' + n.text + ' ';
        side(n.args[1], own + 1);
        return;
      }
      case Kind::Conditional:
        expression(n.args[0], kConditional + 1);
        out += " ? ";
        expression(n.args[1], kConditional + 1);
        out += " : ";
        expression(n.args[2], kConditional);
        return;
      case Kind::Lambda:
        out += "[&](";
        for (size_t i = 0; i < n.parameters.size(); ++i) out += (i ? ", " : "") + n.parameters[i];
        out += ')';
        if (!n.text.empty()) out += " -> " + n.text;
        out += ' ';
        if (n.body.size() == 1 &&
            (n.body[0].kind == Statement::Kind::Return || n.body[0].kind == Statement::Kind::Evaluate)) {
          out += n.body[0].kind == Statement::Kind::Return ? "{ return " : "{ ";
          expression(n.body[0].value);
          out += "; }";
        } else {
          braces(n.body);
        }
        return;
    }
  }

  // Lambdas in it stand further in than what follows.
  void condition(const Expr& e) {
    indent_ += 2;
    expression(e);
    indent_ -= 2;
  }

  void body(const Block& b) {
    out += ' ';
    braces(b);
  }

  void statement(const Statement& s) {
    using K = Statement::Kind;
    switch (s.kind) {
      case K::Declare:
        line(s.type + ' ' + s.name);
        if (s.value) {
          out += " = ";
          expression(s.value);
        } else {
          out += "{}";
        }
        out += ";\n";
        return;
      case K::Assign:
        line("");
        expression(s.target);
        out += " = ";
        expression(s.value);
        out += ";\n";
        return;
      case K::Evaluate:
        line("");
        expression(s.value);
        out += ";\n";
        return;
      case K::Return:
        line("return");
        if (s.value) {
          out += ' ';
          expression(s.value);
        }
        out += ";\n";
        return;
      case K::If:
        line("if (");
        condition(s.value);
        out += ')';
        body(s.body);
        if (!s.otherwise.empty()) {
          out += " else";
          body(s.otherwise);
        }
        out += '\n';
        return;
      case K::ForEach:
        line((names(s.body).contains(s.name) ? "for (const auto& " : "for ([[maybe_unused]] const auto& ") + s.name + " : ");
        condition(s.value);
        out += ')';
        body(s.body);
        out += '\n';
        return;
      case K::ForRange:
        line("for (int64_t " + s.name + " = ");
        expression(s.value);
        out += "; " + s.name + " <= ";
        expression(s.to, 10);
        out += "; ++" + s.name + ')';
        body(s.body);
        out += '\n';
        return;
      case K::Block:
        line("");
        braces(s.body);
        out += '\n';
        return;
      case K::Comment: line("// " + s.name + '\n'); return;
    }
  }

  int indent_;
};

}  // namespace

Expr name(std::string text) { return make(Kind::Name, std::move(text)); }
Expr integer(int64_t value) {
  if (value == INT64_MIN) return name("INT64_MIN");
  return name(value > INT32_MAX || value < INT32_MIN ? fmt::format("INT64_C({})", value) : std::to_string(value));
}
Expr boolean(bool value) { return name(value ? "true" : "false"); }
Expr text(std::string_view value) {
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < ' ')
      out += fmt::format("\\{:03o}", static_cast<unsigned char>(c));
    else
      out += c;
  }
  return name(out + '"');
}
Expr call(Expr callee, std::vector<Expr> arguments) {
  arguments.insert(arguments.begin(), std::move(callee));
  return make(Kind::Call, "", std::move(arguments));
}
Expr call(std::string callee, std::vector<Expr> arguments) {
  return call(name(std::move(callee)), std::move(arguments));
}
Expr construct(std::string type, std::vector<Expr> arguments) {
  return make(Kind::Construct, std::move(type), std::move(arguments));
}
Expr member(Expr object, std::string name) { return make(Kind::Member, std::move(name), {std::move(object)}); }
Expr method(Expr object, std::string name, std::vector<Expr> arguments) {
  return call(member(std::move(object), std::move(name)), std::move(arguments));
}
Expr index(Expr object, Expr at) { return make(Kind::Index, "", {std::move(object), std::move(at)}); }
Expr address(Expr place) { return make(Kind::Prefix, "&", {std::move(place)}); }
Expr negate(Expr operand) {
  if (is_literal(operand, "true")) return boolean(false);
  if (is_literal(operand, "false")) return boolean(true);
  if (operand->kind == Kind::Prefix && operand->text == "!") return operand->args[0];
  if (operand->kind == Kind::Infix && operand->text == "==") return infix("!=", operand->args[0], operand->args[1]);
  return make(Kind::Prefix, "!", {std::move(operand)});
}
Expr infix(std::string op, Expr left, Expr right) {
  if (op == "&&") {
    if (is_literal(left, "true")) return right;
    if (is_literal(right, "true") || is_literal(left, "false")) return left;
  }
  if (op == "||") {
    if (is_literal(left, "false")) return right;
    if (is_literal(right, "false") || is_literal(left, "true")) return left;
  }
  return make(Kind::Infix, std::move(op), {std::move(left), std::move(right)});
}
Expr conditional(Expr condition, Expr then, Expr otherwise) {
  if (is_literal(condition, "true")) return then;
  if (is_literal(condition, "false")) return otherwise;
  return make(Kind::Conditional, "", {std::move(condition), std::move(then), std::move(otherwise)});
}
Expr lambda(std::vector<std::string> parameters, Block body) {
  auto node = std::make_shared<Node>(Node{Kind::Lambda, "", {}, std::move(parameters), std::move(body)});
  return Expr(std::move(node));
}

// What is called may have no value, but for a key's number, what is at a key of the domain, and what loops go over.
bool harmless(const Expr& e) {
  if (!e || e->kind == Node::Kind::Lambda) return false;
  if (e->kind != Node::Kind::Call) return std::all_of(e->args.begin(), e->args.end(), harmless);
  const Node& callee = *e->args[0];
  const bool known = std::all_of(e->args.begin() + 1, e->args.end(), harmless);
  if (callee.kind == Node::Kind::Member) return callee.text == "of" && known && harmless(callee.args[0]);
  if (callee.kind != Node::Kind::Name) return false;
  if (callee.text.starts_with("where<")) return e->args.size() == 2;  // with nothing but its condition
  return known && (callee.text.ends_with("::index") || callee.text.starts_with("each<") || callee.text.starts_with("every<"));
}

namespace {

// Nothing comes of it.
bool idle(const Statement& s) {
  using K = Statement::Kind;
  const auto all = [](const Block& body) { return std::all_of(body.begin(), body.end(), idle); };
  switch (s.kind) {
    case K::Comment: return true;
    case K::Declare: return !s.value || harmless(s.value);
    case K::Block: return all(s.body);
    case K::If:
    case K::ForEach: return harmless(s.value) && all(s.body) && all(s.otherwise);
    case K::ForRange: return harmless(s.value) && harmless(s.to) && all(s.body);
    default: return false;
  }
}

}  // namespace

Expr immediately(Block body) {
  const bool known = !body.empty() && body.back().kind == Statement::Kind::Return && body.back().value &&
                     (is_literal(body.back().value, "true") || is_literal(body.back().value, "false")) &&
                     std::all_of(body.begin(), body.end() - 1, idle);
  return known ? body.back().value : call(lambda({}, std::move(body)));
}
namespace {

struct Names {
  void in(const Expr& e) {
    if (!e) return;
    if (e->kind == Node::Kind::Name) found.insert(e->text);
    for (const Expr& a : e->args) in(a);
    in(e->body);
  }
  void in(const Block& body) {
    for (const Statement& s : body) {
      for (const Expr* e : {&s.target, &s.value, &s.to}) in(*e);
      in(s.body);
      in(s.otherwise);
    }
  }
  std::set<std::string> found;
};

}  // namespace

std::set<std::string> names(const Expr& e) {
  Names all;
  all.in(e);
  return std::move(all.found);
}

std::set<std::string> names(const Block& body) {
  Names all;
  all.in(body);
  return std::move(all.found);
}

bool is_literal(const Expr& e, std::string_view text) { return e && e->kind == Kind::Name && e->text == text; }

Statement declare(std::string type, std::string name, Expr value) {
  return {Statement::Kind::Declare, std::move(type), std::move(name), {}, std::move(value), {}, {}, {}};
}
Statement assign(Expr target, Expr value) {
  return {Statement::Kind::Assign, "", "", std::move(target), std::move(value), {}, {}, {}};
}
Statement evaluate(Expr value) { return {Statement::Kind::Evaluate, "", "", {}, std::move(value), {}, {}, {}}; }
Statement give(Expr value) { return {Statement::Kind::Return, "", "", {}, std::move(value), {}, {}, {}}; }
Statement when(Expr condition, Block body, Block otherwise) {
  if (is_literal(condition, "true")) return block(std::move(body));
  if (is_literal(condition, "false")) return block(std::move(otherwise));
  return {Statement::Kind::If, "", "", {}, std::move(condition), {}, std::move(body), std::move(otherwise)};
}
Statement for_each(std::string name, Expr values, Block body) {
  return {Statement::Kind::ForEach, "", std::move(name), {}, std::move(values), {}, std::move(body), {}};
}
Statement for_range(std::string name, Expr from, Expr to, Block body) {
  return {Statement::Kind::ForRange, "", std::move(name), {}, std::move(from), std::move(to), std::move(body), {}};
}
Statement block(Block body) { return {Statement::Kind::Block, "", "", {}, {}, {}, std::move(body), {}}; }
Statement comment(std::string text) { return {Statement::Kind::Comment, "", std::move(text), {}, {}, {}, {}, {}}; }

std::string print(const Expr& e) {
  Printer printer(0);
  printer.expression(e);
  return std::move(printer.out);
}

std::string print(const Block& body, int indent) {
  Printer printer(indent);
  printer.statements(body);
  return std::move(printer.out);
}

namespace {

// A backslash at the end would go on into the next line.
std::string remark(const std::string& text) {
  return text.empty() ? "" : "// " + text + (text.ends_with('\\') ? " ...\n" : "\n");
}

std::string head(const Function& f) {
  std::string out = remark(f.comment) + f.result + ' ' + f.name + '(';
  for (size_t i = 0; i < f.parameters.size(); ++i) out += (i ? ", " : "") + f.parameters[i];
  return out + ")";
}

}  // namespace

std::string declaration(const Function& f) { return head(f) + ";\n"; }

std::string print(const Struct& s) {
  std::string out = remark(s.comment) + "struct " + s.name + " {\n";
  size_t width = 0;
  for (const auto& m : s.members) width = std::max(width, m.type.size() + m.name.size());
  for (const auto& m : s.members)
    out += "  " + m.type + ' ' + m.name + "{};" +
           (m.comment.empty() ? "\n" : std::string(width - m.type.size() - m.name.size() + 2, ' ') + remark(m.comment));
  if (!s.members.empty()) out += '\n';
  return out + "  bool operator==(const " + s.name + "&) const = default;\n};\n";
}

std::string print(const Function& f) {
  Printer printer(0);
  printer.out += head(f) + ' ';
  if (f.body.size() == 1) {
    Printer alone(0);
    alone.statements(f.body);
    const std::string one_line =
        std::string(f.comment.empty() ? head(f) : head({"", f.result, f.name, f.parameters, {}})) + " { " +
        alone.out.substr(0, alone.out.size() - 1) + " }";
    if (alone.out.find('\n') == alone.out.size() - 1 && one_line.size() <= 120)
      return remark(f.comment) + one_line + "\n";
  }
  printer.braces(f.body);
  printer.out += '\n';
  return std::move(printer.out);
}

}  // namespace trestle::codegen::cpp
